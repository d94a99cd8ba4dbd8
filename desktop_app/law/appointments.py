"""Appointing to a leadership post: term, age, time in the previous post, ratings, what stands in the way, procedure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import add_months, shown, whole_months
from desktop_app.law.judging import as_leader, judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

Level = Literal["first", "higher", "equal", "lower"]
Held = Literal["held", "acting", "in_charge", "lost_by_discipline"]
Ratings = Callable[[int], str | None]
"""The rating of a year (``HTXSNV HTTNV HTNV KHTNV``), ``None`` where the register has none."""
Obstacles = Callable[[date], Collection[str] | None]
"""The cases that hold on a day (codes of ``OBSTACLES``), ``None`` where the register cannot tell."""

TOPIC = "appointments"
LEVELS: Mapping[Level, str] = {
    "first": "bổ nhiệm lần đầu",
    "higher": "bổ nhiệm chức vụ cao hơn",
    "equal": "bổ nhiệm chức vụ tương đương",
    "lower": "bổ nhiệm chức vụ thấp hơn",
}
RATING_ORDER = ("KHTNV", "HTNV", "HTTNV", "HTXSNV")
RATING_NAMES = {
    "HTXSNV": "hoàn thành xuất sắc nhiệm vụ",
    "HTTNV": "hoàn thành tốt nhiệm vụ",
    "HTNV": "hoàn thành nhiệm vụ",
    "KHTNV": "không hoàn thành nhiệm vụ",
}
OBSTACLES = {
    "BANNED_FROM_OFFICE": "bị cấm đảm nhiệm chức vụ",
    "IN_DISCIPLINE_HANDLING": "đang trong thời hạn xử lý kỷ luật",
    "DISCIPLINE_TIME_LIMIT": "đang trong thời hạn xử lý kỷ luật",
    "DISCIPLINE_RUNNING": "đang thi hành quyết định kỷ luật",
    "PROSECUTED": "đang bị điều tra, truy tố, xét xử hoặc tạm giữ, tạm giam",
    "DENUNCIATION_TEAM": "đã lập đoàn xác minh nội dung tố cáo",
    "DISCIPLINE_COMPLAINT": "đang khiếu nại quyết định kỷ luật",
    "INSPECTION_OR_AUDIT_RECOMMENDATION": "kiến nghị của thanh tra, kiểm toán chưa thực hiện xong",
    "SUSPENDED": "đang bị tạm đình chỉ công tác",
    "OTHER_OF_AUTHORITY": "trường hợp khác theo quy định của cấp có thẩm quyền",
    "ABROAD_GE_3_MONTHS": "đang ở nước ngoài từ 3 tháng trở lên",
    "INPATIENT_GE_3_MONTHS": "đang điều trị nội trú từ 3 tháng trở lên",
    "MATERNITY_LEAVE": "đang nghỉ thai sản",
    "INVESTIGATION_INFORMATION": "có thông tin của cơ quan điều tra",
}


@dataclass(frozen=True)
class HeldPost:
    """A time in the previous post or an equivalent one; ``how`` says whether it counts."""

    starts: date
    ends: date
    how: Held = "held"


def no_ratings(year: int) -> str | None:  # noqa: ARG001 - the register has no ratings yet
    """No year is known."""
    return None


def no_obstacles_known(day: date) -> Collection[str] | None:  # noqa: ARG001 - the register has no discipline yet
    """Nothing is known of any day."""
    return None


def term_months(category: str, day: date, years: int | None = None, pack: Pack | None = None) -> Answer[int]:
    """The months of a term that begins on the day: the ordinary one, or ``years`` where a special rule gives another."""
    row = row_of(pack, TOPIC, "elected", category, day)
    if row is not None:
        step = "Chức vụ do bầu cử: thời hạn theo nhiệm kỳ của cơ quan bầu ra."
        return not_applied(step, basis=provisions(row), confirmed=row.confirmed)
    row = row_of(pack, TOPIC, "term_years", as_leader(category), day)
    if row is None:
        return unregulated(f"thời hạn giữ chức vụ, đối tượng {category}, ngày {shown(day)}")
    ordinary = int(row.value["years"])
    taken = years or ordinary
    odd = taken != ordinary and taken not in row.value.get("also", ())
    notes = (f"Thời hạn {taken} năm phải có quy định riêng của Đảng hoặc của ngành.",) if odd else ()
    return told(taken * 12, row, f"Thời hạn giữ chức vụ {taken} năm = {taken * 12} tháng.", warnings=notes)


def term_end(starts: date, months: int) -> date:
    """The last day of a term that runs from the day the decision takes effect."""
    return add_months(starts, months) - timedelta(days=1)


def full_term_age(  # the rule asks for all of these
    category: str,
    level: Level,
    on: date,
    months: int,
    pension_start: date | None,
    *,
    party_managed: bool = False,
    pack: Pack | None = None,
) -> Answer[bool]:
    """Whether the person can serve the whole term; ``on`` is the day the authority reckons the age at.

    Not asked for an equal or lower post. The authority may decide otherwise in exceptional cases.
    """
    row = row_of(pack, TOPIC, "full_term_age", as_leader(category), on)
    if row is None:
        return unregulated(f"điều kiện tuổi bổ nhiệm, đối tượng {category}, ngày {shown(on)}")
    if not row.value[level]:
        step = f"{LEVELS[level].capitalize()}: không xét tuổi để công tác trọn một thời hạn."
        return not_applied(step, basis=provisions(row), confirmed=row.confirmed)
    if pension_start is None:
        return lacking("ngày sinh", "giới tính", basis=provisions(row))
    needed = add_months(on, months)
    ok = pension_start >= needed
    steps = [
        f"Thời điểm tính tuổi {shown(on)} (do cấp có thẩm quyền xác định) + {months} tháng = {shown(needed)}.",
        f"Hưởng lương hưu từ {shown(pension_start)}: {'đủ' if ok else 'không đủ'} tuổi để công tác trọn thời hạn.",
    ]
    notes = []
    if not ok:
        notes.append("Trường hợp đặc biệt do cấp có thẩm quyền xem xét, quyết định.")
        special = row_of(pack, TOPIC, "age_exception", as_leader(category), on)
        left = whole_months(on, pension_start)
        if party_managed and special is not None and left >= int(special.value["months_left"]):
            notes.append(
                f"Còn {left} tháng, từ {special.value['months_left']} tháng trở lên: "
                f"thuộc trường hợp đặc biệt theo {special.basis}."
            )
    return judged(row, *steps, ok=ok, warnings=tuple(notes))


def planning_age(
    category: str, group: Literal[1, 2], on: date, pension_start: date, pack: Pack | None = None
) -> Answer[bool]:
    """Whether enough months are left to be put on the planning list: 60 for the first group, 120 for the second."""
    row = row_of(pack, TOPIC, "planning_age", as_leader(category), on)
    if row is None:
        return unregulated(f"tuổi quy hoạch, đối tượng {category}, ngày {shown(on)}")
    needed = int(row.value[f"group{group}"])
    left = whole_months(on, pension_start)
    return judged(row, f"Từ {shown(on)} đến khi nghỉ hưu còn {left} tháng; cần {needed} tháng.", ok=left >= needed)


def months_held(times: Collection[HeldPost]) -> tuple[int, int]:
    """The months and days cumulated over the times that count; thirty days left over from several times make a month.

    Acting and being in charge never count, nor does time in a post that was lost through discipline.
    """
    counted = [one for one in times if one.how == "held" and one.ends >= one.starts]
    months = days = 0
    for one in counted:
        after = one.ends + timedelta(days=1)
        whole = whole_months(one.starts, after)
        months += whole
        days += (after - add_months(one.starts, whole)).days
    return (months + days // 30, days % 30) if len(counted) > 1 else (months, days)


def previous_post(
    category: str,
    level: Level,
    on: date,
    times: Collection[HeldPost] | None,
    *,
    party_managed: bool = False,
    pack: Pack | None = None,
) -> Answer[bool]:
    """Whether the time in the previous post or equivalent ones is long enough; asked for a higher post only."""
    row = row_of(pack, TOPIC, "previous_post_months", as_leader(category), on)
    party = row_of(pack, TOPIC, "previous_post_months_party", as_leader(category), on) if party_managed else None
    rows = [one for one in (row, party) if one is not None]
    if not rows:
        return unregulated(f"thời gian giữ chức vụ cũ, đối tượng {category}, ngày {shown(on)}")
    if level != "higher":
        step = f"{LEVELS[level].capitalize()}: không xét thời gian giữ chức vụ cũ."
        return not_applied(step, basis=provisions(*rows))
    wanted = [one for one in rows if "months" in one.value]
    if not wanted:
        return not_applied("Thời gian giữ chức vụ cũ do cấp có thẩm quyền quy định.", basis=provisions(*rows))
    if times is None:
        return lacking("thời gian giữ chức vụ cũ hoặc tương đương", basis=provisions(*rows))
    strictest = max(wanted, key=lambda one: int(one.value["months"]))
    needed = int(strictest.value["months"])
    months, days = months_held(times)
    steps = [f"Thời gian giữ chức vụ cũ và tương đương cộng dồn: {months} tháng {days} ngày; cần {needed} tháng."]
    if any(one.how in {"acting", "in_charge"} for one in times):
        steps.append("Thời gian giao quyền, giao phụ trách không được tính.")
    if any(one.how == "lost_by_discipline" for one in times):
        steps.append("Thời gian giữ chức vụ đã mất do bị kỷ luật không được tính.")
    ok = months >= needed
    notes = ("Trường hợp khác do cấp có thẩm quyền xem xét, quyết định.",) if party is not None and not ok else ()
    return judged(strictest, *steps, ok=ok, warnings=notes)


def good_ratings(category: str, on: date, ratings: Ratings = no_ratings, pack: Pack | None = None) -> Answer[bool]:
    """Whether each of the last years, counted back from the day of the procedure, was rated well enough."""
    row = row_of(pack, TOPIC, "good_ratings", as_leader(category), on)
    if row is None:
        return unregulated(f"xếp loại các năm trước khi bổ nhiệm, đối tượng {category}, ngày {shown(on)}")
    count, least = int(row.value["years"]), str(row.value["least"])
    years = [on.year - back for back in range(1, count + 1)]
    found = {year: ratings(year) for year in years}
    absent = [f"xếp loại năm {year}" for year, rating in found.items() if rating is None]
    steps = [f"Năm {year}: {RATING_NAMES[rating]}." for year, rating in found.items() if rating is not None]
    low = [
        year for year, one in found.items() if one is not None and RATING_ORDER.index(one) < RATING_ORDER.index(least)
    ]
    steps.append(f"Mỗi năm trong {count} năm liền trước phải từ “{RATING_NAMES[least]}” trở lên.")
    if absent and not low:
        return lacking(*absent, basis=provisions(row))
    return judged(row, *steps, ok=not low)


def obstacles(
    category: str, on: date, known: Obstacles = no_obstacles_known, pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """What stands in the way of an appointment on the day; a reappointment has rules of its own."""
    row = row_of(pack, TOPIC, "blockers", as_leader(category), on)
    if row is None:
        return unregulated(f"trường hợp không bổ nhiệm, đối tượng {category}, ngày {shown(on)}")
    return _of_list(on, row.value, known(on), provisions(row), confirmed=row.confirmed)


def _of_list(
    on: date, listed: Collection[str], held: Collection[str] | None, basis: tuple[str, ...], *, confirmed: bool
) -> Answer[tuple[str, ...]]:
    if held is None:
        return lacking("kỷ luật, thanh tra, tố cáo", basis=basis)
    found = tuple(code for code in listed if code in held)
    steps = tuple(f"Ngày {shown(on)} {OBSTACLES[code]}." for code in found)
    if not found:
        return Answer((), "dat", basis, (f"Ngày {shown(on)} không có trường hợp nào bị chặn.",), confirmed=confirmed)
    return Answer(found, "khong_dat", basis, steps, confirmed=confirmed, hard=confirmed)


def terms_in_a_row(category: str, on: date, served: int, pack: Pack | None = None) -> Answer[bool]:
    """Whether one more term may follow ``served`` consecutive ones; Party and sector rules may set a limit of their own."""
    row = row_of(pack, TOPIC, "terms_in_a_row", as_leader(category), on)
    if row is None:
        return unregulated(f"số nhiệm kỳ liên tiếp, đối tượng {category}, ngày {shown(on)}")
    if "most" not in row.value:
        note = "Quy định của Đảng hoặc của ngành có thể giới hạn số nhiệm kỳ."
        return judged(row, f"Đã {served} nhiệm kỳ liên tiếp; không giới hạn số nhiệm kỳ.", ok=True, warnings=(note,))
    most = int(row.value["most"])
    return judged(row, f"Đã {served} nhiệm kỳ liên tiếp; tối đa {most}.", ok=served < most)


def new_post_ends_old(category: str, on: date, *, concurrent: bool, pack: Pack | None = None) -> Answer[bool]:
    """Whether the old post ends by itself with the new appointment; not when it is held concurrently."""
    row = row_of(pack, TOPIC, "new_post_ends_old", as_leader(category), on)
    if row is None:
        return unregulated(f"thôi giữ chức vụ cũ khi bổ nhiệm chức vụ mới, đối tượng {category}, ngày {shown(on)}")
    step = "Kiêm nhiệm: giữ cả hai chức vụ." if concurrent else "Chức vụ cũ đương nhiên thôi khi bổ nhiệm chức vụ mới."
    return told(not concurrent, row, step)
