"""JSON Feed (jsonfeed.org, versions 1 and 1.1) into a feed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from briefings.reading.entries import (
    MOST_ENTRIES,
    Entry,
    Feed,
    is_teaser,
    moment_in,
    sensible,
    told_apart,
    web_address,
    without_below,
    without_echo,
)
from briefings.reading.links import absolute
from briefings.reading.markup import text_of_html, title_of
from briefings.reading.mending import in_utf8


def read_json_feed(body: bytes, url: str) -> Feed | None:
    """The feed in some JSON, None where there is none."""
    try:
        data = json.loads(in_utf8(body))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    items = [item for item in data["items"] if isinstance(item, dict)]
    return Feed(
        title=title_of(_text(data, "title")),
        link=absolute(_text(data, "home_page_url"), url),
        language=_text(data, "language") or None,
        entries=told_apart(_entries(items[:MOST_ENTRIES], url)),
    )


def _entries(items: list[dict[str, Any]], url: str) -> Iterator[Entry]:
    for item in items:
        html = _text(item, "content_html")
        plain = text_of_html(html) if html else _text(item, "content_text").strip()
        content = without_below(plain)
        title = title_of(_text(item, "title"))
        text = without_echo(content or _text(item, "summary").strip(), title)
        if title or text:
            link = absolute(
                _text(item, "url")
                or _text(item, "external_url")
                or web_address(_text(item, "id")),
                url,
            )
            updated = _time(_text(item, "date_modified"))
            yield Entry(
                id=_text(item, "id"),
                url=link,
                title=title,
                text=text,
                published=_time(_text(item, "date_published")) or updated,
                updated=updated,
                teaser=link is not None and is_teaser(text, content=bool(content)),
            )


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # ids are numbers, now and then
    return value.replace("\0", "") if isinstance(value, str) else ""


def _time(value: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        return moment_in(value)
    return sensible(when.replace(tzinfo=when.tzinfo or UTC))
