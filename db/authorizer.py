"""The lock on journalled tables: only the journal's own doors may change them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as driver

from db.connection import Connection

_INSERT, _DELETE, _UPDATE = 18, 9, 23
_DROP_TABLE, _ALTER_TABLE, _DROP_TRIGGER, _CREATE_TRIGGER = 11, 26, 16, 7
_RESHAPES = frozenset({_DROP_TABLE, _ALTER_TABLE, _DROP_TRIGGER, _CREATE_TRIGGER})
_CREATE_TEMP_TABLE, _CREATE_TEMP_TRIGGER, _CREATE_TEMP_VIEW, _TRANSACTION = 4, 5, 6, 22
_LOG = frozenset({"operation", "change"})
# the catalogue of tables too: whoever may write it can take a table away without DROP
_CATALOGUE = frozenset({"sqlite_master", "alembic_version"})


class Doors:
    """Keeps one write connection's authorizer; shut unless a door is open.

    The authorizer is set anew each time a door opens or closes: that expires every prepared statement, so a statement
    first used inside a door is asked about again outside (a flag read by one callback would be bypassed).
    """

    def __init__(self, connection: Connection, tables: frozenset[str]) -> None:
        self._connection = connection
        self._tables = tables
        self._depth = 0
        self._committing = False
        self._shut()

    def _never(self, action: int, first: str | None, schema: str | None) -> bool:
        """What no door lets through: a commit without the journal's last row, triggers, tables that hide others."""
        if action == _TRANSACTION:
            return first == "COMMIT" and not self._committing
        if action in {_CREATE_TEMP_TABLE, _CREATE_TEMP_VIEW}:
            return first in self._tables | _LOG
        return action == _CREATE_TEMP_TRIGGER or (action in _RESHAPES and schema != "temp")

    def _shut(self) -> None:
        guarded = self._tables | _LOG | _CATALOGUE

        def ask(action: int, first: str | None, second: str | None, schema: str | None, trigger: str | None) -> int:
            del second, trigger
            changes = action in {_INSERT, _DELETE, _UPDATE} and first in guarded and schema != "temp"
            refused = changes or self._never(action, first, schema)
            return int(driver.SQLITE_DENY) if refused else int(driver.SQLITE_OK)

        self._connection.set_authorizer(ask)

    def _open(self) -> None:
        def ask(action: int, first: str | None, second: str | None, schema: str | None, trigger: str | None) -> int:
            del second, trigger
            rewrites = action in {_DELETE, _UPDATE} and first in _LOG
            refused = rewrites or self._never(action, first, schema)
            return int(driver.SQLITE_DENY) if refused else int(driver.SQLITE_OK)

        self._connection.set_authorizer(ask)

    def open(self) -> None:
        """Let changes of records through until ``close``; nested calls count."""
        self._depth += 1
        if self._depth == 1:
            self._open()

    def close(self) -> None:
        """Shut what ``open`` opened."""
        self._depth -= 1
        if self._depth == 0:
            self._shut()

    def slam(self) -> None:
        """Shut whatever is open, after a failure."""
        if self._depth:
            self._depth = 0
            self._shut()

    @contextmanager
    def committing(self) -> Iterator[None]:
        """The one moment at which a transaction may be committed: its operation is written."""
        self._committing = True
        try:
            yield
        finally:
            self._committing = False

    @contextmanager
    def opened(self) -> Iterator[None]:
        """An open door for the length of a ``with``."""
        self.open()
        try:
            yield
        finally:
            self.close()
