"""Which addresses may be read: the public web, and what the operator allows besides.

The networks are those of the IANA registries of special-purpose addresses (RFC 6890 and
its successors), and all that carry an IPv4 address inside an IPv6 one: they are the ways
around a check that looks at one family only. The addresses of cloud metadata services
lie in them, but for one of Azure's.
"""

import re
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

from yarl import URL

from bot.web.errors import (
    CredentialsError,
    NotPublicError,
    NoWebAddressError,
    PortError,
)

Ip = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL: Final = 4_000  # characters
_LONGEST_HOST: Final = 253
_PORTS: Final = frozenset({80, 443})
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC: Final = re.compile(r"\d+|0x[0-9a-f]*")
_STRANGE: Final = re.compile(r"[\x00-\x20\x7f\\]")
_HOME_NAMES: Final = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain"}
)
_RESERVED: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a carrier's NAT; Alibaba's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's own
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_UNICAST: Final = ip_network("2000::/3")
"""All public IPv6. Outside are ::1, mapped and NAT64 addresses, fc00::/7, fe80::/10."""


class Allowed:
    """What may be read: the public web, and the names, addresses and networks given."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._networks: list[Network] = []
        for one in given:
            try:
                self._networks.append(ip_network(one.strip("[]"), strict=False))
            except ValueError:
                self._names.add(one.lower().rstrip("."))

    def check(self, url: str) -> URL:
        """Return an address that may be asked for, taken apart; its fragment is gone.

        Raises:
            RefusedAddressError: one of its kinds.
        """
        parts = _taken_apart(url)
        host = (parts.raw_host or "").rstrip(".")
        if parts.raw_user is not None or parts.raw_password is not None:
            raise CredentialsError
        if not self.names(host):
            self._check_host(host, parts.explicit_port)
        return parts.with_fragment(None)

    def names(self, host: str) -> bool:
        """Whether the operator allows this very name."""
        return host.lower().rstrip(".") in self._names

    def admits(self, address: str) -> bool:
        """Whether a connection to an IP address may be made."""
        ip = _ip(address)
        return ip is not None and (is_public(ip) or self._is_listed(ip))

    def _is_listed(self, ip: Ip) -> bool:
        return any(ip in network for network in self._networks)

    def _check_host(self, host: str, port: int | None) -> None:
        ip = _ip(host)
        if ip is not None and self._is_listed(ip):
            return
        if not (_is_public_name(host) if ip is None else is_public(ip)):
            raise NotPublicError
        if port is not None and port not in _PORTS:
            raise PortError


def is_public(ip: Ip) -> bool:
    """Whether an address belongs to the public Internet, and to nothing special in it."""
    if ip.version == 6 and ip not in _UNICAST:  # noqa: PLR2004  # IPv6
        return False
    return not any(ip in network for network in _RESERVED)


def _taken_apart(url: str) -> URL:
    if len(url) > LONGEST_URL or _STRANGE.search(url):
        raise NoWebAddressError
    try:
        parts = URL(url)
        _ = parts.raw_host, parts.port  # yarl looks at them only now
    except ValueError:
        raise NoWebAddressError from None
    if parts.scheme not in {"http", "https"} or not parts.raw_host:
        raise NoWebAddressError
    return parts


def _ip(host: str) -> Ip | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_public_name(host: str) -> bool:
    """Whether a host is a name of the public web.

    A name that ends in a number is an IPv4 address in one of the old forms (decimal,
    octal, hexadecimal, short), which only serve to hide where it leads.
    """
    labels = host.split(".")
    return (
        len(host) <= _LONGEST_HOST
        and len(labels) > 1
        and all(_NAME.fullmatch(label) for label in labels)
        and not _NUMERIC.fullmatch(labels[-1])
        and labels[-1] not in _HOME_NAMES
    )
