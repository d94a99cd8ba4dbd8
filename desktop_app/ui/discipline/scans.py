"""The scan of a step's paper on screen."""

from PySide6.QtWidgets import QWidget

from desktop_app.services.attachments import read
from desktop_app.services.discipline.case import StepRow
from desktop_app.ui.kit.scan import show_scan
from desktop_app.ui.register import Register


def open_scan(parent: QWidget, register: Register, row: StepRow) -> None:
    """Read the scan behind the screen and show it."""

    def show(content: bytes) -> None:
        show_scan(parent, register.runner.ask, content, row.media, f"Bản quét: {row.name}")

    register.ask(read, row.sha256, then=show, topic="scan")
