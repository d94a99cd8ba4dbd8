"""Papers for one person or many: the number, the day, who signs; what is missing is named with a way to where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError
from desktop_app.reports.letters.batch import OF_OFFICE, Draft, Prepared, batch_pdf, write_batch
from desktop_app.reports.letters.facts import keys
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, KINDS, LEAVING, NOTICE, REPORT
from desktop_app.reports.letters.retirement import FILES, PREFIXES, prepare
from desktop_app.services.letter_words import keep_letter_words
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.retirement.steps import Issued, decide, issue_notices
from desktop_app.services.signing import Signed, SigningOptions, signing_options
from desktop_app.services.work import Work
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped
from desktop_app.ui.kit.why import Rung
from desktop_app.ui.kit.widgets import button, column, empty_layout, label, line
from desktop_app.ui.register import Done, Register
from desktop_app.ui.retirement.deeds import UNDO
from desktop_app.ui.wording_dialog import open_wording

if TYPE_CHECKING:
    from desktop_app.services.signers import SignerRow

_PAUSE_MS = 250
_MOST_SHOWN = 6
_DEEDS = {NOTICE: issue_notices, DECISION: decide, LEAVING: decide}
_WIDE = frozenset({"thi_hanh", "can_cu_them"})


def issue(work: Work, kind: str, people: Sequence[bytes], signed: Signed, words: Mapping[str, str]) -> Issued:
    """Record the papers and keep the words of the office for the next ones: one operation."""
    made = _DEEDS[kind](work, people, signed)
    keep_letter_words(work, {name: text for name, text in words.items() if name != "ky_hieu"})
    return made


class LettersDialog(DeedDialog):
    """Draft, check, record and print notices, decisions and the companion letters of a batch."""

    def __init__(
        self, parent: QWidget, register: Register, rows: Sequence[RetireRow], kind: str, then: Callable[[str], None]
    ) -> None:
        self._register, self._then = register, then
        self._rows = tuple(rows)
        whom = rows[0].name if len(rows) == 1 else f"{len(rows)} người"
        super().__init__(parent, "Giấy tờ nghỉ hưu", "Lập", subtitle=whom, icon="paper-plane-tilt")
        self._signers: tuple[SignerRow, ...] = ()
        self._words: dict[str, LineTyped] = {}
        leads = any(row.leads for row in rows)
        choices = tuple(
            (code, name)
            for code, name in KINDS.items()
            if (code == LEAVING) != rows[0].retires and (leads or code != REPORT)
        )
        self.kind = PickTyped("Giấy tờ", choices)
        self.kind.show_code(kind)
        self.number = LineTyped("Số văn bản")
        self.day = DayTyped("Ngày ký", register.today)
        self.signer = PickTyped("Người ký")
        self.draft = QCheckBox("In dự thảo: chừa số và ngày ký, chưa ghi vào sổ")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place, (typed, span) in enumerate(((self.kind, 2), (self.number, 1), (self.day, 1), (self.signer, 2))):
            grid.addWidget(typed, place // 3 * 2, (0, 2, 3, 0)[place], 1, span)
        grid.addWidget(self.draft, 2, 2, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)
        self._word_grid = QGridLayout()
        self._word_grid.setHorizontalSpacing(14)
        self.body.addLayout(self._word_grid)
        self._missing = column(gap=4)
        self.body.addLayout(self._missing)
        self.extra.addWidget(button("Xem trước", self.show_pages, icon="eye", key="Ctrl+P", tip="Xem các trang sẽ in"))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.show_pages)
        self.extra.addWidget(
            button("Lời văn…", self.edit_wording, icon="note-pencil", tip="Sửa lời văn của giấy tờ này")
        )
        self.extra.addWidget(button("Word…", self.write, icon="file-text", tip="Ghi ra Word để sửa tiếp"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        for typed in (self.number, self.day, self.signer):
            typed.changed.connect(self._timer.start)
        self.draft.toggled.connect(lambda _on: self._timer.start())
        self.kind.changed.connect(self._on_kind)
        self.done_asked.connect(self.carry_out)
        self.show_problems(("đang đọc sổ",))
        self._on_kind()

    # --- what comes in --------------------------------------------------------------------------------------------

    def _on_kind(self) -> None:
        if self.kind.code:
            self._register.ask(
                signing_options, self._register.today, PREFIXES[self.kind.code], then=self._on_options, topic="ret-sign"
            )

    def _on_options(self, found: SigningOptions) -> None:
        self._signers = found.signers
        self.signer.offer([(str(place), one.words) for place, one in enumerate(found.signers)])
        if found.signers and not self.signer.code:
            self.signer.box.setCurrentIndex(0)
        number = found.number.partition("/")[2].partition("-")[2] if self.kind.code == INSURANCE else ""
        self.number.line.setText(f"01/{number}-NV" if number else found.number)
        several = len(self._rows) > 1
        self.number.say("số đầu, các số sau kế tiếp" if several else "số kế tiếp trong sổ")
        self._check()

    def asked(self) -> Draft:
        """What is to be printed."""
        place = self.signer.code
        signer = self._signers[int(place)] if place.isdigit() and int(place) < len(self._signers) else None
        typed = {name: one.text for name, one in self._words.items()}
        draft = self.draft.isChecked()
        return Draft(
            self.kind.code,
            None if draft else self.day.day,
            "" if draft else self.number.text,
            signer,
            typed,
            draft=draft,
        )

    @property
    def people(self) -> list[bytes]:
        """Whom the papers are for."""
        return [row.person for row in self._rows]

    def _check(self) -> None:
        if not self.draft.isChecked() and self.day.day is None:
            self.day.say("Không có ngày này; ghi ngày/tháng/năm.", "error")
            self.show_problems(("ngày ký",))
            return
        self.day.say("")
        self._register.ask(
            prepare, self.people, self.asked(), then=self._on_prepared, refused=self._on_wrong, topic="ret-letters"
        )

    def _on_wrong(self, trouble: AppError) -> None:
        if isValid(self):
            self.show_findings((Finding(str(trouble), "danger"),), may_override=False)
            self.show_problems((str(trouble).rstrip("."),))

    def _on_prepared(self, found: Prepared) -> None:
        self._show_words(found.words)
        self._show_missing(found)
        told = []
        if not found.confirmed:
            forms = "; ".join(found.forms)
            told.append(Finding("Lời văn chưa đối chiếu mẫu chính thức: đọc lại trước khi ký.", "warn", note=forms))
        late = self._deadlines()
        if late:
            told.append(late)
        self.show_findings(told, tuple(found.forms) if found.confirmed else ())
        here = [lack.fact.label for lack in found.lacks if lack.where == "here"]
        others = len([lack for lack in found.lacks if lack.where != "here"])
        self.show_problems((*here, *((f"{others} mục thiếu trong hồ sơ, thiết lập",) if others else ())))
        self._name_deed()

    def _name_deed(self) -> None:
        count = len(self._rows)
        name = {NOTICE: "thông báo", DECISION: "quyết định", LEAVING: "quyết định"}.get(self.kind.code)
        if name is None or self.draft.isChecked():
            self.show_deed("Xem và in")
        else:
            self.show_deed(f"Lập {name} cho {count} người" if count > 1 else f"Lập {name}")

    def _deadlines(self) -> Finding | None:
        """The warning before: much too early, or late."""
        day = self.day.day
        if day is None or self.kind.code not in _DEEDS or self.draft.isChecked():
            return None
        notice = self.kind.code == NOTICE
        limits = [(row.name, row.notice_deadline if notice else row.decision_deadline) for row in self._rows]
        late = [name for name, limit in limits if limit is not None and limit < day]
        early = [name for name, limit in limits if limit is not None and (limit - day).days > 183]  # noqa: PLR2004 - half a year
        rungs = []
        if late:
            rungs.append(Rung(f"ký sau hạn: {', '.join(late[:3])}", f"{len(late)} người"))
        if early:
            rungs.append(Rung(f"sớm hơn hạn trên 6 tháng: {', '.join(early[:3])}", f"{len(early)} người"))
        return Finding("Xem lại thời hạn", "warn", rungs=tuple(rungs)) if rungs else None

    def _show_words(self, words: Mapping[str, str]) -> None:
        """The words of the office that these letters ask for: shown filled in, kept for the next ones."""
        for name in OF_OFFICE:
            if name in words and name not in self._words:
                key = keys()[name]
                typed = LineTyped(f"{key.label[:1].upper()}{key.label[1:]}", words[name])
                if key.note:
                    typed.line.setPlaceholderText(f"ví dụ: {key.note}")
                typed.changed.connect(self._timer.start)
                self._words[name] = typed
        place = 0
        for name, typed in self._words.items():
            typed.setVisible(name in words)
            if name in words:
                wide = 2 if name in _WIDE else 1
                place += place % 2 if wide == 2 else 0  # noqa: PLR2004 - both columns
                self._word_grid.addWidget(typed, place // 2, place % 2, 1, wide)
                place += wide

    def _show_missing(self, found: Prepared) -> None:
        empty_layout(self._missing)
        elsewhere = [lack for lack in found.lacks if lack.where != "here"]
        if not elsewhere:
            return
        self._missing.addWidget(label(f"Còn thiếu {len(elsewhere)} mục trước khi in", "title"))
        for lack in elsewhere[:_MOST_SHOWN]:
            row = line(gap=8)
            who = f"{lack.name}: " if lack.name else ""
            hint = " (lập thông báo nghỉ hưu trước)" if lack.where == "case" else ""
            row.addWidget(label(f"{who}{lack.fact.label}{hint}", "", "danger", wrap=True), 1)
            if lack.where == "case":
                row.addWidget(
                    button("Lập thông báo", partial(self.kind.show_code, NOTICE), kind="quiet", icon="arrow-right")
                )
            elif lack.where == "file":
                go = partial(self._go, "person", lack.person)
                row.addWidget(button("Mở hồ sơ", go, kind="quiet", icon="arrow-right", tip=f"Mở hồ sơ {lack.name}"))
            else:
                go = partial(self._go, "office", None)
                row.addWidget(button("Mở thiết lập", go, kind="quiet", icon="arrow-right", tip="Mở thiết lập cơ quan"))
            self._missing.addLayout(row)
        rest = len(elsewhere) - _MOST_SHOWN
        if rest > 0:
            self._missing.addWidget(label(f"… và {rest} mục khác", "small"))
        if found.without and len(found.without) < len(self._rows):
            words = f"Bỏ {len(found.without)} người còn thiếu ra, lập cho {len(self._rows) - len(found.without)} người"
            self._missing.addWidget(button(words, partial(self._leave_out, found.without), icon="x"))

    def _leave_out(self, without: frozenset[bytes]) -> None:
        self._rows = tuple(row for row in self._rows if row.person not in without)
        self.subtitle.setText(self._rows[0].name if len(self._rows) == 1 else f"{len(self._rows)} người")
        self._check()

    def _go(self, kind: str, key: bytes | None) -> None:
        self.reject()
        self._register.wanted.emit(kind, key)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Record the papers and show their pages; of a draft or a companion letter only the pages."""
        draft = self.asked()
        if draft.kind not in _DEEDS or draft.draft:
            self.show_pages()
            return
        day, signer = self.day.day, draft.signer
        if day is None:
            return
        signed = Signed(
            self.number.text, day, signer.name if signer else self.signer.text, signer.post if signer else "",
            signer.capacity if signer else "", signer.authority if signer else "",
        )  # fmt: skip
        whom = self._rows[0].name if len(self._rows) == 1 else f"{len(self._rows)} người"
        summary = f"{KINDS[draft.kind]}: {whom}"
        self.action.setEnabled(False)
        self._register.do(
            "retirement", summary, issue, draft.kind, self.people, signed, dict(draft.typed),
            then=lambda done: self._on_done(done, summary, draft), refused=self._on_refused,
        )  # fmt: skip

    def _on_done(self, done: Done, summary: str, draft: Draft) -> None:
        made: Issued = done.value
        told = f" {' '.join(made.told[:3])}" if made.told else ""
        self._then(f"Đã ghi {summary}.{told} {UNDO}")
        if isValid(self):
            self.accept()
        self._print(Draft(draft.kind, None, "", draft.signer, draft.typed))

    def _print(self, draft: Draft) -> None:
        """The pages, over the page behind this dialog."""
        parent, name = self.parentWidget(), KINDS[draft.kind]

        def show(pdf: bytes) -> None:
            if isValid(parent):
                show_preview(parent, self._register.runner.ask, pdf, f"Xem trước và in: {name}", FILES[draft.kind])

        ask = self._register.ask
        ask(batch_pdf, prepare, self.people, draft, then=show, refused=self._on_refused, topic="ret-pdf", progress=True)

    def _on_refused(self, why: AppError) -> None:
        """Say it here, or in the window where this dialog was closed meanwhile."""
        if isValid(self) and self.isVisible():
            self.refuse(str(why))
        else:
            self._register.runner.refused.emit(str(why))

    def show_pages(self) -> None:
        """The pages as they would be printed now; nothing is recorded."""
        self._print(self.asked())

    def edit_wording(self) -> None:
        """Edit the office's wording of this paper, for the category of the first person."""
        letter = (self.kind.code, self.day.day or self._register.today, self._rows[0].category or "CC")
        open_wording(self, self._register, letter, self._on_worded)

    def _on_worded(self) -> None:
        if isValid(self):
            self._check()

    def write(self) -> None:
        """Ask where, then write Word or PDF."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Ghi ra tệp", f"{FILES[self.kind.code]}.docx", "Word (*.docx);;PDF (*.pdf)"
        )
        if name:
            self.write_to(Path(name))

    def write_to(self, out: Path) -> None:
        """Write the papers to this file; what is not recorded yet as a draft, for no number is its own."""
        asked = self.asked()
        draft = replace(asked, draft=asked.draft or asked.kind in _DEEDS)
        count = f"{len(self._rows)} {'dự thảo' if draft.draft else 'văn bản'}"

        def done(_made: object) -> None:
            self._then(f"Đã ghi {count} ra {out}")
            if isValid(self) and self.isVisible():
                self.show_findings((Finding(f"Đã ghi {count} ra {out.name}", "info"),), may_override=False)

        self._register.ask(
            write_batch, prepare, self.people, draft, out, then=done, refused=self._on_refused, progress=True
        )
