"""One cell wrong among clean rows: found at its place, with its level, and nothing else is said."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import nfc
from desktop_app.services.intake.plan import Plan
from desktop_app.services.intake.reading import Finding
from desktop_app.services.intake.values import read_cell, reader

Planner = Callable[..., Plan]
Only = Callable[[Plan], Finding]
ROW = 8


def test_clean_people_say_nothing(plan_with: Planner) -> None:
    plan = plan_with({})
    assert not plan.findings
    assert not plan.questions
    assert plan.outcomes == {"new": 5}


@pytest.mark.parametrize(
    ("heading", "cell", "level", "kind", "value", "proposal"),
    [
        ("Họ và tên", "Bế  Văn Kiên ", "fixed", "spaces", "Bế Văn Kiên", None),
        ("Họ và tên", "Bế\u00a0Văn Kiên", "fixed", "spaces", "Bế Văn Kiên", None),
        ("Họ và tên", "B\u0007ế Văn K\u202eiên\u2060", "fixed", "spaces", "Bế Văn Kiên", None),
        ("Họ và tên", unicodedata.normalize("NFD", "Bế Văn Kiên"), "fixed", "nfd_text", "Bế Văn Kiên", None),
        ("Họ và tên", "BẾ VĂN KIÊN", "warn", "name_case", "BẾ VĂN KIÊN", "Bế Văn Kiên"),
        ("Họ và tên", "bế văn kiên", "warn", "name_case", "bế văn kiên", "Bế Văn Kiên"),
        ("Họ và tên", None, "error", "blank_required", None, None),
        ("Họ và tên", "Bế Văn K1ên", "error", "name_digits", None, None),
        ("Ngày sinh", None, "error", "blank_required", None, None),
        ("Ngày sinh", "31/11/1975", "error", "date_impossible", None, None),
        ("Ngày sinh", "28.02.1975", "fixed", "date_dots", "1975-02-28", None),
        ("Ngày sinh", "28/2/75", "warn", "date_two_digit_year", None, "1975-02-28"),
        ("Ngày sinh", "#####", "error", "cell_hashes", None, None),
        ("Số CCCD", "075000055", "warn", "cccd_9_digits_old_cmnd", "075000055", None),
        ("Số CCCD", "0060750000555", "error", "cccd_13_digits", None, None),
        ("Số CCCD", 6075000055, "warn", "cccd_lost_zero", None, "006075000055"),
        ("Số CCCD", "06075000055", "warn", "cccd_lost_zero", None, "006075000055"),
        ("Số CCCD", "006 075 000 055", "fixed", "cccd_signs", "006075000055", None),
        ("Số CCCD", "CC6075000055", "error", "cccd_not_digits", None, None),
        ("Số CCCD", "999075000055", "warn", "cccd_province", "999075000055", None),
        ("Giới tính", "Nữ", "warn", "sex_contradicts_cccd", "nu", "nam"),
        ("Giới tính", "khác", "error", "sex_unknown", None, None),
        ("Đơn vị công tác", None, "warn", "blank_required", None, None),
        ("Loại", None, "warn", "blank_required", None, None),
        ("Loại", "lãnh đạo", "warn", "catalog_unknown", None, None),
        ("Mã ngạch", "01,003", "warn", "ngach_unknown", "01,003", "01.003"),
        ("Mã ngạch", "01.999", "warn", "ngach_unknown", "01.999", None),
        ("Bậc", 13, "error", "step_out_of_scale", None, None),
        ("Hệ số", None, "warn", "blank_required", None, None),
        ("Hệ số", 3.03, "error", "he_so_not_in_rank", None, 3.0),
        ("Hệ số", 300, "error", "coefficient_too_large", None, 3.0),
        ("Hệ số", "3,00 a", "error", "number_unreadable", None, None),
        ("Dân tộc", "Kinhh", "warn", "catalog_unknown", "Kinhh", "Kinh"),
        ("Dân tộc", "H'Mông", "fixed", "catalog_alias", "Mông", None),
        ("Điện thoại", "0123", "warn", "phone_malformed", "0123", None),
        ("Điện thoại", 912345678, "fixed", "phone_zero", "0912345678", None),
        ("Email", "kien@", "warn", "email_malformed", "kien@", None),
        ("Số sổ BHXH", 123456789, "warn", "lost_zero", "123456789", "0123456789"),
        ("% VK", 0.08, "fixed", "percent_fraction", 8.0, None),
        ("% VK", "180%", "error", "percent_too_large", None, None),
        ("Quê quán", "#REF!", "error", "cell_error", None, None),
    ],
)
def test_one_wrong_cell_is_one_finding_at_its_place(
    plan_with: Planner, only: Only, heading: str, cell: Any, level: str, kind: str, value: Any, proposal: Any
) -> None:
    plan = plan_with({heading: cell})
    finding = only(plan)
    col = next(column.col for column in plan.mapping if column.heading == heading)
    assert (finding.row, finding.col, finding.level, finding.kind) == (ROW, col, level, kind)
    assert (finding.value, finding.proposal) == (value, proposal)
    assert finding.message.endswith((".", "?", ")"))
    assert plan.people[-1].outcome == ("left_out" if level == "error" else "new")
    assert all(person.outcome == "new" for person in plan.people[:-1])


@pytest.mark.parametrize(
    ("heading", "cell", "target", "stored"),
    [
        ("Hệ số", "3,00", "coefficient", "3.00"),
        ("Hệ số", "3.0", "coefficient", "3.00"),
        ("Bậc", "3/9", "step", "3"),
        ("Bậc", "3", "step", "3"),
        ("% VK", "8%", "beyond_percent", "8.00"),
        ("% VK", "8", "beyond_percent", "8.00"),
        ("Điện thoại", "+84 912 345 678", "phone", "0912345678"),
        ("Điện thoại", "0912.345.678", "phone", "0912345678"),
        ("Số sổ BHXH", 1234567890, "insurance_number", "1234567890"),
        ("Số CCCD", 6075000055 + 10**11, "personal_number", "106075000055"),
        ("Giới tính", "NAM", "sex", "nam"),
        ("Giới tính", "1", "sex", "nam"),
        ("Loại", "VC", "category", "VC"),
        ("Dân tộc", "tày", "ethnic", "Tày"),
        ("Tôn giáo", "Không", "religion", "Không"),
        ("Họ và tên", "H'Hen Niê", "full_name", "H'Hen Niê"),
    ],
)
def test_usual_spellings_are_taken_as_meant(
    plan_with: Planner, heading: str, cell: Any, target: str, stored: str
) -> None:
    plan = plan_with({heading: cell})
    assert str(plan.people[-1].values[target]) == stored
    assert not [finding for finding in plan.findings if finding.kind != "cccd_province"]


@pytest.mark.parametrize("cell", ["-", "//", "…", "...", "trống", "n/a", "   "])
def test_placeholders_are_blank(plan_with: Planner, cell: str) -> None:
    plan = plan_with({"Ngày vào Đảng": cell, "Quê quán": cell, "Điện thoại": cell})
    assert "party_joined" not in plan.people[-1].values
    assert "home_town" not in plan.people[-1].values
    assert not plan.findings


def test_an_old_card_goes_to_its_own_field_and_no_wrong_number_is_stored(plan_with: Planner) -> None:
    person = plan_with({"Số CCCD": "084500077"}).people[-1]
    assert person.values["old_id_number"] == "084500077"
    assert "personal_number" not in person.values


def test_a_formula_without_a_value_is_an_error(plan_with: Planner, only: Only) -> None:
    plan = plan_with({"Quê quán": None}, uncomputed=frozenset({(ROW, 12)}))
    col = next(column.col for column in plan.mapping if column.target == "home_town")
    assert col == 12
    finding = only(plan)
    assert (finding.row, finding.col, finding.level, finding.kind) == (ROW, 12, "error", "formula_without_value")
    assert plan.people[-1].outcome == "left_out"


def test_a_column_of_names_in_capitals_is_repaired_as_a_habit(plan_sheet: Planner) -> None:
    names = ("TRẦN THỊ LÀNH", "LÝ VĂN THUẬN", "HOÀNG THỊ NGÂN", "NÔNG QUỐC ĐẠT", "bế văn kiên")
    plan = plan_sheet([{"Họ và tên": name, "Ngày sinh": f"2{place}/03/1980"} for place, name in enumerate(names)])
    assert [person.name for person in plan.people][:2] == ["Trần Thị Lành", "Lý Văn Thuận"]
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [
        (3, "fixed", "name_capitals"),
        (8, "warn", "name_case"),
    ]


def test_births_in_two_columns_carry_the_sex(plan_sheet: Planner) -> None:
    plan = plan_sheet(
        [
            {"Họ và tên": "Trần Thị Lành", "Năm sinh nam": None, "Năm sinh nữ": 1979},
            {"Họ và tên": "Lý Văn Thuận", "Năm sinh nam": "25/3/1984", "Năm sinh nữ": None},
            {"Họ và tên": "Nông Văn Đạt", "Năm sinh nam": "25/3/1988", "Năm sinh nữ": "25/3/1988"},
            {"Họ và tên": "Bế Văn Kiên", "Năm sinh nam": None, "Năm sinh nữ": None},
        ]
    )
    assert [person.values.get("sex") for person in plan.people[:2]] == ["nu", "nam"]
    assert [str(person.values.get("born")) for person in plan.people[:2]] == ["1979", "1984-03-25"]
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [
        (6, "error", "born_two_columns"),
        (7, "error", "blank_required"),
    ]


def test_sex_against_the_number_is_shown_where_the_birth_stands(plan_sheet: Planner) -> None:
    plan = plan_sheet(
        [
            {"Họ và tên": "Trần Thị Lành", "Năm sinh nam": "25/3/1979", "Năm sinh nữ": None, "CCCD": "006179000011"},
            {"Họ và tên": "Lý Văn Thuận", "Năm sinh nam": None, "Năm sinh nữ": "25/3/1984", "CCCD": "006084000022"},
        ]
    )
    told = [(f.row, f.col, f.kind, f.value, f.proposal) for f in plan.findings]
    assert told == [(4, 3, "sex_contradicts_cccd", "nam", "nu"), (5, 4, "sex_contradicts_cccd", "nu", "nam")]


def test_a_tick_in_the_column_of_women(plan_sheet: Planner) -> None:
    people = [
        {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/3/1979", "Nữ": "x"},
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984", "Nữ": None},
        {"Họ và tên": "Hoàng Thị Ngân", "Ngày sinh": "25/3/1985", "Nữ": "✓"},
    ]
    plan = plan_sheet(people)
    assert [person.values["sex"] for person in plan.people] == ["nu", "nam", "nu"]
    assert not plan.findings


def test_group_rows_give_the_unit_where_no_column_does(plan_sheet: Planner) -> None:
    people = [
        {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/3/1979"},
        {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "25/3/1984"},
        {"Họ và tên": "Hoàng Thị Ngân", "Ngày sinh": "25/3/1985"},
    ]
    plan = plan_sheet(people, sections={1: "1. Phòng Nội vụ", 3: "2. Phòng Tư pháp"})
    assert [person.values["unit"] for person in plan.people] == ["Phòng Nội vụ", "Phòng Nội vụ", "Phòng Tư pháp"]
    assert not plan.findings


@given(st.text(min_size=1, max_size=30))
def test_composing_twice_is_composing_once(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    once = read_cell(text, "text", None, reader("text")).value
    if once is not None:
        assert read_cell(once, "text", None, reader("text")).value == once


@given(
    st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False), st.booleans(), st.dates()),
    st.sampled_from(
        ["name", "text", "code", "digits", "cccd", "cmnd", "phone", "email", "coefficient", "percent", "step", "rank"]
    ),
)
def test_any_cell_of_any_kind_gives_a_value_a_reason_or_nothing(raw: Any, kind: str) -> None:
    reading = read_cell(raw, kind, None, reader(kind))
    assert all(note.message for note in reading.notes)
    if reading.stops:
        assert reading.value is None


def test_a_date_in_a_text_column_is_kept_as_people_write_it(plan_with: Planner) -> None:
    person = plan_with({"Quê quán": date(2020, 5, 3)}).people[-1]
    assert person.values["home_town"] == "03/05/2020"
