"""What a dialog was made of is gone when it is closed: a day of opening and closing costs no memory."""

import gc
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.ui.app import Desk
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PersonTyped, PickTyped, TickTyped, Typed, WholeTyped
from desktop_app.ui.shot_list import SHOTS
from desktop_app.ui.shots import settle

_FIELDS: tuple[Callable[[], Typed], ...] = (
    lambda: LineTyped("Tên"),
    lambda: WholeTyped("Số"),
    lambda: DayTyped("Ngày"),
    lambda: PickTyped("Loại", [("1", "một")]),
    lambda: PickTyped("Loại", [("1", "một")], editable=True),
    lambda: TickTyped("Có", "có"),
    lambda: PersonTyped("Người", lambda _text, _then: None),
)
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


@pytest.mark.parametrize("make", _FIELDS)
def test_a_field_that_was_never_laid_goes_with_whoever_made_it(
    make: Callable[[], Typed], dressed: QApplication
) -> None:
    before = _widgets(dressed)
    made = make()
    told: list[None] = []
    made.changed.connect(lambda: told.append(None))
    del made
    gc.collect()
    assert _widgets(dressed) - before == Counter()
