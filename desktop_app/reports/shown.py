"""How values are written on Vietnamese papers."""

import re
from datetime import date
from decimal import Decimal

from db.text import dotted
from desktop_app.document import Align, Column, Kind, Value

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SWAP = str.maketrans(",.", ".,")
_ALIGN: dict[Kind, Align] = {"text": "left", "date": "centre", "whole": "right", "number": "right", "index": "centre"}
_PADDED_BELOW = 10
_PADDED_MONTHS = 2


def shown(value: Value, kind: Kind = "text") -> str:
    """The text of a value: ``30/06/1965``, ``3,33``, ``1.004``; empty for ``None``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Decimal):
        return f"{value:,f}".translate(_SWAP)
    return str(value) if kind == "index" else dotted(value)


def printable(text: str) -> str:
    """The text without the control characters no paper can hold."""
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text


def short_date(day: date) -> str:
    """``30/06/1965``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long_date(day: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: days below 10 and the months 1 and 2 are padded (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month <= _PADDED_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def people(count: int) -> str:
    """``05 người``, ``3.679 người``."""
    return f"{count:02d} người" if 0 < count < _PADDED_BELOW else f"{shown(count)} người"


def align_of(column: Column) -> Align:
    """How the cells of a column are set."""
    return column.align or _ALIGN[column.kind]
