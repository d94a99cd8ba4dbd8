"""The reminders of discipline."""

from datetime import date

from desktop_app.law.discipline_effects import Punished
from desktop_app.law.discipline_tasks import OpenCase, case_tasks, decision_tasks, suspension_tasks
from desktop_app.law.restrictions import Decided


def test_an_open_case_wants_its_decision_in_90_days() -> None:
    case = OpenCase("CC", detected=date(2026, 3, 2), excluded=((date(2026, 4, 1), date(2026, 4, 30)),))
    (only,) = case_tasks(case)
    assert (only.code, only.due, only.kind) == ("DIS-90", date(2026, 6, 30), "hard")
    assert only.shows(date(2026, 5, 31))
    assert not only.shows(date(2026, 5, 30))
    assert only.basis
    assert only.steps


def test_a_complicated_case_has_150_days() -> None:
    (only,) = case_tasks(OpenCase("VC", detected=date(2026, 8, 1), complicated=True))
    assert (only.code, only.due) == ("DIS-150", date(2026, 12, 29))


def test_a_resting_case_has_no_day_until_it_goes_on() -> None:
    assert list(case_tasks(OpenCase("CC", detected=date(2026, 3, 2), resting=True))) == []


def test_party_discipline_is_followed_within_thirty_days_unless_it_rests() -> None:
    (only,) = case_tasks(OpenCase("CC", party_announced=date(2026, 3, 20)))
    assert (only.code, only.due, only.kind) == ("DIS-30P", date(2026, 4, 19), "hard")
    assert list(case_tasks(OpenCase("CC", party_announced=date(2026, 3, 20), postponed=True))) == []


def test_the_limitation_is_shown_until_the_clock_is_stopped() -> None:
    case = OpenCase("CC", act_ended=date(2021, 10, 5), level="KHIEN_TRACH")
    (only,) = case_tasks(case)
    assert (only.code, only.due, only.kind) == ("DIS-LIM", date(2026, 10, 5), "soft")
    stopped = OpenCase("CC", act_ended=date(2021, 10, 5), level="KHIEN_TRACH", stopped=date(2026, 9, 30))
    assert list(case_tasks(stopped)) == []
    never = OpenCase("CC", act_ended=date(2021, 10, 5), level="KHIEN_TRACH", exempt="FORGED_DIPLOMA")
    assert list(case_tasks(never)) == []


def test_a_decision_tells_when_it_lapses_and_when_each_ban_ends() -> None:
    found = list(decision_tasks(Decided(Punished("CC", "KHIEN_TRACH", date(2025, 11, 1)), "QĐ 12")))
    assert [(one.code, one.due) for one in found] == [
        ("DIS-12", date(2026, 11, 1)),
        ("DIS-BAN", date(2026, 11, 1)),
        ("DIS-BAN", date(2027, 11, 1)),
    ]
    assert "cao hơn" in found[-1].title


def test_a_cancelled_decision_has_none_and_an_ended_one_no_lapse() -> None:
    case = Punished("CC", "KHIEN_TRACH", date(2025, 11, 1))
    assert list(decision_tasks(Decided(case, "", annulled=True))) == []
    codes = [one.code for one in decision_tasks(Decided(case, "", ended=date(2026, 5, 1)))]
    assert "DIS-12" not in codes


def test_a_suspension_ends_by_working_days() -> None:
    (only,) = suspension_tasks(date(2026, 9, 7), "CC")
    assert (only.code, only.due, only.kind) == ("SUSP", date(2026, 10, 16), "hard")
    (longer,) = suspension_tasks(date(2026, 9, 7), "CC", extended=True)
    assert longer.due == date(2026, 11, 30)
