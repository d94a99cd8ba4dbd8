"""Starting on a file: a second start, a damaged file, a journal that was tampered with."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from db.connection import connect
from desktop_app.services.opening import anchors_of, open_writing
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.single import Single
from tests.ui.conftest import DAY

ROOT = Path(__file__).resolve().parent.parent.parent


def _started_again(qtbot: Any, path: Path, *more: str) -> int:
    """The exit code of the program started on the file, in a process of its own."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    process.setProcessEnvironment(environment)
    process.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(process.finished, timeout=30_000):
        process.start(sys.executable, ["-m", "desktop_app", "--data", str(path), *more])
    return process.exitCode()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_hands_over_and_ends_with_0(desk: Desk, register: Path, qtbot: Any) -> None:
    assert desk.window is not None
    desk.window.hide()
    assert _started_again(qtbot, register) == 0
    qtbot.waitUntil(desk.window.isVisible)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_socket_left_by_a_killed_window_is_taken_over(tmp_path: Path, qtbot: Any) -> None:
    window = QLabel()
    qtbot.addWidget(window)
    path = tmp_path / "so.snv"
    path.with_name("so.snv.lock").write_text("lan | may-1 | 23/11/2026 08:00", encoding="utf-8")
    first = Single(path, window)
    assert not first.taken
    second = Single(path, window)  # the first lives: it keeps its socket
    assert second.taken
    assert Single.hand_over(path)
    qtbot.waitUntil(window.isVisible)
    second.close()
    assert Single.hand_over(path)
    first.close()
    assert not Single.hand_over(path)  # a name left by a program that was killed holds nothing
    third = Single(path, window)
    assert not third.taken
    third.close()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_two_starts_in_one_breath_leave_one_window(
    desk: Desk, register: Path, tmp_path: Path, qtbot: Any, dressed: QApplication
) -> None:
    assert desk.window is not None
    late = Desk(register, DAY, lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC), Preferences(tmp_path / "p2.json"))
    late.start()
    assert late.window is not None
    shown = late.window
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert late.code == 0
    assert late.database is None
    assert desk.window.isVisible()
    dressed.processEvents()


def test_a_damaged_file_is_told_and_the_program_ends_with_3(tmp_path: Path, dressed: QApplication) -> None:
    del dressed
    path = tmp_path / "hong.snv"
    path.write_bytes(b"x" * 9000)
    made = Desk(path, DAY, lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC), Preferences(tmp_path / "p.json"))
    made.start()
    (shown,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert any("hỏng" in label.text() for label in shown.findChildren(QLabel))
    assert made.code == 3
    shown.close()  # which lets it go


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE change SET fields = replace(fields, 'Nguyễn', 'Nguyên') WHERE op = 2", "số 2"),
        ("DELETE FROM operation WHERE seq = 2", "không khớp|không có|đứt|Thiếu|không thuộc"),
        (None, ""),
    ],
)
def test_what_no_witness_saw_is_verified_behind_the_window(
    register: Path, tmp_path: Path, dressed: QApplication, settle: Callable[[Desk], None], damage: str | None, said: str
) -> None:
    import re

    if damage:
        raw = connect(register)
        raw.execute(damage)
        raw.close()
    made = Desk(register, DAY, lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC), Preferences(tmp_path / "p.json"))
    made.start()
    settle(made)
    assert made.window is not None
    shown = made.window.messages.findChildren(QLabel)
    told = " ".join(label.text() for label in shown if "Nhật ký của sổ có vấn đề" in label.text())
    assert bool(told) == bool(damage)
    assert re.search(said, told)
    assert anchors_of(register).exists() == (not damage)  # a sound journal gets its witness
    made.window.close()
    dressed.processEvents()


def test_the_first_picture_waits_for_nothing_it_does_not_show(register: Path, tmp_path: Path) -> None:
    """Modules by name, and kinds that Python loads all at once when it is first handed something of Qt's making."""
    modules = (
        "sqlalchemy", "openpyxl", "reportlab", "alembic", "numpy", "PIL", "tomllib", "decimal", "uuid", "csv", "difflib",
        "desktop_app.services.catalogs", "desktop_app.services.steps", "desktop_app.services.backups",
        "desktop_app.services.history", "desktop_app.services.person", "desktop_app.ui.kit.keys",
        "desktop_app.ui.page_deeds", "desktop_app.ui.kit.preview", "desktop_app.ui.kit.rich_table",
        "desktop_app.ui.roster.column_chooser",
    )  # fmt: skip
    kinds = (
        "QStyle",
        "QWizard",
        "QTabWidget",
        "QFileDialog",
        "QCalendarWidget",
        "QGradient",
        "QTouchEvent",
        "QWheelEvent",
    )
    code = f"""
import os, sys
from datetime import date
from pathlib import Path
import PySide6.QtGui, PySide6.QtWidgets
from desktop_app.bootstrap import open_window
from desktop_app.ui.kit.table_view import TableView
def painted(self, event):
    there = {{**vars(PySide6.QtGui), **vars(PySide6.QtWidgets)}}
    print([name for name in {modules!r} if name in sys.modules] + [name for name in {kinds!r} if name in there])
    sys.stdout.flush()
    os._exit(0)
TableView.paintEvent = painted
open_window(Path(sys.argv[1]), date(2026, 11, 23))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment |= {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(register)],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_each_operation_leaves_its_witness(register: Path, clock: Any) -> None:
    database = open_writing(register, clock)
    with database.write("settings", "đổi tên") as work:
        from db.models import Office

        work.session.query(Office).one().name = "Tên mới"
    database.close()
    assert work.operation is not None
    assert work.operation.link.hex() in anchors_of(register).read_text(encoding="utf-8")
