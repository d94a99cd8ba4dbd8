"""The few looks a worksheet has; all cells of one look share one style."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from desktop_app.document import Align, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="FFE8F0F0")


@dataclass(frozen=True)
class Look:
    """How a cell looks."""

    bold: bool = False
    italic: bool = False
    size: float = 11.0
    align: Align = "centre"
    boxed: bool = False
    shaded: bool = False
    top: bool = False
    number: str = ""

    def for_value(self, value: Value) -> Self:
        """The same look with the number format of what the cell holds."""
        if isinstance(value, Decimal):
            return replace(self, number="0.00")
        if isinstance(value, date):
            return replace(self, number="dd/mm/yyyy")
        return replace(self, number="#,##0") if isinstance(value, int) else self


def apply(cell: Cell | MergedCell, look: Look) -> None:
    """Dress one cell."""
    cell.font = Font("Times New Roman", look.size, bold=look.bold, italic=look.italic)
    horizontal = "center" if look.align == "centre" else look.align
    cell.alignment = Alignment(horizontal, "top" if look.top else "center", wrap_text=True)
    if look.boxed:
        cell.border = _BOX
    if look.shaded:
        cell.fill = _SHADE
    if look.number:
        cell.number_format = look.number


def style_number(sheet: "Worksheet", look: Look) -> int:
    """The number of a look in the sheet's book."""
    cell = Cell(sheet, row=1, column=1)
    apply(cell, look)
    return int(cell.style_id)
