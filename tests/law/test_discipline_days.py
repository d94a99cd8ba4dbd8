"""Every date function of discipline on every day of ten years, held against the rule said once more in plain days."""

import calendar
from datetime import date, timedelta

import pytest

from desktop_app.law import discipline, discipline_effects, discipline_limits
from desktop_app.law.calendar import official
from desktop_app.law.discipline_effects import NEVER, Punished, changed_form_span, decision_span, effect
from desktop_app.law.discipline_limits import handling_deadline, limitation
from desktop_app.law.discipline_path import CaseFacts, StepFact, standing
from desktop_app.law.discipline_tasks import OpenCase, case_tasks, decision_tasks, party_tasks, suspension_tasks
from desktop_app.law.intervals import counted_end
from desktop_app.law.restrictions import Decided, Facts, Proceeding, may, running_until

DAY = timedelta(days=1)
TEN_YEARS = [date(2019, 1, 1) + timedelta(days=n) for n in range((date(2029, 1, 1) - date(2019, 1, 1)).days)]
LEAP = {date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29)}
CBCC_NEW, VC_NEW = date(2025, 7, 1), date(2026, 7, 1)


def later(day: date, months: int) -> date:
    """So many months later, the last day of a month that is too short: said without the calendar of the program."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def test_the_ten_years_hold_every_leap_day() -> None:
    assert set(TEN_YEARS) >= LEAP
    assert len(TEN_YEARS) == len(set(TEN_YEARS)) == 3653


@pytest.mark.parametrize("category", ["CC", "VC"])
def test_limitation(category: str) -> None:
    for day in TEN_YEARS:
        light = limitation("KHIEN_TRACH", day, category).value
        heavy = limitation("HEAVIER", day, category).value
        assert light is not None
        assert heavy is not None
        open_then = later(day, 24) >= date(2022, 11, 15)
        assert light.limit == later(day, 60 if open_then else 24)
        assert heavy.limit == later(day, 120)
        assert (light.limit.month, light.limit.day) == ((2, 28) if day in LEAP else (day.month, day.day))


def test_limitation_with_days_that_do_not_count_and_with_a_new_act() -> None:
    for day in TEN_YEARS:
        span = (day + timedelta(days=100), day + timedelta(days=129))
        plain, longer = limitation("HEAVIER", day).value, limitation("HEAVIER", day, excluded=[span]).value
        assert plain is not None
        assert longer is not None
        assert plain.limit is not None
        assert longer.limit == plain.limit + timedelta(days=30)
        again = limitation("HEAVIER", day, new_acts=[day + timedelta(days=200)]).value
        assert again is not None
        assert again.limit == later(day + timedelta(days=200), 120)


@pytest.mark.parametrize("category", ["CC", "VC"])
def test_the_clock_stops_in_time_on_the_last_day_and_not_a_day_later(category: str) -> None:
    for day in TEN_YEARS:
        if day < date(2022, 11, 15):
            continue
        for level, months in (("KHIEN_TRACH", 60), ("HEAVIER", 120)):
            last = later(day, months)
            on, after = limitation(level, day, category, last), limitation(level, day, category, last + DAY)
            assert on.value is not None
            assert after.value is not None
            assert (on.value.barred, after.value.barred) == (False, True)


def test_the_start_of_the_limitation() -> None:
    for day in TEN_YEARS:
        assert discipline_limits.limitation_start(day, day + DAY).value == day
        assert discipline_limits.limitation_start(None, day).value == day


@pytest.mark.parametrize("category", ["CB", "CC", "CC_LDQL", "VC", "VC_QL"])
def test_handling_deadline(category: str) -> None:
    for day in TEN_YEARS:
        if day < date(2020, 7, 1):
            assert handling_deadline(day, category=category).value is None
            continue
        assert handling_deadline(day, category=category).value == day + timedelta(days=90)
        assert handling_deadline(day, complicated=True, category=category).value == day + timedelta(days=150)
        span = (day + timedelta(days=10), day + timedelta(days=19))
        assert handling_deadline(day, excluded=[span], category=category).value == day + timedelta(days=100)
        (wanted,) = case_tasks(OpenCase(category, detected=day))
        assert (wanted.code, wanted.due) == ("DIS-90", day + timedelta(days=90))


def test_days_counted_outside_spans() -> None:
    for day in TEN_YEARS:
        assert counted_end(day, 5, [(day, day + timedelta(days=3))]) == day + timedelta(days=8)
        assert counted_end(day, 5, [(day + timedelta(days=6), day + timedelta(days=9))]) == day + timedelta(days=5)


def test_thirty_days_after_party_discipline_and_what_follows_its_change() -> None:
    for day in TEN_YEARS:
        for category, since in (("CC", CBCC_NEW), ("VC", VC_NEW)):
            due = discipline_limits.administrative_due(day, category).value
            assert due == (day + timedelta(days=30) if day >= since else None)
            changed = [one.due for one in party_tasks(category, changed=day)]
            cancelled = [one.due for one in party_tasks(category, cancelled=day)]
            assert changed == ([due] if due else [])
            assert cancelled == ([day] if due else [])


def working(day: date) -> bool:
    return bool(official().is_working(day))


def count_working(day: date, count: int) -> date:
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= working(day)
    return day


def test_steps_of_the_procedure() -> None:
    counts = {
        "report": 3,
        "council": 5,
        "summons": -5,
        "recommendation": 5,
        "decision": 5,
        "judgment": 15,
        "correction": 10,
    }
    seen = 0
    for day in TEN_YEARS:
        for step, count in counts.items():
            found = discipline_limits.step_due(step, day, "CC")
            if day < CBCC_NEW:
                assert found.verdict == "chua_co_quy_dinh"
            elif found.value is not None:
                assert found.value == count_working(day, count), (step, day)
                seen += 1
    assert seen > 500 * len(counts)


def test_suspension() -> None:
    seen = set()
    for day in TEN_YEARS:
        for category in ("CC", "VC"):
            for extended in (False, True):
                found = discipline_limits.suspension_end(day, category, extended=extended)
                tasks = list(suspension_tasks(day, category, extended=extended))
                assert [one.due for one in tasks] == ([found.value] if found.value else [])
                if found.value is None:
                    continue
                seen.add((category, day.year))
                if category == "VC":
                    assert day < VC_NEW
                    assert found.value == day + timedelta(days=29 if extended else 14)
                    continue
                days = (30 if extended else 15) if day <= date(2026, 7, 31) else (60 if extended else 30)
                assert found.value == count_working(day - DAY, days)
    assert {("CC", 2025), ("CC", 2026), ("VC", 2019), ("VC", 2026)} <= seen


@pytest.mark.parametrize("category", ["CB", "CC", "CC_LDQL", "VC", "VC_QL"])
def test_a_decision_ends_in_twelve_months_and_releases_on_the_day(category: str) -> None:
    for day in TEN_YEARS:
        case = Punished(category, "KHIEN_TRACH", day)
        found = effect(case).value
        assert found is not None
        if day < date(2020, 7, 1):
            assert found.ends is None
            assert running_until(Decided(case, "")) is None
            continue
        assert found.ends == later(day, 12) == running_until(Decided(case, ""))
        codes = {one.code: one.due for one in decision_tasks(Decided(case, ""))}
        assert codes["DIS-12"] == later(day, 12)
        higher = found.bans["HIGHER_POST"]
        assert isinstance(higher, date)
        party = 24 if day >= date(2025, 10, 8) else 12
        assert higher == later(day, party)
        facts = Facts("A", category, (Decided(case, ""),))
        assert may("HIGHER_POST", facts, higher - DAY).value is False
        assert may("HIGHER_POST", facts, higher).value is True


def test_a_decision_after_the_party_runs_from_the_party() -> None:
    for day in TEN_YEARS:
        if day < date(2020, 7, 1) + timedelta(days=40):
            continue
        span = decision_span(Punished("CC", "CANH_CAO", day, "CANH_CAO", day - timedelta(days=40))).value
        assert span == (day - timedelta(days=40), later(day - timedelta(days=40), 12))
        gone = decision_span(Punished("VC", "BUOC_THOI_VIEC", day, "KHAI_TRU", day - timedelta(days=40))).value
        assert gone == (day, later(day, 12))
        changed = changed_form_span(Punished("CC", "CANH_CAO", day), day + timedelta(days=120)).value
        assert changed == (day + timedelta(days=120), later(day, 12))


def test_bans_of_the_older_law_and_of_the_party() -> None:
    for day in TEN_YEARS:
        removed = effect(Punished("CC_LDQL", "CACH_CHUC", day, party_managed=False)).value
        assert removed is not None
        if day < date(2020, 7, 1):
            assert set(removed.bans.values()) == {None}
        elif day < CBCC_NEW:
            assert {removed.bans[one] for one in ("PLANNING", "TRAINING", "EQUAL_POST", "HIGHER_POST")} == {
                later(day, 24)
            }
        else:
            assert removed.bans["EQUAL_POST"] == removed.bans["HIGHER_POST"] == later(day, 12)
            assert removed.bans["PLANNING"] is None
        managed = effect(Punished("CC_LDQL", "CACH_CHUC", day)).value
        assert managed is not None
        if day >= date(2022, 8, 18):
            assert managed.bans["HIGHER_POST"] == later(day, 60)
        corrupt = effect(Punished("CC_LDQL", "CACH_CHUC", day, corruption=True)).value
        assert corrupt is not None
        assert corrupt.bans["EQUAL_POST"] == corrupt.bans["HIGHER_POST"] == NEVER


def test_dismissed_people_may_apply_again_after_twelve_months() -> None:
    for day in TEN_YEARS:
        for category in ("CC", "VC"):
            found = effect(Punished(category, "BUOC_THOI_VIEC", day)).value
            assert found is not None
            assert found.reapply_from == later(day, 12)


def test_the_same_act_again_within_twelve_months() -> None:
    for day in TEN_YEARS:
        if day < CBCC_NEW:
            continue
        last = later(day, 12)
        assert discipline.recidivism("CC", day, day).value is True
        assert discipline.recidivism("CC", day, last).value is True
        assert discipline.recidivism("CC", day, last + DAY).value is False


def test_what_rests_a_case_day_by_day() -> None:
    for day in TEN_YEARS:
        for category, changed in (("CC", CBCC_NEW), ("VC", VC_NEW)):
            ill = discipline_limits.postponed("ILLNESS", day, category).value
            leave = discipline_limits.postponed("ON_APPROVED_LEAVE", day, category).value
            known = day >= date(2020, 9, 20)
            assert ill == (True if known else None)
            assert leave == (day < changed if known else None)


def test_pay_while_detained_and_what_frees() -> None:
    for day in TEN_YEARS:
        assert discipline_effects.detention_pay("CC", day).value == (50 if day >= CBCC_NEW else None)
        assert discipline.exempted("EMERGENCY", "CC", day).value is (True if day >= CBCC_NEW else None)


def test_delay_of_the_salary_step() -> None:
    for day in TEN_YEARS:
        months = discipline_effects.salary_delay("CC", "KHIEN_TRACH", day).value
        assert months == (6 if day >= date(2021, 8, 15) else None)


def test_a_rating_follows_the_year_of_the_day() -> None:
    for day in TEN_YEARS:
        private = discipline_effects.rating_effect("CC", "OTHER", day).value
        duty = discipline_effects.rating_effect("CC", "DUTY", day).value
        assert private == (False if day >= CBCC_NEW else None)
        assert duty == (True if day.year >= 2026 else None)


def test_a_case_stands_where_its_steps_say_on_each_day() -> None:
    for day in TEN_YEARS:
        if day < date(2020, 7, 1):
            continue
        found, told, effective = day, day + timedelta(days=20), day + timedelta(days=50)
        steps = (
            StepFact(b"1", "phat_hien", found),
            StepFact(b"2", "ket_luan", told),
            StepFact(b"3", "quyet_dinh", told + timedelta(days=20), "KHIEN_TRACH", effective),
        )
        facts = CaseFacts("CC", steps)
        end = later(effective, 12)
        seen = [
            standing(facts, one).state
            for one in (found, effective - timedelta(days=11), effective - DAY, effective, end - DAY, end)
        ]
        assert seen == ["open", "open", "future", "running", "running", "lapsed"]
        assert standing(facts, told).days_left == 70


def test_what_goes_on_blocks_to_its_last_day() -> None:
    for day in TEN_YEARS:
        going = Facts("A", "CC", (), (Proceeding("HANDLING", "", day, day + timedelta(days=9)),))
        assert may("TRAINING", going, day - DAY).value is True
        assert may("TRAINING", going, day).value is False
        assert may("TRAINING", going, day + timedelta(days=9)).value is False
        assert may("TRAINING", going, day + timedelta(days=10)).value is True


def test_one_form_at_least_is_possible_and_no_other() -> None:
    for day in TEN_YEARS:
        for category in ("CB", "CC", "CC_LDQL", "VC", "VC_QL", discipline.RETIRED):
            forms = discipline.forms_possible(category, day)
            assert {"KHIEN_TRACH", "CANH_CAO"} <= set(forms)
            assert all(discipline.form_possible(category, form, day).value for form in forms)
            refused = set(discipline.FORMS) - set(forms)
            assert not any(discipline.form_possible(category, form, day).value for form in refused)


def test_one_level_heavier_is_in_force_on_the_day() -> None:
    for day in TEN_YEARS:
        for category in ("CC", "CC_LDQL", "VC", "VC_QL"):
            form = discipline.heavier(category, "KHIEN_TRACH", "KHIEN_TRACH", day).value
            assert form == "CANH_CAO"
            top = discipline.heavier(category, "CANH_CAO", "CANH_CAO", day).value
            assert top in discipline.forms_possible(category, day)
            leads = category in {"CC_LDQL", "VC_QL"}
            old = {"CC": "HA_BAC_LUONG", "CC_LDQL": "HA_BAC_LUONG" if day < date(2020, 7, 1) else "GIANG_CHUC"}
            new = "CACH_CHUC" if leads else "BUOC_THOI_VIEC"
            assert top == (old[category] if category in old and day < CBCC_NEW else new)
