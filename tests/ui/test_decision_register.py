"""The register of decisions by keyboard: corrected with a reason, cancelled with what rests on it; who signs."""
# ruff: noqa: F811 - fixtures of another file are asked for by their names

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.services import decisions, numbers
from desktop_app.services.signers import signers
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.decision_dialog import DecisionDialog
from desktop_app.ui.appointments.dialog import MovementDialog, Wish
from desktop_app.ui.appointments.page import AppointmentsPage
from desktop_app.ui.office.signers import SignersDialog
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands
from tests.ui.test_appointments_page import page  # noqa: F401 - a fixture


def _front(hands: Hands, kind: type[QWidget] = QDialog) -> Any:
    """The dialog of a kind in front, once keys go to it."""

    def found() -> Any:
        made: Any = QApplication.activeModalWidget()
        return made if isinstance(made, kind) and made.isActiveWindow() else None

    hands.until(found)
    return found()


def _quiet(hands: Hands, desk: Desk) -> None:
    hands.until(lambda: QApplication.activeModalWidget() is None and desk.runner.idle)


def _to_decisions(hands: Hands, page: AppointmentsPage, number: str) -> None:
    while page.tabs.current != "decisions":
        hands.press(Qt.Key.Key_Tab, CTRL)
    hands.until(page.list.rows)
    hands.press(Qt.Key.Key_Home)
    for _ in page.list.rows():
        if page.list.current_row().number == number:
            return
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(number)


def _numbers(desk: Desk) -> dict[str, str]:
    with reading(desk.database, DAY) as work:
        return {row.text: row.state for row in numbers.book(work, 2026, "QĐ-UBND").rows}


def test_a_number_is_corrected_with_a_reason_and_moves_in_the_number_register(
    page: AppointmentsPage, office: Desk, qtbot: Any
) -> None:
    hands = Hands(qtbot)
    _to_decisions(hands, page, "1804/QĐ-UBND")
    hands.walk("Sửa…")
    hands.press(Qt.Key.Key_Space)
    made = _front(hands, DecisionDialog)
    assert not made.action.isEnabled()
    assert made._told.text() == "1 chỗ cần xem: lý do sửa"
    hands.walk("Số quyết định")
    hands.write("1803/QĐ-UBND")
    hands.walk("Ngày ký")
    hands.write("31/11/2026")
    assert made.signed_on.told() == "Không có ngày này; ghi ngày/tháng/năm."
    hands.write("20/11/2026")
    hands.walk("Lý do sửa")
    hands.write("ghi nhầm số")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: "đã dùng" in made.number.told() or "1803" in made._told.text())
    hands.walk("Số quyết định")
    hands.write("1840/QĐ-UBND")
    hands.press(Qt.Key.Key_Return, CTRL)
    _quiet(hands, office)
    held = _numbers(office)
    assert (held["1804/QĐ-UBND"], held["1840/QĐ-UBND"]) == (numbers.RELEASED, numbers.USED)
    hands.until(lambda: any(row.number == "1840/QĐ-UBND" for row in page.list.rows()))


def test_a_decision_is_cancelled_with_the_movement_that_rests_on_it(
    page: AppointmentsPage, office: Desk, qtbot: Any, settle: Callable[[Desk], None]
) -> None:
    hands = Hands(qtbot)
    hands.here()
    row = next(one for one in page.list.rows() if one.term_ends)
    made = page.open_dialog(Wish((row.person,), "bo_nhiem_lai", row.assignment))
    assert isinstance(made, MovementDialog)
    hands.until(lambda: made._people and made.line("number").text())
    number = made.line("number").text()
    made.overriding.setText("thử")
    made.overrider.line.setText("Ban Thường vụ")
    hands.until(made.action.isEnabled)
    hands.press(Qt.Key.Key_Return, CTRL)
    _quiet(hands, office)
    hands.until(lambda: number in _numbers(office))
    _to_decisions(hands, page, number)
    hands.walk("Huỷ bỏ…")
    hands.press(Qt.Key.Key_Space)
    asked = _front(hands)
    hands.until(lambda: hands.reads(asked, "đang là căn cứ của 1 biến động"))
    hands.write("ký nhầm thẩm quyền")
    hands.press(Qt.Key.Key_Return, CTRL)
    _quiet(hands, office)
    hands.until(lambda: number not in _numbers(office))
    with reading(office.database, DAY) as work:
        assert number not in {one.number for one in decisions.decisions(work)}


def test_signers_are_added_refused_beside_the_field_and_ended(office: Desk, qtbot: Any) -> None:
    hands = Hands(qtbot)
    window = office.window
    assert window is not None
    window.activateWindow()
    hands.until(window.isActiveWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.until(lambda: "Tìm" in hands.here().accessibleName())
    hands.write("nguoi ky")
    hands.until(lambda: window.finder.found() and office.runner.idle)
    hands.press(Qt.Key.Key_Return)
    made = _front(hands, SignersDialog)
    hands.until(lambda: len(made.table.rows()) == 2)
    hands.walk("Thêm người ký")
    hands.press(Qt.Key.Key_Space)
    hands.write("Nông Văn Cường")
    hands.walk("Chức vụ ghi trên văn bản")
    hands.write("Phó Chủ tịch")
    hands.walk("Thẩm quyền ký")
    hands.press(Qt.Key.Key_Down, times=2)
    assert made.heading.text() == "PHÓ CHỦ TỊCH\nNông Văn Cường"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: "phải ghi ký thay" in made.body_name.told())
    hands.walk("Ký thay tập thể")
    hands.write("Chủ tịch")
    assert made.heading.text() == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNông Văn Cường"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: len(made.table.rows()) == 3 and office.runner.idle)
    made.table.select_row(next(row for row in made.table.rows() if row.name == "Đàm Thị Ngọc Hà"))
    hands.walk("Đến hết ngày")
    hands.write("30/11/2026")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(
        lambda: (
            any("đến hết 30/11/2026" in one.text() for one in made.findChildren(type(made.heading)))
            or office.runner.idle
        )
    )
    with reading(office.database, DAY) as work:
        ended = {one.name: one.ends for one in signers(work)}
    assert str(ended["Đàm Thị Ngọc Hà"]) == "2026-11-30"
    hands.press(Qt.Key.Key_Escape)
    _quiet(hands, office)
