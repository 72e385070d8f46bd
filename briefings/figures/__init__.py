"""Text to quantities to figures: every number in the news, with what it tells of.

Read in this order, from the letters up:

- what is written: `tokens`, `sentences`, `numerals`, `currencies`, `units` (tables)
- a number: `mentions` (its shape), `heads`, `magnitudes`, `suffixes`, `nouns`, `ranges`, `rates`, `lists`,
  `bounds`, `refusals`, `foreign`, and `quantities`, which joins them
- when: `period_forms` (a row a form), `periods`, `calendars`, `timing`
- the words around it: `lexicon`, `tags`, `grammar`
- what a sentence says of it: `readings` (its shape)
- what it is to a change: `change_words`, `moves`, `comparing`, `changes`
- what it measures: `phrases`, `deeds`, `topics`, `predicates`, `wording`, `labels`
- who, where, who says: `names`, `places`, `sources`, `protagonists`, `aliases`,
  `surveyors`, `rows`, `story`, `carrying` (what the next sentence inherits), `owners`
- a figure: `analysis` (one sentence), `figures` (one article), `restatements`
- between figures: `arithmetic` (do they agree), `reckoning`, `derivations` (what follows)

A new currency, unit, period form, verb or noun of change is a row in its table.
"""

from briefings.figures.arithmetic import check
from briefings.figures.derivations import derive
from briefings.figures.figures import find_figures
from briefings.figures.periods import find_periods
from briefings.figures.quantities import find_quantities
from briefings.figures.sentences import split_sentences

__all__ = [
    "check",
    "derive",
    "find_figures",
    "find_periods",
    "find_quantities",
    "split_sentences",
]
