"""What a list asks, against the same conditions in plain Python, on the practice office and on its past."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.lists.fields import OPERATIONS, fixed_choices, list_fields
from desktop_app.services.lists.line import read_line, say_line
from desktop_app.services.lists.values import unit_texts, values_of
from desktop_app.services.person.completeness import completeness
from desktop_app.services.person.file import read_file
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import Line, RosterQuery
from desktop_app.services.work import reading
from tests.services.lists.plain import Register

DAYS = (date(2026, 11, 23), date(2025, 6, 30), date(2012, 3, 1))


def _asked(database: Database, day: date, *lines: Line, status: str = "working") -> list[Key]:
    raw = database.raw_reader()
    try:
        return Roster(raw).ids(RosterQuery(day, lines=lines, status=status))
    finally:
        raw.close()


def _plain(register: Register, everybody: Collection[Key], lines: Sequence[Line]) -> set[Key]:
    return {
        person.key
        for person in register.people
        if person.key in everybody and all(register.holds(person, line) for line in lines)
    }


def _choices(work: Any, day: date) -> dict[str, list[str]]:
    """For each field: values that are really there, so that conditions hit something."""
    found = {}
    for code, field in list_fields().items():
        if field.kind == "unit":
            found[code] = list(unit_texts(Roster(work.raw), day))
        elif field.kind == "fields":
            found[code] = [one for one, _ in fixed_choices(field)]
        else:
            found[code] = [row.value for row in values_of(work, field, day)] or ["Không có"]
    return found


def _lines(choices: dict[str, list[str]]) -> st.SearchStrategy[Line]:
    days = st.dates(date(1950, 1, 1), date(2032, 12, 31)).map(lambda day: day.isoformat()[:7])
    numbers = st.integers(0, 70).map(str)
    fields = [field for field in list_fields().values() if field.code != "incomplete"]

    def of(field: Any) -> st.SearchStrategy[Line]:
        ranges = days if field.kind == "day" else numbers
        values = {
            "in": st.lists(st.sampled_from(choices[field.code]), min_size=1, max_size=3),
            "not_in": st.lists(st.sampled_from(choices[field.code]), min_size=1, max_size=3),
            "has": st.sampled_from(choices[field.code]).map(lambda text: [text[:4].upper()]),
            "between": st.tuples(ranges, st.just("")) | st.lists(ranges, min_size=2, max_size=2).map(sorted),
            "coming": st.integers(1, 120).map(lambda n: [str(n)]),
            "past": st.integers(1, 300).map(lambda n: [str(n)]),
        }
        return st.sampled_from(OPERATIONS[field.kind]).flatmap(
            lambda how: values.get(how, st.just([])).map(lambda typed: _read(field.code, how, typed))
        )

    return st.sampled_from(fields).flatmap(of)


def _read(code: str, operation: str, typed: Sequence[str]) -> Line:
    if operation == "between" and all(typed) and list_fields()[code].kind == "number":
        typed = sorted(typed, key=int)
    return read_line(code, operation, typed)


@pytest.mark.parametrize("day", DAYS)
def test_a_list_is_what_plain_python_finds(database: Database, day: date) -> None:
    with reading(database, day) as work:
        parents = {unit.key: unit.parent for unit in Roster(work.raw).units(day)}
        register = Register(work.session, parents, day)
        everybody = set(_asked(database, day, status="all"))
        choices = _choices(work, day)

        @settings(max_examples=250)
        @given(st.lists(_lines(choices), min_size=1, max_size=3))
        def same(lines: list[Line]) -> None:
            assert set(_asked(database, day, *lines, status="all")) == _plain(register, everybody, lines)
            assert all(say_line(line) for line in lines)

        same()


@pytest.mark.parametrize("day", DAYS)
def test_every_field_can_be_asked_in_every_way(database: Database, day: date) -> None:
    with reading(database, day) as work:
        parents = {unit.key: unit.parent for unit in Roster(work.raw).units(day)}
        register = Register(work.session, parents, day)
        everybody = set(_asked(database, day, status="all"))
        choices = _choices(work, day)
    hits = 0
    for code, field in list_fields().items():
        for how in OPERATIONS[field.kind]:
            if code == "incomplete":
                continue
            typed = {
                "between": ["1", "40"] if field.kind == "number" else ["1990", "2030"],
                "coming": ["24"],
                "past": ["60"],
            }
            line = read_line(code, how, typed.get(how, choices[code][:2] if how in {"in", "not_in", "has"} else []))
            found = set(_asked(database, day, line, status="all"))
            assert found == _plain(register, everybody, [line]), (code, how)
            hits += bool(found)
    assert hits > 200


@pytest.mark.parametrize("level", ["required", "useful"])
def test_incomplete_files_are_those_that_completeness_names(database: Database, level: str, today: date) -> None:
    levels = {"required"} if level == "required" else {"required", "useful"}
    with reading(database, today) as work:
        everybody = _asked(database, today)
        wanted = {
            key for key in everybody if any(one.level in levels for one in completeness(read_file(work, key)).missing)
        }
    assert set(_asked(database, today, read_line("incomplete", "in", [level]))) == wanted
    assert wanted


@pytest.mark.parametrize(
    ("code", "operation", "typed", "said"),
    [
        ("person.khong_co", "in", ["x"], "không có mục"),
        ("age", "in", ["40"], "theo cách này"),
        ("age", "between", ["bốn mươi", ""], "không phải số"),
        ("age", "between", ["60", "30"], "từ lớn hơn đến"),
        ("person.recruited_on", "between", ["31/02/2020", ""], "không phải ngày"),
        ("person.recruited_on", "between", ["", ""], "từ hoặc đến"),
        ("person.recruited_on", "coming", ["0"], "số tháng"),
        ("person.sex", "in", ["khac"], "không có trong danh mục"),
        ("person.ethnic", "in", [" "], "ít nhất một giá trị"),
        ("unit", "in", ["Phòng Nội vụ"], "Mã đơn vị"),
        ("person.full_name", "has", ["a" * 300], "dài quá"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(code: str, operation: str, typed: list[str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_line(code, operation, typed)


def test_a_condition_turned_round_says_that_it_takes_who_has_none() -> None:
    assert say_line(read_line("person.ethnic", "not_in", ["Tày"])) == "Dân tộc: không phải Tày (kể cả chưa ghi)"
    assert say_line(read_line("person.ethnic", "in", ["Tày"])) == "Dân tộc: Tày"


def test_days_and_numbers_are_read_as_they_are_typed() -> None:
    assert read_line("person.recruited_on", "between", ["1/2020", "30/6/2021"]).values == ("2020-01", "2021-06-30")
    assert read_line("salary_step.coefficient", "between", ["2,34", ""]).values == ("2.34", "")
    assert say_line(read_line("salary_step.coefficient", "between", ["2,34", "4"])) == "Hệ số lương: từ 2,34 đến 4"
    assert say_line(read_line("person.recruited_on", "between", ["", "6/2021"])).endswith(": đến 06/2021")
