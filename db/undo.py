"""Undoing: field by field where today's value is still the operation's; everything else is a listed conflict."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import inspect

from db.base import Record
from db.canonical import Change, journal_value, shape_of
from db.connection import Connection
from db.errors import DataError
from db.fields import label_of, retired_fields
from db.models import BY_NAME, RECORDS
from db.replay import entries, inverse
from db.values import Key
from db.verbs import NEVER_UNDONE

_OF_ONE_ALONE = "personal_number"


@dataclass(frozen=True)
class Conflict:
    """One thing that stands in the way of an undo."""

    record: str
    key: str
    person: str | None
    message: str


class UndoConflict(DataError):
    """The undo is refused as a whole; ``conflicts`` lists why."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        lines = "\n".join(f"- {conflict.message}" for conflict in conflicts[:20])
        more = f"\n… và {len(conflicts) - 20} vướng mắc khác" if len(conflicts) > 20 else ""  # noqa: PLR2004 - a screenful
        super().__init__(f"Không hoàn tác được, chưa thay đổi gì:\n{lines}{more}")
        self.conflicts = conflicts


@dataclass(frozen=True)
class Undoing:
    """What an undo would change, and what stands in its way."""

    summary: str
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...] = field(default=())

    def changes_or_conflict(self) -> tuple[Change, ...]:
        """The changes, or ``UndoConflict``."""
        if self.conflicts:
            raise UndoConflict(self.conflicts)
        return self.changes


def prepare_undo(raw: Connection, operation: Key) -> Undoing:
    """Work out the undo of an operation on today's state; ``DataError`` when there is no such operation."""
    head = raw.execute("SELECT seq, summary, verb FROM operation WHERE id = ?", (operation,)).fetchone()
    if head is None:
        raise DataError("Nhật ký không có thao tác này.")
    seq, summary, verb = head
    if verb in NEVER_UNDONE:
        raise DataError("Việc lập sổ, nâng cấp, khôi phục và lập văn phòng thực hành không hoàn tác được.")
    again = raw.execute("SELECT seq FROM operation WHERE undoes = ?", (operation,)).fetchall()
    still = [n for (n,) in again if not undone(raw, n)]
    if still:
        raise DataError(f"Thao tác này đã được hoàn tác ở thao tác số {still[0]}.")
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    taken = [change for _, change in entries(raw, seq, seq)]
    for change in taken:
        found = _conflicts(raw, change)
        conflicts += found
        if not found:
            changes.append(inverse(_as_it_stands(raw, change)))
    conflicts += _left_hanging(raw, taken) + _left_without(raw, taken) + _somebody_elses(raw, taken)
    return Undoing(summary, tuple(changes), tuple(conflicts))


def undone(raw: Connection, seq: int) -> bool:
    """Whether an operation is taken back today; taking back the taking back brings it into force again."""
    query = "SELECT u.seq FROM operation u JOIN operation o ON u.undoes = o.id WHERE o.seq = ?"
    return any(not undone(raw, later) for (later,) in raw.execute(query, (seq,)).fetchall())


