"""A clerk's hands on the keyboard: keys go to whatever has the keyboard, Vietnamese words as a Vietnamese keyboard commits them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import TimeoutError as WaitedTooLong
from shiboken6 import isValid

from desktop_app.ui.main_window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SETTLED = 10


class Hands:
    """A clerk's hands on the keyboard, and her eyes."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self._before: list[QWidget] = []

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something can be seen."""
        self._qtbot.waitUntil(lambda: bool(seen()), timeout=20_000)

    def here(self) -> QWidget:
        """What has the keyboard; a window that closed gives it back to the one before, as the system does elsewhere."""
        active: QWidget | None = QApplication.activeWindow()
        if active is not None:
            self._before = [*(one for one in self._before if one is not active), active]
        elif QApplication.activePopupWidget() is None:
            window = [one for one in self._before if isValid(one) and one.isVisible()][-1]
            window.activateWindow()
            self.until(window.isActiveWindow)
        found: QWidget | None = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """A key, where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(self.here(), key, modifier)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """A text over what stands in the field, as a Vietnamese keyboard commits it."""
        field = self.here()
        assert isinstance(field, QLineEdit) or (isinstance(field, QComboBox) and field.isEditable()), field
        self.press(Qt.Key.Key_A, CTRL)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)
        QApplication.processEvents()

    def walk(self, name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Tab on until the keyboard is at a control of this name."""
        seen = []
        for _ in range(120):
            named = self.here().accessibleName() or getattr(self.here(), "text", str)()
            if name in named:
                return
            seen.append(named)
            self.press(key)
        raise AssertionError(f"no way by Tab to “{name}”; passed: {seen}")

    def answer_file(self, path: Path, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key that asks for a file, type its path into the file dialog, Enter."""
        answered: list[Path] = []

        def type_path() -> None:
            dialog = QApplication.activeModalWidget()
            field = QApplication.focusWidget()
            if not isinstance(dialog, QFileDialog) or not isinstance(field, QLineEdit):
                QTimer.singleShot(50, type_path)
                return
            self.write(str(path))
            answered.append(path)
            QTest.keyClick(field, Qt.Key.Key_Return)

        QTimer.singleShot(50, type_path)
        self.press(key, modifier)
        self.until(lambda: answered)

    @staticmethod
    def reads(window: QWidget, text: str) -> bool:
        """Whether a text can be read in a window."""
        shown = (child for child in window.findChildren(QWidget) if isinstance(child, (QLabel, QPushButton)))
        return any(text in child.text() for child in shown if child.isVisible())


def front(hands: Hands, kind: type[QWidget], title: str = "") -> Any:
    """The window in front, once it is one of this kind and title."""
    quiet = [0]  # how often it was in front in a row: activations that were asked for earlier may still arrive

    def found() -> QWidget | None:
        shown: QWidget | None = QApplication.activeModalWidget()
        if shown is None:
            shown = next(
                (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()), None
            )
        if shown is None or not isinstance(shown, kind) or not shown.isVisible() or title not in shown.windowTitle():
            return None
        if not shown.isActiveWindow():  # what the system does elsewhere when a window closes
            shown.activateWindow()
            quiet[0] = 0
            return None
        quiet[0] += 1
        return shown if quiet[0] > SETTLED else None

    try:
        hands.until(found)
    except WaitedTooLong as late:
        windows = [type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()]
        at = (QApplication.activeModalWidget(), QApplication.activePopupWidget(), QApplication.activeWindow())
        raise AssertionError(f"no {kind.__name__} in front; modal, popup, active: {at}; visible: {windows}") from late
    return found()


def down_to(hands: Hands, listed: Any, found: Callable[[Any], bool]) -> None:
    """Walk down a list to the first row that is meant."""
    for _ in range(len(listed.rows())):
        if found(listed.current_row()):
            return
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(list(listed.rows()))
