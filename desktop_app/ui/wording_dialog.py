"""The wording of any paper as the office writes it: a paragraph a line, what is filled in stands in braces."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError
from desktop_app.reports.letters.kinds import NOTICE
from desktop_app.reports.letters.wording import EACH, PaperName, Wording, keep_wording, papers, wording
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.typed import PickTyped
from desktop_app.ui.kit.widgets import button, label, line
from desktop_app.ui.register import Register

_HEIGHT = 300
_LEADERS = {"CC_LDQL": "CC", "VC_QL": "VC"}  # get the same papers
_OTHER = "Giữ hoặc huỷ lời văn đang sửa trước khi chọn giấy tờ khác."


class WordingDialog(DeedDialog):
    """Edits, checks and keeps the wording of a paper for a category; ``then`` hears that it changed."""

    def __init__(
        self, parent: QWidget, register: Register, letter: tuple[str, date, str], then: Callable[[], None]
    ) -> None:
        """``letter`` is the kind it opens with, the day whose wording is meant and the category it is for."""
        super().__init__(parent, "Lời văn của cơ quan", "Giữ lời văn này", icon="note-pencil")
        self._register, self._then = register, then
        kind, self._day, category = letter
        self._first: str = kind
        self._as_read = ""
        self.kind = PickTyped("Giấy tờ")
        self.who = PickTyped("Đối tượng", list(CATEGORY_NAMES.items()))
        self.who.show_code(_LEADERS.get(category, category))
        picks = line(gap=14)
        picks.addWidget(self.kind, 2)
        picks.addWidget(self.who, 1)
        self.body.addLayout(picks)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Lời văn")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(look().px(_HEIGHT))
        self.body.addWidget(
            label(
                "Mỗi đoạn một dòng; giữ nguyên các chữ “Trích yếu:”, “Đề nghị:”, “Nơi nhận:” nếu có.",
                "small",
                wrap=True,
            )
        )
        self.body.addWidget(self.text)
        self._facts = label("", "small", wrap=True)
        self.body.addWidget(self._facts)
        self.shipped = button("Dùng lại lời văn kèm chương trình", self._give_back, icon="arrow-counter-clockwise")
        self.shipped.setVisible(False)
        self.extra.addWidget(self.shipped)
        self.done_asked.connect(self.carry_out)
        self.show_problems(("đang đọc lời văn",))
        register.ask(papers, then=self._offer, topic="wording-papers")

    def _offer(self, found: Sequence[PaperName]) -> None:
        self.kind.offer([
            (one.kind, f"{one.group}: {one.name}" + (" (cơ quan đã sửa)" if one.own else "")) for one in found
        ])  # fmt: skip
        self.kind.box.blockSignals(True)
        self.kind.show_code(self._first)
        self.kind.box.blockSignals(False)
        self.kind.changed.connect(self._read)
        self.who.changed.connect(self._read)
        self.text.textChanged.connect(self._on_typed)
        self._read()

    @property
    def _letter(self) -> tuple[str, date, str]:
        return self.kind.code, self._day, self.who.code or "CC"

    def _read(self) -> None:
        self.show_problems(("đang đọc lời văn",))
        self._register.ask(wording, *self._letter, then=self._show, refused=self._on_none, topic="wording")

    def _show(self, found: Wording) -> None:
        self.subtitle.setText("cơ quan đã sửa" if found.own else "lời văn kèm chương trình")
        self._as_read = found.text
        self.text.setPlainText(found.text)
        self.text.setReadOnly(False)
        repeated = f" Đoạn có {{…:{EACH}}} lặp lại cho từng người, từng mục." if found.lists else ""
        self._facts.setText(
            "Điền từ hồ sơ: " + "; ".join(f"{{{name}}} {text}" for name, text in found.facts) + "." + repeated
        )
        self.shipped.setVisible(found.own)
        self.show_findings(())
        self.show_problems(())

    def _on_none(self, why: AppError) -> None:
        """There is no such paper for this category."""
        self.subtitle.setText("")
        self._as_read = ""
        self.text.setPlainText("")
        self.text.setReadOnly(True)
        self._facts.setText("")
        self.shipped.setVisible(False)
        self.show_findings((Finding(str(why), "warn"),), may_override=False)
        self.show_problems(("chọn giấy tờ, đối tượng khác",))

    def _on_typed(self) -> None:
        """Another paper is chosen only when nothing typed here would be lost."""
        typed = self.text.toPlainText() != self._as_read
        for pick in (self.kind, self.who):
            pick.box.setEnabled(not typed)
        self.kind.say(_OTHER if typed else "")

    def carry_out(self) -> None:
        """Keep what is written."""
        self._keep(self.text.toPlainText())

    def _give_back(self) -> None:
        self._keep("")

    def _keep(self, text: str) -> None:
        if self._register.why_not:
            self.refuse(self._register.why_not)
            return
        name = self.kind.text.partition(" (")[0]
        self._register.do(
            "settings", f"Sửa lời văn: {name}", keep_wording, *self._letter, text,
            then=lambda _done: self._on_done(), refused=self._on_refused,
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


def open_wording(parent: QWidget, register: Register, letter: tuple[str, date, str], then: Callable[[], None]) -> None:
    """Open the dialog with a paper, the keyboard in its text."""
    made = WordingDialog(parent, register, letter, then)
    made.open()
    made.text.setFocus()


def first_wording(parent: QWidget, register: Register, say: Callable[[str], None]) -> WordingDialog:
    """The dialog, not yet open, with no paper in mind: the keyboard begins in the list of papers."""
    return WordingDialog(
        parent, register, (NOTICE, register.today, "CC"), lambda: say("Đã giữ lời văn của cơ quan. Ctrl+Z để hoàn tác.")
    )
