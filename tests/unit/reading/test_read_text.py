"""Plain text and Markdown become articles with items."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.models import Article
from briefings.reading.text import read_text

BRIEFING = """\
A tram driver in Lisbon checks the timetable. Photo: Harbour Pictures

Portugal counted 9.1 million internet users in May, 3% more than a year before, the
statistics office said on Tuesday.

Most of them go online by phone.

Shops on the web

Online shops took 4 billion euros last year.

Chip plants

A plant near Porto began to cut wafers in June.

Company news

Acme Cloud’s revenue grew by 12% to 300 million euros.

“We have never had a better quarter,” its chief executive said.

Acme hired 400 people.

Volta Motors opened a factory of 9,000 square metres in Braga.

With 200 workers, the plant makes 5,000 chargers a year.

The stories were compiled by Ana Reis and Rui Sá.

Ana Reis

Ana Reis is a Lisbon-based reporter who covers trams.
"""

ROUND_UP = """\
Morning Summary: 2024-03-05

Technology

Porto Labs Ships 2 Million Sensors

Porto Labs shipped 2 million sensors in February.

Volta Motors Opens a Third Plant in Braga

Volta Motors opened a plant. It is the third.

Money

Acme Cloud Doubles Its Profit

Acme Cloud doubled its profit to 40 million euros.
"""

FEATURE = """\
The quiet rise of the electric tram

How three harbour towns found a cheaper way to move their people around

Trams are back. In Lisbon they carried 40 million people last year.

Cheaper rides

A ride costs 1.50 euros. Nobody expected trams to beat the bus, but they did.

Nobody expected trams to beat the bus

The bus costs 2 euros.

What comes next

