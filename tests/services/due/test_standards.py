"""STD-2028: commune heads of the Party and the unions whose training is known and below university; nobody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Assignment, Employment, Office, Qualification
from desktop_app.services.due.service import due_list
from tests.services.staffing_register import Staff

DAY = date(2026, 11, 22)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def trained(
    staff: Staff, level: str, *, category: str = "CB", post: str = "Phó Bí thư Đảng uỷ", office: str = "xa"
) -> list[Any]:
    """The tasks of somebody with a post and a degree."""

    def write(work: Any) -> None:
        work.session.scalars(select(Office)).one().level = office
        for held in work.session.scalars(select(Assignment).where(Assignment.person == staff.deputy)):
            held.post = post
        for spell in work.session.scalars(select(Employment).where(Employment.person == staff.deputy)):
            spell.category = category
        work.session.add(Qualification(person=staff.deputy, kind="chuyen_mon", level=level))

    staff.do(write)
    return [row for row in staff.see(due_list, DAY).rows if row.task.code == "STD-2028"]


def test_training_below_university_is_told_until_2028(staff: Staff) -> None:
    (row,) = trained(staff, "Trung cấp")
    assert (row.about.person, row.task.due, row.task.kind) == (staff.deputy, date(2028, 8, 1), "soft")
    assert "33/2023" in " ".join((*row.task.basis, *row.task.steps))


@pytest.mark.parametrize("level", ["Đại học", "Thạc sĩ", "Cử nhân Luật"])
def test_university_and_above_is_enough(staff: Staff, level: str) -> None:
    assert trained(staff, level) == []


@pytest.mark.parametrize(
    "more",
    [{"category": "CC"}, {"post": "Chủ tịch UBND"}, {"office": "tinh"}],
    ids=["công chức", "another post", "province"],
)
def test_whom_the_rule_does_not_name_is_left_alone(staff: Staff, more: dict[str, str]) -> None:
    assert trained(staff, "Trung cấp", **more) == []


def test_what_is_not_known_is_not_below(staff: Staff) -> None:
    assert trained(staff, "Chứng chỉ khác") == []
