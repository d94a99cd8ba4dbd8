"""The main job on an invented office, without a question: workbook → register → lists."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.errors import InvalidInput

OFFICE = "UBND xã An Bình"
FILE = "so-noi-vu-demo.snv"


def run_demo(options: Any, say: Callable[[str], None]) -> int:
    """Make the office and its workbook, import it, write its lists and a sơ yếu lý lịch; open the window where someone sees it."""
    if options.people < 1:
        raise InvalidInput("Cần ít nhất một người.", "people")
    out: Path = options.out
    data = make_demo(out, options.people, options.today, options.clock, print)
    if not options.no_window and can_show_window():
        say("Mở cửa sổ Sổ Nội Vụ…")
        return int(options.open_window(data, options.today))
    return 0


def can_show_window() -> bool:
    """Whether there is a screen, and a terminal someone sits at."""
    if not sys.stdout.isatty():
        return False
    return sys.platform == "win32" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_demo(out: Path, count: int, today: date, clock: Callable[[], Any], tell: Callable[[str], None]) -> Path:
    """The demo's files in a folder; the path of its register."""
    from db.database import NewOffice
    from desktop_app.reports.intake_result import write_result
    from desktop_app.reports.lists.export import export_roster
    from desktop_app.reports.person.papers import write_person_paper
    from desktop_app.reports.practice_workbook import write_workbook
    from desktop_app.services.intake.plan import Answers
    from desktop_app.services.intake.service import carry_out, counts_of, open_file, people_of, plan_of
    from desktop_app.services.opening import create_register
    from desktop_app.services.roster import Roster
    from desktop_app.services.roster_types import RosterQuery
    from desktop_app.services.work import reading

    out.mkdir(parents=True, exist_ok=True)
    data = out / FILE
    for old in out.glob(FILE + "*"):
        old.unlink()
    workbook = out / "danh-sach.xlsx"
    write_workbook(workbook, OFFICE, count, today)
    tell(f"Bảng Excel của cơ quan: {workbook}")
    office = NewOffice(OFFICE, "UBND tỉnh Thái Nguyên", "xa", "An Bình", "Chủ tịch", practice=True)
    database = create_register(data, office, clock)
    try:
        opened = open_file(workbook)
        plan = plan_of(opened, today=today, known=people_of(database, today), answers=Answers())
        carry_out(database, opened, plan, today=today)
        figures = counts_of(plan)
        tell(f"Đã nhập {figures['new']} người; {figures['errors']} lỗi, {figures['warnings']} cần hỏi: {data}")
        write_result(plan, out / "ket-qua-nhap.xlsx")
        tell(f"Phiếu kết quả nhập: {out / 'ket-qua-nhap.xlsx'}")
        raw = database.raw_reader()
        try:
            roster = Roster(raw)
            rows = roster.rows(roster.ids(RosterQuery(today)), today)
            for name in ("roster.xlsx", "roster.pdf"):
                export_roster(raw, rows, out / name, as_of=today, day=today)
                tell(f"Danh sách {len(rows)} người: {out / name}")
        finally:
            raw.close()
        paper = out / "so-yeu-ly-lich.pdf"
        with reading(database, today) as work:
            write_person_paper(work, "cv_2023", [rows[0].key], paper)
        tell(f"Sơ yếu lý lịch của {rows[0].full_name}: {paper}")
    finally:
        database.close()
    from desktop_app.services.practice.office import make_practice

    practice = out / "van-phong-thuc-hanh.snv"
    for old in out.glob(practice.name + "*"):
        old.unlink()
    make_practice(practice, clock)
    tell(f"Văn phòng thực hành, 60 hồ sơ có cả quá trình công tác: {practice}")
    return data
