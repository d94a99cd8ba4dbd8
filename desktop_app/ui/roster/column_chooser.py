"""Choosing and ordering the columns of the list; loaded when it is first opened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop_app.reports.lists.roster_columns import BY_NAME, COLUMNS, DEFAULT_COLUMNS
from desktop_app.ui.kit.dialogs import dialog
from desktop_app.ui.kit.framed import SIDE
from desktop_app.ui.kit.widgets import button, label, line

_NAME = Qt.ItemDataRole.UserRole
_ALWAYS = "full_name"


class ColumnsDialog(QObject):
    """A list to tick and to order; the table behind follows at once."""

    def __init__(
        self, parent: QWidget | None, names: Sequence[str], on_chosen: Callable[[Sequence[str]], None]
    ) -> None:
        self.made, layout = dialog(parent, "Chọn và sắp cột", 420, icon="columns")
        super().__init__(self.made)
        self._on_chosen = on_chosen
        self._filling = True
        layout.addWidget(label("Đánh dấu cột cần hiện. Ctrl+↑, Ctrl+↓ hoặc kéo để đổi chỗ.", "small", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName("Các cột của danh sách")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(380)
        self.list.installEventFilter(self)
        self._fill(names)
        layout.addWidget(self.list, 1)
        foot = line(self.made.lay_foot(), margins=(SIDE, 10, SIDE, 10))
        foot.addWidget(button("Lên", lambda: self._move(-1), icon="caret-up", key="Ctrl+↑"))
        foot.addWidget(button("Xuống", lambda: self._move(1), icon="caret-down", key="Ctrl+↓"))
        foot.addWidget(button("Ban đầu", self._reset, tip="Về các cột ban đầu"))
        foot.addStretch(1)
        foot.addWidget(button("Đóng  Esc", self.made.reject))
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.model().rowsMoved.connect(lambda *_: self._tell())
        self._filling = False
        self.list.setCurrentRow(0)
        self.made.open()
        self.list.setFocus()

    def _fill(self, names: Sequence[str]) -> None:
        self.list.clear()
        for name in [*names, *(made.name for made in COLUMNS if made.name not in names)]:
            item = QListWidgetItem(" · ".join((*BY_NAME[name].over, BY_NAME[name].title)))
            item.setData(_NAME, name)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags if name == _ALWAYS else flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def names(self) -> tuple[str, ...]:
        """The columns ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _tell(self) -> None:
        if not self._filling:
            self._on_chosen(self.names())

    def _reset(self) -> None:
        self._filling = True
        self._fill(DEFAULT_COLUMNS)
        self._filling = False
        self.list.setCurrentRow(0)
        self._tell()

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            self._filling = True
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)
            self._filling = False
            self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl with an arrow moves the column."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        ):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)
