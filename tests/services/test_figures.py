"""An office's own figures: laid over those shipped, used where the law is asked, of the shape of what they correct."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.errors import InvalidInput
from desktop_app.law.packs import shipped
from desktop_app.services.discipline import rows
from desktop_app.services.discipline.case import case_view
from desktop_app.services.figure_words import read, say
from desktop_app.services.figures import TOPICS, Correct, correct, figures, pack, withdraw, work_calendar
from tests.services.discipline.register import Register, opened

TODAY = date(2026, 4, 20)
NINETY = Correct("discipline", "handling_days", "CC", "[60, 120]", date(2026, 1, 1), "Quy chế của tỉnh")


@pytest.fixture
def register(tmp_path: Path, clock: Any) -> Iterator[Register]:
    made = Register(tmp_path, clock, TODAY)
    yield made
    made.database.close()


def test_without_corrections_the_shipped_figures_are_used_as_they_are(register: Register) -> None:
    assert register.see(pack, "discipline") is shipped("discipline")
    assert all(not row.own for row in register.see(figures, "discipline"))


def test_a_corrected_figure_moves_deadlines_and_is_marked_as_the_offices_own(register: Register) -> None:
    case = opened(register)
    assert register.see(case_view, case, TODAY).row.deadline == date(2026, 5, 31)
    key = register.do(correct, NINETY)
    view = register.see(case_view, case, TODAY)
    assert view.row.deadline == date(2026, 5, 1)
    assert view.longest.value == date(2026, 6, 30)
    assert "Quy chế của tỉnh (cơ quan sửa)" in view.row.standing.deadline.basis[0]
    assert {row.task.due for row in register.see(rows.due, TODAY) if row.task.code == "DIS-90"} == {date(2026, 5, 1)}
    (own,) = [row for row in register.see(figures, "discipline") if row.own]
    assert (own.own, own.value, own.categories) == ((key,), "60; 120", ("CC",))
    register.do(withdraw, key)
    assert register.see(case_view, case, TODAY).row.deadline == date(2026, 5, 31)


def test_a_day_off_of_the_office_is_no_working_day(register: Register) -> None:
    holidays = shipped("holidays").at("days_off", "CC", date(2027, 3, 1))
    assert holidays is not None
    off = [one.isoformat() for one in holidays.value["off"]] + ["2027-03-08"]
    value = '{"off": ["' + '", "'.join(off) + '"], "worked": []}'
    assert register.see(work_calendar).is_working(date(2027, 3, 8)) is True
    order = Correct("holidays", "days_off", "CC", value, date(2027, 1, 1), "Thông báo nghỉ", date(2027, 12, 31))
    register.do(correct, order)
    calendar = register.see(work_calendar)
    assert calendar.is_working(date(2027, 3, 8)) is False
    assert calendar.is_working(date(2027, 3, 9)) is True
    assert calendar.is_working(date(2026, 3, 9)) is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": "sáu mươi"}, "value"),
        ({"value": '{"a": 1}'}, "value"),
        ({"value": '["60", "120"]'}, "value"),
        ({"basis": "  "}, "basis"),
        ({"name": "khong_co"}, "name"),
        ({"category": "RETIRED"}, "category"),
        ({"ends": date(2025, 1, 1)}, "ends"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    register: Register, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        register.do(correct, replace(NINETY, **change))
    assert refused.value.field == field
    assert all(not row.own for row in register.see(figures, "discipline"))


def test_a_later_correction_is_laid_over_an_earlier_one_and_one_of_the_same_day_takes_its_place(
    register: Register,
) -> None:
    register.do(correct, NINETY)
    register.do(correct, replace(NINETY, category="VC"))
    later = replace(NINETY, value="[70, 130]", starts=date(2026, 6, 1))
    register.do(correct, later)  # a later one is laid over the earlier
    assert register.see(pack, "discipline").at("handling_days", "CC", date(2026, 7, 1)).value == [70, 130]
    assert register.see(pack, "discipline").at("handling_days", "CC", date(2026, 3, 1)).value == [60, 120]
    register.do(correct, replace(later, value="[75, 135]"))
    assert register.see(pack, "discipline").at("handling_days", "CC", date(2026, 7, 1)).value == [75, 135]


def test_every_value_that_is_said_is_read_back_and_no_code_is_shown() -> None:
    said = 0
    for topic in TOPICS:
        for figure in shipped(topic).figures.values():
            for dated in figure.by_category.values():
                for version in dated:
                    text = say(version.value)
                    if text is not None:
                        said += 1
                        assert read(text, version.value) == version.value, (topic, figure.name, text)
                        assert not re.search(r"[A-Z]{2}_|true|false|[a-z]_[a-z]", text), text
    assert said > 200


def test_a_value_is_corrected_in_words(register: Register) -> None:
    register.do(correct, replace(NINETY, value="60; 120"))
    assert register.see(pack, "discipline").at("handling_days", "CC", TODAY).value == [60, 120]
    order = Correct(
        "holidays", "days_off", "CC", "nghỉ: 01/01/2027; 08/03/2027 · làm bù: không có", date(2027, 1, 1), "Thông báo"
    )
    register.do(correct, order)
    assert register.see(work_calendar).is_working(date(2027, 3, 8)) is False
