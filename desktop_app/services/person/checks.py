"""What a change of a file would store, and every doubt about it: refused, asked for a reason, or only told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from db.fields import Field, form_fields
from db.models import Person, Record
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services.decision_words import read, told, words
from desktop_app.services.decisions import NewDecision, named
from desktop_app.services.due.retirement_effect import Born, Effect, retirement_effect
from desktop_app.services.intake import known
from desktop_app.services.intake.checks import check_person
from desktop_app.services.intake.reading import ERROR
from desktop_app.services.intake.reading import WARN as WARNED
from desktop_app.services.intake.slots import PARTY
from desktop_app.services.intake.values import vietnamese
from desktop_app.services.person.fields import closed, read_value, shown
from desktop_app.services.person.file import PAST, FileRow, PersonFile, record_named, unit_names
from desktop_app.services.unit_titles import meant, not_one
from desktop_app.services.work import Work

REFUSED, RULE, TOLD = "refused", "rule", "told"
_RULES = frozenset({"he_so_not_in_rank", "step_not_in_rank"})
_BY_DECISION = frozenset({"born", "sex"})
_TARGETS: dict[str, Mapping[str, str]] = {
    "person": {name: name for name in known.PERSON_TARGETS},
    "salary_step": known.SALARY_TARGETS,
    "assignment": known.ASSIGNMENT_TARGETS,
    "party_membership": PARTY.targets,
}


@dataclass(frozen=True)
class Edit:
    """An order: what is typed into which fields of one row; without ``key`` a new row. ``later``: later rows too."""

    person: Key
    record: str
    key: Key | None
    typed: Mapping[str, str] = field(default_factory=dict)
    later: bool = False


@dataclass(frozen=True)
class Doubt:
    """One sentence about a field: ``refused``, ``rule`` (kept only with a reason) or ``told``; ``proposal`` to take over."""

    field: str
    level: str
    message: str
    proposal: str = ""


@dataclass(frozen=True)
class Turn:
    """One field before and after."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LaterRow:
    """A later row that says the same as the row corrected did, and would be corrected with it."""

    key: Key
    words: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Preview:
    """What saving would do: fields before and after, doubts, why a reason is asked (empty: none), later rows alike."""

    turns: tuple[Turn, ...]
    doubts: tuple[Doubt, ...]
    reason_for: str
    by_decision: bool
    later: tuple[LaterRow, ...]
    values: Mapping[str, Any]
    brings: tuple[Turn, ...] = ()  # what the change brings about elsewhere, before it is saved
    stays: tuple[str, ...] = ()  # what it does not change by itself

    @property
    def refused(self) -> tuple[Doubt, ...]:
        """What must be put right first."""
        return tuple(doubt for doubt in self.doubts if doubt.level == REFUSED)


def preview(work: Work, file: PersonFile, order: Edit) -> Preview:
    """Read and check what was typed, on today's file; nothing is written."""
    record = record_named(order.record)
    fields = {one.name: one for one in form_fields(record)}
    row = _row_of(file, order)
    before = row.values if row is not None else {}
    doubts: list[Doubt] = []
    changed: dict[str, Any] = {}
    for name, typed in order.typed.items():
        value = _read(work, fields[name], typed, doubts)
        if value != before.get(name) and not any(one.field == name and one.level == REFUSED for one in doubts):
            changed[name] = value
    if row is not None and row.decided is not None:
        held = [name for name in changed if name in row.decided.fields]
        doubts += [Doubt(name, REFUSED, row.decided.why) for name in held]
        changed = {name: value for name, value in changed.items() if name not in held}
    after = {**dict.fromkeys(fields), **before, **changed}
    if order.key is None and record is not Person:
        after |= {
            name: True for name, one in fields.items() if one.required and one.holds is bool and after[name] is None
        }
        changed = {name: value for name, value in after.items() if value is not None}
    refused = {one.field for one in doubts if one.level == REFUSED}
    doubts += _wanted(fields, after, refused)
    doubts += _in_order(fields, after, changed)
    doubts += _unique(work, record, file.key, changed)
    doubts += _together(work, file, order, before, after)
    turns = tuple(
        Turn(name, fields[name].label, _said(work, fields[name], before.get(name)), _said(work, fields[name], value))
        for name, value in changed.items()
    )
    by_decision = record is Person and any(before.get(name) is not None for name in changed if name in _BY_DECISION)
    reason = _reason(file, row, changed, doubts, by_decision=by_decision)
    later = _later(work, file, row, changed, fields) if row is not None else ()
    corrected = record is Person and changed.keys() & _BY_DECISION
    effect = _brings(work, file.key, before, after) if corrected else Effect()
    brings = tuple(Turn("retirement", *turn) for turn in effect.turns)
    return Preview(turns, tuple(doubts), reason, by_decision, later, changed, brings, effect.notes)


