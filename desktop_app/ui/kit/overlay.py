"""What a table draws over its cells: group headings across the whole width, and a first column that stays in sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.theme import look

if TYPE_CHECKING:
    from desktop_app.ui.kit.table import Heading
    from desktop_app.ui.kit.table_view import TableView


def frozen_width(view: "TableView") -> int:
    """The width of the column that stays while the rest is scrolled sideways; 0 when nothing is hidden under it."""
    head = view.horizontalHeader()
    if not view.freezes or not view.horizontalScrollBar().value() or head.count() < 2:  # noqa: PLR2004 - one alone needs none
        return 0
    return view.columnWidth(head.logicalIndex(0))


def paint_over(view: "TableView") -> None:
    """Draw headings and the frozen column over what the view has painted."""
    width = frozen_width(view)
    if not width and not view.table_model.has_headings:
        return
    port = view.viewport()
    painter = QPainter(port)
    first, last = view.rowAt(0), view.rowAt(port.height() - 1)
    last = last if last >= 0 else view.table_model.rowCount() - 1
    for row in range(max(first, 0), last + 1):
        top, high = view.rowViewportPosition(row), view.rowHeight(row)
        heading = view.table_model.heading(row)
        if heading is not None:
            _paint_heading(painter, QRect(0, top, port.width(), high), heading)
        elif width:
            _paint_frozen(view, painter, QRect(0, top, width, high), row)
    if width:
        painter.fillRect(width - 1, 0, 1, port.height(), QColor(look().tokens.edge))
    painter.end()


def _paint_heading(painter: QPainter, rect: QRect, heading: "Heading") -> None:
    tokens, pad = look().tokens, look().px(8)
    painter.fillRect(rect, QColor(tokens.sunken))
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
    made = font(weight=600)
    metrics = QFontMetrics(made)
    note = QFontMetrics(font()).horizontalAdvance(heading.note) + pad
    text = metrics.elidedText(heading.text, Qt.TextElideMode.ElideRight, rect.width() - note - 2 * pad)
    painter.setFont(made)
    painter.setPen(QPen(QColor(tokens.text)))
    inner = rect.adjusted(pad, 0, -pad, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.setFont(font())
    painter.setPen(QPen(QColor(tokens.text2)))
    after = inner.adjusted(metrics.horizontalAdvance(text) + pad, 0, 0, 0)
    painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, heading.note)


def _paint_frozen(view: "TableView", painter: QPainter, rect: QRect, row: int) -> None:
    from PySide6.QtWidgets import QStyle  # hundreds of names: not for the first picture

    option = QStyleOptionViewItem()
    option.rect = rect  # type: ignore[attr-defined] # missing in the stubs
    if view.selectionModel().isRowSelected(row, QModelIndex()):
        option.state |= QStyle.StateFlag.State_Selected  # type: ignore[attr-defined] # as above
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, QColor(look().tokens.surface))
    view.cell_delegate.paint(painter, option, view.table_model.index(row, view.horizontalHeader().logicalIndex(0)))
    painter.restore()


class FrozenHeader(QHeaderView):
    """The heads of a table whose first one stays."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first head over the others."""
        super().paintEvent(event)
        width = frozen_width(self._view)
        if width:
            painter = QPainter(self.viewport())
            painter.save()
            self.paintSection(painter, QRect(0, 0, width, self.height()), self.logicalIndex(0))
            painter.restore()
            painter.fillRect(width - 1, 0, 1, self.height(), QColor(look().tokens.edge))
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the head that stays is a click on it, not on what lies under it."""
        if event.position().x() < frozen_width(self._view):
            self.sectionClicked.emit(self.logicalIndex(0))
            return
        super().mousePressEvent(event)
