"""What the window knows of a page."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One screen. It asks and does; it reloads when records it reads have changed: at once, or when it is next shown."""

    title = ""
    icon = ""
    reads: frozenset[str] = frozenset()
    own_undo = False  # whether Ctrl+Z and Ctrl+Y are the page's own and not the register's
    under = ""  # the title of the page of the rail it belongs to, when it is none itself
    opens: frozenset[str] = frozenset()  # kinds of things this page shows when somebody wants one of them
    told = Signal(str)  # good news, to the message bar
    status_changed = Signal(str)  # what the status line says of this page
    detail_changed = Signal(str)  # what stands beside the title

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._stale = False

    def inner(self) -> "Page":
        """The page that does the work: itself, or the one it stands for."""
        return self

    def reload(self) -> None:
        """Read everything again."""

    def changed(self, touched: frozenset[str] | None) -> None:
        """Records of these tables changed (``None``: of any); a page that reads them reloads now, or when next shown."""
        if touched is not None and self.reads and not touched & self.reads:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Reload what became stale while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def set_as_of(self, day: date) -> None:
        """Show the state of another day."""

    def focus_search(self, text: str = "") -> None:
        """Put the keyboard into this page's search, with a text already typed."""

    def open_target(self, kind: str, target: Any) -> None:
        """Show one thing of this page, of a kind it ``opens``."""

    def leave(self) -> None:
        """The window is closing: let nothing typed be lost."""
