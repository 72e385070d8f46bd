"""Addresses that must never be asked for, each with why."""

from bot.web.errors import (
    CredentialsError,
    FetchError,
    NotPublicError,
    NoWebAddressError,
    PortError,
)

PRIVATE = {
    "loopback": "http://127.0.0.1/",
    "loopback-other": "http://127.8.9.10/",
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "octal-whole": "http://017700000001/",
    "hexadecimal": "http://0x7f.0x0.0x0.0x1/",
    "hexadecimal-whole": "http://0x7f000001/",
    "short": "http://127.1/",
    "zero": "http://0/",
    "zeros": "http://0.0.0.0/",
    "padded": "http://127.000.000.001/",
    "too-many-parts": "http://1.127.0.0.1/",
    "circled-digits": "http://①②⑦.⓪.⓪.①/",
    "full-width-digits": "http://１２７.0.0.1/",
    "ideographic-stops": "http://127。0。0。1/",
    "percent-encoded": "http://%31%32%37.0.0.1/",
    "final-stop": "http://127.0.0.1./",
    "private-10": "http://10.1.2.3/",
    "private-172": "http://172.16.0.1/",
    "private-172-end": "http://172.31.255.255/",
    "private-192": "http://192.168.1.1/",
    "carrier": "http://100.64.0.1/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata-alibaba": "http://100.100.100.200/",
    "metadata-oracle": "http://192.0.0.192/",
    "metadata-azure": "http://168.63.129.16/",
    "metadata-v6": "http://[fd00:ec2::254]/",
    "metadata-name": "http://metadata.google.internal/",
    "benchmarks": "http://198.18.0.1/",
    "documentation": "http://192.0.2.1/",
    "documentation-2": "http://198.51.100.7/",
    "documentation-3": "http://203.0.113.9/",
    "6to4-relay": "http://192.88.99.1/",
    "multicast": "http://224.0.0.1/",
    "reserved": "http://240.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "loopback-v6": "http://[::1]/",
    "any-v6": "http://[::]/",
    "mapped": "http://[::ffff:127.0.0.1]/",
    "mapped-hexadecimal": "http://[::ffff:7f00:1]/",
    "mapped-public": "http://[::ffff:8.8.8.8]/",
    "compatible": "http://[::127.0.0.1]/",
    "nat64": "http://[64:ff9b::7f00:1]/",
    "nat64-local": "http://[64:ff9b:1::7f00:1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "teredo": "http://[2001:0:7f00:1::]/",
    "unique-local": "http://[fc00::1]/",
    "link-local-v6": "http://[fe80::1]/",
    "zone": "http://[fe80::1%25eth0]/",
    "site-local": "http://[fec0::1]/",
    "multicast-v6": "http://[ff02::1]/",
    "documentation-v6": "http://[2001:db8::1]/",
    "documentation-v6-2": "http://[3fff::1]/",
    "discard": "http://[100::1]/",
    "localhost": "http://localhost/",
    "localhost-capitals": "http://LOCALHOST./",
    "localhost-circled": "http://ⓛocalhost/",
    "localhost-below": "http://a.localhost/",
    "one-word": "http://intranet/",
    "dot-local": "http://printer.local/",
    "dot-internal": "http://db.internal/",
    "a-space-in-the-name": "http://ex%20ample.com/",
    "empty-label": "http://example..com/",
}
NO_WEB = {
    "file": "file:///etc/passwd",
    "file-host": "file://localhost/etc/passwd",
    "ftp": "ftp://example.com/feed",
    "gopher": "gopher://127.0.0.1:6379/_INFO",
    "dict": "dict://127.0.0.1:11211/",
    "data": "data:text/html,<p>hello",
    "javascript": "javascript:alert(1)",
    "unix": "unix:///var/run/docker.sock",
    "websocket": "ws://example.com/",
    "no-scheme": "//example.com/",
    "no-host": "http:///etc/passwd",
    "no-slashes": "http:example.com",
    "backslash": "http://example.com\\@127.0.0.1/",
    "line-break": "http://example.com/\r\nHost: evil",
    "tab": "http://local\thost/",
    "nul": "http://example.com\0.evil/",
    "half-a-bracket": "http://[::1",
    "port-of-letters": "http://example.com:http/",
    "port-too-high": "http://example.com:65616/",
    "endless": "http://example.com/" + "a" * 5000,
    "empty": "",
    "words": "not an address",
}
CREDENTIALS = {
    "name-and-password": "http://me:secret@example.com/",
    "name": "http://me@example.com/",
    "password": "http://:secret@example.com/",
    "hiding-the-host": "http://example.com@127.0.0.1/",
}
PORTS = {
    "port-22": "http://example.com:22/",
    "port-8080": "https://example.com:8080/",
    "port-0": "http://example.com:0/",
    "port-of-redis": "http://example.com:6379/",
}

REFUSED: dict[str, tuple[str, type[FetchError]]] = {
    name: (url, error)
    for table, error in (
        (PRIVATE, NotPublicError),
        (NO_WEB, NoWebAddressError),
        (CREDENTIALS, CredentialsError),
        (PORTS, PortError),
    )
    for name, url in table.items()
}

_RELATIVE = {"no-scheme", "no-host", "no-slashes", "line-break", "empty", "words"}
ABSOLUTE = {name: row[0] for name, row in REFUSED.items() if name not in _RELATIVE}
"""Those that a redirect can lead to; the others would stay on the site."""

ADDRESSES = {
    name: url.removeprefix("http://[").removesuffix("]/")
    if "[" in url
    else url.removeprefix("http://").removesuffix("/")
    for name, url in PRIVATE.items()
    if name in {
        "loopback", "loopback-other", "zeros", "private-10", "private-172", "private-192",
        "carrier", "benchmarks", "multicast", "broadcast", "loopback-v6", "any-v6",
        "mapped", "mapped-public", "compatible", "nat64", "6to4", "teredo", "unique-local",
        "link-local-v6", "metadata-v6", "metadata-azure", "multicast-v6",
    }
}  # fmt: skip
"""Those that a name may lead to."""
