"""Whole records a package brings beside its list of people, and which of them the register does not have yet."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select

from db.canonical import shape_of
from db.fields import label_of
from db.models import BY_NAME
from db.tables import CHANGE, OPERATION
from db.text import fold
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.reading import WARN, Finding
from desktop_app.services.intake.values import vietnamese

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
_NOT_OURS = frozenset({"import", "undo", "upgrade"})
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
    """The rows of the register that a package's are compared with, and what this office did with them itself."""

    by_key: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    alike: frozenset[tuple[Any, ...]] = frozenset()
    own: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    """The fields of a row that were put right here since it was last imported."""
    gone: frozenset[Key] = frozenset()
    """The rows that were removed here."""


@dataclass(frozen=True)
class Wanted:
    """What a package brings beside its list: the rows to write, and what stays as this office put it right."""

    rows: tuple[Brought, ...] = ()
    whole: frozenset[Key] = frozenset()
    """The people whose salary of the day is one of the rows, whole and under its own key: the list's is not written too."""
    kept: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    """By person: the import targets that the list tells otherwise and this office put right."""
    findings: tuple[Finding, ...] = ()


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
    return Held(by_key, frozenset(alike), *_own_deeds(session))


def _own_deeds(session: "Session") -> tuple[dict[Key, frozenset[str]], frozenset[Key]]:
    """What this office changed and removed itself, by the journal: the last word on a field or row was no import's."""
    own: dict[Key, frozenset[str]] = {}
    gone: set[Key] = set()
    fields = case((CHANGE.c.kind == "~", CHANGE.c.fields))
    asked = select(CHANGE.c.key, CHANGE.c.kind, fields, OPERATION.c.verb).join(
        OPERATION, OPERATION.c.seq == CHANGE.c.op
    )
    for key, kind, changed, verb in session.execute(
        asked.where(CHANGE.c.record.in_(NAMES)).order_by(CHANGE.c.op, CHANGE.c.n)
    ):
        if kind == "~":
            names = frozenset(json.loads(changed or "{}"))
            before = own.get(key, frozenset())
            own[key] = before - names if verb in _NOT_OURS else before | names
            continue
        own.pop(key, None)
        (gone.add if kind == "-" and verb not in _NOT_OURS else gone.discard)(key)
    return own, frozenset(gone)


def _mark(record: str, person: Key, values: Mapping[str, Any]) -> tuple[Any, ...]:
    told = (values.get(name) for name in _SAME[record])
    return (record, person, *(fold(value) if isinstance(value, str) else value for value in told))


def wanted(brought: Iterable[Brought], held: Held, people: Iterable["PlannedPerson"], known: "KnownPeople") -> Wanted:
    """The rows to write, each under the person it belongs to here: those the register lacks and those that changed.

    Rows of people the import leaves out stay out. What this office put right or removed itself stays so, and is told.
    """
    here: dict[Key, PlannedPerson] = {}
    today: dict[Key, tuple[Any, ...]] = {}
    for planned in people:
        if planned.key is None or planned.outcome in {"left_out", "doubtful"}:
            continue
        here[planned.key] = here[planned.sent or planned.key] = planned
        of_list = {name: planned.values.get(target) for name, target in _OF_PERSON.items()}
        today[planned.key] = _mark("salary_step", planned.key, of_list)
    found, whole, findings = [], set(), []
    kept: dict[Key, frozenset[str]] = {}
    for row in brought:
        alias = known.sent(row.person.hex())
        planned_here = here.get(alias.person.key if alias else row.person)
        if planned_here is None or planned_here.key is None:
            continue
        person = planned_here.key
        mark, before = _mark(row.record, person, row.values), held.by_key.get(row.key)
        removed = row.key in held.gone and planned_here.outcome != "new"
        if before is None and (removed or mark in held.alike):
            if removed and mark not in held.alike:
                findings.append(_finding(planned_here, row, "đã xoá ở sổ này nên không lấy lại"))
            continue
        if mark == today[person]:
            whole.add(person)
        if before is None:
            found.append(replace(row, person=person))
            continue
        changed = {name: value for name, value in row.values.items() if before.get(name) != value}
        ours = changed.keys() & held.own.get(row.key, frozenset())
        for name in sorted(ours):
            label, said, stands = (
                label_of(BY_NAME[row.record], name),
                vietnamese(changed[name]),
                vietnamese(before[name]),
            )
            why = f"“{label}” trong gói là “{said}”, sổ này đã sửa thành “{stands or 'trống'}”; giữ như sổ"
            findings.append(_finding(planned_here, row, why))
        if ours and mark == today[person]:
            kept[person] = frozenset(_OF_PERSON.get(name, name) for name in ours)
        if changed.keys() - ours:
            told = {name: value for name, value in changed.items() if name not in ours}
            found.append(replace(row, person=person, values=told, known=True))
    return Wanted(tuple(found), frozenset(whole), kept, tuple(findings))


def _finding(planned: "PlannedPerson", row: Brought, why: str) -> Finding:
    what = BY_NAME[row.record].__title__
    which = vietnamese(row.values.get("full_name") or row.values.get("starts"))
    return Finding(planned.row, None, WARN, "", "put_right_here", None, None, f"{what} {which}: {why}.")


def told(rows: Iterable[Brought]) -> str:
    """How many rows of which kind, in words; empty for none."""
    held = [row.record for row in rows]
    return ", ".join(f"{held.count(record)} {name}" for record, name in NAMES.items() if record in held)
