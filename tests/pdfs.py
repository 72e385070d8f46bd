"""PDFs made by this code: with text, with pictures only, locked."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Return a PDF with these lines on its pages; no lines make a picture of a page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%b]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(%b)/CreationDate(D:20010101000000Z)>>" % _escaped(title),
    ]
    for number, lines in enumerate(pages):
        text = b" ".join(b"(%b) Tj T*" % _escaped(line) for line in lines)
        stream = (
            b"BT /F 11 Tf 14 TL 60 780 Td %b ET" % text if lines else b"0 0 9 9 re f"
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (6 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
    return _file(objects)


def locked(body: bytes, password: str) -> bytes:
    """Return a PDF that asks for a password; an empty one is tried by every reader."""
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(body))), BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def _escaped(text: str) -> bytes:
    for char in "\\()":
        text = text.replace(char, f"\\{char}")
    return text.encode("cp1252")


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % table)
