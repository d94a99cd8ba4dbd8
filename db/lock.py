"""The lock on a data file: held by the operating system while the file is open for writing, gone with the process."""

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from db.errors import FileLocked, NoSpace, reason

# The byte that is locked lies far behind the text, so that others can read who holds the file (Windows locks are mandatory).
_PLACE = 1 << 20


class FileLock:
    """Holds ``FILE.lock``; its text (who, machine, since) only feeds the message. No time-outs, nothing is ever stolen."""

    def __init__(self, data_file: Path, now: datetime) -> None:
        """Take the lock or raise ``FileLocked`` naming the holder."""
        import socket  # whoever only asks for the holder's name need not load it

        self.path = lock_path(data_file)
        try:
            # never emptied on opening: the text may be another holder's
            number = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self._file: IO[bytes] = os.fdopen(number, "r+b")
        except OSError as trouble:
            raise NoSpace(f"Không ghi được vào thư mục {data_file.parent}: {reason(trouble)}.") from trouble
        try:
            _take(self._file)
        except OSError:
            self._file.close()
            raise FileLocked(f"Tệp dữ liệu đang mở: {holder(data_file)}.") from None
        self._file.seek(0)
        self._file.truncate()
        text = f"{_user()} | {socket.gethostname()} | {now:%d/%m/%Y %H:%M} | {os.getpid()}"
        self._file.write(text.encode("utf-8"))
        self._file.flush()

    def release(self) -> None:
        """Let the file go; the lock file itself stays, empty."""
        if not self._file.closed:
            self._file.seek(0)
            self._file.truncate()
            self._file.flush()
            _drop(self._file)
            self._file.close()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "không rõ"


def lock_path(data_file: Path) -> Path:
    """Where a data file's lock is."""
    return data_file.with_name(data_file.name + ".lock")


def holder(data_file: Path) -> str:
    """Who holds the file, in words."""
    try:
        with lock_path(data_file).open("rb") as file:
            parts = file.read(400).decode("utf-8", "replace").split(" | ")
    except OSError:
        parts = []
    if len(parts) < 3:  # noqa: PLR2004 - who, machine, since
        return "một cửa sổ Sổ Nội Vụ khác"
    return f"{parts[0]}, máy {parts[1]}, từ {parts[2]}"


def is_named(data_file: Path) -> bool:
    """Whether somebody's name stands in the lock: a holder's, or that of a program that was killed."""
    try:
        return lock_path(data_file).stat().st_size > 0
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _drop(file: IO[bytes]) -> None:
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _drop(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
