"""Months and working days: official days off and worked Saturdays are dated data that an office can correct."""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from desktop_app.law.packs import Pack, shipped

ANYBODY = "CC"  # days off hold for every category; rows are read through one
FIRST_YEAR = 2020
_DAY = timedelta(days=1)
_SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier, if negative); the last day of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_before(day: date, months: int) -> date:
    """The last day on which a thing is done "months before" the day: that many months back, and a day."""
    return add_months(day, -months) - _DAY


def whole_months(first: date, last: date) -> int:
    """The full months from one day to another; never below zero."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (add_months(first, months) > last))


def shown(day: date) -> str:
    """The day as a paper writes it: ``30/06/1965``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@dataclass(frozen=True)
class YearDays:
    """The weekdays off and the worked Saturdays of one year."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    basis: str
    confirmed: bool


@dataclass(frozen=True)
class Counted:
    """A day found by counting working days.

    ``strict`` is the safer day where a worked Saturday would not be accepted as one; ``unconfirmed`` names the years whose
    days off are not official.
    """

    day: date
    strict: date
    unconfirmed: tuple[int, ...]
    basis: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        """Whether every day counted rests on an official list."""
        return not self.unconfirmed

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the clerk should know about the count."""
        said = []
        if self.strict != self.day:
            said.append(f"Nếu ngày thứ Bảy làm bù không được tính là ngày làm việc thì hạn là {shown(self.strict)}.")
        if self.unconfirmed:
            years = ", ".join(map(str, self.unconfirmed))
            said.append(f"Lịch nghỉ lễ, Tết năm {years} chưa xác nhận; sửa lịch khi có thông báo chính thức.")
        return tuple(said)


class WorkCalendar:
    """The working days of all years that are known."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._years = {year.year: year for year in _years(pack)}
        days = [day for year in self._years for day in _days_of(year)]
        self._working = [day for day in days if self._is_working(day, worked=True)]
        self._strict = [day for day in days if self._is_working(day, worked=False)]

    def year(self, year: int) -> YearDays | None:
        """The days off of a year; ``None`` where nothing is known."""
        return self._years.get(year)

    def _is_working(self, day: date, *, worked: bool) -> bool:
        known = self._years[day.year]
        if day.weekday() >= _SATURDAY:
            return worked and day in known.worked
        return day not in known.off

    def is_working(self, day: date) -> bool | None:
        """Whether state bodies work on the day; ``None`` where the year is not known."""
        return self._is_working(day, worked=True) if day.year in self._years else None

    def add(self, start: date, count: int) -> Counted | None:
        """The day so many working days after the start (before it, if negative), which itself is not counted; 0 gives the start.

        ``None`` where the count leaves the years that are known.
        """
        day, strict = _moved(self._working, start, count), _moved(self._strict, start, count)
        if day is None or strict is None or start.year not in self._years:
            return None
        years = [self._years[year] for year in range(min(day, start).year, max(day, start).year + 1)]
        return Counted(
            day,
            strict,
            tuple(year.year for year in years if not year.confirmed),
            tuple(dict.fromkeys(year.basis for year in years)),
        )

    def between(self, first: date, last: date) -> int | None:
        """How many working days lie from one day to another, both counted; ``None`` where a year is not known."""
        if first.year not in self._years or last.year not in self._years:
            return None
        return max(0, bisect_right(self._working, last) - bisect_left(self._working, first))

    def tet(self, year: int) -> tuple[date, date] | None:
        """First and last day of the Tết holiday with the days of rest that touch it; ``None`` where it is not known."""
        found = self._pack.at("tet_first_day", ANYBODY, date(year, 1, 1))
        known = self._years.get(year)
        if found is None or known is None:
            return None
        first = last = found.value
        while self._rests(first - _DAY):
            first -= _DAY
        while self._rests(last + _DAY):
            last += _DAY
        return first, last

    def _rests(self, day: date) -> bool:
        return self.is_working(day) is False


def _moved(days: list[date], start: date, count: int) -> date | None:
    if count == 0:
        return start
    place = bisect_right(days, start) + count - 1 if count > 0 else bisect_left(days, start) + count
    return days[place] if 0 <= place < len(days) else None


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY


def _years(pack: Pack) -> Iterator[YearDays]:
    for row in pack["tet_first_day"].by_category[ANYBODY]:
        year = row.value.year
        told = pack.at("days_off", ANYBODY, date(year, 1, 1))
        if told is not None:
            yield YearDays(
                year, frozenset(told.value["off"]), frozenset(told.value["worked"]), told.basis, told.confirmed
            )
        elif year >= FIRST_YEAR:
            yield _by_law(pack, year)


def _by_law(pack: Pack, year: int) -> YearDays:
    """The days off that the law gives a year; a holiday on a day of rest moves to the next working day."""
    holidays: set[date] = set()
    for month in range(1, 13):
        row = pack.at("statutory", ANYBODY, date(year, month, 1))
        if row is not None:
            fixed = [date.fromisoformat(f"{year}-{text}") for text in row.value["fixed"]]
            holidays.update(day for day in fixed if day.month == month)
            if month == 9 and row.value["beside"]:  # noqa: PLR2004 - the second day of the National Day
                first = date(year, 9, 1)
                holidays.add(first if first.weekday() < _SATURDAY else date(year, 9, 3))
    first, tet, gio_to = date(year, 1, 1), "tet_first_day", "gio_to"
    found, law = pack.at(tet, ANYBODY, first), pack.at("statutory", ANYBODY, first)
    if found is not None and law is not None:
        holidays.update(found.value + timedelta(days=n - 1) for n in range(law.value["tet"]))
    found = pack.at(gio_to, ANYBODY, first)
    if found is not None:
        holidays.add(found.value)
    off = {day for day in holidays if day.weekday() < _SATURDAY}
    for day in sorted(holidays - off):
        moved = day
        while moved.weekday() >= _SATURDAY or moved in off or moved in holidays:
            moved += _DAY
        off.add(moved)
    basis = f"{law.basis}; tạm tính, chờ thông báo chính thức" if law else "tạm tính"
    return YearDays(year, frozenset(off), frozenset(), basis, confirmed=False)


@lru_cache(maxsize=4)
def calendar_of(pack: Pack) -> WorkCalendar:
    """The calendar of a pack; made once for each."""
    return WorkCalendar(pack)


def official() -> WorkCalendar:
    """The calendar as shipped."""
    return calendar_of(shipped("holidays"))


def add_working_days(start: date, count: int, days: WorkCalendar | None = None) -> Counted | None:
    """See ``WorkCalendar.add``; by the shipped calendar when none is given."""
    return (days or official()).add(start, count)
