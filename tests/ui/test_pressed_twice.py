"""A key pressed twice does its deed once; a number longer than any file holds is no number."""

from typing import Any

from PySide6.QtCore import Qt

from desktop_app.services.history import operations
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.typed import WholeTyped
from desktop_app.ui.retirement.case_dialog import CaseDialog
from desktop_app.ui.retirement.deeds import SmallDeed
from desktop_app.ui.retirement.open_dialog import OpenDialog
from tests.ui.retirement_window import CTRL, ENTER, LONG, front, go_to
from tests.ui.retirement_window import page_of as retirement_of
from tests.ui.test_discipline_edits import a_case
from tests.ui.test_discipline_page import type_into


def _operations(desk: Desk) -> list[str]:
    assert desk.database is not None
    with reading(desk.database, desk.register.today) as work:
        return [one.summary for one in operations(work.raw)]


def test_a_step_of_discipline_is_written_once(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot, "Hoàng Thị Vân")
    type_into(qtbot, case.form.fields["kind"], "ket_luan")
    type_into(qtbot, case.form.fields["day"], "20/11/2026")
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled() and office.runner.idle)
    before = len(_operations(office))
    for _ in range(3):
        qtbot.keyClick(case.kind, ENTER, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step("ket_luan") is not None)
    qtbot.waitUntil(lambda: office.runner.idle)
    assert len(_operations(office)) == before + 1
    following = case.form.kind
    assert following != "ket_luan"
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled() and office.runner.idle)
    qtbot.keyClick(case.kind, ENTER, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step(following) is not None)


def test_a_paper_is_sent_once_and_nothing_is_refused(office: Desk, qtbot: Any) -> None:
    page = retirement_of(office, qtbot)
    go_to(page, qtbot, "Ma Thị Hoa")  # decided
    qtbot.keyClick(page.list, ENTER)
    case = front(CaseDialog, qtbot)
    qtbot.waitUntil(lambda: case.file is not None and bool(case.papers.rows()), timeout=LONG)
    refused: list[str] = []
    office.runner.refused.connect(refused.append)
    case.send()
    small = front(SmallDeed, qtbot, "Giấy tờ đã gửi")
    before = len(_operations(office))
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: len(_operations(office)) > before and office.runner.idle, timeout=LONG)
    assert len(_operations(office)) == before + 1
    assert not refused


def test_a_sum_longer_than_any_file_holds_is_told_beside_its_field(office: Desk, qtbot: Any) -> None:
    page = retirement_of(office, qtbot)
    row = next(one for one in page.rows() if one.name == "Lê Thị Thanh")
    made = OpenDialog(page, office.register, row, "thoi_viec", lambda _told: None)
    for digits in ("9" * 20, "9" * 5000):  # as a paste brings it
        made.fields["one_off"].line.setText(digits)  # type: ignore[attr-defined]
        made._check()
        assert not made.action.isEnabled()
        assert "trợ cấp một lần" in made._told.text()
    made.reject()


def test_numbers_of_a_file_are_read(dressed: Any, qtbot: Any) -> None:
    typed = WholeTyped("Số tháng", "123456789012345")
    qtbot.addWidget(typed)
    assert typed.number == 123456789012345
    qtbot.keyClick(typed.line, Qt.Key.Key_End)
    qtbot.keyClick(typed.line, Qt.Key.Key_6)
    assert typed.wrong
