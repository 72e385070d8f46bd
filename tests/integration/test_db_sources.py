"""Sources: who reads them, when, how they do; on both engines alike."""

import asyncio
from datetime import datetime, timedelta

import pytest

from briefings.reading.feeds import Entry
from briefings.sources.collecting import Event, Health, Verdict, decide
from briefings.sources.news import Announced, announced
from db import entries, source_lists, sources
from db.engine import Database
from db.entries import Noted
from db.source_lists import Wish
from db.sources import Claim, Kind, Learnt, NewSource, State
from tests.conftest import NOON

LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def feed(number: int, host: str = "") -> NewSource:
    host = host or f"host{number}.example"
    return NewSource(
        address=f"https://{host}/{number}.xml", name=f"Feed {number:03}", host=host
    )


async def add(database: Database, *news: NewSource) -> list[int]:
    async with database.write() as session:
        return [(await sources.add(session, one, NOON)).id for one in news]


async def claim(
    database: Database, holder: str = "me", now: datetime = NOON, limit: int = 99
) -> list[Claim]:
    async with database.write() as session:
        return await sources.claim(session, holder, now, LEASE, limit)


async def record(
    database: Database, one: Claim, verdict: Verdict, now: datetime = NOON
) -> None:
    decision = decide(one.health, verdict, one.id, now)
    async with database.write() as session:
        if verdict.error is None:
            await sources.record_read(session, one, decision, Learnt(), now)
        else:
            failed = [(one, decision, verdict.error)]
            await sources.record_failures(session, failed, now)


async def listed(database: Database, wish: Wish | None = None) -> list[str]:
    async with database.read() as session:
        page = await source_lists.listed(session, wish or Wish(), 0, 99)
    assert page.total == len(page.sources)
    return [one.name for one in page.sources]


async def test_the_same_address_is_one_source(database):
    (first,) = await add(database, feed(1))
    (again,) = await add(database, feed(1))

    assert again == first


async def test_sources_of_the_same_name_are_told_apart(database):
    same = [
        NewSource(address=f"https://{host}/feed", name="News", host=host)
        for host in ("a.example", "b.example", "b.example:8443")
    ]
    await add(database, *same, NewSource(address="https://b.example/2", name="News",
                                         host="b.example"))  # fmt: skip

    assert await listed(database) == [
        "https://b.example/2", "News", "News (b.example)", "News (b.example:8443)",
    ]  # fmt: skip


async def test_each_source_is_read_by_one_process(database):
    await add(database, *(feed(number) for number in range(30)))
    ids: list[int] = []
    for _ in range(4):  # who finds all taken by others looks again
        claimed = await asyncio.gather(
            *(claim(database, f"process {number}", limit=9) for number in range(5))
        )
        ids += [one.id for some in claimed for one in some]

    assert len(ids) == len(set(ids)) == 30


async def test_a_host_is_asked_by_one_process_at_a_time(database):
    await add(database, *(feed(number, "one.example") for number in range(9)))
    mine = await claim(database, "me")
    theirs = await claim(database, "you")

    assert len(mine) == 4
    assert theirs == []


async def test_hosts_take_turns(database):
    await add(database, *(feed(number, "big.example") for number in range(5)))
    await add(database, feed(7), feed(8))
    claimed = await claim(database, limit=3)

    assert sorted(one.host for one in claimed) == [
        "big.example", "host7.example", "host8.example",
    ]  # fmt: skip


async def test_what_a_dead_process_had_is_due_again_when_its_lease_ends(database):
    await add(database, feed(1))
    await claim(database, "dead")

    assert await claim(database, now=NOON + LEASE / 2) == []
    assert len(await claim(database, now=NOON + LEASE)) == 1


async def test_who_slept_past_their_lease_holds_nothing(database):
    (source,) = await add(database, feed(1))
    await claim(database, "slow")
    await claim(database, "quick", NOON + LEASE)

    async with database.write() as session:
        now = NOON + LEASE
        assert not await sources.hold(session, "slow", source, now)
        assert await sources.hold(session, "quick", source, now)


async def test_a_source_that_was_read_is_due_after_a_while(database):
    await add(database, feed(1))
    (one,) = await claim(database)
    await record(database, one, Verdict())

    assert await claim(database, now=NOON + timedelta(minutes=29)) == []
    assert len(await claim(database, now=NOON + HOUR)) == 1


async def test_a_paused_source_is_not_read_and_comes_back_with_an_archive(database):
    (source,) = await add(database, feed(1))
    (one,) = await claim(database)
    await record(database, one, Verdict())
    async with database.write() as session:
        await sources.set_state(session, source, State.PAUSED, NOON)
    assert await claim(database, now=NOON + 9 * HOUR) == []

    async with database.write() as session:
        await sources.set_state(session, source, State.ACTIVE, NOON + 9 * HOUR)
    (back,) = await claim(database, now=NOON + 9 * HOUR)
    assert back.first_read is None


async def test_an_editors_pause_outlives_the_reading_under_way(database):
    (source,) = await add(database, feed(1))
    (one,) = await claim(database)
    async with database.write() as session:
        await sources.set_state(session, source, State.PAUSED, NOON)
    await record(database, one, Verdict("The server does not answer."))

    assert await listed(database, Wish(state=State.PAUSED)) == ["Feed 001"]


async def test_a_removed_source_comes_back_by_its_link(database):
    (source,) = await add(database, feed(1))
    async with database.write() as session:
        await sources.set_state(session, source, State.REMOVED, NOON)
    assert await listed(database) == []

    assert await add(database, feed(1)) == [source]
    assert await listed(database) == ["Feed 001"]


