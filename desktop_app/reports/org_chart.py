"""The picture of a unit and what lies under it: drawn once, shown as SVG, printed as PDF, kept as an SVG file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.reports.files import replacing
from desktop_app.reports.pdf_faces import load
from desktop_app.reports.shown import long_date, people
from desktop_app.services.organisation.view import TreeRow

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_REGULAR, _BOLD, _ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic"
WIDE, PAD, GAP, DROP, STEP = (
    158.0,
    6.0,
    14.0,
    22.0,
    16.0,
)  # a box, its inside, between columns, between levels, an indent
MARGIN, LOW = 22.0, 8.0
_NAME, _SMALL, _TITLE = 10.5, 9.5, 14.0
_LEADING = 1.22
_ACROSS = 6
_INK, _DIM, _LINE = "#15232A", "#475A63", "#7E8D94"
_TOP_FILL, _NEXT_FILL, _REST_FILL = "#D3EAEC", "#EDF1F2", "#FFFFFF"
_READABLE = 0.7
_PAPERS = ((842.0, 595.0), (1191.0, 842.0), (1684.0, 1191.0), (2384.0, 1684.0), (3370.0, 2384.0))
"""A4 to A0, lying."""
Anchor = Literal["start", "middle", "end"]
SCREEN_FAMILY = "Tinos"
FILE_FAMILY = "Tinos, 'Times New Roman', 'Liberation Serif', serif"


@dataclass(frozen=True)
class ChartHead:
    """What stands over the picture."""

    unit: str
    day: date
    office: str = ""
    practice: bool = False
    source: str = ""


@dataclass
class _Box:
    """One unit with its lines of text, where it stands, and what lies under it."""

    lines: list[tuple[str, str, float, str]]  # text, font, size, colour
    height: float
    below: list["_Box"]
    x: float = 0.0
    y: float = 0.0  # its upper edge, downwards from the top


def draw_chart(rows: Sequence[TreeRow], unit: Key | None, head: ChartHead) -> "Drawing":
    """The picture of a unit of the tree with all under it (``None``: of the office); ``InvalidInput`` when it is not there."""
    load()
    tops = [row for row in rows if (row.key == unit if unit is not None else row.parent is None)]
    if not tops:
        raise InvalidInput(f"“{head.unit}” không có vào ngày {head.day:%d/%m/%Y} nên không vẽ được sơ đồ.")
    boxes = [_box(row, rows) for row in tops]
    top = MARGIN + _heading_height(head)
    if len(boxes) == 1:
        width, height = _laid(boxes[0], top)
    else:
        width, height = _shelves(boxes, top)
    width = max(width, 420.0)
    if len(boxes) == 1:
        boxes[0].x = (width - WIDE) / 2
    return _drawing(boxes, head, width, height + MARGIN)


def chart_svg(drawing: "Drawing", family: str = FILE_FAMILY) -> str:
    """The picture as SVG; centred texts stay centred in whatever font the reader has."""
    from reportlab.graphics import renderSVG

    fonts = {
        _REGULAR: {"family": family},
        _BOLD: {"family": family, "weight": "bold"},
        _ITALIC: {"family": family, "style": "italic"},
    }
    return str(renderSVG.drawToString(_anchored(drawing), fontHacks=fonts))


def _anchored(drawing: "Drawing") -> "Drawing":
    """The same shapes; texts name their anchor instead of being moved by the width of our own font."""
    from reportlab.graphics.shapes import Drawing, String

    made = Drawing(drawing.width, drawing.height)
    for shape in drawing.contents:
        one: Any = shape
        if isinstance(shape, String) and shape.textAnchor != "start":
            anchor = str(shape.textAnchor)
            one = String(shape.x, shape.y, shape.text, fontName=shape.fontName, fontSize=shape.fontSize)
            one.fillColor = shape.fillColor
            vars(one)["_svgAttrs"] = {"text-anchor": anchor}
        made.add(one)
    return made


def write_chart(drawing: "Drawing", path: Path) -> None:
    """Write the picture as the kind of file the name ends in: .pdf on the smallest paper it is readable on, or .svg."""
    kind = path.suffix.lower()
    if kind not in {".pdf", ".svg"}:
        raise InvalidInput(
            f"Không biết ghi sơ đồ ra “{path.name}”. Hãy đặt tên tệp kết thúc bằng .pdf hoặc .svg.", "out"
        )
    data = chart_pdf(drawing) if kind == ".pdf" else chart_svg(drawing).encode("utf-8")
    with replacing(path) as draft:
        draft.write_bytes(data)


def chart_pdf(drawing: "Drawing") -> bytes:
    """The picture on one page of the smallest paper on which it is readable."""
    from io import BytesIO

    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    width, height, scale = _paper(drawing)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setTitle("Sơ đồ tổ chức")
    canvas.scale(scale, scale)
    left = (width / scale - drawing.width) / 2
    renderPDF.draw(drawing, canvas, left, height / scale - drawing.height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _paper(drawing: "Drawing") -> tuple[float, float, float]:
    for wide, high in _PAPERS:
        for width, height in ((wide, high), (high, wide)):
            scale = min(width / drawing.width, height / drawing.height, 1.0)
            if scale >= _READABLE:
                return width, height, scale
    wide, high = _PAPERS[-1]
    return wide, high, min(wide / drawing.width, high / drawing.height)


# --- boxes --------------------------------------------------------------------------------------------------------------


def _box(row: TreeRow, rows: Sequence[TreeRow]) -> _Box:
    lines = [(text, _BOLD, _NAME, _INK) for text in _wrapped(row.name, _BOLD, _NAME)]
    heads = ", ".join(row.heads) if row.heads else "(chưa có người đứng đầu)" if row.own else ""
    lines += [(text, _REGULAR, _SMALL, _INK if row.heads else _DIM) for text in _wrapped(heads, _REGULAR, _SMALL)]
    count = people(row.total) if row.own in {0, row.total} else f"{people(row.total)} (riêng: {row.own})"
    lines += [(text, _REGULAR, _SMALL, _DIM) for text in _wrapped(count, _REGULAR, _SMALL)]
    height = sum(size * _LEADING for _, _, size, _ in lines) + 2 * PAD
    return _Box(lines, height, [_box(one, rows) for one in rows if one.parent == row.key])


def _wrapped(text: str, font: str, size: float) -> list[str]:
    """The text in lines that fit a box; a word longer than one is broken."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    room = WIDE - 2 * PAD
    lines: list[str] = []
    now = ""
    for word in text.split():
        longer = f"{now} {word}".strip()
        if not now or stringWidth(longer, font, size) <= room:
            now = longer
        else:
            lines.append(now)
            now = word
        while stringWidth(now, font, size) > room:
            cut = next(place for place in range(len(now), 0, -1) if stringWidth(now[:place], font, size) <= room)
            lines.append(now[:cut])
            now = now[cut:]
    return [*lines, now] if now else lines


