"""Kỷ luật: what the law does not allow is refused on screen with its provision, and nothing is half-saved."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from db.connection import connect_reading
from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.case_pane import CasePane
from desktop_app.ui.discipline.dialogs import OpenCaseDialog
from tests.ui.test_discipline_page import CTRL, dialog_of, page_of, type_into


def stored(desk: Desk) -> tuple[int, int]:
    """Steps in the register, and operations in its journal."""
    raw = connect_reading(desk.path)
    found = raw.execute("SELECT (SELECT count(*) FROM discipline_step), (SELECT max(seq) FROM operation)").fetchone()
    raw.close()
    return int(found[0]), int(found[1])


def opened(desk: Desk, qtbot: Any, who: str, **typed: str) -> CasePane:
    page = page_of(desk, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL)
    made = dialog_of(OpenCaseDialog, qtbot)
    qtbot.keyClicks(made.person.line, who)
    qtbot.waitUntil(lambda: bool(made.person._hits))
    qtbot.keyClick(made.person.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.person.hit is not None)
    name = made.person.hit.title
    for field, text in {"act": "Vi phạm quy định", **typed}.items():
        type_into(qtbot, made.fields[field], text)
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case.view is not None and page.case.view.row.name == name)
    page.window().activateWindow()  # as a desktop does when a dialog closes
    qtbot.waitUntil(page.window().isActiveWindow)
    return page.case


def write_step(case: CasePane, qtbot: Any, kind: str, day: str) -> None:
    type_into(qtbot, case.form.fields["kind"], kind)
    type_into(qtbot, case.form.fields["day"], day)
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled())
    qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step(kind) is not None)


def decide(case: CasePane, qtbot: Any, form: str, day: str) -> None:
    type_into(qtbot, case.form.fields["kind"], "quyet_dinh")
    type_into(qtbot, case.form.fields["day"], day)
    type_into(qtbot, case.form.fields["effective"], day)
    offered = case.form.pick("form").box
    qtbot.waitUntil(lambda: offered.findData(form) >= 0)
    type_into(qtbot, case.form.fields["form"], form)


def bands(case: CasePane) -> str:
    return " ".join(one.text() for one in case.form.findChildren(QLabel))


def refused(desk: Desk, case: CasePane, qtbot: Any, says: str, basis: str) -> None:
    """Told with the provision; the key of the deed does nothing."""
    before = stored(desk)
    qtbot.waitUntil(lambda: says in bands(case) and basis in bands(case))
    qtbot.waitUntil(lambda: not case.action.isEnabled())
    qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.runner.idle and not case._timer.isActive())
    assert stored(desk) == before


def test_a_form_that_is_no_more_on_the_day_is_refused(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="02/06/2025", act_ended="01/04/2025", category="CC_LDQL")
    write_step(case, qtbot, "ket_luan", "10/06/2025")
    decide(case, qtbot, "GIANG_CHUC", "20/06/2025")
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled())  # its last month
    type_into(qtbot, case.form.fields["day"], "01/08/2025")
    type_into(qtbot, case.form.fields["effective"], "01/08/2025")
    assert case.form.pick("form").code == "GIANG_CHUC"
    refused(office, case, qtbot, "chỉ áp dụng đến hết ngày 30/06/2025", "Luật Cán bộ, công chức 80/2025")


def test_a_form_that_never_was_for_the_category_is_not_offered(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="02/06/2025", category="VC")
    write_step(case, qtbot, "ket_luan", "10/06/2025")
    decide(case, qtbot, "KHIEN_TRACH", "20/06/2025")
    qtbot.waitUntil(lambda: not case._timer.isActive() and office.runner.idle)
    box = case.form.pick("form").box
    offered = {box.itemData(place) for place in range(box.count())}
    assert offered == {"", "KHIEN_TRACH", "CANH_CAO", "BUOC_THOI_VIEC"}


def test_a_decision_before_the_conclusion_is_refused(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="03/08/2026", act_ended="30/06/2026")
    decide(case, qtbot, "KHIEN_TRACH", "20/11/2026")
    refused(office, case, qtbot, "Chưa có kết luận", "Điều 16 NĐ 172/2025/NĐ-CP")


def test_a_decision_after_the_limitation_is_refused(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="03/08/2026", act_ended="01/06/2021", category="VC")
    write_step(case, qtbot, "ket_luan", "10/08/2026")
    decide(case, qtbot, "KHIEN_TRACH", "20/11/2026")
    refused(office, case, qtbot, "đã hết thời hiệu", "Điều 5 NĐ 234/2026/NĐ-CP")


def test_a_limitation_no_source_decides_only_warns(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="03/08/2026", act_ended="10/01/2022", category="CC")
    write_step(case, qtbot, "thong_bao", "10/08/2026")
    write_step(case, qtbot, "ket_luan", "12/08/2026")
    decide(case, qtbot, "KHIEN_TRACH", "20/11/2026")
    qtbot.waitUntil(lambda: "10/01/2024 (đã hết)" in bands(case))
    qtbot.waitUntil(case.action.isEnabled)


@pytest.mark.parametrize("field", ["signer", "authority"])
def test_a_decision_without_authority_is_refused(office: Desk, qtbot: Any, field: str) -> None:
    case = opened(office, qtbot, "hua van dung", detected="03/08/2026", act_ended="30/06/2026")
    write_step(case, qtbot, "ket_luan", "10/08/2026")
    decide(case, qtbot, "KHIEN_TRACH", "20/11/2026")
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled())
    if field == "signer":
        case.form.pick("signer").box.setEditText("")
    else:
        type_into(qtbot, case.form.fields["authority"], "")
    refused(office, case, qtbot, "cấp có thẩm quyền", "Điều 15 NĐ 172/2025/NĐ-CP")


def test_a_signer_struck_off_meanwhile_is_not_taken_for_another(office: Desk, qtbot: Any) -> None:
    case = opened(office, qtbot, "hua van dung", detected="03/08/2026", act_ended="30/06/2026")
    form, view = case.form, case.view
    assert view is not None
    assert len(view.signers) > 1
    first, last = view.signers[0], view.signers[-1]
    form.pick("signer").box.setCurrentIndex(len(view.signers) - 1)
    form.know(replace(view, signers=view.signers[1:]))
    order = form.order()
    assert order is not None
    assert (order.signer, order.signer_post) == (last.name, last.post)
    form.know(replace(view, signers=(first,)))
    order = form.order()
    assert order is not None
    assert order.signer == last.name
