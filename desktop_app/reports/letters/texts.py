"""The text of a letter as it stands in its file: read strictly, so that a slip of an editor is told and not printed.

A file of ``resources/letters`` holds a name, a group and versions::

    name = "Thông báo nghỉ hưu"
    group = "Nghỉ hưu"

    [[versions]]
    who = "CC_ALL"                  # categories of the law; left out: everybody
    from = 2025-07-01               # and ``to``; left out: open
    form = "Mẫu số 2 …"             # the form it follows
    confirmed = false               # its wording was not checked against the official form
    symbol = "TB-{ky_hieu}"         # after "Số: 05/"
    title = ["THÔNG BÁO"]           # none on a công văn
    about = "Về việc …"
    bases = ["luat_bhxh"]           # names of bases.toml
    body = ["Điều 1. …", { centre = "QUYẾT ĐỊNH:" }, { each = "thanh_phan", text = "- {.};" }]
    recipients = ["- Như Điều 3;"]
    keys = ["ho_ten"]               # every fact it needs beside those of the office; checked against the text
    optional = ["ghi_chu"]          # lines with such a fact are left out when it is not known
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from desktop_app.law.dated import Dated, Version
from desktop_app.law.packs import expand
from desktop_app.reports.letters.facts import FOLDER, keys

PLACEHOLDER = re.compile(r"\{(\.|[a-z][a-z0-9_]*)(?::([a-z0-9]+))?\}")
Style = Literal["plain", "centre", "left", "item"]
_STYLES: tuple[Style, ...] = ("centre", "left", "item")
OFFICE_KEYS = (
    "co_quan", "co_quan_chu_quan", "ky_hieu", "so", "dia_danh", "ngay_ky", "quyen_han", "chuc_vu_nguoi_ky", "nguoi_ky",
    "don_vi_luu", "can_cu_them",
)  # fmt: skip
OFFICE_OPTIONAL = frozenset({"co_quan_chu_quan", "quyen_han", "can_cu_them"})


@dataclass(frozen=True)
class Line:
    """One paragraph of the body; ``each`` names the list it is repeated for, ``when`` the fact without which it is left out."""

    text: str
    style: Style = "plain"
    each: str = ""
    when: str = ""


@dataclass(frozen=True)
class Signs:
    """Signatories beside each other, as the last of a paper without an office's closing: role and name of each."""

    each: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LetterText:
    """One version of a letter's text."""

    symbol: str = ""
    title: tuple[str, ...] = ()
    about: str = ""
    addressee: str = ""  # "Kính gửi: …", before the bases
    authority: str = ""  # who decides, in capitals between title and bases
    bases: tuple[str, ...] = ()
    proposal: str = ""  # the last of the bases: on whose proposal
    bases_end: str = "."
    body: tuple[Line | Signs, ...] = ()
    recipients: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    head: bool = True
    closing: bool = True  # an office signs it
    form: str = ""

    def asked(self) -> tuple[str, ...]:
        """The keys of every placeholder, in the order of the paper, those of the office's head and closing included."""
        found: list[str] = []
        if self.head:
            found += ["co_quan", "co_quan_chu_quan", "dia_danh", "ngay_ky", *(["so"] if self.symbol else [])]
        if self.bases:
            found.append("can_cu_them")
        for text in self._texts():
            found += [key for key, _ in PLACEHOLDER.findall(text) if key != "."]
        found += [line.each for line in self.body if isinstance(line, Line) and line.each]
        if self.closing:
            found += ["quyen_han", "chuc_vu_nguoi_ky", "nguoi_ky"]
        return tuple(dict.fromkeys(found))

    def _texts(self) -> Iterator[str]:
        yield from (
            self.symbol,
            *self.title,
            self.about,
            self.addressee,
            self.authority,
            self.proposal,
            *self.recipients,
        )
        for part in self.body:
            if isinstance(part, Line):
                yield part.text
            else:
                yield from (text for pair in part.each for text in pair)


@dataclass(frozen=True)
class LetterFile:
    """A letter with all its versions, by category."""

    kind: str
    name: str
    group: str
    by_category: Mapping[str, Dated[LetterText]]


_STRINGS = frozenset({"symbol", "about", "addressee", "authority", "proposal", "bases_end", "form"})
_FLAGS = frozenset({"head", "closing"})
_RANGE = frozenset({"who", "from", "to", "confirmed"})


