"""From the list of terms to the printed decision by keyboard, and the same paper again from the register of decisions."""
# ruff: noqa: F811 - fixtures of another file are asked for by their names

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.services.letter_words import letter_words
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog
from desktop_app.ui.appointments.letters import PapersDialog
from desktop_app.ui.appointments.page import AppointmentsPage
from desktop_app.ui.kit.pages_view import PagesView
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands
from tests.ui.test_appointments_page import page  # noqa: F401 - a fixture


def _front(hands: Hands, kind: type[QWidget]) -> Any:
    """The dialog of a kind in front, once keys go to it."""

    def found() -> Any:
        made: Any = QApplication.activeModalWidget()
        return made if isinstance(made, kind) and made.isActiveWindow() else None

    hands.until(found)
    return found()


def _pages(hands: Hands) -> None:
    """Until the preview is in front."""

    def found() -> bool:
        made: QWidget | None = QApplication.activeModalWidget()
        return made is not None and bool(made.findChildren(PagesView))

    hands.until(found)


def test_a_decision_is_recorded_printed_and_printed_again(page: AppointmentsPage, office: Desk, qtbot: Any) -> None:
    hands = Hands(qtbot)
    hands.press(Qt.Key.Key_Tab, CTRL)
    hands.until(lambda: page.tabs.current == "ending" and page.list.rows())
    row = next(one for one in page.list.rows() if one.outcome == "bo_nhiem_lai")
    hands.press(Qt.Key.Key_Home)
    for _ in page.list.rows():
        if page.list.current_row() == row:
            break
        hands.press(Qt.Key.Key_Down)
    hands.walk("Bổ nhiệm lại…")
    hands.press(Qt.Key.Key_Space)
    made = _front(hands, MovementDialog)
    hands.until(made.printing.isEnabled)
    hands.press(Qt.Key.Key_P, CTRL)
    papers = _front(hands, PapersDialog)
    hands.until(lambda: "3 chỗ cần xem" in papers._told.text())
    assert not papers.action.isEnabled()
    hands.walk("Người hoặc đơn vị đề nghị")
    hands.write("Chánh Văn phòng HĐND và UBND")
    hands.walk("Người, đơn vị chịu trách nhiệm thi hành")
    hands.write("Chánh Văn phòng HĐND và UBND")
    hands.walk("Hệ số phụ cấp chức vụ")
    hands.write("0,2")
    hands.until(papers.action.isEnabled)
    hands.press(Qt.Key.Key_Return, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    with reading(office.database, DAY) as work:
        assert letter_words(work)["thi_hanh"] == "Chánh Văn phòng HĐND và UBND"
    hands.press(Qt.Key.Key_Tab, CTRL)
    hands.until(lambda: page.tabs.current == "decisions" and page.list.rows())
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Return, CTRL)
    again = _front(hands, PapersDialog)
    # the words of the office are known by now; what is of this paper alone is asked again
    hands.until(lambda: "1 chỗ cần xem: hệ số phụ cấp" in again._told.text())
    hands.walk("Hệ số phụ cấp chức vụ")
    hands.write("0,2")
    hands.until(again.action.isEnabled)
    hands.press(Qt.Key.Key_Return, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
