"""F6: from one part of a page to the next."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget


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
