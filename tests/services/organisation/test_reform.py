"""Reorganisation: three communes of the practice office become one, whose term runs on, what is kept; and all of it undone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.database import Database
from db.models import Assignment, Movement, PreservedAllowance
from db.values import Coefficient, Key
from desktop_app import cli
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.find import find
from desktop_app.services.organisation.communes import mapping, old_communes_here
from desktop_app.services.organisation.people import came_from
from desktop_app.services.organisation.reform import (
    Fate,
    NewUnit,
    PostRule,
    Reform,
    propose,
    propose_official,
    with_own,
    with_rule,
)
from desktop_app.services.organisation.reform_run import preview, run
from desktop_app.services.organisation.units import Basis, CreateUnit, Part, create_unit, key_of
from desktop_app.services.organisation.view import ENDED, MOVED, NEW, unit_card, unit_tree
from desktop_app.services.practice.office import BEFORE, MERGED, make_practice
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import reading
from tests.services.organisation.conftest import START, Office

BASIS = Basis("1683/NQ-UBTVQH15", date(2025, 6, 16), "Uỷ ban Thường vụ Quốc hội", "nghi_quyet")
JULY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def _before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import ToldClock

    path = tmp_path_factory.mktemp("before") / "so.snv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(path.parent))
        make_practice(path, ToldClock(), BEFORE)
    return path


@pytest.fixture
def district(_before: Path, tmp_path: Path, clock: Any) -> Iterator[Office]:
    """The district's register on 30/06/2025, before its three communes were merged."""
    import shutil

    path = tmp_path / "huyen.snv"
    for made in _before.parent.glob(_before.name + "*"):
        shutil.copyfile(made, path.with_name(path.name + made.name.removeprefix(_before.name)))
    database = Database(path, actor="lan", clock=clock)
    office = Office(database, BEFORE, {})
    for row in office.see(unit_tree, BEFORE):
        office.units[row.code] = row.key
    yield office
    assert verify_replay(database.raw_reader()) == []
    database.close()


def roster(office: Office, unit: str, day: date) -> list[str]:
    raw = office.database.raw_reader()
    try:
        read = Roster(raw)
        found = read.ids(RosterQuery(day, read.unit_named(unit, day)))
        return [row.full_name for row in read.rows(found, day)]
    finally:
        raw.close()


def merger(office: Office) -> Reform:
    tops = [office.units[code] for code in ("BH", "MT", "NP")]
    made: Reform = office.see(propose, MERGED, tops, Part("Xã An Bình", "Cấp xã"), BASIS)
    return made


