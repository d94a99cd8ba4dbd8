"""An error that C code raises in a method Qt called: told like every other, never the end of the process."""

import sqlite3
from collections.abc import Callable

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import delete


def _closed() -> None:
    held = sqlite3.connect(":memory:")
    held.close()
    held.execute("SELECT 1")


def _deleted() -> None:
    gone = QLabel("đã đóng")
    delete(gone)
    gone.text()


def _no_such_row() -> None:
    list[int]()[0]


class _Painted(QWidget):
    def __init__(self, deed: Callable[[], None]) -> None:
        super().__init__()
        self._deed = deed

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        self._deed()


@pytest.mark.parametrize(
    ("deed", "kind"), [(_closed, sqlite3.ProgrammingError), (_deleted, RuntimeError), (_no_such_row, IndexError)]
)
def test_what_fails_in_c_while_painting_is_an_exception(
    dressed: QApplication, deed: Callable[[], None], kind: type[Exception]
) -> None:
    shown = _Painted(deed)
    shown.resize(20, 20)
    with pytest.raises(kind, match="QWidget::paintEvent"):
        shown.grab()
