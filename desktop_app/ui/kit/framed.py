"""The frame every dialog stands in: its name above, what it does below, the page dimmed behind; how Enter walks through it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QWidget

from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, frame, label, line, rule

SIDE = 18
_STEPS = 60  # how far Enter looks for a field before it gives up


class _Shade(QWidget):
    """Dims the page under a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thin darkness."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 90))
        painter.end()


class Framed(QDialog):
    """A dialog over its dimmed page; without a page behind it, a window with the system's own title.

    Enter goes from field to field and ends at the button of the deed, never at Huỷ.
    """

    def __init__(
        self, parent: QWidget | None, title: str, *, subtitle: str = "", icon: str = "", head: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.outer = column(self, margins=(1, 1, 1, 1))
        self.bottom: QFrame | None = None
        self.deed: QPushButton | None = None
        self.subtitle = label(subtitle, "dim")
        self.top = QWidget()
        if parent is not None:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            if head:
                self._lay_head(title, subtitle, icon)
        self._shade: _Shade | None = None

    def _lay_head(self, title: str, subtitle: str, icon: str) -> None:
        row = line(self.top, margins=(SIDE, 12, 10, 10), gap=10)
        if icon:
            row.addWidget(IconLabel(icon, "accent", 20))
        if subtitle or icon:
            row.addWidget(label(title, "page-title"))
            row.addWidget(self.subtitle, 1)
        else:  # a name that holds what somebody typed may be long
            row.addWidget(ElidedLabel(title, "page-title"), 1)
        close = button("", self.reject, kind="quiet", icon="x", tip="Đóng", key="Esc")
        close.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Esc does the same; the keyboard starts in the first field
        row.addWidget(close)
        self.outer.addWidget(self.top)
        self.outer.addWidget(rule())

    def window_behind(self) -> QWidget | None:
        """The window it stands over."""
        parent: QWidget | None = self.parentWidget()  # the stubs promise one
        return parent.window() if parent is not None else None

    def lay_foot(self) -> QFrame:
        """The foot, below everything, across the whole width."""
        self.bottom = frame("foot")
        self.outer.addWidget(self.bottom)
        return self.bottom

    def open(self) -> None:
        """Show it over its dimmed page."""
        window = self.window_behind()
        if window is not None:
            self._shade = _Shade(window)
            self.finished.connect(self._shade.hide)
            self.finished.connect(self._shade.deleteLater)
        super().open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter walks on; Esc leaves."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        for _ in range(_STEPS):
            self.focusNextChild()
            if self._in_foot() and self.deed is not None and self.deed.isEnabled():
                self.deed.setFocus(Qt.FocusReason.TabFocusReason)
                return
            if not self._in_foot() and not isinstance(self.focusWidget(), QScrollArea):
                return

    def _in_foot(self) -> bool:
        here = self.focusWidget()
        return self.bottom is not None and here in self.bottom.findChildren(QWidget)
