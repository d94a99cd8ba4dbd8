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
from desktop_app.law.packs import shipped
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


def _bad_year(category: str, day: date) -> Answer[int]:
    row = shipped("discipline").at("salary_delay_rating", category, day)
    assert row is not None
    return Answer(row.value, None, (row.basis,))


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
    "detention_pay": discipline_effects.detention_pay,
    "exempted": discipline.exempted,
    "bad_year": _bad_year,
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


# Section C.1 cell by cell: each form for each column, in the years 2010, 2024 and 2026.
FORMS_BY_COLUMN = {
    "KHIEN_TRACH": {"CB": "all", "CC": "all", "CC_LDQL": "all", "VC": "all", "VC_QL": "all", "RETIRED": "all"},
    "CANH_CAO": {"CB": "all", "CC": "all", "CC_LDQL": "all", "VC": "all", "VC_QL": "all", "RETIRED": "all"},
    "HA_BAC_LUONG": {"CC": "to 30/06/2025", "CC_LDQL": "to 30/06/2020"},
    "GIANG_CHUC": {"CC_LDQL": "to 30/06/2025"},
    "CACH_CHUC": {"CB": "all", "CC_LDQL": "all", "VC_QL": "all"},
    "BAI_NHIEM": {"CB": "all"},
    "BUOC_THOI_VIEC": {"CC": "all", "CC_LDQL": "all", "VC": "all", "VC_QL": "all"},
    "XOA_TU_CACH_CHUC_VU": {"RETIRED": "from 01/07/2020"},
}
IN_FORCE = {
    "all": (True, True, True),
    "to 30/06/2025": (True, True, False),
    "to 30/06/2020": (True, False, False),
    "from 01/07/2020": (False, True, True),
    "": (False, False, False),
}


@pytest.mark.parametrize("form", FORMS_BY_COLUMN)
@pytest.mark.parametrize("column", ["CB", "CC", "CC_LDQL", "VC", "VC_QL", "RETIRED"])
def test_every_cell_of_the_table_of_forms(form: str, column: str) -> None:
    wanted = IN_FORCE[FORMS_BY_COLUMN[form].get(column, "")]
    for day, possible in zip((date(2010, 1, 1), date(2024, 1, 1), date(2026, 11, 22)), wanted, strict=True):
        answer = discipline.form_possible(column, form, day)
        assert answer.value is possible, (day, answer)
        assert answer.refuses is not possible
        assert answer.basis


DELAYS = {  # section C.3; None: no figure, or no such form
    "KHIEN_TRACH": {"CB": 6, "CC": 6, "CC_LDQL": 6, "VC": 3, "VC_QL": 3, "HDLD": 6},
    "CANH_CAO": {"CB": 6, "CC": 6, "CC_LDQL": 6, "VC": 6, "VC_QL": 6, "HDLD": 6},
    "HA_BAC_LUONG": {"CC": None},
    "GIANG_CHUC": {"CC_LDQL": 12},
    "CACH_CHUC": {"CB": 12, "CC_LDQL": 12, "VC_QL": 12, "HDLD": 12},
    "BUOC_THOI_VIEC": {"CC": None, "VC": None},
    "BAI_NHIEM": {"CB": None},
}


@pytest.mark.parametrize(("form", "by_category"), DELAYS.items())
def test_every_cell_of_the_table_of_delays(form: str, by_category: dict[str, int | None]) -> None:
    for category, months in by_category.items():
        for day in (date(2021, 8, 15), date(2024, 2, 29), date(2025, 6, 30)):
            answer = discipline_effects.salary_delay(category, form, day)
            assert answer.value == months, (category, day)
            assert answer.basis
            assert "TT 03/2021" in answer.basis[0]
        assert discipline_effects.salary_delay(category, form, date(2021, 8, 14)).verdict == "chua_co_quy_dinh"


def test_the_order_of_the_forms_is_that_of_the_law() -> None:
    ladder = discipline.forms_possible
    assert ladder("CC", date(2026, 11, 22)) == ("KHIEN_TRACH", "CANH_CAO", "BUOC_THOI_VIEC")
    assert ladder("CC_LDQL", date(2026, 11, 22)) == ("KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "BUOC_THOI_VIEC")
    assert ladder("CC", date(2025, 6, 30)) == ("KHIEN_TRACH", "CANH_CAO", "HA_BAC_LUONG", "BUOC_THOI_VIEC")
    leader = ("KHIEN_TRACH", "CANH_CAO", "GIANG_CHUC", "CACH_CHUC", "BUOC_THOI_VIEC")
    assert ladder("CC_LDQL", date(2025, 6, 30)) == leader
    assert ladder("VC", date(2026, 11, 22)) == ("KHIEN_TRACH", "CANH_CAO", "BUOC_THOI_VIEC")
    assert ladder("VC_QL", date(2026, 11, 22)) == ("KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "BUOC_THOI_VIEC")
    assert ladder("CB", date(2026, 11, 22)) == ("KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "BAI_NHIEM")


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
