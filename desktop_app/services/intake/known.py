"""The people of the register as an import compares them: their values by import target."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Assignment,
    Contact,
    Decision,
    Employment,
    PartyMembership,
    Person,
    PersonAlias,
    SalaryStep,
    Unit,
    UnitState,
)
from db.text import fold
from db.values import Key
from desktop_app.services.intake.duplicates import KnownPeople, KnownPerson
from desktop_app.services.intake.slots import ADDED, PARTY, every, held
from desktop_app.services.intake.unit_names import ABOVE, unit_key

PERSON_TARGETS = (
    "full_name", "sex", "born", "other_name", "personal_number", "old_id_number", "id_issued_on", "id_issued_at", "staff_number",
    "birth_place", "home_town", "permanent_address", "address", "ethnic", "religion", "insurance_number", "health_insurance_number",
    "general_education", "recruited_on", "recruited_by", "recruitment_kind", "joined_office_on", "family_origin", "previous_job",
    "main_work", "strength", "longest_work", "revolution_on", "policy_group", "wounded_class", "academic_title",
    "academic_title_since", "note",
)  # fmt: skip
SALARY_TARGETS = {
    "rank_code": "rank_code", "rank_name": "rank_name", "rank_since": "rank_since", "step": "step", "coefficient": "coefficient",
    "beyond_percent": "beyond_percent", "beyond_since": "beyond_since", "salary_since": "starts", "next_step_on": "next_step_on",
}  # fmt: skip
ASSIGNMENT_TARGETS = {
    "post": "post", "post_since": "post_since", "post_allowance": "allowance",
}  # fmt: skip
DECISION_TARGETS = {"decision_number": "number", "decision_date": "signed_on", "decision_signer": "signer_name"}


def known_people(session: Session, day: date | None = None) -> KnownPeople:
    """Everyone in the register with the values of a day by target (``None``: of the newest rows), to compare a list of it with."""
    values: dict[Key, dict[str, Any]] = {}
    columns = [getattr(Person, name) for name in PERSON_TARGETS]
    for key, *fields in session.execute(select(Person.key, *columns)):
        values[key] = {name: value for name, value in zip(PERSON_TARGETS, fields, strict=True) if value is not None}
    spells = select(Employment.person, Employment.starts, Employment.category)
    for person, category in _begun(
        session.execute(spells.order_by(Employment.starts.nulls_first(), Employment.key)), day
    ):
        _put(values, person, "category", category)
    names = _unit_names(session, day)
    units = {unit: told.values for unit, told in names.items()}
    rows = session.execute(
        select(
            Assignment.person,
            Assignment.starts,
            Assignment.unit,
            *(getattr(Assignment, name) for name in ASSIGNMENT_TARGETS.values()),
            *(getattr(Decision, name) for name in DECISION_TARGETS.values()),
        )
        .join(Decision, Decision.key == Assignment.decision, isouter=True)
        .where(Assignment.main)
        .order_by(Assignment.starts.nulls_first(), Assignment.key)
    )
    for person, unit, *fields in _begun(rows, day):
        _put_all(values, person, zip((*ASSIGNMENT_TARGETS, *DECISION_TARGETS), fields, strict=True))
        _put_all(values, person, units.get(unit, {}).items())
    steps = (getattr(SalaryStep, name) for name in SALARY_TARGETS.values())
    salary = select(SalaryStep.person, SalaryStep.starts.label("began"), *steps)
    for person, *fields in _begun(
        session.execute(salary.order_by(SalaryStep.starts.nulls_first(), SalaryStep.key)), day
    ):
        _put_all(values, person, zip(SALARY_TARGETS, fields, strict=True))
    for person, target, value in held(session):
        _put(values, person, target, value)
        if target in ADDED and person in values:
            values[person].setdefault(every(target), set()).add(value)
    party = select(PartyMembership.person, *(getattr(PartyMembership, name) for name in PARTY.targets.values()))
    for person, *fields in session.execute(party):
        _put(values, person, "party_member", "có")
        _put_all(values, person, zip(PARTY.targets, fields, strict=True))
    for person, kind, value in session.execute(select(Contact.person, Contact.kind, Contact.value)):
        _put(values, person, kind, value)
    people = tuple(KnownPerson(key, fields) for key, fields in values.items())
    aliases = {
        bytes.fromhex(old): person for old, person in session.execute(select(PersonAlias.old_key, PersonAlias.person))
    }
    return KnownPeople(people, tuple(told.name for told in names.values()), aliases)


def begun(starts: date | None, day: date | None) -> bool:
    """Whether a row had begun by a day; a list of that day cannot know of one that had not."""
    return starts is None or day is None or starts <= day


def _begun(rows: Iterable[Any], day: date | None) -> Iterator[tuple[Any, ...]]:
    """Of rows (person, start, …) those that had begun, without the start."""
    return ((person, *cells) for person, starts, *cells in rows if begun(starts, day))


def _put(values: dict[Key, dict[str, Any]], person: Key, target: str, value: Any) -> None:
    if value is not None and person in values:
        values[person][target] = value


def _put_all(values: dict[Key, dict[str, Any]], person: Key, told: Iterable[tuple[str, Any]]) -> None:
    for target, value in told:
        _put(values, person, target, value)


@dataclass(frozen=True)
class _Named:
    """A unit: its name, the names above it from the nearest on, the unit above and its code."""

    name: str
    above: tuple[str, ...]
    parent: Key | None
    code: str | None

    @property
    def values(self) -> dict[str, Any]:
        """What is told of a person's unit by target: besides the name above, every such chain of names, folded."""
        chains = {fold(ABOVE.join(self.above[:many])) for many in range(1, len(self.above) + 1)}
        told = {"unit": self.name, "parent_unit": self.above[0] if self.above else None, "unit_code": self.code}
        return {**told, every("parent_unit"): chains}


