"""Papers of the file: scans and photographs of decisions, diplomas, declarations."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import DayType, WholeType


class Paper(Record):
    """Giấy tờ trong hồ sơ: bản quét hoặc ảnh chụp, giữ theo mã SHA-256; ảnh nhỏ nằm trong tệp dữ liệu."""

    __tablename__ = "paper"
    __title__ = "Giấy tờ"
    __tab__ = "Giấy tờ"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    kind: Mapped[str] = field("Loại giấy tờ", nullable=False, catalog="paper_kind")
    title: Mapped[str] = field("Tên giấy tờ", nullable=False)
    number: Mapped[str | None] = field("Số, ký hiệu")
    issued_on: Mapped[date | None] = field("Ngày của giấy tờ", DayType, past=True)
    sha256: Mapped[str | None] = field("Bản quét", blob=True)
    media: Mapped[str | None] = field("Dạng tệp", catalog="media", reads="machine")
    size: Mapped[int | None] = field("Cỡ tệp (byte)", WholeType, reads="machine")
