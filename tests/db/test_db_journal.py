"""The journal's doors, folding, chain, undo and memory."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, LargeBinary, Numeric, String, delete, insert, inspect, text, update
from sqlalchemy.types import TypeDecorator

from db.canonical import Change, canonical, chain_link, change_hash, operation_digest
from db.check import verify_anchors, verify_chain
from db.connection import connect
from db.database import Database
from db.errors import DataError, UnjournalledWrite
from db.models import RECORDS, Contact, Employment, Person, Record
from db.tables import CHANGE, OPERATION
from db.undo import UndoConflict
from db.values import PartialDate, uuid7

Add = Callable[..., bytes]


def _changes(database: Database, seq: int) -> list[tuple[str, str]]:
    raw = database.raw_reader()
    found = list(raw.execute("SELECT kind, fields FROM change WHERE op = ? ORDER BY n", (seq,)))
    raw.close()
    return found


def _last(database: Database) -> int:
    raw = database.raw_reader()
    (seq,) = raw.execute("SELECT max(seq) FROM operation").fetchone()
    raw.close()
    return int(seq)


# --- folding ---------------------------------------------------------------------------------------------------------


def test_a_record_touched_often_is_one_change(database: Database) -> None:
    with database.write("add", "thêm") as work:
        person = Person(full_name="An")
        work.session.add(person)
        work.session.flush()
        person.full_name, person.note = "Bình", "x"
        work.session.flush()
        person.note = None
    assert _changes(database, 2) == [("+", '{"full_name":"Bình"}')]


def test_what_comes_and_goes_leaves_no_trace(database: Database) -> None:
    with database.write("add", "thêm rồi xoá") as work:
        person = Person(full_name="An")
        work.session.add(person)
        work.session.flush()
        work.session.delete(person)
    assert work.operation is None
    assert _last(database) == 1


def test_an_edit_back_to_the_old_value_is_no_edit(database: Database, add: Add) -> None:
    key = add("An")
    with database.write("edit", "sửa") as work:
        person = work.session.get_one(Person, key)
        person.full_name = "Bình"
        work.session.flush()
        person.full_name = "An"
    assert work.operation is None


def test_removed_and_added_again_is_an_edit(database: Database, add: Add) -> None:
    key = add("An", note="x")
    with database.write("edit", "xoá rồi thêm lại") as work:
        work.session.delete(work.session.get_one(Person, key))
        work.session.flush()
        work.session.add(Person(key=key, full_name="An", note="y"))
    assert _changes(database, 3) == [("~", '{"note":["x","y"]}')]


def test_a_savepoint_rolled_back_is_forgotten(database: Database) -> None:
    with database.write("add", "thêm") as work:
        work.session.add(Person(full_name="An"))
        work.session.flush()
        with work.session.begin_nested() as nested:
            work.session.add(Person(full_name="Bình"))
            work.session.flush()
            nested.rollback()
    assert _changes(database, 2) == [("+", '{"full_name":"An"}')]


def test_a_failed_block_keeps_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write("add", "thêm") as work:
        work.session.add(Person(full_name="An"))
        work.session.flush()
        raise ZeroDivisionError
    assert _last(database) == 1


# --- the doors -------------------------------------------------------------------------------------------------------

INTRUDERS: dict[str, Callable[[Any], object]] = {
    "bulk update": lambda work: work.session.execute(update(Person).values(note="x")),
    "core insert": lambda work: work.session.execute(
        insert(Contact).values(key=uuid7(), person=uuid7(), kind="phone", value="1")
    ),
    "core delete": lambda work: work.session.execute(delete(Person)),
    "raw sql": lambda work: work.session.execute(text("UPDATE person SET note = 'x'")),
    "driver": lambda work: work.raw.execute("DELETE FROM person"),
    "replace": lambda work: work.raw.execute(
        "REPLACE INTO person (key, full_name, sort_key, search_key) VALUES (x'00', 'a', 'a', 'a')"
    ),
    "journal update": lambda work: work.raw.execute("UPDATE operation SET summary = 'x'"),
    "journal delete": lambda work: work.raw.execute("DELETE FROM change"),
    "journal insert": lambda work: work.session.execute(
        insert(CHANGE).values(op=9, n=1, record="x", key=b"", kind="+", hash=b"")
    ),
    "journal replace": lambda work: work.raw.execute("REPLACE INTO operation SELECT * FROM operation"),
    "drop": lambda work: work.raw.execute("DROP TABLE person"),
    "alter": lambda work: work.raw.execute("ALTER TABLE person ADD COLUMN x"),
    "trigger": lambda work: work.raw.execute("CREATE TRIGGER t AFTER INSERT ON memo BEGIN DELETE FROM person; END"),
}


@pytest.mark.parametrize("name", INTRUDERS)
def test_no_other_way_in(database: Database, add: Add, name: str) -> None:
    add("An")
    with pytest.raises(UnjournalledWrite), database.write("edit", "lách") as work:
        INTRUDERS[name](work)
    assert _last(database) == 2
    add("Bình")
    raw = database.raw_reader()
    assert verify_chain(raw).trouble is None
    raw.close()


def test_the_text_of_a_statement_just_used_inside_a_door_is_refused_outside(database: Database) -> None:
    used = 'INSERT INTO "contact" ("key", "person", "kind", "value") VALUES (?, ?, ?, ?)'
    with pytest.raises(UnjournalledWrite), database.write("add", "lách") as work:
        (person,) = work.add_many(Person, [{"full_name": "An"}])
        work.add_many(Contact, [{"person": person, "kind": "phone", "value": "1"}])
        work.raw.execute(used, (uuid7(), person, "phone", "2"))


def test_batches_stand_outside_savepoints(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write("add", "thêm") as work, work.session.begin_nested():
        work.add_many(Person, [{"full_name": "An"}])


def test_memos_need_no_journal(database: Database) -> None:
    with database.write("settings", "nhớ") as work:
        work.raw.execute("INSERT INTO memo VALUES ('a', 'b')")
    assert work.operation is None
    raw = database.raw_reader()
    assert raw.execute("SELECT value FROM memo").fetchone() == ("b",)
    raw.close()


# --- exact form ------------------------------------------------------------------------------------------------------


def test_records_hold_no_floats_and_nothing_cascades() -> None:
    for record in RECORDS:
        for column in inspect(record).columns:
            assert isinstance(column.type, TypeDecorator), (record, column)
            assert column.default is None
            assert all(not key.ondelete for key in column.foreign_keys)
            if column.key != "key":
                assert inspect(record).attrs[column.key].active_history, (record, column.key)
    for table in Record.metadata.tables.values():
        for column in table.columns:
            held = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
            assert not isinstance(held, Numeric), (table.name, column.name)  # Float is one too
            assert isinstance(held, String | Integer | LargeBinary | Boolean), (table.name, column.name)
    assert {column.name for column in OPERATION.columns} >= {"seq", "id", "digest", "link", "recorded_at", "clock"}


def test_the_hashes_are_these_for_ever() -> None:
    change = Change("person", "00" * 16, "00" * 16, "+", {"full_name": "Đạt"})
    fields = canonical(change.fields)
    made = change_hash(b"\x01" * 16, change, fields)
    digest = operation_digest({"actor": "lan", "verb": "add"}, [made])
    assert fields == '{"full_name":"Đạt"}'
    assert made.hex() == HASH
    assert digest.hex() == DIGEST
    assert chain_link(bytes(32), 1, digest).hex() == LINK


def test_text_is_kept_composed(database: Database, add: Add) -> None:
    import unicodedata

    add(unicodedata.normalize("NFD", "Nguyễn Thị Ế"))
    assert _changes(database, 2)[0][1] == '{"full_name":"Nguyễn Thị Ế"}'


def test_a_clock_set_back_is_clamped_and_kept(database: Database, add: Add, clock: Any) -> None:
    add("An")
    clock.now -= timedelta(days=30)
    add("Bình")
    raw = database.raw_reader()
    (first, _), (second, told) = raw.execute("SELECT recorded_at, clock FROM operation WHERE seq > 1").fetchall()
    raw.close()
    assert second == first
    assert told < second


# --- damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE change SET fields = replace(fields, 'An', 'Ân') WHERE op = 2", "số 2, thay đổi thứ 1"),
        ("UPDATE operation SET actor = 'khác' WHERE seq = 2", "số 2 không khớp"),
        ("DELETE FROM change WHERE op = 2", "số 2 không khớp"),
        ("DELETE FROM operation WHERE seq = 2", "Thiếu thao tác số 2"),
        ("UPDATE operation SET link = zeroblob(32) WHERE seq = 2", "số 2 đứt chuỗi"),
    ],
)
def test_damage_is_named(database: Database, add: Add, damage: str, said: str) -> None:
    add("An")
    add("Bình")
    raw = connect(database.path)
    raw.execute(damage)
    trouble = verify_chain(raw).trouble
    raw.close()
    assert trouble is not None
    assert said in trouble


def test_a_tail_cut_off_is_seen_by_the_witness_outside(database: Database, add: Add, tmp_path: Path) -> None:
    add("An")
    add("Bình")
    raw = connect(database.path)
    raw.execute("DELETE FROM change WHERE op = 3")
    raw.execute("DELETE FROM operation WHERE seq = 3")
    assert verify_chain(raw).trouble is None
    found = verify_anchors(raw, tmp_path / "moc.txt", [])
    raw.close()
    assert (found.confirmed_to, found.trouble) == (2, "tệp mốc biết thao tác số 3 mà sổ không có")


def test_what_was_purged_still_verifies_and_is_counted(database: Database, add: Add) -> None:
    add("An")
    raw = connect(database.path)
    raw.execute("UPDATE change SET fields = NULL, salt = NULL WHERE op = 2")
    found = verify_chain(raw)
    raw.close()
    assert (found.trouble, found.purged, found.verified_to) == (None, 1, 2)


# --- undo and memory -------------------------------------------------------------------------------------------------


def test_undo_is_field_by_field_and_all_or_nothing(database: Database, add: Add) -> None:
    key = add("An")
    with database.write("edit", "sửa hai mục") as work:
        person = work.session.get_one(Person, key)
        person.note, person.home_town = "a", "b"
    first = work.operation
    with database.write("edit", "sửa một mục") as work:
        work.session.get_one(Person, key).note = "c"
    assert first is not None
    with pytest.raises(UndoConflict, match=r"Ghi chú.*đã đổi sau đó"):
        database.undo(first.id)
    with database.read() as session:
        assert session.get_one(Person, key).home_town == "b"
    assert work.operation is not None
    database.undo(work.operation.id)
    database.undo(first.id)
    with database.read() as session:
        assert (session.get_one(Person, key).note, session.get_one(Person, key).home_town) == (None, None)


def test_what_others_point_to_is_not_taken_away(database: Database) -> None:
    with database.write("add", "thêm") as work:
        person = Person(full_name="An")
        work.session.add(person)
    made = work.operation
    with database.write("add", "thêm") as work:
        work.session.add(Employment(person=person.key, category="CC"))
    assert made is not None
    with pytest.raises(UndoConflict, match="được thêm sau đó"):
        database.undo(made.id)


def test_undo_of_undo_brings_it_back_and_the_beginning_stays(database: Database, add: Add) -> None:
    add("An")
    raw = database.raw_reader()
    first, second = (bytes(key) for (key,) in raw.execute("SELECT id FROM operation ORDER BY seq"))
    undone = database.undo(second)
    assert undone is not None
    with pytest.raises(DataError, match="đã được hoàn tác"):
        database.undo(second)
    database.undo(undone.id)
    assert raw.execute("SELECT full_name FROM person").fetchone() == ("An",)
    with pytest.raises(DataError, match="không hoàn tác được"):
        database.undo(first)
    raw.close()


def test_known_on_a_vietnamese_day(database: Database, add: Add, clock: Any) -> None:
    clock.now = datetime(2026, 12, 31, 16, 59, 59, 990_000, tzinfo=UTC)  # 23:59:59,99 in Việt Nam
    add("An")
    clock.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    add("Bình")
    seq = database.seq_known_on(date(2026, 12, 31))
    assert seq == 2
    assert database.seq_known_on(date(2026, 1, 1)) == 0
    with database.known(seq) as then:
        assert then.raw.execute("SELECT full_name FROM person").fetchall() == [("An",)]
        with then.read() as session:
            assert session.query(Person).count() == 1
        with pytest.raises(Exception, match=r"readonly|query_only|read-only|attempt to write"):
            then.raw.execute("DELETE FROM person")


def test_readers_keep_their_view_while_a_writer_commits(database: Database, add: Add) -> None:
    with database.read() as session:
        assert session.query(Person).count() == 0
        add("An")
        assert session.query(Person).count() == 0
    with database.read() as session:
        assert session.query(Person).count() == 1


def test_dates_known_in_part_keep_their_form(database: Database, add: Add) -> None:
    for born in (PartialDate(1965), PartialDate(1965, 6), PartialDate(1965, 6, 30)):
        key = add("An", born=born)
        with database.read() as session:
            assert session.get_one(Person, key).born == born
    assert re.search(r'"born":"1965-06"', _changes(database, 3)[0][1])


HASH = "51b380ba664863d567740f43c955164cec082b2101871586b0730295daa79691"
DIGEST = "836296925cb37e41233558c21aec0d31f17c7b232aab5c981933e2007eb0a645"
LINK = "9ed3a5df46af6ef0452e3f438467d9cd5bf484c16baa43bcdd63e01d0b5cb8d0"
