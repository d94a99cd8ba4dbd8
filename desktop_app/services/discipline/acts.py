"""A decision of discipline acts: the post or the employment ends with it in the same operation, and comes back with it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import select

from db.models import DisciplineCase, DisciplineStep, Movement
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import FORMS
from desktop_app.services.movements.back import give_back
from desktop_app.services.movements.deeds import carry_out
from desktop_app.services.movements.facts import about
from desktop_app.services.movements.orders import Order
from desktop_app.services.work import Work

ENDS: Mapping[str, str] = {
    "CACH_CHUC": "cach_chuc",
    "BAI_NHIEM": "bai_nhiem",
    "BUOC_THOI_VIEC": "buoc_thoi_viec",
    "GIANG_CHUC": "giang_chuc",
}
"""By form: the kind of movement that carries it out."""
_DAY = timedelta(days=1)


def ending(work: Work, case: DisciplineCase, form: str, day: date) -> tuple[Order | None, str]:
    """What a form ends in the file from its day of effect, or why nothing is ended."""
    kind = ENDS.get(form)
    if kind is None or case.left_service:
        return None, ""
    one = about(work, case.person)
    held = one.standing.main_on(day - _DAY)
    if kind == "giang_chuc":
        return None, "Giáng chức: ghi chức vụ mới ở trang Bổ nhiệm, điều động."
    if kind != "buoc_thoi_viec" and (held is None or not held.post or held.leader is False):
        return None, f"Hồ sơ không có chức vụ đang giữ ngày {shown(day)}: không có chức vụ để thôi giữ."
    return Order(kind, case.person, day, grounds="Theo quyết định kỷ luật", party_managed=False), ""


def says(order: Order, post: str) -> str:
    """What an ending does, in a sentence."""
    since = shown(order.effective_on)
    if order.kind == "buoc_thoi_viec":
        return f"Thôi công tác, thôi mọi chức vụ từ {since}."
    left = f"Thôi giữ chức vụ {post} từ {since}."
    if order.kind == "bai_nhiem":
        return f"{left} Hồ sơ vẫn là cán bộ đến khi ghi việc bố trí hoặc cho thôi việc."
    return left


def act(work: Work, case: DisciplineCase, step: DisciplineStep) -> tuple[str, ...]:
    """End what the decision ends, and give back what the decision it replaces or cancels had ended; what is told of it."""
    told: list[str] = []
    if step.kind == "huy_bo":
        for decision in _cancelled(work, step):
            told += _back(work, decision, step.back_from)
    if step.kind == "quyet_dinh" and step.form:
        since = step.effective or step.day
        replaced = work.session.get(DisciplineStep, step.replaces) if step.replaces else None
        same = replaced is not None and ENDS.get(replaced.form or "") == ENDS.get(step.form)
        if replaced is not None and not same:
            told += _back(work, replaced, step.back_from or since)
        if not same or replaced is None:
            told += _end(work, case, step.form, since)
    return tuple(told)


def _end(work: Work, case: DisciplineCase, form: str, day: date) -> Iterator[str]:
    order, why_not = ending(work, case, form, day)
    if order is None:
        if why_not:
            yield why_not
        return
    held = about(work, case.person).standing.main_on(day - _DAY)
    try:
        carry_out(work, order)
    except (InvalidInput, RuleBroken) as refused:
        yield f"Chưa ghi được việc thôi giữ chức vụ, thôi công tác: {refused} Ghi ở trang Bổ nhiệm, điều động."
        return
    yield says(order, held.post or "" if held else "")


def _back(work: Work, decision: DisciplineStep, back_from: date | None) -> Iterator[str]:
    move = movement_of(work, decision)
    if move is None:
        return
    since = max(back_from or move.effective_on, move.effective_on)
    told = give_back(work, move, back_from)
    yield from told
    if not told:
        what = "Công tác và chức vụ" if move.kind == "buoc_thoi_viec" else "Chức vụ"
        yield f"{what} được trả lại từ {shown(since)}."


def _cancelled(work: Work, step: DisciplineStep) -> list[DisciplineStep]:
    made = select(DisciplineStep).where(DisciplineStep.case == step.case, DisciplineStep.kind == "quyet_dinh")
    return [one for one in work.session.scalars(made) if step.decision in {None, one.key}]


def movement_of(work: Work, decision: DisciplineStep) -> Movement | None:
    """The movement that a decision of discipline brought about, by its kind and its day."""
    kind = ENDS.get(decision.form or "")
    if kind is None:
        return None
    query = select(Movement).where(
        Movement.person == decision.person,
        Movement.kind == kind,
        Movement.effective_on == (decision.effective or decision.day),
    )
    return work.session.scalars(query).first()


def name_decision(work: Work, step: Key, decision: Key) -> None:
    """Let the movement of a decision point to its paper in the register of decisions."""
    made = work.session.get(DisciplineStep, step)
    move = movement_of(work, made) if made is not None and made.kind == "quyet_dinh" else None
    if move is not None:
        move.decision = decision
        work.session.flush()


def still_held(work: Work, case: DisciplineCase, form: str, day: date) -> str:
    """What the file says against a decision of the past: the post or the employment that goes on after its effect."""
    kind = ENDS.get(form)
    if kind is None or kind == "giang_chuc" or case.left_service:
        return ""
    one = about(work, case.person)
    before, now = one.standing.main_on(day - _DAY), one.standing.main_on(day)
    if kind == "buoc_thoi_viec":
        return f"Hồ sơ vẫn ghi đang công tác từ ngày {shown(day)}." if one.standing.spell_on(day) else ""
    goes_on = before is not None and now is not None and before.key == now.key and before.post and before.leader
    what = f"{FORMS[form]} từ ngày {shown(day)}"
    return f"Hồ sơ vẫn ghi giữ chức vụ {before.post} sau khi {what}." if before and goes_on else ""
