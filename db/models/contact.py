"""How to reach a person."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from db.base import USEFUL, Record, field, link


class Contact(Record):
    """Liên hệ: số điện thoại, thư điện tử."""

    __tablename__ = "contact"
    __title__ = "Liên hệ"
    __tab__ = "Thông tin chung"
    __item__ = "8"
    __level__ = USEFUL
    __kinds__ = (("phone", USEFUL), ("email", USEFUL))

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    kind: Mapped[str] = field("Loại liên hệ", nullable=False, catalog="contact_kind")
    value: Mapped[str] = field("Nội dung", nullable=False, restricted=True, item="8", level=USEFUL)

    __table_args__ = (
        CheckConstraint("kind IN ('phone', 'email', 'other')", name="kind_known"),
        {"sqlite_with_rowid": False},
    )
