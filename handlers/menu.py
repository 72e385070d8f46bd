"""What Telegram shows of the bot: its commands, and what it says of itself."""

from collections.abc import Iterable, Iterator

ASKING = (
    ("figure", "a figure with its proof: /figure internet users china"),
    ("compare", "two figures side by side: /compare A vs B"),
    ("trend", "how a figure went, as a picture"),
    ("find", "stories with these words"),
    ("topics", "what the news is about"),
    ("latest", "the newest stories"),
)
DIGESTS = (
    ("digest", "your digest, now"),
    ("watch", "tell me the next figure of it"),
    ("unwatch", "what is watched, and ending it"),
    ("settings", "when the digest comes, and what it brings"),
)
ABOUT_US = (
    ("sources", "where the news comes from"),
    ("help", "what you can ask"),
    ("start", "get one digest a day"),
    ("stop", "no more digests"),
)
EDITING = (
    ("add", "add an article, a link or a feed"),
    ("fix", "put a figure right"),
    ("misses", "what was asked and not found"),
    ("alias", "teach me another word for something"),
    ("undo", "take the last addition back"),
)

PRIVATE = (*ASKING, *DIGESTS, *ABOUT_US)
GROUP = (*ASKING, *DIGESTS, *ABOUT_US[1:])
EDITOR = (*PRIVATE, *EDITING)

DESCRIPTION = (
    "The tech-news desk in a chat. Ask for a figure and get it with its proof: value, "
    "period, change, who said it, and the very sentence. And one digest a day, at your "
    "own local time."
)
ABOUT = "Figures from tech news, each with its proof. One digest a day."


def menu_calls(editors: Iterable[int] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the Bot API calls that register commands and descriptions.

    Editors see their own commands in their private chats. Telegram refuses that for one
    who never wrote to the bot, which does no harm: they get it at the next start.
    """
    yield "setMyDescription", {"description": DESCRIPTION}
    yield "setMyShortDescription", {"short_description": ABOUT}
    for scope, commands in (
        ("default", PRIVATE),
        ("all_private_chats", PRIVATE),
        ("all_group_chats", GROUP),
    ):
        yield "setMyCommands", _commands({"type": scope}, commands)
    for editor in sorted(editors):
        scope_of_one = {"type": "chat", "chat_id": editor}
        yield "setMyCommands", _commands(scope_of_one, EDITOR)


def _commands(
    scope: dict[str, object] | dict[str, str], commands: Iterable[tuple[str, str]]
) -> dict[str, object]:
    listed = [{"command": name, "description": words} for name, words in commands]
    return {"commands": listed, "scope": scope}
