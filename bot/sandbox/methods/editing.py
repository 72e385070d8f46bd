"""editMessage*, deleteMessage(s): only the bot's own, and only real changes."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.files import photo_sizes
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.permission import check_present
from bot.sandbox.methods.sending import (
    caption_fields,
    document_json,
    stored_file,
    text_fields,
)
from bot.sandbox.refusals import BadRequest, Forbidden
from bot.sandbox.state import State
from bot.sandbox.words import Said, Why

Json = dict[str, Any]

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document")
_KEPT_SECONDS = 48 * 3600  # older messages can no longer be deleted
_MOST_DELETED = 100


def edit_text(state: State, arguments: Json) -> Json:
    """Change a text. Without a keyboard the old one goes, as in Telegram."""
    chat, message = _own(state, arguments)
    fields = text_fields(arguments)
    if "text" not in message:
        raise BadRequest(Said.NO_TEXT_TO_EDIT)
    if "link_preview_options" in arguments:
        fields["link_preview_options"] = arguments["link_preview_options"]
    return _replace(state, chat, arguments, message, fields, gone=_TEXT)


def edit_caption(state: State, arguments: Json) -> Json:
    """Change what stands under a picture or file."""
    chat, message = _own(state, arguments)
    fields = caption_fields(arguments)
    if not any(kind in message for kind in _MEDIA):
        raise BadRequest(Said.NO_CAPTION_TO_EDIT)
    return _replace(state, chat, arguments, message, fields, gone=_CAPTION)


def edit_media(state: State, arguments: Json) -> Json:
    """Put a photo or a document in the place of what was there."""
    chat, message = _own(state, arguments)
    media = arguments["media"]
    if media.get("type") not in _MEDIA:
        raise BadRequest(Said.BAD_MEDIA.format(why=Why.MEDIA_TYPE))
    given = media.get("media")
    if not given:
        raise BadRequest(Said.BAD_MEDIA.format(why=Why.NO_FIELD.format(name="media")))
    photo = media["type"] == "photo"
    stored = stored_file(state, given, "photos" if photo else "documents")
    content = photo_sizes(stored) if photo else document_json(stored)
    fields = {media["type"]: content} | caption_fields(media)
    gone = _TEXT + _CAPTION + _MEDIA
    return _replace(state, chat, arguments, message, fields, gone=gone)


def edit_markup(state: State, arguments: Json) -> Json:
    """Change the buttons alone."""
    chat, message = _own(state, arguments)
    return _replace(state, chat, arguments, message, {}, gone=())


def delete_message(state: State, arguments: Json) -> bool:
    """Take one message away."""
    chat = _reachable(state, arguments)
    message = chat.messages.get(arguments["message_id"])
    if message is None:
        raise BadRequest(Said.NOTHING_TO_DELETE)
    _check_deletable(state, chat, message)
    state.remove(chat, arguments["message_id"])
    return True


def delete_messages(state: State, arguments: Json) -> bool:
    """Take several away; those not found are skipped."""
    chat = _reachable(state, arguments)
    if not arguments["message_ids"]:
        raise BadRequest(Said.NO_MESSAGE_IDS)
    if len(arguments["message_ids"]) > _MOST_DELETED:
        raise BadRequest(Said.MANY_MESSAGE_IDS)
    for message_id in arguments["message_ids"]:
        message = chat.messages.get(message_id)
        if message is not None:
            _check_deletable(state, chat, message)
            state.remove(chat, message_id)
    return True


def _reachable(state: State, arguments: Json) -> Chat:
    chat = state.chat(arguments["chat_id"])
    check_present(chat)
    if chat.type == "private" and chat.bot == "kicked":
        raise Forbidden(Said.BLOCKED)
    return chat


def _own(state: State, arguments: Json) -> tuple[Chat, Json]:
    """The chat and the message to edit; the bot must have sent it."""
    if "inline_message_id" in arguments:
        raise BadRequest(Said.INLINE_MESSAGE)
    if "chat_id" not in arguments:
        raise BadRequest(Said.NO_CHAT)
    if "message_id" not in arguments:
        raise BadRequest(Said.NO_MESSAGE_ID)
    chat = _reachable(state, arguments)
    message = chat.messages.get(arguments["message_id"])
    if message is None:
        raise BadRequest(Said.NOTHING_TO_EDIT)
    if not _is_own(state, chat, message):
        raise BadRequest(Said.NOT_EDITABLE)
    return chat, message


def _is_own(state: State, chat: Chat, message: Json) -> bool:
    if chat.type == "channel":
        return chat.bot == "administrator" and chat.bot_may_post
    return bool(message.get("from", {}).get("id") == state.bot.id)


def _check_deletable(state: State, chat: Chat, message: Json) -> None:
    own = _is_own(state, chat, message)
    if not own and chat.type != "private" and chat.bot != "administrator":
        raise BadRequest(Said.NOT_DELETABLE)
    if state.stamp() - message["date"] > _KEPT_SECONDS:
        raise BadRequest(Said.NOT_FOR_EVERYONE)


def _replace(
    state: State,
    chat: Chat,
    arguments: Json,
    message: Json,
    fields: Json,
    *,
    gone: tuple[str, ...],
) -> Json:
    dropped = {*gone, "reply_markup"}
    edited = {k: v for k, v in message.items() if k not in dropped} | fields
    markup = check_markup(arguments.get("reply_markup", {}), inline_only=True)
    if markup.get("inline_keyboard"):
        edited["reply_markup"] = markup
    if edited == message:
        raise BadRequest(Said.NOT_MODIFIED)
    return state.replace(chat, edited | {"edit_date": state.stamp()})
