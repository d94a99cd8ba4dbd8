"""Every deed on units, quotas and positions by keyboard alone, refused once where it cannot be, and all of it taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPlainTextEdit, QPushButton, QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.organisation.staffing_dialogs import EndPositionDialog, PositionDialog, QuotaDialog
from desktop_app.ui.organisation.unit_dialogs import UnitDialog
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, SHIFT, Hands, front

DOWN, SPACE, ENTER, TAB = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab
SQUAD = "Đội Trật tự đô thị"
DECEMBER = date(2026, 12, 1)


class Units:
    """The page of units under a clerk's hands."""

    def __init__(self, desk: Desk, hands: Hands) -> None:
        self.desk, self.hands = desk, hands
        front(hands, MainWindow)
        assert desk.window is not None
        number = [page.title for page in desk.window.pages].index("Tổ chức") + 1
        hands.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
        holder: Any = desk.window.page
        self.page = holder.page()
        hands.until(lambda: self.page._rows and desk.runner.idle)

    def rows(self) -> list[tuple[str, int, int]]:
        """The tree: names, depth, people."""
        return [(row.name, row.depth, row.total) for row in self.page._rows]

    def names(self) -> set[str]:
        return {row.name for row in self.page._rows}

    def go(self, typed: str, name: str) -> None:
        """To a unit by the search."""
        self.hands.press(Qt.Key.Key_F, CTRL)
        self.hands.write(typed)
        self.hands.press(ENTER)
        self.hands.until(lambda: self.page.pane.card is not None and self.page.pane.card.name == name)
        self.hands.until(lambda: self.desk.runner.idle and self.page.tree.hasFocus())

    def choose(self, deed: str) -> UnitDialog:
        """A deed of the menu of the unit."""
        button = next(one for one in self.page.findChildren(QPushButton) if one.menu() is self.page.change_menu)
        self.walk_to(lambda here: here is button)
        chosen: list[str] = []

        def pick() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(50, pick)
                return
            for _ in menu.actions():
                action: QAction | None = menu.activeAction()
                if action is not None and action.text().startswith(deed):
                    break
                QTest.keyClick(menu, DOWN)
            chosen.append(deed)
            QTest.keyClick(menu, ENTER)

        QTimer.singleShot(50, pick)
        self.hands.press(SPACE)
        self.hands.until(lambda: chosen)
        made: UnitDialog = front(self.hands, UnitDialog)
        return made

    def walk_to(self, found: Callable[[QWidget], bool]) -> None:
        """Tab on until the keyboard is where it is meant to be."""
        for _ in range(150):
            if found(self.hands.here()):
                return
            self.hands.press(TAB)
        raise AssertionError("no way by Tab")

    def done(self) -> None:
        """Ctrl+Enter, and the dialog is gone."""
        self.hands.press(ENTER, CTRL)
        self.hands.until(lambda: QApplication.activeModalWidget() is None)
        front(self.hands, MainWindow)
        self.hands.until(lambda: self.desk.runner.idle)


@pytest.fixture
def units(office: Desk, hands: Hands) -> Units:
    return Units(office, hands)


def create(units: Units, name: str) -> None:
    hands = units.hands
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    front(hands, UnitDialog, "Lập đơn vị mới")
    hands.write(name)
    hands.walk("Số nghị quyết")
    hands.write("12/NQ-HĐND")
    hands.press(TAB)
    hands.write("20/11/2026")
    units.done()
    hands.until(lambda: name in units.names())


def to_day(units: Units, day: date) -> None:
    """The figures of another day."""
    units.hands.press(Qt.Key.Key_D, CTRL)
    units.hands.write(f"{day:%d/%m/%Y}")
    units.hands.press(ENTER)
    units.hands.until(lambda: units.page._day == day and units.desk.runner.idle)


def write_lines(field: QWidget, lines: list[str]) -> None:
    """Several lines into a field, as a Vietnamese keyboard commits them."""
    assert isinstance(field, QPlainTextEdit)
    for place, text in enumerate(lines):
        if place:
            QTest.keyClick(field, ENTER)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)


