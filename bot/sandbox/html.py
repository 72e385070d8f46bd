"""Telegram's HTML to plain text with entities, and what it refuses on the way.

The refusals' words, and their offsets in bytes of UTF-8, are Telegram's.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.sandbox import units
from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said, Why

Entity = dict[str, Any]

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_PIECE = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=>]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d{1,15})")
_BARE = {"expandable"}  # the one attribute that needs no value


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    argument: str
    at: int  # units of text before it


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities, outer before inner.

    Raises:
        BadRequest: the source is not Telegram's HTML.

    >>> parse_html("<b>989&nbsp;&lt;</b>")
    ('989&nbsp;<', [{'type': 'bold', 'offset': 0, 'length': 10}])
    """
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.written: list[str] = []
        self.at = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while (piece := _PIECE.search(self.source, self.position)) is not None:
            self._write(self.source[self.position : piece.start()])
            self.position = piece.start()
            if piece[0] == "&":
                self._reference()
            elif self.source.startswith("</", self.position):
                self._end_tag()
            else:
                self._start_tag()
        self._write(self.source[self.position :])
        if self.open:
            tag = self.open[-1].name
            raise _wrong(Why.OPEN_TAG, tag=tag)
        return "".join(self.written), _outer_first(self.entities)

    def _write(self, text: str) -> None:
        self.written.append(text)
        self.at += units.length(text)

    def _reference(self) -> None:
        match = _REFERENCE.match(self.source, self.position)
        self._write(unescape(match[0]) if match else "&")
        self.position = match.end() if match else self.position + 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.position)
        taken = match[0] if match else ""
        self.position += len(taken)
        return taken

    def _peek(self) -> str:
        return self.source[self.position : self.position + 1]

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        name = self._take(_NAME).lower()
        if not self._peek():
            raise _wrong(Why.UNCLOSED_START, offset=self._bytes(begin))
        if name not in TAGS:
            raise _wrong(Why.UNKNOWN_TAG, tag=name, offset=self._bytes(begin))
        argument = ""
        while (attribute := self._attribute(name, begin)) is not None:
            argument = _argument(name, *attribute) or argument
        if name == "span" and argument != "spoiler":
            raise _wrong(Why.SPAN, offset=self._bytes(begin))
        self.open.append(_Open(name, argument, self.at))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        self._take(_SPACE)
        if self._peek() == ">":
            self.position += 1
            return None
        name = self._take(_ATTRIBUTE)
        self._take(_SPACE)
        offset = self._bytes(begin)
        if not name and self._peek():
            raise _wrong(Why.NO_ATTRIBUTE, tag=tag, offset=offset)
        if self._peek() != "=":
            if name in _BARE and self._peek():
                return name, ""
            raise _wrong(Why.NO_EQUAL_SIGN, tag=tag, offset=offset)
        self.position += 1
        self._take(_SPACE)
        return name, self._value(offset)

    def _value(self, offset: int) -> str:
        start = self.position
        quote = self._peek()
        if quote and quote in "'\"":
            end = self.source.find(quote, start + 1)
            if end < 0 or end + 1 >= len(self.source):
                raise _wrong(Why.UNCLOSED_START, offset=offset)
            self.position = end + 1
            return _REFERENCE.sub(
                lambda match: unescape(match[0]), self.source[start + 1 : end]
            )
        value = self._take(_TOKEN).lower()
        if not self._peek():
            raise _wrong(Why.UNCLOSED_START, offset=offset)
        if self._peek() != ">" and not self._peek().isspace():
            raise _wrong(Why.BAD_TOKEN, offset=self._bytes(start))
        return value

    def _end_tag(self) -> None:
        begin = self.position
        offset = self._bytes(begin)
        if not self.open:
            raise _wrong(Why.NO_START_TAG, offset=offset)
        self.position += 2
        name = self._take(_NAME).lower()
        self._take(_SPACE)
        if self._peek() != ">":
            raise _wrong(Why.UNCLOSED_END, offset=offset)
        self.position += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _wrong(Why.OTHER_END, offset=offset, tag=tag.name, found=name)
        self._close(tag)

    def _close(self, tag: _Open) -> None:
        size = self.at - tag.at
        if not size:
            return
        if tag.name == "code" and self.open and self.open[-1].name == "pre":
            self.open[-1].argument = tag.argument
            return
        entity = {"type": TAGS[tag.name], "offset": tag.at, "length": size}
        if tag.name == "a" and not tag.argument:
            return
        entity |= _extras(tag)
        self.entities.append(entity)


def _extras(tag: _Open) -> Entity:
    """The fields an entity has besides its kind and its place."""
    if not tag.argument:
        return {}
    if tag.name == "a":
        if (match := _USER_LINK.fullmatch(tag.argument)) is not None:
            user = {"id": int(match[1]), "is_bot": False, "first_name": "?"}
            return {"type": "text_mention", "user": user}
        return {"url": tag.argument}
    if tag.name == "blockquote":
        return {"type": "expandable_blockquote"}
    return {
        "pre": {"language": tag.argument},
        "tg-emoji": {"custom_emoji_id": tag.argument},
    }.get(tag.name, {})


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute means to its tag; "" for those Telegram ignores."""
    wanted = {
        ("a", "href"): value,
        ("code", "class"): value.removeprefix("language-"),
        ("span", "class"): value.removeprefix("tg-"),
        ("tg-emoji", "emoji-id"): value,
        ("blockquote", "expandable"): "expandable",
    }
    return wanted.get((tag, name), "")


def _outer_first(entities: list[Entity]) -> list[Entity]:
    """Sort; of two that cover the same, the outer one was closed later."""
    entities.reverse()
    entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return entities


def _wrong(why: Why, **what: str | int) -> BadRequest:
    return BadRequest(Said.BAD_MARKUP.format(why=why.format(**what)))
