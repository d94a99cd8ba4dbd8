"""What a calculator asks and answers, in the words of the screen."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from db.text import dotted
from db.values import Coefficient, Dong, PartialDate
from desktop_app.services.calculators.calculator import Input, Outcome, Result
from desktop_app.ui.kit.dates import read_date, shown_date

WORDS = {
    "none": "không có",
    "never": "không bao giờ",
    "planning": "Quy hoạch",
    "training": "Đào tạo, bồi dưỡng",
    "equal_post": "Bổ nhiệm chức vụ tương đương",
    "higher_post": "Bổ nhiệm chức vụ cao hơn",
}
_MONTH = re.compile(r"(\d{1,2})\D+(\d{4})")
_YEAR = re.compile(r"\d{4}")


class Unread(ValueError):
    """What was typed cannot be read; the text says how to write it."""


def typed_value(one: Input, text: str) -> str:
    """What was typed as the calculators read it; ``Unread`` where it is no day, month or interval."""
    text = text.strip()
    if not text:
        return ""
    if one.kind == "day":
        return _day(text).isoformat()
    if one.kind == "partial":
        return _partial(text)
    return text


def typed_values(one: Input, text: str) -> list[str]:
    """Several values typed in one box, parted by ``;``."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        if one.kind != "interval":
            found.append(typed_value(one, part))
            continue
        ends = re.split(r"\s*(?:đến|\.\.|–|\s-\s)\s*", part)
        if len(ends) != 2:  # noqa: PLR2004 - from and to
            raise Unread("Viết như 01/04/2026 đến 30/04/2026; nhiều khoảng cách nhau bằng dấu chấm phẩy.")
        first, last = (_day(end) for end in ends)
        if last < first:
            raise Unread("Ngày đầu của khoảng phải không sau ngày cuối.")
        found.append(f"{first.isoformat()}..{last.isoformat()}")
    return found


def _day(text: str) -> date:
    day = read_date(text)
    if day is None:
        raise Unread("Viết ngày như 30/06/1965.")
    return day


def _partial(text: str) -> str:
    if _YEAR.fullmatch(text):
        return text
    month = _MONTH.fullmatch(text)
    if month:
        number, year = int(month[1]), int(month[2])
        if 1 <= number <= 12:  # noqa: PLR2004 - months of a year
            return f"{year:04d}-{number:02d}"
    day = read_date(text)
    if day is None:
        raise Unread("Viết ngày, tháng hoặc năm: 30/06/1965, 06/1965, 1965.")
    return day.isoformat()


def value_text(result: Result, value: Any) -> str:
    """A value of the answer as people read it."""
    for code, words in result.choices:
        if code == value:
            return words
    if result.kind == "month_count" and isinstance(value, int):
        return f"{value} tháng"
    if result.kind == "age" and isinstance(value, int):
        years, months = divmod(value, 12)
        return f"{years} tuổi {months} tháng" if months else f"{years} tuổi"
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{WORDS.get(name, name)}: {_text(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_text(one) for one in value)
    for kind, words in _TEXTS:
        if isinstance(value, kind):
            return words(value)
    return WORDS.get(str(value), str(value))


_TEXTS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (type(None), lambda _: "chưa xác định"),
    (bool, lambda value: "Có" if value else "Không"),
    (date, shown_date),
    (Dong, lambda value: f"{value.vietnamese} đồng"),
    (Coefficient | PartialDate, lambda value: str(value.vietnamese)),
    (Decimal, lambda value: str(value).replace(".", ",")),
    (int, dotted),
)


def result_lines(results: tuple[Result, ...], outcome: Outcome) -> list[tuple[str, str, bool]]:
    """Label, text and whether it is unsettled, for each value that is there or should be; bans take a line each."""
    lines: list[tuple[str, str, bool]] = []
    unsettled = set(outcome.answer.unsettled)
    for result in results:
        value = outcome.values.get(result.name)
        doubtful = result.name in unsettled
        if isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value):
            continue  # parts with their own fields: the steps beside say the same in sentences
        if isinstance(value, Mapping):
            for name, one in value.items():
                doubt = doubtful or f"{result.name}.{name}" in unsettled or name in unsettled
                lines.append((f"{result.label}: {WORDS.get(str(name), str(name)).lower()}", _text(one), doubt))
        elif value not in (None, (), []) or doubtful:
            lines.append((result.label, value_text(result, value), doubtful))
    return lines
