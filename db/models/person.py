"""A person: one file for life, the same key in every office."""

from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.text import fold, name_sort_key, nfc
from db.types import DayType, PartialDateType
from db.values import PartialDate


class Person(Record):
    """Hồ sơ cá nhân. Everything that has a date of its own hangs off it as a record."""

    __tablename__ = "person"
    __title__ = "Hồ sơ"
    __person__ = "key"

    full_name: Mapped[str] = field("Họ và tên khai sinh", nullable=False)
    sex: Mapped[str | None] = field("Giới tính", catalog="sex")
    born: Mapped[PartialDate | None] = field("Ngày sinh", PartialDateType)
    other_name: Mapped[str | None] = field("Tên gọi khác")
    personal_number: Mapped[str | None] = field("Số định danh cá nhân (CCCD)", restricted=True)
    old_id_number: Mapped[str | None] = field("Số CMND cũ", restricted=True)
    id_issued_on: Mapped[Any] = field("Ngày cấp căn cước", DayType, nullable=True)
    id_issued_at: Mapped[str | None] = field("Nơi cấp căn cước")
    staff_number: Mapped[str | None] = field("Số hiệu cán bộ, công chức, viên chức")
    birth_place: Mapped[str | None] = field("Nơi sinh")
    home_town: Mapped[str | None] = field("Quê quán")
    permanent_address: Mapped[str | None] = field("Nơi đăng ký thường trú")
    address: Mapped[str | None] = field("Nơi ở hiện nay")
    ethnic: Mapped[str | None] = field("Dân tộc", catalog="ethnic")
    religion: Mapped[str | None] = field("Tôn giáo", catalog="religion")
    insurance_number: Mapped[str | None] = field("Số bảo hiểm xã hội", restricted=True)
    health_insurance_number: Mapped[str | None] = field("Số thẻ bảo hiểm y tế", restricted=True)
    general_education: Mapped[str | None] = field("Trình độ giáo dục phổ thông", catalog="general_education")
    previous_job: Mapped[str | None] = field("Nghề nghiệp trước khi được tuyển dụng")
    recruited_on: Mapped[PartialDate | None] = field("Ngày được tuyển dụng lần đầu", PartialDateType)
    recruited_by: Mapped[str | None] = field("Cơ quan tuyển dụng")
    recruitment_kind: Mapped[str | None] = field("Hình thức tuyển dụng", catalog="recruitment_kind")
    joined_office_on: Mapped[PartialDate | None] = field("Ngày vào cơ quan hiện đang công tác", PartialDateType)
    note: Mapped[str | None] = field("Ghi chú")
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

    person: Mapped[bytes] = link("person", "Hồ sơ giữ lại", nullable=False, index=True)
    old_key: Mapped[str] = field("Mã hồ sơ đã gộp", nullable=False)
    full_name: Mapped[str | None] = field("Họ và tên trong hồ sơ đã gộp")

    __table_args__ = ({"sqlite_with_rowid": False},)
