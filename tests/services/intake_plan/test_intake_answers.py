"""What the clerk answers, and what the plan makes of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop_app.errors import Cancelled
from desktop_app.services.intake.plan import EMPTY, Answers, Plan, make_plan

Planner = Callable[..., Plan]
ROW = 8


def _col(plan: Plan, target: str) -> int:
    return next(column.col for column in plan.mapping if column.target == target)


def test_a_value_typed_into_a_cell_replaces_it(plan_with: Planner) -> None:
    cells: dict[str, Any] = {"Số CCCD": "0060750000555"}
    plan = plan_with(cells)
    assert plan.people[-1].outcome == "left_out"
    col = _col(plan, "personal_number")
    fixed = plan_with(cells, answers=Answers(cells={(ROW, col): "006075000055"}))
    assert fixed.people[-1].outcome == "new"
    assert fixed.people[-1].values["personal_number"] == "006075000055"
    assert not fixed.findings


def test_an_accepted_proposal_is_stored_and_counted_as_a_repair(plan_with: Planner) -> None:
    cells: dict[str, Any] = {"Hệ số": 3.03, "Họ và tên": "BẾ VĂN KIÊN"}
    plan = plan_with(cells)
    one = plan_with(cells, answers=Answers(accepted=frozenset({(ROW, _col(plan, "coefficient"))})))
    assert (one.people[-1].outcome, one.people[-1].name) == ("new", "BẾ VĂN KIÊN")
    assert str(one.people[-1].values["coefficient"]) == "3.00"
    assert one.levels == {"warn": 1, "fixed": 1}
    both = plan_with(cells, answers=Answers(accept_all=True))
    assert both.people[-1].name == "Bế Văn Kiên"
    assert both.levels == {"fixed": 2}


def test_without_an_answer_no_proposal_is_applied(plan_with: Planner) -> None:
    plan = plan_with({"Ngày vào Đảng": "15/1/02"})
    assert "party_joined" not in plan.people[-1].values
    assert plan.people[-1].outcome == "new"
    taken = plan_with({"Ngày vào Đảng": "15/1/02"}, answers=Answers(accept_all=True))
    assert str(taken.people[-1].values["party_joined"]) == "2002-01-15"


def test_a_cell_the_clerk_leaves_empty_is_counted(plan_with: Planner) -> None:
    cells: dict[str, Any] = {"Số CCCD": "0060750000555"}
    col = _col(plan_with(cells), "personal_number")
    plan = plan_with(cells, answers=Answers(cells={(ROW, col): EMPTY}))
    assert [(f.row, f.col, f.level, f.kind, f.value) for f in plan.findings] == [(ROW, col, "skipped", "emptied", None)]
    assert plan.people[-1].outcome == "new"


def test_a_name_is_never_left_empty(plan_with: Planner) -> None:
    plan = plan_with({"Họ và tên": "Bế 1"}, answers=Answers(cells={(ROW, 2): EMPTY}))
    assert plan.people[-1].outcome == "left_out"
    assert ("error", "blank_required") in {(f.level, f.kind) for f in plan.findings}


def test_the_same_input_gives_the_same_plan(plan_with: Planner) -> None:
    cells: dict[str, Any] = {"Hệ số": 3.03, "Số CCCD": "075000055"}
    first, second = plan_with(cells), plan_with(cells)
    assert first.findings == second.findings
    assert first.people == second.people


def test_planning_can_be_stopped(plan_with: Planner, today: date) -> None:
    plan = plan_with({})

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_plan(plan.layout, plan.mapping, today=today, progress=stop)
