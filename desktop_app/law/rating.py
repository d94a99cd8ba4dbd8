"""The annual rating: the level of a score, what forces or caps it, the quota of the best level, the last day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import shown
from desktop_app.law.dated import Version
from desktop_app.law.judging import not_applied, provisions, told
from desktop_app.law.packs import Pack, shipped

LEVELS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
LEVEL_NAMES = {
    "HTXSNV": "hoàn thành xuất sắc nhiệm vụ",
    "HTTNV": "hoàn thành tốt nhiệm vụ",
    "HTNV": "hoàn thành nhiệm vụ",
    "KHTNV": "không hoàn thành nhiệm vụ",
}
FORCED = {
    "DEGRADATION_CONCLUSION": "có kết luận suy thoái, tự diễn biến, tự chuyển hóa",
    "DUTY_RELATED_DISCIPLINE_IN_YEAR": "bị kỷ luật liên quan đến công vụ, hoạt động nghề nghiệp trong năm",
    "CORRUPTION_IN_UNIT_LED": "đơn vị trực tiếp phụ trách có tham nhũng, lãng phí",
}
_PARTY_RULE = "Quy định số 366-QĐ/TW"


def _row(category: str, year: int, pack: Pack | None) -> Version[dict[str, object]] | None:
    return (pack or shipped("rating")).at("rating", category, date(year, 12, 31))


@dataclass(frozen=True)
class Work:
    """A person's year: the score, what happened, the unit's own level where the person heads it."""

    score: Decimal | None
    cases: Collection[str] = ()
    months_worked: int = 12
    months_on_sick_or_maternity_leave: int = 0
    unit_level: str | None = None
    already_counted: bool = False  # the act behind the discipline already gave KHTNV in another year


def level(category: str, year: int, work: Work, pack: Pack | None = None) -> Answer[str]:
    """The level of a year; a quota or the decision of the authority may still lower the best one."""
    row = _row(category, year, pack)
    if row is None or "bands" not in row.value:
        return unregulated(f"mức xếp loại theo điểm năm {year} của loại này")
    figures = row.value
    least = figures.get("least_months")
    if isinstance(least, int) and work.months_worked + work.months_on_sick_or_maternity_leave < least:
        return not_applied(
            f"Làm việc {work.months_worked} tháng, dưới {least} tháng: không xếp loại.", basis=provisions(row)
        )
    forced = [code for code in FORCED if code in work.cases]
    if work.already_counted and "DUTY_RELATED_DISCIPLINE_IN_YEAR" in forced:
        forced.remove("DUTY_RELATED_DISCIPLINE_IN_YEAR")
    if forced:
        steps = [f"{FORCED[code][0].upper()}{FORCED[code][1:]}: {LEVEL_NAMES['KHTNV']}." for code in forced]
        return told("KHTNV", row, *steps)
    if work.score is None:
        return lacking("điểm đánh giá", basis=provisions(row))
    found, step = _band(work.score, figures["bands"])
    steps = [step]
    if figures.get("head_not_above_unit") and work.unit_level in LEVELS:
        capped = max(found, work.unit_level or found, key=LEVELS.index)
        if capped != found:
            steps.append(f"Người đứng đầu không cao hơn mức của đơn vị: {LEVEL_NAMES[capped]}.")
            found = capped
    return told(found, row, *steps)


def _band(score: Decimal, bands: object) -> tuple[str, str]:
    limits = list(bands) if isinstance(bands, list) else []
    for name, limit in zip(LEVELS, limits, strict=False):
        if score >= limit:
            return name, f"{str(score).replace('.', ',')} điểm (từ {limit}): {LEVEL_NAMES[name]}."
    return LEVELS[-1], f"{str(score).replace('.', ',')} điểm (dưới {limits[-1]}): {LEVEL_NAMES[LEVELS[-1]]}."


def quota(
    rated_good: int, category: str, year: int, *, unit_excellent: bool = False, pack: Pack | None = None
) -> Answer[int]:
    """How many may be rated best: a part of those rated "hoàn thành tốt", rounded down; more where the unit itself is best."""
    if category == "CB":
        return Answer(
            None,
            "khong_ap_dung",
            (_PARTY_RULE,),
            ("Cán bộ được đánh giá theo quy định của Đảng.",),
            (),
            confirmed=False,
            unsettled=("max_excellent",),
        )
    row = _row(category, year, pack)
    if row is None:
        return unregulated(f"tỷ lệ xếp loại xuất sắc năm {year} của loại này")
    figures = row.value
    percent = figures.get("quota_excellent_unit" if unit_excellent else "quota")
    if not isinstance(percent, int):
        step = "Không vượt tỷ lệ đảng viên hoàn thành xuất sắc nhiệm vụ: nhập tay."
        return Answer(
            None,
            "chua_du_du_lieu",
            provisions(row),
            (step,),
            (),
            row.confirmed,
            ("max_excellent",),
            ("tỷ lệ đảng viên hoàn thành xuất sắc nhiệm vụ",),
        )
    count = rated_good * percent // 100
    unit = ", đơn vị hoàn thành xuất sắc" if unit_excellent else ""
    steps = (
        f"Số người hoàn thành tốt nhiệm vụ: {rated_good}.",
        f"Không quá {percent}%{unit}, lấy phần nguyên của {str(Decimal(rated_good * percent) / 100).replace('.', ',')}: {count}.",
    )
    warnings: tuple[str, ...] = ()
    if figures["regime"] == "ND233_2026" and row.starts is not None and year == row.starts.year:
        warnings = ("Năm 2026: đơn vị chưa có quy chế thì còn được dùng Nghị định 90/2020 và 48/2023.",)
    return told(count, row, *steps, warnings=warnings)


def deadline(category: str, year: int, *, special: bool = False, pack: Pack | None = None) -> Answer[date]:
    """The day before which the rating of a year is finished; ``special`` bodies have until January."""
    row = _row(category, year, pack)
    if row is None:
        return unregulated(f"thời hạn xếp loại năm {year} của loại này")
    text = row.value.get("special_deadline" if special else "deadline")
    if not isinstance(text, str):
        return unregulated(f"thời hạn riêng của xếp loại năm {year}")
    day = date.fromisoformat(f"{year + special}-{text}")
    return told(day, row, f"Xếp loại năm {year} {'không quá' if special else 'trước'} ngày: {shown(day)}.")
