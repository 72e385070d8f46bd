"""What other benchmarks count as a quantity, where it is not what the product counts."""

from briefings.figures import sentences
from briefings.figures.analysis import Sentence


def read(text: str) -> list[Sentence]:
    """Every sentence of a text, read."""
    return [Sentence(text, span, None) for span in sentences.split_sentences(text)]
