"""What the practice office has under way on its day: somebody seconded, somebody acting, a second post, a transfer to come."""

from datetime import date

from sqlalchemy import select

from db.models import Person, Unit
from db.values import Key
from desktop_app.services import numbers, signers
from desktop_app.services.decisions import NewDecision
from desktop_app.services.movements.deeds import Order, carry_out
from desktop_app.services.numbers import Reserve
from desktop_app.services.signers import SignerRow
from desktop_app.services.work import Work

_HEAD = SignerRow(None, "Triệu Quang Huy", "Chủ tịch", "TM", "Ủy ban nhân dân", starts=date(2025, 7, 1), usual=True)
_DEPUTY = SignerRow(None, "Đàm Thị Ngọc Hà", "Phó Chủ tịch", "KT", "Chủ tịch", starts=date(2025, 7, 1))
_SYMBOL = "QĐ-UBND"


def staff(work: Work) -> None:
    """Write it, through the services themselves."""
    people = {one.staff_number: one.key for one in work.session.scalars(select(Person))}
    units = {one.code: one.key for one in work.session.scalars(select(Unit))}
    for one in (_HEAD, _DEPUTY):
        signers.add_signer(work, one)
    for number, (kind, who, day, more) in enumerate(_movements(units), 1801):
        decision = NewDecision(
            f"{number}/{_SYMBOL}", min(day, date(2026, 11, 20)), day, signer_name=_HEAD.name, signer_post=_HEAD.post, capacity="TM",
            subject=_SUBJECTS[kind],
        )  # fmt: skip
        carry_out(work, Order(kind, people[who], day, **more), decision)  # type: ignore[arg-type] # the fields of an order
    numbers.reserve(
        work, Reserve(_SYMBOL, date(2026, 11, 20), "Bổ nhiệm lại các chức danh hết thời hạn tháng 12", count=2)
    )


_SUBJECTS = {
    "biet_phai": "Biệt phái công chức",
    "giao_quyen": "Giao quyền cấp trưởng",
    "kiem_nhiem": "Kiêm nhiệm",
    "dieu_dong": "Điều động công chức",
}


def _movements(units: dict[str | None, Key]) -> tuple[tuple[str, str, date, dict[str, object]], ...]:
    return (
        ("biet_phai", "TH-020", date(2026, 1, 15), {"unit": units["AB.VP"], "until": date(2027, 1, 14)}),
        (
            "giao_quyen",
            "TH-011",
            date(2026, 3, 2),
            {"post": "Chánh Văn phòng", "head_absent": True, "unit": units["AB.VP"], "until": date(2027, 3, 1)},
        ),
        (
            "kiem_nhiem",
            "TH-007",
            date(2026, 5, 4),
            {"post": "Chủ tịch Ủy ban MTTQ Việt Nam xã", "unit": units["AB.DU"]},
        ),
        ("dieu_dong", "TH-021", date(2026, 12, 15), {"unit": units["AB.VP"], "post": "Chuyên viên"}),
    )
