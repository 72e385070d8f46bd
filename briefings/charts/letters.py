"""How wide text will be: the advance widths of Inter, and what is wide everywhere."""

import unicodedata
from collections.abc import Iterator

_BY_WIDTH = {
    240: "ijl",
    260: "I‘’",
    280: " !,.:·",
    300: "';",
    330: "`t|",
    365: "()/[\\]fr",
    405: "1",
    435: "{}“”",
    460: '"-_°',
    490: "^*–†",
    515: "?s",
    550: "kx₹7Lavyz¥",
    580: "Jce",
    605: "25EFhnou",
    620: "3689Zbdgpq£",
    645: "#$&04PRST",
    665: "+<=>B~€×",
    685: "AKVXY",
    730: "CDGHU",
    760: "NOQ",
    820: "w",
    870: "…m",
    900: "M",
    980: "@%W",
    1000: "—",
}
"""Characters by their width in thousandths of the type size, regular weight."""

_WIDTHS = {letter: size for size, letters in _BY_WIDTH.items() for letter in letters}
_OTHER = 640
_WIDE = 1000
_BOLD = 1.055
"""By how much Inter is wider at weight 700, on average."""

_ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text will be, in the unit of its type size; right to some percent.

    >>> round(width("989 million", 20))
    104
    >>> width("\u4e2d\u56fd", 20)
    40.0
    """
    thousandths = sum(map(_width, text))
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def _width(letter: str) -> int:
    if (known := _WIDTHS.get(letter)) is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    return _WIDE if is_wide(letter) else _OTHER


def is_wide(letter: str) -> bool:
    """Whether a character takes a full square, as Chinese and Japanese ones do."""
    return unicodedata.east_asian_width(letter) in "WF"


def fitted(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would be wider than `most`.

    >>> fitted("online retail sales", 20, 100)
    'online re…'
    """
    if width(text, size, bold=bold) <= most:
        return text
    room = most - width(_ELLIPSIS, size, bold=bold)
    end, used = 0, 0.0
    for letter in text:
        used += width(letter, size, bold=bold)
        if used > room:
            break
        end += 1
    return text[:end].rstrip() + _ELLIPSIS


def in_lines(
    text: str, size: float, most: float, *, lines: int, bold: bool = False
) -> list[str]:
    """The text in so many lines at most; the last is cut where that is not enough.

    >>> in_lines("value of online retail sales", 20, 150, lines=2)
    ['value of online', 'retail sales']
    """
    done: list[str] = []
    line = ""
    parts = list(_breakable(text))
    for at, part in enumerate(parts):
        if width((line + part).rstrip(), size, bold=bold) <= most or not line:
            line += part
            continue
        if len(done) == lines - 1:
            line += "".join(parts[at:])
            break
        done.append(line)
        line = part
    cut = [fitted(one.strip(), size, most, bold=bold) for one in [*done, line]]
    return [one for one in cut if one]


def _breakable(text: str) -> Iterator[str]:
    """Pieces after which a line may end: words with their blank, single wide letters."""
    piece = ""
    for letter in " ".join(text.split()):
        if is_wide(letter):
            if piece:
                yield piece
            yield letter
            piece = ""
            continue
        piece += letter
        if letter == " ":
            yield piece
            piece = ""
    if piece:
        yield piece
