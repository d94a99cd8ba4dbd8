"""The chart of the forecast: columns by month, quarter or year; a column chosen narrows the list."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_app.law.calendar import add_months
from desktop_app.services.retirement.rows import GROUPS, By, Period, RetireRow, periods
from desktop_app.ui.kit.bars import Bar, Columns, Swatch
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.tabs import Segments
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import column, label, line

_BY = (("month", "Tháng"), ("quarter", "Quý"), ("year", "Năm"))
_YEARS = (("1", "12 tháng"), ("5", "5 năm"), ("10", "10 năm"), ("15", "15 năm"))
_NAMES = {"month": "tháng", "quarter": "quý", "year": "năm"}
_NARROWEST = 19
_HEIGHT = 226


class ChartCard(QFrame):
    """``narrowed`` tells the period chosen, or nothing; ``changed`` that other periods are shown."""

    narrowed = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._rows: tuple[RetireRow, ...] = ()
        self._day = date(2000, 1, 1)  # told by show_rows
        self.columns: tuple[Period, ...] = ()
        self.chosen: Period | None = None
        self.setMinimumHeight(look().px(_HEIGHT))
        layout = column(self, margins=(14, 8, 10, 6), gap=4)
        head = line(gap=8)
        self._title = label("", "title")
        self._note = label("", "small")
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        self._legend: list[QWidget] = []
        tools = Flow(gap=8, right=True)
        for place, (name, _) in enumerate(GROUPS):
            pair = QWidget()
            row = line(pair, gap=5)
            row.addWidget(Swatch(place), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(label(name, "small"))
            tools.add(pair)
            self._legend.append(pair)
        self.by = Segments(_BY, "Dự báo theo", "quarter")
        self.years = Segments(_YEARS, "Trong bao lâu", "5")
        for one in (self.by, self.years):
            tools.add(one)
        self.by.chosen.connect(lambda _code: self._relay())
        self.years.chosen.connect(self._on_years)
        head.addWidget(tools, 3)
        layout.addLayout(head)
        self.bars = Columns("Người nghỉ hưu theo thời gian")
        self.bars.chosen.connect(self._on_chosen)
        self.bars.walked.connect(self._on_walked)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.bars)
        self.bars.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        layout.addWidget(self._area, 1)

    @property
    def way(self) -> By:
        """Month, quarter or year."""
        return cast("By", self.by.current)

    @property
    def until(self) -> date:
        """The last day the chart reaches."""
        return add_months(self._day, 12 * int(self.years.current))

    def show_rows(self, rows: Sequence[RetireRow], day: date) -> None:
        """Count these people from a day on."""
        self._rows, self._day = tuple(rows), day
        self._count()

    def choose(self, year: int, quarter: int) -> None:
        """Choose a quarter, as the start page asks for it."""
        self.by.choose("quarter")
        self._count()
        first = date(year, 3 * quarter - 2, 1)
        place = next((n for n, one in enumerate(self.columns) if one.first == first), -1)
        if place < 0:
            self.years.choose("15")
            self._count()
            place = next((n for n, one in enumerate(self.columns) if one.first == first), -1)
        if place >= 0:
            self._choose(place)

    def show_year_ahead(self) -> None:
        """The twelve months to come, month by month."""
        self.years.choose("1")
        self._on_years("1")

    def _on_years(self, years: str) -> None:
        if years == "1":
            self.by.choose("month")  # a quarter reaches beyond twelve months
        self._relay()

    def _relay(self) -> None:
        self.chosen = None
        self._count()
        self.narrowed.emit(None)
        self.changed.emit()

    def _count(self) -> None:
        until = self.until
        self.columns = periods(self._rows, self.way, self._day, until)
        shown = [row for row in self._rows if row.leaves_on <= self.columns[-1].last] if self.columns else []
        self._title.setText(f"Dự báo theo {_NAMES[self.way]}")
        self._note.setText(f"{dict(_YEARS)[self.years.current]}, {len(shown)} người")
        used = [any(one.counts[place] for one in self.columns) for place in range(len(GROUPS))]
        for pair, on in zip(self._legend, used, strict=True):
            pair.setVisible(on)
        years = self.way == "year"
        self.bars.show_bars([Bar(one.label, "" if years else str(one.year), one.counts) for one in self.columns])
        self.bars.setMinimumWidth(look().px(_NARROWEST) * len(self.columns) + look().px(34))
        place = next((n for n, one in enumerate(self.columns) if self.chosen and one.first == self.chosen.first), -1)
        self.bars.mark(place)

    def _on_chosen(self, place: int) -> None:
        again = self.chosen is not None and self.columns[place].first == self.chosen.first
        self._choose(-1 if again else place)

    def _choose(self, place: int) -> None:
        self.chosen = self.columns[place] if place >= 0 else None
        self.bars.mark(place)
        if place >= 0:
            self._on_walked(place)
        self.narrowed.emit(self.chosen)

    def clear_choice(self) -> None:
        """Show everybody again."""
        if self.chosen is not None:
            self._choose(-1)

    def _on_walked(self, place: int) -> None:
        self._area.ensureVisible(self.bars.slot_middle(place), 0, look().px(60), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns keep their least width; the rest scrolls."""
        super().resizeEvent(event)
        self.bars.updateGeometry()
