"""Columns that fill one record of their own per person: trainings, health, army, awards, allowances, what Person tells further."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from db.check import verify_chain, verify_replay
from db.database import Database
from db.models import Allowance, ArmyService, Award, HealthCheck, Organisation, Person, Planning, Qualification
from desktop_app.services.intake.slots import PARTY, SLOTS
from desktop_app.services.intake.targets import TARGETS

Bring = Callable[..., Any]

BASE = {"Họ và tên": "Nguyễn Văn An", "Ngày sinh": "13/02/1980", "Giới tính": "Nam", "Đơn vị": "Phòng Nội vụ"}
MORE = {
    "Trình độ chuyên môn": "Đại học",
    "Năm tốt nghiệp": 2003,
    "Xếp loại tốt nghiệp": "Khá",
    "Tình trạng sức khoẻ": "Loại II",
    "Chiều cao": "1m65",
    "Cân nặng (kg)": 58,
    "Nhóm máu": "ab",
    "Ngày nhập ngũ": "02/1999",
    "Ngày xuất ngũ": "2001",
    "Quân hàm cao nhất": "Thượng sĩ",
    "Ngày vào Đoàn": "26/03/1996",
    "Khen thưởng": "Bằng khen của Chủ tịch UBND tỉnh năm 2020",
    "Quy hoạch": "Phó Trưởng phòng Nội vụ",
    "PC khu vực": "0,3",
    "Phụ cấp công vụ (%)": 25,
    "Thâm niên nghề": "12%",
    "Công việc chính được giao": "Theo dõi tổ chức bộ máy",
    "Học hàm": "Phó giáo sư",
    "Thương binh hạng": "4/4",
}


def _sheet(sheet_of: Bring, name: str, **other: Any) -> Any:
    row = {**BASE, **MORE, **other}
    return sheet_of(tuple(row), tuple(row.values()), name=name)


def _all(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(model).order_by(model.key)))


def test_every_column_of_the_file_form_becomes_a_record(bring: Bring, sheet_of: Bring, database: Database) -> None:
    _, plan, _ = bring(_sheet(sheet_of, "mot.xlsx"))
    assert {column.heading for column in plan.mapping if not column.target} == set()
    (study,) = _all(database, Qualification)
    assert (study.level, study.ends.vietnamese, study.grade) == ("Đại học", "2003", "Khá")
    (health,) = _all(database, HealthCheck)
    assert (health.state, health.height, health.weight, health.blood_group) == ("Loại II", 165, 58, "AB")
    (army,) = _all(database, ArmyService)
    assert (army.starts.vietnamese, army.ends.vietnamese, army.highest_rank) == ("02/1999", "2001", "Thượng sĩ")
    (union,) = _all(database, Organisation)
    assert (union.name, union.starts.vietnamese) == ("Đoàn TNCS Hồ Chí Minh", "26/03/1996")
    paid = {one.kind: str(one.coefficient or one.percent) for one in _all(database, Allowance)}
    assert paid == {"Phụ cấp khu vực": "0.30", "Phụ cấp công vụ": "25.00", "Phụ cấp thâm niên nghề": "12.00"}
    (person,) = _all(database, Person)
    assert (person.main_work, person.academic_title) == ("Theo dõi tổ chức bộ máy", "Phó giáo sư")
    assert person.wounded_class == "4/4"
    raw = database.raw_reader()
    assert verify_chain(raw).trouble is None
    assert verify_replay(raw) == []
    raw.close()


def test_the_same_list_again_changes_nothing(bring: Bring, sheet_of: Bring) -> None:
    bring(_sheet(sheet_of, "mot.xlsx"))
    _, plan, imported = bring(_sheet(sheet_of, "hai.xlsx"))
    assert [(d.target, d.before, d.after) for person in plan.people for d in person.differences] == []
    assert imported.operation is None


def test_what_there_is_one_of_is_corrected_what_there_are_many_of_is_added(
    bring: Bring, sheet_of: Bring, database: Database
) -> None:
    bring(_sheet(sheet_of, "mot.xlsx"))
    later = {"Cân nặng (kg)": 61, "Khen thưởng": "Huân chương Lao động hạng Ba", "PC khu vực": "0,5"}
    bring(_sheet(sheet_of, "hai.xlsx", **later))
    assert [one.weight for one in _all(database, HealthCheck)] == [61]
    assert [one.title for one in _all(database, Award)] == [MORE["Khen thưởng"], later["Khen thưởng"]]
    assert "0.50" in {str(one.coefficient) for one in _all(database, Allowance)}
    # the older list once more: it tells no award that is not there
    _, plan, _ = bring(_sheet(sheet_of, "ba.xlsx", **{**later, "Khen thưởng": MORE["Khen thưởng"]}))
    assert plan.outcomes["same"] == 1
    assert len(_all(database, Planning)) == 1


def test_a_height_nobody_has_is_asked_about_and_not_kept(bring: Bring, sheet_of: Bring, database: Database) -> None:
    _, plan, _ = bring(_sheet(sheet_of, "mot.xlsx", **{"Chiều cao": "1650", "Cân nặng (kg)": "năm tám"}))
    said = [finding.message for finding in plan.findings if finding.kind == "measure"]
    assert said == ["Chiều cao “1650” phải là số từ 80 đến 230 cm.", "Cân nặng “năm tám” phải là số từ 25 đến 250 kg."]
    (health,) = _all(database, HealthCheck)
    assert (health.height, health.weight) == (None, None)


def test_every_target_of_a_record_is_declared_once() -> None:
    named = [target for slot in (*SLOTS, PARTY) for target in slot.targets]
    assert len(named) == len(set(named))
    assert set(named) <= TARGETS.keys()
