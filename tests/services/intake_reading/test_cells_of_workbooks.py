"""Dates, numbers, old encodings and lists as they come out of real cells, column by column."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.catalogs import read_rows
from desktop_app.services.intake.plan import EMPTY, Plan
from desktop_app.services.intake.service import open_file

Rows = Callable[..., Plan]
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số CCCD", "Hệ số", "Trình độ phổ thông")
NAMES = ("Lê Văn Ba", "Lý Thị Tư", "Bế Thị Năm", "Nông Văn Sáu", "Mã Thị Bảy", "Đàm Văn Tám")


def _column(place: int, *cells: Any) -> list[tuple[Any, ...]]:
    """People whose only remarkable cells stand in one column."""
    rows: list[tuple[Any, ...]] = [HEAD]
    for number, (name, cell) in enumerate(zip(NAMES, cells, strict=False), 1):
        row = [number, name, f"{12 + number}/03/1979", None, None, 2.34, None]
        row[place] = cell
        rows.append(tuple(row))
    return rows


def _told(plan: Plan) -> list[tuple[int, int | None, str, str, Any, Any]]:
    return [(f.row, f.col, f.level, f.kind, f.value, f.proposal) for f in plan.findings]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (date(2004, 6, 5), "2004-06-05"),
        (datetime(2004, 6, 5, 7, 30), "2004-06-05"),  # noqa: DTZ001 - cells have no time zone
        ("5/6/2004", "2004-06-05"),
        ("'05/06/2004", "2004-06-05"),
        ("０５/０６/２００４", "2004-06-05"),
        ("05\u00a0/ 06 / 2004", "2004-06-05"),
        ("6/2004", "2004-06"),
        ("2004", "2004"),
        (2004, "2004"),
    ],
)
def test_a_date_cell(plan_rows: Rows, cell: Any, stored: str) -> None:
    plan = plan_rows(*_column(3, "15/06/2004", cell))
    assert str(plan.people[1].values["party_joined"]) == stored
    assert not plan.findings


@pytest.mark.parametrize(
    ("cell", "level", "kind", "value", "proposal"),
    [
        (38143, "fixed", "date_serial", "2004-06-05", None),
        ("38143", "warn", "date_digits", None, "2004-06-05"),
        ("5/6/04", "warn", "date_two_digit_year", None, "2004-06-05"),
        ("5/6/89", "warn", "date_two_digit_year", None, "1989-06-05"),
        ("30/02/2004", "error", "date_impossible", None, None),
        ("06/25/2004", "error", "date_impossible", None, "2004-06-25"),
        ("hôm qua", "error", "date_unreadable", None, None),
        (date(1905, 6, 26), "warn", "date_was_year", None, "2004"),
    ],
)
def test_a_date_cell_to_speak_of(plan_rows: Rows, cell: Any, level: str, kind: str, value: Any, proposal: Any) -> None:
    # enough days that come first for one other to be that cell's own mistake
    days = [f"{day}/06/2004" for day in range(14, 26)]
    rows = [HEAD[:4], *((n, f"Lê Văn {chr(64 + n)}", "20/03/1979", day) for n, day in enumerate(days, 1))]
    plan = plan_rows(*rows, (13, "Lý Thị Tư", "20/03/1979", cell))
    assert _told(plan) == [(14, 4, level, kind, value, proposal)]


def test_the_birth_column_has_a_pivot_of_its_own(plan_rows: Rows) -> None:
    plan = plan_rows(HEAD[:3], (1, "Lê Văn Ba", "25/3/79"), (2, "Lý Thị Tư", "26/4/11"), (3, "Bế Thị Năm", "27/4/08"))
    assert [f.proposal for f in plan.findings if f.kind == "date_two_digit_year"] == [
        "1979-03-25",
        "1911-04-26",
        "2008-04-27",
    ]


def test_the_ambiguous_column_is_one_question_and_the_answer_holds(plan_rows: Rows) -> None:
    rows = [HEAD[:4], *((n, name, date(1979, 3, 10 + n), f"0{n}/1{n - 1}/2004") for n, name in enumerate(NAMES[:3], 1))]
    plan = plan_rows(*rows)
    (question,) = plan.questions
    assert (question.col, question.kind, question.assumed) == (4, "date_order", "dmy")
    assert [str(p.values["party_joined"]) for p in plan.people] == ["2004-10-01", "2004-11-02", "2004-12-03"]
    answered = plan_rows(*rows, answers={"orders": {4: "mdy"}})
    assert [str(p.values["party_joined"]) for p in answered.people] == ["2004-01-10", "2004-02-11", "2004-03-12"]
    assert not answered.findings


def test_month_first_is_asked_and_its_neighbours_wait_for_the_answer(plan_rows: Rows) -> None:
    rows = [HEAD[:4], (1, "Lê Văn Ba", "03/25/1979", "03/04/2001"), (2, "Lý Thị Tư", "04/05/1981", "05/04/2001")]
    plan = plan_rows(*rows)
    assert [(q.col, q.assumed) for q in plan.questions] == [(3, "mdy"), (4, "mdy")]
    assert [(f.row, f.col, f.level) for f in plan.findings] == [(1, 3, "warn"), (1, 4, "warn")]
    answered = plan_rows(*rows, answers={"orders": {3: "mdy"}})
    assert not answered.questions
    assert str(answered.people[0].values["party_joined"]) == "2001-03-04"
    apart = plan_rows(*rows, answers={"orders": {3: "mdy", 4: "dmy"}})
    assert str(apart.people[0].values["party_joined"]) == "2001-04-03"


@pytest.mark.parametrize(
    ("cell", "level", "kind", "value", "proposal"),
    [
        ("'006079000011", "fixed", "apostrophe", "006079000011", None),
        ("００６０７９００００１１", "fixed", "look_alike", "006079000011", None),
        (6079000011, "warn", "cccd_lost_zero", None, "006079000011"),
        ("6.079E+09", "error", "cccd_not_digits", None, None),
        ("6,07900001E+10", "error", "cccd_not_digits", None, None),
        ("０７９６７０１０２", "warn", "cccd_9_digits_old_cmnd", "079670102", None),
        ("00607900001", "error", "cccd_short", None, None),
        ("00607900001111", "error", "cccd_14_digits", None, None),
    ],
)
def test_a_citizens_number(plan_rows: Rows, cell: Any, level: str, kind: str, value: Any, proposal: Any) -> None:
    plan = plan_rows(*_column(4, "031079000021", cell))
    told = _told(plan)
    assert told == [(3, 5, level, kind, value, proposal)]
    kept = plan.people[1].values.get("old_id_number")
    assert kept == ("079670102" if kind == "cccd_9_digits_old_cmnd" else None)


@pytest.mark.parametrize("cell", [3.33, "3,33", "3.33", " 3,33 ", "'3,33", "３,３３", "3 ,33"])
def test_a_coefficient_however_it_is_typed(plan_rows: Rows, cell: Any) -> None:
    plan = plan_rows(*_column(5, 2.34, cell))
    assert str(plan.people[1].values["coefficient"]) == "3.33"
    assert not plan.findings


@pytest.mark.parametrize(
    ("cell", "kind", "proposal"),
    [(333, "coefficient_too_large", 3.33), ("3,33a", "number_unreadable", None), ("########", "cell_hashes", None)],
)
def test_a_coefficient_to_refuse(plan_rows: Rows, cell: Any, kind: str, proposal: Any) -> None:
    assert _told(plan_rows(*_column(5, 2.34, cell))) == [(3, 6, "error", kind, None, proposal)]


@pytest.mark.parametrize("cell", ["THPT", "Tốt nghiệp THPT", "TN THPT", "Trung học phổ thông", "Cấp III", "PTTH"])
def test_a_school_leaver_is_asked_about_as_12_of_12(plan_rows: Rows, cell: str) -> None:
    plan = plan_rows(*_column(6, "12/12", cell))
    assert _told(plan) == [(3, 7, "warn", "catalog_unknown", cell, "12/12")]
    taken = plan_rows(*_column(6, "12/12", cell), answers={"accept_all": True})
    assert taken.people[1].values["general_education"] == "12/12"


def test_a_name_with_the_mark_of_a_text_cell(plan_rows: Rows) -> None:
    plan = plan_rows(*_column(1, "'Lê Văn Ba", "H'Hen Niê"))
    assert [person.name for person in plan.people] == ["Lê Văn Ba", "H'Hen Niê"]
    assert [(f.row, f.level, f.kind) for f in plan.findings] == [(2, "fixed", "apostrophe")]


def _seen(text: str, column: str) -> str:
    table = {row["char"]: row[column] for row in read_rows("legacy_encodings.csv") if row[column]}
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("column", "kind"), [("tcvn3_seen_as_cp1252", "legacy_tcvn3"), ("vni_win_seen_as_cp1252", "legacy_vni")]
)
def test_one_column_in_an_old_encoding_beside_unicode(plan_rows: Rows, column: str, kind: str) -> None:
    names = ("Nguyễn Thị Hằng", "Trần Công Hải", "Phạm Quốc Đạt", "Lý Thị Thuỷ", "Bế Văn Kiên")
    head = ("STT", "Họ và tên", "Ngày sinh", "Quê quán")
    places = ("xã Bộc Bố", "xã Nghiên Loan", "phường Đức Xuân", "xã Giáo Hiệu", "xã Cổ Linh")
    rows = [
        (n, _seen(name, column), f"2{n}/03/1979", place)
        for n, (name, place) in enumerate(zip(names, places, strict=True), 1)
    ]
    plan = plan_rows(head, *rows)
    assert [person.name for person in plan.people] == list(names)
    assert [person.values["home_town"] for person in plan.people] == list(places)
    assert [(f.row, f.col, f.level, f.kind) for f in plan.findings] == [(1, 2, "fixed", kind)]
    samples = plan.encodings[2].samples
    assert (samples[0][0], samples[0][1].casefold()) == (rows[0][1], names[0].casefold())


def test_unicode_with_every_letter_is_never_taken_for_an_old_encoding(plan_rows: Rows) -> None:
    names = ("Ngô Thế Huỳnh", "Đỗ Thị Ỷ", "Lã Hữu Ước", "Võ Ngọc Ánh", "Tạ Ðình Ðề", "H'Bia Êban")
    plan = plan_rows(HEAD[:3], *((n, name, f"2{n}/03/1979") for n, name in enumerate(names, 1)))
    assert {guess.encoding for guess in plan.encodings.values()} == {"unicode"}
    assert plan.people[0].name == names[0]


def test_births_for_men_and_women_carry_the_sex(plan_rows: Rows) -> None:
    head = ("STT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Số CCCD")
    rows = (
        (1, "Lê Văn Ba", "25/03/1979", None, "006079000011"),
        (2, "Lý Thị Tư", None, 1981, "006181000012"),
        (3, "Bế Văn Năm", None, "27/05/1983", "006083000013"),
    )
    plan = plan_rows(head, (None, None, "Nam", "Nữ", None), *rows, merges=("C1:D1", "A1:A2", "B1:B2", "E1:E2"))
    assert [(p.values["sex"], str(p.values["born"])) for p in plan.people] == [
        ("nam", "1979-03-25"),
        ("nu", "1981"),
        ("nu", "1983-05-27"),
    ]
    assert _told(plan) == [(5, 4, "warn", "sex_contradicts_cccd", "nu", "nam")]


def test_texts_of_a_csv_are_read_like_cells(tmp_path: Path, opened_plan: Callable[..., Any]) -> None:
    text = "STT;Họ và tên;Ngày sinh;Hệ số\r\n1;Lê Văn Ba;25/03/1979;3,33\r\n2;Lý Thị Tư;5/4/1981;2,34\r\n"
    for name, content in (
        ("a.csv", text.encode("utf-8-sig")),
        ("b.csv", text.encode("utf-16")),
        ("c.csv", unicodedata.normalize("NFD", text).replace("đ", "đ").encode("utf-8")),
    ):
        (tmp_path / name).write_bytes(content)
        _, plan = opened_plan(tmp_path / name)
        assert [str(p.values["coefficient"]) for p in plan.people] == ["3.33", "2.34"]
        assert plan.people[0].name == "Lê Văn Ba"
        assert plan.levels["error"] == plan.levels["warn"] == 0


def test_a_unit_without_a_name_is_told_and_not_half_stored(plan_rows: Rows) -> None:
    head = ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Đơn vị cấp trên", "Mã đơn vị")
    plan = plan_rows(head, (1, "Lê Văn Ba", "25/03/1979", None, "UBND huyện", "D01"))
    assert [(f.col, f.level, f.kind) for f in plan.findings] == [
        (4, "warn", "blank_required"),
        (5, "warn", "unit_without_name"),
        (6, "warn", "unit_without_name"),
    ]
    assert not {"unit", "parent_unit", "unit_code"} & plan.people[0].values.keys()


def test_the_only_office_named_is_the_unit(plan_rows: Rows) -> None:
    plan = plan_rows((*HEAD[:3], "Cơ quan chủ quản"), (1, "Lê Văn Ba", "25/03/1979", "Sở Nội vụ"))
    assert plan.people[0].values["unit"] == "Sở Nội vụ"
    assert not plan.findings


def test_nothing_is_set_empty_unless_it_is_said(plan_rows: Rows) -> None:
    rows = _column(4, "031079000021", "12345")
    assert _told(plan_rows(*rows))[0][2:4] == ("error", "cccd_short")
    emptied = plan_rows(*rows, answers={"cells": {(3, 5): EMPTY}})
    assert [(f.row, f.col, f.level, f.kind) for f in emptied.findings] == [(3, 5, "skipped", "emptied")]
    assert emptied.people[1].outcome == "new"


def test_reading_tells_how_far_it_is(save: Callable[..., Path]) -> None:
    heard: list[tuple[int, int]] = []
    rows = [HEAD[:3], *((n, "Lê Văn Ba", "25/03/1979") for n in range(1, 1200))]
    open_file(save(rows), progress=lambda done, total: heard.append((done, total)))
    assert [done for done, _ in heard] == [500, 1000]
    assert all(done < total for done, total in heard)
