"""``python -m tests.db.kill_loop --kills 200``: a writer killed at any moment loses nothing committed, leaves nothing half."""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from db.check import foreign_keys, integrity, verify_chain, verify_replay
from db.connection import connect
from db.database import Database, NewOffice
from db.models import Employment, Person

ROOT = Path(__file__).resolve().parent.parent.parent
BATCH = 120
LONGEST = 0.4  # seconds that a writer lives after its first operation


def write_for_ever(path: Path) -> None:
    """Import batches and edit people in turn, saying each operation's number once it is committed."""
    database = Database(path, actor="kill")
    dice = random.Random()
    while True:
        with database.write("import", "nhập một lô") as work:
            keys = work.add_many(Person, [{"full_name": f"Người {n}", "note": "lô"} for n in range(BATCH)])
            work.add_many(Employment, [{"person": key, "category": "CC"} for key in keys])
        assert work.operation is not None
        sys.stdout.write(f"{work.operation.seq}\n")
        sys.stdout.flush()
        with database.write("edit", "sửa một người") as work:
            work.session.get_one(Person, dice.choice(keys)).note = f"sửa {dice.random()}"
        assert work.operation is not None
        sys.stdout.write(f"{work.operation.seq}\n")
        sys.stdout.flush()


def kill_often(path: Path, kills: int, seed: int) -> int:
    """Kill a writer so often; the number of operations the file holds in the end. Raises when anything is lost or half done."""
    dice = random.Random(seed)
    Database.create(path, NewOffice("UBND"), actor="kill").close()
    said = 1
    for number in range(kills):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.db.kill_loop", "--write", str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(dice.random() ** 2 * LONGEST)  # most kills fall into the second and third operation, some much later
        child.kill()
        heard = [first, *child.stdout.read().splitlines()]
        child.wait()
        child.stdout.close()
        said = max(said, *(int(line) for line in heard if line.strip()))
        _look(path, said, number, full=number == kills - 1)
    return said


def _look(path: Path, said: int, number: int, *, full: bool) -> None:
    raw = connect(path)
    chain = verify_chain(raw)
    (last,) = raw.execute("SELECT max(seq) FROM operation").fetchone()
    people, jobs = (raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("person", "employment"))
    trouble = [
        chain.trouble,
        None if integrity(raw) == "ok" else "integrity",
        f"{foreign_keys(raw)} references" if foreign_keys(raw) else None,
        None if last >= said else f"operation {said} was committed and is gone (last {last})",
        None if people == jobs and people % BATCH == 0 else f"half a batch: {people} people, {jobs} jobs",
        None if not full or not verify_replay(raw) else "replay",
    ]
    raw.close()
    found = [text for text in trouble if text]
    if found:
        raise AssertionError(f"after kill {number + 1}: {'; '.join(found)}")


def main() -> int:
    """Run the loop from the command line."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    if chosen.write:
        write_for_ever(chosen.write)
    with tempfile.TemporaryDirectory() as folder:
        operations = kill_often(Path(folder) / "so.snv", chosen.kills, chosen.seed)
    sys.stdout.write(f"{chosen.kills} kills, {operations} operations, nothing lost, nothing half done\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
