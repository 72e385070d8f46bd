"""Made-up tech news with figures: no two stories alike, always the same for a seed."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

_FIRMS = (
    "Northwind Systems", "Lumen Works", "Brightcloud", "Kestrel Mobile", "Orbis Data",
    "Halden Motors", "Pinecrest Chips", "Vireo Networks", "Sable Robotics", "Tarn Energy",
    "Quillon Labs", "Marrow Semiconductor", "Fennel Retail", "Cobalt Telecom", "Aster AI",
)  # fmt: skip
_PLACES = (
    "Norland", "Sudland", "Vietnam", "Brazil", "Poland", "Kenya", "Canada", "Indonesia",
    "Mexico", "Egypt", "Portugal", "Malaysia",
)  # fmt: skip
_THINGS = (
    ("cloud revenue", "billion dollars", "data centres"),
    ("smartphone shipments", "million units", "handsets"),
    ("electric car sales", "thousand vehicles", "charging stations"),
    ("chip exports", "billion dollars", "wafers"),
    ("broadband subscribers", "million households", "base stations"),
    ("online retail sales", "billion dollars", "warehouses"),
    ("battery output", "gigawatt-hours", "battery packs"),
    ("app downloads", "million downloads", "developers"),
)
_QUARTERS = ("first", "second", "third", "fourth")
_RISES = ("rose", "grew", "climbed", "increased")
_FALLS = ("fell", "dropped", "declined", "slipped")
_SAID = (
    "the company said", "the ministry of industry said", "customs data showed",
    "the statistics office reported", "an industry group said",
)  # fmt: skip
_REASONS = (
    "Analysts point to cheaper components and a longer list of partners.",
    "Dealers had been waiting for the new models since the summer.",
    "A weaker currency made orders from abroad more attractive.",
    "Competition among the smaller suppliers kept prices in check.",
    "The trend began when two large customers moved their work in house.",
    "Bad weather closed the largest plant for part of the month.",
)
_PLANS = (
    "It plans to build {n} new {of} in {place} by the end of next year.",
    "It will hire {n} engineers in {place} and open a school for technicians.",
    "It intends to spend ${m} million on research, {p}% more than last year.",
)


@dataclass(frozen=True)
class Story:
    """One story: its title and its text in paragraphs."""

    title: str
    text: str


def story(seed: object) -> Story:
    """Return the story of a seed: some 130 words, six figures or more."""
    dice = random.Random(str(seed))  # noqa: S311  # no secret is made of it
    firm, place = dice.choice(_FIRMS), dice.choice(_PLACES)
    metric, unit, of = dice.choice(_THINGS)
    up = dice.random() < 0.7  # most news is good news
    verb = dice.choice(_RISES if up else _FALLS)
    percent = f"{dice.randint(1, 60)}.{dice.randint(1, 9)}"
    value, year = (
        f"{dice.randint(2, 90)}.{dice.randint(1, 9)}",
        dice.randint(2022, 2025),
    )
    quarter = dice.choice(_QUARTERS)
    title = f"{firm} {metric} {verb} {percent}% in {place}"
    first = (
        f"{firm}'s {metric} in {place} {verb} {percent}% to {value} {unit} in the "
        f"{quarter} quarter of {year}, {dice.choice(_SAID)}. {dice.choice(_REASONS)} "
        f"A year earlier the figure had been {dice.randint(1, 80)}.{dice.randint(1, 9)} "
        f"{unit}."
    )
    second = (
        f"The number of {of} reached {dice.randint(1, 900)},{dice.randint(100, 999)}, "
        f"{dice.choice(_SAID)}. {dice.choice(_REASONS)} Customers in {place} now make up "
        f"{dice.randint(10, 70)}% of the business, against {dice.randint(5, 60)}% in "
        f"{year - 1}."
    )
    plan = dice.choice(_PLANS).format(
        n=dice.randint(12, 900), m=dice.randint(20, 900), p=dice.randint(2, 40),
        of=of, place=dice.choice(_PLACES),
    )  # fmt: skip
    return Story(title, f"{first}\n\n{second}\n\n{plan} {dice.choice(_REASONS)}")


@dataclass(frozen=True)
class Entry:
    """A story in a feed."""

    id: str
    link: str
    story: Story
    published: datetime


def entries(feed: str, count: int, newest: datetime, site: str) -> list[Entry]:
    """Return the entries of a feed, the newest first, an hour between two of them."""
    return [
        Entry(
            f"{feed}-{number}",
            f"{site}/{feed}/{number}",
            story(f"{feed}-{number}"),
            newest - timedelta(hours=number),
        )
        for number in range(count)
    ]


def rss(title: str, some: list[Entry]) -> bytes:
    """Return entries as RSS 2.0 with their full text."""
    items = "".join(_item(one) for one in some)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(title)}</title>{items}</channel></rss>"
    ).encode()


def _item(one: Entry) -> str:
    text = "".join(f"<p>{escape(part)}</p>" for part in one.story.text.split("\n\n"))
    return (
        f'<item><guid isPermaLink="false">{one.id}</guid><link>{one.link}</link>'
        f"<title>{escape(one.story.title)}</title>"
        f"<pubDate>{format_datetime(one.published)}</pubDate>"
        f"<content:encoded>{escape(text)}</content:encoded></item>"
    )
