"""What the values of one person say about each other."""

from datetime import date
from typing import Any

import pytest

from db.values import Coefficient, PartialDate
from desktop_app.services.intake.checks import check_person, sex_of_number

TODAY = date(2026, 11, 23)
PERSON: dict[str, Any] = {
    "sex": "nam",
    "born": PartialDate(1975, 2, 28),
    "personal_number": "006075000055",
    "recruited_on": PartialDate(1999, 5, 1),
    "party_joined": PartialDate(2004, 6, 1),
    "party_official": PartialDate(2005, 6, 1),
    "rank_code": "01.003",
    "step": 3,
    "coefficient": Coefficient(300),
    "salary_since": date(2025, 1, 1),
    "next_step_on": date(2028, 1, 1),
}


def _told(**values: Any) -> list[tuple[str, str, str, Any]]:
    return [
        (target, note.level, note.kind, note.proposal) for target, note in check_person({**PERSON, **values}, TODAY)
    ]


def test_a_consistent_person_raises_no_doubt() -> None:
    assert _told() == []


@pytest.mark.parametrize(("number", "sex"), [("001075000001", "nam"), ("001175000001", "nu"), ("001304000001", "nu")])
def test_the_number_carries_the_sex(number: str, sex: str) -> None:
    assert sex_of_number(number) == sex


def test_number_against_sex_and_year() -> None:
    assert _told(sex="nu") == [("sex", "warn", "sex_contradicts_cccd", "nam")]
    assert _told(born=PartialDate(1976)) == [("born", "warn", "cccd_birth_year", None)]
    assert _told(personal_number="006275000055") == [("born", "warn", "cccd_birth_year", None)]


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"recruited_on": PartialDate(1970)}, "recruited_on"),
        ({"party_official": PartialDate(2004, 5)}, "party_official"),
        ({"party_joined": PartialDate(1974, 6, 1)}, "party_joined"),
        ({"post_since": date(1970, 1, 1)}, "post_since"),
        ({"next_step_on": date(2024, 12, 31)}, "next_step_on"),
    ],
)
def test_dates_out_of_order_are_doubted(changed: dict[str, Any], at: str) -> None:
    assert (at, "warn", "dates_out_of_order", None) in _told(**changed)


def test_partial_dates_are_out_of_order_only_when_they_must_be() -> None:
    assert _told(party_joined=PartialDate(2004), party_official=PartialDate(2004)) == []


@pytest.mark.parametrize(
    ("born", "kind", "level"),
    [(PartialDate(2027, 1, 1), "born_in_future", "error"), (PartialDate(1940), "age_unlikely", "warn")],
)
def test_births_that_cannot_be(born: PartialDate, kind: str, level: str) -> None:
    found = _told(born=born, personal_number=None)
    assert ("born", level, kind, None) in found


def test_recruited_as_a_child() -> None:
    assert ("recruited_on", "warn", "recruited_too_young", None) in _told(recruited_on=PartialDate(1985))


def test_coefficient_against_rank_and_step() -> None:
    assert _told(coefficient=Coefficient(303)) == [("coefficient", "error", "he_so_not_in_rank", Coefficient(300))]
    assert _told(step=5, coefficient=Coefficient(366)) == []


def test_a_damaged_code_of_a_rank_is_checked_as_the_rank_it_means() -> None:
    assert _told(rank_code="01,003", coefficient=Coefficient(303))[0][2] == "he_so_not_in_rank"


def test_a_step_the_rank_does_not_have() -> None:
    assert [found[:3] for found in _told(step=12)] == [("step", "error", "step_not_in_rank")]


def test_a_rank_with_two_scales_takes_either() -> None:
    # cán sự: A0 today, B for who lacks the degree
    assert _told(rank_code="01.004", step=2, coefficient=Coefficient(241)) == []
    assert _told(rank_code="01.004", step=2, coefficient=Coefficient(206)) == []
    assert _told(rank_code="01.004", step=2, coefficient=Coefficient(207))[0][2] == "he_so_not_in_rank"


def test_a_rank_whose_scale_no_source_gives_is_not_judged() -> None:
    assert _told(rank_code="99.999", coefficient=Coefficient(999)) == []
