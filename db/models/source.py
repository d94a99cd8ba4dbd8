"""Where a person's data came from: the workbook, its sheet, and the row word for word."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Record, field, link
from db.types import WholeType


class SourceFile(Record):
    """Một trang tính đã nhập: tệp nguồn (SHA-256), trang, tiêu đề cột và cách ghép cột."""

    __tablename__ = "source_file"
    __title__ = "Tệp nguồn"
    __person__ = ""
    __table_args__ = (Index(None, "sha256"), {"sqlite_with_rowid": False})

    sha256: Mapped[str] = field("Mã SHA-256 của tệp", blob=True, nullable=False)
    name: Mapped[str] = field("Tên tệp", nullable=False)
    sheet: Mapped[str] = field("Trang tính", nullable=False)
    headings: Mapped[str] = field("Tiêu đề các cột", nullable=False)
    mapping: Mapped[str] = field("Cách ghép cột", nullable=False)


class SourceRow(Record):
    """Một dòng của tệp nguồn, giữ nguyên văn từng ô, kể cả cột chưa có chỗ trong hồ sơ."""

    __tablename__ = "source_row"
    __title__ = "Nguồn"
    __tab__ = None

    person: Mapped[bytes] = link("person", "Hồ sơ", nullable=False, index=True)
    file: Mapped[bytes] = link("source_file", "Tệp nguồn", nullable=False, index=True)
    row: Mapped[int] = field("Dòng", WholeType, nullable=False)
    cells: Mapped[str] = field("Nguyên văn các ô", nullable=False)

    __table_args__ = ({"sqlite_with_rowid": False},)