async def test_a_source_that_is_gone_is_asked_no_more_and_can_be_revived(database):
    (source,) = await add(database, feed(1))
    (one,) = await claim(database)
    await record(database, one, Verdict("Gone for good.", gone=True))

    assert await claim(database, now=NOON + 99 * HOUR) == []
    assert await listed(database, Wish(state=State.GONE)) == ["Feed 001"]
    assert await add(database, feed(1)) == [source]
    assert len(await claim(database)) == 1


async def fail(database: Database, times: int) -> None:
    now = NOON
    for _ in range(times):
        (one,) = await claim(database, now=now)
        await record(database, one, Verdict("The server does not answer."), now)
        now += 25 * HOUR


async def test_editors_are_told_once_that_a_source_broke(database):
    await add(database, feed(1))
    await fail(database, 6)

    async with database.write() as session:
        (told,) = await source_lists.take_events(session)
        assert await source_lists.take_events(session) == []
    assert (told.name, told.event) == ("Feed 001", Event.BROKE)
    assert told.error == "The server does not answer."


async def test_what_could_not_be_told_is_told_later(database):
    await add(database, feed(1))
    await fail(database, 6)
    async with database.write() as session:
        events = await source_lists.take_events(session)
        await source_lists.put_back_events(session, events)
        assert await source_lists.take_events(session) == events


async def test_only_one_of_many_processes_tells(database):
    await add(database, feed(1))
    await fail(database, 6)

    async def told() -> int:
        async with database.write() as session:
            return len(await source_lists.take_events(session))

    assert sorted(await asyncio.gather(*(told() for _ in range(4)))) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        pytest.param(Wish(), ["Feed 001", "Feed 002", "Feed 010"], id="all"),
        pytest.param(Wish(word="feed 00"), ["Feed 001", "Feed 002"], id="a word"),
        pytest.param(Wish(word="HOST10"), ["Feed 010"], id="of the address"),
        pytest.param(Wish(word="%"), [], id="no wildcard"),
        pytest.param(Wish(failing=True), ["Feed 002"], id="what fails"),
        pytest.param(Wish(state=State.PAUSED), ["Feed 010"], id="what is paused"),
    ],
)
async def test_sources_are_listed_as_wished(database, wish, names):
    ids = await add(database, feed(1), feed(2), feed(10))
    for one in await claim(database):
        verdict = Verdict("No answer." if one.id == ids[1] else None)
        await record(database, one, verdict)
    async with database.write() as session:
        await sources.set_state(session, ids[2], State.PAUSED, NOON)

    assert await listed(database, wish) == names


async def test_five_thousand_feeds_are_added_in_portions_each_once(database):
    news = [feed(number % 400) for number in range(500)]
    due = [NOON + timedelta(seconds=number) for number in range(500)]
    async with database.write() as session:
        first = await sources.add_all(session, news, due, NOON)
    async with database.write() as session:
        again = await sources.add_all(session, news, due, NOON)

    assert (first, again) == (400, 0)
    assert len(await claim(database, now=NOON + timedelta(seconds=99))) < 101


async def test_a_feed_that_moved_for_good_keeps_its_row(database):
    (source, taken) = await add(database, feed(1), feed(2))
    claimed = {one.id: one for one in await claim(database)}
    for id_, to in ((source, "https://new.example/feed"), (taken, feed(1).address)):
        decision = decide(Health(), Verdict(), id_, NOON)
        async with database.write() as session:
            learnt = Learnt(moved_to=to, title="Renamed")
            await sources.record_read(session, claimed[id_], decision, learnt, NOON)

    async with database.read() as session:
        moved = await source_lists.find(session, source)
        other = await source_lists.find(session, taken)
    assert moved is not None
    assert moved.address == "https://new.example/feed"
    assert other is not None
    assert [moved.name, other.name] == ["Renamed", "Renamed (host2.example)"]


def entry(number: int) -> Announced:
    (one,) = announced([Entry(id=str(number), url=None, title="T", text="x")])
    return one


async def test_entries_are_remembered_while_their_feed_has_them(database):
    (source,) = await add(database, feed(1))
    old, new = entry(1), entry(2)
    later = NOON + entries.KEPT_FOR + HOUR
    async with database.write() as session:
        await entries.note(session, source, [Noted(old), Noted(new)], NOON)
        await entries.touch(session, source, [new.key], later)
        await entries.touch(session, source, [new.key], later + HOUR)
    async with database.read() as session:
        assert list(await entries.known(session, source)) == [new.key]


async def test_a_page_is_read_by_one_process_and_again_when_it_died(database):
    (source,) = await add(database, feed(1))
    async with database.write() as session:
        waiting = Noted(entry(1), waiting="{}", page_due=NOON)
        await entries.note(session, source, [waiting], NOON)

    async def pages(now: datetime) -> int:
        async with database.write() as session:
            return len(await entries.claim_pages(session, now, LEASE, 9))

    counts = [await pages(NOON), await pages(NOON), await pages(NOON + LEASE)]
    assert counts == [1, 0, 1]


async def test_a_chat_is_listed_and_never_fetched(database):
    chat = NewSource(address="-1001", name="A channel", kind=Kind.CHAT)
    await add(database, chat)

    assert await listed(database) == ["A channel"]
    assert await claim(database, now=NOON + 99 * HOUR) == []
