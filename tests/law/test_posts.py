"""Every worked example and every statement of the rules on posts and movements, as cases in ``cases/*.toml``.

A case calls a function (``module.name``) with ``args``; the flags say what is expected of its answer. ``value`` is the
whole value, or its fields; ``"none"`` stands for no value.
"""

import inspect
import tomllib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from db.values import Coefficient, Dong
from desktop_app.law.answer import Answer
from desktop_app.law.appointment_procedure import Vote
from desktop_app.law.appointments import HeldPost
from desktop_app.law.recruitment import Absence
from desktop_app.law.regimes import Regime

FILES = ("regimes", "appointments", "reappointment", "movements", "reorganisation", "resignation")
FOLDER = Path(__file__).parent / "cases"
BASE_SALARY = Dong(2_340_000)


def cases() -> list[Any]:
    told = {name: tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"] for name in FILES}
    return [pytest.param(case, id=f"{name}: {case['name']}") for name, rows in told.items() for case in rows]


def ratings_of(told: dict[str, str]) -> Callable[[int], str | None]:
    return lambda year: told.get(str(year))


def obstacles_of(told: list[str]) -> Callable[[date], list[str]]:
    return lambda day: told


MADE: dict[str, Callable[[Any], Any]] = {
    "ratings": ratings_of,
    "known": obstacles_of,
    "times": lambda rows: [HeldPost(*row) for row in rows],
    "absences": lambda rows: [Absence(*row) for row in rows],
    "counted": lambda told: Vote(**told),
    "pay": Dong,
    "kept": Coefficient.parse,
    "new": Coefficient.parse,
    "paid": Coefficient.parse,
    "base": lambda amount: lambda day: Dong(amount),
}


def call(case: dict[str, Any]) -> Answer[Any]:
    module, name = case["call"].split(".")
    function = getattr(import_module(f"desktop_app.law.{module}"), name)
    args = {key: None if told == "none" else MADE.get(key, lambda one: one)(told) for key, told in case["args"].items()}
    for key, parameter in inspect.signature(function).parameters.items():
        if key not in args and parameter.default is inspect.Parameter.empty:
            args[key] = None
    answer: Answer[Any] = function(**args)
    return answer


def flat(value: Any) -> Any:
    if isinstance(value, Regime):
        return value.cited
    if is_dataclass(value) and not isinstance(value, Dong | Coefficient):
        return {field.name: flat(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [flat(one) for one in value]
    if isinstance(value, Dong):
        return value.amount
    if isinstance(value, Coefficient):
        return str(value)
    return "none" if value is None else value


@pytest.mark.parametrize("case", cases())
def test_each_statement_of_the_rules_holds(case: dict[str, Any]) -> None:
    answer = call(case)
    found, wanted = flat(answer.value), case.get("value")
    if isinstance(wanted, dict):
        assert isinstance(found, dict), answer
        found = {name: found[name] for name in wanted}
    if wanted is not None:
        assert found == wanted
    for name in ("confirmed", "hard"):
        if name in case:
            assert getattr(answer, name) is case[name]
    if "verdict" in case:
        assert (answer.verdict or "none") == case["verdict"]
    for name in ("unsettled", "missing"):
        if name in case:
            assert list(getattr(answer, name)) == case[name]
    told = " ".join((*answer.steps, *answer.warnings, *answer.basis))
    for words in case.get("says", ()):
        assert words in told
    for words in case.get("silent", ()):
        assert words not in told
    assert answer.basis or answer.verdict in {"chua_co_quy_dinh", "khong_ap_dung"}
    assert answer.steps
