"""The values a record holds that Python has no type for. Standard library only.

Every start loads this before its first picture: what only reading and making values needs is imported there.
"""

import os
import re
import threading
import time
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self

Key = bytes
"""Sixteen bytes: a UUIDv7, or a UUIDv5 for what the state has numbered."""

NAMESPACE = "6f0d1c52-2c1e-5f44-9c53-736f6e6f6976"
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_lock = threading.Lock()
_last = 0


def uuid7(clock_ms: int | None = None) -> Key:
    """A new time-ordered key, greater than every key made before it in this process."""
    global _last  # noqa: PLW0603 - the counter that keeps keys in order within one millisecond
    with _lock:
        now = (time.time_ns() // 1_000_000 if clock_ms is None else clock_ms) << 12
        _last = max(now, _last + 1)
        stamp = _last
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = ((stamp >> 12) << 80) | (0x7 << 76) | ((stamp & 0xFFF) << 64) | (0b10 << 62) | tail
    return value.to_bytes(16, "big")


def uuid5_of(kind: str, code: str) -> Key:
    """The key of something the state has numbered: the same in every office's file."""
    from uuid import UUID, uuid5

    return uuid5(UUID(NAMESPACE), f"{kind}:{code}").bytes


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day known to the year, the month or the day, kept as the clerk wrote it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date with ``ValueError``."""
        if self.day is not None and self.month is None:
            raise ValueError("Có ngày mà không có tháng")
        if self.month == 0 or self.day == 0:
            raise ValueError("Ngày, tháng không bao giờ là 0")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1965``, ``1965-06`` or ``1965-06-30``; anything else is a ``ValueError``."""
        found = _PARTIAL.match(text)
        if not found:
            raise ValueError(f"Không phải ngày: {text}")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date) -> Self:
        """The full date of ``day``."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def __lt__(self, other: Self) -> bool:
        return str(self) < str(other)

    @property
    def vietnamese(self) -> str:
        """As written on paper: ``30/06/1965``, ``06/1965`` or ``1965``."""
        return "/".join(reversed(str(self).split("-")))

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        import calendar

        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@total_ordering
@dataclass(frozen=True)
class Coefficient:
    """A salary coefficient or a percent in exact hundredths."""

    hundredths: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``3.33`` or ``3,33``; more than two decimals or anything else is a ``ValueError``."""
        from decimal import Decimal

        if not re.fullmatch(r"\d{1,6}(?:[.,]\d{1,2})?", text.strip()):
            raise ValueError(f"Không phải hệ số: {text}")
        return cls(int(Decimal(text.strip().replace(",", ".")) * 100))

    @classmethod
    def of(cls, number: float) -> Self:
        """The nearest hundredth of a number read from a workbook."""
        from decimal import ROUND_HALF_UP, Decimal

        return cls(int((Decimal(repr(number)) * 100).quantize(Decimal(1), ROUND_HALF_UP)))

    def __str__(self) -> str:
        whole, part = divmod(abs(self.hundredths), 100)
        return f"{'-' if self.hundredths < 0 else ''}{whole}.{part:02d}"

    def __lt__(self, other: Self) -> bool:
        return self.hundredths < other.hundredths

    @property
    def vietnamese(self) -> str:
        """As written on paper: ``3,33``."""
        return str(self).replace(".", ",")


@total_ordering
@dataclass(frozen=True)
class Dong:
    """An amount of money in whole đồng."""

    amount: int

    def __str__(self) -> str:
        return str(self.amount)

    def __lt__(self, other: Self) -> bool:
        return self.amount < other.amount

    @property
    def vietnamese(self) -> str:
        """As written on paper: ``2.530.000``."""
        return f"{self.amount:,}".replace(",", ".")
