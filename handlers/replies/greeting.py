"""The first minute: what this is, where one is, and what one can do."""

from handlers.context import Buttons
from handlers.replies.markup import cut, escaped
from handlers.replies.planned import SettingsView, plan_text
from handlers.replies.settings import Rows, zone_rows

_EXAMPLES: Rows = [
    [("internet users china", "ask:internet users china")],
    [("alibaba cloud revenue", "ask:alibaba cloud revenue")],
]
_LAST: Rows = [
    [("📰 Show me a digest", "digest:now"), ("⏰ When it comes", "settings:show")]
]
ONLY_ADMINS = (
    "Only the administrators of this chat can change what it gets. "
    "Ask one of them, or write to me in private for a digest of your own."
)
ADMINS_UNKNOWN = (
    "Telegram does not tell me just now who administers this chat. "
    "Please try again in a minute."
)


def greeting(view: SettingsView, *, new: bool) -> tuple[str, Buttons]:
    """Welcome a subscriber, and ask for the one thing that must be known: the clock."""
    if not new:
        text = f"You are subscribed already.\n\n{plan_text(view)}"
        return text, [*_EXAMPLES, *_LAST]
    what = (
        "<b>Welcome to Tally</b>, the tech-news desk in a chat.\n\n"
        "<b>Ask</b> me for a figure, like <i>how many chinese go online by phone?</i> "
        "You get the number, who said it, and the very sentence.\n"
        "<b>Read</b> one digest a day: the stories that matter to you, each told once.\n\n"
    )
    text = f"{what}{plan_text(view)}\n\n<b>Where are you?</b> " + (
        "Press a city, share your location, or just write where."
        if view.private
        else "Press the city whose clock counts here."
    )
    ways = [("🌍 More cities", "settings:zones")]
    if view.private:
        ways.insert(0, ("📍 Share location", "settings:share"))
    return text, [*zone_rows(), ways, *_EXAMPLES, *_LAST]


def added_to_channel(view: SettingsView, title: str) -> str:
    """Tell whoever added us to a channel that it gets digests from now on."""
    return (
        f"From now on I post one digest a day in <b>{escaped(cut(title))}</b>.\n"
        f"{plan_text(view)}\n\nIts administrators change that with /settings, or end it "
        "with /stop, written in the channel itself."
    )


def put_out(title: str) -> str:
    """Tell whoever subscribed a chat that it can no longer be written to."""
    return (
        f"I may no longer write to <b>{escaped(cut(title))}</b>. Its digests are paused "
        "and its settings kept; they go on when I am let in again."
    )
