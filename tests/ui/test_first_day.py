"""The first day, by keyboard through the real window: whose register, how it begins, where backups go, who signs."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from db.connection import connect_reading
from desktop_app.services.backups import ON_CLOSE, plan_of
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import apply_look
from desktop_app.ui.office.assistant import Assistant
from desktop_app.ui.office.first_day import PRACTICE_FILE

DAY = date(2026, 11, 23)
Settle = Callable[[Desk], None]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def first(tmp_path: Path, dressed: QApplication) -> Iterator[Desk]:
    """A window started where there is no register yet."""
    made = Desk(
        tmp_path / "so" / "so.snv",
        DAY,
        lambda: datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
        Preferences(tmp_path / "p.json"),
    )
    bugs: list[str] = []
    made.runner.crashed.connect(bugs.append)
    made.start()
    yield made
    if made.window is not None:
        made.window.close()
    dressed.processEvents()
    assert bugs == []


def _assistant() -> Assistant:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Assistant) and w.isVisible()][-1]


def _type(text: str) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    for letter in text:  # the test library's own way knows only letters of ASCII
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def _key(qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or _assistant(), key, modifier)


def _office(path: Path) -> tuple[Any, ...]:
    raw = connect_reading(path)
    row = raw.execute(
        "SELECT name, level, province, area, parent_name, place, signing, signer_role FROM office"
    ).fetchone()
    raw.close()
    return tuple(row)


def test_four_pages_by_keyboard(first: Desk, qtbot: Any, settle: Settle, tmp_path: Path) -> None:
    asked = _assistant()
    qtbot.waitUntil(lambda: asked.isActiveWindow() and QApplication.focusWidget() is not None)
    _type("thai nguyen")
    _key(qtbot, Qt.Key.Key_Tab)
    _type("nghien loan")
    assert asked.office.name.text() == "UBND xã Nghiên Loan"
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.stack.currentIndex() == 1
    _key(qtbot, Qt.Key.Key_Down)  # from importing to an empty register
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    _type(str(tmp_path / "usb"))
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.stack.currentIndex() == 3
    _key(qtbot, Qt.Key.Key_Left, ALT)
    assert asked.stack.currentIndex() == 2
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    _key(qtbot, Qt.Key.Key_Down)  # from signing directly to TM.
    assert asked.signer.signing.text() == "TM. ỦY BAN NHÂN DÂN"
    _key(qtbot, Qt.Key.Key_Tab)
    _key(qtbot, Qt.Key.Key_Tab)
    _type("Chủ tịch")
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    settle(first)
    assert _office(first.path) == (
        *("UBND xã Nghiên Loan", "xa", "19", "01882", "UBND tỉnh Thái Nguyên", "Nghiên Loan"),
        *("TM. ỦY BAN NHÂN DÂN", "Chủ tịch"),
    )
    plan = plan_of(first.path)
    assert (plan.folder, plan.when) == (str(tmp_path / "usb"), ON_CLOSE)
    assert first.window is not None
    assert first.window.saved.text() == "Đã mở để ghi · chưa sao lưu"
    first.window.close()
    assert len(list((tmp_path / "usb").glob("*.snv"))) == 1
    first.window = None


def test_what_is_wrong_is_said_at_its_field(first: Desk, qtbot: Any, tmp_path: Path) -> None:
    asked = _assistant()
    qtbot.waitUntil(lambda: asked.isActiveWindow() and QApplication.focusWidget() is not None)
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.stack.currentIndex() == 0
    assert asked.office.name.property("state") == "error"
    assert QApplication.focusWidget() is asked.office.name
    QApplication.focusWidget().setText("UBND xã " + "A" * 10_000)  # type: ignore[union-attr] # pasted
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.stack.currentIndex() == 0
    _type("UBND xã An Bình")
    for _ in range(2):
        _key(qtbot, Qt.Key.Key_Return, CTRL)
    (tmp_path / "tep").write_text("")
    _type(str(tmp_path / "tep" / "con"))
    _key(qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.stack.currentIndex() == 2
    assert asked.backups.folder.property("state") == "error"
    assert not first.path.exists()
    asked.rejected.disconnect()
    asked.reject()


def test_the_practice_office_is_a_file_of_its_own(first: Desk, qtbot: Any, settle: Settle) -> None:
    asked = _assistant()
    qtbot.waitUntil(lambda: asked.isActiveWindow() and QApplication.focusWidget() is not None)
    asked.try_out.click()
    settle(first)
    assert first.path.name == PRACTICE_FILE
    assert not first.path.with_name("so.snv").exists()
    assert first.roster.model.rowCount() == 55
    assert first.window is not None
    names = [one.text() for one in first.window.findChildren(QLabel)]
    assert "Văn phòng thực hành" in names


def test_settings_later_are_the_same_pages(desk: Desk, qtbot: Any, settle: Settle, tmp_path: Path) -> None:
    assert desk.window is not None
    desk.window.menu_chosen.emit("office")
    qtbot.waitUntil(lambda: any(isinstance(w, Assistant) for w in QApplication.topLevelWidgets()), timeout=20_000)
    asked = _assistant()
    assert [page.title for page in asked.pages] == ["Cơ quan", "Sao lưu", "Người ký"]
    qtbot.waitUntil(lambda: asked.isActiveWindow() and QApplication.focusWidget() is not None)
    assert QApplication.focusWidget() is asked.office.name
    _type("UBND phường An Bình")
    asked.backups.folder.setText(str(tmp_path / "usb"))
    _key(qtbot, Qt.Key.Key_S, CTRL)
    messages = desk.window.messages
    qtbot.waitUntil(lambda: "Đã lưu thiết lập" in messages.text, timeout=10_000)
    settle(desk)
    assert desk.window.rail.office.text() == "UBND phường An Bình"
    assert desk.window.saved.text() == "Đã lưu 08:00 · chưa sao lưu"
    assert plan_of(desk.path).folder == str(tmp_path / "usb")


@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_nothing_is_cut_and_everything_has_a_name(first: Desk, dressed: QApplication, zoom: float) -> None:
    apply_look(dressed, "light", zoom)
    asked = _assistant()
    for place in range(4):
        asked._go(place)
        dressed.processEvents()
        shown = [child for child in asked.findChildren(QWidget) if child.isVisible()]
        cut = [
            (child.text(), child.width(), child.minimumSizeHint().width())
            for child in shown
            if isinstance(child, (QAbstractButton, QLabel))
            and child.text()
            and not (isinstance(child, QLabel) and child.wordWrap())
            and not isinstance(child.parent(), QLineEdit)
            and child.width() + 1 < child.minimumSizeHint().width()
        ]
        assert cut == []
        assert [c for c in shown if isinstance(c, (QLineEdit, QComboBox)) and not c.accessibleName()
                and not c.objectName().startswith("qt_")] == []  # fmt: skip
    apply_look(dressed, "light")
    asked.rejected.disconnect()
    asked.reject()
    assert first.window is None
