"""The clerk's ways through the real window."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from db.text import fold
from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.dates import read_date
from desktop_app.ui.kit.theme import apply_look, look

Settle = Callable[[Desk], None]


def _names(desk: Desk) -> list[str]:
    model = desk.roster.model
    return [model.row(row).full_name for row in range(model.rowCount())]


def _dialog() -> QDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert found
    return found[-1]


def _sexes(desk: Desk) -> str:
    """Women and men of the list as the foot tells them, counted from its rows."""
    model = desk.roster.model
    sexes = [model.row(row).sex for row in range(model.rowCount())]
    return f"Nữ {sexes.count('nu')} · Nam {sexes.count('nam')}"


def test_the_list_is_there_in_vietnamese_order_with_counts(desk: Desk) -> None:
    from db.text import name_sort_key

    names = _names(desk)
    assert len(names) == 120
    assert {desk.roster.model.row(row).sex for row in range(120)} == {"nu", "nam"}
    assert names == sorted(names, key=name_sort_key)
    assert desk.window is not None
    assert f"Đang hiện 120 trong 120 người   {_sexes(desk)}   " in desk.window.status.whole()


def test_typing_without_accents_finds_every_one_and_esc_brings_all_back(desk: Desk, qtbot: Any) -> None:
    everyone = _names(desk)
    wanted = [name for name in everyone if "hung" in fold(name)]
    qtbot.keyClicks(desk.roster.list, "h")
    qtbot.keyClicks(desk.roster.search, "ung")
    assert desk.roster.search.text() == "hung"
    assert [name for name in _names(desk) if "hung" in fold(name)] == wanted
    assert desk.window is not None
    assert f" trong 120 người   {_sexes(desk)}   " in desk.window.status.whole()
    qtbot.keyClick(desk.roster.search, Qt.Key.Key_Escape)
    assert _names(desk) == everyone


def test_words_in_any_order_match_names_units_and_numbers(desk: Desk, qtbot: Any) -> None:
    first = desk.roster.model.row(0)
    qtbot.keyClicks(desk.roster.search, f"{first.personal_number[-5:]} {fold(first.full_name.split()[-1])}")
    assert first.full_name in _names(desk)
    qtbot.keyClicks(desk.roster.search, " khongcoai")
    assert _names(desk) == []
    assert desk.roster.card.stack.currentIndex() == 1


def test_another_day_shows_another_state_and_one_key_brings_today_back(desk: Desk, qtbot: Any, settle: Settle) -> None:
    window = desk.window
    assert window is not None
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.as_of.selectAll()
    qtbot.keyClicks(window.as_of, "01/01/1999")
    qtbot.keyClick(window.as_of, Qt.Key.Key_Return)
    settle(desk)
    assert 0 < len(_names(desk)) < 120
    assert window.as_of.property("state") == "warn"
    assert window._back_to_today.isVisible()
    window._back_to_today.click()
    settle(desk)
    assert len(_names(desk)) == 120
    window.as_of.selectAll()
    qtbot.keyClicks(window.as_of, "31/11/2026")
    qtbot.keyClick(window.as_of, Qt.Key.Key_Return)
    assert "31/11/2026" in window.messages.text
    window.as_of.selectAll()
    qtbot.keyClicks(window.as_of, "30/11/2025")
    qtbot.keyClick(window.as_of, Qt.Key.Key_Return)
    assert window.messages.text == ""  # put right


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/7/2025", date(2025, 7, 1)),
        ("01-07-25", date(2025, 7, 1)),
        ("01072025", date(2025, 7, 1)),
        ("1/1/0001", None),
        ("1/1/1", None),
        ("0/7/2025", None),
        ("31/2/2025", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert read_date(typed) == day


def test_a_unit_narrows_the_list(desk: Desk, settle: Settle) -> None:
    tree = desk.roster.tree
    tree.setCurrentIndex(tree.model().index(1, 0))
    settle(desk)
    count = int(tree.model().index(1, 1).data())
    assert len(_names(desk)) == count
    assert all(tree.model().index(1, 0).data() in desk.roster.model.row(row).unit_path for row in range(count))


def test_conditions_are_chips_that_come_off(desk: Desk, settle: Settle) -> None:
    bar = desk.roster.filters
    bar.change(bar.conditions._replace(categories=frozenset({"VC"})))
    settle(desk)
    assert {desk.roster.model.row(row).category for row in range(desk.roster.model.rowCount())} == {"VC"}
    chips = [button for button in bar.findChildren(QAbstractButton) if button.text().startswith("Viên chức")]
    chips[0].click()
    settle(desk)
    assert len(_names(desk)) == 120


def test_copy_is_a_table_for_excel(desk: Desk, qtbot: Any) -> None:
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(lines) == 121
    assert lines[0].split("\t")[0] == "Họ và tên"


def test_columns_chosen_are_remembered(desk: Desk) -> None:
    desk.roster.arrangement.toggle("phone", on=True)
    assert [column.name for column in desk.roster.list.shown_columns()][-1] == "phone"
    assert desk.preferences.get("roster.columns").endswith("phone")
    desk.roster.arrangement.toggle("phone", on=False)
    assert "phone" not in desk.preferences.get("roster.columns")


def test_sorting_by_a_heading_and_back(desk: Desk, settle: Settle) -> None:
    desk.roster.arrangement.sort_by("born", False)
    settle(desk)
    born = [desk.roster.model.row(row).born for row in range(desk.roster.model.rowCount())]
    assert born == sorted(born)
    desk.roster.arrangement.sort_by("coefficient", True)
    settle(desk)
    paid = [float(desk.roster.model.row(row).coefficient) for row in range(desk.roster.model.rowCount())]
    assert paid == sorted(paid, reverse=True)


def test_the_order_chosen_is_there_again_at_the_next_start(desk: Desk, settle: Settle, tmp_path: Path) -> None:
    desk.roster.arrangement.sort_by("coefficient", True)
    settle(desk)
    names = _names(desk)
    assert desk.window is not None
    desk.window.close()
    again = Desk(desk.path, desk.day, desk.clock, Preferences(tmp_path / "p.json"))
    again.start()
    settle(again)
    assert again.roster.arrangement.said() == "hệ số (Y → A)"
    assert _names(again) == names
    assert again.window is not None
    again.window.close()


def test_every_column_sorts(desk: Desk, settle: Settle) -> None:
    from desktop_app.reports.lists.roster_columns import COLUMNS

    for column in COLUMNS:
        desk.roster.arrangement.sort_by(column.name, True)
        settle(desk)
        assert len(_names(desk)) == 120


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "csv"])
def test_the_export_is_what_is_shown(desk: Desk, qtbot: Any, settle: Settle, tmp_path: Path, kind: str) -> None:
    qtbot.keyClicks(desk.roster.search, "hung")
    shown = _names(desk)
    desk.roster.export(kind, tmp_path / f"ds.{kind}")
    settle(desk)
    assert (tmp_path / f"ds.{kind}").exists()
    assert desk.window is not None
    assert f"Đã ghi {len(shown)} người" in desk.window.messages.text
    if kind == "csv":
        lines = (tmp_path / "ds.csv").read_text(encoding="utf-8-sig").splitlines()
        assert [name for name in shown if any(name in line for line in lines)] == shown


def test_import_settle_write_and_take_back_by_keyboard(desk: Desk, qtbot: Any, settle: Settle, samples: Path) -> None:
    window = desk.window
    assert window is not None
    place = list(window.rail.buttons).index(desk.intake)
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    wizard = desk.intake.wizard
    assert wizard is not None
    wizard.open_file(samples / "danh-sach-loi-300.xlsx")  # type: ignore[attr-defined] # the wizard is an IntakePage
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 1, timeout=20_000)  # type: ignore[attr-defined] # as above
    wizard._next.click()  # type: ignore[attr-defined] # as above
    preview = wizard.preview  # type: ignore[attr-defined] # as above
    assert "294 người, chừa 10" in wizard._next.text()  # type: ignore[attr-defined] # as above
    wrong = preview.model.place_of(16, 25)
    preview.grid.setCurrentIndex(wrong)
    assert "3,33" in preview.panel._take.text()
    qtbot.keyClick(preview.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "295 người, chừa 9" in wizard._next.text(), timeout=20_000)  # type: ignore[attr-defined] # as above
    qtbot.keyClick(preview.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "294 người" in wizard._next.text(), timeout=20_000)  # type: ignore[attr-defined] # as above
    wizard._next.click()  # type: ignore[attr-defined] # as above
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 3, timeout=20_000)  # type: ignore[attr-defined] # as above
    settle(desk)
    assert len(_names(desk)) == 120 + 294
    assert "10 người chừa lại" in wizard.result.words.text()  # type: ignore[attr-defined] # as above
    assert wizard.result.left.model().rowCount() == 10  # type: ignore[attr-defined] # as above
    wizard.result.take_back.click()  # type: ignore[attr-defined] # as above
    asked = _dialog()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    reason = asked.findChild(QLineEdit)
    assert reason is not None
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert asked.isVisible()  # an import is not taken back without a reason
    reason.setText("nhập nhầm tệp")
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "hoàn tác" in wizard.result.done.text(), timeout=20_000)  # type: ignore[attr-defined] # as above
    settle(desk)
    assert len(_names(desk)) == 120


def test_a_bad_file_is_refused_in_words(desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    bad = tmp_path / "hong.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    wizard = desk.intake.wizard
    assert wizard is not None
    wizard.open_file(bad)  # type: ignore[attr-defined] # the wizard is an IntakePage
    assert desk.window is not None
    messages = desk.window.messages
    qtbot.waitUntil(lambda: "hỏng" in messages.text, timeout=10_000)


def test_merging_two_files_and_undoing_it(desk: Desk, qtbot: Any, settle: Settle) -> None:
    table = desk.roster.list
    table.go_to_row(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.roster._on_merge()
    settle(desk)
    dialog = _dialog()
    assert dialog.windowTitle() == "Gộp hồ sơ trùng"
    act = next(b for b in dialog.findChildren(QAbstractButton) if b.text().startswith("Gộp hai hồ sơ"))
    act.click()
    qtbot.waitUntil(lambda: len(_names(desk)) == 119, timeout=10_000)
    desk.stepping.history()
    history = _dialog()
    undo = next(b for b in history.findChildren(QAbstractButton) if b.text().startswith("Hoàn tác"))
    undo.click()
    settle(desk)
    qtbot.waitUntil(lambda: len(_names(desk)) == 120, timeout=10_000)


def test_health_and_backup_are_told(
    desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.window is not None
    desk._check()
    settle(desk)
    assert "Dữ liệu nguyên vẹn" in desk.window.messages.text
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "sl"))
    desk._back_up()
    settle(desk)
    assert "120 hồ sơ" in desk.window.messages.text
    assert list((tmp_path / "sl").glob("*.snv"))


def _texts(widget: QWidget) -> list[str]:
    found = []
    for child in widget.findChildren(QWidget):
        if isinstance(child, (QLabel, QAbstractButton)):
            found.append(child.text())
        found += [child.toolTip(), child.accessibleName()]
        if isinstance(child, QLineEdit):
            found.append(child.placeholderText())
    return [text for text in found if text]


def test_there_is_room_to_search_where_letters_are_large(desk: Desk, dressed: QApplication, settle: Settle) -> None:
    assert desk.window is not None
    desk.window.resize(1366, 768)
    try:
        apply_look(dressed, "light", 1.6)
        settle(desk)
        field = desk.roster.search
        assert field.width() >= look().px(150)
        assert field.mapTo(desk.window, field.rect().bottomRight()).x() < desk.window.width()
    finally:
        apply_look(dressed, "light", 1.0)


def test_every_text_is_vietnamese(desk: Desk) -> None:
    english = re.compile(
        r"\b(?:the|and|file|open|close|save|cancel|search|name|date|error|warning|import|export|select|yes|back|next|done|loading)\b",
        re.IGNORECASE,
    )
    assert desk.window is not None
    found = [text for text in _texts(desk.window) if english.search(re.sub(r"Ctrl\+\w+|<[^>]+>", "", text))]
    assert found == []


def test_every_control_has_a_name(desk: Desk) -> None:
    assert desk.window is not None
    kinds = (QAbstractItemView, QLineEdit, QComboBox, QAbstractButton)
    nameless = [
        child
        for child in desk.window.findChildren(QWidget)
        if isinstance(child, kinds)
        and child.isVisible()
        and not child.accessibleName()
        and not (isinstance(child, QAbstractButton) and (child.text() or child.toolTip()))
        and not child.objectName().startswith("qt_")
        and type(child).__name__ not in {"QTableCornerButton", "QHeaderView", "QLineEditIconButton"}
    ]
    assert [(type(child).__name__, child.parent()) for child in nameless] == []


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_no_button_is_cut(desk: Desk, dressed: QApplication, zoom: float) -> None:
    assert desk.window is not None
    desk.window.resize(int(1366 * zoom), int(768 * zoom))
    apply_look(dressed, "light", zoom)
    dressed.processEvents()
    cut = [
        (child.text(), child.width(), child.sizeHint().width())
        for child in desk.window.findChildren(QAbstractButton)
        if child.isVisible()
        and child.text()
        and not isinstance(child.parent(), QLineEdit)
        and child.width() + 1 < child.minimumSizeHint().width()
    ]
    apply_look(dressed, "light")
    assert cut == []
