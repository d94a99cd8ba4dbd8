"""What the law asks and the register does not hold: asked by kind and day, never passed by nobody looking into it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Person, PreservedAllowance
from db.values import Key, PartialDate
from desktop_app.services.movements.cases import cases_asked
from desktop_app.services.movements.facts import about
from tests.services.staffing_register import Staff

DAY = date(2026, 10, 1)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def codes(staff: Staff, kind: str, person: Key, day: date = DAY) -> set[str]:
    return {code for code, _ in staff.see(cases_asked, kind, person, day)}


def verdict(staff: Staff, code: str, kind: str, person: Key, **more: Any) -> str | None:
    found = staff.check(kind, person, DAY, **more)
    answer: str | None = next(one.answer.verdict for one in found.checks if one.code == code)
    return answer


def test_each_kind_asks_what_its_rule_lists_on_the_day(staff: Staff) -> None:
    blockers = {"BANNED_FROM_OFFICE", "PROSECUTED", "DENUNCIATION_TEAM", "DISCIPLINE_COMPLAINT",
                "INSPECTION_OR_AUDIT_RECOMMENDATION", "SUSPENDED", "OTHER_OF_AUTHORITY"}  # fmt: skip
    assert codes(staff, "bo_nhiem", staff.officer) == blockers
    assert codes(staff, "bo_nhiem", staff.officer, date(2026, 7, 31)) == {"BANNED_FROM_OFFICE", "PROSECUTED"}
    assert codes(staff, "bo_nhiem_lai", staff.deputy) >= {"ABROAD_GE_3_MONTHS", "INVESTIGATION_INFORMATION"}
    for kind in ("dieu_dong", "luan_chuyen", "biet_phai"):
        assert codes(staff, kind, staff.officer) == {
            "PROSECUTED_OR_INSPECTION", "CRITICAL_ILLNESS", "LONG_STUDY_OR_SECONDED", "PREGNANT_MATERNITY_CHILD_LT_36_MONTHS",
            "HARD_CIRCUMSTANCES",
        }  # fmt: skip
    assert codes(staff, "chuyen_doi_vi_tri", staff.officer) >= {"PREGNANT", "CHILD_LT_36_MONTHS", "SECONDED"}
    assert codes(staff, "tu_chuc", staff.deputy) >= {"OWN_WISH", "LOW_VOTES_GT_1_2"}
    assert codes(staff, "mien_nhiem", staff.deputy) >= {"BAD_YEARS_2_CONSECUTIVE", "WARNING_LOST_CREDIBILITY"}
    assert codes(staff, "thoi_viec", staff.officer) >= {"DENUNCIATION_TEAM", "NEEDED"}
    assert codes(staff, "nghi_huu", staff.officer) == set()
    assert all(text and text == text.strip() for _, text in staff.see(cases_asked, "bo_nhiem", staff.officer, DAY))


def test_what_the_register_of_discipline_tells_is_not_asked(staff: Staff) -> None:
    for kind in ("bo_nhiem", "bo_nhiem_lai", "dieu_dong", "chuyen_doi_vi_tri", "thoi_viec"):
        assert not codes(staff, kind, staff.deputy) & {
            "DISCIPLINE_RUNNING",
            "IN_DISCIPLINE_HANDLING",
            "IN_DISCIPLINE",
            "DISCIPLINE",
        }


@pytest.mark.parametrize(
    ("kind", "code", "case", "more"),
    [
        ("bo_nhiem", "obstacles", "DENUNCIATION_TEAM", {"post": "Trưởng phòng", "level": "first"}),
        ("bo_nhiem", "obstacles", "INSPECTION_OR_AUDIT_RECOMMENDATION", {"post": "Trưởng phòng", "level": "first"}),
        ("bo_nhiem", "obstacles", "DISCIPLINE_COMPLAINT", {"post": "Trưởng phòng", "level": "first"}),
        ("dieu_dong", "movable", "PROSECUTED_OR_INSPECTION", {}),
        ("biet_phai", "movable", "CRITICAL_ILLNESS", {"until": date(2027, 9, 30)}),
        ("thoi_viec", "resign", "DENUNCIATION_TEAM", {}),
    ],
)
def test_not_looked_into_is_no_pass_none_passes_and_one_refuses(
    staff: Staff, kind: str, code: str, case: str, more: dict[str, Any]
) -> None:
    more = {"unit": staff.economy, **more} if kind != "thoi_viec" else more
    assert verdict(staff, code, kind, staff.officer, **more) == "chua_du_du_lieu"
    assert verdict(staff, code, kind, staff.officer, cases=(), **more) == "dat"
    assert verdict(staff, code, kind, staff.officer, cases=(case,), **more) == "khong_dat"


def test_a_reappointment_is_not_looked_at_in_such_a_case(staff: Staff) -> None:
    day = date(2026, 12, 31)

    def asked(**more: Any) -> str | None:
        found = staff.check("bo_nhiem_lai", staff.deputy, day, **more)
        return next(one.answer.verdict for one in found.checks if one.code == "not_processed")

    assert [asked(), asked(cases=()), asked(cases=("ABROAD_GE_3_MONTHS",))] == ["chua_du_du_lieu", "dat", "khong_dat"]


def test_the_checks_say_how_old_the_person_is_on_the_day_that_counts(staff: Staff) -> None:
    order = {"unit": staff.economy, "post": "Trưởng phòng", "level": "first"}

    def note(code: str, kind: str, day: date, **more: Any) -> str:
        return next(one.note for one in staff.check(kind, staff.elder, day, **more).checks if one.code == code)

    assert note("age", "bo_nhiem", DAY, **order) == "59 tuổi 3 tháng vào 01/10/2026"
    assert note("age", "bo_nhiem", DAY, age_on=date(2026, 6, 16), **order) == "59 tuổi vào 16/06/2026"
    assert (
        note("rotation", "luan_chuyen", DAY, unit=staff.economy, post="Trưởng phòng")
        == "59 tuổi 3 tháng vào 01/10/2026"
    )
    assert note("retirement", "nghi_huu", date(2029, 7, 1)) == "62 tuổi vào 01/07/2029"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (PartialDate(1967), "khoảng 59 tuổi vào 01/10/2026"),
        (PartialDate(1967, 6), "59 tuổi 4 tháng vào 01/10/2026"),
        (None, ""),
    ],
)
def test_an_age_is_told_as_exactly_as_the_birth_is_known(staff: Staff, born: PartialDate | None, said: str) -> None:
    def write(work: Any) -> None:
        work.session.get_one(Person, staff.elder).born = born

    staff.do(write)
    assert staff.see(about, staff.elder).age_on(DAY) == said


def test_terms_in_a_row_are_counted_from_the_posts(staff: Staff) -> None:
    day = date(2026, 12, 31)

    def served(kind: str, person: Key, on: date, **more: Any) -> tuple[Any, str]:
        found = next(one.answer for one in staff.check(kind, person, on, **more).checks if one.code == "terms")
        return found.value, found.steps[0]

    assert served("bo_nhiem_lai", staff.deputy, day) == (True, "Đã 1 nhiệm kỳ liên tiếp; không giới hạn số nhiệm kỳ.")
    staff.carry("bo_nhiem_lai", staff.deputy, day)
    again = date(2031, 12, 31)
    assert served("bo_nhiem_lai", staff.deputy, again)[1].startswith("Đã 2 nhiệm kỳ liên tiếp")
    order = {"unit": staff.economy, "post": "Trưởng phòng", "level": "higher"}
    assert served("bo_nhiem", staff.deputy, DAY, **order)[1].startswith("Đã 0 nhiệm kỳ liên tiếp")


def test_ratings_are_asked_and_no_year_passes_untold(staff: Staff) -> None:
    order = {"unit": staff.economy, "post": "Trưởng phòng", "level": "first"}
    found = next(
        one.answer for one in staff.check("bo_nhiem", staff.officer, DAY, **order).checks if one.code == "ratings"
    )
    assert (found.verdict, found.missing) == (
        "chua_du_du_lieu", ("xếp loại năm 2025", "xếp loại năm 2024", "xếp loại năm 2023"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "until"), [("OWN_WISH", date(2026, 12, 31)), ("LOW_VOTES_GT_1_2", date(2026, 9, 30))]
)
def test_the_allowance_of_a_resigned_post_is_kept_by_its_ground(staff: Staff, ground: str, until: date) -> None:
    staff.carry("tu_chuc", staff.deputy, date(2026, 4, 1), post="Chuyên viên", cases=(ground,))
    kept = staff.see(
        lambda work: [(str(one.coefficient), one.ends) for one in work.session.scalars(select(PreservedAllowance))]
    )
    assert kept == [("0.30", until)]
