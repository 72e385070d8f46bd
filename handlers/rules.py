"""/topics add, drop and mute: the words that speak for topics, in the hands of editors."""

import re
from typing import Final

from telegram import Update

from briefings.digests.taste import LONGEST_WORD
from briefings.digests.topicnames import topic_called
from briefings.reading.topics import Rule
from db import topics
from handlers import replies
from handlers.add import is_editor
from handlers.context import Context

_SETTLES: Final = 3  # the weight of an editor's word
_LINE: Final = re.compile(
    r"(?P<verb>add|drop|mute)\s+(?P<topic>[^:]{1,60}):(?P<words>.+)",
    re.IGNORECASE | re.DOTALL,
)
_VERBS: Final = ("add", "drop", "mute")
_MOST: Final = 50  # words in a line
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9 &-]{1,30}")


def is_rule(line: str) -> bool:
    """Whether a line behind /topics is about their words."""
    return line.partition(" ")[0].casefold() in _VERBS


async def teach(update: Update, context: Context, line: str) -> None:
    """Change the words of a topic; an unknown topic begins with its first word."""
    if not is_editor(update, context):
        context.say(update, replies.ONLY_EDITORS_TEACH)
        return
    found = _LINE.fullmatch(line.strip())
    words = _words(found["words"]) if found else []
    if found is None or not 0 < len(words) <= _MOST:
        context.say(update, replies.HOW_TO_TEACH)
        return
    verb, name = found["verb"].casefold(), found["topic"].strip()
    async with context.changing() as session:
        known = await topics.known(session)
        topic = topic_called(name, known) or name.casefold()
        if topic not in known and (verb != "add" or not _NAME.fullmatch(topic)):
            context.say(update, replies.no_such_topic(name, known))
            return
        if verb == "drop":
            changed = await topics.unteach(session, topic, words)
        else:
            weight = _SETTLES if verb == "add" else 0
            rules = [Rule(topic, word, weight) for word in words]
            changed = await topics.teach(session, rules)
    context.say(update, replies.taught(verb, topic, words, changed))


def _words(text: str) -> list[str]:
    words = (" ".join(word.casefold().split()) for word in re.split(r"[,;\n]", text))
    return [word for word in words if 1 < len(word) <= LONGEST_WORD]
