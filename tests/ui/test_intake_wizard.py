"""The import wizard as the clerk meets it: by keyboard alone, with everything that can be asked of her."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from desktop_app.services.work import changing
from desktop_app.ui.app import Desk

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier
ON = CTRL | Qt.KeyboardModifier.ShiftModifier
HEADS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Đơn vị công tác",
    "Mã ngạch",
    "Bậc",
    "Hệ số",
    "Ghi riêng",
)
PEOPLE: tuple[tuple[Any, ...], ...] = (
    (1, "Vi Thị Hường", "14/02/1976", "Nữ", "006176000101", "Phòng Y tế", "01.003", 6, 3.99, "a"),
    (2, "Sầm Văn Toản", "27/09/1981", "Nam", "006081000102", "Phòng Y tế", "01.003", 4, 3.44, "b"),
    (3, "đinh thị nhàn", "19/05/1990", "Nữ", "006190000103", "Phòng Y tế", "01.003", 2, 2.67, "c"),
    (4, "Lục Văn Páo", "31/12/1969", "Nam", "0060690001041", "Thanh tra", "01.003", 5, 3.66, "d"),
)


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def make(rows: Sequence[Sequence[Any]] = PEOPLE, heads: Sequence[str] = HEADS, name: str = "ds.xlsx") -> Path:
        from openpyxl import Workbook

        workbook = Workbook()
        for row in (heads, *rows):
            workbook.worksheets[0].append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def opened(desk: Desk, qtbot: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Any]:
    """The wizard at its second step, reached by keys."""

    def go(path: Path) -> Any:
        window = desk.window
        assert window is not None
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        wizard: Any = desk.intake.wizard
        desk._show_page(desk.intake)
        qtbot.keyClick(window, Qt.Key.Key_O, CTRL)
        qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 1 and desk.runner.idle, timeout=20_000)
        return wizard

    return go


def _asks() -> bool:
    return any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def _dialog() -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())


def _say_why(qtbot: Any) -> None:
    """An import is taken back with a reason."""
    qtbot.waitUntil(_asks)
    asked = _dialog()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    reason = asked.findChild(QLineEdit)
    assert reason is not None
    reason.setText("nhập nhầm tệp")
    qtbot.keyClick(reason, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not any(one is asked and one.isVisible() for one in QApplication.topLevelWidgets()))


def _words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_from_the_file_to_the_result_by_keyboard_alone(
    desk: Desk, qtbot: Any, settle: Settle, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    wizard = opened(save())
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_Return, ON)
    assert wizard.steps.currentIndex() == 2
    grid, panel, preview = wizard.preview.grid, wizard.preview.panel, wizard.preview
    assert grid.hasFocus()
    assert preview.model.cell_of(grid.currentIndex()) == (3, 9)
    # the proposal is taken
    qtbot.keyClick(grid, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.runner.idle and preview._plan.levels["error"] == 1)
    # the next problem is put right by typing
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert preview.model.cell_of(grid.currentIndex()) == (4, 2)
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    assert panel.edit.hasFocus()
    panel.edit.selectAll()
    panel.edit.insert("Đinh Thị Nhàn")
    qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.runner.idle and preview._plan.levels["warn"] == 0)
    # the last one is left empty, and that is counted
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert preview.model.cell_of(grid.currentIndex()) == (5, 5)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.runner.idle and preview._plan.levels["error"] == 0)
    assert preview._plan.levels["skipped"] == 1
    qtbot.keyClick(grid, Qt.Key.Key_Return, ON)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)
    settle(desk)
    said = wizard.result.words.text()
    assert "1 ô để trống theo quyết định của người nhập" in said
    assert "1 đề nghị đã nhận" in said
    assert "Giữ nguyên văn trong Nguồn, sẽ hỏi lại khi hồ sơ có chỗ: Ghi riêng." in said
    assert wizard.result.left.isHidden()
    wizard.result.take_back.setFocus()
    qtbot.keyClick(wizard.result.take_back, Qt.Key.Key_Space)
    _say_why(qtbot)
    qtbot.waitUntil(lambda: "hoàn tác" in wizard.result.done.text(), timeout=20_000)


@pytest.fixture
def patient(qapp: QApplication) -> Iterator[None]:
    """Letters typed into a list belong together however busy the machine is."""
    before = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(60_000)
    yield
    qapp.setKeyboardInputInterval(before)


@pytest.mark.usefixtures("patient")
def test_a_column_is_sent_elsewhere_from_a_list_and_remembered(
    desk: Desk, qtbot: Any, settle: Settle, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    wizard = opened(save(PEOPLE[:1]))
    table = wizard.mapping.table
    box = table.indexWidget(table.model().index(9, 3))
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Không nhập (giữ trong Nguồn)"
    box.setFocus()
    pause = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(30_000)  # letters a busy machine takes long over are still one word
    qtbot.keyClicks(box, "Ghi")
    QApplication.setKeyboardInputInterval(pause)
    assert box.currentText() == "Ghi chú"
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: desk.runner.idle and wizard._plan.people[0].values.get("note") == "a")
    stays = QApplication.focusWidget()
    assert isinstance(stays, QComboBox)
    assert (stays.currentText(), stays.accessibleName()) == ("Ghi chú", "Trường của cột Ghi riêng")
    qtbot.keyClick(desk.window, Qt.Key.Key_Return, ON)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 2 and wizard._next.isEnabled())
    qtbot.keyClick(wizard.preview.grid, Qt.Key.Key_Return, ON)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)
    settle(desk)
    wizard.result.another_asked.emit()
    again = opened(save([(1, "Hà Văn Bính", "22/04/1987", "Nam", "006087000106", *PEOPLE[0][5:])], name="khac.xlsx"))
    assert next(column.target for column in again._opened.mapping if column.heading == "Ghi riêng") == "note"


def test_the_order_of_a_column_of_days_is_a_question(
    desk: Desk, qtbot: Any, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    rows = [
        (*person[:2], born, *person[3:]) for person, born in zip(PEOPLE[:2], ("02/03/1976", "09/08/1981"), strict=True)
    ]
    wizard = opened(save(rows))
    question = next(
        label for label in wizard.mapping.findChildren(QLabel) if "ngày hay tháng đứng trước" in label.text()
    )
    box = question.parentWidget().findChild(QComboBox)
    assert box is not None
    question_name = box.accessibleName()
    assert str(wizard._plan.people[0].values["born"]) == "1976-03-02"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: desk.runner.idle and str(wizard._plan.people[0].values["born"]) == "1976-02-03")
    stays = QApplication.focusWidget()
    assert isinstance(stays, QComboBox)
    assert (stays.accessibleName(), stays.currentText()) == (question_name, "tháng trước, ngày sau")


def test_an_old_encoding_is_shown_with_ten_names(
    desk: Desk, qtbot: Any, opened: Callable[[Path], Any], samples: Path
) -> None:
    wizard = opened(samples / "danh-sach-tcvn3.xls")
    said = next(label for label in wizard.mapping.findChildren(QLabel) if "Họ và tên" in label.text())
    assert said.text().count("→") == 10
    box = said.parentWidget().findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "TCVN3 (ABC)"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: desk.runner.idle and wizard._plan.levels["error"] > 0)


def test_what_is_said_of_whole_columns_stands_on_top(opened: Callable[[Path], Any], save: Callable[..., Path]) -> None:
    heads = ("STT", "Họ đệm", "Tên", *HEADS[2:])
    split = [(number, *name.rsplit(" ", 1), *rest) for number, name, *rest in PEOPLE]
    wizard = opened(save(split, heads))
    assert "Họ tên viết ở hai cột; đã ghép lại." in _words(wizard.mapping)


def test_a_list_without_problems_of_people_is_shown_whole(
    desk: Desk, qtbot: Any, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    heads = ("STT", "Họ đệm", "Tên", *HEADS[2:])
    wizard = opened(save([(1, "Vi Thị", "Hường", *PEOPLE[0][2:])], heads))
    assert wizard._plan.levels["fixed"] == 1
    assert wizard.preview.model.rowCount() == 1


def test_two_files_alike_in_the_register_are_offered_for_merging(
    desk: Desk, qtbot: Any, settle: Settle, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    from db.values import PartialDate
    from desktop_app.services.intake.write import add_people

    twin = {"full_name": "Vi Thị Hường", "born": PartialDate(1976, 2, 14), "sex": "nu"}
    with changing(desk.database, desk.day, "add", "hai hồ sơ của một người") as work:
        add_people(work, [twin, twin])
    wizard = opened(save([(*PEOPLE[0][:4], None, *PEOPLE[0][5:])]))
    qtbot.keyClick(desk.window, Qt.Key.Key_Return, ON)
    preview = wizard.preview
    preview.grid.setCurrentIndex(preview.model.index(0, 0))
    assert wizard._plan.people[0].outcome == "doubtful"
    assert "Hệ số lương: trống → 3,99" in preview.panel._message.text()
    merge = next(b for b in preview.panel.findChildren(QPushButton) if b.text().startswith("Gộp hồ sơ trùng"))
    assert merge.isVisible()
    merge.click()
    qtbot.waitUntil(_asks)  # the two files are read first
    dialog = _dialog()
    act = next(b for b in dialog.findChildren(QAbstractButton) if b.text().startswith("Gộp hai hồ sơ"))
    act.click()
    # compared anew: one file is left, and the row may be that person
    qtbot.waitUntil(lambda: desk.runner.idle and wizard._plan.people[0].rival is None, timeout=10_000)


def test_what_stands_in_the_way_of_taking_an_import_back_is_listed(
    desk: Desk, qtbot: Any, settle: Settle, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    from sqlalchemy import select

    from db.models import Person

    wizard = opened(save(PEOPLE[:1]))
    qtbot.keyClick(desk.window, Qt.Key.Key_Return, ON)
    qtbot.keyClick(wizard.preview.grid, Qt.Key.Key_Return, ON)
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)
    settle(desk)
    operation = wizard._imported.operation.id
    with changing(desk.database, desk.day, "edit", "sửa dân tộc") as work:
        work.session.scalars(select(Person).where(Person.full_name == "Vi Thị Hường")).one().ethnic = "Nùng"
    wizard.result.take_back.click()
    _say_why(qtbot)
    qtbot.waitUntil(
        lambda: (
            desk.runner.idle and any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
        )
    )
    said = _dialog()
    lines = said.findChild(QPlainTextEdit)
    assert lines is not None
    assert "Vi Thị Hường" in lines.toPlainText()
    qtbot.keyClick(said, Qt.Key.Key_Escape)
    # the same from the history, later
    desk.stepping._back(operation, "Đã hoàn tác.")
    _say_why(qtbot)
    qtbot.waitUntil(
        lambda: (
            desk.runner.idle and any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
        )
    )
    again = _dialog().findChild(QPlainTextEdit)
    assert again is not None
    assert "Vi Thị Hường" in again.toPlainText()
    qtbot.keyClick(_dialog(), Qt.Key.Key_Escape)


def test_the_preview_keeps_the_clerks_headings_and_says_where_each_column_goes(
    desk: Desk, qtbot: Any, opened: Callable[[Path], Any], save: Callable[..., Path]
) -> None:
    wizard = opened(save())
    qtbot.keyClick(desk.window, Qt.Key.Key_Return, ON)
    preview = wizard.preview
    heads = [preview.model.headerData(place, Qt.Orientation.Horizontal) for place in range(preview.model.columnCount())]
    assert heads[:5] == ["\nKết quả", "B\nHọ và tên", "C\nNgày sinh", "E\nSố CCCD", "F\nĐơn vị công tác"]
    tip = preview.model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Số định danh cá nhân (CCCD)"
    card = preview.mapping
    assert [card.list.rich_model.cells(row)[:2] for row in (4, 9)] == [("E", "Số CCCD"), ("J", "Ghi riêng")]
    assert card.list.rich_model.cells(9)[2] == "Không nhập"
    assert "9/10 cột" in _words(card)
    # what is said of a cell keeps its colour while the keyboard stands on it
    preview.go_to_problem(1)
    here = preview.grid.currentIndex()
    ground = preview.model.data(here, Qt.ItemDataRole.BackgroundRole).color()
    cell = preview.grid.visualRect(here)
    inside = preview.grid.viewport().grab().toImage().pixelColor(cell.right() - 4, cell.top() + 4)
    assert inside == ground
    change = next(made for made in card.findChildren(QPushButton) if made.text().strip() == "Sửa")
    change.setFocus()
    qtbot.keyClick(change, Qt.Key.Key_Space)
    assert wizard.steps.currentIndex() == 1
    assert wizard.mapping.table.hasFocus()
