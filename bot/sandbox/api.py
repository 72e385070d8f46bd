"""One call of the Bot API: from the method's name and parameters to an answer."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from bot.sandbox import parameters
from bot.sandbox.methods import (
    answering,
    editing,
    profiling,
    reading,
    sending,
    updating,
)
from bot.sandbox.refusals import LoggedOut, NotFound, Refusal
from bot.sandbox.state import Request, State
from bot.sandbox.words import Said

Answer = tuple[int, bytes]  # HTTP status, JSON body

_FUNCTIONS: dict[str, Callable[[State, dict[str, Any]], Any]] = {
    "getMe": reading.get_me,
    "logOut": reading.log_out,
    "close": reading.close,
    "getUpdates": updating.get_updates,
    "setWebhook": updating.set_webhook,
    "deleteWebhook": updating.delete_webhook,
    "getWebhookInfo": updating.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": answering.answer_inline_query,
    "setMyCommands": profiling.set_my_commands,
    "getMyCommands": profiling.get_my_commands,
    "deleteMyCommands": profiling.delete_my_commands,
    "setMyName": profiling.set_my_name,
    "getMyName": profiling.get_my_name,
    "setMyDescription": profiling.set_my_description,
    "getMyDescription": profiling.get_my_description,
    "setMyShortDescription": profiling.set_my_short_description,
    "getMyShortDescription": profiling.get_my_short_description,
    "getChat": reading.get_chat,
    "getChatMember": reading.get_chat_member,
    "getChatAdministrators": reading.get_chat_administrators,
    "getChatMemberCount": reading.get_chat_member_count,
    "getFile": reading.get_file,
    "leaveChat": reading.leave_chat,
}
# Method names are not case-sensitive.
_NAMES = {name.lower(): name for name in _FUNCTIONS} | {n: n for n in _FUNCTIONS}


def named(method: str) -> str:
    """The method's name as documented, or as given when there is no such method."""
    return _NAMES.get(method) or _NAMES.get(method.lower(), method)


async def call(state: State, method: str, given: Mapping[str, Any]) -> Answer:
    """Carry out one call, log it, and return the answer; never raises a Refusal.

    `given` is what came off the wire: text, JSON values, or an Upload.
    """
    method = named(method)
    try:
        result = await _result(state, method, given)
        status, body = 200, orjson.dumps({"ok": True, "result": result})
    except Refusal as refusal:
        status, body = refusal.status, orjson.dumps(refusal.as_json())
    state.remember(Request(method, given, status, state.now()))
    return status, body


async def _result(state: State, method: str, given: Mapping[str, Any]) -> Any:
    if state.logged_out and method != "logOut":
        raise LoggedOut
    function = _FUNCTIONS.get(method)
    if function is None:
        raise NotFound(Said.METHOD_NOT_FOUND)
    result = function(state, parameters.read(method, given))
    return await result if inspect.isawaitable(result) else result
