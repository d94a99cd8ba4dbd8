"""Discipline: opening a case, its steps, a decision of the past, cancelling and replacing one; nothing is half-saved."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

from db.models import CouncilMember, DisciplineCase, DisciplineInterval, DisciplineStep, Person
from db.models.discipline import STEPS
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.discipline import EXEMPTIONS
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.discipline.acts import act, still_held
from desktop_app.services.discipline.checks import check_council, check_decision, check_meeting, check_past, check_step
from desktop_app.services.discipline.facts import CaseRecords, cases_of, category_on
from desktop_app.services.work import Work


@dataclass(frozen=True)
class OpenCase:
    """Open a case on the day the act was detected; the category is that of the day unless given."""

    person: Key
    act: str
    detected: date
    category: str | None = None
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
    left_service: bool | None = None
    party_member: bool | None = None
    party_managed: bool | None = None
    rating_year: int | None = None
    source: Key | None = None
    remark: str | None = None


@dataclass(frozen=True)
class AddStep:
    """Put a step on a case."""

    case: Key
    kind: str
    day: date
    form: str | None = None
    effective: date | None = None
    number: str | None = None
    authority: str | None = None
    signer: str | None = None
    signer_post: str | None = None
    text: str | None = None
    provision: str | None = None
    votes_for: int | None = None
    votes_cast: int | None = None
    prison: bool | None = None
    accepted: bool | None = None
    decision: Key | None = None
    replaces: Key | None = None
    back_from: date | None = None
    paper: Key | None = None
    freed: str | None = None  # a case that frees from responsibility, of a conclusion without punishment
    despite: str | None = None  # handled although handling rests: the request or the decision the law asks for


@dataclass(frozen=True)
class RecordPast:
    """A decision of the past, with what its paper says."""

    person: Key
    form: str
    day: date
    effective: date
    act: str
    category: str | None = None
    number: str | None = None
    authority: str | None = None
    signer: str | None = None
    signer_post: str | None = None
    corruption: bool | None = None
    left_service: bool | None = None
    party_managed: bool | None = None
    party_form: str | None = None
    party_date: date | None = None
    source: Key | None = None
    paper: Key | None = None


@dataclass(frozen=True)
class Done:
    """What was written, and what the law warns of."""

    key: Key
    warnings: tuple[str, ...] = ()


def open_case(work: Work, order: OpenCase) -> Done:
    """A new case with its detection; refused without an act, for a day to come, or a detection before the act."""
    _person(work, order.person)
    category = _category(work, order.person, order.category, order.detected)
    check_case(work, order, order.detected)
    values = {field.name: getattr(order, field.name) for field in fields(OpenCase)}
    values |= {"act": order.act.strip(), "category": category}
    del values["detected"]
    case = DisciplineCase(**values)
    work.session.add(case)
    work.session.flush()
    work.session.add(DisciplineStep(person=case.person, case=case.key, kind="phat_hien", day=order.detected))
    work.session.flush()
    return Done(case.key)


class Facts(Protocol):
    """What is checked of the facts of a case, at its opening and whenever they change."""

    @property
    def act(self) -> str:
        """What was done."""
        ...

    @property
    def act_started(self) -> date | None:
        """The first day of it."""
        ...

    @property
    def act_ended(self) -> date | None:
        """The last day of it."""
        ...


def check_case(work: Work, order: Facts, detected: date | None) -> None:
    """Refuse facts without an act, days out of order or to come, and codes there are not; names the field."""
    _said(order.act, "act", "Hành vi vi phạm")
    if detected is not None:
        _not_ahead(work, detected, "detected")
    began = order.act_started or order.act_ended
    if order.act_started and order.act_ended and order.act_ended < order.act_started:
        raise InvalidInput("Ngày chấm dứt vi phạm không thể trước ngày bắt đầu.", "act_ended")
    if began is not None and detected is not None and detected < began:
        raise InvalidInput("Ngày phát hiện không thể trước ngày vi phạm.", "detected")
    if began is not None and began > work.today:
        raise InvalidInput("Ngày vi phạm chưa đến.", "act_started" if order.act_started else "act_ended")
    for name in ("ground", "gravity", "level", "exempt", "category"):
        _in_list(getattr(order, name), f"discipline_{name}", name)


def add_step(work: Work, order: AddStep) -> Done:
    """A step of a case, with the warnings of the law; ``RuleBroken`` with the provision where it forbids the step.

    A decision ends the post or the employment it takes, from its effect on; its cancelling gives them back.
    """
    records, warnings = tried(work, order)
    values = {
        field.name: getattr(order, field.name) for field in fields(AddStep) if field.name not in {"despite", "freed"}
    }
    if order.freed:
        reason = f"Miễn trách nhiệm kỷ luật: {EXEMPTIONS[order.freed]}"
        values["text"] = "; ".join(filter(None, (reason, order.text)))
    if order.despite:
        values["text"] = "; ".join(filter(None, (order.text, f"Vẫn xem xét xử lý: {order.despite.strip()}")))
    step = DisciplineStep(person=records.case.person, **values)
    work.session.add(step)
    work.session.flush()
    return Done(step.key, (*warnings, *act(work, records.case, step)))


def tried(work: Work, order: AddStep) -> tuple[CaseRecords, tuple[str, ...]]:
    """What the law says of a step before it is written; refuses as ``add_step`` does and writes nothing."""
    records = case_records(work, order.case)
    if order.kind not in STEPS:
        raise InvalidInput("Không có bước này trong việc xử lý kỷ luật.", "kind")
    _not_ahead(work, order.day, "day")
    _in_list(order.form, "discipline_any_form", "form")
    _in_list(order.freed, "discipline_freed", "freed")
    warnings = check_step(records, order)
    if order.kind == "quyet_dinh":
        others = [one for one in cases_of(work, [records.case.person]) if one.case.key != order.case]
        warnings += check_decision(work, records, others, order)
    if order.kind == "hop_hoi_dong":
        warnings += check_meeting(records, council_of(work, order.case), order.day)
    return records, warnings


def record_past(work: Work, order: RecordPast) -> Done:
    """A case made of a decision of the past; refused for a form that the category did not have on its day."""
    _person(work, order.person)
    category = _category(work, order.person, order.category, order.day)
    _said(order.act, "act", "Hành vi vi phạm")
    _in_list(order.form, "discipline_form", "form")
    _not_ahead(work, order.day, "day")
    warnings = check_past(category, order)
    case = DisciplineCase(
        person=order.person,
        category=category,
        act=order.act.strip(),
        corruption=order.corruption,
        left_service=order.left_service,
        party_managed=order.party_managed,
        source=order.source,
        past=True,
    )
    work.session.add(case)
    work.session.flush()
    if order.party_date is not None:
        work.session.add(
            DisciplineStep(
                person=case.person,
                case=case.key,
                kind="dang_quyet_dinh",
                day=order.party_date,
                effective=order.party_date,
                form=order.party_form,
            )
        )
    work.session.add(
        DisciplineStep(
            person=case.person,
            case=case.key,
            kind="quyet_dinh",
            day=order.day,
            form=order.form,
            effective=order.effective,
            number=order.number,
            authority=order.authority,
            signer=order.signer,
            signer_post=order.signer_post,
            paper=order.paper,
        )
    )
    work.session.flush()
    told = still_held(work, case, order.form, order.effective)
    return Done(case.key, (*warnings, *filter(None, (told,))))


def add_interval(work: Work, case: Key, kind: str, starts: date, ends: date | None, text: str | None = None) -> Done:
    """A span that does not count: illness, maternity, prosecution, a complaint; without an end it goes on."""
    records = case_records(work, case)
    _in_list(kind, "discipline_not_counted", "kind")
    if ends is not None and ends < starts:
        raise InvalidInput("Ngày cuối không thể trước ngày đầu.", "ends")
    span = DisciplineInterval(person=records.case.person, case=case, kind=kind, starts=starts, ends=ends, text=text)
    work.session.add(span)
    work.session.flush()
    return Done(span.key)


def end_interval(work: Work, key: Key, ends: date) -> None:
    """Say when a span that went on was over."""
    span = work.session.get(DisciplineInterval, key)
    if span is None:
        raise InvalidInput("Không tìm thấy khoảng thời gian này.", "interval")
    if ends < span.starts:
        raise InvalidInput("Ngày cuối không thể trước ngày đầu.", "ends")
    span.ends = ends
    work.session.flush()


def add_member(
    work: Work,
    case: Key,
    name: str,
    role: str,
    *,
    post: str | None = None,
    related: bool = False,
    present: bool | None = None,
    opinion: str | None = None,
) -> Done:
    """A member of the council or its clerk; a relative or an interested person is refused with the provision."""
    records = case_records(work, case)
    _said(name, "name", "Họ và tên")
    _in_list(role, "council_role", "role")
    check_council(records, council_of(work, case), role, related=related)
    member = CouncilMember(
        person=records.case.person,
        case=case,
        name=name.strip(),
        role=role,
        post=post,
        related=related,
        present=present,
        opinion=opinion,
    )
    work.session.add(member)
    work.session.flush()
    return Done(member.key)


def cancel_decision(
    work: Work,
    decision: Key,
    day: date,
    *,
    number: str | None,
    authority: str | None,
    signer: str | None,
    back_from: date | None = None,
    reason: str | None = None,
) -> Done:
    """Cancel a decision (a won complaint, a wrong procedure): everything comes back from ``back_from``, or from its effect."""
    step = work.session.get(DisciplineStep, decision)
    if step is None or step.kind != "quyet_dinh":
        raise InvalidInput("Không tìm thấy quyết định kỷ luật này.", "decision")
    records = case_records(work, step.case)
    if any(one.kind == "huy_bo" and one.decision in {None, decision} for one in records.steps):
        raise InvalidInput("Quyết định này đã được huỷ bỏ.", "decision")
    if day < step.day:
        raise InvalidInput("Ngày huỷ bỏ không thể trước ngày của quyết định kỷ luật.", "day")
    _said(number, "number", "Số quyết định huỷ bỏ")
    return add_step(
        work,
        AddStep(
            step.case,
            "huy_bo",
            day,
            number=number,
            authority=authority,
            signer=signer,
            text=reason,
            decision=decision,
            back_from=back_from,
        ),
    )


def case_records(work: Work, key: Key) -> CaseRecords:
    """A case with its rows; ``InvalidInput`` where there is none."""
    case = work.session.get(DisciplineCase, key)
    if case is None:
        raise InvalidInput("Không tìm thấy vụ việc kỷ luật này.", "case")
    return next(one for one in cases_of(work, [case.person]) if one.case.key == key)


def council_of(work: Work, case: Key) -> tuple[CouncilMember, ...]:
    """The members of a case's council and its clerk."""
    from sqlalchemy import select

    query = select(CouncilMember).where(CouncilMember.case == case).order_by(CouncilMember.key)
    return tuple(work.session.scalars(query))


def _person(work: Work, key: Key) -> None:
    if work.session.get(Person, key) is None:
        raise InvalidInput("Không tìm thấy hồ sơ này.", "person")


def _category(work: Work, person: Key, given: str | None, day: date) -> str:
    category = given or category_on(work, person, day)
    if category is None:
        raise InvalidInput("Chưa biết loại cán bộ, công chức, viên chức vào ngày này: chọn loại.", "category")
    _in_list(category, "discipline_category", "category")
    return category


def _in_list(code: str | None, name: str, field: str) -> None:
    if code is not None and code not in LISTS[name]:
        raise InvalidInput(f"“{code}” không có trong danh mục.", field)


def _said(text: str | None, field: str, label: str) -> None:
    if not (text or "").strip():
        raise InvalidInput(f"Thiếu “{label}”.", field)


def _not_ahead(work: Work, day: date, field: str) -> None:
    if day > work.today:
        raise InvalidInput("Ngày này chưa đến.", field)
