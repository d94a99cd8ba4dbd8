"""A disk that is pulled, full or only to be read: said in words that name it, the window closes, nothing is lost."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

import db.backup
import db.database
from db.connection import connect_reading
from db.errors import NoSpace
from desktop_app.services.backups import ON_CLOSE, keep_plan, plan_of
from desktop_app.services.person.adding import removed_people
from desktop_app.services.person.edit import remove_person
from desktop_app.services.work import changing, reading
from desktop_app.ui.app import Desk
from desktop_app.ui.history.bin import BinDialog
from desktop_app.ui.main_window import MainWindow
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands, front

Start = Callable[..., Desk]


def _said(desk: Desk) -> str:
    assert desk.window is not None
    return desk.window.messages.text


def _operations(path: Path) -> int:
    raw = connect_reading(path)
    try:
        return int(raw.execute("SELECT count(*) FROM operation").fetchone()[0])
    finally:
        raw.close()


def test_a_file_marked_read_only_is_shown_and_says_why_it_is_not_written(
    register: Path, at_desk: Start, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, before = os.access, _operations(register)
    only_read = lambda path, mode: Path(path) != register and real(path, mode)  # noqa: E731 - one line says it
    monkeypatch.setattr(os, "access", only_read)
    desk = at_desk(register)
    assert desk.roster.model.rowCount() == 120
    hands.until(lambda: "so.snv bị đặt chỉ đọc" in _said(desk))
    assert "Chỉ xem được" in _said(desk)
    assert "so.snv bị đặt chỉ đọc" in desk.register.why_not  # not: held by another window
    assert desk.window is not None
    assert desk.window.saved.text().startswith("Chỉ đọc")
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.until(lambda: desk.runner.idle)
    assert QApplication.activeModalWidget() is None
    desk.window.close()
    assert _operations(register) == before


@pytest.mark.parametrize("trouble", ["pulled", "full"])
def test_a_backup_disk_that_fails_at_closing_is_told_at_the_next_start(
    register: Path, at_desk: Start, tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    keep_plan(register, replace(plan_of(register), folder=str(usb / "sao-luu"), when=ON_CLOSE))
    desk = at_desk(register)
    assert desk.window is not None

    def full(_source: Any, _part: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as failing:
        if trouble == "pulled":
            usb.rmdir()
            usb.write_text("", encoding="utf-8")  # nothing can be made where the disk was
        else:
            failing.setattr(db.backup, "_copy", full)
        desk.window.close()
    desk.window = None
    assert str(usb / "sao-luu") in plan_of(register).trouble
    desk = at_desk(register)
    hands.until(lambda: "Lần đóng trước chưa sao lưu được" in _said(desk))
    assert str(usb / "sao-luu") in _said(desk)
    assert desk.roster.model.rowCount() == 120


def test_closing_while_the_list_waits_to_be_painted_backs_up(register: Path, at_desk: Start, tmp_path: Path) -> None:
    keep_plan(register, replace(plan_of(register), folder=str(tmp_path / "sao-luu"), when=ON_CLOSE))
    desk = at_desk(register)
    assert desk.window is not None
    desk.roster.model.forget()
    desk.roster.list.viewport().update()
    desk.window.close()
    desk.window = None
    assert list((tmp_path / "sao-luu").iterdir())
    assert plan_of(register).trouble == ""


def test_the_window_closes_and_lets_the_file_go_when_its_disk_is_gone(
    register: Path, at_desk: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_path: Path, **_how: bool) -> None:
        raise NoSpace("Không ghi được vào ổ đĩa.")

    desk = at_desk(register)
    assert desk.window is not None
    with monkeypatch.context() as failing:
        failing.setattr(db.database, "_settle", gone)
        desk.window.close()
    desk.window = None
    assert at_desk(register).register.why_not == ""


def test_a_file_brought_back_from_the_bin_twice_is_there_once(register: Path, at_desk: Start, hands: Hands) -> None:
    desk = at_desk(register)
    front(hands, MainWindow)
    with changing(desk.database, DAY, "remove", "Bỏ vào thùng rác", reason="nhập trùng") as work:
        name = remove_person(work, bytes(desk.roster.model.row(0).key))
    with reading(desk.database, DAY) as work:
        (row,) = removed_people(work)
    desk.stepping.bin()
    front(hands, BinDialog)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: f"Đã khôi phục hồ sơ {name}" in _said(desk))
    hands.until(lambda: desk.runner.idle and desk.roster.model.rowCount() == 120)
    after = _operations(register)
    desk.stepping._back(row.operation, "Đã khôi phục.")  # the bin of a list read before
    hands.until(lambda: QApplication.activeModalWidget() is not None)
    told = QApplication.activeModalWidget()
    assert told is not None
    assert "hoàn tác" in " ".join(one.text() for one in told.findChildren(QLabel))
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: desk.runner.idle)
    assert desk.roster.model.rowCount() == 120
    assert _operations(register) == after
    with reading(desk.database, DAY) as work:
        assert removed_people(work) == ()
