"""Waiting for the next figure of a series."""

import pytest

from db import subscribers, watches
from db.subscribers import Address, NewSubscriber
from tests.conftest import NOON, Desk
from tests.desks import BRIEFING, QUARTERS, next_after, note_on, stock

SPRING = (
    "---\ndate: 2026-04-20\n---\n\n# Spring\n\n"
    "Brightcloud's profit was $1.1 billion in the first quarter of 2026, up 30%. "
    "Brightcloud's revenue was $5.1 billion in the first quarter of 2026, up 40%.\n\n"
    "## Chips\n\nNorland imported 4 billion chips in March 2026, up 5%. "
    "Norland exported 1 billion chips in March 2026, down 7%.\n\n"
    "## Bikes\n\n"
    "Kestrel Bikes sold 13,000 bicycles in the first quarter of 2026."
)


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    await stock(desk, BRIEFING, QUARTERS)
    await desk.reader.asks("/start")
    return desk


async def test_a_metric_is_watched_listed_and_let_go(stocked):
    said = await stocked.reader.asks("/watch kestrel bicycle sales")
    again = await stocked.reader.asks("/watch kestrel bicycle sales")
    listed = await stocked.reader.asks("/unwatch")
    empty = await stocked.presses(
        stocked.reader, listed, "✕ Kestrel Bikes · bicycle sales"
    )

    assert "Watching Kestrel Bikes · bicycle sales." in said.text
    assert "already" in again.text
    assert "You watch nothing yet" in empty.text


async def test_the_button_watches_and_then_stops(stocked):
    answer = await stocked.reader.asks("kestrel bicycle sales")
    await next_after(stocked, answer, "🔔 Watch")

    answer = await stocked.reader.asks("kestrel bicycle sales")
    note = await note_on(stocked, answer, "🔕 Stop watching")

    assert note["text"] == "No longer watching Kestrel Bikes · bicycle sales."


async def test_who_gets_no_digest_is_offered_one_with_the_watch(desk):
    await stock(desk, QUARTERS)

    asked = await desk.reader.asks("/watch kestrel bicycle sales")
    said = await next_after(desk, asked, "Yes, and watch it")
    listed = await desk.reader.asks("/unwatch")

    assert "Watching Kestrel Bikes · bicycle sales." in said.text
    assert "One digest a day comes from now on" in said.text
    assert "Kestrel Bikes · bicycle sales" in listed.text


async def test_in_a_group_only_administrators_watch(stocked):
    group = stocked.telegram.group("Desk", stocked.editor, stocked.reader)

    said = await stocked.reader.asks("/watch kestrel bicycle sales", group)

    assert "administrator" in said.text


async def test_several_that_fit_are_offered(stocked):
    said = await stocked.reader.asks("/watch bikes revenue")

    assert said.text == "Which one shall I watch?"
    assert len(said.buttons) > 1


async def test_nobody_ends_the_watch_of_another(stocked):
    await stocked.reader.asks("/watch kestrel bicycle sales")
    listed = await stocked.reader.asks("/unwatch")
    data = listed.json["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    number = int(data.split(":")[1])

    async with stocked.tally.database.write() as session:
        somebody = await subscribers.add(
            session, NewSubscriber(Address(99), "private", "UTC"), NOON
        )
        assert await watches.remove(session, somebody.id, number) is None
        found = await subscribers.find(session, Address(stocked.reader.id))
        assert found is not None
        assert len(await watches.of(session, found.id)) == 1


async def test_a_chat_watches_so_many_and_no_more(stocked, monkeypatch):
    monkeypatch.setattr(watches, "MOST", 0)

    said = await stocked.reader.asks("/watch kestrel bicycle sales")

    assert said.text.startswith("You watch as much as I can remember.")


async def first_headline(desk):
    said = await desk.reader.asks("/digest")
    places = {
        name: said.text.find(name) for name in ("13,000 bicycles", "$5.1 billion")
    }
    assert -1 not in places.values()
    return min(places, key=places.__getitem__)


async def test_what_is_watched_leads_the_next_digest(stocked):
    await stocked.reader.asks("/digest")
    await stock(stocked, SPRING)
    assert await first_headline(stocked) == "$5.1 billion"

    await stocked.reader.asks("/watch kestrel bicycle sales")

    assert await first_headline(stocked) == "13,000 bicycles"
