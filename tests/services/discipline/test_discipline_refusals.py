"""Discipline in the register: what is refused, with the provision or the field; nothing is half-saved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.models import DisciplineStep
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.discipline import rows
from desktop_app.services.discipline.deeds import (
    AddStep,
    OpenCase,
    add_interval,
    add_member,
    add_step,
    end_interval,
    open_case,
)
from tests.services.discipline.register import Register, concluded, decided, opened


@pytest.fixture
def register(tmp_path: Path, clock: Any, today: date) -> Iterator[Register]:
    made = Register(tmp_path, clock, today)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"form": "HA_BAC_LUONG"}, "30/06/2025"),
        ({"form": "CACH_CHUC"}, "Không có hình thức"),
        ({"authority": None}, "Điều 15"),
        ({"signer": " "}, "thẩm quyền"),
        ({"effective": None}, "Điều 21 khoản 3"),
        ({"day": date(2026, 3, 19), "effective": date(2026, 3, 19)}, "Chưa có kết luận"),
    ],
)
def test_what_the_law_forbids_is_refused_with_the_provision(
    register: Register, change: dict[str, Any], says: str
) -> None:
    case = opened(register)
    concluded(register, case)
    before = register.see(lambda work: len(work.session.scalars(select(DisciplineStep)).all()))
    with pytest.raises(RuleBroken, match=says) as refused:
        decided(register, case, **change)
    assert refused.value.basis
    assert register.see(lambda work: len(work.session.scalars(select(DisciplineStep)).all())) == before


def test_a_decision_after_the_limitation_is_refused(register: Register) -> None:
    order = OpenCase(register.officer, "Cũ", date(2026, 1, 5), category="CC", act_ended=date(2018, 8, 1))
    case = register.do(open_case, order).key
    register.do(add_step, AddStep(case, "ket_luan", date(2026, 1, 10)))
    said = decided(register, case).warnings
    assert any("thời hiệu" in text for text in said)
    late = OpenCase(register.teacher, "Cũ", date(2026, 8, 5), category="VC", act_ended=date(2021, 6, 1))
    case = register.do(open_case, late).key
    register.do(add_step, AddStep(case, "ket_luan", date(2026, 8, 10)))
    with pytest.raises(RuleBroken, match="đã hết thời hiệu"):
        decided(register, case, day=date(2026, 9, 1), effective=date(2026, 9, 1))


def test_a_pregnant_person_is_not_handled(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    span = register.do(add_interval, case, "PREGNANT_OR_CHILD", date(2026, 4, 1), None).key
    with pytest.raises(RuleBroken, match="Điều 3"):
        decided(register, case)
    register.do(end_interval, span, date(2026, 4, 10))
    decided(register, case)


def test_the_council_has_three_members_and_no_relatives(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    with pytest.raises(RuleBroken, match="Điều 2 khoản 11"):
        register.do(add_member, case, "Anh trai", "CHAIR", related=True)
    meeting = AddStep(case, "hop_hoi_dong", date(2026, 4, 10))
    register.do(add_member, case, "Ông Chủ tịch", "CHAIR")
    with pytest.raises(RuleBroken, match="đủ 03 thành viên"):
        register.do(add_step, meeting)
    register.do(add_member, case, "Bà Phòng", "USING_UNIT")
    register.do(add_member, case, "Bà Tổ chức", "PERSONNEL")
    register.do(add_member, case, "Cô Thư ký", "CLERK")
    with pytest.raises(RuleBroken, match="03 thành viên"):
        register.do(add_member, case, "Ông Thứ tư", "UNION")
    register.do(add_step, meeting)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"act": "  "}, "act"),
        ({"detected": date(2026, 11, 24)}, "detected"),
        ({"detected": date(2026, 1, 31)}, "detected"),
        ({"act_ended": date(2026, 1, 1)}, "act_ended"),
        ({"ground": "WEATHER"}, "ground"),
        ({"person": b"0123456789abcdef"}, "person"),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(register: Register, change: dict[str, Any], field: str) -> None:
    order = OpenCase(register.officer, "Vi phạm", date(2026, 3, 2), act_started=date(2026, 2, 1))
    with pytest.raises(InvalidInput) as refused:
        register.do(open_case, replace(order, **change))
    assert refused.value.field == field
    assert register.see(rows.cases, date(2026, 11, 23)) == ()


@pytest.mark.parametrize(
    ("kind", "day"),
    [("ket_luan", date(2026, 3, 1)), ("cong_bo", date(2026, 4, 1)), ("ket_qua_khieu_nai", date(2026, 5, 1))],
)
def test_steps_keep_their_order(register: Register, kind: str, day: date) -> None:
    case = opened(register)
    with pytest.raises(InvalidInput):
        register.do(add_step, AddStep(case, kind, day))
