"""What the clerk said of a task of the due list, and the figures of the law the office corrected."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType

MARKS = ("bo_qua", "nhac_lai", "ban_giao", "da_lam")


class DueMark(Record):
    """Ghi chú về một việc đến hạn: bỏ qua có lý do, nhắc lại sau, bàn giao cho người khác, đã làm ngày nào."""

    __tablename__ = "due_mark"
    __title__ = "Ghi chú việc đến hạn"
    __tab__ = None

    person: Mapped[bytes | None] = link("person", "Hồ sơ")
    task: Mapped[str] = field("Mã việc", nullable=False)
    kind: Mapped[str] = field("Xử lý", nullable=False, catalog="due_mark")
    marked_on: Mapped[date] = field("Ngày ghi", DayType, nullable=False)
    due: Mapped[date | None] = field("Ngày đến hạn của việc", DayType)
    until: Mapped[date | None] = field("Nhắc lại từ ngày", DayType)
    note: Mapped[str | None] = field("Lý do, lời nhắn", long=True)
    whom: Mapped[str | None] = field("Bàn giao cho")
    decision: Mapped[bytes | None] = link("decision", "Văn bản đã lập")

    __table_args__ = (
        CheckConstraint("kind IN ('bo_qua', 'nhac_lai', 'ban_giao', 'da_lam')", name="kind_known"),
        Index(None, "task"),
        {"sqlite_with_rowid": False},
    )


class FigureCorrection(Record):
    """Số liệu của quy định do cơ quan sửa, đặt lên trên số liệu kèm chương trình."""

    __tablename__ = "figure_correction"
    __title__ = "Số liệu quy định đã sửa"
    __person__ = ""
    __table_args__ = ({"sqlite_with_rowid": False},)

    topic: Mapped[str] = field("Chủ đề", nullable=False)
    name: Mapped[str] = field("Số liệu", nullable=False)
    category: Mapped[str] = field("Loại", nullable=False)
    value: Mapped[str] = field("Giá trị", nullable=False)
    starts: Mapped[date] = field("Từ ngày", DayType, nullable=False)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    basis: Mapped[str] = field("Căn cứ", nullable=False)
