"""What is read on the short way is what PTB would have read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message, Update

from bot.telegram.incoming import read_update

BOT = Bot("1:test")
ADA = {"id": 7, "is_bot": False, "first_name": "Ada"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}
FORUM = {"id": -9, "type": "supergroup", "title": "News", "is_forum": True}
COMMAND = {"type": "bot_command", "offset": 0, "length": 5}

messages = st.fixed_dictionaries(
    {
        "message_id": st.integers(1, 2**31),
        "date": st.integers(0, 2**32),
        "chat": st.sampled_from([PRIVATE, FORUM]),
    },
    optional={
        "from": st.sampled_from([ADA, {**ADA, "language_code": "en", "new": 1}]),
        "text": st.text(),
        "entities": st.lists(st.just(COMMAND)),
        "message_thread_id": st.integers(1, 9),
        "is_topic_message": st.booleans(),
        "caption": st.text(),
        "reply_to_message": st.just({"message_id": 1, "date": 5, "chat": PRIVATE}),
        "something_new": st.just({"deep": [1]}),
    },
)


def content(message: Message) -> dict[str, object]:
    return {name: getattr(message, name) for name in Message.__slots__}


@given(messages, st.sampled_from(["message", "channel_post", "edited_message"]))
def test_the_short_way_and_ptbs_own_lead_to_the_same(message, kind):
    raw = {"update_id": 5, kind: message}

    ours, ptbs = read_update(raw, BOT), Update.de_json(raw, BOT)

    assert ours.to_dict() == ptbs.to_dict()
    assert content(getattr(ours, kind)) == content(getattr(ptbs, kind))
    assert getattr(ours, kind).get_bot() is ours.get_bot() is BOT


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"message_id": 1, "date": 5}, id="no chat"),
        pytest.param({"date": 5, "chat": PRIVATE}, id="no number"),
        pytest.param({"message_id": 1, "date": "x", "chat": PRIVATE}, id="no date"),
        pytest.param({"message_id": 1, "date": 5, "chat": {}}, id="an empty chat"),
    ],
)
def test_what_is_no_message_is_refused_as_ptb_does(message):
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_update({"update_id": 5, "message": message}, BOT)
