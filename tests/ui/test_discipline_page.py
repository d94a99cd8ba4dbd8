"""Kỷ luật by keyboard: open a case, type its steps, refusals beside their fields, the past, what imports left."""

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.dialogs import OpenCaseDialog, PastDialog
from desktop_app.ui.discipline.letters import LettersDialog
from desktop_app.ui.discipline.page import DisciplinePage
from desktop_app.ui.discipline.part_dialogs import MemberDialog, SpanDialog
from desktop_app.ui.kit.typed import LineTyped, PickTyped
from tests.ui.conftest import DAY

CTRL = Qt.KeyboardModifier.ControlModifier
Made = TypeVar("Made", bound=QDialog)


def page_of(desk: Desk, qtbot: Any) -> DisciplinePage:
    assert desk.window is not None
    window = desk.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    place = next(number for number, page in enumerate(window.rail.buttons, 1) if page.title == "Kỷ luật")
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + place), CTRL)
    holder: Any = window.page
    qtbot.waitUntil(lambda: holder.built is not None and bool(holder.built._rows))
    page = holder.built
    assert isinstance(page, DisciplinePage)
    page.list.setFocus()
    return page


def dialog_of(kind: type[Made], qtbot: Any) -> Made:
    def found() -> list[Made]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    made = found()[0]
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def type_into(qtbot: Any, field: Any, text: str) -> None:
    inner: QWidget = field.inner if not isinstance(field, QWidget) or hasattr(field, "inner") else field
    inner.setFocus()
    if isinstance(field, PickTyped):
        field.box.setCurrentIndex(field.box.findData(text))
        return
    assert isinstance(field, LineTyped)
    field.line.selectAll()
    qtbot.keyClick(field.line, Qt.Key.Key_Delete)
    if text.isascii():
        qtbot.keyClicks(field.line, text)
    else:
        field.line.insert(text)  # as an input method does


def open_case_of(page: DisciplinePage, qtbot: Any, name: str) -> None:
    row = next(row for row in page.list.rows() if name in row.name)
    assert page.list.select_row(row)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.key == row.key)


def test_the_lists_tell_days_ends_and_what_is_over(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    first = page.list.rows()[0]
    assert (first.name, first.days_left) == ("Dương Minh Quân", 3)
    assert "26/11/2026" in page.why._why.claim  # type: ignore[union-attr]
    qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL)
    assert [(row.name, str(row.ends)) for row in page.list.rows()] == [
        ("Đàm Văn Hùng", "2026-12-15"),
        ("Phạm Quốc Phong", "2027-03-10"),
    ]
    qtbot.keyClick(page.list, Qt.Key.Key_Tab, CTRL)
    states = {row.name: row.state for row in page.list.rows()}
    assert states == {"Sùng A Nam": "cancelled", "Chu Thị Kim Dung": "unknown", "Vi Thị Hồng Nga": "unknown"}
    page.search.setFocus()
    qtbot.keyClicks(page.search, "con dau")
    assert [row.name for row in page.list.rows()] == ["Vi Thị Hồng Nga"]