The towns want 90 more trams by 2030.
"""


def headlines(article: Article) -> list[str]:
    return [item.headline for item in article.items]


def test_a_briefing_gives_a_lead_sections_and_one_item_per_company() -> None:
    article = read_text(BRIEFING)

    assert [(item.section, item.headline.split()[0]) for item in article.items] == [
        (None, "Portugal"),
        ("Shops on the web", "Shops"),
        ("Chip plants", "Chip"),
        ("Company news", "Acme"),
        ("Company news", "Volta"),
    ]
    assert article.items[3].text.endswith("Acme hired 400 people.")
    assert article.items[4].text.endswith("5,000 chargers a year.")


@pytest.mark.parametrize("words", ["Photo:", "compiled by", "reporter"])
def test_captions_and_bios_are_in_no_item(words: str) -> None:
    assert all(words not in item.text for item in read_text(BRIEFING).items)


def test_a_round_up_gives_one_item_per_story_under_its_section() -> None:
    article = read_text(ROUND_UP)

    assert article.title == "Morning Summary: 2024-03-05"
    assert article.published == date(2024, 3, 5)
    assert [(item.section, item.headline) for item in article.items] == [
        ("Technology", "Porto Labs Ships 2 Million Sensors"),
        ("Technology", "Volta Motors Opens a Third Plant in Braga"),
        ("Money", "Acme Cloud Doubles Its Profit"),
    ]
    assert "2 Million" in article.items[0].text.splitlines()[0]


def test_a_feature_keeps_its_standfirst_and_drops_its_pull_quote() -> None:
    article = read_text(FEATURE)

    assert article.title == "The quiet rise of the electric tram"
    assert [item.section for item in article.items] == [
        None,
        "Cheaper rides",
        "What comes next",
    ]
    assert "How three harbour towns" in article.items[0].text
    assert "2 euros" in article.items[1].text


def test_a_long_story_stays_one_item_however_many_names_it_tells_of() -> None:
    text = "Acme beats all its rivals again\n\n" + "\n\n".join(
        f"{name} sold {number} million phones." for number, name in enumerate("ABCDEF")
    )

    assert headlines(read_text(text)) == ["Acme beats all its rivals again"]


def test_a_short_list_inside_a_story_is_no_list_of_stories() -> None:
    text = (
        "Acme grew more than anyone thought\n\nAcme's quarter in numbers:\n\n"
        "- Revenue: $4 billion vs. $3 billion expected\n"
        "- Margin: 40% vs. 39% expected\n\nThat is the best so far."
    )

    assert len(read_text(text).items) == 1


def test_bullets_that_are_sentences_about_several_firms_are_stories() -> None:
    text = (
        "# In brief\n\n- Acme sold 3 million phones in the quarter to June.\n"
        "- Volta Motors built 20,000 cars in its plant near Braga.\n"
        "- Porto Labs raised 40 million euros from its investors."
    )

    assert [item.text.split()[1] for item in read_text(text).items] == [
        "Acme",
        "Volta",
        "Porto",
    ]


def test_markdown_headings_make_sections() -> None:
    text = "# A week of chips in Porto\n\nLead.\n\n## Memory chips\n\nOne.\n\nWafers\n---\nTwo."
    article = read_text(text)

    assert article.title == "A week of chips in Porto"
    assert [item.section for item in article.items] == [None, "Memory chips", "Wafers"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "Acme sold three million phones in the first quarter of the\nyear, it said."

    assert headlines(read_text(text)) == [text]


def test_front_matter_is_honoured_and_not_part_of_an_item() -> None:
    text = (
        '---\ntitle: "Chips: a week"\ndate: 2021-02-04\nsource: Harbour News\n'
        "url: https://news.example/1\n---\nAcme sold 3 million chips."
    )
    article = read_text(text)

    assert article.title == "Chips: a week"
    assert article.published == date(2021, 2, 4)
    assert (article.source, article.url) == ("Harbour News", "https://news.example/1")
    assert [item.text for item in article.items] == ["Acme sold 3 million chips."]


def test_what_is_given_wins_over_what_the_text_says() -> None:
    article = read_text(
        "---\ntitle: Theirs\ndate: 2021-02-04\n---\nText.",
        title="Ours",
        published=date(2020, 1, 1),
        url="https://a.example",
        source="Desk",
    )

    assert (article.title, article.published) == ("Ours", date(2020, 1, 1))
    assert (article.url, article.source) == ("https://a.example", "Desk")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("Published 4 February 2021", date(2021, 2, 4), id="stamp"),
        pytest.param("September 23, 2025", date(2025, 9, 23), id="line"),
        pytest.param("Thu, 4 Feb 2021 10:30 GMT", date(2021, 2, 4), id="with-time"),
        pytest.param("By Ana Reis | Feb. 4, 2021", date(2021, 2, 4), id="by-line"),
        pytest.param(
            "Updated 5 May 2021\n\nPublished 4 May 2021", date(2021, 5, 4), id="first"
        ),
        pytest.param("LISBON, May 3, 2022 (Agency) - It rose.", date(2022, 5, 3), id="dl"),
        pytest.param("04/02/2021", None, id="ambiguous"),
        pytest.param("Update on October 22, 2025: the plant, which makes wafers and"
                     " chips of all kinds, will be in Porto.", None, id="sentence"),
    ],
)  # fmt: skip
def test_the_day_stands_in_the_head(head: str, day: date | None) -> None:
    text = f"{head}\n\nAcme sold 3 million chips in the quarter, it said.\n\nMore."

    assert read_text(text).published == day


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        pytest.param("One. Two.", "2024-05-01_harbour-trams.txt", "Harbour trams", id="file"),
        pytest.param("One story. Two.", "article.txt", "One story.", id="sentence"),
        pytest.param("", None, "Untitled", id="nothing"),
        pytest.param("Photo: Agency", None, "Photo: Agency", id="caption-only"),
    ],
)  # fmt: skip
def test_a_title_is_found_or_made_of_what_there_is(
    text: str, name: str | None, title: str
) -> None:
    assert read_text(text, name=name).title == title


def test_a_long_first_sentence_is_cut_for_a_title() -> None:
    title = read_text("word " * 100).title

    assert len(title) <= 120
    assert title.endswith("…")


def test_line_ends_are_normalised() -> None:
    assert read_text("a\r\n\r\nb\rc").text == "a\n\nb\nc"


LINES = st.sampled_from(
    [
        *BRIEFING.splitlines(),
        *FEATURE.splitlines(),
        "# One",
        "## Two",
        "====",
        "---",
        "- a bullet, Acme says so in eight words or more.",
        "**Bold**",
        "In brief:",
        "1. First",
        "title: x",
        "“Quote,” he said.",
        "\u2028",
        "ß",
    ]
)


@settings(deadline=None)  # the first reading compiles the tables
@given(st.one_of(st.text(), st.lists(LINES).map("\n".join)))
@example("---\na: b\n---")
@example("A\n\nB\n\nC\n\nD\n\nE")
def test_any_text_gives_an_article_whose_items_lie_in_it_in_order(text: str) -> None:
    article = read_text(text)

    assert article.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert article.title
    reached = 0
    for item in article.items:
        assert reached <= item.start < item.end <= len(article.text)
        assert article.text[item.start : item.end] == item.text == item.text.strip()
        assert item.headline
        assert item.headline in item.text
        reached = item.end


@settings(deadline=None)  # the first reading compiles the tables
@given(st.lists(LINES).map("\n".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)


FORMS = {
    "glued-headings": (
        ("TECH DIGEST\n\nTELECOMS\nAcme added 300,000 fibre customers in the first quarter,"
        " it said on Monday.\nCHIPS\nVolta's sales fell by 4% to 3.6 billion euros, and it"
        " cut its forecast.\nIN BRIEF\n- Porto Labs will cut 2,000 jobs by the end of the"
        " year.\n- Acme sold a unit for 600 million dollars to a fund."),
        [("TELECOMS", "Acme"), ("CHIPS", "Volta's"), ("IN BRIEF", "Porto"),
         ("IN BRIEF", "Acme")],
    ),
    "bold-names": (
        ("**Acme** sold 3 million phones.\n\n**Volta Motors** opened a plant.\n\n**Porto**"
        " raised 40 million euros."),
        [(None, "**Acme**"), (None, "**Volta"), (None, "**Porto**")],
    ),
    "numbered-headings": (
        ("1. Chip sales\nAcme sold chips for 3 billion dollars.\n\n2. Cloud plans\nVolta"
        " spent 2 billion dollars on data centres."),
        [("Chip sales", "Chip"), ("Cloud plans", "Cloud")],
    ),
    "emoji-headings": (
        ("📱 Tech in brief — 12 May 2025\n\n1️⃣ Acme sells 3 million phones\nIt said so."
        "\n\n2️⃣ Volta opens a plant in Braga\nIt makes chargers.\n\n🔗 Read more: a.example"),
        [("1️⃣ Acme sells 3 million phones", "1️⃣"),
         ("2️⃣ Volta opens a plant in Braga", "2️⃣")],
    ),
    "round-up-without-headings": (
        ("Weekly roundup\n\nAcme sold 3 million phones.\n\nIts shares rose.\n\nVolta opened a"
        " plant.\n\nWith 200 workers, the plant in Braga makes chargers.\n\n“Fine,” said"
        " Porto."),
        [(None, "Acme"), (None, "Volta")],
    ),
    "wire-story": (
        ("By Ana Reis\nMay 3, 2024\n\nSales of trams in Portugal passed 90 in April\n\nLISBON"
        " (Agency) - Ninety trams were sold.\n\nReporting by Ana Reis; Editing by Rui Sá"),
        [(None, "Sales")],
    ),
    "label-inside-a-story": (
        ("Acme's revenue rose by 10% in the quarter.\n\nKey numbers:\n- Revenue: $3 billion"
        "\n- Profit: $400 million\n\nShares rose.\n\nRelated: Volta sells 2 million phones"
        "\n\n© 2025 Harbour News. All rights reserved."),
        [(None, "Acme's")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "items"), FORMS.values(), ids=FORMS)
def test_many_forms_of_news_are_told_apart(
    text: str, items: list[tuple[str | None, str]]
) -> None:
    article = read_text(text)

    assert [(i.section, i.headline.split()[0]) for i in article.items] == items


@pytest.mark.parametrize(
    "unit", ["# a\n", "a\n===\n", "A b c d\n\n", "“", "- a\n", "(("]
)
def test_a_large_odd_text_is_read_in_reasonable_time(unit: str) -> None:
    # Sixty thousand characters; what grew with the square would take minutes.
    assert read_text(unit * (60_000 // len(unit))).text
