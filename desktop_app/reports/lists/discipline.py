"""Kỷ luật: the list of decisions an office prints, and the counts of a year beside the year before, with their chart."""

from collections.abc import Sequence
from datetime import date

from desktop_app.document import Chart, Column, Document, Group, LetterHead, Signature, Table, Value
from desktop_app.law.discipline import FORMS
from desktop_app.reports.lists.report import ListReport
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.discipline_counts import GROUPS, CountRow, ListRow, YearCounts

COLUMNS = (
    Column(("STT",), "index", 5),
    Column(("Số hiệu",), "text", 10),
    Column(("Họ và tên",), "text", 20),
    Column(("Ngày sinh",), "text", 11),
    Column(("Đơn vị",), "text", 22),
    Column(("Chức vụ",), "text", 16),
    Column(("Số quyết định",), "text", 14),
    Column(("Ngày ký",), "date", 11),
    Column(("Hình thức kỷ luật",), "text", 13),
    Column(("Lý do",), "text", 26),
    Column(("Thời hạn",), "text", 20),
    Column(("Cơ quan ra quyết định",), "text", 18),
    Column(("Người ký",), "text", 16),
    Column(("Chức vụ người ký",), "text", 14),
)


def discipline_document(rows: Sequence[ListRow], day: date, office: OfficeHead, *, witness: str = "") -> Document:
    """The list of section 3.12: who, which decision, which form, why, for how long, by whom."""
    lines = [(place, *_line(row)) for place, row in enumerate(rows, 1)]
    return _document(
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC BỊ KỶ LUẬT",), (f"(Tính đến {long_date(day)})",),
        (Table(COLUMNS, lines, name="Kỷ luật", empty="Không có quyết định kỷ luật nào."),),
        office, day, (f"Tổng số: {len(lines)} quyết định.", "Tài liệu hạn chế xem."), witness=witness,
    )  # fmt: skip


def _line(row: ListRow) -> tuple[Value, ...]:
    case = row.case
    form = FORMS.get(case.form or "", "")
    span = ""
    if case.effective:
        until = f" đến {case.ends:%d/%m/%Y}" if case.ends else ""
        span = f"từ {case.effective:%d/%m/%Y}{until}"
    if case.state == "cancelled":
        span = "đã huỷ bỏ"
    return (
        row.staff_number, row.name, row.born, row.unit, row.post, case.number or "", case.decided_on,
        form[:1].upper() + form[1:], case.act, span, case.authority or "", case.signer or "", row.signer_post,
    )  # fmt: skip


def counts_document(found: YearCounts, day: date, office: OfficeHead, *, witness: str = "") -> Document:
    """The counts of a year by form, level and field, each by category of staff and against the year before."""
    parts = (
        ("Theo hình thức kỷ luật", found.by_form),
        ("Theo cấp ra quyết định", found.by_level),
        ("Theo lĩnh vực vi phạm", found.by_area),
    )
    years = (f"Năm {found.year - 1}", f"Năm {found.year}")
    charts = tuple(
        Chart(
            f"Kỷ luật theo {name}, {found.year - 1} và {found.year}",
            tuple(row.name for row in rows),
            ((years[0], tuple(row.before for row in rows)), (years[1], tuple(row.total for row in rows))),
        )
        for name, rows in (("hình thức", found.by_form), ("lĩnh vực", found.by_area))
        if rows
    )
    made = _document(
        ("TỔNG HỢP KỶ LUẬT CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",), (f"(Năm {found.year}, so với năm {found.year - 1})",),
        (_table(parts, found),), office, day, ("Tính theo ngày ký quyết định; không tính quyết định đã huỷ bỏ.",), witness=witness,
    )  # fmt: skip
    return Document(**{**vars(made), "charts": charts})


def _table(parts: Sequence[tuple[str, Sequence[CountRow]]], found: YearCounts) -> Table:
    columns = (
        Column(("Nội dung",), "text", 28),
        *(Column((f"Năm {found.year}", name), "whole", 11) for _, name in GROUPS),
        Column((f"Năm {found.year}", "Cộng"), "whole", 8),
        Column((f"Năm {found.year - 1}",), "whole", 10),
        Column(("Tăng (+), giảm (-)",), "text", 10, "right"),
    )
    rows: list[tuple[Value, ...]] = []
    groups = []
    for title, part in parts:
        if part:
            groups.append(Group(len(rows), title))
            rows += [_counted(row) for row in part]
    return Table(
        columns, rows, _counted(found.total), groups=tuple(groups), name=f"Năm {found.year}",
        empty="Không có quyết định kỷ luật nào trong hai năm.",
    )  # fmt: skip


def _counted(row: CountRow) -> tuple[Value, ...]:
    return (row.name, *row.by_group, row.total, row.before, f"{row.change:+d}" if row.change else "0")


def _document(
    title: tuple[str, ...],
    subtitle: tuple[str, ...],
    tables: tuple[Table, ...],
    office: OfficeHead,
    day: date,
    notes: tuple[str, ...],
    *,
    witness: str,
) -> Document:
    return Document(
        title=title, subtitle=subtitle, tables=tables, notes=notes,
        head=LetterHead(office.name, office.parent, office.place, day),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "", source=witness, author=office.name,
    )  # fmt: skip


REPORT = ListReport("discipline", "Danh sách kỷ luật", discipline_document)
