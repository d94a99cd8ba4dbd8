"""Whole records a package brings beside its list of people, and which of them the register does not have yet."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.canonical import shape_of
from db.models import BY_NAME
from db.text import fold
from db.values import Key
from desktop_app.errors import InvalidInput

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop_app.services.intake.duplicates import KnownPeople
    from desktop_app.services.intake.plan_types import PlannedPerson

MARKS = "so-noi-vu-ho-so/1"
KINDS = {"salary": "salary_step", "family": "family_member"}
"""What can be chosen, and the record it is."""
NAMES = {"salary_step": "dòng diễn biến lương", "family_member": "dòng quan hệ gia đình"}
_SAME = {"salary_step": ("starts", "rank_code", "step"), "family_member": ("side", "relation", "full_name", "born")}
"""What makes two rows of one person the same row where their keys differ."""
_OF_PERSON = {"starts": "salary_since", "rank_code": "rank_code", "step": "step"}


@dataclass(frozen=True)
class Brought:
    """One record of a package: its key and its person's in the office that sent it; ``known`` where this register has it."""

    record: str
    key: Key
    person: Key
    values: Mapping[str, Any]
    decision: Mapping[str, Any]
    known: bool = False


@dataclass(frozen=True)
class Held:
    """The rows of the register that a package's are compared with."""

    by_key: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    alike: frozenset[tuple[Any, ...]] = frozenset()


def of_decision() -> tuple[str, ...]:
    """What is told of the decision a row rests on."""
    return ("number", "signed_on", "signer_name")


def read_brought(raw: bytes, name: str) -> tuple[Brought, ...]:
    """The records of a package; ``InvalidInput`` when a newer program wrote them."""
    newer = f"Gói {name} do bản chương trình mới hơn ghi; hãy cập nhật chương trình rồi mở lại. Chưa đọc gì."
    told = json.loads(raw.decode("utf-8"))
    if told.get("format") != MARKS:
        raise InvalidInput(newer, "file")
    try:
        return tuple(
            Brought(
                row["record"], bytes.fromhex(row["key"]), bytes.fromhex(row["person"]),
                _values(row["record"], row["fields"]), _values("decision", row["decision"]),
            )
            for row in told["rows"]
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as trouble:
        raise InvalidInput(newer, "file") from trouble


def _values(record: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    if record not in {*NAMES, "decision"}:
        raise KeyError(record)
    codecs = shape_of(BY_NAME[record]).codecs
    return {name: codecs[name].from_journal(value) for name, value in fields.items()}


def read_held(session: "Session") -> Held:
    """Every row of the kinds that packages bring."""
    by_key: dict[Key, dict[str, Any]] = {}
    alike = set()
    for record in NAMES:
        model: Any = BY_NAME[record]
        for row in session.scalars(select(model)):
            values = {name: getattr(row, name) for name, _ in shape_of(model).columns}
            by_key[row.key] = values
            alike.add(_mark(record, row.person, values))
    return Held(by_key, frozenset(alike))


def _mark(record: str, person: Key, values: Mapping[str, Any]) -> tuple[Any, ...]:
    told = (values.get(name) for name in _SAME[record])
    return (record, person, *(fold(value) if isinstance(value, str) else value for value in told))


def wanted(
    brought: Iterable[Brought], held: Held, people: Iterable["PlannedPerson"], known: "KnownPeople"
) -> tuple[Brought, ...]:
    """The rows to write, each under the person it belongs to here: those the register lacks and those that changed.

    Rows of people the import leaves out stay out; a row the list itself brings (today's salary) is not written twice.
    """
    here: dict[Key, Key] = {}
    taken = set(held.alike)
    for planned in people:
        if planned.key is None or planned.outcome in {"left_out", "doubtful"}:
            continue
        here[planned.key] = here[planned.sent or planned.key] = planned.key
        of_list = {name: planned.values.get(target) for name, target in _OF_PERSON.items()}
        taken.add(_mark("salary_step", planned.key, of_list))
    found = []
    for row in brought:
        alias = known.sent(row.person.hex())
        person = here.get(alias.person.key if alias else row.person)
        if person is None:
            continue
        kept = held.by_key.get(row.key)
        if kept is not None:
            if any(kept.get(name) != value for name, value in row.values.items()):
                found.append(Brought(row.record, row.key, person, row.values, row.decision, known=True))
        elif _mark(row.record, person, row.values) not in taken:
            found.append(Brought(row.record, row.key, person, row.values, row.decision))
    return tuple(found)


def told(rows: Iterable[Brought]) -> str:
    """How many rows of which kind, in words; empty for none."""
    held = [row.record for row in rows]
    return ", ".join(f"{held.count(record)} {name}" for record, name in NAMES.items() if record in held)
