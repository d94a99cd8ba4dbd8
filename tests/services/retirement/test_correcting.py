"""Putting right what a case was opened with: one operation with before and after; what a paper rests on stays."""

from dataclasses import replace
from datetime import date

import pytest

from db.values import Dong
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.history import operations
from desktop_app.services.retirement.correcting import as_asked, correct_case
from desktop_app.services.retirement.opening import OpenCase, open_case
from desktop_app.services.retirement.steps import Postpone, cancel, decide, issue_notices, postpone
from tests.services.retirement.conftest import Office


def _reduced(office: Office) -> tuple[bytes, OpenCase]:
    man = office.add("Hà Văn Sơn", "nam", "1967-03-01")  # pension from 01/04/2029
    order = OpenCase(man, "tinh_gian", wished_on=date(2026, 12, 1), pay_basis=Dong(12_000_000), batch="Đợt I/2027")
    return office.do(open_case, order), replace(order, regime="ND154_2025")


def test_what_was_typed_wrong_is_put_right_as_one_operation(office: Office) -> None:
    case, before = _reduced(office)
    assert as_asked(office.case(before.person)) == before
    office.do(correct_case, case, replace(before, clause=" điểm a khoản 1 Điều 6 ", batch="Đợt II/2027"))
    found = office.case(before.person)
    assert (found.clause, found.batch, found.regime) == ("điểm a khoản 1 Điều 6", "Đợt II/2027", "ND154_2025")
    last = office.see(lambda work: operations(work.raw))[-1]
    (change,) = last.changes
    assert change.record == "retirement_case"
    assert change.fields["batch"] == ["Đợt I/2027", "Đợt II/2027"]
    assert set(change.fields) == {"batch", "clause"}
    with pytest.raises(InvalidInput, match="Chưa sửa mục nào"):
        office.do(correct_case, case, replace(as_asked(found), batch=" Đợt II/2027 "))
    with pytest.raises(InvalidInput, match="Không đổi được trường hợp"):
        office.do(correct_case, case, replace(as_asked(found), kind="thoi_viec"))


def test_heavy_work_is_kept_and_counts_again_when_the_pay_is_put_right(office: Office) -> None:
    man = office.add("Trần Văn Lực", "nam", "1971-03-01")
    leaves = date(2025, 6, 1)  # under Nghị định 29/2023, which has sums of its own for heavy work
    order = OpenCase(man, "tinh_gian", wished_on=leaves, pay_basis=Dong(12_000_000), insured_months=300, heavy=True)
    case = office.do(open_case, order)
    found = office.case(man)
    assert as_asked(found).heavy
    as_heavy = found.one_off
    assert as_heavy is not None
    office.do(correct_case, case, replace(as_asked(found), pay_basis=Dong(24_000_000), one_off=None))
    doubled = office.case(man).one_off
    assert doubled == Dong(2 * as_heavy.amount)
    with pytest.raises(RuleBroken, match="Ngoài khung"):  # the pension of ordinary work is too far off
        office.do(correct_case, case, replace(as_asked(office.case(man)), heavy=False))
    assert office.case(man).heavy


def test_another_day_asks_the_law_again_until_a_paper_rests_on_it(office: Office) -> None:
    case, before = _reduced(office)
    with pytest.raises(RuleBroken, match="Ngoài khung"):
        office.do(correct_case, case, replace(before, wished_on=date(2028, 4, 1), regime=""))
    assert office.case(before.person).wished_on == date(2026, 12, 1)
    office.do(correct_case, case, replace(before, wished_on=date(2027, 1, 1), regime=""))
    found = office.case(before.person)
    assert (found.last_working_day, found.pension_start) == (date(2026, 12, 31), date(2027, 1, 1))
    assert found.regime == "ND154_2025"
    office.do(decide, [before.person], office.signed(kind="QĐ"))
    with pytest.raises(InvalidInput, match=r"Quyết định \d+/QĐ-UBND ngày .* dựa vào ngày nghỉ này"):
        office.do(correct_case, case, replace(as_asked(found), wished_on=date(2027, 2, 1)))
    office.do(correct_case, case, replace(as_asked(found), batch="Đợt III/2027"))
    assert office.case(before.person).batch == "Đợt III/2027"
    office.do(cancel, case, "viết nhầm")
    with pytest.raises(InvalidInput, match="đã huỷ"):
        office.do(correct_case, case, replace(before, batch="Đợt IV"))


def test_a_lower_age_that_was_postponed_keeps_its_ground(office: Office) -> None:
    woman = office.add("Lê Thị Thanh", "nu", "1970-06-10")
    order = OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2027, 4, 1), insured_months=240)
    case = office.do(open_case, order)
    office.do(correct_case, case, replace(order, insured_months=252))
    assert office.case(woman).insured_months == 252
    with pytest.raises(RuleBroken, match="15 năm"):
        office.do(correct_case, case, replace(order, insured_months=120))
    office.do(postpone, Postpone(case, "FAMILY_DEATH_OR_MISSING"))
    found = office.case(woman)
    with pytest.raises(InvalidInput, match="Việc lùi thời điểm nghỉ hưu ngày"):
        office.do(correct_case, case, replace(as_asked(found), wished_on=date(2027, 5, 1)))
    office.do(correct_case, case, replace(as_asked(found), note="theo đơn ngày 02/11/2026"))
    assert office.case(woman).pension_start == date(2027, 5, 1)  # as moved


def test_the_notice_keeps_the_day(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    (paper,) = office.do(issue_notices, [man], office.signed()).papers
    found = office.case(man)
    office.do(correct_case, paper.case, replace(as_asked(found), insured_months=300))
    assert office.case(man).insured_months == 300
    with pytest.raises(InvalidInput, match="Thông báo"):
        office.do(correct_case, paper.case, replace(as_asked(found), wished_on=date(2026, 12, 1)))
