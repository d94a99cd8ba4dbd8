"""Orders that cannot be: days no calendar has, the dead, terms without end. Each is told beside its field, nothing breaks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from db.models import Movement
from desktop_app.errors import InvalidInput
from desktop_app.services.decisions import NewDecision, problems_of
from desktop_app.services.movements.deeds import preview
from desktop_app.services.movements.orders import Order
from tests.services.staffing_register import Staff

TODAY = date(2026, 11, 23)
KINDS = (
    "bo_nhiem",
    "bo_nhiem_lai",
    "keo_dai",
    "giao_quyen",
    "biet_phai",
    "kiem_nhiem",
    "dieu_dong",
    "tu_chuc",
    "thoi_viec",
)


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    def clock() -> Any:
        from datetime import UTC, datetime

        return datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    made = Staff(tmp_path_factory.mktemp("khong-the"), clock, TODAY)
    yield made
    made.database.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("term_months", {"term_months": 99_999}),
        ("term_months", {"term_months": 0}),
        ("effective_on", {"day": date(1, 1, 1)}),
        ("effective_on", {"day": date(1944, 12, 31)}),
        ("effective_on", {"day": date(1970, 1, 1)}),  # before the birth
        ("effective_on", {"day": date(2099, 1, 1)}),
        ("effective_on", {"day": date(9999, 12, 31)}),
        ("until", {"until": date(9999, 12, 31)}),
        ("until", {"until": date(2026, 1, 1)}),
        ("age_on", {"age_on": date(9999, 12, 31)}),
        ("age_on", {"age_on": date(1, 1, 1)}),
    ],
    ids=str,
)
def test_what_no_life_has_is_told_beside_its_field(staff: Staff, kind: str, field: str, wrong: dict[str, Any]) -> None:
    more = {"unit": staff.economy, "post": "Phó Trưởng phòng", **wrong}
    order = Order(kind, staff.head, more.pop("day", date(2026, 12, 31)), **more)
    (found,) = staff.see(preview, (order,), staff.decision(TODAY))
    assert field in {problem.field for problem in found.problems}


@pytest.mark.parametrize("kind", ["dieu_dong", "bo_nhiem", "kiem_nhiem", "tuyen_dung", "chuyen_den", "chet"])
def test_nothing_happens_to_the_dead(staff: Staff, kind: str) -> None:
    if not staff.see(
        lambda work: work.session.scalar(select(func.count()).select_from(Movement).where(Movement.kind == "chet"))
    ):
        staff.carry("chet", staff.elder, date(2026, 11, 1), decision=staff.decision(date(2026, 11, 2)))
    order = Order(kind, staff.elder, TODAY, unit=staff.economy, post="Chuyên viên", category="CC")
    (found,) = staff.see(preview, (order,), staff.decision(TODAY))
    assert any("đã từ trần" in problem.message for problem in found.problems)
    with pytest.raises(InvalidInput, match="đã từ trần, đã thôi công tác từ ngày 01/11/2026"):
        staff.carry(kind, staff.elder, TODAY, unit=staff.economy, post="Chuyên viên", category="CC")


def test_a_paper_older_than_the_state_is_refused_and_one_nobody_signed_is_told(staff: Staff) -> None:
    old = NewDecision("90/QĐ-KT", date(1900, 1, 1), signer_name="A")
    assert [one.field for one in staff.see(problems_of, old)] == ["signed_on"]
    order = Order("dieu_dong", staff.teacher, TODAY, unit=staff.economy)
    for decision, told in ((NewDecision("90/QĐ-KT", TODAY), True), (NewDecision("90/QĐ-KT", TODAY, own=False), False)):
        (found,) = staff.see(preview, (order,), decision)
        assert ("Chưa ghi người ký: ghi trước khi in." in found.told) == told


def test_ten_thousand_letters_stay_whole(staff: Staff) -> None:
    text = "Về việc điều động công chức " * 400
    staff.carry(
        "dieu_dong", staff.officer, TODAY, unit=staff.economy, post="Chuyên viên",
        decision=NewDecision("95/QĐ-NV", TODAY, signer_name="A", subject=text),
    )  # fmt: skip
    from desktop_app.services.decisions import decisions

    assert next(one.subject for one in staff.see(decisions) if one.number == "95/QĐ-NV") == text.strip()
