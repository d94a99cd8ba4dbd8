"""The clerk's ways through one person's file, by keyboard through the real window."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.fit import misfits
from desktop_app.ui.kit.palette import CELL_PAD
from desktop_app.ui.person.add_dialog import AddDialog
from desktop_app.ui.person.body import FORM, PAPERS, TRAIL, Body
from desktop_app.ui.person.page import PersonPage
from desktop_app.ui.shot_ways import top_dialog

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _page(desk: Desk) -> PersonPage:
    assert desk.window is not None
    page = next(page for page in desk.window.pages if "person" in page.opens)
    return page.page()  # type: ignore[attr-defined, no-any-return] # the page is built later


def _body(page: PersonPage) -> Body:
    assert page._body is not None
    return page._body


@pytest.fixture
def opened(desk: Desk, qtbot: Any, settle: Settle) -> PersonPage:
    """The second file of the list, opened with Enter."""
    assert desk.window is not None
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_Down)
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_Return)
    page = _page(desk)
    qtbot.waitUntil(lambda: page.opened is not None, timeout=10_000)
    settle(desk)
    return page


def _keys(editor: QLineEdit, text: str) -> None:
    """Type letters the test library has no keys for, too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _wait_for(qtbot: Any, dialog: QDialog) -> None:
    """Until keys go to a dialog."""
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QGuiApplication.focusWindow() is dialog.windowHandle())
    QApplication.processEvents()


def _type(page: PersonPage, name: str, text: str) -> QLineEdit:
    form = _body(page).form
    form.focus_field(name)
    editor = form.editor(name)
    assert isinstance(editor, QLineEdit)
    _keys(editor, text)
    return editor


def test_letters_typed_while_another_file_is_read_are_kept(desk: Desk, opened: PersonPage, settle: Settle) -> None:
    opened.open_target("person", desk.roster.model.row(5).key)
    _type(opened, "birth_place", "Bản Mới")
    settle(desk)
    assert opened._typed() == {}
    opened.open_target("person", desk.roster.model.row(1).key)
    settle(desk)
    assert opened._typed() == {"birth_place": "Bản Mới"}


def test_find_open_correct_what_is_refused_save_see_it_in_the_history_and_undo(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle
) -> None:
    window = desk.window
    assert window is not None
    assert opened.opened is not None
    assert opened.opened.file.name == desk.roster.model.row(1).full_name
    number = opened.opened.file.person.texts["personal_number"]
    editor = _type(opened, "personal_number", number[:-1])
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.property("state") == "error"
    assert "phải có đúng 12" in editor.accessibleDescription()
    assert opened.save_bar.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_S, CTRL)
    settle(desk)
    assert opened.save_bar.isVisible()
    assert opened.opened.file.person.texts["personal_number"] == number
    _type(opened, "personal_number", number)
    _type(opened, "birth_place", "xã Bộc Bố, huyện Pác Nặm")
    qtbot.keyClick(_type(opened, "ethnic", "tay"), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "Đã lưu" in window.messages.text, timeout=10_000)
    settle(desk)
    assert not opened.save_bar.isVisible()
    assert opened.opened.file.person.texts["birth_place"] == "xã Bộc Bố, huyện Pác Nặm"
    assert opened.opened.file.person.texts["ethnic"] == "Tày"
    _body(opened).go_to(TRAIL)
    view = _body(opened).trail
    view.table.go_to_row(0)
    row = view.current()
    assert row is not None
    assert (row.verb, row.label) in {("Sửa", "Nơi sinh"), ("Sửa", "Dân tộc")}
    view.undo_asked.emit(row.operation)
    qtbot.waitUntil(lambda: "hoàn tác" in window.messages.text, timeout=10_000)
    settle(desk)
    assert opened.opened.file.person.texts["birth_place"] == ""
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page is desk.roster


def test_esc_gives_up_and_the_text_can_be_taken_back(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle
) -> None:
    editor = _type(opened, "birth_place", "xã Mỹ Phương")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == ""
    assert not opened.save_bar.isVisible()
    opened.strip.deed.emit("take_back")
    assert editor.text() == "xã Mỹ Phương"
    settle(desk)


def test_what_was_typed_is_there_again_after_a_kill(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle, tmp_path: Path, dressed: QApplication
) -> None:
    _type(opened, "birth_place", "xã Nghiên Loan")
    opened.keep_draft()
    settle(desk)
    assert opened.opened is not None
    key = opened.opened.file.key
    # the file as a kill at this moment leaves it: the log not folded in, nothing closed
    copy = tmp_path / "sau-khi-mat-dien.snv"
    for name in ("", "-wal"):
        copy.with_name(copy.name + name).write_bytes(desk.path.with_name(desk.path.name + name).read_bytes())
    opened.give_up()
    settle(desk)
    after = Desk(copy, desk.day, lambda: datetime(2026, 11, 23, 2, 0, tzinfo=UTC), Preferences(tmp_path / "q.json"))
    after.start()
    settle(after)
    after._show_person(key)
    page = _page(after)
    qtbot.waitUntil(lambda: page.opened is not None, timeout=10_000)
    settle(after)
    assert _body(page).form.text("birth_place") == "xã Nghiên Loan"
    assert "gõ dở" in page.strip.text
    assert page.opened is not None
    assert page.opened.file.person.texts["birth_place"] == ""
    assert after.window is not None
    after.window.close()
    dressed.processEvents()


