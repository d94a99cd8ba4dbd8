"""One condition of a list, checked and said in words; a day is kept as ISO text, a number with a decimal point."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from db.text import dotted
from db.values import Coefficient, Dong, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.dates import Order, read_date
from desktop_app.services.lists.fields import (
    BETWEEN,
    CHOICE,
    COMING,
    DAY,
    EMPTY,
    FIELDS,
    FILLED,
    HAS,
    NO,
    NOT_IN,
    OPERATIONS,
    PAST,
    UNIT,
    VALUELESS,
    YES,
    ListField,
    fixed_choices,
    list_fields,
)
from desktop_app.services.roster_types import Line

_MOST_VALUES, _LONGEST, _MOST_MONTHS = 500, 200, 600
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")


def field_named(code: str) -> ListField:
    """A field by its code; ``InvalidInput`` for one this program does not know."""
    try:
        return list_fields()[code]
    except KeyError:
        raise InvalidInput(f"Chương trình này không có mục “{code[:60]}” để lọc.", "field") from None


def read_line(code: str, operation: str, typed: Sequence[str]) -> Line:
    """A condition from what was typed or read from a file; ``InvalidInput`` says what cannot be understood."""
    field = field_named(code)
    label = field.full_label
    if operation not in OPERATIONS[field.kind]:
        raise InvalidInput(f"Không lọc “{label}” theo cách này được.", "operation")
    values = tuple(str(one).strip() for one in typed)
    if operation in VALUELESS:
        return Line(code, operation)
    if any(len(one) > _LONGEST for one in values) or len(values) > _MOST_VALUES:
        raise InvalidInput(f"Điều kiện “{label}” dài quá.", "values")
    if operation in {BETWEEN, COMING, PAST}:
        return Line(code, operation, _read_range(field, operation, values))
    values = tuple(dict.fromkeys(one for one in values if one))
    if not values:
        raise InvalidInput(f"Hãy chọn ít nhất một giá trị cho “{label}”.", "values")
    if field.kind in {CHOICE, FIELDS}:
        known = dict(fixed_choices(field))
        strange = [one for one in values if one not in known]
        if strange:
            raise InvalidInput(f"“{strange[0]}” không có trong danh mục của “{label}”.", "values")
    if field.kind == UNIT and any(not re.fullmatch(r"[0-9a-f]{32}", one) for one in values):
        raise InvalidInput("Mã đơn vị trong điều kiện không đọc được.", "values")
    return Line(code, operation, values)


def _read_range(field: ListField, operation: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if operation in {COMING, PAST}:
        months = values[0] if values else ""
        if not months.isdigit() or not 0 < int(months) <= _MOST_MONTHS:
            raise InvalidInput(f"“{field.full_label}”: số tháng là số từ 1 đến {_MOST_MONTHS}.", "values")
        return (str(int(months)),)
    first, last = (*values, "", "")[:2]
    if not first and not last:
        raise InvalidInput(f"Hãy ghi từ hoặc đến cho “{field.full_label}”.", "values")
    read = _read_day if field.kind == DAY else _read_number
    low, high = (read(field, one) if one else "" for one in (first, last))
    if low and high and _place(field, low, last=False) > _place(field, high, last=True):
        raise InvalidInput(f"“{field.full_label}”: từ lớn hơn đến.", "values")
    return (low, high)


def _read_day(field: ListField, text: str) -> str:
    try:
        return str(PartialDate.parse(text))
    except ValueError:
        pass
    made = read_date(text, Order("dmy", decided=True), full=False).value
    if made is None:
        raise InvalidInput(f"“{field.full_label}”: “{text}” không phải ngày.", "values")
    return str(made)


def _read_number(field: ListField, text: str) -> str:
    bare = text.replace(" ", "")
    if field.field is not None and field.field.holds is Dong:
        bare = re.sub(r"[.,]", "", bare)
    if not _NUMBER.fullmatch(bare):
        raise InvalidInput(f"“{field.full_label}”: “{text}” không phải số.", "values")
    return bare.replace(",", ".")


def _place(field: ListField, value: str, *, last: bool) -> Any:
    if field.kind == DAY:
        read = PartialDate.parse(value)
        return read.latest if last else read.earliest
    return Decimal(value)


def stored_number(field: ListField, value: str) -> int:
    """A number as its column holds it: coefficients and percents are whole hundredths."""
    scaled = field.field is not None and field.field.holds is Coefficient
    return int(Decimal(value) * (100 if scaled else 1))


def say_line(line: Line, units: Mapping[str, str] | None = None) -> str:
    """A condition in words: ``Dân tộc: Tày, Nùng``; ``units`` gives the names of units by their keys in hex."""
    field = field_named(line.field)
    label = field.full_label
    if line.operation in {YES, NO}:
        return label if line.operation == YES else f"Không: {label[:1].lower()}{label[1:]}"
    if line.operation in {EMPTY, FILLED}:
        return f"{label}: {'chưa ghi' if line.operation == EMPTY else 'đã ghi'}"
    if line.operation in {COMING, PAST}:
        return f"{label}: trong {line.values[0]} tháng {'tới' if line.operation == COMING else 'qua'}"
    if line.operation == BETWEEN:
        low, high = (_shown(field, value) for value in line.values)
        said = " ".join(part for part in (f"từ {low}" if low else "", f"đến {high}" if high else "") if part)
        return f"{label}: {said}"
    names = dict(fixed_choices(field)) | dict(units or {} if field.kind == UNIT else {})
    listed = ", ".join(names.get(one, "đơn vị không còn" if field.kind == UNIT else one) for one in line.values)
    before = {NOT_IN: "không phải ", HAS: "có chữ "}.get(line.operation, "")
    behind = (
        " (kể cả chưa ghi)" if line.operation == NOT_IN else ""
    )  # who has none is among them, and a paper must say so
    return f"{label}: {before}{listed}{behind}"


def _shown(field: ListField, value: str) -> str:
    if not value:
        return ""
    if field.kind == DAY:
        return PartialDate.parse(value).vietnamese
    if field.field is not None and field.field.holds is Dong:
        return dotted(int(value))
    return value.replace(".", ",")
