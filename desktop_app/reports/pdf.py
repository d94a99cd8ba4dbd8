"""A document as PDF, drawn straight on the canvas: embedded Tinos, wrapped cells, repeated heading, "Trang x/y"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.document import Document, shown, vietnamese_day
from desktop_app.paths import RESOURCES
from desktop_app.reports.files import Progress, finished
from desktop_app.reports.xlsx import MOTTO

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
A4, A3 = (297 * MM, 210 * MM), (420 * MM, 297 * MM)
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, 12 * MM, 14 * MM, 15 * MM
PADDING = 2.5
LEADING = 1.22
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
CHARACTER = 0.47
"""Mean width of a letter of Tinos, of the size of the font."""
FACES = {
    "Tinos": "Tinos_400Regular.ttf",
    "Tinos-Bold": "Tinos_700Bold.ttf",
    "Tinos-Italic": "Tinos_400Regular_Italic.ttf",
    "Tinos-BoldItalic": "Tinos_700Bold_Italic.ttf",
}


def write_pdf(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write the document to ``path``; ``MachineTrouble`` when it cannot be put there, ``progress`` may cancel."""
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    layout = _layout(document)
    with finished(path) as part:
        canvas = Canvas(str(part), pagesize=layout.page, invariant=1, pageCompression=1, lang="vi-VN")
        canvas.setTitle(document.title)
        canvas.setAuthor(document.head.office)
        canvas.setCreator("Sổ Nội Vụ")
        _Printer(canvas, document, layout).print(progress)
        canvas.save()


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in FACES.items():
        registerFont(TTFont(name, str(RESOURCES / "fonts" / file)))


@dataclass(frozen=True)
class _Layout:
    """Paper, size of type, and the columns of each part of the table (a part is as wide as the page)."""

    page: tuple[float, float]
    size: float
    parts: tuple[tuple[tuple[int, float], ...], ...]


def _layout(document: Document) -> _Layout:
    """The largest type that fits: A4, then A3, then parts with number and name repeated."""
    widths = [column.width for column in document.table.columns]
    for page in (A4, A3):
        room = page[0] - LEFT - RIGHT
        for size in SIZES:
            wanted = [width * size * CHARACTER + 2 * PADDING for width in widths]
            if sum(wanted) <= room:
                factor = room / sum(wanted)
                return _Layout(page, size, (tuple((place, width * factor) for place, width in enumerate(wanted)),))
    return _Layout(A3, SIZES[-1], _split(widths, A3[0] - LEFT - RIGHT))


def _split(widths: Sequence[float], room: float) -> tuple[tuple[tuple[int, float], ...], ...]:
    wanted = [width * SIZES[-1] * CHARACTER + 2 * PADDING for width in widths]
    fixed = [0, 1]
    parts: list[list[int]] = [[]]
    used = sum(wanted[place] for place in fixed)
    for place in range(2, len(widths)):
        if parts[-1] and used + sum(wanted[p] for p in parts[-1]) + wanted[place] > room:
            parts.append([])
        parts[-1].append(place)
    made = []
    for part in parts:
        places = fixed + part
        factor = room / sum(wanted[place] for place in places)
        made.append(tuple((place, wanted[place] * factor) for place in places))
    return tuple(made)


