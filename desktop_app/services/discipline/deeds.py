"""Discipline: opening a case, its steps, a decision of the past, cancelling and replacing one; nothing is half-saved."""

from dataclasses import dataclass, fields
from datetime import date

from db.models import CouncilMember, DisciplineCase, DisciplineInterval, DisciplineStep, Person
from db.models.discipline import STEPS
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import EXEMPTIONS
from desktop_app.law.discipline_path import in_force
from desktop_app.services.discipline.acts import act, still_held
from desktop_app.services.discipline.case_checks import (
    check_case,
    check_days,
    check_past_days,
    check_span,
    in_list,
    said,
)
from desktop_app.services.discipline.checks import check_council, check_decision, check_meeting, check_past, check_step
from desktop_app.services.discipline.facts import CaseRecords, cases_of, category_on
from desktop_app.services.movements.facts import about
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
    no_review: str | None = None
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
    check_case(work, order.person, order, order.detected)
    one = about(work, order.person)
    if one.died is not None and one.died <= order.detected:
        raise InvalidInput(f"Người này đã từ trần ngày {shown(one.died)}: không xem xét kỷ luật.", "person")
    left = one.standing.left_on(order.detected)
    values = {field.name: getattr(order, field.name) for field in fields(OpenCase)}
    values |= {"act": order.act.strip(), "category": category}
    values["left_service"] = order.left_service or (left is not None or None)
    del values["detected"]
    case = DisciplineCase(**values)
    work.session.add(case)
    work.session.flush()
    work.session.add(DisciplineStep(person=case.person, case=case.key, kind="phat_hien", day=order.detected))
    work.session.flush()
    told = f"Người này đã thôi làm việc từ sau ngày {shown(left)}: áp dụng hình thức với người đã nghỉ." if left else ""
    return Done(case.key, (told,) if told else ())


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
    if order.kind == "huy_bo" and order.decision is None:  # of the one that stands, not of any that may follow
        values["decision"] = in_force(records.facts.steps)[-1].key
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
    began = records.case.act_started or records.case.act_ended
    check_days(work, records.case.person, order, began)
    in_list(order.form, "discipline_any_form", "form")
    in_list(order.freed, "discipline_freed", "freed")
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
    said(order.act, "act", "Hành vi vi phạm")
    in_list(order.form, "discipline_form", "form")
    check_past_days(work, order)
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
    in_list(kind, "discipline_not_counted", "kind")
    check_span(work, records.case.person, starts, ends)
    span = DisciplineInterval(person=records.case.person, case=case, kind=kind, starts=starts, ends=ends, text=text)
    work.session.add(span)
    work.session.flush()
    return Done(span.key)


def end_interval(work: Work, key: Key, ends: date) -> None:
    """Say when a span that went on was over."""
    span = work.session.get(DisciplineInterval, key)
    if span is None:
        raise InvalidInput("Không tìm thấy khoảng thời gian này.", "interval")
    check_span(work, span.person, span.starts, ends)
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
    said(name, "name", "Họ và tên")
    in_list(role, "council_role", "role")
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
    said(number, "number", "Số quyết định huỷ bỏ")
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
    in_list(category, "discipline_category", "category")
    return category
