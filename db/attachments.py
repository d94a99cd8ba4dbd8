"""Scans, photos, source workbooks and issued papers: content-addressed in a second file, append-only."""

import hashlib
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from db.connection import Connection, connect, explained
from db.errors import DamagedData, DataError

LARGEST_PDF = 20 * 1024 * 1024
_TABLE = "CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, content BLOB NOT NULL)"
_SUFFIX = "-dinhkem"
_BACKUP = re.compile(r"_\d{4}-\d\d-\d\d_\d{6}(?:-\d+)?(?=\.[^.]*$|$)")


def attachments_path(data_file: Path) -> Path:
    """The attachments file beside a data file; the backups in one folder share one under the register's own name."""
    own = data_file.with_name(data_file.name + _SUFFIX)
    shared = data_file.with_name(_BACKUP.sub("", data_file.name) + _SUFFIX)
    return shared if shared.exists() and not own.exists() else own


@dataclass(frozen=True)
class Copied:
    """What copying attachments did: how many were copied, and the names of those that are damaged here."""

    count: int
    damaged: tuple[str, ...]


class Attachments:
    """The blobs of one data file. What is put is on disk before ``put`` returns, so an operation may name it at once.

    ``shared=True`` is for a file on a stick or a network share (a backup): no write-ahead log there.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self._shared = shared
        self._connection: Connection | None = None
        self._turn = threading.RLock()  # reading and writing threads use the one connection in turn

    def _open(self, *, create: bool = False) -> Connection:
        if self._connection is None:
            connection = connect(self.path, wal=create and not self._shared)
            try:
                if create:
                    connection.execute(_TABLE)
            except driver.Error as trouble:
                connection.close()
                raise explained(trouble) from trouble
            self._connection = connection
        return self._connection

    def put(self, content: bytes) -> str:
        """Keep the content; its SHA-256 in hex. The same content is kept once."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._turn:
            try:
                raw = self._open(create=True)
                raw.execute(_TABLE)  # a connection opened for reading an empty file comes here too
                raw.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (sha256, len(content), content))
            except driver.Error as trouble:
                raise explained(trouble) from trouble
        return sha256

    def put_image(self, content: bytes) -> tuple[str, bytes]:
        """Keep an image re-encoded (longest side 2,000 px, no EXIF); its SHA-256 and a thumbnail of at most 20 kB."""
        from db.pictures import made_small

        whole, thumbnail = made_small(content)
        return self.put(whole), thumbnail

    def put_pdf(self, content: bytes) -> str:
        """Keep a PDF of at most 20 MB."""
        if len(content) > LARGEST_PDF:
            raise DataError("Tệp PDF lớn hơn 20 MB. Hãy quét lại ở độ phân giải thấp hơn.")
        if b"%PDF-" not in content[:1024] or b"startxref" not in content or b"%%EOF" not in content[-2048:]:
            raise DataError("Tệp không phải là PDF hoặc bị cụt. Hãy mở thử, lưu lại rồi chọn lại.")
        return self.put(content)

    def get(self, sha256: str) -> bytes | None:
        """The content, checked against its name; ``None`` when it is missing, ``DamagedData`` when it was damaged."""
        row = self._asked("SELECT content FROM blob WHERE sha256 = ?", sha256)
        if not row:
            return None
        content = bytes(row[0][0])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedData(f"Tệp đính kèm {sha256[:12]} bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất.")
        return content

    def names(self) -> set[str]:
        """The SHA-256 of everything kept."""
        return {name for (name,) in self._asked("SELECT sha256 FROM blob")}

    def _asked(self, text: str, *values: str) -> list[tuple[Any, ...]]:
        if not self.path.exists() or not self.path.stat().st_size:
            return []
        with self._turn:
            try:
                return list(self._open().execute(text, values))
            except driver.Error as trouble:
                raise explained(trouble) from trouble

    def missing(self, wanted: Iterable[str]) -> list[str]:
        """Which of the wanted are not here."""
        return sorted(set(wanted) - self.names())

    def copy_to(self, target: Path) -> Copied:
        """Copy to another attachments file what it lacks, verifying each; a damaged one does not stop the others."""
        other = Attachments(target, shared=True)
        copied, damaged = 0, []
        try:
            for sha256 in sorted(self.names() - other.names()):
                try:
                    content = self.get(sha256)
                except DamagedData:
                    damaged.append(sha256)
                    continue
                if content is not None and other.put(content) == sha256 and other.get(sha256) == content:
                    copied += 1
        finally:
            other.close()
        return Copied(copied, tuple(damaged))

    def damaged(self) -> Iterator[str]:
        """The names whose content does not match."""
        for name in sorted(self.names()):
            try:
                self.get(name)
            except DamagedData:
                yield name

    def close(self) -> None:
        """Let the file go."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
