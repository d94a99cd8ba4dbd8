"""Gộp hồ sơ trùng: two files of one person joined in one operation; undo separates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select

from db.fields import fields_of
from db.models import RECORDS, DueMark, Person, PersonAlias, Record
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.due.leaving import cases_on, running
from desktop_app.services.intake.values import vietnamese
from desktop_app.services.roster_types import SEX_NAMES
from desktop_app.services.work import Work


@dataclass(frozen=True)
class Side:
    """One field of the two files: what each says, and whether they differ."""

    field: str
    label: str
    kept: str
    dropped: str

    @property
    def differs(self) -> bool:
        """Whether the clerk has something to choose."""
        return bool(self.dropped) and self.kept != self.dropped


def compare(work: Work, keep: Key, drop: Key) -> tuple[Side, ...]:
    """The two files side by side, field by field."""
    one, other = _both(work, keep, drop)
    return tuple(
        Side(
            field.name,
            field.label,
            _shown(field.name, getattr(one, field.name)),
            _shown(field.name, getattr(other, field.name)),
        )
        for field in fields_of(Person)
    )


def merge(work: Work, *, keep: Key, drop: Key, take: frozenset[str] = frozenset()) -> None:
    """Move every record of ``drop`` to ``keep``; fields in ``take``, and those empty in ``keep``, come from ``drop``.

    Records that say the same as one ``keep`` already has are not kept twice. The abandoned key stays resolvable.
    """
    one, other = _both(work, keep, drop)
    _one_leaves(work, one, other)
    for field in fields_of(Person):
        value = getattr(other, field.name)
        if value is not None and (field.name in take or getattr(one, field.name) is None):
            setattr(one, field.name, value)
    for mark in work.session.scalars(select(DueMark).where(DueMark.person == drop)):
        mark.task = mark.task.replace(drop.hex(), keep.hex())  # what was said of a task stays said
    for record in RECORDS:
        if record is not Person and "person" in inspect(record).columns:
            _move(work, record, keep, drop)
    work.session.add(PersonAlias(person=keep, old_key=drop.hex(), full_name=other.full_name))
    work.session.flush()
    work.session.delete(other)


def resolve(work: Work, key: Key) -> Key:
    """The file a key means today, however often it was joined into another."""
    seen = set()
    while key not in seen:
        seen.add(key)
        found = work.session.scalars(select(PersonAlias.person).where(PersonAlias.old_key == key.hex())).first()
        if found is None:
            return key
        key = found
    return key


def _both(work: Work, keep: Key, drop: Key) -> tuple[Person, Person]:
    if keep == drop:
        raise InvalidInput("Hai hồ sơ phải là hai hồ sơ khác nhau.")
    one, other = work.session.get(Person, keep), work.session.get(Person, drop)
    if one is None or other is None:
        raise InvalidInput("Một trong hai hồ sơ không còn trong sổ.")
    return one, other


def _one_leaves(work: Work, one: Person, other: Person) -> None:
    """Nobody leaves twice: two cases under way would hide one another, and a second decision could not be taken back."""
    both = [running(cases_on(work, work.today, person.key).get(person.key, ()), work.today) for person in (one, other)]
    if all(case is not None for case in both):
        text = "Cả hai hồ sơ đều có hồ sơ nghỉ hưu, nghỉ việc đang giải quyết: huỷ một hồ sơ nghỉ rồi gộp."
        raise InvalidInput(text)


def _content(record: Any, columns: Any) -> Mapping[str, Any]:
    return {column.key: getattr(record, column.key) for column in columns if column.key not in {"key", "person"}}


def _move(work: Work, record: type[Record], keep: Key, drop: Key) -> None:
    columns = inspect(record).columns
    whose: Any = columns["person"]
    held = [(_content(item, columns), item.key) for item in work.session.scalars(select(record).where(whose == keep))]
    for item in work.session.scalars(select(record).where(whose == drop)).all():
        content = _content(item, columns)
        same = next((key for one, key in held if record is not PersonAlias and one == content), None)
        if same is None:
            item.person = keep  # type: ignore[attr-defined] # every record of a person has the link
        else:
            _point(work, record, item.key, same)
            work.session.delete(item)


def _point(work: Work, record: type[Record], away: Key, to: Key) -> None:
    """Let what points to a row that goes point to the one that says the same: a movement to its post, a scan to its row."""
    for other in RECORDS:
        for column in inspect(other).columns:
            if column.info.get("link") == record.__tablename__:
                for item in work.session.scalars(select(other).where(column == away)).all():
                    setattr(item, column.key, to)
    work.session.flush()


def _shown(name: str, value: Any) -> str:
    return SEX_NAMES.get(value, "") if name == "sex" else vietnamese(value)
