"""The parts of a page: F6 from one to the next, and scrolling to the one that has the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def step_pane(panes: Sequence[QWidget], step: int) -> None:
    """Put the keyboard into the next part (``step`` 1) or the one before (-1), round and round."""
    here: QWidget | None = QApplication.focusWidget()  # the stubs promise one
    inside = (place for place, pane in enumerate(panes) if here and (pane is here or pane.isAncestorOf(here)))
    place = next(inside, -1)
    for distance in range(1, len(panes) + 1):
        pane = panes[(place + step * distance) % len(panes)]
        if pane.isVisible():
            pane.setFocus()
            return


class Followed(QObject):
    """Scrolls an area to whichever of some parts the keyboard goes to, where the page is higher than the window."""

    def __init__(self, area: QScrollArea, *parts: QWidget) -> None:
        super().__init__(area)
        self._area = area
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.KeyPress} and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, 0)
        return False
