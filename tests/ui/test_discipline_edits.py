"""Kỷ luật: what a case says is changed after its opening: facts, council, spans, the papers and scans of its steps."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from desktop_app.services.history import operations
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.discipline.case_pane import CasePane
from desktop_app.ui.discipline.dialogs import EditCaseDialog
from desktop_app.ui.discipline.part_dialogs import MemberDialog, StepPaperDialog
from tests.ui.test_discipline_page import CTRL, dialog_of, open_case_of, page_of, type_into


def a_case(desk: Desk, qtbot: Any, name: str = "Quân") -> CasePane:
    page = page_of(desk, qtbot)
    open_case_of(page, qtbot, name)
    return page.case


def show_part(case: CasePane, part: str) -> None:
    case.parts.show_tab(part)
    case._on_part(part)


def confirmed(qtbot: Any, title: str) -> None:
    def found() -> list[QDialog]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible() and one.windowTitle() == title
        ]

    qtbot.waitUntil(lambda: bool(found()))
    button = next(one for one in found()[0].findChildren(QPushButton) if one.text().startswith("Bỏ"))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not found())


def test_the_facts_are_changed_and_the_days_are_counted_again(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot)
    show_part(case, "facts")
    case.deeds.edit_case()
    made = dialog_of(EditCaseDialog, qtbot)
    assert made.fields["act"].text == dict(case.view.facts)["Hành vi"]  # type: ignore[attr-defined,union-attr]
    type_into(qtbot, made.fields["act"], "")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    assert "Phải ghi" in made.fields["act"].told()
    type_into(qtbot, made.fields["act"], "Buông lỏng quản lý đất đai")
    type_into(qtbot, made.fields["area"], "Dat dai")
    type_into(qtbot, made.fields["level"], "HEAVIER")
    type_into(qtbot, made.fields["rating_year"], "hai")
    qtbot.waitUntil(lambda: "không phải là một số" in made.fields["rating_year"].told())
    type_into(qtbot, made.fields["rating_year"], "2025")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and dict(case.view.facts).get("Lĩnh vực") == "Dat dai")
    told = dict(case.view.facts)  # type: ignore[union-attr]
    assert told["Hành vi"] == "Buông lỏng quản lý đất đai"
    assert told["Mức của hành vi"] == "Nặng hơn mức khiển trách"
    assert told["Xếp loại"] == "tính vào năm 2025"
    assert "công vụ" in told["Đặc điểm"]  # what was ticked before stays
    qtbot.waitUntil(lambda: any("Xếp loại năm 2025" in text for text in case.side.texts()))


def test_why_no_review_meeting_is_held_is_said_later_and_the_path_follows(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot, "Hoàng Thị Vân")
    case.deeds.edit_case()
    made = dialog_of(EditCaseDialog, qtbot)
    type_into(qtbot, made.fields["no_review"], "REVIEWED_ADMITTED")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Không họp kiểm điểm" in dict(case.view.facts))  # type: ignore[union-attr]
    assert case.view is not None
    assert dict(case.view.facts)["Không họp kiểm điểm"] == "Đã kiểm điểm, đã nhận trách nhiệm"
    stages = {one.kind: one.status for one in case.view.row.standing.stages}
    assert stages["kiem_diem"] == "skipped"
    assert stages["lap_hoi_dong"] != "skipped"


def test_a_day_out_of_order_is_refused_beside_its_field_and_nothing_is_written(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot)
    before = case.view.facts  # type: ignore[union-attr]
    case.deeds.edit_case()
    made = dialog_of(EditCaseDialog, qtbot)
    type_into(qtbot, made.fields["act_started"], "20/08/2026")
    type_into(qtbot, made.fields["act_ended"], "01/08/2026")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "trước ngày bắt đầu" in made.fields["act_ended"].told())
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    case.reload()
    qtbot.waitUntil(lambda: office.runner.idle)
    assert case.view is not None
    assert case.view.facts == before


def test_members_are_changed_and_removed_until_the_council_has_met(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot, "Hoàng Thị Vân")
    show_part(case, "council")
    for name, role in (("Ban Duc Thanh", "CHAIR"), ("Ha Ngoc Son", "USING_UNIT")):
        case.deeds.add_member()
        made = dialog_of(MemberDialog, qtbot)
        type_into(qtbot, made.fields["name"], name)
        type_into(qtbot, made.fields["role"], role)
        qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda new=name: case.view is not None and new in [one.name for one in case.view.members])
    qtbot.waitUntil(lambda: len(case.members.rows()) == 2)
    assert case.members.select_row(next(row for row in case.members.rows() if row.role == "USING_UNIT"))
    case.members.setFocus()
    qtbot.keyClick(case.members, Qt.Key.Key_Return)
    made = dialog_of(MemberDialog, qtbot)
    assert made.fields["name"].text == "Ha Ngoc Son"  # type: ignore[attr-defined]
    type_into(qtbot, made.fields["role"], "CHAIR")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "đã có người" in made.fields["role"].told())
    type_into(qtbot, made.fields["role"], "PERSONNEL")
    type_into(qtbot, made.fields["present"], "vang")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: case.view is not None and ("Ha Ngoc Son", "PERSONNEL", False)
        in [(one.name, one.role, one.present) for one in case.view.members]
    )  # fmt: skip
    qtbot.waitUntil(lambda: any(row.role == "PERSONNEL" for row in case.members.rows()))
    assert case.members.select_row(next(row for row in case.members.rows() if row.role == "PERSONNEL"))
    case.deeds.remove_member()
    confirmed(qtbot, "Bỏ khỏi Hội đồng kỷ luật")
    qtbot.waitUntil(lambda: case.view is not None and [one.name for one in case.view.members] == ["Ban Duc Thanh"])


def test_after_the_meeting_the_council_stays_as_it_met(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot)  # its council has met
    show_part(case, "council")
    refused: list[str] = []
    office.runner.refused.connect(refused.append)
    assert case.members.select_row(case.members.rows()[0])
    before = len(case.members.rows())
    case.deeds.remove_member()
    confirmed(qtbot, "Bỏ khỏi Hội đồng kỷ luật")
    qtbot.waitUntil(lambda: any("đã họp" in text for text in refused))
    assert len(case.members.rows()) == before


def test_a_step_keeps_its_signer_its_paper_and_its_scan(office: Desk, qtbot: Any, tmp_path: Path) -> None:
    case = a_case(office, qtbot, "Hoàng Thị Vân")
    type_into(qtbot, case.form.fields["kind"], "ket_luan")
    type_into(qtbot, case.form.fields["day"], "20/11/2026")
    type_into(qtbot, case.form.fields["number"], "7/KL-UBND")
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled())
    qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step("ket_luan") is not None)
    show_part(case, "done")
    qtbot.waitUntil(lambda: any(row.kind == "ket_luan" for row in case.steps.rows()))
    step = next(row for row in case.steps.rows() if row.kind == "ket_luan")
    assert (step.number, bool(step.signer)) == ("7/KL-UBND", True)
    assert case.steps.select_row(step)
    case.deeds.edit_step()
    made = dialog_of(StepPaperDialog, qtbot)
    type_into(qtbot, made.fields["number"], "8/KL-UBND")
    type_into(qtbot, made.fields["signer"], "Ly Van Nam")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any(row.number == "8/KL-UBND" for row in case.steps.rows()))
    image = tmp_path / "ket-luan.png"
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(image))
    step = next(row for row in case.steps.rows() if row.kind == "ket_luan")
    assert step.signer == "Ly Van Nam"
    case.deeds.attach_file(step, str(image))
    qtbot.waitUntil(lambda: any(row.kind == "ket_luan" and row.sha256 for row in case.steps.rows()))
    step = next(row for row in case.steps.rows() if row.kind == "ket_luan")
    assert case.steps.select_row(step)
    case.steps.setFocus()
    qtbot.keyClick(case.steps, Qt.Key.Key_Return)

    def scans() -> list[Any]:
        return [one for one in QApplication.topLevelWidgets() if one.isVisible() and "Bản quét" in one.windowTitle()]

    qtbot.waitUntil(lambda: bool(scans()))
    scans()[0].close()


def test_every_step_asks_for_its_paper_and_its_signer() -> None:
    from desktop_app.law.discipline_lists import STEPS
    from desktop_app.ui.discipline.step_form import FIELDS

    assert set(FIELDS) == set(STEPS)
    for kind, asked in FIELDS.items():
        assert {"day", "number", "signer"} <= set(asked), kind


def test_the_day_of_a_step_is_put_right_with_a_reason_before_and_after_shown(office: Desk, qtbot: Any) -> None:
    case = a_case(office, qtbot, "Hoàng Thị Vân")
    type_into(qtbot, case.form.fields["kind"], "ket_luan")
    type_into(qtbot, case.form.fields["day"], "20/11/2026")
    qtbot.waitUntil(lambda: not case._timer.isActive() and case.action.isEnabled())
    qtbot.keyClick(case.kind, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step("ket_luan") is not None)
    show_part(case, "done")
    qtbot.waitUntil(lambda: any(row.kind == "ket_luan" for row in case.steps.rows()))
    assert case.steps.select_row(next(row for row in case.steps.rows() if row.kind == "ket_luan"))
    case.deeds.edit_step()
    made = dialog_of(StepPaperDialog, qtbot)
    assert not made.fields["why"].inner.isEnabled()
    type_into(qtbot, made.fields["day"], "19/11/2026")
    shown = [label.text() for label in made.findChildren(QLabel)]
    assert "20/11/2026 → 19/11/2026" in shown
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    assert "Phải ghi mục này" in made.fields["why"].told()
    type_into(qtbot, made.fields["why"], "Ghi nham ngay")
    type_into(qtbot, made.fields["day"], "01/01/2020")  # before the act was found
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "không thể trước" in made.fields["day"].told())
    type_into(qtbot, made.fields["day"], "19/11/2026")
    qtbot.keyClick(made, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.view is not None and case.view.step("ket_luan").day == date(2026, 11, 19))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: office.runner.idle)
    assert office.database is not None
    with reading(office.database, office.register.today) as work:
        last = operations(work.raw)[-1]
    assert last.reason == "Ghi nham ngay"
    assert [one.fields for one in last.changes] == [{"day": ["2026-11-20", "2026-11-19"]}]
