"""Việc đến hạn: what is to be done, by whom, until when and why."""

from desktop_app.document import Column, Document, Group, LetterHead, Signature, Table
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.due.rows import GROUPS, DueList

COLUMNS = (
    Column(("STT",), "index", 5),
    Column(("Việc",), "text", 34),
    Column(("Người",), "text", 22),
    Column(("Chức vụ, đơn vị",), "text", 28),
    Column(("Đến hạn",), "date", 11),
    Column(("Còn (ngày)",), "whole", 8),
    Column(("Mức",), "text", 11),
    Column(("Căn cứ",), "text", 36),
    Column(("Ghi chú",), "text", 18),
)


def due_document(found: DueList, office: OfficeHead, *, witness: str = "") -> Document:
    """The paper of the due list as it shows, overdue first."""
    lines, groups = [], []
    rows = sorted(found.rows, key=lambda row: list(GROUPS).index(row.group(found.day)))
    last = ""
    for place, row in enumerate(rows):
        group = row.group(found.day)
        if group != last:
            groups.append(Group(place, GROUPS[group]))
            last = group
        handed = f"bàn giao cho {row.handed.whom}" if row.handed else ""
        unsure = "" if row.task.confirmed else "quy định chưa xác nhận"
        kind = "bắt buộc" if row.task.kind == "hard" else "nhắc việc"
        lines.append(
            (
                place + 1,
                row.task.title,
                row.about.name,
                row.about.note,
                row.task.due,
                row.days_left(found.day),
                kind,
                "; ".join(row.task.basis),
                "; ".join(part for part in (handed, unsure) if part),
            )
        )
    notes = [
        f"Tổng số: {len(lines)} việc; {found.put_off} việc nhắc lại sau, {found.dismissed} việc đã bỏ qua có lý do."
    ]
    if found.unknown:
        notes.append(f"{found.unknown} người chưa tính được thời điểm nghỉ hưu vì thiếu ngày sinh hoặc giới tính.")
    return Document(
        title=("DANH SÁCH VIỆC ĐẾN HẠN",),
        subtitle=(f"(Tính đến {long_date(found.day)})",),
        head=LetterHead(office.name, office.parent, office.place, found.day),
        tables=(Table(COLUMNS, lines, groups=tuple(groups), name="Việc đến hạn", empty="Không có việc nào đến hạn."),),
        notes=tuple(notes),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )
