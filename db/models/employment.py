"""Spells of employment by category of staff."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import REQUIRED, Record, field, link
from db.types import DayType


class Employment(Record):
    """Thời gian công tác theo một loại; without a start it began before the register knows."""

    __tablename__ = "employment"
    __title__ = "Thời gian công tác"
    __tab__ = "Quá trình công tác"
    __level__ = REQUIRED

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    category: Mapped[str | None] = field("Loại cán bộ, công chức, viên chức", catalog="category", level=REQUIRED)
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    end_reason: Mapped[str | None] = field("Lý do thôi", catalog="end_reason")

    __table_args__ = (
        CheckConstraint("category IS NULL OR category IN ('CB', 'CC', 'VC', 'HDLD', 'KCT')", name="category_known"),
        CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="dates_in_order"),
        Index(None, "person", "starts", "ends", "category"),
        {"sqlite_with_rowid": False},
    )
