"""A small office in which everybody's retirement can be counted on the fingers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person, SalaryStep, Unit, UnitState
from db.values import Coefficient, Key, PartialDate
from desktop_app.services.due.leaving import CaseFacts, cases_on
from desktop_app.services.retirement.forecast import row_of
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.signing import Signed
from desktop_app.services.work import changing, reading

TODAY = date(2026, 11, 23)


class Office:
    """A commune's People's Committee with one office and its people; deeds and questions in one line each."""

    def __init__(self, path: Path, clock: Any) -> None:
        self.today = TODAY
        self.path, self.clock = path / "so.snv", clock
        self.database = Database.create(self.path, NewOffice("UBND xã An Bình"), actor="lan", clock=clock)
        self.numbers = 0
        with changing(self.database, TODAY, "add", "thêm") as work:
            top, unit = Unit(code="A"), Unit(code="B")
            work.session.add_all([top, unit])
            work.session.flush()
            work.session.add(UnitState(unit=top.key, name="Xã An Bình"))
            work.session.add(UnitState(unit=unit.key, name="Phòng Kinh tế", parent=top.key))
            self.top, self.unit = top.key, unit.key

    def add(
        self,
        name: str,
        sex: str | None,
        born: str | None,
        category: str = "CC",
        *,
        leader: bool = False,
        number: str = "",
    ) -> Key:
        """Somebody employed since 2000."""
        with changing(self.database, self.today, "add", "thêm người") as work:
            person = Person(full_name=name, sex=sex, born=PartialDate.parse(born) if born else None)
            person.personal_number = number or None
            work.session.add(person)
            work.session.flush()
            work.session.add(Employment(person=person.key, category=category, starts=date(2000, 1, 1)))
            post = "Trưởng phòng" if leader else "Chuyên viên"
            work.session.add(
                Assignment(
                    person=person.key, unit=self.unit, post=post, leader=leader, main=True, starts=date(2000, 1, 1)
                )
            )
            return person.key

    def pay(self, person: Key, step: int, following: date) -> None:
        """A step of a chuyên viên."""
        with changing(self.database, self.today, "add", "lương") as work:
            work.session.add(
                SalaryStep(person=person, starts=date(2024, 3, 1), rank_code="01.003", step=step,
                           coefficient=Coefficient(399), next_step_on=following)
            )  # fmt: skip

    def signed(self, day: date | None = None, kind: str = "TB", number: str = "") -> Signed:
        """How the next paper is signed."""
        self.numbers += 1
        return Signed(number or f"{self.numbers}/{kind}-UBND", day or self.today, "Triệu Quang Huy", "Chủ tịch", "TM")

    def do(self, deed: Any, *args: Any, today: date | None = None, **more: Any) -> Any:
        """A deed as one operation on a day (today unless told)."""
        with changing(self.database, today or self.today, "retirement", "nghỉ hưu") as work:
            return deed(work, *args, **more)

    def see(self, question: Any, *args: Any, today: date | None = None, **more: Any) -> Any:
        """A question."""
        with reading(self.database, today or self.today) as work:
            return question(work, *args, **more)

    def row(self, person: Key, day: date | None = None) -> RetireRow:
        """The row of a person."""
        found = self.see(row_of, person, day or self.today, today=day)
        assert isinstance(found, RetireRow)
        return found

    def case(self, person: Key, day: date | None = None) -> CaseFacts:
        """The last case of a person."""
        found: CaseFacts = self.see(cases_on, day or self.today, person)[person][-1]
        return found


@pytest.fixture
def office(tmp_path: Path, clock: Any) -> Iterator[Office]:
    made = Office(tmp_path, clock)
    yield made
    made.database.close()
