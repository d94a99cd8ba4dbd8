"""The figures that rules of several topics read: as an office uses them, or as shipped."""

from dataclasses import dataclass

from desktop_app.law.calendar import WorkCalendar
from desktop_app.law.packs import Pack


@dataclass(frozen=True)
class Law:
    """The figures of each topic and the calendar to use: with the office's corrections, or as shipped where ``None``."""

    appointments: Pack | None = None
    movements: Pack | None = None
    recruitment: Pack | None = None
    resignation: Pack | None = None
    retirement: Pack | None = None
    early_exit: Pack | None = None
    discipline: Pack | None = None
    salary: Pack | None = None
    rating: Pack | None = None
    holidays: Pack | None = None
    days: WorkCalendar | None = None


SHIPPED = Law()
