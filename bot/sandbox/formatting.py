"""Text as the bot sends it, to text as a chat shows it: parsed, trimmed, marked."""

import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox import units
from bot.sandbox.detect import detect
from bot.sandbox.html import parse_html
from bot.sandbox.markdown import parse_markdown
from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said, Why

Entity = dict[str, Any]
Formatted = tuple[str, list[Entity]]

ENTITY_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)

MOST_ENTITIES = 100
_QUOTES = {"blockquote", "expandable_blockquote"}
_VERBATIM = {"code", "pre"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_NO_LINKS_IN = _VERBATIM | {"text_link", "text_mention"}
_MODES = {"": None, "html": parse_html, "markdownv2": parse_markdown}
# Telegram drops control characters and carriage returns, and cuts white space at the ends.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028\u202a-\u202e]")


def format_text(
    text: str, parse_mode: str | None = None, entities: list[Entity] | None = None
) -> Formatted:
    """Return the text as shown and all its entities, those Telegram adds included.

    A parse mode wins over `entities`, as in Telegram. The text may come out empty. Of
    more than a hundred entities the rest is left out, which Telegram does silently.

    Raises:
        BadRequest: an unknown mode, broken markup, or impossible entities.
    """
    mode = (parse_mode or "").lower()
    if mode not in _MODES:
        raise BadRequest(Said.BAD_MODE)
    parse = _MODES[mode]
    plain, marked = parse(text) if parse else (text, checked(entities or [], text))
    plain, marked = _clean(plain, marked)
    marked = _tidy(marked) if marked else marked
    return plain, _with_detected(plain, marked)[:MOST_ENTITIES]


def checked(entities: list[Entity], text: str) -> list[Entity]:
    """The entities given apart from the text, after Telegram's checks."""
    size = units.length(text)
    for entity in entities:
        _check_entity(entity, size)
    shown = [entity for entity in entities if entity["length"]]
    return sorted(shown, key=lambda e: (e["offset"], -e["length"]))


def _check_entity(entity: Any, size: int) -> None:
    if not isinstance(entity, Mapping):
        raise _wrong(Why.NO_OBJECT)
    for field, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(entity.get(field), kind):
            raise _wrong(Why.NO_FIELD, name=field)
    if entity["type"] not in ENTITY_KINDS:
        raise _wrong(Why.UNKNOWN_TYPE)
    if entity["type"] == "text_link" and not entity.get("url"):
        raise _wrong(Why.NO_FIELD, name="url")
    offset, length = entity["offset"], entity["length"]
    if offset < 0:
        raise BadRequest(Said.BAD_OFFSET.format(offset=offset))
    if length < 0:
        raise BadRequest(Said.BAD_LENGTH.format(length=length))
    if offset + length > size:
        raise BadRequest(Said.ENTITY_BEYOND.format(offset=offset, size=size))


def _wrong(why: Why, **what: str) -> BadRequest:
    return BadRequest(Said.BAD_ENTITY.format(why=why.format(**what)))


def _clean(text: str, entities: list[Entity]) -> Formatted:
    if _CONTROL.search(text):
        if entities:  # offsets would move: no sender of ours marks such text
            text = _CONTROL.sub(" ", text)
        else:
            text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    shown = text.strip()
    if len(shown) == len(text) or not entities:
        return shown, entities
    start = units.length(text[: len(text) - len(text.lstrip())])
    return shown, _cut(entities, start, start + units.length(shown))


def _cut(entities: list[Entity], start: int, end: int) -> list[Entity]:
    kept = []
    for entity in entities:
        first = max(entity["offset"], start)
        last = min(entity["offset"] + entity["length"], end)
        if last > first:
            kept.append(entity | {"offset": first - start, "length": last - first})
    return kept


def _tidy(entities: list[Entity]) -> list[Entity]:
    """Drop what may not be nested: anything in code, a quote in a quote.

    A style that has code in it ends before the code and begins anew behind it.
    """
    kept: list[Entity] = []
    verbatim_end = quote_end = 0
    for entity in entities:
        kind, offset = entity["type"], entity["offset"]
        in_code = offset < verbatim_end
        if in_code or (kind in _QUOTES and offset < quote_end):
            continue
        end = offset + entity["length"]
        verbatim_end = end if kind in _VERBATIM else verbatim_end
        quote_end = end if kind in _QUOTES else quote_end
        kept.append(entity)
    if not verbatim_end:
        return kept
    code = [entity for entity in kept if entity["type"] in _VERBATIM]
    pieces = [piece for entity in kept for piece in _outside(entity, code)]
    return sorted(pieces, key=lambda e: (e["offset"], -e["length"]))


def _outside(entity: Entity, code: list[Entity]) -> list[Entity]:
    if entity["type"] not in _STYLES:
        return [entity]
    start, end = entity["offset"], entity["offset"] + entity["length"]
    within = [c for c in code if start <= c["offset"] < end]
    begins = [start, *(c["offset"] + c["length"] for c in within)]
    ends = [*(c["offset"] for c in within), end]
    return [
        entity | {"offset": begin, "length": until - begin}
        for begin, until in zip(begins, ends, strict=True)
        if until > begin
    ]


def _with_detected(text: str, entities: list[Entity]) -> list[Entity]:
    found = detect(text)
    if not found or not entities:
        return found or entities
    closed = [e for e in entities if e["type"] in _NO_LINKS_IN]
    free = [e for e in found if not any(_overlap(e, other) for other in closed)]
    if not free:
        return entities
    return sorted(entities + free, key=lambda e: (e["offset"], -e["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
