"""The lists and the yearly counts of discipline as pages and files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.document import Document
from desktop_app.reports.lists.discipline import counts_document, discipline_document
from desktop_app.reports.lists.export import office_head
from desktop_app.services.discipline.counts import counts, decided_rows
from desktop_app.services.discipline.rows import CaseRow
from desktop_app.services.export import witness
from desktop_app.services.work import Work


def list_document(work: Work, rows: Sequence[CaseRow], day: date) -> Document:
    """The list of the decisions shown."""
    return discipline_document(decided_rows(work, rows, day), day, office_head(work.raw), witness=witness(work.raw))


def year_document(work: Work, year: int, day: date) -> Document:
    """The counts of a year."""
    return counts_document(counts(work, year, day), day, office_head(work.raw), witness=witness(work.raw))


def list_pdf(work: Work, rows: Sequence[CaseRow], day: date) -> bytes:
    """The list as it will be printed."""
    return _pdf(list_document(work, rows, day))


def year_pdf(work: Work, year: int, day: date) -> bytes:
    """The counts as they will be printed."""
    return _pdf(year_document(work, year, day))


def write_list(work: Work, rows: Sequence[CaseRow], day: date, out: Path) -> None:
    """Write the list; ``InvalidInput`` for an ending nobody writes."""
    _write(list_document(work, rows, day), out)


def write_year(work: Work, year: int, day: date, out: Path) -> None:
    """Write the counts."""
    _write(year_document(work, year, day), out)


def _pdf(document: Document) -> bytes:
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(document)


def _write(document: Document, out: Path) -> None:
    from desktop_app.reports.export import write_document

    write_document(document, out)
