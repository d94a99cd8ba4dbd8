"""The forecast of the practice office, worked out by hand, and who cannot be computed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.values import PartialDate
from desktop_app.services.due.leaving import GONE, HANDED, PLANNED
from desktop_app.services.opening import open_reading
from desktop_app.services.retirement.answers import WhatIf, explain, what_if
from desktop_app.services.retirement.forecast import forecast
from desktop_app.services.retirement.rows import Forecast, periods
from desktop_app.services.work import reading
from tests.services.retirement.conftest import TODAY, Office

# born, age of the decree (month of birth + age = last month of work); then what the case does to it
BY_HAND = {
    "Ma Thị Hoa": "2026-12",  # 11/1969: 57 years
    "Đặng Xuân Bình": "2027-01",  # 06/1965: 61 years 6 months
    "Bàn Thị Nga": "2027-01",  # staff reduction from 01/01/2027
    "Lê Thị Thanh": "2027-06",  # 01/1970: 57 years 4 months
    "Vi Văn Thành": "2028-01",  # infected at work, from 01/01/2028
    "Đàm Văn Hùng": "2028-11",  # 09/1966: 62 years = 10/2028; a fire, one month
    "Dương Văn Nam": "2029-01",  # difficult area, from 01/01/2029 (62 years = 09/2031)
    "Trần Thị Lan": "2029-11",  # 09/1971: 58 years = 10/2029; a death, one month
    "Bàn Đức Thành": "2029-11",  # 10/1967: 62 years; he did not want the postponement
    "Trần Văn Bảo": "2030-01",  # especially heavy work, from 01/01/2030
    "Nông Văn Cường": "2030-06",  # underground coal, from 01/06/2030
    "Lục Thị Lan": "2030-12",  # 04/1972: 58 years 4 months = 09/2030; an illness, three months
    "Lục Thị Mai": "2031-01",  # capacity reduced by 61 %, from 01/01/2031
    "Hà Ngọc Sơn": "2031-07",  # 12/1968: 62 years = 01/2031; a long treatment, six months
    "Hoàng Văn Hoàng": "2032-09",  # 08/1970: 62 years
    "Mông Văn Đạt": "2033-03",  # capacity reduced by 81 %, from 01/02/2033; that is Tết, one month
    "Nông Thị Hiền": "2033-07",  # 02/1974: 59 years 4 months
}


def _read(practice: Path, clock: Any, until: date = date(2035, 12, 31), day: date = TODAY) -> Forecast:
    database = open_reading(practice, clock)
    with reading(database, day) as work:
        found = forecast(work, day, until)
    database.close()
    return found


def test_2026_to_2035_by_hand(practice: Path, clock: Any) -> None:
    found = _read(practice, clock)
    assert {row.name: f"{row.leaves_on:%Y-%m}" for row in found.rows if row.retires} == BY_HAND
    assert all(row.leaves_on.day == 1 for row in found.rows if row.retires)
    assert [(row.name, row.leaves_on) for row in found.rows if not row.retires] == [("Vũ Đình Khôi", date(2026, 12, 5))]
    assert [(row.name, row.state) for row in found.left] == [("Hoàng Thị Phượng", GONE)]
    states = {row.name: row.state for row in found.rows}
    assert states["Ma Thị Hoa"] == HANDED
    assert set(states.values()) == {HANDED, PLANNED}


def test_the_chart_counts_each_once_and_empty_periods_are_there(practice: Path, clock: Any) -> None:
    rows = [row for row in _read(practice, clock).rows if row.retires]
    years = periods(rows, "year", date(2026, 1, 1), date(2035, 12, 31))
    assert [(one.label, one.total) for one in years] == [
        ("2026", 1), ("2027", 3), ("2028", 2), ("2029", 3), ("2030", 3), ("2031", 2), ("2032", 1), ("2033", 2), ("2034", 0),
        ("2035", 0),
    ]  # fmt: skip
    quarters = periods(rows, "quarter", TODAY, date(2035, 12, 31))
    assert (quarters[0].words, quarters[0].total) == ("Quý IV/2026", 1)
    assert sum(one.total for one in quarters) == len(BY_HAND)
    months = periods(rows, "month", TODAY, date(2027, 6, 30))
    assert [one.total for one in months] == [0, 1, 2, 0, 0, 0, 0, 1]
    assert months[-1].words == "Tháng 6/2027"
    assert quarters[1].counts == (0, 1, 1, 0)  # a công chức and a viên chức in the first quarter of 2027


def test_leadership_posts_fall_vacant(practice: Path, clock: Any) -> None:
    posts = {row.name: row.vacant_from for row in _read(practice, clock).vacancies}
    assert posts["Đàm Văn Hùng"] == date(2028, 11, 1)
    assert "Đặng Xuân Bình" not in posts


def test_whose_moment_cannot_be_told_is_listed_with_the_field(practice: Path, clock: Any, office: Office) -> None:
    (one,) = _read(practice, clock).unknown
    assert (one.name, one.field, one.reason) == ("Sùng Thị Mỷ", "born", "Thiếu ngày sinh.")
    office.add("A", None, "1970-01")
    office.add("B", "nam", "2030-01-01")
    office.add("C", "nam", "1970-01-01", number="006170000001")
    office.add("D", "nu", "1970-01-01", number="006170000002")
    found = office.see(forecast, TODAY)
    told = {row.name: (row.field, row.reason) for row in found.unknown}
    assert set(told) == {"A", "B", "C"}
    assert told["A"] == ("sex", "Thiếu giới tính.")
    assert "sau ngày hôm nay" in told["B"][1]
    assert "chữ số thứ tư là 1" in told["C"][1]
    assert [row.name for row in found.rows] == ["D"]


def test_a_birth_known_to_the_year_counts_as_january_and_warns(office: Office) -> None:
    man = office.add("A", "nam", "1965")
    assert office.row(man).leaves_on == date(2026, 8, 1)
    told = office.see(explain, man, TODAY)
    assert any("Chỉ biết năm sinh 1965" in step for step in told.answer.steps)


def test_what_if_touches_nothing(office: Office) -> None:
    man = office.add("A", "nam", "1965-06-20")
    now, then = office.see(what_if, man, TODAY, WhatIf(born=PartialDate.parse("1965-07-20")))
    assert now.answer.value.moment.pension_start == date(2027, 1, 1)
    assert then.answer.value.moment.pension_start == date(2027, 5, 1)  # 61 years 9 months
    _, woman = office.see(what_if, man, TODAY, WhatIf(sex="nu"))
    assert woman.answer.value.moment.pension_start == date(2020, 7, 1)
    _, early = office.see(what_if, man, TODAY, WhatIf(early_case="CAPACITY_61_80", insured_months=216))
    assert early.answer.verdict == "khong_dat"
    _, later = office.see(what_if, man, TODAY, WhatIf(postponement="LONG_TERM_DISEASE_LIST"))
    assert later.answer.value.moment.pension_start == date(2027, 7, 1)
    _, wrong = office.see(what_if, man, TODAY, WhatIf(born=PartialDate.parse("2030")))
    assert (wrong.answer, wrong.field) == (None, "born")
    assert office.row(man).leaves_on == date(2027, 1, 1)


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2027, 1, 1), date(2030, 1, 1)])
def test_as_days_pass_people_move_from_the_rows_to_those_who_left(practice: Path, clock: Any, day: date) -> None:
    found = _read(practice, clock, day=day)
    assert not {row.person for row in found.rows} & {row.person for row in found.left}
    if day.year == 2026:
        assert "Ma Thị Hoa" in {row.name for row in found.left}
    late = [row.name for row in found.rows if row.is_late(day)]
    assert ("Đặng Xuân Bình" in late) == (day >= date(2027, 1, 1))
