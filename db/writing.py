"""One write operation: its changes collected, folded, hashed and chained in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from db.authorizer import Doors
from db.base import Record
from db.canonical import (
    Change,
    Shape,
    canonical,
    chain_link,
    change_hash,
    journal_value,
    merged,
    operation_digest,
    salts,
    shape_of,
)
from db.connection import Connection
from db.errors import DataError
from db.revision import HEAD
from db.text import nfc
from db.types import KEY
from db.values import Key, uuid7
from db.verbs import VERBS

PENDING = "CREATE TEMP TABLE IF NOT EXISTS pending (n INTEGER PRIMARY KEY, record, key, person, kind, fields)"


@dataclass(frozen=True)
class Operation:
    """The head of the journal after a write: local number, id, chain link and the number of records touched."""

    seq: int
    id: Key
    link: bytes
    changes: int
    recorded_at: str


@dataclass(frozen=True)
class Order:
    """What an operation says of itself."""

    verb: str
    summary: str
    actor: str
    reason: str = ""
    undoes: Key | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Refuse a verb that is not in the closed list; compose the texts, so that the header is canonical."""
        if self.verb not in VERBS:
            raise ValueError(f"{self.verb} is no verb of the journal")
        for name in ("summary", "actor", "reason"):
            object.__setattr__(self, name, nfc(getattr(self, name)))


