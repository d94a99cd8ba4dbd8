"""The steps of a case: notice, decision, hand-over, papers sent, postponement, cancelling; each with its paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from db.models import Decision, RetirementCase, RetirementStep
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.retirement_rule import Moment
from desktop_app.services import decisions, numbers
from desktop_app.services.days import check_day
from desktop_app.services.decisions import NewDecision
from desktop_app.services.due.leaving import CANCELLED, DECIDED, GONE, HANDED, LONGER, NOTICED, PLANNED, RESIGNS
from desktop_app.services.due.retirement_law import retirement_law
from desktop_app.services.due.staff import moments_of, staff_on
from desktop_app.services.movements.deeds import Order, carry_out
from desktop_app.services.retirement.ending import move_end, reopen
from desktop_app.services.retirement.forecast import row_of, rows_by_person
from desktop_app.services.retirement.opening import OpenCase, open_case
from desktop_app.services.retirement.rows import RetireRow, UnknownRow
from desktop_app.services.signing import Signed
from desktop_app.services.staffing_lists import LISTS
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_MOVES = {
    "nghi_huu": "nghi_huu",
    "nghi_truoc_tuoi": "nghi_huu_truoc_tuoi",
    "nd178": "nghi_huu_truoc_tuoi",
    "tinh_gian": "tinh_gian",
    RESIGNS: "thoi_viec",
}
_SUBJECTS = {
    "nghi_huu": "Nghỉ hưu để hưởng chế độ bảo hiểm xã hội",
    "nghi_truoc_tuoi": "Nghỉ hưu trước tuổi",
    "nd178": "Nghỉ hưu trước tuổi theo Nghị định số 178/2024/NĐ-CP",
    "tinh_gian": "Tinh giản biên chế",
    RESIGNS: "Thôi việc",
    LONGER: "Kéo dài thời gian công tác",
}


@dataclass(frozen=True)
class IssuedPaper:
    """One paper that was issued: whose, of which case, under which number."""

    person: Key
    name: str
    case: Key
    decision: Key
    number: str


@dataclass(frozen=True)
class Issued:
    """What was issued, and what the clerk should know."""

    papers: tuple[IssuedPaper, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Postpone:
    """Moving the moment: the reason's code, the months granted (the most the law allows unless told)."""

    case: Key
    reason: str
    months: int | None = None
    day: date | None = None
    decision: NewDecision | None = None
    note: str = ""


def issue_notices(work: Work, people: Sequence[Key], signed: Signed) -> Issued:
    """Give everybody the notice of retirement, opening a case where there is none; all of it or nothing."""
    made, told = [], []
    for row, number in _each(work, people, signed):
        if row.state != PLANNED or not row.retires:
            raise InvalidInput(f"{row.name}: {_already(row)}", "people")
        case = _case_of(work, row)
        if case.kind == LONGER:
            case = work.session.get_one(RetirementCase, open_case(work, OpenCase(row.person)))
        paper = _recorded(work, signed, number, "thong_bao", f"Thông báo nghỉ hưu: {row.name}", signed.signed_on)
        _step(work, case, "thong_bao", signed.signed_on, paper).told = row.leaves_on
        made.append(IssuedPaper(row.person, row.name, case.key, paper, number))
        if row.notice_deadline is not None and signed.signed_on > row.notice_deadline:
            told.append(f"{row.name}: thông báo muộn hơn hạn {shown(row.notice_deadline)}.")
    return Issued(tuple(made), tuple(told))


