"""The case of one person as its page shows it: the path, what is due, the papers, what holds and what follows."""

from dataclasses import dataclass
from datetime import date

from db.values import Key
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import shown, whole_months
from desktop_app.law.restrictions import Restriction
from desktop_app.law.retirement_rule import Moment
from desktop_app.services.due.leaving import (
    DECIDED,
    GONE,
    HANDED,
    LONGER,
    NOTICED,
    OWN_DECISION,
    PLANNED,
    STATES,
    CaseFacts,
    cases_on,
    running,
)
from desktop_app.services.due.retirement_law import retirement_law
from desktop_app.services.due.retirements import raise_before
from desktop_app.services.due.staff import moments_of, staff_on
from desktop_app.services.restrictions import restrictions
from desktop_app.services.retirement.ending import end_untold
from desktop_app.services.retirement.forecast import row_of
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.staffing_lists import LISTS
from desktop_app.services.work import Work

PATH = (PLANNED, NOTICED, DECIDED, HANDED, GONE)
DONE, CURRENT, NEXT = "done", "current", "next"
_EARLY_KINDS = frozenset({"nghi_truoc_tuoi", "tinh_gian", "nd178"})


@dataclass(frozen=True)
class PathStop:
    """One state of the path: its name, the day under it, ``done``, ``current`` or ``next``."""

    state: str
    name: str
    note: str
    status: str


@dataclass(frozen=True)
class SentPaper:
    """One paper of the check-list; without a day it was not sent."""

    item: str
    name: str
    sent_on: date | None
    sent_to: str


@dataclass(frozen=True)
class CaseFile:
    """Everything of one case; ``raise_answer`` is of the raise before retirement, ``held_back`` what discipline says."""

    row: RetireRow
    case: CaseFacts | None
    past: tuple[CaseFacts, ...]
    path: tuple[PathStop, ...]
    papers: tuple[SentPaper, ...]
    raise_answer: Answer[date] | None
    held_back: tuple[Restriction, ...]
    proceeds: Answer[bool]
    handover_deadline: date | None
    handover_words: str
    early_months: int | None = None  # how long before the normal moment, where the case is an early one
    end_untold: bool = (
        False  # cancelling cannot give back an end that was planned before the decision: nothing tells it
    )
    outdated: str = ""  # that the paper there is names another day than the one now told


def case_file(work: Work, person: Key, day: date) -> CaseFile | None:
    """The file of a person employed on the day who retires or leaves; ``None`` where nothing can be told."""
    row = row_of(work, person, day)
    if not isinstance(row, RetireRow):
        return None
    cases = cases_on(work, day, person).get(person, ())
    case = running(cases, day)
    noticed = case.notice_of(row.leaves_on) if case is not None else None
    raised = raise_before(
        work, person, noticed.day if noticed else None, row.leaves_on, case.kind if case is not None else ""
    )
    moment = Moment(row.age_months, row.last_working_day, row.leaves_on)
    law = retirement_law(work)
    sheet = law.papers(moment, row.category)
    told = next((step for step in sheet.steps if step.startswith("Bàn giao")), "Bàn giao trước khi nghỉ.")
    return CaseFile(
        row, case, tuple(one for one in cases if one is not case), path_of(row, day), _sent(case), raised,
        restrictions(work, person, day), law.proceeds_under_discipline(row.category, day), sheet.handover_deadline, told,
        _early(work, row, day), _end_untold(work, case), _outdated(work, row, case, day),
    )  # fmt: skip


def _outdated(work: Work, row: RetireRow, case: CaseFacts | None, day: date) -> str:
    if case is None or case.kind == LONGER:
        return ""
    if row.decided_on is None or case.kind != "nghi_huu" or case.postponement:
        return case.outdated(row.leaves_on)
    normal = _normal(work, row, day)
    if normal is None or normal.pension_start == row.leaves_on:
        return ""
    paper = " ".join(filter(None, ("Quyết định", row.decision_number)))
    counted = f"theo ngày sinh và giới tính đang ghi thì từ {shown(normal.pension_start)}"
    return f"{paper} ghi nghỉ từ {shown(row.leaves_on)}, {counted}: kiểm tra lại."


def _normal(work: Work, row: RetireRow, day: date) -> Moment | None:
    return moments_of(work, staff_on(work, day, [row.person]), day).get(row.person)


def _end_untold(work: Work, case: CaseFacts | None) -> bool:
    decided = case.step("quyet_dinh") if case is not None else None
    if case is None or decided is None or decided.decision is None:
        return False
    return end_untold(work, case.person, decided.decision)


def _early(work: Work, row: RetireRow, day: date) -> int | None:
    if row.kind not in _EARLY_KINDS:
        return None
    normal = _normal(work, row, day)
    return whole_months(row.leaves_on, normal.pension_start) if normal is not None else None


def path_of(row: RetireRow, day: date) -> tuple[PathStop, ...]:
    """The path with its days: done ones with theirs, those to come with the deadline."""
    wanted = [state for state in PATH if state != NOTICED or row.kind not in OWN_DECISION]
    days = {
        PLANNED: "",
        NOTICED: _said(row.noticed_on, row.notice_deadline, day),
        DECIDED: _said(row.decided_on, row.decision_deadline, day),
        HANDED: shown(row.handed_on) if row.handed_on else "trước khi nghỉ",
        GONE: f"từ {shown(row.leaves_on)}",
    }
    at = wanted.index(row.state) if row.state in wanted else 0
    stops = []
    for place, state in enumerate(wanted):
        status = DONE if place < at or row.state == GONE else CURRENT if place == at else NEXT
        stops.append(PathStop(state, STATES[state], days[state], status))
    return tuple(stops)


def _said(done: date | None, deadline: date | None, day: date) -> str:
    if done is not None:
        return shown(done)
    if deadline is None:
        return ""
    return f"chậm nhất {shown(deadline)}" if deadline >= day else f"quá hạn {shown(deadline)}"


def _sent(case: CaseFacts | None) -> tuple[SentPaper, ...]:
    steps = [one for one in case.steps if one.kind == "ho_so"] if case is not None else []
    found = []
    for item, name in LISTS["retirement_paper"].items():
        step = next((one for one in reversed(steps) if one.item == item), None)
        if item != "khac" or step is not None:
            found.append(SentPaper(item, name, step.day if step else None, step.sent_to if step else ""))
    return tuple(found)


def next_deed(row: RetireRow) -> str:
    """What is to be done next: ``notice``, ``decision``, ``hand_over`` or nothing."""
    if row.state == PLANNED:
        own = row.kind in OWN_DECISION or (row.kind == LONGER and row.decided_on is None)
        return "decision" if own else "notice"
    return {NOTICED: "decision", DECIDED: "hand_over"}.get(row.state, "")
