"""Reading in processes of their own: real processes, real crashes."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.reading import Readers, ReadingFailedError
from briefings.intake import article_from_text
from briefings.reading.feeds import EmptyFeedError, read_feed
from briefings.reading.files import BinaryFileError, decode

TEXT = "Acme's revenue rose 12% to $3.4 billion in the third quarter of 2026."


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers(1, seconds=5)
    yield readers
    await readers.close()


async def test_an_article_is_read_in_another_process(readers: Readers) -> None:
    article = await readers.run(article_from_text, TEXT, published=date(2026, 11, 2))

    assert article.published == date(2026, 11, 2)
    assert [figure.quantity.as_written for figure in article.figures]
    assert await readers.run(os.getpid) != os.getpid()


async def test_a_process_that_reads_knows_nothing_of_the_bot(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.chdir(tmp_path)

    assert await readers.run(os.getenv, "BOT_TOKEN") is None


async def test_what_it_refuses_is_refused_here(readers: Readers) -> None:
    with pytest.raises(EmptyFeedError, match="nothing"):
        await readers.run(read_feed, b"", "", "http://example.com/")


async def test_an_error_comes_back_with_what_it_knows(readers: Readers) -> None:
    with pytest.raises(BinaryFileError, match=r"a\.txt is a PDF") as caught:
        await readers.run(decode, b"%PDF-1.7", "a.txt")

    assert (caught.value.name, caught.value.kind) == ("a.txt", "a PDF")


async def test_a_process_that_dies_is_replaced(readers: Readers) -> None:
    with pytest.raises(ReadingFailedError):
        await readers.run(os._exit, 1)

    assert await readers.run(len, "four") == 4


async def test_a_task_that_takes_too_long_is_ended() -> None:
    readers = Readers(1, seconds=0.2)
    with pytest.raises(ReadingFailedError):
        await readers.run(time.sleep, 60)
    await readers.close()


async def test_a_task_that_wants_all_memory_costs_only_itself(readers: Readers) -> None:
    with pytest.raises((MemoryError, ReadingFailedError)):
        await readers.run(bytes, 8 * 1024**3)

    assert await readers.run(len, "four") == 4


async def test_who_comes_when_all_are_busy_waits(readers: Readers) -> None:
    found = await asyncio.gather(*(readers.run(abs, -n) for n in range(20)))

    assert found == list(range(20))


async def test_who_does_not_want_it_any_more_holds_up_nobody(readers: Readers) -> None:
    await readers.run(len, "")
    for _ in range(3):
        task = asyncio.create_task(readers.run(time.sleep, 0.1))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert await readers.run(len, "four") == 4


async def test_closing_waits_for_nothing() -> None:
    readers = Readers(1)
    await readers.run(len, "")
    task = asyncio.create_task(readers.run(time.sleep, 60))
    await asyncio.sleep(0.05)
    began = time.monotonic()

    await readers.close()

    assert time.monotonic() - began < 2
    with pytest.raises(ReadingFailedError):
        await task


async def test_what_is_read_here_holds_up_nobody(readers: Readers) -> None:
    """The same as in the benchmark, on a small scale: the loop's longest stall.

    What this process itself takes counts, or a busy machine would look like a stall.
    """
    await readers.run(len, "")
    stalls = []

    async def watch() -> None:
        while True:
            began = time.process_time()
            await asyncio.sleep(0)
            stalls.append(time.process_time() - began)
            await asyncio.sleep(0.001)

    watcher = asyncio.create_task(watch())
    for _ in range(10):
        await readers.run(article_from_text, TEXT * 30)
    watcher.cancel()

    assert sorted(stalls)[-2] < 0.1
