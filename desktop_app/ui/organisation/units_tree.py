"""The tree of units as of a day: head counts, what a comparison marks, and those that are no more, apart."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from db.text import dotted
from desktop_app.services.organisation.view import ENDED, MOVED, NEW, RENAMED, TreeRow
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.theme import look

_KEY = Qt.ItemDataRole.UserRole + 1
CLOSED = "Đã giải thể, sáp nhập"
_TONES = {NEW: "ok", ENDED: "danger", RENAMED: "info", MOVED: "info"}


class UnitsTree(QTreeView):
    """``chosen`` tells the key of a unit; ticks are for choosing several."""

    chosen = Signal(object)
    ticked_changed = Signal()

    def __init__(self, name: str, *, ticks: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self._ticks = ticks
        self._filling = False
        self._items: dict[bytes, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self._model.itemChanged.connect(self._on_item)

    def show_rows(self, rows: Sequence[TreeRow], closed: Sequence[TreeRow] = (), *, marks: bool = False) -> None:
        """Fill the tree, each row before those under it; what was chosen, ticked and folded stays where it still is."""
        kept, ticked, folded = self.current(), set(self.ticked()), self._folded()
        self._filling = True
        self._model.clear()
        self._model.setColumnCount(2)
        self._items = {}
        for row in rows:
            above = self._items.get(row.parent or b"")
            line = self._line(row, marks=marks)
            (above.appendRow if above is not None else self._model.appendRow)(line)
            self._items[row.key] = line[0]
        if closed:
            group = QStandardItem(CLOSED)
            group.setSelectable(False)
            group.setForeground(QBrush(QColor(look().tokens.text2)))
            number = QStandardItem(str(len(closed)))
            number.setSelectable(False)
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setForeground(QBrush(QColor(look().tokens.text2)))
            self._model.appendRow([group, number])
            for row in closed:
                line = self._line(row, marks=False)
                line[0].setText(f"{row.name} (đến {shown_date(row.ends)})" if row.ends else row.name)
                group.appendRow(line)
                self._items[row.key] = line[0]
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for row in rows:
            if row.key not in folded and (marks or self._ticks or row.depth == 0):
                self.expand(self._model.indexFromItem(self._items[row.key]))
        for key in ticked & self._items.keys():
            self._items[key].setCheckState(Qt.CheckState.Checked)
        self._filling = False
        self.choose(kept if kept in self._items else (rows[0].key if rows else None))

    def _line(self, row: TreeRow, *, marks: bool) -> list[QStandardItem]:
        item = QStandardItem(row.name)
        count = QStandardItem(dotted(row.total))
        if marks and row.mark:
            count.setText(f"{row.mark}  {count.text()}")
            tone = QBrush(QColor(getattr(look().tokens, _TONES.get(row.mark, "text"))))
            item.setForeground(tone)
            count.setForeground(tone)
        else:
            count.setForeground(QBrush(QColor(look().tokens.text2)))
        item.setData(row.key.hex(), _KEY)
        told = f"{row.name}: {row.total} người"
        item.setToolTip(f"{told}\n{row.mark} {row.note}".strip() if row.mark or row.note else told)
        item.setAccessibleText(f"{told} {row.mark} {row.note}".strip())
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if self._ticks:
            item.setCheckable(True)
        return [item, count]

    # --- choosing -------------------------------------------------------------------------------------------------

    def current(self) -> bytes | None:
        """The key of the unit the keyboard is on."""
        index = self.currentIndex()
        key = index.siblingAtColumn(0).data(_KEY) if index.isValid() else None
        return bytes.fromhex(key) if key else None

    def note(self) -> str:
        """What a comparison says of the unit the keyboard is on."""
        index = self.currentIndex()
        return (
            str(index.siblingAtColumn(0).data(Qt.ItemDataRole.ToolTipRole) or "").replace("\n", ": ")
            if index.isValid()
            else ""
        )

    def choose(self, key: bytes | None) -> bool:
        """Go to a unit; false when the tree does not show it."""
        item = self._items.get(key or b"")
        if item is None:
            return False
        self.setCurrentIndex(self._model.indexFromItem(item))
        return True

    def ticked(self) -> list[bytes]:
        """The ticked units, in the order shown."""
        return [key for key, item in self._items.items() if item.checkState() == Qt.CheckState.Checked]

    def tick(self, keys: Sequence[bytes]) -> None:
        """Tick exactly these."""
        self._filling = True
        for key, item in self._items.items():
            if item.isCheckable():
                item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
        self._filling = False
        self.ticked_changed.emit()

    def _folded(self) -> set[bytes]:
        return {
            key
            for key, item in self._items.items()
            if item.hasChildren() and not self.isExpanded(self._model.indexFromItem(item))
        }

    def _on_current(self) -> None:
        if not self._filling and self.current() is not None:
            self.chosen.emit(self.current())

    def _on_item(self, item: QStandardItem) -> None:
        if not self._filling and item.isCheckable():
            self.ticked_changed.emit()
