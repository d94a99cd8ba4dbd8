"""From the first start to the office above, by keyboard through the real window: import, find, package, import there, twice."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from db.connection import connect_reading
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.office.assistant import Assistant
from desktop_app.ui.package.dialog import PackageDialog

DAY = date(2026, 11, 23)
CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[Desk], None]


class Clerk:
    """Presses keys where the keyboard is."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            self._qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert isinstance(widget, QLineEdit), widget
        widget.selectAll()
        for letter in text:
            QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture
def office(tmp_path: Path, dressed: QApplication, settle: Settle, qtbot: Any) -> Iterator[Callable[[str, str], Desk]]:
    """Makes an office's register by the assistant and gives its window."""
    made: list[Desk] = []
    bugs: list[str] = []
    clerk = Clerk(qtbot)

    def start(file: str, name: str) -> Desk:
        desk = Desk(
            tmp_path / file / f"{file}.snv",
            DAY,
            lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
            Preferences(tmp_path / f"{file}.json"),
        )
        desk.runner.crashed.connect(bugs.append)
        made.append(desk)
        desk.start()
        asked = [w for w in QApplication.topLevelWidgets() if isinstance(w, Assistant) and w.isVisible()][-1]
        qtbot.waitUntil(lambda: asked.isActiveWindow() and QApplication.focusWidget() is not None)
        clerk.press(Qt.Key.Key_Tab, times=3)  # past the place, to the name
        clerk.type(name)
        clerk.press(Qt.Key.Key_Return)  # where there is one, Enter is the default button
        clerk.press(Qt.Key.Key_Return, CTRL)
        clerk.type(str(tmp_path / f"{file}-sao-luu"))
        clerk.press(Qt.Key.Key_Return, CTRL)
        clerk.press(Qt.Key.Key_Return, CTRL)
        settle(desk)
        return desk

    yield start
    for desk in made:
        if desk.window is not None:
            desk.window.close()
    dressed.processEvents()
    assert bugs == []


def _bring(desk: Desk, file: Path, qtbot: Any, settle: Settle) -> Any:
    """Open a file in the import and go on to its preview, by key."""
    wizard = desk.intake.wizard
    assert wizard is not None
    wizard.open_file(file)  # type: ignore[attr-defined] # the wizard is an IntakePage; the file dialog is the system's
    steps = wizard.steps  # type: ignore[attr-defined] # as above
    qtbot.waitUntil(lambda: steps.currentIndex() == 1, timeout=20_000)
    qtbot.keyClick(wizard, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: steps.currentIndex() == 2, timeout=20_000)
    settle(desk)
    return wizard


def _count(desk: Desk) -> tuple[int, int]:
    raw = connect_reading(desk.path)
    found = raw.execute("SELECT (SELECT count(*) FROM person), (SELECT max(seq) FROM operation)").fetchone()
    raw.close()
    return int(found[0]), int(found[1])


def test_from_the_first_start_to_the_office_above(
    office: Callable[[str, str], Desk], qtbot: Any, settle: Settle, samples: Path, tmp_path: Path
) -> None:
    clerk = Clerk(qtbot)
    commune = office("xa", "UBND xã An Bình")
    assert commune.window is not None
    wizard = _bring(commune, samples / "danh-sach-xa-25.xlsx", qtbot, settle)
    qtbot.keyClick(wizard, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)
    settle(commune)
    people, _ = _count(commune)
    assert people == 25
    qtbot.keyClick(commune.window, Qt.Key.Key_1, CTRL)
    settle(commune)
    assert commune.roster.model.rowCount() == people

    # find, then send upward from the list's own menu
    commune.roster.card.upward_asked.emit()
    dialog = [w for w in QApplication.topLevelWidgets() if isinstance(w, PackageDialog)][-1]
    qtbot.waitUntil(lambda: "25 người" in dialog._said.text(), timeout=10_000)
    package = tmp_path / "goi.zip"
    dialog.out.setFocus()
    clerk.type(str(package))
    clerk.press(Qt.Key.Key_Return, CTRL)
    messages = commune.window.messages
    qtbot.waitUntil(lambda: "Đã ghi gói" in messages.text, timeout=20_000)
    settle(commune)
    commune.window.close()
    commune.window = None

    province = office("tinh", "Sở Nội vụ tỉnh Thái Nguyên")
    assert province.window is not None
    wizard = _bring(province, package, qtbot, settle)
    assert "Gói của UBND xã An Bình" in wizard._where.whole()
    assert wizard._next.text().startswith("Nhập 25 người")
    qtbot.keyClick(wizard, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)
    settle(province)
    before = _count(province)
    assert before[0] == 25

    # a second reading: nobody is doubled, nothing can be written
    wizard = _bring(province, package, qtbot, settle)
    assert wizard._next.text().startswith("Nhập 0 người")
    assert not wizard._next.isEnabled()
    assert _count(province) == before

    # an altered package is refused in words, before anything is read
    broken = tmp_path / "sua.zip"
    import zipfile

    with zipfile.ZipFile(package) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "danh-sach.xlsx" else b""))
    wizard.open_file(broken)
    told = province.window.messages
    qtbot.waitUntil(lambda: "đã bị sửa sau khi phát hành" in told.text, timeout=10_000)
    settle(province)
    assert _count(province) == before


def test_a_practice_office_is_refused_where_it_is_asked(
    practice: Path, dressed: QApplication, settle: Settle, qtbot: Any, tmp_path: Path
) -> None:
    desk = Desk(practice, DAY, lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC), Preferences(tmp_path / "p.json"))
    desk.start()
    settle(desk)
    assert desk.window is not None
    desk.window.menu_chosen.emit("upward")
    dialog = [w for w in QApplication.topLevelWidgets() if isinstance(w, PackageDialog)][-1]
    qtbot.waitUntil(lambda: not dialog.action.isEnabled(), timeout=10_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert _count(desk) == (60, 2)
    desk.window.close()
    dressed.processEvents()
