"""Lists kept under a name, shared as files, and grouped."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.services.lists.groups import UNKNOWN, group_people
from desktop_app.services.lists.line import read_line
from desktop_app.services.lists.saved import (
    SavedList,
    forget_list,
    keep_list,
    list_named,
    open_list,
    saved_lists,
    write_list,
)
from desktop_app.services.lists.values import unit_texts
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import GROUP_NAMES, RosterQuery, RosterRow
from desktop_app.services.work import changing, reading

Shown = Callable[[RosterRow], str]
MADE = SavedList(
    "Nữ người Tày, sắp nâng lương",
    (
        read_line("person.sex", "in", ["nu"]),
        read_line("person.ethnic", "in", ["Tày"]),
        read_line("salary_step.next_step_on", "coming", ["12"]),
    ),
    categories=frozenset({"CC"}),
    columns=("full_name", "next_step_on"),
    sort="next_step_on",
    group="unit",
)


def _kept(database: Database) -> tuple[SavedList, ...]:
    raw = database.raw_reader()
    try:
        return saved_lists(raw)
    finally:
        raw.close()


def _operations(database: Database) -> int:
    raw = database.raw_reader()
    try:
        return int(raw.execute("SELECT count(*) FROM operation").fetchone()[0])
    finally:
        raw.close()


def test_a_list_is_kept_replaced_and_let_go_without_an_operation(database: Database, today: date) -> None:
    before = _operations(database)
    with changing(database, today, "settings", "lưu danh sách") as work:
        keep_list(work, MADE)
    assert _kept(database) == (MADE,)
    other = SavedList(MADE.name, MADE.lines[:1])
    with changing(database, today, "settings", "lưu danh sách") as work:
        keep_list(work, other)
        keep_list(work, SavedList("An", ()))
    assert [one.name for one in _kept(database)] == ["An", MADE.name]
    with changing(database, today, "settings", "bỏ danh sách") as work:
        forget_list(work, "An")
    assert _kept(database) == (other,)
    assert _operations(database) == before


def test_a_list_is_found_by_its_name_without_accents(database: Database, today: date) -> None:
    with changing(database, today, "settings", "lưu danh sách") as work:
        keep_list(work, MADE)
    raw = database.raw_reader()
    assert list_named(raw, "nu nguoi tay, sap nang luong") == MADE
    with pytest.raises(InvalidInput, match="Đang có: Nữ người Tày"):
        list_named(raw, "không có")
    raw.close()
    with changing(database, today, "settings", "x") as work, pytest.raises(InvalidInput, match="đặt tên"):
        keep_list(work, SavedList("  "))


def test_a_file_carries_a_list_and_its_units_to_another_register(
    database: Database, today: date, tmp_path: Path
) -> None:
    raw = database.raw_reader()
    units = dict(unit_texts(Roster(raw), today))
    raw.close()
    key, name = next(iter(units.items()))
    made = SavedList("Theo đơn vị", (read_line("unit", "in", [key]),))
    write_list(made, tmp_path / "ds.json", units)
    assert open_list(tmp_path / "ds.json", units) == made
    other = "ab" * 16
    elsewhere = {other: name.upper()}
    assert open_list(tmp_path / "ds.json", elsewhere).lines[0].values == (other,)
    with pytest.raises(InvalidInput, match="không có đơn vị"):
        open_list(tmp_path / "ds.json", {other: "Nơi khác"})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"loai": "khác"}, "không phải tệp danh sách"),
        ({"phien_ban": 99}, "mới hơn"),
        ({"ten": ""}, "đặt tên"),
        ({"lines": None}, "thiếu phần điều kiện"),
        ({"lines": ["x"]}, "không đọc được"),
        ({"lines": [{"field": "person.la", "operation": "in", "values": ["x"]}]}, "không có mục"),
        ({"lines": [{"field": "age", "operation": "between", "values": [1, 2]}]}, "không đọc được"),
        ({"lines": [{"field": "age", "operation": "between", "values": ["1", "2"]}] * 51}, "quá 50"),
        ({"status": "x"}, "tình trạng"),
        ({"categories": ["XX"]}, "đối tượng"),
        ({"columns": "full_name"}, "cột"),
    ],
)
def test_a_file_with_something_wrong_is_refused_in_words(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = tmp_path / "ds.json"
    write_list(MADE, path, {})
    told = json.loads(path.read_text(encoding="utf-8")) | change
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InvalidInput, match=said):
        open_list(path, {})


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04", b"[" * 100_000, b"\xff\xfe", b"[]"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ds.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match="không phải tệp danh sách"):
        open_list(path, {})


@pytest.mark.parametrize("by", list(GROUP_NAMES))
def test_groups_count_what_the_list_shows(database: Database, today: date, by: str) -> None:
    shown: dict[str, Shown] = {
        "unit": lambda row: row.unit_path, "sex": lambda row: {"nam": "Nam", "nu": "Nữ"}.get(row.sex, ""),
        "post": lambda row: row.post, "rank": lambda row: row.rank_code, "ethnic": lambda row: row.ethnic,
        "religion": lambda row: row.religion, "general_education": lambda row: row.general_education,
        "qualification": lambda row: row.qualification, "political_theory": lambda row: row.political_theory,
    }  # fmt: skip
    with reading(database, today) as work:
        roster = Roster(work.raw)
        keys = roster.ids(RosterQuery(today, status="all"))
        rows = {row.key: row for row in roster.rows(keys, today)}
        found = group_people(work.raw, keys, by, today)
    assert sorted(found.keys) == sorted(keys)
    assert list(found.places) == sorted(found.places)
    assert sum(row.people for row in found.rows) == len(keys)
    assert sum(row.women for row in found.rows) == sum(row.sex == "nu" for row in rows.values())
    assert sum(row.party for row in found.rows) == sum(bool(row.party_joined) for row in rows.values())
    if by in shown:
        for key, place in zip(found.keys, found.places, strict=True):
            assert found.rows[place].title == (shown[by](rows[key]) or UNKNOWN)
