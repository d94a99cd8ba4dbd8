"""The list on its sheet: titles, headings of several rows, sections, totals, signatures, other sheets."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.errors import InvalidInput
from desktop_app.services.intake.layout import TableLayout
from desktop_app.services.intake.plan import Plan
from desktop_app.services.intake.service import open_file

Save = Callable[..., Path]
Rows = Callable[..., Plan]
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ")
BA = (1, "Lê Văn Ba", "25/03/1979", "Chuyên viên")
TU = (2, "Lý Thị Tư", "26/04/1981", "Văn thư")


@pytest.fixture
def layout_of(save: Save) -> Callable[..., TableLayout]:
    return lambda *rows, **how: open_file(save(rows, **how)).layout


def _names(plan: Plan) -> list[str]:
    return [person.name for person in plan.people]


def test_titles_above_are_no_headings(layout_of: Callable[..., TableLayout]) -> None:
    title = "DANH SÁCH CÁN BỘ, CÔNG CHỨC (tính đến ngày 30/6/2026)"
    for merges in ((), ("A2:D2",)):
        layout = layout_of(("UBND XÃ BỘC BỐ",), (title,), (), HEAD, BA, merges=merges)
        assert (layout.header, layout.data_rows, layout.as_of) == ((4, 4), (5,), date(2026, 6, 30))
        assert [column.text for column in layout.columns] == list(HEAD)


def test_headings_of_one_to_four_rows(save: Save) -> None:
    deep = (
        ("STT", "Họ và tên", "Thông tin", None, None),
        (None, None, "Ngày, tháng, năm sinh", None, "Trình độ"),
        (None, None, "Nam", "Nữ", "Chuyên môn"),
        (None, None, None, None, "Trình độ"),
    )
    merges = ("A1:A4", "B1:B4", "C1:E1", "C2:D2", "C3:C4", "D3:D4")
    opened = open_file(save([*deep, (1, "Lê Văn Ba", "25/03/1979", None, "Đại học")], merges=merges))
    assert opened.layout.header == (1, 4)
    assert [m.target for m in opened.mapping] == ["index", "full_name", "born_male", "born_female", "qualification"]


def test_a_group_heading_that_is_not_merged(save: Save) -> None:
    rows = [("STT", "Họ và tên", "Ngày sinh", None), (None, None, "Nam", "Nữ"), (1, "Lý Thị Tư", None, "26/04/1981")]
    opened = open_file(save(rows))
    assert opened.layout.header == (1, 2)
    assert [m.target for m in opened.mapping] == ["index", "full_name", "born_male", "born_female"]


@pytest.mark.parametrize(
    "numbering", [(1, 2, 3, 4), ("A", "B", "C", "D"), ("(1)", "(2)", "(3)", "(4)"), ("A", "B", 1, 2)]
)
def test_the_numbering_row_is_nobody(layout_of: Callable[..., TableLayout], numbering: tuple[Any, ...]) -> None:
    layout = layout_of(HEAD, numbering, BA)
    assert (layout.numbering_row, layout.data_rows) == (2, (3,))


def test_a_heading_printed_again_is_nobody(plan_rows: Rows) -> None:
    assert _names(plan_rows(HEAD, BA, HEAD, TU)) == ["Lê Văn Ba", "Lý Thị Tư"]


@pytest.mark.parametrize("post", ["Trưởng phòng", "Chủ tịch UBND", "Kế toán trưởng", "Hiệu trưởng", "Giám đốc"])
def test_a_post_of_a_short_list_is_no_signature(plan_rows: Rows, post: str) -> None:
    assert _names(plan_rows(HEAD, (*BA[:3], post), TU)) == ["Lê Văn Ba", "Lý Thị Tư"]
    bare = plan_rows(HEAD[1:], (*BA[1:3], post), TU[1:])
    assert _names(bare) == ["Lê Văn Ba", "Lý Thị Tư"]
    without_days = plan_rows(
        ("Họ và tên", "Chức vụ", "Đơn vị"), ("Lê Văn Ba", post, "UBND xã"), ("Lý Thị Tư", "Văn thư", "UBND xã")
    )
    assert _names(without_days) == ["Lê Văn Ba", "Lý Thị Tư"]


@pytest.mark.parametrize("name", ["Tống Văn Minh", "Công Thị Nga", "Tòng Văn Tổng", "TỐNG VĂN MINH"])
def test_a_family_name_is_no_total(plan_rows: Rows, name: str) -> None:
    assert _names(plan_rows(HEAD, BA, (2, name, "26/04/1981", "Văn thư"))) == ["Lê Văn Ba", name]
    assert _names(plan_rows(("Họ và tên", "Đơn vị"), ("Lê Văn Ba", "A"), (name, "B")))[1:] == [name]


def test_a_day_in_words_is_no_line_of_place_and_day(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD, (1, "Lê Văn Ba", "ngày 25 tháng 3 năm 1979", "Văn thư"), TU)
    assert [str(person.values["born"]) for person in plan.people] == ["1979-03-25", "1981-04-26"]


@pytest.mark.parametrize("total", ["Cộng", "TỔNG CỘNG", "Tổng số: 2 người", "Tong cong"])
def test_totals_are_nobody(layout_of: Callable[..., TableLayout], total: str) -> None:
    layout = layout_of(HEAD, BA, (None, total, 1, None), TU)
    assert (layout.data_rows, layout.total_rows) == ((2, 4), (3,))


@pytest.mark.parametrize(
    "block",
    [
        [(None, "NGƯỜI LẬP BẢNG", None, "THỦ TRƯỞNG ĐƠN VỊ"), (), (None, "Nguyễn Thị Lan", None, "Trần Văn Bình")],
        [(None, None, "Bộc Bố, ngày 5 tháng 3 năm 2026", None), (None, "Người lập", None, "CHỦ TỊCH")],
        [("Người lập bảng", "Kế toán", None, "Thủ trưởng đơn vị"), ("Nguyễn Lan", "Lê Hoa", None, "Trần Bình")],
        [(None, "CÔNG CHỨC VĂN PHÒNG", None, "TM. ỦY BAN NHÂN DÂN"), (None, "Nguyễn Thị Lan", None, "Trần Văn Bình")],
    ],
)
def test_the_signature_block_is_nobody(plan_rows: Rows, block: list[tuple[Any, ...]]) -> None:
    plan = plan_rows(HEAD, BA, TU, (), *block)
    assert _names(plan) == ["Lê Văn Ba", "Lý Thị Tư"]
    assert not plan.findings
    assert plan.layout.footer_row == 5


def test_people_after_signatures_are_not_lost(plan_rows: Rows) -> None:
    head = (*HEAD, "Dân tộc", "Tôn giáo", "Quê quán")
    more = ("Tày", "Không", "Bộc Bố")
    signed = (None, "NGƯỜI LẬP", None, "THỦ TRƯỞNG")
    assert _names(plan_rows(head, (*BA, *more), signed, (), head, (*TU, *more))) == ["Lê Văn Ba", "Lý Thị Tư"]


def test_nested_sections_give_the_unit_and_the_one_above(plan_rows: Rows) -> None:
    plan = plan_rows(
        HEAD,
        ("A", "UBND xã Bộc Bố"),
        ("I", "Phòng Nội vụ"), BA,
        ("II", "Phòng Kinh tế"), TU,
        ("B", "Trường Tiểu học"), (3, "Bế Thị Năm", "27/05/1983", "Giáo viên"),
    )  # fmt: skip
    assert not plan.findings
    assert [(p.values["unit"], p.values.get("parent_unit")) for p in plan.people] == [
        ("Phòng Nội vụ", "UBND xã Bộc Bố"),
        ("Phòng Kinh tế", "UBND xã Bộc Bố"),
        ("Trường Tiểu học", None),
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "second"),
    [
        (("I. UBND huyện",), ("1. Phòng Nội vụ",), ("2. Phòng Tư pháp",)),
        (("I", "UBND huyện"), (1, "Phòng Nội vụ"), (2, "Phòng Tư pháp")),
        (("1. UBND huyện",), ("a) Phòng Nội vụ",), ("b) Phòng Tư pháp",)),
        (("UBND huyện",), ("Phòng Nội vụ",), ("Phòng Tư pháp",)),
    ],
)
def test_marks_of_sections(plan_rows: Rows, outer: Any, inner: Any, second: Any) -> None:
    plan = plan_rows(HEAD, outer, inner, BA, second, TU)
    assert [(p.values["unit"], p.values["parent_unit"]) for p in plan.people] == [
        ("Phòng Nội vụ", "UBND huyện"),
        ("Phòng Tư pháp", "UBND huyện"),
    ]


def test_letters_are_not_roman_numbers_when_they_follow_letters(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD, ("B", "Phòng Nội vụ"), BA, ("C", "Phòng Tư pháp"), TU)
    assert [p.values.get("parent_unit") for p in plan.people] == [None, None]


def test_a_section_may_say_how_many_it_has(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD, ("I", "Phòng Nội vụ", None, "1 người"), BA, ("II", "Trạm Y tế", 1, "1 người"), TU)
    assert [person.values["unit"] for person in plan.people] == ["Phòng Nội vụ", "Trạm Y tế"]
    assert not plan.findings


def test_a_unit_in_the_column_of_names_is_a_section_without_a_column_of_numbers_too(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD[1:], ("Phòng Nội vụ",), BA[1:], ("Trường Tiểu học Bộc Bố",), TU[1:])
    assert [person.values["unit"] for person in plan.people] == ["Phòng Nội vụ", "Trường Tiểu học Bộc Bố"]


def test_a_lone_name_is_a_person_without_data_and_no_unit(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD, BA, (None, "Bế Thị Năm"), TU)
    assert _names(plan) == ["Lê Văn Ba", "Bế Thị Năm", "Lý Thị Tư"]
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [(3, "error", "blank_required")]
    assert "unit" not in plan.people[2].values


def test_sections_do_not_override_a_column_of_units(plan_rows: Rows) -> None:
    plan = plan_rows((*HEAD, "Đơn vị"), ("I", "Khối nhà nước"), (*BA, "Phòng Nội vụ"))
    assert plan.people[0].values["unit"] == "Phòng Nội vụ"
    assert "parent_unit" not in plan.people[0].values


def test_hidden_sheets_come_last_and_can_be_named(save: Save) -> None:
    def hidden(workbook: Any) -> None:
        old = workbook.create_sheet("Cũ", 0)
        for row in (HEAD, TU, BA):
            old.append(list(row))
        old.sheet_state = "hidden"

    path = save([HEAD, BA], also=hidden)
    assert open_file(path).layout.sheet.name == "Danh sách"
    assert len(open_file(path, sheet="Cũ").layout.data_rows) == 2
    with pytest.raises(InvalidInput, match="Các trang: “Cũ”, “Danh sách”"):
        open_file(path, sheet="Không có")


def test_a_list_that_lies_only_on_a_hidden_sheet_is_found(save: Save) -> None:
    def hidden(workbook: Any) -> None:
        sheet = workbook.create_sheet("Ẩn")
        for row in (HEAD, BA):
            sheet.append(list(row))
        sheet.sheet_state = "hidden"

    assert open_file(save([("Hướng dẫn",), ("Điền vào trang sau",)], also=hidden)).layout.sheet.name == "Ẩn"


def test_of_several_sheets_the_one_with_the_best_headings(save: Save) -> None:
    def more(workbook: Any) -> None:
        sheet = workbook.create_sheet("Chính")
        for row in ((*HEAD, "Dân tộc", "Tôn giáo"), (*BA, "Tày", "Không")):
            sheet.append(list(row))

    assert open_file(save([("Họ và tên", "Ghi chú"), ("Lê Văn Ba", "x")], also=more)).layout.sheet.name == "Chính"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Tên hàng", "Số lượng"), ("Bút", 3)], "Không tìm thấy dòng tiêu đề"),
        ([HEAD], "không có dòng nào dưới tiêu đề"),
        ([], "không có ô nào có chữ"),
    ],
)
def test_a_workbook_without_a_list_is_told(save: Save, rows: list[Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        open_file(save(rows))


def test_blank_rows_between_people_are_skipped_without_a_word(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD, BA, (), (None, "  "), TU)
    assert _names(plan) == ["Lê Văn Ba", "Lý Thị Tư"]
    assert plan.layout.blank_rows == (3, 4)
    assert not plan.findings
