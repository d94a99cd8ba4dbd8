"""Family."""

from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import PartialDateType
from db.values import PartialDate


class FamilyMember(Record):
    """Quan hệ gia đình: bản thân (36.1) hoặc bên vợ, chồng (36.2)."""

    __tablename__ = "family_member"
    __title__ = "Quan hệ gia đình"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    side: Mapped[str] = field("Bên", nullable=False, catalog="family_side")
    relation: Mapped[str] = field("Mối quan hệ", nullable=False, catalog="relation")
    full_name: Mapped[str] = field("Họ và tên", nullable=False)
    born: Mapped[PartialDate | None] = field("Năm sinh", PartialDateType)
    details: Mapped[str | None] = field("Quê quán, nghề nghiệp, chức vụ, nơi ở", restricted=True)
