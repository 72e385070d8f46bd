"""One line may say what a digest is about, how long it is, and when there is none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.digests.pauses import NoPauseError
from briefings.digests.slots import WORKING_DAYS, Quiet
from briefings.digests.taste import Length, Taste, TooManyWordsError, taste_of
from briefings.digests.topicnames import UnknownTopicError
from briefings.digests.wishes import NotATimeError, WishTooLongError
from briefings.digests.wishline import (
    NothingNamedError,
    NotQuietError,
    Now,
    parse_wishes,
)
from briefings.models import BriefingsError

TOPICS = ("chips", "cloud", "crypto", "ev", "ai")
TODAY = date(2026, 11, 23)  # a Monday


def taste(**parts: object) -> Taste:
    """A taste with sets made of lists."""
    sets = {k: frozenset(v) if isinstance(v, list) else v for k, v in parts.items()}
    return Taste(**sets)  # type: ignore[arg-type] # the parts are mixed


def heard(line: str, before: Taste | None = None) -> Taste | None:
    return parse_wishes(line, Now(TODAY, before or Taste(), TOPICS)).taste


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("topics chips, cloud", taste(topics=["chips", "cloud"])),
        ("topics: chips and Electric Cars", taste(topics=["chips", "ev"])),
        ("Topics semiconductors", taste(topics=["chips"])),
        ("without crypto", taste(no_topics=["crypto"])),
        ("no crypto, layoffs", taste(no_topics=["crypto"], no_words=["layoffs"])),
        ("words NVIDIA, open source", taste(words=["nvidia", "open source"])),
        ("with nvidia", taste(words=["nvidia"])),
        ("only ai", taste(topics=["ai"])),
        ("short", taste(length=Length.SHORT)),
        ("long digest", taste(length=Length.LONG)),
        ("send empty", taste(skip_empty=False)),
        ("empty on", taste(skip_empty=False)),
        (
            "topics chips without crypto, rumour short",
            taste(
                topics=["chips"],
                no_topics=["crypto"],
                no_words=["rumour"],
                length=Length.SHORT,
            ),
        ),
    ],
)
def test_a_line_says_what_a_digest_is_about(line: str, wanted: Taste) -> None:
    assert heard(line) == wanted


def test_clauses_change_what_they_name_and_keep_the_rest() -> None:
    before = taste(topics=["chips"], no_words=["layoffs"], length=Length.LONG)

    assert heard("topics all", before) == taste(
        no_words=["layoffs"], length=Length.LONG
    )
    assert heard("with cloud, layoffs", before) == taste(
        topics=["chips", "cloud"], words=["layoffs"], length=Length.LONG
    )
    assert heard("without chips", before) == taste(
        no_topics=["chips"], no_words=["layoffs"], length=Length.LONG
    )
    assert heard("skip empty", taste(skip_empty=False)) == Taste()
    assert heard("normal", before) == taste(topics=["chips"], no_words=["layoffs"])


def test_times_days_and_place_stand_beside_the_rest() -> None:
    wishes = parse_wishes(
        "08:30 Asia/Shanghai mon-fri quiet 22-07 topics chips",
        Now(TODAY, topics=TOPICS),
    )

    assert wishes.schedule.minutes == (510,)
    assert wishes.schedule.weekdays == WORKING_DAYS
    assert wishes.schedule.places[0].zone == "Asia/Shanghai"
    assert wishes.quiet == Quiet(1320, 420)
    assert wishes.taste == taste(topics=["chips"])


@pytest.mark.parametrize(
    ("line", "place"),
    [("Long Beach", "America/Los_Angeles"), ("short, Berlin", "Europe/Berlin")],
)
def test_a_place_is_no_length(line: str, place: str) -> None:
    wishes = parse_wishes(line, Now(TODAY))

    assert [one.zone for one in wishes.schedule.places] == [place]


def test_a_list_ends_where_a_time_stands() -> None:
    wishes = parse_wishes("topics chips, cloud 07:15", Now(TODAY, topics=TOPICS))

    assert wishes.taste == taste(topics=["chips", "cloud"])
    assert wishes.schedule.minutes == (435,)


@pytest.mark.parametrize(
    ("line", "quiet"),
    [
        ("quiet 22-07", Quiet(1320, 420)),
        ("quiet hours from 22:30 to 6:45", Quiet(1350, 405)),
        ("quiet 10pm till 7am", Quiet(1320, 420)),
        ("quiet midnight - 8", Quiet(0, 480)),
        ("quiet off", Quiet()),
        ("no quiet hours", Quiet()),
    ],
)
def test_quiet_hours_are_understood(line: str, quiet: Quiet) -> None:
    assert parse_wishes(line, Now(TODAY)).quiet == quiet


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("pause a week", date(2026, 11, 30)),
        ("pause for 3 days", date(2026, 11, 26)),
        ("pause two weeks", date(2026, 12, 7)),
        ("pause until 3 January", date(2027, 1, 3)),
        ("paused till Jan 3rd, 2027", date(2027, 1, 3)),
        ("pause until 2026-12-24", date(2026, 12, 24)),
        ("pause until friday", date(2026, 11, 27)),
        ("pause until monday", date(2026, 11, 30)),
        ("pause until tomorrow", date(2026, 11, 24)),
    ],
)
def test_a_pause_has_an_end(line: str, end: date) -> None:
    wishes = parse_wishes(line, Now(TODAY))

    assert wishes.paused_until == end
    assert wishes.schedule.places == ()


@pytest.mark.parametrize("line", ["resume", "pause off", "no pause"])
def test_a_pause_can_be_ended(line: str) -> None:
    assert parse_wishes(line, Now(TODAY)).resumes


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("topics", NothingNamedError),
        ("topics crisps", UnknownTopicError),
        ("without", NothingNamedError),
        ("quiet", NotQuietError),
        ("quiet 22", NotQuietError),
        ("quiet 25-99", NotATimeError),
        ("pause", NoPauseError),
        ("pause until 31 February", NoPauseError),
        ("pause until 2020-01-01", NoPauseError),
        ("pause 900 days", NoPauseError),
        ("pause 9999 years", NoPauseError),
        ("words " + ", ".join(f"word{n}" for n in range(40)), TooManyWordsError),
        ("words " + "x" * 80, TooManyWordsError),
        ("topics " + "chips, " * 200, WishTooLongError),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(
    line: str, error: type[BriefingsError]
) -> None:
    with pytest.raises(error) as refused:
        parse_wishes(line, Now(TODAY, topics=TOPICS))

    assert str(refused.value).endswith((".", "?", "all", "crisps"))


def test_an_unknown_topic_is_met_with_the_nearest() -> None:
    with pytest.raises(UnknownTopicError, match="Did you mean Cloud"):
        parse_wishes("topics clod", Now(TODAY, topics=TOPICS))


WORDS = st.sampled_from(
    [
        "topics",
        "words",
        "without",
        "with",
        "quiet",
        "pause",
        "until",
        "a",
        "week",
        "short",
        "long",
        "off",
        "on",
        "22-07",
        "08:30",
        "chips,",
        "cloud",
        "Berlin",
        "mon-fri",
        "3",
        "January",
        "resume",
        ",",
        ";",
        "empty",
        "send",
        "no",
        "-",
        "+",
    ]
)


@settings(deadline=None)  # the first city reads the gazetteer
@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_line_is_understood_or_refused(line: str) -> None:
    try:
        parse_wishes(line, Now(TODAY, topics=TOPICS))
    except BriefingsError as error:
        assert str(error)  # noqa: PT017 - whichever it is, it says something


@given(
    st.builds(
        Taste,
        topics=st.frozensets(st.text(max_size=5)),
        no_topics=st.frozensets(st.sampled_from(TOPICS)),
        words=st.frozensets(st.text(max_size=5)),
        no_words=st.frozensets(st.text(max_size=5)),
        length=st.sampled_from(Length),
        skip_empty=st.booleans(),
    )
)
def test_a_taste_kept_as_text_is_the_same_taste(kept: Taste) -> None:
    assert taste_of(kept.as_text) == kept
