"""What the page of units hands out: the lists as Excel, PDF or CSV, the picture as PDF or SVG."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.values import Key
from desktop_app.document import Document
from desktop_app.reports.files import Progress, no_progress
from desktop_app.services.work import Work

KINDS = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)", "csv": "CSV (*.csv)", "svg": "SVG (*.svg)"}


def document_of(work: Work, what: str, unit: Key | None, day: date) -> Document:
    """The list of units or of positions of a unit with all under it (``None``: of the office)."""
    from desktop_app.reports.lists.export import office_head
    from desktop_app.reports.lists.units import UnitLines, positions_document, units_document
    from desktop_app.services.export import witness
    from desktop_app.services.organisation.staffing import positions, quotas
    from desktop_app.services.organisation.units import read_forest
    from desktop_app.services.organisation.view import unit_tree

    tree = read_forest(work).on(day)
    rows = unit_tree(work, day)
    if unit is not None and unit in tree.states:
        whole = set(tree.whole(unit))
        least = next((row.depth for row in rows if row.key == unit), 0)
        rows = tuple(replace(row, depth=row.depth - least) for row in rows if row.key in whole)
    keys = [row.key for row in rows]
    held, office, mark = positions(work, day, keys), office_head(work.raw), witness(work.raw)
    if what == "positions":
        return positions_document(held, day, office, work.today, witness=mark)
    return units_document(UnitLines(rows, quotas(work, day, keys), held, day), office, work.today, witness=mark)


def write_list(work: Work, what: str, unit: Key | None, day: date, out: Path, progress: Progress = no_progress) -> None:
    """Write a list as the kind of file its name ends in."""
    from desktop_app.reports.export import write_document

    write_document(document_of(work, what, unit, day), out, progress)


def list_pages(work: Work, what: str, unit: Key | None, day: date, progress: Progress = no_progress) -> bytes:
    """A list as it will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(document_of(work, what, unit, day), progress)


def chart_of(work: Work, unit: Key | None, day: date) -> tuple[str, str]:
    """The title of the picture of a unit, and the picture as SVG for the screen."""
    from desktop_app.reports.org_chart import SCREEN_FAMILY, chart_svg

    name, drawing = _drawn(work, unit, day)
    return f"Sơ đồ tổ chức {name}", chart_svg(drawing, SCREEN_FAMILY)


def write_chart_of(work: Work, unit: Key | None, day: date, out: Path) -> None:
    """Write the picture as PDF or SVG."""
    from desktop_app.reports.org_chart import write_chart

    write_chart(_drawn(work, unit, day)[1], out)


def _drawn(work: Work, unit: Key | None, day: date) -> tuple[str, Any]:
    from desktop_app.reports.lists.export import office_head
    from desktop_app.reports.org_chart import ChartHead, draw_chart
    from desktop_app.services.export import witness
    from desktop_app.services.organisation.view import unit_tree

    rows, office = unit_tree(work, day), office_head(work.raw)
    name = next((row.name for row in rows if row.key == unit), office.name)
    head = ChartHead(name, day, office.name, office.practice, witness(work.raw))
    return name, draw_chart(rows, unit, head)