def test_the_merge_of_three_communes_reads_right_on_both_days_and_undoes(district: Office) -> None:
    before = district.dump()
    olds = {name: roster(district, name, BEFORE) for name in ("Xã Bản Hạ", "Xã Minh Tân", "Xã Nà Phạc")}
    everybody = [name for people in olds.values() for name in people]
    assert len(everybody) > 10
    reform = merger(district)
    assert [made.part.name for made in reform.new] == ["Xã An Bình", "Trạm Y tế xã An Bình"]
    made = district.see(preview, reform)
    assert made.problem == ""
    assert {row.name: (row.mark, row.note) for row in made.before if row.mark} == {
        "Xã Bản Hạ": (ENDED, "→ Xã An Bình"),
        "Xã Minh Tân": (ENDED, "→ Xã An Bình"),
        "Xã Nà Phạc": (ENDED, "→ Xã An Bình"),
        "Trạm Y tế xã Bản Hạ": (ENDED, "→ Trạm Y tế xã An Bình"),
    }
    assert {row.name: row.total for row in made.after if row.mark == NEW}["Xã An Bình"] == len(everybody)
    assert made.stopped == ()
    assert district.dump() == before
    ran = district.do(run, reform)
    operation = district.last
    assert (ran.units_new, ran.units_ended, ran.people, ran.moved) == (2, 4, len(everybody), len(everybody))
    # each day says its own
    assert {name: roster(district, name, BEFORE) for name in olds} == olds
    assert sorted(roster(district, "Xã An Bình", MERGED)) == sorted(everybody)
    with pytest.raises(InvalidInput):
        roster(district, "Xã An Bình", BEFORE)
    raw = district.database.raw_reader()
    units = {unit.name: unit.closed for unit in Roster(raw).units(MERGED)}
    raw.close()
    assert (units["Xã Bản Hạ"], units["Xã An Bình"]) == (True, False)
    # one dated row for each person, under the one decision
    with reading(district.database, MERGED) as work:
        moves = work.session.scalars(select(Movement)).all()
        assert len(moves) == len(everybody) == len({move.person for move in moves})
        assert {(move.kind, move.effective_on, move.decision) for move in moves} == {("sap_xep", MERGED, ran.decision)}
        posts = {post.key: post for post in work.session.scalars(select(Assignment))}
        assert all(posts[move.previous or b""].ends == BEFORE for move in moves)
        assert all(posts[move.assignment or b""].starts == MERGED for move in moves)
    # people counted under the old names and under the new one
    merged = next(row.key for row in district.see(unit_tree, MERGED) if row.name == "Xã An Bình")
    assert [(one.name, one.before, one.now) for one in district.see(came_from, merged, MERGED)] == [
        (name, len(people), len(people)) for name, people in olds.items()
    ]
    card = district.see(unit_card, district.units["MT"], MERGED)
    assert (card.there, card.ends, [link.name for link in card.after]) == (False, BEFORE, ["Xã An Bình"])
    assert card.names[0].end_decision == "1683/NQ-UBTVQH15"
    district.database.undo(operation)
    assert district.dump() == before


def test_the_code_of_an_old_unit_finds_its_people_after_the_merge(
    district: Office, capsys: pytest.CaptureFixture[str], clock: Any
) -> None:
    there = roster(district, "MT", BEFORE)
    district.do(run, merger(district))
    with reading(district.database, MERGED) as work:
        assert [(hit.key, hit.title, hit.note) for hit in find(work, "mt", MERGED) if hit.kind == "unit"] == [
            (district.units["MT"], "Xã Minh Tân", "đến 30/06/2025")
        ]
        assert find(work, "mt", BEFORE)[-1].note == ""
    asked = ["roster", "--data", str(district.database.path), "--unit", "MT", "--as-of", MERGED.isoformat(), "--json"]
    assert cli.run(asked, clock=clock, today=MERGED, open_window=lambda *_: 9) == 0
    found = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["unit"] for row in found if row["name"] in there} == dict.fromkeys(there, "Xã An Bình")
    assert [row["name"] for row in found if row["name"] not in there] == ["Lục Văn Kiên"]  # left the service before


def test_back_pay_of_a_commune_post_taken_in_2025_is_told(district: Office) -> None:
    reform = district.see(propose, MERGED, [district.units["H"]], Part("Xã An Bình", "Cấp xã"), BASIS)
    deputy = next(row for row in district.see(preview, reform).people if row.post.startswith("Phó Trưởng phòng"))

    def allowed(work: Any) -> None:
        for held in work.session.scalars(select(Assignment).where(Assignment.person == deputy.person)):
            held.allowance = Coefficient(20)

    district.do(allowed)
    to = deputy.to or reform.new[0].key

    def told(coefficient: int, reform: Reform = reform) -> list[str]:
        rule = PostRule(
            deputy.unit, deputy.post, to, "Trưởng phòng", "HIGHER", allowance=Coefficient(coefficient), reason="đã làm quy trình"
        )  # fmt: skip
        people = district.see(preview, with_own(reform, deputy.person, rule)).people
        row = next(row for row in people if row.person == deputy.person)
        assert row.own
        return [one.text for one in row.findings if one.text.startswith("Truy lĩnh")]

    assert told(25) == ["Truy lĩnh phụ cấp chức vụ: 702.000 đồng."]  # G-4: six months of 0,05 at 2.340.000
    assert told(20) == []
    assert told(15) == []
    assert told(25, replace(reform, day=date(2026, 1, 1))) == []
    assert not any(row.own for row in district.see(preview, reform).people)


