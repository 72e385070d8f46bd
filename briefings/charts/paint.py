"""Colours, and shapes as SVG. Whatever text goes in, valid XML comes out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from briefings.charts.letters import is_wide, width

LATIN = "Inter"
"""The family most text is set in; `WIDE` is for Chinese, Japanese and Korean."""
WIDE = "Noto Sans CJK JP"

# What XML 1.0 forbids, and what reaches beyond its text: controls, direction overrides.
_UNRULY = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff]"
)


class Theme(StrEnum):
    """What a picture is looked at on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, as SVG writes them."""

    ground: str
    ink: str
    muted: str
    grid: str
    axis: str
    accent: str
    soft: str
    doubt: str


PALETTES = {
    Theme.LIGHT: Palette(
        ground="#fcfbf8",
        ink="#1d2530",
        muted="#6a7280",
        grid="#e8e6e0",
        axis="#b9bcc2",
        accent="#1f6feb",
        soft="#9dbff5",
        doubt="#c2570c",
    ),
    Theme.DARK: Palette(
        ground="#151a21",
        ink="#f1f3f6",
        muted="#98a2b0",
        grid="#272e38",
        axis="#4a5361",
        accent="#6ea8ff",
        soft="#3c5f96",
        doubt="#f2a65a",
    ),
}

Number = float | int
Anchor = Literal["start", "middle", "end"]
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: its size in pixels, its colour and weight."""

    size: float
    colour: str
    bold: bool = False


def element(name: str, **attributes: Number | str) -> str:
    """An element without content; underscores in names become hyphens."""
    return f"<{name}{_attributes(attributes)}/>"


def words(
    text: str,
    x: float,
    y: float,
    style: Style,
    *,
    anchor: Anchor = "start",
    halo: str = "",
) -> str:
    """A line of text. `halo` is a colour that keeps what is behind it away."""
    text = clean(text)
    runs = list(_runs(text))
    if len(runs) > 1:
        x -= _BEFORE[anchor] * width(text, style.size, bold=style.bold)
        anchor = "start"
    drawn = []
    for wide, run in runs:
        drawn.append(_run(run, x, y, style, wide=wide, anchor=anchor, halo=halo))
        x += width(run, style.size, bold=style.bold and not wide)
    return "".join(drawn)


def clean(text: str) -> str:
    """The text in one line, without what XML forbids or what turns its direction."""
    return _UNRULY.sub("", " ".join(text.split()))


def picture(wide: int, high: int, ground: str, parts: Iterable[str]) -> str:
    """A whole SVG document."""
    back = element("rect", width=wide, height=high, fill=ground)
    size = _attributes({"width": wide, "height": high})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} '
        f'viewBox="0 0 {wide} {high}">{back}{"".join(parts)}</svg>'
    )


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Pieces of one script each, and whether it is a wide one.

    Each is an element of its own: a renderer that misses a letter in a font sets the
    whole line in another.
    """
    for wide, letters in groupby(text, key=is_wide):
        yield wide, "".join(letters)


def _run(
    text: str,
    x: float,
    y: float,
    style: Style,
    *,
    wide: bool,
    anchor: Anchor,
    halo: str,
) -> str:
    attributes: dict[str, Number | str] = {
        "x": x,
        "y": y,
        "font_size": style.size,
        "fill": style.colour,
        "text_anchor": anchor,
        "font_family": WIDE if wide else LATIN,
        "font_weight": 700 if style.bold else 400,
        "xml:space": "preserve",
    }
    if halo:
        attributes |= {
            "stroke": halo,
            "stroke_width": 7,
            "stroke_linejoin": "round",
            "paint_order": "stroke",
        }
    elif wide and style.bold:  # that font has one weight
        attributes |= {"stroke": style.colour, "stroke_width": style.size * 0.035}
    return f"<text{_attributes(attributes)}>{escape(text)}</text>"


def _attributes(attributes: dict[str, Number | str]) -> str:
    said = (
        f" {name.replace('_', '-')}={quoteattr(_plain(value))}"
        for name, value in attributes.items()
    )
    return "".join(said)


def _plain(value: Number | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
