"""The few lines between `---` and `---` at the head of a Markdown file."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.reading.dates import date_in

_FENCED: Final = re.compile(
    r"\s*---[ \t]*\n(?P<lines>(?:.*\n){0,60}?)---[ \t]*(?:\n|$)"
)
_LINE: Final = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_DATES: Final = ("date", "published", "pubdate", "publish_date", "publishdate")
_URLS: Final = ("url", "link", "canonical_url", "permalink", "original_url")
_SOURCES: Final = ("source", "publisher", "site", "site_name")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; `end` is where the text goes on after it."""

    title: str | None = None
    published: date | None = None
    url: str | None = None
    source: str | None = None
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    r"""The front matter of a text, empty with `end` 0 where there is none.

    Only `key: value` lines count; lists and nested keys are passed over.

    >>> front_matter("---\ntitle: Chips\ndate: 2021-02-04\n---\nText").title
    'Chips'
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        return FrontMatter()
    pairs = (_LINE.fullmatch(line) for line in fenced["lines"].splitlines())
    said = {pair["key"].lower(): _bare(pair["value"]) for pair in pairs if pair}
    if not said:
        return FrontMatter()
    return FrontMatter(
        title=_first(said, ("title",)),
        published=date_in(_first(said, _DATES) or ""),
        url=_first(said, _URLS),
        source=_first(said, _SOURCES),
        end=fenced.end(),
    )


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((said[key] for key in keys if said.get(key)), None)


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value
