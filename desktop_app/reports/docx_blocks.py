"""The blocks of a paper in Word; knows python-docx."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from desktop_app.document import (
    Beside,
    Block,
    FormLine,
    Gap,
    OfficialHead,
    PageBreak,
    Pairs,
    Paper,
    Paragraph,
    PhotoBox,
    Run,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    Value,
)
from desktop_app.reports.heading import heading_cells, levels_of
from desktop_app.reports.paper_head import LEFT_SHARE, HeadLine, balanced, head_lines, width_of
from desktop_app.reports.shown import align_of, printable, shown

FONT = "Times New Roman"  # every Word has it; the PDF's Tinos has its measures
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_POINTS_MM = 72 / 25.4
_AFTER_EDGES = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
_TITLE_SIZE, _RULE_SHARE = 14.0, 0.4
_SIGN_LINES, _SIGNATURE_SHARE = 4, 0.55


class Writer:
    """Writes one paper at the end of a Word document, in a section of its own."""

    def __init__(self, document: Any, paper: Paper, *, first: bool) -> None:
        self.document, self.paper = document, paper
        self.section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
        edges = paper.margins
        self.width = (210 - edges.left - edges.right) * _POINTS_MM
        self.into: Any = document  # the body or a cell
        self._lay_out()
        if first:
            self._styles()

    def _lay_out(self) -> None:
        section, edges = self.section, self.paper.margins
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(edges.top), Mm(edges.bottom)
        section.left_margin, section.right_margin = Mm(edges.left), Mm(edges.right)
        section.header_distance = Mm(edges.top / 2 - 2)
        section.footer_distance = Mm(8)
        section.different_first_page_header_footer = True
        for header, number in ((section.first_page_header, False), (section.header, True)):
            header.is_linked_to_previous = False
            line = header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if number:
                _page_number(line, self._letters)
            if self.paper.watermark:
                mark = line if not number else header.add_paragraph()
                mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._letters(mark.add_run(self.paper.watermark), 12, bold=True)
        for footer in (section.first_page_footer, section.footer):
            footer.is_linked_to_previous = False
            self._letters(footer.paragraphs[0].add_run(self.paper.source), 8)
        _restart_numbers(section)

    def _styles(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(self.paper.size)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        normal.element.get_or_add_rPr().append(language)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0

    def write(self) -> None:
        """Every block."""
        for block, after in zip(self.paper.blocks, (*self.paper.blocks[1:], None), strict=True):
            if isinstance(block, Paragraph) and isinstance(after, Signatures):
                self.block(replace(block, kept=True))
            else:
                self.block(block)

    def block(self, block: Block) -> None:
        """One block where the pen stands."""
        kinds: dict[type, Callable[[Any], object]] = {
            Paragraph: self._paragraph,
            Title: self._title,
            OfficialHead: self._head,
            FormLine: self._form_line,
            Pairs: self._pairs,
            Table: self._table,
            Signatures: self._signatures,
            PhotoBox: self._photo,
            Beside: self._beside,
            PageBreak: lambda _: self._break(),
            Gap: lambda gap: self._empty(gap.height),
        }
        kinds[type(block)](block)

    # --- parts ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _within(self, cell: Any, width: float) -> Any:
        kept, wide = self.into, self.width
        self.into, self.width = cell, width
        self._fresh = True
        try:
            yield
        finally:
            self.into, self.width = kept, wide
            self._fresh = False

    _fresh = False  # a cell has an empty paragraph of its own, which is used first

    def _new(self, align: str = "left", before: float = 0.0) -> Any:
        if self._fresh:
            self._fresh = False
            line = self.into.paragraphs[0]
        else:
            line = self.into.add_paragraph()
        line.alignment = _ALIGN[align]
        line.paragraph_format.space_before = Pt(before)
        return line

    @staticmethod
    def _letters(run: Any, size: float, *, bold: bool = False, italic: bool = False) -> None:
        run.font.name, run.font.size = FONT, Pt(size)
        run.bold, run.italic = bold, italic

    def _words(
        self, line: Any, text: Text, size: float | None = None, *, bold: bool = False, italic: bool = False
    ) -> None:
        for run in (Run(text),) if isinstance(text, str) else text:
            made = line.add_run(printable(run.text))
            self._letters(made, size or self.paper.size, bold=bold or run.bold, italic=italic or run.italic)

    def _empty(self, height: float) -> None:
        line = self._new()
        line.paragraph_format.line_spacing = Pt(max(height, 1))
        self._words(line, "", 1)

    def _break(self) -> None:
        self._new().paragraph_format.page_break_before = True

    def _rule(self, length: float) -> None:
        line = self._new("centre")
        line.paragraph_format.space_before = Pt(3)
        line.paragraph_format.line_spacing = Pt(3)
        side = Pt(max(0.0, (self.width - length) / 2))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
        edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
        for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "auto")):
            edge.set(qn(name), value)
        edges.append(edge)
        line._p.get_or_add_pPr().insert_element_before(edges, *_AFTER_EDGES)  # noqa: SLF001 - python-docx has no other way to a border

    def _paragraph(self, block: Paragraph) -> None:
        before = self.paper.before if block.before is None else block.before
        line = self._new(block.align, before)
        form = line.paragraph_format
        form.widow_control = True
        form.keep_with_next = block.kept
        form.line_spacing = 1.0 + (self.paper.leading - 1.15 if self.paper.leading > 1.15 else 0)  # noqa: PLR2004 - single
        if block.hanging:
            form.left_indent, form.first_line_indent = Pt(12), Pt(-12)
        elif block.first_line and block.align in {"justify", "left"}:
            form.first_line_indent = Mm(10)
        self._words(line, block.text, block.size)

    def _title(self, block: Title) -> None:
        about = balanced(block.about, "Bold", _TITLE_SIZE, self.width - 2) if block.about else []
        for place, text in enumerate((*block.lines, *about)):
            line = self._new("centre", 10 if place == 0 else 0)
            line.paragraph_format.keep_with_next = True
            self._words(line, text, _TITLE_SIZE, bold=True)
        if block.rule:
            self._rule(max(width_of(text, "Bold", _TITLE_SIZE) for text in about or block.lines[-1:]) * _RULE_SHARE)
        if block.note:
            self._words(self._new("centre"), block.note, 12, italic=True)
        self._empty(6)

    def _head(self, head: OfficialHead) -> None:
        lines = head_lines(head, self.width)
        grid = self._bare([LEFT_SHARE, 1 - LEFT_SHARE], 2)
        for row, below in enumerate((False, True)):
            for column, left in enumerate((True, False)):
                share = LEFT_SHARE if left else 1 - LEFT_SHARE
                with self._within(grid.cell(row, column), self.width * share):
                    for one in lines:
                        if (one.below, one.left) == (below, left):
                            self._head_line(one)

    def _head_line(self, one: HeadLine) -> None:
        line = self._new("centre")
        self._words(line, one.text, one.size, bold=one.style == "Bold", italic=one.style == "Italic")
        if one.rule:
            self._rule(one.rule)

    def _form_line(self, block: FormLine) -> None:
        line = self._new("left", self.paper.before / 2)
        shares = sum(field.share for field in block.fields)
        edge = 0.0
        for place, field in enumerate(block.fields):
            number = f"{block.number} " if block.number and not place else ""
            edge += self.width * field.share / shares
            last = place == len(block.fields) - 1
            side = WD_TAB_ALIGNMENT.RIGHT if last else WD_TAB_ALIGNMENT.LEFT  # the next field begins at the stop
            line.paragraph_format.tab_stops.add_tab_stop(Pt(edge - 0.5), side, WD_TAB_LEADER.DOTS)
            self._words(line, f"{number}{field.label}{' ' if field.label and field.value else ''}")
            self._words(line, field.value, bold=field.bold)
            self._words(line, "\t")

    def _pairs(self, block: Pairs) -> None:
        grid = self._bare([block.share, 1 - block.share], len(block.rows))
        for row, texts in enumerate(block.rows):
            for column, text in enumerate(texts):
                with self._within(grid.cell(row, column), self.width / 2):
                    self._words(self._new(), text)

    def _beside(self, block: Beside) -> None:
        grid = self._bare([block.share, 1 - block.share], 1)
        for column, (side, share) in enumerate(((block.left, block.share), (block.right, 1 - block.share))):
            with self._within(grid.cell(0, column), self.width * share - 6):
                for one in side:
                    self.block(one)

    def _photo(self, box: PhotoBox) -> None:
        if box.picture:
            self._new().add_run().add_picture(BytesIO(box.picture), width=Mm(box.width), height=Mm(box.height))
            return
        made = self.into.add_table(1, 1)
        made.style = "Table Grid"
        made.autofit = False
        made.rows[0].height = Mm(box.height)
        cell = made.cell(0, 0)
        made.columns[0].width = cell.width = Mm(box.width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        with self._within(cell, box.width):
            self._words(self._new("centre"), box.caption, 11, italic=True)

    def _signatures(self, block: Signatures) -> None:
        self._empty(10)
        count = len(block.each)
        shares = [1 / count] * count
        if block.recipients:
            shares = [1 - _SIGNATURE_SHARE, *[_SIGNATURE_SHARE / count] * count]
        grid = self._bare(shares, 1)
        _whole_row(grid.rows[0])
        if block.recipients:
            with self._within(grid.cell(0, 0), self.width * shares[0]):
                line = self._new()
                self._words(line, "Nơi nhận:", 12, bold=True, italic=True)
                for text in block.recipients:
                    self._words(self._new(), text, 11)
        for place, each in enumerate(block.each):
            column = place + bool(block.recipients)
            with self._within(grid.cell(0, column), self.width * shares[column]):
                self._sign(each, max(len(other.role) for other in block.each))

    def _sign(self, each: Signature, deepest: int) -> None:
        size = min(self.paper.size, 14)
        for text in (*[""] * (deepest - len(each.role)), *each.role):
            self._words(self._new("centre"), text, size, bold=True)
        if each.note:
            self._words(self._new("centre"), each.note, 12, italic=True)
        for _ in range(_SIGN_LINES):
            self._words(self._new("centre"), "", size)
        self._words(self._new("centre"), each.name, size, bold=True)

    def _bare(self, shares: Sequence[float], rows: int) -> Any:
        grid = self._grid(rows, shares)
        for cell in (cell for row in grid.rows for cell in row.cells):
            _cell_margins(cell)
        return grid

    def _grid(self, rows: int, shares: Sequence[float]) -> Any:
        made = self.into.add_table(rows, len(shares))
        made.autofit = False
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Pt(self.width * share)
            for cell in column.cells:
                cell.width = Pt(self.width * share)
        return made

    def _table(self, table: Table) -> None:
        whole = sum(column.width for column in table.columns)
        levels = levels_of(table.columns)
        lines: list[tuple[Sequence[Value], bool, bool]] = []  # values, over the whole width, bold
        groups = {group.before: group.text for group in table.groups}
        for place, row in enumerate(table.rows):
            if place in groups:
                lines.append(((groups[place],), True, True))
            lines.append((row, False, False))
        if not table.rows:
            lines.append(((table.empty,), True, False))
        if table.totals:
            lines.append((table.totals, False, True))
        head = levels + table.numbered
        grid = self._grid(head + len(lines), [column.width / whole for column in table.columns])
        grid.style = "Table Grid"
        for cell in heading_cells(table.columns):
            into = grid.cell(cell.top, cell.first).merge(grid.cell(cell.bottom, cell.last))
            into.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            self._cell(into, cell.text, "centre", bold=True)
        if table.numbered:
            for place in range(len(table.columns)):
                self._cell(grid.cell(levels, place), str(place + 1), "centre", italic=True)
        for number in range(head):
            _repeated(grid.rows[number])
        for row_place, (values, wide, bold) in enumerate(lines, head):
            cells = grid.rows[row_place].cells
            if wide:
                self._cell(cells[0].merge(cells[-1]), str(values[0] or ""), "left", bold=bold)
                continue
            for cell, value, column in zip(cells, values, table.columns, strict=True):
                self._cell(cell, shown(value, column.kind), align_of(column), bold=bold)
        self._empty(self.paper.before)

    def _cell(self, cell: Any, text: str, align: str, *, bold: bool = False, italic: bool = False) -> None:
        with self._within(cell, self.width):
            self._words(self._new(align), text, self.paper.small, bold=bold, italic=italic)


def _page_number(line: Any, letters: Callable[..., None]) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()
        letters(run, 13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - python-docx has no fields


def _restart_numbers(section: Any) -> None:
    shape = section._sectPr  # noqa: SLF001 - python-docx does not number pages
    if shape.find(qn("w:pgNumType")) is None:  # a section begins as a copy of the one before
        kind = OxmlElement("w:pgNumType")
        kind.set(qn("w:start"), "1")
        shape.find(qn("w:pgMar")).addnext(kind)


def _cell_margins(cell: Any) -> None:
    margins = OxmlElement("w:tcMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    cell._tc.get_or_add_tcPr().append(margins)  # noqa: SLF001 - python-docx has no margins of cells


def _whole_row(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx lets rows break


def _repeated(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx repeats no heading
