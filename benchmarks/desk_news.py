"""Made-up news that reads like news: firms and places that are nowhere, sums that add up.

Each story is filled into one of the forms below; a few events are told in four ways, as
four papers would. A seed always gives the same story.
"""

import random
from typing import Final

from benchmarks.newsroom import Story

_STARTS = "Al Bren Cor Dal Els Fen Gar Hol Ivo Jar Kel Lum Mor Nor Os Pel Quin Ros Sel Tor Ul Var Wen Yar Zel".split()  # noqa: SIM905  # a list of names
_ENDS = "ado berg cana dis era fax gate hart isk junto kova lix mere nix ova pont quist rin sand tek una vik wick yard zon".split()  # noqa: SIM905  # a list of names
_TAILS = ("", "", " Systems", " Labs", " Group", " Mobile", " Energy", " Networks")
_LANDS = "ia land ora esia mark avia stan uria".split()  # noqa: SIM905  # a list of names
_TOWNS = "haven ville ford bridge port mouth field stead".split()  # noqa: SIM905  # a list of names
_PEOPLE = "Ana Boris Carla Deniz Eva Farid Greta Hugo Ines Jonas Kira Leon".split()  # noqa: SIM905  # a list of names

_TOLD: Final = """
{firm} quarterly profit beats forecasts as cloud orders pick up

{firm} said on {day} that net profit rose {p}% to ${m}.{d} million in the three months
to September, helped by demand for its cloud services.

Revenue came to ${b}.{d} billion, up from ${c}.{d} billion a year earlier. Cloud
services made up {q}% of it.

“Customers who had waited for a year are signing now,” chief executive {person} told
analysts. The firm raised its forecast for the year to ${e}.{d} billion.
----
{place} smartphone shipments {fell} {p}% in third quarter

Smartphone shipments in {place} {fell} {p}% to {c}.{d} million units in the third
quarter, research firm {other} said.

{firm} kept the lead with {q}% of the market. The average price was ${m}.

Shops still had unsold phones from the spring, the researchers said, and expect
shipments of {b} million for the whole year.
----
{firm} raises ${m} million to make batteries in {town}

Battery maker {firm} has raised ${m} million from investors led by {other}, it said on
{day}.

The money will pay for a plant in {town}, {place}, with a yearly output of {c} gigawatt-
hours. It is to employ {n} people when it opens in 2028.

The round values the company, founded in 2019, at ${c}.{d} billion.
----
Outage at {firm} leaves shops in {place} without card payments

Card payments in {place} failed for about {h} hours on {day} after a fault at a data
centre of {firm}.

Some {k},{n} shops were affected, the central bank said. {firm} apologised and blamed a
failed update.

It is the company's second outage this year.
----
{place} tells {firm} to open its app store to rivals

Regulators in {place} ordered {firm} on {day} to let other companies sell apps on its
phones.

The company has until the spring to comply and said it would appeal. Developers have
complained for years about the fees it takes.

{firm} warned that the order would make phones less safe. The regulator said that buyers
could judge for themselves.
----
{firm} to cut {n} jobs as it closes {town} plant

Chipmaker {firm} will cut {n} jobs and close its plant in {town}, it said on {day}.

The cuts affect {s}% of its staff and will save ${m} million a year from 2027.

Unions in {place} called for talks. Orders from carmakers have been weak since the
summer, the company said.
----
{firm} delivers {k},{n} electric cars in October

Carmaker {firm} delivered {k},{n} electric cars in October, {p}% more than a year
before.

Exports, most of them to {place}, accounted for {q}% of deliveries. In the first ten
months of the year it delivered {r},{n} cars.

The company kept its aim of {big},000 deliveries this year.
----
{place} counts {c}.{d} million broadband homes

{place} had {c}.{d} million homes with fixed broadband at the end of September, the
telecoms regulator said on {day}.

That is {p}% more than a year ago. Fibre reaches {q}% of them, and the median speed was
{m} megabits a second.

{firm} gained the most customers, {k},{n} in three months.
----
Online sales in {place} reach ${b}.{d} billion on festival day

Shoppers in {place} spent ${b}.{d} billion online during this year's shopping festival,
{p}% more than last year, payment firm {other} said.

Phones made up {q}% of orders. {firm} alone handled {c} million parcels in {h} hours.

Returns are expected to be as high as last year, when a fifth of all goods came back.
----
{firm} opens its translation model to everybody

{firm} released a language model on {day} that translates between {h} languages on a
phone, without a connection.

The model has {c} billion parameters and was trained on {m} billion words, the company
said. It may be used free of charge.

Researchers in {town} who tested it found fewer mistakes than in older models, but
warned against using it for contracts.
----
Hackers copy data of {c} million {firm} customers

Hackers copied the names and addresses of {c} million customers of {firm}, the mobile
operator said on {day}.

No passwords or bank details were taken, it added. The data protection office of {place}
has opened an investigation and can fine it up to {s}% of revenue.

{firm} learnt of the theft from a researcher who found the list for sale.
----
{firm} puts {h} satellites into orbit

A rocket carried {h} satellites of {firm} into orbit on {day}, bringing its network to
{n}.

The company wants to sell internet access in {place} and charges ${m} for a dish. It has
{k},000 subscribers so far.

Astronomers in {town} say the satellites are too bright.
----
{firm} buys {other} for ${b}.{d} billion

{firm} agreed on {day} to buy chip designer {other} for ${b}.{d} billion in cash.

The price is {p}% above what the shares cost on the eve of the announcement. The
companies expect to close the deal in the second half of 2027.

{other} had sales of ${m} million last year. Its founder will stay for three years.
----
Survey: {q}% of {place}'s workers use AI at least weekly

{q}% of office workers in {place} use artificial intelligence at least once a week,
according to a survey of {k},{n} people by {other}.

A year ago it was {s}%. Most use it to write letters; only a few let it decide.

Employers are less sure: one in three has no rules for it.
----
{firm} starts work on chip plant in {town}

{firm} broke ground on {day} for a chip plant in {town} that will cost ${c}.{d} billion.

{place} pays {q}% of it. The plant is to make {k},000 wafers a month from 2029.

Neighbours worry about water: the plant will need {c} million litres a day, of which
{p}% is to be recycled.
----
What moved technology shares on {day}

Technology shares in {place} were little changed on {day} as investors waited for
results.

{firm} closed {s}% higher after an upgrade, while {other} lost {s}% when a customer
cancelled an order.

Traders expect a quiet week.
"""
_FORMS: Final = _TOLD.split("----")  # a title and paragraphs each
_TOLD_FOUR_WAYS: Final = """
{firm} recalls {k},{n} scooters over battery fires

{firm} is recalling {k},{n} electric scooters sold in {place} after {h} batteries caught
fire, it said on {day}.

Owners get a new battery free of charge. The recall will cost about ${m} million.
----
Battery fires force {firm} to recall scooters in {place}

After {h} fires, scooter maker {firm} on {day} called back {k},{n} of its electric
scooters in {place}.

The company put the cost at some ${m} million and promised owners new batteries.
----
Scooter recall: {firm} to replace {k},{n} batteries

Scooter maker {firm} will replace the batteries of {k},{n} electric scooters in {place},
where {h} of them had burnt.

Riders should park outside until then, the consumer office said on {day}. {firm} expects
costs of ${m} million.
----
{place}: {k},{n} {firm} scooters recalled after fires

Owners of {k},{n} electric scooters by {firm} in {place} have to bring them back to the
shops.

The reason is the battery: {h} have burnt since the summer. {firm} reckons with costs of
${m} million, it said on {day}.
"""
_EVENT: Final = _TOLD_FOUR_WAYS.split("----")
WAYS: Final = len(_EVENT)
"""In how many ways an event is told."""

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def report(seed: object) -> Story:
    """Return the story of a seed."""
    dice = random.Random(f"report {seed}")  # noqa: S311  # no secret is made of it
    return _filled(dice.choice(_FORMS), dice)


