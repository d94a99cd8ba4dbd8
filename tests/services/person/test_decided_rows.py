"""Rows that a movement wrote are not typed over: the next decision changes them, where the law's checks run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Movement
from desktop_app.errors import InvalidInput
from desktop_app.services.bulk import REFUSED, BulkEdit, preview_bulk
from desktop_app.services.merge import merge
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import add_record, edit_record, remove_record
from desktop_app.services.person.file import PersonFile, read_file
from desktop_app.services.work import changing, done
from tests.services.staffing_register import Staff

DAY = date(2026, 10, 1)


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    made.carry("bo_nhiem", made.officer, DAY, unit=made.economy, post="Phó Trưởng phòng", level="first")
    yield made
    made.database.close()


def file_of(staff: Staff, person: bytes) -> PersonFile:
    file = staff.see(read_file, person)
    assert isinstance(file, PersonFile)
    return file


def rows_of(staff: Staff, person: bytes) -> tuple[Any, Any, Any]:
    """The movement, the post it gave, the post before."""
    file = file_of(staff, person)
    new, old = sorted(file.part("assignment").rows, key=lambda row: row.values["starts"], reverse=True)
    return file.part("movement").rows[0], new, old


def test_what_a_movement_wrote_says_so_and_is_refused_in_words(staff: Staff) -> None:
    move, new, old = rows_of(staff, staff.officer)
    assert "“Bổ nhiệm” từ ngày 01/10/2026, 1/QĐ-UBND" in new.decided.why
    assert old.decided.fields == {"ends"}
    tries = [
        ("assignment", new.key, {"post": "Trưởng phòng"}),
        ("assignment", new.key, {"term_ends": "31/12/2035"}),
        ("assignment", new.key, {"leader": ""}),
        ("assignment", old.key, {"ends": ""}),
        ("movement", move.key, {"kind": "Luân chuyển"}),
        ("movement", move.key, {"effective_on": "1/1/2020"}),
    ]
    for record, key, typed in tries:
        with pytest.raises(InvalidInput, match="trang Bổ nhiệm, điều động"):
            staff.do(edit_record, Edit(staff.officer, record, key, typed), reason="thử")
    assert rows_of(staff, staff.officer)[1].texts == new.texts


def test_how_the_work_is_described_and_history_before_are_still_typed(staff: Staff) -> None:
    _, new, old = rows_of(staff, staff.officer)
    staff.do(edit_record, Edit(staff.officer, "assignment", new.key, {"job_position": "Phụ trách cải cách hành chính"}))
    staff.do(edit_record, Edit(staff.officer, "assignment", old.key, {"post": "Cán sự"}), reason="ghi nhầm")
    _, new, old = rows_of(staff, staff.officer)
    assert (new.texts["job_position"], old.texts["post"]) == ("Phụ trách cải cách hành chính", "Cán sự")
    later = Edit(
        staff.deputy, "assignment", file_of(staff, staff.deputy).part("assignment").rows[0].key, {"post": "Phó"}
    )
    staff.do(edit_record, later)  # no movement wrote it


def test_a_correction_of_later_rows_too_leaves_what_was_decided(staff: Staff) -> None:
    staff.carry("dieu_dong", staff.deputy, DAY, unit=staff.economy, post="Phó Trưởng phòng")
    _, new, old = rows_of(staff, staff.deputy)
    assert old.texts["post"] == new.texts["post"]
    order = Edit(staff.deputy, "assignment", old.key, {"post": "Phó Chánh Văn phòng"}, later=True)
    assert staff.do(edit_record, order, reason="ghi nhầm").rows == 1
    assert rows_of(staff, staff.deputy)[1].texts["post"] == "Phó Trưởng phòng"


def test_no_row_that_a_movement_wrote_is_added_ended_or_removed_by_hand(staff: Staff) -> None:
    move, new, _ = rows_of(staff, staff.officer)
    with pytest.raises(InvalidInput, match="Biến động được ghi ở trang"):
        staff.do(add_record, Edit(staff.officer, "movement", None, {"kind": "Bổ nhiệm", "effective_on": "1/11/2026"}))
    typed = {"post": "Trưởng phòng", "unit": "Phòng Kinh tế", "starts": "1/11/2026"}
    with pytest.raises(InvalidInput, match=r"Đang có “.*Muốn đổi thì ra quyết định mới"):
        staff.do(add_record, Edit(staff.officer, "assignment", None, typed))
    for record, key in (("movement", move.key), ("assignment", new.key)):
        with pytest.raises(InvalidInput, match="trang Bổ nhiệm, điều động"):
            staff.do(remove_record, staff.officer, record, key, reason="ghi nhầm")
    past = {"post": "Chuyên viên", "unit": "Phòng Kinh tế", "starts": "1/1/2015", "ends": "31/12/2021"}
    staff.do(add_record, Edit(staff.officer, "assignment", None, past))
    assert len(file_of(staff, staff.officer).part("assignment").rows) == 3


def test_many_at_a_stroke_are_refused_too(staff: Staff) -> None:
    order = BulkEdit("assignment.post", "Chuyên viên chính", (staff.officer, staff.teacher))
    states = {row.name: (row.state, row.why) for row in staff.see(preview_bulk, order).rows}
    assert states["Lý Trọng Hoà"][0] == REFUSED
    assert "ra quyết định mới" in states["Lý Trọng Hoà"][1]
    assert states["Hà Ngọc Hiếu"][0] == "changes"


def test_the_spell_that_a_movement_began_or_ended_is_not_typed_over(staff: Staff) -> None:
    staff.carry("thoi_viec", staff.teacher, date(2026, 11, 1))
    (spell,) = file_of(staff, staff.teacher).part("employment").rows
    with pytest.raises(InvalidInput, match=r"“Thôi việc.*trang Bổ nhiệm"):
        staff.do(edit_record, Edit(staff.teacher, "employment", spell.key, {"ends": ""}), reason="thử")


def test_the_next_movement_the_merge_of_files_and_taking_back_go_through(staff: Staff) -> None:
    with changing(staff.database, staff.today, "movement", "thôi giữ") as work:
        from desktop_app.services.movements.deeds import Order, carry_out

        left = Order("thoi_giu_chuc_vu", staff.officer, date(2026, 11, 1), post="Chuyên viên", cases=())
        carry_out(work, left, staff.decision(date(2026, 11, 1)))
    operation = done(work)
    assert operation is not None
    staff.database.undo(operation.id)
    assert rows_of(staff, staff.officer)[1].texts["ends"] == ""
    staff.do(merge, keep=staff.head, drop=staff.officer)
    moved = staff.see(lambda work: list(work.session.scalars(select(Movement.person))))
    assert moved == [staff.head]


def test_a_row_is_free_again_once_its_movement_is_taken_back(tmp_path: Path, clock: Any, today: date) -> None:
    staff = Staff(tmp_path, clock, today)
    with changing(staff.database, today, "movement", "bổ nhiệm") as work:
        from desktop_app.services.movements.deeds import Order, carry_out

        order = Order("bo_nhiem", staff.officer, DAY, unit=staff.economy, post="Phó Trưởng phòng", level="first")
        carry_out(work, order, staff.decision(DAY))
    operation = done(work)
    assert operation is not None
    staff.database.undo(operation.id)
    (row,) = file_of(staff, staff.officer).part("assignment").rows
    assert row.decided is None
    staff.do(edit_record, Edit(staff.officer, "assignment", row.key, {"post": "Cán sự"}))
    staff.database.close()
