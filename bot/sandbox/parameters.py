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
from bot.sandbox.words import Said

_MESSAGE = (
    "business_connection_id:str chat_id!:chat message_thread_id:int "
    "direct_messages_topic_id:int disable_notification:bool protect_content:bool "
    "allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object "
    "reply_parameters:object reply_markup:markup "
)
_CAPTION = (
    "caption:str parse_mode:str caption_entities:array show_caption_above_media:bool "
)
_EDIT = (
    "business_connection_id:str chat_id:chat message_id:message inline_message_id:str "
    "reply_markup:markup "
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
    "deleteMessage": "chat_id!:chat message_id!:message",
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
    "chat_id": Said.NO_CHAT,
    "text": Said.NO_TEXT,
    "message_id": Said.NO_MESSAGE_ID,
    "message_ids": Said.NO_MESSAGE_IDS,
    "user_id": Said.NO_USER,
    "photo": Said.NO_PHOTO,
    "document": Said.NO_DOCUMENT,
    "media": Said.NO_MEDIA,
    "action": Said.BAD_ACTION,
    "callback_query_id": Said.OLD_QUERY,
    "inline_query_id": Said.OLD_QUERY,
    "results": Said.NO_RESULTS,
    "commands": Said.NO_COMMANDS,
    "file_id": Said.NO_FILE_ID,
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


def _markup(value: Any) -> dict[str, Any]:
    try:
        return _object(value)
    except TypeError:
        raise BadRequest(Said.NO_MARKUP_OBJECT) from None


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
    "markup": _markup,
    "message": _integer,
    "file": _file,
}
_UNREADABLE = {
    "chat": Said.CHAT_NOT_FOUND,
    "object": Said.UNPARSABLE_PARAMETER,
    "array": Said.UNPARSABLE_PARAMETER,
    "markup": Said.BAD_REPLY_MARKUP,
    "message": Said.NO_MESSAGE_ID,
    "int": Said.INVALID_PARAMETER,
    "bool": Said.INVALID_PARAMETER,
    "str": Said.INVALID_PARAMETER,
    "file": Said.WRONG_FILE,
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
            raise BadRequest(Said.UNKNOWN_PARAMETER.format(name=name))
        if value is not None and (value != "" or name == "url"):
            kind, reader = readers[name]
            meant = attached(value, given) if kind == "file" else value
            arguments[name] = _argument(name, kind, reader, meant)
    media = arguments.get("media", {})
    if "media" in media:
        arguments["media"] = media | {"media": attached(media["media"], given)}
    for name in required:
        if name not in arguments and name not in _MAY_BE_EMPTY:
            raise BadRequest(_MISSING[name])
    return arguments


def _argument(name: str, kind: str, reader: Callable[[Any], Any], value: Any) -> Any:
    try:
        return reader(value)
    except (TypeError, ValueError, KeyError):
        raise BadRequest(_UNREADABLE[kind].format(name=name)) from None


def attached(value: Any, given: Mapping[str, Any]) -> Any:
    """What `value` refers to, when it is attach://name; else itself."""
    if isinstance(value, str) and value.startswith("attach://"):
        upload = given.get(value.removeprefix("attach://"))
        if not isinstance(upload, Upload):
            raise BadRequest(Said.NOT_ATTACHED)
        return upload
    return value
