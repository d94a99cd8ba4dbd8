"""The journal as people and programs read it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from db.connection import Connection
from db.values import Key
from desktop_app.errors import InvalidInput, MachineTrouble

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class ChangeRow:
    """One record touched: each field before and after."""

    record: str
    key: str
    kind: str
    fields: dict[str, list[Any]]


@dataclass(frozen=True)
class OperationRow:
    """One operation: number, id, when (UTC), who, what, why, whose files, and its changes."""

    seq: int
    id: str
    at: str
    actor: str
    verb: str
    summary: str
    reason: str
    people: tuple[str, ...]
    changes: tuple[ChangeRow, ...]


def shown_key(key: bytes) -> str:
    """A key as it is written outside the file."""
    return str(UUID(bytes=bytes(key)))


def local_time(at: str) -> str:
    """A recorded time as clocks in Việt Nam show it: ``23/11/2026 08:41``."""
    moment = datetime.fromisoformat(at).astimezone(_VIETNAM)
    return f"{moment:%d/%m/%Y %H:%M}"


def read_key(text: str) -> Key:
    """A key as people give it back; ``InvalidInput`` when it is none."""
    try:
        return UUID(text).bytes
    except ValueError:
        raise InvalidInput(f"“{text}” không phải mã hợp lệ.") from None


def operations(
    raw: Connection, *, person: Key | None = None, with_changes: bool = True, newest: int | None = None
) -> list[OperationRow]:
    """The operations in order, or those that touched a person's file; ``newest`` keeps the last so many."""
    text = "SELECT seq, id, recorded_at, actor, verb, summary, reason FROM operation"
    parameters: list[Any] = []
    if person is not None:
        text += " WHERE seq IN (SELECT op FROM change WHERE person = ?)"
        parameters.append(person)
    text += " ORDER BY seq"
    heads = raw.execute(text, parameters).fetchall()
    if newest is not None:
        heads = heads[-newest:]
    found = []
    for seq, id_, at, actor, verb, summary, reason in heads:
        changes = _changes(raw, seq, person) if with_changes else ()
        people = raw.execute("SELECT DISTINCT person FROM change WHERE op = ? AND person IS NOT NULL", (seq,))
        whose = tuple(shown_key(key) for (key,) in people) if with_changes else ()
        found.append(OperationRow(seq, shown_key(id_), at, actor, verb, summary, reason, whose, changes))
    return found


def _changes(raw: Connection, seq: int, person: Key | None) -> tuple[ChangeRow, ...]:
    text = "SELECT record, key, kind, fields FROM change WHERE op = ?"
    parameters: list[Any] = [seq]
    if person is not None:
        text += " AND person = ?"
        parameters.append(person)
    return tuple(
        ChangeRow(record, shown_key(key), kind, _pairs(kind, fields))
        for record, key, kind, fields in raw.execute(text + " ORDER BY n", parameters)
    )


def _pairs(kind: str, fields: str | None) -> dict[str, list[Any]]:
    if fields is None:
        return {}
    try:
        held: dict[str, Any] = json.loads(fields)
    except ValueError:
        raise MachineTrouble("Nhật ký bị hỏng. Hãy chạy “Kiểm tra dữ liệu”, rồi khôi phục từ bản sao lưu.") from None
    if kind == "+":
        return {name: [None, value] for name, value in held.items()}
    return {name: [value, None] for name, value in held.items()} if kind == "-" else held
