"""Cells read by the kind of their column; what is repaired, asked or refused is always said."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from db.text import fold
from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import catalog
from desktop_app.services.intake.dates import Order, read_date
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading
from desktop_app.services.intake.values_numbers import (
    read_cccd,
    read_cmnd,
    read_code,
    read_coefficient,
    read_digits,
    read_height,
    read_percent,
    read_rank,
    read_step,
    read_weight,
)
from desktop_app.services.intake.values_text import (
    TICKS,
    clean_text,
    is_nothing,
    obstacle,
    read_email,
    read_name,
    read_phone,
    read_plain,
)

Reader = Callable[[str, Any], Reading]
_DATES = frozenset({"day", "partial", "birth"})
# repairs of the characters matter in what is kept as text; in a number or date they are nothing to report
_QUIET = _DATES | {"coefficient", "percent", "step", "height", "weight"}
# a word of the list itself may say “không”: the list is asked first
_WORDY = frozenset({"text", "name", "code", "mark", "member", "sex"})
_MARKS = frozenset({"mark", "member"})
_TICKS = TICKS | {"nu"}
_NO_TICKS = frozenset({"0", "khong", "nam", "false"})
_DATE_SCHOOLS = {(12, 12): "12/12", (10, 10): "10/10"}
_SCHOOL_YEARS = {"12": "12/12", "10": "10/10", "9": "9/12", "thpt": "12/12", "thcs": "9/12"}
_SCHOOL_WORDS = (
    (re.compile(r"\b(?:tot nghiep|tn|cap|het|bang|trinh do|truong)\b"), ""),
    (re.compile(r"\btrung hoc pho thong\b|\bptth\b|\biii\b"), "thpt"),
    (re.compile(r"\btrung hoc co so\b|\bptcs\b|\bii\b"), "thcs"),
)


def read_key(text: str, raw: Any) -> Reading:
    """The key of a person's file, the same in every office; anything else is no key and says nothing."""
    del raw
    bare = text.replace("-", "").lower()
    return Reading(bare if re.fullmatch(r"[0-9a-f]{32}", bare) else None)


def read_mark(text: str, raw: Any) -> Reading:
    """A tick for a woman: x, ✓, 1, có; anything that is neither a tick nor a no is asked about."""
    del raw
    folded = fold(text)
    if folded in _TICKS:
        return Reading("nu")
    if folded in _NO_TICKS:
        return Reading("nam")
    return Reading(None, (Note(WARN, "mark_unknown", f"“{text}” không phải dấu x đánh dấu nữ; giới tính để trống."),))


def read_member(text: str, raw: Any) -> Reading:
    """A tick for a member of the Party; a no is nothing, anything else is asked about."""
    del raw
    if fold(text) in TICKS:
        return Reading("có")
    if fold(text) in _NO_TICKS:
        return Reading(None)
    return Reading(None, (Note(WARN, "mark_unknown", f"“{text}” không phải dấu x đánh dấu đảng viên; để trống."),))


def read_sex(text: str, raw: Any) -> Reading:
    """Nam or Nữ in any usual spelling."""
    del raw
    found = catalog("sex").match(text)
    if found.entry is None:
        return Reading(None, (Note(ERROR, "sex_unknown", f"“{text}” không phải Nam hoặc Nữ."),))
    return Reading(found.entry.code)


def catalog_reader(name: str) -> Reader:
    """A reader of one code list: exact, folded and aliased spellings are taken, others asked about."""
    entries = catalog(name)

    def read(text: str, raw: Any) -> Reading:
        if name == "general_education" and isinstance(raw, date):
            return _school_became_date(raw, text)
        found = entries.match(text)
        if found.entry is not None:
            value = found.entry.code if name == "category" else found.entry.name
            if found.exact or name == "category" or fold(found.entry.name) == fold(text):
                return Reading(value)
            return Reading(value, (Note(FIXED, "catalog_alias", f"“{text}” được hiểu là “{found.entry.name}”."),))
        if is_nothing(text, data=True):
            return Reading(None)
        close = found.proposals
        if name == "general_education":
            # twelve is nearer to 9/12 than to 12/12 only for a comparison of letters
            likely = _SCHOOL_YEARS.get(_school(text))
            close = (likely,) if likely else tuple(one for one in close if one in text)
        proposal = close[0] if close else None
        hint = f" Có phải “{'”, “'.join(close)}”?" if close else ""
        stored = None if name == "category" else text
        if name == "category" and proposal:
            proposal = next(entry.code for entry in entries.entries if entry.name == proposal)
        return Reading(stored, (Note(WARN, "catalog_unknown", f"“{text}” không có trong danh mục.{hint}", proposal),))

    return read


def _school(text: str) -> str:
    """A school by its level: leaving THPT is 12/12 today, and was 10/10 in the North before 1989; so it is asked."""
    folded = fold(text)
    for pattern, word in _SCHOOL_WORDS:
        folded = pattern.sub(word, folded)
    return " ".join(folded.split())


def _school_became_date(raw: date, text: str) -> Reading:
    likely = _DATE_SCHOOLS.get((raw.day, raw.month))
    hint = f" Có phải “{likely}”?" if likely else ""
    message = f"Excel đã đổi trình độ phổ thông thành ngày {text}.{hint}"
    return Reading(None, (Note(WARN, "education_became_date", message, likely),))


_READERS: dict[str, Reader] = {
    "key": read_key,
    "name": read_name,
    "text": read_plain,
    "code": read_code,
    "digits": read_digits,
    "cccd": read_cccd,
    "cmnd": read_cmnd,
    "phone": read_phone,
    "email": read_email,
    "coefficient": read_coefficient,
    "percent": read_percent,
    "step": read_step,
    "rank": read_rank,
    "height": read_height,
    "weight": read_weight,
    "mark": read_mark,
    "member": read_member,
    "sex": read_sex,
}


def reader(kind: str) -> Reader:
    """The reader of a kind of value other than dates."""
    return catalog_reader(kind.removeprefix("catalog:")) if kind.startswith("catalog:") else _READERS[kind]


def read_cell(raw: Any, kind: str, order: Order | None, read: Reader | None) -> Reading:
    """One cell: blank, obstacle, placeholder, then its kind."""
    if kind in _DATES and not isinstance(raw, str):
        return _date(raw, kind, order) if raw else Reading(None)
    text = clean_text(raw)
    if not text.value:
        return Reading(None)
    stop = obstacle(text.value)
    if stop is not None:
        return Reading(None, (stop,))
    listed = kind.startswith("catalog:")
    if kind not in _MARKS and is_nothing(text.value, data=kind not in _WORDY and not listed):
        return Reading(None)
    made = _date(text.value, kind, order) if read is None else read(text.value, raw)
    if not text.notes or kind in _QUIET or made.value is None:
        return made
    return text.but(made.value, *made.notes)


def _date(raw: Any, kind: str, order: Order | None) -> Reading:
    return read_date(raw, order or Order("dmy", decided=True), full=kind == "day", birth=kind == "birth")


def shown(value: Any) -> Any:
    """A value as JSON: dates ISO, coefficients numbers, the rest as it is."""
    if isinstance(value, (PartialDate, date)):
        return str(value)
    return value.hundredths / 100 if isinstance(value, Coefficient) else value


def vietnamese(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, (PartialDate, Coefficient)):
        return value.vietnamese
    return str(value)
