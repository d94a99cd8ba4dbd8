"""The columns of the staff list, for screen, copying and files alike; loaded before the first picture, so nothing heavy here."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.services.roster_types import CATEGORY_NAMES, SEX_NAMES, RosterRow

if TYPE_CHECKING:
    from desktop_app.document import Kind, Value

_FULL_DATE = 10
Reading = Callable[[RosterRow], str]


class RosterColumn(NamedTuple):
    """One column: ``text`` is what is shown, ``value`` what a file holds; ``over`` are the headings above its own."""

    name: str
    title: str
    kind: "Kind"
    width: float  # in characters
    text: Reading
    value: "Callable[[RosterRow], Value]"
    over: tuple[str, ...] = ()


def _date_text(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _date_value(iso: str) -> "Value":
    return date.fromisoformat(iso) if len(iso) == _FULL_DATE else _date_text(iso)


def _number_text(number: str) -> str:
    return number.replace(".", ",")


def _number_value(number: str) -> "Value":
    from decimal import Decimal

    return Decimal(number) if number else None


def _percent_value(number: str) -> "Value":
    if not number:
        return None
    from decimal import Decimal

    percent = Decimal(number)
    return int(percent) if percent == percent.to_integral_value() else percent


def _percent_text(number: str) -> str:
    value = _percent_value(number)
    return "" if value is None else str(value).replace(".", ",")


def _plain(name: str, title: str, width: float) -> RosterColumn:
    read: Reading = attrgetter(name)
    return RosterColumn(name, title, "text", width, read, read)


def _named(name: str, title: str, width: float, names: dict[str, str]) -> RosterColumn:
    read: Reading = attrgetter(name)

    def text(row: RosterRow) -> str:
        code = read(row)
        return names.get(code, code)

    return RosterColumn(name, title, "text", width, text, text)


def _date(name: str, title: str, *, over: tuple[str, ...] = (), sex: str = "", called: str = "") -> RosterColumn:
    attribute: Reading = attrgetter(name)

    def read(row: RosterRow) -> str:
        return attribute(row) if not sex or row.sex == sex else ""

    return RosterColumn(
        called or name, title, "date", 11, lambda row: _date_text(read(row)), lambda row: _date_value(read(row)), over
    )


def _coefficient(row: RosterRow) -> str:
    return _number_text(row.coefficient)


def _step(row: RosterRow) -> str:
    return "" if row.step is None else str(row.step)


_BIRTH = ("Ngày, tháng, năm sinh",)

COLUMNS: tuple[RosterColumn, ...] = (
    _plain("full_name", "Họ và tên", 24),
    _date("born", "Ngày sinh"),
    _date("born", "Nam", over=_BIRTH, sex="nam", called="born_male"),
    _date("born", "Nữ", over=_BIRTH, sex="nu", called="born_female"),
    _named("sex", "Giới tính", 7, SEX_NAMES),
    _plain("personal_number", "Số CCCD", 14),
    _plain("staff_number", "Số hiệu", 12),
    _named("category", "Đối tượng", 14, CATEGORY_NAMES),
    _plain("unit", "Đơn vị", 26),
    _plain("unit_path", "Đơn vị (đủ các cấp)", 36),
    _plain("post", "Chức vụ", 20),
    _date("post_since", "Giữ chức vụ từ"),
    _plain("rank_code", "Mã ngạch", 11),
    _plain("rank_name", "Ngạch, chức danh nghề nghiệp", 20),
    RosterColumn("step", "Bậc", "whole", 5, _step, attrgetter("step")),
    RosterColumn("coefficient", "Hệ số", "number", 7, _coefficient, lambda row: _number_value(row.coefficient)),
    RosterColumn(
        "beyond_percent",
        "Vượt khung (%)",
        "number",
        8,
        lambda row: _percent_text(row.beyond_percent),
        lambda row: _percent_value(row.beyond_percent),
    ),
    _date("salary_since", "Hưởng lương từ"),
    _date("next_step_on", "Nâng bậc tiếp theo"),
    _plain("ethnic", "Dân tộc", 9),
    _plain("religion", "Tôn giáo", 10),
    _plain("phone", "Điện thoại", 13),
    _plain("email", "Thư điện tử", 24),
    _plain("home_town", "Quê quán", 26),
    _plain("address", "Nơi ở hiện nay", 28),
    _date("recruited_on", "Ngày tuyển dụng"),
    _plain("general_education", "Giáo dục phổ thông", 10),
    _plain("qualification", "Trình độ chuyên môn", 13),
    _plain("major", "Chuyên ngành", 20),
    _plain("political_theory", "Lý luận chính trị", 12),
    _plain("state_management", "Quản lý nhà nước", 14),
    _plain("foreign_language", "Ngoại ngữ", 14),
    _plain("informatics", "Tin học", 14),
    _date("party_joined", "Ngày vào Đảng"),
    _date("party_official", "Ngày chính thức"),
    _plain("insurance_number", "Số sổ BHXH", 13),
    _date("left_on", "Ngày rời cơ quan"),
)
BY_NAME = {column.name: column for column in COLUMNS}
DEFAULT_COLUMNS = ("full_name", "born", "post", "unit", "coefficient")
"""What the screen shows before the clerk chooses."""
EXPORT_COLUMNS = (
    "full_name", "born", "sex", "ethnic", "unit", "post", "qualification", "political_theory",
    "rank_code", "step", "coefficient", "salary_since", "recruited_on",
)  # fmt: skip
"""What a file holds when nobody chose."""
