"""The edge towards Telegram: how bytes travel, how fast, and what an answer means."""
