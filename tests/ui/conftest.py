from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.database import Database, NewOffice
from desktop_app.services.intake.write import add_people
from desktop_app.services.practice import people
from desktop_app.services.preferences import Preferences
from desktop_app.services.work import changing
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import STYLED, apply_look
from tests.ui.hands import Hands

DAY = date(2026, 11, 23)

# a busy machine is slow, not wrong: what never comes still fails, only later
for waiting in (QtBot.waitUntil, QtBot.waitSignal):
    waiting.__kwdefaults__ = {**(waiting.__kwdefaults__ or {}), "timeout": 30_000}


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of the tests is started as the program is."""
    return [*STYLED]


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its look; whatever a test leaves open is gone after it, or every look would dress it again."""
    apply_look(qapp, "light")
    # Qt remembers the modifiers of the last key: a Ctrl of the test before would turn a selection round
    QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)
    yield qapp
    while isinstance(
        popup := qapp.activePopupWidget(), QWidget
    ):  # left open it would keep the next window from the keyboard
        popup.hide()
    # what has a parent goes with it, and a popup with the choice or the box it hangs under: taken away before, it would be
    # taken away twice
    for window in qapp.topLevelWidgets():
        if window.parent() is not None or window.windowType() == Qt.WindowType.Popup:
            continue
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def register(tmp_path: Path, clock: Any) -> Path:
    """A register of 120 invented people."""
    path = tmp_path / "so.snv"
    database = Database.create(path, NewOffice("UBND xã An Bình"), actor="lan", clock=clock)
    with changing(database, DAY, "add", "lập danh sách") as work:
        add_people(work, people(120, DAY))
    database.close()
    return path


@pytest.fixture
def settle(qtbot: Any) -> Callable[[Desk], None]:
    """Wait until nothing runs behind the window and the file is open for writing."""

    def wait(desk: Desk) -> None:
        qtbot.waitUntil(lambda: desk.runner.idle and desk.database is not None, timeout=20_000)

    return wait


@pytest.fixture
def at_desk(tmp_path: Path, dressed: QApplication, settle: Callable[[Desk], None]) -> Iterator[Callable[..., Desk]]:
    """Starts the program on a file, on a day, as at the desk; the window before is closed, and no start may have crashed."""
    desks: list[Desk] = []
    bugs: list[str] = []

    def close() -> None:
        for desk in desks:
            if desk.window is not None:
                desk.window.close()
        dressed.processEvents()

    def start(file: Path, day: date = DAY) -> Desk:
        close()
        morning = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
        made = Desk(file, day, lambda: morning, Preferences(tmp_path / "p.json"))
        made.runner.crashed.connect(bugs.append)
        made.start()
        settle(made)
        desks.append(made)
        return made

    yield start
    close()
    assert bugs == []


@pytest.fixture
def desk(register: Path, at_desk: Callable[..., Desk]) -> Desk:
    return at_desk(register)


@pytest.fixture
def office(practice: Path, at_desk: Callable[..., Desk]) -> Desk:
    """The program on the practice office, on its day."""
    return at_desk(practice)


@pytest.fixture
def hands(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Hands:
    # the dialogs of the system are the system's: here Qt draws its own, which take keys like any window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", _drawn(QFileDialog.getOpenFileName))
    return Hands(qtbot)


def _drawn(ask: Any) -> Any:
    def asked(parent: Any, title: str, where: str, files: str) -> Any:
        return ask(parent, title, where, files, "", QFileDialog.Option.DontUseNativeDialog)

    return asked