def event(seed: object, way: int) -> Story:
    """Return one event as one of several papers tells it."""
    return _filled(_EVENT[way % WAYS], random.Random(f"event {seed}"))  # noqa: S311  # no secret is made of it


def _filled(form: str, dice: random.Random) -> Story:
    words = {
        "firm": _firm(dice),
        "other": _firm(dice),
        "place": _place(dice) + dice.choice(_LANDS),
        "town": _place(dice) + dice.choice(_TOWNS),
        "person": f"{dice.choice(_PEOPLE)} {_firm(dice).partition(' ')[0]}",
        "day": dice.choice(_DAYS),
        "fell": dice.choice(("rose", "fell", "grew")),
        "p": dice.randint(11, 39),
        "q": dice.randint(41, 88),
        "s": dice.randint(2, 9),
        "m": dice.randint(110, 890),
        "n": dice.randint(110, 990),
        "b": dice.randint(12, 48),
        "c": dice.randint(3, 11),
        "d": dice.randint(1, 9),
        "e": dice.randint(50, 90),
        "h": dice.randint(12, 60),
        "k": dice.randint(12, 80),
        "r": dice.randint(200, 600),
        "big": dice.randint(700, 900),
    }
    told = form.strip().format(**words).split("\n\n")
    title, *paragraphs = (" ".join(part.split()) for part in told)
    return Story(title, "\n\n".join(paragraphs))


def _firm(dice: random.Random) -> str:
    return dice.choice(_STARTS) + dice.choice(_ENDS) + dice.choice(_TAILS)


def _place(dice: random.Random) -> str:
    return dice.choice(_ENDS).title() + dice.choice(_STARTS).lower()
