"""The import as one service, for the wizard and the command line alike."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.text import fold
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.beside import Brought, Wanted, read_brought, read_held, wanted
from desktop_app.services.intake.beside import told as told_rows
from desktop_app.services.intake.content import settled_by_content
from desktop_app.services.intake.duplicates import KnownPeople
from desktop_app.services.intake.grid import Workbook, read_workbook
from desktop_app.services.intake.headings import MappedColumn, fingerprint, map_columns
from desktop_app.services.intake.known import known_people
from desktop_app.services.intake.layout import TableLayout, find_table
from desktop_app.services.intake.parcel import Parcel, parcel_at
from desktop_app.services.intake.plan import CHANGED, SAME_AS, Answers, Plan, PlannedPerson, make_plan
from desktop_app.services.intake.reading import WARN, Finding
from desktop_app.services.intake.slots import every
from desktop_app.services.intake.unit_names import ABOVE
from desktop_app.services.intake.write import Written, write_plan
from desktop_app.services.package import too_far
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, done, reading

if TYPE_CHECKING:
    from db.database import Database
    from db.writing import Operation

Progress = Callable[[int, int], None]
_SOME = 20
"""Names told of those a package does not have."""


@dataclass(frozen=True)
class Opened:
    """A file that was read, with the list found on it and where its columns go."""

    workbook: Workbook
    layout: TableLayout
    mapping: tuple[MappedColumn, ...]
    parcel: Parcel | None = None
    brought: tuple[Brought, ...] = ()

    def day(self, today: date) -> date:
        """The day whose register the list is compared with: a package tells of its own."""
        return self.parcel.as_of if self.parcel else today


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
    beside = wanted(opened.brought, known.held, plan.people, known) if opened.brought else Wanted()
    findings = sorted(
        [*plan.findings, *_of_package(opened, plan, known), *beside.findings],
        key=lambda finding: (finding.row, finding.col or 0),
    )
    people = tuple(_as_kept(person, beside.kept.get(person.key or b"", frozenset())) for person in plan.people)
    return replace(
        plan, people=people, findings=tuple(findings), day=opened.day(today), beside=beside.rows, whole=beside.whole
    )


def _of_package(opened: Opened, plan: Plan, known: KnownPeople) -> list[Finding]:
    """What is said of a whole package: it is older than one read before; who works at the office by this register is not in it.

    They have left, moved, or were joined into another file there; the package does not say which.
    """
    parcel = opened.parcel
    if parcel is None:
        return []
    row, found = plan.layout.header[1], []
    if known.read_after is not None:
        message = (
            f"Gói này phát hành trước gói số liệu đến {known.read_after:%d/%m/%Y} của {parcel.office} đã nhập:"
            " họ tên, địa chỉ, điện thoại… đã đổi từ đó sẽ trở lại như cũ. Xem kỹ những người “thay đổi”."
        )
        found.append(Finding(row, None, WARN, "", "older_package", None, None, message))
    found += [one for person in plan.people if (one := _went_on(person, known, parcel.office))]
    if not parcel.whole:
        return found
    told = {key for person in plan.people for key in (person.key, person.rival)}
    missing = [
        person.values.get("full_name") or ""
        for person in known.people
        if person.key in known.working and person.key not in told and _works_at(person.values, fold(parcel.office))
    ]
    if not missing:
        return found
    some = ", ".join(missing[:_SOME]) + (" …" if len(missing) > _SOME else "")
    message = (
        f"{len(missing)} người sổ này đang ghi ở {parcel.office} nhưng gói không có: {some}."
        " Nếu đã thôi việc, chuyển đi hay nơi gửi đã gộp hồ sơ thì ghi ở sổ này."
    )
    return [*found, Finding(row, None, WARN, "", "not_in_package", None, None, message)]


def _went_on(person: PlannedPerson, known: KnownPeople, office: str) -> Finding | None:
    """Somebody the register knows at another office since a later day than the package tells of: moved there, most likely."""
    likeness = known.chosen(person.key) if person.key is not None and person.outcome == CHANGED else None
    held = likeness.person.values if likeness else {}
    since, told = held.get("post_since"), person.values.get("post_since")
    if since is None or told is None or told >= since or not held.get("unit") or _works_at(held, fold(office)):
        return None
    message = (
        f"Sổ đang ghi {person.name} ở {held['unit']} từ {since:%d/%m/%Y}, gói vẫn ghi ở {office} từ {told:%d/%m/%Y}:"
        " nếu đã chuyển đi thì chọn chừa lại người này."
    )
    return Finding(person.row, None, WARN, "", "went_on", None, None, message)


def _works_at(values: Mapping[str, Any], office: str) -> bool:
    chains = {fold(values.get("unit") or ""), *values.get(every("parent_unit"), ())}
    return any(chain == office or chain.endswith(f"{ABOVE}{office}") for chain in chains)


def _as_kept(person: PlannedPerson, kept: frozenset[str]) -> PlannedPerson:
    """A person without the differences this office put right itself."""
    left = tuple(difference for difference in person.differences if difference.target not in kept)
    return replace(person, differences=left, outcome=person.outcome if left else SAME_AS) if kept else person


def people_of(database: "Database", today: date, opened: Opened | None = None) -> KnownPeople:
    """Everyone in the register, to compare the list that was opened with; with what a package brings beside it."""
    with reading(database, today) as work:
        day = opened.day(today) if opened else today
        found = known_people(work.session, day)
        if opened and opened.parcel:
            found.working = frozenset(Roster(work.raw).ids(RosterQuery(day)))
            found.read_after = _read_after(work.raw, opened.parcel)
        if opened and opened.brought:
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
        if opened.parcel is not None:
            _remember_parcel(work.raw, opened.workbook.sha256, opened.parcel)
    return Imported(written, done(work))


def remember(raw: Any, opened: Opened) -> None:
    """Keep the mapping for the next file with the same headings."""
    name = f"mapping:{fingerprint(opened.layout.columns)}"
    value = json.dumps({str(column.col): column.target for column in opened.mapping})
    raw.execute(
        "INSERT INTO memo (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _remember_parcel(raw: Any, sha256: str, parcel: Parcel) -> None:
    """Keep where the sender's journal was: a package issued before one that was read here says what is over."""
    raw.execute(
        "INSERT INTO memo (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (f"parcel:{parcel.lineage}:{sha256}", json.dumps([parcel.seq, parcel.as_of.isoformat()])),
    )


def _read_after(raw: Any, parcel: Parcel) -> date | None:
    """The day of a package that the same register issued after this one and that was read here; ``None`` when none was."""
    rows = raw.execute(
        "SELECT m.value FROM memo m WHERE m.name LIKE ? AND EXISTS"
        " (SELECT 1 FROM source_file f WHERE m.name = ? || f.sha256)",  # not one whose import was taken back
        (f"parcel:{parcel.lineage}:%", f"parcel:{parcel.lineage}:"),
    ).fetchall()
    later = [(seq, day) for seq, day in map(json.loads, (value for (value,) in rows)) if seq > parcel.seq]
    return date.fromisoformat(max(later)[1]) if later else None


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
