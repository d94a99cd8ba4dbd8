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
from desktop_app.services.intake.values_text import clean_text

DMY, MDY, SWAPPED = "dmy", "mdy", "swapped"
PIVOT, BIRTH_PIVOT = 30, 10
"""Two-digit years up to the pivot are 20xx, later ones 19xx; always a proposal to confirm, never silent."""
OLDEST, YOUNGEST = 1900, 2100
_PARTS = re.compile(r"(\d{1,2})\s*([/.\-,\s])\s*(\d{1,2})\s*[/.\-,\s]\s*(\d{4}|\d{2})\.?\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\Z", re.ASCII)
_CLOCK = re.compile(r"(?:\s+|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?\Z", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})\Z", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\Z", re.ASCII)
_YEAR = re.compile(r"(?:sinh )?(?:nam )?(\d{4})\Z", re.ASCII)
_NO_DAY = re.compile(r"[\W_x0]*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\Z", re.ASCII)
_NO_MONTH = re.compile(r"[\W_x0]*[/.\-][\W_x0]*[/.\-]\s*(\d{4})\Z", re.ASCII)
_WORDS = re.compile(r"(?:sinh )?(?:ngay )?(\d{1,2}),? thang (\d{1,2})[, ]+nam (\d{4})\Z", re.ASCII)
_WORDS_MONTH = re.compile(r"thang (\d{1,2})(?:[, ]+nam |\s*[/.\- ]\s*)(\d{4})\Z", re.ASCII)
_DIGITS = re.compile(r"(?:\d{5}|\d{7,8})\Z", re.ASCII)
_SERIALS = (7000, 73000)
_LAST_MONTH = 12
_FEW = 0.1
_SWAP_DATES, _SWAP_TEXTS, _SWAP_DAYS = 8, 5, 4


@dataclass(frozen=True)
class Order:
    """How a column writes its days: ``dmy``, ``mdy`` or ``swapped``; ``decided`` is whether that is settled.

    ``contradiction``: its values prove both orders. ``excel_swapped``: it looks as if Excel had taken every day up to
    the twelfth for a month.
    """

    order: str
    decided: bool
    examples: tuple[str, ...] = ()
    contradiction: bool = False
    proven: bool = False
    excel_swapped: bool = False


def column_order(values: Iterable[Any]) -> Order:
    """Decide day before month or month before day over all values of a column.

    A few cells against a clear majority (one in ten) are mistakes of their own; more make the column contradictory.
    """
    day_first, month_first, open_ = [], [], []
    true_dates: list[date] = []
    for value in values:
        if isinstance(value, date):
            true_dates.append(value)
        if not isinstance(value, str):
            continue
        text = value.strip(" \t\r\n'") if value.isascii() else str(clean_text(value).value)
        found = _PARTS.match(_CLOCK.sub("", text) if ":" in text else text)
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if first > _LAST_MONTH >= second:
            day_first.append(value)
        elif second > _LAST_MONTH >= first:
            month_first.append(value)
        elif first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
            open_.append(value)
    if min(len(day_first), len(month_first)) > (len(day_first) + len(month_first)) * _FEW:
        return Order(DMY, decided=False, examples=tuple((month_first + day_first)[:3]), contradiction=True)
    if len(month_first) > len(day_first):
        # nobody here writes so; likely as it is, the clerk is asked
        return Order(MDY, decided=False, examples=tuple(month_first[:3]), proven=True)
    if len(day_first) >= _SWAP_TEXTS and not open_ and _looks_swapped(true_dates):
        examples = tuple(f"{day.day:02d}/{day.month:02d}/{day.year}" for day in true_dates[:3])
        return Order(DMY, decided=False, examples=examples, proven=True, excel_swapped=True)
    return Order(DMY, decided=bool(day_first) or not open_, examples=tuple(open_[:3]), proven=bool(day_first))


def _looks_swapped(days: list[date]) -> bool:
    """Whether every true date could be a day and month exchanged: an Excel set to American dates does that on entry."""
    if len(days) < _SWAP_DATES or any(day.day > _LAST_MONTH for day in days):
        return False
    return len({day.day for day in days}) >= _SWAP_DAYS


