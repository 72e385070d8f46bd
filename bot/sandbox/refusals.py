"""What the local Telegram refuses, in Telegram's codes and words.

SandboxError
├── Refusal             an answer with `ok: false`
│   ├── BadRequest          400
│   ├── Unauthorized        401
│   ├── Forbidden           403
│   ├── NotFound            404
│   ├── LoggedOut           400, in words of its own
│   ├── Conflict            409
│   ├── TooLarge            413
│   └── TooManyRequests     429, with `retry_after` in seconds
└── ImpossibleError     a person tried what no messenger lets them do
"""

from typing import Any


class SandboxError(Exception):
    """The base of everything the local Telegram raises."""


class Refusal(SandboxError):  # noqa: N818 # an answer, not an error of ours
    """A call that is answered with an error.

    `description` follows the status' own words: "chat not found" is said as
    "Bad Request: chat not found". `parameters` is Telegram's ResponseParameters.
    """

    status = 400
    prefix = "Bad Request"

    def __init__(self, description: str = "", **parameters: int) -> None:
        said = f"{self.prefix}: {description}" if description else self.prefix
        super().__init__(said)
        self.description = said
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(Refusal):
    """400: the request is wrong in itself, or wrong for this chat."""


class Unauthorized(Refusal):
    """401: the token is well formed and nobody's."""

    status = 401
    prefix = "Unauthorized"


class Forbidden(Refusal):
    """403: the chat does not want the bot."""

    status = 403
    prefix = "Forbidden"


class NotFound(Refusal):
    """404: no such method, or no token at all."""

    status = 404
    prefix = "Not Found"


class LoggedOut(Refusal):
    """400: the bot logged out and has not come back."""

    prefix = "Logged out"


class Conflict(Refusal):
    """409: somebody else takes the updates."""

    status = 409
    prefix = "Conflict"


class TooLarge(Refusal):
    """413: more than a file may weigh."""

    status = 413
    prefix = "Request Entity Too Large"


class TooManyRequests(Refusal):
    """429: come back in `seconds`."""

    status = 429
    prefix = "Too Many Requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"retry after {seconds}", retry_after=seconds)


class ImpossibleError(SandboxError):
    """A person tried what their messenger would not offer them."""
