import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.values import Dong
from desktop_app.law.answer import Answer
from desktop_app.law.early_exit import Sum, early_exit, leaving_by_reorganisation, moving_or_leaving, window

CASES = tomllib.loads((Path(__file__).parent / "cases" / "early_exit.toml").read_text(encoding="utf-8"))["case"]


def asked(kind: str, told: dict[str, Any]) -> Answer[Sum]:
    facts = dict(told)
    if "pay" in facts:
        facts["pay"] = Dong(facts["pay"])
    if kind == "early":
        return early_exit(**facts)
    if kind == "reorganisation":
        return leaving_by_reorganisation(**facts)
    return moving_or_leaving(**facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_statement_holds(case: dict[str, Any]) -> None:
    answer = asked(case["kind"], case["facts"])
    found = answer.value
    flat: dict[str, Any] = {"verdict": answer.verdict, "confirmed": answer.confirmed, "refuses": answer.refuses}
    if found is not None:
        flat["parts"] = [-1 if part.amount is None else part.amount.amount for part in found.parts]
        flat["total"] = -1 if found.total is None else found.total.amount
        flat["early_months"], flat["no_deduction"] = found.early_months, found.no_deduction
    wanted = {name: value for name, value in case.items() if name not in {"name", "kind", "facts", "says"}}
    assert {name: flat.get(name) for name in wanted} == wanted
    told = " ".join((*answer.steps, *answer.warnings, *answer.basis))
    for words in case.get("says", ()):
        assert words in told


def test_the_window_that_lies_ahead_is_two_to_five_years_before_the_age() -> None:
    found = window(date(2029, 10, 1), date(2026, 11, 22))
    assert found is not None
    assert (found.regime, found.first, found.last) == ("ND154_2025", date(2026, 11, 22), date(2027, 10, 1))
    later = window(date(2035, 6, 1), date(2026, 11, 22))
    assert later is not None
    assert (later.first, later.last) == (date(2030, 6, 1), date(2030, 12, 31))
    assert window(date(2028, 1, 1), date(2026, 11, 22)) is None
    assert window(date(2037, 1, 1), date(2026, 11, 22)) is None
