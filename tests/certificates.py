"""A certificate that no browser believes: signed by itself, for a name of nobody."""

import ssl
from pathlib import Path

_CERTIFICATE = """
-----BEGIN CERTIFICATE-----
MIIBpDCCAUqgAwIBAgIUDJmJjn6nGUoCQe4NSPUsp5GF1nMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwObm9ib2R5LmV4YW1wbGUwIBcNMjYxMTI0MDM1MTE4WhgPMjEy
NjEwMzEwMzUxMThaMBkxFzAVBgNVBAMMDm5vYm9keS5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEKL61a01MZXeNEVF985SMScFIcKFkaFqEhTIUd09D
HZ8PPDUhfntSNHvfTcJpTHlHfqhg5lEXz/+9g0vVkxnBHaNuMGwwHQYDVR0OBBYE
FEXjFRM6t+01UKsSi2lCzGmY0fM2MB8GA1UdIwQYMBaAFEXjFRM6t+01UKsSi2lC
zGmY0fM2MA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIObm9ib2R5LmV4YW1w
bGUwCgYIKoZIzj0EAwIDSAAwRQIgGgBK3SDpLhQrLkdTIOFm9uRlI7qViDxlqxsW
KVAOBkMCIQDirmtjdmtqm2m32uof8j+jLzPD+6tyS2OqQ758HnvT6w==
-----END CERTIFICATE-----
"""

# It opens nothing: it belongs to the certificate above, and to these tests.
_KEY = """
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEICm1pjgHj5IPukCoZtoRt7nCIRK/dnLJzFxXctWVN3DVoAoGCCqGSM49
AwEHoUQDQgAEKL61a01MZXeNEVF985SMScFIcKFkaFqEhTIUd09DHZ8PPDUhfntS
NHvfTcJpTHlHfqhg5lEXz/+9g0vVkxnBHQ==
-----END EC PRIVATE KEY-----
"""


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return what a server needs to show it; `folder` is for its file."""
    file = folder / "self-signed.pem"
    file.write_text(_CERTIFICATE + _KEY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
