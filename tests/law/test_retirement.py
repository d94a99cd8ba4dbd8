import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.values import PartialDate
from desktop_app.law.retirement import Facts, retirement
from desktop_app.law.retirement_cases import months_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "retirement.toml").read_text(encoding="utf-8"))["case"]
TODAY = date(2026, 11, 22)
PAPERS = (
    "notice_deadline",
    "decision_deadline",
    "notice_regime",
    "decision_regime",
    "handover_deadline",
    "moment_text",
    "wording",
    "printed_phrase",
)


def facts_of(told: dict[str, Any]) -> Facts:
    born, insured = told.get("born"), told.get("insured")
    return Facts(
        sex=told.get("sex"),
        born=PartialDate.parse(born) if born else None,
        today=told.get("today", TODAY),
        category=told.get("category", "CC"),
        case=told.get("case"),
        lowest=told.get("lowest", False),
        insured_months=None if insured is None else months_of(Decimal(str(insured))),
        postpone=tuple(told.get("postpone", ())),
        refused=told.get("refused", False),
        on=told.get("on"),
        applied=told.get("applied"),
        personal_number=told.get("personal_number", ""),
    )


def shown(facts: Facts) -> dict[str, Any]:
    """The answer flat, ``False`` where there is no value: TOML has no null."""
    answer = retirement(facts)
    found = answer.value
    flat: dict[str, Any] = {"verdict": answer.verdict, "confirmed": answer.confirmed}
    flat |= {"unsettled": list(answer.unsettled), "missing": list(answer.missing)}
    flat["warnings"] = " ".join(answer.warnings)
    flat["basis"] = "; ".join(answer.basis)
    flat["steps"] = " ".join(answer.steps)
    moment, sheet = (found.moment, found.papers) if found else (None, None)
    other = found.other if found else None
    for name in ("age_months", "last_working_day", "pension_start"):
        flat[name] = getattr(moment, name, None)
    for name in PAPERS:
        flat[name] = getattr(sheet, name, None)
    for name in ["eligible", "postponed_months", "insured_years_needed", "apply_deadline", "leadership_ends"]:
        flat[name] = getattr(found, name, None)
    flat["other_pension_start"] = other.pension_start if other else None
    return {name: False if value is None else value for name, value in flat.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_statement_of_the_rules_holds(case: dict[str, Any]) -> None:
    found = shown(facts_of(case["facts"]))
    wanted = {name: value for name, value in case.items() if name not in {"name", "facts", "says", "silent"}}
    assert {name: found[name] for name in wanted} == wanted
    told = f"{found['warnings']} {found['steps']} {found['basis']}"
    for words in case.get("says", ()):
        assert words in told
    for words in case.get("silent", ()):
        assert words not in told
