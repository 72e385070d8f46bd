"""/alias: what a phrase stands for. Editors teach the desk's words here."""

from telegram import Update

from briefings.answers.aliases import AliasError, AliasKind, AliasText, read_alias
from db import aliases
from db.aliases import TooManyAliasesError
from db.engine import Session
from handlers import replies
from handlers.add import is_editor
from handlers.context import Buttons, Context
from handlers.press import numbers_of
from handlers.replies import ALIASES_PER_PAGE


async def alias(update: Update, context: Context) -> None:
    """`/alias netizens = internet users`; alone, it lists what was taught."""
    words = " ".join(context.args or ())
    if not is_editor(update, context):
        context.say(update, replies.FOR_EDITORS)
    elif words:
        await _add(update, context, words)
    else:
        async with context.reading() as session:
            context.say(update, *await _screen(session, 0))


async def page(update: Update, context: Context) -> None:
    """Another page of the list."""
    numbers = numbers_of(update, 1)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    context.acknowledge(update)
    async with context.reading() as session:
        context.redraw(update, *await _screen(session, *numbers))


async def drop(update: Update, context: Context) -> None:
    """A button that takes an alias off."""
    numbers = numbers_of(update, 2)
    if numbers is None or not is_editor(update, context):
        context.acknowledge(update, replies.STALE_BUTTON)
        return
    alias_id, page = numbers
    async with context.changing() as session:
        gone = await aliases.remove(session, alias_id)
        screen = await _screen(session, page)
    context.acknowledge(update, replies.alias_gone(gone))
    context.redraw(update, *screen)


async def _add(update: Update, context: Context, words: str) -> None:
    try:
        alias = read_alias(words)
    except AliasError as error:
        context.say(update, replies.bad_alias(str(error)))
        return
    kind, full = await _keep(update, context, alias)
    if full:
        context.say(update, replies.TOO_MANY_ALIASES)
    else:
        context.say(update, replies.alias_added(alias, kind))


async def _keep(
    update: Update, context: Context, alias: AliasText
) -> tuple[AliasKind | None, bool]:
    editor = update.effective_user.id if update.effective_user else 0
    async with context.changing() as session:
        try:
            now = context.services.now()
            return await aliases.add(session, alias, editor, now), False
        except TooManyAliasesError:
            return None, True


async def _screen(session: Session, page: int) -> tuple[str, Buttons]:
    count = await aliases.count(session)
    page = min(page, max(0, count - 1) // ALIASES_PER_PAGE)
    rows = await aliases.newest(session, page * ALIASES_PER_PAGE, ALIASES_PER_PAGE)
    return replies.aliases_screen(rows, page, count)
