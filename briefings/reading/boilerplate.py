"""What stands in a page but is not the story: captions, by-lines, adverts, bios.

The rules are rows, tried on one block (a line or a paragraph). A row holds only for
blocks up to its length in characters, so that a story *about* newsletters stays.
"""

import re
from typing import Final

_LINE: Final = 240

_ROWS: Final = (
    # captions and credits
    (_LINE, (r"\b(?:photo(?:graph)?|image|picture|illustration)s?"
            r"(?: credit| by| courtesy(?: of)?)?\s*[:|/©]\s*\S")),
    (_LINE, (r"^\W*(?:photo|image|picture|illustration|graphic)s?"
            r" (?:by|credit|courtesy|via|from)\b")),
    (_LINE, r"^(?:file photo|image source|image credits?|credits?:|caption:)"),
    (_LINE, (r"[(/|–—-]\s*(?:getty(?: images)?|afp|reuters|ap|xinhua|shutterstock|unsplash"
            r"|bloomberg|imaginechina|vcg)(?:\s*/\s*[\w ]+)*\s*\)?$")),
    (_LINE, r"(?:getty images|shutterstock|visual china group)\W*$"),
    (900, r"^!\[[^\]]*\]\([^)]*\)$"),
    # desks and time stamps
    (_LINE, (r"^\W*(?:(?:additional )?reporting|editing|writing|compiled|edited"
            r"|translated|written)(?: and \w+)? by\b")),
    (120, (r"^\W*(?:first published|published|posted|last (?:updated|modified)|updated"
          r"|date)(?: on| at)?\s*[:|–-]?\s*(?:\w+,? )?(?:\d|jan|feb|mar|apr|may|jun|jul"
          r"|aug|sep|oct|nov|dec)[^.!?]{0,60}\.?$")),
    (60, r"^\W*\d+[ -]min(?:ute)?s?(?: read| of reading)\W*$"),
    (400, (r"^\W*(?:(?:the|these|this|all) )?(?:stories|story|articles?|reports?|text"
          r"|piece|column|items?|briefs?)(?: above)? (?:was|were|is|are|has been"
          r"|have been) (?:originally |first )?(?:compiled|written|edited|translated"
          r"|published|republished|provided|produced|syndicated)\b")),
    # pointers elsewhere
    (300, (r"^\W*(?:read more|read next|read also|also read|see also|more on this|related"
          r"(?: stories| articles| coverage| topics)?|recommended(?: for you| reading)?"
          r"|further reading|don['’]?t miss|you may also like|more from [\w ]+"
          r"|most (?:read|popular)|trending(?: now)?|watch(?: now)?|listen(?: now)?)"
          r"\s*(?:[:»›→>|]|$)")),
    (200, (r"^\W*(?:read more|continue reading|read the full|click here|tap here"
          r"|view (?:original|gallery)|show more|load more|jump to|skip to)\b")),
    # letters, cookies, rights, sharing
    (400, (r"^\W*(?:please )?(?:sign[ -]?up|subscribe|join|register|get|enjoying)\b"
          r".{0,160}\b(?:newsletters?|inbox|mailing list|channel|our app|premium)\b")),
    (300, (r"\balready an? (?:subscriber|member)\b|^\W*(?:subscribe|sign in|log in)"
          r"(?: now)? to (?:read|continue|unlock|view)\b"
          r"|\bthis (?:article|story|content) is for (?:\w+ )?subscribers\b")),
    (900, (r"\b(?:we|this (?:web)?site|our partners)(?: and our partners)? uses? cookies\b"
          r"|\b(?:accept|reject|manage)(?: all)? cookies\b|\bcookie (?:policy|settings)\b")),
    (400, r"\ball rights reserved\b|^\W*(?:copyright\b|©|\(c\) ?\d{4})"),
    (80, r"^\W*(?:advertisement|advertising|sponsored(?: content)?|ad|promoted)\W*$"),
    (160, (r"^\W*(?:share (?:this|on|via)|follow (?:us|@)|like us on|tweet this|copy link"
          r"|leave a comment|comments? \(\d+\)|tags?:|filed under|topics:"
          r"|categor(?:y|ies):)")),
    (400, r"^\W*(?:disclaimer|disclosure|editor['’]?s note|correction)s?\s*:"),
    (300, (r"^\W*(?:have a (?:news )?tip|got a tip|contact (?:the|our) (?:author|reporter"
          r"|newsroom)|send (?:us )?(?:tips|feedback))\b")),
    (200, r"^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$|^\W*https?://\S+\W*$|^@\w+$"),
    (60, r"^[\W_]+$"),
    (60, r"^\W*about the (?:authors?|writers?)\W*$"),
)  # fmt: skip
_RULES: Final = tuple((size, re.compile(row, re.IGNORECASE)) for size, row in _ROWS)

# A by-line and a bio begin with names, so here capitals count.
_BYLINE: Final = re.compile(
    r"\W*(?:By|BY|by) (?:[A-Z][\w.'’-]*[ ,&|/·•–—-]*|and |in |for ){1,10}(?:\d.*)?"
)
_BYLINE_LENGTH: Final = 100
_BIO: Final = re.compile(
    r"\W*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3},?"
    r" (?:(?:is|was|has been|works as)\b.{0,90}\b(?:columnist|reporter|journalist"
    r"|correspondent|writer|editor|author|blogger|contributor|freelancer)\b"
    r"|(?:writes|covers|reports)\b.{0,90}\bfor\b)"
)
_BIO_LENGTH: Final = 600


def is_boilerplate(block: str) -> bool:
    """Whether a line or paragraph belongs to the page and not to the story.

    >>> is_boilerplate("A worker in a chip plant. Photo: Acme Pictures")
    True
    >>> is_boilerplate("Acme sold 3 million phones.")
    False
    """
    block = block.strip().strip("*_")
    if len(block) <= _BYLINE_LENGTH and _BYLINE.fullmatch(block):
        return True
    return any(len(block) <= size and rule.search(block) for size, rule in _RULES)


def is_bio(block: str) -> bool:
    """Whether a paragraph tells who its author is. Ask only at an article's end.

    >>> is_bio("Ada Byron is a Turin-based reporter who covers engines.")
    True
    """
    return len(block) <= _BIO_LENGTH and _BIO.match(block) is not None
