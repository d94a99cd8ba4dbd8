"""Opening a case: which kind, from when; what the law says and the sums appear as she types."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from db.values import Dong
from desktop_app.errors import AppError
from desktop_app.law.retirement_cases import EARLY, LATE
from desktop_app.services.due.leaving import LONGER
from desktop_app.services.retirement.opening import CasePlan, OpenCase, open_case, plan_case
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.staffing_lists import LEAVING_REASONS, LISTS, RETIREMENT_KINDS
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped, Typed, WholeTyped
from desktop_app.ui.kit.why import rung_of
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.columns import short
from desktop_app.ui.retirement.deeds import UNDO

_PAUSE_MS = 250
_BY_KIND: dict[str, tuple[str, ...]] = {
    "nghi_huu": ("insured_months", "note"),
    "nghi_truoc_tuoi": ("early_case", "wished_on", "insured_months", "submitted_on", "note"),
    "tinh_gian": (
        "wished_on",
        "clause",
        "batch",
        "submitted_on",
        "pay_basis",
        "insured_months",
        "one_off",
        "heavy",
        "note",
    ),
    "nd178": (
        "wished_on",
        "reorganised_on",
        "clause",
        "submitted_on",
        "pay_basis",
        "insured_months",
        "one_off",
        "note",
    ),
    "thoi_viec": ("reason", "wished_on", "submitted_on", "pay_basis", "insured_months", "one_off", "note"),
    LONGER: ("early_case", "wished_on", "submitted_on", "note"),
}
_FITS = 30  # letters under a field of a third of the width; what is longer is told below as well


class OpenDialog(DeedDialog):
    """Asks, tells what the law says, opens the case."""

    def __init__(
        self, parent: QWidget, register: Register, row: RetireRow, kind: str, then: Callable[[str], None],
        *, deed: str = "Lập hồ sơ",
    ) -> None:  # fmt: skip
        super().__init__(parent, deed, deed, subtitle=row.name, icon="hourglass-medium")
        self._register, self._row, self._then = register, row, then
        self.kind = PickTyped("Trường hợp", tuple(RETIREMENT_KINDS.items()))
        self.kind.show_code(kind)
        self.fields: dict[str, Typed] = {
            "early_case": PickTyped("Căn cứ"),
            "reason": PickTyped("Lý do", tuple(LEAVING_REASONS.items())),
            "wished_on": DayTyped("Nghỉ từ ngày"),
            "reorganised_on": DayTyped("Ngày quyết định sắp xếp"),
            "clause": LineTyped("Điểm, khoản áp dụng"),
            "batch": LineTyped("Đợt"),
            "submitted_on": DayTyped("Ngày nộp đơn"),
            "insured_months": WholeTyped("Đóng BHXH (tháng)"),
            "pay_basis": WholeTyped("Tiền lương tháng (đồng)"),
            "one_off": WholeTyped("Trợ cấp một lần (đồng)"),
            "heavy": TickTyped("Nghề nghiệp", "Nặng nhọc, vùng đặc biệt khó khăn"),
            "note": LineTyped("Ghi chú"),
        }
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        for place in range(3):
            self._grid.setColumnStretch(place, 1)
        self.body.addLayout(self._grid)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        for typed in self.fields.values():
            typed.setParent(self)  # those that this kind does not ask for go with the dialog too
            typed.changed.connect(self._timer.start)
        self.kind.changed.connect(self._on_kind)
        self.done_asked.connect(self._carry_out)
        self._on_kind()

    def _on_kind(self) -> None:
        kind = self.kind.code
        if not kind:
            return
        codes = LATE if kind == LONGER else EARLY
        case = self.fields["early_case"]
        if isinstance(case, PickTyped):
            case.offer([(code, LISTS["retirement_early_case"][code]) for code in codes])
        names = _BY_KIND[kind]
        self._grid.addWidget(self.kind, 0, 0)
        place = 1
        for name, typed in self.fields.items():
            typed.setVisible(name in names)
            if name in names:
                wide = 2 if name in {"early_case", "note", "reason"} else 1
                if place % 3 + wide > 3:  # noqa: PLR2004 - three columns
                    place += 3 - place % 3
                self._grid.addWidget(typed, place // 3, place % 3, 1, wide)
                place += wide
        self._check()

    def _number(self, name: str) -> int | None:
        typed = self.fields[name]
        return typed.number if isinstance(typed, WholeTyped) and name in _BY_KIND[self.kind.code] else None

    def _text(self, name: str) -> str:
        typed = self.fields[name]
        if name not in _BY_KIND[self.kind.code]:
            return ""
        return typed.code if isinstance(typed, PickTyped) else typed.text if isinstance(typed, LineTyped) else ""

    def _day(self, name: str) -> Any:
        typed = self.fields[name]
        return typed.day if isinstance(typed, DayTyped) and name in _BY_KIND[self.kind.code] else None

    def asked(self) -> OpenCase:
        """What is asked for."""
        kind = self.kind.code
        case, heavy, note = self.fields["early_case"], self.fields["heavy"], self.fields["note"]
        pay, sum_ = self._number("pay_basis"), self._number("one_off")
        return OpenCase(
            self._row.person,
            kind,
            case.code if isinstance(case, PickTyped) and "early_case" in _BY_KIND[kind] else "",
            self._day("wished_on"),
            submitted_on=self._day("submitted_on"),
            insured_months=self._number("insured_months"),
            pay_basis=Dong(pay) if pay is not None else None,
            one_off=Dong(sum_) if sum_ is not None else None,
            heavy=isinstance(heavy, TickTyped) and heavy.box.isChecked() and "heavy" in _BY_KIND[kind],
            note=note.text if isinstance(note, LineTyped) else "",
            clause=self._text("clause"),
            batch=self._text("batch"),
            reorganised_on=self._day("reorganised_on"),
            reason=self._text("reason"),
        )

    def _check(self) -> None:
        wrong = [
            typed.title.lower()
            for name, typed in self.fields.items()
            if name in _BY_KIND[self.kind.code] and isinstance(typed, DayTyped | WholeTyped) and typed.wrong
        ]
        if wrong:
            self.show_problems(wrong)
            return
        self._ask_plan()

    def _ask_plan(self) -> None:
        self._register.ask(plan_case, self.asked(), then=self._show, topic="ret-plan")

    def _show(self, plan: CasePlan) -> None:
        told = {problem.field: problem.message for problem in plan.problems}
        for name, typed in self.fields.items():
            typed.say(told.get(name, ""), "error" if name in told else "")
        made = [Finding(text) for text in told.values() if len(text) > _FITS]
        for title, answer in plan.answers:
            refuses = answer.verdict in {"khong_dat", "khong_ap_dung"}
            name = f"{title}: quy định không cho phép" if refuses else title
            made.append(
                Finding(
                    name, "danger" if refuses else "info", short(answer.basis), tuple(rung_of(step) for step in answer.steps[:7]),
                    plan.refusal if refuses else " ".join(answer.warnings),
                )
            )  # fmt: skip
        self.show_findings(made, may_override=False)
        hints = []
        if plan.one_off is not None:
            hints.append(f"tính được {plan.one_off.vietnamese} đồng")
        if plan.by_hand:
            hints.append(f"nhập tay {', '.join(plan.by_hand)}")
        self.fields["one_off"].say("; ".join(hints))
        if plan.leaves_on is not None and "wished_on" not in told and self._day("wished_on") is None:
            self.fields["wished_on"].say(f"nghỉ từ {shown_date(plan.leaves_on)}")
        others = [text for name, text in told.items() if name not in self.fields]
        self.show_problems([*(self.fields[name].title.lower() for name in told if name in self.fields), *others])

    def _carry_out(self) -> None:
        name = RETIREMENT_KINDS[self.kind.code]
        self._register.do(
            "retirement", f"Lập hồ sơ {name.lower()}: {self._row.name}", open_case, self.asked(),
            then=lambda _done: self._on_done(name), refused=self._on_refused,
        )  # fmt: skip

    def _on_done(self, name: str) -> None:
        if isValid(self):
            self.accept()
        self._then(f"Đã lập hồ sơ {name.lower()}: {self._row.name}. {UNDO}")

    def _on_refused(self, trouble: AppError) -> None:
        if isValid(self) and self.isVisible():
            self.refuse(str(trouble))
        else:
            self._register.runner.refused.emit(str(trouble))
