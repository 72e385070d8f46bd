"""Structured logs on standard error. A bot token never gets into them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.settings import Settings

# Any token, not only ours: a pasted one must not be kept either.
_TOKEN = re.compile(r"(?<![\w-])(?:bot)?(\d{5,16}):[A-Za-z0-9_-]{3,}")
_HIDDEN = r"\1:***"
_QUIET = ("httpx", "httpcore", "apscheduler", "aiohttp.access", "alembic", "telegram")


def hide_tokens(line: str) -> str:
    """Return a line with what looks like a bot token blotted out."""
    return _TOKEN.sub(_HIDDEN, line)


def configure(settings: Settings) -> None:
    """Send structlog's and the libraries' records to one place, in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                render,
                _hide,
            ],
        )
    )
    # A record that cannot be formatted would be printed raw, past the hiding below.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _hide(_logger: object, _name: str, line: MutableMapping[str, Any] | str) -> Any:
    return hide_tokens(str(line))
