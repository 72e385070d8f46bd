"""Whose figure it is, and who says so, over a whole story."""

from datetime import date

import pytest

from briefings.figures import find_figures
from briefings.models import Article, Figure, Item


def figures(*paragraphs: str) -> tuple[Figure, ...]:
    text = "\n\n".join(paragraphs)
    item = Item(headline=paragraphs[0][:40], start=0, end=len(text), text=text)
    published = date(2026, 7, 21)
    return find_figures(
        Article(title="t", text=text, items=(item,), published=published)
    ).figures


def test_a_regulator_speaks_for_the_whole_story_and_owns_none_of_it():
    lines, speed, norvik, change = figures(
        "Peru had 40 million fibre lines in May, the regulator Ofkom said in its yearly report.",
        "Average speed came to 300 Mbps.",
        "Norvik, the biggest operator, has 9 million customers, up 4%.",
    )
    told = (lines, speed, norvik, change)
    assert {figure.attribution for figure in told} == {"Ofkom"}
    assert [figure.entity for figure in told] == [None, None, "Norvik", "Norvik"]


def test_a_market_counted_by_a_researcher_is_whose_figure_it_is():
    growth, level, price = figures(
        "Global tablet shipments grew 3% to 40 million units in the first quarter of 2026, market researcher Canto said.",
        "The average price was $300.",
    )
    assert {figure.entity for figure in (growth, level, price)} == {"tablet market"}
    assert {figure.attribution for figure in (growth, level, price)} == {"Canto"}


def test_a_story_tells_of_nobody_before_it_has_named_them():
    exports, plants = figures(
        "Exports of lamps from Peru rose to 90 million in June.",
        "Norvik opened 3 plants. Norvik is the leader.",
    )
    assert exports.entity is None
    assert plants.entity == "Norvik"


@pytest.mark.parametrize(
    "sentence",
    [
        "Europe's largest lamp maker, Norvik, sold 5 million lamps.",
        "Its closest rival, Norvik, sold 5 million lamps.",
        "Norvik, which makes lamps for Lumio, sold 5 million lamps.",
        "Norvik was the quickest, its sales soaring 38%.",
    ],
    ids=["largest", "rival", "relative clause", "its own"],
)
def test_the_name_beside_a_description_owns_the_figure(sentence):
    (sold,) = figures(f"Lumio, a lamp maker, met its aims. {sentence}")
    assert sold.entity == "Norvik"


def test_an_acronym_means_the_name_it_stands_behind():
    profit, sales = figures(
        "Norvik Silicon (NSC), a chipmaker, made a profit of $3 billion. NSC and NSC alone grew.",
        "Sales came to $9 billion.",
    )
    assert profit.entity is not None
    assert profit.entity.startswith("Norvik Silicon")
    assert sales.entity == "Norvik Silicon (NSC)"


def test_an_office_without_a_name_may_be_the_source():
    (loans,) = figures("Loans came to 90 billion euros in May, the central bank said.")
    assert loans.attribution == "central bank"


def test_whom_a_poll_of_analysts_quotes_says_only_what_was_expected():
    sales, expected = figures(
        "Norvik said sales came to $9 billion. Analysts had expected $8 billion, according to a poll by Canto."
    )
    assert (sales.attribution, expected.attribution) == ("Norvik", "Canto")


def test_a_source_may_close_the_sentence():
    (planes,) = figures(
        "There are 90 such planes in the air, the pilot Ann Reed estimates."
    )
    assert planes.attribution == "Ann Reed"


def test_the_quarter_reported_holds_where_no_other_is_named():
    sales, profit, before = figures(
        "Norvik on Thursday reported first-quarter results that beat all hopes.",
        "Sales came to $9 billion. Profit rose to $2 billion from $1 billion a year ago.",
    )
    assert {f.period.label for f in (sales, profit) if f.period} == {"2026-Q1"}
    assert before.period is not None
    assert before.period.label == "2025-Q1"


