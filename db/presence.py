"""Whether the file that was opened still lies at its place, and a copy of it where it does not."""

import os
import threading
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from db.attachments import Attachments, attachments_path
from db.connection import Connection, connect
from db.errors import DataError, LostFile


class Presence:
    """Watches one open data file by what the system calls it, not by its name alone.

    Where an open file can be deleted or replaced (not on Windows), everything written to it afterwards would be gone with the
    program. ``require`` refuses then, after saving what was open beside it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _identity(path)
        self._keeper: Connection | None = None
        self._turn = threading.Lock()
        self._saved: Path | None = None

    def keep(self, connection: Connection) -> None:
        """Hold a connection to the file: it reads the file even where it has no name any more."""
        with suppress(driver.Error):  # a file that is no register is told by whoever reads it
            connection.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # the log is opened at the first reading
        self._keeper = connection

    def holds(self) -> bool:
        """Whether the file is where it was."""
        return _identity(self._path) == self._known

    def require(self) -> None:
        """``LostFile`` where the file was deleted, renamed or replaced; it names the copy that was saved."""
        if self.holds():
            return
        with self._turn:
            if self._saved is None:
                self._saved = self._copy()
        name, saved = self._path.name, self._saved
        why = f"Tệp dữ liệu {name} đã bị xoá, đổi tên hoặc thay bằng tệp khác trong khi đang mở. Chưa ghi gì thêm."
        if saved is None:
            raise LostFile(f"{why} Hãy đóng chương trình, đưa tệp về chỗ cũ hoặc khôi phục từ bản sao lưu gần nhất.")
        raise LostFile(f"{why} Dữ liệu đã lưu được cứu sang {saved}: hãy đóng chương trình rồi mở tệp ấy.")

    def close(self) -> None:
        """Let the file go; where it is lost, what was open is saved first."""
        with suppress(LostFile):
            self.require()
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    def _copy(self) -> Path | None:
        if self._keeper is None:
            return None
        name = f"{self._path.stem}-cuu"
        ways = (self._path.with_name(f"{name}{number or ''}{self._path.suffix}") for number in range(100))
        out = next((way for way in ways if not way.exists()), None)
        if out is None or not out.parent.is_dir():
            return None
        try:
            target = connect(out, wal=False)
            try:
                self._keeper.backup(target)
            finally:
                target.close()
        except (driver.Error, OSError):
            out.unlink(missing_ok=True)
            return None
        with suppress(
            DataError
        ):  # photos and scans lie in a file of their own; without it the register is whole all the same
            Attachments(attachments_path(self._path)).copy_to(attachments_path(out))
        return out


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return (0, 0) if os.name == "nt" else (told.st_dev, told.st_ino)
