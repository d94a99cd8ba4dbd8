"""Reading, writing and exporting, beside the plainest way to do the same."""

import io
from pathlib import Path
from typing import Any

from tests.bench.measure import DAY, Line, beside, register

PEOPLE = 3679


def _workbook(folder: Path) -> Path:
    """A workbook of 3,679 people with 40 columns."""
    from openpyxl import load_workbook

    from desktop_app.reports.practice_workbook import write_workbook

    path = folder / "ds.xlsx"
    write_workbook(path, "Cơ quan đo", PEOPLE, DAY)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for extra in range(8):
        col = 33 + extra
        sheet.cell(6, col, f"Cột riêng {extra + 1}")
        for row in range(8, PEOPLE + 8):
            sheet.cell(row, col, f"{extra}-{row}")
    book.save(path)
    return path


def dry_run(folder: Path, rounds: int) -> list[Line]:
    """Reading with every check beside reading the cells."""
    from python_calamine import CalamineWorkbook

    from desktop_app.services.intake.duplicates import KnownPeople
    from desktop_app.services.intake.plan import Answers
    from desktop_app.services.intake.service import open_file, plan_of

    path = _workbook(folder)
    content = path.read_bytes()

    def ours() -> None:
        plan = plan_of(open_file(path), today=DAY, known=KnownPeople(), answers=Answers())
        assert len(plan.people) == PEOPLE

    def bare() -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert len([list(row) for row in book.get_sheet_by_index(0).iter_rows()]) > PEOPLE

    ours()
    mine, theirs = beside(ours, bare, rounds)
    return [Line("nhập thử 3.679×40 / đọc bằng calamine", mine, theirs, 8)]


def journal(folder: Path, rounds: int) -> list[Line]:
    """Writing with the journal beside the same rows without; then verifying, and what the journal weighs."""
    from db.canonical import shape_of
    from db.check import verify_chain
    from db.connection import connect
    from db.database import Database, NewOffice
    from db.models import Employment, Person, SalaryStep
    from db.upgrade import upgrade
    from db.values import Coefficient, uuid7

    count = 11000
    keys = [uuid7() for _ in range(count)]
    rows: dict[Any, list[dict[str, Any]]] = {
        Person: [
            {"key": key, "full_name": f"Nguyễn Văn An {n}", "sex": "nam", "home_town": "xã An Bình"}
            for n, key in enumerate(keys)
        ],
        Employment: [{"person": key, "category": "CC", "starts": DAY} for key in keys],
        SalaryStep: [
            {"person": key, "rank_code": "01.003", "step": 4, "coefficient": Coefficient(333), "starts": DAY}
            for key in keys
        ],
    }
    number = [0]

    def ours() -> None:
        number[0] += 1
        database = Database.create(folder / f"a{number[0]}.snv", NewOffice("x"), actor="do")
        with database.write("import", "nhập") as work:
            for record, made in rows.items():
                work.add_many(record, made)
        database.close()

    def bare() -> None:
        number[0] += 1
        path = folder / f"b{number[0]}.snv"
        upgrade(path, folder, DAY)  # type: ignore[arg-type] # the time names a backup that is not made
        raw = connect(path)
        raw.execute("BEGIN IMMEDIATE")
        for record, made in rows.items():
            shape = shape_of(record)
            names = ["key", *(name for name, _ in shape.columns), *(name for name, _ in shape.derived)]
            lines = []
            for row in made:
                values = {**row, **record.derive(row), "key": row.get("key") or uuid7()}
                codecs = shape.codecs
                lines.append(
                    [
                        None if (v := values.get(n)) is None else v if n == "key" else codecs[n].to_column(v)
                        for n in names
                    ]
                )
            marks = ", ".join("?" * len(names))
            raw.executemany(f"INSERT INTO {shape.table} ({', '.join(names)}) VALUES ({marks})", lines)
        raw.execute("COMMIT")
        raw.close()

    mine, theirs = beside(ours, bare, rounds)
    raw = connect(folder / f"a{number[0]}.snv")
    from tests.bench.measure import spent

    verify = spent(lambda: verify_chain(raw)) * 100_000 / (3 * count)
    (text,) = raw.execute("SELECT avg(length(fields) + 100) FROM change").fetchone()
    raw.close()
    return [
        Line("ghi 33.000 bản ghi có nhật ký / executemany trần", mine, theirs, 3.0),
        Line("kiểm chuỗi, mỗi 100.000 thay đổi", verify, None, 1000),
        Line("nhật ký mỗi bản ghi", float(text), None, 500, "byte"),
    ]


def edit(folder: Path, rounds: int) -> list[Line]:
    """One edit saved beside one durable commit."""
    from sqlalchemy import select

    from db.connection import connect
    from db.database import Database
    from db.models import Person

    path = register(folder / "edit.snv", 500)
    database = Database(path, actor="do")
    with database.read() as session:
        key = session.scalars(select(Person.key)).first()
    raw = connect(folder / "plain.db")
    raw.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)")
    raw.execute("INSERT INTO t VALUES (1, 'a')")
    number = [0]

    def ours() -> None:
        number[0] += 1
        with database.write("edit", "sửa") as work:
            work.session.get_one(Person, key).note = str(number[0])

    def bare() -> None:
        number[0] += 1
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE t SET v = ? WHERE k = 1", (str(number[0]),))
        raw.execute("COMMIT")

    mine, theirs = beside(ours, bare, rounds * 60)
    raw.close()
    database.close()
    return [Line("lưu một chỗ sửa / một lần ghi bền", mine, theirs, 3)]


def backup(folder: Path, rounds: int) -> list[Line]:
    """A verified backup beside SQLite's own with its integrity check."""
    from datetime import datetime

    from sqlcipher3 import dbapi2

    from db.backup import back_up
    from db.connection import connect

    path = register(folder / "backup.snv", 20000)
    number = [0]

    def ours() -> None:
        number[0] += 1
        back_up(path, folder / f"sl{number[0]}", datetime(2026, 11, 23))  # noqa: DTZ001 - names a file

    def bare() -> None:
        number[0] += 1
        live, copy = connect(path), dbapi2.connect(str(folder / f"c{number[0]}.db"))
        live.backup(copy)
        copy.execute("PRAGMA integrity_check").fetchone()
        copy.close()
        live.close()

    mine, theirs = beside(ours, bare, rounds)
    return [Line("sao lưu có kiểm chứng 20.000 người / sao lưu + integrity_check", mine, theirs, 4)]
