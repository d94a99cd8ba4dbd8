"""How a cell of the preview is drawn: what is said of it keeps its colour while the keyboard stands on it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.kit.theme import look

_RING = 2


class PreviewDelegate(QStyledItemDelegate):
    """Ground and ink of the model, a ring round the current cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        cell: QRect = made.rect  # type: ignore[attr-defined]  # missing in the stubs
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(cell, ground)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if ink is not None else QColor(look().tokens.text))
        painter.setFont(made.font)  # type: ignore[attr-defined]  # as above
        room = cell.adjusted(look().px(8), 0, -look().px(8), 0)
        text = painter.fontMetrics().elidedText(made.text, Qt.TextElideMode.ElideRight, room.width())  # type: ignore[attr-defined]  # as above
        painter.drawText(room, int(made.displayAlignment), text)  # type: ignore[attr-defined]  # as above
        if made.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]  # as above
            painter.setPen(QPen(QColor(look().tokens.accent), _RING))
            painter.drawRect(cell.adjusted(1, 1, -_RING, -_RING))
        painter.restore()
