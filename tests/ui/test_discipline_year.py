"""Kỷ luật: the counts of a year on screen, each way by itself, all four together and as a chart; written to a file."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from desktop_app.services.discipline.counts import Cell
from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.year_dialog import YearDialog
from tests.ui.test_discipline_page import CTRL, dialog_of, page_of, type_into


def test_the_counts_of_a_year_are_seen_three_ways_and_written(office: Desk, qtbot: Any, tmp_path: Path) -> None:
    page = page_of(office, qtbot)
    page.show_year()
    made = dialog_of(YearDialog, qtbot)
    qtbot.waitUntil(lambda: bool(made.cells.rows()))
    cells = [row for row in made.cells.rows() if isinstance(row, Cell)]
    assert [(one.form, one.group, one.level, one.area, one.total, one.before) for one in cells] == [
        ("Khiển trách", "Công chức", "Cấp xã", "Kỷ luật lao động", 1, 0),
        ("Cảnh cáo", "Viên chức quản lý", "Cấp xã", "Giáo dục", 0, 1),
    ]
    assert made.table.isVisible()
    qtbot.keyClick(made, Qt.Key.Key_Tab, CTRL)
    qtbot.waitUntil(made.cells.isVisible)
    qtbot.keyClick(made, Qt.Key.Key_Tab, CTRL)
    qtbot.waitUntil(made.bars.isVisible)
    assert "2026 Khiển trách: 1" in made.bars.accessibleDescription()
    out = tmp_path / "nam.xlsx"
    made.write_to(out)
    qtbot.waitUntil(out.exists)
    qtbot.waitUntil(lambda: office.runner.idle)
    book = load_workbook(out)
    assert "Chi tiết bốn chiều 2026" in book.sheetnames
    sheets: list[Any] = list(book.worksheets)
    assert sum(len(sheet._charts) for sheet in sheets) == 4


def test_a_year_that_is_none_is_said_beside_its_field(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    page.show_year()
    made = dialog_of(YearDialog, qtbot)
    type_into(qtbot, made.year, "26")
    qtbot.waitUntil(lambda: "bốn chữ số" in made.year.told())
    assert not made.action.isEnabled()
    type_into(qtbot, made.year, "1999")
    qtbot.waitUntil(lambda: made.cells.rows() == [] and made.action.isEnabled())
