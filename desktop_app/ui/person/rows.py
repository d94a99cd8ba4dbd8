"""The rows of one kind of record as a small table with its deeds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.services.person.decided import BY_MOVEMENT
from desktop_app.services.person.file import FileRow, Part
from desktop_app.ui.kit.metrics import row_height
from desktop_app.ui.kit.table import TableModel
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, label, line
from desktop_app.ui.person.fields import asked_fields, columns_of

_MOST_LINES = 12


class _Table(TableView):
    """Enter and F2 edit, Insert adds, Delete removes."""

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The deeds of a row."""
        deed = {Qt.Key.Key_F2: "edit", Qt.Key.Key_Insert: "add", Qt.Key.Key_Delete: "remove"}.get(Qt.Key(event.key()))
        if deed:
            self.pressed_key.emit(deed)
        else:
            super().keyPressEvent(event)


class RowsPart(QWidget):
    """One part of a file. ``add_asked``, ``edit_asked`` and ``remove_asked`` tell the record and the row's key.

    Rows that a movement wrote are only looked at; ``decide_asked`` leads to where the next decision is made.
    """

    decide_asked = Signal()
    add_asked = Signal(str)
    edit_asked = Signal(str, object)
    remove_asked = Signal(str, object)

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        layout = column(self, margins=(0, 6, 0, 8), gap=6)
        head = line(gap=8)
        self._title = label("", "title", wrap=True)
        head.addWidget(self._title, 1)
        self._add = button("Thêm", lambda: self.add_asked.emit(part.record), kind="quiet", icon="plus", key="Insert")
        self._edit = button("Sửa", self._on_edit, kind="quiet", icon="pencil-simple", key="F2")
        self._remove = button("Xoá…", self._on_remove, kind="quiet", icon="trash", key="Delete")
        self._decide = button(
            "Bổ nhiệm, điều động…", self.decide_asked.emit, kind="quiet", icon="arrows-left-right",
            tip="Ra quyết định mới, có kiểm tra theo quy định",
        )  # fmt: skip
        self._decide.setVisible(part.record in BY_MOVEMENT)
        self._typed = part.record != "movement"  # movements are never typed
        for made in (self._decide, self._add, self._edit, self._remove):
            made.setAccessibleName(f"{made.text().strip()} {part.title.lower()}")
            head.addWidget(made)
        layout.addLayout(head)
        self._empty = label("Chưa có dòng nào.", "dim")
        layout.addWidget(self._empty)
        self.model = TableModel(columns_of(part), lambda _keys: ())
        self.table = _Table(self.model, part.title)
        self.table.horizontalHeader().setSectionsClickable(False)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inner = column(frame, margins=(1, 1, 1, 1))
        inner.addWidget(self.table)
        self._frame = frame
        layout.addWidget(frame)
        self.table.opened.connect(lambda _key: self._on_edit())
        self.table.pressed_key.connect(self._on_key)
        self.table.current_changed.connect(lambda _key: self._allow())
        self._editable = True
        self.show_part(part)

    def show_part(self, part: Part) -> None:
        """Show the rows as they are now."""
        kept = self.current()
        self.part = part
        self.model.set_rows(part.rows)
        rows = len(part.rows)
        number = part.item.split(",")[0]
        self._title.setText("  ".join(filter(None, (number, part.title, f"({rows})" if rows else ""))))
        self._empty.setVisible(not rows)
        self._frame.setVisible(bool(rows))
        lines = min(rows, _MOST_LINES)
        self.table.setFixedHeight(look().px(32) + row_height() * lines + look().px(4))
        self.setFocusProxy(self.table if rows else self._add if self._typed else self._decide)
        if kept is not None:
            self.go_to(kept.key)
        self._allow()

    def set_editable(self, *, on: bool) -> None:
        """Let rows be changed, or only looked at."""
        self._editable = on
        self._allow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a first row too, where there is no table yet and the keyboard is at the button."""
        if event.key() == Qt.Key.Key_Insert:
            self._on_key("add")
        else:
            super().keyPressEvent(event)

    def current(self) -> FileRow | None:
        """The current row."""
        place = self.table.currentIndex().row()
        return self.part.rows[place] if 0 <= place < len(self.part.rows) else None

    def go_to(self, key: bytes) -> None:
        """Make a row the current one."""
        place = next((n for n, row in enumerate(self.part.rows) if row.key == key), -1)
        self.table.go_to_row(place)

    def _allow(self) -> None:
        row = self.current()
        decided = row is not None and row.decided is not None
        whole = decided and not self._free(row)
        self._decide.setEnabled(self._editable)
        self._add.setVisible(self._typed)
        self._remove.setVisible(self._typed)
        self._add.setEnabled(self._editable)
        self._edit.setText(" Xem" if whole else " Sửa")
        self._edit.setEnabled(row is not None)
        self._remove.setEnabled(row is not None and self._editable and not decided)

    def _free(self, row: FileRow | None) -> bool:
        """Whether something of the row may still be typed over."""
        fixed = row.decided.fields if row is not None and row.decided is not None else frozenset()
        return any(field.name not in fixed for field in asked_fields(self.part.fields))

    def _on_key(self, deed: str) -> None:
        if deed == "add" and self._editable and self._typed:
            self.add_asked.emit(self.part.record)
        elif deed == "edit":
            self._on_edit()
        elif deed == "remove":
            self._on_remove()

    def _on_edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edit_asked.emit(self.part.record, row.key)

    def _on_remove(self) -> None:
        row = self.current()
        if row is not None and self._remove.isEnabled():
            self.remove_asked.emit(self.part.record, row.key)
