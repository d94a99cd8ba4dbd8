"""The law for a whole province, beside a plain table lookup by birth month."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop_app.law.retirement_rule import moments
from desktop_app.law.retirement_table import looked_up
from tests.bench.measure import DAY, Line, beside, spent


def retirement(_folder: Path, rounds: int) -> Iterator[Line]:
    """Every person's moment of retirement, 100,000 people."""
    chance = Random(1)
    rows = [
        (chance.choice(("nam", "nu")), f"{chance.randint(1962, 2004)}-{chance.randint(1, 12):02d}-15", "CC")
        for _ in range(100_000)
    ]
    plain = {
        (sex, f"{year}-{month:02d}"): looked_up(sex, year, month)
        for sex in ("nam", "nu")
        for year in range(1962, 2005)
        for month in range(1, 13)
    }
    ours, reference = beside(
        lambda: moments(rows, DAY), lambda: [plain[sex, born[:7]] for sex, born, _ in rows], rounds
    )
    yield Line("retirement of 100,000 people beside a table lookup", ours, reference, 10)


def retirement_changed(_folder: Path, rounds: int) -> Iterator[Line]:
    """The same for 40,000 people after an office corrected a figure: nothing is kept from before."""
    from desktop_app.law.packs import Pack, shipped

    rows = [("nam" if n % 2 else "nu", f"{1962 + n % 43}-{1 + n % 12:02d}-15", "CC") for n in range(40_000)]
    plain = {(sex, born[:7]): born for sex, born, _ in rows}

    def changed() -> None:
        pack = shipped("retirement")
        moments(rows, DAY, Pack(pack.topic, pack.figures))

    ours, reference = beside(changed, lambda: [plain[sex, born[:7]] for sex, born, _ in rows], rounds)
    yield Line("retirement of 40,000 people after a change of the rules", ours, reference, 10)


def forecast(folder: Path, rounds: int) -> Iterator[Line]:
    """Who retires within fifteen years, and the case of one person, of a province and of the largest register."""
    from db import roster_rows
    from db.database import Database
    from desktop_app.law.calendar import add_months
    from desktop_app.services.retirement.file import case_file
    from desktop_app.services.retirement.forecast import forecast as ahead
    from desktop_app.services.work import reading
    from tests.bench.measure import register

    for count in (40_000, 100_000):
        database = Database(register(folder / f"forecast-{count}.snv", count), actor="do", writable=False)
        try:
            with reading(database, DAY) as work:
                ours, scan = beside(
                    lambda: ahead(work, DAY, add_months(DAY, 180)),
                    lambda: list(roster_rows.staff_rows(work.raw, DAY)),
                    rounds,
                )
                (key,) = work.raw.execute("SELECT key FROM person LIMIT 1 OFFSET 777").fetchone()
                one, _ = beside(lambda: case_file(work, bytes(key), DAY), lambda: None, max(rounds, 5))  # noqa: B023 - as above
        finally:
            database.close()
        yield Line(f"forecast of {count:,} people beside a scan of the same rows", ours, scan, 10)
        yield Line(f"the case of one among {count:,}", one, None, 100)


def due(folder: Path, rounds: int) -> Iterator[Line]:
    """The due list of 100,000 people beside a plain scan of the same rows."""
    from db import roster_rows
    from db.database import Database
    from desktop_app.services.due.service import due_list
    from desktop_app.services.work import reading
    from tests.bench.measure import register

    database = Database(register(folder / "due.snv", 100_000), actor="do", writable=False)
    try:
        with reading(database, DAY) as work:
            ours, reference = beside(
                lambda: due_list(work, DAY), lambda: list(roster_rows.staff_rows(work.raw, DAY)), rounds
            )
    finally:
        database.close()
    yield Line("due list of 100,000 people beside a scan of the same rows", ours, reference, 10)


def letters(folder: Path, rounds: int) -> Iterator[Line]:
    """A hundred notices of retirement, recorded and printed as one batch; each round on a register of its own."""
    import shutil
    import statistics

    from db.database import Database, NewOffice
    from desktop_app.reports.letters.batch import Draft, batch_pdf
    from desktop_app.reports.letters.kinds import NOTICE
    from desktop_app.reports.letters.retirement import prepare
    from desktop_app.services.intake.write import add_people
    from desktop_app.services.practice import people
    from desktop_app.services.retirement.forecast import forecast as ahead
    from desktop_app.services.retirement.steps import issue_notices
    from desktop_app.services.signing import Signed
    from desktop_app.services.work import changing, reading

    path = folder / "letters.snv"
    office = NewOffice("UBND xã An Bình", parent_name="UBND tỉnh Thái Nguyên", place="An Bình",
                       signing="TM. ỦY BAN NHÂN DÂN", signer_role="Chủ tịch", signer_name="Triệu Quang Huy")  # fmt: skip
    database = Database.create(path, office, actor="do")
    with changing(database, DAY, "add", "lập danh sách") as work:
        add_people(work, people(1000, DAY))
    with reading(database, DAY) as work:
        rows = [row for row in ahead(work, DAY).rows if row.born.count("-") and row.post and row.unit_name]
        chosen = [row.person for row in rows if row.category[:2] in {"CB", "CC", "VC"}][:100]
    database.close()

    def batch(database: Database) -> None:
        with changing(database, DAY, "retirement", "100 thông báo") as work:
            issue_notices(work, chosen, Signed("1/TB-UBND", DAY, "Triệu Quang Huy", "Chủ tịch", "TM"))
        with reading(database, DAY) as work:
            assert batch_pdf(work, prepare, chosen, Draft(NOTICE, None)).startswith(b"%PDF")

    took = []
    for number in range(rounds):
        copy = folder / f"letters-{number}.snv"
        shutil.copyfile(path, copy)
        database = Database(copy, actor="do")
        took.append(spent(lambda: batch(database)))  # noqa: B023 - called at once
        database.close()
    yield Line("100 notices of retirement, recorded and printed", statistics.median(took), None, 5000)
