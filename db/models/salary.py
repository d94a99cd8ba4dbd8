"""Salary steps."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import REQUIRED, Record, field, link
from db.types import CoefficientType, DayType, MoneyType, WholeType
from db.values import Coefficient, Dong


class SalaryStep(Record):
    """Diễn biến lương: ngạch, bậc, hệ số được hưởng từ một ngày."""

    __tablename__ = "salary_step"
    __title__ = "Diễn biến lương"
    __tab__ = "Lương"
    __item__ = "30, 37.1"
    __level__ = REQUIRED
    __list__ = ("starts", "rank_code", "step", "coefficient", "beyond_percent")

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    starts: Mapped[date | None] = field("Hưởng từ ngày", DayType, item="30.1", old_item="14", level=REQUIRED)
    rank_code: Mapped[str | None] = field(
        "Mã ngạch, chức danh nghề nghiệp", catalog="ranks", reads="rank", item="30.1", old_item="14", level=REQUIRED
    )
    rank_name: Mapped[str | None] = field("Ngạch, chức danh nghề nghiệp", item="30.1", old_item="14", level=REQUIRED)
    rank_since: Mapped[date | None] = field("Ngày bổ nhiệm ngạch", DayType, item="30.1", level=REQUIRED)
    step: Mapped[int | None] = field("Bậc lương", WholeType, reads="step", item="30.1", old_item="14", level=REQUIRED)
    coefficient: Mapped[Coefficient | None] = field(
        "Hệ số lương", CoefficientType, item="30.1", old_item="14", level=REQUIRED
    )
    beyond_percent: Mapped[Coefficient | None] = field(
        "Phụ cấp thâm niên vượt khung (%)", CoefficientType, reads="percent", item="30.1"
    )
    percent_received: Mapped[Coefficient | None] = field(
        "Phần trăm hưởng (%)", CoefficientType, reads="percent", item="30.1"
    )
    beyond_since: Mapped[date | None] = field("Ngày hưởng vượt khung", DayType, item="30.1")
    position_pay: Mapped[Dong | None] = field("Tiền lương theo vị trí việc làm (đồng)", MoneyType, item="30.3")
    next_step_on: Mapped[date | None] = field("Mốc nâng lương lần sau", DayType)
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    decision_number: Mapped[str | None] = field("Số quyết định", retired="decision")
    decision_date: Mapped[date | None] = field("Ngày quyết định", DayType, past=True, retired="decision")
    decision_signer: Mapped[str | None] = field("Người ký quyết định", retired="decision")

    __table_args__ = (Index(None, "person", "starts"), {"sqlite_with_rowid": False})
