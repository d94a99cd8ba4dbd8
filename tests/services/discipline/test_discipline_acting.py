"""Discipline acts: the step comes later by itself, cards know, the due list moves, and everything comes back when it must."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import SalaryStep
from desktop_app.services.discipline.case import case_view, decide
from desktop_app.services.discipline.deeds import AddStep, add_step, cancel_decision
from desktop_app.services.discipline.outlook import outlook
from desktop_app.services.due.marks import say_done
from desktop_app.services.due.service import due_list
from desktop_app.services.restrictions import held_mark, salary_delays
from desktop_app.services.work import changing
from tests.services.discipline.register import DECISION, Register, concluded, decided, opened

TODAY = date(2026, 6, 15)


@pytest.fixture
def register(tmp_path: Path, clock: Any) -> Iterator[Register]:
    made = Register(tmp_path, clock, TODAY)
    with changing(made.database, TODAY, "edit", "mốc nâng bậc") as work:
        step = work.session.scalars(select(SalaryStep)).one()
        step.starts, step.next_step_on, step.step = date(2023, 7, 1), date(2026, 7, 1), 3
    yield made
    made.database.close()


def _salary(register: Register, day: date) -> list[Any]:
    found = register.see(due_list, day)
    return [row.task for row in found.rows if row.task.code == "SAL"]


def test_a_decision_delays_the_step_with_its_reason_and_a_won_complaint_gives_it_back(register: Register) -> None:
    (before,) = _salary(register, TODAY)
    assert before.due == date(2026, 7, 1)
    case = opened(register)
    concluded(register, case)
    key = decided(register, case).key
    assert _salary(register, TODAY) == []  # nothing is due soon any more
    (later,) = _salary(register, date(2026, 12, 1))
    assert later.due == date(2027, 1, 1)
    assert any("6 tháng" in step for step in later.steps)
    assert any("01/07/2026 + 6 tháng kéo dài = 01/01/2027" in step for step in later.steps)
    assert any("TT 03/2021" in basis for basis in later.basis)
    register.do(
        cancel_decision, key, date(2026, 6, 10), number="20/QĐ-UBND", authority="UBND xã", signer="Nguyễn Văn A"
    )  # fmt: skip
    assert _salary(register, TODAY)[0].due == date(2026, 7, 1)


def test_a_decision_in_the_added_time_counts_too_and_one_after_it_does_not(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    decided(register, case)
    delay = register.see(lambda work: salary_delays(work, TODAY)(register.officer, date(2023, 7, 1), date(2026, 4, 20)))
    assert delay is None  # the period was over that day
    delay = register.see(lambda work: salary_delays(work, TODAY)(register.officer, date(2023, 7, 1), date(2026, 4, 21)))
    assert (delay.months, delay.due) == (6, date(2026, 10, 21))
    assert register.see(lambda work: salary_delays(work, TODAY)(register.teacher, None, TODAY)) is None


def test_a_card_says_until_when_and_no_more_when_it_is_over(register: Register) -> None:
    assert register.see(held_mark, register.officer, TODAY) is None
    case = opened(register)
    mark = register.see(held_mark, register.officer, TODAY)
    assert (mark.text, mark.case) == ("đang có hạn chế", case)
    concluded(register, case)
    decided(register, case)
    mark = register.see(held_mark, register.officer, TODAY)
    assert any("lùi từ 01/07/2026 sang 01/01/2027" in line for line in mark.lines)
    with changing(register.database, TODAY, "edit", "lên bậc") as work:
        work.session.add(SalaryStep(person=register.officer, starts=date(2026, 6, 1), step=4))
    mark = register.see(held_mark, register.officer, TODAY)
    assert not any("lùi từ" in line for line in mark.lines)  # that step was reached; of the next nobody wrote a day
    last = date(2028, 4, 20)  # 24 months of the Party for a higher post
    assert register.see(held_mark, register.officer, date(2028, 4, 19)).text == "có hạn chế đến 20/04/2028"
    assert register.see(held_mark, register.officer, last) is None


def test_the_outlook_tells_before_signing_what_the_register_says_after(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    order = AddStep(**{**vars(DECISION), "case": case})
    before = register.see(outlook, order)
    assert before.refusal is None
    dated = {one.title: one.when for one in before.consequences}
    assert dated["Nâng bậc lương"] == "01/01/2027"
    assert dated["Bổ nhiệm chức vụ cao hơn"] == "20/04/2028"
    assert dated["Bổ nhiệm lại, kéo dài"] == "không giữ"
    assert dated["Xếp loại năm 2026"] == "31/12/2026"
    assert [(one.day.isoformat()) for one in before.reminders if "chấm dứt hiệu lực" in one.text]
    assert register.see(case_view, case, TODAY).row.state == "open"  # nothing was written
    register.do(decide, order)
    view = register.see(case_view, case, TODAY)
    assert (view.row.state, view.row.ends) == ("running", date(2027, 4, 20))
    assert view.number == "16/QĐ-UBND"  # 15 is used now


def test_a_refusal_names_its_field_or_its_provision_and_writes_nothing(register: Register) -> None:
    case = opened(register)
    order = AddStep(**{**vars(DECISION), "case": case})
    early = register.see(outlook, order)
    assert early.refusal.basis.startswith("Điều 16")
    concluded(register, case)
    wrong = register.see(outlook, AddStep(**{**vars(order), "effective": date(2026, 4, 1)}))
    assert wrong.refusal.field == "effective"
    gone = register.see(outlook, AddStep(**{**vars(order), "form": "GIANG_CHUC"}))
    assert "Không có hình thức giáng chức" in gone.refusal.message


def test_what_a_cancelled_decision_took_is_in_the_due_list_until_it_is_done(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    key = decided(register, case).key
    register.do(
        cancel_decision, key, date(2026, 6, 10), number="20/QĐ-UBND", authority="UBND xã", signer="Nguyễn Văn A"
    )  # fmt: skip
    rows = [row for row in register.see(due_list, TODAY).rows if row.task.code == "DIS-GIVE"]
    assert [row.task.due for row in rows] == [date(2026, 6, 10), date(2026, 6, 24)]
    assert any("bỏ 6 tháng kéo dài" in step for step in rows[0].task.steps)
    assert any("01/07/2026" in step or "20/04/2026" in step for step in rows[0].task.steps)
    register.do(say_done, rows[0], TODAY)
    register.do(add_step, AddStep(case, "dinh_chinh", TODAY, decision=key))
    assert [row for row in register.see(due_list, TODAY).rows if row.task.code == "DIS-GIVE"] == []
