"""What each row under the headings is: a person, a section, a total, a repeated heading, the signature block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from db.text import fold, nfc
from desktop_app.services.intake.grid import Row, Sheet
from desktop_app.services.intake.headings import squeeze, target_of
from desktop_app.services.intake.legacy import decode

_NUMBERED = re.compile(r"^(?:[IVXL]+|[A-ZĐ]|\d{1,3}|[a-zđ])\s*[.)/:-]\s*(?=\S)")
_MARK = re.compile(r"(?:[IVXL]+|[A-ZĐ])\s*[.)/:-]?$")
_SIGNATURE = (
    "nguoi lap", "lap bang", "lap bieu", "thu truong", "ky, dong dau", "ky, ho ten", "ky ten", "ky va ghi", "ke toan",
    "t/m", "tm.", "kt.", "xac nhan cua", "chu tich", "truong phong", "giam doc", "hieu truong", "nguoi ky", "an dinh danh sach",
)  # fmt: skip
_NAMES_TOO = ("chu tich", "truong phong")
# with its tones: Tống and Công are families
_TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng|tong cong|tong so)\b")
_UNIT_WORDS = ("phòng ", "ủy ban ", "uỷ ban ", "ubnd", "hđnd", "trường ", "trung tâm ", "văn phòng ", "khối ", "mặt trận ",
    "đảng ủy", "đảng uỷ", "ban quản lý", "ban chỉ huy", "trạm ", "chi cục ", "sở ")  # fmt: skip
_BORN_OR_NUMBERED = re.compile(
    r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}\Z|(?:\d{1,2}\s*[/.\-]\s*)?\d{4}\Z|\d{9,12}\Z"
)
_HOW_MANY = re.compile(
    r"\s*[:;,–-]?\s*(?:\((?:có |gồm |tổng số:? ?)?\d{1,4}(?:\s*[^\W\d_][^()\d]{0,24})?\)|(?:có |gồm )?\d{1,4}\s*"
    r"(?:người|đ/c|đồng chí|cán bộ|công chức|viên chức|cbccvc|cbccv|cbcc|biên chế|nhân viên|giáo viên))\s*\Z",
    re.IGNORECASE,
)
"""How many people a section says it has, behind its name."""
_COUNTED = re.compile(
    r"(?:\s*(?:trong đó:?\s*)?(?:nam|nữ|đảng viên|dân tộc)\s*[:=]\s*\d{1,5}\s*[,;.]?)+\Z", re.IGNORECASE
)
_REMARK = re.compile(r"(?:\*|ghi chu|chu thich|luu y|trong do)\b|\*")
_STRANGE = 2
_DATE_LINE = re.compile(r"ngay .{0,6}thang .{0,6}nam")


@dataclass(frozen=True)
class Marks:
    """What tells rows apart: the columns of names and of numbers (0: none), the headings, the encoding of texts."""

    name_col: int
    index_col: int
    leafs: frozenset[str]
    encoding: str
    heads: Mapping[int, str]
    """The last heading of each column, squeezed."""


@dataclass
class SortedRows:
    """The rows under the headings by what they are, 1-based."""

    data: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    parents: dict[int, str] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    numbering: int | None = None
    footer: int | None = None
    other_list: int | None = None
    """Where a list with its columns in other places begins; nothing from there on was read."""


def sorted_rows(sheet: Sheet, header_end: int, marks: Marks) -> SortedRows:
    """Sort the rows under the heading's last row; blank ones count only between others, not after the last."""
    found = SortedRows()
    wide = {merge.top for merge in sheet.merges if merge.right - merge.left >= 2}  # noqa: PLR2004 - spans three columns
    nameless = {row for row, col in sheet.uncomputed if col == marks.name_col}
    waiting: list[int] = []
    outline, signed = _Outline(), False
    for number in range(header_end + 1, len(sheet.rows) + 1):
        row = sheet.rows[number - 1]
        if _is_plainly_a_person(row, marks.name_col, marks.index_col):
            kind, text, filled = "data", "", []
        else:
            filled = [(place + 1, cell) for place, cell in enumerate(row) if cell is not None and str(cell).strip()]
            if (not filled or _is_only_a_number(filled, marks)) and number not in nameless:
                waiting.append(number)
                continue
            if number <= header_end + 2 and not found.data and _is_numbering(filled):
                found.numbering = number
                continue
            # a name that is a formula without a value is still somebody's
            sure = number in nameless or _is_person(filled, marks.name_col, marks.index_col)
            kind, text = ("data", "") if sure else _row_kind(filled, marks, wide=number in wide)
        if kind == "footer":
            if not found.data:
                continue
            found.footer = found.footer or number
            if not any(_is_surely_a_person(row, marks) for row in sheet.rows[number:]):
                break
            signed = True  # signatures between two parts of the list
            continue
        if signed and kind != "section":
            if kind != "data" or not _is_surely_a_person(row, marks):
                continue
            signed = False
        found.blanks += waiting
        waiting = []
        if kind == "header" and _is_of_another_list(filled, marks):
            found.other_list = number
            break
        _put(found, outline, number, kind, text, filled)
    return found


