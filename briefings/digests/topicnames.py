"""What topics are called: by us, and by those who write to us."""

from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefings.digests.taste import folded
from briefings.models import BriefingsError

_NAMES: Final = {
    "ai": "AI",
    "e-commerce": "E-commerce",
    "ev": "Electric vehicles",
    "social": "Social media",
}
# Topic -> what else people call it.
_ALSO: Final = {
    "ai": "artificial intelligence | machine learning | ml",
    "business": "companies | results | earnings",
    "chips": "chip | semiconductor | semiconductors | processors",
    "cloud": "cloud computing | data centres | data centers",
    "crypto": "cryptocurrency | cryptocurrencies | bitcoin | blockchain",
    "e-commerce": "ecommerce | online shopping | online retail | shopping",
    "energy": "power | renewables | batteries",
    "ev": "electric cars | electric vehicles | cars | evs | automotive",
    "fintech": "payments | banking | finance",
    "funding": "startups | start-ups | deals | venture capital | mergers",
    "gaming": "games | video games",
    "internet": "web | online",
    "media": "streaming | television | tv | advertising",
    "phones": "phone | smartphones | mobile phones | handsets",
    "policy": "regulation | law | laws | politics",
    "robots": "robotics | robot | drones",
    "science": "space | research",
    "security": "cybersecurity | cyber security | hacking | privacy",
    "social": "social media | social networks",
    "software": "apps | apps and software",
    "telecoms": "telecom | telecommunications | mobile networks | 5g",
}
_SHOWN: Final = 40
_ALIKE: Final = 0.7


class UnknownTopicError(BriefingsError):
    """No topic goes by these words; `known` are the topics there are."""

    def __init__(self, words: str, known: Sequence[str]) -> None:
        self.words = words[:_SHOWN]
        names = {folded(topic_name(one)): topic_name(one) for one in known}
        near = process.extractOne(
            folded(self.words),
            list(names),
            scorer=OSA.normalized_similarity,
            score_cutoff=_ALIKE,
        )
        hint = (
            f"Did you mean {names[near[0]]}?"
            if near
            else f"There are: {', '.join(known)}."
        )
        super().__init__(
            f"I know no topic called “{self.words}”. {hint} "
            f"To follow a word instead, write: words {self.words}"
        )


def topic_name(topic: str) -> str:
    """A topic as people write it.

    >>> topic_name("ev"), topic_name("chips")
    ('Electric vehicles', 'Chips')
    """
    return _NAMES.get(topic, topic.capitalize())


def topic_called(words: str, known: Iterable[str]) -> str | None:
    """The topic, of those known, that goes by these words; None when none does.

    >>> topic_called("Electric cars", ["ev", "ai"])
    'ev'
    """
    wanted = folded(words)
    for topic in known:
        also = map(folded, _ALSO.get(topic, "").split("|"))
        if wanted in {folded(topic), folded(topic_name(topic)), *also} - {""}:
            return topic
    return None