def _laid(root: _Box, top: float) -> tuple[float, float]:
    """Place the root above its children; the width and the lower edge."""
    root.y = top
    if not root.below:
        root.x = MARGIN
        return WIDE + 2 * MARGIN, top + root.height
    return _shelves(root.below, top + root.height + DROP)


def _shelves(columns: list[_Box], top: float) -> tuple[float, float]:
    """Place units beside each other, each with all under it in a column of its own; several shelves when there are many."""
    across = len(columns) if len(columns) <= _ACROSS else min(_ACROSS, -(-len(columns) // -(-len(columns) // _ACROSS)))
    y, width, bottom = top, 0.0, top
    for start in range(0, len(columns), across):
        x = MARGIN + LOW
        lowest = y
        for one in columns[start : start + across]:
            one.x, one.y = x, y
            wide, low = _column(one, x, y)
            lowest = max(lowest, low)
            x += max(wide, WIDE) + GAP
        width = max(width, x - GAP + MARGIN)
        bottom = lowest
        y = lowest + DROP
    return width, bottom


def _column(box: _Box, x: float, y: float) -> tuple[float, float]:
    """Place what lies under a unit below it, one after another, a step to the right; the width taken and the lower edge."""
    low, wide = y + box.height, WIDE
    for one in box.below:
        one.x, one.y = x + STEP, low + LOW
        inner, low = _column(one, one.x, one.y)
        wide = max(wide, STEP + inner)
    return wide, low


# --- drawing ------------------------------------------------------------------------------------------------------------


def _heading_height(head: ChartHead) -> float:
    return _TITLE * 2.6 + _SMALL * 1.6 + (_SMALL * 1.6 if head.office else 0)


def _drawing(boxes: list[_Box], head: ChartHead, width: float, height: float) -> "Drawing":
    from reportlab.graphics.shapes import Drawing

    foot = _SMALL * 1.8 if head.source else 0.0
    drawing = Drawing(width, height + foot)
    pen = _Pen(drawing, height + foot)
    pen.box(0, 0, width, height + foot, "#FFFFFF", edge=False)
    if head.practice:
        pen.text("VĂN PHÒNG THỰC HÀNH", (width - MARGIN, MARGIN + _SMALL), _BOLD, _NAME, _DIM, "end")
    y = MARGIN + _SMALL
    if head.office:
        pen.text(head.office.upper(), (MARGIN, y), _BOLD, _SMALL, anchor="start")
        y += _SMALL * 1.6
    for line in _title(head.unit, width):
        pen.text(line, (width / 2, y + _TITLE * 0.6), _BOLD, _TITLE)
        y += _TITLE * 1.3
    pen.text(f"(Số liệu tính đến {long_date(head.day)})", (width / 2, y + _SMALL), _ITALIC, _SMALL)
    if len(boxes) == 1:
        _joined(pen, boxes[0])
    for box in boxes:
        pen.tree(box, 0 if len(boxes) == 1 else 1)
    if head.source:
        pen.text(head.source, (MARGIN, height + foot - _SMALL), _REGULAR, 7.5, _DIM, "start")
    return drawing


def _title(unit: str, width: float) -> list[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    whole = f"SƠ ĐỒ TỔ CHỨC {unit.upper()}"
    if stringWidth(whole, _BOLD, _TITLE) <= width - 2 * MARGIN:
        return [whole]
    name = unit.upper()
    while stringWidth(name, _BOLD, _TITLE) > width - 2 * MARGIN and " " in name:
        name = name.rpartition(" ")[0]
    return ["SƠ ĐỒ TỔ CHỨC", name if name == unit.upper() else f"{name}…"]


def _joined(pen: "_Pen", root: _Box) -> None:
    """The lines from the root to the units in the shelves under it."""
    if not root.below:
        return
    shelves: dict[float, list[_Box]] = {}
    for one in root.below:
        shelves.setdefault(one.y, []).append(one)
    middle, under = root.x + WIDE / 2, root.y + root.height
    buses = {y: y - DROP / 2 for y in shelves}
    first = min(shelves)
    pen.line(middle, under, middle, buses[first])
    spine = MARGIN / 2 + LOW / 2
    for y, row in shelves.items():
        ends = [one.x + WIDE / 2 for one in row]
        if y == first:
            ends.append(middle)
        if len(shelves) > 1:
            ends.append(spine)
        pen.line(min(ends), buses[y], max(ends), buses[y])
        for one in row:
            pen.line(one.x + WIDE / 2, buses[y], one.x + WIDE / 2, y)
    if len(shelves) > 1:
        pen.line(spine, buses[first], spine, max(buses.values()))


class _Pen:
    """Draws with the top at 0."""

    def __init__(self, drawing: "Drawing", height: float) -> None:
        self._drawing, self._height = drawing, height

    def text(
        self, text: str, at: tuple[float, float], font: str, size: float, colour: str = _INK, anchor: Anchor = "middle"
    ) -> None:
        from reportlab.graphics.shapes import String
        from reportlab.lib.colors import HexColor

        made = String(at[0], self._height - at[1], text, fontName=font, fontSize=size, textAnchor=anchor)
        made.fillColor = HexColor(colour)
        self._add(made)

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        from reportlab.graphics.shapes import Line
        from reportlab.lib.colors import HexColor

        made = Line(x, self._height - y, to_x, self._height - to_y, strokeColor=HexColor(_LINE), strokeWidth=0.9)
        self._add(made)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, edge: bool = True) -> None:
        """A filled box; its edge is a thin line."""
        from reportlab.graphics.shapes import Rect
        from reportlab.lib.colors import HexColor

        made: Any = Rect(x, self._height - y - height, width, height, rx=3 if edge else 0, ry=3 if edge else 0)
        made.fillColor, made.strokeColor, made.strokeWidth = HexColor(fill), HexColor(_LINE) if edge else None, 0.9
        self._add(made)

    def tree(self, box: _Box, depth: int) -> None:
        """A unit, and with their lines the units under it."""
        fill = (_TOP_FILL, _NEXT_FILL)[depth] if depth < 2 else _REST_FILL  # noqa: PLR2004 - two levels are filled
        self.box(box.x, box.y, WIDE, box.height, fill)
        y = box.y + PAD
        for text, font, size, colour in box.lines:
            self.text(text, (box.x + WIDE / 2, y + size), font, size, colour)
            y += size * _LEADING
        for one in box.below:
            if depth > 0:
                spine = box.x + STEP / 2
                middle = one.y + one.height / 2
                self.line(spine, box.y + box.height, spine, middle)
                self.line(spine, middle, one.x, middle)
            self.tree(one, depth + 1)

    def _add(self, shape: Any) -> None:
        self._drawing.add(shape)
