"""Moving people: who may not be moved, rotation of leaders, kept allowances, periodic change of position."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop_app.law.acting import TOPIC
from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.judging import as_leader, is_leader, judged, provisions, row_of, told, without_post
from desktop_app.law.packs import Pack

Movement = Literal["DIEU_DONG", "LUAN_CHUYEN", "BIET_PHAI"]
_DAY = timedelta(days=1)
EXCLUDED = {
    "IN_DISCIPLINE": "đang bị xem xét, thi hành kỷ luật",
    "PROSECUTED_OR_INSPECTION": "đang bị truy tố hoặc liên quan đến việc thanh tra, kiểm tra",
    "CRITICAL_ILLNESS": "đang điều trị bệnh hiểm nghèo",
    "LONG_STUDY_OR_SECONDED": "đang đi học dài hạn hoặc biệt phái",
    "PREGNANT_MATERNITY_CHILD_LT_36_MONTHS": "mang thai, nghỉ thai sản, nuôi con dưới 36 tháng",
    "HARD_CIRCUMSTANCES": "hoàn cảnh đặc biệt khó khăn",
}
ROTATED = {
    "PLANNED": "cán bộ lãnh đạo, quản lý trong quy hoạch",
    "HEAD_TWO_TERMS": "người đứng đầu đã giữ chức vụ hai nhiệm kỳ liên tiếp ở một nơi",
    "NOT_FOR_LOCALS": "chức vụ không bố trí người địa phương",
}
EXEMPT = {
    "DISCIPLINE": "đang bị xem xét, xử lý kỷ luật",
    "INSPECTION_OR_PROSECUTION": "đang bị thanh tra, kiểm tra, điều tra, truy tố, xét xử",
    "CRITICAL_ILLNESS": "đang điều trị bệnh hiểm nghèo",
    "STUDY_GE_12_MONTHS": "đang đi học tập trung từ 12 tháng trở lên",
    "SECONDED": "đang biệt phái",
    "PREGNANT": "đang mang thai",
    "CHILD_LT_36_MONTHS": "đang nuôi con dưới 36 tháng",
}


def movable(
    category: str, on: date, cases: Collection[str] | None, *, wishes: bool = False, pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """Whether somebody may be transferred, rotated or seconded; pregnancy, a small child and hardship yield to the wish."""
    row = row_of(pack, TOPIC, "excluded", category, on)
    if row is None:
        return unregulated(f"trường hợp không điều động, biệt phái, đối tượng {category}, ngày {shown(on)}")
    if cases is None:
        return lacking("kỷ luật, thanh tra, sức khoẻ, hoàn cảnh gia đình", basis=provisions(row))
    held = [code for code in row.value["cases"] if code in cases]
    waived = [code for code in held if wishes and code in row.value["waived"]]
    found = tuple(code for code in held if code not in waived)
    steps = [f"Không thực hiện khi {EXCLUDED[code]}." for code in found]
    steps += [f"{EXCLUDED[code].capitalize()}: người đó có nguyện vọng nên vẫn thực hiện." for code in waived]
    passed = judged(row, *(steps or ["Không thuộc trường hợp nào bị loại trừ."]), ok=not found)
    return Answer(
        found, passed.verdict, passed.basis, passed.steps, passed.warnings, passed.confirmed, hard=passed.hard
    )


@dataclass(frozen=True)
class RotationPlan:
    """The earliest end of a rotation, ``None`` where no text sets one."""

    earliest_end: date | None


def rotation(
    category: str, start: date, pension_start: date, *, special: bool = False, term: int = 60, pack: Pack | None = None
) -> Answer[RotationPlan]:
    """Rotation of a leader: ten years left from the start (a full term in the two special cases), three years at least.

    Before 01/07/2025 the special cases needed five years. The authority may make exceptions.
    """
    row = row_of(pack, TOPIC, "rotation_years_left", as_leader(category), start)
    if row is None:
        return unregulated(f"luân chuyển, đối tượng {category}, ngày {shown(start)}")
    months = row.value.get("special_years", 0) * 12 or term if special else row.value["years"] * 12
    needed = add_months(start, months)
    ok = pension_start >= needed
    steps = [f"Luân chuyển từ {shown(start)} + {months} tháng = {shown(needed)}; nghỉ hưu {shown(pension_start)}."]
    notes = [] if ok else ["Trường hợp khác do cấp có thẩm quyền quyết định."]
    if not ok and not special and pension_start >= add_months(start, term):
        notes.append("Đủ một thời hạn bổ nhiệm: chỉ luân chuyển được nếu thuộc hai trường hợp đặc biệt.")
    length = row_of(pack, TOPIC, "rotation", as_leader(category), start)
    unsettled: tuple[str, ...] = ()
    if length is None:
        unsettled = ("earliest_end",)
        notes.append("Chưa rõ quy định về thời gian luân chuyển.")
    else:
        end = add_months(start, length.value["least"])
        steps.append(f"Thời gian luân chuyển ít nhất {length.value['least']} tháng: không kết thúc trước {shown(end)}.")
    passed = judged(row, *steps, ok=ok, warnings=tuple(notes), unsettled=unsettled)
    plan = RotationPlan(add_months(start, length.value["least"]) if length else None)
    basis = provisions(row, length) if length else provisions(row)
    return Answer(
        plan, passed.verdict, basis, passed.steps, passed.warnings, passed.confirmed, unsettled, hard=passed.hard
    )


def rotation_who(
    category: str, start: date, cases: Collection[str], pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """Which of the person's cases are reasons to be rotated; the last two need only a full term left (``special``)."""
    row = row_of(pack, TOPIC, "rotation_who", as_leader(category), start)
    if row is None:
        return unregulated(f"đối tượng luân chuyển, đối tượng {category}, ngày {shown(start)}")
    found = tuple(code for code in row.value if code in cases)
    steps = tuple(f"Thuộc đối tượng luân chuyển: {ROTATED[code]}." for code in found)
    passed = judged(row, *(steps or ("Không thuộc đối tượng luân chuyển.",)), ok=bool(found), hard=False)
    return Answer(found, passed.verdict, passed.basis, passed.steps, passed.warnings, passed.confirmed)


