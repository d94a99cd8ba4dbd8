"""What imports left of discipline in kept cells: read into proposals, confirmed one by one or dismissed with a reason."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import DisciplineCase, DueMark, Person, SourceFile, SourceRow
from db.text import fold, name_sort_key
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.discipline import FORMS
from desktop_app.services.work import Work

_HEADINGS = ("ky luat", "hinh thuc xu ly")
_NOTHING = re.compile(r"^(khong( co)?|chua( co)?|chua bi ky luat|khong bi ky luat|-+|0|x)?[. ]*$")
_SPOKEN = (
    ("buoc thoi viec", "BUOC_THOI_VIEC"), ("bai nhiem", "BAI_NHIEM"), ("xoa tu cach", "XOA_TU_CACH_CHUC_VU"),
    ("cach chuc", "CACH_CHUC"), ("giang chuc", "GIANG_CHUC"), ("ha bac luong", "HA_BAC_LUONG"), ("ha luong", "HA_BAC_LUONG"),
    ("canh cao", "CANH_CAO"), ("khien trach", "KHIEN_TRACH"),
)  # fmt: skip
_PARTY = ("dang uy", "uy ban kiem tra", "chi bo", "ky luat dang", "ve dang", "huyen uy", "tinh uy")
_NUMBER = re.compile(r"\b(\d{1,5}[a-z]?\s*[/-]\s*[A-ZĐ][A-ZĐ0-9]*(?:\s*-\s*[A-ZĐ0-9&]+)*)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_DAY_IN_WORDS = re.compile(r"ng[àa]y\s+(\d{1,2})\s+th[áa]ng\s+(\d{1,2})\s+n[ăa]m\s+(\d{4})", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:của|do)\s+(.+?)(?=\s*(?:[;,.()]|$|về|vì|do|hình thức|ngày|ký|ban hành|quyết định))", re.IGNORECASE
)
_ACT = re.compile(
    r"\b(?:vì|do|về việc|về hành vi|lý do:?)\s+(?!UBND|Uỷ|Ủy|Sở|Phòng|Chủ tịch|Đảng|Huyện|Tỉnh)(.+?)(?=[;.]|$)",
    re.IGNORECASE,
)
MARK = "ky_luat_nguon"


@dataclass(frozen=True)
class DisciplineProposal:
    """One cell about discipline: word for word, and what could be read of it; ``party`` where it speaks of the Party's."""

    source: Key
    letters: str
    person: Key
    name: str
    heading: str
    text: str
    where: str
    form: str = ""
    day: date | None = None
    number: str = ""
    authority: str = ""
    act: str = ""
    party: bool = False

    @property
    def form_name(self) -> str:
        """The form as people write it."""
        text = FORMS.get(self.form, "")
        return text[:1].upper() + text[1:]

    @property
    def mark(self) -> str:
        """What a dismissal is kept under."""
        return f"{MARK}:{self.source.hex()}:{self.letters}"

    def read(self) -> Iterator[tuple[str, str]]:
        """What was read, in words."""
        yield "Hình thức", self.form_name
        yield "Ngày", f"{self.day:%d/%m/%Y}" if self.day else ""
        yield "Số quyết định", self.number
        yield "Cơ quan ban hành", self.authority
        yield "Hành vi", self.act
        if self.party:
            yield "Lưu ý", "nói về kỷ luật Đảng"


def read_text(text: str) -> tuple[str, date | None, str, str, str, bool]:
    """Form, day, number, authority, act and whether it is the Party's, as far as a text says them."""
    folded = fold(text)
    form = next((code for words, code in _SPOKEN if words in folded), "")
    number = _NUMBER.search(text)
    rest = text.replace(number[1], " ") if number else text
    day = _first_day(rest)
    authority = _AUTHORITY.search(text)
    act = _ACT.search(text)
    party = any(words in folded for words in _PARTY)
    return (
        form, day, re.sub(r"\s+", "", number[1]) if number else "", authority[1].strip() if authority else "",
        act[1].strip() if act else "", party,
    )  # fmt: skip


def _first_day(text: str) -> date | None:
    for pattern in (_DAY, _DAY_IN_WORDS):
        for found in pattern.finditer(text):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                continue
    return None


def proposals(work: Work) -> tuple[DisciplineProposal, ...]:
    """Every cell about discipline that was neither confirmed nor dismissed, in the order of names."""
    columns: dict[Key, dict[str, str]] = {}
    files: dict[Key, SourceFile] = {}
    for file in work.session.scalars(select(SourceFile)):
        titles = {
            letters: title for letters, title in json.loads(file.headings)
            if any(words in fold(title) for words in _HEADINGS)
        }  # fmt: skip
        if titles:
            columns[file.key], files[file.key] = titles, file
    if not columns:
        return ()
    taken = set(work.session.scalars(select(DisciplineCase.source).where(DisciplineCase.source.is_not(None))))
    marks = select(DueMark.task).where(DueMark.task.startswith(f"{MARK}:"), DueMark.kind == "bo_qua")
    dismissed = set(work.session.scalars(marks))
    rows = work.session.execute(
        select(SourceRow, Person.full_name).join(Person, Person.key == SourceRow.person).where(SourceRow.file.in_(columns))
    ).all()  # fmt: skip
    found = []
    for row, name in rows:
        if row.key in taken:
            continue
        cells = dict(json.loads(row.cells))
        for letters, title in columns[row.file].items():
            text = str(cells.get(letters) or "").strip()
            if _NOTHING.match(fold(text)):
                continue
            file = files[row.file]
            one = DisciplineProposal(
                row.key, letters, row.person, name, title, text, f"{file.name}, {file.sheet}, dòng {row.row}",
                *read_text(text),
            )  # fmt: skip
            if one.mark not in dismissed:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (name_sort_key(one.name), one.where, one.letters)))


def dismiss(work: Work, proposal: DisciplineProposal, why: str) -> None:
    """Put a proposal aside, with the reason."""
    if not why.strip():
        raise InvalidInput("Bỏ qua phải ghi lý do.", "why")
    work.session.add(
        DueMark(person=proposal.person, task=proposal.mark, kind="bo_qua", marked_on=work.today, note=why.strip())
    )
    work.session.flush()
