"""Which handler gets which update: the first that fits, and only that one."""

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


def _command(name: str, callback: Any) -> CommandHandler[Context, Any]:
    return CommandHandler(name, callback, filters=_POSTED)


def register(app: App) -> None:
    """Give the application its handlers."""
    private = _NEW & filters.ChatType.PRIVATE
    app.add_handlers(
        [
            _command("start", start.start),
            _command("help", start.help_),
            _command("stop", start.stop),
            _command("figure", ask.figure),
            _command("compare", compare.compare),
            _command("trend", trend.trend),
            _command("find", find.find),
            _command("topics", find.topics),
            _command("watch", watch.watch),
            _command("unwatch", watch.unwatch),
            _command("latest", digest.latest),
            _command("digest", digest.digest),
            _command("settings", settings.settings),
            _command("add", add.add_command),
            _command("undo", undo.undo),
            _command("sources", sources.sources_command),
            _command("alias", alias.alias),
            _command("misses", misses.show),
            _command("deliveries", deliveries.show),
            _command("fix", fix.fix),
            MessageHandler(_POSTED & _THROUGH_A_BOT, unknown.nothing),
            MessageHandler(_NEW & filters.COMMAND, unknown.command),
            MessageHandler(private & filters.FORWARDED & _WORDS, add.forwarded),
            MessageHandler(
                private & filters.CAPTION & ~filters.Document.ALL, add.forwarded
            ),
            MessageHandler(private & filters.Document.ALL, add.document),
            MessageHandler(private & filters.LOCATION, settings.located),
            MessageHandler(private & filters.TEXT & fix.RepliesToFix(), fix.replied),
            MessageHandler(private & filters.TEXT, ask.plain_text),
            MessageHandler(_EDITED & filters.ChatType.PRIVATE & _QUESTION, ask.edited),
            MessageHandler(private & filters.StatusUpdate.ALL, unknown.nothing),
            MessageHandler(private, unknown.no_text),
            MessageHandler(_NEW & filters.ChatType.GROUPS & filters.TEXT, ask.in_group),
            MessageHandler(filters.UpdateType.CHANNEL_POSTS, channels.posted),
            InlineQueryHandler(inline.asked),
            CallbackQueryHandler(ask.chosen, pattern=r"^figure:"),
            CallbackQueryHandler(ask.source, pattern=r"^source:"),
            CallbackQueryHandler(ask.exact, pattern=r"^exact:"),
            CallbackQueryHandler(compare.offers, pattern=r"^compare:"),
            CallbackQueryHandler(compare.versus, pattern=r"^versus:"),
            CallbackQueryHandler(trend.pressed, pattern=r"^trend:"),
            CallbackQueryHandler(trend.example, pattern=r"^trend-of:"),
            CallbackQueryHandler(find.find_page, pattern=r"^find:"),
            CallbackQueryHandler(find.topics_again, pattern=r"^topics:"),
            CallbackQueryHandler(find.topic_page, pattern=r"^topic:"),
            CallbackQueryHandler(watch.pressed, pattern=r"^watch:"),
            CallbackQueryHandler(watch.ended, pattern=r"^unwatch:"),
            CallbackQueryHandler(fix.pressed, pattern=r"^fix:"),
            CallbackQueryHandler(fix.which, pattern=r"^fixes:"),
            CallbackQueryHandler(fix.strike, pattern=r"^strike:"),
            CallbackQueryHandler(fix.take_back, pattern=r"^unfix:"),
            CallbackQueryHandler(alias.page, pattern=r"^alias:"),
            CallbackQueryHandler(alias.drop, pattern=r"^alias-drop:"),
            CallbackQueryHandler(misses.page, pattern=r"^misses:"),
            CallbackQueryHandler(misses.forget, pattern=r"^misses-clear:"),
            CallbackQueryHandler(ask.example, pattern=r"^ask:"),
            CallbackQueryHandler(add.dated, pattern=r"^dated:"),
            CallbackQueryHandler(channels.pressed, pattern=r"^channel:[a-z]+:\d+$"),
            CallbackQueryHandler(undo.pressed, pattern=r"^undo:"),
            CallbackQueryHandler(links.chosen, pattern=r"^feed:\d+:\d+$"),
            CallbackQueryHandler(sources.turned, pattern=r"^sources:(\d+|export)(:|$)"),
            CallbackQueryHandler(sources.pressed, pattern=r"^reads:[a-z]+:\d+$"),
            CallbackQueryHandler(digest.now, pattern=r"^digest:now$"),
            CallbackQueryHandler(digest.page, pattern=r"^page:"),
            CallbackQueryHandler(digest.why, pattern=r"^why:"),
            CallbackQueryHandler(settings.pressed, pattern=r"^settings:"),
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
