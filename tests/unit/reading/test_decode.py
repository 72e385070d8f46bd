"""Bytes become text, or a refusal that says what to do."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.reading.files import (
    MAX_BYTES,
    BinaryFileError,
    BlankFileError,
    EmptyFileError,
    FileTooLargeError,
    UnreadableError,
    decode,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"plain\r\nlines\r", "plain\nlines\n", id="ascii"),
        pytest.param("Čeština".encode(), "Čeština", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + b"mark", "mark", id="utf-8-mark"),
        pytest.param("Größe".encode("utf-16"), "Größe", id="utf-16"),
        pytest.param("Größe".encode("utf-32"), "Größe", id="utf-32"),
        pytest.param("It’s 5 € – naïve".encode("cp1252"), "It’s 5 € – naïve", id="western"),
        pytest.param(
            ("Число пользователей интернета в стране выросло за год. " * 5).encode("cp1251"),
            "Число пользователей интернета в стране выросло за год. " * 5,
            id="cyrillic",
        ),
        pytest.param(
            ("中国互联网用户数量在去年年底达到九点八九亿，比三月增加。" * 5).encode("gb18030"),
            "中国互联网用户数量在去年年底达到九点八九亿，比三月增加。" * 5,
            id="chinese",
        ),
    ],
)  # fmt: skip
def test_text_is_read_whatever_its_encoding(data: bytes, text: str) -> None:
    assert decode(data, "a.txt") == text


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        pytest.param(b"", EmptyFileError, id="empty"),
        pytest.param(b" \n\t\r\n", BlankFileError, id="blank"),
        pytest.param(b"%PDF-1.7 ...", BinaryFileError, id="pdf"),
        pytest.param(b"PK\x03\x04rest", BinaryFileError, id="zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n", BinaryFileError, id="png"),
        pytest.param(b"text\0with nul", BinaryFileError, id="nul"),
        pytest.param(bytes(range(1, 32)) * 9, BinaryFileError, id="control"),
        pytest.param("a\0b".encode("utf-16"), BinaryFileError, id="nul-in-utf-16"),
        pytest.param(b"a" * (MAX_BYTES + 1), FileTooLargeError, id="large"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(
    data: bytes, refusal: type[UnreadableError]
) -> None:
    with pytest.raises(refusal, match=r"^a\.bin .+[.] .+\.$") as caught:
        decode(data, "a.bin")

    assert caught.value.name == "a.bin"


@settings(deadline=None)  # guessing an encoding loads its tables
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except UnreadableError:
        return
    assert text.strip()
    assert "\r" not in text
