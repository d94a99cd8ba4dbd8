"""The raw texts of the list are those that SQLAlchemy makes of the records."""

import re
from typing import Any

import pytest
from sqlalchemy import and_, bindparam, exists, func, literal_column, not_, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import aliased

from db import roster_rows
from db.models import (
    Assignment,
    Contact,
    Employment,
    PartyMembership,
    Person,
    Qualification,
    SalaryStep,
    Unit,
    UnitState,
)

P, E, A = aliased(Person, name="p"), aliased(Employment, name="e"), aliased(Assignment, name="a")
DAY: Any = bindparam("day")
EMPTY: Any = literal_column("''")
FAR: Any = literal_column("'9999-12-31'")
ONE: Any = literal_column("1")


def _compiled(statement: Any) -> str:
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


def _same(text: str) -> str:
    """The statement without what no database reads: spacing, quotes, optional brackets, names of results."""
    text = re.sub(r"\s+", " ", re.sub(r'["()]', "", text))
    text = re.sub(r"count\*? AS \w+", "count", text.replace("count*", "count"))
    return re.sub(r"\bAS (?=[a-z]\b)", "", text).replace("LEFT OUTER JOIN", "LEFT JOIN").strip()


def _on_day(held: Any) -> Any:
    return and_(func.coalesce(held.starts, EMPTY) <= DAY, func.coalesce(held.ends, FAR) >= DAY)


def _employed(categories: int) -> Any:
    where = [E.person == P.key, _on_day(E)]
    if categories:
        where.append(E.category.in_([bindparam(f"c{n}") for n in range(categories)]))
    return exists(select(literal_column("1")).select_from(E).where(*where).correlate(P))


@pytest.mark.parametrize("categories", [0, 2])
@pytest.mark.parametrize("status", ["working", "left", "all"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_list_of_keys(status: str, categories: int, *, descending: bool) -> None:
    left = exists(select(ONE).select_from(E).where(E.person == P.key, E.ends < DAY).correlate(P))
    begun = exists(
        select(ONE).select_from(E).where(E.person == P.key, func.coalesce(E.starts, EMPTY) <= DAY).correlate(P)
    )
    if status == "working":
        where = [_employed(categories)]
    elif status == "left":
        where = [not_(_employed(0)), left]
    else:
        where = [begun] + ([_employed(categories)] if categories else [])
    order: list[Any] = [P.sort_key.desc(), P.key.desc()] if descending else [P.sort_key.asc(), P.key.asc()]
    wanted = select(P.key).where(*where).order_by(*order)
    text = roster_rows.ids_statement(status=status, units=False, categories=categories, descending=descending)
    assert _same(text) == _same(_compiled(wanted))


@pytest.mark.parametrize(
    ("name", "record", "columns", "where"),
    [
        ("person", Person, roster_rows.PERSON_FIELDS, ""),
        ("assignment", Assignment, ("person", "unit", "post", "post_since", "starts", "ends"), "starts"),
        ("employment", Employment, ("person", "category", "starts", "ends"), "starts"),
        (
            "salary",
            SalaryStep,
            ("person", "rank_code", "rank_name", "step", "coefficient", "beyond_percent", "starts", "next_step_on"),
            "starts",
        ),
        ("qualification", Qualification, ("person", "kind", "level", "major"), ""),
        ("party", PartyMembership, ("person", "joined_on", "official_on"), ""),
        ("contact", Contact, ("person", "kind", "value"), ""),
    ],
)
def test_the_rows_of_a_block(name: str, record: Any, columns: tuple[str, ...], where: str) -> None:
    statement = select(*(getattr(record, column) for column in columns))
    if name == "assignment":
        statement = statement.where(Assignment.main == ONE)
    if where:
        statement = statement.where(func.coalesce(getattr(record, where), EMPTY) <= DAY)
    assert _same(roster_rows.TEXTS[name]).startswith(_same(_compiled(statement)))


def test_units_counts_and_search() -> None:
    assert _same(roster_rows.UNIT_CODES) == _same(_compiled(select(Unit.key, Unit.code)))
    states = select(UnitState.unit, UnitState.parent, UnitState.name, UnitState.starts, UnitState.ends)
    assert _same(roster_rows.UNIT_TEXT) == _same(_compiled(states))
    at_work = exists(select(ONE).select_from(E).where(E.person == A.person, _on_day(E)).correlate(A))
    counts = (
        select(A.unit, func.count()).where(A.main == ONE, A.unit.is_not(None), _on_day(A), at_work).group_by(A.unit)
    )
    assert _same(roster_rows.COUNT_TEXT) == _same(_compiled(counts))
    begun = exists(
        select(ONE).select_from(E).where(E.person == A.person, func.coalesce(E.starts, EMPTY) <= DAY).correlate(A)
    )
    once = (
        select(A.unit, func.count(A.person.distinct()).label("people"))
        .where(A.main == ONE, A.unit.is_not(None), func.coalesce(A.starts, EMPTY) <= DAY, begun)
        .group_by(A.unit)
    )
    assert _same(roster_rows.ONCE_TEXT) == _same(_compiled(once))
    search = select(P.key, P.search_key, P.personal_number, P.staff_number, P.old_id_number, A.post, A.unit).outerjoin(
        A, and_(A.person == P.key, A.main == ONE, _on_day(A))
    )
    assert _same(roster_rows.SEARCH_TEXT) == _same(_compiled(search))
    assert _same(roster_rows.SEX_TEXT) == _same(_compiled(select(P.key, P.sex).where(P.sex.is_not(None))))


def test_the_staff_of_a_day() -> None:
    statement = (
        select(P.key, P.full_name, P.sort_key, P.sex, P.born, E.category, A.leader, A.post, A.unit)
        .select_from(E)
        .join(P, P.key == E.person)
        .outerjoin(A, and_(A.person == P.key, A.main == ONE, _on_day(A)))
        .where(_on_day(E))
    )
    assert _same(roster_rows.STAFF_TEXT) == _same(_compiled(statement))
