"""The due list: from the register and a day to what is to be done, with its provision and arithmetic; nothing is stored."""

from collections.abc import Callable
from datetime import date

from desktop_app.services.due.marks import handed, hidden, marks_of
from desktop_app.services.due.rows import DueList, DueRow
from desktop_app.services.due.sources import SOURCES
from desktop_app.services.due.staff import Asked, moments_of, staff_on
from desktop_app.services.figures import office_law
from desktop_app.services.roster import Roster
from desktop_app.services.work import Work

Progress = Callable[[int, int], None]


def due_list(work: Work, day: date, *, progress: Progress | None = None) -> DueList:
    """All tasks that show on a day, those put off or dismissed left out and counted."""
    staff = staff_on(work, day)
    marks = marks_of(work)
    units = {unit.key: unit.name for unit in Roster(work.raw).units(day)}
    moments = moments_of(work, staff, day)
    asked = Asked(work, day, staff, moments, marks, units, office_law(work))
    rows: list[DueRow] = []
    dismissed = put_off = 0
    for place, source in enumerate(SOURCES):
        if progress is not None:
            progress(place, len(SOURCES))
        for row in source(asked):
            if not row.task.shows(day):
                continue
            said = marks.get(row.mark_name, ())
            why = hidden(row.task, said, day)
            dismissed += why == "bo_qua"
            put_off += why == "nhac_lai"
            if not why:
                rows.append(DueRow(row.task, row.about, handed(row.task, said)))
    order = {one.key: one.order for one in staff.values()}
    rows.sort(key=lambda row: (row.task.due, row.task.code, order.get(row.about.person or b"", "")))
    unknown = sum(1 for one in staff.values() if one.key not in moments)
    return DueList(day, tuple(rows), put_off, dismissed, unknown)


MOST_COUNTED = 20_000
PAGES = {"Bổ nhiệm, điều động": ("TERM", "ACT", "SEC", "ROT"), "Nghỉ hưu": ("RET",), "Kỷ luật": ("DIS", "SUSP")}


def overdue_by_page(work: Work, day: date) -> dict[str, int]:
    """How much is overdue, in all and by the page that settles it, by the pages' titles.

    Of a province's whole register (over ``MOST_COUNTED`` people) nothing is counted unasked: it would take seconds and a
    hundred megabytes behind a clerk who only looks somebody up. The page *Bàn làm việc* counts it when it is opened.
    """
    (people,) = work.raw.execute("SELECT count(*) FROM person").fetchone()
    if people > MOST_COUNTED:
        return {}
    due = due_list(work, day)
    overdue = [row for row in due.rows if row.group(day) == "overdue"]
    found = {page: sum(row.task.code.startswith(codes) for row in overdue) for page, codes in PAGES.items()}
    return {"Bàn làm việc": len(overdue), **found}
