"""HTML elements into plain text that keeps its shape: headings, lists, table rows.

The text is what `blocks` reads: "## Heading", "- entry" and "| a | b |" on lines of their
own, paragraphs between blank lines. The tree may be lxml's own or trafilatura's, whose
tags differ. Nothing here recurses: a page may be nested as deep as it likes.
"""

import re
from html import unescape
from typing import Final

from lxml import etree, html

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)} | {"head": 2}
_ENTRIES: Final = frozenset({"li", "item", "dt", "dd"})
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_BREAKS: Final = frozenset({"br", "lb"})
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "quote",
        "pre",
        "code",
        "ul",
        "ol",
        "dl",
        "list",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "figure",
        "address",
        "center",
        "details",
        "summary",
        "hr",
        "body",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
    ]
)
_LEFT_OUT: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "nav",
        "footer",
        "aside",
        "figcaption",
        "audio",
        "video",
        "map",
        "graphic",
    ]
)
_LONGEST_TITLE: Final = 300  # characters
_LONGEST_FRAGMENT: Final = 500_000  # characters
_LONGEST_ROW: Final = 600  # characters; longer ones lay out a page
# What nobody sees: control characters, places where a word may be cut, marks of CDATA.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff]|<!\[CDATA\[|\]\]>"
)
_BREAK: Final = "\u2028"
# But for a space that parts the thousands of a number, as "12 500" has it on many pages.
_SPACES: Final = re.compile(r"(?:(?!(?<=\d)[\xa0\u202f]\d{3}(?!\d))[^\S\u2028])+")
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")
_LONG_TAG: Final = re.compile(rb"<[a-zA-Z][^<>]{20000,}>?")
_LONG_TAG_TEXT: Final = re.compile(r"<[a-zA-Z][^<>]{20000,}>?")


def without_long_tags(markup: bytes) -> bytes:
    """Markup without tags of 20 kB and more: pictures in them, or thousands of attributes.

    The parser takes quadratic time for these.
    """
    return _LONG_TAG.sub(b"", markup)


def text_of_html(fragment: str) -> str:
    r"""The text of a piece of HTML.

    >>> text_of_html("<h2>Chips</h2><ul><li>Up <b>5%</b><li>Down</ul>After<br>all")
    '## Chips\n\n- Up 5%\n- Down\n\nAfter\nall'
    """
    fragment = _UNSEEN.sub("", fragment[:_LONGEST_FRAGMENT])
    if "<" not in fragment and "&" not in fragment:
        return _Writer().plain(fragment)
    tame = _LONG_TAG_TEXT.sub("", fragment)
    try:
        root = html.document_fromstring(f"<div>{tame}</div>", parser=_parser())
    except (etree.ParserError, ValueError):
        return ""
    return text_of(root)


def one_line(markup: str) -> str:
    r"""A title or a name without tags, entities and line breaks.

    >>> one_line("Mil&shy;lions")
    'Millions'
    >>> one_line("Up  to 12&nbsp;500&nbsp; units")
    'Up to 12\xa0500 units'
    >>> one_line("AT&amp;amp;T <b>sells</b>\n 5 &lt; 6")
    'AT&T sells 5 < 6'
    """
    unescaped = markup
    for _ in range(2):  # many feeds escape twice
        unescaped = unescape(_TAG.sub(" ", _UNSEEN.sub("", unescaped)))
    seen = _UNSEEN.sub("", unescaped)
    return re.sub(r"\s+([,.;:!?%)])", r"\1", _SPACES.sub(" ", seen).strip())


def title_of(markup: str) -> str:
    """A title in one line, as long as any title is."""
    return one_line(markup[: _LONGEST_TITLE * 10])[:_LONGEST_TITLE]


def text_of(root: etree._Element) -> str:
    """The text of an element."""
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in _LEFT_OUT:
            walk.skip_subtree()
        elif event == "start":
            writer.start(element)
        elif event == "end" and element.tag not in _LEFT_OUT:
            writer.end(element)
        if event != "start" and element is not root:
            writer.add(element.tail)
    return writer.done()


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


class _Writer:
    """Blocks of text as they come; `mark` goes in front of the next one."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[str] = []
        self._mark = ""
        self._cells: list[str] | None = None

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _ROWS and _is_row(element):
            self._flush()
            self._cells = []
        elif self._cells is not None:
            self._open.append(" " if tag in _BLOCKS or tag in _BREAKS else "")
        elif tag in _BREAKS:
            self._open.append(_BREAK)
        elif tag in _BLOCKS or tag in _ENTRIES or tag in _ROWS or tag in _CELLS:
            self._flush()
            self._mark = _mark(element) or self._mark
        self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if self._cells is not None:
            self._end_in_row(tag, self._cells)
        elif tag in _BLOCKS or tag in _ENTRIES or tag in _ROWS or tag in _CELLS:
            self._flush()
            if tag in _ENTRIES or tag in _HEADINGS:
                self._mark = ""

    def _end_in_row(self, tag: str, cells: list[str]) -> None:
        if tag in _CELLS:
            cells.append(" ".join("".join(self._open).split()).replace("|", "/"))
            self._open = []
        elif tag in _ROWS:
            self._open = []
            self._cells = None
            told = [cell for cell in cells if cell]
            if len(told) > 1:
                self._lines.append(f"| {' | '.join(cells)} |")
            elif told:
                self._lines.append(told[0])

    def add(self, text: str | None) -> None:
        if text:
            self._open.append(_UNSEEN.sub("", text.replace(_BREAK, " ")))

    def plain(self, text: str) -> str:
        """A text that has no markup: its own blank lines part its paragraphs."""
        self._open.append(text.replace("\r\n", "\n").replace("\n", _BREAK))
        return self.done()

    def done(self) -> str:
        self._flush()
        text = ""
        for above, line in zip(["", *self._lines], self._lines, strict=False):
            close = _kind(above) and _kind(above) == _kind(line)
            text += ("\n" if close else "\n\n") + line
        return text.strip()

    def _flush(self) -> None:
        if not self._open:
            return
        lines = _SPACES.sub(" ", "".join(self._open)).split(_BREAK)
        self._open = []
        between = " " if self._mark else "\n"
        for block in "\n".join(line.strip() for line in lines).split("\n\n"):
            if words := between.join(block.split("\n")).strip():
                self._lines.append(self._mark + words)
                self._mark = ""


def _mark(element: etree._Element) -> str:
    if element.tag in _ENTRIES:
        return "- "
    if element.tag == "head":
        return _heading(_HEADINGS.get(element.get("rend", ""), 2))
    return _heading(_HEADINGS[element.tag]) if element.tag in _HEADINGS else ""


def _heading(level: int) -> str:
    return "#" * max(level, 2) + " "  # the first level is the title's


def _is_row(row: etree._Element) -> bool:
    """Whether a row is one of data, not of a page laid out as a table."""
    length = 0
    for element in row.iter():
        if element.tag == "table":
            return False
        length += len(element.text or "") + len(element.tail or "")
        if length > _LONGEST_ROW:
            return False
    return True


def _kind(line: str) -> str:
    return line[0] if line[:2] in {"- ", "| "} else ""
