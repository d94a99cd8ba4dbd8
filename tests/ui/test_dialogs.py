"""The frame of every dialog: a name above, one way of walking through it by Enter, a word for leaving that is not the deed's."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.dialogs import ask_reason
from desktop_app.ui.kit.framed import Framed
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column
from desktop_app.ui.shot_list import SHOTS
from tests.ui.hands import Hands
from tests.ui.test_promised_keys import shut

ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(dressed: QApplication, qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_enter_in_a_reason_goes_on_to_the_deed_and_never_gives_it_up(window: QWidget, hands: Hands) -> None:
    given: list[str] = []
    made = ask_reason(window, "Bỏ vào thùng rác", "Bỏ vào thùng rác", given.append)
    left: list[bool] = []
    made.rejected.connect(lambda: left.append(True))
    hands.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.write("nhập trùng")
    hands.press(ENTER)
    at = QApplication.focusWidget()
    assert isinstance(at, QPushButton)
    assert at.text().startswith("Bỏ vào thùng rác")
    assert not given
    hands.press(ENTER)
    assert (given, left) == (["nhập trùng"], [])


def test_enter_goes_through_the_fields_past_the_other_buttons(window: QWidget, hands: Hands) -> None:
    made = DeedDialog(window, "Ghi", "Ghi vào sổ")
    first, second = QLineEdit(), QLineEdit()
    for edit in (first, second):
        made.body.addWidget(edit)
    made.open()
    first.setFocus()
    hands.until(first.hasFocus)
    hands.press(ENTER)
    assert second.hasFocus()
    hands.press(ENTER)
    assert made.action.hasFocus()  # not Huỷ, which stands before it
    made.show_problems(["ngày ký"])
    second.setFocus()
    hands.press(ENTER)
    assert first.hasFocus()  # what cannot be done yet is not where it ends


def test_enter_presses_the_button_it_is_on(window: QWidget, hands: Hands) -> None:
    made = Framed(window, "Xem")
    pressed: list[bool] = []
    push = button("Chọn…", lambda: pressed.append(True))
    inner = column()
    inner.addWidget(push)
    made.outer.addLayout(inner)
    made.open()
    push.setFocus()
    hands.until(push.hasFocus)
    hands.press(ENTER)
    assert pressed == [True]
    made.reject()


def test_every_dialog_bears_its_name_and_a_way_out(office: Desk, settle: Callable[[Desk], None]) -> None:
    nameless: list[tuple[str, ...]] = []
    seen = 0
    for name, show in SHOTS:
        made = show(office, lambda: settle(office)).window()
        settle(office)
        if isinstance(made, Framed):
            seen += 1
            texts = [
                one.text()
                for one in made.findChildren(QLabel)
                if one.isVisible() and one.property("kind") == "page-title"
            ]
            leaves = [
                one.text() for one in made.findChildren(QPushButton) if one.isVisible() and one.text().endswith("  Esc")
            ]
            own = made.windowTitle() == "Vì sao?"  # says itself what it is
            if not (texts or own) or not (leaves or (made.deed is not None and made.deed.text().startswith("Đóng"))):
                nameless.append((name, *texts, *leaves))
            deed = made.deed.text() if made.deed is not None else ""
            if deed.startswith("Huỷ") and any(one.startswith("Huỷ") for one in leaves):
                nameless.append((name, deed, *leaves))
        shut(lambda _one: True)
        settle(office)
    assert seen > 40
    assert nameless == []


def test_what_cannot_be_pressed_is_grey_word_and_icon(dressed: QApplication, qtbot: Any) -> None:
    tokens = look().tokens
    for kind in ("primary", "quiet", ""):
        made = button("Lập thông báo", kind=kind, icon="printer")
        qtbot.addWidget(made)
        made.setEnabled(False)
        made.show()
        drawn = made.icon().pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
        inks = {
            drawn.pixelColor(x, y).name() for x in range(32) for y in range(32) if drawn.pixelColor(x, y).alpha() == 255
        }
        assert inks == {tokens.text3.lower()}, kind
        assert made.palette().buttonText().color().name() == tokens.text3.lower(), kind