def test_the_whole_district_ends_and_its_schools_move_to_the_commune(district: Office) -> None:
    reform = district.see(propose, MERGED, [district.units["H"]], Part("Xã An Bình", "Cấp xã"), BASIS)
    assert {
        fate.how for fate in reform.fates if fate.unit in {district.units[code] for code in ("MN", "TH", "CS")}
    } == {"moves"}
    assert {reform.fate_of(district.units[code]).to for code in ("H", "BH", "MT", "NP")} == {(reform.new[0].key,)}
    assert "Phòng Nội vụ xã An Bình" in {made.part.name for made in reform.new}
    top = reform.new[0].key
    made = district.see(preview, reform)
    assert made.problem == ""
    total = len(made.people)
    district.do(run, reform)
    tree = {row.name: row for row in district.see(unit_tree, MERGED)}
    assert tree["Trường Tiểu học Minh Tân"].parent == top
    assert not any(row.name.startswith(("Huyện", "Phòng Nội vụ huyện")) for row in tree.values())
    assert sum(row.own for row in tree.values()) >= total
    schools = [row for row in made.before if row.name.startswith("Trường")]
    assert {row.mark for row in schools} == {MOVED}


def test_terms_by_category_retirement_and_kept_allowances(office: Office) -> None:
    key = office.do(create_unit, CreateUnit(Part("Trường Tiểu học", "Trường", office.units["X"], "TH"), START))
    office.units["TH"] = key
    office.person(
        "Hà Thị Lan",
        "TH",
        "Hiệu trưởng",
        "VC",
        leader=True,
        since=date(2022, 9, 1),
        term_ends=date(2027, 8, 31),
        allowance="0.45",
        sex="nu",
    )
    from db.values import PartialDate

    office.person("Ma Văn Già", "KT", "Phó Trưởng phòng", leader=True, born=PartialDate(1967, 3), allowance="0.15")
    new = NewUnit(key_of(Part("Phòng Kinh tế - Hạ tầng")), Part("Phòng Kinh tế - Hạ tầng", "Phòng", office.units["X"]))
    school = NewUnit(key_of(Part("Trường TH và THCS")), Part("Trường TH và THCS", "Trường", office.units["X"]))
    reform = Reform(
        JULY, Basis("45/QĐ-UBND", date(2026, 8, 28)), (new, school),
        (Fate(office.units["KT"], "ends", (new.key,)), Fate(key, "ends", (school.key,))),
    )  # fmt: skip
    rows = {row.name: row for row in office.see(preview, reform).people}
    assert (rows["Nông Văn Sơn"].post_since, rows["Nông Văn Sơn"].term_ends) == (JULY, date(2031, 8, 31))
    assert (rows["Hà Thị Lan"].post_since, rows["Hà Thị Lan"].term_ends) == (date(2022, 9, 1), date(2027, 8, 31))
    assert rows["Ma Văn Già"].term_ends == date(2029, 3, 31)
    assert "thời hạn chỉ đến 31/03/2029" in " ".join(one.text for one in rows["Ma Văn Già"].findings)
    assert (rows["Lê Thị Mai"].new_leader, rows["Lê Thị Mai"].term_ends, rows["Lê Thị Mai"].tone) == (False, None, "ok")
    # a lower allowance: the old one is kept six months; no post at all: it is kept too, the post ends by itself
    lower = PostRule(office.units["KT"], "Trưởng phòng", new.key, "Phó Trưởng phòng", allowance=Coefficient(15))
    none = PostRule(office.units["KT"], "Phó Trưởng phòng", None, "")
    reform = with_rule(with_rule(reform, lower), none)
    rows = {row.name: row for row in office.see(preview, reform).people}
    assert (rows["Nông Văn Sơn"].kept, rows["Nông Văn Sơn"].kept_until) == (Coefficient(25), date(2027, 2, 28))
    assert (rows["Ma Văn Già"].to, rows["Ma Văn Già"].kept, rows["Ma Văn Già"].tone) == (None, Coefficient(15), "warn")
    ran = office.do(run, reform)
    assert (ran.people, ran.moved, ran.kept) == (4, 3, 2)
    with reading(office.database, office.today) as work:
        kept = work.session.scalars(select(PreservedAllowance)).all()
        assert {(one.coefficient, one.starts, one.ends) for one in kept} == {
            (Coefficient(25), JULY, date(2027, 2, 28)), (Coefficient(15), JULY, date(2027, 2, 28)),
        }  # fmt: skip
        assert all("170/2025" in (one.basis or "") for one in kept)
        left = work.session.scalars(select(Assignment).where(Assignment.person == rows["Ma Văn Già"].person)).all()
        assert [(one.ends, one.movement) for one in left] == [(date(2026, 8, 31), None)]


