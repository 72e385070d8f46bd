"""OPML: lists of feeds, as other readers write and want them (opml.org/spec2.opml)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from inspect import getdoc
from typing import Final

from lxml import etree

from briefings.models import BriefingsError
from briefings.reading.links import absolute
from briefings.reading.markup import without_long_tags

_ADDRESSES: Final = ("xmlurl", "url")  # the second in Google's and others' variant
_NO_XML: Final = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 300  # characters of a name


class OpmlError(BriefingsError):
    """This is no list of feeds (OPML)."""

    def __init__(self) -> None:
        super().__init__((getdoc(type(self)) or "").partition("\n")[0])


class EmptyOpmlError(OpmlError):
    """There is no feed in this list."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its name, its site, the folder it stands in."""

    feed: str
    title: str = ""
    site: str | None = None
    folder: str | None = None


def read_opml(body: bytes) -> list[Outline]:
    """The feeds of a list, each address once, in order.

    Attributes are found whatever their case, and a list that breaks off has the feeds
    up to there: lists come from many programs.

    Raises:
        OpmlError: it is no OPML, or there is no feed in it.
    """
    # Entities stay as they are written, and nothing is read besides the bytes.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(without_long_tags(body), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise OpmlError from None
    if root is None or _name(root) != "opml":
        raise OpmlError
    found: dict[str, Outline] = {}
    for outline in _outlines(root):
        found.setdefault(outline.feed, outline)
    if not found:
        raise EmptyOpmlError
    return list(found.values())


def write_opml(outlines: Iterable[Outline], title: str) -> bytes:
    """A list as OPML 2.0, in UTF-8; feeds of one folder stand in it together."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for outline in outlines:
        parent = body
        if outline.folder:
            name = _clean(outline.folder)
            if name not in folders:
                folders[name] = etree.SubElement(body, "outline", text=name, title=name)
            parent = folders[name]
        _write(parent, outline)
    written: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return written


def _outlines(root: etree._Element) -> Iterator[Outline]:
    for element in root.iter():
        if _name(element) != "outline":
            continue
        said = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        feed = next((said[key] for key in _ADDRESSES if said.get(key)), None)
        if address := absolute(_web(feed), ""):
            yield Outline(
                feed=address,
                title=_words(said.get("title") or said.get("text")),
                site=absolute(said.get("htmlurl"), ""),
                folder=_folder(element),
            )


def _web(address: str | None) -> str | None:
    """An address as a browser would take it: "feed:" is an old way to say "http:"."""
    if address is None:
        return None
    address = address.strip()
    if address.lower().startswith("feed://"):
        return "http" + address[len("feed") :]
    return address.removeprefix("feed:")


def _folder(element: etree._Element) -> str | None:
    parent = element.getparent()
    if parent is None or _name(parent) != "outline":
        return None
    said = {str(name).lower(): str(value) for name, value in parent.attrib.items()}
    return _words(said.get("title") or said.get("text")) or None


def _write(parent: etree._Element, outline: Outline) -> None:
    name = _clean(outline.title) or outline.feed
    said = {"type": "rss", "text": name, "title": name, "xmlUrl": _clean(outline.feed)}
    if outline.site:
        said["htmlUrl"] = _clean(outline.site)
    etree.SubElement(parent, "outline", said)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _words(text: str | None) -> str:
    return " ".join((text or "").split())[:_LONGEST]


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NO_XML.sub("", text)
