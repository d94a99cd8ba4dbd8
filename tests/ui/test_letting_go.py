"""What a dialog was made of is gone when it is closed: a day of opening and closing costs no memory."""

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.ui.app import Desk
from desktop_app.ui.shot_list import SHOTS
from desktop_app.ui.shots import settle

_PARTS = 4  # so that the cores share the work


def _opened_and_closed(desk: Desk, show: Any) -> bool:
    """Whether a dialog was shown; nothing is open afterwards."""
    shown = isinstance(show(desk, lambda: settle(desk)), QDialog)
    settle(desk)
    while opened := [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]:
        opened[-1].reject()
        settle(desk)
    return shown


def _widgets(app: QApplication) -> Counter[str]:
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return Counter(type(one).__name__ for one in app.allWidgets())


@pytest.mark.parametrize("part", range(_PARTS))
def test_a_closed_dialog_leaves_no_widget_behind(part: int, office: Desk, dressed: QApplication) -> None:
    left, dialogs = {}, 0
    for name, show in SHOTS[part::_PARTS]:
        if _opened_and_closed(office, show):  # the first time builds the page under it
            dialogs += 1
            before = _widgets(dressed)
            _opened_and_closed(office, show)
            if more := _widgets(dressed) - before:
                left[name] = dict(more)
    assert dialogs > 10
    assert left == {}
