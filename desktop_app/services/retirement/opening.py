"""Opening a case: what the law says of the wish, the moment it gives, the sums as far as figures are known."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db.models import Person, RetirementCase
from db.values import Dong, Key, PartialDate
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import shown
from desktop_app.law.early_exit import early_exit, regime_for
from desktop_app.law.resignation import allowance, decide_by
from desktop_app.law.retirement import Facts, Retirement
from desktop_app.law.retirement_cases import EARLY, LATE, early, late
from desktop_app.law.retirement_rule import Moment, month_index, reached
from desktop_app.services.days import check_day, years_ahead
from desktop_app.services.decisions import Problem
from desktop_app.services.due.leaving import LONGER, RESIGNS, CaseFacts, cases_on, running
from desktop_app.services.due.retirement_law import RetirementLaw, retirement_law
from desktop_app.services.due.rows import Staff
from desktop_app.services.due.staff import staff_on
from desktop_app.services.figures import pack
from desktop_app.services.movements.facts import about
from desktop_app.services.restrictions import may, under_discipline
from desktop_app.services.staffing_lists import LEAVING_REASONS, RETIREMENT_KINDS
from desktop_app.services.work import Work

DAY = timedelta(days=1)
_ND178, _ND50 = "ND178_2024", "ND50_2022"
_YEARS_AHEAD = 5
_FIELDS = {"insured-years": "insured_months"}  # what the law asks in years stands in the case in months


@dataclass(frozen=True)
class OpenCase:
    """What is wished for somebody: ``wished_on`` is the first day without work; sums not computed are entered."""

    person: Key
    kind: str = "nghi_huu"
    early_case: str = ""
    wished_on: date | None = None
    regime: str = ""
    submitted_on: date | None = None
    insured_months: int | None = None
    pay_basis: Dong | None = None
    one_off: Dong | None = None
    heavy: bool = False
    note: str = ""
    clause: str = ""  # of the decree, as the file names it
    batch: str = ""
    reorganised_on: date | None = None
    reason: str = ""  # of resigning


@dataclass(frozen=True)
class CasePlan:
    """What opening the case would write, and what the law says: ``answers`` with a title each."""

    problems: tuple[Problem, ...] = ()
    answers: tuple[tuple[str, Answer[Any]], ...] = ()
    moment: Moment | None = None  # stored; ``None`` for the normal moment, computed anew whenever it is asked
    leaves_on: date | None = None
    one_off: Dong | None = None
    regime: str = ""
    by_hand: tuple[str, ...] = ()  # parts of the sum that no figure gives
    told: tuple[str, ...] = ()
    refusal: str = ""  # the sentence that says why the law refuses

    @property
    def refused(self) -> tuple[tuple[str, Answer[Any]], ...]:
        """The answers that stand in the way."""
        return tuple(one for one in self.answers if one[1].verdict in {"khong_dat", "khong_ap_dung"})

    @property
    def possible(self) -> bool:
        """Whether the case can be opened as it is asked."""
        return not self.problems and not self.refused


@dataclass(frozen=True)
class _Known:
    law: RetirementLaw
    staff: Staff
    person: Person
    last: CaseFacts | None

    def facts(self, today: date, **more: Any) -> Facts:
        """What the law is asked with."""
        born: PartialDate | None = self.person.born
        number = self.person.personal_number or ""
        return Facts(self.person.sex, born, today, self.staff.category, personal_number=number, **more)


def open_case(work: Work, order: OpenCase) -> Key:
    """Write the case; ``InvalidInput`` names the field that is wrong, ``RuleBroken`` the provision that refuses."""
    plan = plan_case(work, order)
    for problem in plan.problems:
        raise InvalidInput(problem.message, problem.field)
    for title, answer in plan.refused:
        raise RuleBroken(f"{title}: {plan.refusal or answer.steps[-1]}", "; ".join(answer.basis))
    made = RetirementCase(person=order.person, kind=order.kind)
    made.early_case, made.regime = order.early_case or None, plan.regime or None
    made.wished_on, made.submitted_on = order.wished_on, order.submitted_on
    made.insured_months, made.pay_basis = order.insured_months, order.pay_basis
    made.one_off = order.one_off or plan.one_off
    made.note = order.note.strip() or None
    made.clause, made.batch = order.clause.strip() or None, order.batch.strip() or None
    made.reorganised_on, made.reason, made.heavy = order.reorganised_on, order.reason or None, order.heavy or None
    if plan.moment is not None:
        made.last_working_day, made.pension_start = plan.moment.last_working_day, plan.moment.pension_start
    if order.kind == RESIGNS and order.wished_on is not None:
        made.last_working_day = order.wished_on - DAY
    work.session.add(made)
    work.session.flush()
    return made.key


def plan_case(work: Work, order: OpenCase, without: Key | None = None) -> CasePlan:
    """What the case would be, ``without`` another that it takes the place of; nothing is written."""
    if order.kind not in RETIREMENT_KINDS:
        return _wrong("kind", "Trường hợp này không có trong danh mục.")
    known = _known(work, order.person, without)
    if known is None:
        return _wrong("person", "Người này không còn làm việc ở đơn vị, không lập hồ sơ nghỉ được.")
    last = known.last
    if last is not None and not (last.kind == LONGER and last.has("quyet_dinh")):
        name = RETIREMENT_KINDS[last.kind].lower()
        return _wrong("person", f"{known.staff.name} đã có hồ sơ đang giải quyết ({name}): làm tiếp hoặc huỷ hồ sơ đó.")
    ways = {
        "nghi_huu": _normal,
        "nghi_truoc_tuoi": _earlier,
        "tinh_gian": _reduced,
        "nd178": _reduced,
        RESIGNS: _resigning,
        LONGER: _longer,
    }
    try:
        _days(work, order, known)
        return ways[order.kind](work, order, known)
    except InvalidInput as wrong:
        return _wrong(_FIELDS.get(wrong.field, wrong.field) or "person", str(wrong))


def _days(work: Work, order: OpenCase, known: _Known) -> None:
    """``InvalidInput`` for days that no life and no employment has."""
    last = years_ahead(work.today, _YEARS_AHEAD) if order.kind == RESIGNS else None
    check_day(order.wished_on, "wished_on", last=last, born=known.person.born)
    spell = about(work, order.person).standing.spell_on(work.today)
    if order.wished_on and spell is not None and spell.starts and order.wished_on <= spell.starts:
        raise InvalidInput(f"Ngày {shown(order.wished_on)} người này chưa vào làm việc.", "wished_on")
    check_day(order.reorganised_on, "reorganised_on")
    check_day(order.submitted_on, "submitted_on", born=known.person.born)
    if order.submitted_on is not None and order.submitted_on > work.today:
        raise InvalidInput(f"Ngày {shown(order.submitted_on)} ở sau hôm nay.", "submitted_on")
    if order.submitted_on and order.wished_on and order.submitted_on > order.wished_on:
        raise InvalidInput("Ngày nộp đơn không thể sau ngày nghỉ.", "submitted_on")


def _known(work: Work, person: Key, without: Key | None) -> _Known | None:
    one = staff_on(work, work.today, [person]).get(person)
    held = work.session.get(Person, person)
    if one is None or held is None:
        return None
    others = tuple(
        case for case in cases_on(work, work.today, person).get(person, ()) if not without or case.key != without
    )
    return _Known(retirement_law(work), one, held, running(others, work.today))


def _wrong(name: str, message: str) -> CasePlan:
    return CasePlan((Problem(name, message),))


def _lacking(answer: Answer[Retirement]) -> CasePlan | None:
    """The plan of somebody whose moment cannot be told."""
    if answer.missing and answer.value is None:
        name = "born" if "ngày sinh" in answer.missing else "sex"
        return _wrong(name, f"Thiếu {', '.join(answer.missing)}: bổ sung trong hồ sơ.")
    if answer.value is None or answer.value.normal is None:
        return _wrong("born", " ".join(answer.steps))
    return None


def _normal(work: Work, order: OpenCase, known: _Known) -> CasePlan:
    answer = known.law.retires(known.facts(work.today, insured_months=order.insured_months))
    lacking = _lacking(answer)
    if lacking is not None or answer.value is None:
        return lacking or CasePlan()
    last = known.last
    stored = last.moment(None) if last is not None and last.kind == LONGER else None
    moment = stored or answer.value.moment
    shown_answer = (
        replace(answer, verdict=None) if answer.verdict == "khong_dat" else answer
    )  # the age is reached all the same
    return CasePlan(
        (), (("Thời điểm nghỉ hưu", shown_answer),), stored, moment.pension_start if moment else None,
        told=answer.warnings,
    )  # fmt: skip


def _earlier(work: Work, order: OpenCase, known: _Known) -> CasePlan:
    if order.early_case not in EARLY:
        return _wrong("early_case", "Chọn trường hợp nghỉ hưu ở tuổi thấp hơn.")
    facts = known.facts(work.today, case=order.early_case, insured_months=order.insured_months, on=order.wished_on)
    answer = known.law.retires(facts)
    lacking = _lacking(answer)
    if lacking is not None or answer.value is None:
        return lacking or CasePlan()
    if answer.missing:
        return CasePlan((Problem("insured_months", _why(order, known, work.today)),), (("Tuổi thấp hơn", answer),))
    found, normal = answer.value.moment, answer.value.normal
    problems = []
    first = order.wished_on or (found.pension_start if found else None)
    if first is None and answer.verdict != "khong_dat":
        problems.append(Problem("wished_on", "Trường hợp này không giới hạn tuổi: ghi ngày nghỉ."))
    if first is not None and found is not None and first < found.pension_start:
        problems.append(Problem("wished_on", f"Sớm nhất được nghỉ từ {shown(found.pension_start)}."))
    if first is not None and normal is not None and first >= normal.pension_start:
        problems.append(Problem("wished_on", f"Từ {shown(normal.pension_start)} là nghỉ hưu đúng tuổi."))
    moment = None if first is None else Moment(found.age_months if found else 0, first - DAY, first)
    why = _why(order, known, work.today) if answer.verdict == "khong_dat" else ""
    answers = (("Tuổi thấp hơn", answer),)
    return CasePlan(tuple(problems), answers, moment, first, told=answer.warnings, refusal=why)


def _reduced(work: Work, order: OpenCase, known: _Known) -> CasePlan:
    if order.wished_on is None:
        return _wrong("wished_on", "Phải ghi ngày bắt đầu nghỉ.")
    regime = _ND178 if order.kind == "nd178" else order.regime or regime_for(order.wished_on, known.law.early_exit)
    if order.reorganised_on is not None and order.reorganised_on > order.wished_on:
        return _wrong("reorganised_on", "Quyết định sắp xếp không thể sau ngày nghỉ.")
    if regime is None:
        return _wrong(
            "wished_on", f"Ngày {shown(order.wished_on)} không có chính sách tinh giản biên chế nào có hiệu lực."
        )
    answer = known.law.retires(known.facts(work.today, lowest=order.heavy))
    lacking = _lacking(answer)
    if lacking is not None or answer.value is None or answer.value.moment is None:
        return lacking or CasePlan()
    found = early_exit(
        regime, order.wished_on, answer.value.moment.pension_start, pay=order.pay_basis,
        insured_months=order.insured_months, heavy=order.heavy, pack=known.law.early_exit,
    )  # fmt: skip
    moment = Moment(0, order.wished_on - DAY, order.wished_on)
    by_hand = tuple(part.name for part in found.value.parts if part.amount is None) if found.value else ()
    told = list(found.warnings)
    if found.missing:
        told.append(f"Chưa tính được trợ cấp: thiếu {', '.join(found.missing)}.")
    return CasePlan(
        (), (("Nghỉ trước tuổi", found),), moment, order.wished_on, found.value.total if found.value else None, regime,
        by_hand, tuple(told),
    )  # fmt: skip


def _resigning(work: Work, order: OpenCase, known: _Known) -> CasePlan:
    if order.wished_on is None:
        return _wrong("wished_on", "Phải ghi ngày thôi việc.")
    if order.reason and order.reason not in LEAVING_REASONS:
        return _wrong("reason", "Chọn lý do thôi việc trong danh mục.")
    known.law.retires(known.facts(work.today, insured_months=order.insured_months))  # no insurance longer than the life
    category = known.staff.category
    answers: list[tuple[str, Answer[Any]]] = []
    if order.reason == "nguyen_vong":
        answers.append(("Thôi việc theo nguyện vọng", may(work, order.person, "RESIGNATION", work.today)))
    if order.submitted_on is not None:
        answers.append(("Thời hạn giải quyết", decide_by(category, order.submitted_on, pack(work, "resignation"))))
    amount: Dong | None = None
    told: tuple[str, ...] = ()
    if order.pay_basis is not None and order.insured_months is not None:
        noticed = any(case.has("thong_bao") for case in cases_on(work, work.today, order.person).get(order.person, ()))
        paid = allowance(
            category, order.wished_on, order.insured_months, order.pay_basis,
            excluded=("RETIREMENT_NOTICE",) if noticed else (), pack=pack(work, "resignation"),
        )  # fmt: skip
        answers.append(("Trợ cấp thôi việc", replace(paid, verdict=None)))
        amount = paid.value
    else:
        told = ("Chưa tính được trợ cấp: thiếu tiền lương tháng hoặc thời gian đóng bảo hiểm xã hội.",)
    return CasePlan((), tuple(answers), None, order.wished_on, amount, order.regime, told=told)


def _longer(work: Work, order: OpenCase, known: _Known) -> CasePlan:
    if order.early_case not in LATE:
        return _wrong("early_case", "Chọn căn cứ kéo dài thời gian công tác.")
    answer = known.law.retires(known.facts(work.today, case=order.early_case, applied=order.submitted_on))
    lacking = _lacking(answer)
    if lacking is not None or answer.value is None:
        return lacking or CasePlan()
    found, normal = answer.value.moment, answer.value.normal
    problems = []
    last = order.wished_on or (found.pension_start if found else None)
    if last is not None and found is not None and last > found.pension_start:
        problems.append(Problem("wished_on", f"Kéo dài muộn nhất: nghỉ từ {shown(found.pension_start)}."))
    if last is not None and normal is not None and last <= normal.pension_start:
        problems.append(
            Problem("wished_on", f"Nghỉ đúng tuổi từ {shown(normal.pension_start)}: chưa kéo dài ngày nào.")
        )
    why = ""
    if answer.verdict in {"khong_dat", "khong_ap_dung"}:
        problems, why = [], _why(order, known, work.today)
    moment = None if last is None else Moment(0, last - DAY, last)
    told = answer.warnings
    if answer.value.leadership_ends is not None and known.staff.category in {"CB", "CC_LDQL", "VC_QL"}:
        told = (*told, f"Thôi chức vụ quản lý sau ngày {shown(answer.value.leadership_ends)}.")
    answers: tuple[tuple[str, Answer[Any]], ...] = (("Kéo dài thời gian công tác", answer),)
    held = under_discipline(work, order.person, work.today) if order.early_case == _ND50 else ""
    if held and not why:
        basis = known.law.figures[f"late_{_ND50}"].at(known.staff.category, work.today)
        told_why = Answer[Any](None, "khong_dat", (basis.basis,) if basis else (), (held,), confirmed=True)
        answers, why = (*answers, ("Không trong thời gian bị kỷ luật", told_why)), held
    return CasePlan(tuple(problems), answers, moment, last, told=told, refusal=why)


def _why(order: OpenCase, known: _Known, today: date) -> str:
    """The sentence of the law that refuses a lower or a higher age, or wants a fact for it."""
    born, sex, figures = known.person.born, known.person.sex or "", known.law.figures
    if born is None:
        return ""
    month = month_index(born.year, born.month or 1)
    normal = reached(sex, month, figures)
    if order.early_case in EARLY or normal is None:
        day = order.wished_on or today
        found = early(order.early_case, sex, month, order.insured_months, day=day, pack=figures)
    else:
        found = late(
            order.early_case, sex, month, known.staff.category, normal.moment, applied=order.submitted_on, pack=figures
        )
        if found.applies and found.warnings:
            return found.warnings[-1]
    return found.steps[-1] if found.steps else ""
