"""The list in groups and their counts; the first column that stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.app import Desk
from desktop_app.ui.roster.grouping import with_headings

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@given(st.lists(st.integers(0, 4), max_size=40).map(sorted), st.data())
def test_every_place_stays_and_each_group_has_its_count(groups: list[int], data: Any) -> None:
    titles = [f"nhóm {n}" for n in range(5)]
    kept = data.draw(st.none() | st.sets(st.sampled_from(range(len(groups)))).map(sorted)) if groups else None
    shown, headings = with_headings(kept, groups, titles)
    people = list(range(len(groups))) if kept is None else kept
    assert [place for place in shown if place >= 0] == people
    assert [heading.text for heading in headings] == [titles[n] for n in dict.fromkeys(groups[p] for p in people)]
    assert sum(int(heading.note.split()[0]) for heading in headings) == len(people)


def _grouped(desk: Desk, qtbot: Any, settle: Settle, by: str) -> Any:
    assert desk.window is not None
    desk.window.show_page(desk.roster)
    desk.window.activateWindow()
    desk.roster.list.setFocus()
    made = desk.roster.shaping.open_counts()
    made.by.setCurrentIndex(made.by.findData(by))
    settle(desk)
    return made


def test_the_list_is_put_in_groups_and_taken_out_again(desk: Desk, qtbot: Any, settle: Settle) -> None:
    plain = [bytes(key) for key in desk.roster.model.keys()]  # noqa: SIM118 - no mapping
    made = _grouped(desk, qtbot, settle, "category")
    counts = {row.title: row.people for row in made.rows}
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    settle(desk)
    model, table = desk.roster.model, desk.roster.list
    assert model.count() == 120
    assert model.rowCount() == 120 + len(counts)
    headings = [model.heading(row) for row in range(model.rowCount())]
    assert {one.text: int(one.note.split()[0]) for one in headings if one is not None} == counts
    now = ""
    for row, heading in enumerate(headings):
        if heading is not None:
            now = heading.text
        else:
            assert CATEGORY_NAMES[model.row(row).category] == now
    assert headings[0] is not None
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 1
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    assert table.selected_count() == 120
    assert len(table.copied_text().splitlines()) == 121
    qtbot.keyClicks(desk.roster.search, "hung")
    assert model.count() < 120
    assert sum(int(one.note.split()[0]) for n in range(model.rowCount()) if (one := model.heading(n))) == model.count()
    desk.roster.search.clear()
    chip = next(one for one in desk.roster.filters.findChildren(QPushButton) if one.text().startswith("Nhóm theo"))
    chip.click()
    settle(desk)
    assert [bytes(key) for key in desk.roster.model.keys()] == plain  # noqa: SIM118 - no mapping


def test_counts_are_copied_and_written(desk: Desk, qtbot: Any, settle: Settle, tmp_path: Path) -> None:
    made = _grouped(desk, qtbot, settle, "unit")
    made.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Nhóm\tSố người\tNữ")
    assert len(lines) == len(made.rows) + 1
    out = tmp_path / "dem.xlsx"
    desk.roster.export_counts("xlsx", made.rows, made.chosen, out)
    settle(desk)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[2] for row in cells if row[1] in {one.title for one in made.rows}] == [one.people for one in made.rows]
    desk.roster.export_counts("pdf", made.rows, made.chosen, tmp_path / "dem.pdf")
    settle(desk)
    assert (tmp_path / "dem.pdf").stat().st_size > 1000
    made.reject()


def test_a_paper_has_the_groups_and_the_size_that_were_asked(
    desk: Desk, qtbot: Any, settle: Settle, tmp_path: Path
) -> None:
    made = _grouped(desk, qtbot, settle, "sex")
    counts = [f"{row.title}: {row.people} người" for row in made.rows]
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    settle(desk)
    desk.roster.export("xlsx", tmp_path / "ds.xlsx")
    settle(desk)
    sheet = openpyxl.load_workbook(tmp_path / "ds.xlsx").active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [text for text in cells if text in counts] == counts
    for kind, long in (("pdf", 842), ("pdf-a3", 1191)):
        desk.roster.export(kind, tmp_path / "ds.pdf")
        settle(desk)
        pages = pypdfium2.PdfDocument(tmp_path / "ds.pdf")
        assert round(pages[0].get_width()) == long
        pages.close()


def test_the_name_stays_while_the_rest_is_scrolled(desk: Desk, qtbot: Any, settle: Settle) -> None:
    assert desk.window is not None
    desk.window.show_page(desk.roster)
    desk.roster.arrangement.choose(("full_name", "unit_path", "address", "home_town", "email", "phone", "post", "unit"))
    settle(desk)
    table = desk.roster.list
    table.go_to_row(3)
    bar = table.horizontalScrollBar()
    width = table.columnWidth(0)
    still = table.viewport().grab().copy(0, 0, width - 1, 200).toImage()
    assert bar.maximum() > width
    bar.setValue(bar.maximum())
    moved = table.viewport().grab().copy(0, 0, width - 1, 200).toImage()
    assert still == moved
    asked: list[str] = []
    table.sort_asked.connect(lambda name, _down: asked.append(name))
    head = table.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert asked == ["full_name"]
    qtbot.keyClick(table, Qt.Key.Key_Left)
    for _ in range(7):
        qtbot.keyClick(table, Qt.Key.Key_Left)
    assert bar.value() == 0


def test_the_tree_counts_the_office_as_the_list_does(desk: Desk, settle: Settle, practice: Path) -> None:
    """Also where units were merged: who once was there is not counted again."""
    from desktop_app.services.roster import RosterDesk
    from desktop_app.services.roster_types import RosterQuery

    held = RosterDesk(practice)
    desk.roster._desk.close()
    desk.roster._desk = desk.roster_desk = held
    desk.roster.reload()
    settle(desk)
    assert desk.roster.tree.model().index(0, 1).data() == str(len(held.screen.ids(RosterQuery(desk.day))))
