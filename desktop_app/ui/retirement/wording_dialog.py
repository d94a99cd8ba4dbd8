"""The wording of a letter as the office writes it: a paragraph a line, what is filled in stands in braces."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError
from desktop_app.reports.letters.wording import Wording, keep_wording, wording
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, label
from desktop_app.ui.register import Register

_HEIGHT = 300


class WordingDialog(DeedDialog):
    """Edits, checks and keeps the wording; ``then`` hears that it changed."""

    def __init__(
        self, parent: QWidget, register: Register, letter: tuple[str, date, str], then: Callable[[], None]
    ) -> None:
        """``letter`` is its kind, the day it is signed and the category it is for."""
        super().__init__(parent, "Lời văn của cơ quan", "Giữ lời văn này", icon="note-pencil")
        self._register, self._letter, self._then = register, letter, then
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Lời văn")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(look().px(_HEIGHT))
        self.body.addWidget(label("Mỗi đoạn một dòng; sau dòng “Nơi nhận:” là các nơi nhận.", "small", wrap=True))
        self.body.addWidget(self.text)
        self._facts = label("", "small", wrap=True)
        self.body.addWidget(self._facts)
        self.shipped = button("Dùng lại lời văn kèm chương trình", self._give_back, icon="arrow-counter-clockwise")
        self.shipped.setVisible(False)
        self.extra.addWidget(self.shipped)
        self.done_asked.connect(self.carry_out)
        self.show_problems(("đang đọc lời văn",))
        register.ask(wording, *letter, then=self._show, topic="ret-wording")

    def _show(self, found: Wording) -> None:
        if not isValid(self):
            return
        self.subtitle.setText(found.name + (", cơ quan đã sửa" if found.own else ""))
        self.text.setPlainText(found.text)
        self._facts.setText("Điền từ hồ sơ: " + "; ".join(f"{{{name}}} {text}" for name, text in found.facts))
        self.shipped.setVisible(found.own)
        self.show_problems(())

    def carry_out(self) -> None:
        """Keep what is written."""
        self._keep(self.text.toPlainText())

    def _give_back(self) -> None:
        self._keep("")

    def _keep(self, text: str) -> None:
        self._register.do(
            "settings", "Sửa lời văn giấy tờ nghỉ hưu", keep_wording, *self._letter, text, then=lambda _done: self._on_done(),
            refused=self._on_refused,
        )  # fmt: skip

    def _on_done(self) -> None:
        if isValid(self):
            self.accept()
        self._then()

    def _on_refused(self, why: AppError) -> None:
        if isValid(self) and self.isVisible():
            self.refuse(str(why))
        else:
            self._register.runner.refused.emit(str(why))
