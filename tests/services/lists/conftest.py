from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.database import Database


@pytest.fixture
def database(practice: Path, clock: Any) -> Iterator[Database]:
    made = Database(practice, actor="lan", clock=clock)
    yield made
    made.close()
