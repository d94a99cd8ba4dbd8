"""Bàn làm việc by keyboard: walk the due list, ask why, put off, dismiss, hand over."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from desktop_app.ui.app import Desk
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.start.page import StartPage
from tests.ui.conftest import DAY


def _page(desk: Desk, qtbot: Any) -> StartPage:
    assert desk.window is not None
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    holder: Any = desk.window.page
    qtbot.waitUntil(lambda: holder.built is not None and bool(holder.built.list.rows()))
    page = holder.built
    assert isinstance(page, StartPage)
    page.list.setFocus()
    return page


def _dialog(qtbot: Any) -> QDialog:
    made = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_rail_counts_what_is_overdue(office: Desk, qtbot: Any) -> None:
    assert office.window is not None
    badges = office.window.rail._badges
    qtbot.waitUntil(lambda: "Bàn làm việc" in badges and badges["Bàn làm việc"].isVisible())
    page = _page(office, qtbot)
    overdue = [row for row in page.list.rows() if row.group(DAY) == "overdue"]
    assert badges["Bàn làm việc"].text() == str(len(overdue))


def test_why_is_one_key_away(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    row = page.list.current_row()
    reasons = {made.name: made for made in page.list.table_model.columns}["reason"]
    assert reasons.second is not None
    assert (reasons.text(row), reasons.second(row)) == (
        "Hết thời hạn 31/10/2026",  # the post stands under the name; a narrow column has room for the day
        "§ Điều 36, 39, 40 NĐ 170/2025, sửa bởi NĐ 300/2026",
    )
    qtbot.keyClick(page.list, Qt.Key.Key_V)
    texts = {label.text() for label in _dialog(qtbot).findChildren(QLabel)}
    assert row.task.basis[0] in texts
    qtbot.keyClick(_dialog(qtbot), Qt.Key.Key_Escape)


def test_dismiss_needs_its_reason_and_put_off_its_day(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    first = page.list.current_row()
    before = len(page.list.rows())
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    dialog = _dialog(qtbot)
    assert isinstance(dialog, DeedDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "lý do" in dialog._told.text())
    reason = next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName().startswith("Lý do (bắt"))
    qtbot.keyClicks(reason, "Da giai quyet bang van ban")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows()) == before - 1)
    assert first not in page.list.rows()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_H)
    qtbot.keyClick(_dialog(qtbot), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows()) == before - 2)
    assert "1 việc nhắc lại sau, 1 việc đã bỏ qua" in page._rest.text()


def test_another_day_shows_what_was_due_then_and_writes_nothing(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    today = [row.mark_name for row in page.list.rows()]
    assert office.window is not None
    office.window.as_of.show_day(DAY.replace(year=2024))
    office.window._on_day(DAY.replace(year=2024))
    qtbot.waitUntil(lambda: [row.mark_name for row in page.list.rows()] != today)
    if page.list.rows():
        qtbot.keyClick(page.list, Qt.Key.Key_B)
        assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        assert "chỉ đọc" in office.window.messages.text
