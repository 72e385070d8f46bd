"""The name under which this process holds what only one may have at a time."""

import os
import socket
import uuid


def new_holder() -> str:
    """Return a name for this process that no other ever has."""
    # A restarted process may get its old number again, so the number is not enough.
    return f"{socket.gethostname()[:24]}/{os.getpid()}/{uuid.uuid4().hex[:8]}"
