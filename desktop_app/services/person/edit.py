"""Changing a file: one row edited, added or removed, a whole file removed; each is one operation of the journal."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import inspect, select

from db.models import RECORDS, Assignment, Employment, Movement, Person, Record
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.decision_words import key_of
from desktop_app.services.decisions import NewDecision
from desktop_app.services.intake.dates import Order, read_date
from desktop_app.services.person.checks import TOLD, Doubt, Edit, Preview, later_fields, later_rows, preview
from desktop_app.services.person.decided import ONLY_BY_MOVEMENT
from desktop_app.services.person.drafts import forget_draft
from desktop_app.services.person.file import CURRENT, FileRow, PersonFile, read_file, record_named
from desktop_app.services.work import Work

BY_DECISION = "Theo "
_LONGEST_REASON = 1000


@dataclass(frozen=True)
class Saved:
    """What was saved: the row's key, how many rows were changed, and what the clerk should know."""

    key: Key
    rows: int
    told: tuple[Doubt, ...]


def preview_edit(work: Work, order: Edit) -> Preview:
    """What an edit would do, on the file as it is today."""
    return preview(work, read_file(work, order.person), order)


def edit_record(work: Work, order: Edit) -> Saved:
    """Change one row, and with ``later`` the later rows that said the same.

    Raises ``InvalidInput`` naming the field that cannot be kept, or ``reason`` where one is asked and none is given.
    """
    file = read_file(work, order.person)
    checked = _checked(work, file, order)
    record = record_named(order.record)
    key = file.key if record is Person else order.key
    item = work.session.get(record, key) if key is not None else None
    row = file.person if record is Person else file.row(order.record, order.key or b"")
    if item is None or key is None or row is None:
        raise InvalidInput("Dòng này không còn trong hồ sơ; hãy đọc lại.")
    for name, value in checked.values.items():
        setattr(item, name, value)
    rows = 1
    for other in later_rows(file, row) if order.later else []:
        names = later_fields(row, other, checked.values)
        later = work.session.get(record, other.key)
        if names and later is not None:
            for name in names:
                setattr(later, name, checked.values[name])
            rows += 1
    return Saved(key, rows, _told(checked))


def add_record(work: Work, order: Edit) -> Saved:
    """Add a row; the post or the spell of employment that ran until then ends the day before. Raises as ``edit_record``.

    One that a movement wrote ends only by the next movement, and movements are not typed.
    """
    file = read_file(work, order.person)
    checked = _checked(work, file, order)
    record = record_named(order.record)
    if record is Person:
        raise InvalidInput("Thêm người bằng nút “Thêm” ở danh sách.")
    if record is Movement:
        raise InvalidInput(ONLY_BY_MOVEMENT)
    closed = _close_running(work, file, record, checked)
    item = record(person=file.key, **checked.values)
    work.session.add(item)
    return Saved(item.key, 1, (*_told(checked), *closed))


def save_typed(work: Work, order: Edit) -> Saved:
    """Edit or add what was typed, and let its draft go."""
    saved = edit_record(work, order) if order.key is not None or order.record == "person" else add_record(work, order)
    forget_draft(work, order.person, order.record, None if order.record == "person" else order.key)
    return saved


def remove_record(work: Work, person: Key, record: str, key: Key) -> None:
    """Remove one row of a file; a reason must be given."""
    _reason_given(work, "Xoá một dòng của hồ sơ phải ghi lý do.")
    kind = record_named(record)
    item = work.session.get(kind, key)
    if kind is Person or item is None or getattr(item, "person", None) != person:
        raise InvalidInput("Dòng này không còn trong hồ sơ; hãy đọc lại.")
    row = read_file(work, person).row(record, key)
    if row is not None and row.decided is not None:
        raise InvalidInput(row.decided.why)
    _refuse_if_needed(work, kind, [key])
    work.session.delete(item)


def remove_person(work: Work, key: Key) -> str:
    """Remove a whole file with every record in it; a reason must be given. It comes back by undoing the operation."""
    _reason_given(work, "Xoá cả hồ sơ phải ghi lý do.")
    person = work.session.get(Person, key)
    if person is None:
        raise InvalidInput("Hồ sơ này không còn trong sổ.")
    name = person.full_name
    for record in RECORDS:
        columns = inspect(record).columns
        if record is not Person and "person" in columns and columns["person"].info.get("link") == "person":
            for item in work.session.scalars(select(record).where(getattr(record, "person") == key)):  # noqa: B009 - not every record has it
                work.session.delete(item)
    work.session.flush()
    _refuse_if_needed(work, Person, [key])
    work.session.delete(person)
    return name


