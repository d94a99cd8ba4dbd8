"""Quotas against people, positions with their holders, vacancies, and counts by the units there were before."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Assignment, Employment
from db.values import Coefficient
from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.people import heads
from desktop_app.services.organisation.staffing import (
    Position,
    SetQuota,
    end_position,
    positions,
    quota_years,
    quotas,
    set_position,
    set_quota,
    vacancies,
)
from desktop_app.services.organisation.view import unit_card
from tests.services.organisation.conftest import START, Office


def test_quotas_count_all_under_a_unit_and_over_quota_is_only_told(office: Office) -> None:
    x, kt, day = office.units["X"], office.units["KT"], office.today
    office.do(set_quota, SetQuota(kt, "CC", 2026, 1))
    office.do(set_quota, SetQuota(office.units["VP"], "CC", 2026, 3, "giao bổ sung"))
    rows = {row.unit: row for row in office.see(quotas, day)}
    assert (rows[kt].given, rows[kt].present, rows[kt].over, rows[kt].free) == (1, 2, 1, 0)
    assert (rows[x].given, rows[x].below, rows[x].holds, rows[x].present, rows[x].free) == (None, 4, 4, 2, 2)
    assert rows[office.units["VP"]].note == "giao bổ sung"
    office.do(set_quota, SetQuota(x, "CC", 2026, 5))
    office.do(set_quota, SetQuota(kt, "CC", 2026, 2))
    (row,) = office.see(quotas, day, [x])
    assert (row.given, row.below, row.holds) == (5, 5, 5)
    years = office.see(quota_years, kt, day)
    assert [[(one.year, one.holds, one.present) for one in rows] for rows in years][:2] == [
        [(2026, 2, 2)],
        [(2025, None, 2)],
    ]
    office.do(set_quota, SetQuota(kt, "CC", 2026, None))
    assert [one.given for one in office.see(quotas, day, [kt])] == [None]
    for order, field in (
        (SetQuota(kt, "XX", 2026, 1), "category"),
        (SetQuota(kt, "CC", 1900, 1), "year"),
        (SetQuota(kt, "CC", 2026, -1), "count"),
    ):
        with pytest.raises(InvalidInput) as told:
            office.do(set_quota, order)
        assert told.value.field == field


def test_positions_have_their_holders_and_places_that_nobody_holds(office: Office) -> None:
    kt, day = office.units["KT"], office.today
    head = Position(
        kt,
        "Trưởng phòng",
        "lanh_dao",
        "CC",
        "01.003",
        leader=True,
        head=True,
        allowance=Coefficient(25),
        term_months=60,
        places=1,
    )
    key = office.do(set_position, head)
    office.do(set_position, Position(kt, "Phó Trưởng phòng", "lanh_dao", "CC", leader=True, places=2))
    rows = office.see(positions, day, [kt])
    assert [(row.position.name, [one.name for one in row.holders], row.vacant, row.listed) for row in rows] == [
        ("Trưởng phòng", ["Nông Văn Sơn"], 0, True),
        ("Phó Trưởng phòng", [], 2, True),
        ("Chuyên viên", ["Lê Thị Mai"], 0, False),
    ]
    assert [(one.what, one.count) for one in office.see(vacancies, day, [kt])] == [("Phó Trưởng phòng", 2)]
    assert [(one.what, one.head) for one in office.see(vacancies, day, [office.units["VP"]])] == []

    def leave(work: Any) -> None:
        for record in (Assignment, Employment):
            for row in work.session.scalars(select(record).where(record.person == rows[0].holders[0].person)):
                row.ends = date(2026, 1, 31)

    office.do(leave)
    card = office.see(unit_card, kt, day)
    assert next((one.what, one.count, one.head) for one in card.vacancies) == ("Trưởng phòng", 1, True)
    office.person("Hoàng Thị An", "KT", "Trưởng phòng", leader=True)
    office.person("Lý Văn Bình", "KT", "Trưởng phòng", leader=True)
    told = [one.what for one in office.see(vacancies, day, [kt])]
    assert told == ["Phó Trưởng phòng", "Có 2 người đứng đầu: Hoàng Thị An, Lý Văn Bình"]
    assert office.see(positions, day, [kt])[0].over == 1
    office.do(end_position, key, date(2026, 10, 31))
    assert office.see(positions, day, [kt])[0].position.name == "Phó Trưởng phòng"


def test_positions_that_cannot_be_kept_are_refused(office: Office) -> None:
    kt = office.units["KT"]
    office.do(set_position, Position(kt, "Chuyên viên", starts=START))
    for order, field in (
        (Position(kt, " "), "name"),
        (Position(kt, "chuyên viên"), "name"),
        (Position(b"x" * 16, "Khác"), "unit"),
        (Position(kt, "Khác", ranks="99.999"), "ranks"),
        (Position(kt, "Khác", places=-1), "places"),
        (Position(kt, "Khác", starts=date(2026, 1, 1), ends=date(2025, 1, 1)), "ends"),
        (Position(kt, "Khác", starts=date(2010, 1, 1)), "starts"),
    ):
        with pytest.raises(InvalidInput) as told:
            office.do(set_position, order)
        assert told.value.field == field


def test_a_head_is_known_by_the_name_of_the_post() -> None:
    assert all(
        heads(post) for post in ("Trưởng phòng", "Chủ tịch UBND xã", "Hiệu trưởng", "Chánh Văn phòng", "Giám đốc")
    )
    assert not any(heads(post) for post in ("Phó Trưởng phòng", "Phó Chủ tịch UBND", "Tổ trưởng", "Chuyên viên", ""))
