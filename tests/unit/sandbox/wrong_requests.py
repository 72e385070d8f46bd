"""Deliberately wrong requests: what Telegram answers, and by which rule of its Bot API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.unit.sandbox.world import BUTTONS, LONG_PNG, PNG, World

_OLD = "query is too old and response timeout expired or query ID is invalid"
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@dataclass(frozen=True)
class Wrong:
    """A request, its answer, and the rule it breaks.

    Args:
        name: of the row.
        method: of the Bot API.
        says: the description behind the status' own words.
        rule: what the Bot API wants.
        where: the file of the check, within bot/sandbox.
        given: the parameters.
        chat: whose chat_id is given too, by its name in the World.
        message: whose message_id is given too.
        topic: whose message_thread_id is given too.
        query: (parameter, name) of a query id given too.
        files: uploads.
        status: of the answer.
        first: what happens before.
        meanwhile: a second request, made while this one waits.
        parameters: Telegram's ResponseParameters, by names of the World's ids.
        stricter: Telegram lets it pass or answers with less; a bot's mistake anyway.
    """

    name: str
    method: str
    says: str
    rule: str
    where: str
    given: Mapping[str, Any] = field(default_factory=dict)
    chat: str | None = None
    message: str | None = None
    topic: str | None = None
    query: tuple[str, str] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    status: int = 400
    first: Callable[[World], object] | None = None
    meanwhile: tuple[str, Mapping[str, Any]] | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    stricter: bool = False


@dataclass(frozen=True)
class Unreadable:
    """A request that is wrong as HTTP; `path` and `token` are filled into the address."""

    name: str
    says: str
    rule: str
    where: str
    path: str = "/bot{token}/sendMessage"
    kind: str = "application/json"
    body: bytes = b"{}"
    status: int = 400
    stricter: bool = False


def _keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"text": "Hello", "reply_markup": {"inline_keyboard": list(rows)}}


def _button(**what: Any) -> dict[str, Any]:
    return _keys([{"text": "Go", **what}])


def _html(source: str) -> dict[str, Any]:
    return {"text": source, "parse_mode": "HTML"}


def _entity(**what: Any) -> dict[str, Any]:
    return {"text": "Hello", "entities": [{"type": "bold", "offset": 0, **what}]}


def _article(number: int, **more: Any) -> dict[str, Any]:
    content = {"input_message_content": {"message_text": "Robots"}}
    return {"type": "article", "id": str(number), "title": "R", **content, **more}


def _webhook(world: World) -> None:
    world.telegram.webhook.url = "https://bot.example.org/hook"


def _later(seconds: int) -> Callable[[World], None]:
    def age(world: World) -> None:
        for chat in world.chats.values():
            for number, message in chat.messages.items():
                chat.messages[number] = message | {"date": message["date"] - seconds}

    return age


UNREADABLE = [
    Unreadable(
        "no token",
        "Not Found",
        "The address is `/bot<token>/<method>`",
        "wire.py",
        path="/bot/getMe",
        status=404,
    ),
    Unreadable(
        "malformed token",
        "Not Found",
        "A token is a number, a colon and a secret",
        "wire.py",
        path="/botnonsense/getMe",
        status=404,
    ),
    Unreadable(
        "somebody else's token",
        "Unauthorized",
        "A well-formed token must be a bot's",
        "wire.py",
        path="/bot1000001:wrong/getMe",
        status=401,
    ),
    Unreadable(
        "somebody else's token for a file",
        "Unauthorized",
        "Files are for the bot they were sent to",
        "wire.py",
        path="/file/bot1000001:wrong/photos/file_1.png",
        status=401,
    ),
    Unreadable(
        "a file that is not there",
        "Not Found: file not found",
        "A path comes from getFile",
        "wire.py",
        path="/file/bot{token}/photos/file_77.png",
        status=404,
    ),
    Unreadable(
        "no method",
        "Not Found: method not found",
        "The address names a method",
        "api.py",
        path="/bot{token}/",
        status=404,
    ),
    Unreadable(
        "unknown method",
        "Not Found: method not found",
        "Only the Bot API's methods exist",
        "api.py",
        path="/bot{token}/sendMesage",
        status=404,
    ),
    Unreadable(
        "JSON that is a list",
        "Bad Request: JSON object expected",
        "A JSON body is one object",
        "wire.py",
        body=b"[1, 2]",
    ),
    Unreadable(
        "JSON that is none",
        "Bad Request: JSON object expected",
        "A JSON body is one object",
        "wire.py",
        body=b"text=Hello",
    ),
    Unreadable(
        "JSON cut off",
        "Bad Request: can't parse JSON object",
        "A JSON body is whole",
        "wire.py",
        body=b'{"chat_id": 1, "text',
    ),
    Unreadable(
        "a form in Latin-1",
        "Bad Request: strings must be encoded in UTF-8",
        "All strings are UTF-8",
        "wire.py",
        kind="application/x-www-form-urlencoded",
        body=b"chat_id=1&text=caf\xe9",
    ),
    Unreadable(
        "a multipart form without its boundary",
        "Bad Request: can't parse multipart body",
        "A multipart form says its boundary",
        "wire.py",
        kind="multipart/form-data",
        body=b"--x\r\n",
    ),
]

PARAMETERS = [
    Wrong(
        "unknown parameter",
        "sendMessage",
        'unknown parameter "parsemode"',
        "Parameters are those of the method",
        "parameters.py",
        {"text": "Hello", "parsemode": "HTML"},
        chat="ada",
        stricter=True,
    ),
    Wrong(
        "chat missing",
        "sendMessage",
        "chat_id is empty",
        "chat_id is required",
        "parameters.py",
        {"text": "Hello"},
    ),
    Wrong(
        "text missing",
        "sendMessage",
        "message text is empty",
        "text is required",
        "parameters.py",
        chat="ada",
    ),
    Wrong(
        "chat that is no number",
        "sendMessage",
        "chat not found",
        "chat_id is a number or @username",
        "parameters.py",
        {"chat_id": "ada", "text": "Hello"},
    ),
    Wrong(
        "number that is none",
        "getUpdates",
        "invalid offset specified",
        "offset is an Integer",
        "parameters.py",
        {"offset": "many"},
        stricter=True,
    ),
    Wrong(
        "truth that is none",
        "sendMessage",
        "invalid disable_notification specified",
        "disable_notification is a Boolean",
        "parameters.py",
        {"text": "Hello", "disable_notification": "perhaps"},
        chat="ada",
        stricter=True,
    ),
    Wrong(
        "text that is a list",
        "sendMessage",
        "invalid text specified",
        "text is a String",
        "parameters.py",
        {"text": ["Hello"]},
        chat="ada",
        stricter=True,
    ),
    Wrong(
        "entities that are no JSON",
        "sendMessage",
        "can't parse entities JSON object",
        "entities is a JSON-serialized list",
        "parameters.py",
        {"text": "Hello", "entities": "[{"},
        chat="ada",
    ),
    Wrong(
        "user missing",
        "getChatMember",
        "invalid user_id specified",
        "user_id is required",
        "parameters.py",
        chat="desk",
    ),
    Wrong(
        "unknown action",
        "sendChatAction",
        "wrong parameter action in request",
        "action is one of Telegram's list",
        "methods/sending.py",
        {"action": "dance"},
        chat="ada",
    ),
]

TEXTS = [
    Wrong(
        "only white space",
        "sendMessage",
        "text must be non-empty",
        "text has 1 to 4096 characters as shown",
        "methods/sending.py",
        {"text": " \n "},
        chat="ada",
    ),
    Wrong(
        "empty after parsing",
        "sendMessage",
        "text must be non-empty",
        "text has 1 to 4096 characters as shown",
        "methods/sending.py",
        _html("<b></b>"),
        chat="ada",
    ),
    Wrong(
        "4097 characters",
        "sendMessage",
        "message is too long",
        "text has 1 to 4096 characters as shown",
        "methods/sending.py",
        {"text": "a" * 4097},
        chat="ada",
    ),
    Wrong(
        "2049 emoji, two units each",
        "sendMessage",
        "message is too long",
        "Characters are UTF-16 code units",
        "methods/sending.py",
        {"text": "📈" * 2049},
        chat="ada",
    ),
    Wrong(
        "4097 characters after parsing",
        "sendMessage",
        "message is too long",
        "text is measured after entity parsing",
        "methods/sending.py",
        _html("<b>" + "&lt;" * 4097 + "</b>"),
        chat="ada",
    ),
    Wrong(
        "4097 characters in an edit",
        "editMessageText",
        "message is too long",
        "text has 1 to 4096 characters as shown",
        "methods/sending.py",
        {"text": "a" * 4097},
        chat="ada",
        message="mine",
    ),
    Wrong(
        "caption of 1025",
        "sendPhoto",
        "message caption is too long",
        "caption has 0 to 1024 characters as shown",
        "methods/sending.py",
        {"caption": "a" * 1025},
        chat="ada",
        files={"photo": PNG},
    ),
    Wrong(
        "unknown parse mode",
        "sendMessage",
        "unsupported parse_mode",
        "parse_mode is HTML or MarkdownV2",
        "formatting.py",
        {"text": "Hello", "parse_mode": "BBCode"},
        chat="ada",
    ),
    Wrong(
        "the old Markdown",
        "sendMessage",
        "unsupported parse_mode",
        "Markdown is legacy; MarkdownV2 is not",
        "formatting.py",
        {"text": "Hello", "parse_mode": "Markdown"},
        chat="ada",
        stricter=True,
    ),
]

MARKUP = [
    Wrong(
        name,
        "sendMessage",
        f"can't parse entities: {why}",
        rule,
        "html.py",
        _html(source),
        chat="ada",
    )
    for name, source, why, rule in (
        (
            "tag left open",
            "<b>989",
            'Can\'t find end tag corresponding to start tag "b"',
            "Every tag is closed",
        ),
        (
            "start tag cut off",
            "up <b",
            "Unclosed start tag at byte offset 3",
            "A bare < is written &lt;",
        ),
        (
            "start tag cut off in a value",
            '<a href="https://example.org',
            "Unclosed start tag at byte offset 0",
            "Attribute values are closed",
        ),
        (
            "end tag cut off",
            "<b>9</b",
            "Unclosed end tag at byte offset 4",
            "Every tag is closed",
        ),
        (
            "unknown tag",
            "é <h1>9</h1>",
            'Unsupported start tag "h1" at byte offset 3',
            "Only Telegram's tags exist; offsets are bytes of UTF-8",
        ),
        (
            "less-than sign",
            "a <3 b>",
            'Unsupported start tag "3" at byte offset 2',
            "A bare < is written &lt;",
        ),
        (
            "wrong nesting",
            "<b><i>9</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
            "Tags are nested, never crossed",
        ),
        (
            "end without a start",
            "9</b>",
            "Unexpected end tag at byte offset 1",
            "Every end tag has a start tag",
        ),
        (
            "attribute without a name",
            '<a ="x">9</a>',
            'Empty attribute name in the tag "a" at byte offset 0',
            "Attributes are name=value",
        ),
        (
            "attribute without a value",
            "<a href>9</a>",
            (
                "Expected equal sign in declaration of an attribute of the tag "
                '"a" at byte offset 0'
            ),
            "Attributes are name=value",
        ),
        (
            "attribute without quotes",
            "<a href=x/y>9</a>",
            "Unexpected end of name token at byte offset 8",
            "Values are quoted unless a plain word",
        ),
        (
            "span that is no spoiler",
            '<span class="big">9</span>',
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
            "span is for spoilers only",
        ),
    )
] + [
    Wrong(
        name,
        "sendMessage",
        f"can't parse entities: {why}",
        rule,
        "markdown.py",
        {"text": source, "parse_mode": "MarkdownV2"},
        chat="ada",
    )
    for name, source, why, rule in (
        (
            "full stop in MarkdownV2",
            "989 million.",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
            "Reserved characters are escaped",
        ),
        (
            "bold left open in MarkdownV2",
            "é *989",
            "Can't find end of Bold entity at byte offset 3",
            "Every mark is closed",
        ),
        (
            "code left open in MarkdownV2",
            "`989",
            "Can't find end of Code entity at byte offset 0",
            "Every mark is closed",
        ),
    )
]

ENTITIES = [
    Wrong(name, "sendMessage", says, rule, "formatting.py", given, chat="ada")
    for name, given, says, rule in (
        (
            "entity that is no object",
            {"text": "Hello", "entities": ["bold"]},
            "can't parse MessageEntity: expected an Object",
            "An entity is a MessageEntity",
        ),
        (
            "entity without a length",
            _entity(),
            "can't parse MessageEntity: Can't find field \"length\"",
            "An entity has type, offset and length",
        ),
        (
            "entity of no known type",
            _entity(type="blink", length=1),
            "can't parse MessageEntity: Unsupported type specified",
            "An entity's type is one of Telegram's list",
        ),
        (
            "link without an address",
            _entity(type="text_link", length=1),
            "can't parse MessageEntity: Can't find field \"url\"",
            "text_link has a url",
        ),
        (
            "entity before the text",
            _entity(offset=-1, length=1),
            "receive an entity with incorrect offset -1",
            "offset and length are within the text",
        ),
        (
            "entity of negative length",
            _entity(length=-1),
            "receive an entity with incorrect length -1",
            "offset and length are within the text",
        ),
        (
            "entity beyond the text",
            _entity(offset=1, length=5),
            (
                "entity beginning at UTF-16 offset 1 ends after the end of the text at "
                "UTF-16 offset 5"
            ),
            "offset and length are within the text",
        ),
    )
]

KEYBOARDS = [
    Wrong(
        name,
        "sendMessage",
        says,
        rule,
        "keyboards.py",
        given,
        chat="ada",
        stricter=stricter,
    )
    for name, given, says, rule, stricter in (
        (
            "callback_data of 65 bytes",
            _button(callback_data="a" * 65),
            "BUTTON_DATA_INVALID",
            "callback_data has 1 to 64 bytes",
            False,
        ),
        (
            "callback_data of 33 letters in 66 bytes",
            _button(callback_data="é" * 33),
            "BUTTON_DATA_INVALID",
            "callback_data is measured in bytes of UTF-8",
            False,
        ),
        (
            "callback_data empty",
            _button(callback_data=""),
            "BUTTON_DATA_INVALID",
            "callback_data has 1 to 64 bytes",
            False,
        ),
        (
            "button without a text",
            _keys([{"callback_data": "a"}]),
            "can't parse inline keyboard button: Can't find field \"text\"",
            "A button has a text",
            False,
        ),
        (
            "button with an empty text",
            _button(text="", callback_data="a"),
            "can't parse inline keyboard button: Can't find field \"text\"",
            "A button has a text (Telegram leaves such a button out)",
            True,
        ),
        (
            "button that does nothing",
            _keys([{"text": "Go"}]),
            (
                "can't parse inline keyboard button: Text buttons are unallowed in the "
                "inline keyboard"
            ),
            "Exactly one optional field of a button is used",
            False,
        ),
        (
            "button that does two things",
            _button(callback_data="a", url="https://example.org"),
            "BUTTON_TYPE_INVALID",
            "Exactly one optional field of a button is used",
            True,
        ),
        (
            "button with an unknown field",
            _button(callback="a"),
            'can\'t parse inline keyboard button: unknown field "callback"',
            "Fields are those of InlineKeyboardButton",
            True,
        ),
        (
            "button that is no object",
            _keys(["Go"]),  # type: ignore[list-item] # that is what is wrong with it
            "can't parse inline keyboard button: expected an Object",
            "A button is an InlineKeyboardButton",
            False,
        ),
        (
            "link without a dot",
            _button(url="http://localhost/a"),
            "inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
            "A button's url is a public address",
            False,
        ),
        (
            "link of an unknown protocol",
            _button(url="ftp://example.org"),
            (
                "inline keyboard button URL 'ftp://example.org' is invalid: "
                "Unsupported URL protocol"
            ),
            "A button's url is http, https or tg",
            False,
        ),
        (
            "link without a host",
            _button(url="https://"),
            "inline keyboard button URL 'https://' is invalid: URL host is empty",
            "A button's url has a host",
            False,
        ),
        (
            "101 buttons",
            _keys(*[[{"text": "Go", "callback_data": "a"}]] * 101),
            "reply markup is too long",
            "A keyboard has up to 100 buttons",
            False,
        ),
        (
            "nine buttons in a row",
            _keys([{"text": "Go", "callback_data": "a"}] * 9),
            "reply markup is too long",
            "A row shows up to 8 buttons",
            True,
        ),
        (
            "rows that are no list",
            {"text": "Hello", "reply_markup": {"inline_keyboard": "a"}},
            'field "inline_keyboard" must be of type Array',
            "inline_keyboard is an Array of Arrays",
            False,
        ),
        (
            "one row that is no list",
            {"text": "Hello", "reply_markup": {"inline_keyboard": [{"text": "Go"}]}},
            'field "inline_keyboard" must be an Array of Arrays',
            "inline_keyboard is an Array of Arrays",
            False,
        ),
        (
            "markup of no known kind",
            {"text": "Hello", "reply_markup": {"buttons": []}},
            "can't parse reply keyboard markup JSON object",
            "reply_markup is one of four kinds",
            True,
        ),
        (
            "key without a text",
            {"text": "Hello", "reply_markup": {"keyboard": [[{"a": 1}]]}},
            "can't parse keyboard button: Can't find field \"text\"",
            "A key has a text",
            False,
        ),
        (
            "key that is no object",
            {"text": "Hello", "reply_markup": {"keyboard": [[1]]}},
            "can't parse keyboard button: expected an Object",
            "A key is a KeyboardButton",
            False,
        ),
    )
] + [
    Wrong(
        "markup that is a list",
        "sendMessage",
        "object expected as reply markup",
        "reply_markup is one object",
        "parameters.py",
        {"text": "Hello", "reply_markup": []},
        chat="ada",
    ),
    Wrong(
        "markup that is no JSON",
        "sendMessage",
        "can't parse reply keyboard markup JSON object",
        "reply_markup is JSON-serialized",
        "parameters.py",
        {"text": "Hello", "reply_markup": "{"},
        chat="ada",
    ),
    Wrong(
        "reply keyboard in an edit",
        "editMessageReplyMarkup",
        "inline keyboard expected",
        "An edit takes an inline keyboard",
        "keyboards.py",
        {"reply_markup": {"keyboard": [["Go"]]}},
        chat="ada",
        message="mine",
    ),
    Wrong(
        "reply keyboard in a channel",
        "sendMessage",
        "inline keyboard expected",
        "Reply keyboards are not for channels",
        "keyboards.py",
        {"text": "Hello", "reply_markup": {"keyboard": [["Go"]]}},
        chat="news",
    ),
]

CHATS = (
    [
        Wrong(
            f"to {name}",
            "sendMessage",
            says,
            rule,
            where,
            {"text": "Hello"},
            chat=name,
            status=status,
            parameters=parameters,
        )
        for name, status, says, rule, where, parameters in (
            (
                "nobody",
                400,
                "chat not found",
                "chat_id is a chat the bot has met",
                "state.py",
                {},
            ),
            (
                "bo",
                403,
                "bot can't initiate conversation with a user",
                "A person writes first",
                "methods/permission.py",
                {},
            ),
            (
                "carl",
                403,
                "bot was blocked by the user",
                "A blocked bot cannot write",
                "methods/permission.py",
                {},
            ),
            (
                "dora",
                403,
                "user is deactivated",
                "A deleted account gets nothing",
                "methods/permission.py",
                {},
            ),
            (
                "itself",
                403,
                "bot can't send messages to the bot",
                "A bot does not write to itself",
                "methods/permission.py",
                {},
            ),
            (
                "gone",
                403,
                "bot was kicked from the group chat",
                "The bot must be in the chat",
                "methods/permission.py",
                {},
            ),
            (
                "gone club",
                403,
                "bot was kicked from the supergroup chat",
                "The bot must be in the chat",
                "methods/permission.py",
                {},
            ),
            (
                "left",
                403,
                "bot is not a member of the group chat",
                "The bot must be in the chat",
                "methods/permission.py",
                {},
            ),
            (
                "old",
                400,
                "group chat was upgraded to a supergroup chat",
                "migrate_to_chat_id names the new chat",
                "methods/permission.py",
                {"migrate_to_chat_id": "new"},
            ),
            (
                "mute",
                400,
                "need administrator rights in the channel chat",
                "A channel's posts need can_post_messages",
                "methods/permission.py",
                {},
            ),
            (
                "silent",
                400,
                "not enough rights to send text messages to the chat",
                "can_send_messages may be taken away",
                "methods/permission.py",
                {},
            ),
        )
    ]
    + [
        Wrong(
            f"to a topic that is {name}",
            "sendMessage",
            says,
            "message_thread_id is an open topic of the forum",
            "methods/permission.py",
            {"text": "Hello"},
            chat="club",
            topic=name,
        )
        for name, says in (
            ("closed", "TOPIC_CLOSED"),
            ("deleted", "TOPIC_DELETED"),
            ("nobody", "message thread not found"),
        )
    ]
    + [
        Wrong(
            "to a channel by an unknown name",
            "sendMessage",
            "chat not found",
            "@username is a public group's or channel's",
            "state.py",
            {"chat_id": "@nowhere", "text": "Hello"},
        ),
        Wrong(
            "a member nobody knows",
            "getChatMember",
            "PARTICIPANT_ID_INVALID",
            "user_id is somebody the bot has met",
            "methods/reading.py",
            {"user_id": 4_004_004},
            chat="desk",
        ),
        Wrong(
            "administrators of a private chat",
            "getChatAdministrators",
            "there are no administrators in the private chat",
            "Groups and channels have administrators",
            "methods/reading.py",
            chat="ada",
        ),
        Wrong(
            "leaving a private chat",
            "leaveChat",
            "chat member status can't be changed in private chats",
            "A bot leaves groups and channels",
            "methods/reading.py",
            chat="ada",
        ),
        Wrong(
            "an action in a blocked chat",
            "sendChatAction",
            "bot was blocked by the user",
            "A blocked bot cannot write",
            "methods/permission.py",
            {"action": "typing"},
            chat="carl",
            status=403,
        ),
    ]
)

MESSAGES = [
    Wrong(
        "edit that changes nothing",
        "editMessageText",
        _SAME,
        "An edit changes text or markup",
        "methods/editing.py",
        {"text": "Hello", "reply_markup": BUTTONS},
        chat="ada",
        message="mine",
    ),
    Wrong(
        "edit of the buttons that changes nothing",
        "editMessageReplyMarkup",
        _SAME,
        "An edit changes text or markup",
        "methods/editing.py",
        {"reply_markup": BUTTONS},
        chat="ada",
        message="mine",
    ),
    Wrong(
        "edit of what is not there",
        "editMessageText",
        "message to edit not found",
        "message_id is a message of the chat",
        "methods/editing.py",
        {"text": "Bye"},
        chat="ada",
        message="none",
    ),
    Wrong(
        "edit of another's message",
        "editMessageText",
        "message can't be edited",
        "A bot edits its own messages",
        "methods/editing.py",
        {"text": "Bye"},
        chat="ada",
        message="hers",
    ),
    Wrong(
        "edit without a message",
        "editMessageText",
        "message identifier is not specified",
        "message_id, or inline_message_id, is required",
        "methods/editing.py",
        {"text": "Bye"},
        chat="ada",
    ),
    Wrong(
        "edit with a message that is no number",
        "editMessageText",
        "message identifier is not specified",
        "message_id is an Integer",
        "parameters.py",
        {"text": "Bye", "message_id": "last"},
        chat="ada",
    ),
    Wrong(
        "edit without a chat",
        "editMessageText",
        "chat_id is empty",
        "chat_id is required without inline_message_id",
        "methods/editing.py",
        {"text": "Bye"},
        message="mine",
    ),
    Wrong(
        "edit of an inline message nobody sent",
        "editMessageText",
        "MESSAGE_ID_INVALID",
        "inline_message_id comes from a chosen result",
        "methods/editing.py",
        {"text": "Bye", "inline_message_id": "AAAA"},
    ),
    Wrong(
        "text for a picture",
        "editMessageText",
        "there is no text in the message to edit",
        "editMessageText is for text messages",
        "methods/editing.py",
        {"text": "Bye"},
        chat="ada",
        message="picture",
    ),
    Wrong(
        "caption for a text",
        "editMessageCaption",
        "there is no caption in the message to edit",
        "editMessageCaption is for media",
        "methods/editing.py",
        {"caption": "Bye"},
        chat="ada",
        message="mine",
    ),
    Wrong(
        "edit where the bot is blocked",
        "editMessageText",
        "bot was blocked by the user",
        "A blocked bot cannot edit",
        "methods/editing.py",
        {"text": "Bye", "message_id": 1},
        chat="carl",
        status=403,
    ),
    Wrong(
        "deleting what is not there",
        "deleteMessage",
        "message to delete not found",
        "message_id is a message of the chat",
        "methods/editing.py",
        chat="ada",
        message="none",
    ),
    Wrong(
        "deleting another's message in a group",
        "deleteMessage",
        "message can't be deleted",
        "can_delete_messages is for administrators",
        "methods/editing.py",
        chat="desk",
        message="hers in the desk",
    ),
    Wrong(
        "deleting after 48 hours",
        "deleteMessage",
        "message can't be deleted for everyone",
        "Messages can be deleted for 48 hours",
        "methods/editing.py",
        chat="ada",
        message="mine",
        first=_later(48 * 3600 + 1),
    ),
    Wrong(
        "deleting no messages",
        "deleteMessages",
        "message identifiers are not specified",
        "message_ids has 1 to 100",
        "parameters.py",
        chat="ada",
    ),
    Wrong(
        "deleting an empty list",
        "deleteMessages",
        "message identifiers are not specified",
        "message_ids has 1 to 100",
        "methods/editing.py",
        {"message_ids": []},
        chat="ada",
    ),
    Wrong(
        "deleting 101 messages",
        "deleteMessages",
        "too many message identifiers specified",
        "message_ids has 1 to 100",
        "methods/editing.py",
        {"message_ids": list(range(1, 102))},
        chat="ada",
    ),
    Wrong(
        "reply to what is not there",
        "sendMessage",
        "message to be replied not found",
        "reply_parameters names a message of the chat",
        "methods/sending.py",
        {"text": "Hello", "reply_parameters": {"message_id": 9_999}},
        chat="ada",
    ),
    Wrong(
        "reply to nothing",
        "sendMessage",
        "can't parse reply parameters JSON object",
        "reply_parameters has a message_id",
        "methods/sending.py",
        {"text": "Hello", "reply_parameters": {"quote": "Hello"}},
        chat="ada",
    ),
]

FILES = [
    Wrong(
        "photo missing",
        "sendPhoto",
        "there is no photo in the request",
        "photo is required",
        "parameters.py",
        chat="ada",
    ),
    Wrong(
        "document missing",
        "sendDocument",
        "there is no document in the request",
        "document is required",
        "parameters.py",
        chat="ada",
    ),
    Wrong(
        "photo that is none",
        "sendPhoto",
        "IMAGE_PROCESS_FAILED",
        "A photo is a picture",
        "files.py",
        chat="ada",
        files={"photo": b"just text"},
    ),
    Wrong(
        "photo without bytes",
        "sendPhoto",
        "file must be non-empty",
        "Files are not empty",
        "files.py",
        chat="ada",
        files={"photo": b""},
    ),
    Wrong(
        "document without bytes",
        "sendDocument",
        "file must be non-empty",
        "Files are not empty",
        "files.py",
        chat="ada",
        files={"document": b""},
    ),
    Wrong(
        "photo too long for its height",
        "sendPhoto",
        "PHOTO_INVALID_DIMENSIONS",
        "Width and height are at most 10000 together and 20 to 1",
        "files.py",
        chat="ada",
        files={"photo": LONG_PNG},
    ),
    Wrong(
        "photo over 10 MB",
        "sendPhoto",
        "file is too big",
        "A photo has up to 10 MB",
        "files.py",
        chat="ada",
        files={"photo": PNG + bytes(10 * 1024 * 1024)},
    ),
    Wrong(
        "photo by an unknown id",
        "sendPhoto",
        "wrong file identifier/HTTP URL specified",
        "photo is a file_id, an address or an upload",
        "files.py",
        {"photo": "BQAC"},
        chat="ada",
    ),
    Wrong(
        "photo attached under another name",
        "sendPhoto",
        "can't find the attached file in the request",
        "attach://name is a file of the request",
        "parameters.py",
        {"photo": "attach://chart"},
        chat="ada",
        files={"other": PNG},
    ),
    Wrong(
        "file by an unknown id",
        "getFile",
        "invalid file_id",
        "file_id comes from a message",
        "methods/reading.py",
        {"file_id": "BQAC"},
    ),
    Wrong(
        "media missing",
        "editMessageMedia",
        "media is empty",
        "media is required",
        "parameters.py",
        chat="ada",
        message="picture",
    ),
    Wrong(
        "media of no known kind",
        "editMessageMedia",
        "can't parse InputMedia: media type is unsupported",
        "Here, media is a photo or a document",
        "methods/editing.py",
        {"media": {"type": "hologram", "media": "BQAC"}},
        chat="ada",
        message="picture",
    ),
    Wrong(
        "media without a file",
        "editMessageMedia",
        "can't parse InputMedia: Can't find field \"media\"",
        "An InputMedia names its file",
        "methods/editing.py",
        {"media": {"type": "photo"}},
        chat="ada",
        message="picture",
    ),
]

QUERIES = [
    Wrong(
        "answer to a press that never was",
        "answerCallbackQuery",
        _OLD,
        "callback_query_id comes from an update",
        "methods/answering.py",
        query=("callback_query_id", "none"),
    ),
    Wrong(
        "second answer to a press",
        "answerCallbackQuery",
        _OLD,
        "A press is answered once",
        "methods/answering.py",
        query=("callback_query_id", "answered press"),
        stricter=True,
    ),
    Wrong(
        "answer of 201 characters",
        "answerCallbackQuery",
        "MESSAGE_TOO_LONG",
        "text has 0 to 200 characters",
        "methods/answering.py",
        {"text": "a" * 201},
        query=("callback_query_id", "press"),
    ),
    Wrong(
        "answer to a question nobody asked",
        "answerInlineQuery",
        _OLD,
        "inline_query_id comes from an update",
        "methods/answering.py",
        {"results": [_article(1)]},
        query=("inline_query_id", "none"),
    ),
    Wrong(
        "answer to a question without results",
        "answerInlineQuery",
        "can't parse inline query results JSON object",
        "results is required",
        "parameters.py",
        query=("inline_query_id", "question"),
        stricter=True,
    ),
] + [
    Wrong(
        name,
        "answerInlineQuery",
        says,
        rule,
        "methods/answering.py",
        {"results": results},
        query=("inline_query_id", "question"),
    )
    for name, results, says, rule in (
        (
            "51 results",
            [_article(number) for number in range(51)],
            "RESULTS_TOO_MUCH",
            "An answer has up to 50 results",
        ),
        (
            "two results of one id",
            [_article(1), _article(1)],
            "RESULT_ID_DUPLICATE",
            "Results have ids of their own",
        ),
        (
            "result id of 65 bytes",
            [_article(10**64)],
            "RESULT_ID_INVALID",
            "A result's id has 1 to 64 bytes",
        ),
        (
            "result without a type",
            [{"id": "1"}],
            "can't parse inline query result: Can't find field \"type\"",
            "A result has a type",
        ),
        (
            "article without a title",
            [_article(1, title="")],
            "can't parse inline query result: Can't find field \"title\"",
            "An article has a title",
        ),
        (
            "article without a text",
            [_article(1, input_message_content={})],
            "message text is empty",
            "An article has content to send",
        ),
        (
            "result with a bad button",
            [
                _article(
                    1,
                    reply_markup={
                        "inline_keyboard": [[{"text": "Go", "callback_data": "a" * 65}]]
                    },
                )
            ],
            "BUTTON_DATA_INVALID",
            "callback_data has 1 to 64 bytes",
        ),
    )
]

UPDATES = [
    Wrong(
        "polling beside a webhook",
        "getUpdates",
        "can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first",
        "getUpdates does not work while a webhook is set",
        "methods/updating.py",
        status=409,
        first=_webhook,
    ),
    Wrong(
        "polling while another begins",
        "getUpdates",
        "terminated by other getUpdates request; make sure that only one bot instance "
        "is running",
        "One poller at a time; the newer one wins",
        "updates.py",
        {"timeout": 50},
        status=409,
        meanwhile=("getUpdates", {}),
    ),
    Wrong(
        "polling while a webhook is set",
        "getUpdates",
        "terminated by setWebhook request",
        "getUpdates does not work while a webhook is set",
        "methods/updating.py",
        {"timeout": 50},
        status=409,
        meanwhile=("setWebhook", {"url": "https://bot.example.org/hook"}),
    ),
] + [
    Wrong(name, "setWebhook", says, rule, "methods/updating.py", given)
    for name, given, says, rule in (
        (
            "webhook by plain HTTP",
            {"url": "http://bot.example.org/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
            "url is HTTPS (on this machine HTTP, too)",
        ),
        (
            "webhook on another port",
            {"url": "https://bot.example.org:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
            "Ports are 443, 80, 88 and 8443",
        ),
        (
            "webhook without a host",
            {"url": "https://bot/hook"},
            "bad webhook: Failed to resolve host: Name or service not known",
            "url can be reached from outside",
        ),
        (
            "secret with a space",
            {"url": "https://bot.example.org/hook", "secret_token": "a b"},
            "secret token contains unallowed characters",
            "secret_token is of A-Z a-z 0-9 _ -",
        ),
        (
            "secret of 257 characters",
            {"url": "https://bot.example.org/hook", "secret_token": "a" * 257},
            "secret token is too long",
            "secret_token has 1 to 256 characters",
        ),
    )
]


def _command(name: Any, text: str = "Help") -> dict[str, Any]:
    return {"commands": [{"command": name, "description": text}]}


PROFILE = [
    Wrong(name, "setMyCommands", says, rule, "profile.py", given)
    for name, given, says, rule in (
        (
            "command in capitals",
            _command("Help"),
            "BOT_COMMAND_INVALID",
            "command is of a-z 0-9 _",
        ),
        (
            "command of 33 characters",
            _command("a" * 33),
            "BOT_COMMAND_INVALID",
            "command has 1 to 32 characters",
        ),
        (
            "command without a name",
            _command(""),
            "BOT_COMMAND_INVALID",
            "command has 1 to 32 characters",
        ),
        (
            "command with an empty description",
            _command("help", " "),
            "BOT_COMMAND_DESCRIPTION_INVALID",
            "description has 1 to 256 characters",
        ),
        (
            "command with a description of 257",
            _command("help", "a" * 257),
            "BOT_COMMAND_DESCRIPTION_INVALID",
            "description has 1 to 256 characters",
        ),
        (
            "101 commands",
            {"commands": _command("help")["commands"] * 101},
            "BOT_COMMANDS_TOO_MUCH",
            "A list has up to 100 commands",
        ),
        (
            "command without a description",
            {"commands": [{"command": "help"}]},
            "can't parse BotCommand: Can't find field \"description\"",
            "A BotCommand has command and description",
        ),
        (
            "commands of no known scope",
            _command("help") | {"scope": {"type": "everybody"}},
            "can't parse BotCommandScope: Unsupported type specified",
            "scope is one of seven kinds",
        ),
        (
            "commands of a chat without a chat",
            _command("help") | {"scope": {"type": "chat"}},
            "can't parse BotCommandScope: chat_id is empty",
            "scope chat has a chat_id",
        ),
        (
            "commands in no known language",
            _command("help") | {"language_code": "english"},
            "invalid language code specified",
            "language_code has two letters",
        ),
    )
] + [
    Wrong(
        "commands missing",
        "setMyCommands",
        "can't parse commands JSON object",
        "commands is required",
        "parameters.py",
    ),
    Wrong(
        "name of 65 characters",
        "setMyName",
        "bot name is too long",
        "name has 0 to 64 characters",
        "profile.py",
        {"name": "a" * 65},
    ),
    Wrong(
        "short description of 121 characters",
        "setMyShortDescription",
        "bot short description is too long",
        "short_description has 0 to 120 characters",
        "profile.py",
        {"short_description": "a" * 121},
    ),
]

AREAS: dict[str, list[Wrong] | list[Unreadable]] = {
    "The request": UNREADABLE,
    "Parameters": PARAMETERS,
    "Text": TEXTS,
    "Markup": MARKUP,
    "Entities": ENTITIES,
    "Keyboards": KEYBOARDS,
    "Chats": CHATS,
    "Messages": MESSAGES,
    "Files": FILES,
    "Queries": QUERIES,
    "Updates": UPDATES,
    "Profile": PROFILE,
}
ROWS = [row for rows in AREAS.values() for row in rows]
