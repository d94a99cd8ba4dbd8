"""Code lists: dated entries, and what a clerk's spelling means."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache

from db.text import fold, nfc
from desktop_app.law.discipline_lists import LISTS as DISCIPLINE_LISTS
from desktop_app.paths import RESOURCES
from desktop_app.services.roster_types import CATEGORY_NAMES, SEX_NAMES
from desktop_app.services.staffing_lists import LISTS as STAFFING_LISTS

FOLDER = RESOURCES / "catalogs"
_PUNCTUATION = re.compile(r"[\s.,;:/\\()\-–'’]+")


@dataclass(frozen=True)
class Entry:
    """One entry of a list: what is stored, what people read, and from when to when it is used."""

    code: str
    name: str
    starts: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the entry is in use on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Match:
    """What a spelling means: the entry and whether it was written exactly so; without one, close entries to propose."""

    entry: Entry | None
    exact: bool
    proposals: tuple[str, ...] = ()


def squeezed(text: str) -> str:
    """The folded text without punctuation and spaces: what two spellings of one thing have in common."""
    return _PUNCTUATION.sub("", fold(text))


class Catalog:
    """One code list with its aliases."""

    def __init__(self, entries: Iterable[Entry], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self.entries = tuple(entries)
        self._by_name = {entry.name: entry for entry in self.entries}
        self._by_code = {entry.code: entry for entry in self.entries}
        self._folded: dict[str, Entry] = {}
        for alias, code in aliases:
            if code in self._by_code:
                self._folded[squeezed(alias)] = self._by_code[code]
        for entry in self.entries:
            self._folded[squeezed(entry.name)] = entry
        self._memo: dict[str, Match] = {}

    def at(self, day: date) -> tuple[Entry, ...]:
        """The entries in use on a day."""
        return tuple(entry for entry in self.entries if entry.holds_on(day))

    def name_of(self, code: str) -> str:
        """What people read for a code; the code itself when the list does not know it."""
        entry = self._by_code.get(code)
        return entry.name if entry else code

    def match(self, text: str) -> Match:
        """The entry a text means: exact name, folded name, alias; else up to three close ones."""
        known = self._memo.get(text)
        if known is None:
            known = self._memo[text] = self._look_up(text)
        return known

    def _look_up(self, text: str) -> Match:
        exact = self._by_name.get(text)
        if exact:
            return Match(exact, exact=True)
        key = squeezed(text)
        entry = self._folded.get(key)
        if entry:
            return Match(entry, exact=False)
        close = get_close_matches(key, list(self._folded), n=3, cutoff=0.72)
        return Match(None, exact=False, proposals=tuple(dict.fromkeys(self._folded[name].name for name in close)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of ``resources/catalogs``."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [{key: nfc(value or "") for key, value in row.items() if key} for row in csv.DictReader(file)]


def _entries(rows: Iterable[dict[str, str]], *, by_name: bool = False) -> list[Entry]:
    return [
        Entry(row["name"] if by_name else row["code"], row["name"], _day(row.get("from", "")), _day(row.get("to", "")))
        for row in rows
    ]


def _listed(name: str, *extra: str) -> list[Entry]:
    names = [
        re.sub(r"\s*\(.*\)| và tương đương", "", row["name"])
        for row in read_rows("code_lists.csv")
        if row["list"] == name
    ]
    return [Entry(text, text) for text in dict.fromkeys([*names, *extra])]


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows("aliases.csv"):
        found.setdefault(row["catalog"], []).append((row["alias"], row["code"]))
    return found


def _spellings(file: str) -> list[tuple[str, str]]:
    return [
        (other.strip(), row["name"]) for row in read_rows(file) for other in row["other"].split(";") if other.strip()
    ]


_CODED: dict[str, Mapping[str, str]] = {
    **DISCIPLINE_LISTS,
    **STAFFING_LISTS,
    "contact_kind": {"phone": "Điện thoại", "email": "Thư điện tử", "other": "Khác"},
    "family_side": {"ban_than": "Bản thân", "vo_chong": "Bên vợ hoặc chồng"},
    "media": {"image": "Ảnh", "pdf": "PDF"},
    "qualification_kind": {
        "chuyen_mon": "Chuyên môn",
        "ly_luan": "Lý luận chính trị",
        "quan_ly_nha_nuoc": "Quản lý nhà nước, nghiệp vụ",
        "quoc_phong": "Quốc phòng, an ninh",
        "tin_hoc": "Tin học",
        "ngoai_ngu": "Ngoại ngữ",
        "tieng_dan_toc": "Tiếng dân tộc",
    },
}
"""Lists whose entries are stored by a code of ours."""
CODED = frozenset({*_CODED, "category", "movement", "sex"})
PAPER_KINDS = (
    "Sơ yếu lý lịch",
    "Văn bằng, chứng chỉ",
    "Quyết định",
    "Căn cước",
    "Giấy khai sinh",
    "Giấy khám sức khoẻ",
    "Bản kê khai tài sản",
    "Phiếu đảng viên",
    "Nhận xét, đánh giá",
    "Giấy tờ khác",
)


@cache
def catalog(name: str) -> Catalog:
    """A code list by its name; ``KeyError`` for one there is not."""
    aliases = _aliases().get(name, [])
    if name == "category":
        return Catalog([Entry(code, text) for code, text in CATEGORY_NAMES.items()], aliases)
    if name == "sex":
        return Catalog([Entry(code, text) for code, text in SEX_NAMES.items()], aliases)
    if name == "ethnic":
        return Catalog(_entries(read_rows("ethnic_groups.csv")), aliases + _spellings("ethnic_groups.csv"))
    if name == "religion":
        return Catalog(_entries(read_rows("religions.csv")), aliases)
    if name == "movement":
        return Catalog(_entries(read_rows("movement_kinds.csv")), aliases)
    if name in _CODED:
        return Catalog([Entry(code, text) for code, text in _CODED[name].items()], aliases)
    lists: dict[str, tuple[str, tuple[str, ...]]] = {
        "qualification": ("trinh_do_chuyen_mon", ()),
        "political_theory": ("ly_luan_chinh_tri", ()),
        "state_management": ("quan_ly_nha_nuoc", ()),
        "general_education": ("giao_duc_pho_thong", ()),
        "training_mode": ("hinh_thuc_dao_tao", ()),
        "recruitment_kind": (
            "",
            ("Thi tuyển", "Xét tuyển", "Bầu cử", "Tiếp nhận", "Điều động", "Hợp đồng", "Phân công"),
        ),
        "wounded_class": ("hang_thuong_binh", ()),
        "academic_title": ("hoc_ham", ()),
        "blood_group": ("nhom_mau", ()),
        "award": ("danh_hieu_khen_thuong", ()),
        "allowance": ("phu_cap", ()),
        "relation": ("quan_he_gia_dinh", ()),
        "paper_kind": ("", PAPER_KINDS),
    }
    source, extra = lists[name]
    return Catalog(_listed(source, *extra), aliases)


def names_of(name: str) -> tuple[str, ...]:
    """What people choose from in a list."""
    return tuple(entry.name for entry in catalog(name).entries)


# --- ngạch, chức danh nghề nghiệp và thang lương -------------------------------------------------------------------


@dataclass(frozen=True)
class Rank:
    """A rank or professional title: code, name and salary groups, today's first (none where no source says).

    Some ranks have two: cán sự moved from B to A0 and nhân viên from C1 to B (TT 02/2021/TT-BNV); who lacks the degree stays.
    """

    code: str
    name: str
    groups: tuple[str, ...]


@lru_cache(maxsize=1)
def ranks() -> dict[str, Rank]:
    """Every rank and professional title by its code, old ones included."""
    return {
        row["code"]: Rank(row["code"], row["name"], tuple(filter(None, row["group"].split(";"))))
        for row in read_rows("ranks.csv")
    }


@lru_cache(maxsize=1)
def scale() -> dict[str, dict[int, int]]:
    """Coefficients in hundredths by salary group and step (NĐ 204/2004/NĐ-CP)."""
    found: dict[str, dict[int, int]] = {}
    for row in read_rows("salary_steps.csv"):
        found.setdefault(row["group"], {})[int(row["step"])] = round(float(row["coefficient"]) * 100)
    return found


@lru_cache(maxsize=1)
def _ranks_squeezed() -> dict[str, str]:
    return {squeezed(code): code for code in ranks()}


@lru_cache(maxsize=1)
def _ranks_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, rank in ranks().items():
        found.setdefault(squeezed(rank.name), code)
    for alias, code in _aliases().get("rank", []):
        found.setdefault(squeezed(alias), code)
    return found


def rank_code_meant(text: str, name: str = "") -> str | None:
    """The code that a damaged one means (``01,003`` → ``01.003``), else the code of the rank's name, else ``None``."""
    return _ranks_squeezed().get(squeezed(text)) or (_ranks_by_name().get(squeezed(name)) if name else None)


@lru_cache(maxsize=1)
def cccd_prefixes() -> frozenset[str]:
    """The three-digit codes of the provinces of birth registration, as they were before 01/7/2025 and still are in numbers."""
    return frozenset(row["cccd_prefix"] for row in read_rows("provinces_legacy.csv"))
