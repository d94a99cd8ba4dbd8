"""Người nghỉ hưu: the list of section 3.12, the yearly list to the office above, posts falling vacant, with the chart."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from db.values import PartialDate
from desktop_app.document import Chart, Column, Document, Group, LetterHead, Row, Signature, Table
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date, short_date
from desktop_app.services.due.leaving import STATES
from desktop_app.services.retirement.rows import GROUPS, By, Forecast, Period, RetireRow, UnknownRow, periods
from desktop_app.services.roster_types import SEX_NAMES
from desktop_app.services.work import Work

_MOST_MONTHS, _MOST_QUARTERS = 24, 40
COLUMNS = (
    Column(("STT",), "index", 5),
    Column(("Số hiệu",), "text", 10),
    Column(("Họ tên",), "text", 22),
    Column(("Ngày sinh",), "text", 11, "centre"),
    Column(("Đơn vị",), "text", 24),
    Column(("Chức vụ",), "text", 20),
    Column(("Số QĐ",), "text", 14),
    Column(("Ngày QĐ",), "date", 11),
    Column(("Ngày hiệu lực",), "date", 11),
    Column(("Thời gian nghỉ hưu",), "date", 11),
    Column(("Người ký",), "text", 18),
    Column(("Chức vụ người ký",), "text", 16),
)
YEARLY = (
    Column(("STT",), "index", 5),
    Column(("Họ tên",), "text", 22),
    Column(("Ngày sinh", "Nam"), "text", 11, "centre"),
    Column(("Ngày sinh", "Nữ"), "text", 11, "centre"),
    Column(("Chức vụ",), "text", 20),
    Column(("Đơn vị",), "text", 26),
    Column(("Tuổi nghỉ hưu",), "text", 13, "centre"),
    Column(("Làm việc đến hết ngày",), "date", 11),
    Column(("Hưởng lương hưu từ ngày",), "date", 11),
    Column(("Thông báo", "chậm nhất"), "date", 11),
    Column(("Thông báo", "đã ký"), "date", 11),
    Column(("Quyết định", "chậm nhất"), "date", 11),
    Column(("Quyết định", "đã ký"), "date", 11),
    Column(("Trạng thái",), "text", 14),
)


def born(row: RetireRow) -> str:
    """The birth as the clerk wrote it."""
    return PartialDate.parse(row.born).vietnamese if row.born else ""


def age(months: int) -> str:
    """``61 tuổi 6 tháng``; nothing where it was not worked out."""
    if months <= 0:
        return ""
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


def retirement_document(
    rows: Sequence[RetireRow],
    day: date,
    span: tuple[date, date],
    office: OfficeHead,
    *,
    unknown: Sequence[UnknownRow] = (),
    chart: Chart | None = None,
    witness: str = "",
) -> Document:
    """The list with the columns offices print every month."""
    lines: list[Row] = [
        (
            place, row.staff_number, row.name, born(row), row.unit_name, row.post, row.decision_number, row.decided_on,
            row.effective_on, row.leaves_on, row.signer, row.signer_post,
        )
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    title = ("DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC NGHỈ HƯU", _spanned(span).upper())
    table = Table(COLUMNS, lines, name="Nghỉ hưu", empty="Không có ai nghỉ hưu trong thời gian này.")
    return _paper(title, table, (day, office, witness), _notes(rows, unknown), chart)


def yearly_document(
    rows: Sequence[RetireRow],
    day: date,
    year: int,
    office: OfficeHead,
    *,
    unknown: Sequence[UnknownRow] = (),
    chart: Chart | None = None,
    witness: str = "",
) -> Document:
    """The list of a year that goes to the office above: who, at which age, what is due and what is done, by quarter."""
    lines: list[Row] = []
    groups, last = [], 0
    for place, row in enumerate(rows):
        quarter = (row.leaves_on.month - 1) // 3 + 1
        if quarter != last:
            groups.append(Group(place, f"Quý {('I', 'II', 'III', 'IV')[quarter - 1]}"))
            last = quarter
        man = row.sex == "nam"
        lines.append(
            (
                place + 1, row.name, born(row) if man else "", "" if man else born(row), row.post, row.unit_name,
                age(row.age_months), row.last_working_day, row.leaves_on, row.notice_deadline, row.noticed_on,
                row.decision_deadline, row.decided_on, STATES[row.state],
            )
        )  # fmt: skip
    title = (f"DANH SÁCH NGƯỜI ĐẾN TUỔI NGHỈ HƯU NĂM {year}",)
    table = Table(
        YEARLY,
        lines,
        groups=tuple(groups),
        numbered=True,
        name=f"Năm {year}",
        empty="Không có ai nghỉ hưu trong năm này.",
    )
    return _paper(title, table, (day, office, witness), _notes(rows, unknown), chart)


def vacancies_document(rows: Sequence[RetireRow], day: date, office: OfficeHead, *, witness: str = "") -> Document:
    """Leadership posts that fall vacant."""
    columns = (
        Column(("STT",), "index", 5),
        Column(("Chức vụ sẽ khuyết",), "text", 28),
        Column(("Đơn vị",), "text", 30),
        Column(("Khuyết từ ngày",), "date", 12),
        Column(("Người đang giữ",), "text", 24),
        Column(("Ngày sinh",), "text", 12, "centre"),
        Column(("Trạng thái",), "text", 14),
    )
    lines: list[Row] = [
        (place, row.post, row.unit_name, row.vacant_from, row.name, born(row), STATES[row.state])
        for place, row in enumerate(rows, 1)
    ]
    table = Table(columns, lines, name="Chức vụ sẽ khuyết", empty="Không có chức vụ nào sẽ khuyết.")
    return _paper(("CHỨC VỤ LÃNH ĐẠO, QUẢN LÝ SẼ KHUYẾT DO NGHỈ HƯU",), table, (day, office, witness))


def unknown_document(rows: Sequence[UnknownRow], day: date, office: OfficeHead, *, witness: str = "") -> Document:
    """Whose moment cannot be computed, and why."""
    columns = (
        Column(("STT",), "index", 5),
        Column(("Họ tên",), "text", 24),
        Column(("Chức vụ",), "text", 24),
        Column(("Đơn vị",), "text", 30),
        Column(("Lý do chưa tính được",), "text", 60),
    )
    lines: list[Row] = [(n, row.name, row.post, row.unit_name, row.reason) for n, row in enumerate(rows, 1)]
    table = Table(columns, lines, name="Chưa tính được", empty="Mọi người đều tính được.")
    return _paper(("NGƯỜI CHƯA TÍNH ĐƯỢC THỜI ĐIỂM NGHỈ HƯU",), table, (day, office, witness))


def chart_of(columns: Sequence[Period], title: str) -> Chart:
    """The columns as a chart of a paper; a group nobody is in is left out at the end."""
    used = max((n + 1 for column in columns for n, count in enumerate(column.counts) if count), default=1)
    series = tuple((GROUPS[n][0], tuple(one.counts[n] for one in columns)) for n in range(used))
    labels, years = tuple(one.label for one in columns), tuple(str(one.year) for one in columns)
    return Chart(title, labels, series, stacked=True, periods=years)


def way_of(first: date, last: date) -> By:
    """Months for two years at most, quarters for ten, else years: so many columns can be read on a page."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= _MOST_MONTHS else "quarter" if months <= _MOST_QUARTERS * 3 else "year"


