"""Checking a data file: the database, the chain of the journal, its anchors, its attachments, and the replay."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from db.anchors import drop_anchor, read_anchors
from db.attachments import Attachments, attachments_path
from db.backup import read_manifests
from db.canonical import CHANGE_FORM, chain_link, operation_digest
from db.connection import Connection, connect
from db.errors import DataError
from db.replay import entries, play

_HEADER = (
    "seq, id, office, recorded_at, clock, actor, verb, summary, reason, undoes, source, schema, changes, digest, link"
)


Witness = tuple[int, str, str]
"""Number and link of an operation as something outside the journal remembers them, and what that is."""


@dataclass(frozen=True)
class Chain:
    """How far the journal proves itself: operations there are, the last one verified, purged changes, the first complaint."""

    operations: int
    verified_to: int
    purged: int
    trouble: str | None


@dataclass(frozen=True)
class AnchorCheck:
    """How many outside witnesses of the head were compared, and the first that disagrees."""

    compared: int
    confirmed_to: int
    trouble: str | None


def integrity(raw: Connection) -> str:
    """``ok``, or what SQLite's own check complains of."""
    try:
        return str(raw.execute("PRAGMA integrity_check(5)").fetchone()[0])
    except driver.DatabaseError as trouble:
        return str(trouble)


def foreign_keys(raw: Connection) -> int:
    """How many references point to nothing."""
    return len(raw.execute("PRAGMA foreign_key_check").fetchall())


def verify_chain(raw: Connection, after: int = 0) -> Chain:
    """Recompute every hash, digest and link after a position that was verified before."""
    spelling = raw.text_factory
    raw.text_factory = bytes  # a damaged byte is to be found, not stumbled over; and what is hashed is bytes anyway
    try:
        return _verified(raw, after)
    except driver.DatabaseError as trouble:
        return Chain(0, after, 0, f"Không đọc được nhật ký: {trouble}")
    finally:
        raw.text_factory = spelling


