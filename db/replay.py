"""Journal entries played onto tables, forwards and backwards."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from db.canonical import Change, Shape, shape_of
from db.connection import Connection
from db.models import BY_NAME

UPCASTS: dict[str, Any] = {}
"""By revision: a function from a change written before it to the changes it means today."""


@cache
def _shape(record: str) -> Shape:
    return shape_of(BY_NAME[record])


def upcast(change: Change, schema: str) -> list[Change]:
    """The change as today's schema writes it."""
    changes = [change]
    for revision in sorted(UPCASTS):
        if revision > schema:
            changes = [made for one in changes for made in UPCASTS[revision](one)]
    return changes


def inverse(change: Change) -> Change:
    """The change that takes this one back."""
    kind = {"+": "-", "-": "+", "~": "~"}[change.kind]
    fields = change.fields
    if change.kind == "~" and fields is not None:
        fields = {name: [after, before] for name, (before, after) in fields.items()}
    return Change(change.record, change.key, change.person, kind, fields)


def play(raw: Connection, change: Change) -> None:
    """Carry out one change on the tables, derived fields included."""
    shape = _shape(change.record)
    codecs = shape.codecs
    key = bytes.fromhex(change.key)
    fields = change.fields or {}
    if change.kind == "-":
        raw.execute(f'DELETE FROM "{shape.table}" WHERE key = ?', (key,))
        return
    if change.fields is None:
        return  # purged: what it held is gone for good
    if change.kind == "+":
        python = {name: codecs[name].from_journal(value) for name, value in fields.items() if value is not None}
        python |= shape.record.derive(python) if shape.derived else {}
        names = ["key", *python]
        values = [key, *(codecs[name].to_column(value) for name, value in python.items() if value is not None)]
        columns = ", ".join(f'"{name}"' for name in names)
        raw.execute(f'INSERT INTO "{shape.table}" ({columns}) VALUES ({", ".join("?" * len(names))})', values)
        return
    sets: dict[str, Any] = {}
    for name, (_, after) in fields.items():
        codec = codecs[name]
        sets[name] = None if after is None else codec.to_column(codec.from_journal(after))
    _update(raw, shape, key, sets)
    if shape.derived:
        names = [name for name, _ in shape.columns]
        row = raw.execute(f'SELECT {", ".join(names)} FROM "{shape.table}" WHERE key = ?', (key,)).fetchone()
        if row is None:
            return  # it was put in by a change that is purged
        python = {n: codecs[n].from_column(v) for n, v in zip(names, row, strict=True) if v is not None}
        _update(raw, shape, key, {n: codecs[n].to_column(v) for n, v in shape.record.derive(python).items()})


def _update(raw: Connection, shape: Shape, key: bytes, sets: dict[str, Any]) -> None:
    if sets:
        text = ", ".join(f'"{name}" = ?' for name in sets)
        raw.execute(f'UPDATE "{shape.table}" SET {text} WHERE key = ?', [*sets.values(), key])


def entries(raw: Connection, first: int, last: int, *, newest_first: bool = False) -> Iterator[tuple[int, Change]]:
    """The changes of operations ``first`` to ``last``, each with its operation's number, as today's schema writes them."""
    order = "DESC" if newest_first else "ASC"
    cursor = raw.execute(
        "SELECT c.op, c.record, c.key, c.person, c.kind, c.fields, o.schema FROM change c JOIN operation o ON o.seq = c.op"
        f" WHERE c.op BETWEEN ? AND ? ORDER BY c.op {order}, c.n {order}",
        (first, last),
    )
    for seq, record, key, person, kind, fields, schema in cursor.fetchall():
        parsed = json.loads(fields) if fields is not None else None
        change = Change(record, key.hex(), person.hex() if person else None, kind, parsed)
        for one in upcast(change, schema):
            yield seq, one


def wind_back(raw: Connection, to_seq: int) -> None:
    """Take back every operation after ``to_seq`` on a copy (never on the file itself)."""
    raw.execute("BEGIN")
    raw.execute("PRAGMA defer_foreign_keys = ON")
    last = raw.execute("SELECT coalesce(max(seq), 0) FROM operation").fetchone()[0]
    for _, change in entries(raw, to_seq + 1, last, newest_first=True):
        play(raw, inverse(change))
    raw.execute("DELETE FROM change WHERE op > ?", (to_seq,))
    raw.execute("DELETE FROM operation WHERE seq > ?", (to_seq,))
    raw.execute("COMMIT")
