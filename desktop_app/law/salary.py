"""Pay and the next step: regular steps, beyond the last step, early raises, base salary, allowances."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from db.values import Coefficient, Dong
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import add_months, shown, whole_months
from desktop_app.law.judging import not_applied, provisions, told
from desktop_app.law.packs import Pack, shipped
from desktop_app.paths import RESOURCES

ANYBODY = "CC"  # figures of pay hold for every category
NOT_COUNTED = {
    "UNPAID_LEAVE": "nghỉ việc riêng không hưởng lương",
    "OVERSTAY_APPROVED_ABSENCE": "đi nước ngoài, đi học quá thời hạn cho phép",
    "SUSPENSION_DETENTION": "bị đình chỉ công tác, tạm giữ, tạm giam",
    "OTHER_NOT_WORKED": "thời gian không làm việc khác",
    "PROBATION": "tập sự",
    "DESERTION": "đào ngũ",
    "SUSPENDED_SENTENCE_PROBATION": "thử thách của án treo",
    "WAITING_RETIREMENT_LEAVE": "nghỉ chờ hưu",
}
COUNTED = frozenset({"PAID_LEAVE", "MILITARY_SERVICE"})
_PERCENT, _HUNDREDTHS = 100, 100
_TEN = 10


@cache
def scales() -> Mapping[str, tuple[Coefficient, ...]]:
    """Coefficients of each scale from step 1 (NĐ 204/2004/NĐ-CP)."""
    found: dict[str, list[tuple[int, Coefficient]]] = {}
    with (RESOURCES / "catalogs" / "salary_steps.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["group"], []).append((int(row["step"]), Coefficient.parse(row["coefficient"])))
    return {scale: tuple(one for _, one in sorted(steps)) for scale, steps in found.items()}


@dataclass(frozen=True)
class NextStep:
    """What comes next: a step, or a percent beyond the last one; ``following`` is the day of one percent more."""

    day: date | None
    step: int | None
    beyond_percent: int | None
    following: date | None = None


def next_step(
    scale: str,
    step: int,
    since: date,
    *,
    delay_months: int = 0,
    not_counted_months: int = 0,
    beyond_percent: int = 0,
    pack: Pack | None = None,
) -> Answer[NextStep]:
    """The next regular step, or what is paid beyond the last one; ``since`` is the start of the step (of the percent, if held)."""
    pack = pack or shipped("salary")
    check_step(scale, step)
    row, beyond = pack.at("step_months", ANYBODY, since), pack.at("beyond", ANYBODY, since)
    if row is None or beyond is None or scale not in row.value:
        return unregulated(f"nâng bậc lương của bảng {scale} từ ngày {shown(since)}")
    standard = row.value[scale]
    last = len(scales()[scale])
    extra = delay_months + not_counted_months
    added = [(delay_months, "kéo dài do kỷ luật, xếp loại"), (not_counted_months, "không tính")]
    more = "".join(f" + {months} tháng {why}" for months, why in added if months)
    if step < last:
        day = add_months(since, standard + extra)
        steps = (
            f"Bảng {scale} bậc {step}/{last}, giữ bậc từ: {shown(since)}.",
            f"{standard} tháng{more}, nâng lên bậc {step + 1} từ: {shown(day)}.",
        )
        return told(NextStep(day, step + 1, None), row, *steps)
    if scale in beyond.value["not_for"]:
        found = NextStep(None, None, 0)
        return Answer(
            found, "khong_ap_dung", provisions(beyond), (f"Bảng {scale} ở bậc cuối, không hưởng vượt khung.",)
        )
    held = f"Bảng {scale} bậc cuối {last}/{last}"
    yearly = beyond.value["yearly"]
    if beyond_percent:
        day, percent = add_months(since, 12 + extra), beyond_percent + yearly
        steps = (
            f"{held}, vượt khung {beyond_percent}% từ: {shown(since)}.",
            f"12 tháng{more}, {percent}% từ: {shown(day)}.",
        )
    else:
        day, percent = add_months(since, standard + extra), beyond.value["first"]
        steps = (
            f"{held}, giữ bậc từ: {shown(since)}.",
            f"{standard} tháng{more}, vượt khung {percent}% từ: {shown(day)}.",
        )
    following = add_months(day, 12)
    yearly_step = f"Mỗi năm sau thêm {yearly}%, {percent + yearly}% từ: {shown(following)}."
    return told(NextStep(day, None, percent, following), beyond, *steps, yearly_step)


def check_step(scale: str, step: int) -> None:
    """Refuse a scale or a step that is none with ``InvalidInput``."""
    if scale not in scales():
        raise InvalidInput(f"Bảng lương “{scale}” không có; các bảng: {', '.join(scales())}.", "scale")
    last = len(scales()[scale])
    if not 1 <= step <= last:
        raise InvalidInput(f"Bảng {scale} chỉ có bậc 1 đến {last}, không có bậc {step}.", "step")


def not_counted(
    periods: Iterable[tuple[str, int, int]], day: date, *, sentence_delay: int = 0, pack: Pack | None = None
) -> Answer[int]:
    """Months that do not count: kind, whole months and working days of each period; all are summed, then rounded once.

    The probation of a suspended sentence that is shorter than the disciplinary delay counts as the delay.
    """
    row = (pack or shipped("salary")).at("not_counted", ANYBODY, day)
    if row is None:
        return unregulated("thời gian không tính để xét nâng bậc lương")
    months = days = 0
    steps: list[str] = []
    for kind, whole, part in periods:
        if kind not in {*NOT_COUNTED, *COUNTED}:
            raise InvalidInput(f"Loại thời gian “{kind}” không có trong quy định.", "kind")
        if kind not in row.value["kinds"]:
            steps.append(f"Thời gian được tính: {NOT_COUNTED.get(kind, 'nghỉ hưởng nguyên lương, nghĩa vụ quân sự')}.")
            continue
        if kind == "SUSPENDED_SENTENCE_PROBATION" and whole < sentence_delay:
            steps.append(f"Thử thách án treo ngắn hơn thời gian kéo dài do kỷ luật, tính: {sentence_delay} tháng.")
            months += sentence_delay
            continue
        steps.append(f"Không tính, {NOT_COUNTED[kind]}: {whole} tháng {part} ngày làm việc.")
        months, days = months + whole, days + part
    least = row.value["least_days"]
    rounded = 1 if days >= least else 0
    if days:
        steps.append(f"Cộng phần lẻ {days} ngày làm việc (dưới {least} ngày không tính): {rounded} tháng.")
    return told(months + rounded, row, *steps)


def pay(coefficient: Coefficient, day: date, beyond_percent: int = 0, pack: Pack | None = None) -> Answer[Dong]:
    """One month's pay on a day: base salary × coefficient × (1 + percent beyond the last step)."""
    row = (pack or shipped("salary")).at("base_salary", ANYBODY, day)
    if row is None:
        return unregulated(f"lương cơ sở ngày {shown(day)}")
    product = row.value * coefficient.hundredths * (_PERCENT + beyond_percent)
    amount = Dong((product * 2 + _HUNDREDTHS * _PERCENT) // (2 * _HUNDREDTHS * _PERCENT))
    more = f" × {_PERCENT + beyond_percent}%" if beyond_percent else ""
    return told(
        amount,
        row,
        f"Lương cơ sở từ ngày {shown(row.starts or day)}: {Dong(row.value).vietnamese} đồng.",
        f"{Dong(row.value).vietnamese} × {coefficient.vietnamese}{more}: {amount.vietnamese} đồng.",
    )


def allowance(level: str, post: str, area: str, day: date, pack: Pack | None = None) -> Answer[Coefficient]:
    """The position allowance of a post at a level (``XA``, ``HUYEN``) in a class of area; ``all`` rows fit every area."""
    pack = pack or shipped("salary")
    name = f"allowance_{level}_{post}"
    row = pack.at(name, ANYBODY, day) if name in pack.figures else None
    if row is None:
        return unregulated(f"phụ cấp chức vụ {post} cấp {level} ngày {shown(day)}")
    value = row.value.get("all", row.value.get(area))
    if value is None:
        return lacking("loại địa bàn", basis=provisions(row))
    found = Coefficient(value)
    return told(
        found, row, f"Hệ số phụ cấp chức vụ: {found.vietnamese}.", unsettled=() if row.confirmed else ("value",)
    )


def scale_of_level(level: int, day: date, pack: Pack | None = None) -> Answer[str]:
    """The scale of a viên chức's professional level 1 to 5, from 01/07/2026."""
    row = (pack or shipped("salary")).at("vc_levels", "VC", day)
    if row is None or not 1 <= level <= len(row.value):
        return unregulated(f"bảng lương của bậc nghề nghiệp {level} ngày {shown(day)}")
    return told(row.value[level - 1], row, f"Bậc nghề nghiệp {level}, xếp lương theo bảng: {row.value[level - 1]}.")


# --- early raises -----------------------------------------------------------------------------------------------------


def early_raise_quota(payroll: int, year: int, pack: Pack | None = None) -> Answer[tuple[int, int]]:
    """How many may be raised early in a year, one for each full ten on the payroll list, and the rest that is reported."""
    row = (pack or shipped("salary")).at("early_raise", ANYBODY, date(year, 12, 31))
    if row is None:
        return unregulated(f"tỷ lệ nâng bậc lương trước thời hạn năm {year}")
    count = payroll * row.value["quota_percent"] // _PERCENT
    rest = payroll - count * _TEN
    steps = (
        f"{payroll} người trong danh sách trả lương ngày 31/12/{year}, cứ đủ 10 người được 1: {count} người.",
        f"Phần dư báo cáo cấp trên trong quý IV: {rest} người.",
    )
    return told((count, rest), row, *steps)


def early_raise(
    scale: str, step: int, regular: date, year: int, *, raised_last_time: bool, pack: Pack | None = None
) -> Answer[date]:
    """The day of a raise for outstanding results; ``regular`` is the next regular step, ``raised_last_time`` the last was early."""
    pack = pack or shipped("salary")
    check_step(scale, step)
    row = pack.at("early_raise", ANYBODY, date(year, 12, 31))
    if row is None:
        return unregulated(f"nâng bậc lương trước thời hạn năm {year}")
    basis, end = provisions(row), date(year, 12, 31)
    day = add_months(regular, -row.value["months"])
    refused = ""
    if step >= len(scales()[scale]):
        refused = "Đã ở bậc cuối của bảng lương."
    elif raised_last_time:
        refused = "Không nâng bậc trước thời hạn hai lần liên tiếp."
    elif regular <= end:
        refused = f"Đã đến hạn nâng bậc thường xuyên từ {shown(regular)}."
    elif add_months(end, row.value["short"]) < regular:
        refused = f"Đến 31/12/{year} còn thiếu hơn {row.value['short']} tháng ({shown(regular)})."
    if refused:
        return Answer(None, "khong_dat", basis, (refused,), hard=True)
    step_text = f"Sớm hơn {row.value['months']} tháng so với {shown(regular)}, nâng bậc từ: {shown(day)}."
    return Answer(day, "dat", basis, (step_text, f"Bậc sau tính từ: {shown(day)}."))


def retirement_raise(
    scale: str,
    step: int,
    regular: date,
    notice: date | None,
    pension_start: date,
    *,
    under_reorganisation: bool = False,
    pack: Pack | None = None,
) -> Answer[date]:
    """The early step of somebody who has the notice of retirement; ``regular`` is the next regular step."""
    pack = pack or shipped("salary")
    check_step(scale, step)
    row = pack.at("retirement_raise", ANYBODY, notice or pension_start)
    if row is None:
        return unregulated("nâng bậc lương khi có thông báo nghỉ hưu")
    if notice is None:
        return lacking("ngày thông báo nghỉ hưu", basis=provisions(row))
    basis = provisions(row)
    if under_reorganisation:
        basis = (*basis, "Công văn số 1814/BNV-TCBC")
        return Answer(
            None, "khong_dat", basis, ("Nghỉ theo Nghị định 178/2024/NĐ-CP: không thuộc diện này.",), hard=True
        )
    if step >= len(scales()[scale]):
        return not_applied("Đã ở bậc cuối của bảng lương.", basis=basis)
    last = pension_start - timedelta(days=1)
    if regular <= last:
        return not_applied(f"Đến hạn nâng bậc thường xuyên trước khi nghỉ, từ {shown(regular)}.", basis=basis)
    short = whole_months(pension_start, regular) + (
        add_months(pension_start, whole_months(pension_start, regular)) < regular
    )
    if short > row.value["short"]:
        return Answer(
            None, "khong_dat", basis, (f"Đến lúc nghỉ còn thiếu {short} tháng, quá {row.value['short']} tháng.",)
        )
    early = add_months(regular, -row.value["months"])
    day = max(early, notice)
    steps = [
        f"Đến lúc nghỉ {shown(pension_start)} còn thiếu: {short} tháng.",
        f"Sớm hơn {row.value['months']} tháng so với {shown(regular)}: {shown(early)}.",
    ]
    unsettled: tuple[str, ...] = ()
    if day != early:
        steps.append(f"Ngày đó trước thông báo nghỉ hưu, nâng bậc từ ngày thông báo: {shown(day)}.")
        unsettled = ("value",)
    steps.append("Không tính vào tỷ lệ 10%.")
    return Answer(day, "dat", basis, tuple(steps), (), not unsettled, unsettled)
