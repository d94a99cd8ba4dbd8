"""Cells kept in the source only are offered again, and taken only where the clerk says so."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import HealthCheck, Person
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.kept import KeptColumn, kept_cells, kept_columns, offerable, take_kept
from desktop_app.services.intake.plan import Answers
from desktop_app.services.intake.service import carry_out, open_file, people_of, plan_of, remap
from desktop_app.services.work import changing, done, reading

Bring = Callable[..., Any]
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Máu", "Vào hội", "Chiều cao")
ROWS = (
    (1, "Nguyễn Văn An", "13/02/1980", "Nam", "Phòng Nội vụ", "ab", "01/02/2003", "1m65"),
    (2, "Lý Thị Bình", "25/12/1985", "Nữ", "Phòng Nội vụ", "O", "25/03/2007", "hơi cao"),
    (3, "Đàm Văn Cao", "01/05/1990", "Nam", "Phòng Nội vụ", None, None, 170),
)


def _column(database: Database, today: date, heading: str) -> KeptColumn:
    with reading(database, today) as work:
        return next(one for one in kept_columns(work) if one.heading == heading)


@pytest.fixture
def imported(database: Database, sheet_of: Bring, today: date) -> Database:
    """The list imported, with the height left out by the clerk."""
    opened = open_file(sheet_of(HEADINGS, *ROWS))
    opened = remap(opened, 8, "")
    plan = plan_of(opened, today=today, known=people_of(database, today), answers=Answers())
    carry_out(database, opened, plan, today=today)
    return database


def test_what_no_field_took_is_listed_with_the_field_it_reads_like(imported: Database, today: date) -> None:
    with reading(imported, today) as work:
        columns = kept_columns(work)
    assert [(one.letters, one.heading, one.filled, one.target) for one in columns] == [
        ("F", "Máu", 2, ""),
        ("G", "Vào hội", 2, ""),
        ("H", "Chiều cao", 3, "height"),
    ]
    assert {one.name for one in columns} == {"ds.xlsx"}


def test_each_cell_is_read_as_the_import_reads_it(imported: Database, today: date) -> None:
    column = _column(imported, today, "Chiều cao")
    with reading(imported, today) as work:
        cells = kept_cells(work, column, "height")
    assert [(one.name, one.place, one.text, one.value, one.state) for one in cells] == [
        ("Nguyễn Văn An", "H2", "1m65", 165, "fills"),
        ("Lý Thị Bình", "H3", "hơi cao", None, "unread"),
        ("Đàm Văn Cao", "H4", "170", 170, "fills"),
    ]
    assert cells[1].doubt == "Chiều cao “hơi cao” phải là số từ 80 đến 230 cm."


def test_what_is_taken_is_one_operation_and_is_not_offered_again(imported: Database, today: date) -> None:
    column = _column(imported, today, "Máu")
    with reading(imported, today) as work:
        first, second = kept_cells(work, column, "blood_group")
    with changing(imported, today, "edit", "Lấy từ Nguồn") as work:
        assert take_kept(work, column, "blood_group", [first.person]) == 1
    operation = done(work)
    with reading(imported, today) as work:
        assert kept_cells(work, column, "blood_group") == (second,)
        health = work.session.scalars(select(HealthCheck)).one()
        assert (health.person, health.blood_group) == (first.person, "AB")
    assert operation is not None
    imported.undo(operation.id)
    with reading(imported, today) as work:
        assert kept_cells(work, column, "blood_group") == (first, second)


def test_a_file_that_says_otherwise_by_now_is_told_and_not_chosen_for_the_clerk(
    imported: Database, today: date
) -> None:
    column = _column(imported, today, "Chiều cao")
    with changing(imported, today, "edit", "sửa") as work:
        person = work.session.scalars(select(Person).where(Person.full_name == "Nguyễn Văn An")).one()
        work.session.add(HealthCheck(person=person.key, height=168))
    with reading(imported, today) as work:
        cell = kept_cells(work, column, "height")[0]
    assert (cell.before, cell.value, cell.state) == (168, 165, "differs")


def test_nothing_is_written_of_what_is_not_offered(imported: Database, today: date) -> None:
    column = _column(imported, today, "Chiều cao")
    with reading(imported, today) as work:
        unread = next(one for one in kept_cells(work, column, "height") if one.state == "unread")
    with pytest.raises(InvalidInput, match="không còn nhận được"), changing(imported, today, "edit", "x") as work:
        take_kept(work, column, "height", [unread.person])
    with pytest.raises(InvalidInput, match="Chưa chọn ô nào"), changing(imported, today, "edit", "x") as work:
        take_kept(work, column, "height", [])
    with pytest.raises(InvalidInput, match="hãy sửa trong hồ sơ"), reading(imported, today) as work:
        kept_cells(work, column, "born")
    assert "born" not in dict(offerable())


def test_a_csv_is_found_again_under_its_name(database: Database, today: date, tmp_path: Path) -> None:
    path = tmp_path / "danh sách 2019.csv"
    path.write_text("\n".join(",".join(str(cell or "") for cell in row) for row in (HEADINGS, *ROWS)), encoding="utf-8")
    opened = remap(open_file(path), 8, "")
    carry_out(
        database, opened, plan_of(opened, today=today, known=people_of(database, today), answers=Answers()), today=today
    )
    column = _column(database, today, "Chiều cao")
    with reading(database, today) as work:
        assert [one.value for one in kept_cells(work, column, "height")] == [165, None, 170]
