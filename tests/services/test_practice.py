"""The practice office: what its description says is in it, the same every time."""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from db.connection import connect_reading
from db.fields import form_fields
from db.values import Coefficient
from desktop_app.services.catalogs import CODED, catalog, cccd_prefixes, ranks, scale
from desktop_app.services.health import check
from desktop_app.services.person.file import file_records
from desktop_app.services.practice.office import BEFORE, DAY, make_practice
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery

_CONTENT = (
    "SELECT p.staff_number, p.full_name, p.born, p.personal_number, s.starts, s.step, s.coefficient FROM person p"
    " LEFT JOIN salary_step s ON s.person = p.key ORDER BY 1, 5"
)


def test_sixty_people_over_categories_and_two_days(practice: Path) -> None:
    raw = connect_reading(practice)
    roster = Roster(raw)
    now = Counter(row.category for row in roster.rows(roster.ids(RosterQuery(DAY)), DAY))
    assert now == {"CB": 7, "CC": 22, "VC": 22, "HDLD": 2, "KCT": 2}
    assert len(roster.ids(RosterQuery(DAY, status="left"))) == 5
    units = {unit.name: unit for unit in roster.units(DAY)}
    assert units["Xã Minh Tân"].closed
    assert not units["Xã An Bình"].closed
    whole = roster.rows(roster.ids(RosterQuery(BEFORE, roster.unit_named("Huyện Khe Vàng", BEFORE))), BEFORE)
    assert {row.unit for row in whole} >= {"Phòng Nội vụ huyện Khe Vàng", "Xã Nà Phạc", "Trường THCS Nà Phạc"}
    assert raw.execute("SELECT count(*) FROM unit_succession").fetchone()[0] == 9
    raw.close()


def test_what_is_kept_by_code_is_a_code_of_its_list(practice: Path) -> None:
    raw = connect_reading(practice)
    for record in file_records():
        for field in form_fields(record):
            if field.catalog in CODED:
                codes = {entry.code for entry in catalog(field.catalog).entries}
                query = f'SELECT DISTINCT "{field.name}" FROM "{record.__tablename__}" WHERE "{field.name}" IS NOT NULL'
                assert {value for (value,) in raw.execute(query)} <= codes, (record.__tablename__, field.name)
    raw.close()


def test_careers_hold_together(practice: Path) -> None:
    raw = connect_reading(practice)
    for table in ("assignment", "employment"):
        main = "WHERE main = 1" if table == "assignment" else ""
        rows = raw.execute(f"SELECT person, starts, ends FROM {table} {main} ORDER BY person, starts").fetchall()
        for (person, _, ends), (other, starts, _) in pairwise(rows):
            assert person != other or (ends is not None and ends < starts), (table, starts)
    unfit = raw.execute(
        "SELECT count(*) FROM assignment a JOIN unit_state u ON u.unit = a.unit"
        " GROUP BY a.key HAVING min(coalesce(u.starts, '')) > a.starts OR"
        " (max(coalesce(u.ends, '9')) < coalesce(a.ends, '9'))"
    ).fetchall()
    assert unfit == []
    for code, step, hundredths in raw.execute("SELECT rank_code, step, coefficient FROM salary_step"):
        assert any(scale()[group].get(step) == hundredths for group in ranks()[code].groups), (code, step)
    numbers = [number for (number,) in raw.execute("SELECT personal_number FROM person WHERE personal_number <> ''")]
    assert len(set(numbers)) == len(numbers) == 58
    assert all(number[:3] in cccd_prefixes() for number in numbers)
    assert Coefficient(500) in {Coefficient(x) for (x,) in raw.execute("SELECT beyond_percent FROM salary_step") if x}
    raw.close()


def test_the_same_every_time_and_sound(practice: Path, tmp_path: Path, clock: Any) -> None:
    make_practice(tmp_path / "again.snv", clock)
    one, other = connect_reading(practice), connect_reading(tmp_path / "again.snv")
    assert one.execute(_CONTENT).fetchall() == other.execute(_CONTENT).fetchall()
    assert one.execute("SELECT count(*) FROM operation").fetchone()[0] == 2
    one.close()
    other.close()
    assert check(practice, full=True).ok


def test_the_district_before_the_merger(tmp_path: Path, clock: Any) -> None:
    make_practice(tmp_path / "huyen.snv", clock, BEFORE)
    raw = connect_reading(tmp_path / "huyen.snv")
    roster = Roster(raw)
    assert {unit.name for unit in roster.units(BEFORE) if unit.parent is None} == {"Huyện Khe Vàng"}
    assert not [unit for unit in roster.units(date(2026, 1, 1)) if unit.closed]
    assert len(roster.ids(RosterQuery(BEFORE))) == 58
    assert raw.execute("SELECT name, practice FROM office").fetchone() == ("UBND huyện Khe Vàng", "có")
    raw.close()
