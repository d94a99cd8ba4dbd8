"""The people of the register as an import compares them: their values by import target."""

from collections import defaultdict
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
    UnitState,
)
from db.text import fold
from db.values import Key
from desktop_app.services.intake.duplicates import KnownPeople, KnownPerson
from desktop_app.services.intake.slots import ADDED, PARTY, every, held
from desktop_app.services.intake.unit_names import unit_key

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


def known_people(session: Session) -> KnownPeople:
    """Everyone in the register with today's values by target."""
    values: dict[Key, dict[str, Any]] = {}
    columns = [getattr(Person, name) for name in PERSON_TARGETS]
    for key, *fields in session.execute(select(Person.key, *columns)):
        values[key] = {name: value for name, value in zip(PERSON_TARGETS, fields, strict=True) if value is not None}
    for person, category in session.execute(
        select(Employment.person, Employment.category).order_by(Employment.starts.nulls_first())
    ):
        _put(values, person, "category", category)
    names = _unit_names(session)
    rows = session.execute(
        select(
            Assignment.person,
            Assignment.unit,
            *(getattr(Assignment, name) for name in ASSIGNMENT_TARGETS.values()),
            *(getattr(Decision, name) for name in DECISION_TARGETS.values()),
        )
        .join(Decision, Decision.key == Assignment.decision, isouter=True)
        .where(Assignment.main)
        .order_by(Assignment.starts.nulls_first())
    )
    for person, unit, *fields in rows:
        for target, value in zip((*ASSIGNMENT_TARGETS, *DECISION_TARGETS), fields, strict=True):
            _put(values, person, target, value)
        name, parent, code = names.get(unit, (None, None, None))
        _put(values, person, "unit", name)
        _put(values, person, "parent_unit", parent)
        _put(values, person, "unit_code", code)
    salary = select(SalaryStep.person, *(getattr(SalaryStep, name) for name in SALARY_TARGETS.values()))
    for person, *fields in session.execute(salary.order_by(SalaryStep.starts.nulls_first())):
        for target, value in zip(SALARY_TARGETS, fields, strict=True):
            _put(values, person, target, value)
    for person, target, value in held(session):
        _put(values, person, target, value)
        if target in ADDED and person in values:
            values[person].setdefault(every(target), set()).add(value)
    party = select(PartyMembership.person, *(getattr(PartyMembership, name) for name in PARTY.targets.values()))
    for person, *fields in session.execute(party):
        _put(values, person, "party_member", "có")
        for target, value in zip(PARTY.targets, fields, strict=True):
            _put(values, person, target, value)
    for person, kind, value in session.execute(select(Contact.person, Contact.kind, Contact.value)):
        _put(values, person, kind, value)
    people = tuple(KnownPerson(key, fields) for key, fields in values.items())
    aliases = {
        bytes.fromhex(old): person for old, person in session.execute(select(PersonAlias.old_key, PersonAlias.person))
    }
    return KnownPeople(people, tuple(name for name, _, _ in names.values() if name), aliases)


def _put(values: dict[Key, dict[str, Any]], person: Key, target: str, value: Any) -> None:
    if value is not None and person in values:
        values[person][target] = value


def _unit_names(session: Session) -> dict[Key | None, tuple[str | None, str | None, str | None]]:
    from db.models import Unit

    names: dict[Key, str] = {}
    parents: dict[Key, Key | None] = {}
    for unit, name, parent in session.execute(
        select(UnitState.unit, UnitState.name, UnitState.parent).order_by(UnitState.starts.nulls_first())
    ):
        names[unit], parents[unit] = name, parent
    codes = {key: code for key, code in session.execute(select(Unit.key, Unit.code))}  # noqa: C416 - rows are no pairs to the type checker
    return {unit: (name, names.get(parents[unit] or b""), codes.get(unit)) for unit, name in names.items()}


class UnitBook:
    """The units of the register by code and by name under a parent; new ones are noted."""

    def __init__(self, session: Session) -> None:
        self._by_code: dict[str, Key] = {}
        self._by_name: dict[tuple[str, str], Key] = {}
        self._loose: dict[str, list[Key]] = defaultdict(list)
        self._unmarked: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for unit, (name, parent, code) in _unit_names(session).items():
            if unit is not None and name is not None:
                self.note(unit, name, parent, code)

    def note(self, unit: Key, name: str, parent: str | None, code: str | None) -> None:
        """Remember a unit."""
        if code:
            self._by_code[code] = unit
        self._by_name[unit_key(name), fold(parent or "")] = unit
        self._loose[unit_key(name)].append(unit)
        self._unmarked[fold(name), fold(parent or "")].append(unit)

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
