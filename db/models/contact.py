"""How to reach a person."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from db.base import Record, field, link


class Contact(Record):
    """Liên hệ: số điện thoại, thư điện tử."""

    __tablename__ = "contact"
    __title__ = "Liên hệ"

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    kind: Mapped[str] = field("Loại liên hệ", nullable=False, catalog="contact_kind")
    value: Mapped[str] = field("Nội dung", nullable=False, restricted=True)

    __table_args__ = (
        CheckConstraint("kind IN ('phone', 'email', 'other')", name="kind_known"),
        {"sqlite_with_rowid": False},
    )
