"""Sửa hồ sơ: what a case was opened with put right, before and after shown, the reason asked."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from db.values import Dong
from desktop_app.errors import AppError
from desktop_app.services.due.leaving import CaseFacts
from desktop_app.services.retirement.correcting import as_asked, correct_case, plan_correction
from desktop_app.services.retirement.opening import CasePlan, OpenCase
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import Finding
from desktop_app.ui.kit.typed import LineTyped, PickTyped, TickTyped
from desktop_app.ui.kit.why import Rung
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.deeds import UNDO
from desktop_app.ui.retirement.open_dialog import OpenDialog


class CorrectDialog(OpenDialog):
    """The fields of the opening with what the case says; one operation writes what is changed."""

    def __init__(
        self, parent: QWidget, register: Register, row: RetireRow, case: CaseFacts, then: Callable[[str], None]
    ) -> None:
        self._case: CaseFacts | None = None  # until everything is filled in
        super().__init__(parent, register, row, case.kind, then, deed="Sửa hồ sơ")
        self.kind.box.setEnabled(False)
        before = as_asked(case)
        for name, typed in self.fields.items():
            value = getattr(before, name)
            if isinstance(typed, PickTyped):
                typed.show_code(value)
            elif isinstance(typed, TickTyped):
                typed.box.setChecked(value)
            elif isinstance(typed, LineTyped):
                typed.line.setText(_shown(value))
        self.why = LineTyped("Lý do sửa")
        self.why.changed.connect(self._timer.start)
        self.body.addWidget(self.why)
        self._case, self._before = case, before
        self._check()

    def _ask_plan(self) -> None:
        case = self._case
        if case is not None and case.key is not None:
            self._register.ask(
                plan_correction,
                case.key,
                self.asked(),
                then=self._show,
                refused=self._on_plan_refused,
                topic="ret-plan",
            )

    def _on_plan_refused(self, why: AppError) -> None:
        self.show_findings((Finding(str(why)),), may_override=False)
        self.show_problems((str(why).rstrip("."),))

    def _show(self, plan: CasePlan) -> None:
        super()._show(plan)
        changes = self._changes()
        if changes and not plan.problems and not plan.refused:
            note = "Trước và sau khi sửa; cả lần sửa là một thao tác, hoàn tác được."
            self.show_findings((Finding("Sẽ sửa", "info", rungs=changes, note=note),), may_override=False)
        told = [] if changes else ["chưa sửa mục nào"]
        if not self.why.text:
            told.append("lý do sửa")
        problems = [self.fields[one.field].title.lower() for one in plan.problems if one.field in self.fields]
        self.show_problems([*problems, *told])

    def _changes(self) -> tuple[Rung, ...]:
        after = self.asked()
        found = []
        for one in fields(OpenCase):
            typed = self.fields.get(one.name)
            old, new = getattr(self._before, one.name), getattr(after, one.name)
            if typed is not None and (old or None) != (new or None):
                found.append(Rung(typed.title, f"{self._said(one.name, old)} → {self._said(one.name, new)}"))
        return tuple(found)

    def _said(self, name: str, value: Any) -> str:
        typed = self.fields[name]
        if isinstance(typed, PickTyped) and value:
            return typed.box.itemText(typed.box.findData(value))
        return _shown(value) or "(trống)"

    def _carry_out(self) -> None:
        case = self._case
        if case is None or case.key is None:
            return
        self._register.do(
            "retirement", f"Sửa hồ sơ nghỉ: {self._row.name}", correct_case, case.key, self.asked(),
            then=lambda _done: self._on_corrected(), refused=self._on_refused, reason=self.why.text,
        )  # fmt: skip

    def _on_corrected(self) -> None:
        if isValid(self):
            self.accept()
        self._then(f"Đã sửa hồ sơ: {self._row.name}. {UNDO}")


def _shown(value: Any) -> str:
    if isinstance(value, Dong):
        return str(value.amount)
    if value is True:
        return "có"
    return shown_date(value) if hasattr(value, "isoformat") else str(value or "")
