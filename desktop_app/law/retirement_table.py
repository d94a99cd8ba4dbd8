"""The moment of retirement looked up in Phụ lục I as published; shares nothing with the generating rule it is compared to."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from desktop_app.paths import RESOURCES


@dataclass(frozen=True)
class TableRow:
    """One row: the birth months (text ``1961-01``; an open end is ``9999-12``), the age, the months of pension as printed."""

    first_birth: str
    last_birth: str
    years: int
    months: int
    first_pension: str
    last_pension: str


@cache
def table(sex: str) -> tuple[TableRow, ...]:
    """The published rows of one sex (``nam``, ``nu``), with the births before the roadmap as first row."""
    read = tomllib.loads((RESOURCES / "law" / "tables" / "retirement.toml").read_text(encoding="utf-8"))
    rows = [TableRow(first, last or "9999-12", *rest) for first, last, *rest in read[sex]]
    opening = date.fromisoformat(f"{rows[0].first_birth}-01") - timedelta(days=1)
    years, months = read["before"][sex]
    return (TableRow("0000-01", f"{opening:%Y-%m}", years, months, "", ""), *rows)


def looked_up(sex: str, birth_year: int, birth_month: int) -> tuple[int, date, date]:
    """Age in months, last working day and first day of pension, by the table."""
    born = f"{birth_year:04d}-{birth_month:02d}"
    row = next(one for one in table(sex) if one.first_birth <= born <= one.last_birth)
    year, month = birth_year + row.years, birth_month + row.months
    if month > 12:  # noqa: PLR2004 - months of a year
        year, month = year + 1, month - 12
    pension = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)  # noqa: PLR2004 - December
    return row.years * 12 + row.months, pension - timedelta(days=1), pension
