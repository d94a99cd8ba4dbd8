"""Papers as PDF, drawn line by line on reportlab's canvas: same input, same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop_app.document import Chart, Document
from desktop_app.reports.files import Progress, no_progress, replacing
from desktop_app.reports.pdf_faces import Face, Faces, load
from desktop_app.reports.pdf_fit import BOTTOM, LEFT, MM, PADDING, RIGHT, TOP, Fit, Grid, fit, texts_of
from desktop_app.reports.pdf_front import Writer, back_height, front_end
from desktop_app.reports.pdf_pages import ABOVE, Block, Entry, make_block, paged
from desktop_app.reports.pdf_sheet import Sheet
from desktop_app.reports.shown import printable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FOOT_TOP = 9 * MM  # from the lower edge of the paper


@dataclass(frozen=True)
class _Page:
    block: Block
    first: int
    end: int
    top: float
    front: bool
    back: bool


def write_pdf(document: Document, path: Path, progress: Progress = no_progress) -> None:
    """Write the paper as PDF with its fonts inside; ``MachineTrouble`` when the file cannot be written."""
    with replacing(path) as draft, draft.open("wb") as file:
        _write(document, file, progress)


def pdf_bytes(document: Document, progress: Progress = no_progress) -> bytes:
    """The same paper in memory, for the preview."""
    file = BytesIO()
    _write(document, file, progress)
    return file.getvalue()


def _write(document: Document, file: BinaryIO, progress: Progress) -> None:
    from reportlab.pdfgen.canvas import Canvas

    load()
    canvas = Canvas(file, pageCompression=1, invariant=1, lang="vi-VN", initialFontName="Tinos")  # type: ignore[arg-type]  # the stub takes a name for a size
    canvas.setTitle(" ".join(document.title))
    canvas.setAuthor(document.author or (document.head.office if document.head else ""))
    canvas.setSubject(" ".join((*document.subtitle, document.source)).strip())
    canvas.setCreator("Sổ Nội Vụ")
    canvas.setProducer("Sổ Nội Vụ")
    faces = Faces(canvas)
    grids = [texts_of(table) for table in document.tables]
    fitted = fit(document, grids, faces)
    canvas.setPageSize((fitted.width, fitted.height))
    pages = _pages(document, grids, fitted, faces)
    total = sum(page.end - page.first for page in pages)
    done = 0
    count = len(pages) + len(document.charts)
    for number, page in enumerate(pages, 1):
        progress(done, total)
        if document.watermark:
            _watermark(canvas, document.watermark, fitted)
        sheet = Sheet(fitted.height)
        _draw(sheet, page, document, fitted, faces)
        _foot(sheet, page.block.label, f"Trang {number}/{count}", document.source, fitted, faces)
        sheet.write(canvas)
        canvas.showPage()
        done += page.end - page.first
    for number, chart in enumerate(document.charts, len(pages) + 1):
        _chart_page(canvas, chart, document, fitted)
        sheet = Sheet(fitted.height)
        _foot(sheet, "", f"Trang {number}/{count}", document.source, fitted, faces)
        sheet.write(canvas)
        canvas.showPage()
    canvas.save()
    progress(total, total)


def _chart_page(canvas: "Canvas", chart: Chart, document: Document, fitted: Fit) -> None:
    from reportlab.graphics import renderPDF

    from desktop_app.reports.charts import drawing

    if document.watermark:
        _watermark(canvas, document.watermark, fitted)
    width, height = fitted.width - LEFT - RIGHT, (fitted.height - TOP - BOTTOM) * 0.8
    made = drawing(chart, width, height)
    renderPDF.draw(made, canvas, LEFT, fitted.height - TOP - height)


def _pages(document: Document, grids: Sequence[Grid], fitted: Fit, faces: Faces) -> list[_Page]:
    room = fitted.height - TOP - BOTTOM
    foot = back_height(document, faces, fitted.width)
    blocks = [
        make_block(table, grid, place, parts, fitted.size, faces)
        for table, grid, parts in zip(document.tables, grids, fitted.parts, strict=True)
        for place in range(len(parts))
    ]
    pages: list[_Page] = []
    for block in blocks:
        opening, closing = block is blocks[0], block is blocks[-1]
        top = front_end(document, faces, fitted.width, TOP) if opening else TOP
        spans = paged(block, room - (top - TOP), room, foot if closing else 0.0)
        for place, (first, end) in enumerate(spans):
            here = top if place == 0 else TOP
            pages.append(_Page(block, first, end, here, opening and place == 0, closing and place == len(spans) - 1))
    return pages


def _draw(sheet: Sheet, page: _Page, document: Document, fitted: Fit, faces: Faces) -> None:
    if page.front:
        Writer(faces, fitted.width, sheet, TOP).front(document)
    left = _table_left(page.block, fitted)
    top = page.top
    if page.end > page.first:
        top = _draw_heading(sheet, page.block, left, top, fitted, faces)
        top = _draw_entries(sheet, page, left, top, fitted, faces)
    if page.back:
        Writer(faces, fitted.width, sheet, top).back(document)


def _table_left(block: Block, fitted: Fit) -> float:
    spare = fitted.width - LEFT - RIGHT - block.edges[-1]
    return LEFT + max(0.0, spare / 2)


def _draw_heading(sheet: Sheet, block: Block, left: float, top: float, fitted: Fit, faces: Faces) -> float:
    bold = faces.get(fitted.size, "Bold")
    heading, edges = block.heading, [left + edge for edge in block.edges]
    sheet.shade(left, top, block.edges[-1], heading.tops[-1])
    for cell, lines in heading.cells:
        x, to_x = edges[cell.first], edges[cell.last + 1]
        y, to_y = top + heading.tops[cell.top], top + heading.tops[cell.bottom + 1]
        sheet.rule(x, y, to_x, y)
        sheet.rule(x, y, x, to_y)
        text_top = y + (to_y - y - len(lines) * bold.leading) / 2
        sheet.lines(bold, x + PADDING, to_x - x - 2 * PADDING, text_top, lines, "centre")
    bottom = top + heading.height
    sheet.rule(edges[-1], top, edges[-1], bottom)
    sheet.rule(left, top + heading.tops[-1], edges[-1], top + heading.tops[-1])
    if heading.numbers:
        small = faces.get(fitted.size - 1.5, "Italic")
        for place, text in enumerate(heading.numbers):
            x, width = edges[place], edges[place + 1] - edges[place]
            sheet.lines(small, x, width, top + heading.tops[-1] + ABOVE, (text,), "centre")
            sheet.rule(x, top + heading.tops[-1], x, bottom)
        sheet.rule(left, bottom, edges[-1], bottom)
    return bottom


def _draw_entries(sheet: Sheet, page: _Page, left: float, top: float, fitted: Fit, faces: Faces) -> float:
    block = page.block
    edges = [left + edge for edge in block.edges]
    upright = top  # where the upright rules of the rows above begin
    for entry in block.entries[page.first : page.end]:
        bottom = top + entry.height
        if entry.kind == "span":
            _uprights(sheet, edges, upright, top)
            sheet.lines(
                faces.get(fitted.size, "Bold"), left + PADDING, block.edges[-1], top + ABOVE, entry.cells[0], "left"
            )
            _uprights(sheet, [edges[0], edges[-1]], top, bottom)
            upright = bottom
        else:
            _draw_row(sheet, block, entry, edges, top, faces.get(fitted.size, "Bold" if entry.kind == "total" else ""))
        sheet.rule(left, bottom, edges[-1], bottom)
        top = bottom
    _uprights(sheet, edges, upright, top)
    return top


def _uprights(sheet: Sheet, edges: list[float], top: float, bottom: float) -> None:
    if bottom > top:
        for x in edges:
            sheet.rule(x, top, x, bottom)


def _draw_row(sheet: Sheet, block: Block, entry: Entry, edges: list[float], top: float, face: Face) -> None:
    for place, lines in enumerate(entry.cells):
        if lines and lines[0]:
            x = edges[place] + PADDING
            width = edges[place + 1] - PADDING - x
            text_top = top + (entry.height - len(lines) * face.leading) / 2
            sheet.lines(face, x, width, text_top, lines, block.aligns[place])


def _foot(sheet: Sheet, label: str, page: str, source: str, fitted: Fit, faces: Faces) -> None:
    small = faces.get(9)
    width, top = fitted.width - LEFT - RIGHT, fitted.height - _FOOT_TOP
    if source:
        sheet.text(faces.get(8), LEFT, top, printable(source))
    if label:
        sheet.lines(small, LEFT, width, top, (label,), "centre")
    sheet.lines(small, LEFT, width, top, (page,), "right")


def _watermark(canvas: "Canvas", text: str, fitted: Fit) -> None:
    from math import atan2, degrees, hypot

    wide = canvas.stringWidth(text, "Tinos-Bold", 1)
    size = min(80.0, 0.7 * hypot(fitted.width, fitted.height) / wide)
    canvas.saveState()
    canvas.setFillGray(0.93)
    canvas.setFont("Tinos-Bold", size)
    canvas.translate(fitted.width / 2, fitted.height / 2)
    canvas.rotate(degrees(atan2(fitted.height, fitted.width)))
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()
