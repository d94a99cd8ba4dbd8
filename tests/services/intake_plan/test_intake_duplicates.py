"""The same person twice: inside the file and against the register."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from db.values import PartialDate
from desktop_app.services.intake.duplicates import KnownPeople, KnownPerson, inside
from desktop_app.services.intake.plan import Answers, Plan

Planner = Callable[..., Plan]
KEY, OTHER_KEY = bytes(range(16)), bytes(range(16, 32))
LANH: Mapping[str, Any] = {
    "full_name": "Trần Thị Lành",
    "sex": "nu",
    "born": PartialDate(1979, 3, 25),
    "personal_number": "006179000011",
    "unit": "Phòng Nội vụ",
}


def _twice(**changed: Any) -> list[tuple[str, str, int]]:
    found = inside([(12, LANH), (13, {**LANH, "full_name": "Lý Văn Thuận", "personal_number": "006084000022"})])
    assert not found
    found = inside([(12, LANH), (40, {**LANH, **changed})])
    return [(note.level, note.kind, earlier) for row, (note, earlier) in found.items() if row == 40]


@pytest.mark.parametrize(
    ("changed", "level", "kind"),
    [
        ({}, "error", "dup_exact"),
        ({"full_name": "Trần Thị Lanh"}, "error", "dup_exact"),
        ({"unit": "Phòng Tư pháp"}, "error", "dup_same_cccd_other_unit"),
        ({"full_name": "Lý Thị Hoa"}, "error", "dup_cccd_other_name"),
        ({"personal_number": None}, "error", "dup_name_birth_no_cccd"),
        ({"personal_number": None, "unit": "Phòng Tư pháp"}, "error", "dup_name_birth_no_cccd"),
    ],
)
def test_a_row_repeated_points_at_the_earlier_one(changed: dict[str, Any], level: str, kind: str) -> None:
    assert _twice(**changed) == [(level, kind, 12)]


@pytest.mark.parametrize(
    "changed",
    [
        {"personal_number": "006179000099"},
        {"personal_number": None, "born": PartialDate(1979, 3, 26)},
        {"personal_number": None, "sex": "nam"},
    ],
)
def test_namesakes_are_two_people(changed: dict[str, Any]) -> None:
    assert _twice(**changed) == []


def test_old_and_new_tone_placement_are_one_name() -> None:
    hoa = {**LANH, "full_name": "Lê Thị Hoà", "personal_number": None}
    found = inside([(5, hoa), (9, {**hoa, "full_name": "Lê Thị Hòa", "unit": "Phòng Tư pháp"})])
    assert [note.kind for note, _ in found.values()] == ["dup_name_birth_no_cccd"]


def test_a_year_alone_is_only_a_doubt_and_only_in_one_unit() -> None:
    year = {**LANH, "born": PartialDate(1979), "personal_number": None}
    same = inside([(5, year), (9, {**year, "home_town": "Na Rì"})])
    assert [(note.level, note.kind) for note, _ in same.values()] == [("warn", "dup_name_year")]
    assert not inside([(5, year), (9, {**year, "unit": "Phòng Tư pháp"})])


def _likeness(known: Mapping[str, Any], values: Mapping[str, Any]) -> int:
    found = KnownPeople((KnownPerson(KEY, known),)).likeness(values)
    assert found is None or found.reasons
    return found.score if found else 0


@pytest.mark.parametrize(
    ("changed", "least", "most"),
    [
        ({}, 100, 100),
        ({"unit": "Phòng Tư pháp", "born": PartialDate(1980)}, 100, 100),
        ({"full_name": "Trần Thị Thanh Lành"}, 50, 89),
        ({"personal_number": None}, 90, 99),
        ({"personal_number": None, "unit": "Phòng Tư pháp"}, 50, 89),
        ({"personal_number": None, "born": PartialDate(1979), "unit": None}, 50, 89),
        ({"personal_number": None, "born": PartialDate(1981)}, 0, 0),
        ({"personal_number": "006179000099"}, 0, 0),
        ({"full_name": "Lý Văn Thuận", "personal_number": "006084000022"}, 0, 0),
    ],
)
def test_scores_against_the_register(changed: dict[str, Any], least: int, most: int) -> None:
    assert least <= _likeness(LANH, {**LANH, **changed}) <= most


def test_an_old_card_finds_its_holder() -> None:
    known = {**LANH, "personal_number": None, "old_id_number": "079000011"}
    assert _likeness(known, {**LANH, "old_id_number": "079000011", "born": None}) >= 90


def _lanh(**changed: Any) -> dict[str, Any]:
    person: dict[str, Any] = {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/03/1979", "Giới tính": "Nữ"}
    return {**person, "Số CCCD": "006179000011", "Đơn vị công tác": "Phòng Nội vụ", **changed}


def test_a_known_person_is_the_same_or_changed_field_by_field(plan_sheet: Planner) -> None:
    known = [KnownPerson(KEY, LANH)]
    same = plan_sheet([_lanh()], known=known).people[0]
    assert (same.outcome, same.key, same.differences) == ("same", KEY, ())
    changed = plan_sheet([_lanh(**{"Đơn vị công tác": "Phòng Tư pháp", "Dân tộc": "Tày"})], known=known).people[0]
    assert changed.outcome == "changed"
    told = {(one.target, one.before, one.after) for one in changed.differences}
    assert told == {("unit", "Phòng Nội vụ", "Phòng Tư pháp"), ("ethnic", None, "Tày")}


def test_a_blank_cell_sets_nothing_to_empty(plan_sheet: Planner) -> None:
    known = [KnownPerson(KEY, {**LANH, "ethnic": "Tày"})]
    person = plan_sheet([_lanh(**{"Dân tộc": None})], known=known).people[0]
    assert person.outcome == "same"


def test_a_doubtful_person_waits_for_the_clerk(plan_sheet: Planner) -> None:
    known = [KnownPerson(KEY, LANH)]
    people = [_lanh(**{"Số CCCD": None, "Đơn vị công tác": "Phòng Tư pháp"})]
    doubted = plan_sheet(people, known=known).people[0]
    assert (doubted.outcome, doubted.key) == ("doubtful", KEY)
    assert doubted.reasons
    same = plan_sheet(people, known=known, answers=Answers(people={4: "same"})).people[0]
    assert (same.outcome, same.key) == ("changed", KEY)
    new = plan_sheet(people, known=known, answers=Answers(people={4: "new"})).people[0]
    assert (new.outcome, new.key) == ("new", None)
    left = plan_sheet(people, known=known, answers=Answers(people={4: "left_out"})).people[0]
    assert left.outcome == "left_out"


def test_a_repeated_row_is_left_out_unless_the_clerk_says_new(plan_sheet: Planner) -> None:
    people = [_lanh(), _lanh()]
    plan = plan_sheet(people)
    (finding,) = plan.findings
    assert (finding.row, finding.col, finding.level, finding.kind, finding.of_row) == (5, None, "error", "dup_exact", 4)
    assert "dòng 4" in finding.message
    assert [person.outcome for person in plan.people] == ["new", "left_out"]
    answered = plan_sheet(people, answers=Answers(people={5: "new"}))
    assert [person.outcome for person in answered.people] == ["new", "new"]
    assert not answered.findings
