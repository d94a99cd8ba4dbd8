"""Lists of posts, terms, decisions and temporary duties as they show, and the yearly figures of movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.document import Column, Document, LetterHead, Row, Signature, Table
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.post_rows import FigureRow


@dataclass(frozen=True)
class ListTable:
    """A list as it shows: its title, headings with their widths in characters, and the texts of its rows."""

    title: str
    headings: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


def list_document(table: ListTable, day: date, office: OfficeHead, *, witness: str = "") -> Document:
    """The paper of a list, numbered, as of a day."""
    columns = (Column(("STT",), "index", 5), *(Column((text,), "text", width) for text, width in table.headings))
    rows: list[Row] = [(place, *row) for place, row in enumerate(table.rows, 1)]
    return _paper(
        (table.title.upper(),), Table(columns, rows, name="Danh sách"), day, office, f"Tổng số: {len(rows)}.", witness
    )


def figures_document(
    rows: Sequence[FigureRow], years: Sequence[int], day: date, office: OfficeHead, *, witness: str = ""
) -> Document:
    """The yearly figures: one line each, one column for each year and their sum."""
    columns = (
        Column(("STT",), "index", 5),
        Column(("Nội dung",), "text", 44),
        *(Column((str(year),), "whole", 8) for year in years),
        Column(("Cộng",), "whole", 9),
    )
    lines: list[Row] = [
        (place, row.title, *(row.counts.get(year, 0) for year in years), sum(row.counts.values()))
        for place, row in enumerate(rows, 1)
    ]
    note = "Đếm theo lượt người và ngày có hiệu lực; quyết định đã huỷ bỏ không tính."
    title = ("SỐ LIỆU BỔ NHIỆM, ĐIỀU ĐỘNG HẰNG NĂM",)
    return _paper(title, Table(columns, lines, name="Số liệu"), day, office, note, witness)


def _paper(title: tuple[str, ...], table: Table, day: date, office: OfficeHead, note: str, witness: str) -> Document:
    return Document(
        title=title,
        subtitle=(f"(Tính đến {long_date(day)})",),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(table,),
        notes=(note,),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )
