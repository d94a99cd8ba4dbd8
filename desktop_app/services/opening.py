"""Opening a data file the way every entrance does: same actor, same anchors, same errors."""

import getpass
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import MachineTrouble
from desktop_app.paths import state_folder
from desktop_app.services.work import told

if TYPE_CHECKING:
    from db.database import Database, NewOffice

Clock = Callable[[], datetime]


def actor() -> str:
    """Who is acting, as the machine knows them."""
    return getpass.getuser()


def anchors_of(data: Path) -> Path:
    """Where the witnesses of a data file's journal are kept, outside the file."""
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
        return Database.open_upgraded(path, actor=actor(), backups=backups, clock=clock, anchors=anchors_of(path))


def open_reading(path: Path, clock: Clock) -> "Database":
    """A register open for reading only; works while a window holds it."""
    from db.connection import connect_reading
    from db.database import Database
    from db.revision import HEAD
    from db.upgrade import revision_of

    with told():
        if not path.exists():
            raise MachineTrouble(f"Không có tệp dữ liệu {path}.")
        raw = connect_reading(path)
        try:
            known = revision_of(raw)
        finally:
            raw.close()
        if known != HEAD:
            raise MachineTrouble("Tệp dữ liệu của bản chương trình khác. Hãy mở bằng cửa sổ một lần để nâng cấp.")
        return Database(path, actor=actor(), writable=False, clock=clock)


def prepare(path: Path, clock: Clock) -> dict[str, str]:
    """Make sure the file can be read by this program (an older one is upgraded first); the office it belongs to.

    Loads nothing heavy when the file is of today's schema.
    """
    from db.connection import connect_reading
    from db.places import refuse_unsafe
    from db.revision import HEAD
    from db.upgrade import revision_of
    from desktop_app.services.export import office_fields

    with told():
        refuse_unsafe(path)
        raw = connect_reading(path)
        try:
            if revision_of(raw) == HEAD:
                return office_fields(raw)
        finally:
            raw.close()
        open_writing(path, clock).close()
        raw = connect_reading(path)
        try:
            return office_fields(raw)
        finally:
            raw.close()


def create_named(path: Path, fields: dict[str, str], clock: Clock) -> None:
    """A new register for the office with these fields, closed again."""
    from db.database import NewOffice

    create_register(
        path, NewOffice(fields["name"], fields["parent_name"], "", fields["place"], fields["signer_role"]), clock
    ).close()
