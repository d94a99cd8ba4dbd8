"""What the law says of a movement, kind by kind: every check of appointments, moves and leaving as an ``Answer``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from db.text import fold
from desktop_app.law import leaving_posts
from desktop_app.law.acting import acting, acting_counts, secondment
from desktop_app.law.answer import Answer, Verdict, lacking
from desktop_app.law.appointment_checks import Candidate, Check, appointment_checks, reappointment_checks
from desktop_app.law.appointments import HeldPost, new_post_ends_old, term_end, term_months, terms_in_a_row
from desktop_app.law.calendar import shown, whole_months
from desktop_app.law.judging import as_leader
from desktop_app.law.movements import kept_allowance_until, movable, position_change, rotation
from desktop_app.law.reappointment import OUTCOMES, Reappointment, after_refusal
from desktop_app.services import restrictions
from desktop_app.services.movements.effects import ACTING, Held, concerned
from desktop_app.services.movements.effects import Deed as PlannedDeed
from desktop_app.services.movements.facts import About
from desktop_app.services.movements.leaving import LEFT_AS, leave_post, leave_service, may_check, recruit, suspend
from desktop_app.services.movements.orders import Order
from desktop_app.services.ratings import ratings_of
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_FIVE, _LEAST = 60, 36
_HIGHER = ("first", "higher")


def term_of(order: Order, one: About) -> Answer[date]:
    """The last day of the term an order gives: full, cut at retirement; ``None`` for posts without a term."""
    day = order.effective_on
    category = as_leader(one.category(day, order.category))
    pension = one.pension_start(day, category)
    if order.kind in {"bo_nhiem_lai", "keo_dai"}:
        held = _target(order, one)
        found = _reappointed(order, one, held)
        if order.kind == "bo_nhiem_lai" and found is not None and found.new_term_end is not None:
            return Answer(found.new_term_end, None)
        if order.kind == "keo_dai" and pension is not None:
            return Answer(pension - _DAY, None, steps=(f"Kéo dài đến khi nghỉ hưu: {shown(pension - _DAY)}.",))
        return lacking("hết thời hạn giữ chức vụ", "ngày sinh", "giới tính")
    if order.until is not None and order.kind in {"bau_cu", "phe_chuan", "chi_dinh"}:
        return Answer(order.until, None, steps=(f"Theo nhiệm kỳ: đến {shown(order.until)}.",))
    months = term_months(category, day, order.term_months // 12 if order.term_months else None, one.law.appointments)
    wanted = order.term_months or months.value
    if wanted is None or order.leader is False:
        return Answer(None, "khong_ap_dung", months.basis, months.steps)
    full = term_end(day, wanted)
    if pension is not None and full >= pension > day:
        step = f"Thời hạn {wanted} tháng đến {shown(full)}; nghỉ hưu {shown(pension)} nên đến {shown(pension - _DAY)}."
        return Answer(pension - _DAY, None, months.basis, (step,), months.warnings, months.confirmed)
    return Answer(full, None, months.basis, (f"{shown(day)} + {wanted} tháng: đến {shown(full)}.",), months.warnings)


def checks_of(work: Work, order: Order, one: About) -> tuple[Check, ...]:
    """Everything the law asks of the order, in the order in which the dialog shows it."""
    way = _WAYS.get(order.kind)
    return tuple(way(work, order, one)) if way is not None else ()


def _target(order: Order, one: About) -> Held | None:
    deed = PlannedDeed(order.of_kind, order.effective_on, target=order.target)
    return concerned(one.standing, deed)


def _obstacles_known(work: Work, order: Order, one: About) -> Callable[[date], tuple[str, ...] | None]:
    """What the register knows of the law's list of obstacles; ``None`` where it holds nothing of it."""
    states = {"đang tạm đình chỉ công tác": "SUSPENDED"}

    def known(day: date) -> tuple[str, ...] | None:
        found = list(order.cases or ())
        for held in restrictions.restrictions(work, one.key, day):
            if held.why.endswith("đang có hiệu lực"):
                found.append("DISCIPLINE_RUNNING")
            found += [code for text, code in states.items() if held.why.startswith(text)]
        return tuple(dict.fromkeys(found)) if found or order.cases is not None else None

    return known


