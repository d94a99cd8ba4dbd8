from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QWidget

from db.text import fold
from desktop_app.law.answer import Answer
from desktop_app.services.find import Hit
from desktop_app.ui.kit.dates import DateField
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.pick import PickField
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column, Heading
from desktop_app.ui.kit.tabs import Segments, Tabs
from desktop_app.ui.kit.typed import PersonTyped, PickTyped
from desktop_app.ui.kit.why import Rung, WhyPanel, rung_of, short_basis, why_of

COLUMNS = (
    Column[tuple[str, str]]("name", "Người", lambda row: row[0], second=lambda row: row[1]),
    Column[tuple[str, str]]("state", "Trạng thái", lambda _row: "Kéo dài", chip=lambda _row: "warn"),
)
ROWS = [
    Heading("Quá hạn", "2 việc", "danger"),
    ("An", "§ Điều 1"),
    ("Bình", "§ Điều 2"),
    Heading("Tuần này"),
    ("Chi", ""),
]


def _texts(widget: QWidget) -> list[str]:
    return [found.text() for found in widget.findChildren(QLabel)]


def test_the_keyboard_passes_over_headings_and_letters_act(dressed: QApplication, qtbot: Any) -> None:
    table = RichTable(COLUMNS, "Việc đến hạn", ticks=True)
    qtbot.addWidget(table)
    acted = list[tuple[str, Any]]()
    table.acted.connect(lambda letter, row: acted.append((letter, row)))
    table.set_rows(ROWS)
    table.show()
    assert table.current_row() == ("An", "§ Điều 1")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_row() == ("Chi", "")
    qtbot.keyClick(table, Qt.Key.Key_V)
    assert acted == [("V", ("Chi", ""))]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.ticked() == [("Chi", "")]
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.ticked() == table.rows() == [ROWS[1], ROWS[2], ROWS[4]]
    table.set_rows(ROWS[:2])
    assert table.ticked() == []
    assert not table.grab().isNull()


def test_a_short_part_behind_the_colon_stands_at_the_right() -> None:
    assert rung_of("Hết thời hạn: 31/12/2026.") == Rung("Hết thời hạn", "31/12/2026")
    assert rung_of("Sinh 06/1965, nam, đủ 62 tuổi.") == Rung("Sinh 06/1965, nam, đủ 62 tuổi.")


def test_why_shows_provision_sum_and_what_is_not_confirmed_and_can_be_copied(dressed: QApplication, qtbot: Any) -> None:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    answer = Answer[object](
        1, "khong_dat", ("Điều 5 Nghị định A",), ("Còn lại: 3 tháng.",), ("Hai cách hiểu.",), confirmed=False
    )
    panel.show_why(why_of(answer, "Chưa đủ tuổi"))
    texts = _texts(panel)
    assert {"Chưa đủ tuổi", "3 tháng", "Điều 5 Nghị định A", "chưa xác nhận", "Hai cách hiểu."} <= set(texts)
    panel._copy.click()
    assert "Căn cứ: Điều 5 Nghị định A" in QGuiApplication.clipboard().text()
    panel.show_why(None)
    assert not panel._copy.isEnabled()


def test_a_refused_deed_waits_for_a_reason_or_another_order(dressed: QApplication, qtbot: Any) -> None:
    dialog = DeedDialog(None, "Bổ nhiệm", "Bổ nhiệm")
    qtbot.addWidget(dialog)
    asked = list[int]()
    dialog.done_asked.connect(lambda: asked.append(1))
    dialog.open()
    dialog.show_findings([Finding("Chưa đủ tuổi", basis="Điều 5")], ["Không bị kỷ luật"])
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    dialog.overriding.setText("Thành uỷ đồng ý tại Công văn 5")
    assert dialog.override_reason == "Thành uỷ đồng ý tại Công văn 5"
    dialog.show_problems(["ngày ký"])
    assert not dialog.action.isEnabled()
    assert "1 chỗ cần xem: ngày ký" in _texts(dialog)
    dialog.show_problems([])
    dialog._on_deed()
    assert asked == [1]
    dialog.show_findings([Finding("Cũ hơn 6 tháng", "warn")])
    assert dialog.action.isEnabled()
    assert dialog.override_reason == ""


