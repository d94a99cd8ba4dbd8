"""F1: the key card, of the page in front and of every page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop_app.ui.kit.dialogs import dialog, foot_to_close
from desktop_app.ui.kit.widgets import column, label, line

Keys = Sequence[tuple[str, str]]


def show_keys(parent: QWidget, page: str, here: Keys, everywhere: Keys) -> QDialog:
    """Show the keys of the page in front beside those that work everywhere; keys of one line stand apart by a comma."""
    made, layout = dialog(parent, "Bảng phím", 960, icon="info")
    both = line(gap=28)
    for title, keys in ((f"Trang {page}", here), ("Ở mọi trang", everywhere)):
        if keys:
            both.addLayout(_listed(title, keys), 1)
    layout.addLayout(both)
    close = foot_to_close(made)
    made.open()
    close.setFocus()
    return made


def _listed(title: str, keys: Keys) -> QVBoxLayout:
    made = column(gap=10)
    made.addWidget(label(title, "title"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for row, (names, text) in enumerate(keys):
        caps = line(gap=4)
        for name in names.split(", "):
            caps.addWidget(label(name, "key"), 0, Qt.AlignmentFlag.AlignTop)
        caps.addStretch(1)
        grid.addLayout(caps, row, 0)
        grid.addWidget(label(text, wrap=True), row, 1)
    made.addLayout(grid)
    made.addStretch(1)
    return made
