"""From the due list to "đã nghỉ" by keyboard alone: notice, decision, papers sent, hand-over, and the day that comes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop_app.services.retirement.rows import RetireRow
from desktop_app.ui.app import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.retirement.case_dialog import CaseDialog
from desktop_app.ui.retirement.deeds import SmallDeed
from desktop_app.ui.retirement.letters_dialog import LettersDialog
from tests.ui.hands import CTRL, Hands, down_to, front

WHO = "Đặng Xuân Bình"
DAY, GONE = date(2026, 11, 23), date(2027, 1, 1)
ENTER, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape


@pytest.fixture
def started(practice: Path, at_desk: Callable[..., Desk]) -> Callable[[date], Desk]:
    """Starts the program on a day, on the same register each time."""
    return lambda day: at_desk(practice, day)


def _page(desk: Desk, title: str) -> Any:
    assert desk.window is not None
    holder: Any = next(one for one in desk.window.pages if one.title == title)
    return holder.built


def _state(desk: Desk) -> RetireRow:
    page = _page(desk, "Nghỉ hưu")
    row = page.list.current_row()
    assert isinstance(row, RetireRow)
    return row


def _sent_and_handed_over(hands: Hands) -> None:
    hands.press(ENTER)  # the case: a paper is sent, then the work is handed over
    case = front(hands, CaseDialog)
    hands.until(lambda: case.papers.hasFocus() and bool(case.papers.rows()))
    hands.press(ENTER)
    front(hands, SmallDeed, "Giấy tờ đã gửi")
    hands.press(ENTER, CTRL)
    case = front(hands, CaseDialog)
    hands.until(lambda: case.papers.rows()[0].sent_on == DAY)
    hands.press(ENTER, CTRL)
    front(hands, SmallDeed, "Bàn giao")
    hands.press(ENTER, CTRL)
    case = front(hands, CaseDialog)
    hands.until(lambda: case.file.row.state == "da_ban_giao")
    hands.press(ESC)
    front(hands, MainWindow)


def test_from_due_to_gone(started: Callable[[date], Desk], qtbot: Any) -> None:
    desk = started(DAY)
    hands = Hands(qtbot)
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.until(lambda: bool(_page(desk, "Bàn làm việc")) and bool(_page(desk, "Bàn làm việc").list.rows()))
    start = _page(desk, "Bàn làm việc")
    hands.until(start.list.hasFocus)
    down_to(hands, start.list, lambda row: row.about.name == WHO and row.task.code == "RET-6")
    hands.press(ENTER)
    hands.until(lambda: bool(_page(desk, "Nghỉ hưu")) and _page(desk, "Nghỉ hưu").list.hasFocus())
    page = _page(desk, "Nghỉ hưu")
    assert page.list.current_row().name == WHO

    hands.press(ENTER, CTRL)  # the notice
    letters = front(hands, LettersDialog)
    hands.until(letters.action.isEnabled)
    hands.press(ENTER, CTRL)
    front(hands, QDialog, "Xem trước và in: Thông báo")
    hands.press(ESC)
    front(hands, MainWindow)
    hands.until(lambda: _state(desk).state == "da_thong_bao")
    assert _state(desk).noticed_on == DAY

    hands.press(ENTER, CTRL)  # the decision: what the office has not told yet is named, then written
    letters = front(hands, LettersDialog)
    hands.until(lambda: "người hoặc đơn vị đề nghị" in letters._problems)
    for name, text in (
        ("Người hoặc đơn vị đề nghị", "Trưởng phòng Văn hoá - Xã hội"),
        ("thi hành", "Các đơn vị liên quan"),
    ):
        hands.walk(name)
        hands.write(text)
    hands.until(letters.action.isEnabled)
    hands.press(ENTER, CTRL)
    front(hands, QDialog, "Xem trước và in: Quyết định")
    hands.press(ESC)
    front(hands, MainWindow)
    hands.until(lambda: _state(desk).state == "da_quyet_dinh")

    _sent_and_handed_over(hands)

    desk = started(GONE)  # the day comes by itself
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_5, CTRL)
    hands.until(lambda: bool(_page(desk, "Nghỉ hưu")) and _page(desk, "Nghỉ hưu").found is not None)
    page = _page(desk, "Nghỉ hưu")
    assert WHO not in {row.name for row in page.found.rows}
    assert WHO in {row.name for row in page.found.left}
    hands.press(Qt.Key.Key_2, CTRL)
    model = desk.roster.list.table_model
    hands.until(lambda: desk.runner.idle and model.rowCount() > 0)
    assert WHO not in {model.row(place).full_name for place in range(model.rowCount())}
