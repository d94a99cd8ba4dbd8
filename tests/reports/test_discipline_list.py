"""The list of discipline an office prints, and the counts of a year with their charts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from db.database import Database
from desktop_app.reports.export import write_document
from desktop_app.reports.lists.discipline import counts_document, discipline_document
from desktop_app.reports.lists.export import office_head
from desktop_app.services.discipline.counts import counts, decided_rows, level_of
from desktop_app.services.discipline.rows import cases
from desktop_app.services.practice.office import DAY
from desktop_app.services.work import Work, reading


@pytest.fixture
def work(register: Database) -> Iterator[Work]:
    with reading(register, DAY) as made:
        yield made


def test_the_list_has_the_columns_offices_print_and_every_decision_of_every_time(work: Work, tmp_path: Path) -> None:
    rows = decided_rows(work, cases(work, DAY), DAY)
    document = discipline_document(rows, DAY, office_head(work.raw))
    titles = [column.title[-1] for column in document.tables[0].columns]
    assert titles == [
        "STT", "Số hiệu", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Số quyết định", "Ngày ký", "Hình thức kỷ luật", "Lý do",
        "Thời hạn", "Cơ quan ra quyết định", "Người ký", "Chức vụ người ký",
    ]  # fmt: skip
    lines = {str(line[2]): line for line in document.tables[0].rows}
    assert lines["Chu Thị Kim Dung"][8] == "Hạ bậc lương"
    assert lines["Vi Thị Hồng Nga"][8] == "Giáng chức"
    assert lines["Phạm Quốc Phong"][6:11] == (
        "96/QĐ-UBND", date(2026, 3, 10), "Khiển trách", "Vắng mặt nhiều ngày không có lý do chính đáng",
        "từ 10/03/2026 đến 10/03/2027",
    )  # fmt: skip
    assert lines["Sùng A Nam"][10] == "đã huỷ bỏ"
    write_document(document, tmp_path / "ds.pdf")
    assert "hạn chế xem" in pypdfium2.PdfDocument(tmp_path / "ds.pdf")[0].get_textpage().get_text_range()


def test_the_counts_of_a_year_stand_beside_the_year_before_and_leave_out_what_was_cancelled(work: Work) -> None:
    found = counts(work, 2026)
    assert [(row.name, row.total, row.before) for row in found.by_form] == [("Khiển trách", 1, 0), ("Cảnh cáo", 0, 1)]
    assert [(row.name, row.total, row.before) for row in found.by_area] == [
        ("Giáo dục", 0, 1),
        ("Kỷ luật lao động", 1, 0),
    ]
    assert [(row.name, row.total, row.before) for row in found.by_level] == [("Cấp xã", 1, 1)]
    assert (found.total.total, found.total.before, found.total.change) == (1, 1, 0)
    assert found.total.by_group == (0, 0, 1, 0, 0, 0)
    old = counts(work, 2018)
    assert [(row.name, row.total) for row in old.by_form] == [("Hạ bậc lương", 1)]
    assert old.by_level[0].name == "Cấp huyện"
    assert counts(work, 1999).by_form == ()
    assert counts(work, 1999).cells == ()


def test_form_category_level_and_field_are_counted_together_against_the_year_before(work: Work) -> None:
    found = counts(work, 2026)
    assert [(one.form, one.group, one.level, one.area, one.total, one.before) for one in found.cells] == [
        ("Khiển trách", "Công chức", "Cấp xã", "Kỷ luật lao động", 1, 0),
        ("Cảnh cáo", "Viên chức quản lý", "Cấp xã", "Giáo dục", 0, 1),
    ]
    for year in (2008, 2018, 2025, 2026, 2027):
        one = counts(work, year)
        assert sum(cell.total for cell in one.cells) == one.total.total
        assert sum(cell.before for cell in one.cells) == one.total.before
        for way, rows in (
            ("form", one.by_form),
            ("group", one.by_group),
            ("level", one.by_level),
            ("area", one.by_area),
        ):
            for row in rows:
                assert sum(cell.total for cell in one.cells if getattr(cell, way) == row.name) == row.total
        assert sum(sum(column.counts) for column in one.columns if column.year == year) == one.total.total
    document = counts_document(found, DAY, office_head(work.raw))
    table = document.tables[1]
    assert table.rows[0] == ("Khiển trách", "Công chức", "Cấp xã", "Kỷ luật lao động", 1, 0, "+1")
    assert table.totals == ("Tổng số", "", "", "", 1, 1, "0")
    assert [group.text for group in table.groups] == [
        "Khiển trách: 1, năm trước 0 (+1)",
        "Cảnh cáo: 0, năm trước 1 (-1)",
    ]
    assert document.charts[0].stacked


@pytest.mark.parametrize(
    ("authority", "level"),
    [
        ("UBND xã An Bình, tỉnh Sơn La", "Cấp xã"),
        ("Chủ tịch UBND phường Tô Hiệu", "Cấp xã"),
        ("UBND huyện Mộc Châu, tỉnh Sơn La", "Cấp huyện"),
        ("Sở Nội vụ tỉnh Sơn La", "Cấp tỉnh"),
        ("Chủ tịch UBND tỉnh", "Cấp tỉnh"),
        ("Trường Mầm non Hoa Ban", "Khác, chưa ghi"),
        ("", "Khác, chưa ghi"),
    ],
)
def test_the_level_is_that_of_the_body_that_decided(work: Work, authority: str, level: str) -> None:
    row = replace(cases(work, DAY)[0], authority=authority)
    assert level_of(row) == level


def test_a_workbook_has_native_charts_and_a_pdf_draws_them(work: Work, tmp_path: Path) -> None:
    document = counts_document(counts(work, 2026), DAY, office_head(work.raw), witness="mốc")
    write_document(document, tmp_path / "sl.xlsx")
    book = load_workbook(tmp_path / "sl.xlsx")
    sheets: list[Any] = list(book.worksheets)
    charts = [chart for sheet in sheets for chart in sheet._charts]
    assert len(charts) == 4
    assert [sheet.title for sheet in sheets[:2]] == ["Năm 2026", "Chi tiết bốn chiều 2026"]
    sheet = sheets[3]
    assert [cell.value for cell in sheet[2]] == ["Khiển trách", 0, 1]
    write_document(document, tmp_path / "sl.pdf")
    pages = pypdfium2.PdfDocument(tmp_path / "sl.pdf")
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert "Kỷ luật theo lĩnh vực" in last
    assert f"Trang {len(pages)}/{len(pages)}" in last
    write_document(document, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "sl.pdf").read_bytes()
    write_document(counts_document(counts(work, 1999), DAY, office_head(work.raw)), tmp_path / "rong.pdf")
