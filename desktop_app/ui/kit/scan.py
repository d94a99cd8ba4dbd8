"""A scan on screen: the pages of a PDF, or the picture."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from desktop_app.ui.kit.dialogs import dialog, foot_to_close
from desktop_app.ui.kit.pdf_pages import Ask
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import scrolling

_WIDTH = 820


def show_scan(parent: QWidget, ask: Ask, content: bytes, media: str, name: str) -> QDialog:
    """Show what was read: ``media`` is ``pdf`` or ``image``."""
    if media == "pdf":
        return show_preview(parent, ask, content, name, "ban-quet")
    made, layout = dialog(parent, name, _WIDTH)
    picture = QLabel()
    picture.setAccessibleName(name)
    pixels = QPixmap.fromImage(QImage.fromData(content))
    wide = min(pixels.width(), look().px(_WIDTH))
    picture.setPixmap(pixels.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
    area = scrolling(picture)
    area.setMinimumHeight(look().px(_WIDTH) * 2 // 3)
    layout.addWidget(area)
    foot_to_close(made)
    made.open()
    return made
