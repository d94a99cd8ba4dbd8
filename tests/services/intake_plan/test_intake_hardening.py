"""Cells that once slipped through: stored wrongly, or refused though their meaning was plain."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.values import PartialDate
from desktop_app.services.intake.duplicates import KnownPerson, inside
from desktop_app.services.intake.grid import read_workbook
from desktop_app.services.intake.plan import EMPTY, Answers, Plan
from desktop_app.services.intake.reading import Finding

Planner = Callable[..., Plan]
Only = Callable[[Plan], Finding]
KEY = bytes(range(16))


@pytest.mark.parametrize(
    ("heading", "cell", "level", "kind", "value", "proposal"),
    [
        ("Ngày vào Đảng", "00/00/2004", "fixed", "date_unknown_day", "2004", None),
        ("Ngày vào Đảng", "00/05/2004", "fixed", "date_unknown_day", "2004-05", None),
        ("Ngày vào Đảng", ".../.../2004", "fixed", "date_unknown_day", "2004", None),
        ("Ngày vào Đảng", "__/5/2004", "fixed", "date_unknown_day", "2004-05", None),
        ("Ngày vào Đảng", date(1905, 6, 26), "warn", "date_was_year", None, "2004"),
        ("Ngày vào Đảng", "05062004", "warn", "date_digits", None, "2004-06-05"),
        ("Ngày vào Đảng", 5062004, "warn", "date_digits", None, "2004-06-05"),
        ("Ngày vào Đảng", "38143", "warn", "date_digits", None, "2004-06-05"),
        ("Ngày vào Đảng", "05,06,2004", "fixed", "date_signs", "2004-06-05", None),
        ("Ngày vào Đảng", date(2027, 1, 5), "warn", "date_in_future", "2027-01-05", None),
        ("Ngày vào Đảng", "05/06/1990", "warn", "party_too_young", "1990-06-05", None),
        ("Họ và tên", "Bế văn Kiên", "warn", "name_case", "Bế văn Kiên", "Bế Văn Kiên"),
        ("Họ và tên", "BẾ Văn Kiên", "warn", "name_case", "BẾ Văn Kiên", "Bế Văn Kiên"),
        ("Họ và tên", "H'hEN Niê", "warn", "name_case", "H'hEN Niê", "H'Hen Niê"),
        ("Họ và tên", "Bế Văn Кiên", "fixed", "look_alike", "Bế Văn Kiên", None),
        ("Họ và tên", "Nguyeãn Vaên An", "error", "legacy_text", None, "Nguyễn Văn An"),
        ("Họ và tên", "TrÇn C«ng H¶i", "error", "legacy_text", None, "Trần Công Hải"),
        ("Số CCCD", "O06075000055", "error", "cccd_not_digits", None, "006075000055"),
        ("Số CCCD", "٠٠٦٠٧٥٠٠٠٠٥٥", "error", "cccd_not_digits", None, None),
        ("Hệ số", "3,333", "error", "coefficient_decimals", None, 3.33),
        ("Hệ số", 30.0, "error", "coefficient_too_large", None, 3.0),
        ("Hệ số", -3.0, "error", "number_unreadable", None, None),
        ("Hệ số", 0, "warn", "blank_required", None, None),
        ("% VK", -5, "error", "number_unreadable", None, None),
        ("Bậc", date(2026, 9, 3), "error", "step_became_date", None, 3),
        ("Mã ngạch", 1.003, "fixed", "ngach_number", "01.003", None),
        ("Mã ngạch", "1.003", "warn", "ngach_unknown", "1.003", "01.003"),
        ("Mã ngạch", "Chuyên viên", "warn", "ngach_unknown", "Chuyên viên", "01.003"),
        ("Trình độ phổ thông", date(2026, 12, 12), "warn", "education_became_date", None, "12/12"),
        ("Trình độ phổ thông", 12, "warn", "catalog_unknown", "12", "12/12"),
        ("Điện thoại", "01621234567", "warn", "phone_malformed", "01621234567", "0321234567"),
        ("Điện thoại", "912345678", "warn", "phone_malformed", "912345678", "0912345678"),
        ("Email", "kiên@xa.vn", "warn", "email_malformed", "kiên@xa.vn", None),
        ("Số sổ BHXH", "12345", "warn", "insurance_length", "12345", None),
    ],
)
def test_one_wrong_cell_is_one_finding(
    plan_with: Planner, only: Only, heading: str, cell: Any, level: str, kind: str, value: Any, proposal: Any
) -> None:
    finding = only(plan_with({heading: cell}))
    assert (finding.row, finding.level, finding.kind) == (8, level, kind)
    assert (finding.value, finding.proposal) == (value, proposal)


@pytest.mark.parametrize(
    ("heading", "cell", "target", "stored"),
    [
        ("Ngày vào Đảng", "2004/06/05", "party_joined", "2004-06-05"),
        ("Ngày vào Đảng", "05/06/2004 00:00:00", "party_joined", "2004-06-05"),
        ("Bậc", "3,0", "step", "3"),
        ("Email", "a@b.vn; c@d.vn", "email", "a@b.vn; c@d.vn"),
    ],
)
def test_plain_meanings_are_taken_without_a_word(
    plan_with: Planner, heading: str, cell: Any, target: str, stored: str
) -> None:
    plan = plan_with({heading: cell})
    assert str(plan.people[-1].values[target]) == stored
    assert not plan.findings


@pytest.mark.parametrize("cell", ["Không", "chưa vào Đảng", "0", 0, "00:00:00"])
def test_no_is_no_date(plan_with: Planner, cell: Any) -> None:
    plan = plan_with({"Ngày vào Đảng": cell})
    assert "party_joined" not in plan.people[-1].values
    assert not plan.findings


def test_no_is_no_number(plan_with: Planner) -> None:
    plan = plan_with({"Điện thoại": "không", "Email": "không", "% VK": "không", "Số CCCD": "chưa có"})
    assert not plan.findings
    assert not {"phone", "email", "beyond_percent", "personal_number"} & plan.people[-1].values.keys()


def test_an_error_of_excel_is_not_a_blank(tmp_path: Path, plan_with: Planner) -> None:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["STT", "Họ và tên", "Quê quán"])
    sheet.append([1, "Bế Văn Kiên", "#N/A"])
    sheet["C2"].data_type = "e"
    made.save(tmp_path / "loi.xlsx")
    assert read_workbook(tmp_path / "loi.xlsx").sheets[0].rows[1][2] == "#N/A"


def test_one_american_date_among_many_is_that_cells_mistake(plan_sheet: Planner) -> None:
    people = [
        {"Họ và tên": f"Trần Văn {letter}", "Ngày sinh": f"{day}/0{day % 9 + 1}/1980", "Số hiệu": f"{day}"}
        for day, letter in enumerate("ABCDEGHIKLMNOPQRSTUVXY", 5)
    ]
    people[3]["Ngày sinh"] = "10/20/1959"
    plan = plan_sheet(people)
    assert not plan.questions
    assert [(f.row, f.level, f.kind, f.proposal) for f in plan.findings] == [
        (7, "error", "date_impossible", "1959-10-20")
    ]


def test_days_that_excel_may_have_exchanged_are_a_question(plan_sheet: Planner) -> None:
    texts = [f"{day}/05/1980" for day in range(13, 20)]
    dates = [date(1980, month, day) for day, month in zip(range(1, 10), range(2, 11), strict=True)]
    people = [
        {"Họ và tên": f"Trần Văn {letter}", "Ngày sinh": cell}
        for letter, cell in zip("ABCDEGHIKLMNOPQR", [*texts, *dates], strict=True)
    ]
    plan = plan_sheet(people)
    (question,) = plan.questions
    assert (question.kind, question.assumed) == ("date_swapped", "dmy")
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [(3, "warn", "date_swapped_by_excel")]
    answered = plan_sheet(people, answers=Answers(orders={3: "swapped"}))
    assert str(answered.people[7].values["born"]) == "1980-01-02"
    assert not answered.findings


def test_a_column_of_months_is_said_once(plan_sheet: Planner) -> None:
    people = [
        {
            "Họ và tên": f"Trần Văn {letter}",
            "Ngày sinh": "25/03/1980",
            "Số hiệu": letter,
            "Ngày hưởng": f"0{place}/2024",
        }
        for place, letter in enumerate("ABCD", 1)
    ]
    plan = plan_sheet(people)
    assert [f.kind for f in plan.findings] == ["date_months_only"]
    assert plan.people[1].values["salary_since"] == date(2024, 2, 1)


def test_a_column_of_month_first_is_said_at_its_heading(plan_with: Planner, only: Only) -> None:
    plan = plan_with({"Ngày vào Đảng": "06/25/2004"})
    assert str(plan.people[-1].values["party_joined"]) == "2004-06-25"
    finding = only(plan)
    assert (finding.row, finding.level, finding.kind) == (3, "warn", "date_month_first")


def test_births_and_the_pivot(plan_with: Planner) -> None:
    plan = plan_with({"Ngày sinh": "28/2/25", "Số CCCD": None})
    assert plan.findings[0].proposal == "1925-02-28"


@pytest.mark.parametrize("cell", ["o", "25/03/1975", "nghỉ"])
def test_what_is_no_tick_leaves_the_sex_open(plan_sheet: Planner, cell: str) -> None:
    people = [
        {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/3/1979", "Nữ": "x"},
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "Nữ": cell},
    ]
    plan = plan_sheet(people)
    assert "sex" not in plan.people[1].values
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [(5, "warn", "mark_unknown")]


def test_a_column_without_any_tick_says_nothing_about_men(plan_sheet: Planner) -> None:
    plan = plan_sheet([{"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/3/1979", "Nữ": None, "Dân tộc": "Tày"}])
    assert "sex" not in plan.people[0].values


def test_a_citizens_number_in_the_column_of_old_cards(plan_sheet: Planner) -> None:
    plan = plan_sheet([{"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "Số CMND": "006084000022"}])
    assert plan.people[0].values["personal_number"] == "006084000022"
    assert "old_id_number" not in plan.people[0].values


def test_a_coefficient_is_checked_without_a_step(plan_sheet: Planner) -> None:
    base = {"Ngày sinh": "25/3/1984", "Mã ngạch": "01.003"}
    plan = plan_sheet(
        [{"Họ và tên": "Lý Văn Thuận", **base, "Hệ số": 3.37}, {"Họ và tên": "Trần Thị Lành", **base, "Hệ số": 3.33}]
    )
    assert [(f.row, f.level, f.kind, f.proposal) for f in plan.findings] == [(4, "error", "he_so_not_in_rank", 3.33)]


def test_an_empty_birth_is_allowed_when_the_clerk_says_so(plan_with: Planner) -> None:
    plan = plan_with({"Ngày sinh": None}, answers=Answers(cells={(8, 3): EMPTY}))
    assert plan.people[-1].outcome == "new"
    assert [f.kind for f in plan.findings] == ["emptied"]


def test_an_emptied_cell_empties_the_register_and_is_a_difference(plan_sheet: Planner) -> None:
    known = {"full_name": "Lý Văn Thuận", "born": PartialDate(1984, 3, 25), "personal_number": "006084000022"}
    people = [{"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "CCCD": "006084000022", "Dân tộc": "Kinhh"}]
    register = [KnownPerson(KEY, {**known, "ethnic": "Tày"})]
    plan = plan_sheet(people, known=register, answers=Answers(cells={(4, 5): EMPTY}))
    (difference,) = plan.people[0].differences
    assert (difference.target, difference.before, difference.after) == ("ethnic", "Tày", None)


def test_two_rows_cannot_be_one_known_person(plan_sheet: Planner) -> None:
    known = {"full_name": "Lý Văn Thuận", "born": PartialDate(1984, 3, 25), "personal_number": "006084000022"}
    people = [
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "CCCD": "006084000022", "Đơn vị": "Phòng Nội vụ"},
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "CCCD": None, "Đơn vị": "Phòng Nội vụ"},
    ]
    register = [KnownPerson(KEY, {**known, "unit": "Phòng Nội vụ"})]
    answers = Answers(people={5: f"same:{KEY.hex()}"})
    plan = plan_sheet(people, known=register, answers=answers)
    assert plan.people[0].outcome == "same"
    assert plan.people[1].outcome in {"doubtful", "left_out"}


def test_same_staff_number_and_name_with_another_citizens_number_is_doubtful(plan_sheet: Planner) -> None:
    known = {"full_name": "Lý Văn Thuận", "personal_number": "006084000022", "staff_number": "CB-07"}
    people = [{"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "CCCD": "006084000099", "Số hiệu": "CB-07"}]
    plan = plan_sheet(people, known=[KnownPerson(KEY, known)])
    assert plan.people[0].outcome == "doubtful"


def test_one_staff_number_for_two_people_is_told(plan_sheet: Planner) -> None:
    people = [
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "Số hiệu": "CB-07"},
        {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/3/1979", "Số hiệu": "CB-07"},
    ]
    plan = plan_sheet(people)
    assert [(f.row, f.col, f.level, f.kind, f.of_row) for f in plan.findings] == [(5, 4, "warn", "dup_staff_number", 4)]


def test_one_old_card_for_two_rows_is_a_repetition() -> None:
    one = {"full_name": "Lý Văn Thuận", "born": PartialDate(1984), "old_id_number": "080024373", "unit": "A"}
    found = inside([(4, one), (9, one)])
    assert [(note.kind, earlier) for note, earlier in found.values()] == [("dup_exact", 4)]


def test_a_birth_known_in_part_can_still_be_a_repetition() -> None:
    one = {"full_name": "Lý Văn Thuận", "born": PartialDate(1984), "unit": "A"}
    found = inside([(4, one), (9, {**one, "born": PartialDate(1984, 3, 25)})])
    assert [(note.level, note.kind) for note, _ in found.values()] == [("warn", "dup_name_year")]


def test_namesakes_with_two_staff_numbers_are_two_people() -> None:
    one = {"full_name": "Lý Văn Thuận", "born": PartialDate(1984, 3, 25), "staff_number": "1", "unit": "A"}
    assert not inside([(4, one), (9, {**one, "staff_number": "2"})])
