"""Days, persons and steps that cannot be in a case: refused beside the field, or asked about; a cancelled case goes on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.models import DisciplineCase, Employment
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.discipline.case import CaseView, case_view
from desktop_app.services.discipline.deeds import (
    AddStep,
    OpenCase,
    RecordPast,
    add_interval,
    add_step,
    end_interval,
    open_case,
    record_past,
)
from desktop_app.services.discipline.edits import edit_case, facts_of
from desktop_app.services.movements.deeds import carry_out
from desktop_app.services.movements.orders import Order
from desktop_app.services.work import Work
from tests.services.discipline.register import DECISION, Register, concluded, decided, only, opened

TODAY = date(2026, 11, 23)


@pytest.fixture
def register(tmp_path: Path, clock: Any) -> Iterator[Register]:
    made = Register(tmp_path, clock, TODAY)
    yield made
    made.database.close()


def _refused(register: Register, deed: Any, *args: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as told:
        register.do(deed, *args)
    return told.value


def _order(register: Register, **more: Any) -> OpenCase:
    return replace(OpenCase(register.officer, "Vắng mặt", date(2026, 3, 2)), **more)


def _view(register: Register, case: Key) -> CaseView:
    found: CaseView = register.see(case_view, case, TODAY)
    return found


@pytest.mark.parametrize(
    ("facts", "field", "told"),
    [
        ({"act_started": date(1900, 1, 1)}, "act_started", "quá xa trước đây"),
        ({"act_started": date(1979, 1, 1)}, "act_started", "không sau ngày sinh 1980"),
        ({"act_ended": date(1979, 1, 1)}, "act_ended", "không sau ngày sinh 1980"),
        ({"act_started": date(2026, 1, 1), "act_ended": date(2099, 1, 1)}, "act_ended", "chưa đến"),
        ({"detected": date(1970, 1, 1), "category": "CC"}, "detected", "không sau ngày sinh 1980"),
        ({"rating_year": 20261}, "rating_year", "không hợp lý"),
    ],
)
def test_an_act_lies_in_the_life_of_whoever_did_it(
    register: Register, facts: dict[str, Any], field: str, told: str
) -> None:
    refusal = _refused(register, open_case, _order(register, **facts))
    assert refusal.field == field
    assert told in str(refusal)
    case = opened(register)
    if "detected" not in facts:
        again = _refused(register, edit_case, replace(register.see(facts_of, case), **{"act_started": None, **facts}))
        assert again.field == field


def test_steps_and_effects_lie_where_a_case_can(register: Register) -> None:
    case = opened(register)  # the act: 01/02/2026 to 20/02/2026
    early = AddStep(case, "dang_quyet_dinh", date(2026, 1, 31), form="KHIEN_TRACH")
    assert "trước ngày vi phạm 01/02/2026" in str(_refused(register, add_step, early))
    concluded(register, case)
    order = replace(DECISION, case=case)
    assert _refused(register, add_step, replace(order, effective=date(2099, 1, 1))).field == "effective"
    made = register.do(add_step, order).key
    cancel = AddStep(case, "huy_bo", TODAY, decision=made, number="1/QĐ-UBND", back_from=date(2099, 1, 1))
    assert _refused(register, add_step, cancel).field == "back_from"
    for kind in ("dang_cong_bo", "dang_huy", "keo_dai_dinh_chi", "thoi_dinh_chi"):
        assert "chưa ghi quyết định" in str(_refused(register, add_step, AddStep(case, kind, TODAY)))
        assert kind not in dict(_view(register, case).offers)


def test_a_span_and_a_decision_of_the_past_lie_where_they_can(register: Register) -> None:
    case = opened(register)
    for starts, ends, field in (
        (date(1900, 1, 1), None, "starts"),
        (date(2099, 1, 1), None, "starts"),
        (date(2026, 4, 1), date(2099, 1, 1), "ends"),
    ):
        assert _refused(register, add_interval, case, "CRIMINAL_PROCEDURE", starts, ends).field == field
    span = register.do(add_interval, case, "CRIMINAL_PROCEDURE", date(2026, 4, 1), None).key
    assert _refused(register, end_interval, span, date(2099, 1, 1)).field == "ends"
    past = RecordPast(register.officer, "KHIEN_TRACH", date(2024, 2, 29), date(2024, 2, 29), "Vắng mặt", "CC")
    for more, field in (
        ({"day": date(1970, 1, 1), "effective": date(1970, 1, 1)}, "day"),
        ({"effective": date(2099, 1, 1)}, "effective"),
        ({"party_date": date(1900, 1, 1), "party_form": "KHIEN_TRACH"}, "party_date"),
        ({"party_date": date(2026, 12, 1), "party_form": "KHIEN_TRACH"}, "party_date"),
    ):
        assert _refused(register, record_past, replace(past, **more)).field == field


def test_whoever_left_before_the_detection_is_handled_as_one_who_left(register: Register) -> None:
    def leave(work: Work) -> None:
        work.session.query(Employment).filter(Employment.person == register.officer).one().ends = date(2026, 1, 31)

    register.do(leave)
    done = register.do(open_case, _order(register, category="CC"))
    assert "đã thôi làm việc từ sau ngày 31/01/2026" in done.warnings[0]
    assert register.see(lambda work: work.session.get_one(DisciplineCase, done.key).left_service)
    assert dict(_view(register, done.key).forms).keys() == {"KHIEN_TRACH", "CANH_CAO", "XOA_TU_CACH_CHUC_VU"}


def test_nobody_is_handled_after_their_death(register: Register) -> None:
    register.do(carry_out, Order("chet", register.officer, date(2026, 3, 1)))
    refusal = _refused(register, open_case, _order(register, category="CC"))
    assert "từ trần ngày 01/03/2026" in str(refusal)


def test_a_step_against_the_order_of_the_path_is_asked_about(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "kiem_diem", date(2026, 4, 10)))
    register.do(add_step, AddStep(case, "hop_hoi_dong", date(2026, 4, 20)))
    early = register.do(add_step, AddStep(case, "bao_cao", date(2026, 4, 2))).warnings
    assert early == ("Ngày 02/04/2026 trước bước “Họp kiểm điểm” ngày 10/04/2026: kiểm tra lại.",)
    late = register.do(add_step, AddStep(case, "lap_hoi_dong", date(2026, 4, 25))).warnings
    assert late == ("Ngày 25/04/2026 sau bước “Họp Hội đồng kỷ luật” ngày 20/04/2026: kiểm tra lại.",)
    assert register.do(add_step, AddStep(case, "kien_nghi", date(2026, 4, 27))).warnings == ()


def test_a_decision_is_cancelled_once_and_the_case_may_end_without_violation(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    decided(register, case)
    register.do(add_step, AddStep(case, "huy_bo", date(2026, 6, 1), number="20/QĐ-UBND"))  # whichever stands
    again = _refused(register, add_step, AddStep(case, "huy_bo", date(2026, 6, 2), number="21/QĐ-UBND"))
    assert "đã được huỷ bỏ" in str(again)
    offered = dict(_view(register, case).offers)
    assert "khong_vi_pham" in offered
    assert "cong_bo" not in offered
    assert register.do(add_step, AddStep(case, "kiem_diem", date(2026, 6, 5))).warnings == ()  # handled anew
    register.do(add_step, AddStep(case, "khong_vi_pham", date(2026, 6, 20)))
    assert only(register, TODAY).standing.state == "cleared"


def test_a_second_decision_is_not_cancelled_by_what_cancelled_the_first(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    decided(register, case)
    register.do(add_step, AddStep(case, "huy_bo", date(2026, 6, 1), number="20/QĐ-UBND"))
    decided(register, case, day=date(2026, 6, 10), effective=date(2026, 6, 10), number="25/QĐ-UBND")
    assert only(register, TODAY).standing.state == "running"
