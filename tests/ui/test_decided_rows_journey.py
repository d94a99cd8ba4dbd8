"""A row that a movement wrote, by keyboard: only read in the file, refused in words, and one key to the next decision."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog
from desktop_app.ui.main_window import MainWindow
from tests.ui.hands import CTRL, Hands, front

SECONDED = "Mông Văn Đạt"
ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


@pytest.fixture
def desk(office: Desk) -> Desk:
    return office


def to_the_career(desk: Desk, hands: Hands) -> Any:
    """The file found by name, on the tab of posts and movements."""
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.until(lambda: isinstance(hands.here(), QLineEdit))
    hands.write("mong van dat")
    hands.until(lambda: desk.runner.idle)
    hands.press(ENTER)
    assert desk.window is not None
    holder: Any = next(one for one in desk.window.pages if "person" in one.opens)
    file = holder.page()
    hands.until(lambda: file.opened is not None and file.opened.file.name == SECONDED and desk.runner.idle)
    hands.until(file._body.tabs.hasFocus)
    hands.press(TAB, CTRL)
    hands.until(lambda: file._body.tabs.current == "Quá trình công tác")
    return file


def walk_to_rows(hands: Hands, file: Any, record: str) -> Any:
    part = file._body.part(record)
    for _ in range(60):
        if hands.here() is part.table:
            return part
        hands.press(TAB)
    raise AssertionError(record)


def test_a_movement_is_only_looked_at_and_leads_to_the_next_decision(desk: Desk, hands: Hands) -> None:
    file = to_the_career(desk, hands)
    part = walk_to_rows(hands, file, "movement")
    assert not part._add.isVisible()
    hands.press(Qt.Key.Key_Insert)  # nothing is typed there
    hands.press(Qt.Key.Key_Delete)
    assert QApplication.activeModalWidget() is None
    hands.press(Qt.Key.Key_F2)
    row: QDialog = front(hands, QDialog, "Biến động nhân sự")
    hands.until(lambda: hands.reads(row, "Muốn đổi thì ra quyết định mới ở trang Bổ nhiệm, điều động"))
    day = next(one for one in row.findChildren(QLineEdit) if one.text() == "15/01/2026")
    assert day.isReadOnly()
    hands.walk("Bổ nhiệm, điều động")
    hands.press(SPACE)
    made: MovementDialog = front(hands, MovementDialog)
    hands.until(lambda: [one.name for one in made._people] == [SECONDED])
    assert desk.window is not None
    assert desk.window.page.title == "Bổ nhiệm, điều động"


def test_how_the_work_is_described_is_still_typed(desk: Desk, hands: Hands) -> None:
    file = to_the_career(desk, hands)
    part = walk_to_rows(hands, file, "assignment")
    place = next(place for place, row in enumerate(part.part.rows) if row.texts["movement"] == "Biệt phái")
    hands.press(Qt.Key.Key_Down, times=place)
    hands.until(lambda: part.current() is part.part.rows[place])
    assert not part._remove.isEnabled()
    hands.press(Qt.Key.Key_F2)
    front(hands, QDialog, "Chức vụ, đơn vị công tác")
    hands.walk("Vị trí việc làm")
    hands.write("Kế toán ngân sách")
    hands.press(ENTER, CTRL)
    hands.until(lambda: QApplication.activeModalWidget() is None and desk.runner.idle)
    front(hands, MainWindow)
    hands.until(
        lambda: any(
            row.texts["job_position"] == "Kế toán ngân sách" for row in file.opened.file.part("assignment").rows
        )
    )