def test_a_case_shows_its_path_its_days_and_what_signing_would_bring(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Quân")
    case = page.case
    statuses = [stop.status for stop in case.path.course.stops]
    assert statuses == ["done"] * 9 + ["current", "next", "next"]
    for text in (
        "Nếu ký 23/11/2026",
        "01/01/2028",  # the step of 01/07/2027, six months later
        "30/10/2028",  # 24 months of the Party from its own decision
        "30/10/2027",
        "không giữ",
    ):
        qtbot.waitUntil(lambda wanted=text: wanted in " ".join(case.side.texts()))
    qtbot.waitUntil(case.action.isEnabled)


def test_a_form_that_is_gone_and_a_day_that_is_none_are_said_where_they_stand(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Quân")
    form = page.case.form
    assert "GIANG_CHUC" not in [form.pick("form").box.itemData(n) for n in range(form.pick("form").box.count())]
    type_into(qtbot, form.fields["day"], "31/11/2026")
    qtbot.waitUntil(lambda: "không đọc được" in form.fields["day"].told())
    qtbot.waitUntil(lambda: not page.case.action.isEnabled())
    type_into(qtbot, form.fields["day"], "24/11/2026")
    qtbot.waitUntil(lambda: "chưa đến" in form.fields["day"].told())
    type_into(qtbot, form.fields["day"], "23/11/2026")
    type_into(qtbot, form.fields["effective"], "01/10/2026")
    qtbot.waitUntil(lambda: "trước ngày ký" in form.fields["effective"].told())
    type_into(qtbot, form.fields["effective"], "")
    qtbot.waitUntil(lambda: any("phải ghi rõ ngày có hiệu lực" in one.text() for one in form.findChildren(QLabel)))
    qtbot.waitUntil(lambda: not page.case.action.isEnabled())


def test_a_decision_is_written_once_with_its_number_in_the_register(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Quân")
    number = page.case.form.line("number").text
    qtbot.waitUntil(page.case.action.isEnabled)
    qtbot.keyClick(page.case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.state == "running")
    from desktop_app.services import decisions
    from desktop_app.services.work import reading

    with reading(office.database, DAY) as work:
        (row,) = [one for one in decisions.decisions(work) if one.number == number]
    assert "Quân" not in row.subject  # whom it punishes stays with the case
    qtbot.keyClick(page.case, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Dương Minh Quân" not in [one.name for one in page._rows["open"]])
    page.tabs.show_tab("running")
    qtbot.waitUntil(lambda: "Dương Minh Quân" in [row.name for row in page.list.rows()])


def test_a_case_that_rests_is_decided_only_with_what_the_law_asks_for(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Hoàng Thị Vân")
    case = page.case
    type_into(qtbot, case.form.fields["kind"], "ket_luan")
    type_into(qtbot, case.form.fields["day"], "20/11/2026")
    qtbot.waitUntil(case.action.isEnabled)
    qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step("ket_luan") is not None)
    type_into(qtbot, case.form.fields["kind"], "quyet_dinh")
    type_into(qtbot, case.form.fields["form"], "KHIEN_TRACH")

    def bands() -> str:
        return " ".join(one.text() for one in case.form.findChildren(QLabel))

    qtbot.waitUntil(lambda: "Chưa xem xét xử lý kỷ luật" in bands())
    qtbot.waitUntil(lambda: not case.action.isEnabled())
    type_into(qtbot, case.form.fields["despite"], "Đơn đề nghị ngày 21/11/2026")
    qtbot.waitUntil(case.action.isEnabled)
    qtbot.waitUntil(lambda: "văn bản đề nghị" in bands())


def test_a_new_case_asks_first_and_keeps_nothing_half(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    before = len(page._rows["open"])
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL)
    made = dialog_of(OpenCaseDialog, qtbot)
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    assert "Phải ghi" in made.fields["act"].told()
    made.person.line.setFocus()
    qtbot.keyClicks(made.person.line, "hua van dung")
    qtbot.waitUntil(lambda: bool(made.person._hits))
    qtbot.keyClick(made.person.line, Qt.Key.Key_Return)
    assert made.person.hit.title == "Hứa Văn Dũng"
    type_into(qtbot, made.fields["act"], "Chậm xử lý vi phạm đất đai")
    type_into(qtbot, made.fields["act_started"], "01/12/2026")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "trước ngày vi phạm" in made.fields["detected"].told())
    assert len(page._rows["open"]) == before
    type_into(qtbot, made.fields["act_started"], "01/09/2026")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.name == "Hứa Văn Dũng")
    assert page.case.view is not None
    assert page.case.view.row.category == "CC_LDQL"
    qtbot.waitUntil(lambda: len(page._rows["open"]) == before + 1)
    qtbot.waitUntil(lambda: any("Chưa được" in text for text in page.case.side.texts()))


def test_the_past_is_refused_for_a_form_that_was_not_there(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    made = dialog_of(PastDialog, qtbot)
    qtbot.keyClicks(made.person.line, "pham quoc phong")
    qtbot.waitUntil(lambda: bool(made.person._hits))
    qtbot.keyClick(made.person.line, Qt.Key.Key_Return)
    type_into(qtbot, made.fields["form"], "HA_BAC_LUONG")
    type_into(qtbot, made.fields["day"], "01/08/2025")
    type_into(qtbot, made.fields["act"], "Vi phạm cũ")
    assert made.fields["effective"].line.text() == "01/08/2025"  # type: ignore[attr-defined]
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: any("chỉ áp dụng đến hết ngày 30/06/2025" in one.text() for one in made.findChildren(QLabel))
    )
    assert made.isVisible()
    type_into(qtbot, made.fields["day"], "01/08/2019")
    type_into(qtbot, made.fields["effective"], "01/08/2019")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: sum(row.name == "Phạm Quốc Phong" for row in page._rows["history"]) == 1)


def test_the_council_takes_three_and_no_relative_and_spans_move_the_deadline(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Quân")
    page.case.deeds.add_member()
    made = dialog_of(MemberDialog, qtbot)
    type_into(qtbot, made.fields["name"], "Ngô Công Tuấn")
    type_into(qtbot, made.fields["role"], "CHAIR")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any("03 thành viên" in one.text() for one in made.findChildren(QLabel)))
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    page.case.deeds.add_span()
    span = dialog_of(SpanDialog, qtbot)
    type_into(qtbot, span.fields["kind"], "ILLNESS")
    type_into(qtbot, span.fields["starts"], "01/11/2026")
    type_into(qtbot, span.fields["ends"], "10/11/2026")
    qtbot.keyClick(span, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.days_left == 13)


def test_the_due_list_opens_the_case(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    key = page.list.rows()[0].key
    office.register.wanted.emit("discipline", key)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.key == key)
    window: Any = office.window
    qtbot.waitUntil(lambda: "Dương Minh Quân" in window._detail.whole())


def test_papers_name_what_is_missing_and_go_there(office: Desk, qtbot: Any, tmp_path: Path) -> None:
    page = page_of(office, qtbot)
    open_case_of(page, qtbot, "Quân")
    qtbot.keyClick(page.case.kind, Qt.Key.Key_P, CTRL)
    made = dialog_of(LettersDialog, qtbot)
    assert made.kind.code == "discipline_decision"
    qtbot.waitUntil(lambda: set(made._asked) == {"nguoi_de_nghi", "dieu_khoan"})
    assert not made.action.isEnabled()
    type_into(qtbot, made._asked["nguoi_de_nghi"], "Trưởng phòng Văn hoá - Xã hội")
    type_into(qtbot, made._asked["dieu_khoan"], "Điều 9 Nghị định số 172/2025/NĐ-CP")
    qtbot.waitUntil(made.action.isEnabled)
    made.write_to(tmp_path / "quyet-dinh.docx")
    qtbot.waitUntil((tmp_path / "quyet-dinh.docx").exists)
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    shown: list[QWidget] = []

    def previewed() -> bool:
        shown[:] = [w for w in QApplication.topLevelWidgets() if w.isVisible() and "Xem trước" in w.windowTitle()]
        return bool(shown)

    qtbot.waitUntil(previewed)
    shown[0].close()
    type_into(qtbot, made.kind, "discipline_minutes")
    qtbot.waitUntil(lambda: "y_kien" in made._rows and made._rows["y_kien"].isVisible())
    made._jump("council")
    assert page.case.parts.current == "council"


def test_a_running_restriction_is_seen_quietly_in_the_list_and_the_file(office: Desk, qtbot: Any) -> None:
    assert office.window is not None
    roster = office.roster
    key = next(row.key for row in roster.rows_of(list(roster.model.keys())) if row.full_name == "Phạm Quốc Phong")
    roster.list.go_to(key)
    qtbot.waitUntil(lambda: roster.pane.held.mark is not None and roster.pane.held._person == key)
    assert roster.pane.held.mark.text == "có hạn chế đến 10/03/2028"  # type: ignore[union-attr]
    office.register.wanted.emit("person", key)
    holder: Any = office.window.page
    qtbot.waitUntil(lambda: holder.built is not None and holder.built.held.mark is not None)
    holder.built.held._button.click()
    page: Any = office.window.page
    qtbot.waitUntil(lambda: page.built is not None and page.built.case.view is not None)
    assert page.built.case.view.row.name == "Phạm Quốc Phong"
