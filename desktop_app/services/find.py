"""What the one search of the window finds in the register: people and units, accents ignored."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from db.models import Person, Unit, UnitState
from db.text import fold, text_sort_key
from db.values import Key
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterRow
from desktop_app.services.work import Work

PEOPLE, UNITS = 8, 4


@dataclass(frozen=True)
class Hit:
    """One thing found: its kind (``person``, ``unit``), key, name, and what tells it from others of that name."""

    kind: str
    key: Key
    title: str
    note: str


def find(work: Work, typed: str, as_of: date) -> tuple[Hit, ...]:
    """The first people and units in whose names or numbers every word typed stands, in Vietnamese order."""
    words = fold(typed).split()
    if not words:
        return ()
    return (*_people(work, words, as_of), *_units(work, words, as_of))


def people_named(work: Work, typed: str, as_of: date) -> tuple[Hit, ...]:
    """The first people only: for a field that asks whom."""
    words = fold(typed).split()
    return tuple(_people(work, words, as_of)) if words else ()


def _people(work: Work, words: list[str], as_of: date) -> list[Hit]:
    def holds(word: str) -> ColumnElement[bool]:
        numbers = (Person.personal_number, Person.staff_number, Person.old_id_number)
        return or_(Person.search_key.contains(word, autoescape=True), *(one.startswith(word) for one in numbers))

    wanted = and_(*(holds(word) for word in words))
    keys = list(work.session.scalars(select(Person.key).where(wanted).order_by(Person.sort_key).limit(PEOPLE)))
    rows = Roster(work.raw).rows(keys, as_of)
    notes = [_note(row, row.unit) for row in rows]
    alike = Counter((row.full_name, note) for row, note in zip(rows, notes, strict=True))
    return [
        Hit("person", row.key, row.full_name, note if alike[row.full_name, note] == 1 else _whole_note(row))
        for row, note in zip(rows, notes, strict=True)
    ]


def _note(row: RosterRow, unit: str) -> str:
    return ", ".join(part for part in (_born(row.born), row.post, unit) if part)


def _whole_note(row: RosterRow) -> str:
    """What tells somebody from another of the same name, birth, post and unit: whose unit it is, and a number."""
    number = row.personal_number or row.staff_number
    return ", ".join(part for part in (_note(row, row.unit_path), f"số {number}" if number else "") if part)


def _units(work: Work, words: list[str], as_of: date) -> list[Hit]:
    """By name or code; also units that are no more: their people are found there."""
    asked = select(UnitState.unit, UnitState.name, UnitState.starts, UnitState.ends, Unit.code)
    found: dict[Key, Hit] = {}
    for unit, name, starts, ends, code in work.session.execute(asked.join(Unit, Unit.key == UnitState.unit)):
        if starts is not None and starts > as_of:
            continue
        if all(word in fold(name) for word in words) or words == [fold(code or "")]:
            closed = f"đến {ends.day:02d}/{ends.month:02d}/{ends.year}" if ends and ends < as_of else ""
            found[unit] = Hit("unit", unit, name, closed)
    hits = sorted(found.values(), key=lambda hit: (bool(hit.note), text_sort_key(hit.title)))
    names, roster = Counter(hit.title for hit in hits), Roster(work.raw)
    return [
        hit
        if names[hit.title] == 1
        else replace(hit, note=", ".join(filter(None, (_above(roster, hit, as_of), hit.note))))
        for hit in hits[:UNITS]
    ]


def _above(roster: Roster, hit: Hit, day: date) -> str:
    return roster.unit_path(hit.key, day).removeprefix(hit.title).removeprefix(", ")


def _born(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
