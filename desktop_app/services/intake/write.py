"""The plan written into the register: one operation, with the verbatim rows as provenance."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models import (
    BY_NAME,
    Assignment,
    Contact,
    Decision,
    Employment,
    PartyMembership,
    Person,
    PersonAlias,
    Record,
    SalaryStep,
    SourceFile,
    SourceRow,
    Unit,
    UnitState,
)
from db.values import Key, PartialDate, uuid7
from desktop_app.services.decision_words import alike
from desktop_app.services.decisions import IN_FORCE
from desktop_app.services.intake.beside import Brought
from desktop_app.services.intake.grid import Row, Workbook, column_letters
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.known import (
    ASSIGNMENT_TARGETS,
    DECISION_TARGETS,
    PERSON_TARGETS,
    SALARY_TARGETS,
    UnitBook,
    begun,
)
from desktop_app.services.intake.plan import CHANGED, NEW, Plan, PlannedPerson
from desktop_app.services.intake.slots import PARTY, SLOTS, Slot
from desktop_app.services.intake.unit_names import ABOVE
from desktop_app.services.work import Work

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """What an import wrote: people made and changed, units made, columns kept in the source only."""

    new: int
    changed: int
    units: int
    kept_columns: tuple[str, ...]


class _Batch:
    """Rows by record, collected first and inserted record by record."""

    def __init__(self) -> None:
        self.rows: dict[type[Record], list[dict[str, Any]]] = {}

    def add(self, record: type[Record], **values: Any) -> Key:
        """Collect one row; its key."""
        key = values.setdefault("key", uuid7())
        self.rows.setdefault(record, []).append(values)
        return bytes(key)

    def insert(self, work: Work) -> None:
        """Insert everything collected, decisions before what rests on them."""
        for record, rows in sorted(self.rows.items(), key=lambda pair: pair[0] is not Decision):
            work.add_many(record, rows)


def write_plan(work: Work, workbook: Workbook, plan: Plan, progress: Progress | None = None) -> Written:
    """Write every new and changed person of the plan; the others are left as they are.

    The workbook itself is kept among the attachments before the operation names it. Nothing is written when nothing
    is new or changed.
    """
    wanted = [person for person in plan.people if person.outcome in {NEW, CHANGED} or person.sent]
    kept = tuple(column.heading for column in plan.mapping if _is_kept(plan, column))
    if not wanted and not plan.beside:
        return Written(0, 0, 0, kept)
    work.database.attachments.put(_content(workbook.path))
    # the file's own cells, not as they were put together for reading
    lines = next(sheet.rows for sheet in workbook.sheets if sheet.name == plan.layout.sheet.name)
    batch = _Batch()
    file = batch.add(
        SourceFile,
        sha256=workbook.sha256,
        name=workbook.path.name,
        sheet=plan.layout.sheet.name,
        headings=_json([[column_letters(column.col), column.heading] for column in plan.mapping]),
        mapping=_json({column_letters(column.col): column.target for column in plan.mapping if column.target}),
    )
    units, papers = _Units(work, batch, plan.day), _Decisions(work, batch)
    for place, planned in enumerate(wanted):
        person = _without_salary(planned) if planned.key in plan.whole else planned
        if person.outcome == NEW:
            key = _add(batch, units, papers, person)
        else:
            key = person.key or b""
            _change(work, units, papers, person, plan.day or work.today)
            if person.sent:
                batch.add(PersonAlias, person=key, old_key=person.sent.hex(), full_name=person.name)
        batch.add(SourceRow, person=key, file=file, row=person.row, cells=_verbatim(plan, lines, person.row))
        if progress is not None and place % 500 == 0:
            progress(place, len(wanted))
    for row in plan.beside:
        _write_beside(work, batch, papers, row)
    batch.insert(work)
    counts = plan.outcomes
    return Written(counts[NEW], counts[CHANGED], units.made, kept)


def _without_salary(person: PlannedPerson) -> PlannedPerson:
    values = {target: value for target, value in person.values.items() if target not in SALARY_TARGETS}
    left = tuple(difference for difference in person.differences if difference.target not in SALARY_TARGETS)
    return replace(person, values=values, differences=left)


def _write_beside(work: Work, batch: _Batch, papers: "_Decisions", row: Brought) -> None:
    """A record of a package, under the key it has in the office that sent it; one that is known is made like it."""
    kind = BY_NAME[row.record]
    told = {target: row.decision.get(name) for target, name in DECISION_TARGETS.items()}
    values = dict(row.values)
    if any(told.values()):
        values["decision"] = papers.of(told)
    if not row.known:
        batch.add(kind, key=row.key, person=row.person, **values)
        return
    held = work.session.get_one(kind, row.key)
    for name, value in values.items():
        setattr(held, name, value)


def _is_kept(plan: Plan, column: MappedColumn) -> bool:
    """Whether a column stays in the source only; one that was read together with its neighbour does not."""
    return bool(column.heading) and not column.target and column.col not in plan.layout.folded


def add_people(work: Work, people: Iterable[Mapping[str, Any]]) -> int:
    """Write new people given as values by import target, without a source; the number written."""
    batch = _Batch()
    units, papers = _Units(work, batch), _Decisions(work, batch)
    count = 0
    for values in people:
        _add(batch, units, papers, PlannedPerson(0, values["full_name"], NEW, values))
        count += 1
    batch.insert(work)
    return count


def change_people(work: Work, people: Iterable[PlannedPerson]) -> None:
    """Write the differences of known people, without a source."""
    batch = _Batch()
    units, papers = _Units(work, batch), _Decisions(work, batch)
    for person in people:
        _change(work, units, papers, person, work.today)
    batch.insert(work)


def _content(path: Path) -> bytes:
    return path.read_bytes()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _verbatim(plan: Plan, lines: Sequence[Row], row: int) -> str:
    """The cells of a row word for word, by column letter; blank ones left out."""
    line = lines[row - 1]
    cells = [[column_letters(place), _word_for_word(cell)] for place, cell in enumerate(line, 1) if cell is not None]
    section = max((number for number in plan.layout.section_rows if number < row), default=None)
    if section is not None:
        cells.append(["§", plan.layout.section_rows[section]])
    return _json(cells)


def _word_for_word(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else cell if isinstance(cell, (str, int, bool)) else repr(cell)


class _Units:
    """Units found in the register or made for this import."""

    def __init__(self, work: Work, batch: _Batch, day: date | None = None) -> None:
        self._book = UnitBook(work.session, day or work.today)
        self._batch = batch
        self._known: dict[tuple[str | None, str | None, str | None], Key | None] = {}
        self.made = 0

    def of(self, values: Any) -> Key | None:
        """The unit a person's values name, made when the register does not have it."""
        name, parent, code = values.get("unit"), values.get("parent_unit"), values.get("unit_code")
        if (name, parent, code) not in self._known:
            self._known[name, parent, code] = self._find_or_make(name, parent, code)
        return self._known[name, parent, code]

    def _find_or_make(self, name: str | None, parent: str | None, code: str | None) -> Key | None:
        if not name:
            return None
        found = self._book.find(name, parent, code)
        if found is not None:
            return found
        if not parent:
            return self._make(name, None, None, code)
        *between, top = parent.split(ABOVE)
        above, called = self._book.top(top) or self._make(top, None, None, None), top
        for one in reversed(between):
            above, called = self._book.under(one, above) or self._make(one, above, called, None), one
        found = self._book.under(name, above) if between and not code else None
        return found or self._make(name, above, called, code)

    def _make(self, name: str, above: Key | None, parent: str | None, code: str | None) -> Key:
        unit = self._batch.add(Unit, code=code)
        self._batch.add(UnitState, unit=unit, name=name, parent=above)
        self._book.note(unit, name, parent, above, code)
        self.made += 1
        return unit


