"""Ô còn giữ ở Nguồn by keyboard: found by Ctrl+K, looked at, taken as one step, taken back."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.ui.app import Desk
from desktop_app.ui.intake.kept_dialog import KeptDialog
from desktop_app.ui.intake.shots import import_with_kept_columns
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands


def _heights(desk: Desk) -> list[int]:
    raw = desk.register.database.raw_reader()
    found = [height for (height,) in raw.execute("SELECT height FROM health_check ORDER BY height").fetchall()]
    raw.close()
    return found


def test_kept_cells_are_found_read_taken_and_given_back_by_keyboard(desk: Desk, qtbot: Any) -> None:
    import_with_kept_columns(desk.register.database, DAY)
    hands = Hands(qtbot)
    window = desk.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.until(lambda: hands.here().accessibleName())
    hands.write("o con giu")
    hands.until(lambda: desk.runner.idle)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), KeptDialog))
    made = QApplication.activeModalWidget()
    assert isinstance(made, KeptDialog)
    hands.until(made.cells.rows)
    assert [(one.heading, one.filled) for one in made.columns.rows()] == [("Chiều cao", 4), ("Ngày vào Hội", 3)]
    assert [(one.name, one.value) for one in made.cells.ticked()] == [
        ("Hà Thị Yến", 158),
        ("Ma Văn Tuyên", 165),
        ("Bế Văn Thời", 170),
    ]
    hands.walk("Từng ô")
    hands.press(Qt.Key.Key_End)
    assert made.doubt.text() == "Chiều cao “hơi cao” phải là số từ 80 đến 230 cm."
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Space)
    assert made.action.text() == "Lấy 2 ô vào hồ sơ  Ctrl+Enter"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: desk.runner.idle and _heights(desk))
    assert _heights(desk) == [165, 170]
    window.activateWindow()
    hands.until(window.isActiveWindow)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: desk.runner.idle and not _heights(desk))


def test_a_column_without_a_field_waits_for_one(desk: Desk, qtbot: Any) -> None:
    import_with_kept_columns(desk.register.database, DAY)
    made = KeptDialog(desk.window, desk.register, lambda _text: None)  # type: ignore[arg-type]
    made.open()
    qtbot.waitUntil(lambda: len(made.columns.rows()) == 2)
    made.columns.select_row(made.columns.rows()[1])
    assert made.counts.text() == "Chọn mục của hồ sơ sẽ nhận cột này."
    assert not made.action.isEnabled()
    made.target.show_code("trade_union_joined")
    qtbot.waitUntil(lambda: len(made.cells.rows()) == 3)
    assert [str(one.value) for one in made.cells.rows()] == ["2010-02", "2001", "2012-03"]
    assert made.action.text() == "Lấy 3 ô vào hồ sơ  Ctrl+Enter"
    made.close()
    qtbot.waitUntil(lambda: desk.runner.idle)
