"""Everything of a worksheet but its rows: head, title, heading, foot, set-up for screen and printer.

Only imported while a workbook is being made, since openpyxl is slow to load.
"""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from desktop_app.document import MOTTO, NATION, Document, LetterHead, Signature, Table
from desktop_app.reports.heading import HeadingCell, heading_cells, level_heights, levels_of
from desktop_app.reports.shown import align_of, long_date, printable
from desktop_app.reports.xlsx_rows import ColumnStyles, RowWriter, Sheet, lines_of
from desktop_app.reports.xlsx_styles import Look, apply, style_number

if TYPE_CHECKING:
    from openpyxl.worksheet.header_footer import _HeaderFooterPart
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = 15.0  # points a line of the body takes
_PAPER = {"A4": 9, "A3": 8}
_PAGE_CHARACTERS = {("A4", True): 138, ("A4", False): 94, ("A3", True): 200, ("A3", False): 138}  # at full size
_SMALLEST_PRINT = 0.7  # a sheet is not shrunk further; it goes over several pages instead
_LEAST_CHARACTERS = 116  # the head needs this room however small the table is
_LEFT_SHARE = 0.42  # of the head, for the office
_MARGINS = {"left": 0.59, "right": 0.39, "top": 0.59, "bottom": 0.59, "header": 0.25, "footer": 0.25}  # inches
_SIGNATURE_ROOM = 4  # rows
_DASH = "—"
_TITLE_SIZE = 14.0
_HEAD_SIZE = 12.0


def lay_out(sheet: "Worksheet", document: Document, table: Table) -> Sheet:
    """Write all but the rows of ``table``; the result says where and how the rows go."""
    return _Layout(sheet, document, table).run()


