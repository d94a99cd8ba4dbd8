"""A past row corrected by keyboard: this row only, or this and the later rows; before and after are read first."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton

from desktop_app.ui.app import Desk
from tests.ui.hands import CTRL, Hands

PERSON = "Bàn Đức Thành"


def _ranks(desk: Desk) -> list[tuple[str, str]]:
    raw = desk.register.database.raw_reader()
    found = raw.execute(
        "SELECT s.starts, s.rank_name FROM salary_step s JOIN person p ON p.key = s.person WHERE p.full_name = ?"
        " AND s.rank_code = '01.004' ORDER BY s.starts",
        (PERSON,),
    ).fetchall()
    raw.close()
    return [(str(day), name) for day, name in found]


def _dialog(hands: Hands, title: str) -> QDialog:
    """The dialog in front, once it is there and keys go to it."""

    def found() -> Any:
        made = QApplication.activeModalWidget()
        return made if isinstance(made, QDialog) and title in made.windowTitle() and made.isActiveWindow() else None

    hands.until(found)
    made = found()
    assert isinstance(made, QDialog)
    return made


def _correct_the_third_step(desk: Desk, qtbot: Any) -> Hands:
    """The person found, the tab opened, a row of 1998 opened and its rank's name typed anew, up to the question."""
    hands = Hands(qtbot)
    window = desk.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.until(lambda: "Tìm" in hands.here().accessibleName())
    hands.write(PERSON)
    hands.until(lambda: window.finder.found() and desk.runner.idle)
    hands.press(Qt.Key.Key_Return)
    page: Any = next(page for page in window.pages if "person" in page.opens)
    hands.until(lambda: page.built is not None and page.built.opened is not None and desk.runner.idle)
    body = page.built._body
    for _ in range(20):
        part = body.part("salary_step")
        if part is not None and part.table.isVisible():
            break
        hands.press(Qt.Key.Key_Tab, CTRL)
    hands.walk("Diễn biến lương")
    hands.press(Qt.Key.Key_End)
    for _ in range(40):
        row = part.current()
        if row is not None and row.texts["starts"] == "01/04/1998":
            break
        hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_F2)
    _dialog(hands, "Diễn biến lương")
    hands.walk("Ngạch, chức danh nghề nghiệp")
    hands.write("Cán sự (cũ)")
    hands.press(Qt.Key.Key_Return, CTRL)
    return hands


def test_only_this_row_is_corrected_where_nothing_else_is_chosen(office: Desk, qtbot: Any) -> None:
    before = _ranks(office)
    hands = _correct_the_third_step(office, qtbot)
    asked = _dialog(hands, "Lý do sửa")
    hands.until(lambda: hands.reads(asked, "Ngạch, chức danh nghề nghiệp: “Cán sự” → “Cán sự (cũ)”"))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: hands.reads(asked, "Phải ghi lý do."))
    hands.write("ghi nhầm")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: office.runner.idle and _ranks(office) != before)
    assert [day for (day, name), (_, old) in zip(_ranks(office), before, strict=True) if name != old] == ["1998-04-01"]


def test_this_and_the_later_rows_go_along_by_one_key(office: Desk, qtbot: Any) -> None:
    before = _ranks(office)
    hands = _correct_the_third_step(office, qtbot)
    asked = _dialog(hands, "Lý do sửa")
    later = [day for day, name in before if day > "1998-04-01" and name == "Cán sự"]
    words = f"Dòng này và {len(later)} dòng sau cùng ghi như vậy"
    assert words in {one.text() for one in asked.findChildren(QRadioButton)}
    hands.walk("Chỉ dòng này", Qt.Key.Key_Backtab)
    hands.press(Qt.Key.Key_Down)
    hands.walk("Lý do")
    hands.write("ghi nhầm từ đầu")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: office.runner.idle and _ranks(office) != before)
    changed = [day for (day, name), (_, old) in zip(_ranks(office), before, strict=True) if name != old]
    assert changed == ["1998-04-01", *later]
    assert len(later) > 1
