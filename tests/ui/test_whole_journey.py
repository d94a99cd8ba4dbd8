"""The whole way by keyboard alone: first start, import, find, correct, undo, print preview, package, and that package above.

No dialog is opened, no signal sent and nothing pressed by code: keys go to whatever has the keyboard, Vietnamese words come as
a Vietnamese keyboard commits them, and paths are typed into the file dialogs. The program is only looked at.
"""

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from db.connection import connect_reading
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.pages_view import PagesView

DAY = date(2026, 11, 23)
Settle = Callable[[Desk], None]
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands:
    """A clerk's hands on the keyboard, and her eyes."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self._before: list[QWidget] = []

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something can be seen."""
        self._qtbot.waitUntil(lambda: bool(seen()), timeout=20_000)

    def here(self) -> QWidget:
        """What has the keyboard; a window that closed gives it back to the one before, as the system does elsewhere."""
        active: QWidget | None = QApplication.activeWindow()
        if active is not None:
            self._before = [*(one for one in self._before if one is not active), active]
        elif QApplication.activePopupWidget() is None:
            window = [one for one in self._before if isValid(one) and one.isVisible()][-1]
            window.activateWindow()
            self.until(window.isActiveWindow)
        found: QWidget | None = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """A key, where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(self.here(), key, modifier)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """A text over what stands in the field, as a Vietnamese keyboard commits it."""
        field = self.here()
        assert isinstance(field, QLineEdit), field
        self.press(Qt.Key.Key_A, CTRL)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)
        QApplication.processEvents()

    def walk(self, name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Tab on until the keyboard is at a control of this name."""
        seen = []
        for _ in range(120):
            named = self.here().accessibleName() or getattr(self.here(), "text", str)()
            if name in named:
                return
            seen.append(named)
            self.press(key)
        raise AssertionError(f"no way by Tab to “{name}”; passed: {seen}")

    def answer_file(self, path: Path, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key that asks for a file, type its path into the file dialog, Enter."""
        answered: list[Path] = []

        def type_path() -> None:
            dialog = QApplication.activeModalWidget()
            field = QApplication.focusWidget()
            if not isinstance(dialog, QFileDialog) or not isinstance(field, QLineEdit):
                QTimer.singleShot(50, type_path)
                return
            self.write(str(path))
            answered.append(path)
            QTest.keyClick(field, Qt.Key.Key_Return)

        QTimer.singleShot(50, type_path)
        self.press(key, modifier)
        self.until(lambda: answered)

    @staticmethod
    def reads(window: QWidget, text: str) -> bool:
        """Whether a text can be read in a window."""
        shown = (child for child in window.findChildren(QWidget) if isinstance(child, (QLabel, QPushButton)))
        return any(text in child.text() for child in shown if child.isVisible())


@pytest.fixture
def hands(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Hands:
    # the dialogs of the system are the system's: here Qt draws its own, which take keys like any window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", _drawn(QFileDialog.getOpenFileName))
    return Hands(qtbot)


def _drawn(ask: Any) -> Any:
    def asked(parent: Any, title: str, where: str, files: str) -> Any:
        return ask(parent, title, where, files, "", QFileDialog.Option.DontUseNativeDialog)

    return asked


@pytest.fixture
def start(
    tmp_path: Path, dressed: QApplication, settle: Settle, hands: Hands
) -> Iterator[Callable[[str, tuple[str, str] | str], Desk]]:
    """The first start of an office's program: four pages by keyboard, then the window with the import in front."""
    made: list[Desk] = []
    bugs: list[str] = []

    def begin(file: str, office: tuple[str, str] | str) -> Desk:
        preferences = Preferences(tmp_path / f"{file}.json")
        desk = Desk(tmp_path / file / f"{file}.snv", DAY, lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC), preferences)
        desk.runner.crashed.connect(bugs.append)
        made.append(desk)
        desk.start()
        hands.until(lambda: hands.reads(QApplication.activeWindow() or QWidget(), "Sổ này của cơ quan nào?"))
        if isinstance(office, tuple):
            province, commune = office
            hands.walk("Tỉnh, thành phố")
            hands.write(province)
            hands.press(Qt.Key.Key_Tab)
            hands.write(commune)
            hands.press(Qt.Key.Key_Tab)
        else:
            hands.walk("Cấp", Qt.Key.Key_Backtab)
            hands.press(Qt.Key.Key_End)  # the province's
            hands.walk("Tên cơ quan")
            hands.write(office)
        hands.press(Qt.Key.Key_Return, CTRL)
        assistant = QApplication.activeWindow()
        assert assistant is not None
        assert hands.reads(assistant, "Bắt đầu thế nào?")
        hands.press(Qt.Key.Key_Return, CTRL)  # importing is what is offered first
        assert hands.reads(assistant, "Bản sao lưu để ở đâu?")
        hands.write(str(tmp_path / f"{file}-sao-luu"))
        hands.press(Qt.Key.Key_Return, CTRL)
        assert hands.reads(assistant, "Ai ký giấy tờ?")
        hands.walk("Chức vụ người ký")
        hands.write("Chủ tịch")
        hands.press(Qt.Key.Key_Return, CTRL)
        settle(desk)
        return desk

    yield begin
    for desk in made:
        if desk.window is not None:
            desk.window.close()
    dressed.processEvents()
    assert bugs == []


