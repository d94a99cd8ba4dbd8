"""Retirement below and beyond the normal age: who may, from when, until when."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop_app.law.calendar import months_before, shown
from desktop_app.law.packs import Pack
from desktop_app.law.retirement_rule import Moment, age_text, moment_at, reached

EARLY = (
    "HEAVY_OR_AREA_15Y",
    "CAPACITY_61_80",
    "CAPACITY_81_PLUS",
    "SPECIAL_HEAVY_15Y_CAPACITY_61",
    "HIV_OCCUPATIONAL",
    "COAL_UNDERGROUND_15Y",
)
LATE = ("ND83_2022", "ND50_2022")


@dataclass(frozen=True)
class CaseFound:
    """What a case gives: the moment (``None`` where there is none), whether the person may, and why."""

    moment: Moment | None
    eligible: bool | None
    basis: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    applies: bool = True
    apply_deadline: date | None = None
    leadership_ends: date | None = None
    needed: int | None = None  # insured years


def insured_text(months: int) -> str:
    """A length of insurance in words: ``14 năm 6 tháng``."""
    years, rest = divmod(months, 12)
    return f"{years} năm {rest} tháng" if rest else f"{years} năm"


def early(code: str, sex: str, born: int, insured_months: int | None, *, day: date, pack: Pack) -> CaseFound:
    """The earliest moment of an early case; ``day`` is the day it is asked for, on which the law is read at the earliest."""
    figure = pack[f"early_{code}"]
    versions = list(figure.by_category["CC"])
    months = versions[-1].value.get("early")
    lowest = None if months is None else reached(sex, born, pack, earlier=months)
    asked = max(day, lowest.moment.pension_start) if lowest else day
    row = pack.at(f"early_{code}", "CC", asked)
    steps: list[str] = []
    unsettled: list[str] = []
    if lowest and months is not None:
        years = months // 12
        steps.append(
            f"{figure.label}, sớm nhất thấp hơn {years} tuổi so với tuổi của năm nghỉ: {age_text(lowest.moment.age_months)}."
        )
    elif months is None:
        steps.append(f"{figure.label}: không giới hạn tuổi dưới.")
        unsettled += ["age_months", "last_working_day", "pension_start"]
    if row is not None and row.value.get("reduced"):
        steps.append("Hưởng lương hưu ở mức thấp hơn.")
    warnings = (
        ["Cộng thời gian làm nghề nặng nhọc với thời gian ở vùng đặc biệt khó khăn: chưa xác nhận."]
        if code == "HEAVY_OR_AREA_15Y"
        else []
    )
    moment = lowest.moment if lowest else None
    basis = (row.basis,) if row else ()
    if row is None:
        warnings.append(
            "Điều kiện số năm đóng bảo hiểm xã hội trước ngày 01/07/2025 cho trường hợp này chưa có trong sổ quy định."
        )
        unsettled.append("eligible")
        return CaseFound(moment, None, basis, tuple(steps), tuple(warnings), tuple(unsettled))
    needed = row.value["insured"]
    sofar = CaseFound(moment, None, basis, tuple(steps), tuple(warnings), tuple(unsettled), needed=needed)
    if insured_months is None:
        step = f"Cần đóng bảo hiểm xã hội từ đủ {needed} năm: chưa biết số năm đã đóng."
        return replace(sofar, steps=(*steps, step), missing=("số năm đóng bảo hiểm xã hội",))
    enough = insured_months >= needed * 12
    told = "đủ" if enough else "chưa đủ, không được nghỉ theo trường hợp này"
    step = f"Cần đóng bảo hiểm xã hội từ đủ {needed} năm: đã đóng {insured_text(insured_months)}, {told}."
    if not enough:
        return replace(sofar, moment=None, eligible=False, steps=(*steps, step), unsettled=())
    return replace(sofar, eligible=True, steps=(*steps, step))


def late(
    code: str, sex: str, born: int, category: str, normal: Moment, *, applied: date | None, pack: Pack
) -> CaseFound:
    """The latest moment of a late case; the normal one where it gives no room."""
    figure = pack[f"late_{code}"]
    row = pack.at(f"late_{code}", category, normal.pension_start)
    if row is None:
        known = any(True for _ in figure.by_category.get(category, ()))
        why = (
            f"{figure.label} không áp dụng cho loại này."
            if not known
            else f"{figure.label} chưa có hiệu lực vào ngày {shown(normal.pension_start)}."
        )
        return CaseFound(normal, eligible=False, steps=(why,), applies=False)
    figures = row.value
    extra = figures["extra"] if "extra" in figures else max(0, figures[f"cap_{sex}"] - normal.age_months)
    found = moment_at(born, normal.age_months + extra)
    steps = [f"Thời điểm bình thường, đủ {age_text(normal.age_months)}: {shown(normal.last_working_day)}."]
    if "extra" in figures:
        steps.append(f"Kéo dài không quá {extra} tháng, muộn nhất đến hết ngày: {shown(found.last_working_day)}.")
    else:
        cap = figures[f"cap_{sex}"]
        steps.append(
            f"Không quá {age_text(cap)}, muộn nhất đến hết ngày: {shown(found.last_working_day)}."
            if extra
            else f"Không quá {age_text(cap)}: bằng tuổi bình thường, không còn kéo dài được."
        )
    warnings = [f"{figure.label} sau ngày 01/07/2026: chưa xác nhận còn hiệu lực."] if not row.confirmed else []
    eligible = extra > 0
    apply_deadline = None
    if "apply" in figures:
        apply_deadline = months_before(normal.pension_start, figures["apply"])
        steps.append(f"Đơn đề nghị trước ít nhất {figures['apply']} tháng, chậm nhất: {shown(apply_deadline)}.")
        decide = months_before(normal.pension_start, figures["decide"])
        steps.append(f"Quyết định kéo dài gửi trước ít nhất {figures['decide']} tháng, chậm nhất: {shown(decide)}.")
        if applied is not None and applied > apply_deadline:
            eligible = False
            warnings.append(f"Đơn nộp ngày {shown(applied)} là muộn, hạn là {shown(apply_deadline)}.")
    leadership_ends = None
    if not figures["keeps_leadership"]:
        leadership_ends = normal.last_working_day
        steps.append(f"Chỉ làm chuyên môn: thôi chức vụ quản lý chậm nhất ngày {shown(leadership_ends)}.")
    elif extra:
        steps.append("Vẫn giữ chức vụ lãnh đạo, quản lý trong thời gian kéo dài; cấp có thẩm quyền quyết định.")
    unsettled = () if row.confirmed else ("last_working_day", "pension_start")
    return CaseFound(
        found if eligible else normal,
        eligible,
        (row.basis,),
        tuple(steps),
        tuple(warnings),
        unsettled,
        applies=extra > 0,
        apply_deadline=apply_deadline,
        leadership_ends=leadership_ends,
    )


def months_of(years: Decimal) -> int:
    """Years of insurance as whole months; a part of a month is not counted."""
    return int(years * 12)