class _Decisions:
    """Decisions found in the register by number, day and signer, or made for this import."""

    def __init__(self, work: Work, batch: _Batch) -> None:
        self._batch = batch
        rows = work.session.execute(select(Decision.key, Decision.number, Decision.signed_on, Decision.signer_name))
        self._known = {alike(number, day, signer or ""): key for key, number, day, signer in rows if number}

    def of(self, values: Any) -> Key | None:
        """The decision a row tells; without a number nothing says that two rows mean the same paper."""
        told = {name: values[target] for target, name in DECISION_TARGETS.items() if values.get(target) is not None}
        if not told:
            return None
        group = alike(told.get("number") or "", told.get("signed_on"), told.get("signer_name") or "")
        key = self._known.get(group) if told.get("number") else None
        if key is None:
            key = self._batch.add(Decision, state=IN_FORCE, kind="quyet_dinh", **told)
            self._known[group] = key
        return key


def _full(value: Any) -> date | None:
    """A day known in full; a month or a year alone does not start a spell."""
    if isinstance(value, PartialDate):
        return value.earliest if value.day is not None else None
    return value if isinstance(value, date) else None


def _add(batch: _Batch, units: _Units, papers: _Decisions, person: PlannedPerson) -> Key:
    values = person.values
    given = {"key": person.key} if person.key else {}  # the key the file has in the office that sent it
    key = batch.add(Person, **given, **{name: values[name] for name in PERSON_TARGETS if name in values})
    batch.add(Employment, person=key, category=values.get("category"), starts=_full(values.get("recruited_on")))
    unit = units.of(values)
    post = _picked(values, ASSIGNMENT_TARGETS)
    decision = papers.of(values)
    if unit is not None or post or decision is not None:
        post["decision"] = decision
        batch.add(Assignment, person=key, unit=unit, main=True, starts=values.get("post_since"), **post)
    salary = _picked(values, SALARY_TARGETS)
    if salary:
        batch.add(SalaryStep, person=key, **salary)
    for slot in SLOTS:
        told = slot.picked(values)
        if told:
            batch.add(slot.record, person=key, **slot.told, **slot.made, **told)
    party = PARTY.picked(values)
    if party or values.get("party_member"):
        batch.add(PartyMembership, person=key, **party)
    for kind in ("phone", "email"):
        if values.get(kind):
            batch.add(Contact, person=key, kind=kind, value=values[kind])
    return key


