"""Lengths and offsets the way Telegram counts them: in UTF-16 code units."""


def length(text: str) -> int:
    """Count UTF-16 code units.

    >>> length("a"), length("é"), length("😀")
    (1, 1, 2)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def offsets(text: str) -> list[int] | None:
    """The unit offset of every character and of the end; None when they are equal.

    >>> offsets("a😀b")
    [0, 1, 3, 4]
    """
    if text.isascii() or max(text) <= "\uffff":
        return None
    table, at = [0], 0
    for character in text:
        at += 1 + (character > "\uffff")
        table.append(at)
    return table
