"""What another birth date or sex does to somebody's retirement: told before it is saved."""

from dataclasses import dataclass
from datetime import date

from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.law.retirement import Facts
from desktop_app.law.retirement_rule import Moment, age_text
from desktop_app.services.due.leaving import LONGER, RESIGNS, CaseFacts, cases_on, running
from desktop_app.services.due.retirement_law import RetirementLaw, retirement_law
from desktop_app.services.due.staff import staff_on
from desktop_app.services.work import Work

_UNKNOWN = "chưa tính được"


@dataclass(frozen=True)
class Born:
    """What the age is counted from, and what it must not contradict."""

    sex: str | None
    born: PartialDate | None
    personal_number: str = ""


@dataclass(frozen=True)
class Effect:
    """The days that move (label, before, after), and what does not move by itself."""

    turns: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Told:
    moment: Moment | None
    words: str
    notice: str = ""
    decision: str = ""


def retirement_effect(work: Work, person: Key, before: Born, after: Born) -> Effect:
    """The retirement day and the last days of its papers before and after; nothing for whoever is not employed today."""
    one = staff_on(work, work.today, [person]).get(person)
    if one is None:
        return Effect()
    law, case = retirement_law(work), running(cases_on(work, work.today, person).get(person, ()), work.today)
    if case is not None and case.kind == RESIGNS:
        return Effect()
    was, becomes = (_told(law, facts, one.category, case, work.today) for facts in (before, after))
    pairs = (
        ("Nghỉ hưu", was.words, becomes.words),
        ("Thông báo nghỉ hưu chậm nhất", was.notice, becomes.notice),
        ("Quyết định nghỉ hưu chậm nhất", was.decision, becomes.decision),
    )
    turns = tuple(pair for pair in pairs if pair[1] != pair[2])
    normal = tuple(_normal(law, facts, one.category, work.today)[0] for facts in (before, after))
    return Effect(turns, _notes(case, *normal))


def _normal(law: RetirementLaw, facts: Born, category: str, today: date) -> tuple[Moment | None, str]:
    """The normal moment, or why there is none."""
    asked = Facts(facts.sex, facts.born, today, category, personal_number=facts.personal_number)
    try:
        answer = law.retires(asked)
    except InvalidInput as wrong:
        return None, str(wrong)
    if answer.missing:
        return None, f"Thiếu {', '.join(answer.missing)}."
    return (answer.value.normal, "") if answer.value is not None else (None, " ".join(answer.steps))


def _told(law: RetirementLaw, facts: Born, category: str, case: CaseFacts | None, today: date) -> _Told:
    normal, why = _normal(law, facts, category, today)
    moment = case.moment(normal) if case is not None else normal
    if moment is None:
        return _Told(None, f"{_UNKNOWN} ({why.rstrip('.')})", _UNKNOWN, _UNKNOWN)
    sheet = law.papers(moment, category)
    age = f" ({age_text(normal.age_months)})" if moment is normal and normal is not None else ""
    return _Told(
        moment, f"từ {shown(moment.pension_start)}{age}", _limit(sheet.notice_deadline, today),
        _limit(sheet.decision_deadline, today),
    )  # fmt: skip


def _limit(day: date | None, today: date) -> str:
    if day is None:
        return "chưa có quy định"
    return shown(day) if day >= today else f"{shown(day)} (đã qua)"


def _notes(case: CaseFacts | None, was: Moment | None, becomes: Moment | None) -> tuple[str, ...]:
    """What stands in papers and cases already and does not follow by itself."""
    if case is None or was == becomes:
        return ()
    decided, noticed = case.step("quyet_dinh"), case.step("thong_bao")
    on = f" nghỉ từ {shown(case.pension_start)}" if case.pension_start else ""
    if decided is not None and case.kind != LONGER:
        number = f" {decided.number}" if decided.number else ""
        return (f"Quyết định{number}{on} không tự đổi: huỷ hồ sơ nghỉ hưu rồi lập quyết định mới.",)
    found = []
    if case.pension_start is not None:
        found.append(f"Hồ sơ nghỉ hưu đang ghi{on}, không tự đổi: xem lại điều kiện và thời điểm.")
    if noticed is not None:
        found.append(f"Đã thông báo nghỉ hưu ({noticed.words or 'văn bản'} ngày {shown(noticed.day)}): thông báo lại.")
    return tuple(found)
