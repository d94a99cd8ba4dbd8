"""The first start: the assistant asked, the register made, or the practice office opened in its stead."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.paths import backup_folder
from desktop_app.services.backups import ON_CLOSE, BackupPlan, keep_plan
from desktop_app.services.office import OfficeForm, new_office
from desktop_app.services.opening import create_register
from desktop_app.ui.office.assistant import Assistant, Settled
from desktop_app.ui.office.way_page import IMPORT, PRACTICE

PRACTICE_FILE = "van-phong-thuc-hanh.snv"


def ask_office(path: Path, clock: Callable[[], datetime], on_made: Callable[[Path, bool], None]) -> None:
    """Ask whose register ``path`` is to be; ``on_made`` gets the file that was made and whether to import at once.

    The program ends when the clerk turns back.
    """

    def make(settled: Settled) -> None:
        if settled.way == PRACTICE:
            from desktop_app.services.practice.office import make_practice

            practice = path.with_name(PRACTICE_FILE)
            if not practice.exists():
                make_practice(practice, clock)
            on_made(practice, False)
            return
        create_register(path, new_office(settled.form), clock).close()
        keep_plan(path, settled.plan)
        on_made(path, settled.way == IMPORT)

    plan = BackupPlan(str(backup_folder()), ON_CLOSE)
    asked = Assistant(None, path, OfficeForm(level="xa"), plan, make, first_day=True)
    asked.rejected.connect(QApplication.quit)
    asked.open()
