"""What digests need: wishes of subscribers, stories, topic rules."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
