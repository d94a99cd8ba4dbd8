"""Sửa hồ sơ through the window: the case opened wrong is put right, what will change is shown, the reason is asked."""

from datetime import date
from typing import Any

import pytest

from db.values import Dong
from desktop_app.law.calendar import shown
from desktop_app.services.due.leaving import PLANNED, CaseFacts, cases_on
from desktop_app.services.history import operations
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import save_typed
from desktop_app.services.retirement.steps import cancel, issue_notices
from desktop_app.services.signing import Signed
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.typed import TickTyped
from desktop_app.ui.retirement.case_dialog import CaseDialog
from desktop_app.ui.retirement.correct_dialog import CorrectDialog
from desktop_app.ui.retirement.deeds import END_UNTOLD, cancel_dialog
from tests.ui.retirement_window import CTRL, ENTER, LONG, front, page_of, pick, write
from tests.ui.test_retirement_cases import _choose, _opening, _row, _told

TODAY = date(2026, 11, 23)


def test_a_case_is_put_right_with_a_reason_before_and_after_shown(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Lê Thị Thanh", "Thôi việc")
    pick(qtbot, made.fields["reason"].box, "nguyen_vong")  # type: ignore[attr-defined]
    write(qtbot, made.fields["wished_on"], "01/12/2026")
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").kind == "thoi_viec", timeout=LONG)
    case = front(CaseDialog, qtbot)
    _choose(case, qtbot, "Sửa hồ sơ")
    fix = front(CorrectDialog, qtbot)
    qtbot.waitUntil(lambda: "chưa sửa mục nào" in fix._told.text(), timeout=LONG)
    write(qtbot, fix.fields["wished_on"], "15/12/2026")
    qtbot.waitUntil(lambda: "01/12/2026 → 15/12/2026" in _told(fix), timeout=LONG)
    assert not fix.action.isEnabled()  # the reason is asked
    write(qtbot, fix.why, "đơn ghi lại ngày")
    qtbot.waitUntil(fix.action.isEnabled, timeout=LONG)
    qtbot.keyClick(fix, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").leaves_on == date(2026, 12, 15), timeout=LONG)
    assert office.database is not None
    with reading(office.database, date(2026, 11, 23)) as work:
        last = operations(work.raw)[-1]
    assert last.reason == "đơn ghi lại ngày"
    assert last.changes[0].fields["wished_on"] == ["2026-12-01", "2026-12-15"]


def test_heavy_work_stands_ticked_when_the_case_is_put_right(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    row = next(one for one in page.rows() if one.name == "Lê Thị Thanh")
    case = CaseFacts(
        None, row.person, "tinh_gian", "", "", date(2026, 12, 1), None, None, 300, "ND154_2025", None, None,
        Dong(12_000_000), None, "", heavy=True,
    )  # fmt: skip
    fix = CorrectDialog(page, office.register, row, case, page.told.emit)
    heavy = fix.fields["heavy"]
    assert isinstance(heavy, TickTyped)
    assert heavy.box.isChecked()
    assert fix._changes() == ()
    heavy.box.setChecked(False)
    (change,) = fix._changes()
    assert (change.text, change.value) == ("Nghề nghiệp", "có → (trống)")
    fix.reject()


def test_why_a_correction_is_refused_is_told_in_its_own_words(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    assert page.found is not None
    row = next(one for one in page.found.rows if one.decided_on is not None and one.retires)
    with reading(office.database, date(2026, 11, 23)) as work:
        cases = cases_on(work, work.today, row.person)[row.person]
    case = next(one for one in cases if one.has("quyet_dinh"))
    assert case.key is not None
    made = CorrectDialog(page, office.register, row, case, page.told.emit)
    made.open()
    qtbot.waitUntil(lambda: "chưa sửa mục nào" in made._told.text(), timeout=LONG)
    cancelled: list[object] = []
    office.register.do(
        "retirement", "Huỷ hồ sơ", cancel, case.key, "ghi nhầm", then=cancelled.append, reason="ghi nhầm"
    )
    qtbot.waitUntil(lambda: bool(cancelled), timeout=LONG)
    write(qtbot, made.fields["note"], "ghi thêm")
    qtbot.waitUntil(lambda: "đã huỷ" in made._told.text(), timeout=LONG)
    assert made._told.text() == "1 chỗ cần xem: Hồ sơ này đã huỷ: không sửa nữa"
    made.reject()


@pytest.mark.parametrize("untold", [True, False])
def test_cancelling_says_where_the_planned_end_is_not_known_any_more(office: Desk, qtbot: Any, untold: bool) -> None:
    page = page_of(office, qtbot)
    assert page.found is not None
    row = next(one for one in page.found.rows if one.decided_on is not None)
    made = cancel_dialog(page, office.register, row, page.told.emit, end_untold=untold)
    made.open()
    assert f"Quyết định {row.decision_number} bị huỷ bỏ theo" in _told(made)
    assert (END_UNTOLD in _told(made)) == untold
    made.reject()


def test_a_notice_of_another_day_is_named_in_the_case_and_the_next_step_is_a_notice(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    assert page.found is not None
    row = next(one for one in page.found.rows if one.state == PLANNED and one.kind == "")
    saved: list[object] = []
    signed = Signed("77/TB-UBND", TODAY, "Triệu Quang Huy", "Chủ tịch", "TM")
    office.register.do("retirement", "Thông báo", issue_notices, [row.person], signed, then=saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=LONG)
    edit = Edit(row.person, "person", row.person, {"born": f"15/{row.born[5:7]}/{int(row.born[:4]) + 1}"})
    office.register.do("edit", "Sửa ngày sinh", save_typed, edit, then=saved.append, reason="Theo quyết định")
    qtbot.waitUntil(lambda: len(saved) > 1, timeout=LONG)
    case = CaseDialog(page, office.register, row, TODAY, page.told.emit)
    case.open()
    qtbot.waitUntil(lambda: f"ghi nghỉ từ {shown(row.leaves_on)}, nay tính được từ" in _told(case), timeout=LONG)
    assert "Lập thông báo" in case.action.text()
    case.reject()
