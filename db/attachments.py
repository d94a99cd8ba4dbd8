"""Scans, photos, source workbooks and issued papers: content-addressed in a second file, append-only."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from db.connection import Connection, connect, explained
from db.errors import DataError

LARGEST_PDF = 20 * 1024 * 1024
LONGEST_SIDE = 2000
THUMBNAIL_BYTES = 20_000
_TABLE = "CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, content BLOB NOT NULL)"


def attachments_path(data_file: Path) -> Path:
    """The attachments file beside a data file."""
    return data_file.with_name(data_file.name + "-dinhkem")


class Attachments:
    """The blobs of one data file. What is put is on disk before ``put`` returns, so an operation may name it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: Connection | None = None

    def _open(self) -> Connection:
        if self._connection is None:
            connection = connect(self.path)
            try:
                connection.execute(_TABLE)
            except driver.Error as trouble:
                connection.close()
                raise explained(trouble) from trouble
            self._connection = connection
        return self._connection

    def put(self, content: bytes) -> str:
        """Keep the content; its SHA-256 in hex. The same content is kept once."""
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            self._open().execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (sha256, len(content), content))
        except driver.Error as trouble:
            raise explained(trouble) from trouble
        return sha256

    def put_image(self, content: bytes) -> tuple[str, bytes]:
        """Keep an image re-encoded (longest side 2,000 px, no EXIF); its SHA-256 and a thumbnail of at most 20 kB."""
        from PIL import Image, ImageOps, UnidentifiedImageError

        try:
            with Image.open(io.BytesIO(content)) as opened:
                image = ImageOps.exif_transpose(opened).convert("RGB")
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as trouble:
            raise DataError("Tệp không phải là ảnh đọc được.") from trouble
        image.info.clear()  # comments and XMP would be written again, places included
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        whole = _jpeg(image, 85)
        small = image.copy()
        small.thumbnail((240, 320))
        for quality in (85, 70, 55, 40, 25):
            thumbnail = _jpeg(small, quality)
            if len(thumbnail) <= THUMBNAIL_BYTES:
                break
        return self.put(whole), thumbnail

    def put_pdf(self, content: bytes) -> str:
        """Keep a PDF of at most 20 MB."""
        if not content.startswith(b"%PDF-"):
            raise DataError("Tệp không phải là PDF.")
        if len(content) > LARGEST_PDF:
            raise DataError("Tệp PDF lớn hơn 20 MB. Hãy quét lại ở độ phân giải thấp hơn.")
        return self.put(content)

    def get(self, sha256: str) -> bytes | None:
        """The content, checked against its name; ``None`` when it is missing, ``DataError`` when it was damaged."""
        if not self.path.exists():
            return None
        row = self._open().execute("SELECT content FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        content = bytes(row[0])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DataError(f"Tệp đính kèm {sha256[:12]} bị hỏng.")
        return content

    def names(self) -> set[str]:
        """The SHA-256 of everything kept."""
        if not self.path.exists():
            return set()
        return {name for (name,) in self._open().execute("SELECT sha256 FROM blob")}

    def missing(self, wanted: Iterable[str]) -> list[str]:
        """Which of the wanted are not here."""
        return sorted(set(wanted) - self.names())

    def copy_to(self, target: Path) -> int:
        """Copy to another attachments file what it lacks, verifying each; the number copied."""
        other = Attachments(target)
        copied = 0
        try:
            for sha256 in sorted(self.names() - other.names()):
                content = self.get(sha256)
                if content is not None and other.put(content) == sha256 and other.get(sha256) == content:
                    copied += 1
        finally:
            other.close()
        return copied

    def damaged(self) -> Iterator[str]:
        """The names whose content does not match."""
        for name in sorted(self.names()):
            try:
                self.get(name)
            except DataError:
                yield name

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _jpeg(image: object, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)  # type: ignore[attr-defined] # Pillow's image class is imported lazily
    return out.getvalue()
