"""A package for the office above, and the import of it in that office."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.reports.package import heading_of
from desktop_app.services.health import check
from desktop_app.services.history import operations
from desktop_app.services.intake.headings import target_of
from desktop_app.services.intake.service import carry_out, open_file, people_of
from desktop_app.services.intake.targets import HELPERS, TARGETS
from desktop_app.services.package import CONTENTS_OF, PackageOrder, prospect
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, reading
from tests.services.package.parcels import ALL, DAY, TAKEN, parcel_out, planned


def _keys(database: Database) -> set[bytes]:
    raw = database.raw_reader()
    found = set(Roster(raw).ids(RosterQuery(DAY)))
    raw.close()
    return found


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in HELPERS])
def test_every_field_has_a_heading_the_import_finds(target: str) -> None:
    assert target_of((heading_of(target),))[0] == target


@pytest.mark.parametrize("name", ["goi.zip", "goi"])
def test_there_and_read_twice(commune: Database, province: Database, tmp_path: Path, name: str) -> None:
    issued = parcel_out(commune, tmp_path / name)
    assert issued.people == 55
    opened, plan = planned(province, tmp_path / name)
    assert opened.parcel is not None
    assert (opened.parcel.office, opened.parcel.seq, opened.parcel.digest) == ("UBND xã An Bình", 2, issued.digest)
    assert plan.outcomes["new"] == TAKEN, [finding.message for finding in plan.findings if finding.level == "error"]
    assert plan.levels["error"] == issued.people - TAKEN
    done = carry_out(province, opened, plan, today=DAY)
    assert done.operation is not None
    assert _keys(province) < _keys(commune)
    assert len(_keys(province)) == TAKEN
    before = _position(province)
    opened, plan = planned(province, tmp_path / name)
    differences = [(p.name, d.target, d.before, d.after) for p in plan.people for d in p.differences]
    assert (plan.outcomes["same"], differences) == (TAKEN, [])
    assert carry_out(province, opened, plan, today=DAY).operation is None
    assert _position(province) == before
    raw = province.raw_reader()
    assert operations(raw)[-1].summary.startswith(f"Nhập gói của UBND xã An Bình: {TAKEN} người mới")
    raw.close()


def _position(database: Database) -> tuple[int, bytes]:
    raw = database.raw_reader()
    row = raw.execute("SELECT seq, link FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    raw.close()
    return row[0], bytes(row[1])


def test_what_changed_there_is_a_change_here_by_key(commune: Database, province: Database, tmp_path: Path) -> None:
    from db.models import Person

    parcel_out(commune, tmp_path / "mot.zip")
    carry_out(province, *planned(province, tmp_path / "mot.zip"), today=DAY)
    key = min(_keys(commune))
    with changing(commune, DAY, "edit", "cải chính") as work:
        person = work.session.get_one(Person, key)
        person.full_name, person.personal_number, person.staff_number = "Người Đã Đổi Tên", "006072999999", "KHAC-1"
    parcel_out(commune, tmp_path / "hai.zip")
    opened, plan = planned(province, tmp_path / "hai.zip")
    assert (plan.outcomes["changed"], plan.outcomes["same"], plan.outcomes["new"]) == (1, TAKEN - 1, 0)
    carry_out(province, opened, plan, today=DAY)
    assert len(_keys(province)) == TAKEN
    with reading(province, DAY) as work:
        assert work.session.get_one(Person, key).full_name == "Người Đã Đổi Tên"


def test_a_person_known_under_another_key_is_recognised_from_then_on(
    commune: Database, province: Database, tmp_path: Path
) -> None:
    from desktop_app.services.intake.write import add_people

    with reading(commune, DAY) as work:
        row = Roster(work.raw).rows(Roster(work.raw).ids(RosterQuery(DAY)), DAY)[0]
    with changing(province, DAY, "add", "đã có") as work:
        add_people(work, [{"full_name": row.full_name, "personal_number": row.personal_number}])
    parcel_out(commune, tmp_path / "goi.zip")
    opened, plan = planned(province, tmp_path / "goi.zip")
    assert (plan.outcomes["new"], plan.outcomes["changed"]) == (TAKEN - 1, 1)
    carry_out(province, opened, plan, today=DAY)
    assert people_of(province, DAY).sent(row.key.hex()) is not None
    assert planned(province, tmp_path / "goi.zip")[1].outcomes["same"] == TAKEN


def test_a_unit_a_day_and_lists_chosen(commune: Database, tmp_path: Path) -> None:
    with reading(commune, DAY) as work:
        unit = Roster(work.raw).unit_named("Phòng Kinh tế xã An Bình", DAY)
        shown = prospect(work, PackageOrder(DAY, unit))
    assert (shown.people, shown.refusal) == (7, "")
    issued = parcel_out(commune, tmp_path / "kt", PackageOrder(DAY, unit, pdf=False))
    assert set(issued.files) == {"danh-sach.xlsx", "noi-dung.xlsx", "noi-dung.json"}
    assert issued.people == 7
    before = date(2025, 6, 30)
    with reading(commune, DAY) as work:
        district = Roster(work.raw).unit_named("Huyện Khe Vàng", before)
    issued = parcel_out(commune, tmp_path / "huyen", PackageOrder(before, district, pdf=False))
    opened = open_file(tmp_path / "huyen")
    assert opened.layout.as_of == before
    raw = commune.raw_reader()
    assert issued.people == len(Roster(raw).ids(RosterQuery(before, district)))
    kept = raw.execute("SELECT name, people, seq FROM issued_package ORDER BY seq").fetchall()
    raw.close()
    assert kept == [("kt", 7, 2), ("huyen", issued.people, 3)]


def test_refusals_write_nothing(register: Database, commune: Database, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="văn phòng thực hành"):
        parcel_out(register, tmp_path / "goi.zip")
    with reading(register, DAY) as work:
        assert "không gửi lên cấp trên" in prospect(work, ALL).refusal
    (tmp_path / "co.zip").write_bytes(b"x")
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "x").write_text("")
    for out, order in (
        ("co.zip", ALL),
        ("day", ALL),
        ("goi.zip", PackageOrder(DAY, holds=("luong",))),
        ("goi.zip", PackageOrder(date(1950, 1, 1))),
        ("goi.zip", PackageOrder(date(2099, 1, 1))),
    ):
        with pytest.raises(InvalidInput):
            parcel_out(commune, tmp_path / out, order)
    with reading(commune, DAY) as work:
        assert "01/01/2099" in prospect(work, PackageOrder(date(2099, 1, 1))).refusal
        assert prospect(work, PackageOrder(date(2026, 12, 31))).refusal == ""
    assert not (tmp_path / "goi.zip").exists()
    assert _position(commune)[0] == 2


def test_a_copied_folder_still_opens(commune: Database, tmp_path: Path) -> None:
    parcel_out(commune, tmp_path / "goi")
    shutil.copytree(tmp_path / "goi", tmp_path / "usb")
    assert open_file(tmp_path / "usb").parcel is not None


def test_a_package_witnesses_the_journal_it_was_cut_from(commune: Database, province: Database, tmp_path: Path) -> None:
    from db.connection import connect
    from db.models import Person

    parcel_out(commune, tmp_path / "goi.zip")
    found = check(commune.path, packages=[tmp_path / "goi.zip"])
    assert (found.ok, found.anchors, found.anchors_confirmed_to) == (True, 2, 2)
    with pytest.raises(InvalidInput, match="không phải gói do sổ này phát hành"):
        check(province.path, packages=[tmp_path / "goi.zip"])
    with changing(commune, DAY, "edit", "sửa") as work:
        work.session.get_one(Person, min(_keys(commune))).ethnic = "Dao"
    # a journal that was written anew from the second operation on: what went out knows another one
    raw = connect(commune.path)
    raw.execute("UPDATE issued_package SET link = ?", ("00" * 32,))
    raw.commit()
    raw.close()
    assert check(commune.path).anchor_trouble == "gói đã gửi “goi.zip” không khớp ở thao tác số 2"
    # and a file put back to before the package went out: only the package itself still tells
    raw = connect(commune.path)
    raw.execute("PRAGMA foreign_keys = OFF")
    for table, column in (("change", "op"), ("operation", "seq")):
        raw.execute(f"DELETE FROM {table} WHERE {column} > 1")
    raw.execute("DELETE FROM issued_package")
    raw.commit()
    raw.close()
    told = check(commune.path, packages=[tmp_path / "goi.zip"]).anchor_trouble
    assert told == "bản kê của gói “goi.zip” biết thao tác số 2 mà sổ không có"


FULL = PackageOrder(DAY, holds=tuple(CONTENTS_OF), pdf=False)


def _rows(database: Database, table: str) -> dict[bytes, tuple[Any, ...]]:
    """The rows of a kind of those at work, by key, without what points to other records of the file."""
    names = {
        "salary_step": "starts, rank_code, step, coefficient, beyond_percent, next_step_on",
        "family_member": "side, relation, full_name, born, details",
    }[table]
    raw = database.raw_reader()
    found = raw.execute(f"SELECT key, person, {names} FROM {table}").fetchall()
    raw.close()
    here = _keys(database)
    return {bytes(row[0]): row[2:] for row in found if bytes(row[1]) in here}


def test_salary_steps_and_families_go_up_and_are_not_doubled(
    commune: Database, province: Database, tmp_path: Path
) -> None:
    from db.models import Decision, FamilyMember, SalaryStep

    issued = parcel_out(commune, tmp_path / "goi.zip", FULL)
    lists = {"luong.xlsx", "gia-dinh.xlsx", "to-chuc.xlsx", "bo-nhiem.xlsx", "ky-luat.xlsx", "nghi-huu.xlsx"}
    assert set(issued.files) >= {*lists, "ho-so.json"}
    opened, plan = planned(province, tmp_path / "goi.zip")
    done = carry_out(province, opened, plan, today=DAY)
    assert done.operation is not None
    for table in ("salary_step", "family_member"):
        below, above = _rows(commune, table), _rows(province, table)
        here = _keys(province)
        raw = commune.raw_reader()
        owners = {bytes(k): bytes(p) for k, p in raw.execute(f"SELECT key, person FROM {table}")}
        raw.close()
        wanted = sorted(str(row) for key, row in below.items() if owners[key] in here)
        assert sorted(str(row) for row in above.values()) == wanted, table
    with reading(province, DAY) as work:
        step = work.session.query(SalaryStep).filter(SalaryStep.decision.is_not(None)).first()
        assert step is not None
        assert work.session.get_one(Decision, step.decision).number
    # read a second time: nothing at all
    opened, plan = planned(province, tmp_path / "goi.zip")
    assert (plan.outcomes["same"], plan.beside) == (TAKEN, ())
    before = _position(province)
    assert carry_out(province, opened, plan, today=DAY).operation is None
    assert _position(province) == before
    # a relative put right below is put right here, a new one comes, nobody else is touched
    key = min(key for key in _rows(province, "family_member") if key in _rows(commune, "family_member"))
    with changing(commune, DAY, "edit", "sửa") as work:
        held = work.session.get_one(FamilyMember, key)
        held.full_name = "Người Thân Đã Sửa"
        work.session.add(FamilyMember(person=held.person, side="ban_than", relation="Con", full_name="Lò Thị Mới"))
    parcel_out(commune, tmp_path / "hai.zip", FULL)
    opened, plan = planned(province, tmp_path / "hai.zip")
    assert [(row.record, row.known) for row in plan.beside] == [("family_member", True), ("family_member", False)]
    again = carry_out(province, opened, plan, today=DAY)
    assert again.operation is not None
    assert "2 dòng quan hệ gia đình" in _last(province)
    names = {row[2] for row in _rows(province, "family_member").values()}
    assert {"Người Thân Đã Sửa", "Lò Thị Mới"} <= names
    # the whole first import is one step that can be taken back, once the second is
    province.undo(again.operation.id)
    province.undo(done.operation.id)
    assert _keys(province) == set()
    assert check(province.path, full=True).ok


def _last(database: Database) -> str:
    raw = database.raw_reader()
    (summary,) = raw.execute("SELECT summary FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    raw.close()
    return str(summary)


def test_families_of_people_known_under_another_key_stay_theirs(
    commune: Database, province: Database, tmp_path: Path
) -> None:
    from desktop_app.services.intake.write import add_people

    with reading(commune, DAY) as work:
        row = Roster(work.raw).rows(Roster(work.raw).ids(RosterQuery(DAY)), DAY)[0]
    with changing(province, DAY, "add", "đã có") as work:
        add_people(work, [{"full_name": row.full_name, "personal_number": row.personal_number}])
    parcel_out(commune, tmp_path / "goi.zip", PackageOrder(DAY, holds=("people", "family"), pdf=False))
    carry_out(province, *planned(province, tmp_path / "goi.zip"), today=DAY)
    own = people_of(province, DAY).sent(row.key.hex())
    assert own is not None
    raw, here = commune.raw_reader(), province.raw_reader()
    count = "SELECT count(*) FROM family_member WHERE person = ?"
    (sent,), (held,) = (
        one.execute(count, (key,)).fetchone() for one, key in ((raw, bytes(row.key)), (here, own.person.key))
    )
    raw.close()
    here.close()
    assert held == sent > 0
    assert planned(province, tmp_path / "goi.zip")[1].beside == ()


def test_a_package_without_the_list_of_records_brings_none(commune: Database, tmp_path: Path) -> None:
    parcel_out(commune, tmp_path / "goi", PackageOrder(DAY, holds=("people",), pdf=False))
    (tmp_path / "goi" / "ho-so.json").write_text("[]")  # put beside by somebody else: not named, not read
    assert open_file(tmp_path / "goi").brought == ()
