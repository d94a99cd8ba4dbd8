"""One person's file as flat rows: everything the register holds of a person, as of a day or as it was known on one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from db.fields import Field, form_fields, journal_fields, retired_fields
from db.models import BY_NAME, RECORDS, Decision, DueMark, Paper, Person, Record, Unit, UnitState
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services.decision_words import told, words
from desktop_app.services.merge import resolve
from desktop_app.services.person.closed import closed
from desktop_app.services.person.decided import BY_MOVEMENT, Decided, decided
from desktop_app.services.person.fields import shown
from desktop_app.services.unit_titles import titled
from desktop_app.services.work import Work

PAST, CURRENT, FUTURE, TIMELESS = "past", "current", "future", "timeless"


@dataclass(frozen=True)
class FileRow:
    """One record of the file: values and shown texts by field, and how it stands to the day (``current``, ``past`` …).

    ``decided`` where a movement wrote the row, or a part of it.
    """

    record: str
    key: Key
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    state: str
    decided: Decided | None = None

    @property
    def words(self) -> str:
        """The row in one line: what tells it from others of its kind."""
        return " · ".join([text for name, text in self.texts.items() if text and name not in _DULL][:3])


_DULL = frozenset({"main", "highest", "leader", "sha256", "size", "media"})


@dataclass(frozen=True)
class Part:
    """All rows of one kind of record, newest first; ``fields`` in the order of its form."""

    record: str
    title: str
    tab: str
    item: str
    fields: tuple[Field, ...]
    rows: tuple[FileRow, ...]

    def field(self, name: str) -> Field:
        """A field by its name."""
        return next(field for field in self.fields if field.name == name)

    @property
    def listed(self) -> tuple[Field, ...]:
        """The fields that tell its rows apart in a table, most telling first."""
        return tuple(self.field(name) for name in BY_NAME[self.record].__list__) or self.fields

    @property
    def current(self) -> FileRow | None:
        """The row that holds on the day, else the newest."""
        return next((row for row in self.rows if row.state == CURRENT), self.rows[0] if self.rows else None)


@dataclass(frozen=True)
class Notice:
    """A paper of the register that told the person something and settled it in the due list; ``key`` is the paper's."""

    key: Key
    day: date
    number: str
    subject: str


@dataclass(frozen=True)
class PersonFile:
    """The whole file: the person's own row, and the other records part by part in the order of the form.

    ``notices`` are read for one file alone, not for many at once.
    """

    key: Key
    as_of: date
    person: FileRow
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def name(self) -> str:
        """Who it is."""
        return str(self.person.values["full_name"])

    def part(self, record: str) -> Part:
        """The part of one kind of record."""
        return next(part for part in self.parts if part.record == record)

    def row(self, record: str, key: Key) -> FileRow | None:
        """One row, if the file has it."""
        return next((row for row in self.part(record).rows if row.key == key), None)

    def current(self, record: str) -> Mapping[str, Any]:
        """The values of the row that holds on the day; empty when there is none."""
        row = self.part(record).current
        return row.values if row is not None else {}


@cache
def file_records() -> tuple[type[Record], ...]:
    """The kinds of record a file shows, in the order of its tabs; the person itself first."""
    return tuple(
        record
        for record in RECORDS
        if record is Person or (record.__tab__ is not None and "person" in inspect(record).columns)
    )


def tab_of(record: type[Record]) -> str:
    """The tab a kind of record stands on."""
    return record.__tab__ or record.__title__


def record_named(name: str) -> type[Record]:
    """A kind of record that a file shows; ``KeyError`` for others."""
    record = BY_NAME[name]
    if record not in file_records():
        raise KeyError(name)
    return record


def read_file(work: Work, key: Key, as_of: date | None = None) -> PersonFile:
    """The whole file as of a day (today unless told); ``InvalidInput`` when the register no longer holds it."""
    return read_from(work.session, resolve(work, key), as_of or work.today, future=as_of in {None, work.today})


def read_known(work: Work, key: Key, known_on: date) -> PersonFile:
    """The file as the register told it at the end of a day; not quick: a copy of the register is wound back."""
    with known(work, known_on) as session:
        return read_from(session, key, known_on, future=True)


@contextmanager
def known(work: Work, known_on: date) -> Iterator[Session]:
    """A session on what the register said at the end of a day."""
    seq = work.database.seq_known_on(known_on)
    if not seq:
        raise InvalidInput(f"Ngày {known_on:%d/%m/%Y} chưa có sổ này.")
    with work.database.known(seq) as reader, reader.read() as session:
        yield session


def read_from(session: Session, key: Key, as_of: date, *, future: bool) -> PersonFile:
    """The file from any view of a register; without ``future`` rows that start after the day are left out."""
    person = session.execute(_statement(Person).where(Person.key == key)).first()
    if person is None:
        raise InvalidInput("Hồ sơ này không còn trong sổ.")
    found = [(record, session.execute(_of_person(record, key)).all()) for record in file_records()]
    names = _Names(unit_names(session), told(session, _linked(found)))
    moved, apart = decided(session, [key]), closed(session, Paper, [key])
    parts = []
    for record, rows in found:
        if record is Person:
            continue
        made = [_row(record, row, as_of, names, moved) for row in rows]
        kept = [row for row in made if (future or row.state != FUTURE) and row.key not in apart]
        kept.sort(key=_sort_key, reverse=True)
        title, tab = record.__title__, tab_of(record)
        parts.append(Part(record.__tablename__, title, tab, record.__item__, form_fields(record), tuple(kept)))
    notices = tuple(one for one in _notices(session, key) if future or one.day <= as_of)
    return PersonFile(key, as_of, _row(Person, person, as_of, names), tuple(parts), notices)


