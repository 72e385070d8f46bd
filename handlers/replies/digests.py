"""What is said around digests; what stands in them is composed in briefings/digests."""

from collections.abc import Sequence
from itertools import islice

from briefings.digests.choose import Reason
from briefings.digests.topicnames import topic_name
from db.digests import Why
from handlers.replies.markup import counted, cut, escaped

NOTHING_WANTED = (
    "Nothing that fits your topics and words has come in yet. "
    "/settings shows and changes them; /latest shows all the newest stories."
)
_REASONS = {
    Reason.WATCHED: "⭐ you watch it",
    Reason.FOLLOWED: "you follow {}",
    Reason.NAMED: "it says “{}”",
    Reason.UPDATED: "a figure changed",
    Reason.SOURCES: "reports: {}",
    Reason.FIGURES: "figures: {}",
    Reason.LATEST: "it is among the latest",
}
_MOST_EXPLAINED = 15
_HEADLINE = 90
_WORDS = 60


def why_text(stories: Sequence[Why]) -> str:
    """Say for each story of a digest why it is there, in its order."""
    lines = [
        f"<b>{escaped(cut(one.headline, _HEADLINE))}</b>\n{_reasons(one)}"
        for one in islice(stories, _MOST_EXPLAINED)
    ]
    more = len(stories) - len(lines)
    if more > 0:
        lines.append(f"… and {counted(more, 'more story', 'more stories')}.")
    head = (
        "<b>Why these stories</b>\nFirst what you watch and follow, then what many "
        "sources tell, what has figures, and what is fresh."
    )
    return "\n\n".join([head, *lines])


def _reasons(why: Why) -> str:
    return " · ".join(_reason(reason, words) for reason, words in why.reasons)


def _reason(reason: Reason, words: str) -> str:
    if reason is Reason.FOLLOWED:
        words = ", ".join(topic_name(one) for one in words.split(", "))
    return _REASONS[reason].format(escaped(cut(words, _WORDS)))


ONLY_EDITORS_TEACH = (
    "Only this desk's editors change what topics are made of. "
    "/settings topics chips, ai chooses among them."
)
HOW_TO_TEACH = (
    "A topic is told by its words, whole and in any number:\n"
    "<code>/topics add chips: wafer fab, lithography</code>\n"
    "<code>/topics drop chips: lithography</code> takes back what was added\n"
    "<code>/topics mute chips: wafer</code> silences a built-in word\n"
    "A new name after add begins a new topic."
)
_TAUGHT = {
    "add": "now speaks for",
    "drop": "is no longer yours for",
    "mute": "says nothing any more of",
}


def taught(verb: str, topic: str, words: Sequence[str], changed: int) -> str:
    """Say what was learnt, and what it changed at once."""
    listed = escaped(cut(", ".join(words), 300))
    of = counted(changed, "recent story has", "recent stories have")
    return (
        f"“{listed}” {_TAUGHT[verb]} <b>{escaped(topic_name(topic))}</b>. "
        f"{of[0].upper()}{of[1:]} other topics now."
    )


def no_such_topic(name: str, known: Sequence[str]) -> str:
    """Say which topics there are."""
    listed = escaped(", ".join(known))
    return f"I know no topic called “{escaped(cut(name))}”. There are: {listed}."
