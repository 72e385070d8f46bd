"""Telegram's MarkdownV2 to plain text with entities."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox import units
from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said, Why

Entity = dict[str, Any]

_MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
}
_RESERVED = "_*[]()~`>#+-=|{}.!"
_LINK_END = re.compile(r"\]\(((?:[^()\\\n]|\\.)*)\)")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    byte: int


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    r"""Return the text and its entities, outer before inner.

    Raises:
        BadRequest: a reserved character is not escaped, or a mark is left open.

    >>> parse_markdown("*989* million\\.")
    ('989 million.', [{'type': 'bold', 'offset': 0, 'length': 3}])
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
        self.quote: int | None = None

    def run(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            self._step()
        self._end_quote()
        if self.open:
            left = self.open[-1]
            kind = "TextUrl" if left.mark == "[" else _MARKS[left.mark].capitalize()
            raise _wrong(Why.OPEN_MARK, kind=kind, offset=left.byte)
        # Of two that cover the same, the outer one was closed later.
        self.entities.reverse()
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.written), self.entities

    def _step(self) -> None:
        character = self.source[self.position]
        if character == "\\" and self.position + 1 < len(self.source):
            self._write(self.source[self.position + 1], 2)
        elif character == "`":
            self._code()
        elif character == "]" and self._opened("["):
            self._link()
        elif character == ">" and self._at_line_start():
            self.quote = self.at if self.quote is None else self.quote
            self.position += 1
        elif character == "\n":
            self._newline()
        elif (mark := self._mark()) is not None:
            self._toggle(mark)
        elif character in _RESERVED:
            raise _wrong(Why.RESERVED, sign=character)
        else:
            self._write(character, 1)

    def _write(self, text: str, taken: int) -> None:
        self.written.append(text)
        self.at += units.length(text)
        self.position += taken

    def _opened(self, mark: str) -> bool:
        return bool(self.open) and self.open[-1].mark == mark

    def _at_line_start(self) -> bool:
        return self.position == 0 or self.source[self.position - 1] == "\n"

    def _newline(self) -> None:
        if self.source[self.position + 1 : self.position + 2] != ">":
            self._end_quote()
        self._write("\n", 1)

    def _end_quote(self) -> None:
        if self.quote is not None:
            self._mark_text("blockquote", self.quote)
            self.quote = None

    def _mark(self) -> str | None:
        pair = self.source[self.position : self.position + 2]
        if pair == "||" and self.quote is not None and not self._opened("||"):
            rest = self.source[self.position + 2 : self.position + 3]
            if rest in {"", "\n"}:
                return "||end"
        if pair in {"__", "||"}:
            return pair
        return pair[0] if pair[0] in "*_~[" else None

    def _toggle(self, mark: str) -> None:
        if mark == "||end":
            self.position += 2
            self._mark_text("expandable_blockquote", self.quote or 0)
            self.quote = None
            return
        byte = len(self.source[: self.position].encode())
        self.position += len(mark)
        if mark != "[" and self._opened(mark):
            self._mark_text(_MARKS[mark], self.open.pop().at)
        else:
            self.open.append(_Open(mark, self.at, byte))

    def _link(self) -> None:
        match = _LINK_END.match(self.source, self.position)
        opened = self.open.pop()
        self.position = match.end() if match else self.position + 1
        url = _ESCAPED.sub(r"\1", match[1]) if match else ""
        if url:
            self._mark_text("text_link", opened.at, url=url)

    def _code(self) -> None:
        fence = "```" if self.source.startswith("```", self.position) else "`"
        begin = self.position + len(fence)
        end = self.source.find(fence, begin)
        kind = "Pre" if fence == "```" else "Code"
        if end < 0:
            byte = len(self.source[: self.position].encode())
            raise _wrong(Why.OPEN_MARK, kind=kind, offset=byte)
        inner = _ESCAPED.sub(r"\1", self.source[begin:end])
        extra = {}
        if kind == "Pre":
            language, newline, rest = inner.partition("\n")
            if newline and not re.search(r"\s", language):
                inner = rest.removesuffix("\n")
                extra = {"language": language} if language else {}
        start = self.at
        self._write(inner, end + len(fence) - self.position)
        self._mark_text(kind.lower(), start, **extra)

    def _mark_text(self, kind: str, start: int, **extra: str) -> None:
        if self.at > start:
            place = {"offset": start, "length": self.at - start}
            self.entities.append({"type": kind, **place, **extra})


def _wrong(why: Why, **what: str | int) -> BadRequest:
    return BadRequest(Said.BAD_MARKUP.format(why=why.format(**what)))
