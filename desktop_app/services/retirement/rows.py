"""Rows of the forecast, and how they are counted by month, quarter or year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from db.values import Key
from desktop_app.law.calendar import add_months
from desktop_app.services.due.leaving import DECIDED, GONE, HANDED, RESIGNS

By = Literal["month", "quarter", "year"]
MONTHS: Mapping[By, int] = {"month": 1, "quarter": 3, "year": 12}
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Cán bộ", ("CB",)),
    ("Công chức", ("CC", "CC_LDQL")),
    ("Viên chức", ("VC", "VC_QL")),
    ("Khác", ("HDLD", "KCT", "")),
)
_GROUP_OF = {category: place for place, (_, categories) in enumerate(GROUPS) for category in categories}
_OTHERS = len(GROUPS) - 1
_QUARTERS = ("I", "II", "III", "IV")
_LEADERS = frozenset({"CB", "CC_LDQL", "VC_QL"})


@dataclass(frozen=True)
class RetireRow:
    """One person who retires (or leaves by a case), with what is due when and where the papers stand."""

    person: Key
    name: str
    order: str
    staff_number: str
    sex: str
    born: str
    category: str  # as the law names it, with the leader
    post: str
    unit: Key | None
    unit_name: str
    above: tuple[Key, ...]  # the unit and what it belongs to
    age_months: int
    last_working_day: date
    leaves_on: date  # the first day without work: of the pension, where the person retires
    notice_deadline: date | None
    decision_deadline: date | None
    state: str
    kind: str = ""  # of the case; empty while there is none
    case: Key | None = None
    postponed: bool = False
    noticed_on: date | None = None
    notice_number: str = ""
    decided_on: date | None = None
    decision_number: str = ""
    effective_on: date | None = None
    signer: str = ""
    signer_post: str = ""
    handed_on: date | None = None
    leads_until: date | None = None  # the last day in a leadership post, where that is not the last day of work
    confirmed: bool = True

    @property
    def where(self) -> str:
        """Post and unit in one line."""
        return ", ".join(filter(None, (self.post, self.unit_name)))

    @property
    def leads(self) -> bool:
        """Whether a leadership post falls vacant."""
        return self.category in _LEADERS

    @property
    def vacant_from(self) -> date:
        """The first day on which the post is free."""
        return self.leaves_on if self.leads_until is None else date.fromordinal(self.leads_until.toordinal() + 1)

    @property
    def group(self) -> int:
        """Its place in ``GROUPS``."""
        return _GROUP_OF.get(self.category, _OTHERS)

    @property
    def retires(self) -> bool:
        """Whether it ends in a pension."""
        return self.kind != RESIGNS

    def is_late(self, day: date) -> bool:
        """Whether the moment has passed and the person is still here."""
        return self.leaves_on <= day and self.state not in {GONE, DECIDED, HANDED}


@dataclass(frozen=True)
class UnknownRow:
    """Somebody whose retirement cannot be computed: which field is wrong, and why."""

    person: Key
    name: str
    order: str
    post: str
    unit_name: str
    field: str
    reason: str

    @property
    def where(self) -> str:
        """Post and unit in one line."""
        return ", ".join(filter(None, (self.post, self.unit_name)))


@dataclass(frozen=True)
class Forecast:
    """Who leaves until a day (both days included), who left since, and who cannot be computed."""

    day: date
    since: date
    until: date
    rows: tuple[RetireRow, ...]
    left: tuple[RetireRow, ...]
    unknown: tuple[UnknownRow, ...]
    units: Mapping[Key, str]

    def between(self, first: date, last: date) -> tuple[RetireRow, ...]:
        """Everybody who leaves in these days, gone or still to go, in order."""
        found = [row for row in (*self.left, *self.rows) if first <= row.leaves_on <= last]
        return tuple(sorted(found, key=lambda row: (row.leaves_on, row.order, row.person)))

    @cached_property
    def vacancies(self) -> tuple[RetireRow, ...]:
        """The leadership posts that fall vacant, by the day."""
        found = [row for row in self.rows if row.leads and row.post]
        return tuple(sorted(found, key=lambda row: (row.vacant_from, row.order)))

    @cached_property
    def choices(self) -> tuple[Mapping[Key, int], Mapping[str, int], int]:
        """What the rows may be narrowed to: how many of each unit (with those below it) and post, and how many lead."""
        units: Counter[Key] = Counter()
        posts: Counter[str] = Counter()
        leaders = 0
        for row in self.rows:
            units.update(row.above)
            if row.post:
                posts[row.post] += 1
            leaders += row.leads
        return units, posts, leaders

    def ready(self) -> None:
        """Work out now, behind the screen, what it will be asked for."""
        _ = self.vacancies, self.choices


@dataclass(frozen=True)
class Period:
    """One column of the chart: its label, the year over it, its days and its counts by ``GROUPS``."""

    label: str
    year: int
    first: date
    last: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All groups together."""
        return sum(self.counts)

    @property
    def words(self) -> str:
        """``Quý II/2027``, ``Tháng 6/2027`` or ``Năm 2027``."""
        if self.label.isdigit() and int(self.label) == self.year:
            return f"Năm {self.year}"
        return f"{'Tháng' if self.label.isdigit() else 'Quý'} {self.label}/{self.year}"


def first_of(day: date, by: By) -> date:
    """The first day of the period a day lies in."""
    months = MONTHS[by]
    return date(day.year, day.month - (day.month - 1) % months, 1)


def periods(rows: Iterable[RetireRow], by: By, first: date, until: date) -> tuple[Period, ...]:
    """The columns from the period of ``first`` to that of ``until``; a period without anybody is there, with zero."""
    start, months = first_of(first, by), MONTHS[by]
    # by the number of the period: a province has tens of thousands of rows
    counted = Counter(
        ((row.leaves_on.year * 12 + row.leaves_on.month - 1) // months, _GROUP_OF.get(row.category, _OTHERS))
        for row in rows
    )
    found = []
    while start <= until:
        following = add_months(start, months)
        label = {"month": str(start.month), "quarter": _QUARTERS[(start.month - 1) // 3], "year": str(start.year)}[by]
        number = (start.year * 12 + start.month - 1) // months
        counts = tuple(counted[number, place] for place in range(len(GROUPS)))
        found.append(Period(label, start.year, start, date.fromordinal(following.toordinal() - 1), counts))
        start = following
    return tuple(found)
