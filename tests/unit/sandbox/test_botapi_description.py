"""The validator, and the local Telegram's own parameters, against the Bot API."""

from typing import Any

import pytest

from bot.sandbox.files import Upload
from bot.sandbox.parameters import METHODS
from tests.botapi import at_hand, parameters_of, validate

pytestmark = pytest.mark.skipif(
    not at_hand(), reason="the Bot API's description is not at hand"
)
_KINDS = {
    "str": {"String"},
    "int": {"Integer"},
    "message": {"Integer"},
    "bool": {"Boolean"},
    "chat": {"Integer", "String"},
    "file": {"InputFile", "String"},
}
HELLO = {"chat_id": 7, "text": "Hello"}
MORE = {"text": "More", "callback_data": "more"}


@pytest.mark.parametrize(
    ("method", "given"),
    [
        pytest.param("getMe", {}, id="nothing wanted, nothing given"),
        pytest.param("sendMessage", HELLO, id="JSON values"),
        pytest.param(
            "sendMessage",
            HELLO | {"chat_id": "-100", "disable_notification": "true"},
            id="text from a form",
        ),
        pytest.param(
            "sendMessage",
            HELLO | {"reply_markup": {"inline_keyboard": [[MORE]]}},
            id="a keyboard",
        ),
        pytest.param(
            "sendMessage",
            HELLO | {"reply_markup": '{"inline_keyboard": [[{"text": "More"}]]}'},
            id="a keyboard as text",
        ),
        pytest.param(
            "sendPhoto",
            {"chat_id": 7, "photo": "attach://chart", "chart": Upload("c", b"c")},
            id="an attached file",
        ),
    ],
)
def test_right_requests_are_found_right(method: str, given: dict[str, Any]) -> None:
    assert validate(method, given) == []


@pytest.mark.parametrize(
    ("method", "given", "problem"),
    [
        pytest.param("sendMesage", {}, "there is no such method", id="method"),
        pytest.param("sendMessage", {"chat_id": 7}, "text is missing", id="missing"),
        pytest.param(
            "sendMessage",
            HELLO | {"parsemode": "HTML"},
            "unknown parameter parsemode",
            id="unknown",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": [7], "text": "Hello"},
            "chat_id: [7] is no Integer",
            id="a list for a chat",
        ),
        pytest.param(
            "sendMessage",
            HELLO | {"disable_notification": "perhaps"},
            "disable_notification: 'perhaps' is no Boolean",
            id="truth",
        ),
        pytest.param(
            "sendMessage",
            HELLO | {"reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
            "reply_markup: inline_keyboard: [0] [0] text is missing",
            id="within a keyboard",
        ),
        pytest.param(
            "sendMessage",
            HELLO | {"link_preview_options": {"disabled": True}},
            "link_preview_options: unknown field disabled",
            id="within options",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": '{"command": "help"}'},
            "commands: {'command': 'help'} is no list of BotCommand",
            id="an object for a list",
        ),
    ],
)
def test_wrong_requests_are_found_wrong(
    method: str, given: dict[str, Any], problem: str
) -> None:
    assert validate(method, given) == [f"{method}: {problem}"]


@pytest.mark.parametrize("method", METHODS)
def test_the_local_telegram_knows_just_the_parameters_there_are(method: str) -> None:
    fields = parameters_of(method) or {}
    readers, required = METHODS[method]
    assert readers.keys() <= fields.keys()
    assert required == [n for n, f in fields.items() if f["required"] and n in readers]
    for name, (kind, _) in readers.items():
        assert set(fields[name]["types"]) <= _KINDS.get(kind, {*fields[name]["types"]})


@pytest.mark.parametrize("method", METHODS)
def test_the_local_telegram_takes_every_parameter_there_is(method: str) -> None:
    readers, _ = METHODS[method]
    assert (parameters_of(method) or {}).keys() - readers.keys() == set()
