"""The list under the window's search: what was found, walked with the arrows while the box keeps the keyboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from desktop_app.ui.kit.table import Column, Heading
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import column

if TYPE_CHECKING:
    from desktop_app.ui.kit.rich_table import RichTable

_MOST = 11


class Found(NamedTuple):
    """One line: what it is, what opens when it is chosen."""

    title: str
    note: str
    icon: str
    kind: str
    target: Any


COLUMNS = (
    Column[Found]("icon", "", lambda _found: "", width=2, icon=lambda found: (found.icon, "text2"), stretch=False),
    Column[Found]("title", "Tìm thấy", lambda found: found.title, second=lambda found: found.note, weight=500),
)


class Finder(QFrame):
    """Hangs under a box; ``chosen`` tells the line taken with Enter or the mouse."""

    chosen = Signal(object)
    left = Signal()  # Esc in the box: the clerk wants nothing of it any more

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box.window())
        self.setProperty("kind", "card")
        self._box = box
        self._made: RichTable | None = None
        self.hide()

    @property
    def _list(self) -> "RichTable":
        if self._made is None:  # at the first search: the first picture does not wait for it
            from desktop_app.ui.kit.rich_table import RichTable

            self._made = RichTable(COLUMNS, "Kết quả tìm")
            self._made.horizontalHeader().hide()
            self._made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._made.clicked.connect(lambda _index: self._choose())
            self._box.installEventFilter(self)
            column(self, margins=(1, 4, 1, 4)).addWidget(self._made)
        return self._made

    def show_found(self, groups: Sequence[tuple[str, Sequence[Found]]]) -> None:
        """Show what was found, by group; nothing found hides the list."""
        rows: list[Found | Heading] = []
        for title, found in groups:
            if found:
                rows += [Heading(title), *found]
        if not rows:
            self.hide()
            return
        self._list.set_rows(rows)
        self._list.selectRow(1)
        height = sum(self._list.rowHeight(row) for row in range(min(len(rows), _MOST)))
        corner = self._box.mapTo(self._box.window(), QPoint(0, self._box.height() + 2))
        width = max(self._box.width(), look().px(420))
        left = min(corner.x(), self._box.window().width() - width - look().px(8))
        self.setGeometry(left, corner.y(), width, height + look().px(12))
        self.raise_()
        self.show()
        self._list.fit()

    def found(self) -> list[Any]:
        """The lines shown, without headings; empty when hidden."""
        return self._list.rows() if self.isVisible() else []

    def _choose(self) -> None:
        row = self._list.current_row()
        if row is not None:
            self.hide()
            self.chosen.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc of the box belong to the list while it is shown; leaving the box closes it."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self._box and pressed == Qt.Key.Key_Escape:
            self.hide()
            self._box.clear()
            self.left.emit()
            return True
        if watched is self._box and self.isVisible():
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._list.keyPressEvent(event)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
            return True
        return False