def decision_reason(number: str, day: str, why: str, today: date) -> str:
    """The reason of a correction by decision; ``InvalidInput`` names ``number`` or ``day`` where it is not one."""
    if not number.strip():
        raise InvalidInput("Phải có số của quyết định hoặc văn bản.", "number")
    read = read_date(day.strip(), Order("dmy", decided=True), full=True)
    if not isinstance(read.value, date):
        raise InvalidInput("Phải có ngày của quyết định hoặc văn bản, đủ ngày, tháng, năm.", "day")
    if read.value > today:
        raise InvalidInput("Ngày của quyết định ở tương lai.", "day")
    shown = f"{read.value.day:02d}/{read.value.month:02d}/{read.value.year}"
    return f"{BY_DECISION}{number.strip()} ngày {shown}" + (f": {why.strip()}" if why.strip() else "")


def _checked(work: Work, file: PersonFile, order: Edit) -> Preview:
    checked = preview(work, file, order)
    if checked.refused:
        raise InvalidInput(checked.refused[0].message, checked.refused[0].field)
    if checked.reason_for:
        _reason_given(work, checked.reason_for)
    if checked.by_decision and work.writing is not None and not work.writing.order.reason.startswith(BY_DECISION):
        raise InvalidInput(checked.reason_for, "reason")
    values = {name: key_of(work, one) if isinstance(one, NewDecision) else one for name, one in checked.values.items()}
    return replace(checked, values=values)


def _reason_given(work: Work, wanted: str) -> None:
    reason = work.writing.order.reason.strip() if work.writing is not None else ""
    if not reason:
        raise InvalidInput(wanted, "reason")
    if len(reason) > _LONGEST_REASON:
        raise InvalidInput(f"Lý do dài quá: nhiều nhất {_LONGEST_REASON} chữ.", "reason")


def _told(checked: Preview) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in checked.doubts if doubt.level == TOLD)


def _close_running(work: Work, file: PersonFile, record: type[Record], checked: Preview) -> tuple[Doubt, ...]:
    """End the main post or the employment that runs when a new one begins; two would be counted twice."""
    if record not in {Assignment, Employment} or not checked.values.get("main", True):
        return ()
    starts = checked.values.get("starts")
    running = _running(file, record)
    if running is None or (checked.values.get("ends") and running.values["starts"] is None):
        return ()
    if starts is None or (running.values["starts"] is not None and starts <= running.values["starts"]):
        if checked.values.get("ends") is not None:
            return ()
        message = (
            f"Đang có “{running.words}” chưa kết thúc; hãy ghi ngày bắt đầu sau ngày của dòng đó, hoặc ngày kết thúc."
        )
        raise InvalidInput(message, "starts")
    if running.decided is not None:
        raise InvalidInput(f"Đang có “{running.words}”. {running.decided.why}", "starts")
    item = work.session.get_one(record, running.key)
    item.ends = starts - timedelta(days=1)  # type: ignore[attr-defined] # both kinds have it
    ended = f"{item.ends.day:02d}/{item.ends.month:02d}/{item.ends.year}"  # type: ignore[attr-defined] # as above
    return (Doubt("starts", TOLD, f"Dòng trước “{running.words}” được ghi kết thúc ngày {ended}."),)


def _running(file: PersonFile, record: type[Record]) -> FileRow | None:
    rows = file.part(record.__tablename__).rows
    return next(
        (row for row in rows if row.state == CURRENT and row.values["ends"] is None and row.values.get("main", True)),
        None,
    )


def _refuse_if_needed(work: Work, record: type[Record], keys: list[Key]) -> None:
    """Refuse to remove what other records still point to."""
    for other in RECORDS:
        for column in inspect(other).columns:
            if column.info.get("link") != record.__tablename__:
                continue
            used = work.session.execute(select(column).where(column.in_(keys)).limit(1)).first()
            if used is not None:
                raise InvalidInput(f"Không xoá được: còn “{other.__title__}” trỏ đến.")
