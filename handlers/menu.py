"""The command menu that Telegram shows beside the text field."""

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


def menu_calls() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the Bot API calls that register the commands, for each kind of chat."""
    for scope, commands in (
        ("default", PRIVATE),
        ("all_private_chats", PRIVATE),
        ("all_group_chats", GROUP),
    ):
        listed = [{"command": name, "description": words} for name, words in commands]
        yield "setMyCommands", {"commands": listed, "scope": {"type": scope}}
