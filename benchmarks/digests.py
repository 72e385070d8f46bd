"""Measure what one subscriber's digest costs: chosen from an edition, and composed.

    python -m benchmarks.digests

300 items arrived, with 200 known ones before them; 10,000 subscribers have different
topics, words, lengths and zones. What is made once for all (reading items into traits,
bringing stories together) is told apart from what is done for each. CPU seconds of one
process; no database and no network.
"""

import random
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.stories import reports
from briefings.digests.choose import choose
from briefings.digests.compose import Page, Pages
from briefings.digests.edition import Edition
from briefings.digests.markup import LONGEST_MESSAGE, MOST_ENTITIES
from briefings.digests.taste import Length, Taste
from briefings.digests.traits import DigestItem, traits_of
from briefings.reading.topics import TABLE

ITEMS, KNOWN, SUBSCRIBERS = 300, 200, 10_000
GOAL_EACH = 1.0  # milliseconds to choose and compose
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
_ZONES = ("UTC", "Asia/Shanghai", "Africa/Cairo", "Europe/Berlin", "America/New_York")
_DAY = date(2026, 3, 2)


def any_word(chance: random.Random, least: int = 2) -> str:
    """Return a word that there is not."""
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(least, 4)))


def _items(chance: random.Random) -> list[DigestItem]:
    """Reports of made-up events: the labelled ones, with names and words of their own."""
    labelled = [traits.told for _, traits in reports()]
    common = [any_word(chance) for _ in range(2_000)]
    topics = list(TABLE)
    made = []
    for number in range(1, ITEMS + KNOWN + 1):
        one = labelled[number % len(labelled)]
        name = any_word(chance, 3).capitalize()
        text = " ".join(chance.choices(common, k=70))
        item = replace(
            one.item,
            headline=f"{name} {' '.join(chance.choices(common, k=8))}",
            text=f"The {name} {text}. {name} {' '.join(chance.choices(common, k=30))}.",
            topics=tuple(chance.sample(topics, chance.randint(1, 3))),
        )
        day = _DAY + timedelta(days=number // 200)
        made.append(
            DigestItem(
                arrived=number,
                item=item,
                title=item.headline,
                url=f"https://news.example/{number}",
                source=f"Source {number % 40}",
                published=day,
            )
        )
    return made


def any_taste(chance: random.Random, words: list[str]) -> Taste:
    """Return what somebody may wish for."""
    topics = list(TABLE)
    return Taste(
        topics=frozenset(chance.sample(topics, chance.choice((0, 0, 2, 5, 9)))),
        no_topics=frozenset(chance.sample(topics, chance.choice((0, 1, 2)))),
        words=frozenset(chance.sample(words, chance.choice((0, 0, 1, 3)))),
        no_words=frozenset(chance.sample(words, chance.choice((0, 1, 3)))),
        length=chance.choice(list(Length)),
    )


def main() -> int:
    """Print what was reached beside the goals."""
    chance = random.Random(6)  # noqa: S311 - which words, not a secret
    items = _items(chance)
    words = [word for item in items for word in item.item.text.casefold().split()[:9]]
    start = time.process_time()
    seen = [traits_of(item) for item in items]
    read = time.process_time()
    edition = Edition(seen, KNOWN, KNOWN + ITEMS)
    pages = Pages(edition)
    made = time.process_time()
    tastes = [any_taste(chance, words) for _ in range(SUBSCRIBERS)]
    begin = time.process_time()
    shown = [
        pages.draw(
            choose(edition, taste),
            Page(_DAY, _ZONES[number % len(_ZONES)], taste=taste),
        )
        for number, taste in enumerate(tastes)
    ]
    each = (time.process_time() - begin) / SUBSCRIBERS * 1000
    wrong = [
        page
        for page in shown
        if page.units > LONGEST_MESSAGE or page.entities > MOST_ENTITIES
    ]
    print(f"once for all: {len(items)} items read in {(read - start) * 1000:.0f} ms,")
    print(
        f"  {len(edition.stories)} stories of {ITEMS} new ones brought together in "
        f"{(made - read) * 1000:.0f} ms"
    )
    print(f"each digest, chosen and composed: {each:.3f} ms CPU (goal {GOAL_EACH})")
    print(f"digests beyond Telegram's limits: {len(wrong)} (goal 0)")
    return int(bool(wrong) or each > GOAL_EACH)


if __name__ == "__main__":
    sys.exit(main())
