"""Tệp mẫu: an empty workbook with headings, choice lists and examples that imports without a question."""

from pathlib import Path
from typing import Any

from desktop_app.reports.files import replacing
from desktop_app.services.catalogs import names_of
from desktop_app.services.intake.targets import HELPERS, TARGETS

ROWS = 1000
_SHOWN = (
    "index", "staff_number", "full_name", "born", "sex", "personal_number", "home_town", "address", "ethnic",
    "religion", "phone",
    "email", "unit_code", "unit", "parent_unit", "category", "post", "post_since", "post_allowance", "recruited_on",
    "recruitment_kind", "rank_code", "rank_name", "step", "coefficient", "beyond_percent", "salary_since",
    "next_step_on",
    "general_education", "qualification", "major", "training_mode", "political_theory", "state_management",
    "foreign_language",
    "informatics", "party_joined", "party_official", "insurance_number", "note",
)  # fmt: skip
_CHOICES = (
    "sex", "category", "ethnic", "religion", "qualification", "political_theory", "state_management",
    "general_education",
    "training_mode", "recruitment_kind",
)  # fmt: skip
_OURS = frozenset({"person_key"})
"""Columns only a package of this program has."""
_DAYS = frozenset({"day", "partial"})
_EXAMPLES = (
    {"index": 1, "staff_number": "TH-0001", "full_name": "Nguyễn Thị Ví Dụ", "born": "15/03/1985", "sex": "Nữ",
     "personal_number": "006185000001", "home_town": "xã An Bình, tỉnh Thái Nguyên", "ethnic": "Tày",
     "religion": "Không",
     "phone": "0912345678", "unit": "Phòng Văn hoá - Xã hội", "parent_unit": "UBND xã An Bình", "category": "Công chức",
     "post": "Chuyên viên", "recruited_on": "01/09/2010", "recruitment_kind": "Thi tuyển", "rank_code": "01.003",
     "rank_name": "Chuyên viên", "step": 5, "coefficient": 3.66, "salary_since": "01/09/2024",
     "general_education": "12/12",
     "qualification": "Đại học", "major": "Luật"},
    {"index": 2, "staff_number": "TH-0002", "full_name": "Trần Văn Mẫu", "born": "1979", "sex": "Nam",
     "personal_number": "006079000002", "unit": "Trường Tiểu học An Bình", "parent_unit": "UBND xã An Bình",
     "category": "Viên chức",
     "post": "Giáo viên", "rank_code": "V.07.03.29", "rank_name": "Giáo viên tiểu học hạng III", "step": 4,
     "coefficient": 3.33,
     "salary_since": "01/02/2025", "qualification": "Đại học", "major": "Sư phạm"},
)  # fmt: skip


def write_template(path: Path) -> None:
    """Write the template: a sheet to fill, a sheet of examples, a sheet of choices, a sheet of advice."""
    from openpyxl import Workbook

    workbook = Workbook()
    with replacing(path) as part:
        fill = workbook.worksheets[0]
        fill.title = "Danh sách"
        _headings(fill)
        lists = workbook.create_sheet("Danh mục")
        ranges = _lists(lists)
        _validate(fill, ranges)
        examples = workbook.create_sheet("Ví dụ")
        _headings(examples)
        for row, values in enumerate(_EXAMPLES, 2):
            for col, target in enumerate(_SHOWN, 1):
                examples.cell(row, col, values.get(target))
        _advice(workbook.create_sheet("Hướng dẫn"))
        workbook.save(part)


def _headings(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for col, target in enumerate(_SHOWN, 1):
        cell = sheet.cell(1, col, TARGETS[target].label)
        cell.font = Font(name="Times New Roman", bold=True)
        cell.fill = PatternFill("solid", fgColor="FFDFF0F1" if TARGETS[target].wanted else "FFEDF1F2")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(col)].width = (
            24 if target in {"full_name", "unit", "home_town", "address"} else 15
        )
        # text, so that Excel neither turns days round nor eats a number's first zero
        if TARGETS[target].kind in _DAYS | {"cccd", "code", "phone", "digits"} or target == "general_education":
            for row in range(2, ROWS + 2):
                sheet.cell(row, col).number_format = "@"
    sheet.row_dimensions[1].height = 45
    sheet.freeze_panes = "D2"


def _lists(sheet: Any) -> dict[str, str]:
    ranges = {}
    for col, target in enumerate(_CHOICES, 1):
        names = names_of(target)
        letters = chr(64 + col)
        sheet.cell(1, col, TARGETS[target].label)
        for row, name in enumerate(names, 2):
            sheet.cell(row, col, name)
        sheet.column_dimensions[letters].width = 24
        ranges[target] = f"'Danh mục'!${letters}$2:${letters}${len(names) + 1}"
    return ranges


def _validate(sheet: Any, ranges: dict[str, str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for target, place in ranges.items():
        letters = get_column_letter(_SHOWN.index(target) + 1)
        rule = DataValidation(type="list", formula1=place, allow_blank=True)
        rule.errorTitle, rule.error = "Không có trong danh mục", "Hãy chọn một giá trị trong danh sách."
        sheet.add_data_validation(rule)
        rule.add(f"{letters}2:{letters}{ROWS + 1}")


def _advice(sheet: Any) -> None:
    from openpyxl.styles import Alignment

    lines = (
        "Điền mỗi người một dòng ở trang “Danh sách”, rồi nhập tệp này vào Sổ Nội Vụ.",
        "Cột nền xanh là mục cần có; mục chưa biết thì để trống, đừng điền dấu gạch hay chữ “không rõ”.",
        "Ngày viết ngày/tháng/năm, ví dụ 15/03/1985; chỉ biết năm thì viết 1985, chỉ biết tháng thì viết 03/1985.",
        "Số CCCD đủ 12 chữ số. Hệ số viết 3,66 hoặc 3.66.",
        "Có thể bớt cột không dùng, đổi thứ tự cột, hoặc thêm cột của cơ quan: cột chưa có chỗ được giữ nguyên văn trong “Nguồn”.",
    )
    further = [target.label for name, target in TARGETS.items() if name not in _SHOWN and name not in HELPERS | _OURS]
    for row, line in enumerate((*lines, f"Cột nhận được mà mẫu chưa có: {'; '.join(further)}."), 1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110
