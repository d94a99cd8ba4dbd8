"""Three communes become one by keyboard alone: looked at, run, read on both days, and taken back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.services.opening import open_writing
from desktop_app.services.organisation.units import CreateUnit, Part, create_unit
from desktop_app.services.practice.office import BEFORE, MERGED, make_practice
from desktop_app.services.preferences import Preferences
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing
from desktop_app.ui.app import Desk
from desktop_app.ui.main_window import MainWindow
from tests.ui.hands import CTRL, SHIFT, Hands, front

OLD = ("Xã Bản Hạ", "Xã Minh Tân", "Xã Nà Phạc")
NEW, STATION = "Xã An Bình", "Trạm Y tế xã An Bình"
DOWN, SPACE, ENTER, TAB = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def district(tmp_path: Path, clock: Any, dressed: QApplication, settle: Callable[[Desk], None]) -> Iterator[Desk]:
    """The district's window on 30/06/2025, before its three communes were merged."""
    path = tmp_path / "huyen.snv"
    make_practice(path, clock, BEFORE)
    desk = Desk(path, BEFORE, lambda: datetime(2025, 6, 30, 2, 0, tzinfo=UTC), Preferences(tmp_path / "p.json"))
    bugs: list[str] = []
    desk.runner.crashed.connect(bugs.append)
    desk.start()
    settle(desk)
    yield desk
    if desk.window is not None:
        desk.window.close()
    dressed.processEvents()
    assert bugs == []


def listed(desk: Desk, unit: str, day: date) -> list[tuple[str, str, str]]:
    """Name, post and unit of everybody of a unit on a day."""
    database = desk.database
    assert database is not None
    raw = database.raw_reader()
    try:
        read = Roster(raw)
        rows = read.rows(read.ids(RosterQuery(day, read.unit_named(unit, day))), day)
        return [(row.full_name, row.post, row.unit) for row in rows]
    finally:
        raw.close()


def page_of(desk: Desk, title: str) -> Any:
    assert desk.window is not None
    holder: Any = next(one for one in desk.window.pages if one.title == title)
    return holder.page() if hasattr(holder, "page") else holder


def go_to_page(desk: Desk, hands: Hands, title: str) -> Any:
    assert desk.window is not None
    number = [page.title for page in desk.window.pages].index(title) + 1
    hands.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    page = page_of(desk, title)
    hands.until(lambda: page.isVisible() and desk.runner.idle)
    return page


def go_to_day(desk: Desk, hands: Hands, day: date) -> None:
    hands.press(Qt.Key.Key_D, CTRL)
    hands.write(f"{day:%d/%m/%Y}")
    hands.press(ENTER)
    hands.until(lambda: desk.runner.idle and desk.window is not None and desk.window.as_of.day() == day)


def rows_of(page: Any) -> dict[str, int]:
    return {row.name: row.total for row in page._rows}


def walk_down_to(hands: Hands, tree: Any, name: str) -> None:
    for _ in range(60):
        if tree.currentIndex().siblingAtColumn(0).data() == name:
            return
        hands.press(DOWN)
    raise AssertionError(name)


def propose(desk: Desk, hands: Hands) -> Any:
    """From the page of units through the first step of the assistant."""
    go_to_page(desk, hands, "Tổ chức")
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    reform = page_of(desk, "Sắp xếp")
    hands.until(lambda: reform.choose.tree.hasFocus() and desk.runner.idle and reform.choose.tree.current() is not None)
    for name in OLD:
        walk_down_to(hands, reform.choose.tree, name)
        hands.press(SPACE)
    hands.until(lambda: reform.choose.count.text() == "3 đã chọn")
    hands.walk("Số nghị quyết")
    hands.write("1683/NQ-UBTVQH15")
    hands.walk("Ngày ký")
    hands.write("16/06/2025")
    hands.walk("Cơ quan ban hành")
    hands.write("Uỷ ban Thường vụ Quốc hội")
    hands.walk("Tên đơn vị mới")
    hands.write(NEW)
    hands.press(ENTER, CTRL | SHIFT)
    hands.until(lambda: reform.steps.currentIndex() == 1 and desk.runner.idle)
    return reform