def _picked(values: Any, targets: dict[str, str]) -> dict[str, Any]:
    return {field: values[target] for target, field in targets.items() if values.get(target) is not None}


def _change(work: Work, units: _Units, papers: _Decisions, planned: PlannedPerson, day: date) -> None:
    """Write the differences: a later post or salary step is a new record, anything else corrects the one there is.

    Rows that begin after the day of the list are not its to change.
    """
    new = {difference.target: difference.after for difference in planned.differences}
    person = work.session.get_one(Person, planned.key)
    for target in PERSON_TARGETS:
        if target in new:
            setattr(person, target, new[target])
    if "category" in new:
        _latest_or_new(work, Employment, person.key, day).category = new["category"]
    _change_post(work, units, papers, planned, new, day)
    _change_salary(work, person.key, new, day)
    for slot in SLOTS:
        if new.keys() & slot.targets.keys():
            _change_slot(work, slot, person.key, new)
    if new.keys() & PARTY.targets.keys() or new.get("party_member"):
        _assign(_latest_or_new(work, PartyMembership, person.key, day), new, PARTY.targets)
    for kind in ("phone", "email"):
        if kind in new:
            contacts = work.session.scalars(select(Contact).where(Contact.person == person.key, Contact.kind == kind))
            contact = contacts.first()
            if new[kind] is None:
                if contact is not None:
                    work.session.delete(contact)
            elif contact is None:
                work.session.add(Contact(person=person.key, kind=kind, value=new[kind]))
            else:
                contact.value = new[kind]


def _change_slot(work: Work, slot: Slot, person: Key, new: dict[str, Any]) -> None:
    """What a cell emptied takes with it: the record that is none without it."""
    record = slot.of(work.session, person)
    emptied = {name for target, name in slot.targets.items() if target in new and new[target] is None}
    if slot.needed in emptied:
        if record is not None:
            work.session.delete(record)
        return
    if record is None or slot.adds:
        record = _added(work, slot.record(person=person, **slot.told, **slot.made))
    _assign(record, new, slot.targets)


def _assign(record: Any, new: dict[str, Any], targets: Mapping[str, str]) -> None:
    for target, field in targets.items():
        if target in new:
            setattr(record, field, new[target])


def _added(work: Work, record: Any) -> Any:
    work.session.add(record)
    return record


def _latest_or_new(work: Work, record: Any, person: Key, day: date) -> Any:
    """The last row that had begun by a day; a new one before those that begin later, where none had."""
    found = _rows_of(work, record, person)
    held = [one for one in found if begun(getattr(one, "starts", None), day)]
    if held:
        return held[-1]
    made = {"main": True} if record is Assignment else {}
    if found and hasattr(record, "ends"):
        made["ends"] = found[0].starts - timedelta(days=1)
    return _added(work, record(person=person, **made))


def _rows_of(work: Work, record: Any, person: Key) -> list[Any]:
    """A person's rows of a kind, oldest first; of posts the main ones."""
    query = select(record).where(record.person == person)
    if hasattr(record, "starts"):
        query = query.order_by(record.starts.nulls_first(), record.key)
    return list(work.session.scalars(query.where(Assignment.main) if record is Assignment else query))


def _change_post(
    work: Work, units: _Units, papers: _Decisions, planned: PlannedPerson, new: dict[str, Any], day: date
) -> None:
    moved = new.keys() & {"unit", "parent_unit", "unit_code"}
    if not moved and not new.keys() & {*ASSIGNMENT_TARGETS, *DECISION_TARGETS}:
        return
    since = new.get("post_since")
    current = _latest_or_new(work, Assignment, planned.key or b"", max(day, since or day))
    if since is not None and current.starts is not None and since > current.starts:
        later = [
            one.starts for one in _rows_of(work, Assignment, planned.key or b"") if one.starts and one.starts > since
        ]
        current.ends = since - timedelta(days=1)
        carried = {field: getattr(current, field) for field in ("unit", "post")}
        ends = later[0] - timedelta(days=1) if later else None
        current = _added(work, Assignment(person=planned.key, main=True, starts=since, ends=ends, **carried))
    elif since is not None:
        current.starts = since
    _assign(current, new, ASSIGNMENT_TARGETS)
    if new.keys() & DECISION_TARGETS.keys():
        current.decision = papers.of(planned.values)  # another paper: the one recorded may stand for others too
    if moved:
        current.unit = units.of(planned.values)


def _change_salary(work: Work, person: Key, new: dict[str, Any], day: date) -> None:
    if not new.keys() & SALARY_TARGETS.keys():
        return
    since = new.get("salary_since")
    current = _latest_or_new(work, SalaryStep, person, max(day, since or day))
    if since is not None and current.starts is not None and since > current.starts:
        carried = {
            field: getattr(current, field) for field in ("rank_code", "rank_name", "rank_since", "step", "coefficient")
        }
        current = _added(work, SalaryStep(person=person, **carried))
    _assign(current, new, SALARY_TARGETS)
