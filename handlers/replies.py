"""Every sentence the bot says, in English. Texts are Telegram's HTML."""

import html
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from briefings.answers.asked import Question
from briefings.answers.candidates import Candidate
from briefings.answers.decide import Answer, Decision, Zone
from briefings.answers.judging import Mark, Missing
from briefings.digests.render import change_text, period_text, value_text
from briefings.digests.slots import EVERY_DAY, WEEKEND, WORKING_DAYS
from briefings.digests.zones import Place, zone_of
from briefings.models import Article, Figure, Kind
from db.questions import Answered
from db.tables import Schedule
from handlers.context import Buttons

MOST_FIGURES_SHOWN = 15
MOST_OFFERED = 2
LATEST_STORIES = 15
_QUOTE_SIDE = 600  # characters of a sentence shown on each side of its number
_BUTTON = 60
_TAG = re.compile(r"</?[a-z][^<>]*>")

STOPPED = (
    "No more digests. Your settings are kept: /start brings them back.\n"
    "You can still ask me for figures at any time."
)
NOT_SUBSCRIBED = "You get no digests from me. /start if you would like one a day."
UNKNOWN_COMMAND = "I don't know this command. /help shows what I can do."
NO_TEXT = (
    "I can only read text. Ask me for a figure, like <i>internet users china</i>, "
    "or see /help."
)
STALE_BUTTON = "This button is too old. Please ask again."
BROKEN = "Sorry, something went wrong here, and it has been noted. Please try it another way."
HOW_TO_ASK = (
    "Which figure? Write it behind the command, like\n"
    "/figure internet users china\n"
    "/figure alibaba cloud revenue"
)
NO_DOWNLOAD = "Telegram did not let me have this file. Please send it once more."
ONLY_EDITORS = (
    "Only this desk's editors can add articles. You can ask for figures: /help"
)
NO_FIGURES = (
    "I found no figure in it, so I kept nothing. "
    "Figures are found in English text, like “revenue rose 12% to $3.4 billion”."
)
HOW_TO_ADD = (
    "Paste or forward me an article, or write /add and the article's text behind it. "
    "If it has a date, leave it in: then I know what “last year” means."
)
NOTHING_YET = (
    "The desk is still empty: no article has come in yet. "
    "An editor can paste or forward one to me."
)
NOTHING_NEW = "Nothing new since your last digest. /latest shows the newest stories."

_MISSING_ANYTHING = "No article here says that."
_MISSING = {
    Missing.QUESTION: "Ask me for a figure, like <i>internet users china</i>.",
    Missing.ENTITY: "No figure here is about {words}.",
    Missing.PLACE: "No figure here is about {words}.",
    Missing.METRIC: "No article here says {words}.",
    Missing.UNIT: "I know it, but not in that unit.",
    Missing.PERIOD: "I have no figure of it for {words}.",
}
_MARKS = {
    Mark.FORECAST: "This is a forecast.",
    Mark.CHANGE: "This is a change, not a level.",
    Mark.EARLIER: "This is the value it is compared with.",
    Mark.TODAYS_TIME: "Understood by today's calendar.",
}

BEGIN: Buttons = ((("Get one digest a day", "settings:start"),),)
GREETING_BUTTONS: Buttons = (
    (("internet users china", "ask:internet users china"),),
    (("alibaba cloud revenue", "ask:alibaba cloud revenue"),),
    (("⏰ When it comes", "settings:show"), ("📰 Show me a digest", "digest:now")),
)
_OFFERED_TIMES = tuple(hour * 60 for hour in (7, 8, 9, 12, 15, 18, 20, 22))
_OFFERED_DAYS = (
    (EVERY_DAY, "Every day"),
    (WORKING_DAYS, "Mon–Fri"),
    (WEEKEND, "Sat, Sun"),
)
_OFFERED_ZONES = (
    ("America/Los_Angeles", "Los Angeles"),
    ("America/Chicago", "Chicago"),
    ("America/New_York", "New York"),
    ("America/Sao_Paulo", "São Paulo"),
    ("UTC", "UTC"),
    ("Europe/London", "London"),
    ("Europe/Berlin", "Berlin"),
    ("Africa/Cairo", "Cairo"),
    ("Africa/Nairobi", "Nairobi"),
    ("Asia/Dubai", "Dubai"),
    ("Asia/Kolkata", "Kolkata"),
    ("Asia/Singapore", "Singapore"),
    ("Asia/Shanghai", "Shanghai"),
    ("Asia/Tokyo", "Tokyo"),
    ("Australia/Sydney", "Sydney"),
)