def still_rotation(*, stays_for_good: bool) -> Answer[bool]:
    """Whether a move still counts as rotation: not once the person stays at the new place for good."""
    basis = ("Khoản 2 Điều 50 Nghị định số 170/2025/NĐ-CP",)
    step = "Ở lại công tác lâu dài nơi đến: không còn tính là luân chuyển." if stays_for_good else "Còn là luân chuyển."
    return Answer(not stays_for_good, None, basis, (step,))


def kept_allowance_until(
    category: str, movement: Movement, start: date, rotation_end: date | None = None, pack: Pack | None = None
) -> Answer[date]:
    """The last day on which the higher allowance of the old post is paid: six months, or the whole rotation."""
    row = row_of(pack, TOPIC, "kept_allowance", category, start)
    if row is None or movement == "BIET_PHAI":
        return unregulated(f"bảo lưu phụ cấp chức vụ, đối tượng {category}, ngày {shown(start)}")
    if movement == "LUAN_CHUYEN":
        step = "Bảo lưu phụ cấp chức vụ cao hơn trong cả thời gian luân chuyển."
        if rotation_end is None:
            return lacking("ngày kết thúc luân chuyển", basis=provisions(row))
        return told(rotation_end, row, step)
    until = add_months(start, row.value["transfer"]) - _DAY
    return told(until, row, f"Bảo lưu {row.value['transfer']} tháng từ {shown(start)}: đến {shown(until)}.")


@dataclass(frozen=True)
class PositionChange:
    """Whether the periodic change of position applies, and why."""

    applies: bool
    reason: str


def position_change(
    category: str,
    on: date,
    *,
    leader: bool,
    months_to_retirement: int | None,
    exempt: Collection[str] = (),
    pack: Pack | None = None,
) -> Answer[PositionChange]:
    """Whether somebody in a listed position is rotated: only without a leadership post, and not near retirement."""
    row = row_of(pack, TOPIC, "position_change", without_post(category), on)
    anybody = row_of(pack, TOPIC, "position_change", "CC", on)
    if row is None and anybody is not None:
        return _not_rotated("Chỉ áp dụng với cán bộ, công chức, viên chức.", provisions(anybody))
    if row is None:
        return unregulated(f"chuyển đổi vị trí công tác, đối tượng {category}, ngày {shown(on)}")
    if leader or is_leader(category):
        reason = "Người giữ chức vụ lãnh đạo, quản lý không thuộc diện chuyển đổi vị trí; dùng luân chuyển, điều động."
        return _not_rotated(reason, provisions(row))
    held = [code for code in row.value["exempt"] if code in exempt]
    if held:
        return _not_rotated(f"Chưa thực hiện khi {EXEMPT[held[0]]}.", provisions(row))
    limit = row.value["months_to_retirement"]
    if months_to_retirement is None:
        return lacking("ngày sinh", "giới tính", basis=provisions(row))
    if months_to_retirement < limit:
        return _not_rotated(f"Còn {months_to_retirement} tháng đến khi nghỉ hưu, dưới {limit} tháng.", provisions(row))
    reason = f"Không giữ chức vụ lãnh đạo, quản lý; còn {months_to_retirement} tháng đến khi nghỉ hưu."
    least, most = row.value["least"] // 12, row.value["most"] // 12
    steps = (reason, f"Định kỳ từ {least} đến {most} năm theo danh mục của ngành, lĩnh vực.")
    return Answer(PositionChange(applies=True, reason=reason), None, provisions(row), steps, confirmed=row.confirmed)


def _not_rotated(reason: str, basis: tuple[str, ...]) -> Answer[PositionChange]:
    return Answer(PositionChange(applies=False, reason=reason), "khong_ap_dung", basis, (reason,))


def position_change_due(category: str, assigned: date, period_months: int, pack: Pack | None = None) -> Answer[date]:
    """The day the period of the sector is over, counted from the decision of assignment; 24 to 60 months."""
    row = row_of(pack, TOPIC, "position_change", without_post(category), assigned)
    if row is None:
        return unregulated(f"chuyển đổi vị trí công tác, đối tượng {category}, ngày {shown(assigned)}")
    due = add_months(assigned, period_months)
    fits = row.value["least"] <= period_months <= row.value["most"]
    notes = () if fits else (f"Kỳ hạn phải từ {row.value['least']} đến {row.value['most']} tháng.",)
    return told(due, row, f"Phân công {shown(assigned)} + {period_months} tháng = {shown(due)}.", warnings=notes)
