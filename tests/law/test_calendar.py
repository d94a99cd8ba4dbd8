import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.law.calendar import (
    add_months,
    add_working_days,
    calendar_of,
    end_of_month,
    months_before,
    official,
    whole_months,
)
from desktop_app.law.packs import Correction, corrected, shipped

TOLD = tomllib.loads((Path(__file__).parent / "cases" / "calendar.toml").read_text(encoding="utf-8"))
CASES = TOLD["case"]
DAYS = st.dates(date(2021, 1, 1), date(2039, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_working_days_follow_the_official_calendar(case: dict[str, Any]) -> None:
    found = add_working_days(case["start"], case["count"])
    assert found is not None
    assert (found.day, found.strict) == (case["day"], case.get("strict", case["day"]))
    assert found.confirmed is case.get("confirmed", True)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2024, date(2024, 2, 8), date(2024, 2, 14)),
        (2026, date(2026, 2, 14), date(2026, 2, 22)),
        (2033, date(2033, 1, 29), date(2033, 2, 6)),
    ],
)
def test_tet_is_the_holiday_with_the_rest_days_that_touch_it(year: int, first: date, last: date) -> None:
    assert official().tet(year) == (first, last)


def test_every_year_from_2020_to_2027_is_shipped_and_says_whether_it_is_official() -> None:
    shown = {year: found.confirmed for year in range(2020, 2028) if (found := official().year(year))}
    assert shown == {year: year in {2024, 2025, 2026} for year in range(2020, 2028)}


@pytest.mark.parametrize("year", TOLD["year"], ids=lambda year: str(year["year"]))
def test_days_off_and_worked_saturdays_are_those_published(year: dict[str, Any]) -> None:
    found = official().year(year["year"])
    assert found is not None
    assert (sorted(found.off), sorted(found.worked), found.confirmed) == (year["off"], year["worked"], year["official"])


def test_the_first_days_of_the_lunar_years() -> None:
    rows = {
        year: shipped("holidays").at("tet_first_day", "CC", date(int(year), 6, 1)) for year in TOLD["tet_first_day"]
    }
    assert {year: row.value for year, row in rows.items() if row} == TOLD["tet_first_day"]


@pytest.mark.parametrize("told", TOLD["statutory"], ids=lambda told: told["name"])
def test_the_holidays_of_the_law_hold_from_their_day(told: dict[str, Any]) -> None:
    row = shipped("holidays").at("statutory", "CC", told["on"])
    assert row is not None
    assert {name: told[name] for name in row.value} == row.value


def test_later_years_follow_the_general_law_and_are_marked() -> None:
    year = official().year(2029)
    assert year is not None
    assert not year.confirmed
    assert date(2029, 11, 26) in year.off  # 24/11 is a Saturday: the next working day
    assert date(2029, 2, 13) in year.off


def test_a_count_that_leaves_the_known_years_has_no_answer() -> None:
    assert add_working_days(date(2019, 12, 31), 1) is None
    assert add_working_days(date(2020, 1, 5), -90) is None
    assert official().is_working(date(2019, 5, 6)) is None


def test_an_office_corrects_the_days_of_a_year() -> None:
    told = shipped("holidays").at("days_off", "CC", date(2027, 1, 1))
    assert told is not None
    value = {"off": [*told.value["off"], date(2027, 9, 3)], "worked": [date(2027, 9, 11)]}
    one = Correction("holidays", "days_off", "CC", value, date(2027, 1, 1), date(2027, 12, 31), "Thông báo 99")
    days = calendar_of(corrected(shipped("holidays"), [one]))
    found = days.add(date(2027, 9, 1), 1)
    assert found is not None
    assert (found.day, found.confirmed) == (date(2027, 9, 6), True)
    assert days.is_working(date(2027, 9, 11)) is True


@given(day=DAYS, count=st.integers(-200, 200))
def test_counting_there_and_back_meets_the_same_working_day(day: date, count: int) -> None:
    there = official().add(day, count)
    if there is None or not official().is_working(day):
        return
    back = official().add(there.day, -count)
    assert back is not None
    assert back.day == day


@given(day=DAYS, count=st.integers(1, 200))
def test_a_counted_day_is_worked_and_has_so_many_working_days_before_it(day: date, count: int) -> None:
    found = official().add(day, count)
    if found is None:
        return
    assert official().is_working(found.day)
    assert official().between(day + timedelta(days=1), found.day) == count


@given(day=DAYS, months=st.integers(-300, 300))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or moved == end_of_month(moved)


def test_months_before_means_the_day_before_at_the_latest() -> None:
    assert months_before(date(2026, 8, 1), 6) == date(2026, 1, 31)
    assert months_before(date(2026, 8, 1), 3) == date(2026, 4, 30)


def test_whole_months_counts_full_ones() -> None:
    assert whole_months(date(2026, 12, 31), date(2029, 1, 1)) == 24
    assert whole_months(date(2026, 12, 31), date(2028, 12, 30)) == 23
    assert whole_months(date(2027, 1, 1), date(2026, 1, 1)) == 0
