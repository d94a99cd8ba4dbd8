"""Packages read one after another: an older day after a newer, what was put right here or below between two readings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from db.database import Database, NewOffice
from db.models import Assignment, Employment, FamilyMember, Person, SalaryStep
from db.values import Coefficient, PartialDate
from desktop_app.services.intake.service import carry_out
from desktop_app.services.intake.write import add_people
from desktop_app.services.opening import create_register
from desktop_app.services.package import PackageOrder
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, reading
from tests.services.package.parcels import DAY, parcel_out, planned

NAMES = ("Anh", "Bình", "Chung")
EARLIER = date(2023, 6, 1)
AN = {
    "full_name": "Lò Văn An", "sex": "nam", "born": PartialDate.parse("1980-05-03"), "personal_number": "011080000001",
    "category": "CC", "recruited_on": date(2010, 1, 1), "unit": "Phòng Kinh tế", "post": "Chuyên viên",
    "post_since": date(2015, 1, 1), "rank_code": "01.003", "step": 3, "coefficient": Coefficient(300),
    "salary_since": date(2022, 1, 1),
}  # fmt: skip


@pytest.fixture
def below(tmp_path: Path, clock: Any) -> Iterator[Database]:
    """A commune with one person: promoted and a step higher since 2025, with one relative."""
    database = create_register(tmp_path / "xa.snv", NewOffice("UBND xã Mường Lạn"), clock)
    with changing(database, DAY, "add", "thêm") as work:
        add_people(work, [AN])
    with changing(database, DAY, "edit", "lên phó phòng, lên bậc") as work:
        post = work.session.scalars(select(Assignment)).one()
        post.ends = date(2024, 12, 31)
        person, since = post.person, date(2025, 1, 1)
        work.session.add(
            Assignment(person=person, unit=post.unit, main=True, post="Phó phòng", post_since=since, starts=since)
        )
        work.session.add(
            SalaryStep(person=person, rank_code="01.003", step=4, coefficient=Coefficient(333), starts=since)
        )
        work.session.add(FamilyMember(person=person, side="ban_than", relation="Vợ", full_name="Vàng Thị B"))
    yield database
    database.close()


def _read(below: Database, above: Database, out: Path, order: PackageOrder) -> Any:
    """The package issued and taken over; the plan."""
    parcel_out(below, out, order)
    opened, plan = planned(above, out)
    carry_out(above, opened, plan, today=DAY)
    return plan


def _rows(database: Database, record: Any, *names: str) -> list[tuple[Any, ...]]:
    with reading(database, DAY) as work:
        rows = work.session.scalars(select(record)).all()
        return sorted((tuple(getattr(row, name) for name in names) for row in rows), key=str)


def _career(database: Database) -> tuple[Any, Any]:
    return _rows(database, Assignment, "starts", "ends", "post"), _rows(database, SalaryStep, "starts", "step")


@pytest.mark.parametrize("holds", [("people",), ("people", "salary", "family")])
def test_a_package_of_an_older_day_takes_nothing_that_began_later(
    below: Database, province: Database, tmp_path: Path, holds: tuple[str, ...]
) -> None:
    newest = PackageOrder(DAY, holds=holds, pdf=False)
    _read(below, province, tmp_path / "moi", newest)
    _read(below, province, tmp_path / "cu", PackageOrder(EARLIER, holds=holds, pdf=False))
    assert _career(province) == _career(below)
    assert _read(below, province, tmp_path / "moi-nua", newest).outcomes["same"] == 1
    assert _career(province) == _career(below)


def test_a_list_of_today_leaves_the_post_that_begins_next_month(
    below: Database, province: Database, tmp_path: Path
) -> None:
    order = PackageOrder(DAY, pdf=False)
    _read(below, province, tmp_path / "mot", order)
    with changing(province, DAY, "edit", "bổ nhiệm từ tháng sau") as work:
        post = work.session.scalars(select(Assignment)).one()
        post.ends = date(2026, 11, 30)
        work.session.add(
            Assignment(person=post.person, unit=post.unit, main=True, post="Trưởng phòng", starts=date(2026, 12, 1))
        )
    held = _career(province)
    parcel_out(below, tmp_path / "hai", order)
    opened, plan = planned(province, tmp_path / "hai" / "danh-sach.xlsx")
    assert (opened.parcel is not None, plan.outcomes["same"]) == (True, 1)
    alone = tmp_path / "danh-sach.xlsx"
    alone.write_bytes((tmp_path / "hai" / "danh-sach.xlsx").read_bytes())
    opened, plan = planned(province, alone)
    assert (opened.parcel, plan.outcomes["same"]) == (None, 1)
    carry_out(province, opened, plan, today=DAY)
    assert _career(province) == held


def test_what_was_put_right_or_removed_here_stays_and_is_told(
    below: Database, province: Database, tmp_path: Path
) -> None:
    full = PackageOrder(DAY, holds=("people", "salary", "family"), pdf=False)
    with changing(below, DAY, "edit", "con") as work:
        person = work.session.scalars(select(Person.key)).one()
        work.session.add(FamilyMember(person=person, side="ban_than", relation="Con", full_name="Lò Thị C"))
    _read(below, province, tmp_path / "mot", full)
    with changing(province, DAY, "edit", "sửa ở đây", reason="theo giấy khai sinh") as work:
        wife, child = work.session.scalars(select(FamilyMember).order_by(FamilyMember.relation.desc())).all()
        wife.full_name = "Vàng Thị Bình"
        work.session.delete(child)
        step = work.session.scalars(select(SalaryStep).where(SalaryStep.step == 4)).one()
        step.coefficient = Coefficient(334)
    plan = _read(below, province, tmp_path / "hai", full)
    told = " ".join(finding.message for finding in plan.findings if finding.kind == "put_right_here")
    assert "Lò Thị C: đã xoá ở sổ này" in told
    assert "trong gói là “Vàng Thị B”, sổ này đã sửa thành “Vàng Thị Bình”" in told
    assert "trong gói là “3,33”, sổ này đã sửa thành “3,34”" in told
    assert (plan.outcomes["same"], plan.beside) == (1, ())
    assert _rows(province, FamilyMember, "full_name") == [("Vàng Thị Bình",)]
    assert _rows(province, SalaryStep, "step", "coefficient")[1] == (4, Coefficient(334))


def test_a_step_put_right_below_is_put_right_here_not_added(
    below: Database, province: Database, tmp_path: Path
) -> None:
    full = PackageOrder(DAY, holds=("people", "salary"), pdf=False)
    first = carry_out(province, *planned(province, parcel_out(below, tmp_path / "mot", full).path), today=DAY)
    with changing(below, DAY, "edit", "sai ngày") as work:
        work.session.scalars(select(SalaryStep).where(SalaryStep.step == 4)).one().starts = date(2025, 3, 1)
    again = carry_out(province, *planned(province, parcel_out(below, tmp_path / "hai", full).path), today=DAY)
    assert _career(province)[1] == _career(below)[1]
    assert first.operation is not None
    assert again.operation is not None
    province.undo(again.operation.id)
    assert _rows(province, SalaryStep, "starts")[1] == (date(2025, 1, 1),)
    _read(below, province, tmp_path / "ba", full)  # taken back, and read once more
    assert _career(province)[1] == _career(below)[1]


def test_a_row_copied_for_somebody_new_is_somebody_new(below: Database, province: Database, tmp_path: Path) -> None:
    parcel_out(below, tmp_path / "goi", PackageOrder(DAY, pdf=False))
    book = openpyxl.load_workbook(tmp_path / "goi" / "danh-sach.xlsx")
    sheet: Any = book.active
    (line,) = (row for row in sheet.iter_rows() if any(cell.value == AN["full_name"] for cell in row))
    told = {AN["full_name"]: "Lò Văn Mới", AN["personal_number"]: "011080000002"}
    for cell in line:  # the hidden key comes along
        sheet.cell(cell.row + 1, cell.column).value = told.get(cell.value, cell.value)
    book.save(tmp_path / "chep.xlsx")
    carry_out(province, *planned(province, tmp_path / "chep.xlsx"), today=DAY)
    assert _rows(province, Person, "full_name") == [("Lò Văn An",), ("Lò Văn Mới",)]


def test_units_of_two_communes_with_the_same_names_stay_apart(province: Database, tmp_path: Path, clock: Any) -> None:
    for place, name in enumerate(("UBND xã Mường Lạn", "UBND xã Mường Lèo"), 1):
        inside = [
            {"unit": "Tổ Một", "parent_unit": "Trường Tiểu học"},
            {"unit": "Trường Tiểu học", "parent_unit": name},
            {"unit": name},  # the office itself, once as a unit
        ]
        database = create_register(tmp_path / f"{place}.snv", NewOffice(name), clock)
        with changing(database, DAY, "add", "thêm") as work:
            told = [
                {
                    **AN,
                    "full_name": f"Lò {name[-3:]} {NAMES[number]}",
                    "personal_number": f"0110800001{place}{number}",
                    **one,
                }
                for number, one in enumerate(inside)
            ]
            add_people(work, [told[1], told[0], told[2]])
        order = PackageOrder(DAY, pdf=False)
        assert _read(database, province, tmp_path / f"goi-{place}", order).outcomes["new"] == 3
        assert _read(database, province, tmp_path / f"goi-{place}-nua", order).outcomes["same"] == 3
        database.close()
    raw = province.raw_reader()
    roster = Roster(raw)
    paths = {row.full_name: row.unit_path for row in roster.rows(roster.ids(RosterQuery(DAY)), DAY)}
    raw.close()
    for name in ("UBND xã Mường Lạn", "UBND xã Mường Lèo"):
        assert [paths[f"Lò {name[-3:]} {one}"] for one in NAMES] == [
            f"Tổ Một, Trường Tiểu học, {name}",
            f"Trường Tiểu học, {name}",
            name,
        ]


def test_who_is_no_longer_in_the_package_of_an_office_is_told(
    below: Database, province: Database, tmp_path: Path
) -> None:
    order = PackageOrder(DAY, pdf=False)
    with changing(below, DAY, "add", "hai người nữa") as work:
        for place, name in enumerate(("Vi Thị Hoa", "Vi Thị Huệ")):
            add_people(work, [{**AN, "full_name": name, "sex": "nu", "personal_number": f"01118000000{place}"}])
    with changing(province, DAY, "add", "người của Sở") as work:
        add_people(work, [{"full_name": "Lê Văn Sở", "category": "CC", "unit": "Văn phòng Sở"}])
    assert not [one for one in _read(below, province, tmp_path / "mot", order).findings if one.kind == "not_in_package"]
    with changing(below, DAY, "edit", "thôi việc, gộp") as work:
        gone = work.session.scalars(select(Person).where(Person.full_name == "Vi Thị Hoa")).one()
        work.session.scalars(select(Employment).where(Employment.person == gone.key)).one().ends = date(2026, 10, 31)
    parcel_out(below, tmp_path / "hai", order)
    (told,) = [one for one in planned(province, tmp_path / "hai")[1].findings if one.kind == "not_in_package"]
    assert told.message.startswith("1 người sổ này đang ghi ở UBND xã Mường Lạn nhưng gói không có: Vi Thị Hoa.")
    with reading(below, DAY) as work:
        unit = Roster(work.raw).unit_named("Phòng Kinh tế", DAY)
    parcel_out(below, tmp_path / "ba", PackageOrder(DAY, unit, pdf=False))  # of one unit: says nothing of the others
    assert not [one for one in planned(province, tmp_path / "ba")[1].findings if one.kind == "not_in_package"]


def test_a_package_issued_before_one_that_was_read_is_told_to_be_older(
    below: Database, province: Database, tmp_path: Path
) -> None:
    order = PackageOrder(DAY, pdf=False)

    def older(name: str) -> list[str]:
        findings = planned(province, tmp_path / name)[1].findings
        return [finding.message for finding in findings if finding.kind == "older_package"]

    parcel_out(below, tmp_path / "mot", order)
    with changing(below, DAY, "edit", "đổi tên") as work:
        work.session.scalars(select(Person)).one().full_name = "Lò Văn Ân"
    parcel_out(below, tmp_path / "hai", order)
    carry_out(province, *planned(province, tmp_path / "mot"), today=DAY)
    assert (older("mot"), older("hai")) == ([], [])
    second = carry_out(province, *planned(province, tmp_path / "hai"), today=DAY).operation
    assert "phát hành trước gói số liệu đến 23/11/2026 của UBND xã Mường Lạn" in older("mot")[0]
    assert older("hai") == []
    assert second is not None
    province.undo(second.id)
    assert older("mot") == []


def test_somebody_who_moved_to_another_commune_is_asked_about_when_the_first_still_sends_him(
    below: Database, province: Database, tmp_path: Path, clock: Any
) -> None:
    order, moved = PackageOrder(DAY, pdf=False), date(2026, 11, 1)
    other = create_register(tmp_path / "xa-2.snv", NewOffice("UBND xã Mường Lèo"), clock)
    with changing(other, DAY, "add", "đến") as work:
        pay = {"step": 4, "coefficient": Coefficient(333), "salary_since": date(2025, 1, 1)}
        add_people(work, [{**AN, **pay, "post": "Chủ tịch", "post_since": moved}])
    _read(below, province, tmp_path / "mot", order)
    _read(other, province, tmp_path / "hai", order)
    held = _career(province)
    # a package of a day before he went changes nothing
    assert _read(below, province, tmp_path / "cu", PackageOrder(date(2026, 10, 31), pdf=False)).outcomes["same"] == 1
    assert _career(province) == held
    parcel_out(below, tmp_path / "ba", order)
    (told,) = [one for one in planned(province, tmp_path / "ba")[1].findings if one.kind == "went_on"]
    assert "ở Phòng Kinh tế từ 01/11/2026, gói vẫn ghi ở UBND xã Mường Lạn từ 01/01/2025" in told.message
    other.close()


def test_a_list_older_than_the_register_is_asked_about(below: Database, province: Database, tmp_path: Path) -> None:
    with changing(province, DAY, "add", "đã có") as work:
        newer = {"step": 5, "coefficient": Coefficient(366), "salary_since": date(2026, 6, 1)}
        add_people(work, [{**AN, **newer, "post_since": date(2025, 1, 1)}])
    parcel_out(below, tmp_path / "goi", PackageOrder(DAY, pdf=False))
    alone = tmp_path / "danh-sach.xlsx"  # no package any more, a mere list
    alone.write_bytes((tmp_path / "goi" / "danh-sach.xlsx").read_bytes())
    told = [one for one in planned(province, alone)[1].findings if one.kind == "goes_back"]
    assert [(one.field, "sổ đang ghi (01/06/2026)" in one.message) for one in told] == [("salary_since", True)]
