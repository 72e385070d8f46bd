"""SVG on standard input, PNG on standard output; arguments are font files.

A program of its own, that `bot.painting` starts for each picture. It imports next to
nothing: starting it takes 12 ms of CPU.
"""

import sys

import resvg_py


def png(svg: str, fonts: list[str]) -> bytes:
    """Draw an SVG with these fonts and no others: what the machine has plays no part."""
    return resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=fonts
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode(), sys.argv[1:]))
