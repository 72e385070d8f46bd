"""The edge towards the web: where Telegram brings updates to us."""
