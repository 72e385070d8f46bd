"""Aliases from a file, as an operator teaches many at once."""

import pytest

from bot.__main__ import main

ARTICLE = "Northland had 41.5 million internet users at the end of October 2026."


@pytest.fixture(autouse=True)
def elsewhere(empty_database_url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API_URL", "ADMINS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", empty_database_url)


def test_a_file_of_aliases_is_learnt_and_printed_again(tmp_path, capsys):
    (tmp_path / "article.txt").write_text(ARTICLE)
    words = tmp_path / "words.txt"
    words.write_text(
        "# people\nwebfolk = internet users\n\nnl = Northland  # a place\n"
    )

    assert main(["add", str(tmp_path / "article.txt")]) == 0
    assert main(["aliases", str(words)]) == 0
    assert main(["aliases", str(words)]) == 0
    said = capsys.readouterr().out
    assert main(["aliases"]) == 0
    printed = capsys.readouterr().out
    assert main(["ask", "webfolk northland"]) == 0

    assert "Learnt 2 aliases" in said
    assert "Learnt 0 aliases" in said or "Learnt no aliases" in said
    assert printed.splitlines() == ["webfolk = internet users", "nl = Northland"]
    assert "41.5 million people" in capsys.readouterr().out


def test_lines_that_cannot_be_are_named_and_the_others_learnt(tmp_path, capsys):
    words = tmp_path / "words.txt"
    words.write_text("netizens\nprofit = revenue\nwebfolk = internet users\n")

    assert main(["aliases", str(words)]) == 1

    told = capsys.readouterr()
    assert "line 1: write it like" in told.err
    assert "line 2: “profit” and “revenue” are not the same thing" in told.err
    assert "Learnt 1 alias;" in told.out


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00bad"], ids=["missing", "bytes"]
)
def test_a_file_that_cannot_be_read_is_said_so(tmp_path, capsys, content):
    words = tmp_path / "words.txt"
    if content is not None:
        words.write_bytes(content)

    assert main(["aliases", str(words)]) == 2

    assert "cannot be read" in capsys.readouterr().err
