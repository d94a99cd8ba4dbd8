"""Phiếu kiểm tra dữ liệu: everything a file holds, where it came from, what it lacks, room to correct by hand and to sign."""

from collections.abc import Sequence

from db.base import REST
from db.fields import Field, form_fields
from db.models import Person
from desktop_app.document import Column, Document, Group, LetterHead, Row, Signature, Table
from desktop_app.reports.person.facts import FileFacts
from desktop_app.reports.shown import long_date
from desktop_app.services.person.completeness import completeness
from desktop_app.services.person.file import FileRow
from desktop_app.services.person.trail import TrailRow

MISSING = "CHƯA CÓ"
_DAY = 10  # letters of a day before its time
_COLUMNS = (
    Column(("STT",), "index", 5),
    Column(("Mục",), width=6, align="centre"),
    Column(("Nội dung",), width=24),
    Column(("Dữ liệu trong sổ",), width=46),
    Column(("Nguồn",), width=21),
    Column(("Đúng",), width=6, align="centre"),
    Column(("Sửa lại (nếu sai hoặc thiếu)",), width=26),
)
_DULL = frozenset({"sha256", "size", "media"})


def check_sheet(facts: FileFacts, changes: Sequence[TrailRow]) -> Document:
    """The sheet of one person; ``changes`` is the trail of the file, newest first."""
    file = facts.file
    sources = _sources(changes)
    lacking = completeness(file)
    wanted = {(one.record, one.key, one.field) for one in lacking.missing if one.level != REST and one.key is not None}
    lines: list[tuple[str, str, str, str]] = []  # item, what, what the register says, where from
    groups: list[Group] = []

    def source(row: FileRow, *fields: Field) -> str:
        return _joined([sources.get((row.record, row.key, field.name), "") for field in fields])

    def said(row: FileRow, fields: Sequence[Field]) -> list[tuple[Field, str]]:
        texts = [(field, _said(row, field)) for field in fields if field.name not in _DULL]
        return [(f, text or MISSING) for f, text in texts if text or (row.record, row.key, f.name) in wanted]

    groups.append(Group(0, "Thông tin chung"))
    for field, text in said(file.person, form_fields(Person)):
        lines.append((field.item, field.label, text, source(file.person, field)))
    for part in file.parts:
        if part.rows:
            groups.append(Group(len(lines), part.title))
        for place, row in enumerate(sorted(part.rows, key=lambda row: row.state != "current"), 1):
            found = said(row, part.fields)
            text = "; ".join(f"{field.label}: {text}" for field, text in found)
            lines.append((part.item, f"{part.title} ({place})", text, source(row, *(field for field, _ in found))))
    absent = [one for one in lacking.missing if one.level != REST and one.key is None]
    if absent:
        groups.append(Group(len(lines), "Chưa có trong sổ"))
        lines += [(one.item, one.label, MISSING, "") for one in absent]
    rows: list[Row] = [(place, *line, "", "") for place, line in enumerate(lines, 1)]
    lacking_count = len(wanted) + len(absent)
    return Document(
        title=("PHIẾU KIỂM TRA DỮ LIỆU HỒ SƠ",),
        subtitle=(f"{file.name}{_born(facts)}", f"(Số liệu tính đến {long_date(file.as_of)})"),
        head=LetterHead(facts.office.name, facts.office.parent, facts.office.place, facts.day),
        tables=(Table(_COLUMNS, rows, numbered=True, groups=tuple(groups), name="Phiếu kiểm tra"),),
        notes=(
            f"Chưa có {lacking_count} mục cần có, ghi “{MISSING}”.",
            "Người có hồ sơ đánh dấu vào cột “Đúng”, ghi nội dung đúng vào cột “Sửa lại”, ký rồi nộp lại cùng giấy tờ kèm theo.",
        ),
        signatures=(
            Signature(("NGƯỜI CÓ HỒ SƠ",), "(Ký, ghi rõ họ tên, ngày ký)", file.name),
            Signature(("NGƯỜI KIỂM TRA",), "(Ký, ghi rõ họ tên)"),
            Signature((facts.office.signer_role.upper(),), "(Ký, đóng dấu)", facts.office.signer_name),
        ),
        landscape=True,
        watermark=facts.watermark,
        source=facts.witness,
        author=facts.office.name,
    )


def _said(row: FileRow, field: Field) -> str:
    text = row.texts[field.name]
    return "Đã có ảnh" if field.blob and text else text


def _born(facts: FileFacts) -> str:
    born = facts.own("born")
    return f", sinh {born}" if born else ""


def _joined(sources: Sequence[str]) -> str:
    """Each source once; cells of one sheet side by side."""
    cells: dict[str, list[str]] = {}
    for source in sources:
        if source:
            sheet, mark, cell = source.rpartition(", ô ")
            cells.setdefault(sheet if mark else source, []).extend([cell] if mark else [])
    return "; ".join(
        f"{sheet}, ô {', '.join(dict.fromkeys(found))}" if found else sheet for sheet, found in cells.items()
    )


def _sources(changes: Sequence[TrailRow]) -> dict[tuple[str, bytes, str], str]:
    """Where each value came from: the cell of the import that wrote it last, or who typed it when."""
    found: dict[tuple[str, bytes, str], str] = {}
    for change in changes:
        place = (change.record, change.key, change.field)
        if place not in found:
            found[place] = change.cell or f"{change.verb} {change.at[:_DAY]}, {change.actor}"
    return found