EXAMPLES: Buttons = (
    (("internet users china", "ask:internet users china"),),
    (("alibaba cloud revenue", "ask:alibaba cloud revenue"),),
    (("chip imports 2020", "ask:chip imports 2020"),),
)


def set_aside(error: Exception) -> str:
    """Tell an editor that an update failed for good."""
    why = escaped(_cut(repr(error)))
    return f"A message to me failed three times and was set aside:\n<code>{why}</code>"


def escaped(text: str) -> str:
    """Return a text as Telegram's HTML shows it, character for character."""
    return html.escape(text, quote=False)


def as_plain_text(markup: str) -> str:
    """Return a message as a terminal can show it."""
    return html.unescape(_TAG.sub("", markup))


def help_text(*, editor: bool) -> str:
    """Say what one can write."""
    text = (
        "<b>Ask me for a figure</b>\n"
        "Just write it: <i>how many chinese go online by phone?</i>\n"
        "or /figure alibaba cloud revenue\n"
        "You get the number, who said it, and the very sentence. "
        "What no article says, I don't know, and I say so.\n\n"
        "<b>Read</b>\n"
        "/latest — the newest stories\n"
        "/digest — your digest, now\n\n"
        "<b>One digest a day</b>\n"
        "/start — begin\n"
        "/settings — see or change when it comes\n"
        "/settings 08:30 Asia/Shanghai mon-fri — in one line\n"
        "/stop — end"
    )
    if editor:
        text += (
            "\n\n<b>You are an editor</b>\n"
            "Paste, forward or attach an article, and I'll show what I found in it.\n"
            "For a short note, write /add and the text behind it."
        )
    return text


def greeting(zone: str, wishes: Sequence[Schedule], now: datetime, *, new: bool) -> str:
    """Welcome a subscriber, and show what one can ask."""
    hello = (
        "<b>Welcome to Tally</b>, the tech-news desk in a chat."
        if new
        else ("You are subscribed already.")
    )
    return (
        f"{hello}\n\n"
        "Ask me for a figure and I answer with the number, who said it, and the very "
        "sentence: <i>how many chinese go online by phone?</i>\n\n"
        f"{_plan(zone, wishes, now)}\n"
        "Set your own time and place: /settings 08:30 Berlin mon-fri"
    )


def settings_screen(
    zone: str, wishes: Sequence[Schedule], now: datetime
) -> tuple[str, Buttons]:
    """Show when the digest comes, with buttons to change it."""
    here = now.astimezone(zone_of(zone))
    text = (
        f"<b>Your digest</b>\n{_plan(zone, wishes, now)}\n"
        f"It is {here:%H:%M} there now.\n\n"
        "Press a time to add or remove it, or write it all in one line:\n"
        "/settings 08:30,19:00 Asia/Shanghai mon-fri"
    )
    minutes = [wish.minute for wish in wishes]
    weekdays = wishes[0].weekdays if wishes else EVERY_DAY
    offered = sorted({*_OFFERED_TIMES, *minutes})
    times = [
        (_ticked(_time(one), on=one in minutes), f"settings:time:{one}")
        for one in offered
    ]
    days = [
        (_ticked(label, on=mask == weekdays), f"settings:days:{mask}")
        for mask, label in _OFFERED_DAYS
    ]
    last = [("🌍 Time zone", "settings:zones"), ("Stop digests", "settings:stop")]
    return text, [*_in_rows(times, 3 if len(times) % 3 == 0 else 4), days, last]


