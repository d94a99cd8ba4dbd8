from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person, SalaryStep, Unit, UnitState
from db.values import Coefficient, Key
from desktop_app.errors import InvalidInput
from desktop_app.services.lists.saved import SavedList
from desktop_app.services.roster import Roster, matches, search_words
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing

Held = tuple[Roster, dict[str, Key]]


@pytest.fixture
def held(tmp_path: Path, clock: Any, today: date) -> Iterator[Held]:
    database = Database.create(tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
    keys: dict[str, Key] = {}
    with changing(database, today, "add", "thêm") as work:
        top, old, new = Unit(code="X"), Unit(code="X.1"), Unit(code="X.2")
        work.session.add_all([top, old, new])
        work.session.add(UnitState(unit=top.key, name="UBND xã Mới"))
        work.session.add(UnitState(unit=old.key, name="Phòng Cũ", parent=top.key, ends=date(2025, 6, 30)))
        work.session.add(UnitState(unit=new.key, name="Phòng Mới", parent=top.key, starts=date(2025, 7, 1)))
        for name, category, starts, ends in (
            ("Nguyễn Văn Đạt", "CC", date(2010, 1, 1), None),
            ("Trần Thị Ánh", "VC", date(2012, 1, 1), date(2026, 1, 31)),
            ("Lê Hoà", "CC", date(2027, 1, 1), None),
        ):
            person = Person(full_name=name, sex="nam")
            keys[name] = person.key
            work.session.add(person)
            work.session.add(Employment(person=person.key, category=category, starts=starts, ends=ends))
            until = date(2025, 6, 30) if starts.year < 2025 else None
            post = {"unit": old.key, "post": "Chuyên viên", "main": True}
            work.session.add(Assignment(person=person.key, starts=starts, ends=until, **post))
        work.session.add(
            Assignment(
                person=keys["Nguyễn Văn Đạt"], unit=new.key, post="Trưởng phòng", main=True, starts=date(2025, 7, 1)
            )
        )
        keys |= {"top": top.key, "old": old.key, "new": new.key}
    raw = database.raw_reader()
    yield Roster(raw), keys
    raw.close()
    database.close()


def _names(roster: Roster, **query: Any) -> list[str]:
    asked = RosterQuery(**{"as_of": date(2026, 11, 23), **query})
    return [row.full_name for row in roster.rows(roster.ids(asked), asked.as_of)]


def test_who_is_at_work_on_a_day(held: Held) -> None:
    roster, _ = held
    assert _names(roster) == ["Nguyễn Văn Đạt"]
    assert _names(roster, as_of=date(2026, 1, 31)) == ["Trần Thị Ánh", "Nguyễn Văn Đạt"]
    assert _names(roster, as_of=date(2009, 12, 31)) == []
    assert _names(roster, as_of=date(2027, 1, 1)) == ["Nguyễn Văn Đạt", "Lê Hoà"]


def test_people_who_left_stay_findable_with_their_day(held: Held) -> None:
    roster, _ = held
    assert _names(roster, status="left") == ["Trần Thị Ánh"]
    day = date(2026, 11, 23)
    row = roster.rows(roster.ids(RosterQuery(day, status="left")), day)[0]
    assert (row.left_on, row.post) == ("2026-01-31", "Chuyên viên")
    assert _names(roster, status="all") == ["Trần Thị Ánh", "Nguyễn Văn Đạt"]


def test_posts_and_units_are_those_of_the_day(held: Held) -> None:
    roster, keys = held
    for day, post, unit in (
        (date(2025, 6, 30), "Chuyên viên", "Phòng Cũ"),
        (date(2025, 7, 1), "Trưởng phòng", "Phòng Mới"),
    ):
        row = roster.rows([keys["Nguyễn Văn Đạt"]], day)[0]
        assert (row.post, row.unit_path) == (post, f"{unit}, UBND xã Mới")


def test_units_with_and_without_what_is_under_them(held: Held) -> None:
    roster, keys = held
    assert _names(roster, unit=keys["top"]) == ["Nguyễn Văn Đạt"]
    assert _names(roster, unit=keys["top"], descendants=False) == []
    assert _names(roster, categories=frozenset({"VC"})) == []


def test_the_tree_shows_closed_units_with_their_day(held: Held) -> None:
    roster, keys = held
    nodes = {node.name: node for node in roster.units(date(2026, 11, 23))}
    assert (nodes["Phòng Cũ"].closed, nodes["Phòng Cũ"].ends, nodes["Phòng Mới"].people) == (True, "2025-06-30", 1)
    assert not {node.name: node for node in roster.units(date(2025, 6, 30))}["Phòng Cũ"].closed
    assert roster.unit_named("phong moi", date(2026, 1, 1)) == keys["new"]
    assert roster.unit_named("X.2", date(2026, 1, 1)) == keys["new"]
    with pytest.raises(InvalidInput):
        roster.unit_named("không có", date(2026, 1, 1))


def test_search_text_ignores_accents_and_order_of_words(held: Held) -> None:
    roster, keys = held
    text = roster.texts([keys["Nguyễn Văn Đạt"]], date(2026, 11, 23))[0]
    for typed in ("dat nguyen", "ĐẠT", "truong phong dat", "phòng mới"):
        assert matches(text, search_words(typed)), typed
    assert not matches(text, search_words("dat hung"))


def test_sorting_by_other_columns(held: Held) -> None:
    roster, _ = held
    assert _names(roster, status="all", sort="post") == ["Trần Thị Ánh", "Nguyễn Văn Đạt"]
    assert _names(roster, status="all", sort="name", descending=True) == ["Nguyễn Văn Đạt", "Trần Thị Ánh"]


def test_numbers_are_sorted_as_numbers(register: Database, today: date) -> None:
    with changing(register, today, "edit", "bậc") as work:
        people = Roster(work.raw).ids(RosterQuery(today))[:4]
        for person, percent in zip(people, (5, 20, 9, 10), strict=True):
            told = {"beyond_percent": Coefficient(percent * 100), "coefficient": Coefficient(percent * 100)}
            work.session.add(SalaryStep(person=person, starts=today, **told))
    raw = register.raw_reader()
    roster = Roster(raw)
    for name in ("beyond_percent", "coefficient"):
        keys = roster.ids(RosterQuery(today, sort=name))
        shown = [float(getattr(row, name) or 0) for row in roster.rows(keys, today) if getattr(row, name)]
        assert shown == sorted(shown)
        assert shown[-1] == 20
    # a list kept under a name is asked for in its own order
    made = SavedList("Vượt khung", sort="beyond_percent", descending=True)
    assert [key for key in roster.ids(made.asked(RosterQuery(today))) if key in people] == [
        people[n] for n in (1, 3, 2, 0)
    ]
    assert SavedList("Lạ", sort="khong_co").asked(RosterQuery(today)).sort == "name"
    raw.close()


def test_a_card_of_nobody_is_refused(held: Held) -> None:
    roster, _ = held
    with pytest.raises(InvalidInput):
        roster.card(bytes(16), date(2026, 11, 23))


def test_a_closed_unit_counts_those_whom_its_list_shows(held: Held) -> None:
    roster, keys = held
    day = date(2026, 11, 23)
    node = next(unit for unit in roster.units(day) if unit.key == keys["old"])
    assert node.closed
    assert node.people == len(roster.ids(RosterQuery(day, keys["old"], status="all"))) == 2
