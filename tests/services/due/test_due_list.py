"""The due list of the practice office, checked by hand, and what the clerk may say of a line."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Assignment, Person, RetirementCase, RetirementStep
from desktop_app.errors import InvalidInput
from desktop_app.services.due.marks import dismiss, hand_over, put_off, say_done
from desktop_app.services.due.rows import DueList, DueRow
from desktop_app.services.due.service import due_list, overdue_by_page
from desktop_app.services.overview import overview
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)


def _due(database: Database, day: date = DAY) -> DueList:
    with reading(database, day) as work:
        return due_list(work, day)


def _row(database: Database, code: str, name: str, day: date = DAY) -> DueRow:
    return next(row for row in _due(database, day).rows if (row.task.code, row.about.name) == (code, name))


def _said(database: Database, service: Any, *order: Any, today: date = DAY) -> None:
    with changing(database, today, "edit", "ghi chú việc đến hạn") as work:
        service(work, *order)


def test_retirement_notice_and_decision_are_due_on_the_days_of_the_decree(register: Database) -> None:
    # born 20/06/1965, man: 61 years 6 months in December 2026, pension from 01/01/2027
    notice, decision = (_row(register, code, "Đặng Xuân Bình") for code in ("RET-6", "RET-3"))
    assert (notice.task.due, decision.task.due) == (date(2026, 6, 30), date(2026, 9, 30))
    assert (notice.group(DAY), notice.task.kind) == ("overdue", "hard")
    assert any("01/01/2027" in step for step in notice.task.steps)
    assert any("Nghị định số 135/2020" in basis for basis in notice.task.basis)


def test_a_term_brings_its_notice_counted_in_working_days_and_each_step_the_next(register: Database) -> None:
    row = _row(register, "TERM-90W", "Chu Thị Kim Dung")
    assert row.task.due == date(2026, 9, 24)
    _said(register, say_done, row, DAY)
    codes = {one.task.code for one in _due(register).rows if one.about.name == "Chu Thị Kim Dung"}
    assert "TERM-90W" not in codes
    report = _row(register, "TERM-SELF", "Chu Thị Kim Dung", date(2026, 12, 8))
    assert report.task.due == DAY + timedelta(days=15)


def test_an_unconfirmed_rule_never_makes_anything_overdue(register: Database) -> None:
    rows = [row for row in _due(register).rows if not row.task.confirmed]
    assert rows
    assert {row.task.kind for row in rows} == {"soft"}
    assert "overdue" not in {row.group(DAY) for row in rows}


def test_a_case_with_its_notice_settles_the_notice_and_points_to_the_raise(register: Database) -> None:
    with changing(register, DAY, "add", "hồ sơ nghỉ hưu") as work:
        person = work.session.scalars(select(Person.key).where(Person.full_name == "Đặng Xuân Bình")).one()
        case = RetirementCase(person=person, kind="nghi_huu")
        work.session.add(case)
        work.session.flush()
        work.session.add(RetirementStep(person=person, case=case.key, kind="thong_bao", day=DAY))
    codes = {row.task.code for row in _due(register).rows if row.about.name == "Đặng Xuân Bình"}
    assert "RET-6" not in codes
    assert "RET-3" in codes


def test_dismissing_wants_a_reason_and_holds_for_that_due_day_only(register: Database) -> None:
    row = _row(register, "TERM-90W", "Chu Thị Kim Dung")
    with pytest.raises(InvalidInput, match="lý do"):
        _said(register, dismiss, row, "  ")
    _said(register, dismiss, row, "Cán bộ xin thôi, đã có đơn")
    found = _due(register)
    assert row.mark_name not in {one.mark_name for one in found.rows}
    assert found.dismissed == 1
    with changing(register, DAY, "edit", "gia hạn") as work:
        held = work.session.get_one(Assignment, row.about.target)
        assert held.term_ends is not None
        held.term_ends += timedelta(days=14)
    assert row.mark_name in {one.mark_name for one in _due(register).rows}


def test_what_is_put_off_comes_back_on_its_day_or_when_the_law_presses(register: Database) -> None:
    row = _row(register, "RET-6", "Lê Thị Thanh")  # due 30/11/2026; it presses 30, 7 and 0 days before
    assert row.task.due == date(2026, 11, 30)
    before = date(2026, 11, 10)
    with pytest.raises(InvalidInput, match="sau hôm nay"):
        _said(register, put_off, row, before, today=before)
    _said(register, put_off, row, date(2026, 12, 20), today=before)

    def shows(day: date) -> bool:
        return row.mark_name in {one.mark_name for one in _due(register, day).rows}

    assert not shows(date(2026, 11, 22))
    assert shows(date(2026, 11, 23))


def test_a_hand_over_names_somebody_and_goes_on_showing(register: Database) -> None:
    row = _row(register, "RET-3", "Đặng Xuân Bình")
    with pytest.raises(InvalidInput, match="cho ai"):
        _said(register, hand_over, row, "")
    _said(register, hand_over, row, "Lê Thị Hương", "hồ sơ ở tủ 2")
    handed = _row(register, "RET-3", "Đặng Xuân Bình").handed
    assert handed is not None
    assert (handed.whom, handed.note) == ("Lê Thị Hương", "hồ sơ ở tủ 2")


def test_a_step_cannot_be_done_tomorrow(register: Database) -> None:
    row = _row(register, "TERM-90W", "Chu Thị Kim Dung")
    with pytest.raises(InvalidInput, match="sau hôm nay"):
        _said(register, say_done, row, DAY + timedelta(days=1))


def test_nothing_is_due_of_people_who_are_not_there_on_the_day(register: Database) -> None:
    for day in (date(2026, 11, 23), date(2024, 6, 30), date(2020, 1, 1)):
        with reading(register, day) as work:
            from desktop_app.services.due.staff import staff_on

            there = set(staff_on(work, day))
            assert {row.about.person for row in due_list(work, day).rows if row.about.person} <= there


def test_overdue_is_counted_by_the_page_that_settles_it(register: Database) -> None:
    with reading(register, DAY) as work:
        counts = overdue_by_page(work, DAY)
    overdue = [row for row in _due(register).rows if row.group(DAY) == "overdue"]
    assert counts["Bàn làm việc"] == len(overdue) == counts["Nghỉ hưu"] + counts["Bổ nhiệm, điều động"]


def test_the_overview_counts_everybody_once_and_every_retirement_of_three_years(register: Database) -> None:
    with reading(register, DAY) as work:
        found = overview(work, DAY, register.path)
    assert found.people == sum(found.counts) == 55
    assert [(quarter.year, quarter.number) for quarter in found.quarters[:2]] == [(2026, 4), (2027, 1)]
    assert all(quarter.total == len(quarter.people) for quarter in found.quarters)
    assert found.quarters[1].total >= 1  # Đặng Xuân Bình, from 01/01/2027


def test_the_overview_counts_what_the_office_was_given_against_the_people_of_those_categories(
    register: Database,
) -> None:
    with reading(register, DAY) as work:
        given = work.raw.execute("SELECT sum(count) FROM quota WHERE year = 2026").fetchone()[0]
        found, before = overview(work, DAY, register.path), overview(work, date(2019, 11, 23), register.path)
    assert found.quota == given  # in the practice office no unit under one with a quota has its own
    assert found.free == given - sum(found.counts[:3])  # hợp đồng và không chuyên trách have no quota there
    assert before.quota is None
