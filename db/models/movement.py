"""Movements: what a decision does to one person."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import CoefficientType, DayType, WholeType
from db.values import Coefficient


class Movement(Record):
    """Biến động nhân sự: một quyết định tuyển dụng, bổ nhiệm, điều động, thôi giữ chức vụ… đối với một người."""

    __tablename__ = "movement"
    __title__ = "Biến động nhân sự"
    __tab__ = "Quá trình công tác"
    __list__ = ("kind", "effective_on", "unit", "post", "decision")

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    kind: Mapped[str] = field("Hình thức", nullable=False, catalog="movement")
    effective_on: Mapped[date] = field("Có hiệu lực từ ngày", DayType, nullable=False)
    until: Mapped[date | None] = field("Đến hết ngày", DayType)
    assignment: Mapped[bytes | None] = link("assignment", "Vị trí công tác")
    previous: Mapped[bytes | None] = link("assignment", "Vị trí công tác trước đó")
    employment: Mapped[bytes | None] = link("employment", "Thời gian công tác")
    unit: Mapped[bytes | None] = link("unit", "Đơn vị đến")
    post: Mapped[str | None] = field("Chức vụ, chức danh", catalog="post")
    term_months: Mapped[int | None] = field("Thời hạn (tháng)", WholeType)
    grounds: Mapped[str | None] = field("Lý do, căn cứ", long=True)
    overridden: Mapped[str | None] = field("Lý do vượt quy định", long=True)
    overrider: Mapped[str | None] = field("Cấp có thẩm quyền đồng ý")
    note: Mapped[str | None] = field("Ghi chú", long=True)

    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= effective_on", name="dates_in_order"),
        Index(None, "person", "effective_on"),
        Index(None, "kind", "effective_on"),
        Index(None, "decision"),
        {"sqlite_with_rowid": False},
    )


class PreservedAllowance(Record):
    """Phụ cấp chức vụ được bảo lưu sau khi thôi giữ chức vụ, sắp xếp tổ chức."""

    __tablename__ = "preserved_allowance"
    __title__ = "Phụ cấp chức vụ bảo lưu"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    movement: Mapped[bytes | None] = link("movement", "Biến động")
    coefficient: Mapped[Coefficient] = field("Hệ số bảo lưu", CoefficientType, nullable=False)
    starts: Mapped[date] = field("Từ ngày", DayType, nullable=False)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    basis: Mapped[str | None] = field("Căn cứ")

    __table_args__ = (
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        Index(None, "person", "starts"),
        {"sqlite_with_rowid": False},
    )
