"""What the law says of leaving a post or the service, of a suspension and of a recruitment, as checks of a movement."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from desktop_app.law import leaving_posts
from desktop_app.law.answer import Answer, lacking
from desktop_app.law.appointment_checks import Check
from desktop_app.law.appointments import full_term_age
from desktop_app.law.calendar import shown, whole_months
from desktop_app.law.judging import as_leader
from desktop_app.law.recruitment import probation_end
from desktop_app.law.resignation import may_resign
from desktop_app.services import restrictions
from desktop_app.services.movements.facts import About
from desktop_app.services.movements.orders import Order
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_FIVE = 60
LEFT_AS: Mapping[str, leaving_posts.Leaving] = {
    "tu_chuc": "TU_CHUC",
    "thoi_giu_chuc_vu": "THOI_GIU_CHUC_VU",
    "mien_nhiem": "MIEN_NHIEM",
}


def may_check(work: Work, order: Order, purpose: str) -> Check:
    """What discipline says of a purpose on the day."""
    answer = restrictions.may(work, order.person, purpose, order.effective_on)
    return Check("discipline", "Kỷ luật", answer)


def leave_post(work: Work, order: Order, one: About) -> Iterator[Check]:
    """The grounds, and when a post may be given again."""
    del work
    day = order.effective_on
    category = as_leader(one.category(day - _DAY, order.category))
    way = LEFT_AS[order.kind]
    if way != "THOI_GIU_CHUC_VU":
        grounds = leaving_posts.grounds(category, way, day, order.cases or (), one.law.movements)  # type: ignore[arg-type]
        if order.cases is None:
            grounds = lacking("căn cứ", basis=grounds.basis)
        yield Check("grounds", "Căn cứ", grounds)
    main = one.standing.main_on(day - _DAY)
    if way == "TU_CHUC" and order.cases and main is not None and main.leader and main.allowance and main.term_ends:
        kept = leaving_posts.resigned_allowance_until(category, order.cases[0], day, main.term_ends, one.law.movements)
        yield Check("kept_allowance", "Bảo lưu phụ cấp chức vụ", kept)
    pension = one.pension_start(day, category)
    years = whole_months(day, pension) // 12 if pension is not None and pension > day else None
    yield Check(
        "come_back", "Được bổ nhiệm lại từ", leaving_posts.comeback(category, way, day, years, one.law.movements)
    )


def suspend(work: Work, order: Order, one: About) -> Iterator[Check]:
    """How long a suspension may last."""
    del work
    category = one.category(order.effective_on, order.category)
    found = leaving_posts.suspension(category, order.effective_on, one.law.days, one.law.movements)
    last = found.value.extended_last_day if found.value else None
    if last is not None and order.until is not None and order.until > last:
        step = f"Tạm đình chỉ đến {shown(order.until)}, quá ngày {shown(last)}."
        found = replace(found, verdict="khong_dat", steps=(*found.steps, step), hard=found.confirmed)
    yield Check("suspension", "Thời hạn tạm đình chỉ", found)


def leave_service(work: Work, order: Order, one: About) -> Iterator[Check]:
    """Resigning: what stands against it; retiring: the age on the day."""
    category = one.category(order.effective_on - _DAY, order.category)
    if order.kind == "thoi_viec":
        told = may_resign(category, order.effective_on, order.cases or (), pack=one.law.resignation)
        if order.cases is None and told.verdict == "dat":  # nobody looked into it
            told = lacking("thanh tra, tố cáo, nợ, cam kết phục vụ", basis=told.basis)
        yield Check("resign", "Giải quyết thôi việc", told)
        yield may_check(work, order, "RESIGNATION")
    if order.kind == "nghi_huu":
        found = one.retires(order.effective_on, category)
        pension = found.value.moment.pension_start if found.value and found.value.moment else None
        if pension is None:
            yield Check("retirement", "Tuổi nghỉ hưu", found)
            return
        ok = order.effective_on >= pension
        step = f"Hưởng lương hưu từ {shown(pension)}; quyết định cho nghỉ từ {shown(order.effective_on)}."
        moment: Answer[date] = Answer(
            pension, "dat" if ok else "khong_dat", found.basis, (step,), confirmed=found.confirmed
        )
        yield Check("retirement", "Tuổi nghỉ hưu", moment, one.age_on(order.effective_on))


def recruit(work: Work, order: Order, one: About) -> Iterator[Check]:
    """Probation by regime, and the age of whoever comes into a leadership post."""
    del work
    category = order.category or "CC"
    yield Check(
        "probation", "Tập sự", probation_end(category, order.training, order.effective_on, pack=one.law.recruitment)
    )
    if order.kind in {"tuyen_dung", "tiep_nhan"} and order.leader:
        pension = one.pension_start(order.effective_on, category)
        yield Check(
            "age",
            "Tuổi bổ nhiệm",
            full_term_age(category, "first", order.effective_on, _FIVE, pension, pack=one.law.appointments),
            one.age_on(order.effective_on),
        )