def test_leaving_for_another_person_keeps_what_is_typed(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle
) -> None:
    _type(opened, "birth_place", "xã An Thắng")
    qtbot.keyClick(opened, Qt.Key.Key_PageDown, CTRL)
    settle(desk)
    assert opened.opened is not None
    assert opened.opened.file.name == desk.roster.model.row(2).full_name
    assert _body(opened).form.text("birth_place") == ""
    qtbot.keyClick(opened, Qt.Key.Key_PageUp, CTRL)
    settle(desk)
    assert _body(opened).form.text("birth_place") == "xã An Thắng"


def test_birth_date_asks_for_the_decision(desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle) -> None:
    editor = _type(opened, "born", "6/1980")
    qtbot.keyClick(editor, Qt.Key.Key_S, CTRL)
    settle(desk)
    dialog = top_dialog()
    assert dialog.windowTitle() == "Lý do sửa"
    _wait_for(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any("Phải có số" in label.text() for label in dialog.findChildren(QLabel)))
    edits = {edit.accessibleName(): edit for edit in dialog.findChildren(QLineEdit)}
    edits["Quyết định, văn bản số"].setText("Quyết định 12/QĐ-UBND")
    edits["Ngày"].setText("1/3/2026")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not opened.save_bar.isVisible(), timeout=10_000)
    settle(desk)
    assert opened.opened is not None
    assert opened.opened.file.person.texts["born"] == "06/1980"
    assert opened.opened.trail[0].reason == "Theo Quyết định 12/QĐ-UBND ngày 01/03/2026"


def test_a_row_is_added_edited_and_removed(desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle) -> None:
    _body(opened).go_to("Quá trình công tác")
    part = _body(opened).part("work_history")
    assert part is not None
    part.add_asked.emit("work_history")
    dialog = top_dialog()
    _wait_for(qtbot, dialog)
    edits = {edit.accessibleName(): edit for edit in dialog.findChildren(QLineEdit)}
    _keys(edits["33 Từ tháng, năm"], "9/1996")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    workplace = edits["33 Đơn vị công tác (đảng, chính quyền, đoàn thể)"]
    qtbot.waitUntil(lambda: "Phải có" in workplace.accessibleDescription(), timeout=10_000)
    _keys(workplace, "UBND huyện Pác Nặm")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: [row.texts["starts"] for row in part.part.rows] == ["09/1996"], timeout=10_000)
    settle(desk)
    part.table.go_to_row(0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    asked = top_dialog()
    _wait_for(qtbot, asked)
    _keys(next(iter(asked.findChildren(QLineEdit))), "ghi nhầm người")
    qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: part.part.rows == (), timeout=10_000)
    settle(desk)


def test_the_list_and_the_file_say_the_same_of_how_complete_it_is(
    desk: Desk, opened: PersonPage, settle: Settle
) -> None:
    in_file = opened.side.fullness.said
    beside = desk.roster.pane._fullness
    settle(desk)
    assert in_file.startswith("Bắt buộc ")
    assert beside.said == in_file


def test_the_history_has_room_for_a_number(desk: Desk, opened: PersonPage, settle: Settle) -> None:
    assert desk.window is not None
    desk.window.resize(1366, 768)
    _body(opened).go_to(TRAIL)
    settle(desk)
    table = _body(opened).trail.table
    names = [column.name for column in table.table_model.columns]
    room = table.fontMetrics().horizontalAdvance("006081300010") + 2 * CELL_PAD
    assert all(table.columnWidth(names.index(name)) >= room for name in ("before", "after"))


def test_f8_walks_through_what_is_missing(desk: Desk, opened: PersonPage, qtbot: Any) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_F8)
    assert opened.focusWidget() is _body(opened).form.editor("birth_place")
    qtbot.keyClick(opened, Qt.Key.Key_F8)
    assert opened.focusWidget() is _body(opened).form.editor("recruited_by")
    assert "Nơi sinh" in opened.strip.text


