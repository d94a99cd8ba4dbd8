from collections.abc import Callable
from datetime import date

import pytest

from desktop_app.document import Document
from desktop_app.reports.lists.roster import OfficeHead, columns_named, roster_document
from desktop_app.reports.lists.roster_columns import EXPORT_COLUMNS
from desktop_app.services.roster_types import RosterRow

TODAY = date(2026, 11, 23)
OFFICE = OfficeHead("Ủy ban nhân dân xã Nghiên Loan", "Ủy ban nhân dân tỉnh Thái Nguyên", "Nghiên Loan", "CHỦ TỊCH")
_NAMES = ("Dương Thị Giang", "Đàm Văn Hà", "La Đình Hải", "Bàn Thị Ngọc Hằng", "Ma Bá Hiếu", "Hoàng Thị Hồng Hoà")
_UNITS = ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Phòng Kinh tế", "Trường Tiểu học Nghiên Loan")
_POSTS = ("Chuyên viên", "Phó Trưởng phòng", "Trưởng phòng", "Giáo viên tiểu học hạng III", "Kế toán")
_BORN = ("1984-06-22", "1965", "1972-06", "1994-08-20", "1990-01-05")


def person(number: int, **given: str | int | None) -> RosterRow:
    """One invented line of the list; the same for the same number."""
    values: dict[str, str | int | None] = {
        "full_name": _NAMES[number % 6],
        "sex": "nu" if number % 3 == 0 else "nam",
        "born": _BORN[number % 5],
        "personal_number": f"0060{number:08d}",
        "staff_number": f"{number:06d}",
        "category": ("CC", "VC", "CB", "CC", "HDLD")[number % 5],
        "unit": _UNITS[number % 3],
        "unit_path": f"Ủy ban nhân dân xã Nghiên Loan › {_UNITS[number % 3]}",
        "post": _POSTS[number % 5],
        "post_since": "2020-02-01",
        "rank_code": ("01.003", "V.07.03.29", "06.031")[number % 3],
        "rank_name": ("Chuyên viên", "Giáo viên tiểu học hạng III", "Kế toán viên")[number % 3],
        "step": number % 9 + 1,
        "coefficient": f"{2 + number % 4}.{34 + number % 60}",
        "beyond_percent": "7.00" if number % 7 == 0 else "",
        "salary_since": "2024-03-01",
        "next_step_on": "2027-03-01",
        "ethnic": ("Tày", "Kinh", "Nùng", "Dao")[number % 4],
        "religion": "Không",
        "phone": "0912345678",
        "email": f"canbo{number}@thainguyen.gov.vn",
        "home_town": "Xã Nghiên Loan, tỉnh Thái Nguyên",
        "address": f"Thôn Khuổi Tuốn, số nhà {number}",
        "recruited_on": "2008-08-12",
        "general_education": "12/12",
        "qualification": ("Đại học", "Thạc sĩ", "Cao đẳng")[number % 3],
        "major": "Quản lý giáo dục",
        "political_theory": "Trung cấp",
        "state_management": "Chuyên viên",
        "foreign_language": "Tiếng Anh B1",
        "informatics": "Cơ bản",
        "party_joined": "2010-05-19",
        "party_official": "2011-05-19",
        "insurance_number": f"{number:010d}",
        "left_on": "",
    }
    values |= given
    return RosterRow(key=number.to_bytes(16, "big"), **values)  # type: ignore[arg-type]  # kinds vary by attribute


@pytest.fixture
def make_person() -> Callable[..., RosterRow]:
    return person


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(rows: int | list[RosterRow], columns: tuple[str, ...] = EXPORT_COLUMNS, filter_text: str = "") -> Document:
        people = [person(number) for number in range(1, rows + 1)] if isinstance(rows, int) else rows
        return roster_document(
            people, columns_named(columns), OFFICE, TODAY, filter_text, TODAY, witness="Nhật ký số 1.204 (3f9a01c2)"
        )

    return make
