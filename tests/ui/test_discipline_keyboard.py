"""A case of discipline by keyboard alone: detection, every step, the decision, what it holds back and lets pass, its lapse.

No state is set by code beyond the practice office, no dialog is opened and nothing is chosen by code: keys go to whatever has
the keyboard. Later days come as they do at the desk: the program is started on that day.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop_app.services.discipline.rows import CaseRow
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog
from desktop_app.ui.discipline.case_pane import CasePane
from desktop_app.ui.discipline.dialogs import OpenCaseDialog
from desktop_app.ui.discipline.page import DisciplinePage
from desktop_app.ui.discipline.part_dialogs import MemberDialog
from desktop_app.ui.main_window import MainWindow
from tests.ui.hands import CTRL, SHIFT, Hands, front

WHO = "Hứa Văn Dũng"
TODAY = date(2026, 11, 23)
LAPSE, FREE, STEP_SOON = date(2027, 9, 21), date(2028, 9, 21), date(2029, 3, 1)
ENTER, TAB, DOWN, ESC, SPACE = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Space)
PATH = (
    ("ket_luan", "10/08/2026"),
    ("thong_bao", "12/08/2026"),
    ("kiem_diem", "20/08/2026"),
    ("bao_cao", "24/08/2026"),
    ("lap_hoi_dong", "28/08/2026"),
    ("trieu_tap", "01/09/2026"),
    ("hop_hoi_dong", "10/09/2026"),
    ("kien_nghi", "15/09/2026"),
    ("quyet_dinh", "21/09/2026"),
    ("cong_bo", "22/09/2026"),
)


@pytest.fixture
def started(practice: Path, at_desk: Callable[..., Desk]) -> Callable[[date], Desk]:
    """Starts the program on a day, on the same register each time."""
    return lambda day: at_desk(practice, day)


def go_to(desk: Desk, hands: Hands, title: str) -> Any:
    """A page by its key."""
    front(hands, MainWindow)
    assert desk.window is not None
    number = next(n for n, button in enumerate(desk.window.rail.buttons, 1) if button.title == title)
    hands.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    holder: Any = next(one for one in desk.window.pages if one.title == title)
    window: Any = desk.window
    hands.until(lambda: window.page is holder and holder.built is not None)
    hands.until(lambda: desk.runner.idle)
    return holder.built


def write_at(hands: Hands, name: str, text: str) -> None:
    hands.walk(name)
    hands.write(text)


def pick_at(hands: Hands, name: str, text: str) -> None:
    """A choice of a list: to its first entry, then down to the one that is meant."""
    hands.walk(name)
    box = hands.here()
    assert isinstance(box, QComboBox), box
    hands.press(Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == text:
            return
        hands.press(DOWN)
    raise AssertionError([box.itemText(place) for place in range(box.count())])


def somebody(hands: Hands, made: Any, typed: str) -> None:
    """A person by a part of the name: typed, found, taken."""
    hands.until(lambda: hands.here() is made.person.line)
    hands.write(typed)
    hands.until(lambda: bool(made.person._hits) and QApplication.activePopupWidget() is not None)
    hands.press(DOWN)
    hands.press(ENTER)
    hands.until(lambda: getattr(made.person, "hit", None) is not None or bool(getattr(made, "_people", ())))


def _at(hands: Hands, field: QWidget) -> bool:
    return hands.here() is field


def _sits(case: CasePane, name: str) -> bool:
    return case.view is not None and name in [one.name for one in case.view.members]


def _waits_for(desk: Desk, case: CasePane, kind: str) -> bool:
    return case.form.kind == kind and desk.runner.idle


def _taken(case: CasePane, kind: str) -> bool:
    return case.view is not None and case.view.step(kind) is not None


def detect(desk: Desk, hands: Hands) -> CasePane:
    """A new case, refused once for a day out of order, then opened."""
    page: DisciplinePage = go_to(desk, hands, "Kỷ luật")
    hands.until(lambda: bool(page._rows))
    hands.press(Qt.Key.Key_N, CTRL)
    made: OpenCaseDialog = front(hands, OpenCaseDialog)
    somebody(hands, made, "hua van dung")
    write_at(hands, "Ngày phát hiện", "03/08/2026")
    write_at(hands, "Hành vi vi phạm", "Chậm xử lý vi phạm đất đai")
    write_at(hands, "Vi phạm từ ngày", "01/09/2026")
    hands.press(ENTER, CTRL)
    hands.until(lambda: "trước ngày vi phạm" in made.fields["detected"].told())
    write_at(hands, "Vi phạm từ ngày", "01/06/2026")
    write_at(hands, "Vi phạm đến ngày", "30/06/2026")
    pick_at(hands, "Mức của hành vi", "Ở mức khiển trách")
    pick_at(hands, "Nhóm hành vi", "Công vụ, nhiệm vụ, hoạt động nghề nghiệp")
    write_at(hands, "Lĩnh vực vi phạm", "Đất đai")
    hands.press(ENTER, CTRL)
    front(hands, MainWindow)
    case = page.case
    hands.until(lambda: case.view is not None and case.view.row.name == WHO and desk.runner.idle)
    return case


def council(hands: Hands, case: CasePane) -> None:
    """The council, member by member, from its own part of the case."""
    hands.press(TAB, CTRL, times=2)
    hands.until(lambda: case.parts.current == "council")
    for name in ("Bàn Đức Thành", "Lục Thị Lan", "Hà Ngọc Sơn"):
        hands.walk("Thêm thành viên…")
        hands.press(SPACE)
        made: MemberDialog = front(hands, MemberDialog)
        hands.until(partial(_at, hands, made.fields["name"].inner))
        hands.write(name)
        hands.press(ENTER, CTRL)
        front(hands, MainWindow)
        hands.until(partial(_sits, case, name))
    hands.press(TAB, CTRL | SHIFT, times=2)
    hands.until(lambda: case.parts.current == "step")


def take_steps(desk: Desk, hands: Hands, case: CasePane) -> None:
    """Every step of the path on its day; a decision before its effect can be told is refused on the way."""
    for kind, day in PATH:
        hands.until(partial(_waits_for, desk, case, kind))
        if kind == "hop_hoi_dong":
            council(hands, case)
        hands.walk("Bước")
        if kind in {"hop_hoi_dong", "kien_nghi", "quyet_dinh"}:
            pick_at(hands, "Hình thức", "Khiển trách")
        write_at(hands, "Ngày", day)
        if kind == "hop_hoi_dong":
            write_at(hands, "Số phiếu đồng ý", "3")
            write_at(hands, "Số phiếu phát ra", "3")
        if kind == "quyet_dinh":
            write_at(hands, "Hiệu lực từ", "01/09/2026")
            hands.until(lambda: "trước ngày ký" in case.form.fields["effective"].told())
            assert not case.action.isEnabled()
            hands.write(day)
        hands.until(lambda: not case._timer.isActive() and desk.runner.idle and case.action.isEnabled())
        hands.press(ENTER, CTRL)
        hands.until(partial(_taken, case, kind))


def order(desk: Desk, hands: Hands, kind: str, day: str, *, post: bool) -> MovementDialog:
    """A decision about the person as it is typed: kind, post, day."""
    go_to(desk, hands, "Bổ nhiệm, điều động")
    hands.press(Qt.Key.Key_N, CTRL)
    made: MovementDialog = front(hands, MovementDialog)
    hands.until(lambda: made._options is not None and desk.runner.idle)
    hands.walk("Người")
    somebody(hands, made, "hua van dung")
    hands.until(lambda: [one.name for one in made._people] == [WHO])
    pick_at(hands, "Hình thức", kind)
    if post:
        write_at(hands, "Chức vụ, chức danh", "Trưởng phòng")
        if QApplication.activePopupWidget() is not None:  # the names that begin so
            hands.press(ESC)
    write_at(hands, "Có hiệu lực từ", day)
    if post:
        pick_at(hands, "So với chức vụ đang giữ", "bổ nhiệm chức vụ cao hơn")
    hands.until(lambda: not made._timer.isActive() and desk.runner.idle and bool(made._found))
    return made


def held_by_discipline(made: MovementDialog) -> bool:
    return "discipline" in {one.code for one in made._found[0].refused}


def _told(made: MovementDialog, *, held: bool) -> bool:
    return held_by_discipline(made) is held


def leave(hands: Hands) -> None:
    hands.press(ESC)
    front(hands, MainWindow)


def state_of(page: DisciplinePage) -> str:
    found = [row for rows in page._rows.values() for row in rows if isinstance(row, CaseRow) and row.name == WHO]
    return found[0].state if found else ""


def test_a_case_from_detection_to_lapse_by_keyboard_alone(started: Callable[[date], Desk], qtbot: Any) -> None:
    hands = Hands(qtbot)
    desk = started(TODAY)
    case = detect(desk, hands)
    take_steps(desk, hands, case)
    assert case.view is not None
    assert (case.view.row.state, case.view.row.ends) == ("running", LAPSE)
    hands.press(ESC)

    # a higher post is held back, and says why; the post held may be given again
    made = order(desk, hands, "Bổ nhiệm", "01/12/2026", post=True)
    hands.until(lambda: held_by_discipline(made))
    assert not made.action.isEnabled()
    hands.until(lambda: hands.reads(made, "chưa được bổ nhiệm chức vụ cao hơn"))
    hands.until(lambda: hands.reads(made, "đến trước ngày 21/09/2028"))
    leave(hands)
    made = order(desk, hands, "Bổ nhiệm lại", "01/12/2026", post=False)
    assert not held_by_discipline(made)
    leave(hands)

    # it lapses by itself on its day; the day before it still runs
    for day, state in ((date(2027, 9, 20), "running"), (LAPSE, "lapsed")):
        desk = started(day)
        page: DisciplinePage = go_to(desk, hands, "Kỷ luật")
        hands.until(partial(state_of, page))
        assert state_of(page) == state

    # the Party's 24 months hold a higher post back to their last day and let go on the next
    for written, held in (("20/09/2028", True), ("21/09/2028", False)):
        if not held:
            desk = started(FREE)
        made = order(desk, hands, "Bổ nhiệm", written, post=True)
        hands.until(partial(_told, made, held=held))
        leave(hands)

    # the salary step of 01/10/2028 comes six months later, with its reason
    desk = started(STEP_SOON)
    start = go_to(desk, hands, "Bàn làm việc")
    hands.until(lambda: start._due is not None and start._due.day == STEP_SOON)
    (step,) = [row for row in start._due.rows if row.task.code == "SAL" and row.about.name == WHO]
    assert step.task.due == date(2029, 4, 1)
    assert any("kéo dài" in line for line in step.task.steps)
