"""Raw connections to a data file; no SQLAlchemy here, so that the first screen can be read at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlcipher3 import dbapi2 as driver

from db.errors import DamagedData, DataError, FileLocked, NoSpace

PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "busy_timeout = 10000",
    "cache_size = -16000",
)
Connection: TypeAlias = driver.Connection


def connect(path: Path | str, *, foreign_keys: bool = True, wal: bool = True) -> Connection:
    """A connection with our pragmas; transactions are begun by whoever uses it.

    Without ``wal`` the file keeps the kind of journal it has: a backup that is looked at stays as it was.
    """
    try:
        asked = str(path)
        connection = driver.connect(
            asked,
            uri=asked.startswith("file:///"),
            check_same_thread=False,
            isolation_level=None,
            cached_statements=256,
        )
    except driver.Error as trouble:
        raise explained(trouble) from trouble
    try:
        for pragma in PRAGMAS:
            if (foreign_keys or not pragma.startswith("foreign_keys")) and (wal or "WAL" not in pragma):
                connection.execute(f"PRAGMA {pragma}")
    except (
        driver.Error,
        UnicodeDecodeError,
    ) as trouble:  # the second when the driver cannot even read its own complaint
        connection.close()
        raise explained(trouble) from trouble
    return connection


def _as_it_lies(path: Path) -> Path | str:
    """The path; on a medium that cannot be written, a file without a log is read as it lies."""
    waiting = path.with_name(path.name + "-wal")
    if path.exists() and not os.access(path.parent, os.W_OK) and not waiting.exists():
        return path.absolute().as_uri() + "?immutable=1"
    return path


def connect_reading(path: Path) -> Connection:
    """A connection that cannot change the file; ``DataError`` where there is none, rather than an empty new one."""
    if not path.exists():
        raise DataError(f"Không có tệp dữ liệu {path}.")
    connection = connect(_as_it_lies(path), wal=False)
    connection.execute("PRAGMA cache_size = -3000")  # several of these are open at once; the system caches the file
    connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def snapshot(connection: Connection) -> Iterator[Connection]:
    """One unchanging view of the file for several queries; nested calls share the outer one."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")


def explained(trouble: BaseException) -> DataError:
    """The driver's complaint as one of our errors, in Vietnamese."""
    return machine_trouble(trouble) or DataError(f"Tệp dữ liệu báo lỗi: {trouble}")


def machine_trouble(trouble: BaseException) -> DataError | None:
    """The driver's complaint of disk, lock or damage, in Vietnamese; ``None`` for any other (which is a bug)."""
    text = str(trouble).lower()
    if "disk is full" in text or "disk i/o" in text or "readonly" in text or "read-only" in text:
        return NoSpace("Không ghi được vào ổ đĩa: ổ đầy, bị rút ra hoặc chỉ cho đọc. Dữ liệu đã lưu vẫn nguyên vẹn.")
    if "locked" in text or "busy" in text:
        return FileLocked("Tệp dữ liệu đang được chương trình khác ghi. Chờ một lát rồi làm lại.")
    if "not a database" in text or "malformed" in text or "corrupt" in text or "decode" in text:
        return DamagedData(
            "Tệp dữ liệu bị hỏng hoặc không phải sổ của Sổ Nội Vụ. Hãy khôi phục từ bản sao lưu gần nhất."
        )
    if "unable to open" in text:
        return NoSpace("Không mở được tệp dữ liệu: đường dẫn không có hoặc không được phép đọc, ghi.")
    return None
