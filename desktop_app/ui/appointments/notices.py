"""Thông báo hết thời hạn giữ chức vụ for one person or many: number, day, signer; recorded in one operation, then printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.reports.letters.batch import Draft
from desktop_app.services.letter_words import keep_letter_words
from desktop_app.services.post_rows import HolderRow
from desktop_app.services.signers import SignerRow
from desktop_app.services.signing import Signed, SigningOptions, signing_options
from desktop_app.services.term_notices import SUBJECT, Given, give_notices, why_not
from desktop_app.services.work import Work
from desktop_app.ui.appointments.letters import NOTICES, PapersDialog
from desktop_app.ui.kit.deed import Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped
from desktop_app.ui.kit.why import Rung
from desktop_app.ui.register import Done, Register

_GIVEN = replace(NOTICES, title="Thông báo hết thời hạn")


def issue(work: Work, terms: Sequence[bytes], signed: Signed, words: Mapping[str, str]) -> Given:
    """Record the notices and keep the words of the office for the next ones: one operation."""
    given = give_notices(work, terms, signed)
    keep_letter_words(work, dict(words))
    return given


class NoticesDialog(PapersDialog):
    """Draft, check, record and print the notices of these terms."""

    def __init__(
        self, parent: QWidget, register: Register, rows: Sequence[HolderRow], then: Callable[[str], None]
    ) -> None:
        able = [row for row in rows if not why_not(row)]
        self._rows = tuple(able or rows)  # where nobody is able, the reason is the one thing to show
        self._left_out = tuple(row for row in rows if row not in self._rows)
        self._given = False
        self._signers: tuple[SignerRow, ...] = ()
        self.number = LineTyped("Số văn bản")
        self.day = DayTyped("Ngày ký", register.today)
        self.signer = PickTyped("Người ký")
        super().__init__(parent, register, [row.assignment for row in self._rows], self._whom(), then, _GIVEN)
        self.draft.setText("In dự thảo: chừa số và ngày ký, chưa ghi vào sổ")
        for typed in (self.number, self.day, self.signer):
            typed.changed.connect(self._on_typed)
        register.ask(signing_options, register.today, "TB", then=self._on_options, topic="term-sign")

    def _whom(self) -> str:
        return self._rows[0].name if len(self._rows) == 1 else f"{len(self._rows)} người"

    def _lay_top(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.addWidget(self.number, 0, 0)
        grid.addWidget(self.day, 0, 1)
        grid.addWidget(self.signer, 1, 0)
        grid.addWidget(self.draft, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)

    def _on_options(self, found: SigningOptions) -> None:
        self._signers = found.signers
        self.signer.offer([(str(place), one.words) for place, one in enumerate(found.signers)])
        if found.signers and not self.signer.code:
            self.signer.box.setCurrentIndex(0)
        self.number.line.setText(found.number)
        self.number.say("số đầu, các số sau kế tiếp" if len(self._rows) > 1 else "số kế tiếp trong sổ")
        self.number.line.setFocus()
        self._check()

    def asked(self) -> Draft:
        """What is to be recorded and printed."""
        typed = {name: one.text for name, one in self._words.items()}
        if self._given or self.draft.isChecked():
            return Draft("", None, "", self._signer(), typed, draft=self.draft.isChecked())
        return Draft("", self.day.day, self.number.text, self._signer(), typed)

    def to_write(self) -> Draft:
        """What is to be written to a file: the room for the number stays free until the register has given it."""
        asked = self.asked()
        return asked if self._given else replace(asked, draft=True)

    def _signer(self) -> SignerRow | None:
        place = self.signer.code
        return self._signers[int(place)] if place.isdigit() and int(place) < len(self._signers) else None

    def _check(self) -> None:
        open_yet = not (self._given or self.draft.isChecked())
        if open_yet and (self.day.day is None or not self.number.text):
            wrong = self.day.day is None
            self.day.say("Không có ngày này; ghi ngày/tháng/năm." if wrong else "", "error" if wrong else "")
            self.show_problems(("ngày ký" if wrong else "số văn bản",))
            return
        self.day.say("")
        super()._check()
        count = len(self._rows)
        deed = f"Lập thông báo cho {count} người" if count > 1 else "Lập thông báo"
        self.show_deed(deed if open_yet else "Xem và in")

    def told_before(self) -> tuple[Finding, ...]:
        """Who is told later than the law says, and who is left out."""
        found = []
        if self._left_out:
            rungs = tuple(Rung(f"{row.name}: {why_not(row)}") for row in self._left_out[:3])
            found.append(Finding(f"Không lập cho {len(self._left_out)} người", "info", rungs=rungs))
        day = None if self.draft.isChecked() else self.day.day
        late = [row.name for row in self._rows if day is not None and row.notice is not None and row.notice < day]
        if late:
            rung = Rung(f"ký sau hạn: {', '.join(late[:3])}", f"{len(late)} người")
            found.append(Finding("Quá hạn thông báo", "warn", rungs=(rung,)))
        return tuple(found)

    def show_pages(self) -> None:
        """Record the notices and show their pages; of a draft, and of what is recorded already, only the pages."""
        draft = self.asked()
        if draft.draft or self._given:
            super().show_pages()
            return
        signer, day = draft.signer, draft.day
        if day is None:
            return
        signed = Signed(
            draft.number, day, signer.name if signer else draft.typed.get("nguoi_ky", ""),
            signer.post if signer else draft.typed.get("chuc_vu_nguoi_ky", ""),
            signer.capacity if signer else "", signer.authority if signer else "",
        )  # fmt: skip
        self.action.setEnabled(False)
        self._register.do(
            "movement", f"{SUBJECT}: {self._whom()}", issue, self._keys, signed, dict(draft.typed),
            then=self._on_given, refused=self._on_refused,
        )  # fmt: skip

    def _on_given(self, done: Done) -> None:
        given: Given = done.value
        told = " ".join(given.told[:3])
        count = len(given.papers)
        self._then(f"Đã lập {count} thông báo hết thời hạn. {told} Ctrl+Z để hoàn tác.".replace("  ", " "))
        self._given = True
        self._kept |= {name: one.text for name, one in self._words.items()}  # recorded with the notices
        self.draft.setChecked(False)
        for typed in (self.number, self.day, self.signer, self.draft):
            typed.setEnabled(False)  # as recorded
        self.draft.hide()
        self.number.say("đã ghi vào sổ")
        self.show_deed("Xem và in")
        self.only_closes()
        self.action.setEnabled(True)
        self.action.setFocus()  # what had it may be among the fields that are closed now
        super().show_pages()
