"""A person: one file for life, the same key in every office."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import REQUIRED, USEFUL, Record, field, link
from db.text import fold, name_sort_key, nfc
from db.types import DayType, PartialDateType
from db.values import PartialDate


class Person(Record):
    """Hồ sơ cá nhân. Everything that has a date of its own hangs off it as a record."""

    __tablename__ = "person"
    __title__ = "Hồ sơ"
    __person__ = "key"
    __tab__ = "Thông tin chung"

    full_name: Mapped[str] = field(
        "Họ và tên khai sinh", nullable=False, item="1", old_item="1", level=REQUIRED, reads="name", group="Bản thân"
    )
    sex: Mapped[str | None] = field("Giới tính", catalog="sex", item="1", old_item="3", level=REQUIRED, reads="sex")
    other_name: Mapped[str | None] = field("Tên gọi khác", item="2", old_item="2")
    born: Mapped[PartialDate | None] = field(
        "Ngày sinh", PartialDateType, item="3", old_item="3", level=REQUIRED, reads="birth"
    )
    birth_place: Mapped[str | None] = field("Nơi sinh", item="4", old_item="4", level=REQUIRED)
    home_town: Mapped[str | None] = field("Quê quán", item="5", old_item="5", level=REQUIRED)
    ethnic: Mapped[str | None] = field("Dân tộc", catalog="ethnic", item="6", old_item="6", level=REQUIRED)
    religion: Mapped[str | None] = field("Tôn giáo", catalog="religion", item="7", old_item="7", level=REQUIRED)
    personal_number: Mapped[str | None] = field(
        "Số định danh cá nhân (CCCD)", restricted=True, item="8", old_item="25", level=REQUIRED, reads="cccd"
    )
    id_issued_on: Mapped[date | None] = field(
        "Ngày cấp căn cước", DayType, past=True, item="8", old_item="25", level=USEFUL
    )
    id_issued_at: Mapped[str | None] = field("Nơi cấp căn cước", old_item="25")
    old_id_number: Mapped[str | None] = field("Số CMND cũ", restricted=True, old_item="25", reads="cmnd")
    insurance_number: Mapped[str | None] = field(
        "Số bảo hiểm xã hội", restricted=True, item="9", old_item="26", level=USEFUL, reads="digits"
    )
    health_insurance_number: Mapped[str | None] = field("Số thẻ bảo hiểm y tế", restricted=True, item="9", level=USEFUL)
    permanent_address: Mapped[str | None] = field("Nơi đăng ký thường trú", old_item="8")
    address: Mapped[str | None] = field("Nơi ở hiện nay", item="10", old_item="9", level=REQUIRED)
    family_origin: Mapped[str | None] = field("Thành phần gia đình xuất thân", item="11", level=USEFUL)
    photo: Mapped[str | None] = field("Ảnh 4x6", blob=True, level=USEFUL)
    staff_number: Mapped[str | None] = field(
        "Số hiệu cán bộ, công chức, viên chức", level=REQUIRED, group="Tuyển dụng và công việc"
    )
    previous_job: Mapped[str | None] = field(
        "Nghề nghiệp trước khi được tuyển dụng", item="12", old_item="10", level=USEFUL
    )
    recruited_on: Mapped[PartialDate | None] = field(
        "Ngày được tuyển dụng lần đầu", PartialDateType, item="13", old_item="11", level=REQUIRED
    )
    recruited_by: Mapped[str | None] = field("Cơ quan tuyển dụng", item="13", old_item="11", level=REQUIRED)
    recruitment_kind: Mapped[str | None] = field("Hình thức tuyển dụng", catalog="recruitment_kind")
    joined_office_on: Mapped[PartialDate | None] = field(
        "Ngày vào cơ quan hiện đang công tác", PartialDateType, item="14", level=USEFUL
    )
    main_work: Mapped[str | None] = field("Công việc chính được giao", item="28", old_item="13", level=USEFUL)
    strength: Mapped[str | None] = field("Sở trường công tác", item="29", old_item="20", level=USEFUL)
    longest_work: Mapped[str | None] = field("Công việc làm lâu nhất", item="29")
    revolution_on: Mapped[PartialDate | None] = field("Ngày tham gia cách mạng", PartialDateType)
    policy_group: Mapped[str | None] = field(
        "Đối tượng chính sách", item="18", old_item="24", group="Chính sách, trình độ chung"
    )
    wounded_class: Mapped[str | None] = field("Thương binh hạng", catalog="wounded_class", item="18", old_item="24")
    general_education: Mapped[str | None] = field(
        "Trình độ giáo dục phổ thông", catalog="general_education", item="19", old_item="15.1", level=REQUIRED
    )
    academic_title: Mapped[str | None] = field("Học hàm", catalog="academic_title", item="21")
    academic_title_since: Mapped[PartialDate | None] = field("Năm được phong học hàm", PartialDateType, item="21")
    arrest: Mapped[str | None] = field(
        "Khai rõ việc bị bắt, bị tù (thời gian, ở đâu, đã khai báo cho ai, vấn đề gì)",
        item="34.1",
        old_item="29",
        restricted=True,
        long=True,
        group="Tự khai và nhận xét",
    )
    assessment: Mapped[str | None] = field(
        "Nhận xét, đánh giá của cơ quan quản lý", item="38", old_item="32", restricted=True, long=True
    )
    note: Mapped[str | None] = field("Ghi chú", long=True)
    sort_key: Mapped[str] = field("Khoá xếp theo tên", derived=True, nullable=False)
    search_key: Mapped[str] = field("Khoá tìm", derived=True, nullable=False)

    __table_args__ = (
        CheckConstraint("sex IS NULL OR sex IN ('nam', 'nu')", name="sex_known"),
        Index(None, "sort_key", "key"),
        Index(None, "personal_number"),
        Index(None, "staff_number"),
        {"sqlite_with_rowid": False},
    )

    @classmethod
    def derive(cls, values: dict[str, Any]) -> dict[str, Any]:
        """The keys of order and search that follow from the name."""
        name = nfc(values.get("full_name") or "")  # as it will be stored, so that a replay gives the same keys
        return {"sort_key": name_sort_key(name), "search_key": fold(name)}


class PersonAlias(Record):
    """The key of a file that was joined into another; it stays resolvable for ever."""

    __tablename__ = "person_alias"
    __title__ = "Hồ sơ đã gộp"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ giữ lại", nullable=False, index=True)
    old_key: Mapped[str] = field("Mã hồ sơ đã gộp", nullable=False)
    full_name: Mapped[str | None] = field("Họ và tên trong hồ sơ đã gộp")

    __table_args__ = ({"sqlite_with_rowid": False},)
