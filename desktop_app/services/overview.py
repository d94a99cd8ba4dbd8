"""The start page beside the due list: who is here, who retires when, how the register is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import select

from db.models import Quota
from db.values import Key
from desktop_app.law.calendar import add_months
from desktop_app.services.backups import plan_of
from desktop_app.services.due.rows import DueList
from desktop_app.services.due.service import Progress, due_list
from desktop_app.services.due.staff import moments_of, staff_on
from desktop_app.services.organisation.staffing import quotas
from desktop_app.services.organisation.units import read_forest
from desktop_app.services.work import Work

QUARTERS = 12
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Cán bộ", ("CB",)),
    ("Công chức", ("CC", "CC_LDQL")),
    ("Viên chức", ("VC", "VC_QL")),
    ("Khác", ("HDLD", "KCT", "")),
)
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Quarter:
    """People whose pension starts in a quarter, by the groups of ``GROUPS``."""

    year: int
    number: int
    counts: tuple[int, ...]
    people: tuple[Key, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True)
class Overview:
    """What the start page shows of a day."""

    due: DueList
    people: int
    counts: tuple[int, ...]  # present by the groups of ``GROUPS``
    quarters: tuple[Quarter, ...]
    operations: int
    written: str  # when the last operation was recorded: 23/11/2026 08:41
    backup: str  # when the last verified backup was made; empty when none is known
    backup_trouble: str
    incomplete: int  # people without birth, sex or personal number
    quota: int | None  # what the office may have in the year of the day; ``None`` while no quota is recorded
    free: int  # how many more there may be of the categories with a quota; below 0: how many too many


def overview(work: Work, day: date, data: Path, *, progress: Progress | None = None) -> Overview:
    """Everything of the start page as of a day."""
    due = due_list(work, day, progress=progress)
    staff = staff_on(work, day)
    moments = moments_of(work, staff, day)
    place = {category: number for number, (_, categories) in enumerate(GROUPS) for category in categories}
    counts = Counter(place[one.category] for one in staff.values())
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    found: dict[tuple[int, int], list[Key]] = {}
    for key, moment in moments.items():
        start = moment.pension_start
        found.setdefault((start.year, (start.month - 1) // 3 + 1), []).append(key)
    quarters = []
    for step in range(QUARTERS):
        start = add_months(first, 3 * step)
        people = found.get((start.year, (start.month - 1) // 3 + 1), [])
        in_groups = Counter(place[staff[key].category] for key in people)
        numbers = tuple(in_groups[number] for number in range(len(GROUPS)))
        quarters.append(Quarter(start.year, (start.month - 1) // 3 + 1, numbers, tuple(people)))
    operations, written = work.raw.execute("SELECT count(*), max(recorded_at) FROM operation").fetchone()
    (incomplete,) = work.raw.execute(
        "SELECT count(*) FROM person WHERE born IS NULL OR sex IS NULL OR personal_number IS NULL"
    ).fetchone()
    plan = plan_of(data)
    return Overview(
        due,
        len(staff),
        tuple(counts[number] for number in range(len(GROUPS))),
        tuple(quarters),
        operations,
        _local(written),
        _local(plan.last),
        plan.trouble,
        incomplete,
        *_quota(work, day),
    )


def _quota(work: Work, day: date) -> tuple[int | None, int]:
    if work.session.scalars(select(Quota.key).where(Quota.year == day.year)).first() is None:
        return None, 0  # most offices record none: nobody is counted again for it
    forest = read_forest(work)
    rows = [row for row in quotas(work, day, forest.on(day).under(None), forest) if row.holds is not None]
    whole = sum(row.holds or 0 for row in rows)
    return (whole if rows else None), whole - sum(row.present for row in rows)


def _local(at: str | None) -> str:
    if not at:
        return ""
    moment = datetime.fromisoformat(at).astimezone(_VIETNAM)
    return f"{moment:%d/%m/%Y %H:%M}"
