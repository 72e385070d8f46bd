"""What DATABASE_URL may be. Nothing is opened here."""

from pathlib import Path

import pytest

from db.engine import connect, sqlite_path
from db.errors import BadDatabaseUrlError

NONSENSE = [
    pytest.param("", id="nothing"),
    pytest.param("tally.db", id="a bare file name"),
    pytest.param("mysql://tally:hunter2@host/tally", id="an engine we do not speak"),
    pytest.param("postgresql+psycopg://tally:hunter2@host/tally", id="another driver"),
    pytest.param("postgresql://tally:hunter2@host:port/tally", id="port in words"),
    pytest.param("postgresql://tally:hunter2@[::1/tally", id="half an address"),
    pytest.param("postgresql://tally:hunter2@host", id="a server without a database"),
    pytest.param("postgresql://host/tally?password=hunter2", id="password behind ?"),
    pytest.param("postgresql://tally:hunter2@host/tally?x=1", id="unknown parameter"),
    pytest.param("sqlite://", id="SQLite without a file"),
    pytest.param("sqlite:///:memory:", id="SQLite in memory"),
    pytest.param("sqlite:///file:tally.db?uri=true", id="SQLite by URI"),
]


@pytest.mark.parametrize("url", NONSENSE)
def test_nonsense_is_refused_and_no_password_shown(url):
    with pytest.raises(BadDatabaseUrlError) as caught:
        connect(url)

    assert "hunter2" not in repr(caught.getrepr(chain=True, showlocals=False).reprcrash)
    assert caught.value.__cause__ is None
    assert "DATABASE_URL" in str(caught.value)
    assert sqlite_path(url) is None


@pytest.mark.parametrize(
    "scheme", ["postgres", "postgresql", "postgresql+asyncpg"], ids=str
)
def test_a_server_may_be_written_in_each_usual_way(scheme):
    database = connect(f"{scheme}://tally:hunter2@host:5433/tally?sslmode=require")

    url = database.engine.url
    assert url.drivername == "postgresql+asyncpg"
    assert (url.host, url.port, url.database) == ("host", 5433, "tally")
    assert dict(url.query) == {"ssl": "require"}
    assert "hunter2" not in repr(database.engine)


def test_a_sqlite_url_leads_to_its_file():
    assert sqlite_path("sqlite:///data/tally.db") == Path("data/tally.db")
    assert sqlite_path("sqlite+aiosqlite:////srv/tally.db") == Path("/srv/tally.db")
    assert sqlite_path("postgresql://host/tally") is None
