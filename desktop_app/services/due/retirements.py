"""RET-12, RET-6, RET-3, RET-SAL and RET-INS: what retirement wants done, and by when."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select

from db.models import SalaryStep
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.retirement import Facts, Retirement
from desktop_app.law.retirement_rule import Moment
from desktop_app.law.salary import retirement_raise
from desktop_app.law.tasks import task
from desktop_app.services.catalogs import ranks, scale
from desktop_app.services.due.leaving import LONGER, OWN_DECISION, RESIGNS, CaseFacts, cases_on, running
from desktop_app.services.due.retirement_law import RetirementLaw, retirement_law
from desktop_app.services.due.rows import About, DueRow, Staff
from desktop_app.services.due.staff import Asked
from desktop_app.services.figures import pack
from desktop_app.services.work import Work

_YEAR, _TWO_YEARS = 12, 24


def retirements(asked: Asked) -> Iterator[DueRow]:
    """The tasks of whoever reaches the age within two years, or has and is still here."""
    cases = cases_on(asked.work, asked.day)
    near, law = add_months(asked.day, _TWO_YEARS + 1), retirement_law(asked.work)
    for person, one in asked.staff.items():
        case = running(cases.get(person, ()), asked.day)
        normal = asked.moments.get(person)
        moment = case.moment(normal) if case is not None else normal
        if moment is None or moment.pension_start > near or one.category in {"HDLD", "KCT"}:
            continue
        if case is None or not (case.kind == RESIGNS and case.has("quyet_dinh")):
            yield from _retiring(asked, law, one, moment, case)


def _retiring(asked: Asked, law: RetirementLaw, one: Staff, moment: Moment, case: CaseFacts | None) -> Iterator[DueRow]:
    about = asked.about(one.key, subject=case.key.hex() if case is not None and case.key else "", target=one.key)
    answer = _answer(asked, law, one, case)
    if answer is None:
        return  # the page tells why it cannot be computed
    due = law.papers(moment, one.category)
    basis = tuple(dict.fromkeys((*answer.basis, *due.basis)))
    lines = tuple(dict.fromkeys((*answer.steps, *due.steps)))
    unsettled = {*answer.unsettled, *due.unsettled}
    own = case is not None and case.kind in OWN_DECISION - {RESIGNS}
    told = case is not None and case.kind not in {LONGER, RESIGNS}
    noticed = case.notice_of(moment.pension_start) if case is not None and told else None
    if case is not None and told and (outdated := case.outdated(moment.pension_start)):
        lines = (outdated, *lines)
    decided = case.step("quyet_dinh") if case is not None and told else None

    def row(code: str, on: date, *, confirmed: bool = True) -> DueRow:
        words = f"hưởng lương hưu từ {shown(moment.pension_start)}"
        return DueRow(task(code, on, basis, lines, about=words, confirmed=confirmed, warnings=answer.warnings), about)

    if noticed is not None:
        if moment.pension_start > asked.day:
            yield from _raise_before(asked, about, noticed.day, moment, case)
    elif decided is None and not own:
        if due.notice_deadline is not None:
            yield row("RET-6", due.notice_deadline, confirmed="notice_deadline" not in unsettled)
        planned = add_months(moment.pension_start, -_YEAR)
        if asked.day < (due.notice_deadline or moment.pension_start) - timedelta(days=30):
            yield row("RET-12", planned)
    if decided is None and due.decision_deadline is not None and not own:
        yield row("RET-3", due.decision_deadline, confirmed="decision_deadline" not in unsettled)
    needed = answer.value.insured_years_needed if answer.value else None
    insured = case.insured_months if case is not None else None
    if insured is not None and needed is not None and insured < needed * _YEAR:
        yield row("RET-INS", moment.last_working_day)


def _answer(asked: Asked, law: RetirementLaw, one: Staff, case: CaseFacts | None) -> Answer[Retirement] | None:
    """What the law says of the person, with the case and the postponement there are."""
    early = case.early_case or None if case is not None and case.kind in {"nghi_truoc_tuoi", LONGER} else None
    facts = Facts(
        one.sex,
        PartialDate.parse(one.born) if one.born else None,
        asked.day,
        one.category,
        case=early,
        insured_months=case.insured_months if case is not None else None,
        postpone=(case.postponement,) if case is not None and case.postponement else (),
        refused=case is not None and case.refused,
    )
    try:
        return law.retires(facts)
    except InvalidInput:
        return None


def _raise_before(
    asked: Asked, about: About, noticed: date, moment: Moment, case: CaseFacts | None
) -> Iterator[DueRow]:
    if case is None or case.raise_pointed is not None or about.person is None:
        return
    answer = raise_before(asked.work, about.person, noticed, moment.pension_start, case.kind)
    if answer is not None and answer.verdict == "dat":
        steps = (f"Đã thông báo nghỉ hưu ngày {shown(noticed)}.", *answer.steps)
        yield DueRow(
            task(
                "RET-SAL", moment.last_working_day, answer.basis, steps, lead_from=noticed, confirmed=answer.confirmed
            ),
            about,
        )


def raise_before(
    work: Work, person: Key, noticed: date | None, pension_start: date, kind: str = ""
) -> Answer[date] | None:
    """Whether the step is raised before retirement, by the last step of the register; ``None`` where it tells no next one."""
    last = select(func.max(SalaryStep.starts)).where(SalaryStep.person == person).scalar_subquery()
    held = select(SalaryStep).where(SalaryStep.person == person, SalaryStep.starts == last)
    step = work.session.scalars(held).first()
    rank = ranks().get(step.rank_code or "") if step is not None else None
    if step is None or rank is None or step.next_step_on is None or step.step is None:
        return None
    group = next((one for one in rank.groups if step.step in scale().get(one, {})), None)
    if group is None:
        return None
    return retirement_raise(
        group, step.step, step.next_step_on, noticed, pension_start, under_reorganisation=kind == "nd178",
        pack=pack(work, "salary"),
    )  # fmt: skip