def _unit_names(session: Session, day: date | None) -> dict[Key | None, _Named]:
    """Every unit as it was called on a day; by its first name where it came later."""
    states: dict[Key, tuple[str, Key | None]] = {}
    rows = select(UnitState.unit, UnitState.starts, UnitState.name, UnitState.parent)
    for unit, starts, name, parent in session.execute(rows.order_by(UnitState.starts.nulls_first())):
        if unit not in states or begun(starts, day):
            states[unit] = name, parent
    codes = {key: code for key, code in session.execute(select(Unit.key, Unit.code))}  # noqa: C416 - rows are no pairs to the type checker
    return {
        unit: _Named(name, tuple(_above(states, parent)), parent, codes.get(unit))
        for unit, (name, parent) in states.items()
    }


def _above(states: dict[Key, tuple[str, Key | None]], unit: Key | None) -> Iterator[str]:
    seen: set[Key] = set()
    while unit in states and unit not in seen:
        seen.add(unit)
        name, unit = states[unit]
        yield name


class UnitBook:
    """The units of the register by code and by name under a parent; new ones are noted."""

    def __init__(self, session: Session, day: date | None = None) -> None:
        self._by_code: dict[str, Key] = {}
        self._by_name: dict[tuple[str, str], Key] = {}
        self._under: dict[tuple[str, Key], Key] = {}
        self._loose: dict[str, list[Key]] = defaultdict(list)
        self._unmarked: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for unit, told in _unit_names(session, day).items():
            if unit is not None:
                self.note(unit, told.name, told.above[0] if told.above else None, told.parent, told.code)

    def note(self, unit: Key, name: str, parent: str | None, above: Key | None, code: str | None) -> None:
        """Remember a unit, with the name and the key of the one above it."""
        if code:
            self._by_code[code] = unit
        if above is not None:
            self._under[unit_key(name), above] = unit
        self._by_name[unit_key(name), fold(parent or "")] = unit
        self._loose[unit_key(name)].append(unit)
        self._unmarked[fold(name), fold(parent or "")].append(unit)

    def under(self, name: str, above: Key) -> Key | None:
        """The unit of a name under a unit that is known itself: another office may have one of the same names."""
        return self._under.get((unit_key(name), above))

    def top(self, name: str) -> Key | None:
        """The unit that others are said to lie under."""
        return self.find(name, "", None) or self.find(name, None, None)

    def find(self, name: str, parent: str | None, code: str | None) -> Key | None:
        """The unit meant: by code, by name under its parent, or by a name that only one unit has."""
        if code and code in self._by_code:
            return self._by_code[code]
        if parent is not None:
            return (
                None if code else self._by_name.get((unit_key(name), fold(parent))) or self._written_plain(name, parent)
            )
        found = self._loose.get(unit_key(name), [])
        return found[0] if len(found) == 1 else self._by_name.get((unit_key(name), "")) or self._written_plain(name, "")

    def _written_plain(self, name: str, parent: str) -> Key | None:
        """A name typed without any marks means the one unit that reads so."""
        found = self._unmarked.get((fold(name), fold(parent)), []) if name.isascii() else []
        return found[0] if len(found) == 1 else None
