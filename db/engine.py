"""SQLAlchemy over our raw connections: one writer, readers on snapshots, BEGIN said by us."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection as SaConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool
from sqlcipher3 import dbapi2 as driver

from db.authorizer import Doors
from db.connection import Connection, connect, connect_reading
from db.models import BY_NAME
from db.writing import PENDING

_KEPT_STATEMENTS = 50
"""Compiled for writing; there are hundreds of seldom deeds, and each compiles its own in a few milliseconds."""


def reading_engine(path: Path) -> Engine:
    """An engine whose transactions are snapshots that cannot change the file."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect_reading(path),
        module=driver,
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=2,
    )
    _begin_with(engine, "BEGIN")
    return engine


def writing_engine(path: Path) -> Engine:
    """An engine with one connection whose journalled tables are guarded; its ``Doors`` lie in the pool entry's info."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), module=driver, poolclass=QueuePool, pool_size=1, max_overflow=0,
        query_cache_size=_KEPT_STATEMENTS,
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def _guard(raw: Connection, entry: ConnectionPoolEntry) -> None:
        raw.execute(PENDING)
        entry.info["doors"] = Doors(raw, frozenset(BY_NAME))

    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def memory_engine(raw: Connection) -> Engine:
    """An engine on one connection that is already open (a copy in memory)."""
    engine = create_engine("sqlite://", creator=lambda: raw, module=driver, poolclass=StaticPool)
    _begin_with(engine, "BEGIN")
    return engine


def _begin_with(engine: Engine, words: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: SaConnection) -> None:
        connection.exec_driver_sql(words)
