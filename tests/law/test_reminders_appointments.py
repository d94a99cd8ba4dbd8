import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.law.reminders_appointments import (
    TERM_HORIZON,
    Term,
    acting_task,
    next_period,
    placement_task,
    position_change_task,
    secondment_task,
    standard_task,
    suspension_task,
    term_tasks,
)
from desktop_app.law.tasks import Task

CASES = tomllib.loads((Path(__file__).parent / "cases" / "reminders.toml").read_text(encoding="utf-8"))["case"]
ASK: dict[str, Callable[..., tuple[Task, ...]]] = {
    "term": lambda **facts: term_tasks(Term(**facts)),
    "acting": acting_task,
    "secondment": secondment_task,
    "position_change": position_change_task,
    "suspension": suspension_task,
    "standard": standard_task,
    "placement": placement_task,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_reminder_comes_when_it_should(case: dict[str, Any]) -> None:
    facts = {name: None if fact == "none" else fact for name, fact in case["facts"].items()}
    found = ASK[case["ask"]](**facts)
    told = [
        {"code": one.code, "due": one.due, "lead": one.lead_from, "kind": one.kind, "action": one.action}
        for one in found
    ]
    assert told == case["tasks"]
    assert all(one.basis and one.steps for one in found)
    text = " ".join(" ".join((one.title, *one.basis, *one.steps, *one.warnings)) for one in found)
    for words in case.get("says", ()):
        assert words in text


def test_a_recurring_task_comes_up_again_in_the_next_period() -> None:
    assert next_period(date(2026, 11, 22), 3) == date(2027, 1, 1)
    assert next_period(date(2026, 11, 22), 12) == date(2027, 1, 1)


@given(
    expiry=st.dates(date(2020, 1, 1), date(2036, 12, 31)),
    left=st.integers(-400, 9000),
    category=st.sampled_from(["CB", "CC", "CC_LDQL", "VC", "VC_QL", "HDLD", "KCT"]),
    years=st.integers(1, 6),
)
def test_every_term_gives_tasks_in_order_before_its_end(expiry: date, left: int, category: str, years: int) -> None:
    found = term_tasks(Term("…", category, expiry, expiry + timedelta(days=left), years))
    days = [one.due for one in found]
    assert days == sorted(days)
    assert all(one.lead_from <= one.due < expiry for one in found)
    assert all(one.confirmed or one.kind == "soft" for one in found)
    assert all(one.lead_from >= expiry - TERM_HORIZON for one in found)
