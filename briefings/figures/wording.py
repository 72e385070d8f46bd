"""How a metric label reads: short, in lower case, "rural sales" for "sales in rural areas"."""

from briefings.figures.lexicon import CLASS, CONJUNCTION, PREPOSITION
from briefings.figures.words import wordset

LONGEST = 8
"""Words of a label."""

_ORDINARY_FIRST = wordset("""online revenue sales net gross operating earnings total mobile cloud capital free cash industry
    shipments services advertising average monthly daily annual quarterly global domestic overseas enterprise retail new
    smartphone smartphones consumer shares users customers exports imports production output investment spending demand
    profit income overall internet digital wireless other adjusted active electric vehicle deliveries rural urban data
    interest trading subscription subscriptions hardware software memory venture funding headcount""")


def placed(label: str) -> str:
    """As in "online sales in rural areas" is "rural online sales"."""
    label = label.replace("online population", "internet users")
    for kind in ("rural", "urban"):
        for tail in (
            f" in {kind} areas",
            f" in {kind} regions",
            f" in {kind} communities",
        ):
            if label.endswith(tail):
                return f"{kind} {label.removesuffix(tail)}"
    return label


def shorten(label: str) -> str:
    """At most eight words, cut where a phrase ends."""
    words = label.split()
    while len(words) > LONGEST:
        cut = next(
            (
                i
                for i in range(len(words) - 1, 2, -1)
                if CLASS.get(words[i].lower()) in {PREPOSITION, CONJUNCTION}
            ),
            LONGEST,
        )
        words = words[: min(cut, len(words) - 1)]
    return " ".join(words).strip(" ,;:-–—'’")


def lowered(label: str) -> str:
    """A label without the capital that only its place at the front gave it."""
    head, _, rest = label.partition(" ")
    ordinary = (
        head[:1].isupper()
        and head[1:].islower()
        and (rest[:1].islower() or not rest)
        and CLASS.get(head.lower()) is not None
    ) or head.lower() in _ORDINARY_FIRST
    return f"{head.lower()} {rest}".strip() if ordinary else label


def singular(label: str) -> str:
    """The label of one of what it names."""
    head, _, last = label.rpartition(" ")
    if last.endswith("ies") and last != "ties":
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith(("ss", "us", "sales")):
        last = last[:-1]
    return f"{head} {last}".strip()