class _Layout:
    """One sheet from top to bottom; ``row`` is the next free one."""

    def __init__(self, sheet: "Worksheet", document: Document, table: Table) -> None:
        self.sheet = sheet
        self.document = document
        self.table = table
        self.row = 1
        self.widths = [column.width + 0.8 for column in table.columns]
        self.paper, self.pages_wide = _page(document, sum(self.widths))
        self.span = self._head_widths()

    def run(self) -> Sheet:
        self._columns()
        if self.document.head:
            self._letter_head(self.document.head)
        self._titles()
        first_row = self._heading()
        foot_row = self._foot(first_row)
        self._screen(first_row, foot_row)
        self._printer(first_row)
        return Sheet(self._row_writer(first_row), foot_row)

    def _head_widths(self) -> list[float]:
        # head, title and signatures share the width of the first printed page, never less than they need
        room = sum(self.widths) / self.pages_wide
        span: list[float] = []
        for width in self.widths:
            if span and sum(span) + width > room + 1:
                break
            span.append(width)
        while sum(span) < _LEAST_CHARACTERS:
            span.append(min(13.0, max(4.0, _LEAST_CHARACTERS - sum(span))))
        return span

    def _columns(self) -> None:
        for place, width in enumerate([*self.widths, *self.span[len(self.widths) :]], 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        for place, column in enumerate(self.table.columns, 1):
            if column.hidden:
                self.sheet.column_dimensions[get_column_letter(place)].hidden = True

    def _put(self, look: Look, text: str, first: int, last: int, *, below: int = 0) -> None:
        """Text in columns ``first`` to ``last`` (from 0) of this row, or down to ``below`` rows further."""
        cell = self.sheet.cell(self.row, first + 1, printable(text))
        cell.data_type = "s"  # also when it begins with =
        apply(cell, look)
        if last > first or below:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row + below, start_column=first + 1, end_column=last + 1
            )

    def _height(self, lines: float, size: float = 11.0) -> None:
        self.sheet.row_dimensions[self.row].height = round(lines * size * 1.3 + 2, 1)

    def _letter_head(self, head: LetterHead) -> None:
        left = _cut_at(self.span, _LEFT_SHARE)
        last = len(self.span) - 1
        office = Look(bold=True, size=_HEAD_SIZE)
        parent = Look(size=_HEAD_SIZE)
        room = sum(self.span[:left])
        over, under = (head.parent_office, head.office) if head.parent_office else (head.office, "")
        self._put(parent if under else office, over.upper(), 0, left - 1)
        self._put(office, NATION, left, last)
        self._height(lines_of(over, room, 1.7), _HEAD_SIZE)
        self.row += 1
        if under:
            self._put(office, under.upper(), 0, left - 1)
        self._put(Look(bold=True, size=13.0), MOTTO, left, last)
        self._height(lines_of(under, room, 1.7), 13.0)
        self.row += 1
        rule = Look(size=8.0, top=True)
        self._put(rule, _DASH * max(5, round(0.42 * min(len(head.office), room / 1.7))), 0, left - 1)
        self._put(rule, _DASH * 20, left, last)
        self._height(1, 8.0)
        self.row += 1
        if head.day:
            day = long_date(head.day)
            self._put(
                Look(italic=True, size=13.0), f"{head.place}, {day}" if head.place else day.capitalize(), left, last
            )
            self._height(1, 13.0)
            self.row += 1
        self._height(0.5)
        self.row += 1

    def _titles(self) -> None:
        last = len(self.span) - 1
        lines = [(text, Look(bold=True, size=_TITLE_SIZE)) for text in self.document.title]
        lines += [(text, Look(italic=True, size=_HEAD_SIZE)) for text in self.document.subtitle]
        for text, look in lines:
            self._put(look, text, 0, last)
            self._height(lines_of(text, sum(self.span), 1.3), look.size)
            self.row += 1
        self._height(0.4)
        self.row += 1

    def _heading(self) -> int:
        """Write the heading and return the row of the first line of the table."""
        columns = self.table.columns
        cells = heading_cells(columns)
        levels = levels_of(columns)
        look = Look(bold=True, boxed=True, shaded=True)
        self.heading_row = self.row
        for cell in cells:
            self.row = self.heading_row + cell.top
            self._put(look, cell.text, cell.first, cell.last, below=cell.bottom - cell.top)

        def needed(cell: HeadingCell) -> float:
            return lines_of(cell.text, sum(self.widths[cell.first : cell.last + 1]), 1.25) * _LINE + 3

        for level, height in enumerate(level_heights(cells, levels, needed, _LINE + 3)):
            self.sheet.row_dimensions[self.heading_row + level].height = height
        self.row = self.heading_row + levels
        if self.table.numbered:
            for place in range(len(columns)):
                apply(self.sheet.cell(self.row, place + 1, place + 1), Look(italic=True, boxed=True, size=9.0))
            self.row += 1
        return self.row

    def _foot(self, first_row: int) -> int:
        table = self.table
        last = len(table.columns) - 1
        if table.rows:
            self._merge_groups(first_row)
            self.row = first_row + len(table.rows) + len(table.groups)
        else:
            self._put(Look(italic=True, boxed=True), table.empty, 0, last)
            self.row += 1
        foot_row = self.row if table.rows else self.row + 1  # the line that stands for rows is already written
        if table.totals is not None:
            self._height(1)
            for place, (column, value) in enumerate(zip(table.columns, table.totals, strict=True), 1):
                cell = self.sheet.cell(self.row, place, printable(value) if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "s"
                apply(cell, Look(bold=True, boxed=True, align=align_of(column)).for_value(value))
            self.row += 1
        self._height(0.5)
        self.row += 1
        for note in self.document.notes:
            self._put(Look(italic=True, align="left"), note, 0, len(self.span) - 1)
            self._height(lines_of(note, sum(self.span), 1.05))
            self.row += 1
        if self.document.signatures:
            self._signatures(self.document.signatures)
        return foot_row

    def _merge_groups(self, first_row: int) -> None:
        last = get_column_letter(len(self.table.columns))
        if last == "A":
            return
        for passed, before in enumerate(sorted(group.before for group in self.table.groups)):
            row = first_row + before + passed
            self.sheet.merged_cells.add(f"A{row}:{last}{row}")

    def _signatures(self, signatures: Sequence[Signature]) -> None:
        self.row += 1
        count = len(signatures)
        edges = [0, *(_cut_at(self.span, place / count) for place in range(1, count)), len(self.span)]
        roles = max(len(each.role) for each in signatures)
        lines = [[*[""] * (roles - len(each.role)), *each.role, each.note] for each in signatures]
        for line in range(roles + 1):
            look = Look(italic=True, size=_HEAD_SIZE) if line == roles else Look(bold=True, size=_HEAD_SIZE)
            for place, texts in enumerate(lines):
                self._put(look, texts[line], edges[place], edges[place + 1] - 1)
            self._height(1, _HEAD_SIZE)
            self.row += 1
        self.row += _SIGNATURE_ROOM
        for place, each in enumerate(signatures):
            if each.name:
                self._put(Look(bold=True, size=_HEAD_SIZE), each.name, edges[place], edges[place + 1] - 1)

    def _row_writer(self, first_row: int) -> RowWriter:
        styles = []
        for column in self.table.columns:
            plain = Look(boxed=True, align=align_of(column))
            numbers = [
                style_number(self.sheet, Look(boxed=True, align=align_of(column), number=number))
                for number in ("0" if column.kind == "index" else "#,##0", "0.00", "dd/mm/yyyy")
            ]
            styles.append(ColumnStyles(style_number(self.sheet, plain), *numbers))
        letters = [get_column_letter(place) for place in range(1, len(self.table.columns) + 1)]
        return RowWriter(
            first_row, letters, self.widths, styles, style_number(self.sheet, Look(boxed=True, bold=True, align="left"))
        )

    def _screen(self, first_row: int, foot_row: int) -> None:
        kept = _kept(self.table)
        self.sheet.freeze_panes = self.sheet.cell(first_row, kept + 1).coordinate
        self.sheet.sheet_view.showGridLines = False
        if self.table.rows:
            # on the last line of the heading, so that sorting never carries the numbering line away
            last = get_column_letter(len(self.table.columns))
            self.sheet.auto_filter.ref = f"A{first_row - 1}:{last}{foot_row - 1}"

    def _printer(self, first_row: int) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape" if self.document.landscape else "portrait"
        sheet.page_setup.paperSize = _PAPER[self.paper]
        sheet.page_setup.fitToWidth = self.pages_wide
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = f"{self.heading_row}:{first_row - 1}"
        if self.pages_wide > 1 and _kept(self.table):
            sheet.print_title_cols = f"A:{get_column_letter(_kept(self.table))}"
        for side, inches in _MARGINS.items():
            setattr(sheet.page_margins, side, inches)
        sheet.print_options.horizontalCentered = True
        foot = sheet.oddFooter
        if foot is not None:
            _running(foot.left, self.document.source.replace("&", "&&"), 8)
            _running(foot.right, "Trang &P/&N", 10)
        if sheet.oddHeader is not None and self.document.watermark:
            _running(sheet.oddHeader.center, self.document.watermark.replace("&", "&&"), 12, "A6A6A6")


def _running(part: "_HeaderFooterPart", text: str, size: int, colour: str = "000000") -> None:
    part.text, part.size, part.color, part.font = text, size, colour, "Times New Roman,Regular"


def _page(document: Document, characters: float) -> tuple[str, int]:
    """The paper and how many of its pages stand side by side."""
    for paper in ("A4", "A3") if document.paper == "A4" else ("A3",):
        room = _PAGE_CHARACTERS[paper, document.landscape] / _SMALLEST_PRINT
        if characters <= room:
            return paper, 1
    return "A3", ceil(characters / room)


def _kept(table: Table) -> int:
    """How many columns at the left stay in view."""
    kept = 0
    while kept < len(table.columns) and table.columns[kept].repeated:
        kept += 1
    return kept


def _cut_at(widths: Sequence[float], share: float) -> int:
    """The number of columns at the left that together come nearest to a share of the width."""
    wanted = sum(widths) * share
    return min(range(1, len(widths)), key=lambda count: abs(sum(widths[:count]) - wanted))
