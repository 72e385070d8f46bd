"""Editors teach topics new words; what arrived lately is told by them at once."""

import pytest

from tests.conftest import Desk

STORY = (
    "Quuxium output in Norland reached 410 million tons in October, the ministry said."
)


async def topics_of(desk: Desk, words: str) -> bool:
    """Whether a digest of that topic alone brings the story."""
    await desk.reader.asks(f"/settings topics {words}")
    said = await desk.reader.asks("/digest")
    return "Quuxium" in said.text


async def test_a_new_word_counts_for_what_is_there_and_what_comes(desk):
    await desk.editor.asks(f"/add {STORY}")
    assert not await topics_of(desk, "chips")

    said = await desk.editor.asks("/topics add chips: quuxium, wafer fab")
    assert "1 recent story has other topics" in said.text
    assert await topics_of(desk, "chips")

    await desk.editor.asks(f"/add {STORY.replace('Norland', 'Sudland')}")
    assert "Sudland" in (await desk.reader.asks("/digest")).text

    await desk.editor.asks("/topics drop chips: quuxium")
    assert not await topics_of(desk, "chips")


async def test_a_new_topic_begins_with_its_first_word(desk):
    await desk.editor.asks(f"/add {STORY}")

    said = await desk.editor.asks("/topics add mining: quuxium")

    assert "Mining" in said.text
    assert await topics_of(desk, "mining")


async def test_a_built_in_word_can_be_silenced(desk):
    await desk.editor.asks("/add The Quuxium semiconductor maker sold 3 million units.")
    assert await topics_of(desk, "chips")

    await desk.editor.asks("/topics mute chips: semiconductor")

    assert not await topics_of(desk, "chips")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/topics add chips", "A topic is told by its words"),
        ("/topics add chips:", "A topic is told by its words"),
        ("/topics drop crisps: salt", "There are: telecoms"),
        ("/topics add <b>: salt", "I know no topic"),
    ],
)
async def test_what_cannot_be_taught_is_explained(desk, line, words):
    assert words in (await desk.editor.asks(line)).text


async def test_only_editors_teach(desk):
    said = await desk.reader.asks("/topics add chips: quuxium")

    assert "Only this desk's editors" in said.text
