"""Ctrl+Z and Ctrl+Y: the last operations taken back and done again, each named before and after."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.errors import AppError
from desktop_app.services.roster import RosterDesk
from desktop_app.ui.kit.dialogs import ask_reason, say_lines
from desktop_app.ui.menu import WindowMenu
from desktop_app.ui.register import Register

if TYPE_CHECKING:
    from desktop_app.services.steps import Step

Say = Callable[[str, str], None]
_PRACTICE = "Không còn thao tác nào của bạn để hoàn tác. Người và đơn vị bịa có sẵn của văn phòng thực hành không hoàn tác được."


class Stepping(QObject):
    """What the menu says of taking back and doing again, and both."""

    def __init__(self, window: QWidget, register: Register, desk: RosterDesk, say: Say) -> None:
        super().__init__(window)
        self._window, self._register, self._desk, self._say = window, register, desk, say

    def name_deeds(self, menu: WindowMenu) -> None:
        """Say in the menu what would be taken back, and what done again."""
        steps = self._steps()
        for code, step in (("undo", steps.undo), ("redo", steps.redo)):
            menu.name_deed(code, step.summary if step else None)

    def history(self) -> Any:
        """The operations written, and one of them taken back."""
        from desktop_app.services.history import operations, read_key
        from desktop_app.ui.history.dialog import show_history

        raw = self._desk.reading()
        try:
            found = operations(raw, with_changes=False, newest=500)
        finally:
            raw.close()
        return show_history(self._window, found, lambda one: self._back(read_key(one), "Đã hoàn tác."))

    def bin(self) -> None:
        """The files removed whole, and one of them brought back."""
        from desktop_app.services.person.adding import removed_people
        from desktop_app.ui.history.bin import show_bin

        def show(rows: Any) -> None:
            show_bin(self._window, rows, lambda row: self._back(row.operation, f"Đã khôi phục hồ sơ {row.name}."))

        self._register.ask(removed_people, then=show)

    def _back(self, operation: bytes, told: str) -> None:
        from desktop_app.services.steps import asks_reason

        if not self._may():
            return
        raw = self._desk.reading()
        try:
            wants = asks_reason(raw, operation)
        finally:
            raw.close()
        if wants:
            ask_reason(
                self._window, "Hoàn tác cả lần nhập", "Hoàn tác",
                lambda why: self._go(operation, why, told, "Chưa hoàn tác được"),
            )  # fmt: skip
        else:
            self._go(operation, "", told, "Chưa hoàn tác được")

    def undo(self) -> None:
        """Take the last operation back; of an import it asks why."""
        steps = self._steps()
        step = steps.undo
        if step is None:
            self._say(_PRACTICE if steps.practice else "Không còn thao tác nào để hoàn tác.", "info")
        elif self._may():
            if step.asks_reason:
                ask_reason(self._window, f"Hoàn tác: {step.summary}", "Hoàn tác", partial(self._take_back, step))
            else:
                self._take_back(step, "")

    def redo(self) -> None:
        """Do again what was taken back last."""
        step = self._steps().redo
        if step is None:
            self._say("Không có gì để làm lại.", "info")
        elif self._may():
            self._go(step.operation, "", f"Đã làm lại: {step.summary}", "Chưa làm lại được")

    def _take_back(self, step: "Step", reason: str) -> None:
        self._go(step.operation, reason, f"Đã hoàn tác: {step.summary}. Ctrl+Y để làm lại.", "Chưa hoàn tác được")

    def _go(self, operation: bytes, reason: str, told: str, failed: str) -> None:
        def refused(why: AppError) -> None:
            say_lines(self._window, failed, str(why))

        self._register.undo(operation, then=lambda _: self._say(told, "ok"), refused=refused, reason=reason)

    def _steps(self) -> Any:
        from desktop_app.services.steps import next_steps  # with the first deed or opening of the menu

        raw = self._desk.reading()
        try:
            return next_steps(raw)
        finally:
            raw.close()

    def _may(self) -> bool:
        why = self._register.why_not
        if why:
            self._say(why, "warn")
        return not why
