"""Replaying the journal gives the tables; taking operations back gives the tables as they were: over every record type."""

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import inspect

from db.check import differences, foreign_keys, replayed, verify_chain, verify_replay
from db.connection import Connection
from db.database import Database, NewOffice
from db.models import RECORDS, Office, Record
from db.undo import UndoConflict
from tests.db.every_record import Keys, fill, values_for

MADE = [record for record in RECORDS if record is not Office]


def _dump(raw: Connection) -> dict[str, list[Any]]:
    return {r.__tablename__: raw.execute(f'SELECT * FROM "{r.__tablename__}" ORDER BY key').fetchall() for r in RECORDS}


class Journal(RuleBasedStateMachine):
    """Writes of every kind on one file, with a memory of what the tables held after each operation."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
        self.database = Database.create(
            Path(self.folder.name) / "so.snv", NewOffice("UBND"), actor="lan", clock=self._tick
        )
        self.keys: Keys = {record: [] for record in RECORDS}
        self.after: dict[int, dict[str, list[Any]]] = {}
        self.operations: list[bytes] = []
        self._remember(1)

    def _tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def _remember(self, seq: int) -> None:
        raw = self.database.raw_reader()
        self.after[seq] = _dump(raw)
        raw.close()

    def _values(self, data: st.DataObject, record: type[Record]) -> dict[str, Any] | None:
        return values_for(record, self.keys, random.Random(data.draw(st.integers(0, 2**32))))

    def _finished(self, work: Any) -> None:
        if work.operation is not None:
            self.operations.append(work.operation.id)
            self._remember(work.operation.seq)

    @rule(data=st.data(), record=st.sampled_from(MADE), many=st.booleans())
    def add(self, data: st.DataObject, record: type[Record], many: bool) -> None:
        made = [values for _ in range(2) if (values := self._values(data, record)) is not None]
        if not made:
            return
        with self.database.write("add", "thêm") as work:
            if many:
                keys = work.add_many(record, made)
            else:
                items = [record(**values) for values in made]
                work.session.add_all(items)
                keys = [item.key for item in items]
        self.keys[record] += keys
        self._finished(work)

    @precondition(lambda self: any(self.keys[record] for record in MADE))
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from([r for r in MADE if self.keys[r]]))
        key = data.draw(st.sampled_from(self.keys[record]))
        first, second = self._values(data, record), self._values(data, record)
        if first is None or second is None:
            return
        with self.database.write("edit", "sửa") as work:
            item = work.session.get_one(record, key)
            work.session.expire_all()  # what is not loaded has a before-value too
            for values in (first, second):
                fill(item, values)
                work.session.flush()
            with work.session.begin_nested() as nested:
                work.session.add(record(**first))
                work.session.flush()
                nested.rollback()
        self._finished(work)

    @precondition(lambda self: self.keys is not None and any(self.keys[r] for r in MADE))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        pointed = {c.info["link"] for r in RECORDS for c in inspect(r).columns if "link" in c.info}
        free = [r for r in MADE if self.keys[r] and r.__tablename__ not in pointed]
        if not free:
            return
        record = data.draw(st.sampled_from(free))
        key = self.keys[record].pop(data.draw(st.integers(0, len(self.keys[record]) - 1)))
        with self.database.write("remove", "xoá") as work:
            work.session.delete(work.session.get_one(record, key))
        self._finished(work)

    @precondition(lambda self: bool(self.operations))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(self.operations))
        from db.errors import DataError

        try:
            made = self.database.undo(operation)
        except (UndoConflict, DataError):
            return
        if made is None:
            return
        raw = self.database.raw_reader()
        for record in RECORDS:
            self.keys[record] = [key for (key,) in raw.execute(f'SELECT key FROM "{record.__tablename__}"')]
        raw.close()
        self.operations.append(made.id)
        self._remember(made.seq)

    @invariant()
    def the_journal_holds(self) -> None:
        if not hasattr(self, "database"):
            return
        raw = self.database.raw_reader()
        assert verify_replay(raw) == []
        assert verify_chain(raw).trouble is None
        assert foreign_keys(raw) == 0
        last = raw.execute("SELECT max(seq), count(*) FROM operation").fetchone()
        assert last[0] == last[1] == max(self.after)
        raw.close()

    def teardown(self) -> None:
        if not hasattr(self, "database"):
            return
        raw = self.database.raw_reader()
        for seq in sorted(self.after):
            made = replayed(raw, seq)
            assert _dump(made) == self.after[seq]
            made.close()
            with self.database.known(seq) as then:
                assert _dump(then.raw) == self.after[seq]
                assert differences(then.raw, then.raw) == []
        raw.close()
        self.database.close()
        self.folder.cleanup()


Journal.TestCase.settings = settings(max_examples=60, stateful_step_count=15, deadline=None, derandomize=True)
TestJournal = Journal.TestCase
