from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from db.models import Person


@pytest.fixture
def database(tmp_path: Path, clock: Any) -> Iterator[Database]:
    made = Database.create(
        tmp_path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock, anchors=tmp_path / "moc.txt"
    )
    yield made
    made.close()


@pytest.fixture
def add(database: Database) -> Callable[..., bytes]:
    """Add one person; the key."""

    def make(name: str = "Nguyễn Văn An", **values: Any) -> bytes:
        with database.write("add", f"Thêm {name}") as work:
            person = Person(full_name=name, **values)
            work.session.add(person)
        return person.key

    return make
