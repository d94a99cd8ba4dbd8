"""Long work shown: the thin bar that says something runs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget


class ThinBar(QProgressBar):
    """The thin bar on the top edge of the card concerned; hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(3)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tiến độ công việc")
        self.hide()
