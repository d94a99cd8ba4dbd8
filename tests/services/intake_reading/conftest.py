"""Workbooks made on the spot, read and planned as files from an office."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from desktop_app.services.intake.duplicates import KnownPeople
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import Imported, Opened, carry_out, open_file, people_of, plan_of

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """A workbook with one sheet of the rows given, and with what ``also`` does to it."""

    def make(
        rows: Sequence[Sequence[Any]],
        *,
        name: str = "danh-sach.xlsx",
        merges: Sequence[str] = (),
        also: Callable[[Any], None] | None = None,
    ) -> Path:
        from openpyxl import Workbook

        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "Danh sách"
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        if also is not None:
            also(workbook)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def rewritten() -> Callable[..., Path]:
    """The same workbook with one part of its archive changed."""

    def make(path: Path, part: str, change: Callable[[bytes], bytes], also: Mapping[str, str] | None = None) -> Path:
        renamed, made = dict(also or {}), io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                content = old.read(info)
                new.writestr(
                    renamed.get(info.filename, info.filename), change(content) if info.filename == part else content
                )
        path.write_bytes(made.getvalue())
        return path

    return make


@pytest.fixture
def opened_plan(today: date) -> Callable[..., tuple[Opened, Plan]]:
    """Read a file and plan it against an empty register."""

    def run(path: Path, **answers: Any) -> tuple[Opened, Plan]:
        opened = open_file(path)
        return opened, plan_of(opened, today=today, known=KnownPeople(), answers=Answers(**answers))

    return run


@pytest.fixture
def plan_rows(save: Save, opened_plan: Callable[..., tuple[Opened, Plan]]) -> Callable[..., Plan]:
    """Save rows as a workbook, read it and plan it."""

    def run(*rows: Sequence[Any], answers: Mapping[str, Any] | None = None, **how: Any) -> Plan:
        return opened_plan(save(rows, **how), **(answers or {}))[1]

    return run


@pytest.fixture
def database(tmp_path: Path, clock: Any) -> Iterator[Database]:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND xã Bộc Bố"), actor="lan", clock=clock)
    yield made
    made.close()


@pytest.fixture
def bring(database: Database, today: date) -> Callable[..., tuple[Plan, Imported]]:
    """Import a file into the register."""

    def run(path: Path, **answers: Any) -> tuple[Plan, Imported]:
        opened = open_file(path)
        plan = plan_of(opened, today=today, known=people_of(database, today), answers=Answers(**answers))
        return plan, carry_out(database, opened, plan, today=today)

    return run