def _drop(view: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(event)


def test_a_photo_and_scans_are_dropped_in_and_what_is_no_picture_is_refused(
    desk: Desk, opened: PersonPage, settle: Settle, tmp_path: Path
) -> None:
    assert desk.window is not None
    assert opened.opened is not None
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    picture = tmp_path / "anh.png"
    assert image.save(str(picture))
    _drop(opened.head.photo, picture)
    settle(desk)
    assert opened.opened.photo is not None
    _body(opened).go_to(PAPERS)
    _drop(_body(opened).papers.pictures, picture)
    settle(desk)
    assert [(paper.title, paper.media) for paper in opened.opened.papers] == [("anh", "image")]
    program = tmp_path / "quyet-dinh.pdf"
    program.write_bytes(b"MZ\x90\x00" + b"\0" * 5000)
    _drop(_body(opened).papers.pictures, program)
    settle(desk)
    assert "không phải" in _body(opened).papers.said
    assert _body(opened).papers.pictures.accessibleDescription() == _body(opened).papers.said
    large = tmp_path / "lon.jpg"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    _drop(opened.head.photo, large)
    settle(desk)
    assert "Ảnh thẻ: Tệp lớn quá" in opened.strip.text
    assert len(opened.opened.papers) == 1
    _body(opened).papers.pictures.setCurrentRow(0)
    _body(opened).papers._tell("look")
    settle(desk)
    assert top_dialog().windowTitle() == "anh"
    top_dialog().reject()


def _add_dialog() -> AddDialog:
    made = top_dialog().findChild(AddDialog)
    assert isinstance(made, AddDialog)
    return made


def test_a_person_is_added_by_hand_and_a_double_is_told(desk: Desk, qtbot: Any, settle: Settle) -> None:
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_N, CTRL)
    settle(desk)
    form = _add_dialog().form
    _wait_for(qtbot, _add_dialog().made)
    unit = desk.roster.model.row(0).unit_path.split(" › ")[-1]
    typed = {"full_name": "Lò Thị Mẩy", "born": "30/6/1995", "sex": "nu", "category": "cong chuc", "starts": "1/9/2026"}
    for name, text in typed.items():
        editor = form.editor(name)
        assert isinstance(editor, QLineEdit)
        _keys(editor, text)
    qtbot.keyClick(_add_dialog().made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Phải có" in form.editor("unit").accessibleDescription(), timeout=10_000)
    units = [name for name in _units(form) if unit.split(",")[0] in name]
    form.put({"unit": units[0]})
    qtbot.keyClick(_add_dialog().made, Qt.Key.Key_Return, CTRL)
    page = _page(desk)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.file.name == "Lò Thị Mẩy", timeout=10_000)
    settle(desk)
    desk._add_person()
    settle(desk)
    again = _add_dialog()
    _wait_for(qtbot, again.made)
    again.form.put({**typed, "unit": units[0]})
    qtbot.keyClick(again.made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: any("có thể là cùng một người" in label.text() for label in again.made.findChildren(QLabel)),
        timeout=10_000,
    )
    again.made.reject()
    settle(desk)


def test_a_person_half_typed_is_there_again(desk: Desk, qtbot: Any, settle: Settle) -> None:
    def begin() -> AddDialog:
        desk._add_person()
        settle(desk)
        _wait_for(qtbot, _add_dialog().made)
        return _add_dialog()

    first = begin()
    _keys(first.form.editor("full_name"), "Lò Thị Mẩy")  # type: ignore[arg-type] # a line
    first.made.reject()
    settle(desk)
    again = begin()
    assert again.form.typed() == {"full_name": "Lò Thị Mẩy"}
    told = next(one for one in again.made.findChildren(QLabel) if "gõ dở" in one.text())
    assert told.isVisible()
    again._begin_anew()
    assert not told.isVisible()
    again.made.reject()
    settle(desk)
    last = begin()
    assert last.form.typed() == {}
    last.made.reject()
    settle(desk)


def _units(form: Any) -> list[str]:
    return [text for text, _ in form.editor("unit")._choices]


def test_on_another_day_and_as_once_known_the_file_is_only_read(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle
) -> None:
    assert desk.window is not None
    desk.window.as_of.show_day(desk.day.replace(year=2025))
    desk.window._on_day(desk.day.replace(year=2025))
    settle(desk)
    assert _body(opened).form.editor("birth_place").isReadOnly()
    desk.window.return_to_today()
    settle(desk)
    assert not _body(opened).form.editor("birth_place").isReadOnly()
    opened.show_known(desk.day)
    settle(desk)
    assert "như sổ ghi đến hết ngày" in opened.strip.text
    assert _body(opened).form.editor("birth_place").isReadOnly()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_of_a_file_is_cut(
    desk: Desk, opened: PersonPage, settle: Settle, dressed: QApplication, zoom: float
) -> None:
    from desktop_app.ui.kit.theme import apply_look

    assert desk.window is not None
    desk.window.resize(int(1366 * zoom), int(768 * zoom))
    apply_look(dressed, "light", zoom)
    found = []
    for place in range(_body(opened).tabs.count()):
        _body(opened).tabs.setCurrentIndex(place)
        settle(desk)
        dressed.processEvents()
        found += misfits(desk.window)
    _body(opened).go_to(FORM)
    apply_look(dressed, "light")
    assert found == []
