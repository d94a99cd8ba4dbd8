"""From a file to rows of values, whatever kind of file it is; nothing is interpreted here."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from desktop_app.errors import InvalidInput
from desktop_app.services.intake.hostile import examined

Row = tuple[Any, ...]
Progress = Callable[[int, int], None]
BLANK_RUN = 5000
MOST_COLUMNS = 512


@dataclass(frozen=True)
class Merge:
    """A merged block, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0]`` is Excel's row 1."""

    name: str
    visible: bool
    rows: list[Row]
    merges: tuple[Merge, ...] = ()
    uncomputed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A file that was read: its name, SHA-256 and sheets."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    kind: str
    fonts: frozenset[str] = field(default=frozenset())


def read_workbook(path: Path, progress: Progress | None = None) -> Workbook:
    """Read a workbook, csv or saved web page by its content, not its name.

    Raises ``InvalidInput`` or ``MachineTrouble`` with one sentence on what to do; ``progress`` may raise ``Cancelled``.
    """
    content, kind = examined(path)
    sha256 = hashlib.sha256(content).hexdigest()
    if kind == "csv":
        return Workbook(path, sha256, (Sheet(path.stem, visible=True, rows=_csv_rows(content)),), kind)
    if kind == "html":
        return Workbook(path, sha256, (Sheet(path.stem, visible=True, rows=_html_rows(content)),), kind)
    fonts = _fonts(content) if kind == "xlsx" else frozenset[str]()
    return Workbook(path, sha256, tuple(_sheets(content, kind, progress)), kind, fonts)


def _sheets(content: bytes, kind: str, progress: Progress | None) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        uncomputed, errors = _uncomputed(content) if kind == "xlsx" else ({}, {})
        for place, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            merges = tuple(
                Merge(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])
            )
            rows = _with_errors(_rows(sheet.iter_rows(), sheet.total_height, progress), errors.get(place, {}))
            yield Sheet(
                meta.name, meta.visible == SheetVisibleEnum.Visible, rows, merges, uncomputed.get(place, frozenset())
            )
    except CalamineError as trouble:
        raise InvalidInput(
            f"Không đọc được tệp: tệp hỏng hoặc bị cắt cụt ({trouble}). Hãy mở bằng Excel rồi lưu lại."
        ) from trouble


def _rows(source: Iterator[list[Any]], total: int, progress: Progress | None) -> list[Row]:
    rows: list[Row] = []
    blank = 0
    for number, line in enumerate(source, 1):
        row = tuple(map(_value, line[:MOST_COLUMNS]))
        rows.append(row)
        blank = 0 if any(cell is not None for cell in row) else blank + 1
        if blank > BLANK_RUN:
            break
        if progress is not None and number % 500 == 0:
            progress(number, total)
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


def _with_errors(rows: list[Row], errors: dict[tuple[int, int], str]) -> list[Row]:
    """Put the error texts of Excel back: the reader gives such a cell as blank, and nobody would be told."""
    for (row, col), text in errors.items():
        if row <= len(rows) and col <= MOST_COLUMNS:
            line = [*rows[row - 1], *[None] * (col - len(rows[row - 1]))]
            line[col - 1] = text
            rows[row - 1] = tuple(line)
    return rows


def _value(cell: Any) -> Any:
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind is float:
        return int(cell) if cell.is_integer() else cell
    if kind is datetime:
        return cell.date() if cell.time() == time() else cell
    if kind is timedelta or kind is time:
        return str(cell)
    return cell


# --- csv and web pages ------------------------------------------------------------------------------------------------


def _csv_rows(content: bytes) -> list[Row]:
    text = _decoded(content)
    head = "\n".join(text.splitlines()[:20])
    separator = max(",;\t|", key=head.count)
    csv.field_size_limit(1 << 20)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as trouble:
        raise InvalidInput(f"Tệp CSV có dòng không đọc được: {trouble}.") from trouble
    return [tuple(cell or None for cell in line[:MOST_COLUMNS]) for line in lines]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Vietnamese Windows: letters with a hat in one byte, tones as combining marks; composed later
        return content.decode("cp1258", "replace")


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._line: list[str | None] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"td", "th"}:
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), MOST_COLUMNS) if span.isdigit() else 1
        elif tag == "tr":
            self._line = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            self._line += [" ".join("".join(self._cell).split()) or None, *[None] * (self._span - 1)]
            self._cell = None
        elif tag == "tr":
            self.rows.append(tuple(self._line))

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _html_rows(content: bytes) -> list[Row]:
    parser = _Tables()
    parser.feed(_decoded(content))
    if not parser.rows:
        raise InvalidInput("Tệp là một trang web không có bảng nào. Hãy mở bằng Excel rồi lưu thành .xlsx.")
    return parser.rows


# --- what only the parts of an xlsx file tell --------------------------------------------------------------------------

_FONT = re.compile(rb'<(?:\w+:)?name val="([^"]{1,80})"')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f[ >/](?:(?!</(?:\w+:)?c>).)*?</(?:\w+:)?c>', re.DOTALL
)


def _fonts(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = archive.read("xl/styles.xml")
    except (KeyError, zipfile.BadZipFile):
        return frozenset()
    return frozenset(name.decode("utf-8", "replace") for name in _FONT.findall(styles))


_ERROR = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<',
    re.DOTALL,
)


def _uncomputed(content: bytes) -> tuple[dict[int, frozenset[tuple[int, int]]], dict[int, dict[tuple[int, int], str]]]:
    """By sheet: the cells whose formula was saved without a value, and those that hold an error, with its text."""
    found: dict[int, frozenset[tuple[int, int]]] = {}
    errors: dict[int, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
            key=lambda name: int(re.findall(r"\d+", name)[0]),
        )
        for place, name in enumerate(names):
            text = archive.read(name)
            if b't="e"' in text:
                errors[place] = {
                    (int(match[2]), column_number(match[1].decode())): match[3].decode("utf-8", "replace")
                    for match in _ERROR.finditer(text)
                }
            if b"<f" not in text and b":f>" not in text:
                continue
            cells = {
                (int(match[2]), column_number(match[1].decode()))
                for match in _FORMULA.finditer(text)
                if b"<v>" not in match[0] and b":v>" not in match[0]
            }
            if cells:
                found[place] = frozenset(cells)
    return found, errors


def column_number(letters: str) -> int:
    """``A`` → 1, ``AN`` → 40."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → ``A``, 40 → ``AN``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def excel_day(serial: float) -> date:
    """The day of an Excel serial number (1900 system)."""
    return date(1899, 12, 30) + timedelta(days=int(serial))
