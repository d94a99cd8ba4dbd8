import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.check import verify_chain, verify_replay
from db.database import Database
from db.models import Assignment, Person, SalaryStep, SourceFile, SourceRow
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.plan import Answers
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import told

Bring = Callable[..., Any]
HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Đơn vị",
    "Loại",
    "Chức vụ",
    "Mã ngạch",
    "Bậc",
    "Hệ số",
    "Ngày hưởng",
)
AN = (
    1,
    "Nguyễn Văn An",
    "13/02/1980",
    "Nam",
    "006080000001",
    "Phòng Nội vụ",
    "Công chức",
    "Chuyên viên",
    "01.003",
    4,
    3.33,
    "15/01/2024",
)
BINH = (
    2,
    "Lý Thị Bình",
    "25/12/1985",
    "Nữ",
    "006185000002",
    "Phòng Tư pháp",
    "Công chức",
    "Chuyên viên",
    "01.003",
    3,
    3.0,
    "15/01/2024",
)


def _people(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_every_sample_imports_as_stated(bring: Bring, samples: Path, database: Database) -> None:
    for name, people in (("danh-sach-xa-25.xlsx", 25), ("danh-sach-loi-300.xlsx", 294)):
        _, plan, imported = bring(samples / name)
        assert (plan.outcomes["new"], imported.written.new) == (people, people)
    raw = database.raw_reader()
    assert verify_chain(raw).trouble is None
    assert verify_replay(raw) == []
    raw.close()


def test_importing_the_same_file_twice_changes_nothing(bring: Bring, samples: Path, database: Database) -> None:
    bring(samples / "danh-sach-xa-25.xlsx")
    before = _people(database)
    for again in ("danh-sach-xa-25.xlsx", "danh-sach-xa-25.csv"):
        _, plan, imported = bring(samples / again)
        assert plan.outcomes["same"] == 25
        assert imported.operation is None
    assert _people(database) == before


def test_legacy_fonts_are_the_same_people(bring: Bring, samples: Path) -> None:
    bring(samples / "danh-sach-xa-25.xlsx")
    for name in ("danh-sach-tcvn3.xls", "danh-sach-vni.xlsx"):
        _, plan, _ = bring(samples / name)
        assert plan.outcomes["new"] == 0
        assert plan.levels["error"] == plan.levels["warn"] == 0


def test_the_row_stays_word_for_word_with_the_person(bring: Bring, sheet_of: Bring, database: Database) -> None:
    path = sheet_of((*HEADINGS, "Thâm niên đặc thù"), (*AN, "ba năm, ghi tay"))
    _, _, imported = bring(path)
    assert imported.written.kept_columns == ("Thâm niên đặc thù",)
    with database.read() as session:
        person = session.scalars(select(Person)).one()
        row = session.scalars(select(SourceRow).where(SourceRow.person == person.key)).one()
        file = session.get_one(SourceFile, row.file)
    cells = dict(json.loads(row.cells))
    assert cells["C"] == "13/02/1980"
    assert cells["M"] == "ba năm, ghi tay"
    assert row.row == 2
    assert database.attachments.get(file.sha256) == path.read_bytes()


def test_an_import_is_taken_back_as_one_step(bring: Bring, sheet_of: Bring, database: Database) -> None:
    bring(sheet_of(HEADINGS, AN))
    _, _, second = bring(sheet_of(HEADINGS, AN, BINH, name="hai.xlsx"))
    assert _people(database) == 2
    database.undo(second.operation.id)
    assert _people(database) == 1


def test_taking_back_lists_what_stands_in_the_way(bring: Bring, sheet_of: Bring, database: Database) -> None:
    _, _, first = bring(sheet_of(HEADINGS, AN, BINH))
    with database.write("edit", "sửa") as work:
        person = work.session.scalars(select(Person).where(Person.full_name == "Nguyễn Văn An")).one()
        person.home_town = "xã An Bình"
    with pytest.raises(InvalidInput, match=r"Quê quán.*đã đổi sau đó"), told():
        database.undo(first.operation.id)
    assert _people(database) == 2


def test_a_later_step_is_a_new_record_and_the_old_one_stays(
    bring: Bring, sheet_of: Bring, database: Database, today: date
) -> None:
    bring(sheet_of(HEADINGS, AN))
    _, plan, _ = bring(sheet_of(HEADINGS, (*AN[:9], 5, 3.66, "15/01/2026"), name="sau.xlsx"))
    assert [d.target for p in plan.people for d in p.differences] == ["step", "coefficient", "salary_since"]
    with database.read() as session:
        steps = session.scalars(select(SalaryStep).order_by(SalaryStep.starts)).all()
    assert [(str(step.coefficient), step.starts) for step in steps] == [
        ("3.33", date(2024, 1, 15)),
        ("3.66", date(2026, 1, 15)),
    ]
    roster = Roster(database.raw_reader())
    keys = roster.ids(RosterQuery(today))
    assert roster.rows(keys, today)[0].coefficient == "3.66"
    assert roster.rows(keys, date(2025, 1, 1))[0].coefficient == "3.33"
    roster._raw.close()


def test_a_correction_changes_the_record_there_is(bring: Bring, sheet_of: Bring, database: Database) -> None:
    bring(sheet_of(HEADINGS, AN))
    _, plan, imported = bring(sheet_of(HEADINGS, (*AN[:5], "Phòng Kinh tế", *AN[6:]), name="sau.xlsx"))
    assert plan.outcomes["changed"] == 1
    assert imported.written.units == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 1


def test_a_blank_cell_never_empties_what_the_register_knows(bring: Bring, sheet_of: Bring, database: Database) -> None:
    bring(sheet_of(HEADINGS, AN))
    _, plan, _ = bring(sheet_of(HEADINGS, (*AN[:7], None, *AN[8:]), name="sau.xlsx"))
    assert plan.outcomes["same"] == 1
    with database.read() as session:
        assert session.scalars(select(Assignment.post)).one() == "Chuyên viên"


def test_people_with_errors_are_left_out_and_warnings_are_stored_as_read(
    bring: Bring, sheet_of: Bring, database: Database
) -> None:
    wrong = (*BINH[:10], 3.44, BINH[11])
    small = (3, "ma thuỳ thúy", "25/12/1990", "Nữ", "006190000003", *BINH[5:])
    _, plan, imported = bring(sheet_of(HEADINGS, AN, wrong, small))
    assert imported.written.new == 2
    assert [(f.row, f.col, f.kind, f.proposal) for f in plan.findings if f.level == "error"] == [
        (3, 11, "he_so_not_in_rank", 3.0)
    ]
    with database.read() as session:
        assert "ma thuỳ thúy" in session.scalars(select(Person.full_name)).all()


def test_proposals_are_taken_only_when_said(bring: Bring, sheet_of: Bring, database: Database) -> None:
    wrong = (*BINH[:10], 3.44, BINH[11])
    _, plan, imported = bring(sheet_of(HEADINGS, wrong), Answers(accept_all=True))
    assert plan.levels["error"] == 0
    assert imported.written.new == 1
    with database.read() as session:
        assert str(session.scalars(select(SalaryStep.coefficient)).one()) == "3.00"
