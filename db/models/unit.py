"""Units: a dated tree with predecessors, so that merged communes can be counted under both names."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType


class Unit(Record):
    """Đơn vị: what stays the same while its name, kind and parent change."""

    __tablename__ = "unit"
    __title__ = "Đơn vị"
    __person__ = ""
    __table_args__ = (Index(None, "code"), {"sqlite_with_rowid": False})

    code: Mapped[str | None] = field("Mã đơn vị")


class UnitState(Record):
    """Tên, loại và cấp trên của một đơn vị trong một khoảng thời gian."""

    __tablename__ = "unit_state"
    __title__ = "Tên và cấp trên của đơn vị"
    __person__ = ""

    unit: Mapped[bytes] = link("unit", "Đơn vị", nullable=False)
    name: Mapped[str] = field("Tên đơn vị", nullable=False)
    kind: Mapped[str | None] = field("Loại đơn vị", catalog="unit_kind")
    parent: Mapped[bytes | None] = link("unit", "Đơn vị cấp trên")
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến ngày", DayType)
    decision: Mapped[bytes | None] = link("decision", "Quyết định từ ngày đó")
    end_decision: Mapped[bytes | None] = link("decision", "Quyết định kết thúc")

    __table_args__ = (
        CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="dates_in_order"),
        Index(None, "unit", "starts", "ends"),
        Index(None, "parent"),
        {"sqlite_with_rowid": False},
    )


class UnitSuccession(Record):
    """Đơn vị cũ được sáp nhập, chia tách hoặc đổi thành đơn vị mới từ một ngày."""

    __tablename__ = "unit_succession"
    __title__ = "Đơn vị kế thừa"
    __person__ = ""

    predecessor: Mapped[bytes] = link("unit", "Đơn vị cũ", nullable=False, index=True)
    successor: Mapped[bytes] = link("unit", "Đơn vị mới", nullable=False, index=True)
    happened_on: Mapped[date] = field("Từ ngày", DayType, nullable=False)
    share: Mapped[str | None] = field("Phần chuyển sang")
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    decision_number: Mapped[str | None] = field("Số nghị quyết, quyết định")

    __table_args__ = (CheckConstraint("predecessor <> successor", name="two_units"), {"sqlite_with_rowid": False})