def _notices(session: Session, key: Key) -> Iterator[Notice]:
    papers = select(Decision).join(DueMark, DueMark.decision == Decision.key).where(DueMark.person == key)
    for paper in session.scalars(papers.order_by(Decision.signed_on, Decision.key)):
        if paper.signed_on is not None:
            yield Notice(paper.key, paper.signed_on, paper.number or "", paper.subject or "")


def read_files(
    work: Work, keys: Sequence[Key], records: frozenset[str], as_of: date | None = None
) -> dict[Key, PersonFile]:
    """Many files at once as of a day (today unless told), only their rows of these kinds; who is no longer held is left out."""
    day, future = as_of or work.today, as_of in {None, work.today}
    wanted = [record for record in file_records() if record is not Person and record.__tablename__ in records]
    columns: Any = inspect(Person).columns
    people = work.session.execute(_statement(Person).where(columns["key"].in_(keys))).all()
    found: list[tuple[type[Record], Any]] = []
    for record in wanted:
        whose: Any = inspect(record).columns["person"]
        found.append((record, work.session.execute(_statement(record).add_columns(whose).where(whose.in_(keys))).all()))
    names = _Names(unit_names(work.session), told(work.session, _linked(found)))
    moved = decided(work.session, keys) if records & BY_MOVEMENT else {}
    apart = closed(work.session, Paper, keys) if "paper" in records else frozenset()
    held: dict[Key, list[Part]] = {bytes(row[0]): [] for row in people}
    for record, rows in found:
        made: dict[Key, list[FileRow]] = {}
        for *row, person in rows:
            if bytes(row[0]) in apart:
                continue
            shown_row = _row(record, row, day, names, moved)
            if future or shown_row.state != FUTURE:
                made.setdefault(bytes(person), []).append(shown_row)
        for key, parts in held.items():
            kept = tuple(sorted(made.get(key, ()), key=_sort_key, reverse=True))
            title, tab = record.__title__, tab_of(record)
            parts.append(Part(record.__tablename__, title, tab, record.__item__, form_fields(record), kept))
    return {
        bytes(row[0]): PersonFile(bytes(row[0]), day, _row(Person, row, day, names), tuple(held[bytes(row[0])]))
        for row in people
    }


def unit_names(session: Session) -> dict[Key, str]:
    """Every unit under its newest name with the units above it: what a unit field shows and takes."""
    states = session.execute(
        select(UnitState.unit, UnitState.name, UnitState.parent).order_by(UnitState.starts.nulls_first())
    ).all()
    codes = {row.key: row.code for row in session.execute(select(Unit.key, Unit.code))}
    return titled({unit: (name, parent) for unit, name, parent in states}, codes, least=2)


@cache
def _statement(record: type[Record]) -> Any:
    columns: Any = inspect(record).columns
    return select(columns["key"], *(columns[field.name] for field in journal_fields(record)))


def _of_person(record: type[Record], key: Key) -> Any:
    columns: Any = inspect(record).columns
    return _statement(record).where(columns["key" if record is Person else "person"] == key)


@dataclass(frozen=True)
class _Names:
    """What the things a row points to are called."""

    units: Mapping[Key, str]
    decisions: Mapping[Key, str]

    def of(self, target: str, key: Key | None) -> str:
        """A unit by its name, a decision by its line; nothing for other links."""
        found = {"unit": self.units, "decision": self.decisions}.get(target, {})
        return found.get(key, "") if key is not None else ""


def _linked(found: list[tuple[type[Record], Any]]) -> list[Key]:
    """The decisions that the rows of a file point to."""
    keys = []
    for record, rows in found:
        places = [place for place, one in enumerate(journal_fields(record), 1) if one.link == "decision"]
        keys += [bytes(row[place]) for row in rows for place in places if row[place] is not None]
    return keys


def _row(
    record: type[Record],
    row: Any,
    as_of: date,
    names: _Names,
    moved: Mapping[tuple[str, Key], Decided] = MappingProxyType({}),
) -> FileRow:
    key, *held = row
    retired = retired_fields(record)
    whole = {field.name: value for field, value in zip(journal_fields(record), held, strict=True)}
    values = {name: value for name, value in whole.items() if name not in retired}
    texts = {}
    for field in form_fields(record):
        value = values[field.name]
        texts[field.name] = names.of(field.link, value) if field.link else shown(field, value)
    if retired and not texts["decision"]:  # as an older program wrote it: what the register said then, or brought back
        texts["decision"] = words(*(whole[name] for name in ("decision_number", "decision_date", "decision_signer")))
    by = moved.get((record.__tablename__, bytes(key)))
    state = _state(values, as_of)
    return FileRow(record.__tablename__, bytes(key), values, texts, state, by.of(values) if by is not None else None)


def _state(values: Mapping[str, Any], as_of: date) -> str:
    if "starts" not in values:
        return TIMELESS
    starts, ends = values["starts"], values.get("ends")
    if starts is not None and _first(starts) > as_of:
        return FUTURE
    return PAST if ends is not None and _last(ends) < as_of else CURRENT


def _first(value: Any) -> date:
    return value.earliest if isinstance(value, PartialDate) else value


def _last(value: Any) -> date:
    return value.latest if isinstance(value, PartialDate) else value


def when(row: FileRow) -> str:
    """The day a row counts from, sortable; empty where it has none."""
    for value in row.values.values():
        if isinstance(value, (date, PartialDate)):
            return str(value)
    return ""


def _sort_key(row: FileRow) -> tuple[Any, ...]:
    starts = row.values.get("starts") or row.values.get("ends")
    return (bool(row.values.get("main", True)), str(starts) if starts else when(row), row.key)
