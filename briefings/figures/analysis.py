"""One sentence, read once: its numbers, what they tell of, periods, names, sources."""

from datetime import date
from functools import cached_property

from briefings.figures import names, periods, sources
from briefings.figures.changes import move_of
from briefings.figures.mentions import Mention
from briefings.figures.moves import Role
from briefings.figures.names import Name
from briefings.figures.periods import PeriodSpan
from briefings.figures.quantities import may_state_numbers, scan
from briefings.figures.readings import Reading
from briefings.figures.sentences import Span, behind_dateline
from briefings.figures.tags import tag
from briefings.figures.tokens import Tokens
from briefings.figures.topics import read_topic
from briefings.models import Bound

# What states more numbers than this is a table; reading it would not stay linear.
_MOST_READ = 64


class Sentence:
    """What one sentence says, as far as figures go; each part is read when asked for."""

    def __init__(self, text: str, span: Span, published: date | None) -> None:
        self.text = text
        self.span = span
        self.told = behind_dateline(text, span)
        """Where it tells something: behind the "PARIS, May 3 -" of an agency."""
        self.published = published

    @cached_property
    def _numbers(self) -> bool:
        return may_state_numbers(self.text, *self.told)

    @cached_property
    def _parts(self) -> tuple[Tokens, list[PeriodSpan], list[Mention]]:
        tokens = Tokens(self.text, *self.told)
        found = periods.find_periods(
            self.text, self.published, *self.told, any_case=_all_lower(tokens)
        )
        mentions = scan(tokens, found) if self._numbers else []
        _mark_taken(tokens, mentions)
        tag(tokens)
        return tokens, found, mentions

    @property
    def tokens(self) -> Tokens:
        """Its tokens, with the dates and numbers among them marked, and tagged."""
        return self._parts[0]

    @property
    def periods(self) -> list[PeriodSpan]:
        """The periods it names."""
        return self._parts[1]

    @cached_property
    def readings(self) -> list[Reading]:
        """Its numbers with their roles and topics; most sentences have none."""
        if not self._numbers:
            return []
        tokens, _, mentions = self._parts
        return read_all(tokens, mentions[:_MOST_READ])

    @cached_property
    def names(self) -> list[Name]:
        """The proper names, places among them, in order."""
        return names.names_of(self.tokens)

    @cached_property
    def sources(self) -> list[sources.Source]:
        """Who is said to say so."""
        return sources.sources_in(self.tokens)


def _mark_taken(tokens: Tokens, mentions: list[Mention]) -> None:
    for mention in mentions:
        tokens.taken.update(range(mention.first, mention.last + 1))
        if mention.split:
            tokens.taken.update(range(mention.split[0], mention.split[1] + 1))


def _all_lower(tokens: Tokens) -> bool:
    return bool(tokens.words) and tokens.words == tokens.low


def read_all(tokens: Tokens, mentions: list[Mention]) -> list[Reading]:
    """The mentions of one sentence with their role and topic, in order."""
    readings: list[Reading] = []
    moved: list[tuple[Mention, object]] = []
    for mention in mentions:
        reading = Reading(mention, move_of(tokens, mention, moved))  # type: ignore[arg-type] # pairs of one kind
        moved.append((mention, reading.move))
        read_topic(tokens, reading, readings)
        if reading.conversion and reading.linked:
            reading.move = reading.linked.move
            mention.bound = (
                reading.linked.mention.bound
                if mention.bound is Bound.EXACT
                else mention.bound
            )
        readings.append(reading)
    return readings


def is_amount(reading: Reading) -> bool:
    """Whether the number says by how much something changed."""
    return reading.move.role is Role.AMOUNT
