"""What the list shows, written as a file or shown as pages, behind the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog

from db.text import dotted
from desktop_app.document import Document, Group
from desktop_app.reports.export import write_document
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.export import exported_counts, exported_roster
from desktop_app.services.roster import Roster, RosterDesk
from desktop_app.services.roster_types import Counted
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.runner import Runner

KINDS = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)", "csv": "CSV (*.csv)"}


@dataclass(frozen=True)
class Shown:
    """What the list shows: who, in which columns, as of which day, under which conditions in words."""

    keys: Sequence[bytes]
    columns: Sequence[str]
    as_of: date
    filter_text: str
    groups: tuple[Group, ...] = ()
    paper: Literal["A4", "A3"] = "A4"


def export_shown(desk: RosterDesk, shown: Shown, out: Path, day: date, progress: Progress = no_progress) -> None:
    """Read these people anew on a connection of its own and write them with these columns."""
    write_document(_document(desk, shown, day), out, progress)


def hand_out(
    page: Page, kind: str, out: Path | None, shown: Shown, runner: Runner, desk: RosterDesk, *, day: date
) -> None:
    """Write what is shown as a file of a kind, asking where unless told; ``print`` shows its pages."""
    if kind == "print":
        runner.ask(pages_shown, desk, shown, day, then=partial(_show, page, runner), topic="preview", progress=True)
        return
    if kind == "pdf-a3":
        kind, shown = "pdf", replace(shown, paper="A3")
    if out is None:
        name, _ = QFileDialog.getSaveFileName(page, "Xuất danh sách", f"danh-sach.{kind}", KINDS[kind])
        if not name:
            return
        out = Path(name)
    count = dotted(len(shown.keys))
    said = f"Đã ghi {count} người ra {out}"
    runner.ask(export_shown, desk, shown, out, day, then=lambda _: page.told.emit(said), progress=True)


def hand_out_counts(
    page: Page, kind: str, out: Path | None, shown: Counted, runner: Runner, desk: RosterDesk, *, day: date
) -> None:
    """Write the counts of a list as a file of a kind, asking where unless told."""
    if out is None:
        name, _ = QFileDialog.getSaveFileName(page, "Xuất bảng đếm", f"tong-hop.{kind}", KINDS[kind])
        if not name:
            return
        out = Path(name)
    said = f"Đã ghi bảng đếm {len(shown.rows)} nhóm ra {out}"
    runner.ask(export_counts, desk, shown, out, day, then=lambda _: page.told.emit(said), progress=True)


def export_counts(desk: RosterDesk, shown: Counted, out: Path, day: date, progress: Progress = no_progress) -> None:
    """Write these counts under the head of the register's office."""
    raw = desk.reading()
    try:
        made = exported_counts(raw, shown, day=day)
    finally:
        raw.close()
    write_document(made, out, progress)


def pages_shown(desk: RosterDesk, shown: Shown, day: date, progress: Progress = no_progress) -> bytes:
    """These people as they will be printed."""
    from desktop_app.reports.pdf import pdf_bytes

    return pdf_bytes(_document(desk, shown, day), progress)


def _show(page: Page, runner: Runner, pdf: bytes) -> None:
    show_preview(page, runner.ask, pdf, "Xem trước và in danh sách", "danh-sach")


def _document(desk: RosterDesk, shown: Shown, day: date) -> Document:
    raw = desk.reading()
    try:
        rows = Roster(raw).rows(shown.keys, shown.as_of)
        made = exported_roster(
            raw, rows, as_of=shown.as_of, day=day, columns=shown.columns, filter_text=shown.filter_text
        )
        return replace(made, paper=shown.paper, tables=(replace(made.tables[0], groups=shown.groups),))
    finally:
        raw.close()
