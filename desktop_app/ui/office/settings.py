"""The office's settings later on: the pages of the first day, without the question how to begin."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.services.backups import keep_plan, plan_of
from desktop_app.services.office import OfficeForm, read_office, save_office
from desktop_app.ui.office.assistant import Assistant, Settled
from desktop_app.ui.register import Register


def show_settings(parent: QWidget | None, register: Register, on_kept: Callable[[OfficeForm], None]) -> None:
    """Open the settings on what is set now; ``on_kept`` gets the office once it is written."""

    def keep(settled: Settled) -> None:
        keep_plan(register.path, settled.plan)
        register.do(
            "settings", "Sửa thiết lập cơ quan", save_office, settled.form, then=lambda done: on_kept(done.value)
        )

    def show(form: OfficeForm) -> None:
        plan = plan_of(register.path)
        Assistant(parent, register.path, form, plan, keep, first_day=False).open()

    register.ask(read_office, then=show)
