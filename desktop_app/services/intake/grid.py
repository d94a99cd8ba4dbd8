"""From a file to rows of values, whatever kind of file it is; nothing is interpreted here."""

import csv
import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from desktop_app.errors import InvalidInput
from desktop_app.services.intake.hostile import examined
from desktop_app.services.intake.legacy import likelier

Row = tuple[Any, ...]
Progress = Callable[[int, int], None]
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
    cut: bool = False
    """Whether it has values beyond ``MOST_COLUMNS``, which are not in ``rows``."""


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
        return Workbook(path, sha256, (_only_sheet(path, _csv_lines(content), progress),), kind)
    if kind == "html":
        return Workbook(path, sha256, (_only_sheet(path, iter(_html_rows(content)), progress),), kind)
    fonts = _fonts(content) if kind == "xlsx" else frozenset[str]()
    return Workbook(path, sha256, tuple(_sheets(content, kind, progress)), kind, fonts)


def _sheets(content: bytes, kind: str, progress: Progress | None) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        uncomputed, errors = _uncomputed(content) if kind == "xlsx" else ({}, {})
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            merges = tuple(
                Merge(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])
            )
            missing = uncomputed.get(meta.name, frozenset())
            rows, cut = _rows(sheet.iter_rows(), sheet.total_height, progress)
            # rows of nothing but formulas without values are blank to the reader, and not blank
            rows += [()] * (max((row for row, _ in missing), default=0) - len(rows))
            rows = _with_errors(rows, errors.get(meta.name, {}))
            yield Sheet(meta.name, meta.visible == SheetVisibleEnum.Visible, rows, merges, missing, cut)
    except CalamineError as trouble:
        raise _broken() from trouble
    except BaseException as trouble:
        # the reader's own panic is no Exception, and what a damaged .xls file ends in
        if type(trouble).__name__ != "PanicException":
            raise
        raise _broken() from trouble


def _broken() -> InvalidInput:
    return InvalidInput("Không đọc được tệp: tệp hỏng hoặc bị cắt cụt. Hãy mở bằng Excel rồi lưu lại.")


def _only_sheet(path: Path, lines: Iterator[Sequence[Any]], progress: Progress | None) -> Sheet:
    rows, cut = _rows(lines, 0, progress)
    return Sheet(path.stem, visible=True, rows=rows, cut=cut)


def _rows(source: Iterator[Sequence[Any]], total: int, progress: Progress | None) -> tuple[list[Row], bool]:
    """The rows up to the last one that is not blank, and whether any had values too far to the right."""
    rows: list[Row] = []
    cut = False
    for number, line in enumerate(source, 1):
        rows.append(() if line.count("") == len(line) else tuple(map(_value, line[:MOST_COLUMNS])))
        if len(line) > MOST_COLUMNS:
            cut = cut or any(cell not in {"", None} for cell in line[MOST_COLUMNS:])
        if progress is not None and number % 500 == 0:
            progress(number, max(number, total))
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows, cut


def _with_errors(rows: list[Row], errors: dict[tuple[int, int], str]) -> list[Row]:
    """Put the error texts of Excel back: the reader gives such a cell as blank, and nobody would be told."""
    rows += [()] * (max((row for row, _ in errors), default=0) - len(rows))
    for (row, col), text in errors.items():
        if col <= MOST_COLUMNS:
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


