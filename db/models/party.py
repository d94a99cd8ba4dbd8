"""Party membership."""

from sqlalchemy.orm import Mapped

from db.base import USEFUL, Record, field, link
from db.types import PartialDateType
from db.values import PartialDate


class PartyMembership(Record):
    """Đảng viên Đảng Cộng sản Việt Nam."""

    __tablename__ = "party_membership"
    __title__ = "Đảng viên"
    __tab__ = "Đảng, đoàn thể"
    __item__ = "15, 26, 27"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    joined_on: Mapped[PartialDate | None] = field(
        "Ngày vào Đảng", PartialDateType, item="15", old_item="16", level=USEFUL
    )
    official_on: Mapped[PartialDate | None] = field(
        "Ngày chính thức", PartialDateType, item="15", old_item="16", level=USEFUL
    )
    card_number: Mapped[str | None] = field("Số thẻ đảng viên")
    post: Mapped[str | None] = field("Chức vụ Đảng", item="26")
    concurrent_post: Mapped[str | None] = field("Chức vụ Đảng kiêm nhiệm", item="27")
    left_on: Mapped[PartialDate | None] = field("Ngày ra khỏi Đảng", PartialDateType)
