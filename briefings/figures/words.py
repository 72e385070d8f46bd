"""Sets of words, written as a line of text so that a table reads like one."""


def wordset(text: str) -> frozenset[str]:
    """The words of a text, apart by white space.

    >>> sorted(wordset("two one"))
    ['one', 'two']
    """
    return frozenset(text.split())
