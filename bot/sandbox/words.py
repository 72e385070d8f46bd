"""Every sentence the local Telegram refuses with, in Telegram's own words.

`{}` stands for what differs from call to call. docs/local-telegram.md says which rule of
the Bot API each of them stands for. The words are those of Telegram's open Bot API server
(github.com/tdlib/telegram-bot-api and tdlib/td) and of api.telegram.org, which begin with
the status' own words and go on in lower case.
"""

from enum import StrEnum


class Said(StrEnum):
    """The part of a description behind "Bad Request: ", "Forbidden: " and so on."""

    # -- the request itself -------------------------------------------------------
    METHOD_NOT_FOUND = "method not found"
    FILE_NOT_FOUND = "file not found"
    NO_JSON_OBJECT = "JSON object expected"
    BAD_JSON = "can't parse JSON object"
    BAD_FORM = "can't parse multipart body"
    NOT_UTF8 = "strings must be encoded in UTF-8"
    UNKNOWN_PARAMETER = 'unknown parameter "{name}"'
    INVALID_PARAMETER = "invalid {name} specified"
    UNPARSABLE_PARAMETER = "can't parse {name} JSON object"
    # -- chats --------------------------------------------------------------------
    NO_CHAT = "chat_id is empty"
    CHAT_NOT_FOUND = "chat not found"
    UPGRADED = "group chat was upgraded to a supergroup chat"
    BLOCKED = "bot was blocked by the user"
    DEACTIVATED = "user is deactivated"
    NEVER_STARTED = "bot can't initiate conversation with a user"
    TO_ITSELF = "bot can't send messages to the bot"
    KICKED = "bot was kicked from the {noun}"
    NOT_A_MEMBER = "bot is not a member of the {noun}"
    CHANNEL_RIGHTS = "need administrator rights in the channel chat"
    TEXT_RIGHTS = "not enough rights to send text messages to the chat"
    NO_TOPIC = "message thread not found"
    TOPIC_CLOSED = "TOPIC_CLOSED"
    TOPIC_DELETED = "TOPIC_DELETED"
    NO_USER = "invalid user_id specified"
    NO_PARTICIPANT = "PARTICIPANT_ID_INVALID"
    NO_ADMINISTRATORS = "there are no administrators in the private chat"
    NO_LEAVING = "chat member status can't be changed in private chats"
    # -- text ---------------------------------------------------------------------
    NO_TEXT = "message text is empty"
    EMPTY_TEXT = "text must be non-empty"
    LONG_TEXT = "message is too long"
    LONG_CAPTION = "message caption is too long"
    BAD_MODE = "unsupported parse_mode"
    BAD_ENTITY = "can't parse MessageEntity: {why}"
    BAD_OFFSET = "receive an entity with incorrect offset {offset}"
    BAD_LENGTH = "receive an entity with incorrect length {length}"
    ENTITY_BEYOND = (
        "entity beginning at UTF-16 offset {offset} ends after the end of the text at "
        "UTF-16 offset {size}"
    )
    BAD_MARKUP = "can't parse entities: {why}"
    # -- keyboards ----------------------------------------------------------------
    NO_MARKUP_OBJECT = "object expected as reply markup"
    BAD_REPLY_MARKUP = "can't parse reply keyboard markup JSON object"
    NO_ARRAY = 'field "{field}" must be of type Array'
    NO_ARRAYS = 'field "{field}" must be an Array of Arrays'
    INLINE_ONLY = "inline keyboard expected"
    MANY_BUTTONS = "reply markup is too long"
    BAD_KEY = "can't parse keyboard button: {why}"
    BAD_BUTTON = "can't parse inline keyboard button: {why}"
    BUTTON_TYPE = "BUTTON_TYPE_INVALID"
    BUTTON_DATA = "BUTTON_DATA_INVALID"
    BUTTON_URL = "inline keyboard button URL '{url}' is invalid: {why}"
    # -- messages that are there --------------------------------------------------
    NO_MESSAGE_ID = "message identifier is not specified"
    NO_MESSAGE_IDS = "message identifiers are not specified"
    MANY_MESSAGE_IDS = "too many message identifiers specified"
    INLINE_MESSAGE = "MESSAGE_ID_INVALID"
    NOTHING_TO_EDIT = "message to edit not found"
    NOT_EDITABLE = "message can't be edited"
    NO_TEXT_TO_EDIT = "there is no text in the message to edit"
    NO_CAPTION_TO_EDIT = "there is no caption in the message to edit"
    NOT_MODIFIED = (
        "message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    NOTHING_TO_DELETE = "message to delete not found"
    NOT_DELETABLE = "message can't be deleted"
    NOT_FOR_EVERYONE = "message can't be deleted for everyone"
    NOTHING_TO_REPLY_TO = "message to be replied not found"
    BAD_REPLY = "can't parse reply parameters JSON object"
    # -- files --------------------------------------------------------------------
    NO_PHOTO = "there is no photo in the request"
    NO_DOCUMENT = "there is no document in the request"
    NOT_ATTACHED = "can't find the attached file in the request"
    EMPTY_FILE = "file must be non-empty"
    BIG_FILE = "file is too big"
    NO_PICTURE = "IMAGE_PROCESS_FAILED"
    PICTURE_SIZE = "PHOTO_INVALID_DIMENSIONS"
    WRONG_FILE = "wrong file identifier/HTTP URL specified"
    NO_FILE_ID = "invalid file_id"
    NO_MEDIA = "media is empty"
    BAD_MEDIA = "can't parse InputMedia: {why}"
    BAD_ACTION = "wrong parameter action in request"
    # -- queries ------------------------------------------------------------------
    OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
    LONG_ANSWER = "MESSAGE_TOO_LONG"
    NO_RESULTS = "can't parse inline query results JSON object"
    BAD_RESULT = "can't parse inline query result: {why}"
    MANY_RESULTS = "RESULTS_TOO_MUCH"
    RESULT_ID = "RESULT_ID_INVALID"
    SAME_RESULT_ID = "RESULT_ID_DUPLICATE"
    # -- updates ------------------------------------------------------------------
    WEBHOOK_ACTIVE = (
        "can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first"
    )
    OTHER_POLLER = (
        "terminated by other getUpdates request; make sure that only one bot instance "
        "is running"
    )
    WEBHOOK_SET = "terminated by setWebhook request"
    BAD_WEBHOOK = "bad webhook: {why}"
    LONG_SECRET = "secret token is too long"  # noqa: S105 # a sentence about secrets
    BAD_SECRET = "secret token contains unallowed characters"  # noqa: S105 # likewise
    # -- what the bot says about itself -------------------------------------------
    NO_COMMANDS = "can't parse commands JSON object"
    BAD_COMMAND = "can't parse BotCommand: {why}"
    MANY_COMMANDS = "BOT_COMMANDS_TOO_MUCH"
    COMMAND = "BOT_COMMAND_INVALID"
    COMMAND_TEXT = "BOT_COMMAND_DESCRIPTION_INVALID"
    BAD_SCOPE = "can't parse BotCommandScope: {why}"
    BAD_LANGUAGE = "invalid language code specified"
    LONG_PROFILE = "bot {kind} is too long"


class Why(StrEnum):
    """The second half of some of them: what is wrong inside."""

    NO_OBJECT = "expected an Object"
    NO_FIELD = 'Can\'t find field "{name}"'
    UNKNOWN_FIELD = 'unknown field "{name}"'
    UNKNOWN_TYPE = "Unsupported type specified"
    # -- HTML ---------------------------------------------------------------------
    OPEN_TAG = 'Can\'t find end tag corresponding to start tag "{tag}"'
    UNCLOSED_START = "Unclosed start tag at byte offset {offset}"
    UNKNOWN_TAG = 'Unsupported start tag "{tag}" at byte offset {offset}'
    SPAN = 'Tag "span" must have class "tg-spoiler" at byte offset {offset}'
    NO_ATTRIBUTE = 'Empty attribute name in the tag "{tag}" at byte offset {offset}'
    NO_EQUAL_SIGN = (
        'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte '
        "offset {offset}"
    )
    BAD_TOKEN = "Unexpected end of name token at byte offset {offset}"  # noqa: S105 # a sentence about HTML
    NO_START_TAG = "Unexpected end tag at byte offset {offset}"
    UNCLOSED_END = "Unclosed end tag at byte offset {offset}"
    OTHER_END = (
        'Unmatched end tag at byte offset {offset}, expected "</{tag}>", found '
        '"</{found}>"'
    )
    # -- MarkdownV2 ---------------------------------------------------------------
    RESERVED = (
        "Character '{sign}' is reserved and must be escaped with the preceding '\\'"
    )
    OPEN_MARK = "Can't find end of {kind} entity at byte offset {offset}"
    # -- links --------------------------------------------------------------------
    URL_PROTOCOL = "Unsupported URL protocol"
    URL_HOST = "URL host is empty"
    WRONG_URL = "Wrong HTTP URL"
    # -- keyboards ----------------------------------------------------------------
    TEXT_BUTTON = "Text buttons are unallowed in the inline keyboard"
    # -- media, scopes, webhooks --------------------------------------------------
    MEDIA_TYPE = "media type is unsupported"
    SCOPE_CHAT = "chat_id is empty"
    HTTPS_ONLY = "An HTTPS URL must be provided for webhook"
    NO_HOST = "Failed to resolve host: Name or service not known"
    PORTS = "Webhook can be set up only on ports 80, 88, 443 or 8443"


class Impossible(StrEnum):
    """What a person is told who tries what no messenger offers."""

    EMPTY = "an empty message cannot be sent"
    NOT_OWN = "only one's own messages can be edited"
    NO_BUTTON = "there is no button {button!r} to press"
    NO_RESULT = "this result was not offered"
    BLOCKED = "the bot is blocked; unblock it first"
    NOT_A_MEMBER = "only members can write here"
    CHANNEL = "only administrators can post to a channel"
    MOVED = "the group has become a supergroup"
    START = "a start parameter has up to 64 of the characters A-Z a-z 0-9 _ -"
    TOPIC = "there is no such topic to write in"
