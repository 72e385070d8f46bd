"""What a process keeps of the index is what is stored, or is read again."""

from collections import defaultdict
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from db.shelf import BLOCK, Shelf, Stamps

TERMS = ("profit", "users", "china")


class Stored:
    """An index whose blocks get another stamp with each change."""

    def __init__(self) -> None:
        self.blocks: defaultdict[int, dict[str, BitMap]] = defaultdict(dict)
        self._stamps: dict[int, int] = {}
        self._last = 0
        self.read = 0

    @property
    def stamps(self) -> Stamps:
        return tuple(sorted(self._stamps.items()))

    def change(self, block: int, term: str, ids: set[int]) -> None:
        self._last += 1
        self._stamps[block] = self._last
        self.blocks[block][term] = BitMap(block * BLOCK + one for one in ids)

    def clear(self) -> None:
        self.blocks.clear()
        self._stamps.clear()

    def everything(self, term: str) -> BitMap:
        return BitMap.union(
            BitMap(), *(one[term] for one in self.blocks.values() if term in one)
        )

    def through(self, shelf: Shelf) -> dict[str, BitMap]:
        """Return what a reader gets that asks the shelf first."""
        found, stale = shelf.take(TERMS, self.stamps)
        for term, one in stale.items():
            self.read += len(one.blocks)
            parts = [self.blocks[at].get(term, BitMap()) for at in one.blocks]
            found[term] = shelf.put(term, self.stamps, one, parts)
        return found


def changes() -> st.SearchStrategy[list[Callable[[Stored], None]]]:
    change = st.builds(
        lambda block, term, ids: lambda stored: stored.change(block, term, ids),
        st.integers(0, 3),
        st.sampled_from(TERMS),
        st.sets(st.integers(0, BLOCK - 1), max_size=4),
    )
    return st.lists(change | st.just(Stored.clear), max_size=12)


@given(changes=changes(), most=st.sampled_from((0, 1_500, 1_000_000)))
def test_whatever_changes_a_reader_gets_what_is_stored(changes, most):
    stored, shelf = Stored(), Shelf(most)
    for change in changes:
        change(stored)
        assert stored.through(shelf) == {
            term: stored.everything(term) for term in TERMS
        }
        assert shelf.size <= most


def test_only_blocks_that_changed_are_read_again():
    stored, shelf = Stored(), Shelf()
    for block in range(3):
        stored.change(block, "users", {block})
    stored.through(shelf)
    before = stored.read
    stored.through(shelf)
    assert stored.read == before

    stored.change(2, "users", {7})
    stored.through(shelf)

    assert stored.read == before + len(TERMS)


def test_what_one_reader_got_stays_as_it_was():
    stored, shelf = Stored(), Shelf()
    stored.change(0, "users", {1})
    earlier = stored.through(shelf)["users"]
    stored.change(0, "users", {2})
    stored.through(shelf)
    assert list(earlier) == [1]


def test_what_was_not_asked_for_the_longest_gives_way():
    stored, shelf = Stored(), Shelf(most=2_000)
    for number, term in enumerate(("a", "b", "c", "d")):
        _, stale = shelf.take([term, "a"], stored.stamps)
        for name, one in stale.items():
            shelf.put(name, stored.stamps, one, [BitMap([number])])
    found, _ = shelf.take(["a", "b", "c", "d"], stored.stamps)
    assert list(found) == ["a", "c", "d"]
