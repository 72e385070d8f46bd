"""Articles that come in several messages, as files, and in other languages."""

from datetime import timedelta

import pytest

from db import articles
from handlers.pasted import joined
from tests.conftest import Desk
from tests.pdfs import pdf
from tests.unit.reading.pages_made import page

_CITIES = (
    "Arden",
    "Brook",
    "Corran",
    "Dunmore",
    "Eastham",
    "Farley",
    "Glenn",
    "Harrow",
)


def story(first: int, count: int) -> str:
    """Return a story of some paragraphs, each with a figure of its own."""
    return "\n\n".join(
        f"Sales of widgets in {_CITIES[n % 8]} rose {n + 2}% to {(n + 3) * 1000:,} units in"
        f" October, the makers' union said in its report number {n}. Dealers there expect"
        " the market to stay as it is until the spring, when a new model comes out and"
        " the old ones are sold for less than they cost to make, as in every other year."
        for n in range(first, first + count)
    )


HEAD = "Widgets sell well across the country\n\nPublished 20 November 2026\n\n"
FIRST, SECOND, LAST = HEAD + story(0, 11), story(11, 11), story(22, 3)


async def titles(desk: Desk) -> list[str]:
    """Return the texts of what is stored, the first first."""
    found = []
    async with desk.tally.database.read() as session:
        number = 1
        while text := await articles.text_of(session, number):
            found.append(text)
            number += 1
    return found


async def test_parts_sent_in_a_row_become_one_article(desk: Desk) -> None:
    for part in (FIRST, SECOND, LAST):
        assert len(part) < 4096
        desk.editor.says(part)
    said = await desk.telegram.until(desk.editor.heard)

    assert "Added: Widgets sell well across the country" in said[0].text
    assert "and 35 more" in said[0].text
    assert await titles(desk) == [f"{FIRST}\n\n{SECOND}\n\n{LAST}"]

    await desk.editor.asks("/help")  # whatever the parts wanted to say would come first
    assert len(desk.editor.heard()) == 2


async def test_a_part_that_comes_while_the_first_one_waits_is_taken_in(
    desk: Desk,
) -> None:
    desk.editor.says(FIRST)
    await desk.eventually(lambda: _is_claimed(desk))
    desk.editor.says(LAST)
    said = await desk.telegram.until(desk.editor.heard)

    assert "Added" in said[0].text
    assert await titles(desk) == [f"{FIRST}\n\n{LAST}"]


async def _is_claimed(desk: Desk) -> bool:
    return bool(desk.tally.handler._busy)  # noqa: SLF001  # what no table tells


async def test_who_dies_while_parts_come_in_loses_none_of_them(desk: Desk) -> None:
    desk.editor.says(FIRST)
    desk.editor.says(SECOND)
    await desk.eventually(lambda: _is_claimed(desk))
    for work in desk.tally.handler._busy.values():  # noqa: SLF001  # as a kill would
        work.task.cancel()
    desk.editor.says(LAST)
    said = await desk.telegram.until(desk.editor.heard)

    assert "Added" in said[0].text
    assert await titles(desk) == [f"{FIRST}\n\n{SECOND}\n\n{LAST}"]


async def test_another_article_later_is_one_of_its_own(desk: Desk) -> None:
    desk.editor.says(FIRST)
    desk.clock.advance(timedelta(seconds=6))
    desk.editor.says(HEAD.replace("Widgets", "Gadgets") + SECOND)
    said = await desk.telegram.until(lambda: _two(desk))

    assert [one.text.split("\n")[0] for one in said] == [
        "Added: Widgets sell well across the country",
        "Added: Gadgets sell well across the country",
    ]


def _two(desk: Desk) -> list | None:
    heard = desk.editor.heard()
    return heard if len(heard) > 1 else None


async def test_a_command_behind_an_article_is_not_part_of_it(desk: Desk) -> None:
    desk.editor.says(FIRST)
    desk.editor.says("/help")
    said = await desk.telegram.until(lambda: _two(desk))

    assert "Added" in said[0].text
    assert "You are an editor" in said[1].text
    assert await titles(desk) == [FIRST]


async def test_a_question_behind_a_short_article_is_not_part_of_it(desk: Desk) -> None:
    desk.editor.says(HEAD + story(0, 3))
    desk.editor.says("widget sales in brook")
    said = await desk.telegram.until(lambda: _two(desk))

    assert "Added" in said[0].text
    assert "3%" in said[1].text