def test_tabs_and_segments_tell_what_was_chosen(dressed: QApplication, qtbot: Any) -> None:
    tabs, parts = (
        Tabs((("a", "Một"), ("b", "Hai")), "Các danh sách"),
        Segments((("90", "90 ngày"), ("180", "6 tháng")), "Trong"),
    )
    qtbot.addWidget(tabs)
    qtbot.addWidget(parts)
    told = list[str]()
    tabs.chosen.connect(told.append)
    parts.chosen.connect(told.append)
    tabs.show_count("b", 12)
    tabs.step(1)
    tabs.step(1)
    parts._buttons["180"].click()
    assert told == ["b", "a", "180"]
    assert (tabs.tabText(1), parts.current) == ("Hai  12", "180")


def test_enter_in_a_calendar_that_marks_no_day_changes_nothing(dressed: QApplication, qtbot: Any) -> None:
    field = DateField(date(2026, 10, 31), "Tính đến ngày")
    qtbot.addWidget(field)
    field.show()
    told: list[date] = []
    field.day_changed.connect(told.append)
    field.open_calendar()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.activated.emit(QDate())
    assert not told
    calendar.activated.emit(QDate(2026, 2, 28))
    assert told == [date(2026, 2, 28)]


def test_a_choice_means_the_entry_that_was_chosen_among_some_that_read_alike(dressed: QApplication, qtbot: Any) -> None:
    typed = PickTyped("Đơn vị", (("a", "Phòng Kinh tế"), ("b", "Phòng Kinh tế")), editable=True)
    qtbot.addWidget(typed)
    typed.show_code("b")
    assert typed.code == "b"
    typed.line.setText("phòng kinh tế")
    assert typed.code == "a"
    field = PickField("Đơn vị", fold)
    qtbot.addWidget(field)
    field.offer([("19", "Trường Nà Tấu"), ("08", "Trường Nà Tâu")])
    for code, name in (("19", "Trường Nà Tấu"), ("08", "Trường Nà Tâu")):
        field.show_code(code)
        assert (field.code(), field.text()) == (code, name)
    for guessed in ("truong na tau", "na tau"):
        field.setText(guessed)
        field.textEdited.emit(guessed)
        assert field.code() == ""
    field.setText("Trường Nà Tâu")
    field.textEdited.emit("Trường Nà Tâu")
    assert field.code() == "08"


def test_two_people_nothing_tells_apart_can_each_be_chosen(dressed: QApplication, qtbot: Any) -> None:
    one, other = (Hit("person", key, "Lò Văn Hùng", "") for key in (b"1", b"2"))
    field = PersonTyped("Ai", lambda _text, then: then((one, other)))
    qtbot.addWidget(field)
    chosen: list[bytes] = []
    field.found.connect(lambda hit: chosen.append(hit.key))
    field._on_rested()
    for words in field._model.stringList():
        field._on_chosen(words)
    assert chosen == [b"1", b"2"]


def test_the_deed_is_heard_while_a_list_of_proposals_is_open(dressed: QApplication, qtbot: Any) -> None:
    made = DeedDialog(None, "Thử", "Làm")
    field = PickField("Tỉnh", fold)
    made.body.addWidget(field)
    typed = PickTyped("Ngạch", (("a", "Chuyên viên"), ("b", "Chuyên viên chính")), editable=True)
    made.body.addWidget(typed)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    done: list[str] = []
    made.done_asked.connect(lambda: done.append(field.code() + typed.text))
    field.offer([("19", "tỉnh Thái Nguyên"), ("08", "tỉnh Tuyên Quang")])
    inner = typed.box.lineEdit()
    assert inner is not None
    for place, (line, text) in enumerate(((field, "thai"), (inner, "chuy")), 1):
        line.setFocus()
        qtbot.keyClicks(line, text)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda count=place: len(done) == count)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()


def test_a_provision_is_short_where_a_column_is_narrow() -> None:
    long = "Điều 36, 39, 40 Nghị định số 170/2025/NĐ-CP được sửa đổi bởi Nghị định số 300/2026/NĐ-CP"
    assert short_basis(long) == "Điều 36, 39, 40 NĐ 170/2025, sửa bởi NĐ 300/2026"
    assert short_basis("Thông tư số 08/2013/TT-BNV") == "TT 08/2013"
    assert short_basis("Điều 45 Luật Cán bộ, công chức số 80/2025/QH15") == "Điều 45 Luật Cán bộ, công chức 80/2025"
    assert short_basis("Quy định số 377-QĐ/TW") == "Quy định số 377-QĐ/TW"
