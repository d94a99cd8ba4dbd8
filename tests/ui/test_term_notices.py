"""Notices of terms that end by keyboard: from the due list, for many at once, printed, taken back, cancelled."""
# ruff: noqa: F811 - fixtures of another file are asked for by their names

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.errors import MachineTrouble
from desktop_app.reports.letters.batch import Draft, write_batch
from desktop_app.reports.letters.terms import prepare
from desktop_app.services import decisions
from desktop_app.services.history import operations
from desktop_app.services.signing import Signed
from desktop_app.services.term_notices import give_notices
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments import letters
from desktop_app.ui.appointments.letters import PapersDialog
from desktop_app.ui.appointments.notices import NoticesDialog
from desktop_app.ui.kit.pages_view import PagesView
from desktop_app.ui.main_window import MainWindow
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands, front
from tests.ui.test_due_journey import desk, lines, the_file, to_the_line  # noqa: F401 - a fixture

ENTER = Qt.Key.Key_Return


def _pages(hands: Hands) -> None:
    """Until the preview is in front."""

    def found() -> bool:
        made: QWidget | None = QApplication.activeModalWidget()
        return made is not None and bool(made.findChildren(PagesView))

    hands.until(found)


def test_from_the_line_to_the_paper_and_back(desk: Desk, hands: Hands) -> None:
    page = to_the_line(desk, hands, "TERM-90W", "Hứa Văn Dũng")
    hands.press(ENTER)
    made: NoticesDialog = front(hands, NoticesDialog)
    hands.until(made.action.isEnabled)
    assert made.action.text().startswith("Lập thông báo")
    assert "Quá hạn thông báo" in {label.text() for label in made.findChildren(type(made.subtitle))}
    number = made.number.text
    hands.press(ENTER, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    front(hands, MainWindow)
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: any(row.name == "Hứa Văn Dũng" and row.noticed for row in appointments.list.rows()))
    hands.press(Qt.Key.Key_1, CTRL)
    hands.until(lambda: page.isVisible() and not lines(page, "TERM-90W", "Hứa Văn Dũng"))
    # the same paper again from the register of decisions
    hands.press(Qt.Key.Key_4, CTRL)
    hands.until(lambda: appointments.isVisible() and desk.runner.idle)
    appointments.tabs.show_tab("decisions")
    hands.until(lambda: any(row.number == number for row in appointments.list.rows()))
    appointments.list.select_row(next(row for row in appointments.list.rows() if row.number == number))
    appointments.list.setFocus()
    hands.press(ENTER, CTRL)
    again: PapersDialog = front(hands, PapersDialog, "In thông báo")
    hands.until(again.action.isEnabled)
    hands.press(Qt.Key.Key_Escape)
    front(hands, MainWindow)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.until(lambda: page.isVisible() and lines(page, "TERM-90W", "Hứa Văn Dũng"))


def test_many_at_once_leaves_out_who_gets_none(desk: Desk, hands: Hands) -> None:
    front(hands, MainWindow)
    desk.register.wanted.emit("term", b"")
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.list.rows() and desk.runner.idle)
    wanted = {"Hứa Văn Dũng", "Nông Văn Cường", "Bàn Đức Thành"}
    places = [place for place, row in enumerate(appointments.list.rows()) if row.name in wanted]
    appointments.list.setFocus()
    for place in places:
        appointments.list.go_to_row(place)
        hands.press(Qt.Key.Key_Space)
    hands.press(ENTER, CTRL)
    made: NoticesDialog = front(hands, NoticesDialog)
    hands.until(made.action.isEnabled)
    assert made.action.text().startswith("Lập thông báo cho 2 người")
    told = {label.text() for label in made.findChildren(type(made.subtitle))}
    assert "Không lập cho 1 người" in told
    assert any(text.startswith("Bàn Đức Thành: giữ chức vụ theo nhiệm kỳ") for text in told)
    hands.press(ENTER, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    noticed = wanted - {"Bàn Đức Thành"}
    hands.until(lambda: {row.name for row in appointments.list.rows() if row.noticed} == noticed)


def test_the_line_opens_its_own_person_whatever_is_ticked_or_left_out(desk: Desk, hands: Hands) -> None:
    front(hands, MainWindow)
    desk.register.wanted.emit("term", b"")
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.list.rows() and desk.runner.idle)
    row = next(one for one in appointments.list.rows() if one.name == "Hứa Văn Dũng")
    other = next(one for one in appointments.list.rows() if one.name == "Nông Văn Cường")
    appointments.list.setFocus()
    appointments.list.select_row(row)
    hands.press(Qt.Key.Key_Space)
    appointments.within._buttons["90"].click()
    desk.register.wanted.emit("term_notice", other.assignment)
    made: NoticesDialog = front(hands, NoticesDialog)
    assert made._keys == (other.assignment,)
    hands.until(made.action.isEnabled)
    hands.press(Qt.Key.Key_Escape)


