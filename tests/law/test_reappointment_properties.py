from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.law.acting import acting
from desktop_app.law.calendar import add_months
from desktop_app.law.reappointment import reappointment

CATEGORIES = ["CC", "CC_LDQL", "VC", "VC_QL"]


@given(
    category=st.sampled_from(CATEGORIES),
    expiry=st.dates(date(2020, 12, 1), date(2036, 12, 31)),
    born_into=st.integers(-24, 300),
    years=st.integers(1, 10),
    late=st.integers(-60, 60),
)
def test_a_new_term_never_outlasts_the_person_and_starts_where_the_old_one_ended(
    category: str, expiry: date, born_into: int, years: int, late: int
) -> None:
    pension_start = add_months(expiry.replace(day=1), born_into)
    answer = reappointment(category, expiry, years, pension_start, signed=expiry + timedelta(days=late))
    found = answer.value
    assert found is not None
    assert found.gap_days == max(0, late)
    assert found.decision_deadline is None or found.decision_deadline < expiry
    assert found.notice_deadline is None or found.notice_deadline <= expiry - timedelta(days=90)
    if found.outcome is None:
        assert pension_start - timedelta(days=1) <= expiry
        assert (answer.verdict, found.new_term_start, found.new_term_end) == ("khong_ap_dung", None, None)
        return
    assert found.new_term_start == expiry
    assert found.new_term_end == min(add_months(expiry, years * 12), pension_start - timedelta(days=1))
    assert (found.outcome == "bo_nhiem_lai") <= (pension_start >= add_months(expiry, 18))
    assert (found.outcome == "keo_dai") <= (pension_start < add_months(expiry, 24))
    assert (found.outcome == "can_xem_xet") <= (expiry.day == 1)


@given(start=st.dates(date(2020, 1, 1), date(2030, 12, 31)), waited=st.integers(0, 2000))
def test_acting_once_over_the_limit_stays_over_it(start: date, waited: int) -> None:
    on = max(start, date(2026, 8, 1)) + timedelta(days=waited)
    now, later = acting(start, on).value, acting(start, on + timedelta(days=1)).value
    assert now is not None
    assert later is not None
    assert now.violated is not None
    assert later.violated is not None
    assert now.violated <= later.violated
    assert now.limit_end == add_months(start, 12)
    assert (now.transition_deadline is not None) == (add_months(start, 12) < date(2026, 7, 1))
