"""Bitmaps that a process keeps, as long as they are what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyroaring import BitMap

Stamps = tuple[tuple[int, int], ...]
"""The blocks of the index with their stamps, in order."""

BLOCK = 1 << 16
"""Ids in a block: a bitmap of all of them takes 8 KB."""

MOST_BYTES = 32_000_000
_OVERHEAD = 600
"""Bytes that an entry takes beside its bitmap."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamps: Stamps
    figures: BitMap
    size: int


@dataclass(frozen=True, slots=True)
class Stale:
    """Blocks of a term that have changed since, and the figures of all as they were."""

    figures: BitMap
    blocks: Sequence[int]


@dataclass(slots=True)
class Shelf:
    """Bitmaps of terms, each of all blocks as they were at some stamps.

    What has not been asked for the longest gives way, when all together are larger than
    `most` bytes.
    """

    most: int = MOST_BYTES
    size: int = 0
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def take(
        self, terms: Iterable[str], now: Stamps
    ) -> tuple[dict[str, BitMap], dict[str, Stale]]:
        """Return what is kept of some terms, and what is left to be read of the others."""
        found: dict[str, BitMap] = {}
        stale: dict[str, Stale] = {}
        for term in terms:
            kept = self._kept.pop(term, None)
            if kept is not None:
                self._kept[term] = kept  # the last to give way
                if kept.stamps == now:
                    found[term] = kept.figures
                    continue
            stale[term] = _stale(kept, now)
        return found, stale

    def put(
        self, term: str, now: Stamps, stale: Stale, parts: Iterable[BitMap]
    ) -> BitMap:
        """Keep a term with those blocks that were read; return all its figures."""
        figures = BitMap.union(_without(stale.figures, stale.blocks), *parts)
        size = len(figures.serialize()) + _OVERHEAD
        self._drop(term)
        self._kept[term] = _Kept(now, figures, size)
        self.size += size
        while self.size > self.most:
            self._drop(next(iter(self._kept)))
        return figures

    def _drop(self, term: str) -> None:
        kept = self._kept.pop(term, None)
        self.size -= kept.size if kept else 0


def _stale(kept: _Kept | None, now: Stamps) -> Stale:
    before = dict(kept.stamps) if kept else {}
    if kept is None or not before.keys() <= dict(now).keys():
        return Stale(BitMap(), [block for block, _ in now])
    changed = [block for block, stamp in now if before.get(block) != stamp]
    return Stale(kept.figures, changed)


def _without(figures: BitMap, blocks: Iterable[int]) -> BitMap:
    left = BitMap(figures)
    for block in blocks:
        left.remove_range(block * BLOCK, (block + 1) * BLOCK)
    return left
