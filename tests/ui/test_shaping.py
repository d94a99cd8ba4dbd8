"""Lists a clerk shapes, by keyboard through the real window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop_app.services.lists.saved import saved_lists
from desktop_app.ui.app import Desk
from desktop_app.ui.shot_ways import top_dialog

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _rows(desk: Desk) -> list[Any]:
    return [desk.roster.model.row(row) for row in range(desk.roster.model.rowCount())]


def _type(qtbot: Any, text: str) -> None:
    focus = QApplication.focusWidget()
    qtbot.keyClicks(focus, text)


def _press(qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def builder(desk: Desk, qtbot: Any, settle: Settle) -> Any:
    assert desk.window is not None
    desk.window.activateWindow()
    desk.roster.list.setFocus()
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_L, CTRL)
    made: Any = top_dialog()
    settle(desk)
    return made


def test_a_list_is_built_by_keyboard_and_its_chips_come_off(
    desk: Desk, qtbot: Any, settle: Settle, builder: Any
) -> None:
    builder.fields.search.setFocus()
    _type(qtbot, "gioi tinh")
    _press(qtbot, Qt.Key.Key_Return)
    settle(desk)
    builder.ticks.list.setFocus()
    builder.ticks.list.setCurrentRow(1)
    _press(qtbot, Qt.Key.Key_Space)
    assert [builder.conditions.item(0).text()] == ["Giới tính: Nữ"]
    qtbot.keyClick(builder, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    _type(qtbot, "tuoi")
    _press(qtbot, Qt.Key.Key_Down)
    builder.low.setFocus()
    _type(qtbot, "30")
    builder.high.setFocus()
    _type(qtbot, "20")
    assert "từ lớn hơn đến" in builder.why.text()
    assert not builder.action.isEnabled()
    _press(qtbot, Qt.Key.Key_A, CTRL)
    _type(qtbot, "45")
    qtbot.waitUntil(lambda: builder.count.text().startswith("Còn "))
    qtbot.keyClick(builder, Qt.Key.Key_Return, CTRL)
    settle(desk)
    rows = _rows(desk)
    assert rows
    assert {row.sex for row in rows} == {"nu"}
    assert all(1980 <= int(row.born[:4]) <= 1996 for row in rows)
    assert "Giới tính: Nữ; Tuổi: từ 30 đến 45" in desk.roster.filter_text()
    chip = next(one for one in desk.roster.filters.findChildren(QPushButton) if one.text().startswith("Tuổi"))
    chip.click()
    settle(desk)
    assert len(_rows(desk)) > len(rows)


def test_a_list_is_kept_found_again_sent_and_received(
    desk: Desk, qtbot: Any, settle: Settle, builder: Any, tmp_path: Path
) -> None:
    builder.fields.go_to("employment.category")
    settle(desk)
    builder.ticks.check(["VC"])
    builder._on_values()
    qtbot.keyClick(builder, Qt.Key.Key_Return, CTRL)
    settle(desk)
    wanted = [row.full_name for row in _rows(desk)]
    desk.roster.arrangement.choose(("full_name", "phone"))
    save = desk.roster.shaping.open_save()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is save)
    qtbot.keyClick(save, Qt.Key.Key_Return, CTRL)
    assert save.isVisible()
    name = save.findChild(QLineEdit)
    name.setText("Viên chức")  # QTest types no accents
    qtbot.keyClick(save, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.window is not None and "Đã lưu" in desk.window.messages.text)
    settle(desk)
    raw = desk.roster_desk.reading()
    assert [one.name for one in saved_lists(raw)] == ["Viên chức"]
    raw.close()
    out = tmp_path / "vien-chuc.json"
    desk.roster.shaping.save_file(out)
    settle(desk)
    desk.roster._show_everybody()
    desk.roster.arrangement.choose(("full_name", "unit"))
    settle(desk)
    assert len(_rows(desk)) == 120
    desk.roster.shaping.fill()
    desk.roster.shaping.menu.actions()[0].trigger()
    settle(desk)
    assert [row.full_name for row in _rows(desk)] == wanted
    assert desk.roster.arrangement.names() == ["full_name", "phone"]
    desk.roster._show_everybody()
    settle(desk)
    desk.roster.shaping.open_file(out)
    settle(desk)
    assert [row.full_name for row in _rows(desk)] == wanted
    (tmp_path / "hong.json").write_text("{", encoding="utf-8")
    desk.roster.shaping.open_file(tmp_path / "hong.json")
    settle(desk)
    assert desk.window is not None
    assert "không phải tệp danh sách" in desk.window.messages.text
