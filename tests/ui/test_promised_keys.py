"""Every key that a button or a line of any page or dialog names does something there: bound as a shortcut, or answered."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.ui.app import Desk
from desktop_app.ui.shot_list import SHOTS
from desktop_app.ui.shot_ways import dialog

_NAMED = r"F\d{1,2}|Enter|Esc|Del|Delete|Insert|PgUp|PgDn"
PROMISE = re.compile(rf"(?<![\w+])((?:(?:Ctrl|Alt|Shift)\+)+(?:{_NAMED}|[^\s,;.·]+)|{_NAMED})(?![\w+])")
ALONE = re.compile(r" · (\S{1,2})$")  # “Vì sao? · V”
WORDS = {
    "Enter": "Return",
    "Delete": "Del",
    "Insert": "Ins",
    "PgDn": "PgDown",
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    "→": "Right",
}
CARD = "bang-phim"  # the card of keys speaks of other pages


def key_of(name: str) -> QKeySequence:
    """The key as Qt knows it."""
    parts = [WORDS.get(part, part) for part in re.split(r"\+(?=.)", name)]
    return QKeySequence("+".join(parts))


def promises(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Whatever names a key, and the key."""
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled() or not isinstance(one, QAbstractButton | QLabel):
            continue
        for text in (one.text(), one.toolTip()):
            for found in (*PROMISE.finditer(text), *ALONE.finditer(text)):
                yield one, found[1]


def bound(window: QWidget) -> set[str]:
    """The keys of the shortcuts that work while this is on screen."""
    found: set[str] = set()
    for shortcut in window.findChildren(QShortcut):
        place = shortcut.parent()
        if shortcut.isEnabled() and isinstance(place, QWidget) and place.isVisible():
            found |= {key.toString() for key in shortcut.keys()}  # noqa: SIM118 - no dict
    for action in window.findChildren(QAction):
        place = action.parent()
        if isinstance(place, QWidget) and (place.isVisible() or place.parent() is window):
            found |= {key.toString() for key in action.shortcuts()}
    for push in window.findChildren(QAbstractButton):
        if push.isVisible() and not push.shortcut().isEmpty():
            found.add(push.shortcut().toString())
    return found


def seen(window: QWidget) -> tuple[Any, ...]:
    """What a clerk would see change."""
    shown = []
    for one in window.findChildren(QWidget):
        text = one.text() if isinstance(one, QAbstractButton | QLabel) else ""
        checked = one.isChecked() if isinstance(one, QAbstractButton) else False
        shown.append((id(one), one.isVisible(), text, checked, one.size().toTuple()))
    tops = [id(one) for one in QApplication.topLevelWidgets() if one.isVisible()]
    marked = [len(one.selectedIndexes()) for one in window.findChildren(QAbstractItemView)]
    ticked = [len(getattr(one, "checked_rows", list)()) for one in window.findChildren(QAbstractItemView)]
    return (sorted(shown), tops, marked, ticked, QGuiApplication.clipboard().text())


def takers(told: QWidget) -> list[QWidget]:
    """Where the keyboard can be when somebody reads this: at the thing itself, or in the lists and pictures beside it."""
    place: QWidget | None = told
    found: list[QWidget] = []
    while place is not None and not any(isinstance(one, QAbstractItemView) for one in found):
        place = place.parentWidget()
        found = [
            one
            for one in (place.findChildren(QWidget) if place is not None else ())
            if isinstance(one, QAbstractItemView | QScrollArea) and not isinstance(one.window().parent(), QComboBox)
        ]
    return [told, *(one for one in found if one.isVisible())]


def answered(window: QWidget, told: QWidget, name: str, settle: Callable[[], None]) -> bool:
    """Whether something is done with the key."""
    combination: QKeyCombination = key_of(name)[0]  # type: ignore[index]  # the stubs do not know it
    text = name.lower() if len(name) == 1 else ""
    for taker in takers(told):
        QGuiApplication.clipboard().clear()
        before = seen(window)
        event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), text)
        QApplication.sendEvent(taker, event)
        settle()
        if not isValid(taker) or seen(window) != before:
            return True
    return False


def unanswered(window: QWidget, settle: Callable[[], None]) -> Iterator[tuple[str, str]]:
    """Keys that are named and do nothing, with what names them."""
    keys = bound(window)
    open_now = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    left = [
        (told, key, getattr(told, "text", str)() or told.toolTip())
        for told, key in promises(window)
        if key != "Esc" and key_of(key).toString() not in keys
    ]
    for told, key, words in left:
        if not answered(window, told, key, settle):
            yield key, words
        shut(lambda one: one not in open_now)
        settle()
        if not isValid(told) or not told.isVisible():
            return


def shut(which: Callable[[QDialog], bool]) -> None:
    """Close dialogs that are open."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible() and which(one):
            one.reject()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_key_that_is_named_does_something(office: Desk, settle: Any) -> None:
    settings = ("thiet-lap", dialog(lambda desk: desk.window.menu_chosen.emit("office") if desk.window else None))
    empty, halves, named = [], [], 0
    for name, show in (*SHOTS, settings):
        if name == CARD:
            continue
        window = show(office, lambda: settle(office)).window()
        settle(office)
        named += len(list(promises(window)))
        keys = bound(window)
        halves += [
            (name, key) for key in keys if key.replace("Return", "Enter") not in keys
        ]  # the Enter beside the figures
        empty += [(name, *one) for one in unanswered(window, lambda: settle(office))]
        shut(lambda _one: True)
        settle(office)
    assert named > 150
    assert empty == [], "\n".join(map(str, empty))
    assert halves == []
