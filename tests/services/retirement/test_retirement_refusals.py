"""Days, sums and steps of a case that cannot be are refused beside their field, and nothing is stored."""

from datetime import date
from typing import Any

import pytest

from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.due.leaving import cases_on
from desktop_app.services.merge import merge
from desktop_app.services.retirement.opening import OpenCase, open_case
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


def _refused(office: Office, deed: Any, *args: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as told:
        office.do(deed, *args)
    return told.value


@pytest.mark.parametrize(
    ("days", "field", "told"),
    [
        ({"wished_on": date(1900, 1, 1)}, "wished_on", "quá xa trước đây"),
        ({"wished_on": date(1965, 1, 1)}, "wished_on", "không sau ngày sinh"),
        ({"wished_on": date(1999, 12, 31)}, "wished_on", "chưa vào làm việc"),
        ({"wished_on": date(2099, 1, 1)}, "wished_on", "còn xa quá"),
        ({"wished_on": date(2026, 12, 1), "submitted_on": date(2026, 11, 24)}, "submitted_on", "ở sau hôm nay"),
        (
            {"wished_on": date(2026, 11, 1), "submitted_on": date(2026, 11, 2)},
            "submitted_on",
            "không thể sau ngày nghỉ",
        ),
        ({"wished_on": date(2026, 12, 1), "insured_months": 900}, "insured_months", "dài hơn thời gian có thể đóng"),
    ],
)
def test_whoever_resigns_does_so_in_their_working_life(
    office: Office, days: dict[str, Any], field: str, told: str
) -> None:
    person = office.add("Lê Văn Tư", "nam", "1970-05")
    refusal = _refused(office, open_case, OpenCase(person, "thoi_viec", **days))
    assert refusal.field == field
    assert told in str(refusal)
    assert person not in office.see(cases_on, TODAY)


def test_a_lower_age_without_a_floor_begins_no_earlier_than_the_employment(office: Office) -> None:
    person = office.add("Lê Văn Tư", "nam", "1970-05")
    order = OpenCase(
        person, "nghi_truoc_tuoi", "HIV_OCCUPATIONAL", date(1990, 1, 1), insured_months=200
    )  # before they came
    assert "chưa vào làm việc" in str(_refused(office, open_case, order))


def test_insurance_longer_than_life_is_told_beside_its_field(office: Office) -> None:
    person = office.add("Lê Văn Tư", "nam", "1970-05")
    assert _refused(office, open_case, OpenCase(person, insured_months=900)).field == "insured_months"


def test_the_steps_of_a_case_follow_one_another(office: Office) -> None:
    person = office.add("Đặng Xuân Bình", "nam", "1965-06")
    office.do(issue_notices, [person], office.signed(date(2026, 11, 10)))
    early = _refused(office, decide, [person], office.signed(date(2026, 11, 9), "QĐ"))
    assert early.field == "signed_on"
    assert "trước thông báo ngày 10/11/2026" in str(early)
    office.do(decide, [person], office.signed(date(2026, 11, 20), "QĐ"))
    case = office.case(person).key
    assert "trước quyết định ngày 20/11/2026" in str(_refused(office, hand_over, case, date(2026, 11, 19)))
    assert "quá xa trước đây" in str(_refused(office, send_paper, case, "so_bhxh", date(1900, 1, 1)))
    assert "quá xa trước đây" in str(_refused(office, point_raise, case, date(1900, 1, 1)))
    with pytest.raises(RuleBroken, match="từ 1 tháng, nhiều nhất 3 tháng"):  # none is not the most there may be
        office.do(postpone, Postpone(case or b"", "SERIOUS_ILLNESS_OR_ACCIDENT", 0))
    office.do(postpone, Postpone(case or b"", "SERIOUS_ILLNESS_OR_ACCIDENT", 3, date(2026, 11, 21)))
    wish = _refused(office, refuse_postponement, case, date(2026, 11, 20))
    assert "trước ngày đồng ý lùi 21/11/2026" in str(wish)
    office.do(hand_over, case, date(2026, 11, 20))


def test_a_cancelled_case_takes_nothing_more(office: Office) -> None:
    person = office.add("Đặng Xuân Bình", "nam", "1965-06")
    office.do(issue_notices, [person], office.signed())
    case = office.case(person).key
    office.do(cancel, case, "Lập nhầm")
    for deed, args in (
        (send_paper, ("so_bhxh", TODAY)),
        (put_insured, (300,)),
        (point_raise, (TODAY,)),
        (cancel, ("x",)),
    ):
        assert "Hồ sơ này đã huỷ" in str(_refused(office, deed, case, *args))
    assert len(office.case(person).steps) == 2


def test_two_files_that_both_leave_are_not_joined_before_one_case_is_cancelled(office: Office) -> None:
    one, other = office.add("Đặng Xuân Bình", "nam", "1965-06"), office.add("Đặng Xuân Bình", "nam", "1965-06")
    office.do(issue_notices, [one], office.signed())
    office.do(open_case, OpenCase(other, "thoi_viec", wished_on=date(2026, 12, 1)))
    with pytest.raises(InvalidInput, match="huỷ một hồ sơ nghỉ rồi gộp"):
        office.do(merge, keep=one, drop=other)
    office.do(cancel, office.case(other).key, "Hồ sơ trùng")
    office.do(merge, keep=one, drop=other)
    assert office.row(one).state == "da_thong_bao"
    assert len(office.see(cases_on, TODAY)[one]) == 2