def read_letter(kind: str, text: str) -> LetterFile:
    """A letter from its file's text; ``ValueError`` names what is wrong in it."""
    read = tomllib.loads(text)
    strange = set(read) - {"name", "group", "versions"}
    if strange:
        raise ValueError(f"{kind}: không hiểu mục “{min(strange)}”")
    rows: dict[str, list[Version[LetterText]]] = {}
    for number, told in enumerate(read["versions"], 1):
        made = _version(f"{kind}, bản {number}", told)
        version = Version(made, told.get("from"), told.get("to"), made.form, told.get("confirmed", True))
        for category in expand(told.get("who", "ALL")):
            rows.setdefault(category, []).append(version)
    dated = {category: Dated(f"{kind} ({category})", found) for category, found in rows.items()}
    return LetterFile(kind, read["name"], read["group"], dated)


def _version(where: str, told: Mapping[str, Any]) -> LetterText:
    known = {field.name for field in fields(LetterText)}
    strange = set(told) - known - _RANGE
    if strange:
        raise ValueError(f"{where}: không hiểu mục “{min(strange)}”")
    given: dict[str, Any] = {}
    for name in known & set(told):
        value = told[name]
        if name == "body":
            given[name] = tuple(_part(where, part) for part in value)
        elif name in _STRINGS | _FLAGS:
            given[name] = value
        else:
            given[name] = (value,) if isinstance(value, str) else tuple(value)
    made = LetterText(**given)
    _check(where, made)
    return made


def _part(where: str, part: Any) -> Line | Signs:
    if isinstance(part, str):
        return Line(part)
    if "signs" in part:
        return Signs(tuple((str(role), str(name)) for role, name in part["signs"]))
    style = next((style for style in _STYLES if style in part), None)
    strange = set(part) - {"text", "each", "when", *_STYLES}
    if strange or (style is None and "text" not in part):
        raise ValueError(f"{where}: không hiểu đoạn {part}")
    return Line(part[style] if style else part["text"], style or "plain", part.get("each", ""), part.get("when", ""))


def _check(where: str, made: LetterText) -> None:
    known = keys()
    asked = made.asked()
    unknown = [key for key in (*asked, *made.keys, *made.optional) if key not in known]
    if unknown:
        raise ValueError(f"{where}: không có trường “{unknown[0]}” trong keys.toml")
    own = {key for key in asked if key not in OFFICE_KEYS}
    said = set(made.keys) | set(made.optional)
    if own != said:
        raise ValueError(f"{where}: mục keys, optional chưa khớp với văn bản: {', '.join(sorted(own ^ said))}")
    missing = [base for base in made.bases if base not in _bases()]
    if missing:
        raise ValueError(f"{where}: không có căn cứ “{missing[0]}” trong bases.toml")


_read: dict[str, Mapping[str, Mapping[str, Dated[str]]]] = {}


def _bases() -> Mapping[str, Mapping[str, Dated[str]]]:
    """Every legal basis by name and category."""
    if "bases" not in _read:
        told = tomllib.loads((FOLDER / "bases.toml").read_text(encoding="utf-8"))
        found: dict[str, dict[str, Dated[str]]] = {}
        for name, table in told.items():
            rows: dict[str, list[Version[str]]] = {}
            for row in table["rows"]:
                version = Version(str(row["text"]), row.get("from"), row.get("to"))
                for category in expand(row.get("who", "ALL")):
                    rows.setdefault(category, []).append(version)
            found[name] = {category: Dated(f"{name} ({category})", one) for category, one in rows.items()}
        _read["bases"] = found
    return _read["bases"]


def basis(name: str, category: str, day: date) -> str | None:
    """The text of a legal basis in force for a category on a day, without a stop; ``None`` when there is none."""
    dated = _bases()[name].get(category)
    version = dated.at(day) if dated else None
    return version.value if version else None


def shipped_kinds() -> tuple[str, ...]:
    """The kinds of letters there are, by the names of their files."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in {"keys", "bases"}))


def shipped_text(kind: str) -> str:
    """The text of a letter's file as shipped; ``KeyError`` for a kind that is none."""
    path = FOLDER / f"{kind}.toml"
    if kind not in shipped_kinds():
        raise KeyError(kind)
    return path.read_text(encoding="utf-8")
