import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import Coefficient, Dong
from desktop_app.errors import InvalidInput
from desktop_app.law import rating, salary
from desktop_app.services.catalogs import scale

FOLDER = Path(__file__).parent / "cases"
PAY, RATING = (
    tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"] for name in ("salary", "rating")
)


def asked(call: str, told: dict[str, Any]) -> Any:
    facts = dict(told)
    if call == "level":
        category, year = facts.pop("category"), facts.pop("year")
        score = facts.pop("score", None)
        return rating.level(category, year, rating.Work(Decimal(score) if score else None, **facts))
    if call == "pay":
        facts["coefficient"] = Coefficient.parse(facts["coefficient"])
    if call == "retirement_raise":
        facts.setdefault("notice", None)
    module = rating if call in {"quota", "deadline"} else salary
    return getattr(module, call)(**facts)


def flat(value: Any) -> Any:
    if isinstance(value, Dong):
        return value.amount
    if isinstance(value, Coefficient):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return False if value is None else value


@pytest.mark.parametrize("case", [*PAY, *RATING], ids=lambda case: f"{case['call']}: {case['name']}")
def test_each_statement_holds(case: dict[str, Any]) -> None:
    answer = asked(case["call"], case["facts"])
    found: dict[str, Any] = {"value": flat(answer.value), "verdict": answer.verdict, "confirmed": answer.confirmed}
    if isinstance(answer.value, salary.NextStep):
        found |= {name: flat(value) for name, value in vars(answer.value).items()}
    wanted = {name: value for name, value in case.items() if name not in {"name", "call", "facts", "says"}}
    assert {name: found.get(name) for name in wanted} == wanted
    told = " ".join((*answer.steps, *answer.warnings, *answer.basis))
    for words in case.get("says", ()):
        assert words in told


def test_the_scales_are_those_of_the_catalogue() -> None:
    assert {name: [one.hundredths for one in steps] for name, steps in salary.scales().items()} == {
        name: [steps[step] for step in sorted(steps)] for name, steps in scale().items()
    }


@pytest.mark.parametrize(("name", "step", "field"), [("A9", 1, "scale"), ("A1", 10, "step"), ("A1", 0, "step")])
def test_a_step_that_does_not_exist_is_refused_by_name(name: str, step: int, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        salary.next_step(name, step, date(2024, 1, 1))
    assert refused.value.field == field


@given(
    since=st.dates(date(2005, 1, 1), date(2040, 1, 1)),
    delay=st.integers(0, 36),
    more=st.integers(0, 36),
    name=st.sampled_from(sorted(salary.scales())),
    data=st.data(),
)
def test_a_delay_never_brings_a_step_nearer(since: date, delay: int, more: int, name: str, data: Any) -> None:
    step = data.draw(st.integers(1, len(salary.scales()[name])))
    plain = salary.next_step(name, step, since, delay_months=delay).value
    later = salary.next_step(name, step, since, delay_months=delay + more).value
    assert plain is not None
    assert later is not None
    assert (plain.day or date.min) <= (later.day or date.min)


@given(good=st.integers(0, 5000), best=st.booleans())
def test_the_quota_never_exceeds_its_part(good: int, best: bool) -> None:
    found = rating.quota(good, "CC", 2026, unit_excellent=best).value
    assert found is not None
    assert found * 100 <= good * (25 if best else 20) < (found + 1) * 100
