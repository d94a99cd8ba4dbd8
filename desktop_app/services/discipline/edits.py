"""Changing what a case says after it was opened: its facts, its council, the papers of its steps, its spans."""

from dataclasses import dataclass, fields
from datetime import date

from db.models import CouncilMember, DisciplineInterval, DisciplineStep
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.discipline_lists import LISTS
from desktop_app.law.discipline_path import in_force
from desktop_app.services.discipline.case_checks import check_case
from desktop_app.services.discipline.checks import check_council
from desktop_app.services.discipline.correcting import correct_step
from desktop_app.services.discipline.deeds import Done, case_records, council_of
from desktop_app.services.work import Work

_DECIDED = ("category", "left_service")
_PAPER = ("number", "authority", "signer", "signer_post", "text", "provision")


@dataclass(frozen=True)
class CaseFacts:
    """What a case says beside its steps; all of it is written."""

    case: Key
    category: str
    act: str
    ground: str | None = None
    area: str | None = None
    gravity: str | None = None
    level: str | None = None
    exempt: str | None = None
    act_started: date | None = None
    act_ended: date | None = None
    duty_related: bool | None = None
    corruption: bool | None = None
    found_by: str | None = None
    old_unit: bool | None = None
    no_review: str | None = None
    left_service: bool | None = None
    party_member: bool | None = None
    party_managed: bool | None = None
    rating_year: int | None = None
    remark: str | None = None


@dataclass(frozen=True)
class StepPaper:
    """What the paper of a step says; its kind stays, and day, form and effect where they are not told anew."""

    step: Key
    number: str | None = None
    authority: str | None = None
    signer: str | None = None
    signer_post: str | None = None
    text: str | None = None
    provision: str | None = None
    day: date | None = None
    form: str | None = None
    effective: date | None = None


@dataclass(frozen=True)
class Seat:
    """A member of the council as it is to be."""

    member: Key
    name: str
    role: str
    post: str | None = None
    related: bool = False
    present: bool | None = None
    opinion: str | None = None


def facts_of(work: Work, case: Key) -> CaseFacts:
    """What a case says today, as it would be written again."""
    found = case_records(work, case).case
    values = {field.name: getattr(found, field.name) for field in fields(CaseFacts) if field.name != "case"}
    return CaseFacts(case, **values)


def edit_case(work: Work, order: CaseFacts) -> Done:
    """Write the facts of a case; refused as at its opening, and for what a decision in force rests on."""
    records = case_records(work, order.case)
    detected = next((one.day for one in records.steps if one.kind == "phat_hien"), None)
    check_case(work, records.case.person, order, detected)
    stands = in_force(records.facts.steps)
    for name in _DECIDED:
        if stands and (getattr(order, name) or None) != (getattr(records.case, name) or None):
            text = "Đã có quyết định kỷ luật theo loại này: huỷ bỏ quyết định trước khi sửa."
            raise InvalidInput(text, name)
    for field in fields(CaseFacts):
        if field.name != "case":
            value = getattr(order, field.name)
            setattr(records.case, field.name, value.strip() or None if isinstance(value, str) else value)
    work.session.flush()
    return Done(order.case)


def edit_step(work: Work, order: StepPaper) -> Done:
    """Correct what a step says; a decision keeps its authority and its signer, and the case must hold with the new days."""
    step = work.session.get(DisciplineStep, order.step)
    if step is None:
        raise InvalidInput("Không còn bước này trong vụ việc.", "step")
    if step.kind == "quyet_dinh" and not (order.authority and order.signer):
        records = case_records(work, step.case)
        if not records.case.past:
            text = "Quyết định kỷ luật phải do cấp có thẩm quyền ban hành: ghi rõ cơ quan ban hành và người ký."
            raise RuleBroken(text, "Điều 15 NĐ 172/2025/NĐ-CP")
    told = {name: getattr(order, name) for name in ("day", "form", "effective")}
    changes = {name: value for name, value in told.items() if value is not None and value != getattr(step, name)}
    warnings = correct_step(work, step, changes) if changes else ()
    for name in _PAPER:
        setattr(step, name, (getattr(order, name) or "").strip() or None)
    work.session.flush()
    return Done(step.key, warnings)


def edit_member(work: Work, order: Seat) -> Done:
    """Change a member of the council; refused for a relative, a role that is taken or there is not."""
    found = _member(work, order.member)
    records = case_records(work, found.case)
    if not order.name.strip():
        raise InvalidInput("Thiếu “Họ và tên”.", "name")
    if order.role not in LISTS["council_role"]:
        raise InvalidInput(f"“{order.role}” không có trong danh mục.", "role")
    others = [one for one in council_of(work, found.case) if one.key != found.key]
    check_council(records, others, order.role, related=order.related)
    _before_meeting(records.steps, changed=found.name != order.name.strip() or found.role != order.role)
    for field in fields(Seat):
        if field.name != "member":
            value = getattr(order, field.name)
            setattr(found, field.name, value.strip() or None if isinstance(value, str) else value)
    work.session.flush()
    return Done(found.key)


def remove_member(work: Work, member: Key) -> Done:
    """Take a member out of the council, as long as it has not met."""
    found = _member(work, member)
    _before_meeting(case_records(work, found.case).steps, changed=True)
    case = found.case
    work.session.delete(found)
    work.session.flush()
    return Done(case)


def remove_interval(work: Work, key: Key) -> Done:
    """Take out a span that does not count."""
    found = work.session.get(DisciplineInterval, key)
    if found is None:
        raise InvalidInput("Không tìm thấy khoảng thời gian này.", "interval")
    case = found.case
    work.session.delete(found)
    work.session.flush()
    return Done(case)


def _member(work: Work, key: Key) -> CouncilMember:
    found = work.session.get(CouncilMember, key)
    if found is None:
        raise InvalidInput("Không còn người này trong Hội đồng kỷ luật.", "member")
    return found


def _before_meeting(steps: tuple[DisciplineStep, ...], *, changed: bool) -> None:
    met = [one.day for one in steps if one.kind == "hop_hoi_dong"]
    if changed and met:
        text = f"Hội đồng kỷ luật đã họp ngày {met[-1]:%d/%m/%Y}: không đổi thành viên nữa."
        raise InvalidInput(text, "name")
