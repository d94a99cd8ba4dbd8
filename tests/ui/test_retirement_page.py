"""Nghỉ hưu by keyboard on the practice office: the forecast, its tabs, why, trying other facts, one person's case."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from db.connection import connect_reading
from desktop_app.ui.app import Desk
from desktop_app.ui.office.assistant import Assistant


def _page(desk: Desk, qtbot: Any) -> Any:
    assert desk.window is not None
    place: Any = next(one for one in desk.window.pages if one.title == "Nghỉ hưu")
    desk.window.show_page(place)
    page = place.page()
    qtbot.waitUntil(lambda: bool(page.list.rows()), timeout=20_000)
    page.list.setFocus()
    return page


def test_the_forecast_names_who_goes_when_and_the_chart_narrows_it(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    names = [row.name for row in page.list.rows()]
    assert "Đặng Xuân Bình" in names
    everybody = len(names)
    page.chart.bars.chosen.emit(0)
    qtbot.waitUntil(lambda: len(page.list.rows()) < everybody)


def test_who_cannot_be_told_is_listed_with_the_reason(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    assert office.window is not None
    tabs = {page.tabs.tabText(place).split("  ")[0] for place in range(page.tabs.count())}
    assert {"Dự báo", "Trong năm", "Chưa tính được", "Đã nghỉ"} <= tabs
    page.tabs.show_tab(page.tabs._names[[t.split("  ")[0] for t in _titles(page)].index("Chưa tính được")])
    qtbot.waitUntil(lambda: len(page.list.rows()) >= 1)


@pytest.mark.parametrize("tab", ["unknown", "gone", "vacant"])
def test_ticking_those_whom_no_paper_is_for_offers_no_paper(tab: str, office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    page.tabs.show_tab(tab)
    qtbot.waitUntil(lambda: bool(page.list.rows()))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    ticked = len(page.list.ticked())
    assert ticked == len(page.list.rows())
    assert page.bar.count.text() == f"Đã chọn {ticked} người"
    assert not page.bar.primary.isVisible()
    assert not page.bar._warned.isVisible()


def _titles(page: Any) -> list[str]:
    return [page.tabs.tabText(place) for place in range(page.tabs.count())]


def test_why_shows_the_provision_of_the_row_and_what_if_opens_without_writing(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    person = page.list.current_row().person
    assert person != page.list.rows()[0].person
    qtbot.keyClick(page.list, Qt.Key.Key_V)
    assert page.list.current_row().person == person
    qtbot.waitUntil(lambda: page.why.isVisible() and page.why.why is not None)
    assert any("135/2020" in basis for basis in page.why.why.basis)
    page.what_if()
    qtbot.waitUntil(lambda: any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    dialog.reject()


def _operations(desk: Desk) -> int:
    raw = connect_reading(desk.path)
    try:
        return int(raw.execute("SELECT count(*) FROM operation").fetchone()[0])
    finally:
        raw.close()


def test_trying_another_birth_date_shows_the_other_moment_and_writes_nothing(office: Desk, qtbot: Any) -> None:
    page = _page(office, qtbot)
    page.list.select_row(next(row for row in page.list.rows() if row.name == "Lê Thị Thanh"))
    before = _operations(office)
    dialog = page.what_if()
    qtbot.waitUntil(lambda: "01/06/2027" in dialog.now.text())
    qtbot.keyClicks(dialog.fields["born"].inner, "9/1970")
    qtbot.waitUntil(lambda: "01/06/2028" in dialog.then.text())  # Phụ lục I: 09/1970 is 57 years 8 months
    dialog.reject()
    assert _operations(office) == before


def test_what_the_office_has_not_told_is_one_key_from_its_settings(office: Desk, qtbot: Any) -> None:
    assert office.window is not None
    office.register.wanted.emit("office", None)
    qtbot.waitUntil(
        lambda: any(isinstance(one, Assistant) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
