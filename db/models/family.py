"""Family."""

from sqlalchemy.orm import Mapped

from db.base import USEFUL, Record, field, link
from db.types import PartialDateType
from db.values import PartialDate


class FamilyMember(Record):
    """Quan hệ gia đình: bản thân (36.1) hoặc bên vợ, chồng (36.2)."""

    __tablename__ = "family_member"
    __title__ = "Quan hệ gia đình"
    __tab__ = "Lịch sử, gia đình"
    __item__ = "36"
    __level__ = USEFUL
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    side: Mapped[str] = field("Bên", nullable=False, catalog="family_side")
    relation: Mapped[str] = field("Mối quan hệ", nullable=False, catalog="relation", item="36", old_item="30")
    full_name: Mapped[str] = field("Họ và tên", nullable=False, reads="name", item="36", old_item="30")
    born: Mapped[PartialDate | None] = field("Năm sinh", PartialDateType, item="36", old_item="30", level=USEFUL)
    details: Mapped[str | None] = field(
        "Quê quán, nghề nghiệp, chức vụ, nơi ở", restricted=True, long=True, item="36", old_item="30", level=USEFUL
    )
    country: Mapped[str | None] = field("Nước đang ở (nếu ở nước ngoài)", restricted=True)
