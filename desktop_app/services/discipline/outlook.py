"""What a decision would bring, dated, before it is signed: pay, posts, planning, rating, retirement, and what reminds by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from db.models import Person, SalaryStep
from db.values import Key
from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.discipline import FORMS, RETIRED, forms_possible
from desktop_app.law.discipline_effects import (
    NEVER,
    NONE,
    PURPOSES,
    Effect,
    Punished,
    effect,
    rating_effect,
    salary_delay,
)
from desktop_app.law.discipline_lists import LISTS
from desktop_app.law.discipline_path import StepFact, last_decision, punished
from desktop_app.law.discipline_tasks import decision_tasks
from desktop_app.law.packs import Pack
from desktop_app.law.restrictions import Decided, Facts
from desktop_app.law.restrictions import may as law_may
from desktop_app.law.retirement import Facts as Life
from desktop_app.services.discipline.acts import ENDS, ending, says
from desktop_app.services.discipline.deeds import AddStep, case_records, tried
from desktop_app.services.discipline.facts import CaseRecords, category_on
from desktop_app.services.due.retirement_law import retirement_law
from desktop_app.services.movements.facts import about
from desktop_app.services.work import Work

ICONS = {"PLANNING": "clipboard-text", "TRAINING": "note-pencil", "EQUAL_POST": "prohibit", "HIGHER_POST": "prohibit"}
_SHORT = {
    "PLANNING": "Đưa vào quy hoạch",
    "TRAINING": "Đào tạo, bồi dưỡng",
    "EQUAL_POST": "Bổ nhiệm chức vụ tương đương",
    "HIGHER_POST": "Bổ nhiệm chức vụ cao hơn",
}
_PARTS = {
    "law": "luật",
    "party": "Đảng",
    "decision": "quyết định",
    "planning_list": "quy hoạch",
    "corruption": "tham nhũng",
}
KEEPS = "không giữ"
PAY = "chart-line-up"


@dataclass(frozen=True)
class Consequence:
    """One line: what, until or from when, why, and its provision; ``tone`` is amber where it holds back or is not settled."""

    icon: str
    title: str
    when: str
    note: str
    basis: str
    tone: str = ""
    confirmed: bool = True
    day: date | None = None


@dataclass(frozen=True)
class Reminder:
    """What the due list will say by itself."""

    text: str
    day: date


@dataclass(frozen=True)
class Refusal:
    """Why a step is refused: the field it is about, or the provision."""

    message: str
    field: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Outlook:
    """What the law says of a step as it is being typed."""

    refusal: Refusal | None = None
    warnings: tuple[str, ...] = ()
    form: str = ""
    consequences: tuple[Consequence, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    notes: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    """The forms that could be decided on the day typed."""


def outlook(work: Work, order: AddStep) -> Outlook:
    """Try a step without writing it: the refusal or the warnings, and for a decision everything it would bring."""
    try:
        _, warnings = tried(work, order)
        refusal = None
    except RuleBroken as broken:
        refusal, warnings = Refusal(_bare(broken), basis=broken.basis), ()
    except InvalidInput as wrong:
        refusal, warnings = Refusal(str(wrong), field=wrong.field), ()
    records = case_records(work, order.case)
    category = RETIRED if records.case.left_service else records.case.category
    forms = tuple(
        (code, LISTS["discipline_form"][code]) for code in forms_possible(category, order.day, records.pack)
    )  # fmt: skip
    if order.kind != "quyet_dinh" or not order.form:
        return Outlook(refusal, warnings, forms=forms)
    facts = records.facts
    fact = StepFact(b"new", "quyet_dinh", order.day, order.form, order.effective or order.day, order.number)
    case = punished(facts, tuple(one for one in facts.steps if one.day <= order.day), fact)
    consequences, reminders, notes = _brings(work, records, case)
    return Outlook(refusal, warnings, FORMS[order.form], consequences, reminders, notes, forms)


def standing_outlook(work: Work, key: Key, day: date) -> Outlook:
    """What the decision in force brought, for a case that is decided."""
    records = case_records(work, key)
    steps = tuple(one for one in records.facts.steps if one.day <= day)
    made = last_decision(steps)
    if made is None or not made.form:
        return Outlook()
    consequences, reminders, notes = _brings(work, records, punished(records.facts, steps, made))
    return Outlook(None, (), FORMS[made.form], consequences, reminders, notes)


def _bare(broken: AppError) -> str:
    text = str(broken)
    basis = getattr(broken, "basis", "")
    return text.removesuffix(f" ({basis})") if basis else text


def _brings(
    work: Work, records: CaseRecords, case: Punished
) -> tuple[tuple[Consequence, ...], tuple[Reminder, ...], tuple[str, ...]]:
    whole = effect(case, records.pack)
    person = work.session.get_one(Person, records.case.person)
    decided = Decided(case, "")
    lines = [*_ends(work, records, case), *_pay(work, person, case, records.pack)]
    paid = next((line.day for line in lines if line.day is not None and line.icon == PAY), None)
    if whole.value is not None:
        lines += list(_bans(whole.value, case))
    lines += _reappointment(case, decided)
    lines += _rating(records, case)
    lines += _retirement(work, person, case, decided)
    if whole.value is not None and whole.value.reapply_from:
        again = shown(whole.value.reapply_from)
        lines.append(
            Consequence("user", "Dự tuyển lại", f"từ {again}", "sau khi bị buộc thôi việc", _first(whole.basis))
        )
    reminders = [Reminder(task.title, task.due) for task in decision_tasks(decided, records.pack)]
    reminders += [Reminder("Đến kỳ nâng bậc lương", paid)] if paid is not None else []
    notes = tuple(step for step in whole.steps if step.startswith("Tính từ ngày quyết định kỷ luật Đảng"))
    if whole.verdict == "khong_dat":
        return (), (), whole.steps
    return tuple(lines), tuple(sorted(reminders, key=lambda one: one.day)), (*notes, *whole.warnings)


def _first(basis: tuple[str, ...]) -> str:
    return basis[0] if basis else ""


def _ends(work: Work, records: CaseRecords, case: Punished) -> Iterator[Consequence]:
    """The post or the employment that ends with the decision; once it has ended, what the movement wrote."""
    if case.form not in ENDS or records.case.left_service:
        return
    title = "Thôi công tác" if case.form == "BUOC_THOI_VIEC" else "Thôi giữ chức vụ"
    order, why_not = ending(work, records.case, case.form, case.effective)
    if order is None:
        yield Consequence("identification-card", title, "", why_not, "", "warn")
        return
    held = about(work, records.case.person).standing.main_on(case.effective - timedelta(days=1))
    note = says(order, held.post or "" if held else "")
    yield Consequence("identification-card", title, shown(case.effective), note, "", "warn", day=case.effective)


def _pay(work: Work, person: Person, case: Punished, figures: Pack | None) -> Iterator[Consequence]:
    delay = salary_delay(case.category, case.form, case.effective, party_form=case.party_form, pack=figures)
    if delay.value is None:
        text = delay.steps[-1] if delay.steps else ""
        yield Consequence(PAY, "Nâng bậc lương", "", text, _first(delay.basis), confirmed=delay.confirmed)
        return
    steps = list(work.session.scalars(select(SalaryStep).where(SalaryStep.person == person.key)))
    now = max(
        (one for one in steps if (one.starts or date.min) <= case.effective), key=lambda one: one.starts or date.min,
        default=None,
    )  # fmt: skip
    due = now.next_step_on if now is not None else None
    basis = _first(delay.basis)
    if due is None:
        note = f"chậm thêm {delay.value} tháng; sổ chưa có mốc nâng bậc lần sau"
        yield Consequence(PAY, "Nâng bậc lương", f"+{delay.value} tháng", note, basis, "warn")
        return
    later = add_months(due, delay.value)
    note = f"chậm thêm {delay.value} tháng: từ {shown(due)} sang"
    yield Consequence(PAY, "Nâng bậc lương", shown(later), note, basis, "warn", day=later)


def _bans(value: Effect, case: Punished) -> Iterator[Consequence]:
    del case
    for purpose in ("HIGHER_POST", "EQUAL_POST", "PLANNING", "TRAINING"):
        until = value.bans.get(purpose, NONE)
        parts = [one for one in value.components if one.purpose == purpose]
        held = [one for one in parts if isinstance(one.until, date)]
        basis = "; ".join(dict.fromkeys(one.basis for one in (held or parts)))
        if isinstance(until, date):
            note = "; ".join(
                f"{_PARTS[one.part]} đến {shown(one.until)}" for one in held if isinstance(one.until, date)
            )
            yield Consequence(ICONS[purpose], _SHORT[purpose], shown(until), note, basis, "warn")
        elif until == NEVER:
            yield Consequence(ICONS[purpose], _SHORT[purpose], "không thời hạn", parts[-1].note, basis, "danger")
        elif until is None:
            note = "chưa có quy định rõ thời gian: hỏi cấp có thẩm quyền"
            yield Consequence(ICONS[purpose], _SHORT[purpose], "chưa rõ", note, basis, "warn", confirmed=False)
        else:
            told = "; ".join(dict.fromkeys(one.note for one in parts)) or f"không hạn chế {PURPOSES[purpose]}"
            yield Consequence("check-circle", _SHORT[purpose], KEEPS, told, basis, "ok")


def _reappointment(case: Punished, decided: Decided) -> list[Consequence]:
    answer = law_may("REAPPOINTMENT", Facts("", case.category, (decided,)), case.effective)
    title = "Bổ nhiệm lại, kéo dài"
    if answer.value:
        note = "vẫn được xem xét khi hết thời hạn"
        return [Consequence("check-circle", title, KEEPS, note, _first(answer.basis), "ok", confirmed=answer.confirmed)]
    note = "; ".join(answer.steps)
    return [Consequence("prohibit", title, "giữ lại", note, _first(answer.basis), "warn", confirmed=answer.confirmed)]


def _rating(records: CaseRecords, case: Punished) -> list[Consequence]:
    year = records.case.rating_year or case.effective.year
    title = f"Xếp loại năm {year}"
    if not records.case.ground:
        note = "chưa ghi nhóm hành vi nên chưa biết có tính vào xếp loại không"
        return [Consequence("medal", title, "chưa rõ", note, "", "warn", confirmed=False)]
    answer = rating_effect(
        case.category, records.case.ground, date(year, 12, 31) if records.case.rating_year else case.effective,
        old_unit=bool(records.case.old_unit),
    )  # fmt: skip
    note = answer.steps[0] if answer.steps else ""
    when = f"31/12/{year}" if answer.value else KEEPS if answer.value is False else "chưa rõ"
    tone = "warn" if answer.value or answer.value is None else "ok"
    return [Consequence("medal", title, when, note, _first(answer.basis), tone, confirmed=answer.confirmed)]


def _retirement(work: Work, person: Person, case: Punished, decided: Decided) -> list[Consequence]:
    category = category_on(work, person.key, case.effective) or case.category
    if category in {"HDLD", "KCT", "RETIRED"} or person.born is None:
        return []
    found = retirement_law(work).retires(Life(person.sex, person.born, case.effective, category))
    moment = found.value.moment if found.value else None
    answer = law_may("RETIREMENT", Facts("", case.category, (decided,)), case.effective)
    title = f"Nghỉ hưu {shown(moment.pension_start)}" if moment else "Nghỉ hưu"
    note = "đến tuổi thì vẫn làm thủ tục nghỉ hưu"
    return [Consequence("hourglass-medium", title, KEEPS, note, _first(answer.basis), "ok", confirmed=answer.confirmed)]
