"""The one place that reads the list in raw SQL: at start, before SQLAlchemy is loaded, and ever after.

A test holds each text equal to the statement SQLAlchemy compiles from the records.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from db.connection import Connection
from db.values import Key

ON_DAY = "coalesce({t}.starts, '') <= :day AND coalesce({t}.ends, '9999-12-31') >= :day"
_AT_WORK = f"SELECT 1 FROM employment AS e WHERE e.person = p.key AND {ON_DAY.format(t='e')}"
_LEFT = "SELECT 1 FROM employment AS e WHERE e.person = p.key AND e.ends < :day"
_IN_UNITS = (
    f"SELECT 1 FROM assignment AS a WHERE a.person = p.key AND a.main = 1 AND {ON_DAY.format(t='a')}"
    " AND a.unit IN (SELECT unhex(listed.value) AS unit FROM json_each(:units) AS listed)"
)
# the last post of someone who left says which unit they belonged to
_WAS_IN_UNITS = (
    "SELECT 1 FROM assignment AS a WHERE a.person = p.key AND a.main = 1 AND coalesce(a.starts, '') <= :day"
    " AND a.unit IN (SELECT unhex(listed.value) AS unit FROM json_each(:units) AS listed)"
)
ORDERS = {
    "name": "p.sort_key {d}, p.key {d}",
    "born": "p.born {d}, p.sort_key, p.key",
    "sex": "p.sex {d}, p.sort_key, p.key",
    "personal_number": "p.personal_number {d}, p.sort_key, p.key",
    "staff_number": "p.staff_number {d}, p.sort_key, p.key",
    "recruited_on": "p.recruited_on {d}, p.sort_key, p.key",
}


def ids_statement(
    *,
    status: str,
    units: bool,
    categories: int,
    sort: str = "name",
    descending: bool = False,
    limit: bool = False,
    clause: str = "",
) -> str:
    """The text that lists people's keys: by status on a day, by units, by so many categories, in an order of ``ORDERS``.

    ``clause`` is one more condition on ``p``, with parameters of its own.
    """
    at_work = _AT_WORK
    if categories:
        at_work += f" AND e.category IN ({', '.join(f':c{place}' for place in range(categories))})"
    if status == "working":
        where = [f"EXISTS ({at_work})"]
    elif status == "left":
        where = [f"NOT (EXISTS ({_AT_WORK}))", f"EXISTS ({_LEFT})"]
    else:
        where = ["EXISTS (SELECT 1 FROM employment AS e WHERE e.person = p.key AND coalesce(e.starts, '') <= :day)"]
        if categories:
            where.append(f"EXISTS ({at_work})")
    if units:
        where.append(f"EXISTS ({_IN_UNITS if status == 'working' else _WAS_IN_UNITS})")
    if clause:
        where.append(f"({clause})")
    order = ORDERS[sort].format(d="DESC" if descending else "ASC")
    return f"SELECT p.key FROM person AS p WHERE {' AND '.join(where)} ORDER BY {order}" + (
        " LIMIT :count" if limit else ""
    )


def ids(  # noqa: PLR0913 - the parts of one question
    raw: Connection,
    day: date,
    *,
    status: str = "working",
    units: Sequence[Key] | None = None,
    categories: Sequence[str] = (),
    sort: str = "name",
    descending: bool = False,
    count: int | None = None,
    clause: tuple[str, Mapping[str, Any]] = ("", {}),
) -> list[Key]:
    """The keys of the people asked for, in order; ``count`` stops early, ``clause`` is one more condition on ``p``."""
    import json

    parameters: dict[str, Any] = {"day": day.isoformat(), **clause[1]}
    parameters |= {f"c{place}": category for place, category in enumerate(categories)}
    if units is not None:
        parameters["units"] = json.dumps([unit.hex() for unit in units])
    if count is not None:
        parameters["count"] = count
    text = ids_statement(
        status=status,
        units=units is not None,
        categories=len(categories),
        sort=sort,
        descending=descending,
        limit=count is not None,
        clause=clause[0],
    )
    return [key for (key,) in raw.execute(text, parameters)]


PERSON_FIELDS = (
    "key", "full_name", "sex", "born", "personal_number", "staff_number", "ethnic", "religion", "home_town", "address",
    "recruited_on", "general_education", "insurance_number",
)  # fmt: skip
BLOCK = 500
# each text ends in the list of keys; where several rows hold on the day, the last one read wins
TEXTS = {
    "person": f"SELECT {', '.join(f'person.{name}' for name in PERSON_FIELDS)} FROM person WHERE person.key IN ",
    "employment": (
        "SELECT employment.person, employment.category, employment.starts, employment.ends FROM employment"
        " WHERE coalesce(employment.starts, '') <= :day AND employment.person IN "
    ),
    "assignment": (
        "SELECT assignment.person, assignment.unit, assignment.post, assignment.post_since, assignment.starts,"
        " assignment.ends FROM assignment"
        " WHERE assignment.main = 1 AND coalesce(assignment.starts, '') <= :day AND assignment.person IN "
    ),
    "salary": (
        "SELECT salary_step.person, salary_step.rank_code, salary_step.rank_name, salary_step.step,"
        " salary_step.coefficient, salary_step.beyond_percent, salary_step.starts, salary_step.next_step_on"
        " FROM salary_step WHERE coalesce(salary_step.starts, '') <= :day AND salary_step.person IN "
    ),
    "qualification": (
        "SELECT qualification.person, qualification.kind, qualification.level, qualification.major FROM qualification"
        " WHERE qualification.person IN "
    ),
    "party": (
        "SELECT party_membership.person, party_membership.joined_on, party_membership.official_on"
        " FROM party_membership WHERE party_membership.person IN "
    ),
    "contact": "SELECT contact.person, contact.kind, contact.value FROM contact WHERE contact.person IN ",
}
_RUNS = "coalesce({t}.ends, '9999-12-31') >= :day"
# of those that run the one that began last wins, as for the law; of those that are over the one that ended last
_LAST_FIRST = {
    name: f" ORDER BY {name}.person, {runs}, CASE WHEN {runs} THEN coalesce({name}.starts, '') ELSE {name}.ends END,"
    f" coalesce({name}.starts, ''), {name}.key"
    for name, runs in ((name, _RUNS.format(t=name)) for name in ("employment", "assignment"))
} | {"salary": " ORDER BY salary_step.person, coalesce(salary_step.starts, ''), salary_step.key"}


def listed(keys: Iterable[Key]) -> str:
    """Keys as the texts of one block of people end."""
    return "(" + ", ".join("x'" + key.hex() + "'" for key in keys) + ")"


def select_for(raw: Connection, name: str, people: str, day: date) -> list[tuple[Any, ...]]:
    """The rows of one of ``TEXTS`` for ``listed`` people as of a day."""
    text = TEXTS[name] + people + _LAST_FIRST.get(name, "")
    return list(raw.execute(text, {"day": day.isoformat()} if ":day" in text else {}))


SEARCH_TEXT = (
    "SELECT p.key, p.search_key, p.personal_number, p.staff_number, p.old_id_number, a.post, a.unit FROM person AS p"
    f" LEFT OUTER JOIN assignment AS a ON a.person = p.key AND a.main = 1 AND {ON_DAY.format(t='a')}"
)
SEX_TEXT = "SELECT p.key, p.sex FROM person AS p WHERE p.sex IS NOT NULL"
UNIT_TEXT = (
    "SELECT unit_state.unit, unit_state.parent, unit_state.name, unit_state.starts, unit_state.ends FROM unit_state"
)
UNIT_CODES = "SELECT unit.key, unit.code FROM unit"
COUNT_TEXT = (
    "SELECT a.unit, count(*) AS people FROM assignment AS a WHERE a.main = 1 AND a.unit IS NOT NULL"
    f" AND {ON_DAY.format(t='a')} AND EXISTS"
    f" (SELECT 1 FROM employment AS e WHERE e.person = a.person AND {ON_DAY.format(t='e')}) GROUP BY a.unit"
)


_AT_ONCE = 500  # people named in one question
STAFF_TEXT = (
    "SELECT p.key, p.full_name, p.sort_key, p.sex, p.born, e.category, a.leader, a.post, a.unit FROM employment AS e"
    " JOIN person AS p ON p.key = e.person"
    f" LEFT OUTER JOIN assignment AS a ON a.person = p.key AND a.main = 1 AND {ON_DAY.format(t='a')}"
    f" WHERE {ON_DAY.format(t='e')}"
)


def staff_rows(raw: Connection, day: date, only: Collection[Key] | None = None) -> Iterator[tuple[Any, ...]]:
    """Of everyone employed on the day (or of some people): key, name, order, sex, birth, category, leader, main post and unit."""
    if only is None:
        yield from raw.execute(STAFF_TEXT, {"day": day.isoformat()})
        return
    keys = list(only)
    for start in range(0, len(keys), _AT_ONCE):
        named = {f"k{place}": key for place, key in enumerate(keys[start : start + _AT_ONCE])}
        some = ", ".join(f":{name}" for name in named)
        yield from raw.execute(f"{STAFF_TEXT} AND e.person IN ({some})", {"day": day.isoformat(), **named})


ONCE_TEXT = (
    "SELECT a.unit, count(DISTINCT a.person) AS people FROM assignment AS a WHERE a.main = 1 AND a.unit IS NOT NULL"
    " AND coalesce(a.starts, '') <= :day AND EXISTS"
    " (SELECT 1 FROM employment AS e WHERE e.person = a.person AND coalesce(e.starts, '') <= :day) GROUP BY a.unit"
)


def search_rows(raw: Connection, day: date) -> Iterator[tuple[Any, ...]]:
    """Of everyone, one after another: key, folded name, numbers, main post and unit on the day."""
    yield from raw.execute(SEARCH_TEXT, {"day": day.isoformat()})


def sexes(raw: Connection) -> dict[Key, str]:
    """The sex of everyone of whom it is known."""
    return dict(raw.execute(SEX_TEXT).fetchall())


def unit_states(raw: Connection) -> list[tuple[Key, Key | None, str, str | None, str | None]]:
    """Every state of every unit: unit, parent, name, starts, ends."""
    return list(raw.execute(UNIT_TEXT))


def unit_codes(raw: Connection) -> dict[Key, str]:
    """The code of each unit that has one."""
    return {key: code or "" for key, code in raw.execute(UNIT_CODES)}


def once_counts(raw: Connection, day: date) -> dict[Key, int]:
    """People who ever held their main post in a unit by the day, by unit."""
    return dict(raw.execute(ONCE_TEXT, {"day": day.isoformat()}).fetchall())


def unit_counts(raw: Connection, day: date) -> dict[Key, int]:
    """People employed on the day by the unit of their main post."""
    return dict(raw.execute(COUNT_TEXT, {"day": day.isoformat()}).fetchall())
