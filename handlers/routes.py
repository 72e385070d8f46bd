"""Which handler gets which update: the first that fits, and only that one."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers import (
    add,
    alias,
    ask,
    channels,
    compare,
    deliveries,
    digest,
    find,
    fix,
    inline,
    links,
    membership,
    misses,
    settings,
    sources,
    start,
    trend,
    undo,
    unknown,
    watch,
)
from handlers.context import Context

App = Application[Any, Context, Any, Any, Any, Any]

# An edited command was answered when first sent; an edited question is a new one.
_NEW = filters.UpdateType.MESSAGE
_EDITED = filters.UpdateType.EDITED_MESSAGE
_POSTED = _NEW | filters.UpdateType.CHANNEL_POST
# What somebody sent from an inline query, ours or another bot's, is no question.
_THROUGH_A_BOT = filters.VIA_BOT
_WORDS = filters.TEXT | filters.CAPTION
_QUESTION = filters.TEXT & ~filters.COMMAND & ~filters.FORWARDED & ~_THROUGH_A_BOT
_PRIVATE = _NEW & filters.ChatType.PRIVATE

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

_COMMANDS: dict[str, Callback] = {
    "start": start.start,
    "help": start.help_,
    "stop": start.stop,
    "figure": ask.figure,
    "compare": compare.compare,
    "trend": trend.trend,
    "find": find.find,
    "topics": find.topics,
    "watch": watch.watch,
    "unwatch": watch.unwatch,
    "latest": digest.latest,
    "digest": digest.digest,
    "settings": settings.settings,
    "add": add.add_command,
    "undo": undo.undo,
    "sources": sources.sources_command,
    "alias": alias.alias,
    "misses": misses.show,
    "deliveries": deliveries.show,
    "fix": fix.fix,
}
_MESSAGES: tuple[tuple[filters.BaseFilter, Callback], ...] = (
    (_POSTED & _THROUGH_A_BOT, unknown.nothing),
    (_NEW & filters.COMMAND, unknown.command),
    (_PRIVATE & filters.FORWARDED & _WORDS, add.forwarded),
    (_PRIVATE & filters.CAPTION & ~filters.Document.ALL, add.forwarded),
    (_PRIVATE & filters.Document.ALL, add.document),
    (_PRIVATE & filters.LOCATION, settings.located),
    (_PRIVATE & filters.TEXT & fix.RepliesToFix(), fix.replied),
    (_PRIVATE & filters.TEXT, ask.plain_text),
    (_EDITED & filters.ChatType.PRIVATE & _QUESTION, ask.edited),
    (_PRIVATE & filters.StatusUpdate.ALL, unknown.nothing),
    (_PRIVATE, unknown.no_text),
    (_NEW & filters.ChatType.GROUPS & filters.TEXT, ask.in_group),
    (filters.UpdateType.CHANNEL_POSTS, channels.posted),
)
_BUTTONS: dict[str, Callback] = {  # by what their data begin with
    r"^figure:": ask.chosen,
    r"^source:": ask.source,
    r"^exact:": ask.exact,
    r"^compare:": compare.offers,
    r"^versus:": compare.versus,
    r"^trend:": trend.pressed,
    r"^trend-of:": trend.example,
    r"^find:": find.find_page,
    r"^topics:": find.topics_again,
    r"^topic:": find.topic_page,
    r"^watch:": watch.pressed,
    r"^unwatch:": watch.ended,
    r"^fix:": fix.pressed,
    r"^fixes:": fix.which,
    r"^strike:": fix.strike,
    r"^unfix:": fix.take_back,
    r"^alias:": alias.page,
    r"^alias-drop:": alias.drop,
    r"^misses:": misses.page,
    r"^misses-clear:": misses.forget,
    r"^ask:": ask.example,
    r"^dated:": add.dated,
    r"^channel:[a-z]+:\d+$": channels.pressed,
    r"^undo:": undo.pressed,
    r"^feed:\d+:\d+$": links.chosen,
    r"^sources:(\d+|export)(:|$)": sources.turned,
    r"^reads:[a-z]+:\d+$": sources.pressed,
    r"^digest:now$": digest.now,
    r"^page:": digest.page,
    r"^why:": digest.why,
    r"^settings:": settings.pressed,
}


def register(app: App) -> None:
    """Give the application its handlers."""
    app.add_handlers(
        [
            *(CommandHandler(n, one, filters=_POSTED) for n, one in _COMMANDS.items()),
            *(MessageHandler(which, one) for which, one in _MESSAGES),
            InlineQueryHandler(inline.asked),
            *(CallbackQueryHandler(one, pattern=p) for p, one in _BUTTONS.items()),
            CallbackQueryHandler(unknown.button),
            ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )


async def route(app: App, update: Update, context: Context) -> None:
    """Give an update to its handler; an update nobody wants is simply done.

    PTB's own dispatch swallows exceptions; here they must reach the inbox, which decides
    whether the update is tried again.
    """
    handlers: list[BaseHandler[Any, Context, Any]] = app.handlers[0]
    for handler in handlers:
        check = handler.check_update(update)
        if check is not None and check is not False:
            await handler.handle_update(update, app, check, context)
            return