def run(desk: Desk, hands: Hands, everybody: list[tuple[str, str, str]]) -> None:
    """Through the steps of the assistant, each looked at, to the end."""
    reform = propose(desk, hands)
    assert [head.text() for head in reform.trees._heads] == ["Ngày 30/06/2025", "Ngày 01/07/2025"]
    assert f"{len(everybody)} người" in reform.says.text()
    assert "Chưa ghi gì vào sổ" in reform.says.text()
    hands.press(ENTER, CTRL | SHIFT)  # posts
    hands.until(lambda: reform.steps.currentIndex() == 2 and reform.posts.hasFocus())
    assert {row.to for row in reform.posts.rows()} == {NEW, STATION}
    hands.press(ENTER, CTRL | SHIFT)  # each person
    hands.until(lambda: reform.steps.currentIndex() == 3 and reform.people.list.hasFocus())
    assert sorted(row.name for row in reform.people.list.rows()) == sorted(name for name, *_ in everybody)
    hands.press(DOWN)
    hands.until(lambda: reform.people.why.why is not None)
    hands.press(ENTER, CTRL | SHIFT)  # run
    hands.until(lambda: reform.steps.currentIndex() == 4 and desk.runner.idle)
    assert reform.result.done.text() == "Đã sắp xếp từ ngày 01/07/2025."
    assert f"{len(everybody)} người có vị trí mới" in reform.result.words.text()
    hands.until(reform.result.see.hasFocus)
    hands.press(SPACE)


def read_units(desk: Desk, hands: Hands, olds: dict[str, list[tuple[str, str, str]]]) -> None:
    """The day before: the communes as they were; the day itself: the union, counted by where people came from."""
    counts = {name: len(rows) for name, rows in olds.items()}
    units = page_of(desk, "Tổ chức")
    hands.until(lambda: units.isVisible() and desk.runner.idle)
    assert {name: total for name, total in rows_of(units).items() if name in OLD} == counts
    assert NEW not in rows_of(units)
    go_to_day(desk, hands, MERGED)
    hands.until(lambda: NEW in rows_of(units))
    assert rows_of(units)[NEW] == sum(counts.values())
    assert not set(OLD) & set(rows_of(units))
    hands.press(Qt.Key.Key_F, CTRL)
    hands.write("xa an binh")
    hands.press(ENTER)
    hands.until(lambda: units.pane.card is not None and units.pane.card.name == NEW and desk.runner.idle)
    assert {one.name: (one.before, one.now) for one in units.pane.card.came_from} == {
        name: (count, count) for name, count in counts.items()
    }
    assert [link.name for link in units.pane.card.before] == list(OLD)
    held = {holder.name: row.position.name for row in units.pane.posts.rows() for holder in row.holders}
    assert held == {name: post for rows in olds.values() for name, post, unit in rows if not unit.startswith("Trạm")}


def test_three_communes_are_merged_read_on_both_days_and_given_back(district: Desk, hands: Hands) -> None:
    desk = district
    front(hands, MainWindow)
    olds = {name: listed(desk, name, BEFORE) for name in OLD}
    everybody = [row for rows in olds.values() for row in rows]
    assert len(everybody) > 10
    run(desk, hands, everybody)
    read_units(desk, hands, olds)

    # the list of people says the same: each in the new unit with the post of before, and on the day before in the old one
    after = listed(desk, NEW, MERGED)
    assert sorted((name, post) for name, post, _ in after) == sorted((name, post) for name, post, _ in everybody)
    assert {unit for *_, unit in after} == {NEW, STATION}
    assert {name: listed(desk, name, BEFORE) for name in OLD} == olds
    people = go_to_page(desk, hands, "Hồ sơ")
    hands.until(lambda: people.model.rowCount() > 0)
    rows = [people.model.row(place) for place in range(people.model.rowCount())]
    shown = {row.full_name: (row.full_name, row.post, row.unit) for row in rows}
    assert [shown[name] for name, *_ in after] == after

    # all of it is taken back by one key, on the day on which records may be changed
    go_to_day(desk, hands, BEFORE)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: desk.runner.idle and units_on(desk, MERGED) >= set(OLD))
    assert NEW not in units_on(desk, MERGED)
    assert {name: listed(desk, name, BEFORE) for name in OLD} == olds
    assert {name: listed(desk, name, MERGED) for name in OLD} == olds
    units = go_to_page(desk, hands, "Tổ chức")
    go_to_day(desk, hands, MERGED)
    hands.until(lambda: set(OLD) <= set(rows_of(units)))
    assert NEW not in rows_of(units)


