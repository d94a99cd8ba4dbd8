"""What a clerk meets who never saw the program and has only the keyboard: where it goes, what it takes, what it is called."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QDialog

from db.connection import connect_reading
from desktop_app.ui.app import Desk
from desktop_app.ui.package.dialog import PackageDialog
from tests.ui.hands import CTRL, SHIFT, Hands, front

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
Settle = Callable[[Desk], None]


def test_esc_in_the_search_gives_the_keyboard_back(office: Desk, settle: Settle, hands: Hands) -> None:
    settle(office)
    hands.until(office.roster.list.hasFocus)
    window = office.window
    assert window is not None
    for typed in ("minh", "không có ai tên như vậy"):  # with a list under it, and without
        hands.press(Qt.Key.Key_K, CTRL)
        hands.write(typed)
        settle(office)
        hands.press(ESC)
        assert office.roster.list.hasFocus()
        assert window.search.text() == ""


def test_somebody_is_added_with_every_list_typed_without_accents(office: Desk, settle: Settle, hands: Hands) -> None:
    settle(office)
    hands.press(Qt.Key.Key_N, CTRL)
    front(hands, QDialog, "Thêm người")
    for typed in ("Lò Thị Mẩy", "6/1995", "nu", "006195001234", "kinh te", "Chuyên viên", "cong chuc", "01/11/2026"):
        hands.write(typed)
        hands.press(ENTER)  # on from field to field, and at last to the button
    hands.press(ENTER)
    settle(office)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    raw = connect_reading(office.path)
    found = raw.execute(
        "SELECT p.sex, u.name, e.category FROM person p JOIN assignment a ON a.person = p.key"
        " JOIN unit_state u ON u.unit = a.unit JOIN employment e ON e.person = p.key WHERE p.full_name = 'Lò Thị Mẩy'"
    ).fetchall()
    raw.close()
    assert found == [("nu", "Phòng Kinh tế xã An Bình", "CC")]


def test_a_field_shows_the_entry_that_was_meant(office: Desk, settle: Settle, hands: Hands) -> None:
    settle(office)
    hands.press(Qt.Key.Key_N, CTRL)
    made: Any = front(hands, QDialog, "Thêm người")
    hands.walk("Đơn vị")
    unit = QApplication.focusWidget()
    hands.write("kinh te")
    hands.press(TAB)
    assert getattr(unit, "text", str)() == "Phòng Kinh tế xã An Bình, Xã An Bình"
    hands.press(TAB, SHIFT)
    hands.write("xa")  # many hold it: it stays as it was typed, and is told when it is to be kept
    hands.press(TAB)
    assert getattr(unit, "text", str)() == "xa"
    made.reject()


@pytest.fixture
def package(desk: Desk, settle: Settle, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PackageDialog:
    """The package asked for."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))
    settle(desk)
    assert desk.window is not None
    desk.window.menu_chosen.emit("upward")
    made: PackageDialog = front(hands, PackageDialog)
    hands.until(lambda: hands.reads(made, "người đang công tác"))
    return made


def test_a_package_is_named_after_the_day_of_its_figures(package: PackageDialog, hands: Hands, tmp_path: Path) -> None:
    assert package.out.text() == str(tmp_path / "goi-so-2026-11-23.zip")
    hands.write("31/12/2026")
    hands.press(ENTER)
    assert package.order().as_of == date(2026, 12, 31)
    assert package.out.text() == str(tmp_path / "goi-so-2026-12-31.zip")
    hands.walk("Dạng gói")
    hands.press(Qt.Key.Key_Down)  # a folder
    hands.walk("Số liệu tính đến", Qt.Key.Key_Backtab)
    hands.write("30/09/2026")
    hands.press(Qt.Key.Key_Return)
    assert package.out.text() == str(tmp_path / "goi-so-2026-09-30")
    hands.walk("Nơi ghi gói")
    hands.write(str(tmp_path / "gui-tinh"))
    hands.walk("Số liệu tính đến", Qt.Key.Key_Backtab)
    hands.write("31/12/2026")
    hands.press(Qt.Key.Key_Return)
    assert package.out.text() == str(tmp_path / "gui-tinh")  # her own name stays
    package.reject()


