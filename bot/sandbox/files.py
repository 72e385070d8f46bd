"""Photos and documents: their bytes, and what can be told from them."""

import hashlib
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusals import BadRequest
from bot.sandbox.words import Said

Json = dict[str, Any]

MOST_PHOTO = 10 * 1024 * 1024
MOST_FILE = 50 * 1024 * 1024
MOST_DOWNLOAD = 20 * 1024 * 1024
MOST_SIDES = 10_000  # width and height together
MOST_RATIO = 20

_PNG_HEADER = 24  # bytes up to and with the size
_GIF_HEADER = 10
_JPEG_MARK = 0xFF
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # they tell the size


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as Telegram keeps it."""

    id: str
    upload: Upload
    path: str

    @property
    def unique_id(self) -> str:
        """The same for the same bytes."""
        return hashlib.sha256(self.upload.content).hexdigest()[:16]

    def as_json(self) -> Json:
        """Telegram's File, without its path."""
        size = len(self.upload.content)
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": size,
        }


@dataclass(slots=True)
class Files:
    """Every file that was sent, the oldest forgotten beyond `most`."""

    most: int = 500
    by_id: dict[str, Stored] = field(default_factory=dict)
    count: int = 0

    def keep(self, upload: Upload, folder: str) -> Stored:
        """Store a file under an id of its own."""
        if not upload.content:
            raise BadRequest(Said.EMPTY_FILE)
        self.count += 1
        digest = hashlib.sha256(b"%d " % self.count + upload.content).hexdigest()
        suffix = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        path = f"{folder}/file_{self.count}.{suffix}"
        stored = Stored(f"BQAC{digest[:40]}", upload, path)
        self.by_id[stored.id] = stored
        if len(self.by_id) > self.most:
            del self.by_id[next(iter(self.by_id))]
        return stored

    def get(self, file_id: str) -> Stored:
        """The file of that id.

        Raises:
            BadRequest: there is none.
        """
        if file_id not in self.by_id:
            raise BadRequest(Said.WRONG_FILE)
        return self.by_id[file_id]

    def at(self, path: str) -> Stored | None:
        """The file to download from that path."""
        return next((f for f in self.by_id.values() if f.path == path), None)

    def dump(self) -> Json:
        """All of it, for the file of the state; `load` is the inverse."""
        files = [
            {
                "id": stored.id,
                "path": stored.path,
                "name": stored.upload.name,
                "mime": stored.upload.mime,
                "content": b64encode(stored.upload.content).decode(),
            }
            for stored in self.by_id.values()
        ]
        return {"count": self.count, "files": files}

    def load(self, data: Json) -> None:
        """Take back what `dump` gave."""
        self.count = data["count"]
        for entry in data["files"]:
            content = b64decode(entry["content"])
            upload = Upload(entry["name"], content, entry["mime"])
            self.by_id[entry["id"]] = Stored(entry["id"], upload, entry["path"])


def photo_sizes(stored: Stored) -> list[Json]:
    """Telegram's list of PhotoSize for a stored picture: the one size there is."""
    width, height = picture_size(stored.upload.content)
    return [stored.as_json() | {"width": width, "height": height}]


def check_photo(upload: Upload) -> None:
    """Refuse what Telegram would not take as a photo."""
    if len(upload.content) > MOST_PHOTO:
        raise BadRequest(Said.BIG_FILE)
    width, height = picture_size(upload.content)
    longer, shorter = max(width, height), min(width, height)
    if longer + shorter > MOST_SIDES or longer > MOST_RATIO * shorter:
        raise BadRequest(Said.PICTURE_SIZE)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG, in pixels.

    Raises:
        BadRequest: it is none of them.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > _PNG_HEADER:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) > _GIF_HEADER:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise BadRequest(Said.NO_PICTURE)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header, which alone tells the size."""
    at = 2
    while at + 9 < len(content) and content[at] == _JPEG_MARK:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length[0]
    raise BadRequest(Said.NO_PICTURE)
