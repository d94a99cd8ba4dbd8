"""The tabs' lists and the yearly figures as pages and files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.document import Document
from desktop_app.reports.lists.appointments import ListTable, figures_document, list_document
from desktop_app.reports.lists.export import office_head
from desktop_app.services.export import witness
from desktop_app.services.post_rows import figures
from desktop_app.services.work import Work


def list_pdf(work: Work, table: ListTable, day: date) -> bytes:
    """What a tab shows, as it will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(_document(work, table, day))


def write_list(work: Work, table: ListTable, day: date, out: Path) -> None:
    """Write what a tab shows; ``InvalidInput`` for an ending nobody writes."""
    from desktop_app.reports.export import write_document

    write_document(_document(work, table, day), out)


def write_figures(work: Work, years: Sequence[int], day: date, out: Path) -> None:
    """Write the yearly figures up to a day."""
    from desktop_app.reports.export import write_document

    head = office_head(work.raw)
    write_document(figures_document(figures(work, years, day), years, day, head, witness=witness(work.raw)), out)


def _document(work: Work, table: ListTable, day: date) -> Document:
    return list_document(table, day, office_head(work.raw), witness=witness(work.raw))
