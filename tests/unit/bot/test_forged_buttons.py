"""What a button carries can be made up by anybody: it is read, or refused, never an error."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.changes import change_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ACTIONS = [
    "start",
    "stop",
    "time",
    "days",
    "day",
    "zone",
    "place",
    "topic",
    "alltopics",
    "unword",
    "hush",
    "size",
    "empty",
    "rest",
]
CARRIED = st.text(max_size=64) | st.from_regex(r"[0-9٠-٩²½-]{0,30}", fullmatch=True)


@pytest.mark.parametrize("action", ACTIONS)
@given(value=CARRIED)
def test_whatever_a_button_carries_is_understood_or_refused(
    action: str, value: str
) -> None:
    found = change_of(action, value, NOW)

    assert found is None or found[1].isalpha()


@given(st.text(max_size=20).filter(lambda action: action not in ACTIONS), CARRIED)
def test_a_button_that_was_never_drawn_does_nothing(action: str, value: str) -> None:
    assert change_of(action, value, NOW) is None
