"""The command ``import``."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from desktop_app.reports.intake_result import finding_json, write_result
from desktop_app.services.history import shown_key
from desktop_app.services.intake.duplicates import KnownPeople
from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import (
    Opened,
    carry_out,
    counts_of,
    memory_of,
    on_sheet,
    open_file,
    people_of,
    plan_of,
)
from desktop_app.services.opening import create_register, open_reading, open_writing

if TYPE_CHECKING:
    from db.database import Database


def run_import(options: Any, say: Callable[[str], None], answer: Callable[[Any], None]) -> int:
    """Plan the import, write it where that is allowed, and give the figures; 1 when errors or doubts stop it."""
    opened = open_file(options.file, sheet=options.sheet)
    database = None
    if options.data.exists():
        database = (open_reading if options.dry_run else open_writing)(options.data, options.clock)
    try:
        known = KnownPeople()
        if database is not None:
            opened = _as_remembered(database, opened, options.sheet)
            known = people_of(database, options.today, opened)
        answers = Answers(accept_all=options.accept_proposals)
        plan = plan_of(opened, today=options.today, known=known, answers=answers)
        figures = counts_of(plan)
        if options.findings:
            found = [finding_json(finding) for finding in plan.findings]
            options.findings.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        if options.report:
            write_result(plan, options.report)
        blocked = bool(figures["errors"] or figures["doubtful"]) and not options.yes
        operation = None
        if not options.dry_run and not blocked:
            # a register is made only for people who will be in it
            database = database or _created(options, opened)
            done = carry_out(database, opened, plan, today=options.today).operation
            operation = shown_key(done.id) if done else None
        if opened.parcel:
            say(opened.parcel.told + ".")
        if options.json:
            answer({**figures, "operation": operation})
        else:
            _tell_import(plan, figures, operation)
        if blocked and not options.dry_run:
            say("Có lỗi hoặc người nghi trùng: chưa ghi gì. Thêm --yes để nhập những người còn lại.")
            return 1
        return 0
    finally:
        if database is not None:
            database.close()


def run_package(options: Any, answer: Callable[[Any], None]) -> int:
    """Write a package for the office above; what it holds."""
    from desktop_app.reports.package import issue
    from desktop_app.services.package import PackageOrder
    from desktop_app.services.roster import Roster
    from desktop_app.services.work import changing

    database = open_writing(options.data, options.clock)
    try:
        as_of = options.as_of or options.today
        with changing(database, options.today, "issue", f"Phát hành gói {options.out.name}") as work:
            unit = Roster(work.raw).unit_named(options.unit, as_of) if options.unit else None
            holds = tuple(name.strip() for name in options.holds.split(",") if name.strip())
            order = PackageOrder(as_of, unit, holds, pdf=not options.no_pdf)
            issued = issue(work, order, options.out, options.clock().isoformat())
    finally:
        database.close()
    if options.json:
        answer({**asdict(issued), "path": str(issued.path)})
    else:
        print(f"Đã ghi gói {issued.path}: {issued.people} người, {len(issued.files)} tệp.")
        print(f"Mã SHA-256 của bản kê: {issued.digest}")
    return 0


def _as_remembered(database: "Database", opened: Opened, sheet: str | None) -> Opened:
    raw = database.raw_reader()
    try:
        memory = memory_of(raw)
    finally:
        raw.close()
    if not memory:
        return opened
    return replace(on_sheet(opened.workbook, sheet, memory), parcel=opened.parcel, brought=opened.brought)


def _created(options: Any, opened: Opened) -> "Database":
    from db.database import NewOffice

    told = "" if opened.parcel else " ".join(opened.layout.office_lines[:2])  # a package is another office's
    name = told or "Cơ quan chưa đặt tên"
    return create_register(options.data, NewOffice(name), options.clock)


def _tell_import(plan: Plan, figures: dict[str, int], operation: str | None) -> None:
    print(
        f"{figures['rows']} người: {figures['new']} mới, {figures['same']} như cũ, {figures['changed']} thay đổi,"
        f" {figures['doubtful']} nghi trùng, {figures['skipped']} chừa lại."
    )
    print(f"{figures['errors']} lỗi, {figures['warnings']} cần hỏi, {figures['fixed']} đã sửa giúp.")
    for finding in plan.findings:
        if finding.level in {"error", "warn"}:
            place = f"{column_letters(finding.col)}{finding.row}" if finding.col else f"dòng {finding.row}"
            print(f"  {'LỖI ' if finding.level == 'error' else 'HỎI '} {place}: {finding.message}")
    print(f"Đã ghi, thao tác {operation}." if operation else "Chưa ghi gì vào sổ.")
