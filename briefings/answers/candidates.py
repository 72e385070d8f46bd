"""A figure that may be the answer, with where it stands."""

from dataclasses import dataclass
from datetime import date

from briefings.models import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A figure that may be the answer, with its article.

    `id` means something to whoever hands it in. `arrived` grows with each article that
    comes in: of two equal figures, the later is the newer. `context` is the beginning of
    the item (its headline and a sentence or two, some 300 characters): it says what the
    item is about where the sentence itself does not. `corrected` is the day on which an
    editor changed what the extraction had found; the sentence is never changed.
    """

    id: object
    figure: Figure
    title: str
    url: str | None = None
    published: date | None = None
    arrived: int = 0
    context: str = ""
    corrected: date | None = None
