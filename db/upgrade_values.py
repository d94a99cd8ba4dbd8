"""Upgrades that move values: written as one operation ``upgrade`` on the newest schema, in the transaction of the upgrade."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.canonical import Change, canonical
from db.connection import Connection
from db.replay import play
from db.values import uuid7
from db.writing import Order, append

_PLAIN = ("decision_number", "decision_date", "decision_signer")


@dataclass(frozen=True)
class ValueStep:
    """Values that move with a revision: what the operation says of itself and the changes it makes."""

    revision: str
    summary: str
    changes: Callable[[Connection], Iterator[Change]]


def decisions_of_plain_fields(raw: Connection) -> Iterator[Change]:
    """One decision for each number, day and signer told in posts and pay, linked where it was told; the plain fields cleared.

    Without a number nothing says that two rows mean the same paper: each gets its own.
    """
    made: dict[tuple[object, ...], str] = {}
    for table in ("assignment", "salary_step"):
        told = " OR ".join(f"{name} IS NOT NULL" for name in _PLAIN)
        query = f"SELECT key, person, {', '.join(_PLAIN)} FROM {table} WHERE decision IS NULL AND ({told}) ORDER BY key"
        for key, person, *plain in raw.execute(query).fetchall():
            number, day, signer = plain
            group = (number, day, signer) if number else (bytes(key),)
            if group not in made:
                made[group] = uuid7().hex()
                said = {"number": number, "signed_on": day, "signer_name": signer}
                fields = {name: value for name, value in said.items() if value is not None}
                yield Change("decision", made[group], None, "+", fields | {"state": "hieu_luc", "kind": "quyet_dinh"})
            cleared = {name: [value, None] for name, value in zip(_PLAIN, plain, strict=True) if value is not None}
            yield Change(table, bytes(key).hex(), bytes(person).hex(), "~", cleared | {"decision": [None, made[group]]})


STEPS = (ValueStep("0008", "Quyết định ghi ở chức vụ và bậc lương thành sổ quyết định", decisions_of_plain_fields),)


def move_values(raw: Connection, known: str, actor: str, now: datetime) -> None:
    """Carry out every step newer than the revision the file came from; nothing is journalled where nothing moved."""
    office = raw.execute("SELECT key FROM office LIMIT 1").fetchone()
    for step in STEPS:
        if step.revision <= known or office is None:
            continue
        changes = list(step.changes(raw))
        for change in changes:
            play(raw, change)
        if changes:
            texts = [canonical(change.fields) for change in changes]
            append(raw, Order("upgrade", step.summary, actor), now, bytes(office[0]), changes, texts)
