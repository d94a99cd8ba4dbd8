"""One field of many people: what it would do, what it does, and its way back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.services.bulk import CHANGES, REFUSED, SAME, BulkEdit, bulk_fields, edit_many, preview_bulk
from desktop_app.services.person.checks import Edit, preview
from desktop_app.services.person.file import read_file, read_files
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, done, reading

READ = frozenset({"employment", "assignment", "salary_step", "party_membership"})


@pytest.fixture
def database(practice: Path, clock: Any) -> Iterator[Database]:
    made = Database(practice, actor="lan", clock=clock)
    yield made
    made.close()


def _people(database: Database, today: date, status: str = "working") -> tuple[bytes, ...]:
    raw = database.raw_reader()
    try:
        return tuple(Roster(raw).ids(RosterQuery(today, status=status)))
    finally:
        raw.close()


def _rows(database: Database, today: date, people: tuple[bytes, ...]) -> dict[bytes, Any]:
    raw = database.raw_reader()
    try:
        return {row.key: row for row in Roster(raw).rows(people, today)}
    finally:
        raw.close()


def test_many_files_read_at_once_are_those_read_one_by_one(database: Database, today: date) -> None:
    people = _people(database, today, "all")
    with reading(database, today) as work:
        many = read_files(work, people, READ)
        for key in people:
            alone = read_file(work, key)
            assert many[key].person == alone.person
            assert many[key].parts == tuple(part for part in alone.parts if part.record in READ)


def test_the_preview_says_who_changes_and_who_does_not(database: Database, today: date) -> None:
    people = _people(database, today)
    before = _rows(database, today, people)
    with reading(database, today) as work:
        found = preview_bulk(work, BulkEdit("person.religion", "Không", people))
    assert found.count(CHANGES) + found.count(SAME) == len(people)
    assert {row.key for row in found.rows if row.state == SAME} == {
        key for key, row in before.items() if row.religion == "Không"
    }
    assert not found.reason_for
    assert all(row.before == before[row.key].religion for row in found.rows)


def test_it_is_one_operation_that_is_taken_back_whole(database: Database, today: date) -> None:
    people = _people(database, today)
    before = _rows(database, today, people)
    order = BulkEdit("person.religion", "Phật giáo", people)
    with changing(database, today, "edit", "sửa hàng loạt") as work:
        changed = edit_many(work, order)
    operation = done(work)
    assert operation is not None
    assert operation.changes == changed == sum(row.religion != "Phật giáo" for row in before.values())
    assert {row.religion for row in _rows(database, today, people).values()} == {"Phật giáo"}
    database.undo(operation.id)
    assert _rows(database, today, people) == before


def test_who_cannot_have_the_value_is_told_and_left_alone(database: Database, today: date) -> None:
    people = _people(database, today)
    with reading(database, today) as work:
        found = preview_bulk(work, BulkEdit("employment.category", "Công nhân", people))
        assert found.count(REFUSED) == len(people)
        assert "không có trong danh mục" in found.rows[0].why
        steps = preview_bulk(work, BulkEdit("salary_step.step", "99", people))
    assert steps.count(CHANGES) == 0 or steps.reason_for
    with changing(database, today, "edit", "sửa") as work:
        assert edit_many(work, BulkEdit("employment.category", "Công nhân", people)) == 0
    assert done(work) is None


def test_rows_that_are_over_want_a_reason(database: Database, today: date) -> None:
    left = _people(database, today, "left")
    order = BulkEdit("employment.end_reason", "Nghỉ hưu theo chế độ", left)
    with reading(database, today) as work:
        found = preview_bulk(work, order)
    assert found.count(CHANGES)
    assert "đã qua" in found.reason_for
    with pytest.raises(InvalidInput, match="đã qua"), changing(database, today, "edit", "sửa") as work:
        edit_many(work, order)
    with changing(database, today, "edit", "sửa", reason="đối chiếu quyết định") as work:
        assert edit_many(work, order) == found.count(CHANGES)


def test_what_is_each_persons_own_is_not_offered(database: Database, today: date) -> None:
    codes = {one.code for one in bulk_fields()}
    assert "person.ethnic" in codes
    assert "assignment.unit" in codes
    assert not codes & {
        "person.full_name",
        "person.personal_number",
        "person.born",
        "assignment.starts",
        "person.photo",
    }
    with reading(database, today) as work, pytest.raises(InvalidInput, match="không sửa hàng loạt"):
        preview_bulk(work, BulkEdit("person.full_name", "An", _people(database, today)))


def test_each_row_says_what_the_form_of_the_file_would_say(database: Database, today: date) -> None:
    people = _people(database, today)
    with reading(database, today) as work:
        for row in preview_bulk(work, BulkEdit("assignment.post", "Chuyên viên", people)).rows:
            file = read_file(work, row.key)
            held = file.part("assignment").current
            assert held is not None
            alone = preview(work, file, Edit(row.key, "assignment", held.key, {"post": "Chuyên viên"}))
            assert bool(alone.turns) == (row.state == CHANGES)