def units_on(desk: Desk, day: date) -> set[str]:
    assert desk.database is not None
    raw = desk.database.raw_reader()
    try:
        return {unit.name for unit in Roster(raw).units(day) if not unit.closed}
    finally:
        raw.close()


def test_going_back_and_escape_write_nothing(district: Desk, hands: Hands) -> None:
    desk = district
    front(hands, MainWindow)
    before = units_on(desk, MERGED)
    reform = propose(desk, hands)
    hands.press(ENTER, CTRL | SHIFT)
    hands.until(lambda: reform.steps.currentIndex() == 2)
    hands.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier, times=2)
    hands.until(lambda: reform.steps.currentIndex() == 0)
    assert reform.choose.count.text() == "3 đã chọn"
    go_to_page(desk, hands, "Tổ chức")
    assert units_on(desk, MERGED) == before


def _past(desk: Desk, reform: Any, step: int) -> bool:
    return bool(reform.steps.currentIndex() == step + 1 and desk.runner.idle)


def test_the_official_mapping_is_loaded_and_run_by_keyboard(
    tmp_path: Path, clock: Any, dressed: QApplication, settle: Callable[[Desk], None], hands: Hands
) -> None:
    path = tmp_path / "quan.snv"
    make_practice(path, clock, BEFORE)
    database = open_writing(path, clock)
    with changing(database, BEFORE, "organisation", "lập phường") as work:
        for code, name in (("00004", "Phường Trúc Bạch"), ("00097", "Phường Phúc Xá")):
            create_unit(work, CreateUnit(Part(name, "Cấp xã", None, code), date(2020, 1, 1)))
    database.close()
    desk = Desk(path, BEFORE, lambda: datetime(2025, 6, 30, 2, 0, tzinfo=UTC), Preferences(tmp_path / "p.json"))
    desk.start()
    settle(desk)
    front(hands, MainWindow)
    go_to_page(desk, hands, "Tổ chức")
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    reform = page_of(desk, "Sắp xếp")
    hands.until(lambda: reform.choose.tree.hasFocus() and desk.runner.idle and reform.choose.tree.current() is not None)
    hands.walk("Nạp danh mục sáp nhập")
    hands.press(SPACE)
    hands.until(lambda: "Phường Trúc Bạch → Phường Ba Đình" in reform.choose.mapped.text() and desk.runner.idle)
    assert "1 đã chọn" in reform.choose.count.text() or "2 đã chọn" in reform.choose.count.text()
    assert not reform.choose.name.isEnabled()  # the list names the new units
    hands.press(ENTER, CTRL | SHIFT)
    hands.until(lambda: reform.steps.currentIndex() == 1 and desk.runner.idle)
    assert "Phường Ba Đình" in {row.name for row in reform._made.after}
    for _ in range(3):
        step = reform.steps.currentIndex()
        hands.press(ENTER, CTRL | SHIFT)
        hands.until(partial(_past, desk, reform, step))
    assert {"Phường Ba Đình"} <= units_on(desk, MERGED)
    assert "Phường Trúc Bạch" not in units_on(desk, MERGED)
    assert "Phường Trúc Bạch" in units_on(desk, BEFORE)
    assert desk.window is not None
    desk.window.close()
    dressed.processEvents()
