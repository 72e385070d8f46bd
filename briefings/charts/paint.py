"""Colours, and shapes as SVG. Whatever text goes in, valid XML comes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from briefings.charts.letters import is_wide

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
    attributes: dict[str, Number | str] = {
        "x": x,
        "y": y,
        "font_size": style.size,
        "fill": style.colour,
        "text_anchor": anchor,
        "font_family": LATIN,
        "font_weight": 700 if style.bold else 400,
    }
    if halo:
        attributes |= {
            "stroke": halo,
            "stroke_width": 7,
            "stroke_linejoin": "round",
            "paint_order": "stroke",
        }
    runs = "".join(_runs(clean(text)))
    return f"<text{_attributes(attributes)}>{runs}</text>"


def clean(text: str) -> str:
    """The text in one line, without what XML forbids or what turns its direction."""
    return _UNRULY.sub("", " ".join(text.split()))


def picture(width: int, height: int, ground: str, parts: Iterable[str]) -> str:
    """A whole SVG document."""
    back = element("rect", width=width, height=height, fill=ground)
    size = _attributes({"width": width, "height": height})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} '
        f'viewBox="0 0 {width} {height}">{back}{"".join(parts)}</svg>'
    )


def _runs(text: str) -> Iterable[str]:
    """Each script in its own font: a fallback would set the whole line in another."""
    for wide, letters in groupby(text, key=is_wide):
        said = escape("".join(letters))
        yield f'<tspan font-family="{WIDE}">{said}</tspan>' if wide else said


def _attributes(attributes: dict[str, Number | str]) -> str:
    said = (
        f" {name.replace('_', '-')}={quoteattr(_plain(value))}"
        for name, value in attributes.items()
    )
    return "".join(said)


def _plain(value: Number | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
