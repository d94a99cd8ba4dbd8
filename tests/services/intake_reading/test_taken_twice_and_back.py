"""A workbook imported again changes nothing; an import taken back leaves nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.check import verify_replay
from db.database import Database
from db.models import Assignment, Person, SourceRow, Unit, UnitState
from desktop_app.services.intake.desk import ImportDesk
from desktop_app.services.work import told

Bring = Callable[..., Any]
HEAD = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đơn vị", "Đơn vị cấp trên", "Mã đơn vị", "Loại", "Chức vụ",
    "Ngày bổ nhiệm", "Mã ngạch", "Bậc", "Hệ số", "Ngày hưởng", "Trình độ chuyên môn", "Ngày vào Đảng", "Điện thoại", "Email",
    "Ngoại ngữ", "Nhóm máu",
)  # fmt: skip
BA = (
    1, "Lê Văn Ba", "25/03/1979", "Nam", "006079000011", "Phòng Nội vụ", "UBND huyện", "D01", "CC", "Chuyên viên",
    "01/07/2020", "01.003", 4, 3.33, "15/01/2024", "ĐH", "6/2004", "0912345678", "ba@xa.vn", "Anh B", "O",
)  # fmt: skip
TU = (
    2, "Lý Thị Tư", "1981", "Nữ", None, "Phòng Tư pháp", "UBND huyện", "D02", "VC", None,
    None, "01,003", None, None, None, "Cử nhân luật", "15/1/02", "091234567", "tu@", "Tiếng dân tộc Tày", None,
)  # fmt: skip


def _count(database: Database, record: Any) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_workbook_with_a_bit_of_everything_changes_nothing_the_second_time(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    path = save([HEAD, BA, TU])
    first, _ = bring(path)
    assert first.outcomes == {"new": 2}
    again, imported = bring(path)
    assert [(person.row, person.differences) for person in again.people] == [(2, ()), (3, ())]
    assert imported.operation is None
    assert _count(database, SourceRow) == 2


@pytest.mark.parametrize("blank", [5, 6, 7])
def test_an_incomplete_unit_is_the_same_the_second_time(bring: Bring, save: Callable[..., Path], blank: int) -> None:
    row = list(BA)
    row[blank] = None
    path = save([HEAD, row])
    bring(path)
    again, imported = bring(path)
    assert again.outcomes == {"same": 1}
    assert imported.operation is None


def test_a_unit_is_known_by_its_code_whatever_the_file_calls_it(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    bring(save([HEAD, BA]))
    renamed = (*BA[:5], "Phòng Nội vụ và Lao động", "UBND tỉnh", *BA[7:])
    again, _ = bring(save([HEAD, renamed], name="sau.xlsx"))
    assert again.outcomes == {"same": 1}
    assert _count(database, Unit) == 2


def test_units_of_one_name_under_two_offices_are_two(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    head = HEAD[:7]
    rows = [
        (1, "Lê Văn Ba", "25/03/1979", "Nam", None, "Tổ 1", "Xã A"),
        (2, "Lý Thị Tư", "26/04/1981", "Nữ", None, "Tổ 1", "Xã B"),
    ]
    bring(save([head, *rows]))
    assert _count(database, Unit) == 4
    for number, name in enumerate(("Bế Thị Năm", "Nông Văn Sáu"), 3):
        # which of the two is not said: one new unit without an office above, and only one
        bring(save([head[:6], (1, name, "27/05/1983", None, None, "Tổ 1")], name=f"{number}.xlsx"))
    assert _count(database, Unit) == 5


def test_nested_sections_become_units_under_units(bring: Bring, save: Callable[..., Path], database: Database) -> None:
    third = (2, "Lý Thị Tư", "26/04/1981")
    path = save([HEAD[:3], ("I", "UBND xã"), (1, "Phòng Nội vụ"), BA[:3], (2, "Phòng Tư pháp"), third])
    bring(path)
    with database.read() as session:
        states = {state.name: state for state in session.scalars(select(UnitState))}
        posted = session.scalars(select(Assignment.unit)).all()
    assert states["Phòng Nội vụ"].parent == states["Phòng Tư pháp"].parent == states["UBND xã"].unit
    assert set(posted) == {states["Phòng Nội vụ"].unit, states["Phòng Tư pháp"].unit}
    again, _ = bring(path)
    assert again.outcomes == {"same": 2}


def test_an_import_is_taken_back_as_one_step_and_can_be_made_again(
    bring: Bring, save: Callable[..., Path], database: Database, today: Any
) -> None:
    path = save([HEAD, BA, TU])
    _, imported = bring(path)
    desk = ImportDesk(database, today)
    assert desk.take_back(imported.operation.id) is not None
    assert [_count(database, record) for record in (Person, Unit, UnitState, SourceRow)] == [0, 0, 0, 0]
    plan, _ = bring(path)
    assert plan.outcomes == {"new": 2}
    raw = database.raw_reader()
    assert verify_replay(raw) == []
    raw.close()


def test_taking_back_the_changes_of_a_second_import_leaves_the_first(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    bring(save([HEAD, BA]))
    later = (*BA[:9], "Phó trưởng phòng", "01/07/2025", *BA[11:])
    plan, imported = bring(save([HEAD, later], name="sau.xlsx"))
    assert plan.outcomes == {"changed": 1}
    with told():
        database.undo(imported.operation.id)
    with database.read() as session:
        assert session.scalars(select(Assignment.post)).all() == ["Chuyên viên"]
    assert _count(database, SourceRow) == 1


def test_a_blank_cell_of_a_later_file_takes_nothing_away(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    bring(save([HEAD, BA]))
    plan, imported = bring(save([HEAD, (*BA[:5], *[None] * 16)], name="sau.xlsx"))
    assert plan.outcomes == {"same": 1}
    assert imported.operation is None
