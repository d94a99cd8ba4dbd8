"""Who holds posts, whose term ends, the year's figures, and what an import left as movements to record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.models import Assignment, Movement
from desktop_app.errors import InvalidInput
from desktop_app.services.movements.proposals import accept, proposals
from desktop_app.services.post_rows import figures, holders, temporaries
from tests.services.staffing_register import Staff

DAY = date(2026, 11, 23)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def test_holders_tell_the_end_of_the_term_and_what_follows(staff: Staff) -> None:
    rows = {row.name: row for row in staff.see(holders, DAY)}
    assert set(rows) == {"Đinh Minh Ánh", "Triệu Văn Khôi"}
    row = rows["Triệu Văn Khôi"]
    assert (row.where, row.term_ends, row.outcome) == (
        "Phó Trưởng phòng, Phòng Nội vụ",
        date(2026, 12, 31),
        "bo_nhiem_lai",
    )
    assert row.notice == date(2026, 8, 22)
    assert not row.settled
    staff.carry("bo_nhiem_lai", staff.deputy, date(2026, 12, 31), decision=staff.decision(date(2026, 11, 20)))
    assert {row.name: row.settled for row in staff.see(holders, DAY)} == {
        "Đinh Minh Ánh": False,
        "Triệu Văn Khôi": True,
    }


def test_who_is_away_or_acting_with_the_last_day_of_the_law(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, date(2026, 10, 1), unit=staff.economy, until=date(2027, 9, 30))
    staff.carry("giao_quyen", staff.deputy, date(2026, 10, 1), post="Trưởng phòng", until=date(2027, 9, 30))
    rows = {row.kind: row for row in staff.see(temporaries, DAY)}
    assert (rows["biet_phai"].until, rows["biet_phai"].last_day) == (date(2027, 9, 30), date(2029, 9, 30))
    assert rows["giao_quyen"].last_day == date(2027, 10, 1)


def test_the_yearly_figures_come_out_of_the_movements(staff: Staff) -> None:
    staff.carry("dieu_dong", staff.officer, date(2025, 3, 1), unit=staff.economy)
    staff.carry("dieu_dong", staff.teacher, date(2026, 3, 1), unit=staff.economy)
    staff.carry("bo_nhiem", staff.officer, date(2026, 4, 1), unit=staff.home, post="Phó Trưởng phòng", level="first")
    staff.carry("tu_chuc", staff.deputy, date(2026, 10, 1), cases=("OWN_WISH",))
    rows = {row.title: dict(row.counts) for row in staff.see(figures, (2025, 2026))}
    assert rows["Bổ nhiệm, điều động, bổ nhiệm lại, kéo dài"] == {2025: 1, 2026: 2}
    assert rows["Lượt điều động, luân chuyển"] == {2025: 1, 2026: 1}
    assert rows["Không bổ nhiệm lại, từ chức"] == {2025: 0, 2026: 1}
    assert rows["Bổ nhiệm"] == {2025: 0, 2026: 1}


def test_posts_no_movement_tells_of_are_offered_and_recorded_in_one_operation(staff: Staff) -> None:
    offered = staff.see(proposals)
    assert [(row.name, row.kind_name, row.day) for row in offered] == [
        ("Đinh Minh Ánh", "Bổ nhiệm", date(2022, 1, 1)),
        ("Triệu Văn Khôi", "Bổ nhiệm", date(2022, 1, 1)),
    ]
    assert staff.do(accept, [row.assignment for row in offered]) == 2
    assert staff.see(proposals) == ()
    kinds = staff.see(lambda work: {one.kind for one in work.session.scalars(select(Movement))})
    assert kinds == {"bo_nhiem"}
    assert staff.see(lambda w: w.session.get_one(Assignment, offered[0].assignment).post_since) == date(2022, 1, 1)
    with pytest.raises(InvalidInput, match="không còn"):
        staff.do(accept, [offered[0].assignment])
    raw = staff.database.raw_reader()
    assert verify_replay(raw) == []
    raw.close()
