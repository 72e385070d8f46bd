"""Feeds as publishers write them, for sites of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.websites import answer


@dataclass(frozen=True)
class Post:
    """One entry of a feed."""

    id: str
    title: str
    text: str
    published: datetime | None = None
    link: str = ""


def rss(
    title: str, posts: Sequence[Post], *, ttl: int | None = None, link: str = ""
) -> bytes:
    """A feed as RSS 2.0; `ttl` is in minutes."""
    lives = f"<ttl>{ttl}</ttl>" if ttl else ""
    items = "".join(_item(post) for post in posts)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(title)}</title><link>{escape(link)}</link>{lives}{items}"
        "</channel></rss>"
    ).encode()


def served(body: bytes, **headers: str) -> bytes:
    """An answer with a feed in it."""
    given = {"Content-Type": "application/rss+xml"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(body, headers=given | named)


def page(title: str, text: str) -> bytes:
    """An answer with a page that has an article."""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text.split("\n\n"))
    body = (
        f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head><body>"
        f"<nav><a href=/>Home</a> <a href=/about>About</a></nav><article><h1>"
        f"{escape(title)}</h1>{paragraphs}</article><footer>All rights reserved"
        "</footer></body></html>"
    )
    return answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def _item(post: Post) -> str:
    when = format_datetime(post.published.astimezone(UTC)) if post.published else ""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in post.text.split("\n\n"))
    return (
        f'<item><guid isPermaLink="false">{escape(post.id)}</guid>'
        f"<title>{escape(post.title)}</title>"
        + (f"<link>{escape(post.link)}</link>" if post.link else "")
        + (f"<pubDate>{when}</pubDate>" if when else "")
        + f"<content:encoded>{escape(paragraphs)}</content:encoded></item>"
    )
