"""What can be done beside the steps of a case: its facts, its council, its spans, the papers and scans of its steps."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.services.discipline.case import CaseView, MemberRow, SpanRow, StepRow, attach_scan
from desktop_app.services.discipline.edits import CaseFacts, remove_interval, remove_member
from desktop_app.services.work import Work
from desktop_app.ui.discipline.columns import day_text
from desktop_app.ui.discipline.dialogs import EditCaseDialog
from desktop_app.ui.discipline.part_dialogs import MemberDialog, SpanDialog, StepPaperDialog
from desktop_app.ui.discipline.scans import open_scan
from desktop_app.ui.kit.dialogs import ask
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.register import Register

Deed = tuple[str, Callable[[], object]]


class CaseDeeds(QObject):
    """Carries out what is asked about the row chosen in the tables of a case; ``told`` is good news."""

    told = Signal(str)

    def __init__(self, parent: QWidget, register: Register, tables: tuple[RichTable, RichTable, RichTable]) -> None:
        super().__init__(parent)
        self._parent, self._register = parent, register
        self._steps, self._members, self._spans = tables
        self._view: CaseView | None = None
        self._facts: CaseFacts | None = None
        self._steps.opened.connect(lambda _key: self.open_scan())
        self._members.opened.connect(lambda _key: self.edit_member())
        self._spans.opened.connect(lambda _key: self.end_span())

    def know(self, view: CaseView, facts: CaseFacts) -> None:
        """The case that is shown."""
        self._view, self._facts = view, facts

    def of(self, part: str) -> Sequence[Deed]:
        """The deeds of a part of the case, the one most wanted last."""
        deeds: dict[str, Sequence[Deed]] = {
            "step": (("Hoãn xử lý…", self.add_span),),
            "done": (("Sửa bước…", self.edit_step), ("Gắn bản quét…", self.attach), ("Mở bản quét", self.open_scan)),
            "council": (("Bỏ…", self.remove_member), ("Sửa…", self.edit_member), ("Thêm thành viên…", self.add_member)),
            "spans": (("Bỏ…", self.remove_span), ("Ghi ngày kết thúc…", self.end_span), ("Thêm…", self.add_span)),
            "facts": (("Sửa nội dung…", self.edit_case),),
        }
        return deeds[part]

    def _may(self) -> CaseView | None:
        """The case shown, if the register may be written; says why not otherwise."""
        why = self._register.why_not
        if why:
            self._register.runner.refused.emit(why)
        return None if why else self._view

    # --- facts, council, spans ------------------------------------------------------------------------------------

    def edit_case(self) -> None:
        """Ask for the facts of the case."""
        view = self._may()
        if view is not None and self._facts is not None:
            EditCaseDialog(self._parent, self._register, view.row.name, self._facts, self.told.emit).open()

    def add_member(self) -> None:
        """Ask for a member of the council."""
        view = self._may()
        if view is not None:
            MemberDialog(self._parent, self._register, view, self.told.emit).open()

    def edit_member(self) -> None:
        """Ask what to change of the member chosen."""
        row: MemberRow | None = self._members.current_row()
        view = self._may() if row is not None else None
        if view is not None:
            MemberDialog(self._parent, self._register, view, self.told.emit, row).open()

    def remove_member(self) -> None:
        """Take the member chosen out of the council, once that is said."""
        row: MemberRow | None = self._members.current_row()
        if row is not None:
            self._remove("Bỏ khỏi Hội đồng kỷ luật", row.name, remove_member, row.key)

    def add_span(self) -> None:
        """Ask for a span that does not count."""
        view = self._may()
        if view is not None:
            SpanDialog(self._parent, self._register, view, self.told.emit).open()

    def end_span(self) -> None:
        """Ask when the span chosen was over."""
        row: SpanRow | None = self._spans.current_row()
        view = self._may() if row is not None else None
        if view is not None:
            SpanDialog(self._parent, self._register, view, self.told.emit, row).open()

    def remove_span(self) -> None:
        """Take out the span chosen, once that is said."""
        row: SpanRow | None = self._spans.current_row()
        if row is not None:
            said = f"{row.name}, từ {day_text(row.starts)}"
            self._remove("Bỏ thời gian không tính", said, remove_interval, row.key)

    def _remove(self, title: str, what: str, deed: Callable[[Work, bytes], object], key: bytes) -> None:
        if self._may() is None:
            return

        def carry_out() -> None:
            done = f"Đã bỏ: {what}."
            self._register.do("discipline", f"{title}: {what}", deed, key, then=lambda _made: self.told.emit(done))

        ask(self._parent, title, f"{title}: {what}?", "Bỏ", carry_out)

    # --- papers of the steps --------------------------------------------------------------------------------------

    def edit_step(self) -> None:
        """Ask what the step chosen says."""
        row: StepRow | None = self._steps.current_row()
        view = self._may() if row is not None else None
        if view is not None and row is not None:
            StepPaperDialog(self._parent, self._register, view, self.told.emit, row).open()

    def attach(self) -> None:
        """Keep the scan of the step chosen."""
        row: StepRow | None = self._steps.current_row()
        if row is None or self._may() is None:
            return
        kinds = "Ảnh, PDF (*.pdf *.jpg *.jpeg *.png)"
        name, _ = QFileDialog.getOpenFileName(self._parent, "Gắn bản quét", "", kinds)
        if name:
            self.attach_file(row, name)

    def attach_file(self, row: StepRow, name: str) -> None:
        """Keep this file as the scan of a step."""
        self._register.do(
            "discipline", f"Gắn bản quét: {row.name}", attach_scan, row.key, name,
            then=lambda _done: self.told.emit(f"Đã gắn bản quét cho “{row.name}”."),
        )  # fmt: skip

    def open_scan(self) -> None:
        """Show the scan of the step chosen, or say that there is none."""
        row: StepRow | None = self._steps.current_row()
        if row is not None and row.sha256:
            open_scan(self._parent, self._register, row)
        elif row is not None:
            self.told.emit(f"“{row.name}” chưa có bản quét.")
