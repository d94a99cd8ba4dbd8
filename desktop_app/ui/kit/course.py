"""A course in steps (filled: done, ringed: current, hollow: to come), and a bar of days with its marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.kit.icons import icon
from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.theme import look

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Stop:
    """One step: its short name, what stands under it, and ``done``, ``current`` or ``next``."""

    name: str
    note: str
    status: str


class Course(QWidget):
    """The steps from left to right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._stops: tuple[Stop, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Show these steps."""
        self._stops = tuple(stops)
        words = {"done": "đã xong", "current": "bước hiện tại", "next": "sắp tới"}
        self.setAccessibleDescription("; ".join(f"{one.name}: {words[one.status]} {one.note}" for one in self._stops))
        self.updateGeometry()
        self.update()

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The steps shown."""
        return self._stops

    def _shown(self) -> tuple[int, tuple[Stop, ...]]:
        """The steps that have room, with the place of the first: those around the current one."""
        count = min(len(self._stops), max(3, int(self.width() // self._least())))
        current = next((n for n, one in enumerate(self._stops) if one.status == "current"), len(self._stops) - 1)
        first = min(max(current - count // 2, 0), len(self._stops) - count)
        return first, self._stops[first : first + count]

    def _least(self) -> float:
        """The room a step needs: its longest word, its note."""
        bold, small = QFontMetrics(font("sm", 600)), QFontMetrics(font("xs"))
        words = [bold.horizontalAdvance(word) for one in self._stops for word in one.name.split()]
        notes = [small.horizontalAdvance(one.note) for one in self._stops]
        return max([*words, *notes, look().px(34)]) + look().px(6)

    def _lines(self) -> int:
        metrics = QFontMetrics(font("sm", 600))
        _, shown = self._shown()
        width = self.width() / max(len(shown), 1) - look().px(4)
        return 2 if any(metrics.horizontalAdvance(one.name) > width for one in shown) else 1

    def sizeHint(self) -> QSize:
        """A ring, a name of at most two lines, a day."""
        line = round(look().font_px("sm") * 1.45)
        return QSize(look().px(500), look().px(34) + line * (self._lines() + 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that wrap need another line."""
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Narrow names wrap."""
        return QSize(look().px(320), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lines, rings and words."""
        if not self._stops:
            return
        tokens = look().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, stops = self._shown()
        width = self.width() / len(stops)
        radius, y = look().px(11), look().px(15)
        accent, faint = QColor(tokens.accent_fill), QColor(tokens.edge)
        for place in range(len(stops) - 1):
            done = stops[place].status == "done" and stops[place + 1].status != "next"
            painter.setPen(QPen(accent if done else QColor(tokens.line), look().px(2)))
            left = width * (place + 0.5) + radius + look().px(4)
            painter.drawLine(QPointF(left, y), QPointF(width * (place + 1.5) - radius - look().px(4), y))
        line, lines = round(look().font_px("sm") * 1.45), self._lines()
        for place, stop in enumerate(stops):
            middle = QPointF(width * (place + 0.5), y)
            if stop.status == "done":
                painter.setPen(QPen(accent, look().px(2)))
                painter.setBrush(accent)
            else:
                current = stop.status == "current"
                painter.setPen(QPen(accent if current else faint, look().px(2) if current else look().px(1.3)))
                painter.setBrush(QColor(tokens.accent_soft if current else tokens.surface))
            painter.drawEllipse(middle, radius, radius)
            if stop.status == "done":
                side = look().px(14)
                inner = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
                icon("check", "on_accent").paint(painter, inner.toRect())
            else:
                painter.setFont(font("sm", 600))
                painter.setPen(QColor(tokens.accent if stop.status == "current" else tokens.text2))
                box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(first + place + 1))
            painter.setFont(font("sm", 600 if stop.status == "current" else 500))
            ink = {"current": tokens.accent, "done": tokens.text}.get(stop.status, tokens.text2)
            painter.setPen(QColor(ink))
            top = y + radius + look().px(5)
            painter.drawText(QRectF(width * place + 1, top, width - 2, line * 2), int(_CENTRE), stop.name)
            painter.setFont(font("xs"))
            painter.setPen(QColor(tokens.text2))
            below = QRectF(width * place, top + line * lines, width, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, stop.note)
        painter.end()


@dataclass(frozen=True)
class DayMark:
    """A mark on the bar: at which share of its length, what it says above it, its tone."""

    share: float
    text: str
    tone: str = "danger"


class DaysBar(QWidget):
    """A flat bar of days gone with marks; words above at the marks, words below at both ends."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._share, self._tone, self._now = 0.0, "warn", ""
        self._marks: tuple[DayMark, ...] = ()
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, share: float, now: str, marks: Sequence[DayMark], ends: tuple[str, str], tone: str) -> None:
        """``share`` of the bar is gone; ``now`` is said at its end, ``ends`` below."""
        self._share, self._now, self._tone = min(max(share, 0.0), 1.0), now, tone
        self._marks, self._ends = tuple(marks), ends
        self.setAccessibleDescription("; ".join([now, *(mark.text for mark in marks), *ends]))
        self.update()

    def sizeHint(self) -> QSize:
        """Words, bar, words."""
        line = round(look().font_px("sm") * 1.45)
        return QSize(look().px(400), line * 2 + look().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, share, marks and words."""
        tokens = look().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = round(look().font_px("sm") * 1.45)
        high = look().px(11)
        bar = QRectF(0, line + look().px(5), self.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken))
        painter.drawRoundedRect(bar, high / 2, high / 2)
        ink = QColor(getattr(tokens, f"{self._tone}_mark") if self._tone else tokens.accent_fill)
        gone = QRectF(bar)
        gone.setWidth(max(bar.width() * self._share, high))
        painter.setBrush(ink)
        painter.drawRoundedRect(gone, high / 2, high / 2)
        small, strong = font("sm"), font("sm", 600)
        metrics = QFontMetrics(strong)
        taken = self._write_marks(painter, bar, metrics, line)
        painter.setFont(strong)
        painter.setPen(QColor(getattr(tokens, self._tone)) if self._tone else QColor(tokens.accent))
        wide = metrics.horizontalAdvance(self._now) + look().px(4)
        at = self._share * bar.width() - wide
        if taken and at + wide > taken[0] - look().px(6):
            at = taken[0] - wide - look().px(8)
        painter.drawText(QRectF(max(at, 0), 0, wide, line), Qt.AlignmentFlag.AlignRight, self._now)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        below = QRectF(0, bar.bottom() + look().px(3), self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._ends[1])
        painter.end()

    def _write_marks(self, painter: QPainter, bar: QRectF, metrics: QFontMetrics, line: int) -> list[float]:
        tokens = look().tokens
        taken = []
        painter.setFont(font("sm", 600))
        for mark in self._marks:
            x = min(max(mark.share, 0), 1) * bar.width()
            painter.setPen(QPen(QColor(getattr(tokens, f"{mark.tone}_mark")), look().px(2)))
            painter.drawLine(QPointF(x, bar.top() - look().px(5)), QPointF(x, bar.bottom() + look().px(4)))
            wide = metrics.horizontalAdvance(mark.text) + look().px(4)
            left = x + look().px(6) if x + wide + look().px(6) <= bar.width() else x - wide - look().px(6)
            painter.setPen(QColor(getattr(tokens, mark.tone)))
            painter.drawText(QRectF(left, 0, wide, line), Qt.AlignmentFlag.AlignLeft, mark.text)
            taken.append(min(left, x))
        return taken