def _brings(work: Work, person: Key, before: Mapping[str, Any], after: Mapping[str, Any]) -> Effect:
    """What another birth or sex does to the retirement."""
    was, becomes = (
        Born(values.get("sex"), values.get("born"), values.get("personal_number") or "") for values in (before, after)
    )
    return retirement_effect(work, person, was, becomes)


def _row_of(file: PersonFile, order: Edit) -> FileRow | None:
    if order.record == "person":
        return file.person
    return file.row(order.record, order.key) if order.key is not None else None


def _read(work: Work, field: Field, typed: str, doubts: list[Doubt]) -> Any:
    if field.link == "unit" and typed.strip():
        found = meant(unit_names(work.session), typed)
        if len(found) != 1:
            doubts.append(Doubt(field.name, REFUSED, not_one(found, typed)))
        return found[0] if len(found) == 1 else None
    if field.link == "decision" and typed.strip():
        try:
            order = read(typed)
        except InvalidInput as refused:
            doubts.append(Doubt(field.name, REFUSED, str(refused)))
            return None
        return (named(work, order) if order.number else None) or order
    if field.link:
        return None
    reading = read_value(field, typed, work.today)
    for note in reading.notes:
        if note.level in {ERROR, WARNED}:
            proposal = shown(field, note.proposal) if closed(field) else vietnamese(note.proposal)
            doubts.append(Doubt(field.name, REFUSED if note.level == ERROR else TOLD, note.message, proposal))
    return reading.value


def _wanted(fields: Mapping[str, Field], after: Mapping[str, Any], refused: set[str]) -> Iterator[Doubt]:
    for name, one in fields.items():
        if one.required and after[name] is None and name not in refused:
            yield Doubt(name, REFUSED, f"Phải có “{one.label}”.")


def _in_order(fields: Mapping[str, Field], after: Mapping[str, Any], changed: Mapping[str, Any]) -> list[Doubt]:
    starts, ends = after.get("starts"), after.get("ends")
    if starts is None or ends is None or not changed.keys() & {"starts", "ends"}:
        return []
    first = starts.earliest if isinstance(starts, PartialDate) else starts
    last = ends.latest if isinstance(ends, PartialDate) else ends
    if first <= last:
        return []
    message = f"“{fields['ends'].label}” {vietnamese(ends)} trước “{fields['starts'].label}” {vietnamese(starts)}."
    return [Doubt("ends", REFUSED, message)]


def _unique(work: Work, record: type[Record], person: Key, changed: Mapping[str, Any]) -> Iterator[Doubt]:
    if record is not Person:
        return
    for name, level, what in (("personal_number", REFUSED, "Số CCCD"), ("staff_number", TOLD, "Số hiệu")):
        if changed.get(name):
            column = getattr(Person, name)
            other = work.session.scalars(
                select(Person.full_name).where(column == changed[name], Person.key != person)
            ).first()
            if other is not None:
                yield Doubt(name, level, f"{what} {changed[name]} đã thuộc hồ sơ {other}.")