async def test_a_reader_is_shown_all_parts_together_and_nothing_is_kept(
    desk: Desk,
) -> None:
    for part in (FIRST, LAST):
        desk.reader.says(part)
    said = await desk.telegram.until(desk.reader.heard)
    await desk.reader.asks("/help")

    assert "kept nothing" in said[0].text
    assert "and 13 more" in said[0].text
    assert len(desk.reader.heard()) == 2
    assert await titles(desk) == []


async def test_add_with_a_long_text_behind_it_takes_the_parts_too(desk: Desk) -> None:
    desk.editor.says(f"/add\n{FIRST}")
    desk.editor.says(LAST)
    said = await desk.telegram.until(desk.editor.heard)

    assert "Added" in said[0].text
    assert await titles(desk) == [f"{FIRST}\n\n{LAST}"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        pytest.param(["It rose", "by 5%."], "It rose by 5%.", id="in-a-sentence"),
        pytest.param(["It rose.", "It fell."], "It rose.\n\nIt fell.", id="between-sentences"),
        pytest.param(["“It rose.”", "It fell."], "“It rose.”\n\nIt fell.", id="behind-a-quote"),
        pytest.param(["a" * 4096, "b c"], "a" * 4096 + "b c", id="in-a-word"),
        pytest.param(["😀" * 2047 + "ab", "c"], "😀" * 2047 + "abc", id="as-telegram-counts"),
        pytest.param(["alone"], "alone", id="one"),
    ],
)  # fmt: skip
def test_parts_are_joined_where_they_were_cut(parts: list[str], whole: str) -> None:
    assert joined(parts) == whole


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        pytest.param(
            "plant.html",
            page().encode(),
            "Acme opens a second plant in Brno",
            id="page",
        ),
        pytest.param(
            "plant.pdf",
            pdf(
                [["Acme opens a plant", "Acme hired 1,200 people in Brno in October."]]
            ),
            "Acme opens a plant",
            id="pdf",
        ),
    ],
)
async def test_a_page_or_a_pdf_is_read_like_a_pasted_article(
    desk: Desk, name: str, content: bytes, title: str
) -> None:
    desk.editor.sends_document(name, content)
    said = await desk.telegram.until(desk.editor.heard)

    assert f"Added: {title}" in said[0].text
    assert "1,200" in said[0].text


async def test_a_large_file_is_read_for_editors_only(desk: Desk) -> None:
    content = page().replace("</main>", "</main><!--" + "x" * 600_000 + "-->").encode()
    desk.reader.sends_document("plant.html", content)
    said = await desk.telegram.until(desk.reader.heard)

    assert "500 kB is the most" in said[0].text


async def test_an_article_in_another_language_is_kept_with_a_plain_note(
    desk: Desk,
) -> None:
    text = "Neues Werk in Brünn\n\n" + (
        "Das Unternehmen hat ein zweites Werk eröffnet und dafür neue Leute eingestellt,"
        " wie es am Freitag mitteilte. Die Stadt freut sich über den Zuzug.\n\n" * 3
    )
    said = await desk.editor.asks(text)
    latest = await desk.reader.asks("/latest")

    assert "This is German. Figures are found in English text only." in said.text
    assert "Neues Werk in Brünn" in latest.text


async def test_a_figure_of_a_new_article_is_put_right_from_its_button(
    desk: Desk,
) -> None:
    said = await desk.editor.asks(HEAD + story(0, 6))
    desk.editor.presses(said, "✏️ Fix")
    offered = await desk.telegram.until(
        lambda: (
            desk.editor.sees()[-1] if "wrong?" in desk.editor.sees()[-1].text else None
        )
    )
    assert len(offered.buttons) == 9
    desk.editor.presses(offered, "More ›")
    turned = await desk.telegram.until(
        lambda: (
            desk.editor.sees()[-1]
            if desk.editor.sees()[-1].buttons[-1] == ["‹ Back"]
            else None
        )
    )

    desk.editor.presses(turned, turned.buttons[0][0])
    shown = await desk.telegram.until(
        lambda: (
            desk.editor.sees()[-1]
            if "Put this figure right" in desk.editor.sees()[-1].text
            else None
        )
    )
    assert "Farley" in shown.text or "Eastham" in shown.text
