"""Sửa quyết định: what was written of a decision put right, its number moving with it; why is asked."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services import decisions
from desktop_app.services.decisions import DecisionRow, NewDecision
from desktop_app.services.signers import SignerRow, signers
from desktop_app.services.staffing_lists import CAPACITIES
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, Typed
from desktop_app.ui.kit.widgets import label
from desktop_app.ui.register import Done, Register


class DecisionDialog(DeedDialog):
    """Shows a decision as it is written; the deed writes what is shown."""

    def __init__(self, parent: QWidget, register: Register, row: DecisionRow, then: Callable[[str], None]) -> None:
        super().__init__(parent, "Sửa quyết định", "Sửa", subtitle=row.words, icon="pencil-simple")
        self._register, self._row, self._then = register, row, then
        self._signers: tuple[SignerRow, ...] = ()
        self.number = LineTyped("Số quyết định", row.number)
        self.signed_on = DayTyped("Ngày ký", row.signed_on)
        self.effective_on = DayTyped("Có hiệu lực từ", row.effective_on)
        self.authority = LineTyped("Cơ quan ban hành", row.authority)
        self.signer = PickTyped("Người ký", editable=True)
        self.signer.box.setEditText(row.signer_name)
        self.post = LineTyped("Chức vụ người ký", row.signer_post)
        self.capacity = PickTyped("Thẩm quyền ký", tuple(CAPACITIES.items()))
        self.capacity.show_code(row.capacity)
        self.subject = LineTyped("Trích yếu", row.subject)
        self.why = LineTyped("Lý do sửa")
        self._fields: dict[str, Typed] = {
            "number": self.number,
            "signed_on": self.signed_on,
            "effective_on": self.effective_on,
            "authority": self.authority,
            "capacity": self.capacity,
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        places = (
            (self.number, 0, 0, 2), (self.signed_on, 0, 2, 1), (self.effective_on, 0, 3, 1),
            (self.authority, 1, 0, 2), (self.capacity, 1, 2, 2), (self.signer, 2, 0, 2), (self.post, 2, 2, 2),
            (self.subject, 3, 0, 4), (self.why, 4, 0, 4),
        )  # fmt: skip
        for field, at, place, span in places:
            grid.addWidget(field, at, place, 1, span)
            field.changed.connect(self._weigh_fields)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)
        if row.people:
            words = f"{row.people} biến động đang dựa vào quyết định này; ngày có hiệu lực của từng biến động không đổi theo."
            self.body.addWidget(label(words, "small", wrap=True))
        self.signer.changed.connect(self._on_signer)
        self.done_asked.connect(self._carry_out)
        self._weigh_fields()
        register.ask(signers, then=self._on_signers, topic="decision-signers")

    def _on_signers(self, found: tuple[SignerRow, ...]) -> None:
        self._signers = found
        self.signer.offer([(str(place), one.name) for place, one in enumerate(found)])

    def _on_signer(self) -> None:
        """Who is chosen brings the post and the capacity along."""
        place = self.signer.code
        if place.isdigit() and int(place) < len(self._signers):
            chosen = self._signers[int(place)]
            self.post.line.setText(chosen.post)
            self.capacity.show_code(chosen.capacity)

    def _weigh_fields(self) -> None:
        problems = []
        for field in (self.signed_on, self.effective_on):
            field.say("Không có ngày này; ghi ngày/tháng/năm." if field.wrong else "", "error" if field.wrong else "")
            problems += [field.title.lower()] * field.wrong
        if not self.why.text:
            problems.append("lý do sửa")
        self.show_problems(problems)

    def _order(self) -> NewDecision:
        return NewDecision(
            self.number.text, self.signed_on.day, self.effective_on.day, self._row.kind, self.authority.text,
            self.signer.text, self.post.text, self.capacity.code, self.subject.text, self._row.note, own=self._row.own,
        )  # fmt: skip

    def _carry_out(self) -> None:
        self.action.setEnabled(False)
        self._register.do(
            "decision", f"Sửa quyết định {self._row.number}", decisions.correct, self._row.key, self._order(),
            then=self._on_done, refused=self._on_refused, reason=self.why.text,
        )  # fmt: skip

    def _on_done(self, _done: Done) -> None:
        self.accept()
        self._then(f"Đã sửa quyết định {self.number.text}. Ctrl+Z để hoàn tác.")

    def _on_refused(self, trouble: AppError) -> None:
        field = self._fields.get(trouble.field) if isinstance(trouble, InvalidInput) else None
        if field is not None:
            field.say(str(trouble), "error")
        self.refuse(str(trouble))
