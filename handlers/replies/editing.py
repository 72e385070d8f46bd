"""What is said to editors: of misses, of aliases, and of figures that are put right."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from briefings.answers.aliases import AliasKind, AliasText
from briefings.answers.candidates import Candidate
from briefings.answers.corrections import FIELDS, NOTHING, STRUCK, field_of
from briefings.answers.judging import Missing
from db.tables import Alias, Correction, Miss
from handlers.context import Buttons
from handlers.replies.answers import card, choice_label
from handlers.replies.figures import day_text
from handlers.replies.markup import counted, cut, escaped

MISSES_PER_PAGE = 15
ALIASES_PER_PAGE = 10
FIGURES_OFFERED = 8
FOR_EDITORS = "Only this desk's editors can do that. You can ask for figures: /help"
HOW_TO_FIX = (
    "Reply with /fix to the message that shows the figure. Behind it you can write what "
    "is right, a line for each field, like\n<code>/fix period 2025-Q3</code>"
)
FIGURE_GONE = (
    "This figure is no longer here: its article was read again, or it was struck."
)
NOTHING_TO_FIX = "It says so already. Nothing was changed."
TOO_MANY_ALIASES = "There are as many aliases as I can keep. /alias takes some off."
_NO_MISSES = "Every question found its figure. Nothing is waiting for you here."
_NO_ALIASES = (
    "No alias was taught yet. Write what a phrase stands for, like\n"
    "<code>/alias netizens = internet users</code>"
)
_MISSING = {
    Missing.ENTITY: "no such name",
    Missing.PLACE: "no such place",
    Missing.METRIC: "no such metric",
    Missing.UNIT: "not in that unit",
    Missing.PERIOD: "not for that time",
}
_BUTTON = 40
_SHOWN_HISTORY = 6


def misses_screen(
    rows: Sequence[Miss], page: int, count: int, now: datetime
) -> tuple[str, Buttons]:
    """List the questions that found no answer, those that were asked most first."""
    if not rows:
        return _NO_MISSES, ()
    head = f"<b>Asked and not answered</b> ({counted(count, 'question', 'questions')})"
    lines = [f"• {escaped(cut(row.words, 90))} — {_times(row)}" for row in rows]
    note = (
        "Teach a word with /alias netizens = internet users. "
        "Who asked is not kept; after 90 days nor is what."
    )
    clear = ("🧹 Clear all", f"misses-clear:{int(now.timestamp())}")
    leaf = _leaf("misses", page, count, MISSES_PER_PAGE)
    return "\n".join([head, *lines, "", f"<i>{note}</i>"]), [*leaf, [clear]]


def _times(row: Miss) -> str:
    parts = []
    if row.refused:
        why = _MISSING.get(Missing(row.missing)) if row.missing else None
        parts.append(f"not found {row.refused}×" + (f" ({why})" if why else ""))
    if row.offered:
        parts.append(f"choices {row.offered}×")
    return ", ".join(parts)


def aliases_screen(rows: Sequence[Alias], page: int, count: int) -> tuple[str, Buttons]:
    """List what phrases stand for, with a button each to take it off."""
    if not rows:
        return _NO_ALIASES, ()
    lines = [f"• {_pair(row.phrase, row.means, row.kind)}" for row in rows]
    text = "\n".join([f"<b>What phrases stand for</b> ({count})", *lines])
    text += "\n\nPress one to take it off."
    buttons = [
        [(f"✕ {cut(row.phrase, _BUTTON)}", f"alias-drop:{row.id}:{page}")]
        for row in rows
    ]
    return text, [*buttons, *_leaf("alias", page, count, ALIASES_PER_PAGE)]


def _pair(phrase: str, means: str, kind: str) -> str:
    sign = "=" if kind == AliasKind.SYNONYM else "→"
    return f"{escaped(cut(phrase))} {sign} {escaped(cut(means))}"


def _leaf(
    name: str, page: int, count: int, per_page: int
) -> list[list[tuple[str, str]]]:
    row = [("‹ Back", f"{name}:{page - 1}")] if page else []
    if (page + 1) * per_page < count:
        row.append(("More ›", f"{name}:{page + 1}"))
    return [row] if row else []


def alias_added(alias: AliasText, kind: AliasKind | None) -> str:
    """Say what a phrase stands for from now on."""
    phrase, means = (
        f"<b>{escaped(cut(one))}</b>" for one in (alias.phrase, alias.means)
    )
    if kind is None:
        return f"I know that already: {phrase} is {means}."
    said = {
        AliasKind.SYNONYM: f"{phrase} and {means} ask for the same from now on.",
        AliasKind.NAME: f"Who asks for {phrase} means {means}, too, from now on.",
        AliasKind.PLACE: f"{phrase} is another name of {means} from now on.",
    }
    return f"Learnt. {said[kind]}"


def bad_alias(why: str) -> str:
    """Say why an alias cannot be."""
    return f"I cannot learn that: {escaped(why)}."


def alias_gone(gone: Alias | None) -> str:
    """Say that an alias is off the list, in a note."""
    return (
        f"“{cut(gone.phrase, 60)}” is off the list." if gone else "It was off already."
    )


def figures_to_fix(
    found: Sequence[Candidate], article_id: int, page: int
) -> tuple[str, Buttons]:
    """Offer figures of an article; one more than are shown means that there are more."""
    rows = [[(choice_label(one), f"fix:{one.id}")] for one in found[:FIGURES_OFFERED]]
    turn = []
    if page:
        turn.append(("‹ Back", f"fixes:{article_id}:{page - 1}:turn"))
    if len(found) > FIGURES_OFFERED:
        turn.append(("More ›", f"fixes:{article_id}:{page + 1}:turn"))
    return "Which figure is wrong?", [*rows, turn] if turn else rows


def fix_screen(found: Candidate, noted: Sequence[Correction]) -> tuple[str, Buttons]:
    """Show a figure as fields, and how to put one right."""
    fields = "\n".join(
        f"{name} {escaped(cut(field_of(found.figure, name), 80)) or NOTHING}"
        for name in FIELDS
    )
    text = (
        f"<b>Put this figure right</b>\n{card(found)}\n\n<pre>{fields}</pre>\n"
        "Reply to this message with the lines that are wrong, written right, like\n"
        "<code>period 2025-Q3</code>. The quote stays as it is."
    )
    rows: list[list[tuple[str, str]]] = [[("✕ Strike it out", f"strike:{found.id}")]]
    return text + _history(noted), rows + _back(noted)


def fixed(found: Candidate, noted: Sequence[Correction]) -> tuple[str, Buttons]:
    """Show a figure as it is now."""
    return f"<b>Put right.</b>\n{card(found)}{_history(noted)}", _back(noted)


def struck_out(correction_id: int) -> tuple[str, Buttons]:
    """Say that a figure is taken out."""
    text = "<b>Struck out.</b> No question, list or digest shows this figure any more."
    return text, [[("↩ Take back", f"unfix:{correction_id}")]]


def as_it_was_read(found: Candidate) -> tuple[str, Buttons]:
    """Show a figure as it was read."""
    text = f"<b>Taken back.</b> The figure is as it was read:\n{card(found)}"
    return text, [[("✏️ Fix", f"fix:{found.id}")]]


def bad_correction(why: str) -> str:
    """Say why a correction cannot be read."""
    return f"I changed nothing: {escaped(why)}."


def _back(noted: Sequence[Correction]) -> list[list[tuple[str, str]]]:
    hold = [one for one in noted if one.taken_back_at is None]
    return [[("↩ Take back", f"unfix:{hold[-1].id}")]] if hold else []


def _history(noted: Sequence[Correction]) -> str:
    lines = list(_noted(noted[-_SHOWN_HISTORY:]))
    return "\n\n<b>What was changed</b>\n" + "\n".join(lines) if lines else ""


def _noted(noted: Sequence[Correction]) -> Iterator[str]:
    for one in noted:
        what = "struck out"
        if one.field != STRUCK:
            was, now = (
                escaped(cut(text, 60)) or NOTHING for text in (one.found, one.now)
            )
            what = f"{one.field}: {was} → {now}"
        back = ", taken back" if one.taken_back_at else ""
        yield f"• {what}, by editor {one.editor} on {day_text(one.made_at.date())}{back}"
