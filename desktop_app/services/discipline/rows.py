"""Discipline as rows: cases as of a day, running decisions, a person's history, the due list, what a won complaint gives back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import DisciplineStep, Person, SalaryStep
from db.text import name_sort_key
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import FORMS
from desktop_app.law.discipline_effects import NEVER, PURPOSES, effect, matching_form
from desktop_app.law.discipline_limits import handling_deadline, limitation_start, step_due
from desktop_app.law.discipline_lists import LISTS
from desktop_app.law.discipline_path import STATES, Standing, State, all_decided, punished, standing
from desktop_app.law.discipline_tasks import OpenCase, case_tasks, decision_tasks, party_tasks, suspension_tasks
from desktop_app.law.tasks import task
from desktop_app.services.discipline.acts import ENDS
from desktop_app.services.discipline.facts import CaseRecords, cases_of, ends_by_new_act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.law.tasks import Task
    from desktop_app.services.work import Work


@dataclass(frozen=True)
class CaseRow:
    """A case as of a day, flat; ``stage`` names the step it waits for."""

    key: Key
    person: Key
    name: str
    category: str
    act: str
    state: State
    state_name: str
    detected: date | None
    stage: str
    deadline: date | None
    days_left: int | None
    days_allowed: int | None
    form: str | None
    number: str | None
    decided_on: date | None
    effective: date | None
    ends: date | None
    authority: str | None
    signer: str | None
    standing: Standing
    longest: int | None = None  # the days allowed when the case is complicated


@dataclass(frozen=True)
class DueRow:
    """A task of discipline with the case and the person it is about."""

    person: Key
    name: str
    case: Key
    task: "Task"


OPEN: frozenset[State] = frozenset({"open", "resting"})
RUNNING: frozenset[State] = frozenset({"running", "future"})


def cases(work: "Work", day: date, *, person: Key | None = None) -> tuple[CaseRow, ...]:
    """Every case known on the day, by name; what is recorded for later does not show."""
    found = cases_of(work, None if person is None else [person])
    names = _names(work, {records.case.person for records in found})
    ended = _ended(found, day)
    rows = [
        _row(records, names.get(records.case.person, ""), day, ended.get(records.case.key))
        for records in found
        if any(step.day <= day for step in records.steps)
    ]
    return tuple(sorted(rows, key=lambda row: (name_sort_key(row.name), row.detected or date.min, row.key)))


def history(work: "Work", day: date, *, person: Key | None = None) -> tuple[CaseRow, ...]:
    """Cases that are over, the newest first: lapsed, ended, cancelled, without punishment."""
    rows = [row for row in cases(work, day, person=person) if row.state not in OPEN | RUNNING]
    return tuple(sorted(rows, key=lambda row: row.effective or row.detected or date.min, reverse=True))


def _names(work: "Work", people: Iterable[Key]) -> Mapping[Key, str]:
    found = work.session.scalars(select(Person).where(Person.key.in_(tuple(people))))
    return {person.key: person.full_name for person in found}


def _ended(found: Iterable[CaseRecords], day: date) -> Mapping[Key, date]:
    by_person: dict[Key, list[CaseRecords]] = {}
    for records in found:
        by_person.setdefault(records.case.person, []).append(records)
    ended: dict[Key, date] = {}
    for own in by_person.values():
        if len(own) > 1:
            ended.update(ends_by_new_act(own, day))
    return ended


def _row(records: CaseRecords, name: str, day: date, ended: date | None) -> CaseRow:
    now = standing(records.facts, day, ended=ended, days=records.days, pack=records.pack)
    case = records.case
    detected = next((one.day for one in records.steps if one.kind == "phat_hien"), None)
    made = [one for one in records.steps if one.kind == "quyet_dinh" and one.day <= day]
    last = made[-1] if made else None
    current = next((one.kind for one in now.stages if one.status == "current"), None)
    deadline = now.deadline.value if now.deadline is not None else None
    longest = _longest(records, detected, day) if deadline else None
    return CaseRow(
        case.key,
        case.person,
        name,
        case.category,
        case.act,
        now.state,
        STATES[now.state],
        detected,
        LISTS["discipline_step"][current] if current and now.state in OPEN else "",
        deadline,
        now.days_left,
        (deadline - detected).days if deadline and detected else None,
        last.form if last else None,
        last.number if last else None,
        last.day if last else None,
        last.effective if last else None,
        now.ends if now.state not in OPEN else None,
        last.authority if last else None,
        last.signer if last else None,
        now,
        longest,
    )


def _longest(records: CaseRecords, detected: date | None, day: date) -> int | None:
    if detected is None:
        return None
    spans = [(one.starts, one.ends or day) for one in records.intervals if one.starts <= (one.ends or day)]
    end = handling_deadline(
        detected, complicated=True, excluded=spans, category=records.case.category, pack=records.pack
    ).value
    return (end - detected).days if end else None


def due(work: "Work", day: date) -> tuple[DueRow, ...]:
    """What discipline wants done, for the due list: each task with its provision and arithmetic."""
    found = cases_of(work)
    names = _names(work, {records.case.person for records in found})
    ended = _ended(found, day)
    rows = [
        DueRow(records.case.person, names.get(records.case.person, ""), records.case.key, task)
        for records in found
        for task in (*_tasks(records, day, ended.get(records.case.key)), *_gives_back(work, records, day))
    ]
    return tuple(sorted(rows, key=lambda row: (row.task.due, row.name, row.task.code)))


def _tasks(records: CaseRecords, day: date, ended: date | None) -> "Iterator[Task]":
    now = standing(records.facts, day, ended=ended, days=records.days, pack=records.pack)
    steps = [one for one in records.steps if one.day <= day]
    if now.state in OPEN:
        yield from case_tasks(_open_case(records, day), records.pack)
    for decided in all_decided(records.facts, day, ended):
        yield from decision_tasks(decided, records.pack)
    if now.decided is not None and now.state in RUNNING:
        yield from _after_party(records, steps, now.decided.case.form)
    suspended = [one for one in steps if one.kind == "dinh_chi"]
    if suspended and not any(one.kind == "thoi_dinh_chi" and one.day >= suspended[-1].day for one in steps):
        extended = any(one.kind == "keo_dai_dinh_chi" and one.day >= suspended[-1].day for one in steps)
        yield from suspension_tasks(
            suspended[-1].day, records.case.category, extended=extended, days=records.days, pack=records.pack
        )


def _after_party(records: CaseRecords, steps: "list[DisciplineStep]", form: str) -> "Iterator[Task]":
    """A decision in force follows the Party's: cancelled with it, changed with it."""
    lifted = [one.day for one in steps if one.kind == "dang_huy"]
    made = [one for one in steps if one.kind == "quyet_dinh"]
    later = [one for one in steps if one.kind == "dang_quyet_dinh" and one.form and made and one.day > made[-1].day]
    changed = None
    if later and matching_form(records.case.category, later[-1].form) != form and not lifted:
        told = [one.day for one in steps if one.kind == "dang_cong_bo" and one.day >= later[-1].day]
        changed = told[0] if told else later[-1].day
    yield from party_tasks(
        records.case.category, cancelled=lifted[-1] if lifted else None, changed=changed, pack=records.pack
    )


