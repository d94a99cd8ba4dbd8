"""Is the data file sound, and is there a backup that was opened and checked?"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.services.work import told

if TYPE_CHECKING:
    from db.backup import BackedUp


@dataclass(frozen=True)
class Health:
    """What checking found; ``replay`` is ``None`` when it was not asked for."""

    ok: bool
    integrity: str
    foreign_keys: int
    operations: int
    verified_to: int
    chain_trouble: str | None
    anchors: int
    anchors_confirmed_to: int
    anchor_trouble: str | None
    replay: tuple[str, ...] | None
    missing_blobs: tuple[str, ...]
    people: int
    people_complete: int

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
                "trouble": self.chain_trouble or self.anchor_trouble,
            },
            "replay": None if self.replay is None else ("ok" if not self.replay else list(self.replay)),
            "blobs": {"missing": list(self.missing_blobs)},
            "completeness": {"people": self.people, "complete": self.people_complete},
        }


_COMPLETE = (
    "SELECT count(*), coalesce(sum(sex IS NOT NULL AND born IS NOT NULL AND personal_number IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM employment e WHERE e.person = p.key AND e.category IS NOT NULL)"
    " AND EXISTS (SELECT 1 FROM assignment a WHERE a.person = p.key AND a.unit IS NOT NULL)), 0) FROM person p"
)


def check(file: Path, *, full: bool = False, anchors: Path | None = None, backups: Path | None = None) -> Health:
    """Check the whole file; with ``full`` also replay the journal and compare every table."""
    from db import check as checks
    from db.connection import connect_reading, snapshot

    with told():
        raw = connect_reading(file)
    try:
        with snapshot(raw):
            sound = checks.integrity(raw)
            dangling = checks.foreign_keys(raw) if sound == "ok" else 0
            chain = checks.verify_chain(raw)
            witnesses = checks.verify_anchors(raw, anchors, backups)
            replay = tuple(checks.verify_replay(raw)) if full and chain.trouble is None else None
            missing = tuple(checks.missing_blobs(raw, file))
            people, complete = raw.execute(_COMPLETE).fetchone()
    finally:
        raw.close()
    fine = (
        sound == "ok"
        and not dangling
        and chain.trouble is None
        and witnesses.trouble is None
        and not replay
        and not missing
    )
    return Health(
        fine,
        sound,
        dangling,
        chain.operations,
        chain.verified_to,
        chain.trouble,
        witnesses.compared,
        witnesses.confirmed_to,
        witnesses.trouble,
        replay,
        missing,
        people,
        complete,
    )


def back_up(file: Path, folder: Path, now: datetime) -> "BackedUp":
    """A verified backup of the file in a folder; raises ``MachineTrouble`` when it could not be made or does not match."""
    from db.backup import back_up as copy

    with told():
        return copy(file, folder, now)
