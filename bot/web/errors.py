"""Why an address could not be read; each class says it in the words people are shown.

FetchError
├── RefusedAddressError     nothing was asked: the address itself will not do
│   ├── NoWebAddressError       no address, or of another scheme than http and https
│   ├── CredentialsError        a name and a password in it
│   ├── PortError               another port than 80 and 443
│   └── NotPublicError          it leads to a private, local or reserved network
├── RobotsError             robots.txt asks not to be read
├── NoConnectionError       nobody answered
│   ├── UnknownHostError        no such name
│   ├── OfflineError            our own network is down (`ours`)
│   ├── CertificateError        the certificate is not valid
│   └── InsecureError           no safe connection comes about, for other reasons
├── BadAnswerError          somebody answered, and it will not do
│   ├── TooSlowError            more than 20 seconds
│   ├── TooLargeError           more than 10 MB, also once unpacked
│   ├── BrokenOffError          the answer ended too early, or cannot be unpacked
│   ├── RedirectsError          more than five redirects, or one that leads nowhere
│   └── WrongTypeError          a picture, a program, an archive, ...
└── StatusError             the server says no
    ├── GoneError               410: for good
    ├── NotFoundError           404
    ├── ForbiddenError          401, 402, 403, 451
    ├── BusyError               429 and 503, often with `retry_after`
    └── ServerError             all other 5xx
"""

from datetime import timedelta
from inspect import getdoc
from typing import ClassVar


class FetchError(Exception):
    """The address could not be read.

    `transient`: it may work when tried again. `ours`: it is this machine that is cut
    off, so it says nothing about the site. `retry_after`: how long the site wants to be
    left alone, None when it did not say.
    """

    transient: ClassVar[bool] = True
    ours: ClassVar[bool] = False
    retry_after: timedelta | None = None

    def __init__(self) -> None:
        super().__init__((getdoc(type(self)) or "").partition("\n")[0])


class RefusedAddressError(FetchError):
    """The address will not do."""

    transient = False


class NoWebAddressError(RefusedAddressError):
    """This is not a web address: it must begin with http:// or https://."""


class CredentialsError(RefusedAddressError):
    """The address has a name or a password in it, and I keep no passwords."""


class PortError(RefusedAddressError):
    """The address names a port other than 80 and 443."""


class NotPublicError(RefusedAddressError):
    """The address is not public: it leads into a private or reserved network."""


class RobotsError(FetchError):
    """The site's robots.txt asks programs not to read this page."""


class NoConnectionError(FetchError):
    """The server does not answer."""


class UnknownHostError(NoConnectionError):
    """There is no site of this name."""


class OfflineError(NoConnectionError):
    """Our own network is down."""

    ours = True


class CertificateError(NoConnectionError):
    """The site's certificate is not valid."""


class InsecureError(NoConnectionError):
    """The server does not speak https as it should."""


class BadAnswerError(FetchError):
    """The server's answer makes no sense."""


class TooSlowError(BadAnswerError):
    """The server took longer than 20 seconds."""


class TooLargeError(BadAnswerError):
    """The answer is larger than 10 MB."""


class BrokenOffError(BadAnswerError):
    """The answer broke off, or is damaged."""


class RedirectsError(BadAnswerError):
    """The address only leads on and on to other addresses."""


class WrongTypeError(BadAnswerError):
    """The address leads to something that is not text."""

    transient = False

    def __init__(self, kind: str) -> None:
        self.kind = kind
        Exception.__init__(self, f"The address leads to {kind}, not to text.")


class StatusError(FetchError):
    """The server refuses. `status` is its number."""

    def __init__(self, status: int, retry_after: timedelta | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        words = (getdoc(type(self)) or "").partition("\n")[0]
        Exception.__init__(self, f"{words} ({status})")


class GoneError(StatusError):
    """The server says that this was taken away for good."""

    transient = False


class NotFoundError(StatusError):
    """The server knows nothing at this address."""


class ForbiddenError(StatusError):
    """The server does not let me read this."""


class BusyError(StatusError):
    """The server asks to be left alone for a while."""


class ServerError(StatusError):
    """The server itself is broken."""