_BACK_SHOWN = timedelta(days=366)


def _gives_back(work: "Work", records: CaseRecords, day: date) -> "Iterator[Task]":
    """What a cancelled decision took and must be given back, within a year of its cancelling: at once, and made public."""
    published = {one.decision for one in records.steps if one.kind == "dinh_chinh" and one.day <= day}
    for cancel in records.steps:
        if cancel.kind != "huy_bo" or cancel.decision is None or not cancel.day <= day <= cancel.day + _BACK_SHOWN:
            continue
        found = to_give_back(work, cancel.decision)
        public = [one for one in found if one.public]
        back = [one for one in found if not one.public]
        if back:
            basis = tuple(dict.fromkeys(line for one in back for line in one.basis))
            steps = tuple(f"{one.what} Từ {shown(one.day)}." if one.day else one.what for one in back)
            about = f"quyết định huỷ bỏ ngày {shown(cancel.day)}"
            yield task("DIS-GIVE", cancel.day, basis, steps, about=about, lead_from=cancel.day)
        if public and not published & {cancel.decision, None} and public[0].day is not None:
            one = public[0]
            about = f"công bố trước {shown(public[0].day)}"
            yield task("DIS-GIVE", public[0].day, one.basis, (one.what,), about=about, lead_from=cancel.day)


