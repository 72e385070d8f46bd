"""What an HTTP answer means: its status, its headers, and the first bytes of its body."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from bot.web.errors import (
    BadAnswerError,
    BusyError,
    ForbiddenError,
    GoneError,
    NotFoundError,
    ServerError,
    StatusError,
    WrongTypeError,
)
from briefings.reading.files import binary_kind

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
FOR_GOOD: Final = frozenset({301, 308})

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})")
_NOT_KEPT: Final = re.compile(r"(?:^|[,\s])no-(?:store|cache)")
_LONGEST: Final = timedelta(days=365)
_MEDIA: Final = {
    "image": "a picture",
    "audio": "a sound",
    "video": "a film",
    "font": "a font",
}
_STATUSES: Final[dict[int, type[StatusError]]] = {
    401: ForbiddenError,
    402: ForbiddenError,
    403: ForbiddenError,
    404: NotFoundError,
    410: GoneError,
    429: BusyError,
    451: ForbiddenError,
    503: BusyError,
}

Headers = Mapping[str, str]


def refusal(status: int, headers: Headers, now: datetime) -> Exception | None:
    """Return why a status brings nothing to read, None where it does."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == 304:  # noqa: PLR2004  # Not Modified
        return None
    if status < HTTPStatus.BAD_REQUEST:
        return BadAnswerError()
    general = ServerError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else StatusError
    kind = _STATUSES.get(status, general)
    return kind(status, _after(headers.get("Retry-After"), headers, now))


def fresh_for(headers: Headers, now: datetime) -> timedelta | None:
    """How long an answer stays good, by Cache-Control, else by Expires (RFC 9111)."""
    control = headers.get("Cache-Control", "").lower()
    if _NOT_KEPT.search(control):
        return None
    if found := _MAX_AGE.search(control):
        return min(timedelta(seconds=int(found[1])), _LONGEST)
    return _after(headers.get("Expires"), headers, now)


def check_type(content_type: str) -> None:
    """Refuse what says that it is no text.

    Raises:
        WrongTypeError: a picture, a sound, a film.
    """
    kind = _MEDIA.get(content_type.partition("/")[0])
    if kind is not None and "+xml" not in content_type:
        raise WrongTypeError(kind)


def check_bytes(head: bytes) -> None:
    """Refuse what is no text whatever it says. A PDF may be read.

    Raises:
        WrongTypeError: a picture, an archive, a program.
    """
    kind = binary_kind(head)
    if kind is not None and not head.startswith(b"%PDF"):
        raise WrongTypeError(kind)


def _after(value: str | None, headers: Headers, now: datetime) -> timedelta | None:
    """A wait in seconds, or until a date; the server's clock counts, not ours."""
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(timedelta(seconds=int(value[:12])), _LONGEST)
    until = _date(value)
    if until is None:
        return None
    wait = until - (_date(headers.get("Date", "")) or now)
    return min(max(wait, timedelta()), _LONGEST)


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=date.tzinfo or UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
