"""Leaving a post: time limits, grounds, when one may come back, the allowance kept; suspension from work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop_app.law.acting import TOPIC
from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.calendar import WorkCalendar, add_months, add_working_days, shown
from desktop_app.law.judging import as_leader, judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

Leaving = Literal["THOI_GIU_CHUC_VU", "TU_CHUC", "MIEN_NHIEM", "MIEN_NHIEM_TU_NGUYEN"]
LEAVING = {
    "THOI_GIU_CHUC_VU": "cho thôi giữ chức vụ",
    "TU_CHUC": "từ chức",
    "MIEN_NHIEM": "miễn nhiệm",
    "MIEN_NHIEM_TU_NGUYEN": "miễn nhiệm, tự nguyện xin từ chức",
}
GROUNDS = {
    "REPRIMAND_OR_WARNING": "bị khiển trách hoặc cảnh cáo",
    "LOW_VOTES_GT_2_3": "trên 2/3 phiếu tín nhiệm thấp",
    "LOW_VOTES_GT_1_2": "trên 50 % phiếu tín nhiệm thấp",
    "BAD_YEAR": "một năm xếp loại không hoàn thành nhiệm vụ",
    "BAD_YEARS_2_CONSECUTIVE": "hai năm liên tiếp không hoàn thành nhiệm vụ",
    "BAD_YEARS_2_NON_CONSECUTIVE": "hai năm không liên tiếp không hoàn thành nhiệm vụ",
    "REPRIMANDS_2_DUTY_IN_TERM": "hai lần bị khiển trách liên quan đến nhiệm vụ trong một thời hạn",
    "WARNING_LOST_CREDIBILITY": "bị cảnh cáo, không còn uy tín",
    "DEGRADATION": "suy thoái về tư tưởng chính trị, đạo đức, lối sống",
    "POLITICAL_STANDARD": "vi phạm tiêu chuẩn chính trị",
    "CORRUPTION_IN_UNIT": "để xảy ra tham nhũng trong đơn vị",
    "OWN_WISH": "theo nguyện vọng",
    "CAPACITY_OR_HEALTH": "hạn chế về năng lực hoặc sức khoẻ",
    "UNIT_SERIOUS_FAILURE": "để đơn vị xảy ra sai phạm nghiêm trọng",
    "OTHER": "lý do khác",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LeavingSteps:
    """The last day of the proposal, of the decision, and of the decision in a case that needs more time."""

    proposal: date | None
    decision: date | None
    decision_extended: date | None


def leaving_steps(
    category: str, asked: date, proposed: date | None = None, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Answer[LeavingSteps]:
    """Ten working days for the proposal, ten more for the decision, fifteen on top where it is complicated."""
    row = row_of(pack, TOPIC, "leaving_working_days", as_leader(category), asked)
    if row is None:
        return unregulated(f"thời hạn cho thôi giữ chức vụ, đối tượng {category}, ngày {shown(asked)}")
    propose, decide, more = row.value["propose"], row.value["decide"], row.value["more"]
    first = add_working_days(asked, propose, days)
    base = proposed or (first.day if first else None)
    then = add_working_days(base, decide, days) if base else None
    long = add_working_days(base, decide + more, days) if base else None
    steps = [
        f"{shown(asked)} + {propose} ngày làm việc: đề xuất.",
        f"Sau đề xuất {decide} ngày làm việc (kéo dài thêm {more}): quyết định.",
    ]
    notes = tuple(dict.fromkeys(note for one in (first, then, long) if one for note in one.warnings))
    found = LeavingSteps(first.day if first else None, then.day if then else None, long.day if long else None)
    return told(found, row, *steps, warnings=notes)


def grounds(
    category: str, leaving: Literal["TU_CHUC", "MIEN_NHIEM"], on: date, held: Collection[str], pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """Which of the person's cases are grounds to resign from, or be removed from, the post on the day."""
    name = "resignation_grounds" if leaving == "TU_CHUC" else "dismissal_grounds"
    row = row_of(pack, TOPIC, name, as_leader(category), on)
    if row is None:
        return unregulated(f"căn cứ {LEAVING[leaving]}, đối tượng {category}, ngày {shown(on)}")
    found = tuple(code for code in row.value if code in held)
    steps = tuple(f"Căn cứ {LEAVING[leaving]}: {GROUNDS[code]}." for code in found)
    passed = judged(row, *(steps or (f"Không có căn cứ {LEAVING[leaving]}.",)), ok=bool(found), hard=False)
    return Answer(found, passed.verdict, passed.basis, passed.steps, passed.warnings, passed.confirmed)