def _today(raw: Connection, record: type[Record], key: bytes) -> dict[str, Any] | None:
    shape = shape_of(record)
    names = [name for name, _ in shape.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    row = raw.execute(f'SELECT {columns} FROM "{shape.table}" WHERE key = ?', (key,)).fetchone()
    if row is None:
        return None
    codecs = dict(shape.columns)
    return {
        name: journal_value(codecs[name], None if value is None else codecs[name].from_column(value))
        for name, value in zip(names, row, strict=True)
    }


def _conflicts(raw: Connection, change: Change) -> list[Conflict]:
    record = BY_NAME[change.record]
    now = _today(raw, record, bytes.fromhex(change.key))
    whose = _whose(raw, change)

    def conflict(text: str) -> Conflict:
        return Conflict(change.record, change.key, change.person, f"{whose}{record.__title__}: {text}")

    if change.fields is None:
        return [conflict("nội dung cũ đã bị xoá vĩnh viễn")]
    if change.kind == "-":
        return [] if now is None else [conflict("đã có lại bản ghi này")]
    if now is None:
        return [conflict("bản ghi đã bị xoá sau đó")]
    if change.kind == "+":
        after = {name: change.fields.get(name) for name in now if name not in _moved(record, change, now)}
    else:
        after = {name: pair[1] for name, pair in change.fields.items()}
    return [
        conflict(f"“{label_of(record, name)}” đã đổi sau đó (từ “{_said(value)}” thành “{_said(now[name])}”)")
        for name, value in after.items()
        if now[name] != value
    ]


def _moved(record: type[Record], change: Change, now: dict[str, Any]) -> set[str]:
    """The fields whose value an upgrade moved behind a link since the record was added, and that link."""
    fields = change.fields or {}
    gone = {name: by for name, by in retired_fields(record).items() if name in fields and now[name] is None}
    return {*gone, *(by for by in gone.values() if by not in fields)}


def _as_it_stands(raw: Connection, change: Change) -> Change:
    """What is taken back of an added record is what it holds today, where an upgrade has moved values since."""
    record = BY_NAME[change.record]
    if change.kind != "+" or not retired_fields(record):
        return change
    now = _today(raw, record, bytes.fromhex(change.key)) or {}
    held = {name: value for name, value in now.items() if value is not None}
    return Change(change.record, change.key, change.person, "+", held)


def _said(value: Any) -> str:
    return "trống" if value is None else str(value)


def _whose(raw: Connection, change: Change) -> str:
    if change.person is None:
        return ""
    row = raw.execute("SELECT full_name FROM person WHERE key = ?", (bytes.fromhex(change.person),)).fetchone()
    return f"{row[0]}, " if row else ""


@lru_cache(maxsize=1)
def _pointers() -> dict[str, list[tuple[type[Record], str]]]:
    """By table: which columns of which records point to it."""
    found: dict[str, list[tuple[type[Record], str]]] = {}
    for record in RECORDS:
        for column in inspect(record).columns:
            if "link" in column.info:
                found.setdefault(column.info["link"], []).append((record, column.key))
    return found


def _left_hanging(raw: Connection, taken: list[Change]) -> list[Conflict]:
    """Records of other operations that point to what the undo would remove."""
    removed = {(change.record, change.key) for change in taken if change.kind == "+"}
    turned_back = {(c.record, c.key, name) for c in taken if c.kind == "~" for name in c.fields or ()}
    conflicts: list[Conflict] = []
    for target, columns in _pointers().items():
        keys = [key for record, key in removed if record == target]
        if not keys:
            continue
        marks = json.dumps(keys)
        for record, column in columns:
            table = record.__tablename__
            rows = raw.execute(
                f'SELECT lower(hex(t.key)), lower(hex(t."{column}")) FROM "{table}" t'
                f' WHERE lower(hex(t."{column}")) IN (SELECT value FROM json_each(?))'
                if len(keys) > 500  # noqa: PLR2004 - one scan beats many look-ups from here on
                else f'SELECT lower(hex(key)), lower(hex("{column}")) FROM "{table}"'
                f' WHERE "{column}" IN (SELECT unhex(value) FROM json_each(?))',
                (marks,),
            ).fetchall()
            for key, pointed in rows:
                if (table, key) not in removed and (table, key, column) not in turned_back:
                    change = Change(target, pointed, pointed if target == "person" else None, "+", {})
                    kept = BY_NAME[target].__title__.lower()
                    text = f"{_whose(raw, change)}{record.__title__}: được thêm sau đó nên không xoá được {kept}"
                    conflicts.append(Conflict(table, key, change.person, text))
    return conflicts


def _left_without(raw: Connection, taken: list[Change]) -> list[Conflict]:
    """Records the undo would put back although what they point to is gone."""
    back = {(change.record, change.key) for change in taken if change.kind == "-"}
    conflicts: list[Conflict] = []
    for change in taken:
        record = BY_NAME[change.record]
        for column in inspect(record).columns:
            target = column.info.get("link")
            before = (change.fields or {}).get(column.key)
            key = before[0] if change.kind == "~" and before else before if change.kind == "-" else None
            if target is None or key is None or (target, key) in back:
                continue
            if raw.execute(f'SELECT 1 FROM "{target}" WHERE key = ?', (bytes.fromhex(key),)).fetchone() is None:
                what = BY_NAME[target].__title__.lower()
                text = f"{_whose(raw, change)}{record.__title__}: không lấy lại được vì {what} đã bị xoá sau đó"
                conflicts.append(Conflict(change.record, change.key, change.person, text))
    return conflicts


def _somebody_elses(raw: Connection, taken: list[Change]) -> list[Conflict]:
    """Numbers of one person alone that the undo would give back although another person has them now."""
    whose = {change.person for change in taken}
    conflicts: list[Conflict] = []
    for change in taken:
        held = (change.fields or {}).get(_OF_ONE_ALONE) if change.record == "person" and change.kind != "+" else None
        number = held[0] if isinstance(held, list) else held
        if not number:
            continue
        query = f"SELECT lower(hex(key)), full_name FROM person WHERE {_OF_ONE_ALONE} = ? AND key <> ?"
        for key, name in raw.execute(query, (number, bytes.fromhex(change.key))).fetchall():
            if key not in whose:  # two files that were joined had it before, and have it again
                label = label_of(BY_NAME["person"], _OF_ONE_ALONE)
                text = f"“{label}” {number} nay là của {name}; hãy sửa ở hồ sơ ấy trước"
                conflicts.append(Conflict("person", change.key, change.person, text))
    return conflicts
