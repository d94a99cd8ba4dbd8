"""Every calculator on the page: its form is asked and its answer read in Vietnamese, without a code in sight."""

import re
from datetime import date
from typing import Any

import pytest

from desktop_app.services.calculators.procedures import CALCULATORS
from desktop_app.ui.lookup.wording import result_lines

ASKED: dict[str, dict[str, Any]] = {
    "appointment-procedure": {"category": "CC", "proposed": "2026-11-02", "agreed": "2026-11-20"},
    "appointment-vote": {"category": "CC", "on": "2026-07-01", "summoned": "30", "present": "19", "chosen": "19"},
    "secondment": {"category": "CC", "starts": "2026-08-01"},
    "leaving-post": {"category": "CC", "way": "TU_CHUC", "asked": "2026-10-01"},
    "suspension": {"category": "CC", "start": "2026-03-02"},
    "recruitment": {"category": "CC", "results": "2026-10-01"},
    "probation": {"category": "VC", "training": "DAI_HOC", "start": "2024-02-01"},
    "merger-term": {"category": "CC", "case": "RENAME", "decided": "2026-03-01", "old-start": "2023-06-01"},
}


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.name)
def test_an_answer_is_read_in_words(calculator: Any) -> None:
    outcome = calculator.answer(ASKED[calculator.name], date(2026, 11, 23))
    lines = result_lines(calculator.results, outcome)
    told = " ".join([*(f"{name} {text}" for name, text, _ in lines), *outcome.answer.steps, *outcome.answer.warnings])
    assert lines
    assert outcome.answer.basis
    assert not re.search(r"\b[A-Z]+_[A-Z_]+\b|\b[a-z]+_[a-z_]+\b|None|True|False", told)
