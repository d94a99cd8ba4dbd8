"""Lists in parts: signatures and headings between people, names in halves, codes among names."""

from collections.abc import Callable
from typing import Any

from desktop_app.services.intake.plan import Plan

Rows = Callable[..., Plan]

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


def names(plan: Plan) -> list[str]:
    return [person.name for person in plan.people]


def told(plan: Plan) -> list[tuple[int, int | None, str, str]]:
    return [(finding.row, finding.col, finding.level, finding.kind) for finding in plan.findings]


def test_people_with_few_cells_after_signatures_are_not_lost(plan_rows: Rows) -> None:
    block = [
        (None, None, None, "Ngày 01 tháng 02 năm 2026"),
        ("NGƯỜI LẬP", None, None, "THỦ TRƯỞNG"),
        (),
        (None, "Vi Thị Hường"),
    ]
    more = [
        ("LAO ĐỘNG HỢP ĐỒNG",),
        (1, "Hạng A Dế", "01/02/1980", "Nam"),
        (2, "Mùa Thị Chía", "21/02/1980", "Nữ"),
        *block,
    ]
    plan = plan_rows(HEADS[:4], *(person[:4] for person in PEOPLE), *block, *more)
    assert names(plan) == [*(person[1] for person in PEOPLE), "Hạng A Dế", "Mùa Thị Chía"]
    assert not plan.findings


def test_half_a_name_is_told(plan_rows: Rows) -> None:
    split = [[number, *name.rsplit(" ", 1), *rest] for number, name, *rest in PEOPLE]
    split[3][2] = None
    plan = plan_rows(("STT", "Họ đệm", "Tên", *HEADS[2:]), *split)
    assert told(plan) == [(1, 2, "fixed", "name_joined"), (5, 2, "warn", "name_half")]
    typed = plan_rows(("STT", "Họ đệm", "Tên", *HEADS[2:]), *split, answers={"cells": {(5, 2): "Lục Văn Páo"}})
    assert told(typed) == [(1, 2, "fixed", "name_joined")]


def test_a_code_among_names_of_ranks_is_checked_too(plan_rows: Rows) -> None:
    rows = [[*person] for person in PEOPLE]
    for row, rank in zip(
        rows, ["Chuyên viên", "Chuyên viên", "01.003", "Thanh tra viên", "Thanh tra viên"], strict=True
    ):
        row[7] = rank
    rows[2][9] = 3.0
    plan = plan_rows((*HEADS[:7], "Ngạch", *HEADS[8:]), *rows)
    assert plan.people[2].values["rank_code"] == "01.003"
    assert told(plan) == [(4, 8, "fixed", "rank_code_as_name"), (4, 10, "error", "he_so_not_in_rank")]


def test_headings_of_two_rows_printed_again_are_nobody(plan_rows: Rows) -> None:
    top, low = ("STT", "Họ và tên", "Ngày sinh", None, "Số CCCD"), (None, None, "Nam", "Nữ", None)
    rows = [
        (n, name, born if sex == "Nam" else None, born if sex == "Nữ" else None, cccd)
        for n, name, born, sex, cccd, *_ in PEOPLE
    ]
    merges = [
        f"{cells}{row}:{more}{row + down}"
        for row in (1, 5)
        for cells, more, down in (("C", "D", 0), ("A", "A", 1), ("B", "B", 1), ("E", "E", 1))
    ]
    plan = plan_rows(top, low, *rows[:2], top, low, *rows[2:], merges=merges)
    assert names(plan) == [person[1] for person in PEOPLE]
    assert not plan.findings
