"""`@bot words` in any chat: figures that can be sent there."""

import pytest

from tests.conftest import Desk
from tests.desks import BRIEFING, QUARTERS, stock


@pytest.fixture
def server() -> None:
    """SQLite is enough here: what both engines are asked stands in other tests."""


@pytest.fixture
async def stocked(desk: Desk) -> Desk:
    return await stock(desk, BRIEFING, QUARTERS)


async def offered(desk: Desk, words: str) -> list[dict]:
    asked = desk.reader.asks_inline(words)
    await desk.telegram.until(lambda: asked.results is not None)
    return asked.results or []


async def test_the_answer_comes_first_and_can_be_sent_whole(stocked):
    results = await offered(stocked, "brightcloud revenue")

    assert results[0]["title"] == "US$3.4 billion — revenue"
    assert results[0]["description"].startswith("revenue · Brightcloud, Q3 2026")
    content = results[0]["input_message_content"]
    assert "<blockquote>" in content["message_text"]
    assert len(results) <= 10


async def test_nothing_typed_yet_offers_the_newest_stories_figures(stocked):
    results = await offered(stocked, "")

    assert "US$77 million — revenue" in [one["title"] for one in results]


async def test_what_is_not_known_offers_nothing_to_send(stocked):
    results = await offered(stocked, "tencent revenue")

    (request,) = [
        one for one in stocked.telegram.requests if one.method == "answerInlineQuery"
    ]
    assert results == []
    assert request.parameters["button"]["start_parameter"] == "inline"


async def test_an_empty_desk_offers_nothing(desk):
    assert await offered(desk, "") == []
    assert await offered(desk, "brightcloud revenue") == []


async def test_a_query_of_any_kind_is_answered(stocked):
    for words in ('"', "🙂", "a" * 256, "<b>", "NEAR(", "互联网"):
        assert isinstance(await offered(stocked, words), list)
