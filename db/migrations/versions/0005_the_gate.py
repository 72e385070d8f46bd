"""The gate: when a bot token may send again, shared by all processes."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
