"""The staff list: its columns, for screen, copying and files alike, and its paper."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from desktop_app.document import Column, Document, Kind, LetterHead, Signature, Table, Value
from desktop_app.reports.lists.report import ListReport
from desktop_app.reports.shown import long_date, people
from desktop_app.services.roster_types import CATEGORY_NAMES, SEX_NAMES, RosterRow

TITLE = "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"
_FULL_DATE = 10
Reading = Callable[[RosterRow], str]


@dataclass(frozen=True)
class RosterColumn:
    """One column: ``text`` is what is shown, ``value`` what a file holds; ``over`` are the headings above its own."""

    name: str
    title: str
    kind: Kind
    width: float  # in characters
    text: Reading
    value: Callable[[RosterRow], Value]
    over: tuple[str, ...] = ()


def _date_text(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _date_value(iso: str) -> Value:
    return date.fromisoformat(iso) if len(iso) == _FULL_DATE else _date_text(iso)


def _number_text(number: str) -> str:
    return number.replace(".", ",")


def _number_value(number: str) -> Value:
    return Decimal(number) if number else None


def _percent_value(number: str) -> Value:
    if not number:
        return None
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


@dataclass(frozen=True)
class OfficeHead:
    """What the head and the foot of an office's papers say."""

    name: str
    parent: str = ""
    place: str = ""
    signer_role: str = "THỦ TRƯỞNG ĐƠN VỊ"
    signer_name: str = ""
    practice: bool = False  # papers of a practice office say so across the page
    signing: str = ""  # over the signer's post: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"
    maker_role: str = "NGƯỜI LẬP BẢNG"
    maker_name: str = ""

    @property
    def signer_lines(self) -> tuple[str, ...]:
        """The lines over the signature, in capitals as papers write them."""
        return tuple(line.upper() for line in (self.signing, self.signer_role) if line)


def columns_named(names: Sequence[str]) -> tuple[RosterColumn, ...]:
    """The columns with these names, in this order; names nobody knows are passed over."""
    return tuple(BY_NAME[name] for name in names if name in BY_NAME)


def roster_document(
    rows: Sequence[RosterRow],
    columns: Sequence[RosterColumn],
    office: OfficeHead,
    as_of: date,
    filter_text: str,
    day: date,
    *,
    witness: str = "",
) -> Document:
    """The paper of exactly what is shown: these people, in this order, in these columns.

    ``day`` is the day it is made, ``witness`` the line that names the state of the register.
    """
    number = Column(("STT",), "index", 5, repeated=True)
    lines = [(place, *(column.value(row) for column in columns)) for place, row in enumerate(rows, 1)]
    subtitle = [f"(Số liệu tính đến {long_date(as_of)})"]
    if filter_text:
        subtitle.append(f"Điều kiện lọc: {filter_text}")
    table = Table(
        columns=(number, *(_paper_column(column) for column in columns)),
        rows=lines,
        numbered=True,
        empty="Không có người nào đúng điều kiện.",
    )
    return Document(
        title=(TITLE,),
        subtitle=tuple(subtitle),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(table,),
        notes=_counts(rows),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )


def _paper_column(column: RosterColumn) -> Column:
    return Column((*column.over, column.title), column.kind, column.width, repeated=column.name == "full_name")


def _counts(rows: Sequence[RosterRow]) -> tuple[str, ...]:
    if not rows:
        return (f"Tổng số: {people(0)}.",)
    sexes = Counter(row.sex for row in rows)
    said = [f"Nam: {people(sexes['nam'])}", f"Nữ: {people(sexes['nu'])}"]
    unknown = len(rows) - sexes["nam"] - sexes["nu"]
    if unknown:
        said.append(f"chưa rõ giới tính: {people(unknown)}")
    categories = Counter(row.category for row in rows)
    kinds = [f"{name}: {people(categories[code])}" for code, name in CATEGORY_NAMES.items() if categories[code]]
    other = len(rows) - sum(categories[code] for code in CATEGORY_NAMES)
    if other:
        kinds.append(f"chưa rõ đối tượng: {people(other)}")
    return (f"Tổng số: {people(len(rows))}. {'; '.join(said)}.", f"Theo đối tượng: {'; '.join(kinds)}.")


REPORT = ListReport("roster", "Danh sách cán bộ, công chức, viên chức", roster_document)
