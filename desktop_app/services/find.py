"""What the one search of the window finds in the register: people and units, accents ignored."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from db.models import Person, Unit, UnitState
from db.text import fold, text_sort_key
from db.values import Key
from desktop_app.services.roster import Roster
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
    return [
        Hit("person", row.key, row.full_name, ", ".join(part for part in (_born(row.born), row.post, row.unit) if part))
        for row in rows
    ]


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
    return sorted(found.values(), key=lambda hit: (bool(hit.note), text_sort_key(hit.title)))[:UNITS]


def _born(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
