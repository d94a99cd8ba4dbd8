"""Small lists made in memory, planned as a file from an office would be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.intake.duplicates import KnownPeople, KnownPerson
from desktop_app.services.intake.grid import Sheet, Workbook
from desktop_app.services.intake.headings import map_columns
from desktop_app.services.intake.layout import find_table
from desktop_app.services.intake.plan import Answers, Plan, make_plan
from desktop_app.services.intake.reading import Finding

Planner = Callable[..., Plan]
FIRST_ROW = 4
"""The Excel row of the first person: title, blank, headings, people."""

# four people nothing is wrong with; their days prove that the day comes first
_CLEAN: tuple[Mapping[str, Any], ...] = (
    {"Họ và tên": "Trần Thị Lành", "Ngày sinh": "25/03/1979", "Giới tính": "Nữ", "Số CCCD": "006179000011"},
    {"Họ và tên": "Lý Văn Thuận", "Ngày sinh": "30/11/1984", "Giới tính": "Nam", "Số CCCD": "006084000022"},
    {"Họ và tên": "Hoàng Thị Ngân", "Ngày sinh": "17/08/1991", "Giới tính": "Nữ", "Số CCCD": "006191000033"},
    {"Họ và tên": "Nông Quốc Đạt", "Ngày sinh": "21/06/1988", "Giới tính": "Nam", "Số CCCD": "006088000044"},
)
_DEFAULTS: Mapping[str, Any] = {
    "Đơn vị công tác": "Phòng Nội vụ",
    "Loại": "Công chức",
    "Mã ngạch": "01.003",
    "Bậc": 3,
    "Hệ số": 3.0,
    "Dân tộc": "Tày",
}


def _sheet(people: Sequence[Mapping[str, Any]], sections: Mapping[int, str]) -> Sheet:
    heads = ["STT", *dict.fromkeys(name for person in people for name in person)]
    rows: list[tuple[Any, ...]] = [("DANH SÁCH",), (), tuple(heads)]
    for number, person in enumerate(people, 1):
        if number in sections:
            rows.append((sections[number], *[None] * (len(heads) - 1)))
        rows.append((number, *[person.get(name) for name in heads[1:]]))
    return Sheet("Danh sách", visible=True, rows=rows)


@pytest.fixture
def plan_sheet(today: date) -> Planner:
    """Plan a list of people given as heading → cell; ``sections`` puts a group row before a person by number."""

    def plan(
        people: Sequence[Mapping[str, Any]],
        *,
        answers: Answers | None = None,
        known: Sequence[KnownPerson] = (),
        sections: Mapping[int, str] | None = None,
        uncomputed: frozenset[tuple[int, int]] = frozenset(),
    ) -> Plan:
        made = _sheet(people, sections or {})
        sheet = Sheet(made.name, visible=True, rows=made.rows, uncomputed=uncomputed)
        layout = find_table(Workbook(Path("danh-sach.xlsx"), "0" * 64, (sheet,), "xlsx"))
        mapping = map_columns(layout.columns)
        return make_plan(layout, mapping, today=today, known=KnownPeople(tuple(known)), answers=answers)

    return plan


@pytest.fixture
def plan_with(plan_sheet: Planner) -> Planner:
    """Plan four clean people and, after them in Excel row 8, one who differs from a clean one by the cells given."""

    def plan(cells: Mapping[str, Any], **how: Any) -> Plan:
        person: dict[str, Any] = {"Họ và tên": "Bế Văn Kiên", "Ngày sinh": "28/02/1975", "Giới tính": "Nam"}
        person |= {"Số CCCD": "006075000055", **_DEFAULTS, **cells}
        clean = [{**one, **_DEFAULTS} for one in _CLEAN]
        return plan_sheet([*clean, person], **how)

    return plan


@pytest.fixture
def told() -> Callable[[Plan], list[tuple[int, str, str, str]]]:
    """Findings in short: row, level, field, kind."""
    return lambda plan: [(f.row, f.level, f.field, f.kind) for f in plan.findings]


@pytest.fixture
def only() -> Callable[[Plan], Finding]:
    """The single finding of a plan."""

    def one(plan: Plan) -> Finding:
        assert len(plan.findings) == 1, plan.findings
        return plan.findings[0]

    return one
