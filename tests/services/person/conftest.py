from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person, SalaryStep, Unit, UnitState
from db.values import Coefficient, PartialDate
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import edit_record
from desktop_app.services.work import changing


@pytest.fixture
def database(tmp_path: Path, clock: Any) -> Iterator[Database]:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
    yield made
    made.close()


@pytest.fixture
def person(database: Database, today: date) -> bytes:
    """Someone with a past and a current post and three steps of pay."""
    with changing(database, today, "add", "thêm") as work:
        unit = Unit(code="X1")
        person = Person(
            full_name="Đinh Minh Ánh", sex="nu", born=PartialDate(1974, 5, 12), personal_number="006174209913"
        )
        work.session.add_all([unit, UnitState(unit=unit.key, name="Thanh tra"), person])
        work.session.add(Employment(person=person.key, category="CC", starts=date(1996, 9, 1)))
        work.session.add(
            Assignment(person=person.key, unit=unit.key, post="Phó Chánh Thanh tra", main=True,
                       starts=date(2016, 7, 1), ends=date(2021, 12, 30))
        )  # fmt: skip
        work.session.add(
            Assignment(person=person.key, unit=unit.key, post="Chánh Thanh tra", main=True, starts=date(2021, 12, 31))
        )
        for year, step, coefficient in ((2017, 2, 474), (2020, 3, 508), (2023, 4, 542)):
            work.session.add(
                SalaryStep(person=person.key, starts=date(year, 1, 1), rank_code="01.002", rank_name="Chuyên viên chính",
                           step=step, coefficient=Coefficient(coefficient))
            )  # fmt: skip
    return person.key


@pytest.fixture
def edit(database: Database, today: date, person: bytes) -> Callable[..., Any]:
    """Save what is typed into a row; the answer of the service."""

    def save(record: str, key: bytes | None, *, reason: str = "", later: bool = False, **typed: str) -> Any:
        with changing(database, today, "edit", "sửa", reason=reason) as work:
            return edit_record(work, Edit(person, record, key, typed, later))

    return save
