"""Taking back and doing again, one after another, also across operations that came between."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from db.models import Person
from desktop_app.errors import InvalidInput
from desktop_app.services.steps import Step, next_steps
from desktop_app.services.work import changing, told

Write = Callable[[str, str], None]


@pytest.fixture
def database(tmp_path: Path, clock: Any) -> Iterator[Database]:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
    yield made
    made.close()


@pytest.fixture
def person(database: Database, today: date) -> bytes:
    with changing(database, today, "import", "nhập") as work:
        made = Person(full_name="Lò Văn Páo")
        work.session.add(made)
    return made.key


@pytest.fixture
def write(database: Database, today: date, person: bytes) -> Write:
    def edit(field: str, value: str) -> None:
        with changing(database, today, "edit", f"sửa {field} {value}") as work:
            setattr(work.session.get_one(Person, person), field, value)

    return edit


def _steps(database: Database) -> tuple[str, str]:
    raw = database.raw_reader()
    try:
        found = next_steps(raw)
    finally:
        raw.close()
    return tuple(step.summary if step else "" for step in (found.undo, found.redo))  # type: ignore[return-value] # two


def _step(database: Database, way: str) -> Step:
    raw = database.raw_reader()
    try:
        step = getattr(next_steps(raw), way)
    finally:
        raw.close()
    assert isinstance(step, Step)
    with told():
        database.undo(step.operation)
    return step


def _value(database: Database, person: bytes, field: str) -> Any:
    with database.read() as session:
        return getattr(session.get_one(Person, person), field)


def test_back_and_forth_one_after_another(database: Database, person: bytes, write: Write) -> None:
    assert _steps(database) == ("nhập", "")
    write("ethnic", "Tày")
    write("ethnic", "Nùng")
    write("religion", "Không")
    assert _steps(database) == ("sửa religion Không", "")
    _step(database, "undo")
    _step(database, "undo")
    assert _steps(database) == ("sửa ethnic Tày", "sửa ethnic Nùng")
    assert _value(database, person, "ethnic") == "Tày"
    _step(database, "redo")
    assert _steps(database) == ("sửa ethnic Nùng", "sửa religion Không")
    _step(database, "redo")
    assert _steps(database) == ("sửa religion Không", "")
    assert (_value(database, person, "ethnic"), _value(database, person, "religion")) == ("Nùng", "Không")
    for _ in range(3):
        _step(database, "undo")
    assert _step(database, "undo").asks_reason
    assert _steps(database) == ("", "nhập")


def test_doing_again_waits_behind_what_came_between(database: Database, person: bytes, write: Write) -> None:
    write("ethnic", "Tày")
    _step(database, "undo")
    write("religion", "Không")
    assert _steps(database) == ("sửa religion Không", "sửa ethnic Tày")
    _step(database, "redo")
    assert _value(database, person, "ethnic") == "Tày"
    assert _steps(database) == ("sửa religion Không", "")


def test_what_stands_in_the_way_is_listed(database: Database, person: bytes, write: Write) -> None:
    write("ethnic", "Tày")
    _step(database, "undo")
    write("ethnic", "Dao")
    with pytest.raises(InvalidInput, match="Dân tộc"):
        _step(database, "redo")
    assert _value(database, person, "ethnic") == "Dao"


def test_the_filling_of_the_practice_office_is_not_taken_back(register: Database, today: date) -> None:
    raw = register.raw_reader()
    found = next_steps(raw)
    filling = bytes(raw.execute("SELECT id FROM operation WHERE verb = 'practice'").fetchone()[0])
    raw.close()
    assert (found.undo, found.redo, found.practice) == (None, None, True)
    with pytest.raises(InvalidInput, match="văn phòng thực hành"), told():
        register.undo(filling)
    with changing(register, today, "add", "thêm") as work:
        work.session.add(Person(full_name="Lò Văn Páo"))
    assert _steps(register) == ("thêm", "")
