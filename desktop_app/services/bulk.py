"""Sửa hàng loạt: one field of many people, seen before and after for each, written as one operation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from db.fields import Field, form_fields
from db.models import BY_NAME, Person
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.person.checks import RULE, TOLD, Edit, preview
from desktop_app.services.person.file import PersonFile, read_files, record_named
from desktop_app.services.work import Work

CHANGES, SAME, REFUSED = "changes", "same", "refused"
Progress = Callable[[int, int], None]
_RECORDS = ("person", "employment", "assignment", "salary_step")
_OWN = frozenset(
    {"full_name", "born", "sex", "personal_number", "old_id_number", "insurance_number", "health_insurance_number",
     "staff_number", "main", "starts", "ends", "decision", "place", "photo"}
)  # fmt: skip
"""What is each person's own, changed by a decision, or the frame of a row: never the same for many at a stroke."""
_READ = frozenset({*_RECORDS, "party_membership"})
_BLOCK = 200


@dataclass(frozen=True)
class BulkField:
    """A field that can be set for many: its record and declaration."""

    record: str
    field: Field

    @property
    def code(self) -> str:
        """How it is named in an order."""
        return f"{self.record}.{self.field.name}"

    @property
    def label(self) -> str:
        """How people know it."""
        return self.field.label if self.record == "person" else f"{BY_NAME[self.record].__title__}: {self.field.label}"


@dataclass(frozen=True)
class BulkEdit:
    """An order: the field, what is typed (empty: to empty it), and whose files in the order shown."""

    code: str
    typed: str
    people: tuple[Key, ...]


@dataclass(frozen=True)
class BulkRow:
    """What it would do to one person: ``changes``, ``same`` or ``refused``; ``why`` it is refused or what to know."""

    key: Key
    name: str
    before: str
    after: str
    state: str
    why: str


@dataclass(frozen=True)
class BulkPreview:
    """What it would do to everybody, and why a reason must be given (empty: it need not)."""

    rows: tuple[BulkRow, ...]
    reason_for: str

    def count(self, state: str) -> int:
        """How many rows are in a state."""
        return sum(row.state == state for row in self.rows)


def bulk_fields() -> tuple[BulkField, ...]:
    """The fields that can be set for many: the person's and those of the rows that hold today."""
    return tuple(
        BulkField(name, field)
        for name in _RECORDS
        for field in form_fields(record_named(name))
        if field.name not in _OWN and not field.blob and not field.long and field.link in {"", "unit"}
    )


def preview_bulk(work: Work, order: BulkEdit, progress: Progress | None = None) -> BulkPreview:
    """What the order would do, person by person; nothing is written."""
    rows, reasons = [], []
    for row, reason, _ in _looked_at(work, order, progress):
        rows.append(row)
        if reason:
            reasons.append(reason)
    return BulkPreview(tuple(rows), reasons[0] if reasons else "")


def edit_many(work: Work, order: BulkEdit, progress: Progress | None = None) -> int:
    """Set the field of everybody it can be set for; how many were changed. Those refused stay as they are.

    ``InvalidInput`` names ``reason`` where one is asked and none is given.
    """
    field = _named(order.code)
    reason = work.writing.order.reason.strip() if work.writing is not None else ""
    record = BY_NAME[field.record]
    changed = 0
    for row, reason_for, (key, value) in _looked_at(work, order, progress):
        if row.state != CHANGES:
            continue
        if reason_for and not reason:
            raise InvalidInput(reason_for, "reason")
        item = work.session.get_one(record, key)
        setattr(item, field.field.name, value)
        changed += 1
    return changed


def _named(code: str) -> BulkField:
    found = next((one for one in bulk_fields() if one.code == code), None)
    if found is None:
        raise InvalidInput("Mục này không sửa hàng loạt được.", "field")
    return found


Looked = tuple[BulkRow, str, tuple[Key, object]]


def _looked_at(work: Work, order: BulkEdit, progress: Progress | None) -> Iterator[Looked]:
    field = _named(order.code)
    done = 0
    for place in range(0, len(order.people), _BLOCK):
        block = order.people[place : place + _BLOCK]
        files = read_files(work, block, _READ)
        for key in block:
            done += 1
            file = files.get(key)
            if file is not None:
                yield _one(work, field, order.typed, file)
        if progress is not None:
            progress(done, len(order.people))


def _one(work: Work, field: BulkField, typed: str, file: PersonFile) -> Looked:
    name = field.field.name
    row = file.person if field.record == Person.__tablename__ else file.part(field.record).current
    if row is None:
        told = BulkRow(file.key, file.name, "", "", REFUSED, f"Hồ sơ chưa có “{BY_NAME[field.record].__title__}”.")
        return told, "", (file.key, None)
    key = row.key
    found = preview(work, file, Edit(file.key, field.record, key, {name: typed}))
    before: Mapping[str, str] = row.texts
    refused = [doubt.message for doubt in found.refused]
    if refused:
        told = BulkRow(file.key, file.name, before[name], "", REFUSED, " ".join(refused))
    elif not found.turns:
        told = BulkRow(file.key, file.name, before[name], before[name], SAME, "")
    else:
        notes = [doubt.message for doubt in found.doubts if doubt.level in {TOLD, RULE}]
        told = BulkRow(file.key, file.name, before[name], found.turns[0].after, CHANGES, " ".join(notes))
    return told, found.reason_for if told.state == CHANGES else "", (key, found.values.get(name))
