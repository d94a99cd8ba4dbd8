"""Retirement: the case of one person and its steps."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType, MoneyType, WholeType, YesNoType
from db.values import Dong

RETIREMENT_KINDS = ("nghi_huu", "nghi_truoc_tuoi", "tinh_gian", "nd178", "thoi_viec", "keo_dai")
RETIREMENT_STEPS = ("thong_bao", "quyet_dinh", "ban_giao", "ho_so", "hoan", "huy", "tu_choi_lui")


class RetirementCase(Record):
    """Hồ sơ nghỉ hưu, nghỉ trước tuổi, tinh giản biên chế, thôi việc hoặc kéo dài thời gian công tác của một người."""

    __tablename__ = "retirement_case"
    __title__ = "Hồ sơ nghỉ hưu"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False)
    kind: Mapped[str] = field("Trường hợp", nullable=False, catalog="retirement_kind")
    early_case: Mapped[str | None] = field("Trường hợp tuổi thấp hơn, cao hơn", catalog="retirement_early_case")
    postponement: Mapped[str | None] = field("Lý do lùi thời điểm nghỉ hưu", catalog="retirement_postponement")
    wished_on: Mapped[date | None] = field("Ngày nghỉ theo nguyện vọng", DayType)
    last_working_day: Mapped[date | None] = field("Ngày làm việc cuối cùng", DayType)
    pension_start: Mapped[date | None] = field("Hưởng lương hưu từ ngày", DayType)
    insured_months: Mapped[int | None] = field("Thời gian đóng bảo hiểm xã hội (tháng)", WholeType)
    regime: Mapped[str | None] = field("Chính sách áp dụng", catalog="early_exit_regime")
    clause: Mapped[str | None] = field("Điểm, khoản áp dụng")
    batch: Mapped[str | None] = field("Đợt giải quyết")
    reorganised_on: Mapped[date | None] = field("Ngày quyết định sắp xếp tổ chức", DayType)
    reason: Mapped[str | None] = field("Lý do thôi việc", catalog="leaving_reason")
    heavy: Mapped[bool | None] = field("Nghề nặng nhọc, vùng đặc biệt khó khăn", YesNoType)
    submitted_on: Mapped[date | None] = field("Ngày nộp đơn", DayType)
    one_off: Mapped[Dong | None] = field("Trợ cấp một lần (đồng)", MoneyType)
    pay_basis: Mapped[Dong | None] = field("Tiền lương tháng để tính (đồng)", MoneyType)
    salary_raise_pointed: Mapped[date | None] = field("Ngày xem xét nâng lương trước khi nghỉ", DayType)
    note: Mapped[str | None] = field("Ghi chú", long=True)

    __table_args__ = (Index(None, "person"), {"sqlite_with_rowid": False})


class RetirementStep(Record):
    """Một bước của hồ sơ nghỉ hưu: thông báo, quyết định, bàn giao, giấy tờ gửi bảo hiểm xã hội, hoãn hoặc huỷ."""

    __tablename__ = "retirement_step"
    __title__ = "Bước giải quyết nghỉ hưu"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    case: Mapped[bytes] = link("retirement_case", "Hồ sơ nghỉ hưu", nullable=False)
    kind: Mapped[str] = field("Bước", nullable=False, catalog="retirement_step")
    day: Mapped[date] = field("Ngày", DayType, nullable=False)
    decision: Mapped[bytes | None] = link("decision", "Văn bản")
    item: Mapped[str | None] = field("Giấy tờ", catalog="retirement_paper")
    sent_to: Mapped[str | None] = field("Gửi đến")
    told: Mapped[date | None] = field("Nghỉ từ ngày, như văn bản ghi", DayType)
    note: Mapped[str | None] = field("Ghi chú", long=True)

    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in RETIREMENT_STEPS) + ")", name="kind_known"),
        Index(None, "case", "day"),
        {"sqlite_with_rowid": False},
    )
