from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.database import Database, NewOffice
from db.models import Contact, DueMark, Employment, Person, Qualification
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services.due.marks import marks_of
from desktop_app.services.due.rows import About
from desktop_app.services.merge import compare, merge, resolve
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, done, reading

Pair = tuple[Database, Key, Key]


@pytest.fixture
def pair(tmp_path: Path, clock: Any, today: date) -> Iterator[Pair]:
    database = Database.create(tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
    with changing(database, today, "add", "thêm hai hồ sơ") as work:
        one = Person(full_name="Hà Thị Hoà", sex="nu", born=PartialDate(1980, 5, 4), ethnic="Tày")
        two = Person(full_name="Hà Thị Hòa", sex="nu", born=PartialDate(1980), personal_number="006180000009")
        work.session.add_all([one, two])
        for person in (one, two):
            work.session.add(Employment(person=person.key, category="CC", starts=date(2005, 1, 1)))
        work.session.add(Contact(person=two.key, kind="phone", value="0912345678"))
        work.session.add(Qualification(person=one.key, kind="chuyen_mon", level="Đại học"))
    yield database, one.key, two.key
    database.close()


def test_two_files_become_one_and_undo_separates_them(pair: Pair, today: date) -> None:
    database, keep, drop = pair
    with changing(database, today, "merge", "Gộp") as work:
        merge(work, keep=keep, drop=drop, take=frozenset({"full_name"}))
    operation = done(work)
    assert operation is not None
    with reading(database, today) as work:
        person = work.session.scalars(select(Person)).one()
        assert (person.full_name, str(person.born), person.personal_number) == (
            "Hà Thị Hòa",
            "1980-05-04",
            "006180000009",
        )
        assert len(work.session.scalars(select(Employment)).all()) == 1
        assert [contact.person for contact in work.session.scalars(select(Contact))] == [keep]
        assert resolve(work, drop) == keep
    database.undo(operation.id)
    with reading(database, today) as work:
        assert {p.full_name for p in work.session.scalars(select(Person))} == {"Hà Thị Hoà", "Hà Thị Hòa"}
        assert [contact.person for contact in work.session.scalars(select(Contact))] == [drop]
    raw = database.raw_reader()
    assert verify_replay(raw) == []
    roster = Roster(raw)
    assert set(roster.ids(RosterQuery(today))) == {keep, drop}
    raw.close()


def test_what_was_said_of_a_task_stays_said_of_the_joined_file(pair: Pair, today: date) -> None:
    database, keep, drop = pair
    due = date(2026, 12, 1)
    task, asked = About(drop, "", subject="post").mark_name("APP-NOTICE"), About(keep, "", subject="post")
    with changing(database, today, "edit", "Bỏ qua") as work:
        work.session.add(DueMark(person=drop, task=task, kind="bo_qua", marked_on=today, due=due, note="đã nói"))
    with changing(database, today, "merge", "Gộp") as work:
        merge(work, keep=keep, drop=drop)
    with reading(database, today) as work:
        (mark,) = marks_of(work)[asked.mark_name("APP-NOTICE")]
        assert (mark.kind, mark.due) == ("bo_qua", due)


def test_the_two_are_shown_side_by_side(pair: Pair, today: date) -> None:
    database, keep, drop = pair
    with reading(database, today) as work:
        sides = {side.field: side for side in compare(work, keep, drop)}
    assert (sides["born"].kept, sides["born"].dropped, sides["born"].differs) == ("04/05/1980", "1980", True)
    assert not sides["ethnic"].differs
    assert sides["sex"].kept == "Nữ"


def test_a_file_is_not_merged_with_itself_or_with_nothing(pair: Pair, today: date) -> None:
    database, keep, _ = pair
    for other in (keep, bytes(16)):
        with pytest.raises(InvalidInput), changing(database, today, "merge", "Gộp") as work:
            merge(work, keep=keep, drop=other)
