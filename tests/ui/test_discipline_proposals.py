"""Kỷ luật: what an import kept is offered, confirmed one by one or put aside with a reason; never a record by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from desktop_app.services.intake.plan import Answers
from desktop_app.services.intake.service import carry_out, open_file, people_of, plan_of
from desktop_app.services.opening import open_writing
from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.dialogs import PastDialog
from tests.ui.conftest import DAY
from tests.ui.test_discipline_page import CTRL, dialog_of, page_of, type_into

ROWS = (
    ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Loại", "Chức vụ", "Kỷ luật"),
    (1, "Nguyễn Văn Ánh", "13/02/1980", "Nam", "Công chức", "Chuyên viên", "Khiển trách, QĐ 45/QĐ-UBND ngày 12/3/2019"),
    (2, "Hà Văn Chính", "01/05/1979", "Nam", "Công chức", "Chuyên viên", "Cảnh cáo"),
)


@pytest.fixture
def office(practice: Path, tmp_path: Path, clock: Any, at_desk: Callable[..., Desk]) -> Desk:
    file = tmp_path / "ds.xlsx"
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(list(row))
    book.save(file)
    database = open_writing(practice, clock)
    found = open_file(file)
    plan = plan_of(found, today=DAY, known=people_of(database, DAY), answers=Answers())
    carry_out(database, found, plan, today=DAY)
    database.close()
    return at_desk(practice)


def test_each_line_is_confirmed_by_itself(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    assert not {"Nguyễn Văn Ánh", "Hà Văn Chính"} & {row.name for row in page._rows["history"]}
    page.tabs.show_tab("proposals")
    assert [row.name for row in page.list.rows()] == ["Nguyễn Văn Ánh", "Hà Văn Chính"]
    assert page.list.select_row(page.list.rows()[0])
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    made = dialog_of(PastDialog, qtbot)
    texts = {name: made.fields[name].text for name in ("day", "number")}  # type: ignore[attr-defined]
    assert texts == {"day": "12/03/2019", "number": "45/QĐ-UBND"}
    assert made.code("form") == "KHIEN_TRACH"
    type_into(qtbot, made.fields["category"], "CC")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    assert "Phải ghi" in made.fields["act"].told()  # what the cell does not say is asked for
    type_into(qtbot, made.fields["act"], "Chậm nộp báo cáo")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Nguyễn Văn Ánh" in {row.name for row in page._rows["history"]})
    qtbot.waitUntil(lambda: [row.name for row in page.list.rows()] == ["Hà Văn Chính"])
