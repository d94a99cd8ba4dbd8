"""Posts held in units."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import REQUIRED, USEFUL, Record, field, link
from db.types import CoefficientType, DayType, YesNoType
from db.values import Coefficient


class Assignment(Record):
    """Vị trí công tác: chức vụ, chức danh giữ ở một đơn vị, từ quyết định này đến quyết định khác."""

    __tablename__ = "assignment"
    __title__ = "Chức vụ, đơn vị công tác"
    __tab__ = "Quá trình công tác"
    __item__ = "23, 25"
    __level__ = REQUIRED

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    unit: Mapped[bytes | None] = link("unit", "Đơn vị", level=REQUIRED)
    post: Mapped[str | None] = field("Chức vụ, chức danh", catalog="post", item="23", old_item="12", level=USEFUL)
    main: Mapped[bool] = field("Chức vụ chính", YesNoType, nullable=False)
    leader: Mapped[bool | None] = field("Giữ chức vụ lãnh đạo, quản lý", YesNoType)
    movement: Mapped[str | None] = field("Hình thức", catalog="movement")
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    post_since: Mapped[date | None] = field("Ngày bổ nhiệm, phê chuẩn", DayType, item="23", level=USEFUL)
    term_ends: Mapped[date | None] = field("Hết thời hạn giữ chức vụ", DayType)
    job_position: Mapped[str | None] = field("Vị trí việc làm", item="30.3", level=USEFUL)
    job_position_code: Mapped[str | None] = field("Mã vị trí việc làm", item="30.3")
    allowance: Mapped[Coefficient | None] = field("Phụ cấp chức vụ", CoefficientType, item="30.2", old_item="14")
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    place: Mapped[bytes | None] = link("job_position", "Vị trí trong danh mục của đơn vị")
    concurrent: Mapped[bool | None] = field("Kiêm nhiệm", YesNoType)
    acting: Mapped[str | None] = field("Giao quyền, phụ trách", catalog="acting_kind")
    decision_number: Mapped[str | None] = field("Số quyết định", retired="decision")
    decision_date: Mapped[date | None] = field("Ngày quyết định", DayType, past=True, retired="decision")
    decision_signer: Mapped[str | None] = field("Người ký quyết định", retired="decision")

    __table_args__ = (
        CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="dates_in_order"),
        Index(None, "person", "main", "starts", "ends", "unit"),
        Index(None, "unit", "main", "starts", "ends", "person"),
        {"sqlite_with_rowid": False},
    )
