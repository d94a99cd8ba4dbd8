"""How our values are stored: portable column types with an exact text form for the journal.

No ``Numeric`` and no float anywhere: coefficients are scaled integers, days are ISO text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.text import nfc
from db.values import Coefficient, Dong, PartialDate


@dataclass(frozen=True)
class Codec:
    """How one kind of value goes to the column, to the journal and back."""

    python: type
    to_column: Callable[[Any], Any]
    from_column: Callable[[Any], Any]
    to_journal: Callable[[Any], Any]
    from_journal: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _text(value: str) -> str:
    return nfc(value)


def _whole(value: int) -> int:
    if type(value) is not int:
        raise TypeError(f"a whole number is wanted, not {value!r}")
    return value


def _key(value: bytes) -> bytes:
    if type(value) is not bytes or len(value) != 16:  # noqa: PLR2004 - a UUID
        raise TypeError(f"a key of 16 bytes is wanted, not {value!r}")
    return value


def _partial(value: PartialDate | date | str) -> str:
    # a date and ISO text are taken as well; what is no date never reaches the column
    return str(value if isinstance(value, PartialDate) else PartialDate.parse(str(value)))


TEXT = Codec(str, _text, _same, _text, _same)
WHOLE = Codec(int, _whole, _same, _whole, _same)
YES_NO = Codec(bool, bool, bool, bool, bool)
KEY = Codec(bytes, _key, bytes, lambda v: _key(v).hex(), bytes.fromhex)
DAY = Codec(date, date.isoformat, date.fromisoformat, date.isoformat, date.fromisoformat)
PARTIAL = Codec(PartialDate, _partial, PartialDate.parse, _partial, PartialDate.parse)
COEFFICIENT = Codec(
    Coefficient, lambda v: _whole(v.hundredths), Coefficient, str, lambda v: Coefficient(int(v.replace(".", "")))
)
MONEY = Codec(Dong, lambda v: _whole(v.amount), Dong, str, lambda v: Dong(int(v)))


class _Coded(TypeDecorator[Any]):
    """A column that keeps its values by a codec."""

    cache_ok = True
    codec: Codec
    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String

    @property
    def python_type(self) -> type:
        return self.codec.python

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        del dialect
        return None if value is None else self.codec.to_column(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        del dialect
        return None if value is None else self.codec.from_column(value)


class TextType(_Coded):
    """Composed Vietnamese text."""

    impl, cache_ok, codec = String, True, TEXT


class WholeType(_Coded):
    """A whole number."""

    impl, cache_ok, codec = Integer, True, WHOLE


class YesNoType(_Coded):
    """Yes or no."""

    impl, cache_ok, codec = Boolean(create_constraint=False), True, YES_NO


class KeyType(_Coded):
    """Sixteen bytes."""

    impl, cache_ok, codec = LargeBinary(16), True, KEY


class DayType(_Coded):
    """A day as ISO text."""

    impl, cache_ok, codec = String(10), True, DAY


class PartialDateType(_Coded):
    """A day known to the year, month or day, as ISO text."""

    impl, cache_ok, codec = String(10), True, PARTIAL


class CoefficientType(_Coded):
    """A coefficient or percent as whole hundredths."""

    impl, cache_ok, codec = Integer, True, COEFFICIENT


class MoneyType(_Coded):
    """Whole đồng."""

    impl, cache_ok, codec = BigInteger, True, MONEY


def codec_of(column_type: Any) -> Codec:
    """The codec of a record's column; every column of a record has one."""
    if not isinstance(column_type, _Coded):
        raise TypeError(f"{column_type!r} is not one of the types of db.types")
    return column_type.codec