def from_december(units: Units) -> None:
    """The day on which the deed takes effect, then the deed."""
    units.hands.walk("Từ ngày")
    units.hands.write("01/12/2026")
    units.hands.press(TAB)
    units.done()


def back(units: Units, before: list[tuple[str, int, int]], steps: int) -> None:
    """Taken back one by one, the tree is as it was."""
    for _ in range(steps):
        units.hands.press(Qt.Key.Key_Z, CTRL)
        units.hands.until(lambda: units.desk.runner.idle)
    units.hands.until(lambda: units.rows() == before)


def test_create_rename_move_and_dissolve(units: Units) -> None:
    hands, before = units.hands, units.rows()
    create(units, "Đội Trật tự")
    units.go("doi trat tu", "Đội Trật tự")
    hands.press(Qt.Key.Key_F2)
    renaming: UnitDialog = front(hands, UnitDialog, "Đổi tên")
    hands.write("Phòng Kinh tế xã An Bình")
    hands.press(ENTER, CTRL)
    hands.until(lambda: "đã có một đơn vị tên" in renaming.fields.asked["name"]._under.text())
    hands.until(renaming.name.hasFocus)
    hands.write(SQUAD)
    units.done()
    hands.until(lambda: SQUAD in units.names())
    units.go("do thi", SQUAD)
    units.choose("Chuyển")
    hands.write("phong kinh te xa an binh")
    hands.press(TAB)
    units.done()
    units.go("do thi", SQUAD)
    hands.until(lambda: units.page.pane.card.path[:1] == ("Phòng Kinh tế xã An Bình",))
    dissolving = units.choose("Giải thể")
    hands.until(dissolving.basis.day.hasFocus)
    hands.write("01/12/2026")
    hands.press(TAB)
    units.done()
    units.go("do thi", SQUAD)
    hands.until(lambda: str(units.page.pane.card.ends) == "2026-11-30")
    assert [row.name for row in units.page.pane.card.names] == [SQUAD]  # both names of one day are one row of history
    back(units, before, 4)


def test_split(units: Units) -> None:
    hands, before = units.hands, units.rows()
    create(units, SQUAD)
    units.go("do thi", SQUAD)
    splitting = units.choose("Chia, tách")
    hands.until(splitting.parts.hasFocus)
    write_lines(hands.here(), ["Tổ Trật tự", "Tổ Đô thị"])
    units.walk_to(lambda here: isinstance(here, QCheckBox) and here is splitting.stays)
    hands.press(SPACE)  # divided: the old one ends
    from_december(units)
    to_day(units, DECEMBER)
    hands.until(lambda: {"Tổ Trật tự", "Tổ Đô thị"} <= units.names())
    assert SQUAD not in units.names()
    to_day(units, DAY)
    hands.until(lambda: SQUAD in units.names())
    back(units, before, 2)


def test_merge(units: Units) -> None:
    hands, before = units.hands, units.rows()
    create(units, "Tổ Công tác 1")
    create(units, "Tổ Công tác 2")
    units.go("cong tac 1", "Tổ Công tác 1")
    merging = units.choose("Sáp nhập")
    hands.until(merging.tree.hasFocus)
    hands.press(ENTER, CTRL)
    hands.until(lambda: "Chọn đơn vị nhận" in merging.fields.asked["into"]._under.text())
    units.walk_to(lambda here: here is merging.name)
    hands.write("Tổ Công tác")
    hands.press(ENTER, CTRL)
    hands.until(lambda: "ít nhất hai đơn vị" in merging.fields.asked["units"]._under.text())
    hands.until(merging.tree.hasFocus)
    for _ in range(80):
        if merging.tree.currentIndex().siblingAtColumn(0).data() == "Tổ Công tác 2":
            break
        hands.press(DOWN)
    hands.press(SPACE)
    hands.until(lambda: len(merging.tree.ticked()) == 2)
    from_december(units)
    to_day(units, DECEMBER)
    hands.until(lambda: "Tổ Công tác" in units.names())
    assert not {"Tổ Công tác 1", "Tổ Công tác 2"} & units.names()
    units.go("to cong tac", "Tổ Công tác")
    assert [link.name for link in units.page.pane.card.before] == ["Tổ Công tác 1", "Tổ Công tác 2"]
    to_day(units, DAY)
    hands.until(lambda: "Tổ Công tác 1" in units.names())
    back(units, before, 3)


