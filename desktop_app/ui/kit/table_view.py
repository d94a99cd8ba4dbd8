"""The view of a table: keyboard, selection, copying, widths and the order of columns."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.ui.kit.delegate import CellDelegate
from desktop_app.ui.kit.metrics import chars_width, date_width, number_width, row_height
from desktop_app.ui.kit.overlay import FrozenHeader, frozen_width, paint_over
from desktop_app.ui.kit.table import Column, TableModel
from desktop_app.ui.kit.theme import look, looks

_SHRINK = 0.72  # text columns give up to so much of their width before the table scrolls sideways


class _Port(QWidget):
    """What the rows are painted on, ours to be told when the mouse leaves.

    And to be known to Python from the beginning: whoever first asks for a widget of Qt's making waits 7 ms, until every kind
    of widget there is has been loaded, and an override of ``viewportEvent`` as long for every kind of event.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell."""
        super().leaveEvent(event)
        self.left.emit()


class TableView(QTableView):
    """A list of rows; ``opened`` on Enter or double click, ``typed`` when letters are typed, ``sort_asked`` from the heads."""

    opened = Signal(object)  # the key
    current_changed = Signal(object)  # the key, or None
    selection_changed = Signal(int)
    typed = Signal(str)
    sort_asked = Signal(str, bool)  # the column, descending
    first_seen = Signal()  # after the rows were painted for the first time
    columns_changed = Signal()  # order or widths, by the clerk's hand

    def __init__(self, model: TableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table_model = model
        self.rings_cells = False
        self._manual: dict[str, int] = {}
        self._fitting = self._seen = False
        port = _Port()
        self.setViewport(port)
        port.left.connect(self._on_mouse_left)
        self.freezes = False  # whether the first column stays while the rest is scrolled sideways
        self.setModel(model)
        self.cell_delegate = CellDelegate(self)
        self.setItemDelegate(self.cell_delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = FrozenHeader(self)
        self.setHorizontalHeader(head)
        # heads are never drawn as selected; asked of 100,000 selected lines, whether they are takes three seconds
        head.setSelectionModel(QItemSelectionModel(model, head))
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._on_scrolled_aside())
        head.setAccessibleName(f"Tiêu đề cột của {name.lower()}")
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionResized.connect(self._on_section_resized)
        head.sectionMoved.connect(self._on_section_moved)
        head.sectionClicked.connect(self._on_section_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.table_model.key(index.row())))
        looks.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setMinimumSectionSize(look().px(36))
        self.horizontalHeader().setFixedHeight(look().px(32))
        self.fit()

    # --- columns --------------------------------------------------------------------------------------------------

    def shown_columns(self) -> tuple[Column[Any], ...]:
        """The columns from left to right as they stand."""
        head = self.horizontalHeader()
        columns = self.table_model.columns
        return tuple(columns[head.logicalIndex(place)] for place in range(len(columns)))

    def show_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show these columns in this order, each as wide as the clerk left it."""
        kept = self.current_key()
        self.table_model.set_columns(columns)
        head = self.horizontalHeader()
        with QSignalBlocker(head):
            for place in range(head.count()):
                head.moveSection(head.visualIndex(place), place)
        self.fit()
        if kept is not None:
            self.go_to(kept)

    @property
    def manual_widths(self) -> dict[str, int]:
        """The widths set by hand, by the columns' names."""
        return dict(self._manual)

    def set_manual_widths(self, widths: dict[str, int]) -> None:
        """Put back the widths set by hand."""
        if widths != self._manual:
            self._manual = dict(widths)
            self.fit()

    def show_sort(self, name: str, *, descending: bool) -> None:
        """Mark the column the list is sorted by."""
        names = [column.name for column in self.table_model.columns]
        head = self.horizontalHeader()
        head.setSortIndicatorShown(name in names)
        if name in names:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(names.index(name), order)

    def natural_width(self, column: Column[Any]) -> int:
        """How wide a column wants to be."""
        if column.date:
            return max(date_width(), number_width(column.title, 0))
        return number_width(column.title, column.width) if column.align == "right" else chars_width(column.width)

    def fit(self) -> None:
        """Share out the room: columns set by hand keep their width, texts take what is left."""
        columns = self.table_model.columns
        wide = [self._manual.get(column.name, self.natural_width(column)) for column in columns]
        loose = [
            place
            for place, column in enumerate(columns)
            if column.name not in self._manual and not column.date and column.align == "left" and column.stretch
        ]
        spare = self.viewport().width() - sum(wide)
        given = sum(wide[place] for place in loose)
        if given and spare > -given * (1 - _SHRINK):
            factor = (given + spare) / given
            for place in loose:
                wide[place] = int(wide[place] * factor)
            wide[loose[-1]] += self.viewport().width() - sum(wide)
        self._fitting = True
        for place, width in enumerate(wide):
            self.setColumnWidth(place, width)
        self._fitting = False

    def _on_section_resized(self, place: int, _old: int, new: int) -> None:
        if not self._fitting and new > 0:
            self._manual[self.table_model.columns[place].name] = new
            self.columns_changed.emit()

    def _on_section_moved(self, _place: int, _old: int, _new: int) -> None:
        self.columns_changed.emit()
        self.viewport().update()

    def _on_section_clicked(self, place: int) -> None:
        head = self.horizontalHeader()
        name = self.table_model.columns[place].name
        same = head.isSortIndicatorShown() and head.sortIndicatorSection() == place
        self.sort_asked.emit(name, same and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder)

    # --- rows -----------------------------------------------------------------------------------------------------

    def current_key(self) -> Any:
        """The key of the current row, or ``None``."""
        row = self.currentIndex().row()
        return self.table_model.key(row) if 0 <= row < self.table_model.rowCount() else None

    def go_to(self, key: Any) -> bool:
        """Make the row with this key the current one; false when it is not shown."""
        row = self.table_model.row_of(key)
        if row >= 0:
            self.go_to_row(row)
        return row >= 0

    def go_to_row(self, row: int) -> None:
        """Make a line the current and only selected one; from a heading, the line after it."""
        while 0 <= row < self.table_model.rowCount() and self.table_model.heading(row) is not None:
            row += 1
        if 0 <= row < self.table_model.rowCount():
            index = self.table_model.index(row, max(self.currentIndex().column(), 0))
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, only)  # not setCurrentIndex: it minds a key still held
            self.scrollTo(index)

    def selected_count(self) -> int:
        """How many rows are selected."""
        if self.table_model.has_headings:
            return len(self.selected_keys())
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def selected_keys(self) -> list[Any]:
        """The keys of the selected rows, in the order shown."""
        rows = sorted(
            row for part in self.selectionModel().selection().toList() for row in range(part.top(), part.bottom() + 1)
        )
        return [self.table_model.key(row) for row in rows if self.table_model.heading(row) is None]

    def copied_text(self) -> str:
        """The selected rows as a spreadsheet understands them: heads, then lines, cells between tabs."""
        columns = self.shown_columns()
        places = [self.table_model.columns.index(column) for column in columns]
        lines = ["\t".join(_cell(column.title) for column in columns)]
        rows = sorted(
            row for part in self.selectionModel().selection().toList() for row in range(part.top(), part.bottom() + 1)
        )
        for row in rows:
            if self.table_model.heading(row) is not None:
                continue
            cells = self.table_model.cells(row)
            lines.append("\t".join(_cell(cells[place]) for place in places))
        return "\n".join(lines) + "\n"

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        if self.selected_count():
            QGuiApplication.clipboard().setText(self.copied_text())

    # --- what Qt tells --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, letters go to the search box."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if self.current_key() is not None:
                self.opened.emit(self.current_key())
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            # Qt moves within the row here; a list is walked by rows
            self.go_to_row(0 if event.key() == Qt.Key.Key_Home else self.table_model.rowCount() - 1)
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell whose row is the current one."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row() or not current.isValid():
            self.current_changed.emit(self.current_key())

    def selectionChanged(self, selected: Any, deselected: Any) -> None:
        """Tell how many are selected."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit(self.selected_count())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the delegate what it would otherwise ask for every cell."""
        delegate, head = self.cell_delegate, self.horizontalHeader()
        delegate.current = self.currentIndex().row()
        delegate.focused = self.hasFocus()
        delegate.chosen = [(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()]
        last = self.table_model.columnCount() - 1
        delegate.edges = (head.logicalIndex(0), head.logicalIndex(last))
        super().paintEvent(event)
        paint_over(self)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._tell_seen)

    def _tell_seen(self) -> None:
        self.first_seen.emit()

    def _on_scrolled_aside(self) -> None:
        if self.freezes:  # what was moved along must be painted anew
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, also from under the column that stays."""
        super().scrollTo(index, hint)
        hidden = frozen_width(self) - self.columnViewportPosition(index.column())
        if hidden > 0 and index.column() != self.horizontalHeader().logicalIndex(0):
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; start at the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_row(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Dim the selection."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def _on_mouse_left(self) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cell_delegate.hovered:
            self.cell_delegate.hovered = row
            self.viewport().update()


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(sign in text for sign in '\t\n\r"') else text
