from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop_app.document import Column, Document, Group, Signature, Table
from desktop_app.reports.lists.roster_columns import COLUMNS
from desktop_app.reports.shown import shown
from desktop_app.reports.xlsx import write_xlsx
from desktop_app.services.roster_types import RosterRow

Make = Callable[..., Document]


def grid(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    return list(load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def header_row(rows: list[tuple[Any, ...]]) -> int:
    return next(place for place, row in enumerate(rows) if row[0] == "STT")


def table_document(table: Table, **more: Any) -> Document:
    return Document(("BẢNG",), (table,), **more)


def test_golden_text_of_a_small_list(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(2, ("full_name", "born", "coefficient"), "Công chức"), tmp_path / "a.xlsx")
    said = [[cell for cell in row if cell is not None] for row in grid(tmp_path / "a.xlsx")]
    assert [row for row in said if row and not str(row[0]).startswith("—")] == [
        ["ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["ỦY BAN NHÂN DÂN XÃ NGHIÊN LOAN", "Độc lập - Tự do - Hạnh phúc"],
        ["Nghiên Loan, ngày 23 tháng 11 năm 2026"],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"],
        ["(Số liệu tính đến ngày 23 tháng 11 năm 2026)"],
        ["Điều kiện lọc: Công chức"],
        ["STT", "Họ và tên", "Ngày sinh", "Hệ số"],
        [1, 2, 3, 4],
        [1, "Đàm Văn Hà", "1965", 3.35],
        [2, "La Đình Hải", "06/1972", 4.36],
        ["Tổng số: 02 người. Nam: 02 người; Nữ: 0 người."],
        ["Theo đối tượng: Cán bộ: 01 người; Viên chức: 01 người."],
        ["NGƯỜI LẬP BẢNG", "CHỦ TỊCH"],
        ["(Ký, họ tên)", "(Ký, đóng dấu)"],
    ]


def test_full_dates_are_true_dates_and_numbers_true_numbers(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(5, ("born", "coefficient", "step", "beyond_percent")), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = next(row for row in sheet.iter_rows() if isinstance(row[1].value, date))
    assert (cells[1].number_format, cells[2].number_format, cells[3].number_format) == ("dd/mm/yyyy", "0.00", "#,##0")
    assert cells[3].value == 4  # the bậc of the third person
    assert cells[1].border.left.style == cells[4].border.bottom.style == "thin"


def test_numbers_with_leading_zeros_stay_text(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(1, ("personal_number", "staff_number")), tmp_path / "a.xlsx")
    assert (1, "006000000001", "000001") in [row[:3] for row in grid(tmp_path / "a.xlsx")]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(1+1)", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(
    make_document: Make, make_person: Callable[..., RosterRow], tmp_path: Path, text: str
) -> None:
    document = make_document([make_person(1, post=text, full_name=text)], ("full_name", "post"), text)
    write_xlsx(document, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in found] == ["s", "s"]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_texts_excel_finds_awkward_survive(tmp_path: Path) -> None:
    texts = ["a & b < c > d", " đầu và cuối ", "hai\ndòng", 'dấu "nháy"', "điều\x07khiển", "\ud800x"]
    write_xlsx(table_document(Table((Column(("Chữ",)),), [(text,) for text in texts])), tmp_path / "a.xlsx")
    said = [row[0] for row in grid(tmp_path / "a.xlsx")]
    assert all(shown(text) in said for text in texts)
    write_xlsx(table_document(Table((Column(("Chữ",)),), [("_x0041_",)])), tmp_path / "b.xlsx")
    assert "_x005F_x0041_" in ZipFile(tmp_path / "b.xlsx").read("xl/worksheets/sheet1.xml").decode()


def test_days_before_excel_begins_are_text(tmp_path: Path) -> None:
    table = Table((Column(("Ngày",), "date"),), [(date(1890, 5, 19),), (date(1900, 3, 1),)])
    write_xlsx(table_document(table), tmp_path / "a.xlsx")
    said = [str(row[0]) for row in grid(tmp_path / "a.xlsx")]
    assert "19/05/1890" in said
    assert "1900-03-01 00:00:00" in said


def test_every_shown_value_of_every_column_appears(make_document: Make, tmp_path: Path) -> None:
    names = tuple(column.name for column in COLUMNS)
    document = make_document(60, names)
    write_xlsx(document, tmp_path / "a.xlsx")
    rows = grid(tmp_path / "a.xlsx")
    first = header_row(rows) + 3  # two levels and the numbers
    for expected, row in zip(document.tables[0].rows, rows[first:], strict=False):
        read = [cell.date() if hasattr(cell, "date") else cell for cell in row[: len(expected)]]
        plain = [float(value) if isinstance(value, Decimal) else value or None for value in expected]
        assert read == plain


def test_the_heading_is_merged_and_stays_in_view(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(3, ("full_name", "born_male", "born_female", "post")), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    top = header_row(list(sheet.iter_rows(values_only=True))) + 1
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{top}:A{top + 1}", f"B{top}:B{top + 1}", f"C{top}:D{top}"} <= merged
    assert sheet.cell(top + 1, 3).value == "Nam"
    assert sheet.freeze_panes == f"C{top + 3}"
    assert sheet.auto_filter.ref == f"A{top + 2}:E{top + 5}"
    assert sheet.print_title_rows == f"${top}:${top + 2}"


def test_set_up_for_the_printer(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(1), tmp_path / "narrow.xlsx")
    write_xlsx(make_document(1, tuple(column.name for column in COLUMNS)), tmp_path / "wide.xlsx")
    narrow, wide = (load_workbook(tmp_path / f"{name}.xlsx").worksheets[0] for name in ("narrow", "wide"))
    assert (narrow.page_setup.orientation, narrow.page_setup.fitToWidth, narrow.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert narrow.sheet_properties.pageSetUpPr is not None
    assert narrow.sheet_properties.pageSetUpPr.fitToPage
    assert narrow.oddFooter is not None
    assert narrow.oddFooter.right.text == "Trang &P/&N"
    assert narrow.oddFooter.left.text == "Nhật ký số 1.204 (3f9a01c2)"
    assert (wide.page_setup.paperSize, wide.page_setup.fitToWidth) == (8, 2)
    assert wide.print_title_cols == "$A:$B"


def test_an_empty_list_says_so(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(0), tmp_path / "a.xlsx")
    said = [row[0] for row in grid(tmp_path / "a.xlsx")]
    assert "Không có người nào đúng điều kiện." in said
    assert "Tổng số: 0 người." in said


def test_group_lines_and_totals_stand_in_their_places(tmp_path: Path) -> None:
    columns = (Column(("STT",), "index", 5), Column(("Đơn vị",)), Column(("Số người",), "whole"))
    table = Table(
        columns,
        [(1, "Văn phòng", 12), (2, "Phòng Kinh tế", 9), (3, "Trạm Y tế", 7)],
        totals=(None, "Tổng số", 28),
        groups=(Group(0, "I. Cơ quan"), Group(2, "II. Đơn vị sự nghiệp")),
    )
    write_xlsx(table_document(table), tmp_path / "a.xlsx")
    rows = [row[:3] for row in grid(tmp_path / "a.xlsx")]
    start = rows.index(("I. Cơ quan", None, None))
    assert rows[start + 1 : start + 6] == [
        (1, "Văn phòng", 12),
        (2, "Phòng Kinh tế", 9),
        ("II. Đơn vị sự nghiệp", None, None),
        (3, "Trạm Y tế", 7),
        (None, "Tổng số", 28),
    ]


def test_each_table_has_its_sheet_with_a_name_excel_takes(tmp_path: Path) -> None:
    tables = tuple(Table((Column(("A",)),), [(name,)], name=name) for name in ("Lương / bậc [1]", "x" * 40, "'"))
    write_xlsx(Document(("HAI BẢNG",), tables, signatures=(Signature(("KẾ TOÁN",)),)), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Lương  bậc 1", "x" * 31, "Bảng 3"]
    assert ("x" * 40,) in [row[:1] for row in grid(tmp_path / "a.xlsx", 1)]


def test_properties_name_the_paper_and_the_office(make_document: Make, tmp_path: Path) -> None:
    write_xlsx(make_document(1), tmp_path / "a.xlsx")
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert properties.title == "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"
    assert (properties.creator, properties.language) == ("Ủy ban nhân dân xã Nghiên Loan", "vi-VN")
