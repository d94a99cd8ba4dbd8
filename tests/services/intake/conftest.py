from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import Imported, Opened, carry_out, open_file, people_of, plan_of

Importer = Callable[..., tuple[Opened, Plan, Imported]]


@pytest.fixture
def database(tmp_path: Path, clock: Any) -> Iterator[Database]:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND xã Bộc Bố"), actor="lan", clock=clock)
    yield made
    made.close()


@pytest.fixture
def bring(database: Database, today: date) -> Importer:
    """Import a file and give what was planned and written."""

    def run(path: Path, answers: Answers | None = None) -> tuple[Opened, Plan, Imported]:
        opened = open_file(path)
        plan = plan_of(opened, today=today, known=people_of(database, today), answers=answers or Answers())
        return opened, plan, carry_out(database, opened, plan, today=today)

    return run


@pytest.fixture
def sheet_of(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of one sheet from rows."""

    def make(*rows: tuple[Any, ...], name: str = "ds.xlsx") -> Path:
        from openpyxl import Workbook

        workbook = Workbook()
        sheet = workbook.worksheets[0]
        for row in rows:
            sheet.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make
