"""How the cells of a table are drawn: laid out once, painted many times."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QStaticText
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop_app.ui.kit.metrics import font, row_height
from desktop_app.ui.kit.palette import CELL_PAD
from desktop_app.ui.kit.theme import look, looks

if TYPE_CHECKING:
    from desktop_app.ui.kit.table_view import TableView

_KEPT = 2000  # laid-out texts: several screens of them; each weighs two kilobytes


class CellDelegate(QStyledItemDelegate):
    """Plain cells: text, hairline, selection, hover and the ring round the current row."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view
        self._texts: dict[tuple[str, int, int], QStaticText] = {}
        self.chosen: list[tuple[int, int]] = []  # the ranges of selected lines; asking Qt for each cell is dear
        self.current = -1
        self.hovered = -1
        self.focused = False
        self.edges = (0, 0)  # the first and the last column in view order
        looks.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        tokens = look().tokens
        self._texts.clear()
        self._fonts: dict[int, QFont] = {weight: font(weight=weight) for weight in (400, 500, 600)}
        self._metrics = {weight: QFontMetrics(made) for weight, made in self._fonts.items()}
        self._text = QPen(QColor(tokens.text))
        self._line = QColor(tokens.line)
        self._ring = QColor(tokens.accent)
        self._selected = QColor(tokens.selected)
        self._dim = QColor(tokens.selected_dim)
        self._hover = QColor(tokens.hover)
        self._tones = {
            tone: (QPen(QColor(getattr(tokens, tone))), QColor(getattr(tokens, f"{tone}_soft")))
            for tone in ("danger", "warn", "ok", "info", "law")
        }
        self._pad = look().px(CELL_PAD)

    def _laid(self, text: str, weight: int, room: int) -> QStaticText:
        key = (text, weight, room)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            metrics = self._metrics[weight]
            shown = (
                text
                if metrics.horizontalAdvance(text) <= room
                else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            )
            found = QStaticText(shown)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self._fonts[weight])
            self._texts[key] = found
        return found

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        row, place = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        model = self._view.table_model
        column = model.columns[place]
        pen = self._text
        tone = column.tone(model.row(row)) if column.tone is not None else ""
        if any(top_row <= row <= last_row for top_row, last_row in self.chosen):
            painter.fillRect(rect, self._selected if self.focused else self._dim)
        elif tone:
            painter.fillRect(rect, self._tones[tone][1])
        elif row == self.hovered:
            painter.fillRect(rect, self._hover)
        if tone:
            pen = self._tones[tone][0]
        text = model.cells(row)[place]
        if text:
            weight = 600 if tone else column.weight
            laid = self._laid(text, weight, width - 2 * self._pad)
            size = laid.size()
            x = left + self._pad if column.align == "left" else left + width - self._pad - size.width()
            painter.setFont(self._fonts[weight])
            painter.setPen(pen)
            painter.drawStaticText(QPointF(x, top + (height - size.height()) / 2), laid)
        painter.fillRect(left, top + height - 1, width, 1, self._line)
        if row == self.current and self.focused:
            self._draw_ring(painter, rect, place)

    def _draw_ring(self, painter: QPainter, rect: QRect, place: int) -> None:
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        if self._view.rings_cells:
            if place != self._view.currentIndex().column():
                return
            first = last = place
        else:
            first, last = self.edges
        painter.fillRect(left, top, width, 2, self._ring)
        painter.fillRect(left, top + height - 2, width, 2, self._ring)
        if place == first:
            painter.fillRect(left, top, 2, height, self._ring)
        if place == last:
            painter.fillRect(left + width - 2, top, 2, height, self._ring)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line; widths are the columns' own."""
        return QSize(look().px(80), row_height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole text of a cell that was cut."""
        if not index.isValid():
            return super().helpEvent(event, view, option, index)
        column = self._view.table_model.columns[index.column()]
        text = self._view.table_model.cells(index.row())[index.column()]
        room = self._view.columnWidth(index.column()) - 2 * self._pad
        cut = self._metrics[column.weight].horizontalAdvance(text) > room
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True
