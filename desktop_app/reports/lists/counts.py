"""The counts of a list by group, as a paper."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from desktop_app.document import Column, Document, LetterHead, Row, Signature, Table
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date, people
from desktop_app.services.roster_types import GROUP_NAMES, GroupRow

TITLE = "TỔNG HỢP SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"


def counts_document(
    rows: Sequence[GroupRow],
    by: str,
    office: OfficeHead,
    as_of: date,
    filter_text: str,
    day: date,
    *,
    witness: str = "",
) -> Document:
    """The counts of each group and of all, under the head of the office; ``by`` is one of ``GROUP_NAMES``."""
    subtitle = [f"(Theo {GROUP_NAMES[by].lower()}; số liệu tính đến {long_date(as_of)})"]
    if filter_text:
        subtitle.append(f"Điều kiện lọc: {filter_text}")
    total = sum(row.people for row in rows)
    lines: list[Row] = [
        (place, row.title, row.people, row.women, row.party, Decimal(row.share.replace(",", ".")))
        for place, row in enumerate(rows, 1)
    ]
    columns = (
        Column(("STT",), "index", 5),
        Column((GROUP_NAMES[by],), "text", 44),
        Column(("Số người",), "whole", 10),
        Column(("Nữ",), "whole", 10),
        Column(("Đảng viên",), "whole", 10),
        Column(("Tỉ lệ (%)",), "number", 10),
    )
    women, party = sum(row.women for row in rows), sum(row.party for row in rows)
    return Document(
        title=(TITLE,),
        subtitle=tuple(subtitle),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(Table(columns=columns, rows=lines, numbered=True, empty="Không có người nào đúng điều kiện."),),
        notes=(f"Tổng số: {people(total)}. Nữ: {people(women)}; đảng viên: {people(party)}.",),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature((office.signer_role,), "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )
