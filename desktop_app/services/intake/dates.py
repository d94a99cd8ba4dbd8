"""Dates as clerks write them. The order of day and month is decided for a whole column, never for one cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from db.text import fold
from db.values import PartialDate
from desktop_app.services.intake.grid import excel_day
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading

DMY, MDY = "dmy", "mdy"
PIVOT = 30
"""Two-digit years up to this are 20xx, later ones 19xx; always a proposal to confirm, never silent."""
OLDEST, YOUNGEST = 1900, 2100
_PARTS = re.compile(r"(\d{1,2})\s*([/.\-\s])\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?\Z")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})\Z")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})\Z")
_YEAR = re.compile(r"(?:nam )?(\d{4})\Z")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})[, ]+nam (\d{4})\Z")
_WORDS_MONTH = re.compile(r"thang (\d{1,2})(?:[, ]+nam |[/ ])(\d{4})\Z")
_SERIALS = (7000, 73000)
_LAST_MONTH = 12


@dataclass(frozen=True)
class Order:
    """How a column writes its days: ``dmy`` or ``mdy``; ``decided`` is whether its values prove it."""

    order: str
    decided: bool
    examples: tuple[str, ...] = ()
    contradiction: bool = False
    proven: bool = False


def column_order(values: Iterable[Any]) -> Order:
    """Decide day before month or month before day over all values of a column."""
    day_first, month_first, open_ = [], [], []
    for value in values:
        if not isinstance(value, str):
            continue
        found = _PARTS.match(value.strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if first > _LAST_MONTH >= second:
            day_first.append(value)
        elif second > _LAST_MONTH >= first:
            month_first.append(value)
        elif first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
            open_.append(value)
    if day_first and month_first:
        return Order(DMY, decided=False, examples=tuple(month_first[:3]), contradiction=True)
    if month_first:
        return Order(MDY, decided=True, examples=tuple(month_first[:3]), proven=True)
    return Order(DMY, decided=bool(day_first) or not open_, examples=tuple(open_[:3]), proven=bool(day_first))


def _impossible(text: str) -> Note:
    return Note(ERROR, "date_impossible", f"“{text}” không phải là ngày có thật.")


def _made(year: int, month: int | None, day: int | None, text: str) -> PartialDate | Note:
    if not OLDEST <= year <= YOUNGEST:
        return Note(ERROR, "date_out_of_range", f"“{text}”: năm {year} ngoài khoảng {OLDEST}–{YOUNGEST}.")
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return _impossible(text)


@lru_cache(maxsize=65536)
def read_text_date(text: str, order: str) -> tuple[PartialDate | None, tuple[Note, ...]]:
    """A date written as text; the notes say what was repaired or what is wrong."""
    folded = " ".join(fold(text).replace("…", " ").split())
    iso = _ISO.match(text)
    if iso:
        return _told(_made(int(iso[1]), int(iso[2]), int(iso[3]), text))
    parts = _PARTS.match(text)
    if parts:
        first, sign, second, year = int(parts[1]), parts[2], int(parts[3]), parts[4]
        day, month = (first, second) if order == DMY else (second, first)
        if len(year) == 2:  # noqa: PLR2004 - two digits
            full = int(year) + (2000 if int(year) <= PIVOT else 1900)
            made = _made(full, month, day, text)
            if isinstance(made, Note):
                return None, (made,)
            message = f"Năm viết hai chữ số “{text}”: hiểu là {made.vietnamese}? (đến {PIVOT} là 20xx, sau đó là 19xx)"
            return None, (Note(WARN, "date_two_digit_year", message, made),)
        repaired = Note(FIXED, "date_dots" if sign == "." else "date_signs", f"Ngày viết “{text}” được hiểu đúng.")
        return _told(_made(int(year), month, day, text), *([repaired] if sign in ". " else []))
    for pattern, year_at, month_at in ((_MONTH, 2, 1), (_ISO_MONTH, 1, 2), (_WORDS_MONTH, 2, 1)):
        found = pattern.match(folded if pattern is _WORDS_MONTH else text)
        if found:
            return _told(_made(int(found[year_at]), int(found[month_at]), None, text))
    year_only = _YEAR.match(folded)
    if year_only:
        return _told(_made(int(year_only[1]), None, None, text))
    words = _WORDS.match(folded)
    if words:
        made = _made(int(words[3]), int(words[2]), int(words[1]), text)
        return _told(made, Note(FIXED, "date_words", f"Ngày viết bằng chữ “{text}” được hiểu đúng."))
    return None, (Note(ERROR, "date_unreadable", f"“{text}” không đọc được thành ngày."),)


def _told(made: PartialDate | Note, *notes: Note) -> tuple[PartialDate | None, tuple[Note, ...]]:
    return (None, (made,)) if isinstance(made, Note) else (made, notes)


def read_date(raw: Any, order: Order, *, full: bool) -> Reading:
    """A cell of a date column; with ``full`` a month or year alone is not enough and is asked about."""
    notes: tuple[Note, ...] = ()
    if isinstance(raw, datetime):
        made: PartialDate | None = PartialDate.of(raw.date())
    elif isinstance(raw, date):
        made = PartialDate.of(raw)
    elif isinstance(raw, int) and OLDEST <= raw <= YOUNGEST:
        made = PartialDate(raw)
    elif isinstance(raw, (int, float)) and _SERIALS[0] <= raw <= _SERIALS[1]:
        made = PartialDate.of(excel_day(raw))
        notes = (Note(FIXED, "date_serial", f"Số {raw:g} là ngày {made.vietnamese} của Excel."),)
    elif isinstance(raw, str):
        made, notes = read_text_date(raw, order.order)
        if order.contradiction and made is not None and _is_open(raw):
            choices = f"{made.vietnamese} hoặc {PartialDate(made.year, made.day, made.month).vietnamese}"
            return Reading(
                None, (Note(ERROR, "date_ambiguous", f"Cột này lẫn hai cách viết ngày; “{raw}” có thể là {choices}."),)
            )
    else:
        return Reading(None, (Note(ERROR, "date_unreadable", f"“{raw}” không đọc được thành ngày."),))
    if made is not None and not OLDEST <= made.year <= YOUNGEST:
        return Reading(None, (_impossible(made.vietnamese),))
    if made is None or not full:
        return Reading(made, notes)
    if made.day is None:
        message = f"Cần đủ ngày, tháng, năm; chỉ có “{made.vietnamese}”."
        return Reading(None, (*notes, Note(WARN, "date_incomplete", message, PartialDate.of(made.earliest))))
    return Reading(made.earliest, notes)


def _is_open(text: str) -> bool:
    found = _PARTS.match(text.strip())
    return bool(found) and int(found[1]) <= _LAST_MONTH and int(found[3]) <= _LAST_MONTH and found[1] != found[3]  # type: ignore[index] # matched above
