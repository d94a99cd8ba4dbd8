"""Rows of two lines with icons, chips, ticks and group headings, drawn from the columns' declarations."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip

from desktop_app.ui.kit.delegate import CellDelegate
from desktop_app.ui.kit.icons import icon
from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.table import Column, Heading
from desktop_app.ui.kit.theme import look

if TYPE_CHECKING:
    from desktop_app.ui.kit.rich_table import RichTable

_TONES = ("danger", "warn", "ok", "info", "law", "accent")


class RichDelegate(CellDelegate):
    """Draws what ``Column`` says of second lines, inks, chips and icons; the tick box stands in the first column."""

    def __init__(self, view: "RichTable") -> None:
        self._rich = view
        super().__init__(view)

    def _on_look_changed(self) -> None:
        super()._on_look_changed()
        tokens = look().tokens
        self._small: QFont = font("sm")
        self._chip_font: QFont = font("sm", 500)
        self._small_metrics, self._chip_metrics = QFontMetrics(self._small), QFontMetrics(self._chip_font)
        self._inks = {tone: QColor(getattr(tokens, tone)) for tone in _TONES}
        self._softs = {tone: QColor(getattr(tokens, f"{tone}_soft")) for tone in _TONES}
        self._softs[""], self._inks[""] = QColor(tokens.sunken), QColor(tokens.text2)
        self._second_ink, self._law = QColor(tokens.text2), QColor(tokens.law)
        self._surface, self._edge = QColor(tokens.surface), QColor(tokens.edge)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell, or a heading across the row."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        row = self._view.table_model.row(index.row())
        if isinstance(row, Heading):
            self._heading(painter, rect, row)
            return
        if row is None:
            return
        column = self._view.table_model.columns[index.column()]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # missing in the stubs
        if selected:
            painter.fillRect(rect, self._selected if self.focused else self._dim)
        elif index.row() == self.hovered:
            painter.fillRect(rect, self._hover)
        inner = rect.adjusted(self._pad, 0, -self._pad, 0)
        if self._rich.has_ticks and index.column() == self.edges[0]:
            inner.setLeft(self._tick(painter, inner, index.row()))
        text = self._view.table_model.cells(index.row())[index.column()]
        if column.icon is not None:
            name, token = column.icon(row)
            side = look().px(18)
            icon(name, token).paint(painter, QRect(inner.x(), rect.y() + (rect.height() - side) // 2, side, side))
        elif column.bar is not None and (told := column.bar(row)) is not None:
            self._bar(painter, inner, text, told)
        elif column.chip is not None:
            self._chip(painter, inner, text, column.chip(row), selected=selected)
        else:
            here = index.row() == self.current and self.focused
            self._lines(painter, inner, column, row, text, key=column.key if here else "")
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._line)
        if index.row() == self.current and self.focused:
            self._draw_ring(painter, rect, index.column())

    def _lines(
        self, painter: QPainter, inner: QRect, column: Column[Any], row: Any, text: str, *, key: str = ""
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        second = key or (column.second(row) if column.second is not None else "")
        ink = column.ink(row) if column.ink is not None else ""
        weight = 600 if ink else column.weight
        first_height = round(look().font_px() * 1.45)
        second_height = round(look().font_px("sm") * 1.45) if second else 0
        top = inner.y() + (inner.height() - first_height - second_height) // 2
        painter.setFont(self._fonts[weight])
        painter.setPen(QPen(self._inks[ink]) if ink else self._text)
        shown = self._metrics[weight].elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        flags = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(inner.x(), top, inner.width(), first_height), flags, shown)
        if second:
            told = column.second_ink(row) if column.second_ink is not None else ""
            painter.setFont(self._small)
            painter.setPen(self._law if second.startswith("§") else self._inks[told] if told else self._second_ink)
            shown = self._small_metrics.elidedText(second, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(QRect(inner.x(), top + first_height, inner.width(), second_height), flags, shown)

    def _bar(self, painter: QPainter, inner: QRect, text: str, told: tuple[float, float, str]) -> None:
        """A text over a flat bar: the share that is gone, and the mark."""
        share, mark, tone = told
        tokens = look().tokens
        line = round(look().font_px("sm") * 1.45)
        high = look().px(6)
        top = inner.y() + (inner.height() - line - high - look().px(3)) // 2
        painter.setFont(self._chip_font)
        painter.setPen(self._inks[tone] if tone else self._second_ink)
        painter.drawText(QRect(inner.x(), top, inner.width(), line), Qt.AlignmentFlag.AlignLeft, text)
        ground = QRectF(inner.x(), top + line + look().px(2), inner.width(), high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(ground, high / 2, high / 2)
        gone = QRectF(ground)
        gone.setWidth(max(ground.width() * min(max(share, 0), 1), high))
        painter.setBrush(QColor(getattr(tokens, f"{tone}_mark")) if tone else QColor(tokens.accent_fill))
        painter.drawRoundedRect(gone, high / 2, high / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        x = round(ground.x() + min(max(mark, 0), 1) * ground.width()) - 1
        painter.fillRect(x, round(ground.y()) - 3, 2, high + 6, QColor(tokens.danger_mark))

    def _chip(self, painter: QPainter, inner: QRect, text: str, tone: str, *, selected: bool) -> None:
        if not text:
            return
        shown = self._chip_metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width() - look().px(14))
        height = round(look().font_px("sm") * 1.45) + look().px(3)
        width = self._chip_metrics.horizontalAdvance(shown) + look().px(14)
        box = QRectF(inner.x(), inner.y() + (inner.height() - height) / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._surface if selected else self._softs[tone])
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._inks[tone])
        painter.setFont(self._chip_font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _tick(self, painter: QPainter, inner: QRect, row: int) -> int:
        side = look().px(15)
        box = QRectF(inner.x() + 0.5, inner.y() + (inner.height() - side) / 2 + 0.5, side, side)
        on = self._rich.is_ticked(row)
        tokens = look().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.accent_fill) if on else self._edge)
        painter.setBrush(QColor(tokens.accent_fill) if on else self._surface)
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if on:
            icon("check", "on_accent").paint(painter, box.toRect().adjusted(1, 1, -1, -1))
        return inner.x() + side + look().px(9)

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        inner = rect.adjusted(look().px(12), look().px(4), -self._pad, 0)
        painter.setFont(self._fonts[600])
        painter.setPen(QPen(self._inks[heading.tone]) if heading.tone else self._text)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle, heading.text)
        inner.setLeft(inner.x() + self._metrics[600].horizontalAdvance(heading.text) + look().px(10))
        painter.setFont(self._small)
        painter.setPen(self._second_ink)
        painter.drawText(inner, middle, heading.note)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._line)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows are as high as the list says."""
        return QSize(look().px(80), self._rich.line_height)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Both lines of a cell, whole."""
        del option
        row = self._view.table_model.row(index.row()) if index.isValid() else None
        if row is None or isinstance(row, Heading):
            return False
        column = self._view.table_model.columns[index.column()]
        second = column.second(row) if column.second is not None else ""
        text = self._view.table_model.cells(index.row())[index.column()]
        QToolTip.showText(event.globalPos(), "\n".join(part for part in (text, second) if part), view)
        return True
