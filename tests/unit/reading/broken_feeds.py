"""Feeds that are badly made, made by this code; and how a good one looks."""

import gzip

from briefings.reading.feeds import (
    BombError,
    EmptyFeedError,
    FeedError,
    NoFeedError,
    OtherKindError,
    PageNotFeedError,
)

ITEM = (
    "<item><title>Acme sells 5% more</title><link>https://acme.example/1</link>"
    "<guid>acme-1</guid><pubDate>Mon, 23 Nov 2026 10:00:00 +0100</pubDate>"
    "<description>Acme sold 5% more widgets in October.</description></item>"
)
OTHER = ITEM.replace("acme-1", "acme-2").replace("/1", "/2").replace("5%", "7%")


def rss(items: str = ITEM, head: str = "", about: str = "<title>Acme</title>") -> bytes:
    """Return an RSS 2.0 feed."""
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{about}{items}'
        "</channel></rss>"
    ).encode()


def atom(entries: str) -> bytes:
    """Return an Atom feed."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Acme</title><id>urn:a</id>'
        f"{entries}</feed>"
    ).encode()


def _without(tag: str) -> str:
    start, end = ITEM.index(f"<{tag}>"), ITEM.index(f"</{tag}>")
    return ITEM[:start] + ITEM[end + len(tag) + 3 :]


_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)  # fmt: skip

REFUSED: dict[str, tuple[bytes, type[FeedError]]] = {
    "no bytes": (b"", EmptyFeedError),
    "white space": (b" \n\t ", EmptyFeedError),
    "only a mark": (b"\xef\xbb\xbf", EmptyFeedError),
    "only a mark of UTF-16": (b"\xfe\xff", NoFeedError),
    "a web page": (b"<!DOCTYPE html><html><body><p>hello", PageNotFeedError),
    "a web page in capitals": (b"<HTML><HEAD></HEAD></HTML>", PageNotFeedError),
    "a page for browsers only": (
        b"<html><script>document.write('<rss>')</script></html>"[:30],
        PageNotFeedError,
    ),
    "words": (b"Just some words about nothing.", NoFeedError),
    "a number": (b"42", NoFeedError),
    "a site map": (b"<?xml version='1.0'?><urlset><url/></urlset>", NoFeedError),
    "a list of feeds": (b"<opml version='2.0'><body/></opml>", NoFeedError),
    "a picture as XML": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NoFeedError),
    "an error as JSON": (b'{"error": "no such feed"}', NoFeedError),
    "a list as JSON": (b"[1, 2, 3]", NoFeedError),
    "half of a JSON Feed": (b'{"version": "https://jsonfeed.org/ver', NoFeedError),
    "deep JSON": (b'{"items":' + b"[" * 200_000, NoFeedError),
    "items that are no list": (b'{"items": "many"}', NoFeedError),
    "control characters": (bytes(range(1, 32)) * 99, NoFeedError),
    "noise": (bytes((n * 7919) % 251 + 1 for n in range(9999)), NoFeedError),
    "only a declaration": (b"<?xml version='1.0'?>", NoFeedError),
    "only a comment": (b"<!-- nothing here -->", NoFeedError),
    "a PDF": (b"%PDF-1.7", OtherKindError),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), OtherKindError),
    "an archive": (b"PK\x03\x04" + bytes(99), OtherKindError),
    "a compressed feed": (gzip.compress(rss()), OtherKindError),
    "a billion laughs": (
        rss("&l9;", f'<!DOCTYPE b [<!ENTITY l0 "ha">{_LAUGHS}]>'), BombError,
    ),
    "a long entity, many times": (
        rss("&a;" * 9999, f'<!DOCTYPE b [<!ENTITY a "{"ha" * 9999}">]>'), BombError,
    ),
    "an entity of entities": (
        rss(head='<!DOCTYPE b [<!ENTITY % p "x"><!ENTITY a "%p;">]>'), BombError,
    ),
    "a file of ours": (
        rss("&a;", '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), BombError,
    ),
    "an address of ours": (
        rss("&a;", "<!DOCTYPE b [<!ENTITY a PUBLIC 'x' 'http://127.0.0.1/'>]>"), BombError,
    ),
    "an outer parameter": (
        rss(head='<!DOCTYPE b [<!ENTITY % d SYSTEM "http://10.0.0.1/d.dtd"> %d;]>'), BombError,
    ),
    "laughs in UTF-16": (
        rss("&l9;", f'<!DOCTYPE b [<!ENTITY l0 "ha">{_LAUGHS}]>').decode().encode("utf-16"),
        BombError,
    ),
    "elements in elements": (rss("<a>" * 100_000), BombError),
    "never closed": (rss("<b>" * 12_000 + ITEM), BombError),
}  # fmt: skip

READ: dict[str, tuple[bytes, int]] = {
    "a good one": (rss(ITEM + OTHER), 2),
    "nothing in it": (rss(""), 0),
    "quotes never closed": (b"<rss>" + b"<![CDATA[" * 500_000, 0),
    "cut off in the second item": (rss(ITEM + OTHER)[:-120], 2),
    "cut off in a tag": (rss(ITEM)[: -len("tion></item></channel></rss>")], 1),
    "junk behind it": (rss() + b"\n<!-- served in 5 ms --></div>", 1),
    "junk before it": (b"\n\n\n<!-- cache -->" + rss(), 1),
    "a mark before it": (b"\xef\xbb\xbf" + rss(), 1),
    "no declaration": (rss().partition(b"?>")[2], 1),
    "declared as UTF-8, and Western": (rss(ITEM.replace("Acme", "Café")).decode().encode("cp1252"), 1),
    "declared as ASCII": (rss(ITEM.replace("Acme", "Café")).replace(b'"1.0"', b'"1.0" encoding="us-ascii"'), 1),
    "declared as nonsense": (rss().replace(b'"1.0"', b'"1.0" encoding="x-klingon"'), 1),
    "in UTF-16": (rss().decode().encode("utf-16"), 1),
    "in UTF-16 without a mark": (rss().decode().encode("utf-16-be"), 1),
    "in UTF-32": (rss().decode().encode("utf-32"), 1),
    "bare ampersands": (rss(ITEM.replace("Acme sold", "AT&T & Acme sold")), 1),
    "entities of HTML": (rss(ITEM.replace("Acme sold", "Acme&nbsp;sold &mdash;")), 1),
    "an entity of its own": (rss(ITEM, '<!DOCTYPE r [<!ENTITY co "Acme">]>'), 1),
    "control characters in it": (rss(ITEM.replace("widgets", "wid\x08gets")), 1),
    "NULs in it": (rss(ITEM.replace("widgets", "wid\0gets")), 1),
    "tags in the wrong order": (rss("<item><b><title>A 5%</b></title></item>" + OTHER), 2),
    "markup not escaped": (rss(ITEM.replace("Acme sold", "<p>Acme <b>sold")), 1),
    "no prefix declared": (rss(ITEM.replace("</item>", "<dc:creator>A</dc:creator></item>")), 1),
    "no titles": (rss(_without("title")), 1),
    "no links": (rss(_without("link")), 1),
    "no ids": (rss(_without("guid")), 1),
    "no dates": (rss(_without("pubDate")), 1),
    "no text": (rss(_without("description")), 1),
    "empty items": (rss("<item></item>" * 5 + ITEM), 1),
    "one id for all": (rss(ITEM + OTHER.replace("acme-2", "acme-1")), 2),
    "the same item twice": (rss(ITEM + ITEM), 1),
    "a date of nobody": (rss(ITEM.replace("Mon, 23 Nov 2026", "Someday soon")), 1),
    "the year 0": (rss(ITEM.replace("2026", "0000")), 1),
    "the year 99999": (rss(ITEM.replace("2026", "99999")), 1),
    "a wrong zone": (rss(ITEM.replace("+0100", "+9900")), 1),
    "a link that is none": (rss(ITEM.replace("https://acme.example/1", "see below")), 1),
    "a link to a script": (rss(ITEM.replace("https://acme.example/1", "javascript:x()")), 1),
    "a very long id": (rss(ITEM.replace("acme-1", "a" * 100_000)), 1),
    "a very long title": (rss(ITEM.replace("sells", "sells " * 20_000)), 1),
    "five megabytes of news": (
        rss("".join(ITEM.replace("acme-1", f"a{n}").replace("widgets", "widgets " * 6000) for n in range(100))),
        41,
    ),
    "ten thousand items": (rss("".join(ITEM.replace("acme-1", f"a{n}") for n in range(10_000))), 500),
    "Atom without ids": (atom("<entry><title>A 5%</title></entry>"), 1),
    "Atom with no link but its own": (atom('<link rel="self" href="/f"/><entry><title>A</title></entry>'), 1),
    "RSS 0.91 with its DTD": (
        rss(ITEM, '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://n.example/rss.dtd">'), 1,
    ),
    "a JSON Feed of odd items": (
        b'{"items": [7, null, {}, {"id": 1, "content_text": "5% more"}, {"id": {}, "title": "x"}]}', 2,
    ),
}  # fmt: skip
"""Bytes, and how many entries there are in them all the same."""
