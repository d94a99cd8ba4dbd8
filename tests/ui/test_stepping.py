"""Many people at a stroke, the bin, and the way back and forth, by keyboard through the real window."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.services.person.edit import remove_person
from desktop_app.ui.app import Desk
from desktop_app.ui.history.bin import BinDialog
from desktop_app.ui.shot_ways import top_dialog

DAY = date(2026, 11, 23)
Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _religions(desk: Desk) -> set[str]:
    model = desk.roster.model
    return {model.row(row).religion for row in range(model.rowCount())}


def _said(desk: Desk) -> str:
    assert desk.window is not None
    return desk.window.messages.text


def _on_list(desk: Desk) -> Any:
    assert desk.window is not None
    desk.window.show_page(desk.roster)
    desk.window.activateWindow()
    desk.roster.list.setFocus()
    return desk.roster.list


def test_one_field_of_everybody_then_back_and_forth(desk: Desk, qtbot: Any, settle: Settle) -> None:
    _on_list(desk)
    before = _religions(desk)
    made = desk.roster.deeds.open_bulk()
    qtbot.keyClicks(made.fields.search, "ton giao")
    qtbot.keyClick(made.fields.search, Qt.Key.Key_Down)
    assert made.fields.current() == "person.religion"
    made.value.setEditText("Cao đài")
    qtbot.waitUntil(made.action.isEnabled, timeout=10_000)
    assert "sẽ sửa" in made.counts.text()
    assert len(made.table.rows()) == 120
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Đã sửa" in _said(desk), timeout=10_000)
    settle(desk)
    now = _religions(desk)
    assert len(now) == 1
    table = _on_list(desk)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    qtbot.keyClick(table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Đã hoàn tác: Sửa hàng loạt" in _said(desk), timeout=10_000)
    settle(desk)
    assert _religions(desk) == before
    qtbot.keyClick(table, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "Đã làm lại" in _said(desk), timeout=10_000)
    settle(desk)
    assert _religions(desk) == now
    assert desk.window is not None
    desk.window.menu.aboutToShow.emit()
    texts = [action.text() for action in desk.window.menu.actions()]
    assert texts[0].startswith("Hoàn tác: Sửa hàng loạt")
    assert texts[1] == "Làm lại\tCtrl+Y"


def test_a_file_goes_into_the_bin_with_a_reason_and_comes_back(desk: Desk, qtbot: Any, settle: Settle) -> None:
    table = _on_list(desk)
    table.go_to_row(2)
    gone = desk.roster.model.row(2).full_name
    asked = desk.roster.deeds.open_remove()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is asked)
    qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    settle(desk)
    assert asked.isVisible()
    reason = asked.findChild(QLineEdit)
    reason.setText("nhập trùng")
    qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "thùng rác" in _said(desk), timeout=10_000)
    settle(desk)
    assert desk.roster.model.rowCount() == 119
    desk.stepping.bin()
    settle(desk)
    held = top_dialog()
    assert isinstance(held, BinDialog)
    assert held.chosen is not None
    assert (held.chosen.name, held.chosen.reason) == (gone, "nhập trùng")
    qtbot.keyClick(held, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Đã khôi phục" in _said(desk), timeout=10_000)
    settle(desk)
    assert desk.roster.model.rowCount() == 120


def test_ctrl_z_in_a_practice_office_leaves_its_people(office: Desk, qtbot: Any, settle: Settle) -> None:
    everybody = office.roster.model.rowCount()
    table = _on_list(office)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is office.window)
    qtbot.keyClick(table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "có sẵn của văn phòng thực hành không hoàn tác được" in _said(office), timeout=10_000)
    settle(office)
    assert office.roster.model.rowCount() == everybody


def test_deeds_on_somebody_removed_before_the_list_is_read_again_say_so(
    desk: Desk, qtbot: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = _on_list(desk)
    table.go_to_row(2)
    keep, drop = bytes(desk.roster.model.key(1)), bytes(desk.roster.model.key(2))
    monkeypatch.setattr(desk.roster, "changed", lambda _touched: None)  # the list is still to be read again
    removed: list[object] = []
    desk.register.do("remove", "Xoá hồ sơ", remove_person, drop, then=removed.append, reason="nhập trùng")
    qtbot.waitUntil(lambda: bool(removed), timeout=10_000)
    told: list[str] = []
    desk.roster.told.connect(told.append)
    assert desk.roster.deeds.open_remove() is None
    desk.roster.merge_requested.emit(keep, drop)
    assert told == ["Người được chọn không còn trong sổ: vừa bị xoá hoặc gộp."] * 2
    assert QApplication.activeModalWidget() is None
