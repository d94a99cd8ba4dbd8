"""Cases of people who leave (retirement, before or after the age, staff reduction, resignation) with their steps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from db.models import Decision, Movement, RetirementCase, RetirementStep
from db.values import Dong, Key
from desktop_app.law.calendar import shown
from desktop_app.law.retirement_rule import Moment
from desktop_app.services.work import Work

PLANNED, NOTICED, DECIDED, HANDED, GONE, CANCELLED = (
    "du_kien", "da_thong_bao", "da_quyet_dinh", "da_ban_giao", "da_nghi", "huy",
)  # fmt: skip
STATES: Mapping[str, str] = {
    PLANNED: "Dự kiến",
    NOTICED: "Đã thông báo",
    DECIDED: "Đã quyết định",
    HANDED: "Đã bàn giao",
    GONE: "Đã nghỉ",
    CANCELLED: "Đã huỷ",
}
LONGER, RESIGNS = "keo_dai", "thoi_viec"
OWN_DECISION = frozenset({"tinh_gian", "nd178", RESIGNS})  # decided for themselves: no notice six months before
_LEAVING_MOVES = {"nghi_huu": "nghi_huu", "nghi_huu_truoc_tuoi": "nghi_truoc_tuoi", "tinh_gian": "tinh_gian"}


@dataclass(frozen=True)
class StepFacts:
    """One step: its kind, its day, the paper it rests on, and what was sent where."""

    key: Key
    kind: str
    day: date
    decision: Key | None
    item: str
    sent_to: str
    note: str
    number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    signer: str = ""
    signer_post: str = ""
    told: date | None = None  # the first day without work that the paper names

    @property
    def words(self) -> str:
        """The paper of the step: ``15/QĐ-UBND``."""
        return self.number


@dataclass(frozen=True)
class CaseFacts:
    """One case as the register has it; its state follows from its steps. A decision without a case has no key."""

    key: Key | None
    person: Key
    kind: str
    early_case: str
    postponement: str
    wished_on: date | None
    last_working_day: date | None
    pension_start: date | None
    insured_months: int | None
    regime: str
    submitted_on: date | None
    one_off: Dong | None
    pay_basis: Dong | None
    raise_pointed: date | None
    note: str
    steps: tuple[StepFacts, ...] = ()
    clause: str = ""
    batch: str = ""
    reorganised_on: date | None = None
    reason: str = ""
    heavy: bool = False

    def step(self, kind: str) -> StepFacts | None:
        """The last step of a kind."""
        return next((one for one in reversed(self.steps) if one.kind == kind), None)

    def has(self, kind: str) -> bool:
        """Whether a step of the kind was taken."""
        return self.step(kind) is not None

    def notice_of(self, leaves_on: date) -> StepFacts | None:
        """The notice that tells this first day without work.

        One that names another day (the birth date was put right after it) tells nothing any more; a moment put off, or
        decided, keeps the notice it had.
        """
        notice = self.step("thong_bao")
        if notice is None or notice.told in {None, leaves_on} or self.has("quyet_dinh"):
            return notice
        return notice if self.postponement and not self.refused else None

    def outdated(self, leaves_on: date) -> str:
        """That the notice names another day than this first day without work; empty where it does not."""
        notice = self.step("thong_bao")
        if notice is None or notice.told is None or self.notice_of(leaves_on) is not None:
            return ""
        paper = " ".join(filter(None, ("Thông báo", notice.number, "ngày", shown(notice.day))))
        return f"{paper} ghi nghỉ từ {shown(notice.told)}, nay tính được từ {shown(leaves_on)}: phải thông báo lại."

    @property
    def leaves_on(self) -> date | None:
        """The first day without work, where the case names it."""
        return self.pension_start or self.wished_on

    @property
    def refused(self) -> bool:
        """Whether the person did not want the postponement."""
        return self.has("tu_choi_lui")

    def state(self, day: date) -> str:
        """Where the case stands on a day; staying longer never ends in leaving, a case of its own does."""
        if self.has("huy"):
            return CANCELLED
        if self.has("quyet_dinh"):
            gone = self.kind != LONGER and self.leaves_on is not None and self.leaves_on <= day
            return GONE if gone else HANDED if self.has("ban_giao") else DECIDED
        return NOTICED if self.has("thong_bao") else PLANNED

    def moment(self, normal: Moment | None) -> Moment | None:
        """The moment the case gives; the normal one while it names none, and for whoever resigns."""
        if self.kind == RESIGNS or self.pension_start is None or self.last_working_day is None:
            return normal
        return Moment(normal.age_months if normal else 0, self.last_working_day, self.pension_start)


def cases_on(work: Work, day: date, person: Key | None = None) -> dict[Key, tuple[CaseFacts, ...]]:
    """Every case by person, the oldest first, with the steps taken until a day; of one person where told."""
    steps: dict[Key, list[StepFacts]] = {}
    wanted = select(RetirementStep, Decision).outerjoin(Decision, RetirementStep.decision == Decision.key)
    wanted = wanted.where(RetirementStep.day <= day).order_by(RetirementStep.day, RetirementStep.key)
    cases = select(RetirementCase).order_by(RetirementCase.key)
    if person is not None:
        wanted, cases = wanted.where(RetirementStep.person == person), cases.where(RetirementCase.person == person)
    for step, paper in work.session.execute(wanted):
        steps.setdefault(step.case, []).append(_step(step, paper))
    found: dict[Key, tuple[CaseFacts, ...]] = {}
    for case in work.session.scalars(cases):
        found[case.person] = (*found.get(case.person, ()), _case(case, tuple(steps.get(case.key, ()))))
    papers = {step.decision for taken in steps.values() for step in taken if step.decision}
    for one in _decided_only(work, day, person):
        if one.steps[0].decision not in papers:
            found[one.person] = (*found.get(one.person, ()), one)
    return found


def _decided_only(work: Work, day: date, person: Key | None) -> list[CaseFacts]:
    """Decisions to leave on a day to come that were recorded without a case."""
    query = select(Movement, Decision).outerjoin(Decision, Movement.decision == Decision.key)
    query = query.where(Movement.kind.in_(_LEAVING_MOVES), Movement.effective_on > day).order_by(Movement.effective_on)
    if person is not None:
        query = query.where(Movement.person == person)
    found = []
    for move, held in work.session.execute(query):
        paper: Decision | None = held  # the stubs promise one
        signed = (paper.signed_on if paper is not None else None) or move.effective_on
        if signed <= day:
            taken = RetirementStep(key=move.key, kind="quyet_dinh", day=signed, decision=move.decision)
            eve = move.effective_on - timedelta(days=1)
            kind = _LEAVING_MOVES[move.kind]
            found.append(
                CaseFacts(
                    None, move.person, kind, "", "", None, eve, move.effective_on, None, "", None, None, None, None, "",
                    (_step(taken, paper),),
                )
            )  # fmt: skip
    return found


def running(cases: tuple[CaseFacts, ...], day: date) -> CaseFacts | None:
    """The case that tells when somebody employed on the day leaves: the last one neither cancelled nor over."""
    return next((one for one in reversed(cases) if one.state(day) not in {CANCELLED, GONE}), None)


def _step(step: RetirementStep, paper: Decision | None) -> StepFacts:
    made = StepFacts(
        step.key,
        step.kind,
        step.day,
        step.decision,
        step.item or "",
        step.sent_to or "",
        step.note or "",
        told=step.told,
    )
    if paper is None:
        return made
    return replace(
        made, number=paper.number or "", signed_on=paper.signed_on, effective_on=paper.effective_on,
        signer=paper.signer_name or "", signer_post=paper.signer_post or "",
    )  # fmt: skip


def _case(case: RetirementCase, steps: tuple[StepFacts, ...]) -> CaseFacts:
    return CaseFacts(
        case.key, case.person, case.kind, case.early_case or "", case.postponement or "", case.wished_on,
        case.last_working_day, case.pension_start, case.insured_months, case.regime or "", case.submitted_on,
        case.one_off, case.pay_basis, case.salary_raise_pointed, case.note or "", steps,
        case.clause or "", case.batch or "", case.reorganised_on, case.reason or "", bool(case.heavy),
    )  # fmt: skip
