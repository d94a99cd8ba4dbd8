"""Values for every kind of record, made from its declaration: fields, links and checks; no list of names to keep."""

import random
import re
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, Table, inspect
from sqlcipher3 import dbapi2 as driver

from db.base import Record
from db.canonical import shape_of
from db.models import RECORDS
from db.values import Coefficient, Dong, Key, PartialDate

TEXTS = ["Nguyễn Văn An", "Hoà", "Hòa", "=1+1", "Đặng Thị Ế", "a\nb", "'; --", "🙂 x", "\u0000"]
Keys = dict[type[Record], list[Key]]


def _plain(kind: type, dice: random.Random) -> Any:
    day = date(1950, 1, 1).toordinal() + dice.randrange(29_000)
    made: dict[type, Any] = {
        str: dice.choice(TEXTS),
        int: dice.choice([-5, 0, 1, 2, 10**12]),
        bool: dice.random() < 0.5,
        date: date.fromordinal(day),
        PartialDate: dice.choice([PartialDate.of(date.fromordinal(day)), PartialDate(1965), PartialDate(1965, 6)]),
        Coefficient: Coefficient(dice.randrange(2000)),
        Dong: Dong(dice.randrange(10**9)),
    }
    return made[kind]


@cache
def checks_of(record: type[Record]) -> tuple[str, ...]:
    """The check constraints of a record's table, as SQL."""
    table = record.__table__
    assert isinstance(table, Table)
    return tuple(str(held.sqltext) for held in table.constraints if isinstance(held, CheckConstraint))


@cache
def _listed(record: type[Record]) -> dict[str, list[str]]:
    found = {}
    for text in checks_of(record):
        for name, values in re.findall(r"(\w+) IN \(([^)]*)\)", text):
            found[name] = re.findall(r"'([^']*)'", values)
    return found


def obeys(record: type[Record], values: dict[str, Any]) -> bool:
    """Whether the database would take these values: its own answer to the record's checks."""
    checks = checks_of(record)
    if not checks:
        return True
    codecs = shape_of(record).codecs
    row = [None if values.get(n) is None else codecs[n].to_column(values[n]) for n in codecs]
    names = ", ".join(f'"{name}"' for name in codecs)
    asked = " AND ".join(f"coalesce(({text}), 1)" for text in checks)
    raw = driver.connect(":memory:")
    try:
        query = f"WITH t({names}) AS (SELECT {', '.join('?' * len(row))}) SELECT {asked} FROM t"
        return bool(raw.execute(query, row).fetchone()[0])
    finally:
        raw.close()


def values_for(record: type[Record], keys: Keys, dice: random.Random, empty: float = 0.3) -> dict[str, Any] | None:
    """Values that make such a record beside those of ``keys``; ``None`` where what it must point to is not there."""
    for _ in range(300):
        values: dict[str, Any] = {}
        for column in inspect(record).columns:
            if column.key == "key" or column.info.get("derived"):
                continue
            link = column.info.get("link")
            if link:
                there = keys.get(next(r for r in RECORDS if r.__tablename__ == link), [])
                if not there and not column.nullable:
                    return None
                if there and (not column.nullable or dice.random() >= empty):
                    values[column.key] = dice.choice(there)
            elif column.nullable and dice.random() < empty:
                continue
            elif column.key in _listed(record):
                values[column.key] = dice.choice(_listed(record)[column.key])
            else:
                values[column.key] = _plain(column.type.python_type, dice)
        if obeys(record, values):
            return values
    raise AssertionError(f"no values found that the checks of {record.__name__} allow")


def in_order() -> list[type[Record]]:
    """Every kind of record, each after those it must point to."""
    left: list[type[Record]] = list(RECORDS)
    done: list[type[Record]] = []
    while left:
        names = {record.__tablename__ for record in done}
        ready = [
            record
            for record in left
            if all(
                c.info["link"] in {*names, record.__tablename__}
                for c in inspect(record).columns
                if "link" in c.info and not c.nullable
            )
        ]
        assert ready, f"these records point to each other: {left}"
        done += ready
        left = [record for record in left if record not in ready]
    return done


def fill(item: Record, values: dict[str, Any]) -> None:
    """Give a record exactly these values, emptying the others."""
    for name, _ in shape_of(type(item)).columns:
        setattr(item, name, values.get(name))
