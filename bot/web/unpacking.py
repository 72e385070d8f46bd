"""Compressed answers, unpacked as they come: what would grow too large is never whole."""

import asyncio
import zlib
from collections.abc import AsyncIterator

from bot.web.errors import BrokenOffError, TooLargeError

ENCODINGS = "gzip, deflate"
_STEP = 128 * 1024  # bytes unpacked before anybody else has a turn
_GZIP = 16 + zlib.MAX_WBITS
_ZLIB_HEAD = 0x78


async def unpacked(
    chunks: AsyncIterator[bytes], encoding: str, most: int
) -> AsyncIterator[bytes]:
    """Yield the body of an answer, `most` bytes of it at the most.

    Raises:
        TooLargeError: there is more.
        BrokenOffError: it cannot be unpacked.
    """
    came = 0
    plain = chunks if encoding in {"", "identity"} else _inflated(chunks, encoding)
    async for piece in plain:
        came += len(piece)
        if came > most:
            raise TooLargeError
        yield piece


async def _inflated(
    chunks: AsyncIterator[bytes], encoding: str
) -> AsyncIterator[bytes]:
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise BrokenOffError  # nobody asked for it
    stream = None
    async for chunk in chunks:
        stream = stream or zlib.decompressobj(_window(encoding, chunk))
        rest = chunk
        while rest and not stream.eof:
            try:
                piece = stream.decompress(rest, _STEP)
            except zlib.error:
                raise BrokenOffError from None
            rest = stream.unconsumed_tail
            yield piece
            await asyncio.sleep(0)
    if stream is not None:
        yield stream.flush()
        if not stream.eof:
            raise BrokenOffError


def _window(encoding: str, head: bytes) -> int:
    # "deflate" should have zlib's frame; some servers send it bare.
    if encoding != "deflate":
        return _GZIP
    return zlib.MAX_WBITS if head[0] & 0x7F == _ZLIB_HEAD else -zlib.MAX_WBITS
