"""What stands in a file only behind a restricted record: the papers of discipline are seen with their case, nowhere else."""

from collections.abc import Iterable

from sqlalchemy import Column, inspect, select
from sqlalchemy.orm import Session

from db.models import RECORDS, Record
from db.values import Key


def closed(session: Session, record: type[Record], people: Iterable[Key]) -> frozenset[Key]:
    """The rows of a kind that a link declared as restricted points to, in the files of these people."""
    wanted = tuple(people)
    found: set[Key] = set()
    for holder, column in _restricted_links(record.__tablename__):
        whose = inspect(holder).columns["person"]
        rows = session.execute(select(column).where(whose.in_(wanted), column.is_not(None)))
        found |= {bytes(key) for (key,) in rows}
    return frozenset(found)


def _restricted_links(target: str) -> list[tuple[type[Record], Column[bytes]]]:
    return [
        (holder, column)
        for holder in RECORDS
        for column in inspect(holder).columns
        if column.info.get("link") == target and column.info.get("restricted")
    ]
