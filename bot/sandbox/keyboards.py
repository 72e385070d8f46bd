"""What Telegram accepts under a message: inline buttons, reply keyboards."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said, Why

Markup = dict[str, Any]

MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_DATA = 64  # bytes of UTF-8
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)

_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_STYLES = {None, "danger", "success", "primary"}
_MARKUPS = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
_SCHEMES = {"http", "https", "tg"}


def check_markup(markup: Markup, *, inline_only: bool = False) -> Markup:
    """Return the markup as Telegram keeps it: empty rows left out.

    Args:
        markup: the parsed `reply_markup`.
        inline_only: an edit, or a channel: only an inline keyboard is possible.

    Raises:
        BadRequest: it is not a markup, or one of its buttons is wrong.
    """
    kind = next(iter(_MARKUPS & markup.keys()), None)
    if kind is None:
        if markup:
            raise BadRequest(Said.BAD_REPLY_MARKUP)
        return {}
    if kind == "inline_keyboard":
        return {"inline_keyboard": _rows(markup[kind], kind, check_inline_button)}
    if inline_only:
        raise BadRequest(Said.INLINE_ONLY)
    if kind == "keyboard":
        return markup | {"keyboard": _rows(markup[kind], kind, _check_key)}
    return markup


def _rows(rows: Any, field: str, check: Any) -> list[list[Markup]]:
    if not isinstance(rows, list):
        raise BadRequest(Said.NO_ARRAY.format(field=field))
    if not all(isinstance(row, list) for row in rows):
        raise BadRequest(Said.NO_ARRAYS.format(field=field))
    kept = [[check(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS or any(len(r) > MOST_IN_ROW for r in kept):
        raise BadRequest(Said.MANY_BUTTONS)
    return kept


def _check_key(key: Any) -> Markup:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict):
        raise BadRequest(Said.BAD_KEY.format(why=Why.NO_OBJECT))
    if not isinstance(key.get("text"), str) or not key["text"]:
        raise BadRequest(Said.BAD_KEY.format(why=Why.NO_FIELD.format(name="text")))
    return key


def check_inline_button(button: Any) -> Markup:
    """Return the button; it must have a text and exactly one thing to do."""
    if not isinstance(button, dict):
        raise _wrong(Why.NO_OBJECT)
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise _wrong(Why.NO_FIELD, name="text")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    unknown = button.keys() - _LOOKS - set(_ACTIONS)
    if unknown:
        raise _wrong(Why.UNKNOWN_FIELD, name=min(unknown))
    if not actions:
        raise _wrong(Why.TEXT_BUTTON)
    if len(actions) > 1 or button.get("style") not in _STYLES:
        raise BadRequest(Said.BUTTON_TYPE)
    _check_action(actions[0], button[actions[0]])
    return button


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        size = len(value.encode()) if isinstance(value, str) else 0
        if not 1 <= size <= MOST_DATA:
            raise BadRequest(Said.BUTTON_DATA)
    elif name == "url":
        _check_url(value)


def _check_url(value: Any) -> None:
    why = _wrong_with(str(value))
    if why is not None:
        raise BadRequest(Said.BUTTON_URL.format(url=value, why=why))


def _wrong_with(url: str) -> Why | None:
    """What is wrong with an address; a host needs a dot, so localhost is none."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in _SCHEMES:
        return Why.URL_PROTOCOL
    if not parts.hostname:
        return Why.URL_HOST
    named = "." in parts.hostname or ":" in parts.hostname or parts.scheme == "tg"
    return None if named and " " not in parts.netloc else Why.WRONG_URL


def _wrong(why: Why, **what: str) -> BadRequest:
    return BadRequest(Said.BAD_BUTTON.format(why=why.format(**what)))
