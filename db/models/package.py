"""Packages sent to the office above."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.base import Record, field
from db.types import DayType, WholeType


class IssuedPackage(Record):
    """Gói đã gửi lên cấp trên: số liệu ngày nào, những gì, từ vị trí nào của nhật ký."""

    __tablename__ = "issued_package"
    __title__ = "Gói đã gửi lên cấp trên"
    __person__ = ""
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = field("Tên gói", nullable=False)
    as_of: Mapped[date] = field("Số liệu tính đến ngày", DayType, nullable=False)
    unit: Mapped[str | None] = field("Đơn vị")
    holds: Mapped[str] = field("Gồm", nullable=False)
    people: Mapped[int] = field("Số người", WholeType, nullable=False)
    digest: Mapped[str] = field("Mã SHA-256 của bản kê", nullable=False)
    seq: Mapped[int] = field("Vị trí nhật ký", WholeType, nullable=False)
    link: Mapped[str] = field("Mã vị trí nhật ký", nullable=False)
