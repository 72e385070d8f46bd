"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from typing import Any

from bot.sandbox import units
from bot.sandbox.chats import Chat
from bot.sandbox.files import MOST_FILE, Stored, Upload, check_photo, photo_sizes
from bot.sandbox.formatting import format_text
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.permission import target
from bot.sandbox.refusals import BadRequest
from bot.sandbox.state import State
from bot.sandbox.words import Said

Json = dict[str, Any]

MOST_TEXT = 4096  # UTF-16 units, after entities are parsed
MOST_CAPTION = 1024
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(state: State, arguments: Json) -> Json:
    """Check, count against the limits, and post."""
    chat = target(state, arguments)
    fields = text_fields(arguments)
    if "link_preview_options" in arguments:
        fields["link_preview_options"] = arguments["link_preview_options"]
    return _send(state, chat, arguments, fields)


def send_photo(state: State, arguments: Json) -> Json:
    """Post a picture: uploaded, or one Telegram knows already."""
    chat = target(state, arguments)
    fields = caption_fields(arguments)
    stored = stored_file(state, arguments["photo"], "photos")
    fields["photo"] = photo_sizes(stored)
    return _send(state, chat, arguments, fields)


def send_document(state: State, arguments: Json) -> Json:
    """Post a file."""
    chat = target(state, arguments)
    fields = caption_fields(arguments)
    stored = stored_file(state, arguments["document"], "documents")
    fields["document"] = document_json(stored)
    return _send(state, chat, arguments, fields)


def send_chat_action(state: State, arguments: Json) -> bool:
    """Show that the bot is at work."""
    if arguments["action"] not in ACTIONS:
        raise BadRequest(Said.BAD_ACTION)
    chat = target(state, arguments)
    state.announce("action", chat=chat.id, action=arguments["action"])
    return True


def text_fields(arguments: Json) -> Json:
    """The message's text and entities.

    Raises:
        BadRequest: it is empty or too long as shown, or its markup is broken.
    """
    text, entities = format_text(
        arguments["text"], arguments.get("parse_mode"), arguments.get("entities")
    )
    if not text:
        raise BadRequest(Said.EMPTY_TEXT)
    if len(text) > MOST_TEXT or units.length(text) > MOST_TEXT:
        raise BadRequest(Said.LONG_TEXT)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_fields(arguments: Json) -> Json:
    """The caption and its entities, if there is one."""
    text, entities = format_text(
        arguments.get("caption", ""),
        arguments.get("parse_mode"),
        arguments.get("caption_entities"),
    )
    if units.length(text) > MOST_CAPTION:
        raise BadRequest(Said.LONG_CAPTION)
    fields: Json = {"caption": text} if text else {}
    if entities:
        fields["caption_entities"] = entities
    if text and arguments.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def stored_file(state: State, given: Any, folder: str) -> Stored:
    """The file of an upload, or of an id.

    Raises:
        BadRequest: no such file, or Telegram would not take it.
    """
    if not isinstance(given, Upload):
        return state.files.get(str(given))
    if len(given.content) > MOST_FILE:
        raise BadRequest(Said.BIG_FILE)
    if folder == "photos" and given.content:
        check_photo(given)
    return state.files.keep(given, folder)


def document_json(stored: Stored) -> Json:
    """Telegram's Document."""
    upload = stored.upload
    return stored.as_json() | {"file_name": upload.name, "mime_type": upload.mime}


def _send(state: State, chat: Chat, arguments: Json, fields: Json) -> Json:
    if "reply_markup" in arguments:
        inline_only = chat.type == "channel"
        markup = check_markup(arguments["reply_markup"], inline_only=inline_only)
        _keep_markup(state, chat, markup, fields)
    if "message_thread_id" in arguments:
        fields["message_thread_id"] = arguments["message_thread_id"]
        fields["is_topic_message"] = True
    if "reply_parameters" in arguments:
        _add_reply(state, chat, arguments["reply_parameters"], fields)
    if arguments.get("protect_content"):
        fields["has_protected_content"] = True
    state.limits.take(chat.id, state.now())
    if chat.type == "channel":
        signed = {"sender_chat": chat.as_json(), "author_signature": "Tally"}
        return state.post(chat, None, **signed, **fields)
    return state.post(chat, state.bot_json, **fields)


def _keep_markup(state: State, chat: Chat, markup: Json, fields: Json) -> None:
    """An inline keyboard belongs to the message, any other to the whole chat."""
    if markup.get("inline_keyboard"):
        fields["reply_markup"] = markup
    elif "keyboard" in markup:
        chat.keyboard = markup
        state.announce("chats")
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
        state.announce("chats")


def _add_reply(state: State, chat: Chat, reply: Json, fields: Json) -> None:
    where = state.chat(reply["chat_id"]) if "chat_id" in reply else chat
    message_id = reply.get("message_id")
    if not isinstance(message_id, int) or isinstance(message_id, bool):
        raise BadRequest(Said.BAD_REPLY)
    replied = where.messages.get(message_id)
    if replied is not None:
        shallow = {k: v for k, v in replied.items() if k != "reply_to_message"}
        fields["reply_to_message"] = shallow
    elif not reply.get("allow_sending_without_reply"):
        raise BadRequest(Said.NOTHING_TO_REPLY_TO)
