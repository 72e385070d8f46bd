"""One name in two lengths: "Nokia" for "Nokia Networks", "FSC" for "First Silicon (FSC)"."""

from collections import Counter

from briefings.figures.analysis import Sentence
from briefings.figures.names import Name, text_of
from briefings.figures.protagonists import Story


def long_forms(story: Story) -> dict[str, str]:
    """Short name -> the longer one that the story introduced before it."""
    long: dict[str, str] = {}
    seen: list[str] = []
    for sentence in story.sentences:
        for name in sentence.names:
            if name.place:
                continue
            text = text_of(sentence.tokens, name)
            short = _acronym(sentence, name)
            if short:
                long.setdefault(short, f"{text} ({short})")
                long.setdefault(text, f"{text} ({short})")
            elif text not in seen:
                _shortened(text, seen, long)
            seen.append(text)
    return {short: name for short, name in long.items() if short != name}


def _acronym(sentence: Sentence, name: Name) -> str:
    """The acronym in brackets behind a name."""
    tokens = sentence.tokens
    if [tokens.low_at(name.last + step) for step in (1, 3)] != ["(", ")"]:
        return ""
    short = tokens.words[name.last + 2]
    return short if short.isupper() and short[0] == tokens.words[name.first][0] else ""


def _shortened(text: str, seen: list[str], long: dict[str, str]) -> None:
    whole = next((name for name in seen if name.startswith(text + " ")), None)
    if whole:
        long.setdefault(text, whole)


def merged(counts: Counter[str], long: dict[str, str]) -> Counter[str]:
    """The weights of names with the short forms counted for the long ones."""
    joined: Counter[str] = Counter()
    for name, weight in counts.items():
        joined[long.get(name, name)] += weight
    return joined
