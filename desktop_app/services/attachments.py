"""Photos, scans and papers of a register: added inside a change, read again by the SHA-256 that a record names."""

from dataclasses import dataclass
from pathlib import Path

from db.connection import Connection
from db.errors import reason
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.services.work import Work, told

_LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Attached:
    """What was added: its SHA-256 (what the record keeps), ``image`` or ``pdf``, and the size kept in bytes."""

    sha256: str
    kind: str
    size: int


def add_image(work: Work, content: bytes) -> str:
    """Keep a photo or a scanned page (made small, EXIF dropped) with its thumbnail; its SHA-256.

    Raises ``InvalidInput`` when it is no picture that can be read. On disk before the operation that names it.
    """
    with told():
        sha256, small = work.database.attachments.put_image(content)
        work.raw.execute("INSERT OR REPLACE INTO thumbnail (sha256, content) VALUES (?, ?)", (sha256, small))
    return sha256


def add_pdf(work: Work, content: bytes) -> str:
    """Keep a PDF of at most 20 MB; its SHA-256. Raises ``InvalidInput`` when it is none or too large."""
    with told():
        return work.database.attachments.put_pdf(content)


def add_file(work: Work, path: Path) -> Attached:
    """Keep a file a clerk chose, a picture or a PDF by what it holds, whatever its name."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InvalidInput("Tệp lớn quá: ảnh đến 60 MB, PDF đến 20 MB.")
        content = path.read_bytes()
    except OSError as trouble:
        raise MachineTrouble(f"Không đọc được tệp {path.name}: {reason(trouble)}.") from trouble
    if not content:
        raise InvalidInput(f"Tệp {path.name} rỗng.")
    if b"%PDF-" in content[:1024]:
        return Attached(add_pdf(work, content), "pdf", len(content))
    sha256 = add_image(work, content)
    return Attached(sha256, "image", len(read(work, sha256)))


def read(work: Work, sha256: str) -> bytes:
    """The content; ``MachineTrouble`` when it is missing or damaged."""
    with told():
        content = work.database.attachments.get(sha256)
    if content is None:
        raise MachineTrouble("Tệp đính kèm không còn trên máy này. Hãy khôi phục từ bản sao lưu gần nhất.")
    return content


def thumbnail(raw: Connection, sha256: str) -> bytes | None:
    """The small picture (JPEG, at most 20 kB) kept in the data file; ``None`` for a PDF or where none was made."""
    row = raw.execute("SELECT content FROM thumbnail WHERE sha256 = ?", (sha256,)).fetchone()
    return bytes(row[0]) if row else None
