"""Lời văn giấy tờ by keyboard: found by Ctrl+K, any paper of the list, kept, undone; from the papers of each page."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.reports.letters.wording import papers, wording
from desktop_app.services.practice.office import DAY
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.letters import LettersDialog
from desktop_app.ui.wording_dialog import WordingDialog
from tests.ui.hands import CTRL, Hands, front
from tests.ui.test_discipline_page import open_case_of, page_of

ENTER, DOWN, UP, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape


@pytest.fixture
def hands(qtbot: Any) -> Hands:
    return Hands(qtbot)


def _own(office: Desk) -> list[str]:
    assert office.database is not None
    with reading(office.database, DAY) as work:
        return [one.kind for one in papers(work) if one.own]


def _type(hands: Hands, text: str) -> None:
    """At the start of the text, as a Vietnamese keyboard commits it."""
    hands.press(Qt.Key.Key_Home, CTRL)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(hands.here(), event)


def test_any_paper_is_found_and_worded_by_keyboard_and_the_change_is_one_operation(
    office: Desk, qtbot: Any, hands: Hands
) -> None:
    window = office.window
    assert window is not None
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("lời văn giấy tờ")
    hands.until(lambda: [one.target for one in window.finder.found() if one.kind == "menu"] == ["wording"])
    hands.press(ENTER)
    made = front(hands, WordingDialog)
    hands.until(made.action.isEnabled)
    names = [made.kind.box.itemText(place) for place in range(made.kind.box.count())]
    assert {"Bổ nhiệm, điều động", "Kỷ luật", "Nghỉ hưu"} <= {name.partition(":")[0] for name in names}
    hands.walk("Giấy tờ")
    while made.kind.code != "discipline_decision":
        hands.press(UP if names.index(made.kind.text) > _place(made, "discipline_decision") else DOWN)
    hands.until(lambda: "Điều 1. Thi hành kỷ luật" in made.text.toPlainText() and made.action.isEnabled())
    hands.walk("Lời văn")
    _type(hands, "{ho_va_ten}\n")
    assert not made.kind.box.isEnabled()  # what is typed would be lost
    hands.press(ENTER, CTRL)
    hands.until(lambda: "ho_va_ten" in made._told.text())
    assert _own(office) == []
    made.text.setPlainText(made.text.toPlainText().replace("{ho_va_ten}\n", ""))
    assert made.kind.box.isEnabled()
    hands.press(Qt.Key.Key_End, CTRL)
    made.text.insertPlainText("\n- Sở Nội vụ;")
    hands.press(ENTER, CTRL)
    hands.until(lambda: office.runner.idle and _own(office) == ["discipline_decision"])
    hands.until(lambda: QApplication.activeModalWidget() is None)
    front(hands, type(window))
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: office.runner.idle and _own(office) == [])


def _place(made: WordingDialog, kind: str) -> int:
    return int(made.kind.box.findData(kind))


def test_a_paper_that_an_office_has_not_says_so(office: Desk, qtbot: Any, hands: Hands) -> None:
    assert office.window is not None
    office.window.menu_chosen.emit("wording")
    made = front(hands, WordingDialog)
    hands.until(made.action.isEnabled)
    made.who.show_code("KCT")
    made.kind.show_code("discipline_decision")
    hands.until(lambda: hands.reads(made, "Chưa có mẫu “Quyết định kỷ luật” dùng cho đối tượng này"))
    assert made.text.isReadOnly()
    assert not made.action.isEnabled()
    made.who.show_code("CC")
    hands.until(lambda: made.action.isEnabled() and not made.text.isReadOnly())
    assert not hands.reads(made, "Chưa có mẫu")
    made.reject()


def test_the_papers_of_a_case_open_their_own_wording_and_print_it(office: Desk, qtbot: Any, hands: Hands) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Dương Minh Quân")
    page.case.open_letters()
    letters = front(hands, LettersDialog)
    hands.until(lambda: office.runner.idle)
    hands.walk("Lời văn…")
    hands.press(Qt.Key.Key_Space)
    made = front(hands, WordingDialog)
    hands.until(made.action.isEnabled)
    assert made.kind.code == letters.kind.code
    assert made.who.code == "CC"
    _type(hands, "Đoạn của cơ quan.\n")
    hands.press(ENTER, CTRL)
    hands.until(lambda: office.runner.idle and _own(office) == [letters.kind.code])
    front(hands, LettersDialog).reject()
    assert office.database is not None
    with reading(office.database, DAY) as work:
        assert "Đoạn của cơ quan." in wording(work, letters.kind.code, DAY, "CC").text
