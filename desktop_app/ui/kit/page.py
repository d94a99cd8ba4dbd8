"""What the window knows of a page."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One screen. It asks and does; it reloads when records it reads have changed."""

    title = ""
    icon = ""
    reads: frozenset[str] = frozenset()
    told = Signal(str)  # good news, to the message bar
    status_changed = Signal(str)  # what the status line says of this page
    detail_changed = Signal(str)  # what stands beside the title

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")

    def reload(self) -> None:
        """Read everything again."""

    def set_as_of(self, day: date) -> None:
        """Show the state of another day."""

    def focus_search(self, text: str = "") -> None:
        """Put the keyboard into this page's search, with a text already typed."""
