"""Columns as the drawings have them: figures at the right, dots in days, no sideways bar where there is room."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.fields import form_fields
from db.models import SalaryStep
from desktop_app.ui.intake.preview_view import PreviewView
from desktop_app.ui.kit.dates import days_left
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.person.fields import _column


def test_figures_of_a_file_stand_right_and_codes_and_days_left() -> None:
    sides = {field.name: _column(field).align for field in form_fields(SalaryStep)}
    assert (sides["coefficient"], sides["step"]) == ("right", "right")
    assert (sides["starts"], sides["rank_code"]) == ("left", "left")


def test_days_to_go_are_said_one_way() -> None:
    assert [days_left(count) for count in (0, 1, -27, 1008)] == [
        "hôm nay",
        "còn 1 ngày",
        "quá 27 ngày",
        "còn 1.008 ngày",
    ]


def test_a_list_with_icons_needs_no_bar_below(dressed: QApplication, qtbot: Any) -> None:
    columns = (
        Column[str]("icon", "", lambda _row: "", 2, stretch=False, icon=lambda _row: ("file-text", "text2")),
        Column[str]("name", "Bước", lambda row: row, 18),
        Column[str]("day", "Ngày", lambda _row: "17/11/2026", 11, date=True),
    )
    table = RichTable(columns, "Các bước")
    qtbot.addWidget(table)
    table.set_rows([f"Bước {number}" for number in range(30)])
    table.resize(500, 200)  # a bar at the side, none below
    table.show()
    qtbot.waitUntil(table.verticalScrollBar().isVisible)
    assert table.horizontalScrollBar().maximum() == 0


def test_the_key_stands_under_the_deed_of_the_current_row(dressed: QApplication, qtbot: Any) -> None:
    drawn = Column[str]("act", "Việc làm", lambda row: row, 12, key="Enter")
    plain = Column[str]("act", "Việc làm", lambda row: row, 12)
    pictures = []
    for column in (drawn, plain):
        table = RichTable((column,), "Việc")
        qtbot.addWidget(table)
        table.set_rows(["Lập thông báo", "Bổ nhiệm lại"])
        table.resize(300, 200)
        table.show()
        table.activateWindow()
        table.setFocus()
        qtbot.waitUntil(table.hasFocus)
        pictures.append(table.viewport().grab().toImage())
    high = table.rowHeight(0)
    assert pictures[0].copy(0, 0, 300, high) != pictures[1].copy(0, 0, 300, high)
    assert pictures[0].copy(0, high, 300, high) == pictures[1].copy(0, high, 300, high)  # only where the keyboard is


def test_the_numbers_of_excels_rows_stand_right(dressed: QApplication, qtbot: Any) -> None:
    view = PreviewView(look().tokens)
    qtbot.addWidget(view)
    assert view.grid.verticalHeader().defaultAlignment() & Qt.AlignmentFlag.AlignRight
