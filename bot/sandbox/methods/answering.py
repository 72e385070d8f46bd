"""answerCallbackQuery, answerInlineQuery: in time, once, and not too long."""

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox import units
from bot.sandbox.keyboards import check_inline_button
from bot.sandbox.refusals import BadRequest
from bot.sandbox.state import QUERY_LIFE, State
from bot.sandbox.words import Said, Why

Json = dict[str, Any]

MOST_ANSWER = 200
MOST_RESULTS = 50
MOST_RESULT_ID = 64  # bytes
_SHOWN = ("id", "title", "description")


def answer_callback_query(state: State, arguments: Json) -> bool:
    """Stop the button's waiting, with a note or an alert if there is a text."""
    press = state.presses.get(arguments["callback_query_id"])
    if press is None or press.answer is not None or _late(state, press.at):
        raise BadRequest(Said.OLD_QUERY)
    text = arguments.get("text", "")
    if units.length(text) > MOST_ANSWER:
        raise BadRequest(Said.LONG_ANSWER)
    press.answer = {"text": text, "show_alert": arguments.get("show_alert", False)}
    state.announce("answer", query=press.id, **press.answer)
    return True


def answer_inline_query(state: State, arguments: Json) -> bool:
    """Offer results to somebody who typed the bot's name."""
    asked = state.asked.get(arguments["inline_query_id"])
    if asked is None or asked.results is not None or _late(state, asked.at):
        raise BadRequest(Said.OLD_QUERY)
    results = arguments["results"]
    if len(results) > MOST_RESULTS:
        raise BadRequest(Said.MANY_RESULTS)
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise BadRequest(Said.SAME_RESULT_ID)
    asked.results = results
    offered = [{key: one.get(key) for key in _SHOWN} for one in results]
    state.announce(
        "inline",
        query=asked.id,
        results=offered,
        otherwise=(arguments.get("button") or {}).get("text", ""),
    )
    return True


def _late(state: State, at: datetime) -> bool:
    return state.now() - at > timedelta(seconds=QUERY_LIFE)


def _check_result(result: Any) -> None:
    if not isinstance(result, dict) or not isinstance(result.get("type"), str):
        raise _missing("type")
    if not 1 <= len(str(result.get("id", "")).encode()) <= MOST_RESULT_ID:
        raise BadRequest(Said.RESULT_ID)
    if result["type"] == "article":
        if not result.get("title"):
            raise _missing("title")
        content = result.get("input_message_content")
        if not isinstance(content, dict) or not content.get("message_text"):
            raise BadRequest(Said.NO_TEXT)
    for row in result.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            check_inline_button(button)


def _missing(name: str) -> BadRequest:
    return BadRequest(Said.BAD_RESULT.format(why=Why.NO_FIELD.format(name=name)))
