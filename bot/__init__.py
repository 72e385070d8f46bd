"""The running program: joins all parts, talks to Telegram and the web, keeps time."""
