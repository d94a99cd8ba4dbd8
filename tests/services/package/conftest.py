from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, NewOffice
from desktop_app.services.opening import create_register
from desktop_app.services.practice.office import fill
from desktop_app.services.work import changing
from tests.services.package.parcels import DAY


@pytest.fixture
def commune(tmp_path: Path, clock: Any) -> Iterator[Database]:
    """The practice office's people in a register that is not for practice, so that they may be sent."""
    database = create_register(tmp_path / "xa.snv", NewOffice("UBND xã An Bình", "UBND tỉnh", "xa", "An Bình"), clock)
    with changing(database, DAY, "add", "thêm") as work:
        fill(work)
    yield database
    database.close()


@pytest.fixture
def province(tmp_path: Path, clock: Any) -> Iterator[Database]:
    database = create_register(tmp_path / "tinh.snv", NewOffice("Sở Nội vụ"), clock)
    yield database
    database.close()
