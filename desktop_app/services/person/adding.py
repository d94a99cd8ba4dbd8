"""Adding one person by hand, and bringing back a file that was removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from db.fields import Field, form_fields
from db.models import Assignment, Employment, Person, Record
from db.text import fold
from db.undo import undone
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.history import local_time
from desktop_app.services.intake.checks import check_person
from desktop_app.services.intake.duplicates import KnownPeople, KnownPerson
from desktop_app.services.intake.known import PERSON_TARGETS
from desktop_app.services.intake.reading import ERROR
from desktop_app.services.person.checks import REFUSED, TOLD, Doubt
from desktop_app.services.person.fields import read_value
from desktop_app.services.person.file import unit_names
from desktop_app.services.unit_titles import meant, not_one
from desktop_app.services.work import Work

_FIELDS: tuple[tuple[str, type[Record], str, bool], ...] = (
    ("full_name", Person, "full_name", True),
    ("born", Person, "born", True),
    ("sex", Person, "sex", True),
    ("personal_number", Person, "personal_number", False),
    ("unit", Assignment, "unit", True),
    ("post", Assignment, "post", False),
    ("category", Employment, "category", True),
    ("starts", Employment, "starts", False),
)


@dataclass(frozen=True)
class Likely:
    """A person of the register who may be the same: the key, the name, how likely (0 to 100), and why."""

    key: Key
    name: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class NewCheck:
    """What is wrong or doubtful about a new person, and who of the register it may be."""

    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...]
    likely: Likely | None


@dataclass(frozen=True)
class Removed:
    """A file in the bin: who, when, by whom, why, and the operation that undoing brings back."""

    key: Key
    name: str
    at: str
    actor: str
    reason: str
    operation: Key


def new_fields() -> tuple[tuple[str, Field, bool], ...]:
    """What the short form for a new person asks: name, field, whether it must be given."""
    return tuple(
        (name, next(one for one in form_fields(record) if one.name == field), must)
        for name, record, field, must in _FIELDS
    )


def check_new(work: Work, typed: Mapping[str, str]) -> NewCheck:
    """Read and check a new person; nothing is written."""
    values: dict[str, Any] = {}
    doubts: list[Doubt] = []
    for name, field, must in new_fields():
        text = typed.get(name, "")
        if name == "unit":
            values[name] = _unit(work, text, doubts)
        else:
            reading = read_value(field, text, work.today)
            values[name] = reading.value
            doubts += [Doubt(name, REFUSED if note.level == ERROR else TOLD, note.message) for note in reading.notes]
        if must and values[name] is None and not any(doubt.field == name for doubt in doubts):
            doubts.append(Doubt(name, REFUSED, f"Phải có “{field.label}”."))
    known = {name: value for name, value in values.items() if name in PERSON_TARGETS and value is not None}
    doubts += [
        Doubt(target, REFUSED if note.level == ERROR else TOLD, note.message)
        for target, note in check_person(known, work.today)
        if target in values
    ]
    likely = _likely(work, known) if known.get("full_name") else None
    if likely is not None and known.get("personal_number"):
        held = work.session.get_one(Person, likely.key)
        if held.personal_number == known["personal_number"]:
            doubts.append(Doubt("personal_number", REFUSED, f"Số CCCD này đã thuộc hồ sơ {held.full_name}."))
    return NewCheck(values, tuple(doubts), likely)


def add_person(work: Work, typed: Mapping[str, str], *, sure: bool = False) -> Key:
    """Add a person with employment and post; the key. A likely double is refused unless the clerk is sure it is none."""
    checked = check_new(work, typed)
    wrong = next((doubt for doubt in checked.doubts if doubt.level == REFUSED), None)
    if wrong is not None:
        raise InvalidInput(wrong.message, wrong.field)
    if checked.likely is not None and not sure:
        why = "; ".join(checked.likely.reasons)
        raise InvalidInput(f"Trong sổ đã có {checked.likely.name}, có thể là cùng một người: {why}.", "likely")
    values = checked.values
    person = Person(**{name: values[name] for name in ("full_name", "born", "sex", "personal_number")})
    work.session.add(person)
    work.session.add(Employment(person=person.key, category=values["category"], starts=values["starts"]))
    post = {name: values[name] for name in ("unit", "post", "starts")}
    work.session.add(Assignment(person=person.key, main=True, **post))
    return person.key


def removed_people(work: Work) -> tuple[Removed, ...]:
    """The files removed whole and not brought back, newest first."""
    query = (
        "SELECT c.key, json_extract(c.fields, '$.full_name'), o.recorded_at, o.actor, o.reason, o.id, o.seq FROM change c"
        " JOIN operation o ON o.seq = c.op WHERE c.record = 'person' AND c.kind = '-' AND o.verb = 'remove'"
        " AND c.fields IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.key = c.key) ORDER BY o.seq DESC"
    )
    found: dict[Key, Removed] = {}
    for key, name, at, actor, reason, operation, seq in work.raw.execute(query).fetchall():
        if not undone(work.raw, seq):  # else the file went another way since: its adding was taken back, too
            made = Removed(bytes(key), name, local_time(at), actor, reason, bytes(operation))
            found.setdefault(made.key, made)
    return tuple(found.values())


def _unit(work: Work, text: str, doubts: list[Doubt]) -> Key | None:
    if not text.strip():
        return None
    found = meant(unit_names(work.session), text)
    if len(found) != 1:
        doubts.append(Doubt("unit", REFUSED, not_one(found, text)))
        return None
    return found[0]


def _likely(work: Work, values: Mapping[str, Any]) -> Likely | None:
    same = [Person.search_key == fold(values["full_name"])]
    if values.get("personal_number"):
        same.append(Person.personal_number == values["personal_number"])
    found = work.session.scalars(select(Person).where(or_(*same)).limit(200)).all()
    people = tuple(KnownPerson(one.key, {name: getattr(one, name) for name in PERSON_TARGETS}) for one in found)
    likeness = KnownPeople(people).likeness(values)
    if likeness is None:
        return None
    return Likely(likeness.person.key, likeness.person.values["full_name"], likeness.score, likeness.reasons)
