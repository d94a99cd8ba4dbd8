"""Qualifications of all kinds."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import PartialDateType, YesNoType
from db.values import PartialDate

KINDS = {
    "chuyen_mon": "Chuyên môn",
    "ly_luan": "Lý luận chính trị",
    "quan_ly_nha_nuoc": "Quản lý nhà nước",
    "tin_hoc": "Tin học",
    "ngoai_ngu": "Ngoại ngữ",
    "tieng_dan_toc": "Tiếng dân tộc",
    "quoc_phong": "Quốc phòng và an ninh",
}


class Qualification(Record):
    """Trình độ: một văn bằng, chứng chỉ hoặc khoá đào tạo, bồi dưỡng."""

    __tablename__ = "qualification"
    __title__ = "Trình độ"

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    kind: Mapped[str] = field("Loại trình độ", nullable=False, catalog="qualification_kind")
    level: Mapped[str | None] = field("Trình độ, văn bằng, chứng chỉ")
    major: Mapped[str | None] = field("Chuyên ngành, ngôn ngữ")
    school: Mapped[str | None] = field("Cơ sở đào tạo")
    mode: Mapped[str | None] = field("Hình thức đào tạo", catalog="training_mode")
    starts: Mapped[PartialDate | None] = field("Từ", PartialDateType)
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType)
    grade: Mapped[str | None] = field("Xếp loại, điểm số")
    highest: Mapped[bool | None] = field("Trình độ cao nhất của loại này", YesNoType)

    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind_known"),
        Index(None, "person", "kind"),
        {"sqlite_with_rowid": False},
    )
