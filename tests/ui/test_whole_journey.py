"""The whole way by keyboard alone: first start, import, find, correct, undo, print preview, package, and that package above.

No dialog is opened, no signal sent and nothing pressed by code: keys go to whatever has the keyboard, Vietnamese words come as
a Vietnamese keyboard commits them, and paths are typed into the file dialogs. The program is only looked at.
"""

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.connection import connect_reading
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.pages_view import PagesView
from tests.ui.hands import CTRL, SHIFT, Hands

DAY = date(2026, 11, 23)
Settle = Callable[[Desk], None]


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
        hands.until(lambda: hands.reads(assistant, "Bắt đầu thế nào?"))
        hands.press(Qt.Key.Key_Return, CTRL)  # importing is what is offered first
        hands.until(lambda: hands.reads(assistant, "Bản sao lưu để ở đâu?"))
        hands.write(str(tmp_path / f"{file}-sao-luu"))
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.until(lambda: hands.reads(assistant, "Ai ký giấy tờ?"))
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
    hands.until(lambda: hands.reads(above, "Gói của UBND xã Nghiên Loan"))
    hands.until(lambda: hands.reads(above, "Nhập 25 người"))
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.until(lambda: hands.reads(above, "Lưu phiếu kết quả") and _stored(province)[0] == 25)
    settle(province)
    after = _stored(province)

    # read a second time: nobody is new, nothing can be written, nothing was
    hands.walk("Nhập tệp khác")
    hands.press(Qt.Key.Key_Space)
    _import(province, hands, package, settle)
    hands.until(lambda: hands.reads(above, "Nhập 0 người"))
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    settle(province)
    assert _stored(province) == after
    assert _stored(commune)[0] == 25
