"""A few seconds of the random clerk; the half hour is ``python -m tests.ui.random_clerk``."""

from pathlib import Path
from typing import Any

import pytest

from tests.ui.random_clerk import run


@pytest.mark.filterwarnings("default")
@pytest.mark.qt_log_level_fail("CRITICAL")
def test_anything_pressed_anywhere_breaks_nothing(tmp_path: Path, qtbot: Any) -> None:
    told: list[str] = []
    run(tmp_path, 20, 7, told.append)
    assert told