def zones_screen() -> tuple[str, Buttons]:
    """Offer time zones by well-known cities."""
    text = (
        "<b>Where are you?</b>\nPress the city whose clock is yours, or write any other: "
        "/settings Nairobi"
    )
    cities = [(label, f"settings:zone:{zone}") for zone, label in _OFFERED_ZONES]
    return text, [*_in_rows(cities, 3), [("‹ Back", "settings:show")]]


def which_place(places: Sequence[Place]) -> tuple[str, Buttons]:
    """Ask which of several places of a name is meant."""
    rows = [[(_cut(one.name, _BUTTON), f"settings:zone:{one.zone}")] for one in places]
    return "There are several places of that name. Which one is yours?", rows


def _plan(zone: str, wishes: Sequence[Schedule], now: datetime) -> str:
    """When digests come, and when the next one does."""
    if not wishes:
        return "No digest is planned."
    times = ", ".join(_time(wish.minute) for wish in wishes)
    soonest = min(wish.next_due for wish in wishes).astimezone(zone_of(zone))
    days = (soonest.date() - now.astimezone(zone_of(zone)).date()).days
    when = {0: "today", 1: "tomorrow"}.get(
        days, f"{soonest:%a} {soonest.day} {soonest:%b}"
    )
    return (
        f"🕗 <b>{times}</b>, {_weekdays(wishes[0].weekdays)}, {escaped(zone)} time\n"
        f"The next one comes {when} at {soonest:%H:%M}."
    )


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _weekdays(mask: int) -> str:
    known = dict(_OFFERED_DAYS)
    if mask in known:
        return known[mask].lower() if mask == EVERY_DAY else known[mask]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return ", ".join(name for day, name in enumerate(names) if mask >> day & 1)


def _ticked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _in_rows(
    buttons: Sequence[tuple[str, str]], width: int
) -> list[Sequence[tuple[str, str]]]:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]


def added(article: Article, article_id: int, today: date) -> tuple[str, Buttons]:
    """Say what was found in a new article; ask for its day when it has none."""
    text = f"<b>Added: {escaped(article.title)}</b>\n{_found(article)}"
    if article.published is not None:
        return text, ()
    text += (
        "\n\nThere is no date in it, so words like “last year” stay open. "
        "When was it published?"
    )
    days = (("Today", today), ("Yesterday", today - timedelta(days=1)))
    row = [(label, f"dated:{article_id}:{day}") for label, day in days]
    return text, (row,)


def found_but_not_kept(article: Article) -> str:
    """Show a reader what stands in the article they sent."""
    return (
        f"<b>What I found in it</b>\n{_found(article)}\n\n<i>I kept nothing of it.</i>"
    )


def known_already(title: str) -> str:
    """Say that an article was there before."""
    return f"I know this article already: <b>{escaped(title)}</b>. Nothing was changed."


def figure_line(figure: Figure) -> str:
    """Return a figure in one line: value, what it measures, period, change."""
    value = escaped(_cut(value_text(figure.quantity)))
    when = f" <i>({escaped(when)})</i>" if (when := _when(figure)) else ""
    expected = ", expected" if figure.kind is Kind.FORECAST else ""
    return f"<b>{value}</b> — {_about(figure)}{expected}{when}"


def _found(article: Article) -> str:
    figures = article.figures
    lines = [_counted(len(article.items), "story", "stories")]
    lines[0] += f" · {_counted(len(figures), 'figure', 'figures')}"
    lines += ["• " + figure_line(figure) for figure in figures[:MOST_FIGURES_SHOWN]]
    if len(figures) > MOST_FIGURES_SHOWN:
        lines.append(f"… and {len(figures) - MOST_FIGURES_SHOWN} more")
    return "\n".join(lines)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"


def decision_text(answered: Answered) -> str:
    """Say what was found for a question."""
    head = _understood(answered.question)
    body = _body(answered.decision)
    return f"{head}\n\n{body}" if head else body


