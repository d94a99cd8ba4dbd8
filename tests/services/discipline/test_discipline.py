"""Discipline in the register: from detection to lapse, refusals with their provision, what others ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.models import DisciplineCase
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services import restrictions
from desktop_app.services.discipline import rows
from desktop_app.services.discipline.deeds import (
    AddStep,
    OpenCase,
    RecordPast,
    add_interval,
    add_member,
    add_step,
    cancel_decision,
    end_interval,
    open_case,
    record_past,
)
from desktop_app.services.work import Work, changing, done, reading
from tests.services.discipline.register import Register, concluded, decided, only, opened


@pytest.fixture
def register(tmp_path: Path, clock: Any, today: date) -> Iterator[Register]:
    made = Register(tmp_path, clock, today)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


def test_a_case_from_detection_to_lapse(register: Register) -> None:
    case = opened(register)
    row = only(register, date(2026, 3, 10))
    assert (row.state, row.name, row.category, row.deadline, row.days_left) == (
        "open",
        "Trần Văn Bình",
        "CC",
        date(2026, 5, 31),
        82,
    )
    assert row.days_allowed == 90
    assert row.stage.startswith("Kết luận")
    concluded(register, case)
    register.do(add_step, AddStep(case, "kiem_diem", date(2026, 3, 25)))
    stages = {one.kind: one for one in only(register, date(2026, 3, 26)).standing.stages}
    assert stages["kiem_diem"].status == "done"
    assert stages["bao_cao"].status == "current"
    assert stages["bao_cao"].due is not None
    assert stages["bao_cao"].due.value == date(2026, 3, 30)
    assert stages["quyet_dinh"].status == "next"
    for kind, day in (("bao_cao", 27), ("lap_hoi_dong", 30), ("trieu_tap", 31)):
        register.do(add_step, AddStep(case, kind, date(2026, 3, day)))
    for name, role in (("Ông Chủ tịch", "CHAIR"), ("Bà Trưởng phòng", "USING_UNIT"), ("Ông Tổ chức", "PERSONNEL")):
        register.do(add_member, case, name, role)
    meeting = AddStep(case, "hop_hoi_dong", date(2026, 4, 10), votes_for=3, votes_cast=3, form="KHIEN_TRACH")
    assert register.do(add_step, meeting).warnings == ()
    register.do(add_step, AddStep(case, "kien_nghi", date(2026, 4, 14), form="KHIEN_TRACH"))
    assert decided(register, case).warnings == ()
    register.do(add_step, AddStep(case, "cong_bo", date(2026, 4, 21)))
    running = only(register, date(2026, 4, 21))
    assert (running.state, running.form, running.ends) == ("running", "KHIEN_TRACH", date(2027, 4, 20))
    assert only(register, date(2027, 4, 19)).state == "running"
    assert only(register, date(2027, 4, 20)).state == "lapsed"
    assert [one.act for one in register.see(rows.history, date(2027, 4, 20))] == [running.act]
    assert only(register, date(2026, 4, 19)).state == "open"
    assert only(register, date(2026, 4, 20)).state == "running"


def test_others_ask_one_function(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    blocked = register.see(restrictions.may, register.officer, "RESIGNATION", date(2026, 4, 1))
    assert blocked.refuses
    decided(register, case)
    day = date(2026, 12, 31)
    assert register.see(restrictions.may, register.officer, "HIGHER_POST", day).refuses
    assert register.see(restrictions.may, register.officer, "REAPPOINTMENT", day).verdict == "dat"
    assert register.see(restrictions.may, register.officer, "RETIREMENT", day).verdict == "dat"
    assert register.see(restrictions.may, register.officer, "HIGHER_POST", date(2028, 4, 20)).verdict == "dat"
    assert register.see(restrictions.may, register.teacher, "HIGHER_POST", day).verdict == "dat"
    held = register.see(restrictions.restrictions, register.officer, day)
    equal = [one for one in held if one.purpose == "EQUAL_POST"]
    assert [one.until for one in equal] == [date(2027, 4, 20)]
    assert all(one.who == "Trần Văn Bình" and one.why and one.basis for one in held)
    assert set(register.see(restrictions.restrictions_of, None, day)) == {register.officer}
    step = register.see(restrictions.salary_delays, day)(register.officer, date(2024, 1, 1), date(2027, 1, 1))
    assert (step.months, step.due) == (6, date(2027, 7, 1))


def test_the_due_list_follows_the_case(register: Register) -> None:
    case = opened(register)
    due = register.see(rows.due, date(2026, 3, 10))
    assert [(one.task.code, one.task.due) for one in due] == [
        ("DIS-90", date(2026, 5, 31)),
        ("DIS-LIM", date(2031, 2, 20)),
    ]
    span = register.do(add_interval, case, "ILLNESS", date(2026, 4, 1), None).key
    codes = [one.task.code for one in register.see(rows.due, date(2026, 4, 10))]
    assert codes == ["DIS-LIM"]
    assert only(register, date(2026, 4, 10)).state == "resting"
    register.do(end_interval, span, date(2026, 4, 30))
    assert only(register, date(2026, 5, 1)).deadline == date(2026, 6, 30)
    register.do(add_step, AddStep(case, "keo_dai", date(2026, 5, 10)))
    codes = [one.task.code for one in register.see(rows.due, date(2026, 5, 11))]
    assert "DIS-150" in codes
    concluded(register, case, date(2026, 5, 12))
    decided(register, case, day=date(2026, 6, 1), effective=date(2026, 6, 1))
    due = register.see(rows.due, date(2026, 6, 1))
    assert {one.task.code for one in due} == {"DIS-12", "DIS-BAN"}
    assert all(one.name == "Trần Văn Bình" for one in due)


def test_party_discipline_first(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "dang_quyet_dinh", date(2026, 3, 10), form="KHIEN_TRACH"))
    register.do(add_step, AddStep(case, "dang_cong_bo", date(2026, 3, 20)))
    codes = {one.task.code: one.task.due for one in register.see(rows.due, date(2026, 3, 21))}
    assert codes["DIS-30P"] == date(2026, 4, 19)
    assert {one.kind for one in only(register, date(2026, 3, 21)).standing.stages if one.status == "skipped"} >= {
        "kiem_diem",
        "hop_hoi_dong",
    }
    said = decided(register, case, day=date(2026, 4, 15), effective=date(2026, 4, 15)).warnings
    assert any("10/03/2026" in text for text in said)
    assert only(register, date(2026, 5, 1)).ends == date(2027, 3, 10)


def test_a_new_act_while_a_decision_runs_must_be_one_level_heavier(register: Register) -> None:
    first = opened(register)
    concluded(register, first)
    decided(register, first)
    order = OpenCase(register.officer, "Vi phạm mới", date(2026, 7, 1), act_ended=date(2026, 6, 15))
    second = register.do(open_case, order).key
    concluded(register, second, date(2026, 7, 10))
    with pytest.raises(RuleBroken, match="nặng hơn một mức"):
        decided(register, second, day=date(2026, 8, 3), effective=date(2026, 8, 3))
    decided(register, second, day=date(2026, 8, 3), effective=date(2026, 8, 3), form="CANH_CAO")
    states = {row.act: (row.state, row.ends) for row in register.see(rows.cases, date(2026, 8, 3))}
    assert states["Vi phạm mới"] == ("running", date(2027, 8, 3))
    assert states["Vắng mặt nhiều ngày không có lý do"] == ("ended", date(2026, 8, 3))
    before = {row.act: row.state for row in register.see(rows.cases, date(2026, 8, 2))}
    assert before["Vắng mặt nhiều ngày không có lý do"] == "running"


def test_a_won_complaint_gives_everything_back(register: Register) -> None:
    case = opened(register, rating_year=2026)
    concluded(register, case)
    decision = decided(register, case).key
    register.do(add_step, AddStep(case, "khieu_nai", date(2026, 5, 4), decision=decision))
    register.do(add_step, AddStep(case, "ket_qua_khieu_nai", date(2026, 8, 20), accepted=True))
    paper = {"number": "40/QĐ-UBND", "authority": "UBND tỉnh", "signer": "Trần B"}
    register.do(cancel_decision, decision, date(2026, 9, 10), **paper)
    assert only(register, date(2026, 9, 9)).state == "running"
    assert only(register, date(2026, 9, 10)).state == "cancelled"
    day = date(2026, 9, 10)
    assert register.see(restrictions.may, register.officer, "HIGHER_POST", day).verdict == "dat"
    assert register.see(restrictions.salary_delays, day)(register.officer, date(2024, 1, 1), date(2027, 1, 1)) is None
    given = register.see(rows.to_give_back, decision)
    assert [one.day for one in given] == [
        date(2026, 4, 20),
        date(2026, 6, 1),
        date(2026, 4, 20),
        date(2026, 4, 20),
        date(2026, 9, 24),
    ]
    assert not [one for one in register.see(rows.due, day) if one.task.code.startswith("DIS-B")]
    with pytest.raises(InvalidInput, match="đã được huỷ bỏ"):
        register.do(cancel_decision, decision, date(2026, 9, 11), **paper)


def test_back_from_a_later_day(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    decision = decided(register, case).key
    paper = {"number": "40", "authority": "UBND tỉnh", "signer": "Trần B", "back_from": date(2026, 8, 1)}
    register.do(cancel_decision, decision, date(2026, 9, 10), **paper)
    assert register.see(rows.to_give_back, decision)[0].day == date(2026, 8, 1)
    assert register.see(restrictions.restrictions, register.officer, date(2026, 9, 10)) == ()


def test_a_replaced_decision_runs_to_the_end_of_the_first(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "dang_quyet_dinh", date(2026, 3, 10), form="KHIEN_TRACH"))
    first = decided(register, case).key
    with pytest.raises(InvalidInput, match="được thay thế"):
        decided(register, case, day=date(2026, 7, 10), effective=date(2026, 7, 10), form="CANH_CAO")
    register.do(add_step, AddStep(case, "dang_quyet_dinh", date(2026, 7, 6), form="CANH_CAO"))
    decided(register, case, day=date(2026, 7, 10), effective=date(2026, 7, 10), form="CANH_CAO", replaces=first)
    row = only(register, date(2026, 7, 10))
    assert (row.form, row.state, row.ends) == ("CANH_CAO", "running", date(2027, 3, 10))


def test_a_decision_of_the_past(register: Register) -> None:
    order = RecordPast(
        register.officer, "HA_BAC_LUONG", date(2023, 5, 4), date(2023, 5, 4), "Vi phạm năm 2023", number="3/QĐ"
    )
    said = register.do(record_past, order).warnings
    assert any("cơ quan ban hành" in text for text in said)
    row = only(register, date(2026, 11, 23))
    assert (row.state, row.form, row.ends) == ("lapsed", "HA_BAC_LUONG", date(2024, 5, 4))
    (line,) = register.see(rows.lines_of, register.officer, date(2026, 11, 23))
    assert (line.form, line.act, line.until) == ("hạ bậc lương", "Vi phạm năm 2023", date(2024, 5, 4))
    with pytest.raises(RuleBroken, match="30/06/2025"):
        register.do(record_past, replace(order, day=date(2025, 7, 1), effective=date(2025, 7, 1)))
    assert register.see(lambda work: len(work.session.scalars(select(DisciplineCase)).all())) == 1


def test_a_case_without_punishment(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "khong_vi_pham", date(2026, 4, 1)))
    row = only(register, date(2026, 4, 1))
    assert (row.state, row.days_left) == ("cleared", None)
    assert register.see(restrictions.restrictions, register.officer, date(2026, 4, 1)) == ()


def test_a_suspension_is_watched(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "dinh_chi", date(2026, 9, 7)))
    assert ("SUSP", date(2026, 10, 16)) in [
        (one.task.code, one.task.due) for one in register.see(rows.due, date(2026, 9, 8))
    ]
    register.do(add_step, AddStep(case, "thoi_dinh_chi", date(2026, 10, 1)))
    assert "SUSP" not in [one.task.code for one in register.see(rows.due, date(2026, 10, 2))]


def test_the_whole_case_is_taken_back_step_by_step(register: Register) -> None:
    with changing(register.database, register.today, "discipline", "kỷ luật") as work:
        open_case(work, OpenCase(register.officer, "Vi phạm", date(2026, 3, 2)))
    operation = done(work)
    assert operation is not None
    register.database.undo(operation.id)
    assert register.see(rows.cases, date(2026, 11, 23)) == ()


def test_states_change_on_their_day_for_every_day_of_two_years(register: Register) -> None:
    """Open up to the decision, running for its twelve months, lapsed after: as of each day, 29 February 2028 included."""
    case = opened(register)
    concluded(register, case)
    decided(register, case)
    with reading(register.database, register.today) as work:
        seen = _states(work, date(2026, 3, 2), date(2028, 3, 1))
    for day, state in seen.items():
        wanted = "open" if day < date(2026, 4, 20) else "running" if day < date(2027, 4, 20) else "lapsed"
        assert state == wanted, day


def _states(work: Work, first: date, last: date) -> dict[date, str]:
    found: dict[date, str] = {}
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        (row,) = rows.cases(work, day)
        found[day] = row.state
    return found
