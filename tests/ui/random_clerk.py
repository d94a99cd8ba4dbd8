"""``python -m tests.ui.random_clerk --minutes 30``: a clerk who presses anything, anywhere, on the practice office.

What she may not do: open the dialogs of the system, leave. Afterwards: no unhandled exception, memory grown by at most 5 %
since she settled in, and the register as sound as before. Settled in: every page and every tab of a file was opened once, and
a quarter of the time is over, so that what is loaded or kept on first use is there. Both times every dialog is closed,
nothing runs, and what the C library holds free is given back to the system before the resident memory is read.
"""

import argparse
import ctypes
import faulthandler
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.services.health import check
from desktop_app.services.practice.office import make_practice
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.theme import application, apply_look

DAY = date(2026, 11, 23)
WORDS = (
    "hung",
    "Nguyễn Văn An",
    "31/11/2026",
    "1965",
    "6/1970",
    "0060",
    "đ",
    "x" * 300,
    "=1+1",
    "",
    "2099",
    "12/QĐ-UBND",
    "3,33",
    "01/07/2026",
    "29/02/2027",
    "Trưởng phòng",
    "0",
    "-1",
    "😀\u200b\u202e\x00",
)
KEYS = (
    "Key_Tab", "Key_Tab", "Key_Backtab", "Key_Return", "Key_Escape", "Key_Up", "Key_Down", "Key_Left", "Key_Right",
    "Key_Home", "Key_End", "Key_PageDown", "Key_Space", "Key_F1", "Key_F2", "Key_F5", "Key_F6", "Key_F8", "Key_V",
    "Key_H", "Key_B", "Key_G", "Key_Delete", "Key_T", "Key_PageUp", "Key_F3", "Key_F9", "Key_Menu", "Key_Insert",
)  # fmt: skip
CONTROL = (*"ABDEFKNOPSYZ1234567890", "Return", "Return", "Return", "Home", "End", "PageDown", "Left", "Plus", "Minus")
_HELD = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
GROWTH = 1.05
SETTLED = 0.25
"""The part of the run after which memory is measured for the first time; every page was opened before it began."""


@dataclass
class Clerk:
    """One run: everything pressed, in order, so that a failure can be told."""

    desk: Desk
    dice: random.Random
    pressed: list[str] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    """How many presses were made on each page and in each dialog, by title."""

    def press(self) -> None:
        """One thing; the dialogs of the system are left at once, they could touch real files."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QFileDialog) and window.isVisible():
                window.reject()
        deed = self.dice.choices(
            (self._key, self._control, self._click, self._type, self._choose, self._close, self._visit),
            (30, 14, 30, 10, 10, 6, 1),
        )[0]
        top = self._top()
        page = self.desk.window.page if self.desk.window is not None else None
        self.reached[top.windowTitle() if isinstance(top, QDialog) else page.title if page is not None else ""] += 1
        deed()
        QApplication.processEvents()
        # outside of an event loop of its own nothing that was given up is ever deleted
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _top(self) -> QWidget:
        popup: QWidget | None = QApplication.activePopupWidget()
        modal: QWidget | None = QApplication.activeModalWidget()
        found = popup or modal or self.desk.window
        assert found is not None
        return found

    def _focus(self) -> QWidget:
        here: QWidget | None = QApplication.focusWidget()
        top = self._top()
        return here if here is not None and (here is top or top.isAncestorOf(here)) else top

    def _key(self) -> None:
        name = self.dice.choice(KEYS)
        self._say(name)
        QTest.keyClick(self._focus(), getattr(Qt.Key, name))

    def _control(self) -> None:
        name = self.dice.choice(CONTROL)
        held = Qt.KeyboardModifier.ControlModifier
        if self.dice.random() < 0.1:
            held |= Qt.KeyboardModifier.ShiftModifier
        self._say(f"Ctrl+{name}")
        QTest.keyClick(self._focus(), getattr(Qt.Key, f"Key_{name}"), held)

    def _click(self) -> None:
        parts = [
            one
            for one in self._top().findChildren(QWidget)
            if isinstance(one, (QAbstractButton, QAbstractItemView, QTabBar))
            and isValid(one)
            and one.isVisible()
            and one.isEnabled()
        ]
        if not parts:
            return
        one = self.dice.choice(parts)
        self._say(f"click {type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()!r:.60}")
        area = one.viewport() if isinstance(one, QAbstractItemView) else one
        spot = QPoint(self.dice.randrange(max(area.width(), 1)), self.dice.randrange(max(area.height(), 1)))
        menu = one.menu() if hasattr(one, "menu") else None
        if isinstance(menu, QMenu):  # its own loop would wait for a hand
            actions = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
            if actions:
                self.dice.choice(actions).trigger()
            return
        held = self.dice.choice((Qt.KeyboardModifier.NoModifier,) * 6 + _HELD)
        press = QTest.mouseDClick if self.dice.random() < 0.1 else QTest.mouseClick
        press(area, Qt.MouseButton.LeftButton, held, spot)

    def _type(self) -> None:
        here = self._focus()
        if isinstance(here, QLineEdit) and not here.isReadOnly():
            word = self.dice.choice(WORDS)
            self._say(f"type {word!r:.30}")
            typed = QInputMethodEvent()
            typed.setCommitString(word)  # as a Vietnamese keyboard commits a word
            QApplication.sendEvent(here, typed)

    def _choose(self) -> None:
        boxes = [
            box for box in self._top().findChildren(QComboBox) if box.isVisible() and box.isEnabled() and box.count()
        ]
        if boxes:
            box = self.dice.choice(boxes)
            self._say(f"choose in {box.accessibleName()}")
            place = self.dice.randrange(box.count())
            box.setCurrentIndex(place)
            box.activated.emit(place)

    def _close(self) -> None:
        top = self._top()
        if isinstance(top, (QDialog, QMenu)):
            self._say(f"close {top.windowTitle()}")
            top.close()

    def _visit(self) -> None:
        """Any page, also those that only other pages lead to."""
        if self.desk.window is not None and self._top() is self.desk.window:
            page = self.dice.choice(self.desk.window.pages)
            self._say(f"page {page.title}")
            self.desk.window.show_page(page)

    def _say(self, what: str) -> None:
        self.pressed.append(what)
        if os.environ.get("CLERK_SAYS"):
            sys.stderr.write(what + "\n")
        del self.pressed[:-400]


def memory() -> float:
    """Resident memory in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(folder: Path, seconds: float, seed: int, tell: Callable[[str], None]) -> None:
    """Let the clerk loose for so long; ``AssertionError`` tells what went wrong and what was pressed before."""
    app = application()
    apply_look(app, "light")
    data = folder / "thuc-hanh.snv"
    make_practice(data, lambda: datetime.now(UTC))
    bugs: list[str] = []
    desk = Desk(data, DAY, lambda: datetime.now(UTC), Preferences(folder / "p.json"))
    desk.runner.crashed.connect(bugs.append)
    # plain functions: a mock would keep every dialog and page it was ever asked with
    none: Any = ("", "")
    with (
        chdir(folder),  # whatever she writes by a bare name
        patch.object(sys, "excepthook", lambda kind, bug, trace: bugs.append(_trace(kind, bug, trace))),
        patch.object(QFileDialog, "getOpenFileName", lambda *_a, **_k: none),
        patch.object(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], "")),
        patch.object(QFileDialog, "getSaveFileName", lambda *_a, **_k: none),
        patch.object(QFileDialog, "getExistingDirectory", lambda *_a, **_k: ""),
        patch.object(QFileDialog, "open", lambda self, *_: self.deleteLater()),
    ):
        desk.start()
        _settle(desk)
        _open_everything(desk)
        clerk = Clerk(desk, random.Random(seed))
        began, presses, first = time.monotonic(), 0, 0.0
        while time.monotonic() - began < seconds:
            clerk.press()
            presses += 1
            assert not bugs, "\n".join([bugs[0], "pressed before:", *clerk.pressed[-40:]])
            if not first and time.monotonic() - began > seconds * SETTLED:
                first = _resting(desk)
            if presses % 1000 == 0:
                tell(f"{presses} presses, {time.monotonic() - began:.0f} s, {memory():.0f} MB, {_alive()}")
        last = _resting(desk)
    tell("reached: " + ", ".join(f"{title or 'other'} {count}" for title, count in clerk.reached.most_common()))
    tell(f"{presses} presses; memory {first:.1f} MB, at the end {last:.1f} MB")
    assert desk.window is not None
    desk.window.close()
    app.processEvents()
    assert not bugs, bugs[0]
    found = check(data, full=True)
    assert found.ok, found
    if seconds > 60:
        missed = {page.title for page in desk.window.pages} - clerk.reached.keys()
        assert not missed, f"never on {missed}"
        assert last <= first * GROWTH, f"memory grew from {first:.0f} to {last:.0f} MB"


