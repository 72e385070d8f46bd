"""An SVG as a PNG, with font files that are named: what the machine has plays no part."""

from collections.abc import Sequence

import resvg_py

from briefings.charts.paint import LATIN


def png(svg: str, fonts: Sequence[str]) -> bytes:
    """Draw an SVG. `fonts` are paths of font files that have the families of `paint`.

    It takes some 100 ms, and no other thread runs meanwhile.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=list(fonts),
        font_family=LATIN,
    )
