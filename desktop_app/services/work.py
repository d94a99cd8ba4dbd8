"""One transaction, today, and who is acting: what every service is given."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlcipher3 import dbapi2 as driver

from db.connection import machine_trouble
from db.errors import DataError, FileLocked
from desktop_app.errors import InvalidInput, MachineTrouble

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.connection import Connection
    from db.database import Database
    from db.models import Record
    from db.values import Key
    from db.writing import Operation, Writing


class Work(NamedTuple):
    """What a service may use: a session, the raw view beside it, today and the file's attachments."""

    session: "Session"
    raw: "Connection"
    today: date
    actor: str
    database: "Database"
    writing: "Writing | None" = None

    def add_many(self, record: "type[Record]", rows: Iterable[Mapping[str, Any]]) -> "list[Key]":
        """Insert a batch through the journal."""
        assert self.writing is not None  # noqa: S101 - a reading service that writes is a bug
        return self.writing.add_many(record, rows)


@contextmanager
def told() -> Iterator[None]:
    """Turn the storage layer's errors into those that are told to people."""
    try:
        yield
    except FileLocked as trouble:
        raise MachineTrouble(str(trouble)) from trouble
    except driver.Error as trouble:
        told_as = machine_trouble(trouble)
        if told_as is None:
            raise  # a bug of ours
        raise MachineTrouble(str(told_as)) from trouble
    except DataError as trouble:
        if type(trouble) is DataError or type(trouble).__name__ == "UndoConflict":
            raise InvalidInput(str(trouble)) from trouble
        raise MachineTrouble(str(trouble)) from trouble


@contextmanager
def reading(database: "Database", today: date) -> Iterator[Work]:
    """Work that reads one unchanging view."""
    with told(), database.read() as session:
        raw = session.connection().connection.driver_connection
        yield Work(session, raw, today, database.actor, database)


@contextmanager
def changing(
    database: "Database", today: date, verb: str, summary: str, *, reason: str = "", source: str | None = None
) -> Iterator[Work]:
    """Work that changes records: one transaction, one operation of the journal."""
    with told(), database.write(verb, summary, reason=reason, source=source) as writing:
        yield Work(writing.session, writing.raw, today, database.actor, database, writing)


def done(work: Work) -> "Operation | None":
    """The operation that a finished ``changing`` block wrote; ``None`` when nothing changed."""
    return work.writing.operation if work.writing is not None else None


Doing = Callable[[Work], Any]
