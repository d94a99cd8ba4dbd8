"""What happened to a file, field by field, from the journal: who, when, from what to what, and out of which Excel cell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from db.canonical import shape_of
from db.connection import Connection
from db.fields import Field, journal_fields
from db.models import BY_NAME
from db.values import Key
from db.verbs import VERBS
from desktop_app.services.decision_words import words
from desktop_app.services.history import local_time
from desktop_app.services.intake import known
from desktop_app.services.intake.slots import PARTY, SLOTS
from desktop_app.services.person.fields import shown

_KINDS = {"+": "thêm", "~": "sửa", "-": "xoá"}


@dataclass(frozen=True)
class TrailRow:
    """One field changed by one operation; ``cell`` names the workbook's cell where an import wrote it."""

    seq: int
    operation: Key
    at: str
    actor: str
    verb: str
    summary: str
    reason: str
    record: str
    title: str
    key: Key
    kind: str
    field: str
    label: str
    before: str
    after: str
    cell: str


@dataclass(frozen=True)
class SourceCell:
    """One cell of the row a file was imported from, word for word; ``target`` is the field it went to, if any."""

    file: str
    sheet: str
    row: int
    letters: str
    heading: str
    value: str
    label: str


def trail(raw: Connection, person: Key) -> tuple[TrailRow, ...]:
    """Every change of a person's file, newest first."""
    rows: list[TrailRow] = []
    query = (
        "SELECT o.seq, o.id, o.recorded_at, o.actor, o.verb, o.summary, o.reason, c.record, c.key, c.kind, c.fields"
        " FROM change c JOIN operation o ON o.seq = c.op WHERE c.person = ? ORDER BY o.seq DESC, c.n"
    )
    cells = _imported(raw, person)
    units = _unit_names(raw)
    for seq, id_, at, actor, verb, summary, reason, record, key, kind, fields in raw.execute(
        query, (person,)
    ).fetchall():
        head = (seq, bytes(id_), local_time(at), actor, VERBS.get(verb, verb), summary, reason)
        title = BY_NAME[record].__title__ if record in BY_NAME else record
        if record == "source_row" or record not in BY_NAME:
            continue
        for name, (before, after) in _pairs(kind, fields).items():
            field = _fields(record).get(name)
            if field is None:
                continue
            texts = (_text(record, field, before, units), _text(record, field, after, units))
            cell = cells.get((seq, record, name), "") if after is not None else ""
            what = (record, title, bytes(key), _KINDS[kind], name, field.label)
            rows.append(TrailRow(*head, *what, *texts, cell))
    return tuple(rows)


def sources(raw: Connection, person: Key) -> tuple[SourceCell, ...]:
    """Every cell of every row this file was imported from, newest import first."""
    found = []
    query = (
        "SELECT f.name, f.sheet, f.headings, f.mapping, r.row, r.cells FROM source_row r"
        " JOIN source_file f ON f.key = r.file WHERE r.person = ? ORDER BY r.key DESC"
    )
    for name, sheet, headings, mapping, row, cells in raw.execute(query, (person,)).fetchall():
        titles, targets = dict(json.loads(headings)), json.loads(mapping)
        for letters, value in json.loads(cells):
            label = _label_of_target(targets.get(letters, ""))
            found.append(SourceCell(name, sheet, row, letters, str(titles.get(letters, "")), str(value), label))
    return tuple(found)


def _pairs(kind: str, fields: str | None) -> dict[str, list[Any]]:
    held: dict[str, Any] = json.loads(fields) if fields is not None else {}
    if kind == "~":
        return held
    return {name: [None, value] if kind == "+" else [value, None] for name, value in held.items()}


@cache
def _fields(record: str) -> dict[str, Field]:
    return {field.name: field for field in journal_fields(BY_NAME[record])}


def _text(record: str, field: Field, value: Any, units: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if field.link:
        return units.get(value, "")  # of decisions too
    return shown(field, shape_of(BY_NAME[record]).codecs[field.name].from_journal(value))


def _unit_names(raw: Connection) -> dict[str, str]:
    found = raw.execute("SELECT unit, name FROM unit_state ORDER BY starts IS NOT NULL, starts").fetchall()
    names = {bytes(unit).hex(): name for unit, name in found}
    for key, number, day, signer in raw.execute("SELECT key, number, signed_on, signer_name FROM decision"):
        names[bytes(key).hex()] = words(number, date.fromisoformat(day) if day else None, signer)
    return names


def _imported(raw: Connection, person: Key) -> dict[tuple[int, str, str], str]:
    """By operation, record and field: the cell an import took it from."""
    found = {}
    query = (
        "SELECT c.op, f.name, f.sheet, f.mapping, r.row FROM change c JOIN source_row r ON r.key = c.key"
        " JOIN source_file f ON f.key = r.file WHERE c.person = ? AND c.record = 'source_row' AND c.kind = '+'"
    )
    for seq, name, sheet, mapping, row in raw.execute(query, (person,)).fetchall():
        for letters, target in json.loads(mapping).items():
            for record, field in _places().get(target, ()):
                found[seq, record, field] = f"{name}, trang “{sheet}”, ô {letters}{row}"
    return found


@cache
def _places() -> dict[str, tuple[tuple[str, str], ...]]:
    """By import target: the fields it is written to."""
    places: dict[str, tuple[tuple[str, str], ...]] = {name: (("person", name),) for name in known.PERSON_TARGETS}
    for record, targets in (
        ("salary_step", known.SALARY_TARGETS),
        ("assignment", known.ASSIGNMENT_TARGETS),
        *((slot.record.__tablename__, slot.targets) for slot in (PARTY, *SLOTS)),
    ):
        for target, field in targets.items():
            places[target] = (*places.get(target, ()), (record, field))
    places["category"] = (("employment", "category"),)
    places["unit"] = (("assignment", "unit"),)
    places["phone"] = places["email"] = (("contact", "value"),)
    return places


def _label_of_target(target: str) -> str:
    place = next(iter(_places().get(target, ())), None)
    return _fields(place[0])[place[1]].label if place else ""
