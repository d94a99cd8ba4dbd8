"""Opening a data file the way every entrance does: same actor, same anchors, same errors."""

import getpass
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import MachineTrouble
from desktop_app.paths import state_folder
from desktop_app.services.work import told

if TYPE_CHECKING:
    from db.connection import Connection
    from db.database import Database, NewOffice

Clock = Callable[[], datetime]


def actor() -> str:
    """Who is acting, as the machine knows them."""
    return getpass.getuser()


def anchors_of(data: Path) -> Path:
    """Where the witnesses of a data file's journal are kept, outside the file."""
    import hashlib  # not before the first picture

    name = hashlib.sha256(str(data.resolve()).encode("utf-8")).hexdigest()[:24]
    return state_folder() / "anchors" / f"{name}.txt"


def create_register(path: Path, office: "NewOffice", clock: Clock) -> "Database":
    """A new register, open for writing."""
    from db.database import Database

    with told():
        return Database.create(path, office, actor=actor(), clock=clock, anchors=anchors_of(path))


def open_writing(path: Path, clock: Clock) -> "Database":
    """A register open for writing, upgraded when an older program wrote it; ``MachineTrouble`` when another holds it."""
    from db.database import Database

    backups = path.parent / "sao-luu-truoc-nang-cap"
    with told():
        if not path.exists():
            raise MachineTrouble(f"Không có tệp dữ liệu {path}.")
        if not os.access(path, os.W_OK):
            raise MachineTrouble(f"Tệp {path.name} bị đặt chỉ đọc: bỏ thuộc tính ấy rồi mở lại sổ.")
        return Database.open_upgraded(path, actor=actor(), backups=backups, clock=clock, anchors=anchors_of(path))


def open_reading(path: Path, clock: Clock) -> "Database":
    """A register open for reading only; works while a window holds it."""
    from db.connection import connect_reading
    from db.database import Database
    from db.upgrade import revision_of

    with told():
        if not path.exists():
            raise MachineTrouble(f"Không có tệp dữ liệu {path}.")
        raw = connect_reading(path)
        try:
            refuse_other_schema(path, revision_of(raw))
        finally:
            raw.close()
        return Database(path, actor=actor(), writable=False, clock=clock)


def refuse_other_schema(path: Path, known: str | None) -> None:
    """Raise ``MachineTrouble`` when a file of that revision cannot be read as it is."""
    from db.revision import HEAD

    if known is None:
        raise MachineTrouble(f"Tệp {path.name} rỗng, không phải sổ của Sổ Nội Vụ.")
    if known > HEAD:
        raise MachineTrouble(
            f"Tệp dữ liệu do bản chương trình mới hơn ghi (lược đồ {known}). Hãy cập nhật chương trình."
        )
    if known != HEAD:
        raise MachineTrouble("Tệp dữ liệu do bản chương trình cũ hơn ghi. Hãy mở bằng cửa sổ một lần để nâng cấp.")


def backup_places(data: Path) -> list[Path]:
    """The folders into which this file was ever backed up, and the default one."""
    from desktop_app.paths import backup_folder

    try:
        lines = anchors_of(data).with_suffix(".saoluu").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return list(dict.fromkeys([*(Path(line) for line in lines if line), backup_folder()]))


def remember_backup_place(data: Path, folder: Path) -> None:
    """Note a folder that now holds a backup of this file, as a place where witnesses are found."""
    place = folder.absolute()
    if place in backup_places(data):
        return
    kept = anchors_of(data).with_suffix(".saoluu")
    with suppress(OSError):  # a note, not the backup
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("a", encoding="utf-8") as file:
            file.write(f"{place}\n")


def prepare(path: Path, clock: Clock) -> "Connection":
    """A connection that reads the file, which an older program's is upgraded for first.

    Loads nothing heavy when the file is of today's schema.
    """
    from db.connection import connect_reading
    from db.errors import DataError
    from db.places import refuse_unsafe
    from db.revision import HEAD
    from db.upgrade import revision_of

    with told():
        refuse_unsafe(path)
        raw = connect_reading(path)
        try:
            if revision_of(raw) == HEAD:
                return raw
        except DataError:
            raw.close()
            raise
        raw.close()
        open_writing(path, clock).close()
        return connect_reading(path)
