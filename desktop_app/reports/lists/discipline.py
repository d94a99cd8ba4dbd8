"""Kỷ luật: the list of decisions an office prints, and the counts of a year beside the year before, with their chart."""

from collections.abc import Sequence
from datetime import date

from desktop_app.document import Chart, Column, Document, Group, LetterHead, Signature, Table, Value
from desktop_app.law.discipline import FORMS
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.discipline.counts import FAMILY_NAMES, GROUPS, CountRow, ListRow, YearCounts

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
    """The counts of a year against the year before: by form, category, level and field, and all four together."""
    parts = (
        ("Theo hình thức kỷ luật", found.by_form),
        ("Theo loại cán bộ, công chức, viên chức", found.by_group),
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
        for name, rows in (("hình thức", found.by_form), ("cấp", found.by_level), ("lĩnh vực", found.by_area))
        if rows
    )
    made = _document(
        ("TỔNG HỢP KỶ LUẬT CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",), (f"(Năm {found.year}, so với năm {found.year - 1})",),
        (_table(parts, found), _four_ways(found)), office, day,
        ("Tính theo ngày ký quyết định; không tính quyết định đã huỷ bỏ.",), witness=witness,
    )  # fmt: skip
    return Document(**{**vars(made), "charts": (*_by_form_and_group(found), *charts)})


def _by_form_and_group(found: YearCounts) -> tuple[Chart, ...]:
    """Forms of both years, each column by category of staff."""
    if not found.columns:
        return ()
    series = tuple((name, tuple(one.counts[place] for one in found.columns)) for place, name in enumerate(FAMILY_NAMES))
    labels, years = tuple(one.label for one in found.columns), tuple(str(one.year) for one in found.columns)
    return (Chart("Kỷ luật theo hình thức và loại", labels, series, stacked=True, periods=years),)


def _four_ways(found: YearCounts) -> Table:
    """Form × category × level × field: every combination there is, with the year before."""
    columns = (
        Column(("Hình thức kỷ luật",), "text", 16),
        Column(("Loại",), "text", 24),
        Column(("Cấp ra quyết định",), "text", 16),
        Column(("Lĩnh vực vi phạm",), "text", 28),
        Column((f"Năm {found.year}",), "whole", 10),
        Column((f"Năm {found.year - 1}",), "whole", 10),
        Column(("Tăng (+), giảm (-)",), "text", 10, "right"),
    )
    sums = {row.name: row for row in found.by_form}
    rows: list[tuple[Value, ...]] = []
    groups: list[Group] = []
    for cell in found.cells:
        if not rows or rows[-1][0] != cell.form:
            whole = sums[cell.form]
            groups.append(
                Group(len(rows), f"{cell.form}: {whole.total}, năm trước {whole.before} ({_signed(whole.change)})")
            )
        rows.append(
            (cell.form, cell.group, cell.level, cell.area, cell.total, cell.before, _signed(cell.change))
        )  # fmt: skip
    total = found.total
    return Table(
        columns, rows, ("Tổng số", "", "", "", total.total, total.before, _signed(total.change)), groups=tuple(groups),
        name=f"Chi tiết bốn chiều {found.year}", empty="Không có quyết định kỷ luật nào trong hai năm.",
    )  # fmt: skip


def _signed(change: int) -> str:
    return f"{change:+d}" if change else "0"


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
    return (row.name, *row.by_group, row.total, row.before, _signed(row.change))


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
