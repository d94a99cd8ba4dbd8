"""The office whose register this file is."""

from sqlalchemy.orm import Mapped

from db.base import Record, field


class Office(Record):
    """Cơ quan dùng sổ: one row; its level is a setting, nothing is hard-wired to one."""

    __tablename__ = "office"
    __title__ = "Cơ quan"
    __person__ = ""
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = field("Tên cơ quan", nullable=False)
    parent_name: Mapped[str | None] = field("Cơ quan chủ quản")
    level: Mapped[str | None] = field("Cấp", catalog="office_level")
    province: Mapped[str | None] = field("Tỉnh, thành phố (mã)")
    area: Mapped[str | None] = field("Xã, phường, đặc khu; quận, huyện trước 01/7/2025 (mã)")
    place: Mapped[str | None] = field("Địa danh ghi trên văn bản")
    signing: Mapped[str | None] = field("Dòng trên chức vụ người ký (TM., KT., TL.)")
    signer_role: Mapped[str | None] = field("Chức vụ người ký")
    signer_name: Mapped[str | None] = field("Họ tên người ký")
    lineage: Mapped[str] = field("Mã dòng dữ liệu", nullable=False)
    practice: Mapped[str | None] = field("Văn phòng thực hành")
