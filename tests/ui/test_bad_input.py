"""What must not get in, tried by keyboard through the real window: refused beside its field, in Vietnamese, and not stored."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit

from db.connection import connect_reading
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.person.page import PersonPage

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier
MB = 1024 * 1024


@pytest.fixture
def opened(desk: Desk, qtbot: Any, settle: Settle) -> PersonPage:
    """The first file of the list, opened with Enter."""
    window = desk.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "person" in window.page.opens and bool(window.page.findChildren(Tabs)), timeout=10_000)
    settle(desk)
    (page,) = window.page.findChildren(PersonPage)
    assert isinstance(page, PersonPage)
    return page


def _go_to(name: str) -> QLineEdit:
    """Tab on to a field."""
    for _ in range(80):
        here: Any = QApplication.focusWidget()
        if here is not None and here.accessibleName().endswith(name) and isinstance(here, QLineEdit):
            return here
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(name)


def _write(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def _everything(desk: Desk) -> list[tuple[Any, ...]]:
    raw = connect_reading(desk.path)
    found = raw.execute("SELECT seq FROM operation").fetchall() + raw.execute("SELECT * FROM person").fetchall()
    raw.close()
    return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("Họ và tên khai sinh", "A" * 10_000, "10.000 chữ"),
        ("Ngày sinh", "12/05/2099", "tương lai"),
        ("Ngày được tuyển dụng lần đầu", "2099", "tương lai"),
        ("Ngày cấp căn cước", "31/02/2021", "không phải là ngày có thật"),
    ],
)
def test_a_field_that_cannot_be_is_refused_beside_it(
    desk: Desk, opened: PersonPage, settle: Settle, field: str, text: str, said: str
) -> None:
    before = _everything(desk)
    editor = _go_to(field)
    _write(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.property("state") == "error"
    assert said in editor.accessibleDescription()
    QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
    settle(desk)
    assert opened.save_bar.isVisible()  # it is still typed, and still hers to put right
    assert editor.property("state") == "error"
    assert _everything(desk) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("quyet-dinh.pdf", b"MZ\x90\x00" + b"\0" * 5000, "không phải"),
        ("anh.jpg", 200 * MB, "Tệp lớn quá"),
        ("rong.pdf", b"", "rỗng"),
    ],
)
def test_a_file_that_is_none_is_refused_above_the_papers(
    desk: Desk,
    opened: PersonPage,
    qtbot: Any,
    settle: Settle,
    tmp_path: Path,
    name: str,
    content: bytes | int,
    said: str,
) -> None:
    before = _everything(desk)
    path = tmp_path / name
    with path.open("wb") as file:
        if isinstance(content, int):
            file.truncate(content)
        else:
            file.write(content)
    (tabs,) = opened.findChildren(Tabs)
    tabs.setFocus()
    for _ in range(tabs.count()):
        if tabs.current == "Giấy tờ":
            break
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    body = opened._body
    assert body is not None
    here: Any = QApplication.focusWidget()
    for _ in range(10):
        if here is body.papers.pictures:
            break
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    QTest.keyClick(here, Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    line: Any = QApplication.focusWidget()
    _write(line, str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(desk)
    qtbot.waitUntil(lambda: said in body.papers.said, timeout=10_000)
    assert _everything(desk) == before
    raw = connect_reading(desk.path)
    assert raw.execute("SELECT count(*) FROM paper").fetchone() == (0,)
    raw.close()


def test_a_photo_of_200_mb_is_refused_under_the_head(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle, tmp_path: Path
) -> None:
    before = _everything(desk)
    path = tmp_path / "anh.png"
    with path.open("wb") as file:
        file.truncate(200 * MB)
    for _ in range(80):
        here: Any = QApplication.focusWidget()
        if here is opened.head.photo:
            break
        QTest.keyClick(here, Qt.Key.Key_Tab)
    QTest.keyClick(opened.head.photo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    line: Any = QApplication.focusWidget()
    _write(line, str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(desk)
    qtbot.waitUntil(lambda: "Ảnh thẻ: Tệp lớn quá" in opened.strip.text, timeout=10_000)
    assert opened.strip.isVisible()
    assert _everything(desk) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take an open file away")
def test_a_register_deleted_while_it_is_open_is_told_and_what_is_typed_stays(
    desk: Desk, opened: PersonPage, qtbot: Any, settle: Settle
) -> None:
    editor = _go_to("Nơi sinh")
    _write(editor, "xã Nà Phặc")
    desk.path.unlink()
    QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
    settle(desk)
    window = desk.window
    assert window is not None
    qtbot.waitUntil(lambda: any("bị xoá" in one.text() for one in window.messages.findChildren(QLabel)))
    assert opened.save_bar.isVisible()
    assert editor.text() == "xã Nà Phặc"
    saved = connect_reading(desk.path.with_name("so-cuu.snv"))
    assert saved.execute("SELECT count(*) FROM person").fetchone() == (120,)
    saved.close()
