"""From a line of the due list to the dialog that settles it, and the line gone, by keyboard alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.services.person.timeline import timeline
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog
from desktop_app.ui.appointments.letters import PapersDialog
from desktop_app.ui.kit.pages_view import PagesView
from desktop_app.ui.main_window import MainWindow
from tests.ui.hands import CTRL, Hands, front

ENTER = Qt.Key.Key_Return


@pytest.fixture
def desk(office: Desk) -> Desk:
    return office


def to_the_line(desk: Desk, hands: Hands, code: str, name: str) -> Any:
    """The line of a task on the start page."""
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_1, CTRL)
    assert desk.window is not None
    holder: Any = desk.window.page
    page = holder.page()
    hands.until(lambda: page.list.rows() and desk.runner.idle)
    for _ in range(40):
        if hands.here() is page.list:
            break
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Home)
    for _ in range(60):
        row = page.list.current_row()  # none on the heading of a group
        if row is not None and (row.task.code, row.about.name) == (code, name):
            return page
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(code)


def lines(page: Any, code: str, name: str) -> int:
    return sum((row.task.code, row.about.name) == (code, name) for row in page.list.rows())


def opened(hands: Hands, kind: str, name: str) -> MovementDialog:
    made: MovementDialog = front(hands, MovementDialog)
    hands.until(lambda: [one.name for one in made._people] == [name] and made.pick("kind").code == kind)
    return made


def the_file(desk: Desk, hands: Hands, name: str) -> Any:
    """The file of a person, found from wherever the keyboard is."""
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.until(lambda: isinstance(hands.here(), QLineEdit))
    hands.write(name)
    hands.until(lambda: desk.runner.idle)
    hands.press(ENTER)
    assert desk.window is not None
    holder: Any = next(one for one in desk.window.pages if "person" in one.opens)
    file = holder.page()
    hands.until(lambda: file.opened is not None and file.opened.file.name == name and desk.runner.idle)
    return file


def test_a_term_is_decided_printed_seen_in_the_career_and_taken_back(desk: Desk, hands: Hands) -> None:
    name = "Hứa Văn Dũng"
    page = to_the_line(desk, hands, "TERM-1", name)
    hands.press(ENTER)
    made = opened(hands, "bo_nhiem_lai", name)
    hands.until(lambda: made.printing.isEnabled() and desk.runner.idle)
    number = made.line("number").text()
    hands.press(Qt.Key.Key_P, CTRL)
    papers: PapersDialog = front(hands, PapersDialog)
    hands.until(lambda: "3 chỗ cần xem" in papers._told.text())
    for label, text in (
        ("Người hoặc đơn vị đề nghị", "Chánh Văn phòng HĐND và UBND"),
        ("Người, đơn vị chịu trách nhiệm thi hành", "Chánh Văn phòng HĐND và UBND"),
        ("Hệ số phụ cấp chức vụ", "0,2"),
    ):
        hands.walk(label)
        hands.write(text)
    hands.until(papers.action.isEnabled)
    hands.press(ENTER, CTRL)
    hands.until(lambda: (shown := QApplication.activeModalWidget()) is not None and shown.findChildren(PagesView))
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and desk.runner.idle)
    file = the_file(desk, hands, name)
    hands.until(lambda: any("Bổ nhiệm lại" in row.texts["kind"] for row in file.opened.file.part("movement").rows))
    (row,) = (row for row in file.opened.file.part("movement").rows if "Bổ nhiệm lại" in row.texts["kind"])
    event = next(event for event in timeline(file.opened.file) if event.key == row.key)
    assert event.shown_when == "31/10/2026"
    assert number in " ".join(row.texts.values())
    listed = file.side.events
    said = [listed.item(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(listed.count())]
    assert listed.isVisible()
    assert any(text.startswith(f"31/10/2026 {event.title}") for text in said), said
    hands.press(Qt.Key.Key_1, CTRL)
    hands.until(lambda: page.isVisible() and desk.runner.idle)
    hands.until(lambda: not lines(page, "TERM-1", name))
    # two steps: the words of the office that were kept with the paper, then the decision
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: desk.runner.idle)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: lines(page, "TERM-1", name))
    file = the_file(desk, hands, name)
    hands.until(lambda: not any("Bổ nhiệm lại" in row.texts["kind"] for row in file.opened.file.part("movement").rows))


def test_a_secondment_is_ended_from_its_line(desk: Desk, hands: Hands) -> None:
    to_the_line(desk, hands, "SEC-36", "Mông Văn Đạt")
    hands.press(ENTER)
    opened(hands, "ket_thuc_biet_phai", "Mông Văn Đạt")
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None)
