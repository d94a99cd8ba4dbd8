"""A backup that was opened and checked; anything less is not one."""

import hashlib
import json
import marshal
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from db.attachments import Attachments, attachments_path
from db.connection import Connection, connect, connect_reading, explained, snapshot
from db.errors import DamagedData, NoSpace, reason

_FORM = 2  # marshal without references to what was written before: the same rows are always the same bytes


@dataclass(frozen=True)
class BackedUp:
    """A finished backup: the file, its size in bytes, rows per table, digest of the content, and the journal's head.

    It equals the register; ``verified`` says whether the journal in it proves itself from the first operation and every
    attachment that its records name lies beside it (``missing`` names those that do not).
    """

    file: Path
    bytes: int
    tables: dict[str, int]
    digest: str
    seq: int
    link: str
    lineage: str
    verified: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Census:
    """Rows per table and a digest over the chain of the journal and the counts."""

    tables: dict[str, int]
    digest: str
    seq: int
    link: str
    lineage: str


def census(raw: Connection) -> Census:
    """Count every table and sum up what a copy must equal: SHA-256 over every row of every table, in key order."""
    names = sorted(
        name
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    )
    total = hashlib.sha256()
    counts = {}
    for name in names:
        counts[name] = raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        total.update(f"{name}:{counts[name]}\n".encode())
        order = ", ".join(str(place) for place, column in enumerate(_columns(raw, name), 1) if column[5])
        rows = raw.execute(f'SELECT * FROM "{name}"' + (f" ORDER BY {order}" if order else ""))
        while block := rows.fetchmany(2000):
            total.update(marshal.dumps(block, _FORM))
    head = raw.execute("SELECT seq, link FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    office = raw.execute("SELECT lineage FROM office LIMIT 1").fetchone() or ("",)
    return Census(counts, total.hexdigest(), head[0] if head else 0, bytes(head[1]).hex() if head else "", office[0])


def _columns(raw: Connection, table: str) -> list[tuple[int, str, str, int, str, int]]:
    return list(raw.execute(f'PRAGMA table_info("{table}")').fetchall())


def back_up(file: Path, folder: Path, now: datetime) -> BackedUp:
    """Copy the data file and its attachments into ``folder``, reopen the copy and compare; raises when it is not equal.

    The copy is written under another name and renamed when it has proved itself, with ``manifest.json`` beside it
    naming the head of the journal.
    """
    stem = _free_stem(folder, f"{file.stem}_{now:%Y-%m-%d_%H%M%S}", file.suffix)
    target = folder / f"{stem}{file.suffix}"
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        source = connect_reading(file)
        try:
            with snapshot(source):
                expected = census(source)
                _copy(source, part)
        finally:
            source.close()
        missing = _copy_scans(file, folder, part)
        whole = _verify(part, expected) and not missing
        os.replace(part, target)  # noqa: PTH105 - the name says that an existing file gives way
        held = (expected.tables, expected.digest, expected.seq, expected.link, expected.lineage)
        done = BackedUp(target, target.stat().st_size, *held, whole, missing)
        manifest = {**asdict(done), "file": target.name, "made_at": now.isoformat()}
        (folder / f"{stem}.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as trouble:
        raise NoSpace(f"Không sao lưu được vào {folder}: {reason(trouble)}.") from trouble
    except driver.Error as trouble:
        raise explained(trouble) from trouble
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return done


def _copy(source: Connection, part: Path) -> None:
    # from the same snapshot that was counted: a commit in between is in neither
    copy = driver.connect(str(part))
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _free_stem(folder: Path, stem: str, suffix: str) -> str:
    """The stem, numbered when another backup of that second has it: no backup ever gives way to another."""
    number, free = 1, stem
    while any((folder / f"{free}{end}").exists() for end in (suffix, ".json")):
        number += 1
        free = f"{stem}-{number}"
    return free


def _copy_scans(file: Path, folder: Path, copy: Path) -> tuple[str, ...]:
    """Copy the attachments the folder lacks; those that the copy's records name and that are not there in the end."""
    from db.check import named_blobs

    name = attachments_path(file).name
    here, there = Attachments(attachments_path(file)), Attachments(folder / name, shared=True)
    raw = connect(copy, wal=False)
    try:
        if here.path.exists():
            here.copy_to(there.path)
        try:
            return tuple(there.missing(named_blobs(raw)))
        except driver.OperationalError:  # a file of an older schema, before its upgrade
            return ()
    finally:
        raw.close()
        here.close()
        there.close()


def _verify(copy: Path, expected: Census) -> bool:
    """Whether the journal in the copy proves itself; raises when the copy is not what was copied."""
    from db.check import verify_chain

    raw = connect(copy, wal=False)
    try:
        if raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise DamagedData("Bản sao lưu không qua được kiểm tra toàn vẹn; bản này đã bị bỏ.")
        found = census(raw)
        whole = verify_chain(raw).trouble is None
    finally:
        raw.close()
    if found != expected:
        raise DamagedData("Bản sao lưu không khớp với tệp dữ liệu; bản này đã bị bỏ. Hãy sao lưu lại.")
    return whole


def read_manifests(folder: Path) -> list[dict[str, object]]:
    """The manifests of the backups in a folder, newest last."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(manifest, dict) and isinstance(manifest.get("seq"), int) and {"link", "file"} <= manifest.keys():
            found.append(manifest)
    return found
