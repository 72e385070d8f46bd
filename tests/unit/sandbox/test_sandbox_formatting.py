"""Laws of text: escaping, offsets in UTF-16 units, nesting, the hundred entities."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting import MOST_ENTITIES, format_text
from bot.sandbox.html import parse_html
from bot.sandbox.markdown import parse_markdown
from bot.sandbox.refusals import BadRequest
from bot.sandbox.units import length, offsets

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}
_RESERVED = "\\_*[]()~`>#+-=|{}.!"
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1
)
inner = st.recursive(
    texts.map(lambda text: escape(text, quote=False)),
    lambda parts: st.tuples(
        st.sampled_from(sorted(TAGS)), st.lists(parts, min_size=1)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=12,
)
markup = st.text(st.sampled_from("<>/=&;\"' abipre*_~`|[]()\\!.\n😀é"))


def covered(text: str, entity: dict[str, Any]) -> str:
    wide = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return wide[start : start + 2 * entity["length"]].decode("utf-16-le")


@given(texts)
def test_escaped_html_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(texts)
def test_escaped_markdown_comes_back_as_it_was(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in _RESERVED else sign for sign in text)
    assert parse_markdown(escaped) == (text, [])


@given(texts, texts, texts)
def test_an_entity_covers_just_what_was_marked(
    before: str, marked: str, after: str
) -> None:
    source = f"{escape(before)}<b>{escape(marked)}</b>{escape(after)}"
    text, entities = parse_html(source)
    assert text == before + marked + after
    assert [covered(text, entity) for entity in entities] == [marked]


@given(texts, texts)
def test_html_and_markdown_agree(before: str, marked: str) -> None:
    def quoted(text: str) -> str:
        return "".join(f"\\{sign}" if sign in _RESERVED else sign for sign in text)

    by_html = parse_html(f"{escape(before)}<i>{escape(marked)}</i>")
    assert parse_markdown(f"{quoted(before)}_{quoted(marked)}_") == by_html


@given(inner)
def test_entities_are_nested_and_never_cross(source: str) -> None:
    text, entities = parse_html(source)
    places = [(e["offset"], e["offset"] + e["length"]) for e in entities]
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))
    assert all(0 <= start < end <= length(text) for start, end in places)
    for index, (_, end) in enumerate(places):
        assert all(not b < end < e for b, e in places[index + 1 :])


@given(markup, st.sampled_from(["HTML", "MarkdownV2", ""]))
def test_any_markup_is_parsed_or_refused(source: str, mode: str) -> None:
    refused, text, entities = "", "", list[dict[str, Any]]()
    try:
        text, entities = format_text(source, mode)
    except BadRequest as error:
        refused = error.description
    assert refused.partition(" entities: ")[0] in {"", "Bad Request: can't parse"}
    assert text == text.strip()
    assert all(covered(text, entity) for entity in entities)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_length_in_units_is_that_of_utf_16(text: str) -> None:
    units = len(text.encode("utf-16-le")) // 2
    table = offsets(text) if text else None
    assert length(text) == units
    assert table is None or (table[-1], len(table)) == (units, len(text) + 1)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        pytest.param(
            '<a href="https://example.org/?a=1&amp;b=2">9</a>',
            [{"type": "text_link", "url": "https://example.org/?a=1&b=2"}],
            id="link",
        ),
        pytest.param(
            '<a href="tg://user?id=7">9</a>',
            [
                {
                    "type": "text_mention",
                    "user": {"id": 7, "is_bot": False, "first_name": "?"},
                }
            ],
            id="person",
        ),
        pytest.param(
            '<pre><code class="language-python">9</code></pre>',
            [{"type": "pre", "language": "python"}],
            id="code in a language",
        ),
        pytest.param(
            "<blockquote expandable>9</blockquote>",
            [{"type": "expandable_blockquote"}],
            id="folded quote",
        ),
        pytest.param("<tg-spoiler>9</tg-spoiler>", [{"type": "spoiler"}], id="spoiler"),
        pytest.param(
            '<span class="tg-spoiler">9</span>', [{"type": "spoiler"}], id="span"
        ),
        pytest.param("<a>9</a>", [], id="a link to nowhere"),
        pytest.param("<b></b>9", [], id="nothing marked"),
        pytest.param("<CODE>9</CODE>", [{"type": "code"}], id="capitals"),
        pytest.param("<code><b>9</b></code>", [{"type": "code"}], id="bold in code"),
        pytest.param("<b><code>9</code></b>", [{"type": "code"}], id="code in bold"),
    ],
)
def test_telegrams_tags_become_its_entities(
    source: str, kinds: list[dict[str, Any]]
) -> None:
    text, entities = format_text(source, "HTML")
    assert text == "9"
    assert entities == [{"offset": 0, "length": 1} | kind for kind in kinds]


@pytest.mark.parametrize(
    ("source", "kind", "marked"),
    [
        ("||9||", "spoiler", "9"),
        ("~9~", "strikethrough", "9"),
        ("__9__", "underline", "9"),
        ("`9`", "code", "9"),
        ("```python\n9\n```", "pre", "9"),
        ("[9](https://example.org)", "text_link", "9"),
        (">9\n>8\n7", "blockquote", "9\n8"),
        (">9||", "expandable_blockquote", "9"),
    ],
    ids=lambda value: str(value).partition("\n")[0],
)
def test_telegrams_marks_become_its_entities(
    source: str, kind: str, marked: str
) -> None:
    text, entities = format_text(source, "MarkdownV2")
    assert [(e["type"], covered(text, e)) for e in entities] == [(kind, marked)]


def test_white_space_at_the_ends_goes_and_offsets_follow() -> None:
    text, entities = format_text("\n\n  <b> 9 </b>\n", "HTML")
    assert (text, entities) == ("9", [{"type": "bold", "offset": 0, "length": 1}])


def test_of_more_than_a_hundred_entities_the_rest_is_left_out() -> None:
    _, entities = format_text("<b>9</b> " * (MOST_ENTITIES + 1), "HTML")
    assert len(entities) == MOST_ENTITIES
    assert entities[-1]["offset"] == 2 * (MOST_ENTITIES - 1)


def test_bold_stops_where_code_begins_and_goes_on_behind_it() -> None:
    text, entities = format_text("<b>a <code>b</code> c</b>", "HTML")
    marked = [(e["type"], covered(text, e)) for e in entities]
    assert marked == [("bold", "a "), ("code", "b"), ("bold", " c")]


def test_what_telegram_marks_by_itself_is_not_marked_in_code() -> None:
    _, entities = format_text("/help <code>/help</code>", "HTML")
    assert [e["type"] for e in entities] == ["bot_command", "code"]
