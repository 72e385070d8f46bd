"""What editors do with sources in the chat, and what readers may see of them."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.loops.links import Links
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person, Seen
from briefings.reading.opml import Outline, read_opml, write_opml
from db import source_lists
from db.source_lists import Wish
from db.tables import Article, Figure, Source, Update
from tests.conftest import Desk
from tests.feeds import page, rss, served
from tests.integration.test_collecting import PORTS, adds, later, story
from tests.websites import Site, answer, site


@pytest.fixture
async def press() -> AsyncIterator[Site]:
    """Yield a site with a feed, an article, and a front page that names the feed."""
    alone = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed">'
    both = f'{alone}<link rel="alternate" type="application/rss+xml" href="/ports.xml">'
    pages = {
        "/feed": served(rss("Norland Post", [story(1)])),
        "/ports.xml": served(rss("Ports", [story(2)])),
        "/story": page("Sudhaven is busy", PORTS),
        "/": answer(
            f"{alone}<title>Post</title></head><body>Hi</body></html>".encode()
        ),
        "/two/": answer(f"{both}</head><body>Hello</body></html>".encode()),
    }
    async with site(pages) as here:
        yield here


async def count(desk: Desk, table: type) -> int:
    async with desk.tally.database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def names(desk: Desk) -> list[str]:
    async with desk.tally.database.read() as session:
        found = await source_lists.listed(session, Wish(), 0, 99)
    return [one.name for one in found.sources]


def buttons(seen: Seen) -> list[str]:
    return [label for row in seen.buttons for label in row]


async def test_a_link_to_an_article_shows_what_was_found_and_can_be_undone(desk, press):
    said = await adds(desk, f"{press.url}/story")
    assert "Added: Sudhaven is busy" in said
    assert "1.24 million" in said
    assert await count(desk, Figure) > 3

    told = await desk.presses(desk.editor, desk.editor.heard()[-1], "Undo")
    assert "Taken back: Sudhaven is busy" in told.text
    assert await count(desk, Article) == await count(desk, Figure) == 0


async def test_undo_takes_back_the_last_addition_and_then_the_one_before(desk, press):
    await adds(desk, f"{press.url}/story")
    first = await desk.editor.asks("/undo")
    second = await desk.editor.asks("/undo")

    assert "Taken back" in first.text
    assert "nothing of yours" in second.text


async def test_after_an_hour_it_is_too_late_to_undo(desk, press):
    await adds(desk, f"{press.url}/story")
    await later(desk, 2)

    assert "more than an hour ago" in (await desk.editor.asks("/undo")).text
    assert await count(desk, Article) == 1


async def test_a_reader_can_undo_nothing(desk):
    assert "Only this desk's editors" in (await desk.reader.asks("/undo")).text


async def test_the_front_page_of_a_site_with_one_feed_adds_it(desk, press):
    assert "New source: Norland Post" in await adds(desk, f"{press.url}/")
    assert await names(desk) == ["Norland Post"]


async def test_a_site_with_several_feeds_offers_them(desk, press):
    said = await adds(desk, f"{press.url}/two/")
    assert "2 feeds" in said
    offer = desk.editor.heard()[-1]
    label = next(one for one in buttons(offer) if "ports" in one)
    desk.editor.presses(offer, label)

    def added() -> bool:
        return "New source: Ports" in desk.editor.heard()[-1].text

    assert await desk.telegram.until(added, 20)
    assert await names(desk) == ["Ports"]


async def test_the_same_link_twice_changes_nothing(desk, press):
    await adds(desk, f"{press.url}/feed")
    assert "already" in await adds(desk, f"{press.url}/feed")
    await adds(desk, f"{press.url}/story")
    assert "already" in await adds(desk, f"{press.url}/story")


async def test_links_of_readers_are_not_read(desk, press):
    said = await desk.reader.asks(f"{press.url}/story")

    assert "only for this desk's editors" in said.text
    assert press.asked == []


async def test_of_two_hundred_links_twenty_are_read(desk, press):
    said = await adds(desk, " ".join(f"{press.url}/{n}" for n in range(200)))

    assert said.count("•") == 20
    assert "180 more are left" in said
    assert len([path for path in press.asked if path != "/robots.txt"]) == 20


async def test_a_link_to_the_bots_own_server_is_not_read(desk, press):
    reach = desk.tally.sources.reach
    links = Links(reach, desk.tally.sources.collector, "127.0.0.1")

    became = await links.read(f"{press.url}/story")
    assert became.error == "This link leads back to me."
    assert press.asked == []


@pytest.mark.parametrize(
    "link",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost:8811/",
        "http://10.0.0.1/",
    ],
)
async def test_links_into_private_networks_are_refused(desk, link):
    said = await adds(desk, link)

    assert any(word in said for word in ("not public", "port", "no site"))


async def test_add_takes_a_link_too(desk, press):
    assert "New source: Norland Post" in await adds(desk, f"/add {press.url}/feed")


async def test_a_source_is_paused_resumed_and_removed_with_a_question_first(
    desk, press
):
    await adds(desk, f"{press.url}/feed")
    listed = await desk.editor.asks("/sources")
    assert "1 source" in listed.text
    card = await desk.presses(desk.editor, listed, "Norland Post")
    assert "All is well" in card.text
    assert "Last read 1 minute ago" in card.text
    assert "Next try in" in card.text

    paused = await desk.presses(desk.editor, card, "Pause")
    assert "Paused" in paused.text
    assert await later(desk, 9) == 0
    resumed = await desk.presses(desk.editor, paused, "Read it again")
    assert "Paused" not in resumed.text
    assert await later(desk) == 1
    sure = await desk.presses(desk.editor, resumed, "Remove …")
    assert "Remove Norland Post?" in sure.text
    gone = await desk.presses(desk.editor, sure, "Yes, remove it")
    assert "Removed: Norland Post" in gone.text
    assert await names(desk) == []
    assert await count(desk, Article) == 1


async def test_readers_see_names_and_may_change_nothing(desk, press):
    await adds(desk, f"{press.url}/feed")
    said = await desk.reader.asks("/sources")

    assert "Norland Post" in said.text
    assert press.url not in said.text
    assert said.buttons == []


async def test_a_source_that_fails_says_why_and_is_found_by_it(desk, press):
    await adds(desk, f"{press.url}/feed")
    press.pages["/feed"] = answer(status=404)
    await later(desk)
    whole = await desk.editor.asks("/sources")
    assert "Failing: 1" in buttons(whole)
    listed = await desk.editor.asks("/sources failing")
    card = await desk.presses(desk.editor, listed, "⚠ Norland Post")

    assert "The server knows nothing at this address. (404)" in card.text
    assert "Last read 1 hour ago" in card.text
    assert "Failing for 1 minute, 1 try so far" in card.text


async def test_many_sources_are_leafed_through(desk):
    outlines = [
        Outline(f"https://h{n}.example/feed", f"Feed {n:02}") for n in range(20)
    ]
    desk.editor.sends_document("feeds.opml", write_opml(outlines, "Mine"))
    await desk.telegram.until(lambda: "20 new sources" in _last(desk), 20)
    first = await desk.editor.asks("/sources")
    second = await desk.presses(desk.editor, first, "›")

    assert "20 sources · page 1 of 3" in first.text
    assert "Feed 07" in buttons(first)
    assert "Feed 08" in buttons(second)
    found = await desk.editor.asks("/sources feed 1")
    assert "10 sources" in found.text


def _last(desk: Desk) -> str:
    heard = desk.editor.heard()
    return heard[-1].text if heard else ""


async def test_a_list_of_feeds_goes_in_and_comes_out_the_same(desk):
    outlines = [
        Outline("https://a.example/feed?x=1&y=2", "A & B", "https://a.example/"),
        Outline("https://b.example/feed", "Ünïcode “quotes”"),
    ]
    desk.editor.sends_document("feeds.opml", write_opml(outlines, "Mine"))
    await desk.telegram.until(lambda: "2 new sources" in _last(desk), 20)
    said = await desk.editor.asks("/sources export")

    stored = desk.telegram.files.get(said.json["document"]["file_id"])
    assert stored.upload.name.endswith(".opml")
    back = read_opml(stored.upload.content)
    assert {(one.feed, one.title, one.site) for one in back} == {
        (one.feed, one.title, one.site) for one in outlines
    }


async def test_a_list_of_five_thousand_feeds_is_taken_and_read_bit_by_bit(desk):
    outlines = [Outline(f"https://h{n}.example/feed", f"Feed {n}") for n in range(5000)]
    desk.editor.sends_document("feeds.opml", write_opml(outlines, "Mine"))
    await desk.telegram.until(lambda: "5000 new sources" in _last(desk), 40)

    async with desk.tally.database.read() as session:
        now = desk.clock.now()
        due = await session.scalar(
            select(func.count()).select_from(Source).where(Source.next_try <= now)
        )
    assert due is not None
    assert due < 50


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"<opml version='2.0'><body/></opml>", "no feed", id="empty"),
        pytest.param(b"<opml><body><outline", "", id="cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "", id="a picture"),
    ],
)
async def test_a_list_that_is_none_is_refused_in_words(desk, content, words):
    sent = desk.editor.sends_document("feeds.opml", content)
    said = await desk.telegram.until(
        lambda: next((o for o in desk.editor.heard() if o.id > sent.id), None)
    )

    assert words in said.text
    assert said.text.rstrip().endswith((".", "…"))
    assert await names(desk) == []


async def _posts(desk: Desk, person: Person, channel: Chat) -> None:
    """Somebody posts in a channel; wait until the bot has handled it.

    An empty inbox would not tell: the post may not have come in yet.
    """
    person.says(PORTS, channel)

    async def handled() -> bool:
        async with desk.tally.database.read() as session:
            posts = select(Update.state).where(Update.payload.contains("channel_post"))
            return "handled" in await session.scalars(posts)

    await desk.eventually(handled)


async def test_a_channel_is_read_once_the_editor_who_let_us_in_says_so(desk):
    await desk.editor.asks("/start")
    channel = desk.telegram.channel("Norland Wire", desk.editor)
    offer = await desk.telegram.until(
        lambda: next((o for o in desk.editor.heard() if "Norland Wire" in o.text), None)
    )
    await _posts(desk, desk.editor, channel)
    agreed = await desk.presses(desk.editor, offer, "Read its posts")
    assert "from its next post on" in agreed.text
    assert await count(desk, Article) == 0

    desk.editor.says(story(1).text, channel)
    assert await desk.eventually(lambda: count(desk, Article))


async def test_a_channel_of_somebody_else_is_left_alone(desk):
    channel = desk.telegram.channel("Bo's Wire", desk.reader)
    await _posts(desk, desk.reader, channel)

    assert await count(desk, Article) == 0
    assert not any("Bo's Wire" in one.text for one in desk.editor.heard())