def _is_surely_a_person(row: Row, marks: Marks) -> bool:
    filled = [(place + 1, cell) for place, cell in enumerate(row) if cell is not None and str(cell).strip()]
    return _is_person(filled, marks.name_col, marks.index_col)


def _put(
    found: SortedRows, outline: "_Outline", number: int, kind: str, text: str, filled: list[tuple[int, object]]
) -> None:
    if kind == "data":
        found.data.append(number)
        outline.person()
    elif kind == "total":
        found.totals.append(number)
    elif kind == "section":
        text = _HOW_MANY.sub("", text).rstrip(" :;,–-") or text
        found.sections[number] = text
        above = outline.section(_mark_of(filled), text)
        if above:
            found.parents[number] = above


def _is_only_a_number(filled: list[tuple[int, object]], marks: Marks) -> bool:
    """Whether a row was numbered beforehand and never filled in."""
    return len(filled) == 1 and filled[0][0] == marks.index_col and str(filled[0][1]).strip(" .").isdigit()


def _is_of_another_list(filled: list[tuple[int, object]], marks: Marks) -> bool:
    """Whether repeated headings stand over other columns than the first time."""
    texts = [(col, squeeze(heading_text(cell, marks.encoding))) for col, cell in filled]
    strange = [col for col, text in texts if text in marks.leafs and marks.heads.get(col) not in {None, text}]
    return len(strange) >= _STRANGE


def heading_text(cell: object, encoding: str) -> str:
    """A cell as a heading reads: composed, on one line, in Unicode."""
    if cell is None or isinstance(cell, bool):
        return ""
    text = " ".join(nfc(str(cell)).split())
    return decode(text, encoding) if encoding != "unicode" else text


def _is_plainly_a_person(row: Row, name_col: int, index_col: int) -> bool:
    """A row with a number, a name and much else; told at once, because nearly every row is one."""
    if not index_col or len(row) < max(name_col, index_col) or type(row[index_col - 1]) is not int:
        return False
    return isinstance(row[name_col - 1], str) and len(row) - row.count(None) > 6  # noqa: PLR2004 - more than a signature block


def _is_person(filled: list[tuple[int, object]], name_col: int, index_col: int) -> bool:
    """Whether a row has a name and, besides, a number in front or a day or long number: then no word makes it a footer."""
    cells = dict(filled)
    name, index = cells.pop(name_col, None), cells.pop(index_col, None)
    if not isinstance(name, str) or len(name.split()) < 2 or not cells:  # noqa: PLR2004 - family and given name
        return False
    folded = fold(name)
    if _signs(name) or _TOTAL.match(nfc(name).lower().strip()) or _DATE_LINE.search(folded):
        return False
    if index is not None and str(index).strip(" .)").isdigit():
        return len(cells) > 1 or not _is_unit(name)
    return any(isinstance(cell, date) or _BORN_OR_NUMBERED.match(str(cell).strip()) for cell in cells.values())


