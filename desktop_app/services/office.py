"""Whose register this is: name, level, place in the tree, who signs."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop_app.errors import InvalidInput
from desktop_app.services.catalogs import read_rows

if TYPE_CHECKING:
    from db.database import NewOffice
    from desktop_app.services.work import Work

LEVELS = {
    "xa": "Xã",
    "phuong": "Phường",
    "dac_khu": "Đặc khu",
    "huyen": "Huyện, quận, thị xã (trước 01/7/2025)",
    "tinh": "Tỉnh, thành phố trực thuộc trung ương",
}
_KIND_OF_AREA = {"xa": "xã", "phuong": "phường", "dac_khu": "đặc khu"}
SIGNINGS = {
    "": "Ký trực tiếp",
    "TM.": "Thay mặt tập thể (TM.)",
    "KT.": "Ký thay cấp trưởng (KT.)",
    "TL.": "Thừa lệnh cấp trưởng (TL.)",
}
_LONGEST = {"name": 200, "parent_name": 200, "place": 80, "signing": 120, "signer_role": 120, "signer_name": 80}
_TOO_LONG = "Dài quá {most} chữ; hãy viết gọn lại."


@dataclass(frozen=True)
class OfficeForm:
    """What is asked of an office; codes for level, province and area, the rest as it is printed."""

    name: str = ""
    level: str = ""
    province: str = ""
    area: str = ""
    parent_name: str = ""
    place: str = ""
    signing: str = ""
    signer_role: str = ""
    signer_name: str = ""


@dataclass(frozen=True)
class Area:
    """A province, or a commune or district in it."""

    code: str
    name: str


@cache
def provinces(level: str) -> tuple[Area, ...]:
    """The provinces an office of this level can lie in: the newest names, or those until 30/06/2025 for a district."""
    rows = read_rows("provinces_legacy.csv" if level == "huyen" else "provinces.csv")
    return tuple(Area(row["code"], row["name"]) for row in rows if level == "huyen" or not row["to"])


@cache
def _listed(name: str) -> list[dict[str, str]]:
    return read_rows(name)


@cache
def areas(level: str, province: str) -> tuple[Area, ...]:
    """The communes, wards, special zones or former districts of a province; none for the province itself."""
    if level == "tinh" or not level:
        return ()
    if level == "huyen":
        rows = [row for row in _listed("districts_legacy.csv") if row["province"] == province]
    else:
        wanted = _KIND_OF_AREA[level]
        held = (row for row in _listed("communes.csv") if row["province"] == province and not row["to"])
        rows = [row for row in held if row["type"] == wanted]
    return tuple(Area(row["code"], row["name"]) for row in rows)


def suggested(level: str, province: str, area: str) -> OfficeForm:
    """What the names usually are for a place in the tree; nothing where it is not known yet."""
    above = next((one.name for one in provinces(level) if one.code == province), "")
    own = next((one.name for one in areas(level, province) if one.code == area), "")
    parent = f"UBND {_small(above)}" if above else ""
    if level == "tinh":
        return OfficeForm(f"Sở Nội vụ {_small(above)}" if above else "", parent_name=parent, place=_bare(above))
    return OfficeForm(f"UBND {_small(own)}" if own else "", parent_name=parent, place=_bare(own))


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _bare(name: str) -> str:
    """``Xã An Bình`` without its kind."""
    for kind in ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def signing_line(form: str, office: str) -> str:
    """The line over the signer's post for a way of signing (``TM.``, ``KT.``, ``TL.``), as this office usually writes it."""
    folded = office.lower()
    if form == "TM.":
        council = "ỦY BAN NHÂN DÂN" if folded.startswith(("ubnd", "uỷ ban", "ủy ban")) else office.upper()
        return f"TM. {council}".strip()
    heads = {"sở": "GIÁM ĐỐC", "phòng": "TRƯỞNG PHÒNG", "trường": "HIỆU TRƯỞNG", "đảng": "BÍ THƯ"}
    head = next((post for word, post in heads.items() if folded.startswith(word)), "CHỦ TỊCH")
    return f"{form} {head}" if form else ""


def checked(form: OfficeForm) -> OfficeForm:
    """The form trimmed; ``InvalidInput`` naming the field that cannot be kept."""
    values = {name: " ".join(value.split()) for name, value in asdict(form).items()}
    for name, most in _LONGEST.items():
        if len(values[name]) > most:
            raise InvalidInput(_TOO_LONG.format(most=most), name)
    if not values["name"]:
        raise InvalidInput("Cần tên cơ quan: tên này in trên đầu mọi danh sách.", "name")
    if values["level"] and values["level"] not in LEVELS:
        raise InvalidInput("Không có cấp này.", "level")
    return OfficeForm(**values)


def new_office(form: OfficeForm, *, practice: bool = False) -> "NewOffice":
    """What a new register is made with."""
    from db.database import NewOffice

    return NewOffice(**asdict(checked(form)), practice=practice)


def read_office(work: "Work") -> OfficeForm:
    """The office as it is set."""
    from sqlalchemy import select

    from db.models import Office

    office = work.session.scalars(select(Office)).one()
    return OfficeForm(**{name: getattr(office, name) or "" for name in asdict(OfficeForm())})


def save_office(work: "Work", form: OfficeForm) -> OfficeForm:
    """Set the office; what was kept, for the window that shows it."""
    from sqlalchemy import select

    from db.models import Office

    kept = checked(form)
    office = work.session.scalars(select(Office)).one()
    for name, value in asdict(kept).items():
        if (getattr(office, name) or "") != value:
            setattr(office, name, value or None)
    return kept
