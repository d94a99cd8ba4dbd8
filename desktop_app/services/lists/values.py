"""What there is to choose from for a condition: the values the register holds of a field, and how many people have each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import BY_NAME
from db.text import text_sort_key
from desktop_app.services.lists.fields import CHOICE, CURRENT, TEXT, ListField, fixed_choices
from desktop_app.services.lists.sql import P, compiled, value_on
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import Work

MOST = 400
"""Values offered at most; the rest is found by ``has``."""


@dataclass(frozen=True)
class ValueRow:
    """A value as it is saved, as it is shown, and the people who have it (``None``: not counted)."""

    value: str
    text: str
    people: int | None


def values_of(work: Work, field: ListField, day: date) -> tuple[ValueRow, ...]:
    """The values to choose from, those of a closed list in its order, others by how many have them."""
    names = dict(fixed_choices(field))
    if field.kind not in {CHOICE, TEXT} or field.field is None:
        return tuple(ValueRow(code, text, None) for code, text in names.items())
    counts = _counts(work, field, day)
    if names:
        return tuple(ValueRow(code, text, counts[code]) for code, text in names.items())
    common = sorted(counts.items(), key=lambda pair: (-pair[1], text_sort_key(pair[0])))[:MOST]
    return tuple(ValueRow(text, text, people) for text, people in common)


def _counts(work: Work, field: ListField, day: date) -> Counter[str]:
    """People at work on the day by value; of rows side by side, those who have one that says so."""
    if field.record == "person" or field.record in CURRENT:
        text, parameters = compiled(select(P.key, value_on(field, day)))
    else:
        row = BY_NAME[field.record]
        column = getattr(row, field.field.name if field.field else "key")
        wanted = select(getattr(row, "person"), column).distinct()  # noqa: B009 - every record of a file has it
        if field.of:
            wanted = wanted.where(getattr(row, "kind") == field.of)  # noqa: B009 - as above
        text, parameters = compiled(wanted)
    here = set(Roster(work.raw).ids(RosterQuery(day)))
    return Counter(str(value) for key, value in work.raw.execute(text, parameters) if value and key in here)


def unit_texts(roster: Roster, day: date) -> Mapping[str, str]:
    """The full name of each unit of the day by its key in hex."""
    return {unit.key.hex(): roster.unit_path(unit.key, day) for unit in roster.units(day)}


def count_people(work: Work, query: RosterQuery) -> int:
    """How many people answer a query."""
    return len(Roster(work.raw).ids(query))
