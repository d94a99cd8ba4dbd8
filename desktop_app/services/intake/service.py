"""The import as one service, for the wizard and the command line alike."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.errors import InvalidInput
from desktop_app.services.intake.beside import Brought, read_brought, read_held, wanted
from desktop_app.services.intake.beside import told as told_rows
from desktop_app.services.intake.content import settled_by_content
from desktop_app.services.intake.duplicates import KnownPeople
from desktop_app.services.intake.grid import Workbook, read_workbook
from desktop_app.services.intake.headings import MappedColumn, fingerprint, map_columns
from desktop_app.services.intake.known import known_people
from desktop_app.services.intake.layout import TableLayout, find_table
from desktop_app.services.intake.parcel import Parcel, parcel_at
from desktop_app.services.intake.plan import Answers, Plan, make_plan
from desktop_app.services.intake.write import Written, write_plan
from desktop_app.services.package import too_far
from desktop_app.services.work import changing, done, reading

if TYPE_CHECKING:
    from db.database import Database
    from db.writing import Operation

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Opened:
    """A file that was read, with the list found on it and where its columns go."""

    workbook: Workbook
    layout: TableLayout
    mapping: tuple[MappedColumn, ...]
    parcel: Parcel | None = None
    brought: tuple[Brought, ...] = ()


def open_file(
    path: Path,
    *,
    sheet: str | None = None,
    memory: Mapping[str, Mapping[int, str]] | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Read a file, or a package after checking it, and find its list; ``memory`` holds mappings chosen before."""
    parcel = parcel_at(path)
    workbook = read_workbook(parcel.workbook if parcel else path, progress)
    brought = read_brought(parcel.records.read_bytes(), path.name) if parcel and parcel.records else ()
    return replace(on_sheet(workbook, sheet, memory), parcel=parcel, brought=brought)


def on_sheet(workbook: Workbook, sheet: str | None, memory: Mapping[str, Mapping[int, str]] | None = None) -> Opened:
    """The list of another sheet of a file that was read."""
    layout = find_table(workbook, sheet)
    remembered = (memory or {}).get(fingerprint(layout.columns))
    mapping = map_columns(layout.columns, remembered)
    return Opened(workbook, layout, mapping if remembered is not None else settled_by_content(layout, mapping))


def remap(opened: Opened, col: int, target: str) -> Opened:
    """The same file with one column sent elsewhere; who had the target before loses it."""
    changed = []
    for column in opened.mapping:
        if column.col == col:
            changed.append(MappedColumn(col, column.heading, target, "người nhập chọn"))
        elif target and column.target == target:
            changed.append(MappedColumn(column.col, column.heading, "", "nhường cho cột khác"))
        else:
            changed.append(column)
    return replace(opened, mapping=tuple(changed))


def plan_of(
    opened: Opened, *, today: date, known: KnownPeople, answers: Answers, progress: Progress | None = None
) -> Plan:
    """What importing the file would do; ``InvalidInput`` for a package of a day that no office can issue one of."""
    if opened.parcel is not None and (why := too_far(opened.parcel.as_of, today)):
        raise InvalidInput(f"Gói của {opened.parcel.office}: {why} Chưa đọc gì; hỏi lại nơi gửi.", "file")
    fonts = opened.workbook.fonts
    plan = make_plan(
        opened.layout, opened.mapping, today=today, known=known, answers=answers, fonts=fonts, progress=progress
    )
    return replace(plan, beside=wanted(opened.brought, known.held, plan.people, known)) if opened.brought else plan


def people_of(database: "Database", today: date, *, beside: bool = False) -> KnownPeople:
    """Everyone in the register, to compare with; with what packages bring beside the list where one does."""
    with reading(database, today) as work:
        found = known_people(work.session)
        if beside:
            found.held = read_held(work.session)
        return found


@dataclass(frozen=True)
class Imported:
    """A finished import: what was written, and the operation that undoes it as one step (``None``: nothing changed)."""

    written: Written
    operation: "Operation | None"


def carry_out(
    database: "Database", opened: Opened, plan: Plan, *, today: date, progress: Progress | None = None
) -> Imported:
    """Write the plan as one operation."""
    counts = plan.outcomes
    name = f"gói của {opened.parcel.office}" if opened.parcel else opened.workbook.path.name
    summary = f"Nhập {name}: {counts['new']} người mới, {counts['changed']} người thay đổi"
    if plan.beside:
        summary += f", {told_rows(plan.beside)}"
    with changing(database, today, "import", summary, source=opened.workbook.sha256) as work:
        written = write_plan(work, opened.workbook, plan, progress)
        remember(work.raw, opened)
    return Imported(written, done(work))


def remember(raw: Any, opened: Opened) -> None:
    """Keep the mapping for the next file with the same headings."""
    name = f"mapping:{fingerprint(opened.layout.columns)}"
    value = json.dumps({str(column.col): column.target for column in opened.mapping})
    raw.execute(
        "INSERT INTO memo (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def memory_of(raw: Any) -> dict[str, dict[int, str]]:
    """The mappings remembered in a register."""
    rows = raw.execute("SELECT name, value FROM memo WHERE name LIKE 'mapping:%'").fetchall()
    return {
        name.removeprefix("mapping:"): {int(col): target for col, target in json.loads(value).items()}
        for name, value in rows
    }


def counts_of(plan: Plan) -> dict[str, int]:
    """The figures of an import as the command line gives them."""
    people, levels = plan.outcomes, plan.levels
    return {
        "rows": len(plan.people),
        "beside": len(plan.beside),
        "new": people["new"],
        "same": people["same"],
        "changed": people["changed"],
        "doubtful": people["doubtful"],
        "skipped": people["left_out"],
        "errors": levels["error"],
        "warnings": levels["warn"],
        "fixed": levels["fixed"],
    }