def decision_buttons(decision: Decision) -> Buttons:
    """Offer the choices, or what is nearest to what was not found."""
    offered = {
        Zone.ANSWER: (),
        Zone.CHOICES: decision.answers,
        Zone.NOT_FOUND: decision.nearest[:MOST_OFFERED],
    }[decision.zone]
    return [[(_button(one), f"figure:{one.candidate.id}")] for one in offered]


def card(candidate: Candidate) -> str:
    """Show one figure that was chosen."""
    return _card(Answer(candidate, 1.0))


def _body(decision: Decision) -> str:
    if decision.zone is Zone.ANSWER:
        return "\n\n".join(_card(one) for one in decision.answers)
    if decision.zone is Zone.NOT_FOUND:
        return _not_found(decision)
    lines = ["• " + figure_line(one.candidate.figure) for one in decision.answers]
    head = "Which one do you mean?" if len(lines) > 1 else "Do you mean this?"
    return "\n".join([head, *lines])


def _understood(question: Question) -> str:
    parts = question.sides or (question,)
    mended = [one for part in parts for one in part.corrections]
    if not mended:
        return ""
    words = ", ".join(f"<b>{escaped(one.read_as)}</b>" for one in mended)
    return f"<i>I read it as {words}.</i>"


def _card(answer: Answer) -> str:
    found = answer.candidate
    figure = found.figure
    lines = [f"<b>{escaped(_cut(value_text(figure.quantity)))}</b>", _about(figure)]
    lines += [escaped(when)] if (when := _when(figure)) else []
    lines += [f"<i>{escaped(words)}</i>" for words in _remarks(answer)]
    if figure.attribution:
        lines.append(f"Said by {escaped(_cut(figure.attribution))}")
    return "\n".join([*lines, _quote(figure), _origin(found)])


def _about(figure: Figure) -> str:
    parts = (figure.metric, figure.entity, figure.place)
    return escaped(" · ".join(_cut(part) for part in dict.fromkeys(parts) if part))


def _when(figure: Figure) -> str:
    parts = [period_text(figure.period)] if figure.period else []
    parts += [change_text(figure.change)] if figure.change else []
    return ", ".join(parts)


def _remarks(answer: Answer) -> list[str]:
    remarks = [_MARKS[mark] for mark in answer.marks]
    for other in answer.disagreeing[:2]:
        value = value_text(other.figure.quantity)
        remarks.append(f"{_cut(other.title)} says {value}.")
    return remarks


def _quote(figure: Figure) -> str:
    """The sentence with the number in bold, cut around it when it is very long."""
    begin = figure.quantity.start - figure.sentence_start
    end = figure.quantity.end - figure.sentence_start
    left, right = max(0, begin - _QUOTE_SIDE), end + _QUOTE_SIDE
    before, number = figure.sentence[left:begin], figure.sentence[begin:end]
    after = figure.sentence[end:right]
    return (
        f"<blockquote>{'…' if left else ''}{escaped(before)}<b>{escaped(number)}</b>"
        f"{escaped(after)}{'…' if right < len(figure.sentence) else ''}</blockquote>"
    )


def _origin(found: Candidate) -> str:
    title = escaped(_cut(found.title))
    if found.url:
        title = f'<a href="{html.escape(found.url)}">{title}</a>'
    return f"{title}, {_day(found.published)}" if found.published else title


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _not_found(decision: Decision) -> str:
    words = escaped(_cut(", ".join(decision.words)))
    reason = _MISSING[decision.missing] if decision.missing else _MISSING_ANYTHING
    text = "<b>Not found.</b> " + reason.format(words=f"<b>{words}</b>")
    if not decision.nearest:
        return text
    lines = [
        figure_line(one.candidate.figure) for one in decision.nearest[:MOST_OFFERED]
    ]
    return f"{text}\n\nNearest to it:\n" + "\n".join("• " + line for line in lines)


def _button(answer: Answer) -> str:
    figure = answer.candidate.figure
    return _cut(f"{value_text(figure.quantity)} — {figure.metric}", _BUTTON)


def _cut(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
