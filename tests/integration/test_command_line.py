"""`add`, `ask`, `figures` and `doctor`, as a person or a program calls them."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands.output import plain
from briefings.reading.opml import Outline, write_opml
from tests.feeds import Post, page, rss, served
from tests.websites import Page, site

BRIEFING = Path(__file__).parents[1] / "corpus" / "briefing.md"
FIELDS = {
    "start", "end", "as_written", "value", "value_high", "unit", "bound", "kind",
    "metric", "entity", "place", "period_start", "period_end", "period", "change",
    "attribution", "section", "sentence",
}  # fmt: skip


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A folder with nothing in it, and nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API_URL", "ADMINS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'tally.db'}")


@pytest.fixture
def on_both(empty_database_url, monkeypatch):
    """Run the test on SQLite, and on PostgreSQL."""
    monkeypatch.setenv("DATABASE_URL", empty_database_url)


@pytest.mark.usefixtures("on_both")
def test_add_prints_what_it_found_and_the_second_time_changes_nothing(capsys):
    assert main(["add", str(BRIEFING)]) == 0
    first = capsys.readouterr().out
    assert main(["add", str(BRIEFING)]) == 0
    second = capsys.readouterr().out

    assert "Added: Northland goes online, published 2026-11-20" in first
    assert "41.5 million" in first
    assert "Known already: Northland goes online" in second


def test_without_a_date_relative_periods_stay_open_and_it_says_so(capsys, tmp_path):
    article = tmp_path / "cars.txt"
    article.write_text("Norland sold 4.1 million electric cars last year.")

    main(["figures", str(article), "--json"])
    figure = json.loads(capsys.readouterr().out)
    main(["add", str(article)])

    assert figure["period_start"] is None
    assert "--published" in capsys.readouterr().out


@pytest.mark.usefixtures("on_both")
def test_an_article_added_without_its_date_can_be_given_it_later(capsys, tmp_path):
    article = tmp_path / "cars.txt"
    article.write_text("Norland sold 4.1 million electric cars last year.")
    main(["add", str(article)])
    main(["add", str(article), "--published", "2026-03-01"])
    capsys.readouterr()

    main(["ask", "electric", "cars", "norland", "--json"])

    (found,) = json.loads(capsys.readouterr().out)["answers"]
    assert found["period"] == "2025"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"   \n", "white space", id="blank"),
        pytest.param(b"%PDF-1.7 stuff", "PDF", id="a PDF"),
        pytest.param(b"\x00" * 100, "bad.txt", id="binary"),
        pytest.param(b"x" * 3_000_000, "500 kB", id="huge"),
    ],
)
@pytest.mark.parametrize("command", ["add", "figures"])
def test_a_file_that_is_no_article_is_refused_and_loses_nothing(
    command, content, words, capsys, tmp_path
):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)

    code = main([command, str(bad)])

    assert code in {1, 2}
    assert words in capsys.readouterr().err


@pytest.mark.usefixtures("on_both")
async def _serve(pages: Mapping[str, Page], ready: Queue[Any]) -> None:
    stop = asyncio.Event()
    async with site(pages) as here:
        ready.put((here.url, asyncio.get_running_loop(), stop))
        await stop.wait()


@pytest.fixture
def press() -> Iterator[str]:
    """Yield the address of a site that runs beside the command."""
    story = Post("1", "Norland Post grows", f"{STORY} Read more.", link="/story")
    pages = {
        "/feed": served(rss("Norland Post", [story])),
        "/story": page("Cars", STORY),
    }
    ready: Queue[Any] = Queue()
    thread = Thread(target=lambda: asyncio.run(_serve(pages, ready)))
    thread.start()
    url, loop, stop = ready.get(timeout=10)
    yield url
    loop.call_soon_threadsafe(stop.set)
    thread.join()


STORY = (
    "Norland's makers sold 4.1 million electric cars in 2025, 12% more than in the year "
    "before, the ministry said. Exports made up 34% of them. Makers expect to sell five "
    "million this year, as two new plants open in Sudhaven."
)


def test_add_takes_folders_lists_links_and_feeds(capsys, tmp_path, monkeypatch, press):
    monkeypatch.setenv("ALLOWED_HOSTS", "127.0.0.1")
    (tmp_path / "papers" / "old").mkdir(parents=True)
    for number, name in enumerate(["one.txt", "two.md", "old/three.txt"]):
        (tmp_path / "papers" / name).write_text(STORY.replace("34", f"3{number}"))
    (tmp_path / "papers" / "list.opml").write_bytes(
        write_opml([Outline("https://far.example/feed", "Far")], "Mine")
    )
    links = [f"{press}/feed", f"{press}/story", f"{press}/nothing"]

    assert main(["add", "papers", *links]) == 1
    said = capsys.readouterr()
    assert said.out.count("Added: ") == 3
    assert "papers/list.opml: 1 new source" in said.out
    assert "New source: Norland Post" in said.out
    assert "Cars: " in said.out
    assert "6 added or known already, 1 not read." in said.out
    assert "/nothing: The server knows nothing at this address. (404)" in said.err


def test_one_bad_file_does_not_keep_the_good_ones_out(capsys):
    assert main(["add", "nowhere.txt", str(BRIEFING)]) == 1

    said = capsys.readouterr()
    assert "nowhere.txt: cannot be read: no such file" in said.err
    assert "Added: Northland" in said.out


def test_figures_prints_one_json_object_a_line_with_every_field(capsys):
    assert main(["figures", str(BRIEFING), "--json"]) == 0

    lines = capsys.readouterr().out.splitlines()
    figures = [json.loads(line) for line in lines]
    text = BRIEFING.read_text()
    assert len(figures) >= 5
    for figure in figures:
        assert set(figure) == FIELDS
        assert text[figure["start"] : figure["end"]] == figure["as_written"]
        assert figure["as_written"] in figure["sentence"]
    assert '"value":41500000,' in lines[0]


@pytest.mark.usefixtures("on_both")
def test_ask_answers_in_words(capsys):
    main(["add", str(BRIEFING)])
    capsys.readouterr()

    assert main(["ask", "internet", "users", "norland"]) == 0

    assert capsys.readouterr().out.startswith("41.5 million people")


@pytest.mark.usefixtures("on_both")
def test_ask_in_a_batch_answers_each_line_with_its_zone(capsys, tmp_path):
    main(["add", str(BRIEFING)])
    capsys.readouterr()
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "brightcloud revenue"}\n\n'
        '{"id": "b", "question": "tencent revenue"}\n'
    )

    assert main(["ask", "--batch", str(batch), "--json"]) == 0

    a, b = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (a["id"], a["zone"], a["answers"][0]["value"]) == ("a", "answer", 3400000000)
    assert a["answers"][0]["article"] == "Northland goes online"
    assert 0 < a["answers"][0]["score"] <= 1
    assert (b["id"], b["zone"], b["answers"]) == ("b", "not_found", [])


def test_a_line_of_a_batch_that_is_no_question_is_named(capsys, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": "a", "question": "x"}\nnonsense\n')

    assert main(["ask", "--batch", str(batch), "--json"]) == 2

    assert "line 2" in capsys.readouterr().err


def test_ask_without_a_question_says_how(capsys):
    assert main(["ask"]) == 2

    assert "Ask something" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["add", str(BRIEFING), "--published", "4.2.2021"])

    assert ended.value.code == 2
    assert "2021-02-04" in capsys.readouterr().err


@pytest.mark.usefixtures("on_both")
def test_doctor_on_a_fresh_machine_finds_nothing_to_mend(capsys):
    assert main(["doctor"]) == 0

    said = capsys.readouterr().out
    for thing in ("token", "clock", "database", "disk", "time zones"):
        assert f"✓ {thing}" in said


def test_doctor_names_a_database_that_cannot_be_made(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'tally.db'}")

    assert main(["doctor"]) == 1

    assert "✗ database" in capsys.readouterr().out


def test_doctor_says_when_telegram_cannot_be_reached(capsys, monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "1000001:local")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")

    assert main(["doctor"]) == 1

    said = capsys.readouterr().out
    assert "✗ Bot API: http://127.0.0.1:9 does not answer" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://x/y"),
        ("BOT_TOKEN", "abc"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line_and_exit_code_2(
    name, value, capsys, monkeypatch
):
    monkeypatch.setenv(name, value)

    assert main(["ask", "anything"]) == 2

    errors = capsys.readouterr().err
    assert name in errors
    assert len(errors.splitlines()) == 1


def test_a_database_that_cannot_be_written_is_named(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'tally.db'}")

    assert main(["add", str(BRIEFING)]) == 2

    assert "cannot be used" in capsys.readouterr().err


def test_a_backup_is_a_database_that_answers(capsys, tmp_path, monkeypatch):
    main(["add", str(BRIEFING)])
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'copy.db'}")
    capsys.readouterr()

    assert main(["ask", "internet", "users", "norland"]) == 0

    assert "41.5 million" in capsys.readouterr().out


def test_a_backup_never_overwrites_a_file(capsys, tmp_path):
    main(["add", str(BRIEFING)])
    (tmp_path / "copy.db").write_text("precious")

    assert main(["backup", str(tmp_path / "copy.db")]) == 2

    assert (tmp_path / "copy.db").read_text() == "precious"
    assert "exists already" in capsys.readouterr().err


def test_a_value_is_printed_digit_for_digit():
    assert plain(Decimal("16110000000.1234567890")) == "16110000000.123456789"
    assert plain(Decimal("1E+9")) == "1000000000"