def _maybe(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day) if OLDEST <= year <= YOUNGEST and month and day else None
    except ValueError:
        return None


def _made(year: int, month: int | None, day: int | None, text: str) -> PartialDate | Note:
    if not OLDEST <= year <= YOUNGEST:
        return Note(ERROR, "date_out_of_range", f"“{text}”: năm {year} ngoài khoảng {OLDEST}–{YOUNGEST}.")
    turned = _maybe(year, day, month) if day and month else None
    hint = f" Có phải {turned.vietnamese}?" if turned else ""
    refused = Note(ERROR, "date_impossible", f"“{text}” không phải là ngày có thật.{hint}", turned)
    if month == 0 or day == 0:
        return refused
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return refused


@lru_cache(maxsize=65536)
def read_text_date(text: str, order: str, pivot: int = PIVOT) -> tuple[PartialDate | None, tuple[Note, ...]]:
    """A date written as text; the notes say what was repaired or what is wrong."""
    text = _CLOCK.sub("", text)
    iso = _ISO.match(text)
    if iso:
        return _told(_made(int(iso[1]), int(iso[2]), int(iso[3]), text))
    parts = _PARTS.match(text)
    if parts and int(parts[1]):
        return _three_parts(text, parts, order, pivot)
    for pattern, year_at, month_at in ((_MONTH, 2, 1), (_ISO_MONTH, 1, 2)):
        found = pattern.match(text)
        if found and int(found[month_at]):
            return _told(_made(int(found[year_at]), int(found[month_at]), None, text))
    if _DIGITS.match(text):
        return None, (_digits_only(text),)
    return _in_words(text)


def _three_parts(
    text: str, parts: re.Match[str], order: str, pivot: int
) -> tuple[PartialDate | None, tuple[Note, ...]]:
    first, sign, second, year = int(parts[1]), parts[2], int(parts[3]), parts[4]
    day, month = (second, first) if order == MDY else (first, second)
    if len(year) == 2:  # noqa: PLR2004 - two digits
        made = _made(int(year) + (2000 if int(year) <= pivot else 1900), month, day, text)
        if isinstance(made, Note):
            return None, (made,)
        rule = f"đến {pivot:02d} hiểu là 20xx, sau đó là 19xx"
        message = f"Năm viết hai chữ số “{text}”: có phải {made.vietnamese}? ({rule})"
        return None, (Note(WARN, "date_two_digit_year", message, made),)
    made = _made(int(year), month, day, text)
    if sign in "/-" or isinstance(made, Note):
        return _told(made)
    kind = "date_dots" if sign == "." else "date_signs"
    return _told(made, Note(FIXED, kind, f"Ngày viết “{text}” được hiểu là {made.vietnamese}."))


def _in_words(text: str) -> tuple[PartialDate | None, tuple[Note, ...]]:
    folded = " ".join(fold(text).split())
    year_only = _YEAR.match(folded)
    if year_only:
        return _told(_made(int(year_only[1]), None, None, text))
    words = _WORDS.match(folded)
    if words:
        made = _made(int(words[3]), int(words[2]), int(words[1]), text)
        return _told(made, Note(FIXED, "date_words", f"Ngày viết bằng chữ “{text}” được hiểu đúng."))
    month = _WORDS_MONTH.match(folded)
    if month:
        return _told(_made(int(month[2]), int(month[1]), None, text))
    no_day = _NO_DAY.match(folded)
    if no_day and int(no_day[1]):
        note = Note(FIXED, "date_unknown_day", f"“{text}” chỉ có tháng và năm; phần ngày bỏ trống.")
        return _told(_made(int(no_day[2]), int(no_day[1]), None, text), note)
    no_month = _NO_MONTH.match(folded)
    if no_month:
        note = Note(FIXED, "date_unknown_day", f"“{text}” chỉ có năm; phần ngày và tháng bỏ trống.")
        return _told(_made(int(no_month[1]), None, None, text), note)
    return None, (Note(ERROR, "date_unreadable", f"“{text}” không đọc được thành ngày."),)


