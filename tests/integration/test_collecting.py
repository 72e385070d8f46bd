"""Feeds in, articles out: the real bot reads sites of ours, for minutes and for days."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from db import source_lists
from db.source_lists import Listed, Wish
from db.tables import Article, Entry, Figure, Item
from tests.conftest import NOON, Desk
from tests.feeds import Post, page, rss, served
from tests.websites import Site, answer, redirect, site

HOUR = timedelta(hours=1)
PORTS = (
    "The port of Sudhaven handled 1.24 million containers in October, up 7.5% on a "
    "year earlier, the harbour board said. It was the busiest October on record, and "
    "four new cranes are to be delivered before the summer.\n\n"
    "The board expects 14 million containers for the whole year. Exports of machines "
    "grew fastest, by 12%, while imports of cars fell by 3% as dealers still had full "
    "yards. Waiting times at anchor came down to 9 hours from 14 hours in spring."
)
STORY = (
    "Norland's chip exports rose {}% to $2.1 billion in October, customs data showed."
)


def story(number: int, *, hours: int = 0) -> Post:
    return Post(
        id=f"story-{number}",
        title=f"Norland sells more chips, part {'abcdefghij'[number % 10]}",
        text=STORY.format(number) + " " + PORTS,
        published=NOON + timedelta(hours=hours),
        link=f"https://news.example/story/{number}",
    )


@pytest.fixture
async def press() -> AsyncIterator[Site]:
    """Yield a site with a feed of three stories."""
    posts = [story(number, hours=-number) for number in (1, 2, 3)]
    async with site({"/feed": served(rss("Norland Post", posts))}) as here:
        yield here


async def adds(desk: Desk, link: str) -> str:
    """An editor sends a link; return what they are told in the end."""
    sent = desk.editor.says(link)

    def final() -> str | None:
        said = [one for one in desk.editor.heard() if one.id > sent.id]
        told = said[-1].text if said else "Reading"
        return None if told.startswith("Reading") else told

    return await desk.telegram.until(final, 20)


async def later(desk: Desk, hours: float = 1) -> int:
    """Let time pass and the sources be read; return how many were."""
    desk.clock.advance(timedelta(hours=hours))
    count = 0
    while found := await desk.tally.sources.collector.collect():
        count += found
    while await desk.tally.sources.pages.read():
        pass
    await desk.tally.tell()
    return count


async def arrivals(desk: Desk) -> list[int]:
    async with desk.tally.database.read() as session:
        return list(await session.scalars(select(Item.arrival).order_by(Item.id)))


async def count(desk: Desk, table: type) -> int:
    async with desk.tally.database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def source(desk: Desk) -> Listed:
    async with desk.tally.database.read() as session:
        (one,) = (await source_lists.listed(session, Wish(), 0, 9)).sources
    return one


async def test_a_feed_is_added_by_its_link_and_its_archive_is_no_news(desk, press):
    said = await adds(desk, f"{press.url}/feed")

    assert "New source: Norland Post" in said
    assert "3 entries in its archive" in said
    assert await count(desk, Article) == 3
    assert await count(desk, Figure) >= 6
    assert all(number < 0 for number in await arrivals(desk))
    assert (await source(desk)).last_success == NOON


async def test_what_comes_after_the_archive_arrives(desk, press):
    await adds(desk, f"{press.url}/feed")
    posts = [story(4, hours=1), *(story(n, hours=-n) for n in (1, 2, 3))]
    press.pages["/feed"] = served(rss("Norland Post", posts))
    await later(desk)

    assert await count(desk, Article) == 4
    assert [one for one in await arrivals(desk) if one > 0] == [1]


async def test_an_unchanged_feed_costs_one_short_answer(desk, press):
    body = rss("Norland Post", [story(1)])
    press.pages["/feed"] = served(body, ETag='"one"', Last_Modified="Mon, 23 Nov 2026")
    await adds(desk, f"{press.url}/feed")
    press.pages["/feed"] = answer(status=304)
    await later(desk)

    request = press.requests[-1].decode()
    assert 'If-None-Match: "one"' in request
    assert "If-Modified-Since: Mon, 23 Nov 2026" in request
    assert (await source(desk)).last_success == NOON + HOUR
    assert (await source(desk)).failures == 0


async def test_a_feed_that_asks_for_a_longer_pause_gets_it(desk, press):
    press.pages["/feed"] = served(rss("Slow Post", [story(1)], ttl=360))
    await adds(desk, f"{press.url}/feed")

    assert [await later(desk, hours) for hours in (5, 2)] == [0, 1]


async def test_a_corrected_entry_is_a_new_version_and_does_not_arrive(desk, press):
    await adds(desk, f"{press.url}/feed")
    posts = [story(4, hours=1), story(1)]
    press.pages["/feed"] = served(rss("Norland Post", posts))
    await later(desk)
    before = await arrivals(desk)
    mended = Post(
        "story-4", posts[0].title, posts[0].text.replace("rose 4%", "rose 40%"),
        posts[0].published, posts[0].link,
    )  # fmt: skip
    press.pages["/feed"] = served(rss("Norland Post", [mended, story(1)]))
    await later(desk)

    assert sorted(await arrivals(desk)) == sorted(before)
    async with desk.tally.database.read() as session:
        query = select(Article).where(Article.url == story(4).link)
        (row,) = await session.scalars(query)
        written = set(await session.scalars(select(Figure.as_written)))
    assert row.version == 2
    assert "40%" in written
    assert "4%" not in written


async def test_the_page_of_a_teaser_is_read(desk, press):
    teaser = Post("t", "Sudhaven is busy", "The port had a record month.", NOON)
    teaser = Post(**{**teaser.__dict__, "link": f"{press.url}/ports"})
    press.pages["/feed"] = served(rss("Harbour News", [teaser]))
    press.pages["/ports"] = page("Sudhaven is busy", PORTS)
    await adds(desk, f"{press.url}/feed")
    await later(desk, 0)

    async with desk.tally.database.read() as session:
        (row,) = await session.scalars(select(Article))
        written = set(await session.scalars(select(Figure.as_written)))
    assert "1.24 million" in written
    assert row.title == "Sudhaven is busy"
    assert row.published == date(2026, 11, 23)
    assert row.url == f"{press.url}/ports"
    assert all(number < 0 for number in await arrivals(desk))


async def test_a_page_that_is_away_is_asked_again_and_then_the_teaser_has_to_do(
    desk, press
):
    text = "The port handled 1.24 million containers in October, the board said."
    teaser = Post("t", "Sudhaven is busy", text, NOON, f"{press.url}/ports")
    press.pages["/feed"] = served(rss("Harbour News", [teaser]))
    press.pages["/ports"] = answer(status=503)
    await adds(desk, f"{press.url}/feed")
    for hours in (0, 2, 3):
        assert await count(desk, Article) == 0
        await later(desk, hours)

    assert press.asked.count("/ports") == 3
    async with desk.tally.database.read() as session:
        (row,) = await session.scalars(select(Article))
    assert "1.24 million containers" in row.text


async def test_editors_hear_of_a_break_and_of_the_recovery_once(desk, press):
    await adds(desk, f"{press.url}/feed")
    good = press.pages["/feed"]
    press.pages["/feed"] = answer(status=500)
    for _ in range(30):
        await later(desk, 12)
    press.pages["/feed"] = good
    for _ in range(3):
        await later(desk, 25)

    told = [one.text for one in desk.editor.heard()]
    broke = [text for text in told if "stopped working" in text]
    assert len(broke) == 1
    assert "Norland Post: The server itself is broken. (500)" in broke[0]
    assert len([text for text in told if "works again" in text]) == 1
    assert not any("stopped" in one.text for one in desk.reader.heard())


async def test_our_own_network_breaks_no_feed(desk):
    hosts = ["127.0.0.2", "127.0.0.3", "127.0.0.4"]
    for host in hosts:
        async with site({"/feed": served(rss(host, [story(1)]))}, host) as here:
            await adds(desk, f"{here.url}/feed")
    for _ in range(9):
        await later(desk)

    async with desk.tally.database.read() as session:
        page_ = await source_lists.listed(session, Wish(), 0, 9)
    assert [one.failures for one in page_.sources] == [0, 0, 0]


async def test_a_moved_feed_is_asked_where_it_moved_to(desk, press):
    await adds(desk, f"{press.url}/feed")
    press.pages["/new"] = served(rss("Norland Post", [story(1), story(2)]))
    press.pages["/feed"] = redirect("/new", 301)
    await later(desk)
    await later(desk)

    assert (await source(desk)).address == f"{press.url}/new"
    assert press.asked[-1] == "/new"
    assert press.asked.count("/feed") == 2


async def test_a_feed_that_is_gone_for_good_is_asked_no_more(desk, press):
    await adds(desk, f"{press.url}/feed")
    press.pages["/feed"] = answer(status=410)
    counts = [await later(desk, 2), await later(desk, 99)]

    assert counts == [1, 0]
    assert "is gone for good" in desk.editor.heard()[-1].text


async def test_the_same_article_in_two_feeds_is_one(desk, press):
    both = [story(1), story(2)]
    press.pages["/feed"] = served(rss("Norland Post", both))
    press.pages["/all"] = served(rss("Norland Post, all", [*both, story(3)]))
    await adds(desk, f"{press.url}/feed")
    await adds(desk, f"{press.url}/all")

    assert await count(desk, Article) == 3
    assert await count(desk, Entry) == 5


async def test_a_feed_that_changes_all_entries_every_time_does_not_flood(desk, press):
    await adds(desk, f"{press.url}/feed")
    for number in range(12):
        posts = [
            Post(
                f"{number}-{place}", f"Ticker {place} at {number}:00",
                STORY.format(number) + f" Line {place}. " + PORTS,
                NOON + number * HOUR, f"https://news.example/{number}/{place}",
            )
            for place in range(10)
        ]  # fmt: skip
        press.pages["/feed"] = served(rss("Norland Post", posts))
        await later(desk)

    assert len([one for one in await arrivals(desk) if one > 0]) <= 40
    assert (await source(desk)).restless >= 3


async def test_old_entries_under_new_names_do_not_arrive_again(desk, press):
    await adds(desk, f"{press.url}/feed")
    await later(desk, 24 * 9)
    posts = [
        Post(f"new-{n}", story(n).title, f"{n}. {story(n).text} Once more.",
             story(n).published, f"https://new.example/{n}")
        for n in (1, 2, 3)
    ]  # fmt: skip
    press.pages["/feed"] = served(rss("Norland Post", posts))
    await later(desk)

    assert not any(one > 0 for one in await arrivals(desk))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(
            b"<html><body>Sign in first</body></html>", "text/html", id="html"
        ),
        pytest.param(b"", "application/rss+xml", id="nothing"),
        pytest.param(b"<rss><channel><item>", "application/rss+xml", id="cut off"),
        pytest.param(b"\xff\xfe\x00\x01" * 99, "application/rss+xml", id="noise"),
    ],
)
async def test_what_is_no_feed_has_its_sentence(desk, press, body, kind):
    await adds(desk, f"{press.url}/feed")
    press.pages["/feed"] = answer(body, headers={"Content-Type": kind})
    await later(desk)

    one = await source(desk)
    if one.failures:
        assert one.error
        assert one.error.endswith((".", ")"))
    assert one.last_success is not None


async def test_a_desk_with_nothing_but_archives_has_something_to_read(desk, press):
    await adds(desk, f"{press.url}/feed")
    latest = await desk.reader.asks("/latest")
    digest = await desk.reader.asks("/digest")

    assert "Norland sells more chips" in latest.text
    assert "2.1 billion" in latest.text
    assert "Nothing new has come in yet" in digest.text
