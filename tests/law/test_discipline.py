"""Discipline: every worked example and every statement as a case, then what holds on every day."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.law import discipline, discipline_effects, discipline_limits
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import add_months
from desktop_app.law.discipline_effects import Cause, Punished, effect
from desktop_app.law.discipline_limits import handling_deadline, limitation
from desktop_app.law.restrictions import ALL_PURPOSES, Decided, Facts, Proceeding, may, restrictions
from desktop_app.services.calculators import ALL
from desktop_app.services.calculators.calculator import outcome_json, plain

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 22)
CALCULATORS = {one.name: one for one in ALL if one.name.startswith("discipline-")}


def _cases(*names: str) -> list[dict[str, Any]]:
    return [case for name in names for case in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]]


def _total(causes: list[list[Any]]) -> Answer[int]:
    return discipline_effects.total_delay(Cause(act, months, kind) for act, months, kind in causes)


def _salary(category: str, day: date, form: str | None = None, party_form: str | None = None) -> Answer[int]:
    return discipline_effects.salary_delay(category, form, day, party_form=party_form)


def _changed(changed: date, **case: Any) -> Answer[Any]:
    return discipline_effects.changed_form_span(Punished(**case), changed)


def _start(act_ended: date | None = None, concluded: date | None = None) -> Answer[date]:
    return discipline_limits.limitation_start(act_ended, concluded)


RULES = {
    "after_judgment": discipline.after_judgment,
    "recidivism": discipline.recidivism,
    "fitting_form": discipline.fitting_form,
    "limitation_start": _start,
    "administrative_due": discipline_limits.administrative_due,
    "step_due": discipline_limits.step_due,
    "suspension_end": discipline_limits.suspension_end,
    "postponed": discipline_limits.postponed,
    "total_delay": _total,
    "salary_delay": _salary,
    "changed_form_span": _changed,
    "rating_effect": discipline_effects.rating_effect,
}


def _answer(case: Mapping[str, Any]) -> dict[str, Any]:
    if case["ask"] in CALCULATORS:
        return outcome_json(CALCULATORS[case["ask"]].answer(case["given"], TODAY))
    rule: Any = RULES[case["ask"]]
    answer = rule(**case["given"])
    return {
        "value": plain(answer.value),
        "verdict": answer.verdict,
        "confirmed": answer.confirmed,
        "basis": list(answer.basis),
        "steps": list(answer.steps),
        "warnings": list(answer.warnings),
    }


def _at(answer: Mapping[str, Any], path: str) -> Any:
    found: Any = answer
    for part in path.split("."):
        found = found[part]
    return found


@pytest.mark.parametrize(
    "case", _cases("discipline_forms", "discipline_limits", "discipline_effects"), ids=lambda case: case["name"]
)
def test_case(case: dict[str, Any]) -> None:
    answer = _answer(case)
    for path, wanted in case["expect"].items():
        assert _at(answer, path) == wanted, (path, answer)
    for path in case.get("nulls", ()):
        assert _at(answer, path) is None, (path, answer)
    assert case.get("steps_have", "") in " ".join(answer["steps"])
    assert case.get("basis_has", "") in " ".join(answer["basis"])
    assert case.get("warnings_have", "") in " ".join(answer["warnings"])
    if case.get("warned"):
        assert answer["warnings"]
    for key in case.get("unsettled_has", ()):
        assert key in answer["unsettled"]
    if answer["verdict"] not in {"chua_co_quy_dinh", "chua_du_du_lieu"}:
        assert answer["basis"]


def _facts(case: Mapping[str, Any]) -> Facts:
    own = ("ended", "annulled")
    decided = [
        Decided(
            Punished(**{name: value for name, value in one.items() if name not in own}),
            "",
            one.get("ended"),
            annulled=one.get("annulled", False),
        )
        for one in case.get("decisions", ())
    ]
    going = [Proceeding(name="", **one) for one in case.get("proceedings", ())]
    return Facts("Nguyễn Văn A", case["category"], tuple(decided), tuple(going))


@pytest.mark.parametrize("case", _cases("discipline_restrictions"), ids=lambda case: case["name"])
def test_restriction(case: dict[str, Any]) -> None:
    facts = _facts(case)
    answer = may(case["ask"], facts, case["day"])
    assert answer.verdict == case["verdict"], answer
    if "until" in case:
        found = [one for one in restrictions(facts, case["day"]) if one.purpose == case["ask"] and one.blocks]
        assert max(one.until for one in found if one.until) == case["until"]
        assert all(one.basis and one.who == "Nguyễn Văn A" and one.why for one in found)
    assert case.get("says", "") in " ".join(answer.steps)
    if "warned" in case:
        assert bool(answer.warnings) is case["warned"]


def test_no_case_has_the_name_of_another() -> None:
    names = [
        case["name"]
        for name in ("discipline_forms", "discipline_limits", "discipline_effects", "discipline_restrictions")
        for case in _cases(name)
    ]
    assert len(names) == len(set(names))


TEN_YEARS = [date(2019, 1, 1) + timedelta(days=n) for n in range((date(2029, 1, 1) - date(2019, 1, 1)).days)]


def test_every_day_of_ten_years_has_its_limitation() -> None:
    """Checked against the rule said once more in plain months; 29 February included."""
    leap = {date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29)}
    assert leap <= set(TEN_YEARS)
    for day in TEN_YEARS:
        light = limitation("KHIEN_TRACH", day).value
        heavy = limitation("HEAVIER", day).value
        assert light is not None
        assert heavy is not None
        open_then = add_months(day, 24) >= date(2022, 11, 15)
        assert light.limit == add_months(day, 60 if open_then else 24)
        assert heavy.limit == add_months(day, 120)
        assert (light.limit.month, light.limit.day) == ((2, 28) if day in leap else (day.month, day.day))


def test_every_day_of_ten_years_has_its_deadlines() -> None:
    for day in TEN_YEARS:
        if day < date(2020, 7, 1):
            assert handling_deadline(day).value is None
            continue
        assert handling_deadline(day).value == day + timedelta(days=90)
        assert handling_deadline(day, complicated=True).value == day + timedelta(days=150)
        span = (day + timedelta(days=10), day + timedelta(days=19))
        assert handling_deadline(day, excluded=[span]).value == day + timedelta(days=100)


def test_every_day_of_ten_years_a_decision_ends_in_twelve_months() -> None:
    for day in TEN_YEARS:
        for category in ("CC", "VC"):
            found = effect(Punished(category, "KHIEN_TRACH", day)).value
            assert found is not None
            if day < date(2020, 7, 1):
                assert found.ends is None
                continue
            assert found.ends == add_months(day, 12)
            higher = found.bans["HIGHER_POST"]
            assert isinstance(higher, date)
            assert higher >= found.ends


def test_every_day_of_ten_years_one_form_at_least_is_possible() -> None:
    for day in TEN_YEARS:
        for category in ("CB", "CC", "CC_LDQL", "VC", "VC_QL", discipline.RETIRED):
            forms = discipline.forms_possible(category, day)
            assert {"KHIEN_TRACH", "CANH_CAO"} <= set(forms)
            assert all(discipline.form_possible(category, form, day).value for form in forms)
            refused = set(discipline.FORMS) - set(forms)
            assert not any(discipline.form_possible(category, form, day).value for form in refused)


days = st.dates(date(2011, 1, 1), date(2035, 12, 31))
later_days = st.dates(date(2020, 7, 1), date(2035, 12, 31))
spans = st.lists(st.tuples(later_days, st.integers(0, 60)), max_size=5).map(
    lambda found: [(first, first + timedelta(days=length)) for first, length in found]
)


@given(later_days, spans)
def test_what_is_not_counted_only_ever_delays(detected: date, excluded: list[tuple[date, date]]) -> None:
    plain_end = handling_deadline(detected).value
    end = handling_deadline(detected, excluded=excluded).value
    longer = handling_deadline(detected, complicated=True, excluded=excluded).value
    assert plain_end is not None
    assert end is not None
    assert longer is not None
    assert plain_end <= end < longer
    inside = {first + timedelta(days=n) for first, last in excluded for n in range((last - first).days + 1)}
    counted = [day for n in range(1, (end - detected).days + 1) if (day := detected + timedelta(days=n)) not in inside]
    assert len(counted) == 90
    assert counted[-1] == end


@given(days, days, st.sampled_from(["KHIEN_TRACH", "HEAVIER"]))
def test_heavier_acts_are_never_barred_earlier(act: date, concluded: date, level: str) -> None:
    concluded = max(act, concluded)
    light, heavy = limitation("KHIEN_TRACH", act).value, limitation("HEAVIER", act).value
    assert light is not None
    assert heavy is not None
    assert light.limit is not None
    assert heavy.limit is not None
    assert heavy.limit >= light.limit >= add_months(act, 24)
    judged = limitation(level, act, "CC", concluded)
    assert judged.value is not None
    if judged.value.barred is None:
        assert "barred" in judged.unsettled
        assert judged.warnings
    if judged.hard:
        assert judged.value.barred


@given(days, days, days)
def test_once_barred_stays_barred(act: date, one: date, other: date) -> None:
    first, second = sorted((max(act, one), max(act, other)))
    earlier, later = limitation("HEAVIER", act, "CC", first).value, limitation("HEAVIER", act, "CC", second).value
    assert earlier is not None
    assert later is not None
    if earlier.barred and not earlier.exempt and first >= date(2025, 7, 1):
        assert later.barred


forms = st.sampled_from(["KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "BUOC_THOI_VIEC"])


@given(st.sampled_from(["CC_LDQL", "VC_QL"]), forms, forms)
def test_one_level_heavier_is_never_lighter_than_either(category: str, running: str, new: str) -> None:
    answer = discipline.heavier(category, running, new, TODAY if category == "CC_LDQL" else date(2026, 8, 1))
    assert answer.value is not None
    order = discipline.ORDER
    assert order[answer.value] > max(order[running], order[new]) or answer.value == "BUOC_THOI_VIEC"


@given(later_days, st.sampled_from(["CC_LDQL", "VC_QL", "CB"]), st.integers(0, 300))
def test_an_earlier_party_decision_never_lengthens(effective: date, category: str, before: int) -> None:
    plain_case = Punished(category, "CANH_CAO", effective, party_managed=False)
    with_party = replace(plain_case, party_date=effective - timedelta(days=before))
    one, other = effect(plain_case).value, effect(with_party).value
    assert one is not None
    assert other is not None
    assert one.ends is not None
    assert other.ends is not None
    assert other.ends <= one.ends


@given(later_days, later_days, st.sampled_from(["CB", "CC", "CC_LDQL", "VC", "VC_QL"]))
def test_retirement_is_never_blocked_and_nothing_blocks_a_clean_file(since: date, day: date, category: str) -> None:
    facts = Facts("A", category, (), (Proceeding("PROSECUTED", "", since),))
    assert may("RETIREMENT", facts, day).verdict == "dat"
    assert restrictions(Facts("A", category), day) == ()
    assert all(may(purpose, Facts("A", category), day).value for purpose in ALL_PURPOSES)