def test_a_higher_post_needs_the_procedure_or_a_reason(office: Office) -> None:
    new = NewUnit(key_of(Part("Văn phòng mới")), Part("Văn phòng mới", "", office.units["X"]))
    plain = Reform(JULY, Basis(), (new,), (Fate(office.units["KT"], "ends", (new.key,)),))
    higher = PostRule(office.units["KT"], "Trưởng phòng", new.key, "Phó Chủ tịch UBND", case="HIGHER")
    before = office.dump()
    with pytest.raises(RuleBroken, match="đủ quy trình"):
        office.do(run, with_rule(plain, higher))
    assert office.dump() == before
    first = PostRule(office.units["KT"], "Chuyên viên", new.key, "Trưởng phòng", leader=True)
    with pytest.raises(InvalidInput, match="Lê Thị Mai: Trước đó không giữ chức vụ"):
        office.do(run, with_rule(plain, first))
    reason = "Đã làm quy trình, Huyện uỷ đồng ý tại Công văn 12"
    office.do(run, with_rule(with_rule(plain, replace(higher, reason=reason)), replace(first, reason=reason)))
    with reading(office.database, office.today) as work:
        assert [one.overridden for one in work.session.scalars(select(Movement))] == [reason, reason]


def test_what_stands_in_the_way_is_told_and_nothing_is_written(office: Office) -> None:
    kt, x = office.units["KT"], office.units["X"]
    new = NewUnit(key_of(Part("Phòng mới")), Part("Phòng mới", "", x))

    def refused(reform: Reform) -> str:
        before = office.dump()
        with pytest.raises(InvalidInput) as told:
            office.do(run, reform)
        assert office.dump() == before
        made = office.see(preview, reform)
        assert made.problem or made.stopped
        return str(told.value)

    plain = Reform(JULY, Basis(), (new,), (Fate(kt, "ends", (new.key,)),))
    assert "Chưa chọn đơn vị nào" in refused(Reform(JULY))
    assert "không có sau ngày sắp xếp" in refused(replace(plain, new=()))
    assert "đã có một đơn vị tên" in refused(replace(plain, new=(replace(new, part=Part("Văn phòng", "", x)),)))
    assert "còn thuộc “Xã An Bình”" in refused(replace(plain, fates=(*plain.fates, Fate(x, "ends", (new.key,)))))
    assert "chỉ có từ ngày" in refused(replace(plain, day=START))
    assert "Mã đơn vị “VP” đang dùng" in refused(replace(plain, new=(replace(new, part=Part("Mới", "", x, "VP")),)))
    assert "nằm dưới chính nó" in refused(
        replace(plain, fates=(*plain.fates, Fate(x, "moves", parent=office.units["VP"])))
    )
    office.person("Lò Văn Tới", "KT", "Chuyên viên", since=date(2026, 10, 1))
    assert "đã ghi từ ngày 01/10/2026" in refused(plain)


