from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.document import Column, Document
from desktop_app.reports.heading import HeadingCell, heading_cells, level_heights
from desktop_app.reports.lists.roster import OfficeHead, columns_named, roster_document
from desktop_app.reports.lists.roster_columns import BY_NAME, COLUMNS, DEFAULT_COLUMNS, EXPORT_COLUMNS
from desktop_app.reports.shown import long_date, people, shown
from desktop_app.services.roster_types import RosterRow

Person = Callable[..., RosterRow]
DAY = date(2026, 11, 23)


def test_every_attribute_of_a_row_has_its_column() -> None:
    assert set(RosterRow._fields) - {"key"} <= set(BY_NAME)
    assert len(BY_NAME) == len(COLUMNS)
    assert set(DEFAULT_COLUMNS) | set(EXPORT_COLUMNS) <= set(BY_NAME)


def test_what_is_shown_is_what_the_file_holds(make_person: Person) -> None:
    for number in range(1, 40):
        row = make_person(number)
        for column in COLUMNS:
            assert shown(column.value(row), column.kind) == column.text(row), column.name


def test_empty_fields_are_empty_everywhere(make_person: Person) -> None:
    empty = {name: "" for name in RosterRow._fields if name not in {"key", "step"}}
    row = make_person(1, **empty, step=None)
    assert {column.text(row) for column in COLUMNS} == {""}
    assert all(column.value(row) in {"", None} for column in COLUMNS)


@pytest.mark.parametrize(
    ("name", "given", "text", "value"),
    [
        ("born", "1965", "1965", "1965"),
        ("born", "1965-06", "06/1965", "06/1965"),
        ("born", "1965-06-30", "30/06/1965", date(1965, 6, 30)),
        ("coefficient", "3.33", "3,33", Decimal("3.33")),
        ("coefficient", "10.00", "10,00", Decimal("10.00")),
        ("beyond_percent", "7.00", "7", 7),
        ("beyond_percent", "7.50", "7,50", Decimal("7.50")),
        ("sex", "nu", "Nữ", "Nữ"),
        ("category", "CC", "Công chức", "Công chức"),
    ],
)
def test_values_are_written_the_vietnamese_way(
    make_person: Person, name: str, given: str, text: str, value: object
) -> None:
    row = make_person(1, **{name: given})
    assert (BY_NAME[name].text(row), BY_NAME[name].value(row)) == (text, value)


def test_birth_columns_carry_the_sex(make_person: Person) -> None:
    woman, man = make_person(1, sex="nu", born="1984-06-22"), make_person(2, sex="nam", born="1965")
    assert (BY_NAME["born_male"].text(woman), BY_NAME["born_female"].text(woman)) == ("", "22/06/1984")
    assert (BY_NAME["born_male"].text(man), BY_NAME["born_female"].text(man)) == ("1965", "")


def test_paper_keeps_columns_order_and_rows_as_given(make_person: Person) -> None:
    rows = [make_person(3), make_person(1)]
    document = roster_document(rows, columns_named(("post", "full_name")), OfficeHead("UBND xã"), DAY, "", DAY)
    (table,) = document.tables
    assert [column.title for column in table.columns] == [("STT",), ("Chức vụ",), ("Họ và tên",)]
    assert list(table.rows) == [(1, rows[0].post, rows[0].full_name), (2, rows[1].post, rows[1].full_name)]
    assert document.subtitle == ("(Số liệu tính đến ngày 23 tháng 11 năm 2026)",)
    assert document.watermark == ""


def test_counts_tell_of_unknown_sex_and_kind(make_person: Person) -> None:
    rows = [make_person(1, sex="nu", category="CC"), make_person(2, sex="", category=""), make_person(3, sex="nam")]
    notes = roster_document(rows, (), OfficeHead("UBND xã", practice=True), DAY, "", DAY).notes
    assert notes == (
        "Tổng số: 03 người. Nam: 01 người; Nữ: 01 người; chưa rõ giới tính: 01 người.",
        "Theo đối tượng: Công chức: 02 người; chưa rõ đối tượng: 01 người.",
    )


def test_practice_papers_say_so(make_person: Person) -> None:
    document: Document = roster_document([make_person(1)], (), OfficeHead("A", practice=True), DAY, "", DAY)
    assert document.watermark == "VĂN PHÒNG THỰC HÀNH"


def test_words_for_days_and_counts() -> None:
    assert long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert long_date(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert [people(count) for count in (0, 5, 10, 3679)] == ["0 người", "05 người", "10 người", "3.679 người"]
    assert shown(Decimal("1234.50")) == "1.234,50"
    assert (shown(1204), shown(1204, "index")) == ("1.204", "1204")


def test_heading_merges_what_belongs_together() -> None:
    titles = [
        ("STT",),
        ("Đào tạo", "Chuyên môn", "Đại học"),
        ("Đào tạo", "Chuyên môn", "Cao đẳng"),
        ("Đào tạo", "Tin học"),
    ]
    assert heading_cells([Column(title) for title in titles]) == [
        HeadingCell("STT", 0, 2, 0, 0),
        HeadingCell("Đào tạo", 0, 0, 1, 3),
        HeadingCell("Chuyên môn", 1, 1, 1, 2),
        HeadingCell("Đại học", 2, 2, 1, 1),
        HeadingCell("Cao đẳng", 2, 2, 2, 2),
        HeadingCell("Tin học", 1, 2, 3, 3),
    ]


def test_a_tall_cell_over_several_levels_gets_its_height() -> None:
    cells = [HeadingCell("cao", 0, 1, 0, 0), HeadingCell("thấp", 0, 0, 1, 1), HeadingCell("x", 1, 1, 1, 1)]
    assert level_heights(cells, 2, lambda cell: 50 if cell.text == "cao" else 10, 12) == [12, 38]
