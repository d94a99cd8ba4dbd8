"""The tasks that posts and movements bring: from the flat facts of one person's post to dated tasks.

A function gives every task that is not settled, also one long overdue; whether it shows on a day is ``Task.shows``.
A fact that is missing gives no task here: what is missing is told by the checks and counted by the register.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.law.acting import acting, secondment
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import add_months, shown, whole_months
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.law.leaving_posts import suspension
from desktop_app.law.movements import position_change, position_change_due
from desktop_app.law.reappointment import meeting_deadline, reappointment, self_report_deadline
from desktop_app.law.recruitment import commune_standard, job_position_deadline
from desktop_app.law.tasks import Task, task

TERM_HORIZON = timedelta(days=200)
"""No task of a term shows earlier than this before its end: a due list need not ask about terms that end later."""
_QUARTER, _YEAR = 3, 12


@dataclass(frozen=True)
class Term:
    """A post held for a term, and which steps of its reappointment are done; ``settled`` once a decision or an end stands."""

    post: str
    category: str
    expiry: date
    pension_start: date
    years: int = 5
    notice: date | None = None
    self_report: date | None = None
    met: date | None = None
    settled: bool = False


def term_tasks(term: Term, law: Law = SHIPPED) -> tuple[Task, ...]:
    """TERM-90W until the notice is given, then TERM-SELF, TERM-MEET, and TERM-1 until the decision."""
    if term.settled:
        return ()
    found = reappointment(
        term.category,
        term.expiry,
        term.years,
        term.pension_start,
        party_managed=False,
        days=law.days,
        pack=law.appointments,
    )
    if found.value is None or found.value.outcome is None:
        return ()
    tasks = []
    if term.notice is None:
        tasks.append(_due("TERM-90W", found.value.notice_deadline, found, term.post))
    elif term.self_report is None:
        report = self_report_deadline(term.category, term.notice, law.appointments)
        tasks.append(_due("TERM-SELF", report.value, report, term.post))
    elif term.met is None:
        meeting = meeting_deadline(term.category, term.self_report, law.appointments)
        tasks.append(_due("TERM-MEET", meeting.value, meeting, term.post))
    tasks.append(_due("TERM-1", found.value.decision_deadline, found, term.post))
    return tuple(one for one in tasks if one is not None)


def _due(code: str, due: date | None, found: Answer[Any], about: str) -> Task | None:
    if due is None:
        return None
    return task(code, due, found.basis, found.steps, about=about, confirmed=found.confirmed, warnings=found.warnings)


def acting_task(
    post: str, start: date, on: date, *, category: str = "CC_LDQL", head_absent: bool = False, law: Law = SHIPPED
) -> tuple[Task, ...]:
    """ACT-12: the end of twelve months, or of the transition for whoever had passed them on 01/07/2026."""
    found = acting(start, on, category=category, head_absent=head_absent, pack=law.movements)
    if found.value is None or found.value.limit_end is None or head_absent:
        return ()
    due = found.value.transition_deadline or found.value.limit_end
    about = f"{post}, từ {shown(start)}"
    return (
        task("ACT-12", due, found.basis, found.steps, about=about, confirmed=found.confirmed, warnings=found.warnings),
    )


def secondment_task(
    where: str, category: str, starts: date, ends: date | None, *, law: Law = SHIPPED
) -> tuple[Task, ...]:
    """SEC-36: the end in the decision, at the latest thirty-six months after the start."""
    found = secondment(category, starts, ends, pack=law.movements)
    if found.value is None:
        return ()
    due = found.value.last_day if ends is None else min(ends, found.value.last_day)
    return (
        task("SEC-36", due, found.basis, found.steps, about=where, confirmed=found.confirmed, warnings=found.warnings),
    )


def position_change_task(
    position: str,
    category: str,
    assigned: date,
    period_months: int,
    pension_start: date,
    *,
    leader: bool = False,
    exempt: Collection[str] = (),
    law: Law = SHIPPED,
) -> tuple[Task, ...]:
    """ROT: the end of the sector's period in a listed position, unless the person is exempt or near retirement by then."""
    due = position_change_due(category, assigned, period_months, law.movements)
    if due.value is None:
        return ()
    left = whole_months(due.value, pension_start)
    applies = position_change(
        category, due.value, leader=leader, months_to_retirement=left, exempt=exempt, pack=law.movements
    )
    if applies.value is None or not applies.value.applies:
        return ()
    steps = (*due.steps, *applies.steps)
    return (task("ROT", due.value, due.basis, steps, about=position, confirmed=due.confirmed, warnings=due.warnings),)


def suspension_task(category: str, start: date, *, extended: bool = False, law: Law = SHIPPED) -> tuple[Task, ...]:
    """SUSP: the last day of a suspension, or of its extension."""
    found = suspension(category, start, law.days, law.movements)
    due = None
    if found.value is not None:
        due = found.value.extended_last_day if extended else found.value.last_day
    if due is None:
        return ()
    about = f"từ {shown(start)}"
    return (
        task("SUSP", due, found.basis, found.steps, about=about, confirmed=found.confirmed, warnings=found.warnings),
    )


def standard_task(post: str, category: str, on: date, *, law: Law = SHIPPED) -> tuple[Task, ...]:
    """STD-2028, each year again: commune staff below the standard, where the law of the day still names a deadline.

    Since 01/07/2025 công chức of a commune have none: their job position judges them (see ``placement_task``).
    """
    found = commune_standard(category, on, law.recruitment)
    if found.value is None or "deadline" not in found.value:
        return ()
    return (_recurring("STD-2028", found.value["deadline"], on, _YEAR, found, post),)


def placement_task(post: str, category: str, on: date, *, law: Law = SHIPPED) -> tuple[Task, ...]:
    """VTVL-2027, each quarter again: somebody not yet placed into a job position."""
    found = job_position_deadline(category, on, law.recruitment)
    if found.value is None:
        return ()
    return (_recurring("VTVL-2027", found.value, on, _QUARTER, found, post),)


def _recurring(code: str, due: date, on: date, every: int, found: Answer[Any], about: str) -> Task:
    """The task of the period that has the day: it shows from the period's first day."""
    first = min(on, due)
    month = first.month - (first.month - 1) % every
    lead = date(first.year, month, 1)
    return task(
        code,
        due,
        found.basis,
        found.steps,
        about=about,
        lead_from=lead,
        confirmed=found.confirmed,
        warnings=found.warnings,
    )


def next_period(on: date, every: int) -> date:
    """The first day of the next period of so many months: when a recurring task that was put off comes up again."""
    start = date(on.year, on.month - (on.month - 1) % every, 1)
    return add_months(start, every)
