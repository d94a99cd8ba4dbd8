"""The due list as pages and files."""

from datetime import date
from pathlib import Path

from desktop_app.document import Document
from desktop_app.reports.lists.due import due_document
from desktop_app.reports.lists.export import office_head
from desktop_app.services.due.service import due_list
from desktop_app.services.export import witness
from desktop_app.services.work import Work


def _document(work: Work, day: date) -> Document:
    return due_document(due_list(work, day), office_head(work.raw), witness=witness(work.raw))


def due_pdf(work: Work, day: date) -> bytes:
    """The list of a day as it will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(_document(work, day))


def write_due(work: Work, day: date, out: Path) -> None:
    """Write the list of a day; ``InvalidInput`` for an ending nobody writes."""
    from desktop_app.reports.export import write_document

    write_document(_document(work, day), out)
