"""A document as an Excel workbook: true dates, frozen head, print set-up; text is never taken for a formula."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.document import Column, Document, vietnamese_day
from desktop_app.reports.files import Progress, finished

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FONT = "Times New Roman"
A4_CHARACTERS = 150
_ISO_DAY = 10
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def write_xlsx(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write the document to ``path`` (.xlsx); ``MachineTrouble`` when it cannot be put there, ``progress`` may cancel."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.title = document.title
    workbook.properties.creator = document.head.office
    workbook.properties.language = "vi-VN"
    sheet = workbook.create_sheet("Danh sách")
    with finished(path) as part:
        try:
            _Writer(sheet, document).write(progress)
        except BaseException:
            sheet.close()
            raise
        workbook.save(part)


class _Writer:
    """Cells with shared styles: a style is made once and given to each cell by its number, which halves the time."""

    def __init__(self, sheet: "WriteOnlyWorksheet", document: Document) -> None:
        self._sheet = sheet
        self._document = document
        self._columns = document.table.columns
        self._row = 0
        self._styles = {
            "left": self._style(size=12),
            "left_bold": self._style(size=12, bold=True),
            "italic": self._style(size=12, italic=True),
            "title": self._style(size=14, bold=True),
            "head": self._style(size=11, bold=True, border=True, fill=True, wrap=True),
            "counter": self._style(size=9, italic=True, border=True),
            "text": self._style(size=11, border=True, align="left", wrap=True),
            "date": self._style(size=11, border=True, number="dd/mm/yyyy"),
            "number": self._style(size=11, border=True, align="right", number="0.00"),
            "whole": self._style(size=11, border=True, align="right", number="0"),
            "total": self._style(size=11, bold=True, align="left"),
            "note": self._style(size=9, italic=True, align="left"),
        }

    def _style(self, *, size: int, bold: bool = False, italic: bool = False, border: bool = False, fill: bool = False,
               align: str = "center", wrap: bool = False, number: str = "General") -> Any:  # fmt: skip
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
        cell.number_format = number
        if border:
            line = Side(style="thin", color="FF7E8D94")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        if fill:
            cell.fill = PatternFill("solid", fgColor="FFEDF1F2")
        return cell._style  # noqa: SLF001 - openpyxl has no public name for a shared style

    def write(self, progress: Progress | None) -> None:
        """Write everything, top to bottom."""
        document = self._document
        self._set_up()
        half = max(1, min(len(self._columns) - 1, _half(self._columns)))
        head = document.head
        self._pair(head.parent.upper(), "left", MOTTO[0], "left_bold", half)
        self._pair(head.office.upper(), "left_bold", MOTTO[1], "left_bold", half)
        place = f"{head.place}, " if head.place else ""
        self._pair("", "left", f"{place}{vietnamese_day(head.day)}", "italic", half)
        self._line([])
        self._merged(document.title, "title")
        for subtitle in document.subtitles:
            self._merged(subtitle, "italic")
        self._line([])
        self._table(progress)
        for total in ("; ".join(document.table.totals),) if document.table.totals else ():
            self._line([self._cell(total, "total")])
        for note in document.notes:
            self._line([self._cell(note, "note")])
        self._line([])
        self._signatures(half)
        if document.witness:
            self._line([])
            self._line([self._cell(document.witness, "note")])

    def _set_up(self) -> None:
        from openpyxl.utils import get_column_letter

        sheet, columns = self._sheet, self._columns
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width + 1.5
        self._head_row = 7 + len(self._document.subtitles)
        sheet.freeze_panes = f"C{self._head_row + 1}" if len(columns) > 2 else f"A{self._head_row + 1}"  # noqa: PLR2004 - number and name stay
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 8 if sum(column.width for column in columns) > A4_CHARACTERS else 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{self._head_row}:{self._head_row}"
        sheet.page_margins.left, sheet.page_margins.right = 0.6, 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.oddFooter.center.text = "Trang &P/&N"
        last = get_column_letter(len(columns))
        sheet.auto_filter.ref = f"A{self._head_row}:{last}{self._head_row + len(self._document.table.rows)}"

    def _cell(self, value: Any, style: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"  # also for text that begins with =, + or @
        cell._style = self._styles[style]  # noqa: SLF001 - as above
        return cell

    def _line(self, cells: Sequence[Any]) -> None:
        self._row += 1
        self._sheet.append(cells)

    def _merge(self, first: int, last: int) -> None:
        from openpyxl.utils import get_column_letter

        if last > first:
            self._sheet.merged_cells.ranges.add(f"{get_column_letter(first)}{self._row}:{get_column_letter(last)}{self._row}")

    def _pair(self, left: str, left_style: str, right: str, right_style: str, half: int) -> None:
        width = len(self._columns)
        cells = [None] * max(width, half + 1)
        cells[0] = self._cell(left, left_style)
        cells[half] = self._cell(right, right_style)
        self._line(cells)
        self._merge(1, half)
        self._merge(half + 1, width)

    def _merged(self, text: str, style: str) -> None:
        self._line([self._cell(text, style)])
        self._merge(1, len(self._columns))

    def _table(self, progress: Progress | None) -> None:
        self._sheet.row_dimensions[self._row + 1].height = 32
        self._line([self._cell(column.title, "head") for column in self._columns])
        kinds = [column.kind for column in self._columns]
        rows = self._document.table.rows
        make, styles = self._maker()
        for place, row in enumerate(rows):
            self._line([make(value, kind, styles[kind]) for value, kind in zip(row, kinds, strict=True)])
            if progress is not None and place % 200 == 0:
                progress(place, len(rows))

    def _maker(self) -> Any:
        from openpyxl.cell import WriteOnlyCell

        sheet, text_style = self._sheet, self._styles["text"]
        styles = {kind: self._styles[kind] for kind in ("text", "date", "number", "whole")}

        def make(value: Any, kind: str, style: Any) -> Any:
            if value is None or value == "":
                cell = WriteOnlyCell(sheet)
            elif kind == "date":
                made: Any = date.fromisoformat(value) if isinstance(value, str) and len(value) == _ISO_DAY else value
                if isinstance(made, str):
                    made, style = "/".join(reversed(made.split("-"))), text_style
                cell = WriteOnlyCell(sheet, made)
                style = styles["date"] if isinstance(made, date) else text_style
            elif kind == "text":
                cell = WriteOnlyCell(sheet, value)
                cell.data_type = "s"
            else:
                cell = WriteOnlyCell(sheet, value)
            cell._style = style  # noqa: SLF001 - as above
            return cell

        return make, styles

    def _signatures(self, half: int) -> None:
        signatures = self._document.signatures
        if len(signatures) != 2:  # noqa: PLR2004 - left and right
            return
        left, right = signatures
        self._pair(left.role, "left_bold", right.role, "left_bold", half)
        self._pair(left.note, "italic", right.note, "italic", half)
        for _ in range(4):
            self._line([])
        self._pair(left.name, "left_bold", right.name, "left_bold", half)


def _half(columns: Sequence[Column]) -> int:
    """After how many columns two fifths of the width are reached: the left part of the head."""
    total, run = sum(column.width for column in columns), 0.0
    for place, column in enumerate(columns, 1):
        run += column.width
        if run >= total * 0.42:
            return place
    return len(columns) // 2