def decide(work: Work, people: Sequence[Key], signed: Signed) -> Issued:
    """Decide on everybody: the employment ends by itself on its day, and the posts with it; all of it or nothing."""
    made: list[IssuedPaper] = []
    told: list[str] = []
    for row, number in _each(work, people, signed):
        if (row.decided_on is not None and row.kind != LONGER) or row.state not in {PLANNED, NOTICED}:
            raise InvalidInput(f"{row.name}: {_already(row)}", "people")
        if row.noticed_on is not None and row.kind != LONGER and signed.signed_on < row.noticed_on:
            text = f"{row.name}: quyết định không thể ký trước thông báo ngày {shown(row.noticed_on)}."
            raise InvalidInput(text, "signed_on")
        case = _case_of(work, row)
        if case.kind == LONGER and row.decided_on is not None:
            case = work.session.get_one(RetirementCase, open_case(work, OpenCase(row.person)))
        subject = f"{_SUBJECTS[case.kind]}: {row.name}"
        paper = _recorded(work, signed, number, "quyet_dinh", subject, row.leaves_on)
        if case.kind != RESIGNS:
            case.last_working_day, case.pension_start = row.last_working_day, row.leaves_on
        told += _carried(work, row, case, paper, signed)
        _step(work, case, "quyet_dinh", signed.signed_on, paper)
        made.append(IssuedPaper(row.person, row.name, case.key, paper, number))
        if case.kind == "nghi_huu" and row.state == PLANNED:
            told.append(f"{row.name}: chưa ghi thông báo nghỉ hưu.")
        if case.kind == "nghi_huu" and row.decision_deadline and signed.signed_on > row.decision_deadline:
            told.append(f"{row.name}: quyết định muộn hơn hạn {shown(row.decision_deadline)}.")
    return Issued(tuple(made), tuple(dict.fromkeys(told)))


def hand_over(work: Work, case: Key, day: date, note: str = "") -> None:
    """Note that work, files and property were handed over."""
    held, row = _held(work, case)
    if row is None or row.state not in {DECIDED, HANDED}:
        raise InvalidInput("Bàn giao được ghi sau khi có quyết định.", "day")
    if row.state == HANDED:
        raise InvalidInput("Đã ghi bàn giao rồi.", "day")
    _not_ahead(work, day)
    if row.decided_on is not None and day < row.decided_on:
        raise InvalidInput(f"Không thể bàn giao trước quyết định ngày {shown(row.decided_on)}.", "day")
    if day >= row.leaves_on:
        raise InvalidInput(f"Phải bàn giao trước khi nghỉ từ {shown(row.leaves_on)}.", "day")
    _step(work, held, "ban_giao", day, None, note=note)


def send_paper(work: Work, case: Key, item: str, day: date, sent_to: str = "", note: str = "") -> None:
    """Note that a paper of the file was sent."""
    held, _ = _held(work, case)
    if item not in LISTS["retirement_paper"]:
        raise InvalidInput("Giấy tờ này không có trong danh mục.", "item")
    _not_ahead(work, day)
    made = _step(work, held, "ho_so", day, None, note=note)
    made.item, made.sent_to = item, sent_to.strip() or None


def point_raise(work: Work, case: Key, day: date) -> None:
    """Note that the raise before retirement was looked into."""
    held, _ = _held(work, case)
    _not_ahead(work, day)
    held.salary_raise_pointed = day


def put_insured(work: Work, case: Key, months: int | None) -> None:
    """Note the time of social insurance; ``InvalidInput`` where it is longer than the life allows."""
    held, _ = _held(work, case)
    if months is not None and months < 0:
        raise InvalidInput("Thời gian đóng bảo hiểm xã hội không âm được.", "insured_months")
    held.insured_months = months
    work.session.flush()
    row = row_of(work, held.person, work.today)
    if isinstance(row, UnknownRow) and row.field == "insured-years":
        raise InvalidInput(row.reason, "insured_months")


# --- moving the moment ------------------------------------------------------------------------------------------------


