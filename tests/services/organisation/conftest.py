"""A small office: a commune with two offices, one of them with two people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.check import verify_replay
from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person
from db.values import Coefficient, Key, PartialDate
from desktop_app.services.organisation.units import CreateUnit, Part, create_unit
from desktop_app.services.work import changing, done, reading

START = date(2020, 1, 1)


@dataclass
class Office:
    """A register with units by a short name, and a short way to write into it."""

    database: Database
    today: date
    units: dict[str, Key]
    last: bytes = b""

    def do(self, deed: Callable[..., Any], *args: Any, **options: Any) -> Any:
        with changing(self.database, self.today, "organisation", "tổ chức") as work:
            value = deed(work, *args, **options)
        operation = done(work)
        self.last = operation.id if operation else b""
        return value

    def see(self, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
        with reading(self.database, self.today) as work:
            return question(work, *args, **options)

    def dump(self) -> dict[str, list[Any]]:
        """Every table but the journal's, to see that nothing else changed."""
        raw = self.database.raw_reader()
        try:
            tables = [
                name
                for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if name not in {"operation", "change"} and not name.startswith("sqlite_")
            ]
            return {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}
        finally:
            raw.close()

    def person(
        self, name: str, unit: str, post: str, category: str = "CC", *, leader: bool = False, **more: Any
    ) -> Key:
        def add(work: Any) -> Key:
            person = Person(full_name=name, born=more.pop("born", PartialDate(1980, 5)), sex=more.pop("sex", "nam"))
            work.session.add(person)
            work.session.flush()
            since = more.pop("since", START)
            work.session.add(Employment(person=person.key, category=category, starts=since))
            allowance = Coefficient.parse(more["allowance"]) if "allowance" in more else None
            values = {name: value for name, value in more.items() if name != "allowance"}
            work.session.add(
                Assignment(
                    person=person.key, unit=self.units[unit], post=post, main=True, leader=leader, starts=since,
                    allowance=allowance, **values,
                )
            )  # fmt: skip
            return person.key

        key: Key = self.do(add)
        return key


@pytest.fixture
def office(tmp_path: Path, clock: Any, today: date) -> Iterator[Office]:
    database = Database.create(tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
    made = Office(database, today, {})
    for short, name, parent in (("X", "Xã An Bình", None), ("VP", "Văn phòng", "X"), ("KT", "Phòng Kinh tế", "X")):
        part = Part(name, "Cấp xã" if parent is None else "Phòng", made.units.get(parent or ""), short)
        made.units[short] = made.do(create_unit, CreateUnit(part, START))
    made.person("Nông Văn Sơn", "KT", "Trưởng phòng", leader=True, allowance="0.25")
    made.person("Lê Thị Mai", "KT", "Chuyên viên")
    yield made
    assert verify_replay(database.raw_reader()) == []
    database.close()
