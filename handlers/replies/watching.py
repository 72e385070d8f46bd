"""What is said of watches."""

from collections.abc import Sequence

from db.tables import Watch
from handlers.context import Buttons
from handlers.replies.markup import cut, escaped

WATCH_NEEDS_DIGEST = (
    "I tell you in your digest when there is a new figure, and you get none from me yet. "
    "Would you like one a day?"
)
HOW_TO_WATCH = (
    "You watch nothing yet. Write what to watch, like\n/watch alibaba cloud revenue"
)
TOO_MANY_WATCHES = "You watch as much as I can remember. /unwatch takes something off."
WHICH_TO_WATCH = "Which one shall I watch?"
WATCH_GONE = "You no longer watched it."
_BUTTON = 50
AND_BEGIN = "begin"


def watching(label: str, *, new: bool, begun: bool = False) -> str:
    """Say that the next figure will be told; `begun`: that there are digests now."""
    if not new:
        return f"You are watching <b>{escaped(cut(label))}</b> already."
    when = "\nOne digest a day comes from now on: /settings says when." if begun else ""
    return (
        f"Watching <b>{escaped(cut(label))}</b>. "
        f"The next new figure of it leads your digest, whatever article it comes in.{when}"
    )


def begin_and_watch(figure_id: int) -> Buttons:
    """Offer a digest a day to who wants to watch and gets none."""
    return [[("Yes, and watch it", f"watch:{figure_id}:{AND_BEGIN}")]]


def watching_no_more(label: str) -> str:
    """Say that a watch has ended."""
    return f"No longer watching {cut(label)}."


def watches_screen(watches: Sequence[Watch]) -> tuple[str, Buttons]:
    """List what is watched, with a button each to end it."""
    if not watches:
        return HOW_TO_WATCH, ()
    lines = [f"• {escaped(cut(one.label))}" for one in watches]
    text = "<b>You are watching</b>\n" + "\n".join(lines) + "\n\nPress one to end it."
    return text, [
        [(f"✕ {cut(one.label, _BUTTON)}", f"unwatch:{one.id}")] for one in watches
    ]
