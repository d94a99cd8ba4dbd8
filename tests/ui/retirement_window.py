"""The page Nghỉ hưu of the practice office, and the hands that use it."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from desktop_app.ui.app import Desk
from desktop_app.ui.retirement.page import RetirementPage

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, DOWN, UP, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab
LONG, SETTLED = 20_000, 10
Made = TypeVar("Made", bound=QDialog)


def page_of(desk: Desk, qtbot: Any) -> RetirementPage:
    """The page, opened with its key and read."""
    window = desk.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    place = next(number for number, page in enumerate(window.rail.buttons, 1) if page.title == "Nghỉ hưu")
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + place), CTRL)
    holder: Any = window.page
    qtbot.waitUntil(lambda: holder.built is not None and holder.built.found is not None, timeout=LONG)
    page = holder.built
    assert isinstance(page, RetirementPage)
    qtbot.waitUntil(lambda: bool(page.list.rows()), timeout=LONG)
    page.list.setFocus()
    return page


def go_to(page: RetirementPage, qtbot: Any, name: str) -> None:
    """Show fifteen years, and go to somebody's row."""
    if page.chart.isVisible():
        page.chart.years.choose("15")
        page._on_filters()
    qtbot.waitUntil(lambda: any(row.name == name for row in page.list.rows()), timeout=LONG)
    assert page.list.select_row(next(row for row in page.list.rows() if row.name == name))
    page.list.setFocus()


def front(kind: type[Made], qtbot: Any, title: str = "") -> Made:
    """The dialog of a kind (and title) that is in front."""

    def found() -> list[Made]:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return [one for one in shown if title in one.windowTitle()]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    made, quiet = found()[0], [0]

    def settled() -> bool:  # activations asked for earlier may still arrive
        quiet[0] = quiet[0] + 1 if made.isActiveWindow() else 0
        if not quiet[0]:
            made.activateWindow()
        return quiet[0] > SETTLED

    qtbot.waitUntil(settled, timeout=LONG)
    return made


def write(qtbot: Any, field: Any, text: str) -> None:
    """Type over what stands in a field, as a Vietnamese keyboard commits it."""
    line = field.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def pick(qtbot: Any, box: QComboBox, data: Any) -> None:
    """Walk to a choice of a box with the arrow keys."""
    box.setFocus()
    place = box.findData(data)
    assert place >= 0, data
    while box.currentIndex() != place:
        qtbot.keyClick(box, DOWN if box.currentIndex() < place else UP)


def names(page: RetirementPage) -> list[str]:
    """Who is listed."""
    return [row.name for row in page.list.rows()]
