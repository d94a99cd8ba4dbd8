"""Leaving before the age: which regime holds on the day, its window, and the sums where the documents give figures."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from db.values import Dong
from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import add_months, shown, whole_months
from desktop_app.law.packs import Pack, shipped
from desktop_app.law.resignation import half_years
from desktop_app.law.retirement_cases import insured_text

REGIMES = ("ND108_2014", "ND29_2023", "ND154_2025", "ND178_2024")
_HALF, _HALF_YEAR = Decimal("0.5"), 6


@dataclass(frozen=True)
class Part:
    """One part of a sum; without an amount it is entered by hand."""

    name: str
    amount: Dong | None


@dataclass(frozen=True)
class Sum:
    """What is paid: the parts, and the total where every part is known."""

    parts: tuple[Part, ...]
    regime: str
    early_months: int | None = None
    no_deduction: bool | None = None

    @property
    def total(self) -> Dong | None:
        """All parts together; ``None`` while one is entered by hand."""
        if any(part.amount is None for part in self.parts):
            return None
        return Dong(sum(part.amount.amount for part in self.parts if part.amount))


def _times(pay: Dong, *factors: Decimal) -> Dong:
    product = Decimal(pay.amount)
    for factor in factors:
        product *= factor
    return Dong(int(product.quantize(Decimal(1), ROUND_HALF_UP)))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def regime_for(day: date, pack: Pack | None = None) -> str | None:
    """The regime of staff reduction in force on a day."""
    pack = pack or shipped("early_exit")
    held = [code for code in REGIMES if code != "ND178_2024" and pack.at(f"regime_{code}", "CC", day)]
    return held[0] if held else None


@dataclass(frozen=True)
class Window:
    """From when to when somebody may leave early under a regime."""

    regime: str
    label: str
    first: date
    last: date
    basis: str
    confirmed: bool


def window(normal_pension: date, today: date, pack: Pack | None = None) -> Window | None:
    """The days of an early exit that lie ahead, by the staff reduction in force today; ``None`` where none is left."""
    pack = pack or shipped("early_exit")
    regime = regime_for(today, pack)
    row = pack.at(f"regime_{regime}", "CC", today) if regime else None
    if regime is None or row is None:
        return None
    low, high = row.value["window"]
    first = max(today, add_months(normal_pension, -high), row.starts or date.min)
    last = min(add_months(normal_pension, -low), row.ends or date.max)
    if first > last:
        return None
    return Window(regime, pack[f"regime_{regime}"].label, first, last, row.basis, row.confirmed)


def early_exit(
    regime: str,
    exit_day: date,
    normal_pension: date,
    *,
    pay: Dong | None = None,
    insured_months: int | None = None,
    heavy: bool = False,
    pack: Pack | None = None,
) -> Answer[Sum]:
    """Early retirement under a regime: refused outside its days and its window; the sums as far as figures are known.

    ``exit_day`` is the first day without work, ``normal_pension`` the first day of pension at the normal (or, for heavy
    work, the lowest) age.
    """
    pack = pack or shipped("early_exit")
    figure = pack[f"regime_{regime}"]
    row = figure.at("CC", exit_day)
    if row is None:
        return _closed(figure, exit_day, pack)
    months = whole_months(exit_day, normal_pension)
    low, high = row.value["window"]
    steps = [
        f"Nghỉ từ {shown(exit_day)}, thời điểm bình thường {shown(normal_pension)}, sớm hơn: {insured_text(months)}.",
        f"Khung nghỉ sớm của quy định này: {low // 12}–{high // 12} năm.",
    ]
    far = whole_months(exit_day, normal_pension) > high or (
        months == high and exit_day.day != normal_pension.day and exit_day < normal_pension
    )
    if months < low or far:
        return Answer(None, "khong_dat", (row.basis,), (*steps, "Ngoài khung, không áp dụng được."), (), row.confirmed)
    if pay is None:
        return lacking("tiền lương tháng hiện hưởng", basis=(row.basis,))
    parts, told, warnings = _early_parts(row.value, months, pay, insured_months, heavy=heavy)
    by_hand = [part.name for part in parts if part.amount is None]
    if row.value.get("no_deduction"):
        told.append("Không bị trừ tỷ lệ lương hưu do nghỉ trước tuổi.")
    told += [f"{name[0].upper()}{name[1:]}: nhập tay." for name in by_hand]
    confirmed = row.confirmed and not by_hand
    return Answer(
        Sum(tuple(parts), regime, months, row.value.get("no_deduction")),
        "dat",
        (row.basis,),
        (*steps, *told),
        tuple(warnings),
        confirmed,
        tuple(by_hand),
    )


def _closed(figure: Any, day: date, pack: Pack) -> Answer[Sum]:
    rows = list(figure.by_category["CC"])
    last = rows[-1].ends
    ended = last is not None and day > last
    other = regime_for(day, pack)
    instead = f" Dùng {pack[f'regime_{other}'].label}." if other else ""
    when = f"đã kết thúc ngày {shown(last)}" if ended and last else f"chưa có hiệu lực ngày {shown(day)}"
    confirmed = rows[-1].confirmed
    return Answer(
        None, "khong_dat", (rows[-1].basis,), (f"{figure.label} {when}.{instead}",), (), confirmed, hard=confirmed
    )


def _early_parts(
    figures: Any, months: int, pay: Dong, insured_months: int | None, *, heavy: bool
) -> tuple[list[Part], list[str], list[str]]:
    parts: list[Part] = []
    told: list[str] = []
    warnings: list[str] = []
    of_heavy = figures.get("heavy") if heavy else None
    rate = (of_heavy or figures).get("per_early_year")
    if rate is not None and months <= figures.get("per_early_year_to", months):
        years = Decimal(months // 12) + _part_of_year(months % 12)
        if months % 12:
            warnings.append(
                "Cách tính phần lẻ của năm nghỉ sớm chưa xác nhận: từ 1 đến 6 tháng tính nửa năm, hơn 6 tháng một năm."
            )
        amount = _times(pay, Decimal(rate), years)
        parts.append(Part("trợ cấp theo năm nghỉ sớm", amount))
        told.append(f"{_plain(Decimal(rate))} tháng lương × {_plain(years)} năm nghỉ sớm: {amount.vietnamese} đồng.")
    if of_heavy is None:
        parts += [Part(name, None) for name in figures.get("entered", ())]
        return parts, told, warnings
    if insured_months is None:
        parts.append(Part("trợ cấp theo số năm đóng BHXH", None))
        return parts, told, warnings
    further = max(Decimal(0), Decimal(half_years(insured_months)) / 2 - of_heavy["first_insured_years"])
    factor = Decimal(of_heavy["first_insured"]) + Decimal(of_heavy["per_further_year"]) * further
    amount = _times(pay, factor)
    parts.append(Part("trợ cấp theo số năm đóng BHXH", amount))
    told.append(
        f"{of_heavy['first_insured']} tháng lương cho {of_heavy['first_insured_years']} năm đầu đóng BHXH"
        f" + 0,5 × {_plain(further)} năm còn lại: {amount.vietnamese} đồng."
    )
    return parts, told, warnings


def _part_of_year(months: int) -> Decimal:
    return Decimal(0) if not months else _HALF if months <= _HALF_YEAR else Decimal(1)


def leaving_by_reorganisation(
    category: str,
    day: date,
    decided: date,
    *,
    pay: Dong,
    counted_months: int,
    insured_months: int,
    pack: Pack | None = None,
) -> Answer[Sum]:
    """Viên chức who resign because of a reorganisation, ``decided`` the day of the reorganisation's decision."""
    pack = pack or shipped("early_exit")
    row = pack.at("leaving_ND178_2024", category, day)
    if row is None:
        known = pack["leaving_ND178_2024"].by_category.get(category)
        return (
            _closed(pack["regime_ND178_2024"], day, pack) if known else unregulated("thôi việc do sắp xếp cho loại này")
        )
    month = whole_months(decided, day) + 1
    rate = Decimal(row.value["first"] if month <= row.value["first_months"] else row.value["later"])
    by_months = _times(pay, rate, Decimal(counted_months))
    years = Decimal(half_years(insured_months)) / 2
    by_years = _times(pay, Decimal(row.value["per_insured_year"]), years)
    steps = (
        f"Nghỉ trong tháng thứ {month} kể từ quyết định sắp xếp, hệ số: {_plain(rate)}.",
        f"{_plain(rate)} × {pay.vietnamese} × {counted_months} tháng: {by_months.vietnamese} đồng.",
        f"1,5 × {pay.vietnamese} × {_plain(years)} năm đóng BHXH: {by_years.vietnamese} đồng.",
        f"Cộng: {Dong(by_months.amount + by_years.amount).vietnamese} đồng.",
    )
    parts = (Part("trợ cấp theo tháng được tính", by_months), Part("trợ cấp theo số năm đóng BHXH", by_years))
    return Answer(Sum(parts, "ND178_2024"), "dat", (row.basis,), steps)


def moving_or_leaving(day: date, pay: Dong, pack: Pack | None = None) -> Answer[Sum]:
    """Moving off the budget's pay or leaving at once under NĐ 154/2025: the fixed part; the rest is entered."""
    row = (pack or shipped("early_exit")).at("moving_ND154_2025", "CC", day)
    if row is None:
        return unregulated("trợ cấp chuyển nơi làm việc, thôi việc ngay vào ngày này")
    fixed = _times(pay, Decimal(row.value["fixed"]))
    parts = (Part("trợ cấp một lần", fixed), *(Part(name, None) for name in row.value["entered"]))
    steps = (f"{row.value['fixed']} tháng lương: {fixed.vietnamese} đồng.", "Trợ cấp theo số năm đóng BHXH: nhập tay.")
    return Answer(Sum(parts, "ND154_2025"), "dat", (row.basis,), steps, (), confirmed=False, unsettled=("total",))
