"""What every test shares: no screen, a fixed day, a clock that is told, deterministic properties."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from db.database import Database

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("fixed")


class ToldClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it was told."""
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def today() -> date:
    return date(2026, 11, 23)


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture
def samples() -> Path:
    return Path(__file__).parent / "data" / "samples"


@pytest.fixture(scope="session", autouse=True)
def _schema_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new register starts as a copy of one empty file: the migrations run once, not for each of a thousand registers."""
    from db.upgrade import upgrade

    empty = tmp_path_factory.mktemp("schema") / "so.snv"
    upgrade(empty, empty.parent, ToldClock()())

    def copied(file: Path, *others: Any, **more: Any) -> Path | None:
        if file.exists() and file.stat().st_size:
            return upgrade(file, *others, **more)
        shutil.copyfile(empty, file)
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.database.upgrade", copied)
        yield


@pytest.fixture(scope="session")
def _practice_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice office, made once; tests work on copies."""
    from desktop_app.services.practice.office import make_practice

    path = tmp_path_factory.mktemp("practice") / "so.snv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(path.parent))
        make_practice(path, ToldClock())
    return path


@pytest.fixture
def practice(_practice_made: Path, tmp_path: Path) -> Path:
    """The register of the practice office (see ``desktop_app/services/practice/office.py``), one for each test."""
    path = tmp_path / "thuc-hanh.snv"
    for made in _practice_made.parent.glob(_practice_made.name + "*"):
        shutil.copyfile(made, path.with_name(path.name + made.name.removeprefix(_practice_made.name)))
    return path


@pytest.fixture
def register(practice: Path, clock: ToldClock) -> Iterator["Database"]:
    """The practice office's register, open for writing."""
    from desktop_app.services.opening import open_writing

    database = open_writing(practice, clock)
    yield database
    database.close()


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
