"""The life of a case: states, papers, postponement, cancelling, and what each does to employment and posts."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from db.models import Assignment, Decision, DocumentNumber, Employment, Movement, RetirementStep
from db.values import Dong, Key
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services import numbers
from desktop_app.services.decisions import NewDecision
from desktop_app.services.discipline import deeds as discipline
from desktop_app.services.due.leaving import CANCELLED, DECIDED, GONE, HANDED, NOTICED, PLANNED
from desktop_app.services.due.service import due_list
from desktop_app.services.due.staff import staff_on
from desktop_app.services.retirement.file import CURRENT, case_file, next_deed
from desktop_app.services.retirement.forecast import forecast
from desktop_app.services.retirement.opening import OpenCase, open_case, plan_case
from desktop_app.services.retirement.steps import (
    Postpone,
    cancel,
    decide,
    hand_over,
    issue_notices,
    point_raise,
    postpone,
    put_insured,
    refuse_postponement,
    send_paper,
)
from tests.services.retirement.conftest import TODAY, Office


def test_from_planned_to_gone_each_step_with_its_paper(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")  # 61 years 6 months in December 2026
    row = office.row(man)
    assert (row.state, row.leaves_on) == (PLANNED, date(2027, 1, 1))
    assert (row.notice_deadline, row.decision_deadline) == (date(2026, 6, 30), date(2026, 9, 30))
    assert next_deed(row) == "notice"

    issued = office.do(issue_notices, [man], office.signed(date(2026, 6, 15)))
    assert issued.told == ()
    row = office.row(man)
    assert (row.state, row.noticed_on, row.notice_number) == (NOTICED, date(2026, 6, 15), "01/TB-UBND")
    assert next_deed(row) == "decision"

    issued = office.do(decide, [man], office.signed(date(2026, 9, 20), "QĐ"))
    assert office.row(man).state == DECIDED
    paper = office.see(lambda work: work.session.get_one(Decision, issued.papers[0].decision))
    assert (paper.number, paper.effective_on, paper.signer_name) == ("02/QĐ-UBND", date(2027, 1, 1), "Triệu Quang Huy")
    spell = office.see(lambda work: work.session.scalars(select(Employment)).one())
    assert (spell.ends, spell.end_reason) == (date(2026, 12, 31), "Nghỉ hưu")
    assert office.see(lambda work: work.session.scalars(select(Assignment.ends)).one()) == date(2026, 12, 31)

    office.do(hand_over, issued.papers[0].case, TODAY)
    assert office.row(man).state == HANDED
    assert man in office.see(staff_on, date(2026, 12, 31))
    later = date(2027, 1, 1)
    assert man not in office.see(staff_on, later)
    (left,) = office.see(forecast, later).left
    assert (left.person, left.state, left.decision_number) == (man, GONE, "02/QĐ-UBND")
    assert office.case(man, later).state(later) == GONE


def test_the_due_list_follows_the_steps(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")

    def codes() -> set[str]:
        return {row.task.code for row in office.see(due_list, TODAY).rows if row.about.person}

    assert codes() == {"RET-6", "RET-3"}
    office.do(issue_notices, [man], office.signed())
    assert codes() == {"RET-3"}
    office.do(decide, [man], office.signed(kind="QĐ"))
    assert codes() == set()


def test_the_year_ahead_is_named_before_the_notice_is_near(office: Office) -> None:
    office.add("Lê Thị Thanh", "nu", "1970-01-25")  # pension from 01/06/2027, notice until 30/11/2026
    days = {date(2026, 5, 31): set(), date(2026, 6, 1): {"RET-12"}, date(2026, 11, 15): {"RET-6"}}
    for day, codes in days.items():
        found = {row.task.code for row in office.see(due_list, day, today=day).rows if row.task.code.startswith("RET")}
        assert codes <= found, day
        assert ("RET-12" in found) == ("RET-12" in codes), day


def test_each_deed_is_one_operation_and_taking_it_back_leaves_nothing(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    before = office.see(lambda work: work.raw.execute("SELECT max(seq) FROM operation").fetchone()[0])
    office.do(decide, [man], office.signed(kind="QĐ"))
    rows = office.see(lambda work: work.raw.execute("SELECT id, seq FROM operation ORDER BY seq DESC").fetchall())
    assert rows[0][1] == before + 1
    office.database.undo(rows[0][0])
    assert office.row(man).state == PLANNED
    assert office.see(lambda work: work.session.scalars(select(Employment.ends)).one()) is None
    assert office.see(lambda work: work.session.scalar(select(func.count()).select_from(Movement))) == 0


def test_a_batch_takes_the_next_numbers_and_is_all_or_nothing(office: Office) -> None:
    people = [office.add(f"Người {place}", "nu", f"1970-0{place}-10") for place in range(1, 6)]
    issued = office.do(issue_notices, people, office.signed(number="7/TB-UBND"))
    assert [paper.number for paper in issued.papers] == [f"{n:02d}/TB-UBND" for n in range(7, 12)]
    taken = office.see(lambda work: work.session.scalars(select(DocumentNumber.number)).all())
    assert sorted(taken) == [7, 8, 9, 10, 11]
    other = office.add("Người khác", "nu", "1970-06-01")
    with pytest.raises(InvalidInput, match="Người 1: đã có thông báo"):
        office.do(issue_notices, [other, people[0]], office.signed(number="20/TB-UBND"))
    assert office.row(other).state == PLANNED
    with pytest.raises(InvalidInput, match="đã dùng"):
        office.do(issue_notices, [other], office.signed(number="9/TB-UBND"))
    with pytest.raises(InvalidInput, match="không đọc được"):
        numbers.series("chưa có", 1)


def test_late_papers_are_told_not_refused(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    issued = office.do(issue_notices, [man], office.signed())
    assert "muộn hơn hạn 30/06/2026" in issued.told[0]
    with pytest.raises(InvalidInput, match="sau hôm nay"):
        office.do(decide, [man], office.signed(date(2027, 1, 2), "QĐ"))


def test_a_postponement_moves_the_end_once_and_may_be_refused(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.do(issue_notices, [man], office.signed())
    office.do(decide, [man], office.signed(kind="QĐ"))
    case = office.case(man).key
    assert case is not None
    with pytest.raises(RuleBroken, match="nhiều nhất 3 tháng"):
        office.do(postpone, Postpone(case, "SERIOUS_ILLNESS_OR_ACCIDENT", 4))
    with pytest.raises(RuleBroken, match="không trùng ngày nghỉ Tết"):
        office.do(postpone, Postpone(case, "TET_HOLIDAY"))
    paper = NewDecision("5/QĐ-UBND", TODAY, subject="Lùi thời điểm nghỉ hưu")
    moment = office.do(postpone, Postpone(case, "SERIOUS_ILLNESS_OR_ACCIDENT", 3, decision=paper))
    assert moment.pension_start == date(2027, 4, 1)
    row = office.row(man)
    assert (row.leaves_on, row.postponed, row.state) == (date(2027, 4, 1), True, DECIDED)
    assert office.see(lambda work: work.session.scalars(select(Employment.ends)).one()) == date(2027, 3, 31)
    with pytest.raises(RuleBroken, match="Chỉ lùi một lần") as refused:
        office.do(postpone, Postpone(case, "FAMILY_DEATH_OR_MISSING"))
    assert "170/2025" in refused.value.basis
    office.do(refuse_postponement, case, TODAY)
    row = office.row(man)
    assert (row.leaves_on, row.postponed) == (date(2027, 1, 1), False)
    assert office.see(lambda work: work.session.scalars(select(Employment.ends)).one()) == date(2026, 12, 31)
    assert office.see(lambda work: work.session.scalars(select(Movement.effective_on)).one()) == date(2027, 1, 1)


def test_a_postponement_before_the_decision_moves_the_deadlines(office: Office) -> None:
    woman = office.add("Lê Thị Thanh", "nu", "1970-01-25")
    case = office.do(open_case, OpenCase(woman))
    office.do(postpone, Postpone(case, "FAMILY_DEATH_OR_MISSING"))
    row = office.row(woman)
    assert (row.leaves_on, row.notice_deadline) == (date(2027, 7, 1), date(2026, 12, 31))
    office.do(refuse_postponement, case, TODAY)
    assert office.row(woman).leaves_on == date(2027, 6, 1)


def test_cancelling_revokes_the_decision_and_the_employment_goes_on(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    issued = office.do(decide, [man], office.signed(kind="QĐ"))
    case = issued.papers[0].case
    with pytest.raises(InvalidInput, match="lý do"):
        office.do(cancel, case, " ")
    office.do(cancel, case, "Sửa ngày sinh theo quyết định của Toà án")
    assert office.case(man).state(TODAY) == CANCELLED
    row = office.row(man)
    assert (row.state, row.case) == (PLANNED, None)
    assert office.see(lambda work: work.session.scalars(select(Employment.ends)).one()) is None
    assert office.see(lambda work: work.session.get_one(Decision, issued.papers[0].decision).state) == "huy_bo"
    office.do(issue_notices, [man], office.signed())
    assert office.row(man).state == NOTICED


def test_papers_sent_and_the_raise_before_retirement(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.pay(man, 6, date(2027, 3, 1))  # two months after the retirement
    issued = office.do(issue_notices, [man], office.signed(date(2026, 6, 15)))
    case = issued.papers[0].case
    file = office.see(case_file, man, TODAY)
    assert file.raise_answer.verdict == "dat"
    assert "RET-SAL" in {row.task.code for row in office.see(due_list, TODAY).rows}
    assert [stop.status for stop in file.path].index(CURRENT) == 1
    assert {one.sent_on for one in file.papers} == {None}
    office.do(point_raise, case, TODAY)
    assert "RET-SAL" not in {row.task.code for row in office.see(due_list, TODAY).rows}
    office.do(send_paper, case, "so_bhxh", TODAY, "BHXH tỉnh Thái Nguyên")
    sent = next(one for one in office.see(case_file, man, TODAY).papers if one.item == "so_bhxh")
    assert (sent.sent_on, sent.sent_to) == (TODAY, "BHXH tỉnh Thái Nguyên")
    with pytest.raises(InvalidInput, match="danh mục"):
        office.do(send_paper, case, "khong_co", TODAY)
    with pytest.raises(InvalidInput, match="sau khi có quyết định"):
        office.do(hand_over, case, TODAY)


def test_the_wrong_insurance_takes_the_person_out_of_the_forecast(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    case = office.do(open_case, OpenCase(man))
    with pytest.raises(InvalidInput, match="dài hơn thời gian có thể đóng"):
        office.do(put_insured, case, 800)
    office.do(put_insured, case, 150)
    assert "RET-INS" in {row.task.code for row in office.see(due_list, TODAY).rows}


# --- other kinds ------------------------------------------------------------------------------------------------------


def _plan(office: Office, person: Key, kind: str, **more: object) -> object:
    return office.see(plan_case, OpenCase(person, kind, **more))  # type: ignore[arg-type] # the fields of an order


def test_a_lower_age_wants_the_insured_years_of_the_law(office: Office) -> None:
    woman = office.add("Vi Thị Hoa", "nu", "1975-06-01")
    with pytest.raises(InvalidInput, match="chưa biết số năm"):
        office.do(open_case, OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y"))
    with pytest.raises(RuleBroken, match="15 năm") as refused:
        office.do(open_case, OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", insured_months=170))
    assert "64" in refused.value.basis
    with pytest.raises(InvalidInput, match="Từ 01/07/2035 là nghỉ hưu đúng tuổi"):
        order = OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2036, 1, 1), insured_months=300)
        office.do(open_case, order)
    order = OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2030, 9, 1), insured_months=300)
    office.do(open_case, order)
    row = office.row(woman)
    assert (row.leaves_on, row.kind, row.notice_deadline) == (date(2030, 9, 1), "nghi_truoc_tuoi", date(2030, 2, 28))


def test_staff_reduction_takes_the_regime_of_its_day(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1967-03-01")  # 62 years, pension from 01/04/2029
    order = OpenCase(man, "tinh_gian", wished_on=date(2026, 4, 1), pay_basis=Dong(12_000_000))
    plan = office.see(plan_case, order)
    assert (plan.regime, plan.one_off, plan.by_hand) == ("ND154_2025", None, ("trợ cấp theo số năm đóng BHXH",))
    part = plan.answers[0][1].value.parts[0]
    assert part.amount == Dong(180_000_000)  # five months for each of three years
    assert office.see(plan_case, OpenCase(man, "tinh_gian", wished_on=date(2025, 3, 1))).regime == "ND29_2023"
    with pytest.raises(RuleBroken, match="Ngoài khung") as refused:
        office.do(open_case, OpenCase(man, "tinh_gian", wished_on=date(2028, 4, 1)))
    assert "154/2025" in refused.value.basis


def test_what_the_file_of_a_case_names_is_kept(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1967-03-01")  # pension from 01/04/2029
    order = OpenCase(
        man, "tinh_gian", wished_on=date(2026, 12, 1), pay_basis=Dong(12_000_000), insured_months=300,
        one_off=Dong(200_000_000), clause=" điểm a khoản 1 Điều 6 ", batch="Đợt I/2027",
    )  # fmt: skip
    office.do(open_case, order)
    case = office.case(man)
    assert (case.clause, case.batch, case.one_off) == ("điểm a khoản 1 Điều 6", "Đợt I/2027", Dong(200_000_000))
    assert office.see(case_file, man, TODAY).early_months == 28
    other = office.add("Lê Văn Tư", "nam", "1967-03-01")
    wrong = OpenCase(other, "nd178", wished_on=date(2025, 8, 1), reorganised_on=date(2025, 8, 2))
    with pytest.raises(InvalidInput, match="không thể sau ngày nghỉ"):
        office.do(open_case, wrong)
    right = OpenCase(
        other, "nd178", wished_on=date(2025, 8, 1), reorganised_on=date(2025, 3, 1), pay_basis=Dong(10_000_000)
    )
    office.do(open_case, right)
    assert office.case(other).reorganised_on == date(2025, 3, 1)


def test_the_reason_of_resigning_decides_what_stands_against_it(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1985-03-01")
    order = OpenCase(man, "thoi_viec", wished_on=date(2026, 12, 1), submitted_on=date(2026, 11, 2))
    with pytest.raises(InvalidInput, match="lý do thôi việc"):
        office.do(open_case, replace(order, reason="khong_biet"))
    office.do(
        discipline.open_case,
        discipline.OpenCase(
            man, "Vắng mặt không có lý do", date(2026, 11, 2), ground="DUTY", level="KHIEN_TRACH",
            act_started=date(2026, 10, 1), act_ended=date(2026, 10, 20),
        ),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="Thôi việc theo nguyện vọng"):
        office.do(open_case, replace(order, reason="nguyen_vong"))
    office.do(open_case, replace(order, reason="khong_dap_ung"))  # the body lets go: the wish does not matter
    assert office.case(man).reason == "khong_dap_ung"


def test_the_decree_of_reorganisation_is_closed(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1967-03-01")
    with pytest.raises(RuleBroken, match=r"đã kết thúc ngày 31/08/2025\. Dùng Tinh giản biên chế theo NĐ 154"):
        office.do(open_case, OpenCase(man, "nd178", wished_on=date(2025, 9, 15), pay_basis=Dong(10_000_000)))
    plan = office.see(plan_case, OpenCase(man, "nd178", wished_on=date(2025, 8, 1), pay_basis=Dong(10_000_000)))
    assert plan.possible


def test_resigning_after_the_notice_brings_no_allowance(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1985-03-01")
    order = OpenCase(man, "thoi_viec", wished_on=date(2026, 12, 1), submitted_on=date(2026, 11, 2),
                     insured_months=124, pay_basis=Dong(10_000_000))  # fmt: skip
    plan = office.see(plan_case, order)
    assert plan.one_off == Dong(52_500_000)
    assert plan.answers[0][1].value == date(2026, 12, 2)
    office.do(open_case, order)
    assert not office.row(man).retires
    office.do(decide, [man], office.signed(kind="QĐ"))
    assert office.see(lambda work: work.session.scalars(select(Employment.ends)).one()) == date(2026, 11, 30)
    old = office.add("Lê Văn Tư", "nam", "1965-06-20")
    office.do(issue_notices, [old], office.signed())
    office.do(cancel, office.case(old).key, "Xin thôi việc")
    again = office.see(plan_case, OpenCase(old, "thoi_viec", wished_on=date(2026, 12, 1),
                                           insured_months=300, pay_basis=Dong(10_000_000)))  # fmt: skip
    assert again.one_off == Dong(0)


def test_staying_longer_ends_the_leadership_where_the_law_says_so(office: Office) -> None:
    man = office.add("Phạm Giáo Sư", "nam", "1965-06-20", "VC", leader=True)  # 01/01/2027
    order = OpenCase(man, "keo_dai", "ND50_2022", date(2029, 1, 1), submitted_on=date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="không áp dụng cho loại này"):
        office.do(open_case, OpenCase(man, "keo_dai", "ND83_2022"))
    with pytest.raises(RuleBroken, match="là muộn"):
        office.do(open_case, OpenCase(man, "keo_dai", "ND50_2022", submitted_on=date(2026, 11, 1)))
    office.do(open_case, order)
    office.do(decide, [man], office.signed(date(2026, 9, 1), "QĐ"))
    row = office.row(man)
    assert (row.leaves_on, row.vacant_from, row.state) == (date(2029, 1, 1), date(2027, 1, 1), PLANNED)
    moves = office.see(lambda work: work.session.scalars(select(Movement)).all())
    assert [(move.kind, move.effective_on) for move in moves] == [("thoi_giu_chuc_vu", date(2027, 1, 1))]
    later = date(2028, 6, 20)
    office.do(issue_notices, [man], office.signed(later), today=later)
    assert office.row(man, later).leaves_on == date(2029, 1, 1)
    office.do(decide, [man], office.signed(later, "QĐ"), today=later)
    ends = office.see(lambda work: work.session.scalars(select(Employment.ends)).one())
    assert ends == date(2028, 12, 31)


def test_staying_longer_as_a_scholar_is_not_for_whoever_is_under_discipline(office: Office) -> None:
    man = office.add("Phạm Giáo Sư", "nam", "1965-06-20", "VC")
    order = OpenCase(man, "keo_dai", "ND50_2022", date(2029, 1, 1), submitted_on=date(2026, 6, 1))
    assert office.see(plan_case, order).possible
    office.do(
        discipline.open_case,
        discipline.OpenCase(
            man, "Vắng mặt không có lý do", date(2026, 11, 2), ground="DUTY", level="KHIEN_TRACH",
            act_started=date(2026, 10, 1), act_ended=date(2026, 10, 20),
        ),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="Đang trong thời gian xử lý kỷ luật từ 02/11/2026") as refused:
        office.do(open_case, order)
    assert "50/2022" in refused.value.basis
    assert office.see(plan_case, OpenCase(man)).possible  # the retirement itself goes on


def test_a_decision_without_a_case_is_seen(office: Office) -> None:
    from desktop_app.services.movements.deeds import Order, carry_out

    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    paper = NewDecision("3/QĐ-UBND", date(2026, 9, 1), subject="Nghỉ hưu")
    office.do(carry_out, Order("nghi_huu", man, date(2027, 1, 1)), paper)
    row = office.row(man)
    assert (row.state, row.case, row.decision_number) == (DECIDED, None, "3/QĐ-UBND")
    assert [one for one in office.see(due_list, TODAY).rows if one.about.person] == []


def test_only_one_case_at_a_time(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.do(open_case, OpenCase(man))
    with pytest.raises(InvalidInput, match="đã có hồ sơ đang giải quyết"):
        office.do(open_case, OpenCase(man))
    assert office.see(lambda work: work.session.scalar(select(func.count()).select_from(RetirementStep))) == 0
