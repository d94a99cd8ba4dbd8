"""Dates of every spelling, and the order of day and month decided by the column."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import PartialDate
from desktop_app.services.intake.dates import DMY, MDY, Order, column_order, read_date, read_text_date
from desktop_app.services.intake.plan import Answers, Plan

DAY_FIRST = Order(DMY, decided=True)
Planner = Callable[..., Plan]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("25/03/1979", "1979-03-25"),
        ("5/3/1979", "1979-03-05"),
        ("05 / 3 / 1979", "1979-03-05"),
        ("25-03-1979", "1979-03-25"),
        ("25.03.1979", "1979-03-25"),
        ("25 03 1979", "1979-03-25"),
        ("1979-03-25", "1979-03-25"),
        ("ngày 25 tháng 3 năm 1979", "1979-03-25"),
        ("Ngày 25 tháng 03, năm 1979", "1979-03-25"),
        ("3/1979", "1979-03"),
        ("1979-03", "1979-03"),
        ("tháng 3 năm 1979", "1979-03"),
        ("tháng 3/1979", "1979-03"),
        ("1979", "1979"),
        ("năm 1979", "1979"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, stored: str) -> None:
    made, notes = read_text_date(text, DMY)
    assert str(made) == stored
    assert all(note.level == "fixed" for note in notes)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (date(1979, 3, 25), "1979-03-25"),
        (datetime(1979, 3, 25, 7, 30), "1979-03-25"),  # noqa: DTZ001 - cells have no time zone
        (28939, "1979-03-25"),
        (1979, "1979"),
    ],
)
def test_true_dates_serials_and_years_of_number_cells(raw: Any, stored: str) -> None:
    assert str(read_date(raw, DAY_FIRST, full=False).value) == stored


@pytest.mark.parametrize("text", ["31/11/1979", "29/02/1979", "32/01/1979"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    reading = read_date(text, DAY_FIRST, full=False)
    assert reading.value is None
    assert [(note.level, note.kind) for note in reading.notes] == [("error", "date_impossible")]


@pytest.mark.parametrize("text", ["mùa xuân", "25//1979", "1/2/3/1979", "25/03/197"])
def test_what_is_no_date_is_refused(text: str) -> None:
    reading = read_date(text, DAY_FIRST, full=False)
    assert reading.value is None
    assert [(note.level, note.kind) for note in reading.notes] == [("error", "date_unreadable")]


def test_a_year_of_two_digits_is_proposed_and_not_stored() -> None:
    reading = read_date("7/9/98", DAY_FIRST, full=False)
    assert reading.value is None
    (note,) = reading.notes
    assert (note.level, note.kind, note.proposal) == ("warn", "date_two_digit_year", PartialDate(1998, 9, 7))


@pytest.mark.parametrize(("text", "meant"), [("7/9/05", 2005), ("7/9/31", 1931), ("7/9/99", 1999)])
def test_the_pivot_of_two_digit_years(text: str, meant: int) -> None:
    _, notes = read_text_date(text, DMY)
    assert notes[0].proposal.year == meant


def test_a_month_alone_is_not_enough_where_a_day_is_needed() -> None:
    reading = read_date("3/2024", DAY_FIRST, full=True)
    assert reading.value is None
    (note,) = reading.notes
    assert (note.level, note.kind) == ("warn", "date_incomplete")
    assert str(note.proposal) == "2024-03-01"


@given(st.dates(date(1905, 10, 1), date(2099, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_every_day_written_day_first_comes_back(day: date, sign: str) -> None:
    made, notes = read_text_date(f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}", DMY)
    assert made == PartialDate.of(day)
    assert all(note.level == "fixed" for note in notes)
    american, _ = read_text_date(f"{day.month}{sign}{day.day}{sign}{day.year}", MDY)
    assert american == PartialDate.of(day)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    made, notes = read_text_date(text, DMY)
    assert made is not None or notes


@given(st.lists(st.dates(date(1950, 1, 1), date(2010, 12, 31)), min_size=1, max_size=40))
def test_the_order_of_a_column_is_never_decided_wrongly(days: list[date]) -> None:
    order = column_order([f"{day.day}/{day.month}/{day.year}" for day in days])
    assert order.order == DMY
    assert not order.contradiction
    assert order.decided == (any(day.day > 12 for day in days) or all(day.day == day.month for day in days))
    american = column_order([f"{day.month}/{day.day}/{day.year}" for day in days])
    if any(day.day > 12 for day in days):
        assert (american.order, american.proven, american.decided) == (MDY, True, False)


def _column(*texts: Any) -> list[dict[str, Any]]:
    names = ["Trần Thị Lành", "Lý Văn Thuận", "Hoàng Thị Ngân", "Nông Quốc Đạt", "Bế Văn Kiên"]
    return [{"Họ và tên": name, "Ngày sinh": text, "Dân tộc": "Tày"} for name, text in zip(names, texts, strict=False)]


def test_a_column_that_only_fits_month_first_is_read_so_and_asked_about(plan_sheet: Planner) -> None:
    people = _column("03/25/1979", "04/05/1984", "08/17/1991")
    plan = plan_sheet(people)
    assert [str(person.values["born"]) for person in plan.people] == ["1979-03-25", "1984-04-05", "1991-08-17"]
    (question,) = plan.questions
    assert (question.col, question.kind, question.assumed) == (3, "date_order", "mdy")
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [(3, "warn", "date_month_first")]
    answered = plan_sheet(people, answers=Answers(orders={3: "mdy"}))
    assert not answered.questions
    assert not answered.findings
    # day first after all: then two cells are wrong, and said to be
    refused = plan_sheet(people, answers=Answers(orders={3: "dmy"}))
    assert [(f.row, f.kind) for f in refused.findings] == [(4, "date_impossible"), (6, "date_impossible")]


def test_a_column_that_proves_nothing_is_one_question_not_many_warnings(plan_sheet: Planner) -> None:
    people = _column("03/05/1979", "04/05/1984", "08/07/1991")
    plan = plan_sheet(people)
    (question,) = plan.questions
    assert (question.col, question.kind, question.assumed) == (3, "date_order", "dmy")
    assert question.examples[0] == "03/05/1979"
    assert [(f.row, f.col, f.level, f.kind) for f in plan.findings] == [(3, 3, "warn", "date_order_open")]
    assert str(plan.people[0].values["born"]) == "1979-05-03"
    answered = plan_sheet(people, answers=Answers(orders={3: "mdy"}))
    assert str(answered.people[0].values["born"]) == "1979-03-05"
    assert not answered.questions
    assert not answered.findings


def test_a_column_that_proves_nothing_follows_its_neighbours(plan_sheet: Planner) -> None:
    people = _column("25/03/1979", "04/05/1974", "08/07/1971")
    for person, text in zip(people, ("03/05/2001", "04/06/2002", "01/02/2003"), strict=True):
        person["Ngày vào Đảng"] = text
    plan = plan_sheet(people)
    assert not plan.questions
    assert not plan.findings
    assert str(plan.people[0].values["party_joined"]) == "2001-05-03"


def test_a_column_that_proves_both_orders_stores_no_open_cell(plan_sheet: Planner) -> None:
    people = _column("25/03/1979", "10/20/1959", "04/05/1984")
    plan = plan_sheet(people)
    (question,) = plan.questions
    assert question.kind == "date_order"
    levels = {(f.row, f.level) for f in plan.findings if f.row > 3}
    assert {(5, "error"), (6, "error")} <= levels
    assert [person.outcome for person in plan.people] == ["new", "left_out", "left_out"]
    answered = plan_sheet(people, answers=Answers(orders={3: "dmy"}))
    assert [person.outcome for person in answered.people] == ["new", "left_out", "new"]
    assert str(answered.people[2].values["born"]) == "1984-05-04"