def _open_case(records: CaseRecords, day: date) -> OpenCase:
    case = records.case
    steps = {one.kind: one for one in records.steps if one.day <= day}
    resting = any(one.starts <= day and (one.ends is None or day <= one.ends) for one in records.intervals)
    spans = tuple((one.starts, one.ends) for one in records.intervals if one.ends is not None)
    stop = steps.get("ket_luan" if case.category in {"VC", "VC_QL"} else "thong_bao")
    concluded = steps.get("ket_luan")
    start = limitation_start(case.act_ended or case.act_started, concluded.day if concluded else None)
    announced = steps.get("dang_cong_bo")
    return OpenCase(
        case.category,
        steps["phat_hien"].day if "phat_hien" in steps else None,
        "keo_dai" in steps,
        spans,
        resting,
        start.value,
        case.level,
        case.exempt,
        stop.day if stop else None,
        announced.day if announced else None,
        resting,
    )


@dataclass(frozen=True)
class ToRepeat:
    """One thing that a cancelled decision took and that must be given back, repeated or dated anew."""

    what: str
    day: date | None
    basis: tuple[str, ...]
    public: bool = False


def to_give_back(work: "Work", decision: Key) -> tuple[ToRepeat, ...]:
    """What a cancelled decision took, from the day its cancelling names: step, rating, bans, and the public correction."""
    step = work.session.get(DisciplineStep, decision)
    if step is None or step.kind != "quyet_dinh" or not step.form:
        raise InvalidInput("Không tìm thấy quyết định kỷ luật này.", "decision")
    records = next(one for one in cases_of(work, [step.person]) if one.case.key == step.case)
    facts = records.facts
    fact = next(one for one in facts.steps if one.key == decision)
    case = punished(facts, facts.steps, fact)
    cancel = next((one for one in records.steps if one.kind == "huy_bo" and one.decision in {None, decision}), None)
    if cancel is None:
        return ()
    since = cancel.back_from or case.effective
    whole = effect(case, records.pack)
    found = []
    if whole.value is not None and whole.value.salary_delay_months:
        months = whole.value.salary_delay_months
        found.append(ToRepeat(f"Bậc lương: bỏ {months} tháng kéo dài, tính lại ngày hưởng.", since, whole.basis))
        found += [
            ToRepeat(f"Bậc lương hưởng từ {shown(one.starts)}: xét lại ngày hưởng.", one.starts, whole.basis)
            for one in work.session.scalars(select(SalaryStep).where(SalaryStep.person == step.person))
            if one.starts is not None and one.starts > since
        ]
    if case.form in ENDS and not records.case.left_service:
        until = "đến ngày trở lại công tác" if case.form == "BUOC_THOI_VIEC" else "đến ngày giữ lại chức vụ"
        what = "Tiền lương, phụ cấp, bảo hiểm xã hội" if case.form == "BUOC_THOI_VIEC" else "Phụ cấp chức vụ"
        found.append(ToRepeat(f"{what}: truy lĩnh, đóng bù {until}.", since, whole.basis))
    if records.case.rating_year:
        found.append(ToRepeat(f"Xếp loại năm {records.case.rating_year}: xét lại.", since, whole.basis))
    bans = whole.value.bans if whole.value is not None else {}
    held = [PURPOSES[purpose] for purpose, until in bans.items() if isinstance(until, date) or until == NEVER]
    if held:
        found.append(ToRepeat(f"Bỏ hạn chế: {', '.join(held)}.", since, whole.basis))
    correction = step_due("correction", cancel.day, records.case.category, days=records.days, pack=records.pack)
    if correction.value is not None:
        found.append(ToRepeat("Công bố việc kỷ luật không đúng.", correction.value, correction.basis, public=True))
    return tuple(found)


@dataclass(frozen=True)
class FormLine:
    """One line of the "kỷ luật" item of a curriculum vitae."""

    day: date
    until: date | None
    form: str
    act: str
    authority: str


def lines_of(work: "Work", person: Key, day: date) -> tuple[FormLine, ...]:
    """The decisions of a person for the curriculum vitae, oldest first; cancelled ones are left out."""
    rows = [row for row in cases(work, day, person=person) if row.form and row.state != "cancelled"]
    rows.sort(key=lambda row: row.effective or row.decided_on or date.min)
    return tuple(
        FormLine(
            row.effective or row.decided_on or date.min, row.ends, FORMS[row.form or ""], row.act, row.authority or ""
        )
        for row in rows
    )
