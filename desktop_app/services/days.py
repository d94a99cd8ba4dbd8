"""Days that can be: in the time of Vietnamese offices, after the person was born, and not ahead of what is said of them."""

from datetime import date

from db.values import PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown

FIRST_DAY = date(1945, 9, 2)
"""No paper of a Vietnamese office is older."""


def check_day(day: date | None, field: str, *, last: date | None = None, born: PartialDate | None = None) -> None:
    """``InvalidInput`` for a day older than any office, not after the birth, or after the last one that makes sense."""
    if day is None:
        return
    if day < FIRST_DAY:
        raise InvalidInput(f"Ngày {shown(day)} quá xa trước đây: xem lại năm.", field)
    if born is not None and day <= born.earliest:
        raise InvalidInput(f"Ngày {shown(day)} không sau ngày sinh {born.vietnamese}.", field)
    if last is not None and day > last:
        raise InvalidInput(f"Ngày {shown(day)} còn xa quá: xem lại năm.", field)


def years_ahead(today: date, years: int) -> date:
    """The last day of the year so many years from now: what is planned may lie there, not later."""
    return date(today.year + years, 12, 31)
