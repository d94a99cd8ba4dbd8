"""F1 tells every key of the page in front, and Ctrl+K finds what a page can do."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from desktop_app.ui.app import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page_deeds import EVERYWHERE, deeds_of
from desktop_app.ui.person.add_dialog import AddDialog
from tests.ui.hands import CTRL, Hands, front
from tests.ui.test_promised_keys import key_of

SAME = {"Ctrl+Enter": "Ctrl+Return", "Ctrl+Shift+Enter": "Ctrl+Shift+Return"}


def _keys(told: str) -> set[str]:
    return {SAME.get(name, key_of(name).toString()) for name in told.split(", ")}


def test_f1_tells_every_key_of_every_page(office: Desk, settle: Callable[[Desk], None], hands: Hands) -> None:
    window = office.window
    assert window is not None
    everywhere = {key for keys, _ in EVERYWHERE for key in _keys(keys)}
    untold = {}
    for page in window.pages:
        window.show_page(page)
        page.inner()
        settle(office)
        told = {key for deed in deeds_of(page) if deed.keys for key in _keys(deed.keys)} | everywhere
        bound = {SAME.get(key.toString(), key.toString()) for one in page.findChildren(QShortcut) for key in one.keys()}  # noqa: SIM118 - no dict
        untold[page.under, page.title] = bound - told
    assert not any(untold.values()), untold


def _at_start(office: Desk, settle: Callable[[Desk], None], hands: Hands) -> MainWindow:
    """The window, on its first page."""
    assert office.window is not None
    hands.press(Qt.Key.Key_1, CTRL)
    settle(office)
    return office.window


def test_f1_speaks_of_the_page_in_front_and_closes_by_one_key(
    office: Desk, settle: Callable[[Desk], None], hands: Hands
) -> None:
    window = _at_start(office, settle, hands)
    hands.until(lambda: window.page.title == "Bàn làm việc")
    hands.press(Qt.Key.Key_F1)
    card: Any = front(hands, QDialog, "Bảng phím")
    shown = {one.text() for one in card.findChildren(QLabel)}
    assert {"Trang Bàn làm việc", "V", "Nhắc lại sau, đến ngày mình chọn", "Ctrl+K"} <= shown
    assert isinstance(QApplication.focusWidget(), QPushButton)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: QApplication.activeModalWidget() is None)


def _do(desk: Desk, hands: Hands, words: str) -> None:
    window = desk.window
    assert window is not None
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write(words)
    hands.until(lambda: any(one.kind == "deed" for one in window.finder.found() if hasattr(one, "kind")))
    hands.press(Qt.Key.Key_Return)


def test_a_clerk_who_knows_no_key_types_what_she_wants(
    office: Desk, settle: Callable[[Desk], None], hands: Hands
) -> None:
    window = _at_start(office, settle, hands)
    _do(office, hands, "them nguoi")
    added: Any = front(hands, QDialog, "Thêm người")
    assert added.findChild(AddDialog) is not None
    assert window.page is office.roster
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    _do(office, hands, "thieu muc")
    front(hands, QDialog, "Lọc danh sách")
    hands.press(Qt.Key.Key_Escape)


def test_what_a_file_said_on_an_earlier_day_is_found_by_its_words(
    office: Desk, settle: Callable[[Desk], None], hands: Hands
) -> None:
    hands.press(Qt.Key.Key_Return)  # the file of the first person
    window = office.window
    assert window is not None
    settle(office)
    hands.until(lambda: window.page.under == "Hồ sơ" and hands.reads(window, "Dòng thời gian"))
    _do(office, hands, "truoc khi sua")
    front(hands, QDialog, "Hồ sơ như đã biết ngày")
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    hands.press(Qt.Key.Key_1, CTRL)
    settle(office)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("truoc khi sua")
    settle(office)
    assert not any(getattr(one, "kind", "") == "deed" for one in window.finder.found())  # no file is in front


def test_ways_of_deeds_lead_somewhere(office: Desk, settle: Callable[[Desk], None]) -> None:
    window = office.window
    assert window is not None
    settle(office)
    for page in window.pages:
        for deed in deeds_of(page):
            if deed.way:
                assert callable(attrgetter(deed.way)(page.inner())), deed
            for name in filter(None, deed.keys.split(", ")):
                assert name == "Dấu cách" or not QKeySequence(key_of(name)).isEmpty(), deed
