"""Sections into stories: which paragraphs tell of one event, which of the next."""

import re
from collections.abc import Sequence
from typing import Final

from briefings.reading.blocks import Block, Shape
from briefings.reading.sentences import first_sentence

_BRIEFS: Final = re.compile(
    r"\b(?:briefs?|briefly|briefing|round-?up|digest|in short|at a glance|quick (?:hits"
    r"|takes|links)|headlines|bytes|bits|snippets|elsewhere|movers|also (?:new|today)"
    r"|(?:company|companies|corporate|business|firm|industry|other|more|market|brand)s?"
    r" (?:news|updates?|moves|watch|notes)|in other news|news in|companies|tidbits)\b",
    re.IGNORECASE,
)
_DIGEST: Final = re.compile(
    r"\b(?:digest|summary|briefings?|briefs?|round-?up|newsletter|bulletin"
    r"|edition|headlines|news (?:of|in|for)|(?:tech\w*|morning|evening) news|week in"
    r"|this week|today in)\b"
    # "Chips Weekly" is one, "43% use AI at least weekly" and "Daily users double" are none.
    r"|^\W*(?:the |your )?(?:daily|weekly)\b(?! (?:active|users?|sales|orders|visitors?))"
    r"|^\W*(?:\S+ ){1,3}(?:daily|weekly)\W*$",
    re.IGNORECASE,
)
_QUOTE: Final = re.compile(r"\W*[“\"«‘]")
_NAME: Final = re.compile(
    r"(?:(?:[A-Z]|[a-z]{1,2}[A-Z])[\w&’'.-]*[\w&])(?:[ -](?:[A-Z]|\d)[\w&’'.-]*)*"
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# Where the first words say that somebody of the story before goes on speaking.
_GOES_ON: Final = re.compile(
    r"\W*(?:chief|ceo|cfo|chair\w*|president|founder|co-founder|analysts?|the company"
    r"|the firm|the (?:group|carmaker|maker|giant|start-?up|unit|deal|plant|move)|it|its"
    r"|he|she|they|his|her|their|this|that|these|those|but|however|meanwhile, (?:it|the)"
    r"|in addition|also|still|yet|overall)\b"
    r"|\W*(?:with|by|after|since|at|in|for|from|despite|under|on|to)\b[^,.]{0,90},"
    r" (?:the (?-i:[a-z])|(?:its?|he|she|they|their)\b)",
    re.IGNORECASE,
)
# Capitalised at a sentence's start, and no name.
_COMMON: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "with",
        "for",
        "by",
        "from",
        "of",
        "to",
        "as",
        "and",
        "or",
        "if",
        "when",
        "while",
        "after",
        "before",
        "since",
        "during",
        "amid",
        "despite",
        "although",
        "though",
        "because",
        "under",
        "over",
        "about",
        "around",
        "some",
        "many",
        "most",
        "all",
        "both",
        "each",
        "every",
        "more",
        "less",
        "last",
        "next",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "your",
        "what",
        "who",
        "which",
        "how",
        "why",
        "where",
        "total",
        "number",
        "sales",
        "revenue",
        "shares",
        "profit",
        "profits",
        "net",
        "operating",
        "analysts",
        "investors",
        "users",
        "customers",
        "researchers",
        "scientists",
        "regulators",
        "officials",
        "separately",
        "meanwhile",
        "however",
        "elsewhere",
        "also",
        "according",
        "new",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "first",
        "second",
        "third",
        "earlier",
        "later",
        "today",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "h2",
        "ceo",
        "cfo",
        "us",
        "u.s",
        "uk",
        "eu",
        "china",
        "chinese",
        "american",
        "european",
        "america",
        "europe",
        "british",
        "japanese",
        "korean",
        "indian",
        "german",
        "french",
    ]
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_PLACED: Final = re.compile(
    r"\b(?:in|at|near|from|to|with|into)(?: the)? $", re.IGNORECASE
)
_SUBJECT_REACH: Final = 70  # characters of a sentence in which its subject is sought
_FEWEST_BULLET_WORDS: Final = 8
_BOLD_LEAD: Final = re.compile(r"\*\*(?P<name>[^*]+)\*\*")


def names_digest(words: str) -> bool:
    """Whether a title names a collection of news, and none of them.

    >>> names_digest("Morning digest"), names_digest("Acme opens a plant")
    (True, False)
    >>> names_digest("Chips Weekly"), names_digest("Half use AI at least weekly now")
    (True, False)
    """
    return _DIGEST.search(words) is not None


def is_briefs_heading(words: str) -> bool:
    """Whether a heading announces several short stories.

    >>> is_briefs_heading("Company news"), is_briefs_heading("Chip exports")
    (True, False)
    """
    return _BRIEFS.search(words) is not None


def stories_of(blocks: Sequence[Block], *, briefs: bool) -> list[list[Block]]:
    """The blocks of a section, grouped into stories.

    One story, unless the heading promised briefs or the section is a list of sentences;
    then a paragraph opens a new story when its subject is new to the story before.
    """
    if not (briefs or _is_list_of_sentences(blocks) or _is_led_by_bold_names(blocks)):
        return [list(blocks)]
    stories: list[list[Block]] = []
    for block in blocks:
        if stories and not _opens_story(block, stories[-1]):
            stories[-1].append(block)
        else:
            stories.append([block])
    return stories


def _is_list_of_sentences(blocks: Sequence[Block]) -> bool:
    if len(blocks) <= 1 or any(block.shape is not Shape.BULLET for block in blocks):
        return False
    subjects = [subject_of(block.words) for block in blocks]
    apart = len(set(subjects)) == len(subjects) and None not in subjects
    return apart and all(_is_sentence(block.words) for block in blocks)


def _is_led_by_bold_names(blocks: Sequence[Block]) -> bool:
    return len(blocks) > 1 and all(_BOLD_LEAD.match(block.words) for block in blocks)


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= _FEWEST_BULLET_WORDS and words[-1] in '.!?…”")'


def _opens_story(block: Block, story: Sequence[Block]) -> bool:
    words = block.words
    if _QUOTE.match(words) or _GOES_ON.match(words):
        return False
    subject = subject_of(words)
    if subject is None:
        return False
    told = " ".join(told.words for told in story)
    return not any(_tells_of(told, name) for name in _forms(subject))


def _forms(subject: str) -> tuple[str, ...]:
    # "Acme China" goes on with "Acme"; "Mr Smith" with "Smith".
    parts = [part for part in subject.split() if part.lower() not in _COMMON]
    return (subject, *(part for part in parts if len(part) > 2))  # noqa: PLR2004 - initials name nobody


def _tells_of(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def subject_of(words: str) -> str | None:
    """The name a paragraph's first sentence begins with, roughly its subject.

    >>> subject_of("Shares of Acme Robotics fell 3% in Turin.")
    'Acme Robotics'
    >>> subject_of("It sold more.") is None
    True
    """
    bold = _BOLD_LEAD.match(words)
    if bold:
        return bold["name"].strip(" :.")
    sentence = first_sentence(words)[:_SUBJECT_REACH]
    for found in _NAME.finditer(sentence):
        name = _without_openers(found[0])
        if name and not _PLACED.search(sentence, 0, found.start()):
            return name
    return None


def _without_openers(name: str) -> str:
    words = [_POSSESSIVE.sub("", word) for word in name.split()]
    while words and _opens(words[0]):
        words.pop(0)
    return " ".join(words)


def _opens(word: str) -> bool:
    return word.lower().rstrip(".") in _COMMON or not _LETTER.search(word)
