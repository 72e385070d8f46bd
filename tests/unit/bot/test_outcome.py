"""What an answer of the Bot API means."""

import orjson
import pytest

from bot.telegram.outcome import Outcome, Result, judge

OK = b'{"ok":true,"result":{"message_id":7}}'


def refused(code: int, words: str, **parameters: int) -> bytes:
    body = {"ok": False, "error_code": code, "description": words}
    if parameters:
        body["parameters"] = parameters
    return orjson.dumps(body)


MEANINGS = [
    pytest.param(401, "Unauthorized", Result.BAD_TOKEN, id="revoked token"),
    pytest.param(404, "Not Found", Result.BAD_TOKEN, id="wrong token"),
    pytest.param(
        409,
        "Conflict: terminated by other getUpdates request",
        Result.CONFLICT,
        id="second poller",
    ),
    pytest.param(
        403, "Forbidden: bot was blocked by the user", Result.BLOCKED, id="blocked"
    ),
    pytest.param(
        403,
        "Forbidden: bot was kicked from the group chat",
        Result.BLOCKED,
        id="kicked",
    ),
    pytest.param(403, "Forbidden: user is deactivated", Result.GONE, id="deactivated"),
    pytest.param(403, "Forbidden: something new", Result.REFUSED, id="unknown 403"),
    pytest.param(400, "Bad Request: chat not found", Result.GONE, id="no chat"),
    pytest.param(
        400,
        "Bad Request: message is not modified: ...",
        Result.UNCHANGED,
        id="same text",
    ),
    pytest.param(
        400,
        "Bad Request: can't parse entities: ...",
        Result.UNPARSABLE,
        id="bad markup",
    ),
    pytest.param(400, "Bad Request: TOPIC_CLOSED", Result.NO_RIGHTS, id="closed topic"),
    pytest.param(
        400,
        "Bad Request: not enough rights to send text messages",
        Result.NO_RIGHTS,
        id="no rights",
    ),
    pytest.param(
        400, "Bad Request: message is too long", Result.REFUSED, id="other 400"
    ),
    pytest.param(413, "Request Entity Too Large", Result.REFUSED, id="too large"),
    pytest.param(500, "Internal Server Error", Result.UNKNOWN, id="server error"),
    pytest.param(502, "Bad Gateway", Result.UNKNOWN, id="bad gateway"),
]


@pytest.mark.parametrize(("status", "words", "result"), MEANINGS)
def test_status_and_words_decide_what_happened(status, words, result):
    assert judge(status, refused(status, words)).result is result


def test_a_good_answer_carries_its_result():
    assert judge(200, OK) == Outcome(Result.DONE, value={"message_id": 7})


def test_too_fast_says_how_long_to_wait():
    outcome = judge(
        429, refused(429, "Too Many Requests: retry after 9", retry_after=9)
    )

    assert (outcome.result, outcome.retry_after) == (Result.TOO_FAST, 9)


def test_a_group_that_moved_says_where_it_is_now():
    body = refused(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=-1001,
    )

    outcome = judge(400, body)

    assert (outcome.result, outcome.new_chat_id) == (Result.MIGRATED, -1001)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(200, b"", id="empty"),
        pytest.param(200, b'{"ok":true,"resu', id="cut off"),
        pytest.param(200, b"<html>busy</html>", id="a page"),
        pytest.param(200, b"[1]", id="not an object"),
        pytest.param(200, b'{"ok":true}', id="no result"),
        pytest.param(502, b"<html>bad gateway</html>", id="a proxy's page"),
        pytest.param(
            404, b"<html>nothing here</html>", id="a 404 that is not Telegram's"
        ),
    ],
)
def test_an_answer_that_tells_nothing_is_unknown_and_never_a_reason_to_repeat(
    status, body
):
    assert judge(status, body).result is Result.UNKNOWN