def postpone(work: Work, order: Postpone) -> Moment:
    """Move the moment once, for one reason; the employment that was to end by a decision ends later with it."""
    held, row = _held(work, order.case)
    if row is None or row.state in {GONE, CANCELLED} or held.kind in {RESIGNS, LONGER}:
        raise InvalidInput("Hồ sơ này không lùi thời điểm nghỉ hưu được nữa.", "reason")
    if order.reason not in LISTS["retirement_postponement"]:
        raise InvalidInput("Chọn lý do lùi thời điểm nghỉ hưu.", "reason")
    before = Moment(row.age_months, row.last_working_day, row.leaves_on)
    shift = retirement_law(work).postponed(before, row.category, (order.reason,))
    if held.postponement is not None:
        raise RuleBroken("Chỉ lùi một lần, theo một lý do; hồ sơ này đã lùi.", "; ".join(shift.basis))
    if not shift.months:
        raise RuleBroken(" ".join(shift.warnings) or "Không lùi được vì lý do này.", "; ".join(shift.basis))
    months = shift.months if order.months is None else order.months
    if not 1 <= months <= shift.months:
        raise RuleBroken(f"Lý do này lùi từ 1 tháng, nhiều nhất {shift.months} tháng.", "; ".join(shift.basis))
    pension = add_months(before.pension_start, months)
    made = Moment(before.age_months, pension - _DAY, pension)
    day = order.day or work.today
    _not_ahead(work, day)
    paper = decisions.record(work, order.decision) if order.decision is not None else None
    _move(work, held, pension)
    held.postponement = order.reason
    held.last_working_day, held.pension_start = made.last_working_day, made.pension_start
    _step(work, held, "hoan", day, paper, note=order.note or f"Lùi {months} tháng")
    return made


def refuse_postponement(work: Work, case: Key, day: date, note: str = "") -> None:
    """Note that the person does not want it: the moment is the one there was before."""
    held, row = _held(work, case)
    moved = _step_of(work, held, "hoan")
    if row is None or moved is None or held.postponement is None or held.pension_start is None:
        raise InvalidInput("Hồ sơ này chưa lùi thời điểm nghỉ hưu.", "day")
    if _step_of(work, held, "tu_choi_lui") is not None:
        raise InvalidInput("Đã ghi không lùi thời điểm nghỉ hưu.", "day")
    _not_ahead(work, day)
    if day < moved.day:
        raise InvalidInput(f"Ngày có ý kiến không thể trước ngày đồng ý lùi {shown(moved.day)}.", "day")
    original = _original(work, held)
    if day >= original:
        raise InvalidInput(f"Thời điểm cũ {shown(original)} đã qua, không trở lại được.", "day")
    _move(work, held, original)
    held.last_working_day, held.pension_start = original - _DAY, original
    if held.kind == "nghi_huu" and _step_of(work, held, "quyet_dinh") is None:
        held.last_working_day = held.pension_start = None
    _step(work, held, "tu_choi_lui", day, None, note=note)


def cancel(work: Work, case: Key, why: str, decision: NewDecision | None = None) -> None:
    """Cancel a case with a reason; a decision there is is revoked, and the employment goes on to the end it had before."""
    held, row = _held(work, case)
    if not why.strip():
        raise InvalidInput("Huỷ hồ sơ phải ghi lý do.", "why")
    if row is None:
        raise InvalidInput("Người này đã nghỉ: hoàn tác quyết định trong Lịch sử, không huỷ hồ sơ.", "why")
    decided = _decided_by(work, held)
    paper = decisions.record(work, decision) if decision is not None else None
    if decided is not None:
        reopen(work, held.person, decided)
        old = work.session.get_one(Decision, decided)
        old.state = decisions.CANCELLED
        old.note = "; ".join(filter(None, (old.note, f"Huỷ bỏ: {why.strip()}")))
    _step(work, held, "huy", work.today, paper, note=why)


def _original(work: Work, held: RetirementCase) -> date:
    """The first day without work before the moment was moved."""
    moved = held.pension_start
    row = row_of(work, held.person, work.today)
    if held.wished_on is not None:
        return held.wished_on
    if moved is None or row is None:
        raise InvalidInput("Hồ sơ này chưa lùi thời điểm nghỉ hưu.", "day")
    staff = staff_on(work, work.today, [held.person])
    normal = moments_of(work, staff, work.today).get(held.person)
    if normal is None:
        raise InvalidInput("Chưa tính được thời điểm nghỉ hưu ban đầu.", "day")
    return normal.pension_start


def _decided_by(work: Work, held: RetirementCase) -> Key | None:
    """The decision of a case; ``None`` where there is none yet."""
    decided = _step_of(work, held, "quyet_dinh")
    return decided.decision if decided is not None else None