def _settle(desk: Desk) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and not (desk.runner.idle and desk.database is not None):
        QApplication.processEvents()
        time.sleep(0.01)


def _open_everything(desk: Desk) -> None:
    """Show every page once, every tab of a file and every calculator: what is kept on first use is there."""
    window = desk.window
    assert window is not None
    for page in window.pages:
        window.show_page(page)
        for _ in range(3):  # what is built once the frame stands asks for its rows then
            QApplication.processEvents()
            _settle(desk)
    desk.register.wanted.emit("person", bytes(desk.roster.model.row(0).key))
    _settle(desk)
    for bar in window.page.findChildren(QTabBar):
        for place in range(bar.count()):
            bar.setCurrentIndex(place)
            QApplication.processEvents()
            _settle(desk)
    lookup: Any = next(page for page in window.pages if page.title == "Tra cứu")
    for place in range(lookup.page().list.count()):
        lookup.page().list.setCurrentRow(place)
        QApplication.processEvents()
    window.show_page(desk.roster)


def _resting(desk: Desk) -> float:
    """The memory in the same state each time: the list of people at the usual size, nothing open, nothing running."""
    while isinstance(top := QApplication.activeModalWidget() or QApplication.activePopupWidget(), QWidget):
        top.close()
        QApplication.processEvents()
    assert desk.window is not None
    desk.window.show_page(desk.roster)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, "light")
    _settle(desk)
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return memory()


def _alive() -> str:
    # not gc.get_objects(): a tuple that a reader is just making would be held by it too, and could not be finished
    return f"{len(QApplication.allWidgets())} widgets, {sys.getallocatedblocks()} blocks"


def _trace(kind: type[BaseException], bug: BaseException, trace: Any) -> str:
    import traceback

    return "".join(traceback.format_exception(kind, bug, trace))


def main() -> int:
    """Run as long as asked."""
    options = argparse.ArgumentParser(prog="python -m tests.ui.random_clerk", description=__doc__)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    faulthandler.enable()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
            os.environ[name] = str(Path(folder) / "home")
        run(Path(folder), chosen.minutes * 60, chosen.seed, print)
    return 0


if __name__ == "__main__":
    sys.exit(main())
