"""Danh sách cán bộ, công chức, viên chức: exactly what the list on screen shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.document import Column, Document, LetterHead, Signature, Table, shown, vietnamese_day
from desktop_app.services.roster_types import CATEGORY_NAMES, SEX_NAMES, RosterRow


@dataclass(frozen=True)
class RosterColumn:
    """One column of the list: its title, kind of value and width; the same on screen, in a copy, Excel and PDF."""

    name: str
    title: str
    kind: str
    width: int
    value: Callable[[RosterRow], Any]

    def text(self, row: RosterRow) -> str:
        """What people read."""
        return shown(self.value(row), self.kind)


def _column(name: str, title: str, kind: str, width: int, value: Callable[[RosterRow], Any] | None = None) -> RosterColumn:
    def attribute(row: RosterRow) -> Any:
        return getattr(row, name)

    return RosterColumn(name, title, kind, width, value or attribute)


def _number(name: str) -> Callable[[RosterRow], float | None]:
    def read(row: RosterRow) -> float | None:
        text = getattr(row, name)
        return float(text) if text else None

    return read


COLUMNS: tuple[RosterColumn, ...] = (
    _column("full_name", "Họ và tên", "text", 24),
    _column("sex", "Giới tính", "text", 7, lambda row: SEX_NAMES.get(row.sex, "")),
    _column("born", "Ngày sinh", "date", 11),
    _column("personal_number", "Số CCCD", "text", 14),
    _column("staff_number", "Số hiệu", "text", 14),
    _column("category", "Loại", "text", 11, lambda row: CATEGORY_NAMES.get(row.category, "")),
    _column("post", "Chức vụ, chức danh", "text", 22),
    _column("post_since", "Ngày bổ nhiệm", "date", 11),
    _column("unit", "Đơn vị", "text", 28),
    _column("unit_path", "Đơn vị (đầy đủ)", "text", 36),
    _column("rank_code", "Mã ngạch", "text", 11),
    _column("rank_name", "Ngạch, chức danh nghề nghiệp", "text", 22),
    _column("step", "Bậc", "whole", 5),
    _column("coefficient", "Hệ số", "number", 7, _number("coefficient")),
    _column("beyond_percent", "Vượt khung (%)", "number", 9, _number("beyond_percent")),
    _column("salary_since", "Ngày hưởng", "date", 11),
    _column("next_step_on", "Mốc nâng lương sau", "date", 11),
    _column("recruited_on", "Ngày tuyển dụng", "date", 11),
    _column("general_education", "Phổ thông", "text", 9),
    _column("qualification", "Trình độ chuyên môn", "text", 13),
    _column("major", "Chuyên ngành", "text", 20),
    _column("political_theory", "Lý luận chính trị", "text", 12),
    _column("state_management", "Quản lý nhà nước", "text", 15),
    _column("foreign_language", "Ngoại ngữ", "text", 15),
    _column("informatics", "Tin học", "text", 18),
    _column("party_joined", "Ngày vào Đảng", "date", 11),
    _column("party_official", "Ngày chính thức", "date", 11),
    _column("ethnic", "Dân tộc", "text", 9),
    _column("religion", "Tôn giáo", "text", 10),
    _column("home_town", "Quê quán", "text", 36),
    _column("address", "Nơi ở hiện nay", "text", 28),
    _column("phone", "Điện thoại", "text", 12),
    _column("email", "Thư điện tử", "text", 26),
    _column("insurance_number", "Số BHXH", "text", 12),
    _column("left_on", "Ngày rời", "date", 11),
)
BY_NAME = {column.name: column for column in COLUMNS}
DEFAULT_COLUMNS = ("full_name", "born", "post", "unit", "coefficient")
EXPORT_COLUMNS = (
    "full_name", "sex", "born", "personal_number", "category", "post", "unit", "rank_code", "step", "coefficient", "salary_since",
    "qualification", "political_theory", "party_joined", "phone",
)  # fmt: skip


@dataclass(frozen=True)
class OfficeHead:
    """What a paper says of the office."""

    name: str
    parent: str = ""
    place: str = ""
    signer_role: str = "THỦ TRƯỞNG ĐƠN VỊ"
    signer_name: str = ""
    practice: bool = False


def roster_document(
    rows: Sequence[RosterRow],
    columns: Sequence[RosterColumn],
    office: OfficeHead,
    *,
    as_of: date,
    day: date,
    filter_text: str = "",
    witness: str = "",
) -> Document:
    """The list as a paper: the columns, order and rows given, the day the figures speak of, and the counts."""
    women = sum(row.sex == "nu" for row in rows)
    counts = [f"{name}: {count}" for code, name in CATEGORY_NAMES.items() if (count := sum(r.category == code for r in rows))]
    printed = (Column("STT", "whole", 5), *(Column(column.title, column.kind, column.width) for column in columns))
    body = [(place, *(column.value(row) for column in columns)) for place, row in enumerate(rows, 1)]
    people = f"{len(rows):02d}" if len(rows) < 10 else shown(len(rows), "whole")  # noqa: PLR2004 - two digits on paper
    totals = (f"Tổng số: {people} người", f"trong đó nữ: {women}", *counts)
    subtitles = [f"(Số liệu tính đến {vietnamese_day(as_of)})"]
    if filter_text:
        subtitles.append(filter_text)
    return Document(
        "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
        LetterHead(office.parent, office.name, office.place, day),
        Table(printed, body, totals),
        tuple(subtitles),
        (Signature("NGƯỜI LẬP BẢNG"), Signature(office.signer_role.upper(), "(Ký, đóng dấu)", office.signer_name)),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        witness=witness,
    )
