from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.reports.person.kinds import PERSON_PAPERS, paper_of
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.preview import PreviewPane
from desktop_app.ui.people_papers import NOBODY, papers_menu, write_papers_of

Settle = Callable[[Desk], None]


def _actions(desk: Desk) -> dict[str, QAction]:
    menu = next(made for made in desk.roster.findChildren(QMenu) if made.title() == "In giấy tờ")
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_register_prints_the_papers_of_those_selected(desk: Desk, qtbot: Any, settle: Settle) -> None:
    actions = _actions(desk)
    assert set(actions) >= {f"{paper.name}…" for paper in PERSON_PAPERS}
    assert "Sơ yếu lý lịch (mẫu 2C-BNV/2008), ra Word…" in actions
    assert "Lý lịch trích ngang, ra Excel…" in actions
    desk.roster.list.go_to_row(3)
    desk.roster.list.selectRow(3)
    (key,) = desk.roster.list.selected_keys()
    actions["Sơ yếu lý lịch (Thông tư 06/2023/TT-BNV)…"].trigger()
    qtbot.waitUntil(lambda: bool(desk.roster.findChildren(PreviewPane)))
    settle(desk)
    (pane,) = desk.roster.findChildren(PreviewPane)
    assert pane.window().windowTitle() == "Xem trước và in: Sơ yếu lý lịch (Thông tư 06/2023/TT-BNV)"
    assert pane._pages is not None
    with pypdfium2.PdfDocument(pane._pages.pdf) as document:
        text = document[0].get_textpage().get_text_range()
    assert desk.roster.model.row(3).full_name.upper().split()[-1] in text
    assert desk.roster.model.row(3).key == key
    pane.window().close()
    settle(desk)


@pytest.mark.parametrize(("kind", "ending"), [("cv_2023", ".docx"), ("summary", ".xlsx"), ("check", ".xlsx")])
def test_a_paper_is_written_as_a_file(
    desk: Desk, qtbot: Any, settle: Settle, tmp_path: Path, kind: str, ending: str
) -> None:
    told: list[str] = []
    desk.roster.told.connect(told.append)
    desk.roster.list.selectRow(0)
    out = tmp_path / f"giay{ending}"
    write_papers_of(desk.roster, desk.register, paper_of(kind), desk.roster.list.selected_keys(), out)
    qtbot.waitUntil(lambda: bool(told))
    settle(desk)
    assert told == [f"Đã ghi “{paper_of(kind).name}” ra {out}"]
    assert out.stat().st_size > 4000


def test_without_anybody_it_says_so_and_another_day_is_named_on_the_paper(
    desk: Desk, qtbot: Any, settle: Settle
) -> None:
    told: list[str] = []
    desk.roster.told.connect(told.append)
    menu = papers_menu(desk.roster, desk.register, list, ["cv_2008"])
    first, *_ = menu.actions()
    first.trigger()
    assert told == [NOBODY]
    desk.register.as_of = date(2026, 6, 1)
    desk.roster.list.selectRow(0)
    _actions(desk)["Lý lịch trích ngang…"].trigger()
    qtbot.waitUntil(lambda: bool(desk.roster.findChildren(PreviewPane)))
    settle(desk)
    (pane,) = desk.roster.findChildren(PreviewPane)
    assert pane._pages is not None
    with pypdfium2.PdfDocument(pane._pages.pdf) as document:
        text = document[0].get_textpage().get_text_range()
    assert "Số liệu tính đến ngày 01 tháng 6 năm 2026" in text
    assert "số liệu tính đến 01/06/2026" in text
    desk.register.as_of = desk.register.today
    pane.window().close()
    settle(desk)
