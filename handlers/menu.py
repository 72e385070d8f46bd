"""What Telegram shows of the bot: its commands, and what it says of itself."""

from collections.abc import Iterator

PRIVATE = (
    ("figure", "a figure with its proof: /figure internet users china"),
    ("latest", "the newest stories"),
    ("digest", "your digest, now"),
    ("settings", "when your digest comes"),
    ("help", "what you can ask"),
    ("stop", "no more digests"),
    ("start", "get one digest a day"),
)
GROUP = tuple(command for command in PRIVATE if command[0] != "help")


DESCRIPTION = (
    "The tech-news desk in a chat. Ask for a figure and get it with its proof: value, "
    "period, change, who said it, and the very sentence. And one digest a day, at your "
    "own local time."
)
ABOUT = "Figures from tech news, each with its proof. One digest a day."


def menu_calls() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the Bot API calls that register commands and descriptions."""
    yield "setMyDescription", {"description": DESCRIPTION}
    yield "setMyShortDescription", {"short_description": ABOUT}
    for scope, commands in (
        ("default", PRIVATE),
        ("all_private_chats", PRIVATE),
        ("all_group_chats", GROUP),
    ):
        listed = [{"command": name, "description": words} for name, words in commands]
        yield "setMyCommands", {"commands": listed, "scope": {"type": scope}}
