"""What the page of units hands out: the lists as Excel, PDF or CSV, the picture as PDF or SVG."""

from datetime import date
from pathlib import Path
from typing import Any

from db.values import Key
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.export import exported_units
from desktop_app.services.work import Work

KINDS = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)", "csv": "CSV (*.csv)", "svg": "SVG (*.svg)"}


def write_list(work: Work, what: str, unit: Key | None, day: date, out: Path, progress: Progress = no_progress) -> None:
    """Write a list as the kind of file its name ends in."""
    from desktop_app.reports.export import write_document

    write_document(exported_units(work, what, unit, day), out, progress)


def list_pages(work: Work, what: str, unit: Key | None, day: date, progress: Progress = no_progress) -> bytes:
    """A list as it will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(exported_units(work, what, unit, day), progress)


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