def _times(order: Order, one: About) -> tuple[HeldPost, ...] | None:
    """The times in the post held now and the same one before; ``None`` where a beginning is not known."""
    eve = order.effective_on - _DAY
    now = one.standing.main_on(eve)
    if now is None or now.post is None:
        return None
    alike = [held for held in one.standing.posts if held.post == now.post and (held.starts or date.min) <= eve]
    if any(held.starts is None and held.post_since is None for held in alike):
        return None
    times = []
    for held in alike:
        how = "acting" if held.acting == "giao_quyen" else "in_charge" if held.acting else "held"
        starts = held.starts or held.post_since or eve
        times.append(HeldPost(starts, min(held.ends or eve, eve), how))  # type: ignore[arg-type]
    return tuple(times)


def terms_served(one: About, post: str | None, day: date) -> int:
    """How many terms the person has served in a post before a day, each once however many rows it takes."""
    wanted = fold(post or "")
    held = (each for each in one.standing.posts if fold(each.post or "") == wanted and each.leader and not each.acting)
    return len({each.term_ends for each in held if each.term_ends and (each.starts or date.min) < day}) if wanted else 0


def level_of(order: Order, one: About) -> str:
    """First post, or a higher one, where the clerk did not say."""
    if order.level is not None:
        return order.level
    eve = order.effective_on - _DAY
    led = [held for held in one.standing.posts if held.leader and not held.acting and (held.starts or date.min) <= eve]
    return "higher" if led else "first"


def _appoint(work: Work, order: Order, one: About) -> Iterator[Check]:
    day = order.effective_on
    category = as_leader(one.category(day, order.category))
    level = level_of(order, one)
    months = order.term_months or term_months(category, day, pack=one.law.appointments).value or _FIVE
    times = () if level == "first" else _times(order, one)
    candidate = Candidate(
        category,
        level,  # type: ignore[arg-type]
        order.age_on or day,
        months,
        one.pension_start(day, category),
        times,
        terms_served(one, order.post, day),
        party_managed=order.party_managed,
    )
    known, ratings = _obstacles_known(work, order, one), ratings_of(work, one.key)
    for check in appointment_checks(candidate, ratings=ratings, known=known, pack=one.law.appointments):
        if check.code == "age":
            yield replace(check, note=one.age_on(candidate.on))
        elif check.code == "obstacles":
            yield _looked_into(order, replace(check, title="Thanh tra, tố cáo, vắng mặt"))
        else:
            yield check
    yield may_check(work, order, "HIGHER_POST" if level in _HIGHER else "EQUAL_POST")
    yield from _come_back(order, one, category, level)
    yield Check("old_post", "Chức vụ cũ", new_post_ends_old(category, day, concurrent=False, pack=one.law.appointments))


def _looked_into(order: Order, check: Check) -> Check:
    """Discipline is known (another check tells it); of the rest of the law's list only what the clerk looked into counts."""
    open_ = check.answer.verdict == "chua_du_du_lieu" or (order.cases is None and check.answer.verdict == "dat")
    if not open_:
        return check
    return replace(check, answer=lacking("thanh tra, kiểm toán, tố cáo, thời gian vắng mặt", basis=check.answer.basis))


def _come_back(order: Order, one: About, category: str, level: str) -> Iterator[Check]:
    day = order.effective_on
    before = [left for left in one.left if left.day <= day]
    if not before:
        return
    last = before[-1]
    if last.kind == "khong_bo_nhiem_lai":
        yield Check(
            "come_back", "Đã không được bổ nhiệm lại", after_refusal(category, day, level, one.law.appointments)
        )
        return
    pension = one.pension_start(day, category)
    years = whole_months(last.day, pension) // 12 if pension is not None and pension > last.day else None
    answer = leaving_posts.may_come_back(category, LEFT_AS[last.kind], last.day, day, years, one.law.movements)
    yield Check("come_back", "Thời gian sau khi thôi chức vụ trước", answer)


