"""A mention: one number as a sentence states it, with everything said right beside it."""

from dataclasses import dataclass
from decimal import Decimal

from briefings.figures.units import Sort, Unit
from briefings.models import Bound


@dataclass(slots=True)
class Mention:
    """One stated number. Token indices count in its sentence; `last` is included.

    `value` and `high` are as stated, before the unit's factor. `first..last` is what a
    quantity shows as written; `lead` is where its bound begins; `after` is the first
    token behind it, its noun and its rate. `noun` is the counted noun phrase.
    """

    first: int
    last: int
    value: Decimal
    high: Decimal | None = None
    unit: Unit | None = None
    bound: Bound = Bound.EXACT
    lead: int = 0
    after: int = 0
    noun: tuple[int, int] | None = None
    per: str | None = None
    vague: bool = False
    spelled: bool = False
    fraction: bool = False
    compound: bool = False
    """Glued to its noun by a hyphen: "a 10-gigawatt commitment"."""
    verb: bool = False
    """A verb that says how many times: "doubled"."""
    split: tuple[int, int] | None = None
    """Where the upper end of a range stands."""
    high_bound: Bound = Bound.EXACT

    @property
    def sort(self) -> Sort:
        """The sort of its unit."""
        return self.unit.sort if self.unit else Sort.BARE

    def scaled(self, value: Decimal) -> Decimal:
        """A stated value brought to the unit a quantity carries."""
        return value * self.unit.factor if self.unit else value

    @property
    def symbol(self) -> str | None:
        """The unit as a quantity carries it."""
        base = self.unit.symbol if self.unit else None
        return f"{base or 'units'}/{self.per}" if self.per else base
