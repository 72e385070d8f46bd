"""The only reader of the environment. Each variable is explained in .env.example."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_-]{3,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_HIGHEST_PORT = 65_535


class SettingsError(Exception):
    """A variable holds something Tally cannot use; the sentence says what to write."""

    def __init__(self, variable: str, value: str | None, advice: str) -> None:
        # A token is never repeated: it may be nearly right.
        given = "cannot be used" if value is None else f"is {value!r}"
        super().__init__(f"{variable} {given}. {advice}")


_DEFAULT_LOCAL = "sqlite:///data/local.db"
_DEFAULT_REAL = "sqlite:///data/tally.db"
_DEFAULT_PORT = 8811
FREE_RATE = 30
"""Messages a second that Telegram takes from a bot that pays nothing."""

_HIGHEST_RATE = 1000
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Listen:
    """An address of this machine to listen on."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose. `token` None means: run with the local Telegram."""

    token: str | None = field(default=None, repr=False)
    api_url: str = TELEGRAM
    database_url: str = _DEFAULT_LOCAL
    admins: frozenset[int] = frozenset()
    chat_port: int = _DEFAULT_PORT
    messages_per_second: int = FREE_RATE
    webhook_url: str | None = None
    webhook_listen: Listen = Listen("127.0.0.1", 8443)
    allowed_hosts: tuple[str, ...] = ()
    log_level: str = "INFO"
    log_json: bool = False

    @property
    def bot_id(self) -> int | None:
        """The bot's id, which is the first part of its token."""
        return int(self.token.partition(":")[0]) if self.token else None


def read_settings(folder: Path = Path()) -> Settings:
    """Read the environment, and `.env` in `folder` for what is not in it.

    Raises:
        SettingsError: A variable cannot be used.
    """
    try:
        file = {
            k: v for k, v in dotenv_values(folder / ".env").items() if v is not None
        }
    except UnicodeDecodeError as error:
        raise SettingsError(".env", None, "Save it as UTF-8 text.") from error
    return from_variables({**file, **os.environ})  # noqa: TID251  # the one reader


def from_variables(variables: Mapping[str, str]) -> Settings:
    """Return the settings that variables stand for; empty ones count as missing.

    Raises:
        SettingsError: A variable cannot be used.
    """
    given = {name: value.strip() for name, value in variables.items() if value.strip()}
    token = _token(given.get("BOT_TOKEN"))
    # The local Telegram and the real one never share a database.
    default_database = _DEFAULT_REAL if token else _DEFAULT_LOCAL
    return Settings(
        token=token,
        api_url=_api_url(given.get("BOT_API_URL", TELEGRAM)),
        database_url=given.get("DATABASE_URL", default_database),
        admins=_admins(given.get("ADMINS", "")),
        chat_port=_port(given.get("CHAT_PORT", str(_DEFAULT_PORT))),
        messages_per_second=_rate(given.get("MESSAGES_PER_SECOND", str(FREE_RATE))),
        webhook_url=_webhook_url(given.get("WEBHOOK_URL")),
        webhook_listen=_listen(given.get("WEBHOOK_LISTEN", "127.0.0.1:8443")),
        allowed_hosts=tuple(given.get("ALLOWED_HOSTS", "").replace(",", " ").split()),
        log_level=_level(given.get("LOG_LEVEL", "INFO")),
        log_json=given.get("LOG_FORMAT", "text").lower() == "json",
    )


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS


def _token(value: str | None) -> str | None:
    if value is None or _TOKEN.fullmatch(value):
        return value
    advice = "It looks like 123456789:AAE..., and @BotFather gives you one."
    raise SettingsError("BOT_TOKEN", None, advice)


def _api_url(value: str) -> str:
    if not _is_web_address(value) or "/bot" in value:
        # Not repeated, either: a token may stand in it.
        raise SettingsError("BOT_API_URL", None, f"Write it like {TELEGRAM}.")
    return value.rstrip("/")


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _admins(value: str) -> frozenset[int]:
    words = value.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() for word in words):
        advice = "Write the ids of people, like 12345678,87654321."
        raise SettingsError("ADMINS", value, advice)
    return frozenset(int(word) for word in words)


def _port(value: str) -> int:
    if not _is_number(value) or int(value) > _HIGHEST_PORT:
        advice = f"Write a port, like {_DEFAULT_PORT} (0: any free one)."
        raise SettingsError("CHAT_PORT", value, advice)
    return int(value)


def _rate(value: str) -> int:
    if not _is_number(value) or not 0 < int(value) <= _HIGHEST_RATE:
        advice = "Write 30, or up to 1000 if you pay Telegram for broadcasts."
        raise SettingsError("MESSAGES_PER_SECOND", value, advice)
    return int(value)


def _webhook_url(value: str | None) -> str | None:
    if value is None or _is_web_address(value):
        return value
    advice = "Write the public address that leads here, like https://tally.example/in."
    raise SettingsError("WEBHOOK_URL", value, advice)


def _listen(value: str) -> Listen:
    host, _, port = value.rpartition(":")
    if not host or not _is_number(port) or int(port) > _HIGHEST_PORT:
        advice = "Write an address and a port, like 127.0.0.1:8443."
        raise SettingsError("WEBHOOK_LISTEN", value, advice)
    return Listen(host, int(port))


def _level(value: str) -> str:
    if value.upper() not in _LEVELS:
        raise SettingsError("LOG_LEVEL", value, f"Write one of {', '.join(_LEVELS)}.")
    return value.upper()
