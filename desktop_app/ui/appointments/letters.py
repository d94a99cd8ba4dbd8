"""In quyết định: the papers of recorded decisions and notices; what is missing is named with a way to where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError
from desktop_app.reports.letters import movements, terms
from desktop_app.reports.letters.batch import OF_OFFICE, Draft, Lack, Prepared, Preparing, batch_pdf, write_batch
from desktop_app.reports.letters.facts import keys
from desktop_app.services.letter_words import keep_letter_words
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.typed import LineTyped
from desktop_app.ui.kit.widgets import button, column, empty_layout, label, line
from desktop_app.ui.register import Done, Register
from desktop_app.ui.wording_dialog import open_wording

if TYPE_CHECKING:
    from desktop_app.reports.letters.engine import Letter

_PAUSE_MS = 250
_MOST_SHOWN = 6
_WIDE = frozenset({"thi_hanh", "can_cu_them", "ly_do", "cong_viec_giao"})
_HINTS = {"decision": "ghi trong quyết định", "alone": "lập riêng từng người"}


@dataclass(frozen=True)
class Papers:
    """One kind of papers: what it is called, its file, how it is made ready."""

    title: str
    noun: str
    file: str
    prepare: Preparing


DECISIONS = Papers("In quyết định", "quyết định", "quyet-dinh", movements.prepare)
NOTICES = Papers("In thông báo hết thời hạn", "thông báo", "thong-bao-het-thoi-han", terms.prepare)


class PapersDialog(DeedDialog):
    """Pages first; the words typed are kept for the office's next papers, nothing else is written."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        keys: Sequence[bytes],
        whom: str,
        then: Callable[[str], None],
        papers: Papers = DECISIONS,
    ) -> None:
        super().__init__(parent, papers.title, "Xem và in", subtitle=whom, icon="printer")
        self._register, self._keys, self._then, self._papers = register, tuple(keys), then, papers
        self._words: dict[str, LineTyped] = {}
        self._kept: dict[str, str] = {}
        self.draft = QCheckBox("In dự thảo: chừa số và ngày ký")
        self._lay_top()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        self.body.addLayout(self._grid)
        self._missing = column(gap=4)
        self.body.addLayout(self._missing)
        self._letter: Letter | None = None  # of the first decision
        self.extra.addWidget(
            button("Lời văn…", self.edit_wording, icon="note-pencil", tip="Sửa lời văn của quyết định này")
        )
        self.extra.addWidget(button("Word…", self.write, icon="file-text", tip="Ghi ra Word để sửa tiếp"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        self.draft.toggled.connect(self._on_typed)
        self.done_asked.connect(self.show_pages)
        self.show_problems(("đang đọc sổ",))
        self._check()

    def _lay_top(self) -> None:
        """What stands above the words of the office."""
        self.body.addWidget(self.draft)

    # --- what comes in --------------------------------------------------------------------------------------------

    def asked(self) -> Draft:
        """What is to be printed."""
        return Draft(
            "", None, typed={name: one.text for name, one in self._words.items()}, draft=self.draft.isChecked()
        )

    def to_write(self) -> Draft:
        """What is to be written to a file."""
        return self.asked()

    def _on_typed(self) -> None:
        self._timer.start()

    def _check(self) -> None:
        self._register.ask(
            self._papers.prepare,
            self._keys,
            self.asked(),
            then=self._on_prepared,
            refused=self._on_wrong,
            topic="move-letters",
        )

    def _on_wrong(self, trouble: AppError) -> None:
        self.show_findings((Finding(str(trouble), "danger"),), may_override=False)
        self.show_problems((str(trouble).rstrip("."),))

    def _on_prepared(self, found: Prepared) -> None:
        self._letter = next((letter for letter, _ in found.letters), None)
        here = {lack.fact.name: "" for lack in found.lacks if lack.where == "here"}
        self._show_words({**found.words, **here})
        self._show_missing([lack for lack in found.lacks if lack.where != "here"])
        forms = "; ".join(found.forms)
        read = Finding("Lời văn chưa đối chiếu mẫu chính thức: đọc lại trước khi ký.", "warn", note=forms)
        self.show_findings((*self.told_before(), *(() if found.confirmed else (read,))))
        others = len(found.lacks) - len(here)
        names = [lack.fact.label for lack in found.lacks if lack.where == "here"]
        self.show_problems((*names, *((f"{others} mục thiếu trong sổ",) if others else ())))

    def told_before(self) -> tuple[Finding, ...]:
        """What is to be known before the papers are made."""
        return ()

    def _show_words(self, words: Mapping[str, str]) -> None:
        """What is asked here: the words of the office, filled in, and what no record tells."""
        for name, text in words.items():
            if name in self._words:
                continue
            key = keys()[name]
            typed = LineTyped(f"{key.label[:1].upper()}{key.label[1:]}", text)
            if key.note:
                typed.line.setPlaceholderText(f"ví dụ: {key.note}")
            typed.changed.connect(self._on_typed)
            self._words[name], self._kept[name] = typed, text
        place = 0
        for name, typed in self._words.items():
            wide = 2 if name in _WIDE else 1
            place += place % 2 if wide == 2 else 0  # noqa: PLR2004 - both columns
            self._grid.addWidget(typed, place // 2, place % 2, 1, wide)
            place += wide

    def _show_missing(self, lacks: Sequence[Lack]) -> None:
        empty_layout(self._missing)
        if lacks:
            self._missing.addWidget(label(f"Còn thiếu {len(lacks)} mục trước khi in", "title"))
        for lack in lacks[:_MOST_SHOWN]:
            row = line(gap=8)
            who = f"{lack.name}: " if lack.name else ""
            hint = f" ({_HINTS[lack.where]})" if lack.where in _HINTS else ""
            row.addWidget(label(f"{who}{lack.fact.label}{hint}", "", "danger", wrap=True), 1)
            if lack.where in {"file", "decision"}:
                go = partial(self._go, "person", lack.person)
                row.addWidget(button("Mở hồ sơ", go, kind="quiet", icon="arrow-right", tip=f"Mở hồ sơ {lack.name}"))
            elif lack.where == "office":
                go = partial(self._go, "office", None)
                row.addWidget(button("Mở thiết lập", go, kind="quiet", icon="arrow-right", tip="Mở thiết lập cơ quan"))
            self._missing.addLayout(row)
        if len(lacks) > _MOST_SHOWN:
            self._missing.addWidget(label(f"… và {len(lacks) - _MOST_SHOWN} mục khác", "small"))

    def _go(self, kind: str, key: bytes | None) -> None:
        self.reject()
        self._register.wanted.emit(kind, key)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def show_pages(self) -> None:
        """Keep the words of the office, then the pages over the page behind."""
        self._keep(self._print)

    def _keep(self, then: Callable[[], None]) -> None:
        """Keep what the office will write the same way next time, where it was typed anew."""
        typed = {name: one.text for name, one in self._words.items() if name in OF_OFFICE and one.text}
        if typed == {name: text for name, text in self._kept.items() if name in typed} or self._register.why_not:
            then()
            return

        def kept(_done: Done) -> None:
            self._kept |= typed
            then()

        self._register.do(
            "edit", "Giữ lời của cơ quan trong giấy tờ", keep_letter_words, typed, then=kept, refused=self._on_refused
        )

    def _print(self) -> None:
        parent = self.parentWidget()

        def show(pdf: bytes) -> None:
            if isValid(parent):
                title = f"Xem trước và in {self._papers.noun}"
                show_preview(parent, self._register.runner.ask, pdf, title, self._papers.file)
            if isValid(self):
                self.accept()

        self._register.ask(
            batch_pdf,
            self._papers.prepare,
            self._keys,
            self.asked(),
            then=show,
            refused=self._on_refused,
            topic="move-pdf",
            progress=True,
        )

    def _on_refused(self, why: AppError) -> None:
        """Say it here, or in the window where this dialog was closed meanwhile."""
        if isValid(self) and self.isVisible():
            self.refuse(str(why))
        else:
            self._register.runner.refused.emit(str(why))

    def edit_wording(self) -> None:
        """Edit the office's wording of the first of these decisions, for its category."""
        if self._letter is not None:
            letter = (self._letter.kind, self._letter.day, self._letter.category)
            open_wording(self, self._register, letter, self._check)

    def write(self) -> None:
        """Ask where, then write Word or PDF."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Ghi ra tệp", f"{self._papers.file}.docx", "Word (*.docx);;PDF (*.pdf)"
        )
        if name:
            self.write_to(Path(name))

    def write_to(self, out: Path) -> None:
        """Write the papers to this file."""
        draft = self.to_write()
        noun = f"dự thảo {self._papers.noun}" if draft.draft else self._papers.noun

        def done(_made: object) -> None:
            self._then(f"Đã ghi {len(self._keys)} {noun} ra {out}")

        def write() -> None:
            self._register.ask(
                write_batch,
                self._papers.prepare,
                self._keys,
                draft,
                out,
                then=done,
                refused=self._on_refused,
                progress=True,
            )

        self._keep(write)
