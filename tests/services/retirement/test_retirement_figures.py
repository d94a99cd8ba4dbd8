"""A figure of the law that the office corrects moves the days everywhere: rows, answers, tasks, cases, lists, the command."""

import json
from datetime import date
from typing import Any

import pytest

from db.values import Dong, Key, PartialDate
from desktop_app.cli import run
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.due.service import due_list
from desktop_app.services.figures import Correct, correct_for, pack, withdraw
from desktop_app.services.lists.sql import births_retiring
from desktop_app.services.retirement.answers import WhatIf, explain, what_if
from desktop_app.services.retirement.file import case_file
from desktop_app.services.retirement.opening import OpenCase, open_case, plan_case
from desktop_app.services.retirement.steps import Postpone, issue_notices, postpone
from tests.services.retirement.conftest import TODAY, Office

EVERYBODY = ("CB", "CC", "CC_LDQL", "VC", "VC_QL", "HDLD", "KCT")
LATER = '{"before": 720, "start": "1961-01", "first": 723, "step": 3, "group": 9, "cap": 780}'


def _correct(office: Office, name: str, value: str, topic: str = "retirement", starts: date = TODAY) -> None:
    order = Correct(topic, name, "CC", value, starts, "Nghị quyết của tỉnh")
    office.do(correct_for, order, EVERYBODY)


def _papers(notice: int, decision: int) -> str:
    return json.dumps({"regime": "ND170_2025", "notice": notice, "decision": decision})


def test_an_age_moves_the_row_the_answer_the_list_and_what_is_tried(office: Office) -> None:
    man = office.add("Hoàng Văn Hoàng", "nam", "1970-08-20")
    assert office.row(man).leaves_on == date(2032, 9, 1)  # 62 years
    _correct(office, "age_nam", LATER)
    later = date(2033, 12, 1)  # births 07/1970 to 03/1971 are the thirteenth step: 60 years 3 months + 36
    assert office.row(man).leaves_on == later
    told = office.see(explain, man, TODAY)
    assert told.answer.value.moment.pension_start == later
    assert "Nghị quyết của tỉnh (cơ quan sửa)" in told.answer.basis
    now, then = office.see(what_if, man, TODAY, WhatIf(born=PartialDate.parse("1970-09-01")))
    assert (now.answer.value.moment.pension_start, then.answer.value.moment.pension_start) == (later, date(2034, 1, 1))
    assert office.see(plan_case, OpenCase(man)).leaves_on == later
    figures = office.see(pack, "retirement")
    assert births_retiring("nam", date(2033, 11, 1), date(2033, 11, 30), figures) == ("1970-08", "1970-08")


