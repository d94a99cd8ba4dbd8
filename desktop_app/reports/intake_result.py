"""Phiếu kết quả nhập: every row with its outcome, comments on the cells concerned, and the columns kept in the source."""

from pathlib import Path
from typing import Any

from desktop_app.reports.files import replacing
from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.plan import OUTCOME_NAMES, Plan
from desktop_app.services.intake.reading import Finding
from desktop_app.services.intake.targets import TARGETS

LEVEL_NAMES = {"error": "lỗi", "warn": "cần hỏi", "fixed": "đã sửa giúp", "skipped": "bỏ qua"}
_GROUNDS = {"error": "FFFCE8E6", "warn": "FFFFF0D2", "fixed": "FFE3EEFA", "skipped": "FFEDF1F2"}
_ORDER = ("skipped", "fixed", "warn", "error")


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the command line gives it."""
    names = ("row", "col", "level", "field", "kind", "value", "proposal", "message")
    return {name: getattr(finding, name) for name in names}


def write_result(plan: Plan, path: Path) -> None:
    """Write the report workbook: the sheet as it was, coloured and commented, then the list of findings, then the summary."""
    from openpyxl import Workbook

    workbook = Workbook()
    with replacing(path) as part:
        _sheet(workbook.worksheets[0], plan)
        _findings(workbook.create_sheet("Danh sách vấn đề"), plan)
        _summary(workbook.create_sheet("Tóm tắt"), plan)
        workbook.save(part)


def _text(value: Any) -> Any:
    return value if isinstance(value, (int, float)) or value is None else str(value)


def _put(sheet: Any, row: int, col: int, value: Any) -> Any:
    cell = sheet.cell(row, col, _text(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


def _sheet(sheet: Any, plan: Plan) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    sheet.title = "Kết quả"
    grounds = {level: PatternFill("solid", fgColor=colour) for level, colour in _GROUNDS.items()}
    bold = Font(bold=True)
    columns = plan.layout.columns
    last = max((column.col for column in columns), default=1)
    _put(sheet, 1, last + 1, "Kết quả").font = bold
    _put(sheet, 1, last + 2, "Lý do").font = bold
    for column in columns:
        _put(sheet, 1, column.col, column.text).font = bold
        sheet.column_dimensions[column_letters(column.col)].width = 16
    places = {}
    for number, person in enumerate(plan.people, 2):
        places[person.row] = number
        for col, value in enumerate(plan.layout.sheet.rows[person.row - 1][:last], 1):
            if value is not None:
                _put(sheet, number, col, value)
        _put(sheet, number, last + 1, OUTCOME_NAMES[person.outcome])
        _put(sheet, number, last + 2, f"dòng {person.row} của tệp; " + "; ".join(person.reasons))
    notes: dict[tuple[int, int], list[Finding]] = {}
    for finding in plan.findings:
        place = places.get(finding.row, 1)
        notes.setdefault((place, finding.col or last + 1), []).append(finding)
    for (row, col), found in notes.items():
        cell = sheet.cell(row, col)
        worst = max((finding.level for finding in found), key=_ORDER.index)
        cell.fill = grounds[worst]
        text = "\n".join(f"{LEVEL_NAMES[finding.level]}: {finding.message}" for finding in found)
        cell.comment = Comment(text, "Sổ Nội Vụ", width=320, height=110)
    sheet.freeze_panes = "D2"


def _findings(sheet: Any, plan: Plan) -> None:
    from openpyxl.styles import Font, PatternFill

    for col, title in enumerate(("Ô", "Mức", "Trường", "Giá trị ghi vào sổ", "Đề nghị", "Nội dung"), 1):
        _put(sheet, 1, col, title).font = Font(bold=True)
    grounds = {level: PatternFill("solid", fgColor=colour) for level, colour in _GROUNDS.items()}
    for row, finding in enumerate(plan.findings, 2):
        place = f"{column_letters(finding.col)}{finding.row}" if finding.col else f"dòng {finding.row}"
        label = TARGETS[finding.field].label if finding.field in TARGETS else ""
        for col, value in enumerate(
            (place, LEVEL_NAMES[finding.level], label, finding.value, finding.proposal, finding.message), 1
        ):
            _put(sheet, row, col, value)
        sheet.cell(row, 2).fill = grounds[finding.level]
    for letters, width in zip("ABCDEF", (9, 12, 26, 22, 22, 90), strict=True):
        sheet.column_dimensions[letters].width = width
    sheet.freeze_panes = "A2"


def _summary(sheet: Any, plan: Plan) -> None:
    people, levels = plan.outcomes, plan.levels
    lines: list[tuple[str, Any]] = [("Trang tính", plan.layout.sheet.name), ("Số người trong tệp", len(plan.people))]
    lines += [(f"Người {name}", people[outcome]) for outcome, name in OUTCOME_NAMES.items()]
    lines += [(f"Ô {name}", levels[level]) for level, name in LEVEL_NAMES.items()]
    for column in plan.mapping:
        if not column.target:
            lines.append((f"Cột {column_letters(column.col)} “{column.heading}”", f"giữ trong Nguồn: {column.reason}"))
    for row, (name, value) in enumerate(lines, 1):
        _put(sheet, row, 1, name)
        _put(sheet, row, 2, value)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 60