def test_a_unit_with_people_is_not_dissolved_and_the_assistant_is_one_key_away(units: Units) -> None:
    hands, before = units.hands, units.rows()
    units.go("tram y te", "Trạm Y tế xã An Bình")
    dissolving = units.choose("Giải thể")
    hands.until(dissolving.basis.day.hasFocus)
    hands.press(ENTER, CTRL)
    hands.until(lambda: dissolving._assistant.isVisible() and dissolving._assistant.hasFocus())
    hands.press(SPACE)
    front(hands, MainWindow)
    assert units.desk.window is not None
    window = units.desk.window
    hands.until(lambda: window.page.title == "Sắp xếp")
    holder: Any = window.page
    hands.until(lambda: holder.page().choose.count.text() == "1 đã chọn" and units.desk.runner.idle)
    assert units.rows() == before


def test_quota(units: Units) -> None:
    hands, pane = units.hands, units.page.pane
    school = next(name for name in units.names() if "Mầm non" in name)
    units.go("mam non", school)
    before = [(row.category, row.given, row.present) for row in pane.card.years[0][1]]
    hands.press(TAB, CTRL)
    hands.until(lambda: pane.tabs.current == "quota")
    hands.walk("Giao biên chế")
    hands.press(SPACE)
    quota: QuotaDialog = front(hands, QuotaDialog)
    units.walk_to(lambda here: here is quota.counts["VC"])
    hands.write("năm")
    hands.press(ENTER, CTRL)
    hands.until(lambda: "phải là một số" in quota.fields.asked["count VC"]._under.text())
    hands.write("5")
    units.done()
    hands.until(lambda: [(row.given, row.present, row.over) for row in pane.card.years[0][1]] == [(5, 6, 1)])
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: [(row.category, row.given, row.present) for row in pane.card.years[0][1]] == before)


def test_positions(units: Units) -> None:
    hands, pane = units.hands, units.page.pane
    units.go("mam non", next(name for name in units.names() if "Mầm non" in name))
    hands.press(Qt.Key.Key_N, CTRL)
    added: PositionDialog = front(hands, PositionDialog, "Thêm vị trí")
    hands.until(added.name.hasFocus)
    hands.write("Nhân viên nuôi dưỡng")
    hands.walk("Số người")
    hands.write("2")
    units.done()

    def position(name: str) -> Any:
        return next((row for row in pane.posts.rows() if row.position.name == name), None)

    hands.until(lambda: position("Nhân viên nuôi dưỡng") is not None)
    assert (position("Nhân viên nuôi dưỡng").vacant, position("Nhân viên nuôi dưỡng").listed) == (2, True)
    units.walk_to(lambda here: here is pane.posts)
    for _ in range(len(pane.posts.rows())):
        if pane.posts.current_row().position.name == "Nhân viên nuôi dưỡng":
            break
        hands.press(DOWN)
    hands.press(Qt.Key.Key_F2)
    edited: PositionDialog = front(hands, PositionDialog, "Sửa vị trí")
    units.walk_to(lambda here: here is edited.places)
    hands.write("3")
    units.done()
    hands.until(lambda: position("Nhân viên nuôi dưỡng").vacant == 3)
    units.walk_to(lambda here: here is pane._end)
    hands.press(SPACE)
    ended: EndPositionDialog = front(hands, EndPositionDialog)
    hands.until(ended.day.hasFocus)
    hands.write("31/10/2026")
    hands.press(TAB)
    units.done()
    hands.until(lambda: position("Nhân viên nuôi dưỡng") is None)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: position("Nhân viên nuôi dưỡng") is not None)
    for _ in range(2):
        hands.press(Qt.Key.Key_Z, CTRL)
        hands.until(lambda: units.desk.runner.idle)
    hands.until(lambda: position("Nhân viên nuôi dưỡng") is None)
