"""What a clerk types into a field of a file, and what a field shows: the readers of the import, used for one value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from db.fields import Field
from db.text import dotted, fold
from db.values import Coefficient, Dong, PartialDate
from desktop_app.services.catalogs import CODED, catalog, ranks
from desktop_app.services.intake.dates import Order, read_date
from desktop_app.services.intake.reading import ERROR, WARN, Note, Reading
from desktop_app.services.intake.values import reader, vietnamese
from desktop_app.services.intake.values_text import clean_text, is_nothing, obstacle, read_plain

NAME_LETTERS, TEXT_LETTERS, LONG_LETTERS = 100, 500, 10_000
FAR = 10
"""Years ahead beyond which a planned day is a slip of the finger."""
_ORDER = Order("dmy", decided=True)
_YES = frozenset({"co", "x", "dung", "1", "yes"})
_NO = frozenset({"khong", "0", "sai", "chua"})
_LARGEST_SUM = 1_000_000_000_000


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what is typed and shown, and what is said beside it."""

    text: str
    note: str = ""


def read_value(field: Field, typed: str, today: date) -> Reading:
    """The value typed into a field (``None`` when it is emptied) with its doubts; ``stops`` when it cannot be kept."""
    if not typed.strip():
        return Reading(None)
    if field.reads == "machine":
        return _refused("Mục này do máy ghi, không gõ vào được.")
    limit = _limit(field)
    if len(typed) > limit:
        return _refused(f"Dài {dotted(len(typed))} chữ; mục này nhận nhiều nhất {dotted(limit)} chữ.")
    if field.long:
        lines = [str(clean_text(one).value) for one in typed.strip().splitlines()]
        return Reading("\n".join(lines).strip())
    text = str(clean_text(typed).value)
    if not text:  # only characters that cannot be seen
        return Reading(None)
    stop = obstacle(text)
    if stop is not None:
        return Reading(None, (stop,))
    made = _read(field, text)
    if made.value is None and not made.stops and not is_nothing(text, data=True):
        said = made.notes[0].message if made.notes else f"“{text}” không đọc được."
        return _refused(said, made.notes[0].proposal if made.notes else None)
    return _in_time(field, made, today)


def shown(field: Field, value: Any) -> str:
    """A value as people read it; a code by its name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Dong):
        return value.vietnamese
    if field.catalog in CODED:
        return catalog(field.catalog).name_of(str(value))
    return vietnamese(value)


def choices(field: Field) -> tuple[Choice, ...]:
    """What a field offers to choose from; empty where anything is typed."""
    if field.holds is bool:
        return (Choice("Có"), Choice("Không"))
    return _choices(field.catalog) if field.catalog else ()


def closed(field: Field) -> bool:
    """Whether only what the list holds can be kept."""
    return field.holds is bool or field.catalog in CODED


def names(fields: Mapping[str, Field]) -> str:
    """The labels of fields as a sentence names them."""
    return ", ".join(field.label for field in fields.values())


@cache
def _choices(name: str) -> tuple[Choice, ...]:
    if name == "ranks":
        return tuple(Choice(rank.code, rank.name) for rank in ranks().values())
    try:
        return tuple(Choice(entry.name) for entry in catalog(name).entries)
    except KeyError:
        return ()


def _limit(field: Field) -> int:
    if field.long:
        return LONG_LETTERS
    short = field.reads or (field.holds is not str and not field.link)  # names, dates, numbers, codes
    return NAME_LETTERS if short else TEXT_LETTERS


def _refused(message: str, proposal: Any = None) -> Reading:
    return Reading(None, (Note(ERROR, "refused", message, proposal),))


def _read(field: Field, text: str) -> Reading:
    if field.holds in {date, PartialDate}:
        return read_date(text, _ORDER, full=field.holds is date, birth=field.reads == "birth")
    if field.reads:
        return reader(field.reads)(text, text)
    if field.holds in _BY_TYPE:
        return _BY_TYPE[field.holds](text)
    return _listed(field, text) if field.catalog else read_plain(text, text)


def _listed(field: Field, text: str) -> Reading:
    name = field.catalog or ""
    try:
        found = catalog(name).match(text)
    except KeyError:
        return Reading(text)  # a list the office fills itself
    if found.entry is not None:
        return Reading(found.entry.code)
    close = f" Có phải “{'”, “'.join(found.proposals)}”?" if found.proposals else ""
    message = f"“{text}” không có trong danh mục.{close}"
    proposal = found.proposals[0] if found.proposals else None
    if closed(field):
        return _refused(message, proposal)
    return Reading(text, (Note(WARN, "catalog_unknown", message, proposal),))


def _yes_or_no(text: str) -> Reading:
    folded = fold(text)
    if folded in _YES | _NO:
        return Reading(folded in _YES)
    return _refused("Hãy ghi “Có” hoặc “Không”.")


def _money(text: str) -> Reading:
    bare = re.sub(r"(?:đồng|đ|vnđ|[\s.,])", "", text.lower())
    if not re.fullmatch(r"\d{1,15}", bare):
        return _refused(f"“{text}” không phải số tiền (đồng).")
    if int(bare) > _LARGEST_SUM:
        return _refused("Số tiền lớn quá: nhiều nhất một nghìn tỉ đồng.")
    return Reading(Dong(int(bare)))


def _whole(text: str) -> Reading:
    return Reading(int(text)) if re.fullmatch(r"\d{1,9}", text) else _refused(f"“{text}” không phải số nguyên.")


_BY_TYPE: dict[type, Callable[[str], Reading]] = {
    bool: _yes_or_no,
    int: _whole,
    Dong: _money,
    Coefficient: lambda text: reader("coefficient")(text, text),
}


def _in_time(field: Field, made: Reading, today: date) -> Reading:
    value = made.value
    first = value.earliest if isinstance(value, PartialDate) else value if isinstance(value, date) else None
    if first is None or first <= today:
        return made
    if field.past or (field.holds is PartialDate and field.name != "ends"):
        return _refused(f"{vietnamese(value)} ở tương lai; mục này chỉ nhận ngày đã qua.")
    if first.year > today.year + FAR:
        return _refused(f"{vietnamese(value)} còn hơn {FAR} năm nữa: hãy xem lại năm.")
    return made
