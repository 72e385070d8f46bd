"""Text to quantities to figures: every number in the news, with what it tells of.

Read in this order: `tokens` and `numerals` (what a number looks like), `currencies` and
`units` (tables), `quantities` (number, unit, range, bound), `periods`, `grammar` and
`changes` (which way it went), `topics` and `labels` (the metric), `figures` (context).
"""

from briefings.figures.figures import find_figures
from briefings.figures.periods import find_periods
from briefings.figures.quantities import find_quantities
from briefings.figures.sentences import split_sentences

__all__ = ["find_figures", "find_periods", "find_quantities", "split_sentences"]
