"""The plain decision fields of old files become decisions: one operation, linked, readable before and after, undoable."""

import gzip
from pathlib import Path
from typing import Any

from db.attachments import Attachments, attachments_path
from db.check import verify_chain, verify_replay
from db.database import Database
from db.replay import inverse
from db.undo import prepare_undo
from tests.db.old_file import FOLDER


def _upgraded(tmp_path: Path, clock: Any) -> Database:
    path = tmp_path / "so.snv"
    path.write_bytes(gzip.decompress((FOLDER / "0001.snv.gz").read_bytes()))
    scans = Attachments(attachments_path(path))
    scans.put("bảng tính nguồn".encode())
    scans.close()
    return Database.open_upgraded(path, actor="lan", backups=tmp_path / "sl", clock=clock)


def test_an_old_file_s_plain_decisions_become_records_in_one_operation(tmp_path: Path, clock: Any) -> None:
    database = _upgraded(tmp_path, clock)
    raw = database.raw_reader()
    (seq, verb, actor) = raw.execute("SELECT seq, verb, actor FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    assert (verb, actor) == ("upgrade", "lan")
    for table in ("assignment", "salary_step"):
        plain = f"SELECT count(*) FROM {table} WHERE decision_number IS NOT NULL OR decision_date IS NOT NULL"
        assert raw.execute(plain).fetchone() == (0,)
        assert raw.execute(f"SELECT count(*) FROM {table} WHERE decision IS NOT NULL").fetchone()[0] > 0
    told = set(raw.execute("SELECT number, signed_on, signer_name FROM decision"))
    assert ("Hoà", "2021-09-05", "\x00") in told
    assert len(told) == 4
    with database.known(seq - 1) as then:
        before = set(then.raw.execute("SELECT decision_number, decision_date, decision_signer FROM assignment"))
        assert ("Hoà", "2021-09-05", "\x00") in before
        assert then.raw.execute("SELECT count(*) FROM decision").fetchone() == (0,)
    assert verify_chain(raw).trouble is None
    assert verify_replay(raw) == []
    raw.close()
    database.close()
    again = Database.open_upgraded(tmp_path / "so.snv", actor="lan", backups=tmp_path / "sl", clock=clock)
    raw = again.raw_reader()
    assert raw.execute("SELECT max(seq) FROM operation").fetchone() == (seq,)
    raw.close()
    again.close()


def test_what_an_old_operation_added_can_still_be_taken_back_and_brought_again(tmp_path: Path, clock: Any) -> None:
    database = _upgraded(tmp_path, clock)
    raw = database.raw_reader()
    row = raw.execute(
        "SELECT o.id, c.key FROM operation o JOIN change c ON c.op = o.seq WHERE o.verb = 'undo' AND c.record = 'assignment'"
    ).fetchone()
    operation, key = bytes(row[0]), bytes(row[1])
    undoing = prepare_undo(raw, operation)
    assert undoing.conflicts == ()
    assert inverse(undoing.changes[0]).fields is not None
    before = raw.execute("SELECT * FROM assignment WHERE key = ?", (key,)).fetchone()
    taken = database.undo(operation)
    assert taken is not None
    assert raw.execute("SELECT count(*) FROM assignment WHERE key = ?", (key,)).fetchone() == (0,)
    assert verify_replay(raw) == []
    database.undo(taken.id)
    assert raw.execute("SELECT * FROM assignment WHERE key = ?", (key,)).fetchone() == before
    assert verify_replay(raw) == []
    raw.close()
    database.close()
