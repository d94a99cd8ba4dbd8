from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from db.text import fold
from desktop_app.errors import InvalidInput
from desktop_app.services.work import Work
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.later import Later
from desktop_app.ui.kit.page import Page
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.register import Done
from desktop_app.ui.runner import Runner


class Told(Page):
    """A page that remembers what it was told."""

    title = "Trang thử"
    icon = "info"
    reads = frozenset({"unit"})

    def __init__(self) -> None:
        super().__init__()
        self.reloads = 0
        self.days: list[date] = []
        self.targets: list[tuple[str, Any]] = []

    def reload(self) -> None:
        self.reloads += 1

    def set_as_of(self, day: date) -> None:
        self.days.append(day)

    def open_target(self, kind: str, target: Any) -> None:
        self.targets.append((kind, target))


def test_a_page_is_built_when_first_shown_reloads_when_stale_and_is_left_again(
    dressed: QApplication, qtbot: Any, today: date
) -> None:
    first, made = Told(), Told()
    later = Later("Trang sau", "info", lambda: made, opens=frozenset({"thing"}), under="Trang thử")
    window = MainWindow(Runner(), [("", [first])], "Cơ quan", "lan", today, [later])
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    later.set_as_of(date(2025, 1, 1))
    assert later.built is None
    window.go_to("thing", 7)
    assert (made.targets, made.days, made.reloads) == ([("thing", 7)], [date(2025, 1, 1)], 1)
    assert window.page.title == "Trang sau"
    assert window.rail.buttons[first].isChecked()
    first.changed(frozenset({"person"}))
    first.changed(frozenset({"unit"}))
    assert first.reloads == 0
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.title == "Trang thử"
    assert first.reloads == 1
    first.changed(frozenset({"unit"}))
    first.changed(None)
    assert first.reloads == 3


def test_a_page_writes_through_the_register_and_is_kept_out_on_another_day(desk: Desk, qtbot: Any) -> None:
    register, done, refused = desk.register, list[Done](), list[str]()

    def add(work: Work, name: str) -> str:
        from db.models import Person

        if not name:
            raise InvalidInput("Phải có họ và tên.", "full_name")
        work.session.add(Person(full_name=name))
        return name

    register.do("add", "Thêm hồ sơ", add, "", then=done.append, refused=lambda why: refused.append(str(why)))
    qtbot.waitUntil(lambda: bool(refused))
    register.do("add", "Thêm hồ sơ", add, "Vi Văn Sơn", then=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert (done[0].value, done[0].touched) == ("Vi Văn Sơn", frozenset({"person"}))
    assert done[0].operation is not None
    register.undo(done[0].operation, then=done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert desk.window is not None
    desk.window.as_of.show_day(date(2025, 1, 1))
    desk.window._on_day(date(2025, 1, 1))
    register.do("add", "Thêm hồ sơ", add, "Vi Văn Sơn", then=done.append, refused=lambda why: refused.append(str(why)))
    assert refused == ["Phải có họ và tên.", register.why_not]
    assert "chỉ đọc" in register.why_not


def test_the_search_of_the_window_finds_people_units_pages_and_deeds(desk: Desk, qtbot: Any) -> None:
    window = desk.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    person = desk.roster.model.row(3)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, fold(person.full_name))
    qtbot.waitUntil(lambda: any(found.target == person.key for found in window.finder.found()))
    window.search.clear()
    qtbot.keyClicks(window.search, "tram y te")
    qtbot.waitUntil(lambda: [found.kind for found in window.finder.found()][:1] == ["unit"])
    unit = window.finder.found()[0]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.finder.found() == []
    assert desk.roster.tree.chosen() == unit.target
    desk.roster.reload()
    qtbot.waitUntil(lambda: desk.runner.idle)
    assert desk.roster.tree.chosen() == unit.target
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, "nhap tu")
    qtbot.waitUntil(lambda: bool(window.finder.found()))
    assert [found.kind for found in window.finder.found()] == ["page", "search"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page.title == "Nhập từ Excel"
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, "sao luu")
    qtbot.waitUntil(lambda: bool(window.finder.found()))
    assert [found.target for found in window.finder.found() if found.kind == "menu"] == ["backup"]
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page is desk.roster
    assert desk.roster.search.text() == "sao luu"


class _Asking(QLabel):
    """Makes something of the answer before it shows it."""

    def __init__(self, made: list[str]) -> None:
        super().__init__()
        self._made = made

    def show_answer(self, text: str, more: str = "") -> None:
        self._made.append(text + more)
        self.setText(text)


@pytest.mark.parametrize("also", [False, True])
def test_an_answer_for_a_dialog_that_was_closed_is_dropped(dressed: QApplication, qtbot: Any, also: bool) -> None:
    runner, crashed = Runner(), list[str]()
    runner.crashed.connect(crashed.append)
    label, made = QLabel(""), list[str]()
    asking = _Asking(made)
    runner.ask(lambda: "đáp", then=label.setText)
    runner.ask(lambda: "đáp", then=partial(asking.show_answer, more=".") if also else asking.show_answer)
    for gone in (label, asking):
        gone.deleteLater()
        dressed.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: runner.idle)
    dressed.processEvents()
    runner.close()
    assert crashed == []
    assert made == []


def test_each_place_says_what_its_page_opens(desk: Desk) -> None:
    assert desk.window is not None
    for holder in desk.window.pages:
        if isinstance(holder, Later):
            assert holder.page().opens <= holder.opens, holder.title
