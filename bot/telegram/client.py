"""Calls to the Bot API, each with its outcome instead of an exception."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

import aiohttp
import orjson
from telegram.error import NetworkError

from bot.telegram.outcome import Outcome, Result, judge
from bot.telegram.transport import NotSentError, Transport
from handlers.context import File

_PICTURE = "image/png"
PATIENCE = 20.0
"""Seconds after which a call without an answer is taken to have failed."""


class Client:
    """One bot at one Bot API server.

    The token is part of every address and of nothing else; `repr` does not show it.
    """

    def __init__(self, transport: Transport, api_url: str, token: str) -> None:
        self._transport = transport
        self._base = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"

    async def call(
        self, method: str, params: Mapping[str, object], *, wait: float = PATIENCE
    ) -> Outcome:
        """Call a method and say what came of it. Never raises for what Telegram does.

        Bytes among the parameters are uploaded as a picture, a `File` as what it is.
        """
        try:
            status, answer = await self._transport.exchange(
                "POST", self._base + method, _body(params), wait
            )
        except NotSentError as error:
            return Outcome(Result.NOT_SENT, error.message)
        except NetworkError as error:  # TimedOut is one, too
            return Outcome(Result.UNKNOWN, error.message)
        return judge(status, answer)

    async def download(self, file_id: str) -> bytes | None:
        """Return a file's content, None when Telegram does not hand it out."""
        outcome = await self.call("getFile", {"file_id": file_id})
        if not outcome.done or "file_path" not in outcome.value:
            return None
        address = self._files + quote(outcome.value["file_path"])
        try:
            status, content = await self._transport.exchange(
                "GET", address, None, PATIENCE
            )
        except NetworkError:
            return None
        return content if status == HTTPStatus.OK else None


def _body(params: Mapping[str, object]) -> bytes | aiohttp.FormData:
    if not any(isinstance(value, bytes | File) for value in params.values()):
        return orjson.dumps(params)
    form = aiohttp.FormData()
    for name, value in params.items():
        if isinstance(value, bytes | File):
            _upload(form, name, value)
        else:
            said = value if isinstance(value, str) else orjson.dumps(value).decode()
            form.add_field(name, said)
    return form


def _upload(form: aiohttp.FormData, name: str, given: bytes | File) -> None:
    file = given if isinstance(given, File) else File("picture.png", given, _PICTURE)
    form.add_field(name, file.content, filename=file.name, content_type=file.kind)