def timestamp(clock: datetime) -> str:
    """UTC with milliseconds, sortable as text."""
    return clock.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{clock.microsecond // 1000:03d}Z"


class Writing:
    """The transaction in progress: ``session`` for mapped objects, ``add_many`` for batches."""

    def __init__(self, session: Session, raw: Connection, doors: Doors, order: Order, clock: datetime) -> None:
        self.session = session
        self.raw = raw
        self.order = order
        self.operation: Operation | None = None
        self.touched: set[str] = set()
        self._doors = doors
        self._clock = clock
        self._bulk: list[Change] = []
        self._bulk_texts: list[str] = []
        self._gathered: list[Change] = []
        self._spoilt = ""
        raw.execute("DELETE FROM temp.pending")
        raw.execute("PRAGMA defer_foreign_keys = ON")
        session.info["writing"] = self

    # --- the door of mapped objects -------------------------------------------------------------------------------

    def gather(self) -> None:
        """Before a flush: note what the session is about to change, and open the door."""
        self._gathered = [_removed(item) for item in self.session.deleted]
        gone = {(change.record, change.key) for change in self._gathered}
        for item in self.session.new:
            if (item.__tablename__, item.key.hex()) in gone:
                # SQLAlchemy would make one UPDATE of both and keep old values in the fields not named
                raise RuntimeError("flush between removing a record and adding another with its key")
            derive_onto(item)
            self._gathered.append(_added(item))
        for item in self.session.dirty:
            derive_onto(item)
            change = _edited(item)
            if change:
                self._gathered.append(change)
        self._doors.open()

    def stage(self) -> None:
        """After a flush: keep the changes in the transaction, so that a savepoint takes them back too; shut the door."""
        self._doors.close()
        self._stage(self._gathered)
        self._gathered = []

    def abandon(self, *, whole: bool) -> None:
        """After a failed flush or a roll-back (of a savepoint, or of the ``whole`` transaction): shut the door."""
        self._gathered = []
        self._doors.slam()
        if whole:
            self._spoilt = "its transaction was rolled back"

    def _stage(self, changes: Iterable[Change]) -> None:
        self.raw.executemany(
            "INSERT INTO temp.pending (record, key, person, kind, fields) VALUES (?, ?, ?, ?, ?)",
            [(c.record, c.key, c.person, c.kind, canonical(c.fields)) for c in changes],
        )

    # --- the door of batches --------------------------------------------------------------------------------------

    def add_many(self, record: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[Key]:
        """Insert rows at executemany speed with their journal; the keys given or made, in order.

        Not inside a savepoint (``RuntimeError``): a batch belongs to its operation as a whole.
        """
        if self.session.in_nested_transaction():
            raise RuntimeError("add_many stands outside savepoints")
        self.session.flush()
        try:
            return self._add_many(shape_of(record), rows)
        except BaseException:
            self._spoilt = "a batch failed half-way"  # some of its rows may be in the tables: nothing can be kept
            raise

    def _add_many(self, shape: Shape, rows: Iterable[Mapping[str, Any]]) -> list[Key]:
        record = shape.record
        keys: list[Key] = []
        stored: list[tuple[Any, ...]] = []
        known = {"key", *shape.codecs}
        columns = [(name, codec.to_column, codec.to_journal) for name, codec in shape.columns]
        derived = [(name, codec.to_column) for name, codec in shape.derived]
        for row in rows:
            if not row.keys() <= known:
                raise TypeError(f"{record.__name__} has no field {', '.join(sorted(row.keys() - known))}")
            key = row.get("key") or uuid7()
            fields: dict[str, Any] = {}
            line: list[Any] = [KEY.to_column(key)]
            for name, to_column, to_journal in columns:
                value = row.get(name)
                if value is None:
                    line.append(None)
                else:
                    line.append(to_column(value))
                    fields[name] = to_journal(value)
            if derived:
                made = record.derive(dict(row))
                line += [to_column(made[name]) for name, to_column in derived]
            stored.append(tuple(line))
            keys.append(key)
            self._bulk.append(
                Change(shape.table, key.hex(), _person_hex(shape.person, key, row.get("person")), "+", None)
            )
            self._bulk_texts.append(canonical(fields))
        names = ["key", *(name for name, _ in shape.columns), *(name for name, _ in shape.derived)]
        marks = ", ".join("?" * len(names))
        columns_text = ", ".join(f'"{name}"' for name in names)
        with self._doors.opened():
            self.raw.executemany(f'INSERT INTO "{shape.table}" ({columns_text}) VALUES ({marks})', stored)
        return keys

    # --- the door of replay ---------------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> None:
        """Write changes given as journal entries (undo) and record them."""
        from db.replay import play

        self.session.flush()
        wanted = list(changes)
        self._spoilt = "applying changes failed half-way"
        with self._doors.opened():
            for change in wanted:
                play(self.raw, change)
        self._stage(wanted)
        self._spoilt = ""
        self.session.expire_all()

    # --- closing --------------------------------------------------------------------------------------------------

    def close(self, office: Key) -> None:
        """Flush, fold, digest, chain: the journal rows of this operation; nothing when nothing changed."""
        if self._spoilt or not self.raw.in_transaction:
            raise RuntimeError(f"the operation cannot be kept: {self._spoilt or 'its transaction is over'}")
        self.session.flush()
        changes, texts = self._folded()
        if not changes:
            return
        self.touched = {change.record for change in changes}
        with self._doors.opened():
            self.operation = append(self.raw, self.order, self._clock, office, changes, texts)

    def _folded(self) -> tuple[list[Change], list[str]]:
        import json

        pending = self.raw.execute("SELECT record, key, person, kind, fields FROM temp.pending ORDER BY n").fetchall()
        if not pending:
            return self._bulk, self._bulk_texts
        folded: dict[tuple[str, str], Change] = {}
        bulk = {(change.record, change.key): place for place, change in enumerate(self._bulk)}
        for record, key, person, kind, fields in pending:
            later = Change(record, key, person, kind, json.loads(fields))
            name = (record, key)
            if name not in folded and name in bulk:
                earlier = self._bulk[bulk[name]]
                folded[name] = Change(record, key, earlier.person, "+", json.loads(self._bulk_texts[bulk.pop(name)]))
            if name not in folded:
                folded[name] = later
                continue
            left = merged(folded[name], later)
            if left is None:
                del folded[name]
            else:
                folded[name] = left
        kept = sorted(bulk.values())
        changes = [self._bulk[place] for place in kept] + list(folded.values())
        texts = [self._bulk_texts[place] for place in kept] + [canonical(change.fields) for change in folded.values()]
        return changes, texts


def append(
    raw: Connection, order: Order, moment: datetime, office: Key, changes: list[Change], texts: list[str]
) -> Operation:
    """Put an operation at the end of the chain; ``texts`` are the canonical fields of the changes, in their order."""
    seq, previous, last_time = raw.execute(
        "SELECT seq, link, recorded_at FROM operation ORDER BY seq DESC LIMIT 1"
    ).fetchone() or (0, bytes(32), "")
    seq += 1
    clock = timestamp(moment)
    recorded_at = max(clock, last_time)
    header = {
        "actor": order.actor,
        "changes": len(changes),
        "clock": clock,
        "id": (operation_id := uuid7()).hex(),
        "office": office.hex(),
        "reason": order.reason,
        "recorded_at": recorded_at,
        "schema": HEAD,
        "source": order.source,
        "summary": order.summary,
        "undoes": order.undoes.hex() if order.undoes else None,
        "verb": order.verb,
    }
    drawn = salts(len(changes))
    hashes = [change_hash(salt, c, text) for salt, c, text in zip(drawn, changes, texts, strict=True)]
    digest = operation_digest(header, hashes)
    link = chain_link(previous, seq, digest)
    rows = [
        (
            seq,
            n,
            c.record,
            bytes.fromhex(c.key),
            bytes.fromhex(c.person) if c.person else None,
            c.kind,
            text,
            salt,
            made,
        )
        for n, (c, text, salt, made) in enumerate(zip(changes, texts, drawn, hashes, strict=True), 1)
    ]
    raw.execute(
        "INSERT INTO operation (seq, id, office, recorded_at, clock, actor, verb, summary, reason, undoes, source,"
        " schema, changes, digest, link) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(seq, operation_id, office, recorded_at, clock, order.actor, order.verb),
            *(order.summary, order.reason, order.undoes, order.source),
            *(HEAD, len(changes), digest, link),
        ),
    )
    raw.executemany(
        "INSERT INTO change (op, n, record, key, person, kind, fields, salt, hash) VALUES (?,?,?,?,?,?,?,?,?)", rows
    )
    return Operation(seq, operation_id, link, len(changes), recorded_at)


def _person_hex(person_field: str, key: Key, person: Key | None) -> str | None:
    if person_field == "key":
        return key.hex()
    return person.hex() if person_field and person else None


def derive_onto(item: Record) -> None:
    """Set a record's derived fields from its others."""
    shape = shape_of(type(item))
    if shape.derived:
        values = {name: getattr(item, name) for name, _ in shape.columns}
        for name, value in type(item).derive(values).items():
            if getattr(item, name) != value:
                setattr(item, name, value)


def _values(item: Record) -> dict[str, Any]:
    pairs = ((name, journal_value(codec, getattr(item, name))) for name, codec in shape_of(type(item)).columns)
    return {name: value for name, value in pairs if value is not None}


def _change(item: Record, kind: str, fields: dict[str, Any]) -> Change:
    shape = shape_of(type(item))
    person = getattr(item, "person", None) if shape.person == "person" else None
    return Change(shape.table, item.key.hex(), _person_hex(shape.person, item.key, person), kind, fields)


def _added(item: Record) -> Change:
    return _change(item, "+", _values(item))


def _edited(item: Record) -> Change | None:
    pairs: dict[str, Any] = {}
    attributes = inspect(item).attrs
    for name, codec in shape_of(type(item)).columns:
        history = attributes[name].history
        if not history.has_changes():
            continue
        before = journal_value(codec, history.deleted[0]) if history.deleted else None
        after = journal_value(codec, history.added[0]) if history.added else None
        if before != after:
            pairs[name] = [before, after]
    if inspect(item).attrs["key"].history.deleted:
        raise DataError("Mã của một bản ghi không bao giờ đổi.")
    return _change(item, "~", pairs) if pairs else None


def _removed(item: Record) -> Change:
    attributes = inspect(item).attrs
    fields: dict[str, Any] = {}
    for name, codec in shape_of(type(item)).columns:
        current = getattr(item, name)
        history = attributes[name].history
        value = journal_value(codec, history.deleted[0] if history.deleted else current)
        if value is not None:
            fields[name] = value
    return _change(item, "-", fields)


class WriteSession(Session):
    """The session of a write operation; its flushes go through the journal."""


@event.listens_for(WriteSession, "before_flush")
def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    session.info["writing"].gather()


@event.listens_for(WriteSession, "after_flush")
def _after_flush(session: Session, _context: Any) -> None:
    session.info["writing"].stage()


@event.listens_for(WriteSession, "after_soft_rollback")
def _after_rollback(session: Session, previous: Any) -> None:
    writing = session.info.get("writing")
    if writing is not None:
        writing.abandon(whole=not previous.nested and previous.parent is None)
