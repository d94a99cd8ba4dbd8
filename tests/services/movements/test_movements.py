"""Every kind of movement in the register: what it does, what refuses it, that nothing is half-done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.models import Assignment, Decision, Employment, JobPosition, Movement, PreservedAllowance, Quota
from db.values import Coefficient
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.decisions import decisions
from desktop_app.services.discipline.deeds import RecordPast, record_past
from desktop_app.services.movements.deeds import Order, carry_out, preview
from desktop_app.services.movements.facts import about
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.staffing_checks import remarks
from desktop_app.services.work import changing, done
from tests.services.staffing_register import Staff

DAY = date(2026, 10, 1)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    raw = made.database.raw_reader()
    assert verify_replay(raw) == []
    raw.close()
    made.database.close()


def test_an_appointment_ends_the_old_post_and_begins_the_new_one_with_its_term(staff: Staff) -> None:
    done_ = staff.carry("bo_nhiem", staff.officer, DAY, unit=staff.economy, post="Phó Trưởng phòng", level="first")
    assert staff.posts(staff.officer, date(2026, 9, 30)) == [("Chuyên viên", staff.home, True)]
    assert staff.posts(staff.officer, DAY) == [("Phó Trưởng phòng", staff.economy, True)]
    held = staff.see(about, staff.officer).standing.main_on(DAY)
    assert (held.leader, held.term_ends, held.post_since, held.movement) == (True, date(2031, 9, 30), DAY, "bo_nhiem")
    (row,) = staff.see(decisions)
    assert (row.number, row.people, row.authority) == ("1/QĐ-UBND", 1, "UBND xã An Bình")
    assert len(done_.movements) == 1


def test_an_appointment_to_a_term_beyond_retirement_is_refused_until_the_authority_says_why(staff: Staff) -> None:
    order = {"unit": staff.economy, "post": "Phó Trưởng phòng", "level": "first"}
    before = staff.see(lambda work: len(list(work.session.scalars(select(Decision)))))
    with pytest.raises(RuleBroken, match="không đủ tuổi") as refused:
        staff.carry("bo_nhiem", staff.elder, DAY, **order)
    assert "Nghị định" in refused.value.basis or "NĐ" in refused.value.basis
    assert staff.see(lambda work: len(list(work.session.scalars(select(Decision))))) == before
    assert staff.posts(staff.elder, DAY) == [("Chuyên viên", staff.home, True)]
    with pytest.raises(InvalidInput, match="cấp có thẩm quyền"):
        staff.carry("bo_nhiem", staff.elder, DAY, overridden="Cần người ngay", **order)
    staff.carry(
        "bo_nhiem", staff.elder, DAY, overridden="Cần người ngay", overrider="Ban Thường vụ Đảng uỷ xã", **order
    )
    move = staff.see(lambda work: work.session.scalars(select(Movement)).one())
    assert (move.overridden, move.overrider) == ("Cần người ngay", "Ban Thường vụ Đảng uỷ xã")
    held = staff.see(about, staff.elder).standing.main_on(DAY)
    assert held.term_ends < date(2031, 9, 30)  # it ends at retirement


def test_a_running_discipline_blocks_promotion_but_not_reappointment(staff: Staff) -> None:
    punished = RecordPast(staff.deputy, "CANH_CAO", date(2026, 9, 1), date(2026, 9, 1), "Vi phạm", number="9/QĐ")
    staff.do(record_past, punished)
    found = staff.check("bo_nhiem", staff.deputy, DAY, unit=staff.home, post="Trưởng phòng", level="higher")
    assert "discipline" in {one.code for one in found.refused}
    again = staff.check("bo_nhiem_lai", staff.deputy, date(2026, 12, 31))
    assert again.refused == ()
    assert again.term_ends == date(2031, 12, 31)


def test_months_in_the_previous_post_come_from_the_assignments(staff: Staff) -> None:
    order = {"unit": staff.home, "post": "Trưởng phòng", "level": "higher"}
    found = {one.code: one.answer for one in staff.check("bo_nhiem", staff.deputy, DAY, **order).checks}
    assert found["previous_post"].verdict == "dat"
    assert "57 tháng" in " ".join(found["previous_post"].steps)
    assert found["ratings"].verdict == "chua_du_du_lieu"
    assert found["standards"].verdict == "chua_du_du_lieu"


def test_reappointment_starts_at_the_old_expiry_and_keeps_the_past_as_it_was(staff: Staff) -> None:
    expiry = date(2026, 12, 31)
    staff.carry("bo_nhiem_lai", staff.deputy, expiry, decision=staff.decision(date(2026, 11, 20)))
    standing = staff.see(about, staff.deputy).standing
    assert standing.main_on(date(2026, 12, 30)).term_ends == expiry
    assert standing.main_on(expiry).term_ends == date(2031, 12, 31)
    assert standing.main_on(expiry).post_since == date(2022, 1, 1)
    assert staff.posts(staff.deputy, date(2027, 6, 1)) == [("Phó Trưởng phòng", staff.home, True)]


def test_the_law_says_extension_where_retirement_is_near(staff: Staff) -> None:
    staff.carry(
        "bo_nhiem", staff.elder, date(2023, 1, 1), unit=staff.home, post="Phó Trưởng phòng", level="first",
        overridden="Quy định cũ", overrider="UBND huyện",
    )  # fmt: skip
    expiry = staff.see(about, staff.elder).standing.main_on(DAY).term_ends
    assert expiry == date(2027, 12, 31)
    found = staff.check("bo_nhiem_lai", staff.elder, expiry)
    assert "outcome" in {one.code for one in found.refused}
    extended = staff.check("keo_dai", staff.elder, expiry)
    assert "outcome" not in {one.code for one in extended.refused}
    assert extended.term_ends is not None
    assert extended.term_ends + timedelta(days=1) == staff.see(about, staff.elder).pension_start(expiry, "CC_LDQL")


def test_a_post_not_given_again_leaves_the_person_in_the_unit(staff: Staff) -> None:
    staff.carry("khong_bo_nhiem_lai", staff.deputy, date(2027, 1, 1), decision=staff.decision(date(2026, 11, 20)))
    assert staff.posts(staff.deputy, date(2027, 1, 1)) == [(None, staff.home, True)]
    again = staff.check(
        "bo_nhiem", staff.deputy, date(2027, 3, 1), unit=staff.economy, post="Phó Trưởng phòng", level="equal"
    )
    assert "come_back" in {one.code for one in again.refused}


def test_a_transfer_keeps_the_higher_allowance_for_six_months(staff: Staff) -> None:
    staff.carry("dieu_dong", staff.deputy, DAY, unit=staff.economy, post="Chuyên viên")
    assert staff.posts(staff.deputy, DAY) == [("Chuyên viên", staff.economy, True)]
    kept = staff.see(lambda work: work.session.scalars(select(PreservedAllowance)).one())
    assert (kept.coefficient, kept.starts, kept.ends) == (Coefficient(30), DAY, date(2027, 3, 31))


def test_a_secondment_stands_beside_the_post_and_ends_by_decision(staff: Staff) -> None:
    until = date(2027, 9, 30)
    staff.carry("biet_phai", staff.officer, DAY, unit=staff.economy, until=until)
    both = [("Chuyên viên", staff.home, True), (None, staff.economy, False)]
    assert staff.posts(staff.officer, DAY) == both
    found = staff.check("keo_dai_biet_phai", staff.officer, until, until=date(2030, 1, 1))
    assert "secondment" in {one.code for one in found.refused}
    staff.carry("ket_thuc_biet_phai", staff.officer, date(2027, 6, 1), decision=staff.decision(date(2026, 11, 1)))
    assert staff.posts(staff.officer, date(2027, 5, 31)) == both
    assert staff.posts(staff.officer, date(2027, 6, 1)) == both[:1]


def test_acting_lasts_twelve_months_and_ends_with_the_appointment(staff: Staff) -> None:
    late = staff.check("giao_quyen", staff.deputy, DAY, post="Trưởng phòng", until=date(2027, 11, 1))
    assert "acting" in {one.code for one in late.refused}
    staff.carry("giao_quyen", staff.deputy, DAY, post="Trưởng phòng", until=date(2027, 9, 30))
    assert len(staff.posts(staff.deputy, DAY)) == 2
    staff.carry("bo_nhiem", staff.deputy, date(2026, 11, 1), unit=staff.home, post="Trưởng phòng", level="higher")
    assert staff.posts(staff.deputy, date(2026, 11, 1)) == [("Trưởng phòng", staff.home, True)]


def test_holding_a_second_post_and_giving_it_up(staff: Staff) -> None:
    staff.carry("kiem_nhiem", staff.deputy, DAY, unit=staff.economy, post="Phó Trưởng phòng")
    assert len(staff.posts(staff.deputy, DAY)) == 2
    staff.carry("thoi_kiem_nhiem", staff.deputy, date(2026, 11, 1))
    assert staff.posts(staff.deputy, date(2026, 11, 1)) == [("Phó Trưởng phòng", staff.home, True)]


def test_resigning_a_post_bars_the_next_one_for_a_time(staff: Staff) -> None:
    staff.carry("tu_chuc", staff.deputy, DAY, cases=("OWN_WISH",), post="Chuyên viên")
    assert staff.posts(staff.deputy, DAY) == [("Chuyên viên", staff.home, True)]
    found = staff.check(
        "bo_nhiem", staff.deputy, date(2026, 11, 1), unit=staff.home, post="Phó Trưởng phòng", level="equal"
    )
    (barred,) = [one for one in found.checks if one.code == "come_back"]
    assert barred.answer.verdict == "khong_dat"


@pytest.mark.parametrize("kind", ["nghi_huu", "thoi_viec", "chuyen_di", "chet", "buoc_thoi_viec"])
def test_leaving_ends_everything_the_day_before(staff: Staff, kind: str) -> None:
    staff.carry("kiem_nhiem", staff.officer, DAY, unit=staff.economy, post="Chuyên viên")
    day = date(2026, 11, 1)
    staff.carry(kind, staff.officer, day)
    assert staff.posts(staff.officer, day) == []
    assert len(staff.posts(staff.officer, date(2026, 10, 31))) == 2
    spell = staff.see(lambda w: w.session.scalars(select(Employment).where(Employment.person == staff.officer)).one())
    assert spell.ends == date(2026, 10, 31)
    assert spell.end_reason
    with pytest.raises(InvalidInput, match="đã thôi công tác từ ngày 01/11/2026"):
        staff.carry("dieu_dong", staff.officer, date(2026, 11, 5), unit=staff.economy)
    if kind == "chet":  # the one way of leaving nobody comes back from
        with pytest.raises(InvalidInput, match="đã từ trần"):
            staff.carry("tuyen_dung", staff.officer, date(2026, 11, 10), unit=staff.home, category="CC")
        return
    staff.carry("tuyen_dung", staff.officer, date(2026, 11, 10), unit=staff.home, category="CC", post="Chuyên viên")
    assert staff.posts(staff.officer, date(2026, 11, 10)) == [("Chuyên viên", staff.home, True)]


def test_every_kind_of_the_catalogue_can_be_carried_out_or_says_why_not(staff: Staff) -> None:
    for place, kind in enumerate(movement_kinds()):
        order = Order(
            kind, staff.teacher, DAY, unit=staff.economy, post="Giáo viên", category="VC", until=date(2027, 1, 1),
            overridden="thử", overrider="UBND xã", cases=(),
        )  # fmt: skip
        try:
            with changing(staff.database, staff.today, "movement", kind) as work:
                carry_out(work, order, staff.decision(DAY, f"{place + 500}/QĐ-UBND"))
        except InvalidInput as refused:
            assert str(refused).endswith(".")  # noqa: PT017 - one of many
            continue
        operation = done(work)
        assert operation is not None
        staff.database.undo(operation.id)
        assert staff.posts(staff.teacher, DAY) == [("Giáo viên", staff.home, True)]


def test_one_decision_for_many_people_is_shown_before_and_is_one_operation(staff: Staff) -> None:
    people = (staff.officer, staff.deputy, staff.teacher)
    orders = [Order("dieu_dong", one, DAY, unit=staff.economy, post="Chuyên viên") for one in people]
    shown = staff.see(preview, orders, staff.decision(DAY))
    assert shown[0].was == "Chuyên viên, Phòng Nội vụ"
    assert {one.becomes for one in shown} == {"Chuyên viên, Phòng Kinh tế"}
    with changing(staff.database, staff.today, "movement", "điều động 3 người") as work:
        made = carry_out(work, orders, staff.decision(DAY))
    assert len(made.movements) == 3
    operation = done(work)
    assert operation is not None
    staff.database.undo(operation.id)
    assert all(staff.posts(one, DAY)[0][1] == staff.home for one in people)
    assert staff.see(decisions) == ()


def test_one_refused_person_stops_the_whole_decision_and_is_named(staff: Staff) -> None:
    orders = [
        Order("bo_nhiem", one, DAY, unit=staff.economy, post="Phó Trưởng phòng", level="first")
        for one in (staff.officer, staff.elder)
    ]
    with pytest.raises(RuleBroken, match="Hoàng Đức Mạnh"):
        staff.do(carry_out, orders, staff.decision(DAY))
    assert staff.see(decisions) == ()
    assert staff.posts(staff.officer, DAY) == [("Chuyên viên", staff.home, True)]


def test_an_order_for_a_day_to_come_takes_effect_by_itself(staff: Staff) -> None:
    day = date(2027, 2, 1)
    made = staff.carry("dieu_dong", staff.officer, day, unit=staff.economy, decision=staff.decision(date(2026, 11, 23)))
    assert any("tự có hiệu lực" in one for one in made.told)
    assert staff.posts(staff.officer, staff.today)[0][1] == staff.home
    assert staff.posts(staff.officer, day)[0][1] == staff.economy


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"unit": "old"}, "unit", "Xã Cũ đã giải thể"),
        ({"post": "Trưởng ban vũ trụ"}, "post", "Không có chức vụ “Trưởng ban vũ trụ”"),
        ({"until": date(2026, 9, 1)}, "until", "trước ngày có hiệu lực"),
        ({"effective_on": date(2062, 10, 1)}, "effective_on", "xem lại năm"),
        ({"effective_on": date(2009, 10, 1)}, "effective_on", "chưa vào làm việc"),
        ({"effective_on": date(2022, 1, 1)}, "effective_on", "không trước ngày có hiệu lực"),
        ({"kind": "giang_chuc"}, "kind", "không dùng vào ngày"),
        ({"post": ""}, "post", "Phải ghi chức vụ"),
        ({"term_months": 500}, "term_months", "từ 1 đến 120"),
    ],
)
def test_bad_orders_name_the_field_and_change_nothing(
    staff: Staff, changes: dict[str, Any], field: str, said: str
) -> None:
    told = changes | ({"unit": staff.old} if "unit" in changes else {})
    order = replace(Order("bo_nhiem", staff.officer, DAY, unit=staff.home, post="Phó Trưởng phòng"), **told)
    with pytest.raises(InvalidInput, match=said) as refused:
        staff.do(carry_out, order, staff.decision(DAY))
    assert refused.value.field == field
    assert staff.see(decisions) == ()
    assert staff.posts(staff.officer, DAY) == [("Chuyên viên", staff.home, True)]


def test_a_movement_into_the_past_leaves_the_later_rows_alone(staff: Staff) -> None:
    staff.carry("dieu_dong", staff.officer, date(2025, 1, 1), unit=staff.economy)
    made = staff.carry("dieu_dong", staff.officer, date(2024, 1, 1), unit=staff.old, decision=staff.decision(DAY))
    assert any("giữ nguyên" in one for one in made.told)
    units = [staff.posts(staff.officer, date(year, 6, 1))[0][1] for year in (2023, 2024, 2025)]
    assert units == [staff.home, staff.old, staff.economy]


def test_what_does_not_fit_is_told(staff: Staff) -> None:
    with changing(staff.database, staff.today, "add", "thêm") as work:
        work.session.add(Quota(unit=staff.home, category="CC", year=2026, count=2))
        work.session.add(Quota(unit=staff.economy, category="CC", year=2026, count=0))
        work.session.add(JobPosition(unit=staff.home, name="Trưởng phòng", head=True, leader=True))
        work.session.add(
            Assignment(
                person=staff.officer,
                unit=staff.home,
                post="Trưởng phòng",
                leader=True,
                main=True,
                starts=date(2024, 1, 1),
            )
        )
        work.session.add(
            Assignment(person=staff.teacher, unit=staff.old, post="Giáo viên", main=False, starts=date(2024, 1, 1))
        )
    found = {one.code for one in staff.see(remarks, date(2026, 11, 23))}
    assert {"overlap", "two_heads", "over_quota", "dissolved"} <= found
    later = {one.code for one in staff.see(remarks, date(2036, 1, 1))}
    assert {"term_over", "past_retirement"} <= later
    twice = staff.check("bo_nhiem", staff.deputy, DAY, unit=staff.home, post="Trưởng phòng", level="higher")
    assert any("cũng đang giữ" in one for one in twice.told)
    assert not any("thêm người này là vượt" in one for one in twice.told)  # who is there already is no one more
    moved = staff.check("dieu_dong", staff.deputy, DAY, unit=staff.economy, post="Chuyên viên")
    assert any("thêm người này là vượt" in one for one in moved.told)