def _stored(desk: Desk) -> tuple[int, int]:
    """People in the register, and operations in its journal."""
    raw = connect_reading(desk.path)
    found = raw.execute("SELECT (SELECT count(*) FROM person), (SELECT max(seq) FROM operation)").fetchone()
    raw.close()
    return int(found[0]), int(found[1])


def _birth_place(desk: Desk, name: str) -> str:
    raw = connect_reading(desk.path)
    (found,) = raw.execute("SELECT birth_place FROM person WHERE full_name = ?", (name,)).fetchone()
    raw.close()
    return str(found or "")


def _import(desk: Desk, hands: Hands, file: Path, settle: Settle) -> None:
    """Choose a file and go on to the preview."""
    window = desk.window
    assert window is not None
    hands.until(lambda: QApplication.activeWindow() is window and hands.reads(window, "Chọn tệp…"))
    hands.answer_file(file, Qt.Key.Key_O, CTRL)
    hands.until(lambda: hands.reads(window, "Xem trước ›"))
    settle(desk)
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.until(lambda: hands.reads(window, "người có thể nhập ngay"))


def _find_correct_undo(desk: Desk, hands: Hands, settle: Settle) -> None:
    """A person is found by the name as it is written and opened; one field is corrected, and taken back from that very field."""
    window = desk.window
    assert window is not None
    name = desk.roster.model.row(3).full_name
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write(name)
    hands.until(window.finder.found)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: hands.reads(window, name) and hands.reads(window, "Nghiệp vụ"))
    settle(desk)
    kept = _birth_place(desk, name)
    hands.walk("Nơi sinh")
    hands.write("xã Bộc Bố, huyện Pác Nặm")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: "Đã lưu" in window.messages.text)
    settle(desk)
    assert _birth_place(desk, name) == "xã Bộc Bố, huyện Pác Nặm"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: "Đã hoàn tác" in window.messages.text)
    settle(desk)
    assert _birth_place(desk, name) == kept


def _preview(desk: Desk, hands: Hands, settle: Settle) -> None:
    """The list as it will be printed."""
    window = desk.window
    assert window is not None
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("Hồ sơ")
    hands.until(window.finder.found)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: window.page is desk.roster)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.until(lambda: (QApplication.activeModalWidget() or window).windowTitle() == "Xem trước và in danh sách")
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, QDialog)
    (pages,) = preview.findChildren(PagesView)
    hands.until(lambda: pages.kept > 0)
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    settle(desk)


def _send(desk: Desk, hands: Hands, settle: Settle, package: Path) -> None:
    """Upward, found by its name among the commands."""
    window = desk.window
    assert window is not None
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("gửi lên")
    hands.until(window.finder.found)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: hands.reads(QApplication.activeModalWidget() or QWidget(), "25 người đang công tác"))
    for more in ("Diễn biến lương", "Quan hệ gia đình", "Số liệu kỷ luật"):
        hands.walk(more)
        hands.press(Qt.Key.Key_Space)
    hands.walk("Nơi ghi gói")
    hands.write(str(package))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: "Đã ghi gói" in window.messages.text)
    settle(desk)
    with zipfile.ZipFile(package) as held:
        assert {"danh-sach.xlsx", "luong.xlsx", "gia-dinh.xlsx", "ky-luat.xlsx", "noi-dung.xlsx"} <= {*held.namelist()}


def test_from_the_first_start_to_the_second_office(
    start: Callable[[str, tuple[str, str] | str], Desk], hands: Hands, settle: Settle, samples: Path, tmp_path: Path
) -> None:
    commune = start("xa", ("thai nguyen", "nghien loan"))
    window = commune.window
    assert window is not None
    _import(commune, hands, samples / "danh-sach-xa-25.xlsx", settle)
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.until(lambda: hands.reads(window, "Lưu phiếu kết quả") and _stored(commune)[0] == 25)
    settle(commune)
    _find_correct_undo(commune, hands, settle)
    _preview(commune, hands, settle)
    package = tmp_path / "goi.zip"
    _send(commune, hands, settle, package)

    # the office above, in a window of its own
    province = start("tinh", "Sở Nội vụ tỉnh Thái Nguyên")
    above = province.window
    assert above is not None
    _import(province, hands, package, settle)
    assert hands.reads(above, "Gói của UBND xã Nghiên Loan")
    assert hands.reads(above, "Nhập 25 người")
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.until(lambda: hands.reads(above, "Lưu phiếu kết quả") and _stored(province)[0] == 25)
    settle(province)
    after = _stored(province)

    # read a second time: nobody is new, nothing can be written, nothing was
    hands.walk("Nhập tệp khác")
    hands.press(Qt.Key.Key_Space)
    _import(province, hands, package, settle)
    assert hands.reads(above, "Nhập 0 người")
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    settle(province)
    assert _stored(province) == after
    assert _stored(commune)[0] == 25