def _together(
    work: Work, file: PersonFile, order: Edit, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Doubt]:
    """What the values say about each other, where the change brings it up."""
    own = _TARGETS.get(order.record)
    if own is None:
        return []
    told = {note.message for _, note in check_person(_targets(file, order.record, before), work.today)}
    doubts = []
    for target, note in check_person(_targets(file, order.record, after), work.today):
        if target in own and note.message not in told and note.level in {ERROR, WARNED}:
            level = RULE if note.kind in _RULES else REFUSED if note.level == ERROR else TOLD
            doubts.append(Doubt(own[target], level, note.message, vietnamese(note.proposal)))
    return doubts


def _targets(file: PersonFile, record: str, own: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, targets in _TARGETS.items():
        held = own if name == record else file.person.values if name == "person" else file.current(name)
        values |= {target: held.get(field) for target, field in targets.items()}
    return values


def _said(work: Work, field: Field, value: Any) -> str:
    if field.link == "unit":
        return unit_names(work.session).get(value, "") if value else ""
    if field.link == "decision" and value is not None:
        if isinstance(value, NewDecision):
            return words(value.number, value.signed_on, value.signer_name)
        return told(work.session, [value]).get(value, "")
    return shown(field, value)


def _reason(
    file: PersonFile, row: FileRow | None, changed: Mapping[str, Any], doubts: list[Doubt], *, by_decision: bool
) -> str:
    if by_decision:
        return "Sửa ngày sinh hoặc giới tính đã ghi phải theo một quyết định hoặc văn bản."
    rule = next((doubt.message for doubt in doubts if doubt.level == RULE), "")
    if rule:
        return f"{rule} Muốn giữ như vậy phải ghi lý do."
    if row is not None and changed and is_past(file, row):
        return "Đây là dòng đã qua; sửa lại phải ghi lý do."
    return ""


def is_dated(record: str) -> bool:
    """Whether rows of a kind follow each other in time; a degree or a job of long ago is history, not a state."""
    return any(field.name == "starts" and field.holds is date for field in form_fields(record_named(record)))


def is_past(file: PersonFile, row: FileRow) -> bool:
    """Whether a dated row is over: it has ended, or a later row of its kind has begun."""
    if not is_dated(row.record):
        return False
    return row.state == PAST or any(other.values["starts"] <= file.as_of for other in later_rows(file, row))


def later_rows(file: PersonFile, row: FileRow) -> list[FileRow]:
    """The rows of the same kind that start after a row (one without a start came first), the nearest first."""
    if not is_dated(row.record):
        return []
    starts = row.values["starts"] or date.min
    found = [
        other
        for other in file.part(row.record).rows
        if other.key != row.key
        and (other.values["starts"] or date.min) > starts
        and all(other.values.get(name) == row.values.get(name) for name in ("main", "kind"))
    ]
    return sorted(found, key=lambda other: other.values["starts"])


def _later(
    work: Work, file: PersonFile, row: FileRow, changed: Mapping[str, Any], fields: Mapping[str, Field]
) -> tuple[LaterRow, ...]:
    found = []
    for other in later_rows(file, row):
        alike = later_fields(row, other, changed)
        turns = tuple(
            Turn(name, fields[name].label, other.texts[name], _said(work, fields[name], changed[name]))
            for name in alike
        )
        if turns:
            found.append(LaterRow(other.key, other.words, turns))
    return tuple(found)


def later_fields(row: FileRow, other: FileRow, changed: Mapping[str, Any]) -> list[str]:
    """The changed fields in which a later row says what the corrected one said; days of its own are left alone.

    So is what a movement decided.
    """
    kept = {"main", "kind", "decision", *(other.decided.fields if other.decided else ())}
    return [
        name
        for name in changed
        if not isinstance(row.values.get(name), date)
        and row.values.get(name) is not None
        and other.values.get(name) == row.values.get(name)
        and name not in kept
    ]
