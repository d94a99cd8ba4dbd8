"""Workbooks as offices really make them; each habit that once misled the import has its own workbook here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import PartyMembership, SourceRow, UnitState
from desktop_app.services.intake.plan import Plan
from desktop_app.services.intake.service import Imported, Opened

Rows = Callable[..., Plan]
Bring = Callable[..., tuple[Plan, Imported]]

HEADS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Đơn vị công tác",
    "Chức vụ",
    "Mã ngạch",
    "Bậc",
    "Hệ số",
)
PEOPLE: tuple[tuple[Any, ...], ...] = (
    (1, "Vi Thị Hường", "14/02/1976", "Nữ", "006176000101", "Phòng Y tế", "Trưởng phòng", "01.003", 6, 3.99),
    (2, "Sầm Văn Toản", "27/09/1981", "Nam", "006081000102", "Phòng Y tế", "Chuyên viên", "01.003", 4, 3.33),
    (3, "Đinh Thị Nhàn", "19/05/1990", "Nữ", "006190000103", "Phòng Y tế", "Chuyên viên", "01.003", 2, 2.67),
    (4, "Lục Văn Páo", "31/12/1969", "Nam", "006069000104", "Thanh tra", "Thanh tra viên", "04.025", 5, 3.66),
    (5, "Giàng Thị Sua", "08/07/1994", "Nữ", "006194000105", "Thanh tra", "Thanh tra viên", "04.025", 2, 2.67),
)


def people(**changes: tuple[int, Any]) -> list[list[Any]]:
    """The people with single cells changed: heading letter → (place of the person, cell)."""
    made = [list(person) for person in PEOPLE]
    for letter, (place, cell) in changes.items():
        made[place][ord(letter) - ord("A")] = cell
    return made


def names(plan: Plan) -> list[str]:
    return [person.name for person in plan.people]


def told(plan: Plan) -> list[tuple[int, int | None, str, str]]:
    return [(finding.row, finding.col, finding.level, finding.kind) for finding in plan.findings]


def test_the_list_the_others_are_made_from_is_clean(plan_rows: Rows) -> None:
    assert not plan_rows(HEADS, *PEOPLE).findings


@pytest.mark.parametrize(
    ("first", "second", "merges"),
    [
        ("Họ và tên", None, ["B3:C3"]),
        ("Họ và tên", None, []),
        ("Họ đệm", "Tên", []),
        ("Họ và tên đệm", "Tên", []),
        ("Họ", "Tên", []),
    ],
)
def test_a_name_in_two_columns_is_one_name(plan_rows: Rows, first: str, second: str | None, merges: list[str]) -> None:
    split = [(number, *name.rsplit(" ", 1), *rest) for number, name, *rest in PEOPLE]
    plan = plan_rows(("DANH SÁCH",), (), ("STT", first, second, *HEADS[2:]), *split, merges=merges)
    assert names(plan) == [person[1] for person in PEOPLE]
    assert told(plan) == [(3, 2, "fixed", "name_joined")]


def test_a_column_of_sexes_beside_the_names_is_no_part_of_them(plan_rows: Rows) -> None:
    beside = [(number, name, sex, born, sex, *rest) for number, name, born, sex, *rest in PEOPLE]
    plan = plan_rows(("STT", "Họ và tên", None, *HEADS[2:]), *beside)
    assert names(plan) == [person[1] for person in PEOPLE]


def test_family_names_without_given_names_are_told(plan_rows: Rows) -> None:
    plan = plan_rows(("STT", "Họ đệm", *HEADS[2:]), *PEOPLE)
    assert told(plan) == [(1, 2, "warn", "name_without_given")]


def test_a_unit_merged_down_is_everybodys(bring: Bring, save: Callable[..., Path], database: Database) -> None:
    rows = people(F=(1, None))
    rows[2][5] = rows[4][5] = None
    plan, _ = bring(save([HEADS, *rows], merges=["F2:F4", "F5:F6"]))
    assert not plan.findings
    assert [person.values["unit"] for person in plan.people] == ["Phòng Y tế"] * 3 + ["Thanh tra"] * 2
    with database.read() as session:
        # what is kept as the source is the file's own row, in which the cell is blank
        cells = session.scalars(select(SourceRow.cells).where(SourceRow.row == 3)).one()
    assert "Phòng Y tế" not in cells


def test_a_person_over_two_merged_rows_is_not_doubled(plan_rows: Rows) -> None:
    rows: list[Sequence[Any]] = []
    for person in PEOPLE:
        rows += [(*person, "Đại học"), (*[None] * 10, "Thạc sĩ")]
    merges = [f"{letter}{row}:{letter}{row + 1}" for row in range(2, 12, 2) for letter in "ABCDEFGHIJ"]
    plan = plan_rows((*HEADS, "Trình độ chuyên môn"), *rows, merges=merges)
    assert [person.outcome for person in plan.people] == ["new", "left_out"] * 5
    assert not any(kind.startswith("dup_") for _, _, _, kind in told(plan))


@pytest.mark.parametrize("word", ["nt", "-nt-", "n.t", "Như trên", " như  trên "])
def test_the_words_as_above_are_taken_so(plan_rows: Rows, word: str) -> None:
    plan = plan_rows(HEADS, *people(F=(2, word), G=(2, word)))
    assert (plan.people[2].values["unit"], plan.people[2].values["post"]) == ("Phòng Y tế", "Chuyên viên")
    assert told(plan) == [(4, 6, "fixed", "ditto"), (4, 7, "fixed", "ditto")]


@pytest.mark.parametrize("sign", ['"', "”", "''", "//", "〃"])
def test_a_sign_for_as_above_is_asked_about(plan_rows: Rows, sign: str) -> None:
    plan = plan_rows(HEADS, *people(G=(4, sign)))
    assert "post" not in plan.people[4].values
    assert told(plan) == [(6, 7, "warn", "ditto")]
    assert plan.findings[0].proposal == "Thanh tra viên"
    taken = plan_rows(HEADS, *people(G=(4, sign)), answers={"accept_all": True})
    assert taken.people[4].values["post"] == "Thanh tra viên"


def test_as_above_on_the_first_row_has_nothing_above(plan_rows: Rows) -> None:
    plan = plan_rows(HEADS, *people(G=(0, "như trên")))
    assert "post" not in plan.people[0].values
    assert told(plan) == [(2, 7, "warn", "ditto")]


def test_codes_under_the_heading_of_rank_names_are_checked_as_codes(plan_rows: Rows) -> None:
    heads = [*HEADS]
    heads[7] = "Ngạch"
    plan = plan_rows(heads, *people(J=(3, 3.99)))
    assert plan.people[0].values["rank_code"] == "01.003"
    assert told(plan) == [(5, 10, "error", "he_so_not_in_rank")]


def test_names_under_the_heading_of_rank_codes_are_names(plan_rows: Rows) -> None:
    rows = [[*person] for person in PEOPLE]
    for row in rows:
        row[7] = {"01.003": "Chuyên viên", "04.025": "Thanh tra viên"}[row[7]]
    plan = plan_rows(HEADS, *rows)
    assert plan.people[4].values["rank_name"] == "Thanh tra viên"
    assert not plan.findings


def test_a_second_list_in_the_workbook_is_not_passed_over_in_silence(plan_rows: Rows) -> None:
    def also(workbook: Any) -> None:
        sheet = workbook.create_sheet("Hợp đồng")
        sheet.append(("STT", "Họ và tên", "Ngày sinh"))
        sheet.append((1, "Hạng Thị Mẩy", "03/03/1993"))
        workbook.create_sheet("Ghi chú").append(("Không có danh sách",))

    plan = plan_rows(HEADS, *PEOPLE, also=also)
    assert told(plan) == [(1, None, "warn", "other_sheet")]
    assert "“Hợp đồng”" in plan.findings[0].message
    assert "1 người" in plan.findings[0].message


def test_ticks_under_a_group_mean_their_heading(plan_rows: Rows) -> None:
    top = (*HEADS, "Trình độ chuyên môn", None, None, "Lý luận chính trị", None)
    low = (*[None] * 10, "Thạc sĩ", "Đại học", "Trung cấp", "Cao cấp", "Trung cấp")
    ticks = [
        ("x", None, None, "x", None),
        (None, "X", None, None, "x"),
        (None, "x", None, None, None),
        (None, None, 1, None, "v"),
    ]
    rows = [(*person, *tick) for person, tick in zip(PEOPLE, [*ticks, ("x", "x", None, None, None)], strict=True)]
    merges = ["K1:M1", "N1:O1", *(f"{letter}1:{letter}2" for letter in "ABCDEFGHIJ")]
    plan = plan_rows(top, low, *rows, merges=merges)
    levels = [person.values.get("qualification") for person in plan.people]
    assert levels[:4] == ["Thạc sĩ", "Đại học", "Đại học", "Trung cấp"]
    assert [person.values.get("political_theory") for person in plan.people] == [
        "Cao cấp",
        "Trung cấp",
        None,
        "Trung cấp",
        None,
    ]
    # two ticks are no level: asked
    assert told(plan) == [(7, 11, "warn", "catalog_unknown")]


def test_a_ticked_member_of_the_party_is_one_and_stays_one(
    bring: Bring, save: Callable[..., Path], database: Database
) -> None:
    rows = [(*person, tick) for person, tick in zip(PEOPLE, ("x", None, "x", "x", None), strict=True)]
    path = save([(*HEADS, "Đảng viên"), *rows])
    plan, _ = bring(path)
    assert not plan.findings
    with database.read() as session:
        assert len(session.scalars(select(PartyMembership)).all()) == 3
    again, imported = bring(path)
    assert (again.outcomes["same"], imported.operation) == (5, None)


@pytest.mark.parametrize(
    "section",
    [
        "Phòng Y tế (3 người)",
        "Phòng Y tế: 3 người",
        "Phòng Y tế - 03 đồng chí",
        "Phòng Y tế (03)",
        "Phòng Y tế (gồm 3 công chức)",
    ],
)
def test_how_many_a_section_has_is_no_part_of_its_name(plan_rows: Rows, section: str) -> None:
    heads = [head for head in HEADS if head != "Đơn vị công tác"]
    rows = [[*person[:5], *person[6:]] for person in PEOPLE]
    plan = plan_rows(heads, ("I", section), *rows[:3], ("II", "Thanh tra số 2"), *rows[3:])
    assert [person.values["unit"] for person in plan.people] == ["Phòng Y tế"] * 3 + ["Thanh tra số 2"] * 2


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_csv_typed_with_an_old_font(
    tmp_path: Path, opened_plan: Callable[..., tuple[Opened, Plan]], encoding: str
) -> None:
    lines = ["STT;Họ và tên;Ngày sinh;Giới tính;Đơn vị công tác"]
    lines += [f"{number};{name};{born};{sex};{unit}" for number, name, born, sex, _, unit, *_ in PEOPLE]
    path = tmp_path / "cu.csv"
    path.write_bytes("\r\n".join(lines).translate(_written_in(encoding)).encode("cp1252"))
    _, plan = opened_plan(path)
    assert names(plan) == [person[1] for person in PEOPLE]
    assert [person.values["unit"] for person in plan.people] == [person[5] for person in PEOPLE]
    assert {finding.kind for finding in plan.findings} == {f"legacy_{encoding}"}


def _written_in(encoding: str) -> dict[int, str]:
    from desktop_app.services.catalogs import read_rows

    column = {"tcvn3": "tcvn3_byte_hex", "vni": "vni_win_seen_as_cp1252"}[encoding]
    table = {}
    for row in read_rows("legacy_encodings.csv"):
        if row[column] and row["char"] != row[column]:
            code = bytes.fromhex(row[column]).decode("cp1252", "ignore") if encoding == "tcvn3" else row[column]
            table[ord(row["char"])] = code
    return table


@pytest.mark.parametrize("wrong", ["Phòng Y tê", "Phòng Ytế", "Trung tâm Truyền thôngg"])
def test_a_unit_nearly_like_anothers_is_asked_about(plan_rows: Rows, wrong: str) -> None:
    right = "Trung tâm Truyền thông" if wrong.startswith("Trung") else "Phòng Y tế"
    rows = [[*person] for person in PEOPLE]
    for row, unit in zip(rows, [right, right, right, wrong, "Thanh tra"], strict=True):
        row[5] = unit
    plan = plan_rows(HEADS, *rows)
    if wrong == "Phòng Ytế":
        assert not plan.findings  # another number of words is another name
        return
    assert told(plan) == [(5, 6, "warn", "unit_like_another")]
    assert (plan.findings[0].value, plan.findings[0].proposal) == (wrong, right)
    taken = plan_rows(HEADS, *rows, answers={"accept_all": True})
    assert taken.people[3].values["unit"] == right


@pytest.mark.parametrize("other", ["Trường Tiểu học số 2", "Thanh tra tỉnh", "PHÒNG Y TẾ", "Phòng Ý tế khác"])
def test_other_units_are_other_units(plan_rows: Rows, other: str) -> None:
    rows = [[*person] for person in PEOPLE]
    first = "Trường Tiểu học số 1" if "số 2" in other else "Phòng Y tế"
    for row, unit in zip(rows, [first, first, first, first, other], strict=True):
        row[5] = unit
    assert not plan_rows(HEADS, *rows).findings


def test_a_unit_nearly_like_one_of_the_register_is_asked_about(bring: Bring, save: Callable[..., Path]) -> None:
    bring(save([HEADS, *PEOPLE]))
    more = (1, "Hà Văn Bính", "22/04/1987", "Nam", "006087000106", "Thanhh tra", "Chuyên viên", "01.003", 3, 3.0)
    plan, _ = bring(save([HEADS, more], name="them.xlsx"))
    assert told(plan) == [(2, 6, "warn", "unit_like_another")]
    assert plan.findings[0].proposal == "Thanh tra"


def test_units_that_differ_in_their_marks_are_two(bring: Bring, save: Callable[..., Path], database: Database) -> None:
    rows = [[*person] for person in PEOPLE]
    for row, unit in zip(rows, ["Xã Tân Lập", "Xã Tân Lập", "Xã Tân Lạp", "Xã Tân Lạp", "Xã Tân Lập"], strict=True):
        row[5] = unit
    bring(save([HEADS, *rows]))
    with database.read() as session:
        assert sorted(session.scalars(select(UnitState.name)))[-2:] == ["Xã Tân Lạp", "Xã Tân Lập"]


@pytest.mark.parametrize(
    ("cell", "meant", "level"),
    [
        ("Bà Đinh Thị Nhàn", "Đinh Thị Nhàn", "warn"),
        ("Ông Lục Văn Páo", None, ""),
        ("Ông Nguyễn Văn Páo", "Nguyễn Văn Páo", "warn"),
        ("Đ/c Sầm Văn Toản", "Sầm Văn Toản", "warn"),
        ("ThS. Giàng Thị Sua", "Giàng Thị Sua", "warn"),
        ("Giàng Thị Sua (nghỉ thai sản)", "Giàng Thị Sua", "warn"),
        ("4. Lục Văn Páo", "Lục Văn Páo", "error"),
    ],
)
def test_what_is_written_with_a_name_is_asked_about(plan_rows: Rows, cell: str, meant: str | None, level: str) -> None:
    plan = plan_rows(HEADS, *people(B=(2, cell)))
    assert [(finding.level, finding.proposal) for finding in plan.findings] == ([(level, meant)] if meant else [])


def test_a_web_page_whose_cells_reach_down(tmp_path: Path, opened_plan: Callable[..., tuple[Opened, Plan]]) -> None:
    lines = ["".join(f"<th>{head}</th>" for head in HEADS)]
    for place, person in enumerate(PEOPLE):
        down = {0: 3, 3: 2}.get(place)
        cells = [f"<td>{cell}</td>" for cell in person]
        cells[5] = f"<td rowspan='{down}'>{person[5]}</td>" if down else ""
        lines.append("".join(cells))
    path = tmp_path / "bao-cao.xls"
    path.write_text("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>", encoding="utf-8")
    _, plan = opened_plan(path)
    assert not plan.findings
    assert [(p.values["unit"], p.values["post"]) for p in plan.people] == [(p[5], p[6]) for p in PEOPLE]


def test_a_row_numbered_beforehand_is_no_section(plan_rows: Rows) -> None:
    heads = [head for head in HEADS if head != "Đơn vị công tác"]
    rows = [[*person[:5], *person[6:]] for person in PEOPLE]
    plan = plan_rows(heads, ("I", "Phòng Y tế"), *rows[:2], (3,), ("4.",), *rows[2:], (9,), (10,))
    assert [person.values["unit"] for person in plan.people] == ["Phòng Y tế"] * 5
    assert not plan.findings


@pytest.mark.parametrize("remark", ["* Đ/c Toản đang đi học", "Ghi chú: số liệu cột 5 theo CCCD mới", "Trong đó: 2 nữ"])
def test_a_remark_between_people_is_no_section(plan_rows: Rows, remark: str) -> None:
    heads = [head for head in HEADS if head != "Đơn vị công tác"]
    rows = [[*person[:5], *person[6:]] for person in PEOPLE]
    plan = plan_rows(heads, ("I", "Phòng Y tế"), *rows[:2], (remark,), *rows[2:])
    assert [person.values["unit"] for person in plan.people] == ["Phòng Y tế"] * 5


def test_men_and_women_counted_are_nobody(plan_rows: Rows) -> None:
    plan = plan_rows(HEADS, *PEOPLE, (None, None, None, "Nam: 2", "Nữ: 3"))
    assert len(plan.people) == 5
    assert not plan.findings


@pytest.mark.parametrize("name", ["Chu Tích", "Chu Tịch", "Trương Phong", "Trương Phong Nhã"])
def test_people_called_like_a_signers_title(plan_rows: Rows, name: str) -> None:
    plan = plan_rows(("STT", "Họ và tên", "Chức vụ"), (1, "Vi Thị Hường", "Phó phòng"), (2, name, "Chuyên viên"))
    assert names(plan) == ["Vi Thị Hường", name]


def test_a_second_list_with_its_columns_elsewhere_is_not_read_as_the_first(plan_rows: Rows) -> None:
    second = ("STT", "Họ và tên", "Số CCCD", "Giới tính", "Ngày sinh")
    plan = plan_rows(
        HEADS, *PEOPLE, (), ("LAO ĐỘNG HỢP ĐỒNG",), second, (1, "Hạng A Dế", "006080000199", "Nam", "01/02/1980")
    )
    assert names(plan) == [person[1] for person in PEOPLE]
    assert told(plan) == [(9, None, "error", "other_list")]


@pytest.mark.parametrize("heading", ["Hệ số lương hiện hưởng", "Hệ số hiện hưởng", "HS lương"])
def test_a_coefficient_by_its_usual_names(plan_rows: Rows, heading: str) -> None:
    plan = plan_rows((*HEADS[:9], heading), *people(J=(1, 3.45)))
    assert told(plan) == [(3, 10, "error", "he_so_not_in_rank")]


def test_true_and_false_are_ticks_of_members(plan_rows: Rows) -> None:
    rows = [(*person, tick) for person, tick in zip(PEOPLE, (True, False, True, None, False), strict=True)]
    plan = plan_rows((*HEADS, "Đảng viên"), *rows)
    assert [person.values.get("party_member") for person in plan.people] == ["có", None, "có", None, None]
    assert not plan.findings