def test_the_command_counts_with_the_offices_figures(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.add("Hoàng Văn Hoàng", "nam", "1970-08-20")

    def months(first: str, last: str) -> list[str]:
        words = ["retirement", "--data", str(office.path), "--from", first, "--to", last, "--json"]
        assert run(words, clock=office.clock, today=TODAY, open_window=lambda _path, _day: 0) == 0
        return [row["pension_start"] for row in json.loads(capsys.readouterr().out)]

    assert months("2032-09", "2032-09") == ["2032-09-01"]
    _correct(office, "age_nam", LATER)
    assert months("2032-09", "2032-09") == []
    assert months("2033-12", "2033-12") == ["2033-12-01"]


def test_the_months_of_notice_move_deadlines_and_tasks(office: Office) -> None:
    woman = office.add("Lê Thị Thanh", "nu", "1970-01-25")  # 01/06/2027
    assert _dates(office, woman) == (date(2026, 11, 30), date(2027, 2, 28))
    tasks = {row.task.code: row.task.due for row in office.see(due_list, date(2026, 11, 30)).rows}
    assert tasks["RET-6"] == date(2026, 11, 30)
    _correct(office, "papers", _papers(8, 5), starts=date(2026, 1, 1))
    assert _dates(office, woman) == (date(2026, 9, 30), date(2026, 12, 31))
    tasks = {row.task.code: row.task.due for row in office.see(due_list, date(2026, 12, 20)).rows}
    assert (tasks["RET-6"], tasks["RET-3"]) == (date(2026, 9, 30), date(2026, 12, 31))
    issued = office.do(issue_notices, [woman], office.signed())
    assert "muộn hơn hạn 30/09/2026" in issued.told[0]


def _dates(office: Office, person: Key) -> tuple[date | None, date | None]:
    row = office.row(person)
    return row.notice_deadline, row.decision_deadline


def test_the_hand_over_and_the_postponement_follow(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    case = office.do(open_case, OpenCase(man))
    assert office.see(case_file, man, TODAY).handover_deadline is None
    _correct(office, "handover", "5", starts=date(2026, 1, 1))
    five_days_before = date(2026, 12, 25)  # Thursday 31, 30, 29, 28 and Friday 25 December
    assert office.see(case_file, man, TODAY).handover_deadline == five_days_before
    with pytest.raises(RuleBroken, match="nhiều nhất 3 tháng"):
        office.do(postpone, Postpone(case, "SERIOUS_ILLNESS_OR_ACCIDENT", 4))
    _correct(office, "postpone_SERIOUS_ILLNESS_OR_ACCIDENT", "4")
    assert office.do(postpone, Postpone(case, "SERIOUS_ILLNESS_OR_ACCIDENT", 4)).pension_start == date(2027, 5, 1)


def test_the_holidays_of_tet_decide_about_its_postponement(office: Office) -> None:
    """Tết 2027 is on 06/02; days off that reach back to 01/02 let a retirement on 01/02 be moved."""
    off = ["2027-01-01", *(f"2027-02-{day:02d}" for day in range(1, 11)), "2027-04-16", "2027-09-02"]
    man = office.add("Đặng Xuân Bình", "nam", "1966-10-20")
    order = OpenCase(man, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2027, 2, 1), insured_months=300)
    case = office.do(open_case, order)
    with pytest.raises(RuleBroken, match="không trùng ngày nghỉ Tết"):
        office.do(postpone, Postpone(case, "TET_HOLIDAY"))
    _correct(office, "days_off", json.dumps({"off": off, "worked": []}), "holidays", date(2027, 1, 1))
    assert office.do(postpone, Postpone(case, "TET_HOLIDAY")).pension_start == date(2027, 3, 1)


def test_the_insured_years_and_the_cases_of_a_lower_age_follow(office: Office) -> None:
    woman = office.add("Vi Thị Hoa", "nu", "1975-06-01")
    order = OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2031, 1, 1), insured_months=170)
    assert not office.see(plan_case, order).possible
    _correct(office, "early_HEAVY_OR_AREA_15Y", '{"early": 60, "insured": 14}')
    assert office.see(plan_case, order).possible


def test_the_sums_of_staff_reduction_and_resignation_follow(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1967-03-01")
    order = OpenCase(man, "tinh_gian", wished_on=date(2027, 4, 1), pay_basis=Dong(12_000_000))
    assert office.see(plan_case, order).answers[0][1].value.parts[0].amount == Dong(120_000_000)
    value = {
        "window": [24, 60],
        "no_deduction": True,
        "per_early_year": "6",
        "entered": ["trợ cấp theo số năm đóng BHXH"],
    }
    _correct(office, "regime_ND154_2025", json.dumps(value), "early_exit")
    assert office.see(plan_case, order).answers[0][1].value.parts[0].amount == Dong(144_000_000)
    leaving = OpenCase(
        man, "thoi_viec", wished_on=date(2026, 12, 1), submitted_on=date(2026, 11, 2), insured_months=120,
        pay_basis=Dong(10_000_000),
    )  # fmt: skip
    assert office.see(plan_case, leaving).one_off == Dong(50_000_000)
    figures = {"fixed": 0, "per_year": 100, "short": 100, "decide_days": 20, "debts": "ALLOWANCE"}
    _correct(office, "resignation", json.dumps(figures), "resignation", date(2026, 11, 1))
    plan = office.see(plan_case, leaving)
    assert (plan.one_off, plan.answers[0][1].value) == (Dong(100_000_000), date(2026, 11, 22))


def test_a_correction_withdrawn_gives_the_day_of_the_law_back(office: Office) -> None:
    man = office.add("Hoàng Văn Hoàng", "nam", "1970-08-20")
    order = Correct("retirement", "age_nam", "CC", LATER, TODAY, "Nghị quyết của tỉnh")
    from desktop_app.services.figures import correct

    key = office.do(correct, order)
    assert office.row(man).leaves_on == date(2033, 12, 1)
    office.do(withdraw, key)
    assert office.row(man).leaves_on == date(2032, 9, 1)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("papers", '{"notice": 7}', "còn thiếu: theo, ra quyết định"),
        ("age_nam", '{"before": 720, "start": "1961-01", "first": 723, "step": 0, "group": 9, "cap": 744}', "từ 1 tháng"),
        ("age_nu", '{"before": 660, "start": "khác", "first": 664, "step": 4, "group": 8, "cap": 720}', "1961-01"),
        ("insured_years", "nhiều", "viết như"),
    ],
)  # fmt: skip
def test_figures_nobody_can_count_with_are_refused(office: Office, name: str, value: Any, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        _correct(office, name, value)
    assert refused.value.field == "value"
