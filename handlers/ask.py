"""Questions: /figure, plain text in a private chat, and the buttons under an answer."""

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from briefings.answers.candidates import Candidate
from briefings.answers.decide import Zone
from briefings.charts.points import ENOUGH
from briefings.figures.reckoning import Reckoning, reckon
from briefings.sources.addresses import is_links_only
from db import figures, lines, misses, questions
from db.engine import Session
from handlers import add, replies, settings
from handlers.context import Context, address_of
from handlers.press import numbers_of
from handlers.replies import Leads

_LONGEST = 1_000  # characters; a question has far fewer


async def figure(update: Update, context: Context) -> None:
    """`/figure WORDS`."""
    words = " ".join(context.args or ())
    if words:
        await answer(update, context, words)
    else:
        context.say(update, replies.HOW_TO_ASK, replies.EXAMPLES)


async def plain_text(update: Update, context: Context) -> None:
    """Text in a private chat: what was asked for, a question, or a pasted article."""
    message = update.effective_message
    text = (message.text if message else None) or ""
    if is_links_only(text):
        await add.bare_links(update, context, text)
    elif add.looks_like_article(text):
        await add.take_in(update, context, text)
    elif not await settings.heard(update, context):
        await answer(update, context, text)


async def edited(update: Update, context: Context) -> None:
    """A question that was put right is answered anew; an article was taken in already."""
    message = update.effective_message
    text = (message.text if message else None) or ""
    if not is_links_only(text) and not add.looks_like_article(text):
        await answer(update, context, text)


async def in_group(update: Update, context: Context) -> None:
    """Text in a group: a question if it names us or answers us, else none of ours."""
    message = update.effective_message
    if not isinstance(message, Message):
        return
    words = _meant_for_us(message, context)
    if words:
        await answer(update, context, words)
    elif words is not None:
        context.say(update, replies.HOW_TO_ASK, replies.EXAMPLES)


def _meant_for_us(message: Message, context: Context) -> str | None:
    """What is said to us, without our name; None where nothing is."""
    text = message.text or ""
    name = f"@{context.bot.username}"
    for entity in message.parse_entities([MessageEntity.MENTION]).values():
        if entity.lower() == name.lower():
            return text.replace(entity, " ").strip()
    answered = message.reply_to_message
    ours = answered and answered.from_user and answered.from_user.id == context.bot.id
    return text.strip() if ours else None


async def example(update: Update, context: Context) -> None:
    """A question on a button."""
    context.acknowledge(update)
    data = update.callback_query.data if update.callback_query else None
    await answer(update, context, (data or "").partition(":")[2])


async def chosen(update: Update, context: Context) -> None:
    """One of the choices: show it as an answer."""
    numbers = numbers_of(update, 1)
    async with context.reading() as session:
        found = await questions.candidates(session, numbers or ())
        leads = await _leads(session, update, context, found[0]) if found else Leads()
        reckoning = await _reckoned(session, found[0]) if found else Reckoning()
    context.acknowledge(update, "" if found else replies.STALE_BUTTON)
    if found:
        buttons = replies.answer_buttons(found[0], leads)
        context.say(update, replies.card(found[0], reckoning), buttons)


async def exact(update: Update, context: Context) -> None:
    """A value in all its digits, in a note over the chat."""
    numbers = numbers_of(update, 1)
    async with context.reading() as session:
        found = await questions.candidates(session, numbers or ())
    note = replies.exact_note(found[0].figure) if found else replies.STALE_BUTTON
    context.acknowledge(update, note, alert=bool(found))


async def source(update: Update, context: Context) -> None:
    """Where a figure stands: its article and the figures around it."""
    numbers = numbers_of(update, 1)
    async with context.reading() as session:
        found = await lines.surroundings(session, *numbers) if numbers else None
    context.acknowledge(update, "" if found else replies.STALE_BUTTON)
    if found:
        context.say(
            update, replies.source_view(found.candidate, found.text, found.around)
        )


async def answer(update: Update, context: Context, text: str) -> None:
    """Say what is found for a question."""
    today = context.services.now().date()
    async with context.reading() as session:
        answered = await questions.answer(session, text[:_LONGEST], today)
        decision = answered.decision
        leads, reckoning = Leads(), Reckoning()
        if decision.zone is Zone.ANSWER and len(decision.answers) == 1:
            candidate = decision.answers[0].candidate
            leads = await _leads(session, update, context, candidate)
            reckoning = await _reckoned(session, candidate)
    if decision.zone is not Zone.ANSWER:
        now = context.services.now()
        context.receipt.changes.append(
            lambda session: misses.record(session, answered, now)
        )
    buttons = replies.decision_buttons(decision, leads)
    context.say(update, replies.decision_text(answered, reckoning), buttons)


async def _reckoned(session: Session, candidate: Candidate) -> Reckoning:
    """Return what arithmetic says of a figure among those of its article."""
    together = await figures.of_the_same_article(session, int(str(candidate.id)))
    return reckon(together, candidate.figure)


async def _leads(
    session: Session, update: Update, context: Context, candidate: Candidate
) -> Leads:
    """Return which of the buttons lead somewhere."""
    figure_id = int(str(candidate.id))
    found = await lines.leads(session, figure_id, address_of(update))
    other_times = found.periods - {candidate.figure.period}
    private = update.effective_chat and update.effective_chat.type == ChatType.PRIVATE
    return Leads(
        fix=bool(private and add.is_editor(update, context)),
        trend=len(found.periods) >= ENOUGH,
        compare=found.others or bool(other_times),
        watch=found.watch,
    )
