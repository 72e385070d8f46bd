"""Web pages made by this code: an honest one, and what others make of HTML."""

from briefings.reading.files import MAX_BYTES
from briefings.reading.pages import (
    EmptyPageError,
    HeavyPageError,
    LongPageError,
    NoArticleError,
    OtherKindError,
    PageError,
    WalledPageError,
)

_STORY = """
<h1>Acme opens a second plant in Brno</h1>
<p class="byline">By Ada Penn</p>
<p>Acme opened its second widget plant on Friday and hired 1,200 people for it, the maker
said in a statement, its largest intake of staff since the company was founded.</p>
<h2>Output</h2>
<p>The plant turned out 40,000 widgets in its first month, which is a tenth of all that
Acme made in the quarter, and the firm wants twice as many by the coming summer.</p>
<ul><li>Exports rose 7% to 1.2 million widgets</li><li>Orders from Asia fell 3%</li></ul>
<h2>Regions</h2>
<table><tr><th>Region</th><th>Widgets</th></tr><tr><td>Europe</td><td>900,000</td></tr>
<tr><td>Asia</td><td>300,000</td></tr></table>
<blockquote><p>“Nobody expected us to grow by a fifth in such a year,” said Bo Larch, who
runs the company and has put off his retirement twice.</p></blockquote>
<p>Shares in Acme closed 4% higher in Prague, their best day since the spring.</p>
"""


def page(
    story: str = _STORY,
    *,
    head: str = '<meta charset="utf-8">',
    title: str = "Acme opens a second plant in Brno | The Daily Widget",
    lang: str = "en",
) -> str:
    """Return a page as news sites make them, its article among all the rest."""
    return f"""<!doctype html><html lang="{lang}"><head>{head}<title>{title}</title>
<meta property="og:site_name" content="The Daily Widget">
<meta property="article:published_time" content="2026-11-20T22:30:00+01:00">
<meta property="article:modified_time" content="2026-11-22T08:00:00+01:00"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/b">Business</a></li></ul></nav>
<p>The Daily Widget. All the widgets, every day.</p></header>
<div class="cookie-banner"><p>We use cookies. <button>Accept all</button></p></div>
<main><article>{story}</article>
<aside><h3>Most read</h3><ul><li><a href="/1">Ten widgets to see</a></li></ul></aside></main>
<footer><p>© 2026 The Daily Widget. All rights reserved. Subscribe to our newsletter.</p>
</footer><script>track("Acme 99%")</script></body></html>"""


_TAGS = 120_000
REFUSED: dict[str, tuple[bytes, type[PageError]]] = {
    "no bytes": (b"", EmptyPageError),
    "white space": (b" \n\n\t", EmptyPageError),
    "only NULs": (bytes(5000), EmptyPageError),
    "a picture": (b"\xff\xd8\xff" + bytes(99), OtherKindError),
    "an archive": (b"PK\x03\x04" + bytes(99), OtherKindError),
    "noise": (bytes((n * 7919) % 251 + 1 for n in range(9999)), NoArticleError),
    "only a menu": (b"<html><nav><a href=/>Home</a></nav></html>", NoArticleError),
    "only a script": (b"<html><script>render()</script></html>", NoArticleError),
    "only pictures": (b"<img src=a.png>" * 500, NoArticleError),
    "one word": (b"<p>Loading...</p>", NoArticleError),
    "a frame set": (b"<frameset><frame src=a><frame src=b></frameset>", NoArticleError),
    "an open comment": (b"<!--" + b"news " * 50_000, NoArticleError),
    "an open script": (b"<script>" + b"<" * 90_000, NoArticleError),
    "only brackets": (b"<" * 90_000, NoArticleError),
    "open tags": (b"<a " * 90_000, NoArticleError),
    "very deep": (b"<div>" * 90_000 + b"text", NoArticleError),
    "very deep tables": (b"<table><tr><td>" * 30_000 + b"x", NoArticleError),
    "200,000 attributes": (
        b"<p " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">x</p>",
        NoArticleError,
    ),
    "a page that wants JavaScript": (
        (
            b"<html><body><h1>One moment</h1><p>Please enable JavaScript and cookies in your"
            b" browser in order to read this site. It takes a second only.</p></body></html>"
        ),
        WalledPageError,
    ),
    "a page that wants a human": (
        (
            b"<html><body><p>Our systems have seen unusual traffic from where you are. Please"
            b" confirm you are human to go on to the page that you asked for.</p></html>"
        ),
        WalledPageError,
    ),
    "a million entities": (b"<p>" + b"&amp;" * 1_000_000, NoArticleError),
    "ten megabytes of tags": (b"<p>x" * 2_500_000, HeavyPageError),
    "many tags": (b"<b>" * _TAGS, HeavyPageError),
    "a book": (
        b"<html><body><article><p>" + b"word, word. " * MAX_BYTES,
        LongPageError,
    ),
}