class _Outline:
    """The sections open at a row; the kinds of their marks (I, A, 1, a, none) tell which lies inside which."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._last = ""
        self._people = False

    def person(self) -> None:
        """A person was seen."""
        self._people = True

    def section(self, mark: str, text: str) -> str:
        """Open a section; the text of the one it lies in."""
        kind = _kind_of(mark, self._last, {kind for kind, _ in self._open})
        kinds = [open_kind for open_kind, _ in self._open]
        if kind in kinds and (kind or self._people or len(self._open) > 1):
            del self._open[kinds.index(kind) if kind else -1 :]
        elif not kind and self._people:
            del self._open[-1:]
        above = self._open[-1][1] if self._open else ""
        self._open.append((kind, text))
        self._last, self._people = mark, False
        return above


def _kind_of(mark: str, last: str, kinds: set[str]) -> str:
    """``I``, ``A``, ``1``, ``a`` or nothing; C after B, and D after C, are letters and not Roman numbers."""
    if not mark:
        return ""
    if mark[0].isdigit():
        return "1"
    if mark.islower():
        return "a"
    follows = len(mark) == len(last) == 1 and ord(mark) - ord(last) == 1
    if not set(mark) <= set("IVXL") or ("A" in kinds and follows and "I" not in kinds):
        return "A"
    return "I"


def _mark_of(filled: list[tuple[int, object]]) -> str:
    first = str(filled[0][1]).strip()
    found = _NUMBERED.match(first)
    if found:
        return found[0].strip(" .)/:-")
    return first.strip(" .)/:-") if len(filled) > 1 and len(first) <= 5 else ""  # noqa: PLR2004 - XVIII


def _is_numbering(filled: list[tuple[int, object]]) -> bool:
    texts = [str(cell).strip("() ") for _, cell in filled]
    counters = [text for text in texts if re.fullmatch(r"\d{1,3}(?:\s*[=+].*)?|[A-Za-z]", text)]
    return len(texts) > 2 and len(counters) == len(texts) and len(set(texts)) == len(texts)  # noqa: PLR2004 - two may be data


def _row_kind(filled: list[tuple[int, object]], marks: Marks, *, wide: bool) -> tuple[str, str]:
    """``data``, ``section``, ``total``, ``footer`` or ``header`` (repeated), with the section's text."""
    texts = [(col, heading_text(cell, marks.encoding)) for col, cell in filled]
    distinct = list(dict.fromkeys(text for _, text in texts))
    folded = [fold(text) for text in distinct]
    if len(distinct) <= 6:  # noqa: PLR2004 - a signature block has few cells
        if _is_signature(texts, folded, marks.name_col):
            return "footer", ""
        first = next((text for text in distinct if not text.isdigit()), "")
        if _TOTAL.match(first.lower()) or all(_COUNTED.match(text) for text in distinct):
            return "total", ""
        if len(distinct) == 1 and _REMARK.match(folded[0]):
            return "total", ""
    second = len(texts) > 1 and all(marks.heads.get(col) == squeeze(text) for col, text in texts)
    if second or _is_heading(texts):
        return "header", ""
    if len(distinct) > 2 and sum(squeeze(text) in marks.leafs for text in distinct) >= max(2, len(distinct) * 0.6):  # noqa: PLR2004 - most of them
        return "header", ""
    if len(distinct) == 1:
        col, text = texts[0]
        bare = _NUMBERED.sub("", text).strip()
        if wide or col < marks.name_col or (col == marks.name_col and (bare != text or _is_group(text, marks))):
            return "section", bare or text
    elif texts[0][0] < marks.name_col + 1:
        mark, text = distinct[:2]
        numbered = texts[0][0] < marks.name_col and mark.strip(" .)").isdigit()
        pair = len(distinct) == 2  # noqa: PLR2004 - mark and text
        if (_MARK.match(mark) and (pair or _is_unit(text))) or (pair and numbered and _is_unit(text)):
            return "section", _NUMBERED.sub("", text).strip()
    return "data", ""


def _is_heading(texts: list[tuple[int, str]]) -> bool:
    """Whether a row is the headings of another list: one of names, and others that are known."""
    targets = [target_of((text,))[0] for _, text in texts if not any(letter.isdigit() for letter in text)]
    known = {target for target in targets if target}
    return "full_name" in known and len(known) > 2 and len(known) >= len(texts) * 0.6  # noqa: PLR2004 - most of them


def _is_group(text: str, marks: Marks) -> bool:
    """Whether the only text of a row, in the column of names, names a group; what may be a person is left to be asked about."""
    words = text.split()
    like_a_person = 2 <= len(words) <= 5 and all(word.isalpha() and word.istitle() for word in words)  # noqa: PLR2004
    return _is_unit(text) or (bool(marks.index_col) and not like_a_person)


def _is_unit(text: str) -> bool:
    return text.lower().startswith(_UNIT_WORDS)


def _signs(text: str) -> bool:
    """Whether a text begins as a signature block does; Chu Tích and Trương Phong are people."""
    folded = fold(text)
    if not folded.startswith(_SIGNATURE):
        return False
    as_name = nfc(text).lower()
    return not folded.startswith(_NAMES_TOO) or as_name.startswith((*_NAMES_TOO, "chủ tịch", "trưởng phòng"))


def _is_signature(texts: list[tuple[int, str]], folded: list[str], name_col: int) -> bool:
    """Whether a row is of the signature block: who signs, or the line of place and day.

    A name in its own column beside a post is a person, whatever the post; titles of signers are written in capitals.
    """
    if any(_DATE_LINE.search(text) for text in folded):
        return True
    if not any(_signs(text) for _, text in texts):
        return False
    name = next((text for col, text in texts if col == name_col), "")
    return not name or _signs(name) or all(text.isupper() for _, text in texts)
