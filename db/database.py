"""One data file: reading on snapshots, writing through the journal, knowing what it said before."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as driver

from db.anchors import drop_anchor
from db.attachments import Attachments, attachments_path
from db.connection import Connection, connect, connect_reading, explained, snapshot
from db.engine import memory_engine, reading_engine, writing_engine
from db.errors import DamagedData, DataError, UnjournalledWrite
from db.lock import FileLock, lock_path
from db.models import Office
from db.places import refuse_unsafe
from db.presence import Presence
from db.replay import wind_back
from db.undo import Undoing, prepare_undo
from db.upgrade import revision_of, upgrade
from db.values import Key, uuid7
from db.writing import Operation, Order, WriteSession, Writing, timestamp

VIETNAM = timezone(timedelta(hours=7))


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class NewOffice:
    """What is asked when a register is opened for the first time."""

    name: str
    parent_name: str = ""
    level: str = ""
    place: str = ""
    signer_role: str = ""
    signer_name: str = ""
    signing: str = ""
    province: str = ""
    area: str = ""
    practice: bool = False


class Reader:
    """Something that can be read: the file, or what it said at an earlier operation."""

    def __init__(self, raw: Connection, session: Callable[[], Session]) -> None:
        self.raw = raw
        self._session = session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one unchanging view."""
        with self._session() as session:
            yield session


