from datetime import date

from desktop_app.law.appointment_checks import Candidate, appointment_checks, reappointment_checks, refusals
from desktop_app.law.appointments import HeldPost
from desktop_app.law.packs import Correction, corrected, shipped

ON = date(2026, 11, 22)
YOUNG = date(2045, 1, 1)
HELD = (HeldPost(date(2024, 1, 1), date(2026, 10, 31)),)


def candidate(**change: object) -> Candidate:
    facts: dict[str, object] = {"category": "CC_LDQL", "level": "higher", "on": ON, "months": 60}
    facts |= {"pension_start": YOUNG, "times": HELD, **change}
    return Candidate(**facts)  # type: ignore[arg-type]


def test_what_the_register_cannot_tell_is_told_and_is_no_pass() -> None:
    found = {one.code: one.answer.verdict for one in appointment_checks(candidate())}
    assert found == {
        "age": "dat",
        "previous_post": "dat",
        "ratings": "chua_du_du_lieu",
        "obstacles": "chua_du_du_lieu",
        "standards": "chua_du_du_lieu",
        "terms": "dat",
    }
    assert refusals(appointment_checks(candidate())) == ()


def test_hard_rules_refuse_and_unconfirmed_ones_only_warn() -> None:
    old = appointment_checks(candidate(pension_start=date(2030, 1, 1)), known=lambda day: {"SUSPENDED"})
    assert [one.code for one in refusals(old)] == ["age", "obstacles"]
    teacher = candidate(category="VC_QL", pension_start=date(2030, 1, 1))
    checks = appointment_checks(teacher, known=lambda day: {"PROSECUTED"}, ratings=lambda year: "HTTNV")
    assert {one.code: one.answer.verdict for one in checks}["age"] == "khong_dat"
    assert refusals(checks) == ()


def test_unmet_standards_are_named_and_warn() -> None:
    checks = appointment_checks(candidate(), unmet=lambda day: ["trung cấp lý luận chính trị"])
    standards = next(one.answer for one in checks if one.code == "standards")
    assert (standards.verdict, standards.hard) == ("khong_dat", False)
    assert standards.steps == ("Chưa đạt: trung cấp lý luận chính trị.",)


def test_a_running_decision_stands_in_the_way_of_promotion_but_not_of_reappointment() -> None:
    def running(day: date) -> list[str]:
        return ["DISCIPLINE_RUNNING"]

    expiry = date(2026, 12, 31)
    assert [one.code for one in refusals(appointment_checks(candidate(on=expiry), known=running))] == ["obstacles"]
    again = reappointment_checks("CC_LDQL", expiry, 5, YOUNG, expiry, known=running)
    assert {one.code: one.answer.verdict for one in again} == {
        "reappointment": None,
        "not_processed": "dat",
        "discipline": "dat",
    }
    assert refusals(again) == ()


def test_without_a_birth_date_a_reappointment_is_not_judged() -> None:
    found = reappointment_checks("CC_LDQL", date(2026, 12, 31), 5, None, ON)
    assert [one.answer.verdict for one in found] == ["chua_du_du_lieu", "chua_du_du_lieu"]


def test_an_office_may_correct_a_figure_and_the_answer_says_so() -> None:
    one = Correction(
        "appointments", "previous_post_months", "CC_LDQL", {"months": 36}, date(2026, 8, 1), None, "Công văn 12"
    )
    pack = corrected(shipped("appointments"), [one])
    checks = {check.code: check.answer for check in appointment_checks(candidate(), pack=pack)}
    assert checks["previous_post"].verdict == "khong_dat"
    assert "Công văn 12 (cơ quan sửa)" in checks["previous_post"].basis
