"""In a group: commands, our name, and answers to us; nothing else."""

import pytest

from tests.conftest import Desk
from tests.desks import BRIEFING, stock

BOT = "@tally_local_bot"


@pytest.fixture
def server() -> None:
    """SQLite is enough here: what both engines are asked stands in other tests."""


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING)


@pytest.fixture
def group(stocked):
    return stocked.telegram.group("Desk", stocked.reader, stocked.editor)


async def test_who_names_us_is_answered(stocked, group):
    said = await stocked.reader.asks(f"{BOT} brightcloud revenue", group)

    assert "$3.4 billion" in said.text
    assert "reply_to_message" in said.json


async def test_who_answers_us_is_answered(stocked, group):
    first = await stocked.reader.asks("/figure brightcloud revenue", group)
    asked = stocked.reader.says("internet users norland", group, reply_to=first)

    said = await stocked.telegram.until(
        lambda: [s for s in stocked.reader.heard(group) if s.id > asked.id]
    )

    assert "41.5 million people" in said[0].text


async def test_our_name_alone_says_how_to_ask(stocked, group):
    said = await stocked.reader.asks(BOT, group)

    assert said.text.startswith("Which figure?")


async def test_what_people_say_to_each_other_is_not_answered(stocked, group):
    stocked.telegram.private_mode = False
    stocked.reader.says("what is brightcloud's revenue?", group)

    said = await stocked.reader.asks("/figure internet users norland", group)

    assert "41.5 million" in said.text
    assert len(stocked.reader.heard(group)) == 1


async def test_a_channel_can_ask_with_a_command(stocked):
    channel = stocked.telegram.channel("Figures", stocked.reader)

    said = await stocked.reader.asks("/figure brightcloud revenue", channel)

    assert "$3.4 billion" in said.text


async def test_what_was_sent_from_an_inline_query_is_no_question(stocked, group):
    asked = stocked.reader.asks_inline("brightcloud revenue")
    await stocked.telegram.until(lambda: asked.results is not None)

    sent = stocked.reader.takes(asked, asked.results[0]["id"])
    said = await stocked.reader.asks("/figure internet users norland")

    assert "$3.4 billion" in sent.text
    assert [s.id for s in stocked.reader.heard()] == [said.id]
