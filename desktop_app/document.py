"""What a paper says, as plain data: the screen, Excel and PDF all show the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of a printed table: heading, kind of value (``text``, ``date``, ``number``, ``whole``), width in characters."""

    title: str
    kind: str = "text"
    width: float = 12
    group: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of typed values under their columns: ISO text or ``date`` for dates, ``float`` for numbers, ``None`` for nothing."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    totals: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterHead:
    """The head of a paper by NĐ 30/2020/NĐ-CP: who issues it, above whom, where and when."""

    parent: str
    office: str
    place: str
    day: date


@dataclass(frozen=True)
class Signature:
    """One block at the foot: role in capitals, what goes under it, the name."""

    role: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""


@dataclass(frozen=True)
class Document:
    """A whole paper with one table."""

    title: str
    head: LetterHead
    table: Table
    subtitles: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    notes: tuple[str, ...] = field(default=())
    watermark: str = ""
    witness: str = ""


def vietnamese_day(day: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: days below 10 and the months 1 and 2 get a zero (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - January and February
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def shown(value: Any, kind: str) -> str:
    """A value as it is printed: ``30/06/1965``, ``06/1965``, ``3,33``, ``1.004``."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if kind == "date":
        return "/".join(reversed(str(value).split("-")))
    if kind == "number":
        return f"{float(value):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{value:,}".replace(",", ".") if kind == "whole" and isinstance(value, int) else str(value)
