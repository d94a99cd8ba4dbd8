"""What the import wizard asks of the register, one call each; the screen holds no session."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.services.intake.grid import Progress
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import (
    Imported,
    Opened,
    carry_out,
    memory_of,
    on_sheet,
    open_file,
    people_of,
    plan_of,
)
from desktop_app.services.work import told

if TYPE_CHECKING:
    from db.database import Database
    from db.writing import Operation
    from desktop_app.services.intake.duplicates import KnownPeople


class ImportDesk:
    """The import of one file after another into one register."""

    def __init__(self, database: "Database", today: date) -> None:
        self._database = database
        self._today = today
        self._known: KnownPeople | None = None

    def open(self, path: Path, progress: Progress | None = None) -> Opened:
        """Read a file and find its list, with what was remembered of its layout."""
        self._known = None
        return open_file(path, memory=self._memory(), progress=progress)

    def sheet(self, opened: Opened, name: str) -> Opened:
        """The list on another sheet."""
        made = on_sheet(opened.workbook, name, self._memory())
        return replace(made, parcel=opened.parcel, brought=opened.brought)

    def plan(self, opened: Opened, answers: Answers, progress: Progress | None = None) -> Plan:
        """What the import would do; the register is read once for a file."""
        if self._known is None:
            self._known = people_of(self._database, self._today, opened)
        return plan_of(opened, today=self._today, known=self._known, answers=answers, progress=progress)

    def write(self, opened: Opened, plan: Plan, progress: Progress | None = None) -> Imported:
        """Write the plan as one operation."""
        self._known = None
        return carry_out(self._database, opened, plan, today=self._today, progress=progress)

    def forget(self) -> None:
        """Read the register anew for the next plan."""
        self._known = None

    def take_back(self, operation: bytes, why: str = "") -> "Operation | None":
        """Undo a whole import and keep why; ``InvalidInput`` lists what stands in the way."""
        with told():
            return self._database.undo(operation, reason=why)

    def _memory(self) -> dict[str, dict[int, str]]:
        raw = self._database.raw_reader()
        try:
            return memory_of(raw)
        finally:
            raw.close()