def test_a_cancelled_notice_is_not_printed_and_that_is_the_reason_told(desk: Desk, hands: Hands) -> None:
    front(hands, MainWindow)
    desk.register.wanted.emit("term", b"")
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.list.rows() and desk.runner.idle)
    term = next(row.assignment for row in appointments.list.rows() if row.name == "Hứa Văn Dũng")
    papers: list[bytes] = []
    desk.register.do(
        "movement", "thông báo", give_notices, [term], Signed("42/TB-UBND", DAY, "Triệu Quang Huy"),
        then=lambda done: papers.extend(done.value.papers),
    )  # fmt: skip
    hands.until(lambda: papers)
    desk.register.do(
        "decision", "huỷ", decisions.cancel, papers[0], "ghi nhầm", then=lambda _done: None, reason="ghi nhầm"
    )
    appointments.tabs.show_tab("decisions")
    hands.until(
        lambda: any(row.key == papers[0] and row.state == decisions.CANCELLED for row in appointments.list.rows())
    )
    said: list[str] = []
    desk.runner.refused.connect(said.append)
    appointments.list.select_row(next(row for row in appointments.list.rows() if row.key == papers[0]))
    appointments.list.setFocus()
    hands.press(ENTER, CTRL)
    hands.until(lambda: said)
    assert said == ["Không in văn bản đã huỷ bỏ: 42/TB-UBND ngày 23/11/2026."]
    assert QApplication.activeModalWidget() is None


def _notices(desk: Desk, hands: Hands, name: str) -> NoticesDialog:
    """The dialog of the notice of one person, ready to record."""
    front(hands, MainWindow)
    desk.register.wanted.emit("term", b"")
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.list.rows() and desk.runner.idle)
    row = next(row for row in appointments.list.rows() if row.name == name)
    desk.register.wanted.emit("term_notice", row.assignment)
    made: NoticesDialog = front(hands, NoticesDialog)
    hands.until(lambda: made.action.isEnabled() and desk.runner.idle and not made._timer.isActive())
    return made


def test_what_is_recorded_is_only_printed_again(desk: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _notices(desk, hands, "Hứa Văn Dũng")
    number = made.number.text

    def no_room(*_args: object, **_keywords: object) -> bytes:
        raise MachineTrouble("Đĩa đầy.")

    monkeypatch.setattr(letters, "batch_pdf", no_room)
    hands.press(ENTER, CTRL)
    hands.until(lambda: made._told.text() == "Đĩa đầy.")
    hands.until(lambda: desk.runner.idle and not made._timer.isActive())
    assert made.action.isEnabled()
    assert made.action.text().startswith("Xem và in")
    assert not any(typed.isEnabled() for typed in (made.number, made.day, made.signer, made.draft))
    assert made.number.told() == "đã ghi vào sổ"
    assert made.leave.text() == "Đóng  Esc"
    monkeypatch.undo()
    hands.press(ENTER, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    with reading(desk.database, DAY) as work:
        noticed = [one for one in decisions.decisions(work) if one.kind == "thong_bao"]
        assert [one.number for one in noticed if one.subject.endswith("Hứa Văn Dũng")] == [number]
        last = operations(work.raw)[-1]
    assert last.summary == "Thông báo hết thời hạn giữ chức vụ: Hứa Văn Dũng"


def test_word_of_what_is_not_recorded_leaves_room_for_the_number(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    made = _notices(desk, hands, "Hứa Văn Dũng")
    number = made.number.text.partition("/")[0]
    out = tmp_path / "thong-bao.docx"
    told: list[str] = []
    made._then = told.append
    made.write_to(out)
    hands.until(lambda: told)
    assert told == [f"Đã ghi 1 dự thảo thông báo ra {out}"]
    text = _words_of(out)
    assert "/TB-UBND" in text
    assert f"{number}/TB-UBND" not in text
    hands.press(ENTER, CTRL)
    _pages(hands)
    term = made._keys
    hands.press(Qt.Key.Key_Escape)
    with reading(desk.database, DAY) as work:
        write_batch(work, prepare, term, Draft("", None), out)
    assert f"{number}/TB-UBND" in _words_of(out)


def test_from_the_timeline_to_the_register_of_decisions(desk: Desk, hands: Hands) -> None:
    made = _notices(desk, hands, "Hứa Văn Dũng")
    number = made.number.text
    hands.press(ENTER, CTRL)
    _pages(hands)
    hands.press(Qt.Key.Key_Escape)
    file = the_file(desk, hands, "Hứa Văn Dũng")
    listed = file.side.events
    wanted = f"23/11/2026 Thông báo hết thời hạn giữ chức vụ Số {number}"

    def place() -> int | None:
        said = [listed.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(listed.count())]
        return said.index(wanted) if wanted in said else None

    hands.until(lambda: place() is not None)
    listed.setFocus()
    listed.setCurrentRow(place())
    hands.press(ENTER)
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.isVisible() and appointments.tabs.current == "decisions")
    hands.until(lambda: (row := appointments.list.current_row()) is not None and row.number == number)


def _words_of(out: Path) -> str:
    with zipfile.ZipFile(out) as held:
        return re.sub("<[^>]+>", "", held.read("word/document.xml").decode("utf-8"))


def test_where_nothing_can_be_written_the_reason_is_said_and_nothing_opens(desk: Desk, hands: Hands) -> None:
    front(hands, MainWindow)
    desk.register.wanted.emit("term", b"")
    appointments: Any = desk.window.page.page()  # type: ignore[union-attr]  # the window is open
    hands.until(lambda: appointments.list.rows() and desk.runner.idle)
    said: list[str] = []
    desk.runner.refused.connect(said.append)
    desk.register._kept_out = "Tệp dữ liệu đang mở ở cửa sổ khác: chỉ xem được, không ghi được."
    appointments.list.setFocus()
    hands.press(ENTER, CTRL)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.until(lambda: len(said) == 2)
    assert QApplication.activeModalWidget() is None
    assert all("chỉ xem được, không ghi được" in text for text in said)
    desk.register._kept_out = ""
    desk.register.as_of = date(2026, 11, 1)  # the register as it stood another day is only read too
    hands.press(ENTER, CTRL)
    hands.until(lambda: len(said) == 3)
    assert "ngày khác" in said[-1]
    assert QApplication.activeModalWidget() is None
