"""One case by keyboard from its detection to its lapse, and what it holds back, lets pass and lets go on the right day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog, Wish
from desktop_app.ui.discipline.dialogs import OpenCaseDialog
from desktop_app.ui.discipline.page import DisciplinePage
from desktop_app.ui.discipline.part_dialogs import MemberDialog
from desktop_app.ui.kit.typed import DayTyped
from tests.ui.test_discipline_page import CTRL, dialog_of, page_of, type_into

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
EFFECT, LAPSE, FREE = date(2026, 9, 21), date(2027, 9, 21), date(2028, 9, 21)


def _opened(page: DisciplinePage, qtbot: Any) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL)
    made = dialog_of(OpenCaseDialog, qtbot)
    qtbot.keyClicks(made.person.line, "hua van dung")
    qtbot.waitUntil(lambda: bool(made.person._hits))
    qtbot.keyClick(made.person.line, Qt.Key.Key_Return)
    for name, text in (
        ("detected", "03/08/2026"),
        ("act", "Chậm xử lý vi phạm đất đai"),
        ("act_started", "01/06/2026"),
        ("act_ended", "30/06/2026"),
        ("level", "KHIEN_TRACH"),
        ("ground", "DUTY"),
    ):
        type_into(qtbot, made.fields[name], text)
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.name == "Hứa Văn Dũng")


def _walked(page: DisciplinePage, qtbot: Any) -> None:
    """Every step of the path, each on its day."""
    case = page.case
    for kind, day in PATH:
        qtbot.waitUntil(lambda wanted=kind: case.form.kind == wanted)
        if kind == "hop_hoi_dong":
            for name in ("Ban Duc Thanh", "Luc Thi Lan", "Ha Ngoc Son"):
                case.deeds.add_member()
                member = dialog_of(MemberDialog, qtbot)
                type_into(qtbot, member.fields["name"], name)
                count = len(case.view.members) if case.view else 0
                qtbot.keyClick(member, Qt.Key.Key_Return, CTRL)
                qtbot.waitUntil(lambda had=count: case.view is not None and len(case.view.members) == had + 1)
            type_into(qtbot, case.form.fields["votes_for"], "3")
            type_into(qtbot, case.form.fields["votes_cast"], "3")
        type_into(qtbot, case.form.fields["day"], day)
        if kind in {"hop_hoi_dong", "kien_nghi", "quyet_dinh"}:
            type_into(qtbot, case.form.fields["form"], "KHIEN_TRACH")
        if kind == "quyet_dinh":
            type_into(qtbot, case.form.fields["effective"], day)
        qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled(), timeout=10_000)
        case.window().activateWindow()  # as a desktop does when a dialog closes
        qtbot.waitUntil(case.window().isActiveWindow)
        qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda done=kind: case.view is not None and case.view.step(done) is not None, timeout=10_000)


def _see(desk: Desk, day: date, settle: Callable[[Desk], None]) -> None:
    assert desk.window is not None
    desk.window.as_of.show_day(day)
    desk.window._on_day(day)
    settle(desk)


def _movement(desk: Desk, kind: str, person: bytes, day: str, qtbot: Any) -> MovementDialog:
    assert desk.window is not None
    holder: Any = next(page for page in desk.window.pages if page.title == "Bổ nhiệm, điều động")
    desk.window.show_page(holder)
    qtbot.waitUntil(lambda: holder.built is not None and bool(holder.built._rows))
    made = holder.built.open_dialog(Wish((person,), kind))
    assert isinstance(made, MovementDialog)
    qtbot.waitUntil(lambda: bool(made._people) and made.pick("kind").code == kind)
    field = made.fields["effective_on"]
    assert isinstance(field, DayTyped)
    field.line.setText(day)
    return made


def _refused(made: MovementDialog, qtbot: Any, *, wait: str = "") -> set[str]:
    qtbot.waitUntil(lambda: not made._timer.isActive() and bool(made._found), timeout=10_000)
    if wait:
        qtbot.waitUntil(lambda: wait in {one.code for one in made._found[0].refused}, timeout=10_000)
    return {one.code for one in made._found[0].refused}


def test_from_detection_to_lapse(office: Desk, qtbot: Any, settle: Callable[[Desk], None]) -> None:
    page = page_of(office, qtbot)
    _opened(page, qtbot)
    _walked(page, qtbot)
    view = page.case.view
    assert view is not None
    assert (view.row.state, view.row.ends) == ("running", LAPSE)
    person = view.row.person

    # a higher post is blocked until the Party's 24 months are over; the post held may be given again meanwhile
    def higher(day: str) -> MovementDialog:
        made = _movement(office, "bo_nhiem", person, day, qtbot)
        made.pick("unit").line.setText("Phòng Kinh tế xã An Bình")
        made.pick("post").line.setText("Trưởng phòng")
        made.pick("level").show_code("higher" if made.pick("level").box.findData("higher") >= 0 else "HIGHER")
        made._timer.start()
        return made

    made = higher("01/12/2026")
    assert "discipline" in _refused(made, qtbot, wait="discipline")
    assert not made.action.isEnabled()
    made.reject()
    made = higher("20/09/2028")
    assert "discipline" in _refused(made, qtbot, wait="discipline")
    made.reject()
    made = higher("21/09/2028")
    qtbot.waitUntil(
        lambda: (
            not made._timer.isActive()
            and bool(made._found)
            and "discipline" not in {one.code for one in made._found[0].refused}
        ),
        timeout=10_000,
    )
    made.reject()
    made = _movement(office, "bo_nhiem_lai", person, "01/12/2026", qtbot)
    assert "discipline" not in _refused(made, qtbot)
    made.reject()

    # the step of 01/10/2028 comes six months later, with its reason
    assert office.window is not None
    start: Any = next(one for one in office.window.pages if one.title == "Bàn làm việc")
    office.window.show_page(start)
    qtbot.waitUntil(lambda: start.built is not None and bool(start.built.list.rows()))

    def steps_of(day: date) -> list[Any]:
        _see(office, day, settle)
        qtbot.waitUntil(lambda: start.built._due is not None and start.built._due.day == day)
        rows = start.built._due.rows
        return [row.task for row in rows if row.task.code == "SAL" and row.about.person == person]

    assert steps_of(date(2028, 9, 25)) == []
    (step,) = steps_of(date(2029, 3, 1))  # read on that day
    assert step.due == date(2029, 4, 1)
    assert any("kéo dài" in line for line in step.steps)

    # and the decision lapses by itself on its day
    office.window.return_to_today()
    page = page_of(office, qtbot)
    page.show_list()

    def state() -> str:
        found = [row for rows in page._rows.values() for row in rows if getattr(row, "person", None) == person]
        return found[0].state if found else ""

    for day, wanted in ((date(2027, 9, 20), "running"), (LAPSE, "lapsed")):
        _see(office, day, settle)
        qtbot.waitUntil(lambda then=wanted: state() == then, timeout=10_000)
        assert page._day == day
