"""Units with what they were given, what they have and what is free: one line each, indented as the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.values import Key
from desktop_app.document import Column, Document, LetterHead, Row, Signature, Table
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.organisation.staffing import PositionRow, QuotaRow
from desktop_app.services.organisation.view import TreeRow
from desktop_app.services.roster_types import CATEGORY_NAMES

TITLE = "TỔ CHỨC, BIÊN CHẾ ĐƯỢC GIAO VÀ SỐ CÓ MẶT"
_SHORT = {"CB": "Cán bộ", "CC": "Công chức", "VC": "Viên chức", "HDLD": "Hợp đồng", "KCT": "Không chuyên trách"}
_INDENT = "\u2003"


@dataclass(frozen=True)
class UnitLines:
    """What the list is made of: the tree, the quotas and the places of each unit."""

    units: Sequence[TreeRow]
    quotas: Sequence[QuotaRow]
    positions: Sequence[PositionRow]
    day: date


def units_document(lines: UnitLines, office: OfficeHead, made_on: date, *, witness: str = "") -> Document:
    """The list of units as of a day."""
    held = [code for code in CATEGORY_NAMES if any(row.category == code for row in lines.quotas)] or ["CC"]
    by_unit: dict[tuple[Key, str], QuotaRow] = {(row.unit, row.category): row for row in lines.quotas}
    vacant: dict[Key, int] = {}
    for row in lines.positions:
        vacant[row.position.unit] = vacant.get(row.position.unit, 0) + row.vacant
    columns = [
        Column(("STT",), "index", 5, repeated=True),
        Column(("Đơn vị",), "text", 34, repeated=True),
        Column(("Loại đơn vị",), "text", 15),
        Column(("Người đứng đầu",), "text", 20),
    ]
    for code in held:
        columns += [Column((_SHORT[code], title), "whole", 8) for title in ("Giao", "Có mặt", "Còn", "Vượt")]
    columns += [Column(("Tổng số người",), "whole", 8), Column(("Vị trí khuyết",), "whole", 8)]
    rows = [_row(place, unit, held, by_unit, vacant) for place, unit in enumerate(lines.units, 1)]
    table = Table(tuple(columns), rows, numbered=True, name="Đơn vị", empty="Chưa có đơn vị nào vào ngày này.")
    over = sum(row.over for row in lines.quotas if row.given is not None)
    notes = (
        f"Số có mặt của mỗi đơn vị gồm cả các đơn vị trực thuộc. Biên chế giao của năm {lines.day.year}."
        + (f" Vượt biên chế được giao: {over} người." if over else ""),
    )
    return _paper(TITLE, (lines.day, made_on), office, table, notes, witness)


def _row(
    place: int, unit: TreeRow, held: Sequence[str], by_unit: dict[tuple[Key, str], QuotaRow], vacant: dict[Key, int]
) -> Row:
    cells: list[str | int | None] = [place, f"{_INDENT * unit.depth}{unit.name}", unit.kind, ", ".join(unit.heads)]
    for code in held:
        row = by_unit.get((unit.key, code))
        known = row is not None and row.holds is not None
        cells += [
            row.holds if row else None,
            unit.by_category.get(code, 0) or None,
            row.free if row and known else None,
            (row.over or None) if row and known else None,
        ]
    return (*cells, unit.total, vacant.get(unit.key) or None)


def positions_document(
    rows: Sequence[PositionRow], day: date, office: OfficeHead, made_on: date, *, witness: str = ""
) -> Document:
    """The list of job positions and posts with who holds them."""
    from desktop_app.services.catalogs import catalog

    columns = (
        Column(("STT",), "index", 5, repeated=True),
        Column(("Đơn vị",), "text", 28),
        Column(("Vị trí việc làm, chức vụ",), "text", 26, repeated=True),
        Column(("Nhóm",), "text", 18),
        Column(("Đối tượng",), "text", 12),
        Column(("Ngạch, chức danh",), "text", 14),
        Column(("Phụ cấp chức vụ",), "number", 8),
        Column(("Thời hạn (tháng)",), "whole", 8),
        Column(("Số người",), "whole", 7),
        Column(("Có mặt",), "whole", 7),
        Column(("Khuyết",), "whole", 7),
        Column(("Người đang giữ",), "text", 34),
    )
    kinds = catalog("job_position_kind")
    lines = []
    for place, row in enumerate(rows, 1):
        one = row.position
        allowance = Decimal(str(one.allowance)) if one.allowance is not None else None
        lines.append(
            (
                place, row.unit_name, one.name, kinds.name_of(one.kind) if one.kind else "",
                CATEGORY_NAMES.get(one.category, ""), one.ranks, allowance, one.term_months, one.places,
                len(row.holders), row.vacant if row.listed else None, ", ".join(held.name for held in row.holders),
            )
        )  # fmt: skip
    table = Table(columns, lines, numbered=True, name="Vị trí việc làm", empty="Chưa có vị trí nào vào ngày này.")
    unlisted = sum(not row.listed for row in rows)
    notes = (
        (f"{unlisted} chức vụ đang có người giữ nhưng chưa có trong danh mục vị trí của đơn vị.",) if unlisted else ()
    )
    return _paper("DANH MỤC VỊ TRÍ VIỆC LÀM, CHỨC VỤ", (day, made_on), office, table, notes, witness)


def _paper(
    title: str, days: tuple[date, date], office: OfficeHead, table: Table, notes: tuple[str, ...], witness: str
) -> Document:
    day, made_on = days
    return Document(
        title=(title,),
        subtitle=(f"(Số liệu tính đến {long_date(day)})",),
        head=LetterHead(office.name, office.parent, office.place, made_on),
        tables=(table,),
        notes=notes,
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )
