"""Pages under each other as they will be printed; only those in sight are kept as pictures."""

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from desktop_app.ui.kit.pdf_pages import Ask, PdfPages
from desktop_app.ui.kit.theme import look

GAP, SIDE = 12, 14
ZOOMS = (0.25, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_SCREEN = 96 / 72  # pixels a point at 100 %
_WAIT_MS = 30
_EXACT = 1e-6
_BESIDE = 1  # pages drawn before and after those in sight, while they are small
_SMALL = 6_000_000  # pixels
_LARGEST = 6000  # pixels; a picture is never wider or higher


class PagesView(QAbstractScrollArea):
    """Scrolls through a PDF; the zoom is a number, or fits the width (``None``)."""

    page_changed = Signal(int)  # counted from 0
    zoom_changed = Signal(object)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._pages: PdfPages | None = None
        self._zoom: float | None = None
        self._scale = 1.0  # logical pixels a point
        self._tops: list[float] = [0.0]
        self._wide = 0.0
        self._current = -1
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._wanted: frozenset[int] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._draw_in_sight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("Các trang của tờ in")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width may swing
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another PDF from its first page, or none."""
        self._pages = pages
        self._pictures.clear()
        self._asked.clear()
        self._current = -1
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._on_scrolled()

    # --- zoom and place -------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The zoom that is on, 1 is the size of the paper."""
        return self._scale / _SCREEN

    @property
    def current(self) -> int:
        """The page in sight, counted from 0."""
        return max(self._current, 0)

    @property
    def kept(self) -> int:
        """How many pages are kept as pictures."""
        return len(self._pictures)

    def set_zoom(self, zoom: float | None) -> None:
        """Show at this size; ``None`` fits the width. The place read at stays in sight."""
        bar = self.verticalScrollBar()
        middle = bar.value() + self.viewport().height() / 2
        whole = self._tops[-1]
        self._zoom = zoom
        self._lay_out()
        if whole:
            bar.setValue(round(middle * self._tops[-1] / whole - self.viewport().height() / 2))
        self._on_scrolled()
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """The next larger size."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom - 0.01), ZOOMS[0]))

    def go_to(self, number: int) -> None:
        """Bring a page, counted from 0, to the top."""
        if self._pages and 0 <= number < len(self._pages):
            self.verticalScrollBar().setValue(round(self._tops[number]) - GAP // 2)

    def _lay_out(self) -> None:
        sizes = self._pages.sizes if self._pages else ()
        room = self.viewport().width() - 2 * SIDE
        widest = max((width for width, _ in sizes), default=1.0)
        self._scale = room / widest if self._zoom is None else self._zoom * _SCREEN
        self._scale = max(self._scale, ZOOMS[0] * _SCREEN / 2)
        self._tops = list(accumulate((height * self._scale + GAP for _, height in sizes), initial=float(GAP)))
        self._wide = widest * self._scale + 2 * SIDE
        height = self.viewport().height()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self._tops[-1]) - height))
        down.setPageStep(max(1, height - 3 * GAP))
        down.setSingleStep(40)
        across.setRange(0, max(0, round(self._wide) - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(40)

    def _in_sight(self) -> range:
        if not self._pages:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = max(first, bisect_right(self._tops, top + self.viewport().height()) - 1)
        return range(first, min(last + 1, len(self._pages)))

    def _rect(self, number: int) -> QRectF:
        sizes = self._pages.sizes if self._pages else ((0.0, 0.0),)
        width, height = (side * self._scale for side in sizes[number])
        left = max((max(self._wide, self.viewport().width()) - width) / 2, SIDE) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _on_scrolled(self) -> None:
        self.viewport().update()
        seen = self._in_sight()
        if seen:
            middle = self.viewport().height() / 2
            here = next((n for n in seen if self._rect(n).bottom() + GAP > middle), seen[-1])
            if here != self._current:
                self._current = here
                self.page_changed.emit(here)
        self._timer.start()

    def _draw_in_sight(self) -> None:
        seen = self._in_sight()
        pages = self._pages
        if not seen or pages is None:
            return
        width, height = pages.sizes[seen.start]
        beside = _BESIDE if width * height * (self._scale * self.devicePixelRatioF()) ** 2 <= _SMALL else 0
        near = range(max(0, seen.start - beside), min(len(pages), seen.stop + beside))
        self._wanted = frozenset(near)
        for number in set(self._pictures) - self._wanted:
            del self._pictures[number]
        for number in sorted(near, key=lambda n: (n not in seen, n)):
            dense = self._scale * self.devicePixelRatioF()
            dense = min(dense, _LARGEST / max(pages.sizes[number]))
            if self._pictures.get(number, (0.0,))[0] == dense or self._asked.get(number) == dense:
                continue
            self._asked[number] = dense
            self._ask_one(pages, number, dense)

    def _ask_one(self, pages: PdfPages, number: int, dense: float) -> None:
        paper = look().tokens.paper

        def draw() -> QImage:
            return pages.picture(number, dense, paper) if number in self._wanted else QImage()

        def show(picture: QImage) -> None:
            if not isValid(self) or pages is not self._pages:  # closed, or another PDF by now
                return
            if self._asked.get(number) == dense:
                del self._asked[number]
            if number in self._wanted and not picture.isNull():
                picture.setDevicePixelRatio(self.devicePixelRatioF())
                self._pictures[number] = (dense, picture)
                self.viewport().update()

        self._ask(draw, then=show)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight; a page not yet drawn is white paper."""
        tokens = look().tokens
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(tokens.bg))
        for number in self._in_sight():
            rect = self._rect(number)
            painter.fillRect(rect, QColor(tokens.paper))
            kept = self._pictures.get(number)
            if kept is not None:
                dense, picture = kept
                if abs(dense - self._scale * self.devicePixelRatioF()) < _EXACT:
                    painter.drawImage(rect.topLeft().toPoint(), picture)
                else:
                    painter.drawImage(rect, picture)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawRect(rect.toRect().adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    # --- hands ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew; the place read at stays in sight."""
        super().resizeEvent(event)
        bar, whole = self.verticalScrollBar(), self._tops[-1]
        share = bar.value() / whole if whole else 0.0
        self._lay_out()
        bar.setValue(round(share * self._tops[-1]))
        self._on_scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, PgUp and PgDn turn over, Home and End go to the ends."""
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        steps = {
            Qt.Key.Key_Down: (bar, bar.singleStep()),
            Qt.Key.Key_Up: (bar, -bar.singleStep()),
            Qt.Key.Key_PageDown: (bar, bar.pageStep()),
            Qt.Key.Key_Space: (bar, bar.pageStep()),
            Qt.Key.Key_PageUp: (bar, -bar.pageStep()),
            Qt.Key.Key_Home: (bar, -bar.maximum()),
            Qt.Key.Key_End: (bar, bar.maximum()),
            Qt.Key.Key_Right: (across, across.singleStep()),
            Qt.Key.Key_Left: (across, -across.singleStep()),
        }
        found = steps.get(Qt.Key(event.key()))
        if found and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            found[0].setValue(found[0].value() + found[1])
        else:
            super().keyPressEvent(event)