def comeback(
    category: str, leaving: Leaving, left: date, years_left: int | None = None, pack: Pack | None = None
) -> Answer[date]:
    """The first day on which a post may be given again; the value is ``None`` where only professional work remains."""
    row = row_of(pack, TOPIC, "comeback_months", as_leader(category), left)
    if row is None:
        return unregulated(f"thời gian trước khi bổ nhiệm lại chức vụ, đối tượng {category}, ngày {shown(left)}")
    few = row.value["few_years"]
    if leaving == "TU_CHUC" and years_left is not None and years_left < few:
        step = f"Từ chức khi còn dưới {few} năm công tác: chỉ làm công tác chuyên môn."
        return Answer(None, "khong_dat", provisions(row), (step,), confirmed=row.confirmed, hard=row.confirmed)
    months = row.value[leaving]
    first = add_months(left, months)
    return told(first, row, f"{LEAVING[leaving].capitalize()} {shown(left)} + {months} tháng = {shown(first)}.")


def may_come_back(
    category: str, leaving: Leaving, left: date, on: date, years_left: int | None = None, pack: Pack | None = None
) -> Answer[bool]:
    """Whether a post may be given again on the day."""
    found = comeback(category, leaving, left, years_left, pack)
    if found.value is None:
        value = None if found.verdict == "chua_co_quy_dinh" else False
        return Answer(value, found.verdict, found.basis, found.steps, (), found.confirmed, hard=found.hard)
    ok = on >= found.value
    return Answer(
        ok,
        "dat" if ok else "khong_dat",
        found.basis,
        found.steps,
        found.warnings,
        found.confirmed,
        hard=found.confirmed and not ok,
    )


def resigned_allowance_until(
    category: str, ground: str, left: date, term_ends: date, pack: Pack | None = None
) -> Answer[date]:
    """Until when the allowance of a resigned post is paid: the end of the term, or six months by the ground."""
    row = row_of(pack, TOPIC, "resigned_allowance", as_leader(category), left)
    if row is None:
        return unregulated(f"bảo lưu phụ cấp sau khi từ chức, đối tượng {category}, ngày {shown(left)}")
    if ground in row.value["to_term_end"]:
        return told(term_ends, row, f"Từ chức {GROUNDS[ground]}: bảo lưu đến hết thời hạn {shown(term_ends)}.")
    if ground not in row.value["six_months"]:
        return not_applied("Căn cứ từ chức này không có quy định bảo lưu.", basis=provisions(row))
    until = add_months(left, 6) - _DAY
    return told(until, row, f"Từ chức {GROUNDS[ground]}: bảo lưu 6 tháng, đến {shown(until)}.")


@dataclass(frozen=True)
class Suspension:
    """The last day of a suspension and of its one extension; it lapses by itself."""

    last_day: date | None
    extended_last_day: date | None
    pay_percent: int | None = None


def suspension(
    category: str, start: date, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Answer[Suspension]:
    """How long a suspension from work may last; the first day counts. It may be extended once."""
    row = row_of(pack, TOPIC, "suspension", category, start)
    if row is None:
        return unregulated(f"tạm đình chỉ công tác, đối tượng {category}, ngày {shown(start)}")
    most, longer = row.value["most"], row.value["longer"]
    before = start - _DAY
    notes: list[str] = []
    if row.value["unit"] == "working":
        first, second = add_working_days(before, most, days), add_working_days(before, most + longer, days)
        ends, extended = first.day if first else None, second.day if second else None
        notes += [note for one in (first, second) if one for note in one.warnings]
        unit = "ngày làm việc"
    else:
        ends, extended = before + timedelta(days=most), before + timedelta(days=most + longer)
        unit = "ngày"
    steps = [f"Tạm đình chỉ từ {shown(start)}, không quá {most} {unit}: đến {shown(ends) if ends else '…'}."]
    steps.append(
        f"Gia hạn một lần không quá {longer} {unit}: đến {shown(extended) if extended else '…'}; tự hết hiệu lực."
    )
    if as_leader(category) == category and category.startswith("CC"):
        notes.append("Trong thời gian tạm đình chỉ không hưởng phụ cấp chức vụ.")
    if row.value.get("bad_year"):
        notes.append("Quyết định tạm đình chỉ là căn cứ xếp loại không hoàn thành nhiệm vụ trong năm.")
    unsettled = () if ends and extended else ("last_day", "extended_last_day")
    found = Suspension(ends, extended, row.value.get("pay_percent"))
    return told(found, row, *steps, warnings=tuple(dict.fromkeys(notes)), unsettled=unsettled)


@dataclass(frozen=True)
class SuspensionSteps:
    """The last day to propose, to decide and to lift a suspension."""

    proposal: date | None
    decision: date | None
    cancellation: date | None


def suspension_steps(
    category: str, event: date, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Answer[SuspensionSteps]:
    """Two working days to propose, two more to decide, three to lift it once its reason is gone, each from the event."""
    row = row_of(pack, TOPIC, "suspension", category, event)
    if row is None or "propose" not in row.value:
        return unregulated(f"các bước tạm đình chỉ, đối tượng {category}, ngày {shown(event)}")
    counts = (row.value["propose"], row.value["decide"], row.value["cancel"])
    found = [add_working_days(event, count, days) for count in counts]
    last = [one.day if one else None for one in found]
    step = f"Đề xuất {counts[0]}, quyết định {counts[1]}, huỷ bỏ {counts[2]} ngày làm việc, mỗi bước tính từ {shown(event)}."
    return told(SuspensionSteps(*last), row, step)
