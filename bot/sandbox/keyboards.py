"""What Telegram accepts under a message: inline buttons, reply keyboards."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.refusals import BadRequest

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
            raise BadRequest("can't parse reply keyboard markup JSON object")
        return {}
    if kind == "inline_keyboard":
        return {"inline_keyboard": _rows(markup[kind], kind, check_inline_button)}
    if inline_only:
        raise BadRequest("inline keyboard expected")
    if kind == "keyboard":
        return markup | {"keyboard": _rows(markup[kind], kind, _check_key)}
    return markup


def _rows(rows: Any, field: str, check: Any) -> list[list[Markup]]:
    if not isinstance(rows, list):
        raise BadRequest(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise BadRequest(f'field "{field}" must be an Array of Arrays')
    kept = [[check(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS or any(len(r) > MOST_IN_ROW for r in kept):
        raise BadRequest("reply markup is too long")
    return kept


def _check_key(key: Any) -> Markup:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict):
        raise BadRequest("can't parse keyboard button: expected an Object")
    if not isinstance(key.get("text"), str) or not key["text"]:
        raise BadRequest("can't parse keyboard button: Can't find field \"text\"")
    return key


def check_inline_button(button: Any) -> Markup:
    """Return the button; it must have a text and exactly one thing to do."""
    if not isinstance(button, dict):
        raise _button("expected an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise _button('Can\'t find field "text"')
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    unknown = button.keys() - _LOOKS - set(_ACTIONS)
    if unknown:
        raise _button(f'unknown field "{min(unknown)}"')
    if not actions:
        raise _button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or button.get("style") not in _STYLES:
        raise BadRequest("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])
    return button


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        size = len(value.encode()) if isinstance(value, str) else 0
        if not 1 <= size <= MOST_DATA:
            raise BadRequest("BUTTON_DATA_INVALID")
    elif name == "url":
        _check_url(value)


def _check_url(value: Any) -> None:
    parts = urlsplit(value if "://" in str(value) else f"http://{value}")
    named = "." in parts.netloc or parts.scheme == "tg"
    local = parts.hostname == "localhost"  # real Telegram has none; a first run does
    if parts.scheme not in _SCHEMES or not (named or local):
        raise BadRequest(
            f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL"
        )


def _button(words: str) -> BadRequest:
    return BadRequest(f"can't parse inline keyboard button: {words}")
