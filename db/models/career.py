"""What a person did before and beside the posts of the register: work, army, organisations, abroad, planning."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.base import USEFUL, Record, field, link
from db.types import DayType, PartialDateType
from db.values import PartialDate


class WorkHistory(Record):
    """Quá trình công tác: trước khi vào cơ quan, hoặc ở ngoài sổ này."""

    __tablename__ = "work_history"
    __title__ = "Công tác trước và ngoài sổ"
    __tab__ = "Quá trình công tác"
    __item__ = "33"
    __level__ = USEFUL
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    starts: Mapped[PartialDate | None] = field("Từ tháng, năm", PartialDateType, item="33", old_item="28", level=USEFUL)
    ends: Mapped[PartialDate | None] = field("Đến tháng, năm", PartialDateType, item="33", old_item="28")
    workplace: Mapped[str] = field(
        "Đơn vị công tác (đảng, chính quyền, đoàn thể)", nullable=False, item="33", old_item="28"
    )
    post: Mapped[str | None] = field("Chức danh, chức vụ", item="33", old_item="28", level=USEFUL)


class Planning(Record):
    """Được quy hoạch một chức danh."""

    __tablename__ = "planning"
    __title__ = "Quy hoạch"
    __tab__ = "Quá trình công tác"
    __item__ = "24"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    post: Mapped[str] = field("Chức danh quy hoạch", nullable=False, item="24")
    term: Mapped[str | None] = field("Nhiệm kỳ", item="24")
    starts: Mapped[date | None] = field("Ngày phê duyệt", DayType)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    decision_number: Mapped[str | None] = field("Số quyết định")


class ArmyService(Record):
    """Thời gian trong lực lượng vũ trang."""

    __tablename__ = "army_service"
    __title__ = "Quân ngũ"
    __tab__ = "Đảng, đoàn thể"
    __item__ = "17"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    starts: Mapped[PartialDate | None] = field("Ngày nhập ngũ", PartialDateType, item="17", old_item="18")
    ends: Mapped[PartialDate | None] = field("Ngày xuất ngũ", PartialDateType, item="17", old_item="18")
    highest_rank: Mapped[str | None] = field("Quân hàm, chức vụ cao nhất", item="17", old_item="18")


class Organisation(Record):
    """Tổ chức chính trị - xã hội đã tham gia."""

    __tablename__ = "organisation"
    __title__ = "Tổ chức chính trị - xã hội"
    __tab__ = "Đảng, đoàn thể"
    __item__ = "16"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    name: Mapped[str] = field("Tổ chức", nullable=False, item="16", old_item="17")
    starts: Mapped[PartialDate | None] = field("Ngày tham gia", PartialDateType, item="16", old_item="17")
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType)
    post: Mapped[str | None] = field("Chức vụ trong tổ chức", item="16")


class OldRegimeWork(Record):
    """Làm việc cho chế độ cũ."""

    __tablename__ = "old_regime_work"
    __title__ = "Làm việc cho chế độ cũ"
    __tab__ = "Lịch sử, gia đình"
    __item__ = "34.2"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    starts: Mapped[PartialDate | None] = field("Từ", PartialDateType, item="34.2", old_item="29")
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType, item="34.2", old_item="29")
    details: Mapped[str] = field(
        "Chức danh, chức vụ, đơn vị, địa điểm đã làm việc",
        nullable=False,
        restricted=True,
        long=True,
        item="34.2",
        old_item="29",
    )


class ForeignTie(Record):
    """Quan hệ với tổ chức ở nước ngoài."""

    __tablename__ = "foreign_tie"
    __title__ = "Quan hệ với tổ chức ở nước ngoài"
    __tab__ = "Lịch sử, gia đình"
    __item__ = "34.3"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    starts: Mapped[PartialDate | None] = field("Từ", PartialDateType, item="34.3", old_item="29")
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType, item="34.3", old_item="29")
    details: Mapped[str] = field(
        "Tên tổ chức, địa chỉ trụ sở, công việc đã làm",
        nullable=False,
        restricted=True,
        long=True,
        item="34.3",
        old_item="29",
    )


class ForeignTrip(Record):
    """Đi nước ngoài."""

    __tablename__ = "foreign_trip"
    __title__ = "Đi nước ngoài"
    __tab__ = "Lịch sử, gia đình"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    starts: Mapped[PartialDate | None] = field("Từ", PartialDateType)
    ends: Mapped[PartialDate | None] = field("Đến", PartialDateType)
    country: Mapped[str] = field("Nước đến", nullable=False)
    purpose: Mapped[str | None] = field("Mục đích")
    decision_number: Mapped[str | None] = field("Số quyết định cho phép")
