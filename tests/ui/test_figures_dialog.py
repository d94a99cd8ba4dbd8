"""Số liệu quy định by keyboard: see a topic, correct a figure with its basis, take it back."""

from typing import Any

from PySide6.QtCore import Qt

from desktop_app.services.figures import FigureRow
from desktop_app.ui.app import Desk
from desktop_app.ui.office.figures import FiguresDialog
from tests.ui.test_discipline_page import CTRL, dialog_of, type_into


def _at(made: FiguresDialog, name: str, category: str, value: str) -> FigureRow:
    row = next(
        one
        for one in made.table.rows()
        if one.name == name and category in one.categories and one.value == value and not one.ends
    )
    assert isinstance(row, FigureRow)
    assert made.table.select_row(row)
    return row


def test_a_figure_is_corrected_with_its_basis_and_taken_back(office: Desk, qtbot: Any) -> None:
    assert office.window is not None
    office.window.menu_chosen.emit("figures")
    made = dialog_of(FiguresDialog, qtbot)
    qtbot.waitUntil(lambda: bool(made.table.rows()))
    assert all(row.topic == "holidays" for row in made.table.rows())
    type_into(qtbot, made.topic, "discipline")
    qtbot.waitUntil(lambda: made.table.rows()[0].topic == "discipline")
    row = _at(made, "handling_days", "CC", "90; 150")
    type_into(qtbot, made.fields["value"], "60; 120")
    type_into(qtbot, made.fields["starts"], "01/01/2026")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "căn cứ" in made.fields["basis"].told())
    type_into(qtbot, made.fields["basis"], "Quy che cua tinh")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any(one.own for one in made.table.rows()))
    own = _at(made, "handling_days", "CC", "60; 120")
    assert own.categories == row.categories
    made.take_back()
    qtbot.waitUntil(lambda: not any(one.own for one in made.table.rows()))
    made.reject()
