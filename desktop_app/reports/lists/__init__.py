"""The lists the office can print. A new one: one module here that declares ``REPORT``, named in ``lists``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.reports.lists.report import ListReport


def lists() -> "tuple[ListReport, ...]":
    """Every list, loaded when asked for: the first picture needs the columns of one."""
    from desktop_app.reports.lists import appointments, counts, discipline, due, retirement, roster, units

    return (
        roster.REPORT,
        counts.REPORT,
        due.REPORT,
        discipline.REPORT,
        units.REPORT,
        units.POSITIONS,
        appointments.REPORT,
        retirement.REPORT,
    )