def _move(work: Work, held: RetirementCase, first: date) -> None:
    """Let what the decision ended end with another first day without work; without one there is nothing to move."""
    paper = _decided_by(work, held)
    if paper is not None:
        move_end(work, held.person, paper, first)


# --- parts ------------------------------------------------------------------------------------------------------------


def _each(work: Work, people: Sequence[Key], signed: Signed) -> Iterable[tuple[RetireRow, str]]:
    if not people:
        raise InvalidInput("Chưa chọn người nào.", "people")
    if len(set(people)) < len(people):
        raise InvalidInput("Một người có mặt hai lần.", "people")
    _not_ahead(work, signed.signed_on, "signed_on")
    rows = rows_of(work, people)
    return list(zip(rows, numbers.series(signed.number, len(people)), strict=True))


def rows_of(work: Work, people: Sequence[Key]) -> list[RetireRow]:
    """The rows of people in the order given; ``InvalidInput`` names whoever has none, and why."""
    found = rows_by_person(work, people, work.today)
    made = []
    for person in people:
        row = found.get(person)
        if isinstance(row, UnknownRow):
            raise InvalidInput(f"{row.name}: chưa tính được. {row.reason}", row.field)
        if row is None:
            raise InvalidInput("Người này không còn làm việc ở đơn vị.", "people")
        made.append(row)
    return made


def _already(row: RetireRow) -> str:
    if not row.retires:
        return "thôi việc không có thông báo nghỉ hưu."
    if row.decided_on is not None:
        return f"đã có quyết định {row.decision_number}."
    return f"đã có thông báo {row.notice_number} ngày {shown(row.noticed_on)}." if row.noticed_on else "không lập được."


def _case_of(work: Work, row: RetireRow) -> RetirementCase:
    key = row.case or open_case(work, OpenCase(row.person))
    return work.session.get_one(RetirementCase, key)


def _recorded(work: Work, signed: Signed, number: str, kind: str, subject: str, effective: date) -> Key:
    return decisions.record(
        work,
        NewDecision(
            number, signed.signed_on, effective, kind, signed.authority, signed.signer_name, signed.signer_post,
            signed.capacity, subject,
        ),
    )  # fmt: skip


def _carried(work: Work, row: RetireRow, case: RetirementCase, paper: Key, signed: Signed) -> tuple[str, ...]:
    more = {"signed_on": signed.signed_on, "overridden": signed.overridden, "overrider": signed.overrider}
    if case.kind != LONGER:
        return carry_out(work, Order(_MOVES[case.kind], row.person, row.leaves_on, **more), paper).told  # type: ignore[arg-type] # the fields of an order
    if row.leads_until is None or not row.leads:
        return ()
    order = Order("thoi_giu_chuc_vu", row.person, row.vacant_from, post=row.post, **more)  # type: ignore[arg-type] # as above
    return carry_out(work, order, paper).told


def _step(
    work: Work, case: RetirementCase, kind: str, day: date, paper: Key | None, *, note: str = ""
) -> RetirementStep:
    made = RetirementStep(person=case.person, case=case.key, kind=kind, day=day, decision=paper)
    made.note = note.strip() or None
    work.session.add(made)
    work.session.flush()
    return made


def _step_of(work: Work, case: RetirementCase, kind: str) -> RetirementStep | None:
    query = select(RetirementStep).where(RetirementStep.case == case.key, RetirementStep.kind == kind)
    return work.session.scalars(query.order_by(RetirementStep.day.desc(), RetirementStep.key.desc())).first()


def _held(work: Work, case: Key) -> tuple[RetirementCase, RetireRow | None]:
    held = work.session.get(RetirementCase, case)
    if held is None:
        raise InvalidInput("Không còn hồ sơ này trong sổ.")
    if _step_of(work, held, "huy") is not None:
        raise InvalidInput("Hồ sơ này đã huỷ.")
    row = row_of(work, held.person, work.today)
    return held, row if isinstance(row, RetireRow) and row.case == case else None


def _not_ahead(work: Work, day: date, name: str = "day") -> None:
    if day > work.today:
        raise InvalidInput(f"Ngày {shown(day)} ở sau hôm nay.", name)
    check_day(day, name)
