"""The invented office's workbook, laid out as offices keep theirs."""

from datetime import date
from pathlib import Path
from typing import Any

from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import catalog
from desktop_app.services.practice import people

_HEADINGS = (
    ("staff_number", "Số hiệu", ""), ("full_name", "Họ và tên", ""), ("born_male", "Ngày, tháng, năm sinh", "Nam"),
    ("born_female", "Ngày, tháng, năm sinh", "Nữ"), ("personal_number", "Số CCCD", ""), ("home_town", "Địa chỉ",
    "Quê quán"),
    ("address", "Địa chỉ", "Nơi ở hiện nay"), ("ethnic", "Dân tộc", ""), ("religion", "Tôn giáo", ""), ("phone",
    "Điện thoại", ""),
    ("unit_code", "Đơn vị công tác", "Mã"), ("unit", "Đơn vị công tác", "Tên đơn vị"), ("parent_unit",
    "Đơn vị công tác", "Cấp trên"),
    ("category", "Loại", ""), ("post", "Chức vụ, chức danh", ""), ("post_since", "Ngày bổ nhiệm", ""),
    ("recruited_on", "Tuyển dụng", "Ngày"), ("recruitment_kind", "Tuyển dụng", "Hình thức"), ("rank_code",
    "Lương hiện hưởng", "Mã ngạch"),
    ("rank_name", "Lương hiện hưởng", "Tên ngạch"), ("step", "Lương hiện hưởng", "Bậc"), ("coefficient",
    "Lương hiện hưởng", "Hệ số"),
    ("salary_since", "Lương hiện hưởng", "Ngày hưởng"), ("next_step_on", "Lương hiện hưởng", "Mốc nâng lần sau"),
    ("general_education", "Trình độ", "Phổ thông"), ("qualification", "Trình độ", "Chuyên môn"), ("major",
    "Trình độ", "Chuyên ngành"),
    ("training_mode", "Trình độ", "Hình thức đào tạo"), ("political_theory", "Trình độ", "LLCT"), ("party_joined",
    "Ngày vào Đảng", "Dự bị"),
    ("party_official", "Ngày vào Đảng", "Chính thức"),
)  # fmt: skip


def write_workbook(path: Path, office: str, count: int, today: date, seed: int = 1) -> None:
    """The invented office's workbook as offices keep them: head, title, two rows of headings, numbers, signature."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Danh sách"
    sheet.append(["UỶ BAN NHÂN DÂN TỈNH THÁI NGUYÊN"])
    sheet.append([office.upper()])
    sheet.append(["DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"])
    sheet.append([f"(Tính đến ngày {today.day:02d} tháng {today.month} năm {today.year})"])
    sheet.append([])
    sheet.append(["Số TT", *(top for _, top, _ in _HEADINGS)])
    sheet.append([None, *(leaf or None for _, _, leaf in _HEADINGS)])
    sheet.merge_cells("A6:A7")
    place = 0
    while place < len(_HEADINGS):
        end = place
        while end + 1 < len(_HEADINGS) and _HEADINGS[end + 1][1] == _HEADINGS[place][1]:
            end += 1
        first, last = get_column_letter(place + 2), get_column_letter(end + 2)
        sheet.merge_cells(f"{first}6:{last}6" if end > place else f"{first}6:{first}7")
        place = end + 1
    for row in sheet["A6:AF7"]:
        for cell in row:
            cell.font, cell.alignment = (
                Font(bold=True),
                Alignment(horizontal="center", vertical="center", wrap_text=True),
            )
    for number, values in enumerate(people(count, today, seed), 1):
        sheet.append([number, *(_cell(values, name) for name, _, _ in _HEADINGS)])
    sheet.append([])
    sheet.append([None, None, "Người lập biểu"])
    for col, (name, _, _) in enumerate(_HEADINGS, 2):
        sheet.column_dimensions[get_column_letter(col)].width = 26 if name in {"full_name", "unit", "home_town"} else 14
    sheet.freeze_panes = "D8"
    workbook.save(path)


def _cell(values: dict[str, Any], name: str) -> Any:
    if name in {"born_male", "born_female"}:
        value = values["born"].earliest if (values["sex"] == "nam") == (name == "born_male") else None
    else:
        value = values.get(name)
    if name == "category":
        return catalog("category").name_of(str(value))
    if isinstance(value, PartialDate):
        return value.vietnamese
    return value.hundredths / 100 if isinstance(value, Coefficient) else value
