"""Tables beside the records: the journal, and what is deliberately not journalled."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from db.base import Record

# local to the file, not records: written only by the storage layer
OPERATION = Table(
    "operation",
    Record.metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", LargeBinary(16), nullable=False, unique=True),
    Column("office", LargeBinary(16), nullable=False),
    Column("recorded_at", String(24), nullable=False),
    Column("clock", String(24), nullable=False),
    Column("actor", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("summary", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("undoes", LargeBinary(16)),
    Column("source", String(64)),
    Column("schema", String, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("link", LargeBinary(32), nullable=False),
)
CHANGE = Table(
    "change",
    Record.metadata,
    Column("op", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("record", String, nullable=False),
    Column("key", LargeBinary(16), nullable=False),
    Column("person", LargeBinary(16)),
    Column("kind", String(1), nullable=False),
    Column("fields", String),
    Column("salt", LargeBinary(16)),
    Column("hash", LargeBinary(32), nullable=False),
    Index("ix_change_key", "key"),
    Index("ix_change_person", "person"),
    sqlite_with_rowid=False,
)
# remembered column mappings, columns of lists, window state: worth keeping, not worth a history
MEMO = Table(
    "memo",
    Record.metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    sqlite_with_rowid=False,
)
# pictures of at most 20 kB, so that a card shows a face without the attachments file; made from what a record names
THUMBNAIL = Table(
    "thumbnail",
    Record.metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
# what somebody typed and has not saved yet: offered again after a crash, no part of the register
DRAFT = Table(
    "draft",
    Record.metadata,
    Column("person", LargeBinary(16), primary_key=True),
    Column("record", String, primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("typed", String, nullable=False),
    Column("saved_at", String(24), nullable=False),
    sqlite_with_rowid=False,
)
