"""A token never gets into the logs."""

import subprocess
import sys

import pytest

from bot import logs

SECRET = "AAF-abc_DEF0123456789abcdefghijklmn"
# In a process of its own: pytest has handlers at the root logger, too.
PROGRAM = """
import logging, sys
import structlog
from bot import logs
from bot.settings import Settings

token = "123456789:" + sys.argv[1]
logs.configure(Settings(token=token, log_json=sys.argv[2] == "json"))
try:
    raise ValueError(f"https://api.telegram.org/bot{token}/getMe")
except ValueError:
    structlog.get_logger("tally").exception("a call failed", address=f"bot{token}")
logging.getLogger("elsewhere").warning("GET /bot%s/getMe", token)
logging.getLogger("elsewhere").warning("malformed %s %s", token)
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_token_in_a_message_an_argument_or_a_traceback_is_blotted_out(form):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, SECRET, form],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "a call failed" in done.stderr
    assert "GET /123456789:***/getMe" in done.stderr
    assert SECRET not in done.stderr + done.stdout


def test_times_and_addresses_are_no_tokens():
    line = "2026-11-23T12:00:01Z http://127.0.0.1:8811/path ratio 12:30"

    assert logs.hide_tokens(line) == line
