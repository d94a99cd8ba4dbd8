"""Movements: checked against the law and the register, then decision, movement, posts and spells written in one operation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from db.models import Assignment, Decision, Employment, Movement, PreservedAllowance
from db.values import Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.calendar import shown
from desktop_app.services import decisions
from desktop_app.services.catalogs import catalog
from desktop_app.services.days import FIRST_DAY, years_ahead
from desktop_app.services.decisions import NewDecision, Problem
from desktop_app.services.movements.checks import checks_of, term_of
from desktop_app.services.movements.effects import ACTING, Deed, Effects, Held, after, effects
from desktop_app.services.movements.facts import (
    About,
    KnownPost,
    about,
    about_all,
    held_of,
    known_post,
    unit_on,
    unit_told,
)
from desktop_app.services.movements.orders import Carried, Findings, Order
from desktop_app.services.official_lists import movement_kinds_at
from desktop_app.services.staffing_checks import beside
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_YEARS_AHEAD = 5
_LONGEST_YEARS = 60  # nothing of a career lasts longer
_NEEDS_POST = frozenset(
    {"bo_nhiem", "bau_cu", "chi_dinh", "luan_chuyen", "kiem_nhiem", "giang_chuc", "sap_xep", *ACTING}
)
_NEEDS_UNIT = frozenset(
    {
        "dieu_dong",
        "luan_chuyen",
        "biet_phai",
        "tuyen_dung",
        "tiep_nhan",
        "hop_dong",
        "chuyen_den",
        "dieu_dong_den",
        "biet_phai_den",
    }
)
_LEADS = frozenset({"bo_nhiem", "bau_cu", "chi_dinh", "phe_chuan", "luan_chuyen"})
_STOPS = frozenset({"kind", "effective_on", "term_months", "age_on"})
"""Fields without which nothing further can be asked."""
_END_REASONS = {"nghi_huu": "Nghỉ hưu", "thoi_viec": "Thôi việc", "chet": "Từ trần"}


def check(work: Work, order: Order, decision: NewDecision | None = None) -> Findings:
    """Everything found before an order is carried out; nothing is written."""
    return _planned(work, order, about(work, order.person), decision)[0]


def preview(work: Work, orders: Sequence[Order], decision: NewDecision | None = None) -> tuple[Findings, ...]:
    """What one decision for many people would do, person by person."""
    people = about_all(work, [order.person for order in orders])
    found = []
    for order in orders:
        one = people.get(order.person)
        if one is None:
            found.append(Findings((Problem("person", "Không tìm thấy hồ sơ này trong sổ."),)))
        else:
            found.append(_planned(work, order, one, decision)[0])
    return tuple(found)


def carry_out(work: Work, orders: Order | Sequence[Order], decision: NewDecision | Key | None = None) -> Carried:
    """Write the decision and what it does to every person; all of it or nothing.

    Raises ``InvalidInput`` naming person and field, or ``RuleBroken`` with the provision where the law refuses and the
    order bears no override with its authority.
    """
    wanted = [orders] if isinstance(orders, Order) else list(orders)
    if not wanted:
        raise InvalidInput("Chưa chọn người nào.", "person")
    if len({order.person for order in wanted}) < len(wanted):
        raise InvalidInput("Một người có mặt hai lần trong quyết định này.", "person")
    told: list[str] = []
    several = len(wanted) > 1
    people = about_all(work, [order.person for order in wanted])
    planned: list[tuple[Order, About, Findings, Effects]] = []
    for order in wanted:
        one = people.get(order.person)
        if one is None:
            raise InvalidInput("Không tìm thấy hồ sơ này trong sổ.", "person")
        signed = decision.signed_on if isinstance(decision, NewDecision) else order.signed_on
        order = replace(order, signed_on=order.signed_on or signed)  # noqa: PLW2901 - the decision says when
        found, made = _planned(work, order, one, decision if isinstance(decision, NewDecision) else None)
        _refuse(found, order, f"{one.name}: " if several else "")
        if made is None:
            raise InvalidInput("Không thực hiện được.")
        planned.append((order, one, found, made))
        told += [f"{one.name}: {text}" if several else text for text in found.told]
    key = decisions.record(work, decision) if isinstance(decision, NewDecision) else decision
    if key is not None and work.session.get(Decision, key) is None:
        raise InvalidInput("Không còn quyết định này trong sổ.", "decision")
    keys = [_write(work, order, one, found, made, key) for order, one, found, made in planned]
    work.session.flush()
    return Carried(key, tuple(keys), tuple(dict.fromkeys(told)))


def _refuse(found: Findings, order: Order, who: str) -> None:
    for problem in found.problems:
        raise InvalidInput(f"{who}{problem.message}", problem.field)
    if not found.refused:
        return
    first = found.refused[0]
    if not order.overridden.strip():
        raise RuleBroken(f"{who}{' '.join(first.answer.steps)}", "; ".join(first.answer.basis))
    if not order.overrider.strip():
        raise InvalidInput(f"{who}Phải ghi cấp có thẩm quyền đã đồng ý.", "overrider")


# --- what an order would do -------------------------------------------------------------------------------------------


def _planned(work: Work, order: Order, one: About, decision: NewDecision | None) -> tuple[Findings, Effects | None]:
    problems = [*_wanted(work, order), *_impossible(work, order, one)]
    if decision is not None:
        problems += decisions.problems_of(work, decision)
        order = replace(order, signed_on=order.signed_on or decision.signed_on)
    if any(problem.field in _STOPS for problem in problems) or _too_far(work, order):
        return Findings(tuple(problems)), None
    main = one.standing.main_on(order.effective_on - _DAY)
    unit = order.unit or (main.unit if main else None)
    post = known_post(work, order.post, unit, order.effective_on) if order.post else None
    if order.post and post is None:
        text = (
            f"Không có chức vụ “{order.post}” trong danh mục: chọn trong danh mục, hoặc thêm vào danh mục của đơn vị."
        )
        problems.append(Problem("post", text))
    order = _completed(order, post)
    term = term_of(order, one) if order.of_kind.term or order.term_months else None
    ends = order.until if order.kind == "keo_dai_biet_phai" else (term.value if term else None)
    if order.of_kind.term == "extend" and ends is None:
        problems.append(
            Problem("until", "Chưa biết kéo dài đến ngày nào: ghi ngày, hoặc bổ sung ngày sinh, giới tính.")
        )
    deed = _deed(order, post, ends)
    made = None
    try:
        made = effects(one.standing, deed)
    except InvalidInput as refused:
        problems.append(Problem(refused.field, str(refused)))
    checks = checks_of(work, order, one)
    told = _told(work, order, one, made, decision)
    was, becomes = _words(work, one, order, made)
    return Findings(tuple(problems), checks, told, ends, was, becomes), made


def _completed(order: Order, post: KnownPost | None) -> Order:
    leader = order.leader
    if leader is None and order.post:
        leader = post.leader if post is not None and post.leader is not None else order.kind in _LEADS
    months = order.term_months
    if months is None and order.of_kind.term == "new" and post is not None:
        months = post.term_months
    return replace(order, leader=leader, term_months=months)


def _deed(order: Order, post: KnownPost | None, ends: date | None) -> Deed:
    return Deed(
        order.of_kind,
        order.effective_on,
        order.unit,
        post.name if post is not None else order.post,
        order.leader,
        order.until,
        ends,
        order.category,
        order.allowance,
        order.target,
        order.job_position,
        post.code if post is not None else None,
        post.place if post is not None else None,
    )


def _wanted(work: Work, order: Order) -> list[Problem]:
    found = []
    day = order.effective_on
    kinds = {kind.code for kind in movement_kinds_at(day)}
    if order.kind not in kinds:
        name = catalog("movement").name_of(order.kind)
        return [Problem("kind", f"Hình thức “{name}” không dùng vào ngày {shown(day)}.")]
    if day.year > work.today.year + _YEARS_AHEAD:
        found.append(Problem("effective_on", f"Ngày có hiệu lực {shown(day)} còn xa quá: xem lại năm."))
    if order.until is not None and order.until < day:
        text = f"Ngày hết hạn {shown(order.until)} trước ngày có hiệu lực {shown(day)}."
        found.append(Problem("until", text))
    if order.kind in _NEEDS_POST and not (order.post or "").strip():
        found.append(Problem("post", "Phải ghi chức vụ."))
    if order.kind in _NEEDS_UNIT and order.unit is None:
        found.append(Problem("unit", "Phải chọn đơn vị đến."))
    if order.unit is not None and (told := unit_told(work, order.unit, day)):
        found.append(Problem("unit", told))
    if order.kind == "keo_dai_biet_phai" and order.until is None:
        found.append(Problem("until", "Phải ghi kéo dài đến ngày nào."))
    if order.term_months is not None and not 1 <= order.term_months <= 120:  # noqa: PLR2004 - ten years
        found.append(Problem("term_months", "Thời hạn phải từ 1 đến 120 tháng."))
    return found


def _too_far(work: Work, order: Order) -> bool:
    return order.until is not None and order.until.year > work.today.year + _LONGEST_YEARS


def _impossible(work: Work, order: Order, one: About) -> Iterator[Problem]:
    """Days that no life and no calendar of an office has: nothing can be counted from them."""
    day, last = order.effective_on, years_ahead(work.today, _YEARS_AHEAD)
    born = one.born.earliest if one.born is not None else None
    if day < FIRST_DAY:
        yield Problem("effective_on", f"Ngày có hiệu lực {shown(day)} quá xa trước đây: xem lại năm.")
    elif born is not None and day <= born:
        yield Problem("effective_on", f"Ngày có hiệu lực {shown(day)} không sau ngày sinh {shown(born)}.")
    if one.died is not None and day >= one.died:
        yield Problem("person", f"Người này đã từ trần, đã thôi công tác từ ngày {shown(one.died)}.")
    if _too_far(work, order):
        yield Problem("until", f"Ngày hết hạn {shown(order.until or day)} còn xa quá: xem lại năm.")
    if order.age_on is not None and not FIRST_DAY <= order.age_on <= last:
        yield Problem("age_on", f"Thời điểm tính tuổi {shown(order.age_on)} không hợp lý: xem lại năm.")


def _told(work: Work, order: Order, one: About, made: Effects | None, decision: NewDecision | None) -> tuple[str, ...]:
    told = []
    if order.effective_on > work.today:
        told.append(f"Ngày {shown(order.effective_on)} chưa đến: tự có hiệu lực từ ngày đó.")
    if decision is not None:
        told += decisions.told_of(work, decision)
        if decision.own and not decision.signer_name.strip():
            told.append("Chưa ghi người ký: ghi trước khi in.")
        if decision.signed_on is not None and decision.signed_on > order.effective_on and order.of_kind.term != "new":
            told.append(f"Ký ngày {shown(decision.signed_on)}, sau ngày có hiệu lực {shown(order.effective_on)}.")
    if made is not None and made.post is not None:
        told += beside(work, made.post, one.key, order.effective_on)
        later = [
            held
            for held in after(one.standing, made).posts
            if held.main and (held.starts or date.min) > order.effective_on
        ]
        if later and made.post.main:
            first = min(later, key=lambda held: held.starts or date.max)
            since = shown(first.starts or order.effective_on)
            text = f"Sau đó hồ sơ còn “{first.post or 'vị trí khác'}” từ ngày {since}; dòng đó giữ nguyên."
            told.append(text)
    return tuple(told)


def _words(work: Work, one: About, order: Order, made: Effects | None) -> tuple[str, str]:
    before = next((held for held in one.standing.posts if made and held.key == made.previous), None)
    was = _held_words(work, before, order.effective_on - _DAY) if before else ""
    if made is None:
        return was, ""
    if order.of_kind.employment == "end":
        return was, f"{order.of_kind.name} từ ngày {shown(order.effective_on)}"
    if made.post is None:
        return was, was
    becomes = _held_words(work, made.post, order.effective_on)
    until = f", đến {shown(made.post.term_ends)}" if made.post.term_ends else ""
    return was, f"{becomes}{until}"


def _held_words(work: Work, held: Held, day: date) -> str:
    unit = unit_on(work, held.unit, day) if held.unit is not None else None
    return ", ".join(filter(None, (held.post, unit.name if unit else "")))


# --- writing ----------------------------------------------------------------------------------------------------------


def _write(work: Work, order: Order, one: About, found: Findings, made: Effects, decision: Key | None) -> Key:
    if made.spell is not None:
        spell = made.spell
        values = {"category": spell.category, "starts": spell.starts, "ends": spell.ends, "decision": decision}
        work.session.add(Employment(key=spell.key, person=one.key, **values))
    if made.post is not None:
        values = {name: getattr(made.post, name) for name in Held.__dataclass_fields__}
        work.session.add(Assignment(person=one.key, decision=decision, **values))
    for key, changed in made.changed_posts.items():
        _change(work.session.get_one(Assignment, key), changed)
    for key, changed in made.changed_spells.items():
        ended = work.session.get_one(Employment, key)
        _change(ended, changed)
        ended.end_reason = order.end_reason or _END_REASONS.get(order.kind, order.of_kind.name)
        ended.decision = ended.decision or decision
    work.session.flush()
    move = Movement(
        person=one.key,
        decision=decision,
        kind=order.kind,
        effective_on=order.effective_on,
        until=order.until,
        assignment=made.concerned,
        previous=made.previous,
        employment=made.employment,
        unit=made.post.unit if made.post else order.unit,
        post=made.post.post if made.post else order.post,
        term_months=order.term_months,
        grounds=order.grounds.strip() or None,
        overridden=order.overridden.strip() or None if found.refused else None,
        overrider=order.overrider.strip() or None if found.refused else None,
        note=order.note.strip() or None,
    )
    work.session.add(move)
    work.session.flush()
    _preserve(work, order, one, found, made, move)
    return move.key


def _change(item: Assignment | Employment, changed: Mapping[str, object]) -> None:
    for name, value in changed.items():
        setattr(item, name, value)


def _preserve(work: Work, order: Order, one: About, found: Findings, made: Effects, move: Movement) -> None:
    """The higher allowance of the old post, kept until the day the law gives."""
    kept = next((one_check.answer for one_check in found.checks if one_check.code == "kept_allowance"), None)
    before = next((held for held in one.standing.posts if held.key == made.previous), None)
    if kept is None or kept.value is None or before is None or before.allowance is None:
        return
    if order.allowance is not None and order.allowance.hundredths >= before.allowance.hundredths:
        return
    work.session.add(
        PreservedAllowance(
            person=one.key,
            movement=move.key,
            coefficient=before.allowance,
            starts=order.effective_on,
            ends=kept.value,
            basis="; ".join(kept.basis) or None,
        )
    )


def movement_of(work: Work, person: Key) -> tuple[Movement, ...]:
    """The movements of one person in order of their days."""
    query = select(Movement).where(Movement.person == person).order_by(Movement.effective_on, Movement.key)
    return tuple(work.session.scalars(query))


__all__ = ["Carried", "Findings", "Order", "carry_out", "check", "held_of", "movement_of", "preview"]
