"""Discipline in the practice office on its day: one case at its decision, one that rests, decisions that run, lapsed, cancelled.

All invented. What each shows, as of 23/11/2026: Dương Minh Quân waits for his decision with three days left, after a Party
decision; Hoàng Thị Vân's case rests while she raises a child under 12 months; Phạm Quốc Phong's khiển trách runs and delays
his step; Đàm Văn Hùng's cảnh cáo is about to lapse; Sùng A Nam's was cancelled after a complaint; two old decisions of forms
that exist no more.
"""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Person
from desktop_app.services.discipline.deeds import (
    AddStep,
    OpenCase,
    RecordPast,
    add_interval,
    add_member,
    add_step,
    cancel_decision,
    open_case,
    record_past,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.values import Key
    from desktop_app.services.work import Work

_OFFICE, _CHIEF, _POST = "UBND xã An Bình", "Triệu Quang Huy", "Chủ tịch"


def punish(work: "Work") -> None:
    """Write the cases of the practice office."""
    rows = work.session.execute(select(Person.staff_number, Person.key))
    people: dict[str, Key] = {number: key for number, key in rows if number}
    _waiting(work, people)
    _resting(work, people)
    _running(work, people)
    _cancelled(work, people)
    old = (
        ("TH-013", "HA_BAC_LUONG", date(2018, 5, 14), "CC", "Chậm quyết toán kinh phí nhiều kỳ", "31/QĐ-UBND"),
        ("TH-011", "GIANG_CHUC", date(2013, 3, 4), "CC_LDQL", "Thiếu trách nhiệm trong quản lý con dấu", "12/QĐ-UBND"),
    )
    for number, form, day, category, act, decision in old:
        order = RecordPast(
            people[number], form, day, day, act, category=category, number=decision, authority="UBND huyện Khe Vàng",
            signer="Nguyễn Văn Xuân", signer_post="Chủ tịch",
        )  # fmt: skip
        record_past(work, order)


def _opened(
    work: "Work", person: "Key", act: str, detected: date, began: date, ended: date, **more: str | bool
) -> "Key":
    order = OpenCase(
        person, act, detected, act_started=began, act_ended=ended, level="KHIEN_TRACH", ground="DUTY", duty_related=True,
        found_by="Kiểm tra nội bộ", **more,  # type: ignore[arg-type]  # texts and flags of OpenCase
    )  # fmt: skip
    return open_case(work, order).key


def _waiting(work: "Work", people: "Mapping[str, Key]") -> None:
    case = _opened(
        work, people["TH-010"], "Vi phạm quy định về quản lý, sử dụng tài sản công", date(2026, 8, 28), date(2026, 2, 2),
        date(2026, 6, 30), area="Quản lý tài sản công", gravity="LITTLE", party_member=True,
    )  # fmt: skip
    steps = (
        ("thong_bao", date(2026, 9, 8), "41/TB-UBND", "Thông báo việc xem xét xử lý kỷ luật"),
        ("ket_luan", date(2026, 9, 18), "18/KL-UBND", "Kết luận kiểm tra việc quản lý tài sản"),
        ("kiem_diem", date(2026, 10, 5), None, "Tự nhận hình thức khiển trách"),
        ("bao_cao", date(2026, 10, 8), "62/BC-KT", None),
        ("lap_hoi_dong", date(2026, 10, 14), "402/QĐ-UBND", None),
    )
    for kind, day, number, text in steps:
        add_step(work, AddStep(case, kind, day, number=number, authority=_OFFICE, signer=_CHIEF, text=text))
    council = (
        ("Bàn Đức Thành", "CHAIR", "Phó Chủ tịch UBND"),
        ("Hứa Văn Dũng", "USING_UNIT", "Phó Trưởng phòng Kinh tế"),
        ("Lục Thị Lan", "PERSONNEL", "Chánh Văn phòng"),
        ("Nguyễn Thị Mai", "CLERK", "Chuyên viên"),
    )
    for name, role, post in council:
        add_member(work, case, name, role, post=post, present=True)
    party = date(2026, 10, 30)
    add_step(
        work, AddStep(case, "dang_quyet_dinh", party, form="KHIEN_TRACH", effective=party, number="07-QĐ/UBKT",
                      authority="Uỷ ban Kiểm tra Đảng uỷ xã An Bình"),
    )  # fmt: skip
    add_step(work, AddStep(case, "dang_cong_bo", date(2026, 11, 2)))
    add_step(work, AddStep(case, "trieu_tap", date(2026, 11, 3), number="09/GM-HĐKL"))
    meeting = date(2026, 11, 12)
    add_step(
        work, AddStep(case, "hop_hoi_dong", meeting, form="KHIEN_TRACH", votes_for=3, votes_cast=3, number="05/BB-HĐKL")
    )
    add_step(work, AddStep(case, "kien_nghi", date(2026, 11, 17), form="KHIEN_TRACH", number="06/HĐKL"))


def _resting(work: "Work", people: "Mapping[str, Key]") -> None:
    case = _opened(
        work, people["TH-027"], "Chậm giải quyết hồ sơ hành chính của công dân", date(2026, 9, 14), date(2026, 7, 1),
        date(2026, 9, 4), area="Thủ tục hành chính",
    )  # fmt: skip
    add_step(work, AddStep(case, "thong_bao", date(2026, 9, 21), number="44/TB-UBND", authority=_OFFICE, signer=_CHIEF))
    add_interval(work, case, "PREGNANT_OR_CHILD", date(2026, 10, 1), None, "Nghỉ thai sản từ 01/10/2026")


def _decided(work: "Work", case: "Key", day: date, form: str, number: str) -> "Key":
    for kind, before in (("thong_bao", 40), ("ket_luan", 35), ("kiem_diem", 25), ("hop_hoi_dong", 9)):
        add_step(work, AddStep(case, kind, date.fromordinal(day.toordinal() - before)))
        if kind == "kiem_diem":
            for name, role in (("Bàn Đức Thành", "CHAIR"), ("Lục Thị Lan", "USING_UNIT"), ("Hà Ngọc Sơn", "PERSONNEL")):
                add_member(work, case, name, role, present=True)
    order = AddStep(
        case, "quyet_dinh", day, form=form, effective=day, number=number, authority=_OFFICE, signer=_CHIEF, signer_post=_POST
    )  # fmt: skip
    made = add_step(work, order).key
    add_step(work, AddStep(case, "cong_bo", date.fromordinal(day.toordinal() + 2)))
    return made


def _running(work: "Work", people: "Mapping[str, Key]") -> None:
    case = _opened(
        work, people["TH-014"], "Vắng mặt nhiều ngày không có lý do chính đáng", date(2026, 1, 12), date(2025, 12, 1),
        date(2025, 12, 26), area="Kỷ luật lao động",
    )  # fmt: skip
    _decided(work, case, date(2026, 3, 10), "KHIEN_TRACH", "96/QĐ-UBND")
    case = _opened(
        work, people["TH-036"], "Vi phạm quy định về dạy thêm, học thêm", date(2025, 9, 22), date(2025, 8, 1),
        date(2025, 9, 12), area="Giáo dục",
    )  # fmt: skip
    _decided(work, case, date(2025, 12, 15), "CANH_CAO", "512/QĐ-UBND")


def _cancelled(work: "Work", people: "Mapping[str, Key]") -> None:
    case = _opened(
        work, people["TH-022"], "Không hoàn thành báo cáo được giao", date(2026, 2, 2), date(2026, 1, 5),
        date(2026, 1, 23), area="Chế độ báo cáo",
    )  # fmt: skip
    made = _decided(work, case, date(2026, 4, 6), "KHIEN_TRACH", "141/QĐ-UBND")
    add_step(
        work, AddStep(case, "khieu_nai", date(2026, 4, 20), decision=made, text="Khiếu nại về thành phần Hội đồng")
    )
    add_step(work, AddStep(case, "ket_qua_khieu_nai", date(2026, 6, 8), accepted=True, number="03/KL-UBND"))
    cancel_decision(
        work, made, date(2026, 11, 16), number="455/QĐ-UBND", authority=_OFFICE, signer=_CHIEF,
        reason="Thành phần Hội đồng không đúng quy định",
    )  # fmt: skip
