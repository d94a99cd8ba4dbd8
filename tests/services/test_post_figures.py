"""A figure of posts that the office corrected moves checks, terms, lists, tasks, the reorganisation, calculators and ``law``."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.values import Coefficient
from desktop_app import cli
from desktop_app.law.figures import SHIPPED
from desktop_app.services.calculators import ALL
from desktop_app.services.calculators.calculator import outcome_json
from desktop_app.services.due.service import due_list
from desktop_app.services.figures import Correct, correct, office_law, withdraw
from desktop_app.services.organisation.reform import Fate, NewUnit, PostRule, Reform, with_rule
from desktop_app.services.organisation.reform_run import preview
from desktop_app.services.organisation.units import Basis, Part, key_of
from desktop_app.services.post_rows import holders, temporaries
from tests.services.staffing_register import Staff

DAY = date(2026, 10, 1)
FROM = date(2026, 8, 1)
RULE = "Quy chế của Tỉnh uỷ"
OWN = f"{RULE} (cơ quan sửa)"


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def corrected(staff: Staff, topic: str, name: str, category: str, value: Any, starts: date = FROM) -> bytes:
    text = json.dumps(value, ensure_ascii=False, default=str)
    key = staff.do(correct, Correct(topic, name, category, text, starts, RULE))
    assert isinstance(key, bytes)
    return key


def checked(staff: Staff, code: str, kind: str, person: bytes, day: date = DAY, **more: Any) -> Any:
    found = staff.check(kind, person, day, **more)
    return next(one.answer for one in found.checks if one.code == code)


def test_without_corrections_the_law_is_the_shipped_one(staff: Staff) -> None:
    assert staff.see(office_law) == SHIPPED


CHECKS: dict[str, tuple[str, str, str, Any, Callable[[Staff], Any], Any, Any]] = {
    "months in the previous post": (
        "appointments", "previous_post_months", "CC_LDQL", {"months": 60},
        lambda staff: checked(staff, "previous_post", "bo_nhiem", staff.deputy, unit=staff.economy, post="Trưởng phòng",
                              level="higher", party_managed=False).verdict,
        "dat", "khong_dat",
    ),
    "term of a first appointment": (
        "appointments", "term_years", "CC_LDQL", {"years": 3},
        lambda staff: staff.check("bo_nhiem", staff.officer, DAY, unit=staff.economy, post="Trưởng phòng", level="first").term_ends,
        date(2031, 9, 30), date(2029, 9, 30),
    ),
    "what stands in the way of an appointment": (
        "appointments", "blockers", "CC_LDQL", ["PROSECUTED"],
        lambda staff: checked(staff, "obstacles", "bo_nhiem", staff.officer, unit=staff.economy, post="Trưởng phòng",
                              cases=("DENUNCIATION_TEAM",)).verdict,
        "khong_dat", "dat",
    ),
    "notice of a reappointment": (
        "appointments", "reappointment", "CC_LDQL",
        {"lead": 60, "unit": "calendar", "decision_working_days": 3, "extend_under": {"5": 24, "3": 18}, "late_from_expiry": True,
         "self_report_days": 10, "meeting_days": 20},
        lambda staff: checked(staff, "reappointment", "bo_nhiem_lai", staff.deputy, date(2026, 12, 31)).value.notice_deadline,
        date(2026, 8, 22), date(2026, 11, 1),
    ),
    "months that acting may last": (
        "movements", "acting", "CC_LDQL",
        {"most": 6, "renewable": False, "counts": False, "over_on": date(2026, 7, 1), "settle_by": date(2026, 11, 1)},
        lambda staff: checked(staff, "acting", "giao_quyen", staff.deputy, post="Trưởng phòng", unit=staff.home,
                              until=date(2027, 9, 30)).value.limit_end,
        date(2027, 10, 1), date(2027, 4, 1),
    ),
    "months that a secondment may last": (
        "movements", "secondment", "CC", {"most": 12, "extension": "FREE"},
        lambda staff: checked(staff, "secondment", "biet_phai", staff.officer, unit=staff.economy,
                              until=date(2028, 9, 30)).verdict,
        "dat", "khong_dat",
    ),
    "months that an allowance is kept": (
        "movements", "kept_allowance", "CC_LDQL", {"transfer": 12, "rotation": "WHOLE"},
        lambda staff: checked(staff, "kept_allowance", "dieu_dong", staff.deputy, unit=staff.economy).value,
        date(2027, 3, 31), date(2027, 9, 30),
    ),
    "years left for a rotation": (
        "movements", "rotation_years_left", "CC_LDQL", {"years": 30},
        lambda staff: checked(staff, "rotation", "luan_chuyen", staff.deputy, unit=staff.economy, post="Trưởng phòng",
                              until=date(2029, 9, 30)).verdict,
        "dat", "khong_dat",
    ),
    "months before one may come back": (
        "movements", "comeback_months", "CC_LDQL",
        {"THOI_GIU_CHUC_VU": 6, "TU_CHUC": 12, "MIEN_NHIEM": 18, "MIEN_NHIEM_TU_NGUYEN": 12, "few_years": 5},
        lambda staff: checked(staff, "come_back", "tu_chuc", staff.deputy, post="Chuyên viên", cases=("OWN_WISH",)).value,
        date(2028, 10, 1), date(2027, 10, 1),
    ),
    "working days of a suspension": (
        "movements", "suspension", "CC", {"unit": "working", "most": 10, "longer": 10},
        lambda staff: checked(staff, "suspension", "tam_dinh_chi", staff.officer).value.last_day,
        date(2026, 11, 11), date(2026, 10, 14),
    ),
    "refusals of a resignation": (
        "resignation", "refusals", "CC", {"always": [], "may": []},
        lambda staff: checked(staff, "resign", "thoi_viec", staff.officer, cases=("NEEDED",)).verdict,
        "khong_dat", "dat",
    ),
    "who is in the periodic change of position": (
        "movements", "position_change", "CC",
        {"least": 24, "most": 60, "months_to_retirement": 999, "exempt": []},
        lambda staff: checked(staff, "position_change", "chuyen_doi_vi_tri", staff.officer, unit=staff.economy).value.applies,
        True, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_a_corrected_figure_moves_the_checks_of_a_movement(staff: Staff, name: str) -> None:
    topic, figure, category, value, ask, shipped, own = CHECKS[name]
    assert ask(staff) == shipped
    key = corrected(staff, topic, figure, category, value)
    assert ask(staff) == own
    staff.do(withdraw, key)
    assert ask(staff) == shipped


def test_the_answer_names_what_the_office_rests_on(staff: Staff) -> None:
    corrected(staff, "appointments", "previous_post_months", "CC_LDQL", {"months": 60})
    found = checked(
        staff, "previous_post", "bo_nhiem", staff.deputy, unit=staff.economy, post="Trưởng phòng", level="higher",
        party_managed=False,
    )  # fmt: skip
    assert found.basis == (OWN,)
    assert "cần 60 tháng" in found.steps[0]


def test_a_corrected_term_is_what_is_written(staff: Staff) -> None:
    corrected(staff, "appointments", "term_years", "CC_LDQL", {"years": 3})
    staff.carry("bo_nhiem", staff.officer, DAY, unit=staff.economy, post="Phó Trưởng phòng", level="first")
    rows = {row.person: row for row in staff.see(holders, DAY)}
    assert rows[staff.officer].term_ends == date(2029, 9, 30)


NOTICE = {
    "lead": 60, "unit": "calendar", "decision_working_days": 3, "extend_under": {"5": 24, "3": 18},
    "late_from_expiry": True, "self_report_days": 10, "meeting_days": 20,
}  # fmt: skip


def test_lists_and_due_list_follow(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, DAY, unit=staff.economy, until=date(2027, 12, 31))
    staff.carry("giao_quyen", staff.elder, DAY, unit=staff.economy, post="Trưởng phòng", until=date(2027, 9, 30))

    def days(day: date) -> dict[str, date]:
        return {row.task.code: row.task.due for row in staff.see(due_list, day).rows if row.about.person != staff.head}

    def lists() -> tuple[Any, ...]:
        terms = {row.person: row.notice for row in staff.see(holders, DAY)}
        last = {row.kind: row.last_day for row in staff.see(temporaries, DAY)}
        return terms[staff.deputy], last["biet_phai"], last["giao_quyen"]

    assert lists() == (date(2026, 8, 22), date(2029, 9, 30), date(2027, 10, 1))
    before = days(date(2026, 12, 25))
    assert (before["TERM-90W"], before["TERM-1"]) == (date(2026, 8, 22), date(2026, 12, 30))
    assert days(date(2027, 12, 1))["SEC-36"] == date(2027, 12, 31)
    corrected(staff, "appointments", "reappointment", "CC_LDQL", NOTICE)
    for category in ("CC", "CC_LDQL"):
        corrected(staff, "movements", "secondment", category, {"most": 12, "extension": "FREE"})
        corrected(
            staff, "movements", "acting", category,
            {"most": 6, "renewable": False, "counts": False, "over_on": date(2026, 7, 1), "settle_by": date(2026, 11, 1)},
        )  # fmt: skip
    assert lists() == (date(2026, 11, 1), date(2027, 9, 30), date(2027, 4, 1))
    after = days(date(2026, 12, 25))
    assert (after["TERM-90W"], after["TERM-1"]) == (date(2026, 11, 1), date(2026, 12, 28))
    assert days(date(2027, 9, 1))["SEC-36"] == date(2027, 9, 30)
    assert days(date(2027, 3, 1))["ACT-12"] == date(2027, 4, 1)


def test_a_day_off_of_the_office_moves_what_counts_working_days(staff: Staff) -> None:
    def due() -> Any:
        return next(row.task.due for row in staff.see(due_list, date(2026, 12, 25)).rows if row.task.code == "TERM-1")

    assert due() == date(2026, 12, 30)
    from desktop_app.law.packs import shipped

    row = shipped("holidays").at("days_off", "CC", DAY)
    assert row is not None
    value = {**row.value, "off": [*row.value["off"], date(2026, 12, 30)]}
    text = json.dumps(value, default=str)
    for category in ("CC", "CC_LDQL"):
        order = Correct("holidays", "days_off", category, text, date(2026, 1, 1), RULE, date(2026, 12, 31))
        staff.do(correct, order)
    assert due() == date(2026, 12, 29)


def test_a_reorganisation_follows(staff: Staff) -> None:
    new = NewUnit(key_of(Part("Phòng Kinh tế - Nội vụ")), Part("Phòng Kinh tế - Nội vụ"))
    rule = PostRule(staff.home, "Phó Trưởng phòng", new.key, "Phó Trưởng phòng", allowance=Coefficient(15))
    reform = with_rule(Reform(DAY, Basis(), (new,), (Fate(staff.home, "ends", (new.key,)),)), rule)

    def deputy() -> tuple[date | None, date | None]:
        row = next(row for row in staff.see(preview, reform).people if row.person == staff.deputy)
        return row.term_ends, row.kept_until

    assert deputy() == (date(2031, 9, 30), date(2027, 3, 31))
    corrected(staff, "appointments", "term_years", "CC_LDQL", {"years": 3})
    corrected(staff, "movements", "kept_allowance", "CC_LDQL", {"transfer": 12, "rotation": "WHOLE"})
    assert deputy() == (date(2029, 9, 30), date(2027, 9, 30))


QUOTA = {
    "regime": "ND335_2025", "bands": [90, 70, 50], "quota": 30, "quota_excellent_unit": 35, "deadline": "12-15",
    "special_deadline": "01-15",
}  # fmt: skip
CALCULATED: dict[str, tuple[str, str, str, Any, dict[str, str], str, Any, Any]] = {
    "appointment-age": (
        "appointments", "full_term_age", "CC_LDQL", {"first": False, "higher": True, "equal": False, "lower": False},
        {"category": "CC", "sex": "nam", "born": "1969-10", "on": "2026-11-22", "level": "first"},
        "verdict", "khong_dat", "khong_ap_dung",
    ),
    "reappointment": (
        "appointments", "reappointment", "CC_LDQL", NOTICE,
        {"category": "CC", "sex": "nam", "born": "1980-10", "expiry": "2026-12-31"},
        "notice_deadline", "2026-08-22", "2026-11-01",
    ),
    "acting": (
        "movements", "acting", "CC_LDQL",
        {"most": 6, "renewable": False, "counts": False, "over_on": date(2026, 7, 1), "settle_by": date(2026, 11, 1)},
        {"start": "2026-09-01", "on": "2026-11-22"}, "limit_end", "2027-09-01", "2027-03-01",
    ),
    "rotation": (
        "movements", "position_change", "CC", {"least": 24, "most": 60, "months_to_retirement": 36, "exempt": []},
        {"category": "CC", "leader": "no", "months-to-retirement": "20"}, "applies", True, False,
    ),
    "resignation": (
        "resignation", "refusals", "CC", {"always": [], "may": []},
        {"category": "CC", "decided": "2026-10-15", "blocker": "NEEDED"}, "verdict", "khong_dat", "chua_du_du_lieu",
    ),
    "discipline-deadline": (
        "discipline", "handling_days", "CC", [60, 120], {"detected": "2026-09-01", "category": "CC"},
        "deadline", "2026-11-30", "2026-10-31",
    ),
    "pay": (
        "salary", "base_salary", "CC", 3000000, {"coefficient": "1.00", "on": "2026-10-15"}, "amount", 2530000, 3000000,
    ),
    "rating-quota": (
        "rating", "rating", "CC", QUOTA, {"rated-good": "60", "category": "CC", "year": "2026"}, "max_excellent", 12, 18,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CALCULATED)
def test_calculators_follow_on_the_page_and_on_the_command_line(
    staff: Staff, name: str, today: date, clock: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    topic, figure, category, value, typed, key, shipped, own = CALCULATED[name]
    calculator = next(one for one in ALL if one.name == name)
    asked: dict[str, Any] = {
        one: [text] if calculator_repeats(calculator, one) else text for one, text in typed.items()
    }

    def page() -> Any:
        return outcome_json(calculator.answer(asked, today, staff.see(office_law)))[key]

    def command(*more: str) -> Any:
        arguments = ["law", name, *(part for one, text in typed.items() for part in (f"--{one}", text)), *more]
        assert cli.run(arguments, clock=clock, today=today, open_window=lambda *_: 9) == 0
        return json.loads(capsys.readouterr().out)[key]

    data = ("--data", str(staff.database.path))
    assert (page(), command(), command(*data)) == (shipped, shipped, shipped)
    corrected(staff, topic, figure, category, value)
    assert page() == own
    assert command(*data) == own
    assert command() == shipped


def calculator_repeats(calculator: Any, name: str) -> bool:
    return any(one.name == name and one.repeated for one in calculator.inputs)


def test_a_register_that_is_not_there_is_said(tmp_path: Path, clock: Any, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["law", "acting", "--start", "2026-09-01", "--on", "2026-11-22", "--data", str(tmp_path / "khong-co.snv")]
    assert cli.run(asked, clock=clock, today=DAY, open_window=lambda *_: 9) == 3
    assert "Không có tệp dữ liệu" in capsys.readouterr().err