def test_a_decision_of_ones_own_is_left_alone_and_one_person_may_go_elsewhere(office: Office) -> None:
    kt = office.units["KT"]

    def own(work: Any) -> Key:
        person = work.session.scalars(select(Assignment.person).where(Assignment.post == "Trưởng phòng")).one()
        work.session.add(
            Assignment(
                person=person, unit=office.units["VP"], post="Chánh Văn phòng", main=True, leader=True, starts=JULY
            )
        )
        return bytes(person)

    head = office.do(own)
    new = NewUnit(key_of(Part("Phòng mới")), Part("Phòng mới", "", office.units["X"]))
    reform = Reform(JULY, Basis(), (new,), (Fate(kt, "ends", (new.key,)),))
    mai = next(row for row in office.see(preview, reform).people if row.name == "Lê Thị Mai")
    reform = with_own(reform, mai.person, PostRule(kt, "Chuyên viên", office.units["VP"], "Văn thư"))
    rows = {row.name: row for row in office.see(preview, reform).people}
    assert (rows["Nông Văn Sơn"].moves, rows["Lê Thị Mai"].to_name) == (False, "Văn phòng")
    office.do(run, reform)
    with reading(office.database, office.today) as work:
        posts = work.session.scalars(
            select(Assignment).where(Assignment.person == head).order_by(Assignment.starts)
        ).all()
        assert [(post.post, post.starts, post.ends) for post in posts] == [
            ("Trưởng phòng", START, date(2026, 8, 31)), ("Chánh Văn phòng", JULY, None),
        ]  # fmt: skip


def test_the_official_mapping_of_2025_is_proposed_by_code_or_by_name(office: Office) -> None:
    assert len(mapping()) > 10_000
    district = office.do(create_unit, CreateUnit(Part("Quận Ba Đình"), START))
    for code, name in (("00004", "Phường Trúc Bạch"), ("", "Phường Phúc Xá"), ("", "UBND phường Cống Vị")):
        office.units[name] = office.do(create_unit, CreateUnit(Part(name, "Cấp xã", district, code), START))
    found = office.see(old_communes_here, MERGED)
    assert {one.name: [(new.name, how) for new, how in one.becomes.new] for one in found} == {
        "Phường Trúc Bạch": [("Phường Ba Đình", "whole")],
        "Phường Phúc Xá": [("Phường Hồng Hà", "whole")],
        "UBND phường Cống Vị": [("Phường Ngọc Hà", "split-default"), ("Phường Giảng Võ", "split")],
    }
    reform = office.see(propose_official, MERGED, found)
    codes = {made.part.code: made.part for made in reform.new}
    assert set(codes) == {"00004", "00097", "00008", "00025"}
    assert codes["00004"].parent is None
    assert office.see(preview, reform).problem == ""
    office.do(run, reform)
    tree = {row.name: row.key for row in office.see(unit_tree, MERGED)}
    assert tree["Phường Ba Đình"] == key_of(codes["00004"])
    assert "Phường Trúc Bạch" not in tree


def test_four_thousand_people_are_moved_and_told_to_the_last(office: Office) -> None:
    from db.models import Employment, Person

    kt = office.units["KT"]

    def crowd(work: Any) -> None:
        people = work.add_many(Person, [{"full_name": f"Nguyễn Văn {number}", "sex": "nam"} for number in range(4000)])
        work.add_many(Employment, [{"person": one, "category": "CC", "starts": START} for one in people])
        work.add_many(
            Assignment,
            [
                {"person": one, "unit": kt, "post": "Chuyên viên", "main": True, "leader": False, "starts": START}
                for one in people
            ],
        )

    office.do(crowd)
    new = NewUnit(key_of(Part("Phòng mới")), Part("Phòng mới", "", office.units["X"]))
    reform = Reform(JULY, Basis(), (new,), (Fate(kt, "ends", (new.key,)),))
    told: list[tuple[int, int]] = []
    ran = office.do(run, reform, progress=lambda done, total: told.append((done, total)))
    assert ran.moved == 4002
    assert told[-1] == (4002, 4002)


def test_stopped_half_way_it_leaves_nothing(office: Office) -> None:
    from desktop_app.errors import Cancelled

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    new = NewUnit(key_of(Part("Phòng mới")), Part("Phòng mới", "", office.units["X"]))
    reform = Reform(JULY, Basis(), (new,), (Fate(office.units["KT"], "ends", (new.key,)),))
    before = office.dump()
    for service in (preview, run):
        with pytest.raises(Cancelled):
            office.do(service, reform, progress=stop)
        assert office.dump() == before
