"""The age of retirement by its generating rule, for one person and for a whole province."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from db.values import PartialDate
from desktop_app.law.dated import Version
from desktop_app.law.packs import Pack, shipped

SEXES = {"nam": "nam", "nu": "nữ"}
ANYBODY = "CC"  # ages hold for every category; their rows are read through one
_OLDEST, _YOUNGEST = 1900 * 12, 2060 * 12
ROADMAP = date(2021, 1, 1)  # from here a birth known to the year counts as January


def month_index(year: int, month: int) -> int:
    """The month as a number that counts on across years."""
    return year * 12 + month - 1


def month_start(index: int) -> date:
    """The first day of a month given by its number."""
    return date(index // 12, index % 12 + 1, 1)


def month_text(index: int) -> str:
    """A month as a paper writes it: ``06/1965``."""
    return f"{index % 12 + 1:02d}/{index // 12}"


def age_text(months: int) -> str:
    """An age as a paper writes it: ``61 tuổi 6 tháng``."""
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


@dataclass(frozen=True)
class Moment:
    """When a person retires: the age in months, the last day of work, the first day of pension."""

    age_months: int
    last_working_day: date
    pension_start: date


@dataclass(frozen=True)
class Reached:
    """A moment with the row of the law it rests on and the births (as month numbers) that share its age."""

    moment: Moment
    row: Version[Any]
    births: tuple[int | None, int | None]


def moment_at(born: int, age_months: int) -> Moment:
    """The moment for a birth month and an age."""
    pension = month_start(born + age_months + 1)
    return Moment(age_months, pension - timedelta(days=1), pension)


def _age(figures: Mapping[str, Any], born: int) -> tuple[int, tuple[int | None, int | None]]:
    if "start" not in figures:
        return figures["before"], (None, None)
    year, month = figures["start"].split("-")
    start = month_index(int(year), int(month))
    if born < start:
        return figures["before"], (None, start - 1)
    group = (born - start) // figures["group"]
    capped = -(-(figures["cap"] - figures["first"]) // figures["step"])
    if group >= capped:
        return figures["cap"], (start + capped * figures["group"], None)
    first = start + group * figures["group"]
    return figures["first"] + figures["step"] * group, (first, first + figures["group"] - 1)


def wrong_figures(figures: Mapping[str, Any]) -> str:
    """What makes the figures of an age impossible to count with, in words; nothing where they can be."""
    if "start" not in figures:
        return ""
    year, _, month = str(figures["start"]).partition("-")
    if len(year) != 4 or not year.isdigit() or not month.isdigit() or not 1 <= int(month) <= 12:  # noqa: PLR2004 - as a date is
        return "Tháng sinh bắt đầu lộ trình ghi như 1961-01."
    if min(figures["step"], figures["group"]) < 1 or figures["cap"] < figures["first"]:
        return "Mỗi bước phải từ 1 tháng, tuổi cao nhất không thấp hơn tuổi của bước đầu."
    return ""


def reached(
    sex: str, born: int, pack: Pack | None = None, *, which: Literal["age", "lowest"] = "age", earlier: int = 0
) -> Reached | None:
    """When somebody born in a month reaches the age; ``None`` where no row holds on that day.

    ``earlier`` months below the age in force: as somebody born so many months before. A row holds for those who reach its
    age while it is in force.
    """
    for row in (pack or shipped("retirement"))[f"{which}_{sex}"].by_category[ANYBODY]:
        age, births = _age(row.value, born - earlier)
        found = moment_at(born, age - earlier)
        held = (row.starts or date.min) <= found.last_working_day <= (row.ends or date.max)
        if held:
            first, last = (None if month is None else month + earlier for month in births)
            return Reached(found, row, (first, last))
    return None


Row = tuple[str, str, str]  # sex, birth as stored, category


@lru_cache(maxsize=4)
def _all_months(pack: Pack) -> dict[tuple[str, str], Moment]:
    found: dict[tuple[str, str], Moment] = {}
    for sex in SEXES:
        for born in range(_OLDEST, _YOUNGEST):
            one = reached(sex, born, pack)
            if one is None:
                continue
            found[sex, f"{born // 12:04d}-{born % 12 + 1:02d}"] = one.moment
            if born % 12 == 0 and one.moment.last_working_day >= ROADMAP:
                found[sex, f"{born // 12:04d}"] = one.moment
    return found


def moments(rows: Iterable[Row], today: date, pack: Pack | None = None) -> list[Moment | None]:
    """The normal moment of each person (sex, birth as stored, category); ``None`` where it cannot be told.

    The reason of a ``None``, and the second reading of a birth known only to the year, are told by ``retirement``.
    """
    by_month = _all_months(pack or shipped("retirement")).get
    latest = today.isoformat()
    return [by_month((sex, born[:7])) if born <= latest else None for sex, born, _ in rows]


def birth_month(born: PartialDate) -> int | None:
    """The month of birth as a number; ``None`` where only the year is known."""
    return None if born.month is None else month_index(born.year, born.month)
