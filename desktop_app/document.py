"""What a paper says, as plain data: reports make it, the writers turn it into xlsx, pdf and csv."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Value = str | int | date | Decimal | None
"""What a cell holds; a date known to the month or the year only is text (``06/1965``)."""
Kind = Literal["text", "date", "whole", "number", "index"]
"""``index`` is a running number: whole, printed without the dots of thousands."""
Align = Literal["left", "centre", "right"]
Row = Sequence[Value]


@dataclass(frozen=True)
class Column:
    """One column of a table; ``title`` runs from the uppermost heading down to the column's own."""

    title: tuple[str, ...]
    kind: Kind = "text"
    width: float = 16.0  # in characters, as Excel measures columns
    align: Align | None = None  # None: as the kind is usually set
    repeated: bool = (
        False  # printed again on every part of a table too wide for one sheet; stays in view when scrolling
    )


@dataclass(frozen=True)
class Group:
    """A line across the whole table, before the row with this place (0 is the first)."""

    before: int
    text: str


@dataclass(frozen=True)
class Table:
    """Columns and rows, in the order they are printed."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    totals: Row | None = None
    numbered: bool = False  # a line 1, 2, 3… under the heading
    groups: tuple[Group, ...] = ()
    name: str = "Danh sách"  # of the worksheet
    empty: str = "Không có dữ liệu."  # printed in place of rows


@dataclass(frozen=True)
class LetterHead:
    """The head of an official paper (Nghị định 30/2020/NĐ-CP)."""

    office: str
    parent_office: str = ""
    place: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Signature:
    """One signatory: role lines, the note in brackets under them, the name below the room for the signature."""

    role: tuple[str, ...]
    note: str = "(Ký, họ tên)"
    name: str = ""


@dataclass(frozen=True)
class Document:
    """A whole paper; ``source`` names the state of the register it was made from."""

    title: tuple[str, ...]
    tables: tuple[Table, ...]
    head: LetterHead | None = None
    subtitle: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    landscape: bool = True
    paper: Literal["A4", "A3"] = "A4"
    watermark: str = ""
    source: str = ""
    author: str = ""
