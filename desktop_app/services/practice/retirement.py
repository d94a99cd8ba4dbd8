"""Retirement in the practice office on its day: one about to leave, every lower age and every postponement once.

All invented, to be counted by hand (``tests/services/retirement/test_retirement_forecast.py``):

- Ma Thị Hoa has her notice and her decision, handed over, and leaves on 01/12/2026; Đặng Xuân Bình, from 01/01/2027, has
  neither, both overdue; Lê Thị Thanh's notice is due on 30/11/2026.
- Bàn Thị Nga asks for staff reduction from 01/01/2027; Vũ Đình Khôi asks to resign from 05/12/2026.
- lower ages: fifteen years in a difficult area (Dương Văn Nam), capacity reduced by 61 % (Lục Thị Mai) and by 81 % (Mông
  Văn Đạt), especially heavy work (Trần Văn Bảo), infected at work (Vi Văn Thành), underground coal (Nông Văn Cường).
- postponements: Tết (Mông Văn Đạt), a death (Trần Thị Lan), a fire (Đàm Văn Hùng), an illness (Lục Thị Lan), a long treatment
  (Hà Ngọc Sơn); Bàn Đức Thành did not want his.
"""

from datetime import date

from sqlalchemy import select

from db.models import Person, RetirementCase
from db.values import Dong, Key
from desktop_app.services.retirement.opening import OpenCase, open_case
from desktop_app.services.retirement.steps import (
    Postpone,
    decide,
    hand_over,
    issue_notices,
    postpone,
    refuse_postponement,
    send_paper,
)
from desktop_app.services.signing import Signed
from desktop_app.services.work import Work

_LOWER: tuple[tuple[str, str, date, int], ...] = (
    ("TH-044", "HEAVY_OR_AREA_15Y", date(2029, 1, 1), 411),
    ("TH-045", "CAPACITY_61_80", date(2031, 1, 1), 338),
    ("TH-020", "CAPACITY_81_PLUS", date(2033, 2, 1), 345),
    ("TH-052", "SPECIAL_HEAVY_15Y_CAPACITY_61", date(2030, 1, 1), 250),
    ("TH-049", "HIV_OCCUPATIONAL", date(2028, 1, 1), 369),
    ("TH-028", "COAL_UNDERGROUND_15Y", date(2030, 6, 1), 371),
)
_POSTPONED: tuple[tuple[str, str], ...] = (
    ("TH-020", "TET_HOLIDAY"),
    ("TH-030", "FAMILY_DEATH_OR_MISSING"),
    ("TH-036", "DISASTER_FIRE_ENEMY"),
    ("TH-009", "SERIOUS_ILLNESS_OR_ACCIDENT"),
    ("TH-008", "LONG_TERM_DISEASE_LIST"),
    ("TH-005", "FAMILY_DEATH_OR_MISSING"),
)


def retire(work: Work) -> None:
    """Write it, through the services themselves."""
    people = {one.staff_number or "": one.key for one in work.session.scalars(select(Person))}
    _leaving(work, people["TH-032"])
    open_case(
        work,
        OpenCase(
            people["TH-038"], "tinh_gian", wished_on=date(2027, 1, 1), submitted_on=date(2026, 10, 5), insured_months=375,
            pay_basis=Dong(12_598_200), note="Đợt quý I/2027",
        ),
    )  # fmt: skip
    open_case(
        work,
        OpenCase(
            people["TH-024"], "thoi_viec", wished_on=date(2026, 12, 5), submitted_on=date(2026, 11, 5), insured_months=51,
            pay_basis=Dong(7_590_000),
        ),
    )  # fmt: skip
    for who, code, day, months in _LOWER:
        open_case(work, OpenCase(people[who], "nghi_truoc_tuoi", code, day, insured_months=months))
    for who, reason in _POSTPONED:
        postpone(work, Postpone(_case(work, people[who]), reason))
    refuse_postponement(work, _case(work, people["TH-005"]), work.today)


def _leaving(work: Work, person: Key) -> None:
    signer = ("Triệu Quang Huy", "Chủ tịch", "TM")
    issue_notices(work, [person], Signed("41/TB-UBND", date(2026, 5, 20), *signer))
    decide(work, [person], Signed("1752/QĐ-UBND", date(2026, 8, 25), *signer))
    case = _case(work, person)
    hand_over(work, case, date(2026, 11, 20), "Bàn giao lớp 5 tuổi và tài sản")
    for item, day in (("so_bhxh", date(2026, 11, 2)), ("quyet_dinh", date(2026, 11, 2))):
        send_paper(work, case, item, day, "Bảo hiểm xã hội tỉnh Thái Nguyên")


def _case(work: Work, person: Key) -> Key:
    found = work.session.scalars(select(RetirementCase.key).where(RetirementCase.person == person)).first()
    return found or open_case(work, OpenCase(person))