def _elect(work: Work, order: Order, one: About) -> Iterator[Check]:
    del one
    yield may_check(work, order, "CANDIDACY" if order.kind != "chi_dinh" else "HIGHER_POST")


def _reappointed(order: Order, one: About, held: Held | None) -> Reappointment | None:
    if held is None or held.term_ends is None:
        return None
    from desktop_app.law.reappointment import reappointment

    category = as_leader(one.category(order.effective_on, order.category))
    pension = one.pension_start(order.effective_on, category)
    if pension is None:
        return None
    years = (order.term_months or months_of(held)) // 12
    law = one.law
    found = reappointment(
        category, held.term_ends, years, pension, signed=order.signed_on, days=law.days, pack=law.appointments
    )
    return found.value


def months_of(held: Held) -> int:
    """The months of the term that ends, in whole years; five years where the row does not show its beginning.

    A row that covers less than three years of a term began in its midst: a reorganisation moved the post.
    """
    if held.term_ends is None or held.starts is None:
        return _FIVE
    months = (whole_months(held.starts, held.term_ends + _DAY) + 6) // 12 * 12
    return months if months >= _LEAST else _FIVE


def _reappoint(work: Work, order: Order, one: About) -> Iterator[Check]:
    held = _target(order, one)
    if held is None or held.term_ends is None:
        yield Check("reappointment", "Bổ nhiệm lại hay kéo dài", lacking("ngày hết thời hạn giữ chức vụ"))
        return
    category = as_leader(one.category(order.effective_on, order.category))
    pension = one.pension_start(order.effective_on, category)
    years = (order.term_months or months_of(held)) // 12
    on = order.signed_on or min(order.effective_on, work.today)
    known = _obstacles_known(work, order, one)
    checks = reappointment_checks(
        category, held.term_ends, years, pension, on, signed=order.signed_on, known=known, law=one.law
    )
    for check in checks:
        yield _looked_into(order, check) if check.code == "not_processed" else check
        if check.code == "reappointment":
            yield from _outcome(order, check.answer)
    if order.kind == "bo_nhiem_lai":
        served = terms_served(one, held.post, held.term_ends)
        answer = terms_in_a_row(category, held.term_ends, served, one.law.appointments)
        yield Check("terms", "Số nhiệm kỳ liên tiếp", answer)
    yield may_check(work, order, "REAPPOINTMENT")
    if order.kind != "khong_bo_nhiem_lai" and order.effective_on != held.term_ends:
        step = f"Thời hạn mới tính từ ngày hết thời hạn cũ {shown(held.term_ends)}, không phải {shown(order.effective_on)}."
        yield Check("starts", "Ngày bắt đầu thời hạn mới", Answer(None, "khong_dat", checks[0].answer.basis, (step,)))


def _outcome(order: Order, found: Answer[Reappointment]) -> Iterator[Check]:
    if found.value is None or found.value.outcome is None or order.kind == "khong_bo_nhiem_lai":
        return
    outcome = found.value.outcome
    fits = outcome in {order.kind, "can_xem_xet"}
    step = f"Còn {found.value.months_left} tháng đến khi nghỉ hưu: thuộc trường hợp {OUTCOMES[outcome]}."
    verdict: Verdict = "dat" if fits else "khong_dat"
    hard = found.confirmed and not fits
    answer: Answer[bool] = Answer(fits, verdict, found.basis, (step,), confirmed=found.confirmed, hard=hard)
    yield Check("outcome", order.of_kind.name, answer)


