"""Sentences for everything else."""

from handlers.context import Buttons
from handlers.replies.markup import cut, escaped

LATEST_STORIES = 15
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
NOTHING_YET = (
    "The desk is still empty: no article has come in yet. "
    "An editor can paste or forward one to me."
)
NOTHING_ARRIVED = (
    "Nothing new has come in yet. What this desk knows from before answers your "
    "questions, and /latest shows it."
)
NOTHING_NEW = "Nothing new since your last digest. /latest shows the newest stories."
EXAMPLES: Buttons = (
    (("internet users china", "ask:internet users china"),),
    (("alibaba cloud revenue", "ask:alibaba cloud revenue"),),
    (("chip imports 2020", "ask:chip imports 2020"),),
)


def set_aside(error: Exception) -> str:
    """Tell an editor that an update failed for good."""
    why = escaped(cut(repr(error)))
    return f"A message to me failed three times and was set aside:\n<code>{why}</code>"


def help_text(*, editor: bool) -> str:
    """Say what one can write."""
    text = (
        "<b>Ask me for a figure</b>\n"
        "Just write it: <i>how many chinese go online by phone?</i>\n"
        "or /figure alibaba cloud revenue\n"
        "You get the number, who said it, and the very sentence. "
        "What no article says, I don't know, and I say so.\n\n"
        "<b>Look closer</b>\n"
        "/compare rural online sales 2014 vs 2020\n"
        "/trend fernhill deliveries — a picture\n"
        "/watch alibaba cloud revenue — the next figure leads your digest\n"
        "/unwatch — what you watch\n\n"
        "<b>Read</b>\n"
        "/latest — the newest stories\n"
        "/find chips — stories with these words\n"
        "/topics — what the news is about\n"
        "/sources — where it comes from\n"
        "/digest — your digest, now\n\n"
        "<b>One digest a day</b>\n"
        "/start — begin\n"
        "/settings — see or change when it comes, and what it is about\n"
        "/settings 08:30 Asia/Shanghai mon-fri — in one line\n"
        "/stop — end\n\n"
        "In a group, name me or answer me. In any chat, write my name and a question, "
        "and send what I offer."
    )
    if editor:
        text += (
            "\n\n<b>You are an editor</b>\n"
            "Send me an article, pasted, forwarded or as a file (text, web page, PDF); a "
            "link to an article, a feed or a site; or an OPML file with many feeds.\n"
            "/add — a short note, written behind it\n"
            "/undo — take the last addition back\n"
            "/sources — also how each does; pause, remove, export\n"
            "/fix — put a figure right\n"
            "/misses — what was not found\n"
            "/alias netizens = internet users — teach me a word\n"
            "/topics add chips: wafer fab — teach a topic a word"
        )
    return text
