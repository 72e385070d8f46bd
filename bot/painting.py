"""Pictures, made in a process of their own.

The renderer lets no other thread run while it draws, some 100 ms: in this process, that
would keep everybody else waiting. A process for each picture also gives all its memory
back, and a picture that breaks the renderer breaks nothing else.
"""

import asyncio
import sys
from importlib.resources import files
from pathlib import Path

import structlog

_log = structlog.get_logger(__name__)
_PROGRAM = str(Path(__file__).with_name("rendering.py"))
_AT_ONCE = 1
_SECONDS = 15.0


class Painter:
    """Draws pictures, one after the other, beside everything else."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def paint(self, svg: str) -> bytes | None:
        """Return the PNG of an SVG; None when it cannot be drawn, and it is logged."""
        async with self._turns:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                _PROGRAM,
                *fonts(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(_SECONDS):
                    drawn, said = await child.communicate(svg.encode())
            except TimeoutError:
                drawn, said = b"", b"it took too long"
            finally:
                if child.returncode is None:
                    child.kill()
                    await child.wait()
        if child.returncode or not drawn:
            words = said.decode(errors="replace")
            _log.error("a picture cannot be drawn", why=words[-500:])
            return None
        return drawn


def fonts() -> list[str]:
    """Return the paths of the fonts of `briefings.charts.paint`, as packages bring them."""
    latin = files("fontpkg_inter").joinpath("files", "Inter[opsz,wght].ttf")
    wide = files("noto_cjk_sans_jp_regular").joinpath("NotoSansCJKjp-Regular.otf")
    return [str(latin), str(wide)]
