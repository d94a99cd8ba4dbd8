"""Nghỉ hưu through the window: filters, periods, the chart, the tabs, corrections, files opened back."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit

from db.connection import connect_reading
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.work import changing
from desktop_app.ui.app import Desk
from desktop_app.ui.person.page import PersonPage
from desktop_app.ui.retirement.page import RetirementPage
from desktop_app.ui.retirement.what_if_dialog import WhatIfDialog
from tests.services.retirement.test_retirement_forecast import BY_HAND
from tests.ui.retirement_window import CTRL, ENTER, LONG, TAB, front, go_to, names, page_of, pick, write

IN_FIVE_YEARS = {name for name, month in BY_HAND.items() if month <= "2031-12"} | {"Vũ Đình Khôi"}


def _everybody(page: RetirementPage, qtbot: Any) -> list[RetireRow]:
    page.chart.years.choose("15")
    page._on_filters()
    qtbot.waitUntil(lambda: set(names(page)) >= set(BY_HAND), timeout=LONG)
    return page.list.rows()


def test_the_first_sight_is_five_years_by_quarter(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    assert set(names(page)) == IN_FIVE_YEARS
    assert sum(column.total for column in page.chart.columns) == len(IN_FIVE_YEARS) - 1  # who resigns is no retirement
    assert [column.words for column in page.chart.columns[:2]] == ["Quý IV/2026", "Quý I/2027"]


def test_each_filter_narrows_the_list_and_the_chart_alike(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    everybody = list(_everybody(page, qtbot))
    filters = page.filters
    unit = next(row.unit for row in everybody if row.name == "Đặng Xuân Bình")
    assert unit is not None
    for box, choice, kept in (
        (filters.unit, unit.hex(), lambda row: unit in row.above),
        (filters.group, "1", lambda row: row.category in {"CC", "CC_LDQL"}),
        (filters.group, "2", lambda row: row.category in {"VC", "VC_QL"}),
        (filters.sex, "nu", lambda row: row.sex == "nu"),
        (filters.sex, "nam", lambda row: row.sex == "nam"),
        (filters.post, "lanh_dao", lambda row: row.leads),
        (filters.post, "Giáo viên", lambda row: row.post == "Giáo viên"),
    ):
        pick(qtbot, box, choice)
        wanted = [row for row in everybody if kept(row)]
        assert 0 < len(wanted) < len(everybody), choice
        assert names(page) == [row.name for row in wanted]
        assert sum(column.total for column in page.chart.columns) == sum(row.retires for row in wanted)
        pick(qtbot, box, "")
    assert len(names(page)) == len(everybody)


def test_filters_of_several_kinds_hold_together_and_nobody_is_said_so(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    pick(qtbot, page.filters.sex, "nu")
    pick(qtbot, page.filters.group, "0")
    assert names(page) == []
    assert page._empty.text() == "Không có ai khớp với bộ lọc."
    pick(qtbot, page.filters.group, "")
    page.search.setFocus()
    qtbot.keyClicks(page.search, "le thi")
    assert names(page) == ["Lê Thị Thanh"]


@pytest.mark.parametrize(
    ("way", "first", "count"), [("month", "Tháng 11/2026", 181), ("quarter", "Quý IV/2026", 61), ("year", "Năm 2026", 16)]
)  # fmt: skip
def test_months_quarters_and_years_up_to_fifteen_years(
    office: Desk, qtbot: Any, way: str, first: str, count: int
) -> None:
    page = page_of(office, qtbot)
    buttons = {button.text(): button for button in page.chart.findChildren(QAbstractButton)}
    qtbot.mouseClick(buttons[{"month": "Tháng", "quarter": "Quý", "year": "Năm"}[way]], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["15 năm"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.chart.columns) == count, timeout=LONG)
    assert page.chart.columns[0].words == first
    assert sum(column.total for column in page.chart.columns) == len(BY_HAND) + _later_than_2035(page)
    assert page.chart._title.text() == f"Dự báo theo {first.split(maxsplit=1)[0].lower()}"


def _later_than_2035(page: RetirementPage) -> int:
    assert page.found is not None
    return sum(row.retires and row.leaves_on.year > 2035 for row in page.found.rows)


def test_a_click_on_a_column_goes_to_its_people_and_once_more_shows_all(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    before = names(page)
    bars = page.chart.bars
    place = QPoint(bars.slot_middle(1), bars.height() // 2)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: set(names(page)) == {"Đặng Xuân Bình", "Bàn Thị Nga"}, timeout=LONG)
    assert page._period.isVisible()
    assert page._period.text().strip() == "Quý I/2027"
    page.list.setFocus()
    page.list.select_row(page.list.rows()[0])
    qtbot.keyClick(page.list, Qt.Key.Key_M)  # and from there to the person's file
    qtbot.waitUntil(lambda: _person(office) is not None and _name(office) == "Đặng Xuân Bình", timeout=LONG)
    page = page_of(office, qtbot)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: names(page) == before, timeout=LONG)


def test_the_arrows_and_enter_choose_a_column(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    bars = page.chart.bars
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    qtbot.keyClick(bars, ENTER)
    qtbot.waitUntil(lambda: set(names(page)) == {"Đặng Xuân Bình", "Bàn Thị Nga"}, timeout=LONG)


def _person(desk: Desk) -> PersonPage | None:
    assert desk.window is not None
    shown: Any = desk.window.page
    made: PersonPage | None = shown.built if "person" in shown.opens else None
    return made


def _name(desk: Desk) -> str:
    page = _person(desk)
    return page.opened.file.name if page is not None and page.opened is not None else ""


def _on_tab(page: RetirementPage, qtbot: Any, code: str) -> None:
    for _ in range(5):
        if page.tabs.current == code:
            return
        qtbot.keyClick(page, TAB, CTRL)
    raise AssertionError(code)


def test_the_year_shows_states_and_deadlines(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    _on_tab(page, qtbot, "year")
    states = {row.name: row.state for row in page.list.rows()}
    assert states["Ma Thị Hoa"] == "da_ban_giao"
    pick(qtbot, page.year, 2027)
    assert set(names(page)) == {"Đặng Xuân Bình", "Bàn Thị Nga", "Lê Thị Thanh"}
    cells = {row.name: (row.notice_deadline, row.decision_deadline) for row in page.list.rows()}
    assert cells["Đặng Xuân Bình"] == (date(2026, 6, 30), date(2026, 9, 30))
    assert cells["Bàn Thị Nga"] == (None, None)  # staff reduction is decided for itself


def test_posts_falling_vacant(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    _on_tab(page, qtbot, "vacant")
    assert all(row.leads for row in page.list.rows())
    row = next(row for row in page.list.rows() if row.name == "Đàm Văn Hùng")
    assert row.vacant_from == date(2028, 11, 1)


def test_who_cannot_be_told_says_why_and_opens_the_file(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    person = _key_of(office, "Vũ Đình Khôi")
    _on_tab(page, qtbot, "unknown")
    assert [(row.name, row.reason) for row in page.list.rows()] == [("Sùng Thị Mỷ", "Thiếu ngày sinh.")]
    for sql, words in (
        ({"sex": None}, "Thiếu giới tính."),
        ({"sex": "nu"}, "chữ số thứ tư"),
        ({"sex": "nam", "born": "2030-01-01"}, "ở sau ngày hôm nay"),
    ):
        _put(office, person, sql)
        page.reload()
        qtbot.waitUntil(lambda words=words: any(words in row.reason for row in page.list.rows()), timeout=LONG)
        assert "Vũ Đình Khôi" in names(page)
    page.list.setFocus()
    page.list.select_row(next(row for row in page.list.rows() if row.name == "Vũ Đình Khôi"))
    qtbot.keyClick(page.list, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: page.why.why is not None and "ở sau ngày hôm nay" in page.why.why.note, timeout=LONG)
    qtbot.keyClick(page.list, ENTER)
    qtbot.waitUntil(lambda: _name(office) == "Vũ Đình Khôi", timeout=LONG)


def _key_of(desk: Desk, name: str) -> bytes:
    raw = connect_reading(desk.path)
    try:
        return bytes(raw.execute("SELECT key FROM person WHERE full_name = ?", (name,)).fetchone()[0])
    finally:
        raw.close()


def _put(desk: Desk, person: bytes, values: dict[str, Any]) -> None:
    from db.models import Person
    from db.values import PartialDate

    assert desk.database is not None
    with changing(desk.database, date(2026, 11, 23), "edit", "sửa") as work:
        one = work.session.get_one(Person, person)
        for name, value in values.items():
            setattr(one, name, PartialDate.parse(value) if name == "born" else value)


def test_a_correction_of_the_birth_date_shows_its_effect_before_it_is_saved(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    go_to(page, qtbot, "Lê Thị Thanh")
    qtbot.keyClick(page.list, Qt.Key.Key_T)
    tried = front(WhatIfDialog, qtbot)
    write(qtbot, tried.fields["born"], "9/1970")
    qtbot.waitUntil(lambda: "01/06/2028" in tried.then.text(), timeout=LONG)
    tried._open_person()
    assert office.window is not None
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow, timeout=LONG)
    qtbot.waitUntil(lambda: _name(office) == "Lê Thị Thanh", timeout=LONG)
    person = _person(office)
    assert person is not None
    assert person._body is not None
    form = person._body.form
    form.focus_field("born")
    editor = form.editor("born")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "25/9/1970")
    qtbot.keyClick(editor, Qt.Key.Key_S, CTRL)
    asked = front(QDialog, qtbot, "Lý do sửa")
    told = " | ".join(label.text() for label in asked.findChildren(QLabel))
    for words in (
        "“25/01/1970” → “25/09/1970”",
        "Nghỉ hưu | từ 01/06/2027 (57 tuổi 4 tháng) | từ 01/06/2028 (57 tuổi 8 tháng)",
        "Thông báo nghỉ hưu chậm nhất | 30/11/2026 | 30/11/2027",
        "Quyết định nghỉ hưu chậm nhất | 28/02/2027 | 29/02/2028",
    ):
        assert words in told
    edits = {edit.accessibleName(): edit for edit in asked.findChildren(QLineEdit)}
    edits["Quyết định, văn bản số"].setText("Quyết định 12/QĐ-UBND")
    edits["Ngày"].setText("1/3/2026")
    qtbot.keyClick(asked, ENTER, CTRL)
    qtbot.waitUntil(
        lambda: person.opened is not None and person.opened.file.person.texts["born"] == "25/09/1970", timeout=LONG
    )
    page = page_of(office, qtbot)
    go_to(page, qtbot, "Lê Thị Thanh")
    qtbot.waitUntil(lambda: page.list.current_row().leaves_on == date(2028, 6, 1), timeout=LONG)


def test_the_offices_own_figure_moves_the_page_by_itself(office: Desk, qtbot: Any) -> None:
    from desktop_app.ui.office.figures import FiguresDialog
    from tests.ui.test_discipline_page import type_into

    page = page_of(office, qtbot)
    go_to(page, qtbot, "Lê Thị Thanh")
    assert page.list.current_row().notice_deadline == date(2026, 11, 30)
    assert office.window is not None
    office.window.menu_chosen.emit("figures")
    made = front(FiguresDialog, qtbot)
    type_into(qtbot, made.topic, "retirement")
    qtbot.waitUntil(lambda: any(row.name == "papers" for row in made.table.rows()), timeout=LONG)
    assert made.table.select_row(
        next(row for row in made.table.rows() if row.name == "papers" and "CC" in row.categories and not row.ends)
    )
    value: Any = made.fields["value"]
    qtbot.waitUntil(lambda: "thông báo trước: 6" in value.text, timeout=LONG)
    write(qtbot, value, value.text.replace("thông báo trước: 6", "thông báo trước: 8"))
    write(qtbot, made.fields["starts"], "01/01/2026")
    write(qtbot, made.fields["basis"], "Quy chế của tỉnh")
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: any(row.own for row in made.table.rows()), timeout=LONG)
    made.reject()
    page = page_of(office, qtbot)

    def moved() -> bool:
        row = next((one for one in page.list.rows() if one.name == "Lê Thị Thanh"), None)
        return row is not None and row.category in {"CC", "CC_LDQL"} and row.notice_deadline == date(2026, 9, 30)

    qtbot.waitUntil(moved, timeout=LONG)
