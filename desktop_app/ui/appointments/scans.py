"""The scan of a decision on screen: the pages of a PDF, or the picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop_app.services import decisions
from desktop_app.services.attachments import read
from desktop_app.services.decisions import DecisionRow
from desktop_app.ui.kit.dialogs import dialog
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.widgets import scrolling
from desktop_app.ui.register import Register

_WIDTH = 820


def attach_scan(parent: QWidget, register: Register, row: DecisionRow, then: Callable[[str], None]) -> None:
    """Ask for a file and keep it as the scan of a decision."""
    name, _ = QFileDialog.getOpenFileName(parent, "Chọn bản quét", "", "Bản quét (*.pdf *.jpg *.jpeg *.png)")
    if name:
        told = f"Đã gắn bản quét vào {row.words}."
        register.do(
            "decision", f"Gắn bản quét {row.number}", decisions.attach_scan, row.key, Path(name),
            then=lambda _done: then(told),
        )  # fmt: skip


def open_scan(parent: QWidget, register: Register, row: DecisionRow) -> None:
    """Read the scan behind the screen and show it; say so where there is none."""
    if not row.scan:
        register.runner.refused.emit("Quyết định này chưa có bản quét.")
        return

    def show(content: bytes) -> None:
        if row.media == "pdf":
            show_preview(parent, register.runner.ask, content, f"Bản quét {row.words}", "ban-quet")
        else:
            _show_picture(parent, row, content)

    register.ask(read, row.scan, then=show, topic="scan")


def _show_picture(parent: QWidget, row: DecisionRow, content: bytes) -> None:
    made, layout = dialog(parent, f"Bản quét {row.words}", _WIDTH)
    picture = QLabel()
    picture.setAccessibleName(f"Bản quét {row.words}")
    pixels = QPixmap.fromImage(QImage.fromData(content))
    picture.setPixmap(pixels.scaledToWidth(min(pixels.width(), _WIDTH), Qt.TransformationMode.SmoothTransformation))
    area = scrolling(picture)
    area.setMinimumHeight(_WIDTH * 2 // 3)
    layout.addWidget(area)
    made.open()
