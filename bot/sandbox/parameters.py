"""Which parameters each method takes, and how they come off the wire.

A query string or a form carries everything as text, a JSON body carries types; both end
up the same here. Telegram itself ignores parameters it does not know. The local
Telegram refuses them: a misspelt parameter is a bug that nobody would see otherwise.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import orjson

from bot.sandbox.files import Upload
from bot.sandbox.refusals import BadRequest

_MESSAGE = (
    "business_connection_id:str chat_id!:chat message_thread_id:int "
    "direct_messages_topic_id:int disable_notification:bool protect_content:bool "
    "allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object "
    "reply_parameters:object reply_markup:object "
)
_CAPTION = (
    "caption:str parse_mode:str caption_entities:array show_caption_above_media:bool "
)
_EDIT = (
    "business_connection_id:str chat_id:chat message_id:int inline_message_id:str "
    "reply_markup:object "
)
_SCOPE = "scope:object language_code:str"

_WRITTEN = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:array",
    "setWebhook": "url!:str certificate:file ip_address:str max_connections:int "
    "allowed_updates:array drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": _MESSAGE
    + "text!:str parse_mode:str entities:array link_preview_options:object",
    "sendPhoto": _MESSAGE + _CAPTION + "photo!:file has_spoiler:bool",
    "sendDocument": _MESSAGE + "caption:str parse_mode:str caption_entities:array "
    "document!:file thumbnail:file disable_content_type_detection:bool",
    "sendChatAction": "business_connection_id:str chat_id!:chat message_thread_id:int "
    "action!:str",
    "editMessageText": _EDIT
    + "text!:str parse_mode:str entities:array link_preview_options:object",
    "editMessageCaption": _EDIT + _CAPTION,
    "editMessageMedia": _EDIT + "media!:object",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:array",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str "
    "cache_time:int",
    "answerInlineQuery": "inline_query_id!:str results!:array cache_time:int "
    "is_personal:bool next_offset:str button:object",
    "setMyCommands": "commands!:array " + _SCOPE,
    "getMyCommands": _SCOPE,
    "deleteMyCommands": _SCOPE,
    "setMyName": "name:str language_code:str",
    "getMyName": "language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatAdministrators": "chat_id!:chat return_bots:bool",
    "getChatMemberCount": "chat_id!:chat",
    "getFile": "file_id!:str",
    "leaveChat": "chat_id!:chat",
}

# What Telegram says when a required parameter is missing or empty.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "media": "media is empty",
    "action": "wrong parameter action in request",
    "callback_query_id": "query is too old and response timeout expired or query ID "
    "is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID "
    "is invalid",
    "results": "can't parse inline query results JSON object",
    "commands": "can't parse commands JSON object",
    "file_id": "invalid file_id",
    "url": "",
}
_MAY_BE_EMPTY = {"url"}  # setWebhook with an empty address removes the webhook

Arguments = dict[str, Any]
Shape = TypeVar("Shape", list[Any], dict[str, Any])


def _string(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError
    return int(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "yes": True, "false": False, "0": False}[
        str(value).lower()
    ]


def _chat(value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _integer(value)


def _array(value: Any) -> list[Any]:
    return _json(value, list)


def _object(value: Any) -> dict[str, Any]:
    return _json(value, dict)


def _json(value: Any, shape: type[Shape]) -> Shape:
    if isinstance(value, str):
        value = orjson.loads(value)
    if not isinstance(value, shape):
        raise TypeError
    return value


def _file(value: Any) -> Any:
    if not isinstance(value, str | Upload):
        raise TypeError
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _string,
    "int": _integer,
    "bool": _boolean,
    "chat": _chat,
    "array": _array,
    "object": _object,
    "file": _file,
}
_UNREADABLE = {
    "chat": "chat not found",
    "object": "can't parse {name} JSON object",
    "array": "can't parse {name} JSON object",
    "int": "invalid {name} specified",
    "bool": "invalid {name} specified",
    "str": "invalid {name} specified",
    "file": "wrong file identifier/HTTP URL specified",
}
_UNREADABLE_BY_NAME = {
    "reply_markup": "object expected as reply markup",
    "message_id": "message identifier is not specified",
}


def _compile(written: str) -> tuple[dict[str, tuple[str, Any]], list[str]]:
    readers: dict[str, tuple[str, Any]] = {}
    required = []
    for word in written.split():
        name, kind = word.split(":")
        if name.endswith("!"):
            name = name[:-1]
            required.append(name)
        readers[name] = (kind, _READERS[kind])
    return readers, required


METHODS = {method: _compile(written) for method, written in _WRITTEN.items()}


def read(method: str, given: Mapping[str, Any]) -> Arguments:
    """Return the arguments with their types; `method` must be one of METHODS.

    Raises:
        BadRequest: one is unknown, missing, or cannot be read.
    """
    readers, required = METHODS[method]
    arguments: Arguments = {}
    for name, value in given.items():
        if name not in readers:
            if isinstance(value, Upload):
                continue  # something refers to it as attach://name
            raise BadRequest(f'unknown parameter "{name}"')
        if value is None or (value == "" and name != "url"):
            continue
        kind, reader = readers[name]
        try:
            value = attached(value, given) if kind == "file" else value
            arguments[name] = reader(value)
        except (TypeError, ValueError, KeyError):
            words = _UNREADABLE_BY_NAME.get(name, _UNREADABLE[kind])
            raise BadRequest(words.format(name=name)) from None
    if "media" in arguments and "media" in arguments["media"]:
        media = attached(arguments["media"]["media"], given)
        arguments["media"] = arguments["media"] | {"media": media}
    for name in required:
        if name not in arguments and name not in _MAY_BE_EMPTY:
            raise BadRequest(_MISSING[name])
    return arguments


def attached(value: Any, given: Mapping[str, Any]) -> Any:
    """What `value` refers to, when it is attach://name; else itself."""
    if isinstance(value, str) and value.startswith("attach://"):
        upload = given.get(value.removeprefix("attach://"))
        if not isinstance(upload, Upload):
            raise BadRequest("can't find the attached file in the request")
        return upload
    return value
