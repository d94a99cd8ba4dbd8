"""A list of rich rows: two lines, icons, chips, ticks, group headings; letters act on the current row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.ui.kit.metrics import row_height
from desktop_app.ui.kit.rich_delegate import RichDelegate
from desktop_app.ui.kit.table import Column, Heading, Index, TableModel
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.theme import look


class RichModel(TableModel):
    """Rows at hand, ``Heading`` among them."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        super().__init__(columns, lambda _keys: ())

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a line; a heading has its own and no cells."""
        data = self.row(row)
        if isinstance(data, Heading):
            return (data.text, *("" for _ in self.columns[1:]))
        return super().cells(row)

    def heading_places(self) -> list[int]:
        """Where headings stand."""
        return [place for place, row in self._rows.items() if isinstance(row, Heading)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if index.isValid() and isinstance(self.row(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RichTable(TableView):
    """``set_rows`` shows rows; ``ticked`` gives those that are ticked; ``acted`` tells a letter typed on the current row."""

    ticked_changed = Signal(int)
    acted = Signal(str, object)  # a capital letter, the row
    row_changed = Signal(object)  # the current row, or None

    def __init__(self, columns: Sequence[Column[Any]], name: str, *, lines: int = 2, ticks: bool = False) -> None:
        self.has_ticks, self._lines = ticks, lines
        self._ticked: set[int] = set()
        self.rich_model = RichModel(columns)
        super().__init__(self.rich_model, name)
        self.cell_delegate = RichDelegate(self)
        self.setItemDelegate(self.cell_delegate)
        self.current_changed.connect(lambda _key: self.row_changed.emit(self.current_row()))

    @property
    def line_height(self) -> int:
        """The height of a row."""
        return row_height() if self._lines == 1 else round(look().font_px() * 1.45 * 1.93) + look().px(7)

    def natural_width(self, column: Column[Any]) -> int:
        """How wide a column wants to be: an icon needs little, a tick box its room."""
        ticks = look().px(24) if self.has_ticks and column is self.rich_model.columns[0] else 0
        return (look().px(36) if column.icon is not None else super().natural_width(column)) + ticks

    def _on_look_changed(self) -> None:
        super()._on_look_changed()
        self._lay_headings()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows; the current one stays where it was, ticks go."""
        place = self.currentIndex().row()
        self._ticked.clear()
        self.rich_model.set_rows(rows)
        self._lay_headings()
        self.fit()
        self.ticked_changed.emit(0)
        if rows:
            wanted = min(max(place, 0), len(rows) - 1)
            self.go_to_row(next((n for n in self._around(wanted, len(rows)) if not self._is_heading(n)), -1))
        else:
            self.row_changed.emit(None)

    @staticmethod
    def _around(place: int, count: int) -> list[int]:
        return [*range(place, count), *range(place - 1, -1, -1)]

    def _is_heading(self, row: int) -> bool:
        return isinstance(self.rich_model.row(row), Heading)

    def _lay_headings(self) -> None:
        self.clearSpans()
        columns = self.rich_model.columnCount()
        self.verticalHeader().setDefaultSectionSize(self.line_height)  # of every row; a list may have many thousands
        for row in self.rich_model.heading_places():
            self.setRowHeight(row, row_height() + look().px(5))
            if columns > 1:
                self.setSpan(row, 0, 1, columns)

    def current_row(self) -> Any:
        """The row the keyboard is on, or ``None``."""
        place = self.currentIndex().row()
        if not 0 <= place < self.rich_model.rowCount() or self._is_heading(place):
            return None
        return self.rich_model.row(place)

    def select_row(self, wanted: Any) -> bool:
        """Go to the first row equal to ``wanted``; false when it is not shown."""
        for place in range(self.rich_model.rowCount()):
            if self.rich_model.row(place) == wanted:
                self.go_to_row(place)
                return True
        return False

    def rows(self) -> list[Any]:
        """All rows shown, without headings."""
        return [
            self.rich_model.row(place) for place in range(self.rich_model.rowCount()) if not self._is_heading(place)
        ]

    # --- ticks ----------------------------------------------------------------------------------------------------

    def is_ticked(self, row: int) -> bool:
        """Whether a line is ticked."""
        return row in self._ticked

    def ticked(self) -> list[Any]:
        """The ticked rows, in the order shown."""
        return [self.rich_model.row(place) for place in sorted(self._ticked)]

    def tick(self, places: Sequence[int]) -> None:
        """Tick these lines, or untick them when all of them are ticked."""
        wanted = {place for place in places if not self._is_heading(place)}
        self._ticked = self._ticked - wanted if wanted <= self._ticked else self._ticked | wanted
        self.viewport().update()
        self.ticked_changed.emit(len(self._ticked))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks."""
        index: QModelIndex | QPersistentModelIndex = self.indexAt(event.position().toPoint())
        inside = event.position().x() - self.columnViewportPosition(index.column()) < look().px(30)
        if self.has_ticks and index.isValid() and index.column() == self.horizontalHeader().logicalIndex(0) and inside:
            self.tick([index.row()])
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Ctrl+A ticks all; letters act."""
        letter = event.text().upper()
        if self.has_ticks and event.key() == Qt.Key.Key_Space:
            self.tick(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        elif (
            self.has_ticks and event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.tick(range(self.rich_model.rowCount()))
        elif letter.isalpha() and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }:
            if self.current_row() is not None:
                self.acted.emit(letter, self.current_row())
        else:
            super().keyPressEvent(event)
