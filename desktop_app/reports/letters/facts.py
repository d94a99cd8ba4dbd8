"""Facts that letters are made from, and how each is written into a sentence."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from db.values import Coefficient, Dong, PartialDate
from desktop_app.paths import RESOURCES
from desktop_app.reports.shown import long_date, shown

FOLDER = RESOURCES / "letters"
Fact = str | int | date | Decimal | PartialDate | Coefficient | Dong | Sequence[str] | None
Facts = Mapping[str, Fact]
"""By key of ``resources/letters/keys.toml``; a list of texts is a repeated line."""
KeyKind = Literal["text", "date", "number", "list"]
_PADDED_MONTHS = 2
FORMS = frozenset({"", "dai", "hoa", "thuong", "2"})
"""How a fact can be written, see ``written``."""


@dataclass(frozen=True)
class Key:
    """One fact a text may ask for; ``by_hand`` is written on the signed paper when it is not known before."""

    name: str
    label: str
    kind: KeyKind = "text"
    by_hand: bool = False
    note: str = ""


@cache
def keys() -> Mapping[str, Key]:
    """Every key that a text may use, by its name."""
    read: dict[str, Any] = tomllib.loads((FOLDER / "keys.toml").read_text(encoding="utf-8"))
    return {name: Key(name, **told) for name, told in read.items()}


def is_missing(value: Fact) -> bool:
    """Whether nothing is known."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Sequence) and not value)


def written(value: Fact, form: str = "") -> str:
    """A fact within a sentence. ``dai``: a date in words; ``hoa``: capitals; ``thuong``: a small first letter; ``2``: two digits.

    ``ValueError`` for a form that is none.
    """
    if form not in FORMS:
        raise ValueError(f"Không có cách viết “{form}”")
    text = _long(value) if form == "dai" else _short(value)
    if form == "2" and isinstance(value, int):
        return f"{value:02d}"
    if form == "hoa":
        return text.upper()
    # a word all in capitals (UBND) stays so
    return text[:1].lower() + text[1:] if form == "thuong" and not text[1:2].isupper() else text


def _short(value: Fact) -> str:
    if value is None:
        return ""
    if isinstance(value, PartialDate | Coefficient | Dong):
        return value.vietnamese
    if isinstance(value, str | int | date | Decimal):
        return shown(value)
    return "; ".join(value)


def _long(value: Fact) -> str:
    if isinstance(value, PartialDate):
        if value.month is None:
            return f"năm {value.year}"
        if value.day is None:
            month = f"{value.month:02d}" if value.month <= _PADDED_MONTHS else str(value.month)
            return f"tháng {month} năm {value.year}"
        return long_date(date(value.year, value.month, value.day))
    return long_date(value) if isinstance(value, date) else _short(value)
