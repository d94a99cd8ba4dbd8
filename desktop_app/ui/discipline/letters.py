"""Giấy tờ of a case: which paper, what is missing for it named one by one with a way there, then pages, Word or PDF."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError
from desktop_app.reports.letters.discipline import (
    IN_CASE,
    IN_FILE,
    STEPS,
    Draft,
    Prepared,
    default_day,
    letter_pdf,
    prepare,
    write_letter,
)
from desktop_app.reports.letters.engine import names
from desktop_app.reports.letters.facts import Fact, Key
from desktop_app.services.discipline.case import CaseView
from desktop_app.services.discipline.deeds import AddStep
from desktop_app.ui.kit.dates import read_date
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped
from desktop_app.ui.kit.widgets import button, column, label, line
from desktop_app.ui.register import Register
from desktop_app.ui.wording_dialog import open_wording

_PAUSE_MS = 250
_FILES = "Word (*.docx);;PDF (*.pdf)"


class LettersDialog(DeedDialog):
    """Asks which paper, shows what is missing, makes it."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        view: CaseView,
        jump: Callable[[str], None],
        order: AddStep | None = None,
    ) -> None:
        """``jump`` goes to where a fact is recorded: ``council`` or ``person``; ``order`` is a step that is only typed yet."""
        super().__init__(parent, "Giấy tờ của vụ việc", "Xem trước và in", subtitle=view.row.name, icon="file-text")
        self._register, self._view, self._jump, self._order = register, view, jump, order
        self._asked: dict[str, LineTyped] = {}
        self._rows: dict[str, QWidget] = {}
        shipped = [(one.kind, one.name) for one in names() if one.kind in STEPS]
        self.kind = PickTyped("Giấy tờ", shipped)
        self.kind.show_code(self._first(order))
        self.day = DayTyped("Ngày ký", register.today)
        self.number = LineTyped("Số văn bản")
        self.draft = QCheckBox("In dự thảo, để trống số và ngày ký")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place, asked in enumerate((self.kind, self.day, self.number)):
            grid.addWidget(asked, 0, place)
            grid.setColumnStretch(place, 3 if place == 0 else 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.draft)
        self._told_missing = label("", "title", wrap=True)
        self.body.addWidget(self._told_missing)
        self._missing = column(gap=6)
        self.body.addLayout(self._missing)
        self.extra.addWidget(
            button("Lời văn…", self.edit_wording, icon="note-pencil", tip="Sửa lời văn của giấy tờ này")
        )
        self.extra.addWidget(button("Ghi ra tệp…", self.write, icon="file-text", tip="Ghi ra Word hoặc PDF"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        for asked in (self.day, self.number):
            asked.changed.connect(self._timer.start)
        self.kind.changed.connect(self._on_kind)
        self.draft.toggled.connect(lambda _on: self._timer.start())
        self.done_asked.connect(self.show_pages)
        self._on_kind()

    def _first(self, order: AddStep | None) -> str:
        wanted = order.kind if order is not None else (self._view.now or "quyet_dinh")
        return next((kind for kind, step in STEPS.items() if step == wanted), "discipline_notice")

    def _on_kind(self) -> None:
        kind, order = self.kind.code, self._order
        if not kind:
            return
        step = self._view.step(STEPS[kind])
        typed = order is not None and order.kind == STEPS[kind] and kind != "discipline_end"
        day = order.day if typed and order is not None else default_day(self._view, kind, self._register.today)
        self.day.line.setText(f"{day:%d/%m/%Y}")
        number = (order.number or "") if typed and order is not None else step.number if step is not None else ""
        self.number.line.setText("" if kind == "discipline_end" else number)
        self._check()

    def draft_of(self) -> Draft | None:
        """What is asked for; ``None`` while the day cannot be read."""
        day = self.day.day
        if day is None or not self.kind.code:
            return None
        order = self._order if self._order is not None and self._order.kind == STEPS[self.kind.code] else None
        return Draft(
            self.kind.code, day, self._typed(), self.number.text,
            (order.form or "") if order else "", order.effective if order else None,
            (order.provision or "") if order else "", self.draft.isChecked(),
        )  # fmt: skip

    def _typed(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for name, asked in self._asked.items():
            kind = str(asked.property("fact"))
            if not asked.text:
                continue
            if kind == "list":
                found[name] = tuple(part.strip() for part in asked.text.split(";") if part.strip())
            elif kind == "date":
                found[name] = read_date(asked.text)
            elif kind == "number":
                found[name] = int(asked.text) if asked.text.isdecimal() else None
            else:
                found[name] = asked.text
        return found

    def _check(self) -> None:
        draft = self.draft_of()
        if draft is None:
            self.show_problems(("ngày ký",))
            return
        self._register.ask(
            prepare, self._view.row.key, draft, then=self._on_prepared, refused=self._on_refused, topic="letter"
        )  # fmt: skip

    def _on_prepared(self, found: Prepared) -> None:
        missing = {key.name: key for key in found.missing}
        for key in found.missing:
            if key.name not in self._asked:
                self._ask_for(key)
        wanted = {key.name for key in found.letter.keys()}  # noqa: SIM118 - no dict
        for name, row in self._rows.items():
            row.setVisible(name in missing or (bool(self._asked[name].text) and name in wanted))
        count = len(missing)
        self._told_missing.setText(f"Còn thiếu {count} mục trước khi in" if count else "Đủ dữ kiện để in")
        self.show_problems([key.label for key in found.missing])
        confirmed = (
            ()
            if found.letter.confirmed
            else (Finding("Lời văn chưa đối chiếu mẫu chính thức: đọc lại trước khi ký.", "warn"),)
        )
        self.show_findings(confirmed)

    def _on_refused(self, trouble: AppError) -> None:
        if isValid(self):
            self.show_findings((Finding(str(trouble)),), may_override=False)

    def _ask_for(self, key: Key) -> None:
        """A missing fact: its name, a field, and a way to where it is recorded."""
        row = QWidget()
        laid = line(row, gap=8)
        name = key.label[:1].upper() + key.label[1:]
        asked = DayTyped(name) if key.kind == "date" else LineTyped(name)
        asked.setProperty("fact", key.kind)
        if key.note:
            asked.line.setPlaceholderText(f"ví dụ: {key.note}")
        elif key.kind == "list":
            asked.line.setPlaceholderText("cách nhau bằng dấu chấm phẩy")
        asked.changed.connect(self._timer.start)
        laid.addWidget(asked, 1)
        if key.name in IN_CASE:
            laid.addWidget(self._jump_button("Ghi vào vụ việc", "council"), 0, Qt.AlignmentFlag.AlignVCenter)
        elif key.name in IN_FILE:
            laid.addWidget(self._jump_button("Mở hồ sơ", "person"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._asked[key.name], self._rows[key.name] = asked, row
        self._missing.addWidget(row)

    def _jump_button(self, text: str, where: str) -> QWidget:
        def go() -> None:
            self.reject()
            self._jump(where)

        return button(text, go, kind="quiet", icon="arrow-right")

    def show_pages(self) -> None:
        """The pages as they will be printed."""
        draft = self.draft_of()
        if draft is None:
            return
        name = self.kind.text

        def show(pdf: bytes) -> None:
            show_preview(self.parentWidget(), self._register.runner.ask, pdf, f"Xem trước và in: {name}", _file(draft))

        self._register.ask(
            letter_pdf, self._view.row.key, draft, then=show, refused=lambda why: self.refuse(str(why)), topic="letter-pdf"
        )  # fmt: skip

    def edit_wording(self) -> None:
        """Edit the office's wording of this paper, for the category the case is handled under."""
        letter = (self.kind.code, self.day.day or self._register.today, self._view.row.category)
        open_wording(self, self._register, letter, self._check)

    def write(self) -> None:
        """Ask where, then write Word or PDF."""
        draft = self.draft_of()
        if draft is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Ghi ra tệp", f"{_file(draft)}.docx", _FILES)
        if name:
            self.write_to(Path(name))

    def write_to(self, out: Path) -> None:
        """Write the paper to this file."""
        draft = self.draft_of()
        if draft is None:
            return

        def done(_made: Any) -> None:
            self.refuse(f"Đã ghi ra {out.name}.")

        self._register.ask(
            write_letter, self._view.row.key, draft, out, then=done, refused=lambda why: self.refuse(str(why))
        )  # fmt: skip


def _file(draft: Draft) -> str:
    return f"{draft.kind.removeprefix('discipline_').replace('_', '-')}-{_day(draft.day)}"


def _day(day: date) -> str:
    return day.isoformat()
