"""The one place that reads the list in raw SQL: at start, before SQLAlchemy is loaded, and ever after.

A test holds each text equal to the statement SQLAlchemy compiles from the records.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from db.connection import Connection
from db.values import Key

ON_DAY = "(coalesce({t}.starts, '') <= :day AND coalesce({t}.ends, '9999-12-31') >= :day)"
_AT_WORK = f"SELECT 1 FROM employment e WHERE e.person = p.key AND {ON_DAY.format(t='e')}"
_LEFT = "SELECT 1 FROM employment e WHERE e.person = p.key AND e.ends < :day"
_IN_UNITS = (
    f"SELECT 1 FROM assignment a WHERE a.person = p.key AND a.main = 1 AND {ON_DAY.format(t='a')}"
    " AND a.unit IN (SELECT unhex(value) FROM json_each(:units))"
)
# the last post of someone who left says which unit they belonged to
_WAS_IN_UNITS = (
    "SELECT 1 FROM assignment a WHERE a.person = p.key AND a.main = 1 AND coalesce(a.starts, '') <= :day"
    " AND a.unit IN (SELECT unhex(value) FROM json_each(:units))"
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
    *, status: str, units: bool, categories: int, sort: str = "name", descending: bool = False, limit: bool = False
) -> str:
    """The text that lists people's keys: by status on a day, by units, by so many categories, in an order of ``ORDERS``."""
    at_work = _AT_WORK
    if categories:
        at_work += f" AND e.category IN ({', '.join(f':c{place}' for place in range(categories))})"
    if status == "working":
        where = [f"EXISTS ({at_work})"]
    elif status == "left":
        where = [f"NOT EXISTS ({_AT_WORK})", f"EXISTS ({_LEFT})"]
    else:
        where = ["EXISTS (SELECT 1 FROM employment e WHERE e.person = p.key AND coalesce(e.starts, '') <= :day)"]
        if categories:
            where.append(f"EXISTS ({at_work})")
    if units:
        where.append(f"EXISTS ({_IN_UNITS if status == 'working' else _WAS_IN_UNITS})")
    order = ORDERS[sort].format(d="DESC" if descending else "ASC")
    return f"SELECT p.key FROM person p WHERE {' AND '.join(where)} ORDER BY {order}" + (
        " LIMIT :count" if limit else ""
    )


def ids(
    raw: Connection,
    day: date,
    *,
    status: str = "working",
    units: Sequence[Key] | None = None,
    categories: Sequence[str] = (),
    sort: str = "name",
    descending: bool = False,
    count: int | None = None,
) -> list[Key]:
    """The keys of the people asked for, in order; ``count`` stops early."""
    import json

    parameters: dict[str, Any] = {"day": day.isoformat()}
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
    )
    return [key for (key,) in raw.execute(text, parameters)]


PERSON_FIELDS = (
    "key", "full_name", "sex", "born", "personal_number", "staff_number", "ethnic", "religion", "home_town", "address",
    "recruited_on", "general_education", "insurance_number",
)  # fmt: skip
BLOCK = 500
# each text ends in the list of keys; where several rows hold on the day, the last one read wins
TEXTS = {
    "person": f"SELECT {', '.join(PERSON_FIELDS)} FROM person WHERE key IN ",
    "employment": "SELECT person, category, starts, ends FROM employment WHERE coalesce(starts, '') <= :day AND person IN ",
    "assignment": (
        "SELECT person, unit, post, post_since, starts, ends FROM assignment"
        " WHERE main = 1 AND coalesce(starts, '') <= :day AND person IN "
    ),
    "salary": (
        "SELECT person, rank_code, rank_name, step, coefficient, beyond_percent, starts, next_step_on FROM salary_step"
        " WHERE coalesce(starts, '') <= :day AND person IN "
    ),
    "qualification": "SELECT person, kind, level, major FROM qualification WHERE person IN ",
    "party": "SELECT person, joined_on, official_on FROM party_membership WHERE person IN ",
    "contact": "SELECT person, kind, value FROM contact WHERE person IN ",
}
_LAST_FIRST = {
    "employment": " ORDER BY person, coalesce(ends, '9999-12-31'), coalesce(starts, '')",
    "assignment": " ORDER BY person, coalesce(ends, '9999-12-31'), coalesce(starts, '')",
    "salary": " ORDER BY person, coalesce(starts, '')",
}


def select_for(raw: Connection, name: str, keys: Iterable[Key], day: date) -> list[tuple[Any, ...]]:
    """The rows of one of ``TEXTS`` for these people as of a day."""
    wanted = list(keys)
    marks = ", ".join("x'" + key.hex() + "'" for key in wanted)
    text = f"{TEXTS[name]}({marks}){_LAST_FIRST.get(name, '')}"
    return list(raw.execute(text, {"day": day.isoformat()} if ":day" in text else {}))


SEARCH_TEXT = (
    "SELECT p.key, p.search_key, p.personal_number, p.staff_number, p.old_id_number, a.post, a.unit FROM person p"
    f" LEFT JOIN assignment a ON a.person = p.key AND a.main = 1 AND {ON_DAY.format(t='a')}"
)
UNIT_TEXT = "SELECT unit, parent, name, starts, ends FROM unit_state"
UNIT_CODES = "SELECT key, code FROM unit"
COUNT_TEXT = (
    "SELECT a.unit, count(*) FROM assignment a WHERE a.main = 1 AND a.unit IS NOT NULL"
    f" AND {ON_DAY.format(t='a')} AND EXISTS"
    f" (SELECT 1 FROM employment e WHERE e.person = a.person AND {ON_DAY.format(t='e')}) GROUP BY a.unit"
)


def search_rows(raw: Connection, day: date) -> list[tuple[Any, ...]]:
    """Of everyone: key, folded name, numbers, main post and unit on the day."""
    return list(raw.execute(SEARCH_TEXT, {"day": day.isoformat()}))


def unit_states(raw: Connection) -> list[tuple[Key, Key | None, str, str | None, str | None]]:
    """Every state of every unit: unit, parent, name, starts, ends."""
    return list(raw.execute(UNIT_TEXT))


def unit_codes(raw: Connection) -> dict[Key, str]:
    """The code of each unit that has one."""
    return {key: code or "" for key, code in raw.execute(UNIT_CODES)}


def unit_counts(raw: Connection, day: date) -> dict[Key, int]:
    """People employed on the day by the unit of their main post."""
    return dict(raw.execute(COUNT_TEXT, {"day": day.isoformat()}).fetchall())