def _move(work: Work, order: Order, one: About) -> Iterator[Check]:
    day, figures = order.effective_on, one.law.movements
    category = one.category(day, order.category)
    purposes = {
        "dieu_dong": "TRANSFER",
        "luan_chuyen": "ROTATION",
        "biet_phai": "SECONDMENT",
        "keo_dai_biet_phai": "SECONDMENT",
    }
    yield Check(
        "movable", "Trường hợp không điều động", movable(category, day, order.cases, wishes=order.wishes, pack=figures)
    )
    yield may_check(work, order, purposes[order.kind])
    if order.kind in {"biet_phai", "keo_dai_biet_phai"}:
        held = _target(order, one) if order.kind == "keo_dai_biet_phai" else None
        starts = (held.post_since or held.starts or day) if held else day
        answer = secondment(category, starts, order.until, urgent_task_unfinished=order.urgent, pack=figures)
        yield Check("secondment", "Thời hạn biệt phái", answer)
        if held is not None and answer.value is not None and answer.value.extendable is False:
            refused = replace(answer, verdict="khong_dat", hard=answer.confirmed)
            yield Check("extension", "Kéo dài biệt phái", refused)
        return
    pension = one.pension_start(day, category)
    if order.kind == "luan_chuyen":
        found: Answer[Any] = (
            lacking("ngày sinh", "giới tính")
            if pension is None
            else rotation(category, day, pension, special=order.special, term=order.term_months or _FIVE, pack=figures)
        )
        yield Check("rotation", "Thời gian công tác còn lại", found, one.age_on(day))
    main = one.standing.main_on(day - _DAY)
    if main is not None and main.leader and main.allowance is not None:
        way = "LUAN_CHUYEN" if order.kind == "luan_chuyen" else "DIEU_DONG"
        kept = kept_allowance_until(category, way, day, order.until, figures)  # type: ignore[arg-type]
        yield Check("kept_allowance", "Bảo lưu phụ cấp chức vụ", kept)


def _act(work: Work, order: Order, one: About) -> Iterator[Check]:
    day = order.effective_on
    category = as_leader(one.category(day, order.category))
    yield may_check(work, order, "EQUAL_POST")
    if order.kind == "giao_quyen":
        last = order.until or day
        found = acting(day, max(last, day), category=category, head_absent=order.head_absent, pack=one.law.movements)
        yield Check("acting", "Thời hạn giao quyền", found)
    yield Check(
        "counts",
        "Tính thời gian giữ chức vụ",
        acting_counts(category, day, in_charge=order.kind in ACTING - {"giao_quyen"}, pack=one.law.movements),
    )


def _change_position(work: Work, order: Order, one: About) -> Iterator[Check]:
    day = order.effective_on
    category = one.category(day, order.category)
    main = one.standing.main_on(day - _DAY)
    pension = one.pension_start(day, category)
    months = whole_months(day, pension) if pension is not None and pension > day else None
    yield Check(
        "position_change",
        "Thuộc diện chuyển đổi vị trí",
        position_change(
            category,
            day,
            leader=bool(main and main.leader),
            months_to_retirement=months,
            exempt=order.cases or (),
            pack=one.law.movements,
        ),
    )
    yield may_check(work, order, "POSITION_CHANGE")


_WAYS: Mapping[str, Callable[[Work, Order, About], Iterator[Check]]] = {
    "bo_nhiem": _appoint,
    "bau_cu": _elect,
    "phe_chuan": _elect,
    "chi_dinh": _elect,
    "bo_nhiem_lai": _reappoint,
    "keo_dai": _reappoint,
    "khong_bo_nhiem_lai": _reappoint,
    "dieu_dong": _move,
    "luan_chuyen": _move,
    "biet_phai": _move,
    "keo_dai_biet_phai": _move,
    "giao_quyen": _act,
    "phu_trach": _act,
    "chuyen_doi_vi_tri": _change_position,
    "tu_chuc": leave_post,
    "thoi_giu_chuc_vu": leave_post,
    "mien_nhiem": leave_post,
    "tam_dinh_chi": suspend,
    "thoi_viec": leave_service,
    "nghi_huu": leave_service,
    "tuyen_dung": recruit,
    "tiep_nhan": recruit,
}
