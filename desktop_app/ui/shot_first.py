"""Pictures of the first day: the assistant, the steps of an import, the small dialogs every page can bring up."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.services.backups import ON_CLOSE, BackupPlan
from desktop_app.services.office import OfficeForm
from desktop_app.ui.app import Desk
from desktop_app.ui.shot_ways import Settle, Show, page, top_dialog, window_of


def first_day(step: int) -> Show:
    """A page of the assistant of the first day, filled in as far as a clerk would have by then."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        from desktop_app.ui.office.assistant import Assistant

        form = (
            OfficeForm(level="xa", name="UBND xã Minh Tân", province="Tỉnh Thái Nguyên")
            if step
            else OfficeForm(level="xa")
        )
        plan = BackupPlan(str(Path("D:/sao-luu")), ON_CLOSE)
        made = Assistant(desk.window, Path("D:/so-noi-vu/so.snv"), form, plan, lambda _settled: None, first_day=True)
        made.open()
        settle()
        made._go(step)  # noqa: SLF001 - the pages before it are not asked again for a picture
        settle()
        return made

    return show


def importing(step: int) -> Show:
    """A step of the import of a list with the usual defects; the last one writes it."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        from desktop_app.ui.intake.shots import write_list

        window = page("Nhập từ Excel")(desk, settle)
        wizard: Any = desk.intake.wizard
        with TemporaryDirectory() as folder:
            wizard.open_file(write_list(Path(folder)))
            settle()
            for _ in range(step):
                wizard._on_next()  # noqa: SLF001 - what the button does
                settle()
        if step == 1:
            wizard.preview.go_to_problem(1)
            settle()
        return window

    return show


def of_due(deed: Callable[[Any, Any], object]) -> Show:
    """A small dialog about the first line of the due list."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        page("Bàn làm việc")(desk, settle)
        built: Any = next(one for one in window_of(desk).pages if one.title == "Bàn làm việc").page()  # type: ignore[attr-defined]  # a Later
        deed(built, built.list.current_row())
        settle()
        return top_dialog()

    return show


def merging(desk: Desk, settle: Settle) -> QWidget:
    """Two files about to be joined."""
    page("Hồ sơ")(desk, settle)
    desk.roster.merge_requested.emit(desk.roster.model.key(0), desk.roster.model.key(1))
    settle()
    return top_dialog()


def searched(desk: Desk, settle: Settle) -> QWidget:
    """What the search of the window found."""
    window: Any = page("Hồ sơ")(desk, settle)
    window.activateWindow()
    window.search.setFocus()
    settle()
    window.searched.emit("phòng")
    settle()
    return window.finder  # type: ignore[no-any-return]  # a list that drops down
