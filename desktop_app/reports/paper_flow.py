"""The blocks of a paper as reportlab's flowables."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import Table as Grid
from reportlab.platypus.tables import TableStyle

from desktop_app.document import (
    Align,
    Beside,
    Block,
    Field,
    FormLine,
    Gap,
    OfficialHead,
    PageBreak,
    Pairs,
    Paper,
    Paragraph,
    PhotoBox,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
)
from desktop_app.reports.heading import heading_cells, levels_of
from desktop_app.reports.paper_head import balanced, font_name, placed, rule_top, width_of
from desktop_app.reports.pdf_fit import MM
from desktop_app.reports.shown import align_of, printable, shown

FIRST_LINE = 10 * MM
SIGN_ROOM = 62.0
SIGNATURE_SHARE = 0.55
_TITLE_SIZE = 14.0
_TITLE_RULE = 0.4
_RULE = 0.6
_PAD = 2.5
_HANG = 12.0
_DOT_GAP = 3.0
_ALIGN: dict[str, Literal[0, 1, 2, 4]] = {"left": 0, "centre": 1, "right": 2, "justify": 4}


class Break(Flowable):
    """The end of a page."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Nothing is drawn."""
        return 0, 0


class Dotted(Flowing):
    """A paragraph whose last line goes on in dots to the end of its room."""

    dots = True

    def split(self, width: float, height: float) -> list[Flowable]:
        """Only the last part has dots."""
        parts: list[Any] = super().split(width, height)
        for part in parts[:-1]:
            part.dots = False
        return parts

    def draw(self) -> None:
        """The text, then the dots."""
        super().draw()
        laid: Any = vars(self)["blPara"]  # the lines as the paragraph broke them
        lines = laid.lines
        if not self.dots or not lines:
            return
        last = lines[-1]
        spare = last[0] if isinstance(last, tuple) else last.extraSpace
        if spare < 2 * _DOT_GAP:
            return
        first = laid if laid.kind == 0 else lines[0]
        ascent = getattr(first, "ascent", self.style.fontSize)
        base = self.height - ascent - (len(lines) - 1) * self.style.leading
        self.canv.saveState()
        self.canv.setLineWidth(0.8)
        self.canv.setLineCap(1)
        self.canv.setDash([0, 2.6])
        self.canv.line(self.width - spare + _DOT_GAP, base, self.width - 1, base)
        self.canv.restoreState()


class Head(Flowable):
    """The head of an official paper."""

    def __init__(self, head: OfficialHead) -> None:
        super().__init__()
        self._head = head

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the text."""
        self.width = width
        self._lines, self.height = placed(self._head, width)
        return width, self.height

    def draw(self) -> None:
        """Every line and the rules."""
        for one in self._lines:
            line = one.line
            self.canv.setFont(font_name(line.style), line.size)
            self.canv.drawCentredString(one.middle, self.height - one.baseline, line.text)
            if line.rule:
                y = self.height - rule_top(one)
                self.canv.setLineWidth(_RULE)
                self.canv.line(one.middle - line.rule / 2, y, one.middle + line.rule / 2, y)


class ShortRule(Flowable):
    """A rule in the middle, so many points long."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self._length = length

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """A thin line with a little air."""
        self.width, self.height = width, 7.0
        return width, self.height

    def draw(self) -> None:
        """The rule."""
        self.canv.setLineWidth(_RULE)
        self.canv.line((self.width - self._length) / 2, 1.5, (self.width + self._length) / 2, 1.5)


class Photo(Flowable):
    """A portrait of 4 × 6 cm or the room for one."""

    def __init__(self, box: PhotoBox) -> None:
        super().__init__()
        self._box = box
        self.width, self.height = box.width * MM, box.height * MM

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Always its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """The picture, cut to the shape of the box, or the words."""
        canvas = self.canv
        if self._box.picture:
            picture = ImageReader(BytesIO(self._box.picture))
            wide, high = picture.getSize()
            scale = max(self.width / wide, self.height / high)
            canvas.saveState()
            shape = canvas.beginPath()
            shape.rect(0, 0, self.width, self.height)
            canvas.clipPath(shape, stroke=0, fill=0)
            left, low = (self.width - wide * scale) / 2, (self.height - high * scale) / 2
            canvas.drawImage(picture, left, low, wide * scale, high * scale, mask="auto")
            canvas.restoreState()
        else:
            lines = self._box.caption.split("\n")
            canvas.setFont("Tinos-Italic", 11)
            top = self.height / 2 + (len(lines) - 2) * 7
            for place, text in enumerate(lines):
                canvas.drawCentredString(self.width / 2, top - place * 14, text)
        canvas.setLineWidth(_RULE)
        canvas.rect(0, 0, self.width, self.height)


