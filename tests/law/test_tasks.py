from datetime import date

import pytest

from desktop_app.law.tasks import REMINDERS, Task, task

DUE = date(2026, 8, 22)


def test_a_task_shows_from_its_longest_lead_and_presses_again() -> None:
    one = task("TERM-90W", DUE, ("Điều 36",), ("…",), about="Trưởng phòng")
    assert (one.lead_from, one.kind, one.action) == (date(2026, 7, 23), "hard", "reappointment_notice")
    assert one.title == "Thông báo việc bổ nhiệm lại: Trưởng phòng"
    assert [one.shows(date(2026, 7, day)) for day in (22, 23)] == [False, True]
    assert [one.overdue(date(2026, 8, day)) for day in (22, 23)] == [False, True]
    pressed = [one.stage(day) for day in (date(2026, 7, 22), date(2026, 8, 14), date(2026, 8, 15), date(2027, 1, 1))]
    assert pressed == [None, date(2026, 7, 23), date(2026, 8, 15), DUE]


def test_a_task_on_an_unconfirmed_rule_is_soft() -> None:
    assert task("TERM-90W", DUE, (), (), confirmed=False).kind == "soft"
    with pytest.raises(ValueError, match="never refuses"):
        Task("TERM-90W", "…", DUE, DUE, "hard", (), (), "reappointment_notice", confirmed=False)


def test_a_task_without_lead_days_is_told_when_to_show() -> None:
    one = task("VTVL-2027", date(2027, 7, 1), (), (), lead_from=date(2026, 10, 1))
    assert (one.lead_from, one.stages) == (date(2026, 10, 1), (date(2026, 10, 1),))


@pytest.mark.parametrize("change", [{"code": "TERM-91"}, {"lead_from": date(2026, 8, 23)}])
def test_a_task_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    facts: dict[str, object] = {"code": "ROT", "lead_from": DUE}
    facts.update(change)
    with pytest.raises(ValueError, match=r"no reminder|after it is due"):
        Task(str(facts["code"]), "…", DUE, facts["lead_from"], "soft", (), (), "x")  # type: ignore[arg-type]


def test_every_reminder_has_a_lead_or_a_period() -> None:
    assert len(REMINDERS) == 26
    for code, one in REMINDERS.items():
        assert code == one.code
        assert list(one.leads) == sorted(one.leads, reverse=True)
        assert one.leads or one.every or code == "RET-SAL"


LEADS = {  # table B.5: days of lead, and whether it is hard
    "RET-12": ((0,), "soft"),
    "RET-6": ((30, 7, 0), "hard"),
    "RET-3": ((30, 7, 0), "hard"),
    "RET-SAL": ((), "soft"),
    "RET-INS": ((730,), "soft"),
    "TERM-90W": ((30, 7, 0), "hard"),
    "TERM-SELF": ((3, 0), "hard"),
    "TERM-MEET": ((7, 0), "hard"),
    "TERM-1": ((10, 3, 0), "hard"),
    "ACT-12": ((60, 30, 0), "hard"),
    "SEC-36": ((60, 30), "hard"),
    "ROT": ((60,), "soft"),
    "DIS-90": ((30, 7, 0), "hard"),
    "DIS-150": ((30, 7, 0), "hard"),
    "DIS-30P": ((10, 0), "hard"),
    "DIS-LIM": ((90,), "soft"),
    "DIS-12": ((0,), "soft"),
    "DIS-BAN": ((0,), "soft"),
    "SUSP": ((5, 0), "hard"),
    "SAL": ((60,), "soft"),
    "RATE-CC": ((30, 7), "hard"),
    "RATE-VC": ((30, 7), "hard"),
    "STD-2028": ((), "soft"),
    "VTVL-2027": ((), "soft"),
}


@pytest.mark.parametrize("code", LEADS)
def test_every_code_of_the_table_has_its_days_of_lead(code: str) -> None:
    assert (REMINDERS[code].leads, REMINDERS[code].kind) == LEADS[code]