def _csv_lines(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    csv.field_size_limit(1 << 20)
    separator = max(",;\t|", key=lambda sign: _agreement("\n".join(text.splitlines()[:40]), sign))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        yield from lines
    except csv.Error as trouble:
        why = "có ô dài quá một triệu chữ, hoặc dấu nháy kép không đóng"
        raise InvalidInput(
            f"Không đọc được dòng {lines.line_num} của tệp CSV: {why}. Hãy sửa tệp rồi làm lại."
        ) from trouble


def _agreement(head: str, separator: str) -> tuple[int, int]:
    """How well a sign separates cells: how many lines have the same number of them, then that number."""
    try:
        widths = Counter(len(line) for line in csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    except csv.Error:
        return 0, 0
    return max(((lines, width) for width, lines in widths.items() if width > 1), default=(0, 0))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Vietnamese Windows: letters with a hat in one byte, tones as combining marks; composed later.
        # TCVN3 and VNI were typed on any Windows, and are put right column by column
        return likelier(content.decode("cp1258", "replace"), _western(content))


_WESTERN = {byte: letter for byte in range(0x80, 0xA0) if (letter := bytes([byte]).decode("cp1252", "ignore"))}


def _western(content: bytes) -> str:
    """The text as Western Windows shows it, where old Vietnamese fonts put their letters; no byte is lost."""
    return content.decode("latin-1").translate(_WESTERN)


def _times(said: str | None) -> int:
    return max(1, min(int(said), MOST_COLUMNS)) if said and said.isascii() and said.isdigit() else 1


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._line: list[str | None] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._down = 1
        self._below: dict[int, tuple[int, str | None]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"td", "th"}:
            self._cell = []
            said = dict(attrs)
            self._span, self._down = _times(said.get("colspan")), _times(said.get("rowspan"))
        elif tag == "tr":
            self._line = []
            self._from_above()
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            text = " ".join("".join(self._cell).split()) or None
            for place in range(self._span):
                if self._down > 1:
                    self._below[len(self._line)] = (self._down - 1, text if place == 0 else None)
                self._line.append(text if place == 0 else None)
            self._from_above()
            self._cell = None
        elif tag == "tr":
            for place in sorted(place for place in self._below if place > len(self._line)):
                self._line += [None] * (place - len(self._line))
                self._from_above()
            self.rows.append(tuple(self._line))

    def _from_above(self) -> None:
        """Cells that reach down from earlier rows stand before the row's next own cell."""
        while (place := len(self._line)) in self._below:
            rows, text = self._below.pop(place)
            self._line.append(text)
            if rows > 1:
                self._below[place] = (rows - 1, text)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _html_rows(content: bytes) -> list[Row]:
    parser = _Tables()
    parser.feed(_decoded(content))
    if not parser.rows and b"<Workbook" in content[:4096]:
        raise InvalidInput(
            "Tệp là bảng tính XML của Excel 2003, không có bảng nào đọc được. Hãy mở bằng Excel rồi lưu thành .xlsx."
        )
    if not parser.rows:
        raise InvalidInput("Tệp là một trang web không có bảng nào. Hãy mở bằng Excel rồi lưu thành .xlsx.")
    return parser.rows


# --- what only the parts of an xlsx file tell --------------------------------------------------------------------------

_FONT = re.compile(rb'<(?:\w+:)?name val="([^"]{1,80})"')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"([^>]*)>\s*<(?:\w+:)?f[ >/](?:(?!</(?:\w+:)?c>).)*?</(?:\w+:)?c>',
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(?:^|[\s:])(\w+)\s*=\s*["']([^"']*)["']""")


def _fonts(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = archive.read("xl/styles.xml")
    except (KeyError, zipfile.BadZipFile):
        return frozenset()
    return frozenset(name.decode("utf-8", "replace") for name in _FONT.findall(styles))


_ERROR = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<',
    re.DOTALL,
)


def _uncomputed(content: bytes) -> tuple[dict[str, frozenset[tuple[int, int]]], dict[str, dict[tuple[int, int], str]]]:
    """By sheet name: the cells whose formula was saved without a value, and those that hold an error, with its text."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    errors: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet, part in _sheet_parts(archive).items():
            text = archive.read(part)
            if b't="e"' in text:
                errors[sheet] = {
                    (int(match[2]), column_number(match[1].decode())): match[3].decode("utf-8", "replace")
                    for match in _ERROR.finditer(text)
                }
            if b"<f" not in text and b":f>" not in text:
                continue
            # a formula that gives no text is saved with an empty value and t="str"; that is a result
            cells = {
                (int(match[2]), column_number(match[1].decode()))
                for match in _FORMULA.finditer(text)
                if not _VALUE.search(match[0]) and b't="str"' not in match[0]
            }
            if cells:
                found[sheet] = frozenset(cells)
    return found, errors


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name, as the workbook's relations say; file numbers follow no order."""
    parts = {name.lower(): name for name in archive.namelist()}
    try:
        book, relations = archive.read("xl/workbook.xml"), archive.read(parts["xl/_rels/workbook.xml.rels"])
    except KeyError:
        return {}
    targets = {}
    for relation in _RELATION.findall(relations):
        said = _attributes(relation)
        target = said.get("Target", "").replace("\\", "/")
        targets[said.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for sheet in _SHEET.findall(book):
        said = _attributes(sheet)
        part = parts.get(targets.get(said.get("id"), "").lower())
        if part:
            found[said.get("name", "")] = part
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(tag)}


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
