"""What ends a secondment or an acting time is no term of a post: its own reminder, to the day of the decision."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.due.service import due_list
from desktop_app.services.person.desk import open_file
from tests.services.staffing_register import Staff

SIGNED = date(2026, 1, 15)
END = date(2027, 1, 14)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def tasks(staff: Staff, person: bytes, day: date) -> dict[str, date]:
    return {row.task.code: row.task.due for row in staff.see(due_list, day).rows if row.about.person == person}


def test_a_secondment_is_due_at_the_end_of_its_decision_and_is_no_term(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, SIGNED, unit=staff.economy, until=END)
    assert tasks(staff, staff.officer, date(2026, 11, 14)) == {}
    assert tasks(staff, staff.officer, date(2026, 11, 15)) == {"SEC-36": END}
    assert tasks(staff, staff.officer, date(2027, 2, 1)) == {"SEC-36": END}  # overdue until it ends or is extended


def test_an_extension_or_the_end_settles_it(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, SIGNED, unit=staff.economy, until=END)
    later = date(2027, 12, 31)
    staff.carry("keo_dai_biet_phai", staff.officer, date(2027, 1, 15), until=later, urgent=True)
    assert tasks(staff, staff.officer, date(2027, 2, 1)) == {}
    assert tasks(staff, staff.officer, date(2027, 12, 1)) == {"SEC-36": later}
    staff.carry("ket_thuc_biet_phai", staff.officer, date(2027, 12, 1))
    assert tasks(staff, staff.officer, date(2027, 12, 2)) == {}


def test_an_extension_beyond_thirty_six_months_is_due_at_the_end_of_the_law(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, SIGNED, unit=staff.economy, until=END)
    more = {"overridden": "Việc đột xuất", "overrider": "Ban Thường vụ Đảng uỷ xã"}
    staff.carry("keo_dai_biet_phai", staff.officer, date(2027, 1, 15), until=date(2030, 1, 14), urgent=True, **more)
    assert tasks(staff, staff.officer, date(2028, 12, 1)) == {"SEC-36": date(2029, 1, 14)}


def test_an_acting_time_brings_its_own_reminder_only(staff: Staff) -> None:
    day = date(2026, 10, 1)
    staff.carry("giao_quyen", staff.officer, day, unit=staff.economy, post="Trưởng phòng", until=date(2027, 3, 31))
    assert tasks(staff, staff.officer, date(2027, 8, 10)) == {"ACT-12": date(2027, 10, 1)}


def test_the_line_of_time_says_what_ends(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, SIGNED, unit=staff.economy, until=END)
    staff.carry("giao_quyen", staff.deputy, SIGNED, unit=staff.economy, post="Trưởng phòng", until=END)

    def ends(person: bytes) -> list[str]:
        events = staff.see(open_file, person, staff.today).events
        return [event.title for event in events if event.when == END.isoformat()]

    assert ends(staff.officer) == ["Hết thời hạn biệt phái"]
    assert ends(staff.deputy) == ["Hết thời hạn giao quyền, phụ trách"]
