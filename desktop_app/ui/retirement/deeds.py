"""Small dialogs of a case: hand-over, a paper sent, postponement, insurance, cancelling."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError, InvalidInput
from desktop_app.law.retirement_papers import POSTPONEMENTS
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.retirement.steps import (
    Postpone,
    cancel,
    hand_over,
    point_raise,
    postpone,
    put_insured,
    refuse_postponement,
    send_paper,
)
from desktop_app.services.staffing_lists import LISTS
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, Typed, WholeTyped
from desktop_app.ui.kit.widgets import label
from desktop_app.ui.register import Register

UNDO = "Ctrl+Z để hoàn tác."
END_UNTOLD = (
    "Sổ không còn ghi ngày kết thúc dự kiến có trước quyết định này (nhập từ tệp hoặc đã xoá hẳn): thời gian công tác sẽ"
    " không có ngày kết thúc; nếu có hợp đồng, nhiệm kỳ thì ghi lại trong hồ sơ."
)
_WIDE = frozenset({"note", "why", "sent_to"})


class SmallDeed(DeedDialog):
    """A few fields and one deed; ``order(values)`` gives what is done with them."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        what: tuple[str, str, str],
        fields: Mapping[str, Typed],
        order: Callable[[Mapping[str, Any]], tuple[Callable[..., Any], tuple[Any, ...]]],
        then: Callable[[str], None],
    ) -> None:
        """``what`` is the title, the name of the deed, and the person's name."""
        title, deed, name = what
        super().__init__(parent, title, deed, subtitle=name, icon="hourglass-medium", width=620)
        self._register, self._what, self._order, self._then = register, what, order, then
        self.fields = dict(fields)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        place = 0
        for key, typed in fields.items():
            wide = 2 if key in _WIDE else 1
            place += place % 2 if wide == 2 else 0  # noqa: PLR2004 - both columns
            grid.addWidget(typed, place // 2, place % 2, 1, wide)
            place += wide
        for number in range(2):
            grid.setColumnStretch(number, 1)
        self.body.addLayout(grid)
        self.told = label("", "small", wrap=True)
        self.body.addWidget(self.told)
        self.done_asked.connect(self._carry_out)

    def _values(self) -> dict[str, Any] | None:
        """What is typed; ``None`` where a field cannot be read."""
        found: dict[str, Any] = {}
        for name, typed in self.fields.items():
            if isinstance(typed, DayTyped):
                found[name] = typed.day
                if typed.day is None:
                    typed.say("Không có ngày này; ghi ngày/tháng/năm.", "error")
                    typed.inner.setFocus()
                    return None
            elif isinstance(typed, WholeTyped):
                found[name] = typed.number
                if typed.wrong:
                    typed.say("Ghi một số.", "error")
                    typed.inner.setFocus()
                    return None
            elif isinstance(typed, PickTyped):
                found[name] = typed.code
            elif isinstance(typed, LineTyped):
                found[name] = typed.text
            typed.say("")
        return found

    def _carry_out(self) -> None:
        values = self._values()
        if values is None:
            return
        change, args = self._order(values)
        title, _, name = self._what
        self._register.do(
            "retirement",
            f"{title}: {name}",
            change,
            *args,
            then=lambda _done: self._on_done(),
            refused=self._on_refused,
        )

    def _on_done(self) -> None:
        if isValid(self):
            self.accept()
        self._then(f"Đã ghi {self._what[0][:1].lower()}{self._what[0][1:]}: {self._what[2]}. {UNDO}")

    def _on_refused(self, trouble: AppError) -> None:
        if not isValid(self) or not self.isVisible():
            self._register.runner.refused.emit(str(trouble))
            return
        field = trouble.field if isinstance(trouble, InvalidInput) else ""
        if field in self.fields:
            self.fields[field].say(str(trouble), "error")
            self.fields[field].inner.setFocus()
        else:
            basis = getattr(trouble, "basis", "")
            self.show_findings(
                (Finding(str(trouble).removesuffix(f" ({basis})"), "danger", basis[:60]),), may_override=False
            )
            self.action.setEnabled(True)


def hand_over_dialog(parent: QWidget, register: Register, row: RetireRow, then: Callable[[str], None]) -> SmallDeed:
    """Note the hand-over."""
    fields = {"day": DayTyped("Ngày bàn giao", register.today), "note": LineTyped("Nội dung, người nhận")}
    return SmallDeed(
        parent, register, ("Bàn giao", "Ghi bàn giao", row.name), fields,
        lambda typed: (hand_over, (row.case, typed["day"], typed["note"])), then,
    )  # fmt: skip


def send_dialog(
    parent: QWidget, register: Register, row: RetireRow, item: str, then: Callable[[str], None]
) -> SmallDeed:
    """Note a paper that was sent."""
    names = tuple(LISTS["retirement_paper"].items())
    item_field = PickTyped("Giấy tờ", names)
    item_field.show_code(item or names[0][0])
    fields = {"item": item_field, "day": DayTyped("Ngày gửi", register.today), "sent_to": LineTyped("Gửi đến")}
    return SmallDeed(
        parent, register, ("Giấy tờ đã gửi", "Ghi đã gửi", row.name), fields,
        lambda typed: (send_paper, (row.case, typed["item"], typed["day"], typed["sent_to"])), then,
    )  # fmt: skip


def postpone_dialog(parent: QWidget, register: Register, row: RetireRow, then: Callable[[str], None]) -> SmallDeed:
    """Move the moment."""
    reasons = tuple((code, LISTS["retirement_postponement"][code]) for code in POSTPONEMENTS)
    fields = {
        "reason": PickTyped("Lý do", reasons),
        "months": WholeTyped("Số tháng"),
        "day": DayTyped("Ngày đồng ý lùi", register.today),
        "note": LineTyped("Ghi chú, văn bản"),
    }
    fields["months"].say("để trống: mức tối đa")

    def order(typed: Mapping[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        asked = Postpone(row.case or b"", typed["reason"], typed["months"], typed["day"], note=typed["note"])
        return postpone, (asked,)

    return SmallDeed(
        parent, register, ("Lùi thời điểm nghỉ hưu", "Lùi thời điểm", row.name), fields, order, then
    )  # fmt: skip


def refuse_dialog(parent: QWidget, register: Register, row: RetireRow, then: Callable[[str], None]) -> SmallDeed:
    """The person does not want the postponement."""
    fields = {"day": DayTyped("Ngày có ý kiến", register.today), "note": LineTyped("Ghi chú")}
    return SmallDeed(
        parent, register, ("Không lùi thời điểm nghỉ hưu", "Ghi không lùi", row.name), fields,
        lambda typed: (refuse_postponement, (row.case, typed["day"], typed["note"])), then,
    )  # fmt: skip


def insured_dialog(
    parent: QWidget, register: Register, row: RetireRow, months: int | None, then: Callable[[str], None]
) -> SmallDeed:
    """Note the time of social insurance."""
    fields = {"insured_months": WholeTyped("Thời gian đóng bảo hiểm xã hội (tháng)", str(months or ""))}
    return SmallDeed(
        parent, register, ("Thời gian đóng bảo hiểm xã hội", "Ghi", row.name), fields,
        lambda typed: (put_insured, (row.case, typed["insured_months"])), then,
    )  # fmt: skip


def raise_dialog(parent: QWidget, register: Register, row: RetireRow, then: Callable[[str], None]) -> SmallDeed:
    """Note that the raise before retirement was looked into."""
    return SmallDeed(
        parent, register, ("Đã xem xét nâng bậc lương trước khi nghỉ", "Ghi đã xem xét", row.name),
        {"day": DayTyped("Ngày xem xét", register.today)}, lambda typed: (point_raise, (row.case, typed["day"])), then,
    )  # fmt: skip


def cancel_dialog(
    parent: QWidget, register: Register, row: RetireRow, then: Callable[[str], None], *, end_untold: bool
) -> SmallDeed:
    """Cancel the case; where the end planned before the decision is not known any more, that is said."""
    made = SmallDeed(
        parent, register, ("Huỷ hồ sơ", "Huỷ hồ sơ", row.name), {"why": LineTyped("Lý do")},
        lambda typed: (cancel, (row.case, typed["why"])), then,
    )  # fmt: skip
    if row.decided_on is not None:
        known = f" {END_UNTOLD}" if end_untold else ""
        made.told.setText(f"Quyết định {row.decision_number} bị huỷ bỏ theo; thời gian công tác tiếp tục.{known}")
    return made
