"""What is kept of a question that found no answer: its words, and nothing personal."""

import re

from briefings.answers.asked import Question
from briefings.answers.labels import fold

MOST_LETTERS = 120
_MOST_WORDS = 14
# An address, a link, a handle, a telephone or card number: nobody's figure.
_PERSONAL = re.compile(r"\S*@\S*|\S+://\S*|www\.\S*|[+(]?\d[\d\s().-]{6,}\d")
_MARKS = re.compile(r"[^\w\s%$.'&-]+")


def missed_words(question: Question) -> str | None:
    """The words of a question as editors may see them; None where they tell nothing.

    Case and marks are folded, so that the same question is counted once. A text longer
    than anybody's question is a message to somebody, and is not kept.

    >>> missed_words(Question(text="", written="Netizens in  Utopia?!"))
    'netizens in utopia'
    """
    bare = _MARKS.sub(" ", _PERSONAL.sub(" ", fold(question.written)))
    kept = " ".join(bare.split()).strip(" .-'")
    if not any(letter.isalpha() for letter in kept) or len(kept) > MOST_LETTERS:
        return None
    return kept if len(kept.split()) <= _MOST_WORDS else None