def _blob(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _words(value: object) -> object:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def _verified(raw: Connection, after: int) -> Chain:
    total = raw.execute("SELECT count(*) FROM operation").fetchone()[0]
    start = raw.execute("SELECT link FROM operation WHERE seq = ?", (after,)).fetchone()
    link, verified, purged = (bytes(start[0]) if start else bytes(32)), after, 0
    heads = raw.execute(f"SELECT {_HEADER} FROM operation WHERE seq > ? ORDER BY seq", (after,)).fetchall()
    changes = iter(
        raw.execute(
            "SELECT op, n, record, lower(hex(key)), lower(hex(person)), person IS NULL, kind, fields, salt, hash"
            " FROM change WHERE op > ? ORDER BY op, n",
            (after,),
        )
    )
    line = next(changes, None)
    sha256 = hashlib.sha256
    for row in heads:
        seq, digest, wanted, count = row[0], _blob(row[13]), _blob(row[14]), row[12]
        if seq != verified + 1:
            return Chain(total, verified, purged, f"Thiếu thao tác số {verified + 1}")
        hashes: list[bytes] = []
        while line is not None and line[0] == seq:
            _, n, record, key, person, nobody, kind, fields, salt, made = line
            if fields is None and salt is None:
                purged += 1
            else:
                whose = b"null" if nobody else b'"%b"' % _blob(person)
                text = CHANGE_FORM % (_blob(fields), _blob(key), _blob(kind), whose, _blob(record))
                if sha256(_blob(salt) + text).digest() != made:
                    return Chain(total, verified, purged, f"Thao tác số {seq}, thay đổi thứ {n} không khớp mã băm")
            hashes.append(_blob(made))
            line = next(changes, None)
        if len(hashes) != count or operation_digest(_header(row), hashes) != digest:
            return Chain(total, verified, purged, f"Thao tác số {seq} không khớp mã tóm tắt")
        link = chain_link(link, seq, digest)
        if link != wanted:
            return Chain(total, verified, purged, f"Thao tác số {seq} đứt chuỗi")
        verified = seq
    if line is not None:
        return Chain(total, verified, purged, f"Có thay đổi không thuộc thao tác nào (số {line[0]})")
    return Chain(total, verified, purged, None)


def _header(row: tuple[object, ...]) -> dict[str, object]:
    (_, id_, office, *texts, undoes, source, schema, changes, _, _) = row
    recorded_at, clock, actor, verb, summary, reason = (_words(text) for text in texts)
    return {
        "actor": actor,
        "changes": changes,
        "clock": clock,
        "id": _blob(id_).hex(),
        "office": _blob(office).hex(),
        "reason": reason,
        "recorded_at": recorded_at,
        "schema": _words(schema),
        "source": _words(source),
        "summary": summary,
        "undoes": undoes.hex() if isinstance(undoes, bytes) else None,
        "verb": verb,
    }


def verify_anchors(
    raw: Connection, anchors: Path | None, backups: Iterable[Path], others: Iterable[Witness] = ()
) -> AnchorCheck:
    """Compare the chain with its witnesses: the anchor file, the manifests of this register's backups, the packages issued.

    A package names the position it was cut at twice: in the register, when it went out, and in its own contents; ``others``
    holds the latter.
    """
    witnesses = [(seq, link, "tệp mốc") for seq, link in (read_anchors(anchors) if anchors is not None else ())]
    issued = raw.execute("SELECT seq, link, name FROM issued_package").fetchall()
    witnesses += [(int(seq), str(link), f"gói đã gửi “{name}”") for seq, link, name in issued]
    witnesses += others
    (lineage,) = raw.execute("SELECT lineage FROM office LIMIT 1").fetchone() or ("",)
    for folder in backups:
        witnesses += [
            (int(str(manifest["seq"])), str(manifest["link"]), f"bản sao lưu {manifest['file']}")
            for manifest in read_manifests(folder)
            # a folder may hold backups of other registers too; a copy of a file without a journal witnesses nothing
            if manifest["seq"] and manifest.get("lineage") == lineage
        ]
    confirmed = 0
    for seq, link, what in sorted(witnesses):
        row = raw.execute("SELECT link FROM operation WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            return AnchorCheck(len(witnesses), confirmed, f"{what} biết thao tác số {seq} mà sổ không có")
        if bytes(row[0]).hex() != link:
            return AnchorCheck(len(witnesses), confirmed, f"{what} không khớp ở thao tác số {seq}")
        confirmed = seq
    return AnchorCheck(len(witnesses), confirmed, None)


def leave_anchor(raw: Connection, anchors: Path) -> None:
    """Witness the head of a journal that was just verified."""
    row = raw.execute("SELECT seq, link, recorded_at FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    if row is not None:
        drop_anchor(anchors, row[0], bytes(row[1]), row[2])


def replayed(raw: Connection, to_seq: int | None = None) -> Connection:
    """A database in memory made by playing the journal from the first operation; whoever asks closes it."""
    made = connect(":memory:")
    for (sql,) in raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"):
        made.execute(sql)
    made.execute("BEGIN")
    made.execute("PRAGMA defer_foreign_keys = ON")
    last = to_seq if to_seq is not None else raw.execute("SELECT coalesce(max(seq), 0) FROM operation").fetchone()[0]
    for _, change in entries(raw, 1, last):
        play(made, change)
    made.execute("COMMIT")
    return made


def differences(one: Connection, other: Connection) -> list[str]:
    """The tables of records in which two databases differ."""
    from db.models import BY_NAME

    found = []
    for table in BY_NAME:
        rows = f'SELECT * FROM "{table}" ORDER BY key'
        if one.execute(rows).fetchall() != other.execute(rows).fetchall():
            found.append(table)
    return found


def verify_replay(raw: Connection) -> list[str]:
    """The tables that the journal does not reproduce exactly; empty when all do."""
    made = replayed(raw)
    try:
        return differences(raw, made)
    finally:
        made.close()


def blob_troubles(raw: Connection, file: Path, *, full: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Attachments that records name and the attachments file lacks; with ``full`` also those that are damaged."""
    scans = Attachments(attachments_path(file))
    try:
        return tuple(scans.missing(named_blobs(raw))), tuple(scans.damaged()) if full else ()
    except (DataError, driver.Error):  # the file of attachments cannot be read at all
        return tuple(sorted(named_blobs(raw))), ()
    finally:
        scans.close()


def named_blobs(raw: Connection) -> set[str]:
    """The SHA-256 of every attachment that a record names today."""
    from db.fields import blob_fields
    from db.models import RECORDS

    wanted: set[str] = set()
    for record in RECORDS:
        for name in blob_fields(record):
            found = raw.execute(f'SELECT DISTINCT "{name}" FROM "{record.__tablename__}" WHERE "{name}" IS NOT NULL')
            wanted.update(sha256 for (sha256,) in found)
    return wanted
