"""OPML: lists of feeds, as other readers write and want them."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefings.models import BriefingsError


class OpmlError(BriefingsError):
    """Bytes that are no OPML; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its name, its site, the folder it stands in."""

    feed: str
    title: str = ""
    site: str | None = None
    folder: str | None = None


def read_opml(body: bytes) -> list[Outline]:
    """The feeds of a list, each address once, in order.

    Raises:
        OpmlError: it is no OPML, or it is a bomb.
    """
    raise NotImplementedError


def write_opml(outlines: Iterable[Outline], title: str) -> bytes:
    """A list as OPML 2.0, in UTF-8."""
    raise NotImplementedError
