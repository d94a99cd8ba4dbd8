"""Salary steps."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import CoefficientType, DayType, WholeType
from db.values import Coefficient


class SalaryStep(Record):
    """Diễn biến lương: ngạch, bậc, hệ số được hưởng từ một ngày."""

    __tablename__ = "salary_step"
    __title__ = "Diễn biến lương"

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    starts: Mapped[date | None] = field("Hưởng từ ngày", DayType)
    rank_code: Mapped[str | None] = field("Mã ngạch, chức danh nghề nghiệp", catalog="ranks")
    rank_name: Mapped[str | None] = field("Ngạch, chức danh nghề nghiệp")
    rank_since: Mapped[date | None] = field("Ngày bổ nhiệm ngạch", DayType)
    step: Mapped[int | None] = field("Bậc lương", WholeType)
    coefficient: Mapped[Coefficient | None] = field("Hệ số lương", CoefficientType)
    beyond_percent: Mapped[Coefficient | None] = field("Phụ cấp thâm niên vượt khung (%)", CoefficientType)
    percent_received: Mapped[Coefficient | None] = field("Phần trăm hưởng (%)", CoefficientType)
    next_step_on: Mapped[date | None] = field("Mốc nâng lương lần sau", DayType)
    decision_number: Mapped[str | None] = field("Số quyết định")
    decision_date: Mapped[date | None] = field("Ngày quyết định", DayType)
    decision_signer: Mapped[str | None] = field("Người ký quyết định")

    __table_args__ = (Index(None, "person", "starts"), {"sqlite_with_rowid": False})
