"""Two days side by side, and the picture of the organisation."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.paths import RESOURCES
from desktop_app.services.organisation.view import TreeRow, TwoDays
from desktop_app.ui.kit.dates import DateField
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, frame, label, line
from desktop_app.ui.organisation.units_tree import UnitsTree

_ZOOMS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
_fonts: list[int] = []


class SideBySide(QWidget):
    """Two trees; ``days_changed`` when another day is chosen."""

    days_changed = Signal()

    def __init__(self, first: date, second: date) -> None:
        super().__init__()
        layout = line(self, gap=12)
        self.days = (DateField(first, "Ngày trước"), DateField(second, "Ngày sau"))
        self.trees = (UnitsTree("Cơ cấu trước"), UnitsTree("Cơ cấu sau"))
        self._told = (label("", "small", wrap=True), label("", "small", wrap=True))
        for title, day, tree, told in zip(("Trước", "Sau"), self.days, self.trees, self._told, strict=True):
            card = frame("card")
            inner = column(card, margins=(1, 8, 1, 8), gap=6)
            head = line(margins=(14, 0, 12, 0), gap=8)
            head.addWidget(label(title, "title"))
            head.addWidget(label("ngày", "dim"))
            head.addWidget(day)
            head.addStretch(1)
            inner.addLayout(head)
            inner.addWidget(tree, 1)
            foot = line(margins=(14, 0, 14, 0))
            foot.addWidget(told, 1)
            inner.addLayout(foot)
            layout.addWidget(card, 1)
            day.day_changed.connect(lambda _day: self.days_changed.emit())
            tree.chosen.connect(lambda _key, one=tree, words=told: words.setText(one.note()))

    def show_both(self, both: TwoDays) -> None:
        """Show the two trees."""
        for tree, rows in zip(self.trees, (both.before, both.after), strict=True):
            tree.show_rows(rows, marks=True)


class _Sheet(QWidget):
    """The SVG at a zoom; paper stays white."""

    def __init__(self) -> None:
        super().__init__()
        self.renderer = QSvgRenderer(self)
        self.zoom = 1.0

    def sizeHint(self) -> QSize:
        """As large as the picture."""
        size = self.renderer.defaultSize()
        return QSize(round(size.width() * self.zoom), round(size.height() * self.zoom))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look().tokens.paper))
        self.renderer.render(painter, QRectF(self.rect()))
        painter.end()


class ChartView(QWidget):
    """The picture, to be looked at closer and farther: + and −, 0 fits the width."""

    def __init__(self, hand_out: Callable[[str], object]) -> None:
        super().__init__()
        card = frame("card")
        column(self).addWidget(card)
        layout = column(card, margins=(1, 8, 1, 1), gap=6)
        head = line(margins=(14, 0, 12, 0), gap=8)
        self.title = ElidedLabel(kind="title")
        head.addWidget(self.title, 1)
        head.addWidget(button("−", lambda: self.step(-1), tip="Nhỏ hơn", key="-"))
        head.addWidget(button("+", lambda: self.step(1), tip="To hơn", key="+"))
        head.addWidget(button("Vừa bề rộng", self.fit, tip="Vừa bề rộng", key="0"))
        head.addWidget(button("Ghi PDF…", lambda: hand_out("chart.pdf"), icon="file-pdf"))
        head.addWidget(button("Ghi SVG…", lambda: hand_out("chart.svg"), icon="export"))
        layout.addLayout(head)
        self.sheet = _Sheet()
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setAccessibleName("Sơ đồ tổ chức")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(self.area, 1)
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        layout.addWidget(self.empty)

    def show_svg(self, title: str, svg: str) -> None:
        """Show a picture, fitting the width."""
        if not _fonts:
            _fonts.extend(
                QFontDatabase.addApplicationFont(str(path))
                for path in sorted((RESOURCES / "fonts").glob("Tinos_*.ttf"))
            )
        self.title.show_text(title)
        self.sheet.renderer.load(QByteArray(svg.encode("utf-8")))
        self.sheet.setAccessibleName(title)
        self.area.show()
        self.empty.hide()
        self.fit()

    def say_empty(self, why: str) -> None:
        """Say why there is no picture."""
        self.title.show_text("")
        self.area.hide()
        self.empty.setText(why)
        self.empty.show()

    def step(self, by: int) -> None:
        """One step closer or farther."""
        near = min(range(len(_ZOOMS)), key=lambda place: abs(_ZOOMS[place] - self.sheet.zoom))
        self._zoom(_ZOOMS[min(max(near + by, 0), len(_ZOOMS) - 1)])

    def fit(self) -> None:
        """As wide as there is room, never below what can be read."""
        wide = self.sheet.renderer.defaultSize().width() or 1
        self._zoom(min(max((self.area.viewport().width() - 4) / wide, 0.85 * look().zoom), 1.5 * look().zoom))

    def _zoom(self, zoom: float) -> None:
        self.sheet.zoom = zoom
        self.sheet.resize(self.sheet.sizeHint())
        self.sheet.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ − 0."""
        steps = {"+": 1, "=": 1, "-": -1}
        if event.text() in steps:
            self.step(steps[event.text()])
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)


def counted(rows: Sequence[TreeRow]) -> str:
    """How many units and people a tree holds, for the status line."""
    people = sum(row.own for row in rows)
    return f"{len(rows)} đơn vị   {people} người"
