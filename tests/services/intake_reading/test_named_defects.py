"""Every kind of defect the office's own sample names, in a workbook made here: found in its cell, its clean twin silent."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.services.intake.plan import Plan

Rows = Callable[..., Plan]
HEAD = (
    "STT", "Số CCCD", "Họ và tên", "Ngày sinh", "Giới tính", "Loại", "Đơn vị", "Mã ngạch", "Bậc", "Hệ số",
    "Ngày tuyển dụng", "Ngày vào Đảng",
)  # fmt: skip
NUMBER, NAME, BORN, SEX, CATEGORY, UNIT, RANK, COEFFICIENT, RECRUITED, PARTY = 2, 3, 4, 5, 6, 7, 8, 10, 11, 12
TITLE = ("UBND TỈNH LÂM ĐỒNG",)
TWIN = (2, "068190004417", "Vũ Thị Hoài Thu", "23/10/1990", "Nữ", "Viên chức", "Trạm Y tế", "01.003", 2, 2.67, "14/09/2014",
    "19/05/2018")  # fmt: skip
WRONG = (3, "068088007714", "Ngô Đức Thịnh", "17/11/1988", "Nam", "Công chức", "Phòng Văn hoá", "01.003", 4, 3.33,
    "21/07/2012", "22/12/2016")  # fmt: skip
LAST = (4, "068077001235", "Đặng Quang Huy", "30/06/1977", "Nam", "Cán bộ", "Văn phòng", "01.002", 3, 5.08,
    "15/08/2001", "27/01/2005")  # fmt: skip
TWIN_ROW, ROW, LAST_ROW = 4, 5, 6


def _with(col: int, cell: Any) -> tuple[Any, ...]:
    return (*WRONG[: col - 1], cell, *WRONG[col:])


def _planned(plan_rows: Rows, *rows: tuple[Any, ...], **how: Any) -> Plan:
    return plan_rows(TITLE, (), HEAD, TWIN, *rows, **how)


def test_without_the_defect_nothing_is_said(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, WRONG, LAST)
    assert not plan.findings
    assert not plan.questions
    assert plan.outcomes == {"new": 3}


@pytest.mark.parametrize(
    ("kind", "col", "cell", "level", "value", "proposal"),
    [
        ("blank_required", CATEGORY, None, "warn", None, None),
        ("blank_required", COEFFICIENT, None, "warn", None, None),
        ("blank_required", BORN, None, "error", None, None),
        ("cccd_13_digits", NUMBER, "0680880077145", "error", None, None),
        ("cccd_9_digits_old_cmnd", NUMBER, "250877714", "warn", "250877714", None),
        ("date_dots", RECRUITED, "21.07.2012", "fixed", "2012-07-21", None),
        ("date_two_digit_year", PARTY, "22/12/16", "warn", None, "2016-12-22"),
        ("he_so_not_in_rank", COEFFICIENT, 3.36, "error", None, 3.33),
        ("name_case", NAME, "NGÔ ĐỨC THỊNH", "warn", "NGÔ ĐỨC THỊNH", "Ngô Đức Thịnh"),
        ("name_case", NAME, "ngô đức thịnh", "warn", "ngô đức thịnh", "Ngô Đức Thịnh"),
        ("nfd_text", NAME, unicodedata.normalize("NFD", "Ngô Đức Thịnh"), "fixed", "Ngô Đức Thịnh", None),
        ("ngach_unknown", RANK, "01-003", "warn", "01-003", "01.003"),
        ("sex_contradicts_cccd", SEX, "Nữ", "warn", "nu", "nam"),
        ("spaces", NAME, " Ngô  Đức Thịnh", "fixed", "Ngô Đức Thịnh", None),
    ],
)
def test_a_defect_is_found_in_its_cell_and_nowhere_else(
    plan_rows: Rows, kind: str, col: int, cell: Any, level: str, value: Any, proposal: Any
) -> None:
    plan = _planned(plan_rows, _with(col, cell), LAST)
    told = [(f.row, f.col, f.level, f.kind, f.value, f.proposal) for f in plan.findings]
    assert told == [(ROW, col, level, kind, value, proposal)]
    assert [person.outcome for person in plan.people] == ["new", "left_out" if level == "error" else "new", "new"]
    if level == "fixed":
        stored = plan.people[1].values[plan.findings[0].field]
        assert str(stored) == value


def _repeats(plan: Plan) -> list[tuple[int, int | None, str, str, int | None]]:
    return [(f.row, f.col, f.level, f.kind, f.of_row) for f in plan.findings]


def test_dup_exact(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, WRONG, (4, *WRONG[1:]))
    assert _repeats(plan) == [(LAST_ROW, None, "error", "dup_exact", ROW)]
    assert [person.outcome for person in plan.people] == ["new", "new", "left_out"]


def test_dup_same_cccd_other_unit(plan_rows: Rows) -> None:
    again = (4, *WRONG[1 : UNIT - 1], "Văn phòng HĐND", *WRONG[UNIT:])
    plan = _planned(plan_rows, WRONG, again)
    assert _repeats(plan) == [(LAST_ROW, None, "error", "dup_same_cccd_other_unit", ROW)]


def test_dup_name_birth_no_cccd(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, WRONG, (4, None, *WRONG[2:]))
    assert _repeats(plan) == [(LAST_ROW, None, "error", "dup_name_birth_no_cccd", ROW)]


def test_namesakes_born_on_one_day_with_two_numbers_are_two_people(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, WRONG, (4, "068088007722", *WRONG[2:]))
    assert not plan.findings
    assert plan.outcomes == {"new": 3}


def test_one_number_of_two_people(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, WRONG, (4, WRONG[1], "Ngô Đức Thái", *WRONG[3:]))
    assert _repeats(plan) == [(LAST_ROW, None, "error", "dup_cccd_other_name", ROW)]


def test_blank_row(plan_rows: Rows) -> None:
    plan = _planned(plan_rows, (), WRONG)
    assert not plan.findings
    assert [person.row for person in plan.people] == [TWIN_ROW, LAST_ROW]


@pytest.mark.parametrize(
    ("number", "kind", "field"),
    [
        ("068188007714", "sex_contradicts_cccd", "sex"),
        ("068089007714", "cccd_birth_year", "born"),
        ("068288007714", "cccd_birth_year", "born"),
        ("997088007714", "cccd_province", "personal_number"),
    ],
)
def test_a_number_against_sex_year_century_and_province(plan_rows: Rows, number: str, kind: str, field: str) -> None:
    plan = _planned(plan_rows, _with(NUMBER, number), LAST)
    assert [(f.row, f.level, f.kind, f.field) for f in plan.findings] == [(ROW, "warn", kind, field)]


@pytest.mark.parametrize(
    ("col", "cell", "kind"),
    [
        (RECRUITED, "21/07/1987", "dates_out_of_order"),
        (RECRUITED, "21/07/2027", "date_in_future"),
        (PARTY, "22/12/1990", "party_too_young"),
        (BORN, "17/11/2027", "born_in_future"),
    ],
)
def test_days_that_cannot_be(plan_rows: Rows, col: int, cell: str, kind: str) -> None:
    plan = _planned(plan_rows, _with(col, cell), LAST)
    assert kind in {f.kind for f in plan.findings}
    assert {f.row for f in plan.findings} == {ROW}


@pytest.mark.parametrize(
    ("rank", "step", "coefficient", "kind"),
    [
        ("01.002", 2, 4.75, "he_so_not_in_rank"),
        ("01.002", None, 4.75, "he_so_not_in_rank"),
        ("01.002", 9, 6.78, "step_not_in_rank"),
        ("01.002", 2, 4.74, None),
        ("99.999", 2, 4.75, "ngach_unknown"),
    ],
)
def test_pay_against_rank_and_step(plan_rows: Rows, rank: str, step: Any, coefficient: float, kind: str | None) -> None:
    row = (*WRONG[: RANK - 1], rank, step, coefficient, *WRONG[COEFFICIENT:])
    plan = _planned(plan_rows, row, LAST)
    assert [f.kind for f in plan.findings] == ([kind] if kind else [])
