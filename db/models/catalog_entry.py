"""Entries an office adds to the shipped code lists."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.base import Record, field
from db.types import DayType


class CatalogEntry(Record):
    """Mục danh mục riêng của cơ quan."""

    __tablename__ = "catalog_entry"
    __title__ = "Mục danh mục"
    __person__ = ""
    __table_args__ = ({"sqlite_with_rowid": False},)

    catalog: Mapped[str] = field("Danh mục", nullable=False)
    code: Mapped[str] = field("Mã", nullable=False)
    name: Mapped[str] = field("Tên", nullable=False)
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến ngày", DayType)