def _digits_only(text: str) -> Note:
    """A number stored as text: a serial of Excel, or a day written without signs; only ever a proposal."""
    if len(text) == 5:  # noqa: PLR2004 - a serial number
        meant = PartialDate.of(excel_day(int(text))) if _SERIALS[0] <= int(text) <= _SERIALS[1] else None
    else:
        padded = text.zfill(8)
        day_first = _maybe(int(padded[4:]), int(padded[2:4]), int(padded[:2]))
        year_first = _maybe(int(padded[:4]), int(padded[4:6]), int(padded[6:]))
        meant = None if day_first and year_first else day_first or year_first
    if meant is None:
        return Note(ERROR, "date_unreadable", f"“{text}” không đọc được thành ngày.")
    return Note(WARN, "date_digits", f"“{text}” viết liền, không có dấu ngăn: có phải ngày {meant.vietnamese}?", meant)


def _told(made: PartialDate | Note, *notes: Note) -> tuple[PartialDate | None, tuple[Note, ...]]:
    return (None, (made,)) if isinstance(made, Note) else (made, notes)


def read_date(raw: Any, order: Order, *, full: bool, birth: bool = False) -> Reading:
    """A cell of a date column; with ``full`` a month or year alone is not enough and is asked about."""
    notes: tuple[Note, ...] = ()
    made: PartialDate | None
    if isinstance(raw, date):
        made, notes = _true_date(raw, order)
    elif isinstance(raw, (int, float)) and OLDEST <= raw <= YOUNGEST and raw == int(raw):
        made = PartialDate(int(raw))
    elif isinstance(raw, (int, float)) and _SERIALS[0] <= raw <= _SERIALS[1]:
        made = PartialDate.of(excel_day(raw))
        notes = (Note(FIXED, "date_serial", f"Số {raw:g} là ngày {made.vietnamese} của Excel."),)
    else:
        text = str(raw)
        made, notes = read_text_date(text, order.order, BIRTH_PIVOT if birth else PIVOT)
        if order.contradiction and made is not None and _is_open(text):
            choices = f"{made.vietnamese} hoặc {PartialDate(made.year, made.day, made.month).vietnamese}"
            message = f"Cột này lẫn hai cách viết ngày; “{text}” có thể là {choices}."
            return Reading(None, (Note(ERROR, "date_ambiguous", message),))
    if full:
        return _full_day(made, notes)
    return Reading(made, notes)


def _full_day(made: PartialDate | None, notes: tuple[Note, ...]) -> Reading:
    if made is not None and made.day is None:
        first = PartialDate.of(made.earliest).vietnamese
        message = f"Cần đủ ngày, tháng, năm; chỉ có “{made.vietnamese}”. Có phải {first}?"
        return Reading(None, (*notes, Note(WARN, "date_incomplete", message, made.earliest)))
    whole = tuple(
        Note(note.level, note.kind, note.message, note.proposal.earliest)
        if isinstance(note.proposal, PartialDate)
        else note
        for note in notes
    )
    return Reading(made.earliest if made else None, whole)


def _true_date(raw: date, order: Order) -> tuple[PartialDate | None, tuple[Note, ...]]:
    day = raw.date() if isinstance(raw, datetime) else raw
    if order.order == SWAPPED and day.day <= _LAST_MONTH:
        day = date(day.year, day.day, day.month)
    serial = (day - date(1899, 12, 30)).days
    if OLDEST <= serial <= YOUNGEST:
        # 1965 typed into a cell formatted as a date shows as 18/05/1905
        shown = PartialDate.of(day).vietnamese
        message = f"Ô định dạng ngày đang hiện {shown}; có phải người nhập chỉ gõ năm {serial}?"
        return None, (Note(WARN, "date_was_year", message, PartialDate(serial)),)
    if not OLDEST <= day.year <= YOUNGEST:
        text = f"{day.day:02d}/{day.month:02d}/{day.year}"
        return None, (Note(ERROR, "date_out_of_range", f"“{text}”: năm {day.year} ngoài khoảng {OLDEST}–{YOUNGEST}."),)
    return PartialDate.of(day), ()


def _is_open(text: str) -> bool:
    found = _PARTS.match(text.strip())
    return found is not None and int(found[1]) <= _LAST_MONTH and int(found[3]) <= _LAST_MONTH and found[1] != found[3]
