"""Long work: told how far it is, and stopped when asked."""

import threading
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

_TOLD_EVERY = 0.05  # seconds; more often only costs the screen


class Cancelled(Exception):
    """The work was stopped because the clerk asked; nothing was written."""


class Job(QObject):
    """One piece of long work: ``step`` goes to the service as its progress, ``cancel`` makes the next step stop it."""

    advanced = Signal(int, int)  # done, total
    ended = Signal()

    def __init__(self, text: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self._stop = threading.Event()
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop at the next step."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Say how far the work is, from its own thread; raises ``Cancelled`` once it was stopped."""
        if self._stop.is_set():
            raise Cancelled
        now = monotonic()
        if now - self._told >= _TOLD_EVERY or done >= total:
            self._told = now
            self.advanced.emit(done, total)


class ThinBar(QProgressBar):
    """The thin bar on the top edge of the card concerned; hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(3)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tiến độ công việc")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
