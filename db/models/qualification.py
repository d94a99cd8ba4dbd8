"""Qualifications of all kinds."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import REQUIRED, USEFUL, Record, field, link
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
    __title__ = "Đào tạo, bồi dưỡng, trình độ"
    __tab__ = "Đào tạo, bồi dưỡng"
    __item__ = "32"
    __level__ = REQUIRED
    __list__ = ("kind", "level", "major", "school", "ends")
    __kinds__ = (
        ("chuyen_mon", REQUIRED),
        ("ly_luan", USEFUL),
        ("quan_ly_nha_nuoc", USEFUL),
        ("ngoai_ngu", USEFUL),
        ("tin_hoc", USEFUL),
        ("quoc_phong", USEFUL),
    )

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    kind: Mapped[str] = field("Loại trình độ", nullable=False, catalog="qualification_kind")
    level: Mapped[str | None] = field("Trình độ, văn bằng, chứng chỉ", item="20, 32", old_item="15", level=REQUIRED)
    major: Mapped[str | None] = field("Chuyên ngành, ngôn ngữ", item="32", old_item="15.2", level=USEFUL)
    school: Mapped[str | None] = field("Cơ sở đào tạo", item="32", old_item="27", level=USEFUL)
    mode: Mapped[str | None] = field("Hình thức đào tạo", catalog="training_mode", item="32", old_item="27")
    starts: Mapped[PartialDate | None] = field("Từ", PartialDateType, item="32", old_item="27")
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType, item="32", old_item="27")
    grade: Mapped[str | None] = field("Xếp loại, điểm số", item="32.6")
    country: Mapped[str | None] = field("Nước đào tạo")
    highest: Mapped[bool | None] = field("Trình độ cao nhất của loại này", YesNoType)

    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind_known"),
        Index(None, "person", "kind"),
        {"sqlite_with_rowid": False},
    )
