"""How bytes travel to the Bot API: PTB's transport contract over aiohttp and orjson.

PTB's own HTTPX transport costs 3 to 8 times the CPU for each message.
"""

from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTIONS = 512
"""More than calls are ever under way. A call that waits for a connection has been let
through the gate already, and would go out though Telegram asks to wait by then."""
_TIMEOUT = 20.0


class NotSentError(NetworkError):
    """No connection was made, so the call cannot have arrived."""


class BadAddressError(NotSentError):
    """The address is not a web address."""

    def __init__(self) -> None:
        super().__init__("the address is not a web address")


class Transport(BaseRequest):
    """Requests over one shared pool of connections, with no proxy from the environment.

    Raises (from `do_request`):
        NotSentError: The connection could not be made.
        TimedOut: No answer in time; the call may have been carried out.
        NetworkError: The connection broke; the call may have been carried out.
    """

    def __init__(self, *, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer, beyond a long poll's own."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the pool. Once is enough."""
        self._opened()

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def parse_json_payload(self, payload: bytes) -> Any:  # type: ignore[override]  # PTB declares a static method
        """Read an answer with orjson."""
        return orjson.loads(payload)

    async def do_request(  # type: ignore[override]  # of the four timeouts only one means anything here
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        **_other_timeouts: Any,
    ) -> tuple[int, bytes]:
        """Make one request as PTB wants it made."""
        wait = read_timeout if isinstance(read_timeout, int | float) else self._timeout
        if request_data is None:
            return await self.exchange(method, url, None, wait)
        if request_data.contains_files:
            return await self.exchange(method, url, _form(request_data), wait)
        body = orjson.dumps(request_data.json_parameters)
        return await self.exchange(method, url, body, wait)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

    async def exchange(
        self, method: str, url: str, body: bytes | aiohttp.FormData | None, wait: float
    ) -> tuple[int, bytes]:
        """Send a body and return the status and the body that come back."""
        session = self._opened()
        headers = (
            {"Content-Type": "application/json"} if isinstance(body, bytes) else {}
        )
        try:
            async with session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=wait, connect=10.0),
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(_without_address(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.InvalidURL:
            raise BadAddressError from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_without_address(error)) from None


def _without_address(error: Exception) -> str:
    # The address holds the token; the kind of error and the system's words do not.
    reason = getattr(error, "os_error", None)
    words = getattr(reason, "strerror", None)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
