"""Beside the form: how complete the file is, and the whole career as a line of events."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.services.person.completeness import Completeness
from desktop_app.services.person.timeline import Event
from desktop_app.ui.fullness import Fullness
from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import button, column, label, line, rule

_EVENT = Qt.ItemDataRole.UserRole
_TONES = {
    "assignment": "accent", "salary_step": "info_mark", "qualification": "ok_mark", "party_membership": "law_mark",
    "award": "warn_mark",
}  # fmt: skip


class _Line(QStyledItemDelegate):
    """One event: the day at the left, the dot on the line, what and more about it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        event: Event = index.data(_EVENT)
        rect: QRect = option.rect  # type: ignore[attr-defined] # missing in the stubs
        state = option.state  # type: ignore[attr-defined] # as above
        tokens = look().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.fillRect(rect, QColor(tokens.selected if focused else tokens.surface))
        bold, small = font(weight=600 if not event.ahead else 500), font("sm")
        high = round(look().font_px() * 1.45)
        days = QFontMetrics(font("sm")).horizontalAdvance("00/00/0000") + look().px(6)
        top = rect.top() + look().px(7)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(rect.left(), top, days, high), right, event.shown_when)
        x = rect.left() + days + look().px(14)
        painter.setPen(QPen(QColor(tokens.line), 2))
        if index.row() > 0:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, top + high / 2))
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(QPointF(x, top + high / 2), QPointF(x, rect.bottom() + 1))
        tone = QColor(getattr(tokens, _TONES.get(event.record, "accent")))
        painter.setPen(QPen(tone if not event.ahead else QColor(tokens.edge), 2))
        painter.setBrush(QColor(tokens.surface) if event.ahead else tone)
        radius = look().px(4)
        painter.drawEllipse(QPointF(x, top + high / 2), radius, radius)
        left = x + look().px(14)
        room = rect.right() - left - look().px(6)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        text = QFontMetrics(bold).elidedText(event.title, Qt.TextElideMode.ElideRight, int(room))
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(int(left), top, int(room), high), start, text)
        if event.detail:
            painter.setFont(small)
            painter.setPen(QColor(tokens.text2))
            detail = QFontMetrics(small).elidedText(event.detail, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRect(int(left), top + high, int(room), high), start, detail)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line or two."""
        high = round(look().font_px() * 1.45)
        return QSize(look().px(100), high * (2 if index.data(_EVENT).detail else 1) + look().px(14))


class Side(QFrame):
    """``event_chosen`` tells the event Enter or a click took; ``missing_asked`` asks for the next missing field."""

    event_chosen = Signal(object)
    missing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = column(self, margins=(1, 12, 1, 1), gap=6)
        top = QWidget()
        share = column(top, margins=(14, 0, 14, 6), gap=6)
        self.fullness = Fullness()
        share.addWidget(self.fullness)
        self._next = button("Mục còn thiếu", self.missing_asked.emit, kind="quiet", icon="caret-down", key="F8")
        foot = line()
        foot.addWidget(self._next)
        foot.addStretch(1)
        share.addLayout(foot)
        layout.addWidget(top)
        layout.addWidget(rule())
        head = line(margins=(14, 6, 14, 0))
        head.addWidget(label("Dòng thời gian", "title"))
        layout.addLayout(head)
        self.events = QListWidget()
        self.events.setAccessibleName("Dòng thời gian")
        self.events.setItemDelegate(_Line(self.events))
        self.events.setMinimumHeight(1)  # it scrolls; what stands above it does not
        self.events.setFrameShape(QFrame.Shape.NoFrame)
        self.events.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.events.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.events.itemActivated.connect(lambda item: self.event_chosen.emit(item.data(_EVENT)))
        layout.addWidget(self.events, 1)
        self._fit()
        looks.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(min(look().px(308), 400))
        self.events.doItemsLayout()

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the line."""
        self.events.clear()
        for event in events:
            item = QListWidgetItem()
            item.setData(_EVENT, event)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{event.shown_when} {event.title} {event.detail}")
            item.setToolTip(f"{event.shown_when}: {event.title}\n{event.detail}".strip())
            self.events.addItem(item)

    def show_completeness(self, found: Completeness) -> None:
        """Show how complete the file is, and what is most wanted."""
        self.fullness.show_completeness(found)
        self._next.setEnabled(bool(found.missing))
