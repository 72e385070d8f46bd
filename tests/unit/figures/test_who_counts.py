"""Those who count for others say how much it is, and own none of it."""

from datetime import date

import pytest

from briefings.figures import find_figures
from briefings.models import Article, Figure, Item

PUBLISHED = date(2026, 11, 12)


def figures(*paragraphs: str) -> dict[str, Figure]:
    text = "\n\n".join(paragraphs)
    item = Item(headline=paragraphs[0][:40], start=0, end=len(text), text=text)
    article = Article(title="t", text=text, items=(item,), published=PUBLISHED)
    return {f.quantity.as_written: f for f in find_figures(article).figures}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            "Bakers in Kenya sold 9.3 million loaves in October, consultancy Umoja reckons.",
            id="consultancy",
        ),
        pytest.param(
            "The grain regulator, Umoja, put the number of loaves in Kenya at 9.3 million.",
            id="the regulator",
        ),
        pytest.param(
            "Pollster Umoja estimates that 9.3 million Kenyans bake at home.",
            id="estimates that",
        ),
        pytest.param(
            "Kenyans ate 9.3 million loaves in October, according to trade body Umoja.",
            id="trade body",
        ),
    ],
)
def test_whom_a_role_introduces_is_the_source_and_no_owner(told: str):
    found = figures(told, "Bread prices rose 4%, the group said.")
    assert found["9.3 million"].attribution == "Umoja"
    assert found["9.3 million"].entity != "Umoja"
    assert found["9.3 million"].place == "Kenya"
    assert found["4%"].attribution == "Umoja"


def test_the_firm_of_a_survey_is_who_surveyed_until_another_is_told_of():
    found = figures(
        "Shops in Kenya sold 9.3 million loaves, consultancy Umoja reckons.",
        "Villages bought 58% of them, the firm said.",
        "Jengo, backed by Norway's Fjell Fund, baked 1.2 million loaves.",
    )
    assert found["58%"].attribution == "Umoja"
    assert found["1.2 million"].entity == "Jengo"


def test_a_price_target_is_the_banks_word_on_somebody_elses_share():
    found = figures(
        "Jengo's shares fell 9% on Thursday. Jengo runs 40 hotels.",
        "Analysts at Banda Bank cut their price target to $19 from $24.",
    )
    assert found["$19"].entity == found["$24"].entity == "Jengo"
    assert found["$19"].attribution == "Banda Bank"


def test_a_fuel_that_has_a_share_is_nobody():
    found = figures(
        "Sales of electric vans trebled in Kenya to 14,900, according to trade body Umoja. "
        "Diesel's share slid to 78% from 90%."
    )
    assert found["78%"].entity != "Diesel"
    assert found["78%"].attribution == "Umoja"


def test_what_a_company_earned_is_its_own_word_after_a_counters():
    found = figures(
        "Jengo said its kettle boils 20% faster.",
        "Some 22 million kettles were sold worldwide, says research group Umoja. "
        "The Kenyan firm's kitchen unit earned $31 million in the second quarter.",
    )
    assert found["22 million"].attribution == "Umoja"
    assert found["$31 million"].entity == "Jengo"
    assert found["$31 million"].attribution == "Jengo"


def test_a_category_that_grows_is_nobodys_where_another_counts_it():
    found = figures(
        "Jengo said its kettle boils 20% faster.",
        "Whistling kettles remain rare, says research group Umoja, which expects the "
        "category to grow by 30% in 2027.",
    )
    assert found["30%"].entity is None


def test_who_is_told_something_says_nothing():
    found = figures(
        "Jengo's finance chief, Mary Otieno, told analysts that costs would stay below $4 million."
    )
    assert found["$4 million"].attribution == "Mary Otieno"


def test_a_name_that_ends_as_an_adverb_does_is_one_where_it_is_described():
    found = figures(
        "Jengly, owned by Norway's Fjell Fund, claimed 420 million visits in October. "
        "The Nairobi company hired 220 cooks."
    )
    assert found["420 million"].entity == found["220"].entity == "Jengly"
