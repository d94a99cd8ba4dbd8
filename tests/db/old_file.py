"""``python -m tests.db.old_file``: keeps a small register of today's schema in ``tests/data/registers``, upgraded for ever."""

import gzip
import json
import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from db.check import verify_chain
from db.connection import connect
from db.database import Database, NewOffice
from db.models import Office, SourceFile
from db.revision import HEAD
from tests.db.every_record import Keys, fill, in_order, values_for

FOLDER = Path(__file__).resolve().parent.parent / "data" / "registers"


def make(path: Path) -> dict[str, Any]:
    """A register that holds every kind of record, added, edited, removed and brought back; what it says of itself."""
    dice, moment = random.Random(1), [datetime(2026, 11, 23, 1, 0, tzinfo=UTC)]

    def clock() -> datetime:
        moment[0] += timedelta(hours=7)
        return moment[0]

    database = Database.create(path, NewOffice("UBND xã An Bình"), actor="lan", clock=clock)
    blob = database.attachments.put("bảng tính nguồn".encode())
    keys: Keys = {}
    for record in (r for r in in_order() if r is not Office):
        rows = [values for _ in range(2) if (values := values_for(record, keys, dice)) is not None]
        for values in rows if record is SourceFile else []:
            values["sha256"] = blob
        with database.write("import", f"thêm {record.__title__}") as work:
            keys[record] = work.add_many(record, rows[:1])
            item = record(**rows[1])
            work.session.add(item)
        keys[record].append(item.key)
        with database.write("edit", f"sửa {record.__title__}") as work:
            one = work.session.get_one(record, keys[record][0])
            # no link to the one that is removed next
            changed = values_for(record, keys | {record: keys[record][:1]}, dice) or {}
            fill(one, changed | ({"sha256": blob} if record is SourceFile else {}))
        with database.write("remove", f"xoá {record.__title__}") as work:
            work.session.delete(item)
        assert work.operation is not None
        undone = database.undo(work.operation.id)
        assert undone is not None
    database.close()
    raw = connect(path)
    chain = verify_chain(raw)
    assert chain.trouble is None
    (link,) = raw.execute("SELECT lower(hex(link)) FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    (people,) = raw.execute("SELECT count(*) FROM person").fetchone()
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("VACUUM")
    raw.close()
    return {"schema": HEAD, "operations": chain.operations, "link": link, "people": people, "blob": blob}


def main() -> None:
    """Keep the file, packed, with what it says beside it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.snv"
        said = make(path)
        (FOLDER / f"{HEAD}.snv.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    (FOLDER / f"{HEAD}.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
