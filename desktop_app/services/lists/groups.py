"""Group and count: which group each person of a list falls into on a day, and the counts of each group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import aliased

from db.connection import Connection
from db.models import Qualification
from db.text import text_sort_key
from db.values import Key
from desktop_app.services.lists.fields import UNIT_CODE, list_fields
from desktop_app.services.lists.sql import P, age_on, compiled, in_party, value_on
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import CATEGORY_NAMES, SEX_NAMES, GroupRow
from desktop_app.services.work import Work

UNKNOWN = "Chưa ghi"
BANDS = (30, 35, 40, 45, 50, 55, 60)
"""The first age of each band after the youngest."""
_FIELDS = {
    "category": "employment.category",
    "post": "assignment.post",
    "rank": "salary_step.rank_code",
    "sex": "person.sex",
    "ethnic": "person.ethnic",
    "religion": "person.religion",
    "general_education": "person.general_education",
}
_STUDIES = {"qualification": "chuyen_mon", "political_theory": "ly_luan"}


@dataclass(frozen=True)
class Grouped:
    """People in the order of their groups: ``keys``, the group of each by its place in ``rows``, and the groups."""

    keys: tuple[Key, ...]
    places: tuple[int, ...]
    rows: tuple[GroupRow, ...]


def group_people(raw: Connection, keys: Sequence[Key], by: str, day: date) -> Grouped:
    """Put people into groups by one of ``GROUP_NAMES``; within a group they keep their order, who has none comes last."""
    roster = Roster(raw)
    naming = _naming(roster, by, day)
    told = _told(raw, by, day)
    held: dict[str, list[Key]] = {}
    counts: dict[str, list[int]] = {}
    order: dict[str, Any] = {}
    for key in keys:
        value, woman, party = told.get(key, (None, 0, 0))
        title, place = naming(value)
        held.setdefault(title, []).append(key)
        order[title] = place
        count = counts.setdefault(title, [0, 0])
        count[0] += woman
        count[1] += party
    titles = sorted(held, key=lambda title: (title == UNKNOWN, order[title]))
    rows = tuple(
        GroupRow(title, len(held[title]), counts[title][0], counts[title][1], _share(len(held[title]), len(keys)))
        for title in titles
    )
    places = tuple(place for place, title in enumerate(titles) for _ in held[title])
    return Grouped(tuple(key for title in titles for key in held[title]), places, rows)


def count_groups(work: Work, keys: Sequence[Key], by: str, day: date) -> tuple[GroupRow, ...]:
    """The counts of each group alone."""
    return group_people(work.raw, keys, by, day).rows


def _share(part: int, whole: int) -> str:
    tenths = round(part * 1000 / whole)
    return f"{tenths // 10},{tenths % 10}"


def _told(raw: Connection, by: str, day: date) -> Mapping[Key, tuple[Any, int, int]]:
    text, parameters = compiled(select(P.key, _value(by, day), P.sex == "nu", in_party(day)))
    return {key: (value, woman or 0, party) for key, value, woman, party in raw.execute(text, parameters)}


def _value(by: str, day: date) -> Any:
    if by == "unit":
        return value_on(list_fields()[UNIT_CODE], day)
    if by == "age":
        return age_on(day)
    if by == "party":
        return in_party(day)
    if by in _STUDIES:  # the first of its kind, as the list shows it
        row: Any = aliased(Qualification, name="q")
        first = select(row.level).where(row.person == P.key, row.kind == _STUDIES[by]).order_by(row.key).limit(1)
        return first.correlate(P).scalar_subquery()
    return type_coerce(value_on(list_fields()[_FIELDS[by]], day), String)


Naming = Callable[[Any], tuple[str, Any]]


def _naming(roster: Roster, by: str, day: date) -> Naming:
    """How a value is said and where its group stands among the others."""
    if by == "unit":
        return lambda key: _said(roster.unit_path(key, day) if key else "")
    if by == "age":
        return _band
    if by == "party":
        return lambda member: ("Đảng viên", 0) if member else ("Chưa là đảng viên", 1)
    names = {"category": CATEGORY_NAMES, "sex": SEX_NAMES}.get(by)
    if names is not None:
        order = list(names)
        return lambda code: (names[code], order.index(code)) if code in names else (UNKNOWN, 0)
    return lambda text: _said(str(text or ""))


def _said(text: str) -> tuple[str, Any]:
    return (text, text_sort_key(text)) if text else (UNKNOWN, text_sort_key(""))


def _band(age: int | None) -> tuple[str, int]:
    if age is None:
        return UNKNOWN, 0
    if age < BANDS[0]:
        return f"Dưới {BANDS[0]} tuổi", 0
    place = max(n for n, first in enumerate(BANDS) if age >= first)
    if place == len(BANDS) - 1:
        return f"Từ {BANDS[-1]} tuổi trở lên", place + 1
    return f"Từ {BANDS[place]} đến {BANDS[place + 1] - 1} tuổi", place + 1
