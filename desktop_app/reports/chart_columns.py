"""Stacked columns over their periods, as a drawing: scale, totals above, years under quarters."""

from typing import TYPE_CHECKING, Any

from desktop_app.document import Chart
from desktop_app.reports.charts import STACKED
from desktop_app.reports.pdf_faces import load

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_INK, _DIM, _LINE = "#15232A", "#475A63", "#DCE3E5"
_REGULAR, _BOLD = "Tinos", "Tinos-Bold"
_LEFT, _TOP, _FOOT = 26.0, 34.0, 32.0
_SMALL, _MOST_LINES, _WIDEST = 8.0, 5, 26.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def scale_of(highest: int) -> tuple[int, int]:
    """The distance of the lines of the scale and its top, for the highest column."""
    step = next((one for one in _STEPS if highest <= one * _MOST_LINES), 10_000)
    return step, max(step, -(-highest // step) * step)


def columns_drawing(chart: Chart, width: float, height: float) -> "Drawing":
    """The chart in points: scale, columns with their totals (zero is printed as 0), labels, periods, legend."""
    from reportlab.graphics.shapes import Drawing

    load()
    drawing = Drawing(width, height)
    pen = _Pen(drawing)
    plot_width, plot_height = width - _LEFT - 4, height - _TOP - _FOOT
    bars = [tuple(values[place] for _, values in chart.series) for place in range(len(chart.labels))]
    step, top = scale_of(max((sum(counts) for counts in bars), default=0))
    _legend(pen, chart, width, height)
    for value in range(0, top + 1, step):
        y = _FOOT + plot_height * value / top
        pen.line(_LEFT, y, _LEFT + plot_width, y)
        pen.text(str(value), _LEFT - 5, y - 3, anchor="end", colour=_DIM)
    slot = plot_width / max(len(bars), 1)
    for place, counts in enumerate(bars):
        middle, base = _LEFT + (place + 0.5) * slot, _FOOT
        wide = min(slot * 0.55, _WIDEST)
        for series, count in enumerate(counts):
            high = plot_height * count / top
            if count:
                pen.box(middle - wide / 2, base, wide, high, f"#{STACKED[series]}")
            base += high
        total = sum(counts)
        pen.text(str(total), middle, base + 3, bold=bool(total), colour=_INK if total else _DIM)
        pen.text(chart.labels[place], middle, _FOOT - 11, colour=_DIM)
    _periods(pen, chart, slot)
    return drawing


def _legend(pen: "_Pen", chart: Chart, width: float, height: float) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    pen.text(chart.title, _LEFT, height - 14, bold=True, size=11, anchor="start")
    x = width - 4.0
    for place in reversed(range(len(chart.series))):
        name, _ = chart.series[place]
        x -= stringWidth(name, _REGULAR, 9)
        pen.text(name, x, height - 13, size=9, anchor="start")
        x -= 12
        pen.box(x, height - 14, 8, 8, f"#{STACKED[place]}")
        x -= 12


def _periods(pen: "_Pen", chart: Chart, slot: float) -> None:
    place = 0
    while place < len(chart.periods):
        last, period = place, chart.periods[place]
        while last + 1 < len(chart.periods) and chart.periods[last + 1] == period:
            last += 1
        left, right = _LEFT + place * slot + 3, _LEFT + (last + 1) * slot - 3
        if period != chart.labels[place]:
            pen.line(left, _FOOT - 16, right, _FOOT - 16)
            pen.text(period, (left + right) / 2, _FOOT - 26, bold=True)
        place = last + 1


class _Pen:
    """Adds shapes to a drawing."""

    def __init__(self, drawing: "Drawing") -> None:
        self._drawing = drawing

    def text(
        self, text: str, x: float, y: float, *, bold: bool = False, size: float = _SMALL, anchor: str = "middle",
        colour: str = _INK,
    ) -> None:  # fmt: skip
        from reportlab.graphics.shapes import String
        from reportlab.lib.colors import HexColor

        made: Any = String(x, y, text, fontName=_BOLD if bold else _REGULAR, fontSize=size, textAnchor=anchor)  # type: ignore[arg-type]  # one of three words
        made.fillColor = HexColor(colour)
        self._add(made)

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        from reportlab.graphics.shapes import Line
        from reportlab.lib.colors import HexColor

        self._add(Line(x, y, to_x, to_y, strokeColor=HexColor(_LINE), strokeWidth=0.6))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        from reportlab.graphics.shapes import Rect
        from reportlab.lib.colors import HexColor

        made: Any = Rect(x, y, width, height)
        made.fillColor, made.strokeColor = HexColor(colour), None
        self._add(made)

    def _add(self, shape: Any) -> None:
        self._drawing.add(shape)