def test_share_prices_move_on_the_day_and_not_in_the_quarter_told_of():
    _, price = figures(
        "Norvik sold 40 million lamps in 2025. Its shares fell 4%.",
    )
    assert price.metric == "share price fall"
    assert price.period is not None
    assert price.period.label == "2026-07"


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("The round values Norvik at $3 billion.", "valuation"),
        ("Norvik lost $40 million in May.", "loss"),
        ("The Norvik lamp costs $40.", "price of Norvik lamp"),
        ("Norvik sold 4 million lamps, bringing its total to 90 million.", "lamp sales"),
        ("Norvik raised $5 million, bringing its total funding to $9 million.", "total funding"),
        ("Norvik's order backlog now stands at $3 billion.", "order backlog"),
        ("Norvik cut its monthly price in Peru by 30% to $9.", "monthly price"),
        ("Some 5 million, or 30% of internet users, live in rural areas.", "rural internet users"),
    ],
    ids=["valuing", "losing", "costing", "total", "funding", "standing", "cutting", "living"],
)  # fmt: skip
def test_the_verb_tells_the_metric(sentence, metric):
    assert metric in {figure.metric for figure in figures(sentence)}


def test_cents_are_those_of_the_storys_own_money():
    *_, loss = figures("Norvik's sales rose to R5bn. Its loss per share was 30 cents.")
    assert loss.quantity.unit == "ZAR/share"


def test_a_list_of_places_gives_each_its_own():
    peru, chile = figures("Lamp sales grew most in Peru (8%) and Chile (5%).")
    assert (peru.place, chile.place) == ("Peru", "Chile")


def test_it_means_the_only_one_just_named():
    _, fee = figures(
        "Norvik charges 3% of each sale.\nBanks must offer Lumio. Its fees average 1%."
    )
    assert fee.entity == "Lumio"


@pytest.mark.parametrize("verb", ["booked", "notched", "turned in", "chalked up"])
def test_a_company_tells_its_own_results_by_any_verb(verb):
    revenue, profit = figures(
        f"Norvik {verb} revenue of $5 billion in the second quarter.",
        "Net profit rose to $1 billion.",
    )
    assert revenue.attribution == profit.attribution == "Norvik"


def test_a_source_of_what_was_expected_says_only_that():
    _, told, expected, after = figures(
        "Norvik reported its results on Tuesday.",
        "Sales rose 9% to $5 billion, above the $4 billion analysts were looking for, according to Canto. "
        "The lamp maker shed 300 jobs.",
    )
    assert expected.attribution == "Canto"
    assert told.attribution == after.attribution == "Norvik"


def test_she_means_the_person_quoted_last():
    _, backlog = figures(
        "Norvik sold 5 million lamps in June.",
        "“We are sold out,” chief executive Ann Lee told reporters. She put the backlog at $7 billion.",
    )
    assert (backlog.entity, backlog.attribution) == (
        "Norvik",
        "Ann Lee",
    )


def test_a_new_company_in_a_story_is_followed_until_the_paragraph_ends():
    *_, taken, staff, own = figures(
        "Norvik raised $40 million in May. Norvik makes lamps.",
        "Rival Lumio took in $90 million last year. It employs 300 people.",
        "Orders reached 800.",
    )
    assert [f.entity for f in (taken, staff, own)] == ["Lumio", "Lumio", "Norvik"]


def test_a_product_says_nothing_its_maker_does():
    _, weight = figures(
        "Norvik unveiled a lamp on Monday. It sold 5 million last year.",
        "The V3 weighs 400 grams.",
    )
    assert (weight.metric, weight.attribution) == ("weight", "Norvik")


def test_a_share_of_nobody_named_is_of_those_told_of_last():
    _, lamps, hit = figures(
        "A poll of 900 shops by Canto found that 36% of owners had debts.",
        "In June 61% had been robbed at least once.",
    )
    assert {f.attribution for f in (lamps, hit)} == {"Canto"}
    assert hit.entity == "owners"
