"""A list of things to tick, narrowed by typing; what is ticked stays ticked while it is out of sight."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.ui.kit.widgets import SearchField, column

_VALUE = Qt.ItemDataRole.UserRole


class PickList(QWidget):
    """A search box over a list; ``picked`` tells the value of the line the keyboard is on."""

    picked = Signal(str)

    def __init__(self, name: str, hint: str, fold: Callable[[str], str], key: str = "") -> None:
        """``fold`` makes of a text what is compared when something is typed."""
        super().__init__()
        self._fold = fold
        layout = column(self, gap=6)
        self.search = SearchField(f"Tìm trong {name.lower()}", hint, key)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        layout.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_current)
        layout.addWidget(self.list, 1)

    def set_items(self, items: Iterable[tuple[str, str, str]]) -> None:
        """Show items: value, text, and a heading or a count told in the tooltip and in the search."""
        self.list.blockSignals(True)
        self.list.clear()
        for value, text, note in items:
            item = QListWidgetItem(text)
            item.setData(_VALUE, value)
            item.setToolTip(f"{text} · {note}" if note else text)
            self._dress(item)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._narrow(self.search.text())

    def _dress(self, item: QListWidgetItem) -> None:
        del item

    def items(self) -> list[QListWidgetItem]:
        """Every item, shown or not."""
        return [self.list.item(row) for row in range(self.list.count())]

    def current(self) -> str:
        """The value of the line the keyboard is on."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_VALUE)) if row >= 0 else ""

    def go_to(self, value: str) -> None:
        """Put the keyboard on a value."""
        for item in self.items():
            if item.data(_VALUE) == value:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)

    def _narrow(self, typed: str) -> None:
        words = self._fold(typed).split()
        for item in self.items():
            text = self._fold(item.toolTip())
            item.setHidden(not all(word in text for word in words))

    def _on_current(self) -> None:
        if self.current():
            self.picked.emit(self.current())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the down arrow or Enter go to the first line found."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            shown = next((item for item in self.items() if not item.isHidden()), None)
            if shown is not None:
                self.list.setFocus()
                self.list.setCurrentItem(shown)
            return True
        return super().eventFilter(watched, event)


class CheckList(PickList):
    """A list to tick with Space; ``changed`` tells that other values are ticked."""

    changed = Signal()

    def __init__(self, name: str, hint: str, fold: Callable[[str], str]) -> None:
        super().__init__(name, hint, fold)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    def _dress(self, item: QListWidgetItem) -> None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)

    def checked(self) -> tuple[str, ...]:
        """The values ticked."""
        return tuple(str(item.data(_VALUE)) for item in self.items() if item.checkState() == Qt.CheckState.Checked)

    def check(self, values: Sequence[str]) -> None:
        """Tick these values and no others."""
        self.list.blockSignals(True)
        for item in self.items():
            on = item.data(_VALUE) in values
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