def test_a_package_asked_for_at_once_bears_its_day_too(
    package: PackageDialog, desk: Desk, settle: Settle, hands: Hands, tmp_path: Path
) -> None:
    hands.write("31/12/2026")
    hands.press(ENTER, CTRL)
    settle(desk)
    hands.until((tmp_path / "goi-so-2026-12-31.zip").exists)


def test_an_import_goes_on_by_its_keys_and_ends_among_the_people(
    office: Desk, settle: Settle, hands: Hands, samples: Path
) -> None:
    window = office.window
    assert window is not None
    window.show_page(office.intake)
    settle(office)
    hands.until(lambda: hands.reads(window, "Chọn tệp…"))
    hands.answer_file(samples / "danh-sach-xa-25.xlsx", Qt.Key.Key_O, CTRL)
    hands.until(lambda: hands.reads(window, "Xem trước ›  Ctrl+Enter"))
    settle(office)
    hands.press(ENTER, CTRL)
    hands.until(lambda: hands.reads(window, "người có thể nhập ngay"))
    hands.press(ENTER, CTRL | SHIFT)
    hands.until(lambda: hands.reads(window, "Xem trong Hồ sơ"))
    settle(office)
    hands.press(ENTER)  # the keyboard is where one goes on
    assert window.page is office.roster
    hands.until(office.roster.list.hasFocus)


def test_the_keyboard_comes_back_to_a_list_that_was_empty(office: Desk, settle: Settle, hands: Hands) -> None:
    settle(office)
    hands.until(office.roster.list.hasFocus)
    office.roster.search.setText("không có ai tên như vậy")
    hands.until(lambda: not office.roster.list.isVisible())
    office.roster.search.clear()
    hands.until(lambda: office.roster.list.isVisible() and office.roster.list.hasFocus())


def test_a_file_as_it_was_known_has_the_keyboard_at_its_tabs(office: Desk, settle: Settle, hands: Hands) -> None:
    settle(office)
    hands.press(ENTER)
    window = office.window
    assert window is not None
    hands.until(lambda: window.page.under == "Hồ sơ" and hands.reads(window, "Dòng thời gian"))
    settle(office)
    file: Any = window.page.inner()
    hands.press(Qt.Key.Key_H, CTRL)
    front(hands, QDialog, "Hồ sơ như đã biết ngày")
    hands.press(ENTER)
    hands.press(ENTER)
    settle(office)
    hands.until(lambda: file.opened is not None and file.opened.known_on is not None)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    assert window.page.isAncestorOf(hands.here())


def test_who_retires_in_twelve_months_is_asked_in_words(office: Desk, settle: Settle, hands: Hands) -> None:
    window = office.window
    assert window is not None
    settle(office)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("12 thang")
    hands.until(lambda: any(getattr(one, "kind", "") == "deed" for one in window.finder.found()))
    hands.press(ENTER)
    settle(office)
    assert window.page.title == "Nghỉ hưu"
    page: Any = window.page.inner()
    hands.until(lambda: page.found is not None and page.list.hasFocus())
    shown = {row.name: row.leaves_on for row in page.list.rows()}
    wanted = {row.name: row.leaves_on for row in page.found.rows if row.leaves_on <= date(2027, 11, 30)}
    assert shown == wanted
    assert 0 < len(shown) < len(page.found.rows)
    assert (page.chart.columns[0].words, page.chart.columns[-1].words) == ("Tháng 11/2026", "Tháng 11/2027")
    assert hands.reads(page, f"12 tháng, {sum(row.retires for row in page.list.rows())} người")
