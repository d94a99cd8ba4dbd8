"""What is done with the register of decisions: corrected, cancelled, scanned, printed; its numbers and its signers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.errors import AppError
from desktop_app.services import decisions
from desktop_app.services.decisions import DecisionRow
from desktop_app.services.movements.papers import movements_of
from desktop_app.services.term_notices import terms_of
from desktop_app.ui.appointments.decision_dialog import DecisionDialog
from desktop_app.ui.appointments.letters import NOTICES, PapersDialog
from desktop_app.ui.appointments.registers import NumbersDialog
from desktop_app.ui.appointments.scans import attach_scan, open_scan
from desktop_app.ui.kit.dialogs import ask_reason, say_lines
from desktop_app.ui.kit.page import Page
from desktop_app.ui.register import Register


class DecisionDeeds(QObject):
    """The deeds on the picked rows of the register of decisions."""

    def __init__(self, page: Page, register: Register, picked: Callable[[], list[Any]]) -> None:
        super().__init__(page)
        self._page, self._register, self._picked = page, register, picked

    def _one(self) -> DecisionRow | None:
        """The picked decision, where records may be changed."""
        why = self._register.why_not
        rows = self._picked()
        if why and rows:
            self._register.runner.refused.emit(why)
        return rows[0] if rows and not why else None

    # --- papers and scans -----------------------------------------------------------------------------------------

    def attach(self) -> None:
        """Keep the scan of the picked decision, chosen as a file."""
        row = self._one()
        if row is not None:
            attach_scan(self._page, self._register, row, self._page.told.emit)

    def open_scan(self) -> None:
        """Show the scan of the picked decision."""
        rows = self._picked()
        if rows:
            open_scan(self._page, self._register, rows[0])

    def print(self) -> None:
        """The papers of the picked decisions; of one that is cancelled only that it is."""
        rows = self._picked()
        keys = [row.key for row in rows]
        cancelled = [row.words for row in rows if row.state == decisions.CANCELLED]
        if cancelled:
            self._register.runner.refused.emit(f"Không in văn bản đã huỷ bỏ: {', '.join(cancelled[:3])}.")
        elif rows and all(row.kind == "thong_bao" for row in rows):
            self._register.ask(terms_of, keys, then=self._show_notices, topic="movement-keys")
        elif rows:
            self._register.ask(movements_of, keys, then=self.show, topic="movement-keys")

    def _show_notices(self, terms: tuple[bytes, ...]) -> None:
        if not terms:
            self._register.runner.refused.emit("Thông báo này được lập ở trang khác; in ở trang đó.")
            return
        whom = f"{len(terms)} văn bản" if len(terms) > 1 else ""
        PapersDialog(self._page, self._register, terms, whom, self._page.told.emit, NOTICES).open()

    def show(self, movements: tuple[bytes, ...]) -> None:
        """The papers of these movements."""
        if not movements:
            self._register.runner.refused.emit("Quyết định này không có biến động nào của người trong sổ để in.")
            return
        whom = f"{len(movements)} văn bản" if len(movements) > 1 else ""
        PapersDialog(self._page, self._register, movements, whom, self._page.told.emit).open()

    # --- the register itself --------------------------------------------------------------------------------------

    def correct(self) -> None:
        """Put right what was written of the picked decision."""
        row = self._one()
        if row is not None:
            DecisionDialog(self._page, self._register, row, self._page.told.emit).open()

    def cancel(self) -> None:
        """Cancel the picked decision, with the movements that rest on it where one operation wrote them."""
        row = self._one()
        if row is None:
            return
        if row.state == decisions.CANCELLED:
            self._register.runner.refused.emit("Quyết định này đã huỷ bỏ.")
        elif not row.people:
            text = f"{row.words} được giữ trong sổ với dấu đã huỷ bỏ; số văn bản được trả lại."
            text += " Việc đến hạn đã xong nhờ văn bản này (nếu có) được nhắc lại."
            ask_reason(self._page, f"Huỷ bỏ {row.number}", "Huỷ bỏ", lambda why: self._mark(row, why), text, "Quay lại")
        else:
            self._register.ask(
                decisions.written_by, row.key, then=lambda operation: self._take_back(row, operation), topic="decision-origin"
            )  # fmt: skip

    def _mark(self, row: DecisionRow, why: str) -> None:
        told = f"Đã huỷ bỏ {row.words}, số được trả lại. Ctrl+Z để hoàn tác."
        self._register.do(
            "decision", f"Huỷ bỏ {row.number}", decisions.cancel, row.key, why,
            then=lambda _done: self._page.told.emit(told), reason=why,
        )  # fmt: skip

    def _take_back(self, row: DecisionRow, operation: bytes | None) -> None:
        if operation is None:
            self._register.runner.refused.emit(
                f"{row.words} là căn cứ của {row.people} biến động đã nhập từ nơi khác: sửa các biến động đó trước khi huỷ bỏ."
            )
            return
        text = (
            f"{row.words} đang là căn cứ của {row.people} biến động. Huỷ bỏ là hoàn tác cả quyết định: chức vụ, đơn vị, thời hạn"
            " trở lại như trước khi ghi, số văn bản được trả lại. Nhật ký vẫn giữ cả hai việc."
        )
        ask_reason(
            self._page, f"Huỷ bỏ {row.number}", "Huỷ bỏ và hoàn tác", lambda why: self._undo(row, operation, why), text,
            "Quay lại",
        )  # fmt: skip

    def _undo(self, row: DecisionRow, operation: bytes, why: str) -> None:
        self._register.undo(
            operation, then=lambda _done: self._page.told.emit(f"Đã huỷ bỏ {row.words} và hoàn tác {row.people} biến động."),
            refused=self._on_kept_out, reason=why,
        )  # fmt: skip

    def _on_kept_out(self, trouble: AppError) -> None:
        say_lines(self._page, "Chưa huỷ bỏ được", str(trouble))

    def show_numbers(self) -> None:
        """The number register of the year."""
        if not self._register.why_not:
            NumbersDialog(self._page, self._register, self._register.as_of).open()
        else:
            self._register.runner.refused.emit(self._register.why_not)

    def show_signers(self) -> None:
        """Who signs, and until when."""
        self._register.wanted.emit("signers", None)
