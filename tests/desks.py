"""A desk that has read articles, and what one does at it."""

from pathlib import Path

from bot.sandbox.people import Seen
from tests.conftest import Desk

CORPUS = Path(__file__).parent / "corpus"
BRIEFING = (CORPUS / "briefing.md").read_text()
QUARTERS = (CORPUS / "quarters.md").read_text()


async def stock(desk: Desk, *articles: str) -> Desk:
    """Have the editor paste articles."""
    for article in articles:
        said = await desk.editor.asks(f"/add\n{article}")
        assert "Added" in said.text, said.text
    return desk


async def next_after(desk: Desk, seen: Seen, button: str) -> Seen:
    """Press a button, and return the bot's next message."""
    reader = desk.reader
    heard = len(reader.heard())
    reader.presses(seen, button)
    return await desk.telegram.until(
        lambda: reader.heard()[heard] if len(reader.heard()) > heard else None
    )


async def note_on(desk: Desk, seen: Seen, button: str) -> dict[str, object]:
    """Press a button, and return the note over the chat that answers it."""
    press = desk.reader.presses(seen, button)
    return await desk.telegram.until(lambda: press.answer)


async def forged(desk: Desk, seen: Seen, data: str) -> dict[str, object]:
    """Press a button that was never there, as anybody with a client of theirs can."""
    button = {"text": "x", "callback_data": data}
    seen.json["reply_markup"] = {"inline_keyboard": [[button]]}
    return await note_on(desk, seen, "x")
