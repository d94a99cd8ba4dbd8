"""Decisions, the numbers given to papers, and who may sign them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType, WholeType, YesNoType

CAPACITIES = ("", "TM", "KT", "TL", "TUQ", "Q")


class Decision(Record):
    """Quyết định, nghị quyết hoặc văn bản khác về nhân sự, tổ chức; một văn bản có thể nói về nhiều người."""

    __tablename__ = "decision"
    __title__ = "Quyết định"
    __person__ = ""

    number: Mapped[str | None] = field("Số, ký hiệu")
    signed_on: Mapped[date | None] = field("Ngày ký", DayType)
    effective_on: Mapped[date | None] = field("Ngày có hiệu lực", DayType)
    kind: Mapped[str | None] = field("Loại văn bản", catalog="decision_kind")
    authority: Mapped[str | None] = field("Cơ quan ban hành")
    signer_name: Mapped[str | None] = field("Người ký")
    signer_post: Mapped[str | None] = field("Chức vụ người ký")
    capacity: Mapped[str | None] = field("Thẩm quyền ký", catalog="signing_capacity")
    subject: Mapped[str | None] = field("Trích yếu", long=True)
    state: Mapped[str] = field("Hiệu lực", nullable=False, catalog="decision_state")
    replaces: Mapped[bytes | None] = link("decision", "Thay thế quyết định")
    note: Mapped[str | None] = field("Ghi chú", long=True)
    sha256: Mapped[str | None] = field("Bản quét", blob=True)
    media: Mapped[str | None] = field("Dạng tệp", catalog="media")

    __table_args__ = (
        CheckConstraint("state IN ('hieu_luc', 'huy_bo', 'thay_the')", name="state_known"),
        Index(None, "signed_on"),
        Index(None, "number"),
        {"sqlite_with_rowid": False},
    )


class DocumentNumber(Record):
    """Một số trong sổ đăng ký văn bản đi: giữ chỗ, đã dùng hoặc huỷ; mỗi năm một dãy cho mỗi loại ký hiệu."""

    __tablename__ = "document_number"
    __title__ = "Số văn bản"
    __person__ = ""

    year: Mapped[int] = field("Năm", WholeType, nullable=False)
    symbol: Mapped[str] = field("Ký hiệu", nullable=False)
    number: Mapped[int] = field("Số", WholeType, nullable=False)
    suffix: Mapped[str | None] = field("Số chèn")
    state: Mapped[str] = field("Tình trạng", nullable=False, catalog="number_state")
    taken_on: Mapped[date | None] = field("Ngày lấy số", DayType)
    purpose: Mapped[str | None] = field("Dùng cho")
    decision: Mapped[bytes | None] = link("decision", "Quyết định")
    note: Mapped[str | None] = field("Ghi chú")

    __table_args__ = (
        CheckConstraint("state IN ('giu_cho', 'da_dung', 'huy')", name="state_known"),
        CheckConstraint("number > 0", name="positive"),
        Index(None, "year", "symbol", "number"),
        Index(None, "decision"),
        {"sqlite_with_rowid": False},
    )


class Signer(Record):
    """Người có thẩm quyền ký văn bản, từ ngày đến ngày."""

    __tablename__ = "signer"
    __title__ = "Người ký"
    __person__ = ""

    name: Mapped[str] = field("Họ và tên", nullable=False)
    post: Mapped[str] = field("Chức vụ ghi trên văn bản", nullable=False)
    capacity: Mapped[str | None] = field("Thẩm quyền ký", catalog="signing_capacity")
    body: Mapped[str | None] = field("Tập thể, người đứng đầu được ký thay")
    authority: Mapped[str | None] = field("Cơ quan ban hành")
    starts: Mapped[date | None] = field("Từ ngày", DayType)
    ends: Mapped[date | None] = field("Đến hết ngày", DayType)
    usual: Mapped[bool | None] = field("Thường ký", YesNoType)

    __table_args__ = (
        CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="dates_in_order"),
        {"sqlite_with_rowid": False},
    )
