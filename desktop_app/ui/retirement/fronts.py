"""Opens the dialogs of Nghỉ hưu over its page; loaded with the first of them, not for the first picture of the page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.reports.letters.kinds import DECISION, LEAVING, NOTICE
from desktop_app.services.retirement.file import next_deed
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.case_dialog import CaseDialog
from desktop_app.ui.retirement.letters_dialog import LettersDialog
from desktop_app.ui.retirement.what_if_dialog import WhatIfDialog

Then = Callable[[str], None]


def open_letters(
    page: QWidget, register: Register, picked: Sequence[Any], kind: str, then: Then
) -> LettersDialog | None:
    """The dialog of papers for the picked people to whom this paper can be given; says so where there is nobody."""
    if register.why_not:
        register.runner.refused.emit(register.why_not)
        return None
    deeds = {"notice"} if kind == NOTICE else {"notice", "decision"}
    rows = [row for row in picked if isinstance(row, RetireRow) and next_deed(row) in deeds]
    if kind == DECISION and rows and not rows[0].retires:
        kind = LEAVING
    rows = [row for row in rows if row.retires == (kind != LEAVING)]  # one text for a batch
    if not rows:
        register.runner.refused.emit("Không có ai trong số đã chọn cần giấy tờ này.")
        return None
    made = LettersDialog(page, register, rows, kind, then)
    made.open()
    made.number.inner.setFocus()
    return made


def open_case(page: QWidget, register: Register, row: RetireRow, day: date, then: Then) -> CaseDialog:
    """The case of one person."""
    made = CaseDialog(page, register, row, day, then)
    made.open()
    made.papers.setFocus()
    return made


def open_what_if(page: QWidget, register: Register, row: Any) -> WhatIfDialog:
    """Other facts to try on somebody; asks for the person where no row is current."""
    made = WhatIfDialog(page, register, row.person if row else None, row.name if row else "")
    made.open()
    (made.fields["born"].inner if row else made.person.line).setFocus()
    return made
