"""The tabs' lists as pages and files: section 3.12, the yearly list, posts falling vacant, who cannot be computed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop_app.document import Document
from desktop_app.services.export import witness
from desktop_app.services.retirement.rows import Forecast, periods
from desktop_app.services.work import Work
from desktop_app.ui.kit.page import Page
from desktop_app.ui.register import Register

_WORDS = {"month": "tháng", "quarter": "quý", "year": "năm"}


@dataclass(frozen=True)
class Shown:
    """What a tab shows: its rows and the days they lie in."""

    tab: str
    rows: tuple[Any, ...]
    first: date
    last: date
    found: Forecast


def list_pdf(work: Work, shown: Shown) -> bytes:
    """The list as it will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(_document(work, shown))


def write_list(work: Work, shown: Shown, out: Path) -> None:
    """Write the list; ``InvalidInput`` for an ending nobody writes."""
    from desktop_app.reports.export import write_document

    write_document(_document(work, shown), out)


def _document(work: Work, shown: Shown) -> Document:
    from desktop_app.reports.lists import retirement as lists  # what writes files is not for the first picture
    from desktop_app.reports.lists.export import office_head

    head, mark, day = office_head(work.raw), witness(work.raw), shown.found.day
    if shown.tab == "unknown":
        return lists.unknown_document(shown.rows, day, head, witness=mark)
    if shown.tab == "vacant":
        return lists.vacancies_document(shown.rows, day, head, witness=mark)
    by = lists.way_of(shown.first, shown.last)
    columns = periods(shown.rows, by, shown.first, shown.last)
    chart = lists.chart_of(columns, f"Người nghỉ hưu theo {_WORDS[by]}") if shown.rows and len(columns) > 1 else None
    if shown.tab == "year":
        return lists.yearly_document(
            shown.rows, day, shown.first.year, head, unknown=shown.found.unknown, chart=chart, witness=mark
        )
    span = (shown.first, shown.last)
    return lists.retirement_document(
        shown.rows, day, span, head, unknown=shown.found.unknown, chart=chart, witness=mark
    )


def show_pages(page: Page, register: Register, shown: Shown) -> None:
    """Show the list as it will be printed."""

    def preview(pdf: bytes) -> None:
        from desktop_app.ui.kit.preview import show_preview  # as above

        if isValid(page):
            show_preview(page, register.runner.ask, pdf, "Xem trước và in danh sách", "nghi-huu")

    register.ask(list_pdf, shown, then=preview, topic="retirement-pdf")


def write_out(page: Page, register: Register, shown: Shown, out: Path | None) -> None:
    """Write the list as Excel, PDF or CSV, asking where unless told."""
    if out is None:
        kinds = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(page, "Xuất danh sách", "nghi-huu.xlsx", kinds)
        if not name:
            return
        out = Path(name)
    said = f"Đã ghi danh sách ra {out}"

    def done(_made: object) -> None:
        if isValid(page):
            page.told.emit(said)

    register.ask(write_list, shown, out, then=done, topic="retirement-out")