def write_retirements(
    work: Work, rows: Sequence[RetireRow], found: Forecast, span: tuple[date, date], out: Path
) -> None:
    """Write the list of these people with its chart as the kind of file the name ends in."""
    from desktop_app.reports.export import write_document
    from desktop_app.reports.lists.export import office_head
    from desktop_app.services.export import witness

    by = way_of(*span)
    words = {"month": "tháng", "quarter": "quý", "year": "năm"}[by]
    chart = chart_of(periods(rows, by, *span), f"Người nghỉ hưu theo {words}") if rows else None
    document = retirement_document(
        rows, found.day, span, office_head(work.raw), unknown=found.unknown, chart=chart, witness=witness(work.raw)
    )
    write_document(document, out)


def _spanned(span: tuple[date, date]) -> str:
    first, last = span
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"năm {first.year}" if first.year == last.year else f"từ năm {first.year} đến năm {last.year}"
    return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"


def _notes(rows: Sequence[RetireRow], unknown: Sequence[UnknownRow]) -> tuple[str, ...]:
    women = sum(row.sex == "nu" for row in rows)
    parts = [f"{count} {name.lower()}" for name, count in _counted(rows) if count]
    notes = [
        f"Tổng số: {len(rows)} người ({SEX_NAMES['nu'].lower()}: {women})"
        + (f"; {', '.join(parts)}." if parts else ".")
    ]
    if unknown:
        notes.append(
            f"Chưa tính được thời điểm nghỉ hưu của {len(unknown)} người (thiếu hoặc sai ngày sinh, giới tính)."
        )
    return tuple(notes)


def _counted(rows: Sequence[RetireRow]) -> list[tuple[str, int]]:
    return [(name, sum(row.group == place for row in rows)) for place, (name, _) in enumerate(GROUPS)]


def _paper(
    title: tuple[str, ...],
    table: Table,
    made: tuple[date, OfficeHead, str],
    notes: tuple[str, ...] = (),
    chart: Chart | None = None,
) -> Document:
    day, office, witness = made
    return Document(
        title=title,
        subtitle=(f"(Số liệu tính đến {long_date(day)})",),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(table,),
        notes=notes,
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
        opening=chart,
    )