class _Printer:
    """Pages from top to bottom; the number of pages is known because heights are computed first."""

    def __init__(self, canvas: "Canvas", document: Document, layout: _Layout) -> None:
        from reportlab.pdfbase.pdfmetrics import getFont

        self._canvas = canvas
        self._document = document
        self._layout = layout
        self._width, self._height = layout.page
        self._faces = {name: getFont(name) for name in FACES}
        self._wrapped: dict[tuple[str, float, bool], tuple[str, ...]] = {}
        self._page = 1
        self._pages = 1

    def print(self, progress: Progress | None) -> None:
        """Print every part of the table, then the totals and signatures."""
        plans = [self._paginated(part, first=place == 0) for place, part in enumerate(self._layout.parts)]
        foot = self._foot_height()
        last_room = self._room_after(plans[-1])
        self._pages = sum(len(pages) for _, pages in plans) + (1 if last_room < foot else 0)
        total = sum(len(page) for _, pages in plans for page in pages)
        printed = 0
        y = 0.0
        for number, (part, (cells, pages)) in enumerate(zip(self._layout.parts, plans, strict=True)):
            for place, page in enumerate(pages):
                y = self._start_page() if number or place else self._first_page()
                y = self._header(part, y)
                for row in page:
                    y = self._row(part, cells[row], y)
                    printed += 1
                if progress is not None:
                    progress(printed, total)
                if place < len(pages) - 1 or number < len(plans) - 1:
                    self._end_page()
        if last_room < foot:
            self._end_page()
            y = self._start_page()
        self._foot(y)
        self._end_page()

    # --- measuring ------------------------------------------------------------------------------------------------

    def _wrap(self, text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
        key = (text, width, bold)
        known = self._wrapped.get(key)
        if known is None:
            known = self._wrapped[key] = self._wrap_new(text, width, self._faces["Tinos-Bold" if bold else "Tinos"])
        return known

    def _wrap_new(self, text: str, width: float, face: Any) -> tuple[str, ...]:
        size = self._layout.size
        if face.stringWidth(text, size) <= width:
            return (text,)
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            tried = f"{line} {word}" if line else word
            if face.stringWidth(tried, size) <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            while face.stringWidth(word, size) > width and len(word) > 1:
                cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or face.stringWidth(word[:n], size) <= width)
                lines.append(word[:cut])
                word = word[cut:]  # noqa: PLW2901 - the rest of a word too long for its column
            line = word
        return (*lines, line)

    def _cells(self, part: tuple[tuple[int, float], ...]) -> list[tuple[list[tuple[str, ...]], float]]:
        columns = self._document.table.columns
        made = []
        step = self._layout.size * LEADING
        kinds = [(place, width - 2 * PADDING, columns[place].kind) for place, width in part]
        texts: dict[Any, str] = {}
        for row in self._document.table.rows:
            cells = []
            tallest = 1
            for place, width, kind in kinds:
                value = row[place]
                text = value if kind == "text" else texts.get((value, kind))
                if text is None:
                    text = texts[value, kind] = shown(value, kind)
                lines = self._wrap(text, width)
                tallest = max(tallest, len(lines))
                cells.append(lines)
            made.append((cells, tallest * step + 2 * PADDING))
        return made

    def _paginated(self, part: tuple[tuple[int, float], ...], *, first: bool) -> tuple[list[Any], list[list[int]]]:
        cells = self._cells(part)
        head = self._header_height(part)
        room = self._height - TOP - BOTTOM - head - (self._top_height() if first else 0)
        pages: list[list[int]] = [[]]
        for place, (_, height) in enumerate(cells):
            if height > room and pages[-1]:
                pages.append([])
                room = self._height - TOP - BOTTOM - head
            pages[-1].append(place)
            room -= height
        return cells, pages

    def _room_after(self, plan: tuple[list[Any], list[list[int]]]) -> float:
        cells, pages = plan
        first = len(pages) == 1 and len(self._layout.parts) == 1
        used = self._header_height(self._layout.parts[-1]) + sum(cells[row][1] for row in pages[-1])
        return self._height - TOP - BOTTOM - used - (self._top_height() if first else 0)

    def _header_height(self, part: tuple[tuple[int, float], ...]) -> float:
        columns = self._document.table.columns
        lines = max(len(self._wrap(columns[place].title, width - 2 * PADDING, bold=True)) for place, width in part)
        return lines * self._layout.size * LEADING + 2 * PADDING + 2

    def _top_height(self) -> float:
        return 92 + 15 * len(self._document.subtitles)

    def _foot_height(self) -> float:
        notes = len(self._document.notes) + bool(self._document.witness)
        return 24 + 14 * notes + (110 if self._document.signatures else 0)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _centred(self, x: float, y: float, text: str, font: str, size: float) -> float:
        self._canvas.setFont(font, size)
        self._canvas.drawCentredString(x, y, text)
        return float(self._faces[font].stringWidth(text, size))

    def _rule(self, x: float, y: float, width: float) -> None:
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x - width / 2, y, x + width / 2, y)

    def _first_page(self) -> float:
        head, top = self._document.head, self._height - TOP - 10
        left, right = LEFT + (self._width - LEFT - RIGHT) * 0.2, LEFT + (self._width - LEFT - RIGHT) * 0.74
        lines = [head.parent.upper()] if head.parent else []
        y = top
        for line in lines:
            self._centred(left, y, line, "Tinos", 12)
            y -= 15
        width = self._centred(left, y, head.office.upper(), "Tinos-Bold", 12)
        self._rule(left, y - 4, width * 0.4)
        self._centred(right, top, MOTTO[0], "Tinos-Bold", 12)
        width = self._centred(right, top - 15, MOTTO[1], "Tinos-Bold", 13)
        self._rule(right, top - 19, width)
        place = f"{head.place}, " if head.place else ""
        self._centred(right, top - 36, f"{place}{vietnamese_day(head.day)}", "Tinos-Italic", 13)
        y = top - 62
        self._centred(self._width / 2, y, self._document.title, "Tinos-Bold", 14)
        for subtitle in self._document.subtitles:
            y -= 15
            self._centred(self._width / 2, y, subtitle, "Tinos-Italic", 12)
        self._watermark()
        return self._height - TOP - self._top_height()

    def _start_page(self) -> float:
        self._watermark()
        return self._height - TOP

    def _watermark(self) -> None:
        if not self._document.watermark:
            return
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.setFont("Tinos-Bold", 46)
        canvas.translate(self._width / 2, self._height / 2)
        canvas.rotate(25)
        canvas.drawCentredString(0, 0, self._document.watermark)
        canvas.restoreState()

    def _end_page(self) -> None:
        canvas = self._canvas
        canvas.setFont("Tinos", 9)
        canvas.setFillGray(0.25)
        canvas.drawRightString(self._width - RIGHT, BOTTOM - 14, f"Trang {self._page}/{self._pages}")
        if self._document.witness:
            canvas.setFont("Tinos", 7)
            canvas.drawString(LEFT, BOTTOM - 14, self._document.witness)
        canvas.setFillGray(0)
        canvas.showPage()
        self._page += 1

    def _header(self, part: tuple[tuple[int, float], ...], y: float) -> float:
        canvas, size = self._canvas, self._layout.size
        height = self._header_height(part)
        step = size * LEADING
        canvas.setFillGray(0.93)
        canvas.rect(LEFT, y - height, sum(width for _, width in part), height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setLineWidth(0.5)
        x = LEFT
        for place, width in part:
            lines = self._wrap(self._document.table.columns[place].title, width - 2 * PADDING, bold=True)
            canvas.rect(x, y - height, width, height, stroke=1, fill=0)
            base = y - (height - len(lines) * step) / 2 - size * 0.95
            canvas.setFont("Tinos-Bold", size)
            for line in lines:
                canvas.drawCentredString(x + width / 2, base, line)
                base -= step
            x += width
        return y - height

    def _row(self, part: tuple[tuple[int, float], ...], row: tuple[list[tuple[str, ...]], float], y: float) -> float:
        canvas, size = self._canvas, self._layout.size
        cells, height = row
        step = size * LEADING
        columns = self._document.table.columns
        text = canvas.beginText()
        text.setFont("Tinos", size)
        measure = self._faces["Tinos"].stringWidth
        edges = [LEFT]
        x = LEFT
        for (place, width), lines in zip(part, cells, strict=True):
            kind = columns[place].kind
            base = y - PADDING - size * 0.92
            for line in lines:
                if line:
                    if kind == "text":
                        at = x + PADDING
                    elif kind == "date":
                        at = x + (width - measure(line, size)) / 2
                    else:
                        at = x + width - PADDING - measure(line, size)
                    text.setTextOrigin(at, base)
                    text.textOut(line)
                base -= step
            x += width
            edges.append(x)
        canvas.drawText(text)
        canvas.setLineWidth(0.4)
        bottom = y - height
        canvas.lines([(edge, y, edge, bottom) for edge in edges] + [(LEFT, bottom, x, bottom)])
        return bottom

    def _foot(self, y: float) -> None:
        canvas = self._canvas
        y -= 16
        canvas.setFont("Tinos-Bold", 11.5)
        canvas.drawString(LEFT, y, "; ".join(self._document.table.totals) + ("." if self._document.table.totals else ""))
        canvas.setFont("Tinos-Italic", 10)
        for note in self._document.notes:
            y -= 14
            canvas.drawString(LEFT, y, note)
        if len(self._document.signatures) != 2:  # noqa: PLR2004 - left and right
            return
        y -= 26
        for signature, share in zip(self._document.signatures, (0.2, 0.8), strict=True):
            x = LEFT + (self._width - LEFT - RIGHT) * share
            self._centred(x, y, signature.role, "Tinos-Bold", 12)
            self._centred(x, y - 15, signature.note, "Tinos-Italic", 11)
            self._centred(x, y - 72, signature.name, "Tinos-Bold", 12)
