"""Bổ nhiệm, điều động by keyboard: the tabs, why, a decision from Ctrl+N to undo, a refusal overridden, numbers, figures."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.services.decisions import decisions
from desktop_app.services.numbers import book
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog, Wish
from desktop_app.ui.appointments.page import AppointmentsPage
from desktop_app.ui.appointments.registers import FiguresDialog, NumbersDialog
from desktop_app.ui.kit.fit import misfits
from tests.ui.conftest import DAY

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(office: Desk, qtbot: Any) -> AppointmentsPage:
    window = office.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    place = next(one for one in window.pages if one.title == "Bổ nhiệm, điều động")
    window.show_page(place)
    holder: Any = place
    qtbot.waitUntil(lambda: holder.built is not None and bool(holder.built.list.rows()), timeout=10_000)
    found = holder.built
    assert isinstance(found, AppointmentsPage)
    found.list.setFocus()
    return found


def _top(qtbot: Any, kind: type) -> Any:
    def there() -> bool:
        return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())

    qtbot.waitUntil(there)
    made = next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _texts(widget: QWidget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def _type(field: QLineEdit, text: str) -> None:
    """As an input method does it: Vietnamese letters arrive composed."""
    field.setFocus()
    field.selectAll()
    field.insert(text)


def test_every_tab_is_reached_and_nothing_is_cut(page: AppointmentsPage, office: Desk, qtbot: Any) -> None:
    seen = []
    qtbot.waitUntil(lambda: "remarks" in page._rows)
    for _ in range(6):
        seen.append(page.tabs.current)
        assert page.list.rows(), page.tabs.current
        assert office.window is not None
        assert misfits(office.window) == []
        qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL)
    assert seen == ["holding", "ending", "decisions", "temporary", "proposals", "remarks"]
    assert page.tabs.current == "holding"


def test_ending_terms_say_why_and_narrow_by_days(page: AppointmentsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL)
    everyone = len(page.list.rows())
    first = page.list.rows()[0]
    why = page.why.why
    assert why is not None
    assert first.name in why.claim
    assert any("NĐ" in one or "Nghị định" in one for one in why.basis)
    page.within._buttons["90"].setFocus()
    qtbot.keyClick(page.within._buttons["90"], Qt.Key.Key_Space)
    assert 0 < len(page.list.rows()) < everyone
    _type(page.search, "dung")
    assert {row.name for row in page.list.rows()} <= {"Hứa Văn Dũng", "Chu Thị Kim Dung"}


def test_a_reappointment_from_the_list_is_written_and_taken_back(
    page: AppointmentsPage, office: Desk, qtbot: Any, settle: Callable[[Desk], None]
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL)
    row = next(one for one in page.list.rows() if one.outcome == "bo_nhiem_lai")
    page.list.go_to_row(page.list.rows().index(row))
    again = next(one for one in page.findChildren(QPushButton) if one.text() == "Bổ nhiệm lại…")
    qtbot.keyClick(again, Qt.Key.Key_Space)
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(made.action.isEnabled, timeout=10_000)
    assert made.pick("kind").code == "bo_nhiem_lai"
    assert made.line("effective_on").text() == row.term_ends.strftime("%d/%m/%Y")
    assert "1807/QĐ-UBND" in made.line("number").text()
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: not any(isinstance(one, MovementDialog) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    settle(office)
    qtbot.waitUntil(
        lambda: not any(one.assignment == row.assignment and not one.settled for one in page._rows["ending"])
    )
    assert office.window is not None
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    qtbot.keyClick(page.list, Qt.Key.Key_Z, CTRL)
    settle(office)
    qtbot.waitUntil(lambda: any(one.assignment == row.assignment and not one.settled for one in page.list.rows()))


def test_a_new_decision_is_found_named_and_refused_in_words(page: AppointmentsPage, office: Desk, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL)
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(lambda: made.pick("kind").code == "bo_nhiem")
    assert not made.action.isEnabled()
    qtbot.keyClicks(made.person.line, "hoang van hoang")
    qtbot.waitUntil(lambda: bool(made.person._hits), timeout=10_000)
    qtbot.keyClick(made.person.line.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(made._people) == 1)
    _type(made.line("effective_on"), "31/11/2026")
    qtbot.waitUntil(lambda: "Không có ngày này" in _texts(made))
    assert not made.action.isEnabled()
    _type(made.line("effective_on"), "01/12/2026")
    made.pick("unit").box.setFocus()
    _type(made.pick("unit").line, "Phòng Kinh tế xã An Bình")
    _type(made.pick("post").line, "Trưởng ban vũ trụ")
    qtbot.waitUntil(
        lambda: any("Không có chức vụ" in one._told.whole() for one in made.fields.values()), timeout=10_000
    )
    assert "chức vụ" in _texts(made)
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    with reading(office.database, DAY) as work:
        assert all("vũ trụ" not in row.subject for row in decisions(work))


def test_a_refusal_is_overridden_with_reason_and_authority_only(
    page: AppointmentsPage, office: Desk, qtbot: Any, settle: Callable[[Desk], None]
) -> None:
    soon = date(2031, 1, 1)
    row = next(one for one in page.list.rows() if one.category == "CC_LDQL" and one.pension_start < soon)
    made = page.open_dialog(Wish((row.person,), "bo_nhiem"))
    assert made is not None
    qtbot.waitUntil(lambda: bool(made._people) and made.pick("kind").code == "bo_nhiem")
    _type(made.pick("unit").line, "Phòng Kinh tế xã An Bình")
    _type(made.pick("post").line, "Trưởng phòng")
    qtbot.waitUntil(made.overriding.isVisible, timeout=10_000)
    assert not made.action.isEnabled()
    qtbot.waitUntil(lambda: "quy định không cho phép" in _texts(made), timeout=10_000)
    _type(made.overriding, "Nhiệm vụ đặc biệt")
    _type(made.overrider.line, "Ban Thường vụ Đảng uỷ xã")
    qtbot.waitUntil(made.action.isEnabled, timeout=10_000)
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    settle(office)
    qtbot.waitUntil(lambda: any(one.person == row.person and one.post == "Trưởng phòng" for one in page.list.rows()))


def test_several_people_under_one_decision_are_shown_before(page: AppointmentsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page._count.text() == "Đã chọn 2 dòng"
    page.deed("dieu_dong")
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(lambda: made.action.text().startswith("Điều động 2 người"))
    _type(made.pick("unit").line, "Phòng Kinh tế xã An Bình")
    qtbot.waitUntil(lambda: made._several.text().count("→") == 2, timeout=10_000)
    assert misfits(made) == []
    made.reject()


def test_the_number_register_keeps_and_gives_back(
    page: AppointmentsPage, office: Desk, qtbot: Any, settle: Any
) -> None:
    page.papers.show_numbers()
    made = _top(qtbot, NumbersDialog)
    qtbot.waitUntil(lambda: len(made.table.rows()) == 7)
    assert "Còn trống" in made.told.text()
    _type(made.purpose, "Quyết định khen thưởng")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(made.table.rows()) == 8)
    made.table.go_to_row(0)
    _type(made.why, "Không dùng nữa")
    made.give_back()
    settle(office)
    qtbot.waitUntil(lambda: made.table.rows()[0].state == "huy")
    with reading(office.database, DAY) as work:
        assert book(work, 2026, "QĐ-UBND").next == 1807
    made.reject()


def test_figures_and_lists_go_out(page: AppointmentsPage, tmp_path: Path, qtbot: Any) -> None:
    page.show_figures()
    made = _top(qtbot, FiguresDialog)
    qtbot.waitUntil(lambda: len(made.table.rows()) > 3)
    made.export(tmp_path / "so-lieu.xlsx")
    qtbot.waitUntil((tmp_path / "so-lieu.xlsx").exists, timeout=10_000)
    page.export(tmp_path / "ds.pdf")
    qtbot.waitUntil((tmp_path / "ds.pdf").exists, timeout=10_000)


def test_proposals_become_movements_in_one_operation(
    page: AppointmentsPage, office: Desk, qtbot: Any, settle: Any
) -> None:
    page.tabs.show_tab("proposals")
    count = len(page.list.rows())
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CTRL)
    settle(office)
    qtbot.waitUntil(lambda: page.list.rows() == [], timeout=10_000)
    assert "Không còn gì để đề xuất" in page._empty.text()
    qtbot.keyClick(page.tabs, Qt.Key.Key_Z, CTRL)
    settle(office)
    qtbot.waitUntil(lambda: len(page.list.rows()) == count, timeout=10_000)


def test_the_due_list_leads_to_the_term(page: AppointmentsPage, qtbot: Any) -> None:
    row = page._of_tab("ending")[2]
    page.open_target("term", row.assignment)
    assert page.tabs.current == "ending"
    assert page.list.current_row() == row
    QTest.qWait(0)


def test_the_due_list_opens_the_dialog_that_settles(page: AppointmentsPage, qtbot: Any) -> None:
    for row in page._of_tab("ending")[:3]:
        page.open_target("term_decision", row.assignment)
        made = _top(qtbot, MovementDialog)
        qtbot.waitUntil(lambda made=made: bool(made._people) and bool(made.pick("kind").code))
        wanted = row.outcome if row.outcome in {"bo_nhiem_lai", "keo_dai"} else "bo_nhiem_lai"
        assert ([one.key for one in made._people], made.pick("kind").code) == ([row.person], wanted)
        qtbot.keyClick(made, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    seconded = next(row for row in page._of_tab("temporary") if row.kind == "biet_phai")
    page.open_target("acting_end", seconded.assignment)
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(lambda: bool(made._people) and made.pick("kind").code == "ket_thuc_biet_phai")
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    page.open_target("movement", (seconded.person, "chuyen_doi_vi_tri", None))
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(lambda: bool(made._people) and made.pick("kind").code == "chuyen_doi_vi_tri")
    qtbot.keyClick(made, Qt.Key.Key_Escape)


def test_another_day_shows_its_own_posts(page: AppointmentsPage, qtbot: Any) -> None:
    before = {row.person for row in page.list.rows()}
    page.set_as_of(date(2020, 6, 1))
    qtbot.waitUntil(lambda: {row.person for row in page.list.rows()} != before, timeout=10_000)


def test_cases_that_were_looked_into_are_ticked_by_keyboard(page: AppointmentsPage, qtbot: Any) -> None:
    row = next(one for one in page.list.rows() if one.category == "CC_LDQL")
    made = page.open_dialog(Wish((row.person,), "bo_nhiem"))
    assert made is not None
    _type(made.pick("unit").line, "Phòng Kinh tế xã An Bình")
    _type(made.pick("post").line, "Phó Trưởng phòng")
    qtbot.waitUntil(lambda: "DENUNCIATION_TEAM" in made.cases.boxes and bool(made._found), timeout=10_000)
    qtbot.waitUntil(lambda: "Thanh tra, tố cáo, vắng mặt" in _texts(made), timeout=10_000)  # nobody looked into it
    assert " tuổi" in _texts(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.pick("signer").line.setFocus()
    for _ in range(40):
        if made.cases.looked.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(made.cases.looked, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Thanh tra, tố cáo, vắng mặt: đạt" in _texts(made), timeout=10_000)
    box = made.cases.boxes["DENUNCIATION_TEAM"]
    for _ in range(20):
        if box.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Thanh tra, tố cáo, vắng mặt: quy định không cho phép" in _texts(made), timeout=10_000)
    assert made.overriding.isVisible()
    assert not made.action.isEnabled()


def test_the_figures_of_ten_years_are_asked_by_keyboard(page: AppointmentsPage, qtbot: Any) -> None:
    page.show_figures()
    made = _top(qtbot, FiguresDialog)
    qtbot.waitUntil(
        lambda: [row.title for row in made.table.rows()][:1] == ["Bổ nhiệm, điều động, bổ nhiệm lại, kéo dài"]
    )
    qtbot.waitUntil(lambda: len(made.table.rich_model.columns) == 7)  # five years, what it is and the sum
    _type(made.first, "2015")
    assert "nhiều nhất 10 năm" in made.wrong.text()
    assert not made.action.isEnabled()
    _type(made.first, "2017")
    qtbot.waitUntil(lambda: len(made.table.rich_model.columns) == 12, timeout=10_000)
    assert (made.wrong.text(), made.action.isEnabled()) == ("", True)
    titles = {row.title: row.counts[2026] for row in made.table.rows()}
    assert titles["Biệt phái, kể cả từ cơ quan khác đến"] == 1
    qtbot.keyClick(made, Qt.Key.Key_Escape)


def test_what_does_not_fit_is_told_and_leads_to_its_place(page: AppointmentsPage, office: Desk, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: "remarks" in page._rows)
    qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.tabs.current == "remarks")
    told = {row.code for row in page.list.rows()}
    assert {"two_heads", "over_quota", "term_over", "double_number"} <= told
    window = office.window
    assert window is not None
    for code, kind in (("double_number", "decision"), ("over_quota", "unit"), ("term_over", "person")):
        window.show_page(next(one for one in window.pages if one.title == "Bổ nhiệm, điều động"))
        page.tabs.show_tab("remarks")
        page.list.select_row(next(row for row in page.list.rows() if row.code == code))
        page.list.setFocus()
        qtbot.keyClick(page.list, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda wanted=kind: wanted in window.page.opens)
        assert code != "double_number" or page.tabs.current == "decisions"


def test_a_year_and_a_term_mistyped_are_told_beside_their_fields(
    page: AppointmentsPage, office: Desk, qtbot: Any
) -> None:
    row = page._of_tab("ending")[0]
    page.open_dialog(Wish((row.person,), "bo_nhiem_lai", row.assignment))
    made = _top(qtbot, MovementDialog)
    qtbot.waitUntil(made.action.isEnabled, timeout=10_000)
    _type(made.line("term_months"), "99999")
    qtbot.waitUntil(lambda: "từ 1 đến 120 tháng" in made.fields["term_months"].told(), timeout=10_000)
    _type(made.line("term_months"), "60")
    qtbot.waitUntil(made.action.isEnabled, timeout=10_000)
    for text, told in (
        ("31/12/9999", "Không có ngày này"),
        ("01/01/2099", "còn xa quá"),
        ("01/01/1900", "quá xa trước đây"),
        ("01/01/1960", "không sau ngày sinh"),
    ):
        _type(made.line("effective_on"), text)
        qtbot.waitUntil(lambda told=told: told in made.fields["effective_on"].told(), timeout=10_000)
        assert not made.action.isEnabled()
    made.reject()
    qtbot.waitUntil(lambda: office.runner.idle)
