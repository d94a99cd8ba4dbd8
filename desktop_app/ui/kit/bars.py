"""Small charts: columns of stacked counts over their periods, and one bar of shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.theme import look

_LINES = 5  # at most so many lines of the scale
SERIES = ("series1", "series2", "series3", "series4")


@dataclass(frozen=True)
class Bar:
    """One column: its label, the period it belongs to, its counts by series."""

    label: str
    period: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All series together."""
        return sum(self.counts)


class Columns(QWidget):
    """Stacked columns; zero is printed as 0, totals stand above; arrows walk, Enter or a click chooses."""

    chosen = Signal(int)
    walked = Signal(int)  # the column the keyboard went to

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._marked = -1
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these columns."""
        self._bars = tuple(bars)
        self._current = min(self._current, max(len(self._bars) - 1, 0))
        said = "; ".join(f"{bar.period} {bar.label}: {bar.total}" for bar in self._bars)
        self.setAccessibleDescription(said)
        self.update()

    def mark(self, place: int) -> None:
        """Give the ground of a column the colour of what is chosen; -1 for none."""
        self._marked = place
        self.update()

    def slot_middle(self, place: int) -> int:
        """Where a column stands, from the left edge."""
        return round(self._slot(place).center().x())

    def sizeHint(self) -> QSize:
        """Room for a dozen columns."""
        return QSize(look().px(278), look().px(196))

    def minimumSizeHint(self) -> QSize:
        """The least that can still be read."""
        return QSize(look().px(200), look().px(150))

    def _plot(self) -> QRect:
        small = QFontMetrics(font("xs"))
        left = small.horizontalAdvance("00") + look().px(10)
        foot = look().px(40)
        return QRect(left, look().px(18), self.width() - left - look().px(4), self.height() - look().px(18) - foot)

    def _slot(self, place: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(len(self._bars), 1)
        return QRectF(plot.x() + place * width, plot.y(), width, plot.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw axis, columns, labels and periods."""
        tokens, plot = look().tokens, self._plot()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = font("xs")
        top = max((bar.total for bar in self._bars), default=0)
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if top <= s * _LINES), 10_000)
        highest = max(step, -(-top // step) * step)
        painter.setFont(small)
        for value in range(0, highest + 1, step):
            y = plot.bottom() - plot.height() * value / highest
            painter.setPen(QColor(tokens.line))
            painter.drawLine(plot.left(), round(y), plot.right(), round(y))
            painter.setPen(QColor(tokens.text2))
            box = QRectF(0, y - 8, plot.left() - look().px(6), 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))
        for place, bar in enumerate(self._bars):
            self._draw_bar(painter, place, bar, highest)
        self._draw_periods(painter)
        painter.end()

    def _draw_bar(self, painter: QPainter, place: int, bar: Bar, highest: int) -> None:
        tokens, plot, slot = look().tokens, self._plot(), self._slot(place)
        width = min(slot.width() * 0.5, look().px(26))
        left, bottom = slot.center().x() - width / 2, float(plot.bottom())
        if place == self._marked:
            painter.fillRect(slot.adjusted(2, -look().px(14), -2, look().px(18)), QColor(tokens.accent_soft))
        if self.hasFocus() and place == self._current:
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(slot.adjusted(1, -look().px(14), -1, look().px(18)))
        painter.setPen(Qt.PenStyle.NoPen)
        for series, count in enumerate(bar.counts):
            height = plot.height() * count / highest
            if count:
                painter.setBrush(QColor(getattr(tokens, SERIES[series])))
                painter.drawRect(QRectF(left, bottom - height, width, height - 1))
                bottom -= height
        painter.setFont(font("xs", 600 if bar.total else 400))
        painter.setPen(QColor(tokens.text if bar.total else tokens.text2))
        above = QRectF(slot.x(), bottom - look().px(17), slot.width(), look().px(16))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(bar.total))
        painter.setFont(font("xs"))
        painter.setPen(QColor(tokens.text2))
        below = QRectF(slot.x(), plot.bottom() + look().px(2), slot.width(), look().px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _draw_periods(self, painter: QPainter) -> None:
        tokens, plot = look().tokens, self._plot()
        painter.setFont(font("xs", 600))
        place = 0
        while place < len(self._bars):
            last = place
            while last + 1 < len(self._bars) and self._bars[last + 1].period == self._bars[place].period:
                last += 1
            box = self._slot(place).united(self._slot(last))
            y = plot.bottom() + look().px(19)
            painter.setPen(QColor(tokens.line))
            painter.drawLine(round(box.left()) + 3, y, round(box.right()) - 3, y)
            painter.setPen(QColor(tokens.text))
            painter.drawText(
                QRectF(box.center().x() - look().px(30), y + 1, look().px(60), look().px(17)),
                Qt.AlignmentFlag.AlignCenter,
                self._bars[place].period,
            )
            place = last + 1

    def _at(self, x: float) -> int:
        return next((n for n in range(len(self._bars)) if self._slot(n).left() <= x < self._slot(n).right()), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        place = self._at(event.position().x())
        if place >= 0:
            self._current = place
            self.update()
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        place = self._at(event.position().x())
        text = (
            f"{self._bars[place].label} {self._bars[place].period}: {self._bars[place].total} người"
            if place >= 0
            else ""
        )
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter chooses."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._bars:
            self._current = (self._current + steps[Qt.Key(event.key())]) % len(self._bars)
            bar = self._bars[self._current]
            self.setAccessibleName(f"{self._name}: {bar.label} {bar.period}, {bar.total} người")
            self.walked.emit(self._current)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._bars:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)


class Shares(QWidget):
    """One flat bar of shares in the colours of the series."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show these counts."""
        self._counts = tuple(counts)
        self.update()

    def sizeHint(self) -> QSize:
        """A low bar."""
        return QSize(look().px(200), look().px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shares side by side."""
        painter = QPainter(self)
        whole, left = sum(self._counts) or 1, 0.0
        for series, count in enumerate(self._counts):
            width = self.width() * count / whole
            painter.fillRect(
                QRectF(left, 0, max(width - 2, 0), self.height()), QColor(getattr(look().tokens, SERIES[series]))
            )
            left += width
        painter.end()


class Swatch(QWidget):
    """The small square of a series in a legend."""

    def __init__(self, series: int) -> None:
        super().__init__()
        self._series = series
        side = look().px(10)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(look().tokens, SERIES[self._series])))
        painter.end()
