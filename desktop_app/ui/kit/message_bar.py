"""The one channel for messages, under the top bar: it says one thing until it is closed or another is said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from desktop_app.ui.kit.widgets import button, label, line, restyle


class MessageBar(QFrame):
    """A band in a tone: ``ok``, ``warn``, ``danger`` or ``info``; it never vanishes by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        inner = line(self, margins=(16, 6, 10, 6))
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner.addWidget(self._text, 1)
        inner.addWidget(button("Đóng", self.hide, kind="quiet"))
        self.hide()

    def say(self, text: str, tone: str = "ok") -> None:
        """Show a message."""
        self._text.setText(text)
        self.setAccessibleName(text)
        restyle(self._text, tone=tone)
        restyle(self, tone=tone)
        self.show()

    @property
    def text(self) -> str:
        """What it says now; empty when it is closed."""
        return "" if self.isHidden() else self._text.text()
