"""Bỏ qua, nhắc lại sau, bàn giao, đã làm: what the clerk says of a task, each with its day, one operation each."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from db.models import DueMark
from desktop_app.errors import InvalidInput
from desktop_app.law.tasks import Task
from desktop_app.services.due.rows import About, DueRow, Mark
from desktop_app.services.work import Work

MOST_DAYS = 366


def marks_of(work: Work) -> dict[str, list[Mark]]:
    """Every mark by the name of its task, oldest first."""
    found: dict[str, list[Mark]] = {}
    for one in work.session.scalars(select(DueMark).order_by(DueMark.marked_on, DueMark.key)):
        found.setdefault(one.task, []).append(_read(one))
    return found


def done_marks(work: Work, code: str) -> dict[str, Mark]:
    """Tasks of a code that were said to be done, by their subject: the last mark of each, one with a paper before others."""
    query = select(DueMark).where(DueMark.kind == "da_lam", DueMark.task.startswith(f"{code}:"))
    query = query.order_by(DueMark.decision.is_not(None), DueMark.marked_on, DueMark.key)
    return {About.subject_of(one.task): _read(one) for one in work.session.scalars(query)}


def _read(one: DueMark) -> Mark:
    return Mark(one.kind, one.marked_on, one.due, one.until, one.note or "", one.whom or "", one.decision)


def done_on(marks: Iterable[Mark]) -> date | None:
    """The day a step was said to be done; ``None`` when it was not."""
    return max((mark.marked_on for mark in marks if mark.kind == "da_lam"), default=None)


def hidden(task: Task, marks: Iterable[Mark], day: date) -> str:
    """Why a task does not show on a day: ``bo_qua``, ``nhac_lai``, ``da_lam`` or nothing.

    A mark holds for the due day it was made for: a task that moves to another day shows again. A task put off shows
    again on the day asked for, and before it when the law presses anew.
    """
    for mark in marks:
        if mark.kind == "da_lam" and mark.due == task.due:
            return mark.kind
        if mark.due != task.due or mark.marked_on > day:
            continue
        if mark.kind == "bo_qua":
            return mark.kind
        stage = task.stage(day)
        pressed = stage is not None and stage > mark.marked_on
        if mark.kind == "nhac_lai" and mark.until is not None and day < mark.until and not pressed:
            return mark.kind
    return ""


def handed(task: Task, marks: Iterable[Mark]) -> Mark | None:
    """The last hand-over of a task."""
    found = [mark for mark in marks if mark.kind == "ban_giao" and mark.due == task.due]
    return found[-1] if found else None


def dismiss(work: Work, row: DueRow, reason: str) -> None:
    """Show a task no more; a reason is wanted."""
    if not reason.strip():
        raise InvalidInput("Phải ghi lý do bỏ qua.", "note")
    _mark(work, row, "bo_qua", note=reason)


def put_off(work: Work, row: DueRow, until: date, note: str = "") -> None:
    """Show a task again from a day after today, within a year."""
    if not work.today < until <= work.today + timedelta(days=MOST_DAYS):
        raise InvalidInput("Ngày nhắc lại phải sau hôm nay và trong vòng một năm.", "until")
    _mark(work, row, "nhac_lai", until=until, note=note)


def hand_over(work: Work, row: DueRow, whom: str, note: str = "") -> None:
    """Note who takes a task over; it goes on showing."""
    if not whom.strip():
        raise InvalidInput("Phải ghi bàn giao cho ai.", "whom")
    _mark(work, row, "ban_giao", whom=whom, note=note)


def say_done(work: Work, row: DueRow, day: date, note: str = "") -> None:
    """Say that a step was done on a day that has been; what follows from it is counted from that day."""
    if day > work.today:
        raise InvalidInput("Ngày đã làm không thể sau hôm nay.", "day")
    _mark(work, row, "da_lam", day=day, note=note)


def _mark(
    work: Work,
    row: DueRow,
    kind: str,
    *,
    day: date | None = None,
    until: date | None = None,
    note: str = "",
    whom: str = "",
) -> None:
    work.session.add(
        DueMark(
            person=row.about.person,
            task=row.mark_name,
            kind=kind,
            marked_on=day or work.today,
            due=row.task.due,
            until=until,
            note=note.strip() or None,
            whom=whom.strip() or None,
        )
    )
