"""Putting right what a case was opened with; what a paper already rests on is refused, naming the paper."""

from dataclasses import fields, replace

from db.models import RetirementCase
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.calendar import shown
from desktop_app.services.due.leaving import RESIGNS, CaseFacts, cases_on
from desktop_app.services.retirement.opening import DAY, CasePlan, OpenCase, plan_case
from desktop_app.services.work import Work

_MOMENT = frozenset({"early_case", "wished_on"})
"""What says when the person leaves: a notice, a decision or a postponement rests on it."""
_ASKS_THE_LAW = _MOMENT | {"submitted_on", "insured_months", "pay_basis", "reorganised_on", "reason", "regime", "heavy"}
_PAPERS = {"hoan": "Việc lùi thời điểm nghỉ hưu", "quyet_dinh": "Quyết định", "thong_bao": "Thông báo"}


def as_asked(case: CaseFacts) -> OpenCase:
    """What a case says, as it would be asked for again."""
    return OpenCase(
        case.person, case.kind, case.early_case, case.wished_on, case.regime, case.submitted_on, case.insured_months,
        case.pay_basis, case.one_off, note=case.note, clause=case.clause, batch=case.batch,
        reorganised_on=case.reorganised_on, reason=case.reason, heavy=case.heavy,
    )  # fmt: skip


def plan_correction(work: Work, case: Key, order: OpenCase) -> CasePlan:
    """What the law says of the case as corrected; nothing is written, ``InvalidInput`` names what stands in the way."""
    before = _before(work, case)
    order = _tidy(before, order)
    changed = _changed(as_asked(before), order)
    if changed & _MOMENT:
        _rests(before)
    if not changed & _ASKS_THE_LAW:
        return CasePlan(one_off=order.one_off)
    return plan_case(work, order, without=case)


def correct_case(work: Work, case: Key, order: OpenCase) -> None:
    """Write the case as corrected; ``InvalidInput`` names the field, ``RuleBroken`` the provision that refuses."""
    before = _before(work, case)
    order = _tidy(before, order)
    changed = _changed(as_asked(before), order)
    if not changed:
        raise InvalidInput("Chưa sửa mục nào.", "note")
    plan = plan_correction(work, case, order)
    for problem in plan.problems:
        raise InvalidInput(problem.message, problem.field)
    for title, answer in plan.refused:
        raise RuleBroken(f"{title}: {plan.refusal or answer.steps[-1]}", "; ".join(answer.basis))
    held = work.session.get_one(RetirementCase, case)
    for name in changed:
        setattr(held, name, getattr(order, name) or None)
    held.one_off = order.one_off or plan.one_off
    if changed & _MOMENT:
        held.regime = plan.regime or held.regime
        if plan.moment is not None:
            held.last_working_day, held.pension_start = plan.moment.last_working_day, plan.moment.pension_start
        if held.kind == RESIGNS and order.wished_on is not None:
            held.last_working_day = order.wished_on - DAY
    work.session.flush()


def _before(work: Work, case: Key) -> CaseFacts:
    held = work.session.get(RetirementCase, case)
    found = cases_on(work, work.today, held.person).get(held.person, ()) if held is not None else ()
    known = next((one for one in found if one.key == case), None)
    if known is None:
        raise InvalidInput("Không còn hồ sơ này trong sổ.")
    if known.has("huy"):
        raise InvalidInput("Hồ sơ này đã huỷ: không sửa nữa.", "note")
    return known


def _tidy(before: CaseFacts, order: OpenCase) -> OpenCase:
    """The policy follows the day, and stays while the day does."""
    return replace(
        order, clause=order.clause.strip(), batch=order.batch.strip(), note=order.note.strip(),
        regime=before.regime if order.wished_on == before.wished_on else order.regime,
    )  # fmt: skip


def _changed(before: OpenCase, after: OpenCase) -> frozenset[str]:
    if (before.person, before.kind) != (after.person, after.kind):
        raise InvalidInput("Không đổi được trường hợp: huỷ hồ sơ rồi lập hồ sơ khác.", "kind")
    names = {one.name for one in fields(OpenCase)} - {"person", "kind"}
    return frozenset(name for name in names if (getattr(before, name) or None) != (getattr(after, name) or None))


def _rests(case: CaseFacts) -> None:
    """``InvalidInput`` names the last paper that says when the person leaves."""
    for kind, name in _PAPERS.items():
        step = case.step(kind)
        if step is not None:
            paper = f"{name} {step.number}".strip()
            raise InvalidInput(
                f"{paper} ngày {shown(step.day)} dựa vào ngày nghỉ này: huỷ hồ sơ rồi lập lại.",
                "wished_on" if case.wished_on else "early_case",
            )
