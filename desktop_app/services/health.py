"""Is the data file sound, and is there a backup that was opened and checked?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.errors import InvalidInput
from desktop_app.services.work import told

if TYPE_CHECKING:
    from db.backup import BackedUp
    from db.check import Chain
    from db.connection import Connection


@dataclass(frozen=True)
class Health:
    """What checking found; ``replay`` is ``None`` when it was not asked for."""

    ok: bool
    integrity: str
    foreign_keys: int
    operations: int
    verified_to: int
    purged: int
    chain_trouble: str | None
    anchors: int
    anchors_confirmed_to: int
    anchor_trouble: str | None
    replay: tuple[str, ...] | None
    missing_blobs: tuple[str, ...]
    broken_blobs: tuple[str, ...]
    people: int
    people_complete: int

    @property
    def why(self) -> str:
        """What is wrong, for people; empty when nothing is."""
        found = [
            "cơ sở dữ liệu trong tệp bị hỏng" if self.integrity != "ok" else "",
            self.chain_trouble or "",
            self.anchor_trouble or "",
            f"{self.foreign_keys} tham chiếu chỉ vào chỗ trống" if self.foreign_keys else "",
            f"bảng không khớp với nhật ký: {', '.join(_titles(self.replay))}" if self.replay else "",
            f"thiếu {len(self.missing_blobs)} tệp đính kèm" if self.missing_blobs else "",
            f"{len(self.broken_blobs)} tệp đính kèm bị hỏng" if self.broken_blobs else "",
        ]
        return "; ".join(text for text in found if text)

    @property
    def told(self) -> tuple[str, str]:
        """One sentence for people, and its tone."""
        if self.ok:
            return f"Dữ liệu nguyên vẹn: {self.operations} thao tác nối chuỗi, {self.people} hồ sơ.", "ok"
        return f"Dữ liệu có vấn đề: {self.why}. Đừng ghi thêm; hãy dùng bản sao lưu gần nhất.", "danger"

    def as_json(self) -> dict[str, Any]:
        """The answer of the command ``check``."""
        return {
            "ok": self.ok,
            "integrity": self.integrity,
            "foreign_keys": self.foreign_keys,
            "chain": {
                "operations": self.operations,
                "verified_to": self.verified_to,
                "anchors": self.anchors,
                "confirmed_to": self.anchors_confirmed_to,
                "purged": self.purged,
                "trouble": self.chain_trouble or self.anchor_trouble,
            },
            "replay": None if self.replay is None else ("ok" if not self.replay else list(self.replay)),
            "blobs": {"missing": list(self.missing_blobs), "damaged": list(self.broken_blobs)},
            "completeness": {"people": self.people, "complete": self.people_complete},
        }


def _titles(tables: tuple[str, ...]) -> list[str]:
    from db.models import BY_NAME

    return [BY_NAME[table].__title__ for table in tables]


_COMPLETE = (
    "SELECT count(*), coalesce(sum(sex IS NOT NULL AND born IS NOT NULL AND personal_number IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM employment e WHERE e.person = p.key AND e.category IS NOT NULL)"
    " AND EXISTS (SELECT 1 FROM assignment a WHERE a.person = p.key AND a.unit IS NOT NULL)), 0) FROM person p"
)


def check(file: Path, *, full: bool = False, anchors: Path | None = None, packages: Iterable[Path] = ()) -> Health:
    """Check the whole file; with ``full`` also replay the journal and compare every table.

    ``packages`` this register issued are witnesses of their own. Damage is told in the answer; only what is no register at all
    raises ``MachineTrouble``, and ``InvalidInput`` what is no package of this register.
    """
    from db import check as checks
    from db.connection import connect_reading, snapshot
    from db.upgrade import revision_of
    from desktop_app.services.opening import backup_places, refuse_other_schema

    with told():
        raw = connect_reading(file)
        try:
            refuse_other_schema(file, revision_of(raw))
            with snapshot(raw):
                sound = checks.integrity(raw)
                if sound != "ok":
                    return _damaged(sound, checks.verify_chain(raw))
                dangling = checks.foreign_keys(raw)
                chain = checks.verify_chain(raw)
                others = [_witness_of(raw, package) for package in packages]
                witnesses = checks.verify_anchors(raw, anchors, backup_places(file), others)
                replay = tuple(checks.verify_replay(raw)) if full and chain.trouble is None else None
                missing, broken = checks.blob_troubles(raw, file, full=full)
                people, complete = raw.execute(_COMPLETE).fetchone()
        finally:
            raw.close()
    troubles = (dangling, chain.trouble, witnesses.trouble, replay, missing, broken)
    return Health(
        not any(troubles),
        sound,
        dangling,
        chain.operations,
        chain.verified_to,
        chain.purged,
        chain.trouble,
        witnesses.compared,
        witnesses.confirmed_to,
        witnesses.trouble,
        replay,
        missing,
        broken,
        people,
        complete,
    )


def _witness_of(raw: "Connection", package: Path) -> tuple[int, str, str]:
    from desktop_app.services.intake.parcel import parcel_at

    parcel = parcel_at(package)
    (lineage,) = raw.execute("SELECT lineage FROM office LIMIT 1").fetchone() or ("",)
    if parcel is None or parcel.lineage != lineage:
        raise InvalidInput(f"{package.name} không phải gói do sổ này phát hành.", "package")
    return parcel.seq, parcel.link, f"bản kê của gói “{package.name}”"


def verify_new(file: Path, anchors: Path) -> str:
    """Verify what was recorded after the last witness that still agrees; the complaint, or an empty text.

    Cheap after every start but the first on a machine: each operation leaves its witness as it is written.
    """
    from db import check as checks
    from db.connection import connect_reading, snapshot

    with told():
        raw = connect_reading(file)
        try:
            with snapshot(raw):
                witnesses = checks.verify_anchors(raw, anchors, ())
                chain = checks.verify_chain(raw, witnesses.confirmed_to)
                if not chain.trouble and not witnesses.trouble and chain.verified_to > witnesses.confirmed_to:
                    checks.leave_anchor(raw, anchors)
        finally:
            raw.close()
    return witnesses.trouble or chain.trouble or ""


def _damaged(sound: str, chain: "Chain") -> Health:
    """What can still be said of a file that fails the database's own check."""
    held = (chain.operations, chain.verified_to, chain.purged, chain.trouble)
    return Health(False, sound, 0, *held, 0, 0, None, None, (), (), 0, 0)


def back_up(file: Path, folder: Path, now: datetime) -> "BackedUp":
    """A verified backup of the file in a folder; raises ``MachineTrouble`` when it could not be made or does not match."""
    from db.backup import back_up as copy
    from db.connection import connect_reading
    from db.upgrade import revision_of
    from desktop_app.services.backups import note_backup
    from desktop_app.services.opening import refuse_other_schema, remember_backup_place

    with told():
        raw = connect_reading(file)
        try:
            refuse_other_schema(file, revision_of(raw))
        finally:
            raw.close()
        done = copy(file, folder, now)
    remember_backup_place(file, folder)
    note_backup(file, now, done.link)
    return done


def backup_told(done: "BackedUp") -> tuple[str, str]:
    """A finished backup in one sentence for people, and its tone."""
    if done.verified:
        return f"Đã sao lưu và mở lại kiểm tra: {done.file} ({done.tables['person']} hồ sơ).", "ok"
    lost = f" Thiếu {len(done.missing)} tệp đính kèm." if done.missing else ""
    whole = "giống hệt sổ, nhưng chính sổ có vấn đề"
    return f"Bản sao {done.file} {whole}.{lost} Hãy kiểm tra dữ liệu, giữ các bản cũ.", "danger"
