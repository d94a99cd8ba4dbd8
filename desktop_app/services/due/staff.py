"""Who is employed on a day, when each retires, and what every source of tasks is given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from db import roster_rows
from db.models import Person
from db.values import Key
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.law.packs import category_named
from desktop_app.law.retirement_rule import Moment
from desktop_app.services.due.retirement_law import retirement_law
from desktop_app.services.due.rows import About, Mark, Staff
from desktop_app.services.official_lists import leads
from desktop_app.services.work import Work

NO_PENSION = date(9999, 12, 31)  # who has no retirement moment is never near it
_FEW = 500
_NUMBER_LENGTH, _SEX_PLACE = 12, 4
_OTHER_SEX = {"nam": ("1", "3"), "nu": ("0", "2")}  # digits of a personal number that say the other sex


@dataclass(frozen=True)
class Asked:
    """What every source is given: the transaction, the day, everybody employed with their moment, and the marks."""

    work: Work
    day: date
    staff: Mapping[Key, Staff]
    moments: Mapping[Key, Moment]
    marks: Mapping[str, Sequence[Mark]]
    units: Mapping[Key, str] = field(default_factory=dict)
    law: Law = SHIPPED  # the figures of posts as the office uses them

    def about(self, person: Key, post: str = "", unit: Key | None = None, **more: Any) -> About:
        """Whom a task is about, with the post and unit as its note."""
        one = self.staff[person]
        place = self.units.get(unit or one.unit or b"", "")
        note = ", ".join(part for part in (post or one.post, place) if part)
        return About(person, one.name, note, **more)

    def pension_start(self, person: Key) -> date:
        """When a person's pension starts; never where no rule tells."""
        moment = self.moments.get(person)
        return moment.pension_start if moment else NO_PENSION


def staff_on(work: Work, day: date, only: Collection[Key] | None = None) -> dict[Key, Staff]:
    """Everybody employed on the day, or those of some people, by key."""
    found = {}
    for key, name, order, sex, born, category, leader, post, unit in roster_rows.staff_rows(work.raw, day, only):
        heads = bool(leader) if leader is not None else leads(post or "")
        named = category_named(category or "", leader=heads)
        found[key] = Staff(key, name, order, sex or "", born or "", named, post or "", unit)
    return found


def moments_of(work: Work, staff: Mapping[Key, Staff], today: date) -> dict[Key, Moment]:
    """The normal retirement moment of everybody for whom it can be told."""
    doubtful = contradicting(work, staff if len(staff) <= _FEW else None)
    people = [one for one in staff.values() if one.key not in doubtful]
    told = retirement_law(work).moments(((one.sex, one.born, one.category) for one in people), today)
    return {one.key: moment for one, moment in zip(people, told, strict=True) if moment is not None}


def contradicting(work: Work, only: Collection[Key] | None = None) -> frozenset[Key]:
    """Whose recorded sex (of everybody, or of a few) is not what their personal number says: nothing is computed from either."""
    digit = func.substr(Person.personal_number, _SEX_PLACE, 1)
    wrong = or_(*(and_(Person.sex == sex, digit.in_(digits)) for sex, digits in _OTHER_SEX.items()))
    query = select(Person.key).where(func.length(Person.personal_number) == _NUMBER_LENGTH, wrong)
    return frozenset(work.session.scalars(query if only is None else query.where(Person.key.in_(list(only)))))