class Database:
    """An open data file. ``writable`` files hold the lock until ``close``."""

    def __init__(
        self,
        path: Path,
        *,
        actor: str,
        writable: bool = True,
        clock: Callable[[], datetime] = _utc_now,
        anchors: Path | None = None,
    ) -> None:
        """Open a file that exists and is of today's schema; see ``create`` and ``open_upgraded``."""
        self.path = path
        self.actor = actor
        self.clock = clock
        self.writable = writable
        self._anchors = anchors
        self._lock = FileLock(path, clock().astimezone(VIETNAM)) if writable else None
        self._presence = Presence(path)
        if writable:
            self._presence.keep(
                connect(path)
            )  # a restored file gets its write-ahead log before readers stand in the way
        self._reading = reading_engine(path)
        self._writing = writing_engine(path) if writable else None
        self._one_writer = threading.Lock()
        self._writing_thread = 0
        self.attachments = Attachments(attachments_path(path))

    @classmethod
    def create(
        cls,
        path: Path,
        office: NewOffice,
        *,
        actor: str,
        clock: Callable[[], datetime] = _utc_now,
        anchors: Path | None = None,
    ) -> "Database":
        """A new register for an office; refuses to touch an existing file and unsafe places."""
        refuse_unsafe(path)
        if path.exists() and path.stat().st_size:
            raise DataError(f"Đã có tệp {path.name} trong thư mục này; chọn tên khác.")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".new")
        part.unlink(missing_ok=True)
        upgrade(part, path.parent, clock())
        values = {
            "name": office.name,
            "parent_name": office.parent_name or None,
            "level": office.level or None,
            "place": office.place or None,
            "signer_role": office.signer_role or None,
            "signer_name": office.signer_name or None,
            "signing": office.signing or None,
            "province": office.province or None,
            "area": office.area or None,
            "practice": "có" if office.practice else None,
        }
        # the first operation goes in before the file gets its name: a register without an office never exists
        unborn = cls(part, actor=actor, clock=clock)
        try:
            with unborn.write("create", f"Lập sổ của {office.name}") as work:
                work.session.add(Office(lineage=uuid7().hex(), **values))
        finally:
            unborn.close()
            lock_path(part).unlink(missing_ok=True)
        _settle(part)
        if anchors is not None:
            with suppress(OSError):  # witnesses of a register that lay at this path before
                anchors.replace(anchors.with_suffix(".cu"))
        part.replace(path)
        database = cls(path, actor=actor, clock=clock, anchors=anchors)
        if work.operation is not None:
            database._drop_anchor(work.operation)
        return database

    @classmethod
    def open_upgraded(
        cls,
        path: Path,
        *,
        actor: str,
        backups: Path,
        clock: Callable[[], datetime] = _utc_now,
        anchors: Path | None = None,
    ) -> "Database":
        """Open for writing, upgraded if an older program wrote it (after a verified backup)."""
        refuse_unsafe(path)
        if not path.exists():
            raise DataError(f"Không có tệp dữ liệu {path}.")
        raw = connect_reading(path)
        try:
            known = revision_of(raw)
        finally:
            raw.close()
        if known is None:
            raise DamagedData(f"Tệp {path.name} rỗng, không phải sổ của Sổ Nội Vụ.")
        lock = FileLock(path, clock().astimezone(VIETNAM))
        try:
            upgrade(path, backups, clock(), actor=actor)
        finally:
            lock.release()
        return cls(path, actor=actor, clock=clock, anchors=anchors)

    # --- reading --------------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one unchanging view of the file; several may be open beside a writer."""
        self._presence.require()
        try:
            with Session(self._reading, expire_on_commit=False) as session:
                yield session
        except DBAPIError as trouble:
            if "readonly" in str(trouble.orig):
                raise UnjournalledWrite("Phiên chỉ để đọc không được thay đổi dữ liệu.") from trouble
            raise _told(trouble) from trouble

    def raw_reader(self) -> Connection:
        """A new raw reading connection, for the thread that asks; whoever asks closes it."""
        self._presence.require()
        return connect_reading(self.path)

    @contextmanager
    def known(self, seq: int) -> Iterator[Reader]:
        """What the register said after operation ``seq``: a copy in memory with everything later taken back."""
        self._presence.require()
        raw = connect(":memory:")
        source = connect_reading(self.path)
        try:
            with snapshot(source):
                source.backup(raw)
        finally:
            source.close()
        wind_back(raw, seq)
        raw.execute("PRAGMA query_only = ON")
        engine = memory_engine(raw)
        try:
            yield Reader(raw, lambda: Session(engine, expire_on_commit=False))
        finally:
            engine.dispose()
            raw.close()

    def seq_known_on(self, day: date) -> int:
        """The last operation recorded by the end of a Vietnamese day; 0 when the register did not exist yet."""
        end = datetime(day.year, day.month, day.day, 23, 59, 59, 999_000, tzinfo=VIETNAM)
        raw = self.raw_reader()
        try:
            row = raw.execute("SELECT max(seq) FROM operation WHERE recorded_at <= ?", (timestamp(end),)).fetchone()
        finally:
            raw.close()
        return int(row[0] or 0)

    # --- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def write(
        self, verb: str, summary: str, *, reason: str = "", source: str | None = None, undoes: Key | None = None
    ) -> Iterator[Writing]:
        """One transaction and one operation of the journal; nothing is kept when the block raises."""
        if self._writing is None:
            raise DataError("Tệp dữ liệu đang mở chỉ để đọc.")
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("an operation inside an operation would wait for itself")
        self._presence.require()
        order = Order(verb, summary, self.actor, reason, undoes, source)
        with self._one_writer, WriteSession(self._writing, expire_on_commit=False) as session:
            self._writing_thread = threading.get_ident()
            try:
                sa_connection = session.connection()
                raw = sa_connection.connection.driver_connection
                assert raw is not None  # noqa: S101 - a checked-out connection has one
                doors = sa_connection.connection.info["doors"]
                writing = Writing(session, raw, doors, order, self.clock())
                try:
                    yield writing
                    session.flush()
                    writing.close(self._office_key(raw))
                    self._presence.require()
                    with doors.committing():
                        session.commit()
                except BaseException:
                    doors.slam()
                    session.rollback()
                    raise
            except (DBAPIError, driver.Error) as trouble:
                raise _told(trouble) from trouble
            finally:
                self._writing_thread = 0
        if writing.operation is not None:
            self._drop_anchor(writing.operation)

    @staticmethod
    def _office_key(raw: Connection) -> Key:
        return bytes(raw.execute("SELECT key FROM office LIMIT 1").fetchone()[0])

    def undo(self, operation: Key, *, reason: str = "") -> Operation | None:
        """Take an operation back by a new one, or raise ``UndoConflict`` listing what stands in the way."""
        undoing = self.undoing(operation)
        with self.write("undo", f"Hoàn tác: {undoing.summary}", reason=reason, undoes=operation) as work:
            work.apply(prepare_undo(work.raw, operation).changes_or_conflict())
        return work.operation

    def undoing(self, operation: Key) -> Undoing:
        """What undoing an operation would do, conflicts included, without doing it."""
        raw = self.raw_reader()
        try:
            return prepare_undo(raw, operation)
        finally:
            raw.close()

    # --- the rest of its life -------------------------------------------------------------------------------------

    def _drop_anchor(self, operation: Operation) -> None:
        if self._anchors is not None:
            drop_anchor(self._anchors, operation.seq, operation.link, operation.recorded_at)

    def close(self) -> None:
        """Let the file and its lock go; the write-ahead log is folded in, at the next opening where the disk is gone or full."""
        self.attachments.close()
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()
            there = self._presence.holds()
            self._presence.close()
            if there:
                with suppress(DataError):
                    _settle(self.path, keep_wal=True)
        if self._lock is not None:
            self._lock.release()


def _settle(path: Path, *, keep_wal: bool = False) -> None:
    raw = connect(path)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if not keep_wal:
            raw.execute("PRAGMA journal_mode = DELETE")
    except driver.Error as trouble:
        raise explained(trouble) from trouble
    finally:
        raw.close()


def _told(trouble: BaseException) -> Exception:
    inner = getattr(trouble, "orig", None) or trouble
    if "not authorized" in str(inner) or "prohibited" in str(inner):
        return UnjournalledWrite(f"Thay đổi không qua nhật ký bị từ chối: {inner}")
    if isinstance(trouble, IntegrityError) or isinstance(inner, driver.IntegrityError):
        return DataError(f"Dữ liệu không hợp lệ, chưa ghi gì: {inner}")
    return explained(inner)
