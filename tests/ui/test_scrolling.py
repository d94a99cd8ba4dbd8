"""Parts that scroll: one whose height never settles inside, and a list of very many lines."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop_app.ui.kit.table import Column, TableModel
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.widgets import scrolling

WIDE, HIGH, MOST = 300, 200, 400


class Turning(QWidget):
    """Wants another height than the one it has whenever it is asked, until it was asked very often."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        del width
        self.asked += 1
        return HIGH * 2 if self.asked > MOST or self.height() != HIGH * 2 else HIGH * 3


def test_sizes_that_never_settle_end_the_asking(dressed: QApplication, qtbot: Any) -> None:
    inner = Turning()
    area = scrolling(inner)
    qtbot.addWidget(area)
    area.resize(WIDE, HIGH)
    area.show()
    dressed.processEvents()
    assert 1 < inner.asked < MOST


class Counted(TableModel):
    """Counts how often it is asked whether a cell can be selected."""

    asked = 0

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        Counted.asked += 1
        return super().flags(index)


def test_selecting_every_line_does_not_ask_every_line(dressed: QApplication, qtbot: Any) -> None:
    lines = range(50_000)
    columns = tuple(Column(name, name, str) for name in ("a", "b", "c"))
    model = Counted(columns, list)
    view = TableView(model, "Danh sách")
    qtbot.addWidget(view)
    model.set_keys(lines)
    view.resize(WIDE, HIGH)
    view.show()
    view.setFocus()
    dressed.processEvents()
    Counted.asked = 0
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.horizontalHeader().viewport().repaint()
    dressed.processEvents()
    assert view.selected_count() == len(lines)
    assert Counted.asked < 5000  # 100,000 people were three seconds
