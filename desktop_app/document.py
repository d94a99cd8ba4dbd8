"""What a paper says, as plain data: reports make it, the writers turn it into xlsx, pdf, docx and csv."""

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
    hidden: bool = False  # in a workbook only, not shown: for the program that reads it again


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
class Chart:
    """Columns for each label with the figure of every series: side by side, or ``stacked`` over ``periods``.

    ``periods`` names for each label what it belongs to, such as the year of a quarter.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    stacked: bool = False
    periods: tuple[str, ...] = ()


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
    charts: tuple[Chart, ...] = ()  # on a page of their own, on a sheet of their own
    opening: Chart | None = None  # on the first page, before the table


# --- papers of running text: letters, decisions, forms ------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Letters of one kind within a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text; sizes and distances in points, ``None`` as the paper has them."""

    text: Text
    align: Align | Literal["justify"] = "justify"
    size: float | None = None
    first_line: bool = True  # begins a little to the right
    before: float | None = None
    kept: bool = False  # stands on the page of what follows
    hanging: bool = False  # lines after the first stand to the right of its mark


@dataclass(frozen=True)
class Title:
    """What kind of paper it is, and what about; the rule under it is that of Nghị định 30/2020/NĐ-CP."""

    lines: tuple[str, ...]
    about: str = ""
    rule: bool = True
    note: str = ""


@dataclass(frozen=True)
class OfficialHead:
    """The head of an official paper: office, number, nation and motto, place and day (Nghị định 30/2020/NĐ-CP).

    ``number`` is what stands after "Số:"; ``about`` only on a letter without a title (công văn).
    """

    office: str
    parent_office: str = ""
    number: str = ""
    place_and_day: str = ""
    about: str = ""


@dataclass(frozen=True)
class Field:
    """A label with its value, on dots as far as the line goes; ``share`` of the line is its room."""

    label: str
    value: str = ""
    share: float = 1.0
    bold: bool = False


@dataclass(frozen=True)
class FormLine:
    """A numbered line of a form."""

    fields: tuple[Field, ...]
    number: str = ""


@dataclass(frozen=True)
class Pairs:
    """Labels on the left, values on the right, in one grid without rules."""

    rows: tuple[tuple[str, str], ...]
    share: float = 0.36  # of the width, for the labels


@dataclass(frozen=True)
class Signatures:
    """Signatories beside each other, never parted by the end of a page."""

    each: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()  # "Nơi nhận" at the left of the signatory of an official paper


@dataclass(frozen=True)
class PhotoBox:
    """A portrait, or the room for one; in millimetres."""

    picture: bytes | None = None
    caption: str = "Ảnh màu\n(4 x 6 cm)"
    width: float = 40.0
    height: float = 60.0


@dataclass(frozen=True)
class Beside:
    """Blocks at the left and at the right; ``share`` is the left's part of the width."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    share: float = 0.3


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Gap:
    """Empty room in points."""

    height: float = 6.0


Block = Paragraph | Title | OfficialHead | FormLine | Pairs | Table | Signatures | PhotoBox | Beside | PageBreak | Gap


@dataclass(frozen=True)
class Margins:
    """The edges of the paper in millimetres; these are those of Nghị định 30/2020/NĐ-CP."""

    top: float = 20.0
    right: float = 15.0
    bottom: float = 20.0
    left: float = 30.0


@dataclass(frozen=True)
class Paper:
    """A whole paper of running text, upright on A4; ``size`` of its letters in points, ``small`` those of its tables."""

    name: str
    blocks: tuple[Block, ...]
    size: float = 14.0
    small: float = 11.0
    before: float = 6.0  # between paragraphs
    leading: float = 1.2  # of the size
    margins: Margins = Margins()
    watermark: str = ""
    source: str = ""  # the state of the register it was made from, at the foot of every page
    author: str = ""


def plain(text: Text) -> str:
    """A text without its kinds of letters."""
    return text if isinstance(text, str) else "".join(run.text for run in text)
