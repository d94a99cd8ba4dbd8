"""What a unit may have: job positions and the staff assigned to it."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import CoefficientType, DayType, WholeType, YesNoType
from db.values import Coefficient


class JobPosition(Record):
    """Vị trí việc làm hoặc chức vụ của một đơn vị, từ ngày đến ngày: ngạch, số người, phụ cấp, thời hạn."""

    __tablename__ = "job_position"
    __title__ = "Vị trí việc làm"
    __person__ = ""

    unit: Mapped[bytes] = link("unit", "Đơn vị", nullable=False)
    name: Mapped[str] = field("Tên vị trí, chức vụ", nullable=False)
    code: Mapped[str | None] = field("Mã vị trí")
    kind: Mapped[str | None] = field("Nhóm vị trí", catalog="job_position_kind")
    category: Mapped[str | None] = field("Loại", catalog="category")
    ranks: Mapped[str | None] = field("Ngạch, chức danh (mã, cách nhau bằng dấu phẩy)")
    leader: Mapped[bool | None] = field("Chức vụ lãnh đạo, quản lý", YesNoType)
    head: Mapped[bool | None] = field("Người đứng đầu đơn vị", YesNoType)
    allowance: Mapped[Coefficient | None] = field("Phụ cấp chức vụ", CoefficientType)
    term_months: Mapped[int | None] = field("Thời hạn giữ chức vụ (tháng)", WholeType)
    rotation_months: Mapped[int | None] = field("Thời hạn chuyển đổi vị trí (tháng)", WholeType)
    places: Mapped[int | None] = field("Số người", WholeType)
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    decision: Mapped[bytes | None] = link("decision", "Quyết định")

    __table_args__ = (
        CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="dates_in_order"),
        Index(None, "unit", "starts"),
        {"sqlite_with_rowid": False},
    )


class Quota(Record):
    """Biên chế, số người làm việc được giao cho một đơn vị theo loại, của một năm."""

    __tablename__ = "quota"
    __title__ = "Biên chế được giao"
    __person__ = ""

    unit: Mapped[bytes] = link("unit", "Đơn vị", nullable=False)
    category: Mapped[str] = field("Loại", nullable=False, catalog="category")
    year: Mapped[int] = field("Năm", WholeType, nullable=False)
    count: Mapped[int] = field("Số được giao", WholeType, nullable=False)
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    note: Mapped[str | None] = field("Ghi chú")

    __table_args__ = (
        CheckConstraint("count >= 0", name="not_negative"),
        Index(None, "unit", "year"),
        {"sqlite_with_rowid": False},
    )
