"""Papers as Excel workbooks.

openpyxl makes the book: styles, head, heading, print set-up, signatures. The rows, which are nearly all of a list,
are written straight into the sheet between heading and foot: several times quicker than a cell object each, and a
list of any length needs no more memory than one row.
"""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop_app.document import Document, Table
from desktop_app.reports.files import STEP, Progress, no_progress, replacing
from desktop_app.reports.xlsx_rows import Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_FORBIDDEN_IN_NAMES = str.maketrans("", "", r"[]:*?/\\")
_LONGEST_NAME = 31
_FIRST_STAMP = (1980, 1, 1, 0, 0, 0)


def write_xlsx(document: Document, path: Path, progress: Progress = no_progress) -> None:
    """Write the paper as a workbook, one sheet per table; ``MachineTrouble`` when the file cannot be written."""
    with replacing(path) as draft:
        book, sheets = _book(document)
        skeleton = BytesIO()
        book.save(skeleton)
        _fill(skeleton, draft, document.tables, sheets, progress)


def _book(document: Document) -> tuple["Workbook", list[Sheet]]:
    from openpyxl import Workbook

    from desktop_app.reports.xlsx_sheet import lay_out

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    properties = book.properties
    properties.title = " ".join(document.title)
    properties.creator = document.author or (document.head.office if document.head else "")
    properties.language = "vi-VN"
    properties.subject = " ".join(document.subtitle)
    properties.description = document.source
    if document.head and document.head.day:
        properties.created = datetime.combine(document.head.day, time())
    sheets = [
        lay_out(book.create_sheet(_sheet_name(table, place)), document, table)
        for place, table in enumerate(document.tables)
    ]
    for chart in (*((document.opening,) if document.opening else ()), *document.charts):
        from desktop_app.reports.charts import add_sheet

        add_sheet(book, chart)
    return book, sheets


def _sheet_name(table: Table, place: int) -> str:
    name = table.name.translate(_FORBIDDEN_IN_NAMES).strip("' ")
    return name[:_LONGEST_NAME] or f"Bảng {place + 1}"


def _fill(skeleton: BytesIO, draft: Path, tables: tuple[Table, ...], sheets: list[Sheet], progress: Progress) -> None:
    total = sum(len(table.rows) for table in tables)
    done = 0
    bodies = {f"xl/worksheets/sheet{place}.xml": pair for place, pair in enumerate(zip(tables, sheets, strict=True), 1)}
    with ZipFile(skeleton) as source, ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            part = ZipInfo(name, _FIRST_STAMP)
            part.compress_type = ZIP_DEFLATED
            if name not in bodies:
                target.writestr(part, source.read(name))
                continue
            table, sheet = bodies[name]
            before, after = _cut(source.read(name), sheet)
            with target.open(part, "w", force_zip64=True) as stream:
                stream.write(before)
                _pour(stream, sheet.rows.texts(table), done, total, progress)
                stream.write(after)
            done += len(table.rows)
    progress(total, total)


def _cut(sheet_xml: bytes, sheet: Sheet) -> tuple[bytes, bytes]:
    place = sheet_xml.find(f'<row r="{sheet.foot_row}"'.encode())
    if place < 0:
        place = sheet_xml.index(b"</sheetData>")
    return sheet_xml[:place], sheet_xml[place:]


def _pour(stream: IO[bytes], rows: Iterator[str], done: int, total: int, progress: Progress) -> None:
    block: list[str] = []
    for count, row in enumerate(rows):
        if count % STEP == 0:
            progress(min(done + count, total), total)
            stream.write("".join(block).encode())
            block.clear()
        block.append(row)
    stream.write("".join(block).encode())
