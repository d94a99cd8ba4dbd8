"""Each kind of record by itself: added both ways, edited in every field, removed, taken back; and old files for ever."""

import gzip
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.attachments import Attachments, attachments_path
from db.check import differences, foreign_keys, replayed, verify_chain, verify_replay
from db.database import Database, NewOffice
from db.errors import DataError
from db.models import RECORDS, Office, Person, Record
from db.revision import HEAD
from tests.db.every_record import Keys, fill, in_order, values_for
from tests.db.old_file import FOLDER, make

OLD = sorted(FOLDER.glob("*.snv.gz"))


def _dump(raw: Any) -> dict[str, list[Any]]:
    return {r.__tablename__: raw.execute(f'SELECT * FROM "{r.__tablename__}" ORDER BY key').fetchall() for r in RECORDS}


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A register with one of everything, to be copied for each test."""
    dice, keys = random.Random(3), dict[type[Record], list[bytes]]()
    path = tmp_path_factory.mktemp("everything") / "so.snv"
    database = Database.create(path, NewOffice("UBND"), actor="lan")
    for record in (r for r in in_order() if r is not Office):
        rows = [values for _ in range(2) if (values := values_for(record, keys, dice)) is not None]
        with database.write("add", "thêm") as work:
            keys[record] = work.add_many(record, rows)
    database.close()
    return path, keys


@pytest.mark.parametrize("record", [r for r in RECORDS if r is not Office], ids=lambda r: r.__tablename__)
def test_every_kind_of_record_is_journalled_whole(
    record: type[Record], peopled: tuple[Path, Keys], tmp_path: Path
) -> None:
    source, keys = peopled
    path = tmp_path / "so.snv"
    path.write_bytes(source.read_bytes())
    dice = random.Random(record.__tablename__)
    database = Database(path, actor="lan")
    raw = database.raw_reader()
    states = [_dump(raw)]
    operations = []

    def done(work: Any) -> None:
        assert work.operation is not None
        operations.append(work.operation)
        states.append(_dump(raw))
        assert states[-1] != states[-2]

    first, second, full = (values_for(record, keys, dice, empty) for empty in (0.9, 0.5, 0.0))
    assert first is not None
    assert second is not None
    assert full is not None
    with database.write("add", "thêm") as work:
        item = record(**first)
        work.session.add(item)
    done(work)
    for values in (full, second):
        with database.write("edit", "sửa") as work:
            one = work.session.get_one(record, item.key)
            work.session.expire(one)
            fill(one, values)
        done(work)
    with database.write("remove", "xoá") as work:
        work.session.delete(work.session.get_one(record, item.key))
    done(work)
    for operation in reversed(operations):
        database.undo(operation.id)
    assert _dump(raw) == states[0]
    assert verify_chain(raw).trouble is None
    assert verify_replay(raw) == []
    start = operations[0].seq - 1
    for place, state in enumerate(states):
        made = replayed(raw, start + place)
        assert _dump(made) == state
        made.close()
        with database.known(start + place) as then:
            assert _dump(then.raw) == state
    raw.close()
    database.close()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name[:4])
def test_a_file_of_an_older_release_comes_up_whole(old: Path, tmp_path: Path, clock: Any) -> None:
    said = json.loads(old.with_name(old.name.replace(".snv.gz", ".json")).read_text(encoding="utf-8"))
    path = tmp_path / "so.snv"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    scans = Attachments(attachments_path(path))
    assert scans.put("bảng tính nguồn".encode()) == said["blob"]
    scans.close()
    clock.now = datetime(2030, 1, 1, tzinfo=UTC)
    database = Database.open_upgraded(path, actor="lan", backups=tmp_path / "sl", clock=clock)
    kept = list((tmp_path / "sl").rglob("*.snv"))
    assert len(kept) == (said["schema"] != HEAD)
    raw = database.raw_reader()
    links = [link.hex() for (link,) in raw.execute("SELECT link FROM operation ORDER BY seq")]
    assert links[said["operations"] - 1] == said["link"]
    assert verify_chain(raw).trouble is None
    assert foreign_keys(raw) == 0
    assert verify_replay(raw) == []
    assert raw.execute("SELECT count(*) FROM person").fetchone() == (said["people"],)
    for seq in range(said["operations"] + 1):
        made = replayed(raw, seq)
        with database.known(seq) as then:
            assert differences(made, then.raw) == []
        made.close()
    with database.write("add", "thêm") as work:
        work.session.add(Person(full_name="Người mới"))
    ids = [bytes(i) for (i,) in raw.execute("SELECT id FROM operation WHERE verb IN ('undo', 'edit') ORDER BY seq")]
    undone = 0
    for operation in reversed(ids):
        try:
            undone += database.undo(operation) is not None
        except DataError:
            continue
    assert undone
    assert verify_replay(raw) == []
    raw.close()
    database.close()


def test_the_first_released_schema_is_among_them() -> None:
    assert OLD[0].name == "0001.snv.gz"


def test_the_file_to_keep_can_be_made_of_today_s_schema(tmp_path: Path) -> None:
    said = make(tmp_path / "so.snv")
    assert said["schema"] == HEAD
    assert said["operations"] > 3 * len(RECORDS)