def markup(text: Text) -> str:
    """The text as reportlab reads it."""
    if isinstance(text, str):
        return _escaped(text)
    parts = []
    for run in text:
        words = _escaped(run.text)
        words = f"<i>{words}</i>" if run.italic else words
        parts.append(f"<b>{words}</b>" if run.bold else words)
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br/>")


def kept(flowables: list[Flowable]) -> list[Flowable]:
    """The same, marked to stand on the page of what follows."""
    for one in flowables:
        vars(one)["kept"] = True
    return flowables


class Flow:
    """Makes the flowables of one paper."""

    def __init__(self, paper: Paper, width: float) -> None:
        self.paper = paper
        self.width = width

    def style(self, size: float | None = None, align: str = "left", **more: Any) -> ParagraphStyle:
        """A kind of paragraph."""
        letters = size or self.paper.size
        return ParagraphStyle(
            "x", fontName=more.pop("font", "Tinos"), fontSize=letters, leading=letters * self.paper.leading,
            alignment=_ALIGN[align], allowWidows=0, allowOrphans=0, splitLongWords=1, **more,
        )  # fmt: skip

    def make(self, block: Block) -> list[Flowable]:
        """The flowables of a block; those that must stand on the page of the next carry ``kept``."""
        kinds: dict[type, Callable[[Any], Flowable | list[Flowable]]] = {
            Paragraph: self._paragraph,
            Title: self._title,
            OfficialHead: lambda head: [Head(head), Spacer(0, 10)],
            FormLine: self._form_line,
            Pairs: self._pairs,
            Table: lambda table: [self._table(table), Spacer(0, self.paper.before)],
            Signatures: lambda each: [*kept([Spacer(0, 10)]), self._signatures(each)],
            PhotoBox: Photo,
            Beside: self._beside,
            PageBreak: lambda _: Break(),
            Gap: lambda gap: Spacer(0, gap.height),
        }
        made = kinds[type(block)](block)
        return made if isinstance(made, list) else [made]

    def _paragraph(self, block: Paragraph) -> list[Flowable]:
        before = self.paper.before if block.before is None else block.before
        indent = FIRST_LINE if block.first_line and block.align in {"justify", "left"} and not block.hanging else 0
        hang = {"leftIndent": _HANG, "firstLineIndent": -_HANG} if block.hanging else {"firstLineIndent": indent}
        made = Flowing(markup(block.text), self.style(block.size, block.align, spaceBefore=before, **hang))
        return kept([made]) if block.kept else [made]

    def _title(self, block: Title) -> list[Flowable]:
        made: list[Flowable] = [Spacer(0, 8)]
        bold = self.style(_TITLE_SIZE, "centre", font="Tinos-Bold")
        made += [Flowing(_escaped(line), bold) for line in block.lines]
        about = balanced(block.about, "Bold", _TITLE_SIZE, self.width - 2) if block.about else []
        made += [Flowing(_escaped(line), bold) for line in about]
        if block.rule:
            longest = max(width_of(text, "Bold", _TITLE_SIZE) for text in about or block.lines[-1:])
            made.append(ShortRule(longest * _TITLE_RULE))
        if block.note:
            made.append(Flowing(_escaped(block.note), self.style(12, "centre", font="Tinos-Italic")))
        made.append(Spacer(0, 6))
        return kept(made)

    def _form_line(self, block: FormLine) -> Flowable:
        shares = sum(field.share for field in block.fields)
        cells, widths = [], []
        for place, field in enumerate(block.fields):
            number = f"{block.number} " if block.number and not place else ""
            cells.append(Dotted(_field(field, number), self.style(spaceBefore=0)))
            widths.append(self.width * field.share / shares)
        if len(cells) == 1:
            cells[0].style.spaceBefore = self.paper.before / 2
            return cells[0]
        made = Grid([cells], colWidths=widths, spaceBefore=self.paper.before / 2)
        made.setStyle(TableStyle([*_BARE, ("RIGHTPADDING", (0, 0), (-2, -1), 6)]))
        return made

    def _pairs(self, block: Pairs) -> Flowable:
        label, value = self.style(), self.style()
        rows = [[Flowing(_escaped(left), label), Dotted(_escaped(right), value)] for left, right in block.rows]
        made = Grid(rows, colWidths=[self.width * block.share, self.width * (1 - block.share)])
        made.setStyle(TableStyle([*_BARE, ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]))
        return made

    def _beside(self, block: Beside) -> Flowable:
        widths = [self.width * block.share, self.width * (1 - block.share)]
        sides = [
            [each for one in side for each in Flow(self.paper, width - 6).make(one)]
            for side, width in zip((block.left, block.right), widths, strict=True)
        ]
        made = Grid([sides], colWidths=widths)
        made.setStyle(TableStyle([*_BARE, ("RIGHTPADDING", (0, 0), (0, -1), 6)]))
        return made

    def _signatures(self, block: Signatures) -> Flowable:
        deepest = max(len(each.role) for each in block.each)
        cells = [self._sign(each, deepest) for each in block.each]
        if block.recipients:
            cells.insert(0, self._recipients(block.recipients))
            first = self.width * (1 - SIGNATURE_SHARE)
            widths = [first, *[(self.width - first) / len(block.each)] * len(block.each)]
        else:
            widths = [self.width / len(cells)] * len(cells)
        made = Grid([cells], colWidths=widths)
        made.setStyle(TableStyle(_BARE))
        vars(made)["whole"] = True
        return made

    def _sign(self, each: Signature, deepest: int) -> list[Flowable]:
        size = min(self.paper.size, 14)
        bold = self.style(size, "centre", font="Tinos-Bold")
        made: list[Flowable] = [Spacer(0, size * self.paper.leading)] * (deepest - len(each.role))
        made += [Flowing(_escaped(line), bold) for line in each.role]
        if each.note:
            made.append(Flowing(_escaped(each.note), self.style(12, "centre", font="Tinos-Italic")))
        return [*made, Spacer(0, SIGN_ROOM), Flowing(_escaped(each.name) or "&nbsp;", bold)]

    def _recipients(self, lines: Sequence[str]) -> list[Flowable]:
        head = Flowing("Nơi nhận:", self.style(12, font="Tinos-BoldItalic"))
        small = self.style(11, leftIndent=6, firstLineIndent=-6)
        return [head, *(Flowing(_escaped(line), small) for line in lines)]

    def _table(self, table: Table) -> Flowable:
        small = self.paper.small
        bold = self.style(small, "centre", font="Tinos-Bold")
        levels = levels_of(table.columns)
        count = len(table.columns)
        rows: list[list[Any]] = [[""] * count for _ in range(levels)]
        spans: list[Any] = []
        for cell in heading_cells(table.columns):
            rows[cell.top][cell.first] = Flowing(_escaped(cell.text), bold)
            if (cell.top, cell.first) != (cell.bottom, cell.last):
                spans.append(("SPAN", (cell.first, cell.top), (cell.last, cell.bottom)))
        aligns: list[Align] = [align_of(column) for column in table.columns]
        if table.numbered:
            italic = self.style(small - 1.5, "centre", font="Tinos-Italic")
            rows.append([Flowing(str(place), italic) for place in range(1, count + 1)])
        head = len(rows)
        groups = {group.before: group.text for group in table.groups}
        for place, row in enumerate(table.rows):
            if place in groups:
                spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
                rows.append(
                    [Flowing(_escaped(groups[place]), self.style(small, font="Tinos-Bold")), *[""] * (count - 1)]
                )
            rows.append([
                Flowing(_escaped(shown(value, column.kind)) or "&nbsp;", self.style(small, align))
                for value, column, align in zip(row, table.columns, aligns, strict=True)
            ])  # fmt: skip
        if not table.rows:
            spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append([Flowing(_escaped(table.empty) or "&nbsp;", self.style(small)), *[""] * (count - 1)])
        if table.totals:
            rows.append([
                Flowing(_escaped(shown(value, column.kind)), self.style(small, align, font="Tinos-Bold"))
                for value, column, align in zip(table.totals, table.columns, aligns, strict=True)
            ])  # fmt: skip
        whole = sum(column.width for column in table.columns)
        widths = [self.width * column.width / whole for column in table.columns]
        made = Grid(rows, colWidths=widths, repeatRows=head, spaceBefore=4)
        made.setStyle(TableStyle([
            ("GRID", (0, 0), (-1, -1), _RULE, black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            *spans,
        ]))  # fmt: skip
        return made


_BARE: list[Any] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def _field(field: Field, number: str) -> str:
    value = _escaped(field.value)
    value = f"<b>{value}</b>" if field.bold and value else value
    return f"{number}{_escaped(field.label)}{' ' if field.label and value else ''}{value}" or "&nbsp;"
