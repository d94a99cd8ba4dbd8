"""A crowd of people who do not exist, for the demo, tests and measurements: today only, no careers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import ranks, scale

_FAMILY = (
    "Nguyễn", "Trần", "Lê", "Hoàng", "Nông", "Triệu", "Bàn", "Lý", "Đặng", "Dương", "Ma", "Hà", "Bế", "Vi", "Hứa",
    "Chu", "Lục", "Phạm",
    "Đàm", "Mông", "La", "Hầu", "Sùng", "Vũ", "Bùi", "Đỗ", "Ngô",
)  # fmt: skip
_MIDDLE = {
    "nam": ("Văn", "Đức", "Quang", "Hữu", "Minh", "Xuân", "Bá", "Công", "Đình", "Quốc"),
    "nu": ("Thị", "Thị Thu", "Thị Hồng", "Thị Ngọc", "Thuỳ", "Thanh", "Kim", "Thị Lan"),
}
_GIVEN = {
    "nam": ("Anh", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hoàng", "Hùng", "Huy", "Khôi", "Long", "Nam",
        "Phong", "Quân", "Sơn", "Thành", "Tuấn"),
    "nu": ("Anh", "Chi", "Dung", "Giang", "Hà", "Hằng", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Linh", "Mai", "Nga",
        "Ngọc", "Thuý", "Trang", "Vân"),
}  # fmt: skip
_ETHNIC = ("Kinh", "Tày", "Nùng", "Dao", "Mông", "Sán Chay")
_MAJORS = (
    "Luật",
    "Hành chính học",
    "Kinh tế",
    "Quản lý đất đai",
    "Kế toán",
    "Nông nghiệp",
    "Công tác xã hội",
    "Sư phạm",
)
_UNITS = (
    ("Phòng Nội vụ", "CC"), ("Phòng Tư pháp", "CC"), ("Phòng Kinh tế", "CC"), ("Phòng Văn hoá - Xã hội", "CC"),
    ("Văn phòng HĐND và UBND", "CC"), ("Trung tâm Phục vụ hành chính công", "CC"), ("Thường trực Đảng uỷ", "CB"),
    ("Thường trực HĐND, UBND", "CB"), ("Trường Mầm non", "VC"), ("Trường Tiểu học", "VC"), ("Trường THCS", "VC"),
    ("Trạm Y tế", "VC"),
)  # fmt: skip
_RANKS = {
    "CB": ("01.003", "01.002"),
    "CC": ("01.003", "01.003", "01.004", "01.002", "06.031"),
    "VC": ("V.07.02.26", "V.07.03.29", "V.07.04.32", "V.08.05.12"),
    "HDLD": ("01.005",),
}
_POSTS = {
    "CB": ("Bí thư Đảng uỷ", "Phó Bí thư Đảng uỷ", "Chủ tịch UBND", "Phó Chủ tịch UBND", "Chủ tịch HĐND"),
    "CC": ("Chuyên viên", "Chuyên viên", "Chuyên viên", "Trưởng phòng", "Phó Trưởng phòng", "Kế toán"),
    "VC": ("Giáo viên", "Giáo viên", "Giáo viên", "Tổ trưởng chuyên môn", "Phó Hiệu trưởng", "Hiệu trưởng"),
    "HDLD": ("Nhân viên phục vụ", "Lái xe", "Bảo vệ"),
}
PLACES = (
    "An Bình",
    "Bản Hạ",
    "Cẩm Sơn",
    "Đông Viên",
    "Khe Vàng",
    "Lũng Pù",
    "Minh Tân",
    "Nà Phạc",
    "Phú Lương",
    "Tân Lập",
)


@dataclass(frozen=True)
class InventedUnit:
    """A unit under its commune."""

    name: str
    parent: str
    code: str
    category: str


def units(count: int) -> list[InventedUnit]:
    """So many invented units, commune by commune."""
    made = []
    for place in range(count):
        commune, kind = divmod(place, len(_UNITS))
        name, category = _UNITS[kind]
        town = PLACES[commune % len(PLACES)] + (f" {commune // len(PLACES) + 1}" if commune >= len(PLACES) else "")
        label = f"{name} {town}" if category == "VC" else f"{name} xã {town}"
        made.append(InventedUnit(label, f"UBND xã {town}", f"T{commune:03d}.{kind:02d}", category))
    return made


def people(count: int, today: date, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Invented people as values by import target; the same seed gives the same people."""
    dice = random.Random(seed)  # noqa: S311 - invented data, no secret
    places = units(max(12, count // 30))
    for number in range(1, count + 1):
        yield _person(dice, dice.choice(places), number, today)


def _person(dice: random.Random, unit: InventedUnit, number: int, today: date) -> dict[str, Any]:
    sex = dice.choice(("nam", "nu"))
    name = f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE[sex])} {dice.choice(_GIVEN[sex])}"
    category = "HDLD" if dice.random() < 0.04 else unit.category  # noqa: PLR2004 - one in 25
    born = date(today.year - dice.randint(24, 60), 1, 1) + timedelta(days=dice.randint(0, 364))
    recruited = date(min(born.year + dice.randint(21, 30), today.year - 1), dice.randint(1, 12), dice.randint(1, 28))
    code = dice.choice(_RANKS[category])
    rank = ranks()[code]
    steps = scale()[rank.groups[0]]
    step = min(1 + (today.year - recruited.year) // 3, max(steps))
    since = date(today.year - dice.randint(0, 2), dice.randint(1, 10), 1)
    century = 0 if sex == "nam" else 1
    digit = century + (2 if born.year >= 2000 else 0)  # noqa: PLR2004 - the century digit of NĐ 137/2015
    values: dict[str, Any] = {
        "staff_number": f"TH-{number:06d}",
        "full_name": name,
        "sex": sex,
        "born": PartialDate.of(born),
        "personal_number": f"006{digit}{born.year % 100:02d}{number % 1_000_000:06d}",
        "home_town": f"xã {dice.choice(PLACES)}, tỉnh Thái Nguyên",
        "address": f"thôn {dice.randint(1, 12)}, xã {dice.choice(PLACES)}",
        "ethnic": dice.choice(_ETHNIC),
        "religion": "Không",
        "phone": f"09{dice.randint(10_000_000, 99_999_999)}",
        "unit": unit.name,
        "parent_unit": unit.parent,
        "unit_code": unit.code,
        "category": category,
        "post": dice.choice(_POSTS[category]),
        "recruited_on": PartialDate.of(recruited),
        "recruitment_kind": dice.choice(("Thi tuyển", "Xét tuyển")),
        "rank_code": code,
        "rank_name": rank.name,
        "step": step,
        "coefficient": Coefficient(steps[step]),
        "salary_since": since,
        "next_step_on": date(since.year + 3, since.month, 1),
        "general_education": "12/12",
        "qualification": dice.choice(("Đại học", "Đại học", "Đại học", "Thạc sĩ", "Cao đẳng", "Trung cấp")),
        "major": dice.choice(_MAJORS),
        "training_mode": dice.choice(("Chính quy", "Vừa làm vừa học")),
    }
    if category != "HDLD":
        values["political_theory"] = dice.choice(("Sơ cấp", "Trung cấp", "Cao cấp"))
        values["post_since"] = date(today.year - dice.randint(0, 4), dice.randint(1, 10), dice.randint(1, 28))
    if dice.random() < 0.7 and recruited.year + 3 < today.year:  # noqa: PLR2004 - seven in ten
        joined = date(recruited.year + 2, 6, 19)
        values["party_joined"], values["party_official"] = PartialDate.of(joined), PartialDate(joined.year + 1, 6, 19)
    return values
