"""The marks of one page, gathered and written at once; lengths in points from the upper left corner."""

from typing import TYPE_CHECKING

from desktop_app.document import Align, Chart
from desktop_app.reports.pdf_faces import Face

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_THIN = 0.4
_ASCENT = 0.89  # of the size, from the top of a line to its letters' foot
_SHADE = 0.93


class Sheet:
    """One page; texts may be put in any order."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._shades: list[str] = []
        self._rules: list[str] = []
        self._texts: dict[Face, list[str]] = {}
        self._charts: list[tuple[Chart, float, float, float, float]] = []

    def text(self, face: Face, x: float, top: float, line: str) -> None:
        """A line of letters that begins at ``x``, its upper edge at ``top``."""
        marks = self._texts.get(face)
        if marks is None:
            marks = self._texts[face] = []
        marks.append(f"1 0 0 1 {x:.2f} {self._height - top - face.size * _ASCENT:.2f} Tm {face.code(line)}")

    def lines(self, face: Face, left: float, width: float, top: float, lines: tuple[str, ...], align: Align) -> float:
        """Lines one under the other in a room; the result is where they end."""
        for line in lines:
            if line:
                x = left
                if align == "centre":
                    x += (width - face.width(line)) / 2
                elif align == "right":
                    x += width - face.width(line)
                self.text(face, x, top, line)
            top += face.leading
        return top

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A thin straight line."""
        self._rules.append(f"{x:.2f} {self._height - y:.2f} m {to_x:.2f} {self._height - to_y:.2f} l")

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """A light ground."""
        self._shades.append(f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re")

    def chart(self, chart: Chart, left: float, top: float, width: float, height: float) -> None:
        """A chart in a room."""
        self._charts.append((chart, left, top, width, height))

    def write(self, canvas: "Canvas") -> None:
        """Put everything on the canvas."""
        for chart, left, top, width, height in self._charts:
            from reportlab.graphics import renderPDF

            from desktop_app.reports.charts import drawing

            renderPDF.draw(drawing(chart, width, height), canvas, left, self._height - top - height)
        if self._shades:
            canvas.addLiteral(f"{_SHADE} g {' '.join(self._shades)} f 0 g")
        if self._rules:
            canvas.addLiteral(f"{_THIN} w {' '.join(self._rules)} S")
        for face, marks in self._texts.items():
            canvas.addLiteral(f"BT {face.start} {' '.join(marks)} ET")
