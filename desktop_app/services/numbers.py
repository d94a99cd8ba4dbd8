"""The number register of outgoing papers: one row of numbers for each year and symbol; gaps and doubles are told."""

import re
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.models import DocumentNumber
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.services.work import Work

RESERVED, USED, RELEASED = "giu_cho", "da_dung", "huy"
_WRITTEN = re.compile(r"\s*(\d{1,7})\s*([a-zđ]?)\s*(?:/\s*(\S.*?))?\s*", re.IGNORECASE)
_LONGEST_SYMBOL, _MOST_AT_ONCE = 40, 200
_MOST_SHOWN = 20


@dataclass(frozen=True)
class Written:
    """A number as a paper writes it: ``12a/QĐ-UBND`` is number 12, suffix a, symbol QĐ-UBND."""

    number: int
    suffix: str
    symbol: str

    @property
    def text(self) -> str:
        """As it is printed."""
        plain = f"{self.number:02d}{self.suffix}"
        return f"{plain}/{self.symbol}" if self.symbol else plain


@dataclass(frozen=True)
class Reserve:
    """Keep numbers for a purpose: ``count`` next ones, or one told ``number`` with its ``suffix``."""

    symbol: str
    taken_on: date
    purpose: str
    count: int = 1
    number: int | None = None
    suffix: str = ""


@dataclass(frozen=True)
class NumberRow:
    """One line of the register."""

    key: Key
    year: int
    number: int
    suffix: str
    symbol: str
    state: str
    taken_on: date | None
    purpose: str
    decision: Key | None
    note: str

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return Written(self.number, self.suffix, self.symbol).text


@dataclass(frozen=True)
class NumberBook:
    """The register of one year and symbol: its rows, the next number, the free ones below it, the ones used twice."""

    year: int
    symbol: str
    rows: tuple[NumberRow, ...]
    next: int
    gaps: tuple[int, ...]
    doubles: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """What the clerk should know, in sentences."""
        told = []
        if self.gaps:
            first = ", ".join(f"{one:02d}" for one in self.gaps[:_MOST_SHOWN])
            more = f" và {len(self.gaps) - _MOST_SHOWN} số khác" if len(self.gaps) > _MOST_SHOWN else ""
            told.append(f"Còn trống {len(self.gaps)} số: {first}{more}.")
        told += [f"Số {text} dùng cho nhiều văn bản." for text in self.doubles]
        return tuple(told)


def parse(text: str | None) -> Written | None:
    """The parts of a number as it was written; ``None`` where it is none."""
    found = _WRITTEN.fullmatch(text or "")
    if found is None or int(found[1]) == 0:
        return None
    return Written(int(found[1]), found[2].lower(), _symbol(found[3] or ""))


def series(first: str, count: int) -> tuple[str, ...]:
    """The numbers of several papers: the first and those after it; ``InvalidInput`` where it cannot be read."""
    written = _readable(first)
    return tuple(replace(written, number=written.number + place).text for place in range(count))


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two texts write the same number (spaces, case and leading zeros aside)."""
    left, right = parse(one), parse(other)
    if left is None or right is None:
        return bool(one) and (one or "").strip().casefold() == (other or "").strip().casefold()
    return (left.number, left.suffix, left.symbol.casefold()) == (right.number, right.suffix, right.symbol.casefold())


def next_number(work: Work, year: int, symbol: str) -> Written:
    """The number after the highest one that is used or kept."""
    taken = [row.number for row in _rows(work, year, symbol) if row.state != RELEASED]
    return Written(max(taken, default=0) + 1, "", _symbol(symbol))


def book(work: Work, year: int, symbol: str) -> NumberBook:
    """The register of a year and symbol."""
    rows = tuple(_row(one) for one in _rows(work, year, symbol))
    taken = [row for row in rows if row.state != RELEASED]
    numbers = {row.number for row in taken}
    top = max(numbers, default=0)
    texts = [row.text for row in taken]
    doubles = (
        tuple(dict.fromkeys(text for text in texts if texts.count(text) > 1)) if len(set(texts)) < len(texts) else ()
    )
    gaps = tuple(one for one in range(1, top) if one not in numbers)
    return NumberBook(year, _symbol(symbol), rows, top + 1, gaps, doubles)


def symbols(work: Work, year: int) -> tuple[str, ...]:
    """The symbols that have numbers in a year, the most used first."""
    found: dict[str, int] = {}
    for (symbol,) in work.session.execute(select(DocumentNumber.symbol).where(DocumentNumber.year == year)):
        found[symbol] = found.get(symbol, 0) + 1
    return tuple(sorted(found, key=lambda one: (-found[one], one)))


def reserve(work: Work, order: Reserve) -> tuple[NumberRow, ...]:
    """Keep numbers; ``InvalidInput`` where one is taken or nothing says what for."""
    symbol = _symbol(order.symbol)
    if not symbol:
        raise InvalidInput("Phải ghi ký hiệu của văn bản, ví dụ QĐ-UBND.", "symbol")
    if not order.purpose.strip():
        raise InvalidInput("Phải ghi số này giữ cho việc gì.", "purpose")
    if not 1 <= order.count <= _MOST_AT_ONCE:
        raise InvalidInput(f"Mỗi lần giữ được từ 1 đến {_MOST_AT_ONCE} số.", "count")
    year = order.taken_on.year
    if order.number is not None:
        wanted = [Written(order.number, order.suffix.strip().lower(), symbol)]
    else:
        first = next_number(work, year, symbol).number
        wanted = [Written(first + place, "", symbol) for place in range(order.count)]
    made = []
    for one in wanted:
        _refuse_taken(work, year, one)
        made.append(_take(work, one, RESERVED, order.taken_on, order.purpose.strip(), None))
    return tuple(_row(one) for one in made)


def use(work: Work, text: str, day: date, decision: Key, purpose: str = "") -> Key:
    """Note that a decision bears the number; a kept number becomes used. ``InvalidInput`` where another bears it."""
    written = _readable(text)
    for row in _same(work, day.year, written):
        if row.state == USED and row.decision != decision:
            raise InvalidInput(double_told(written.text, day.year), "number")
    return _take(work, written, USED, day, purpose, decision).key


def double_told(text: str, year: int, of: date | None = None) -> str:
    """The sentence about a number that is used twice in one year."""
    when = f", quyết định ngày {shown(of)}" if of else ""
    return f"Số {text} của năm {year} đã dùng cho văn bản khác{when}."


def release(work: Work, key: Key, why: str) -> None:
    """Give a kept or used number back: it is free again and stays in the register as cancelled, with the reason."""
    row = work.session.get(DocumentNumber, key)
    if row is None:
        raise InvalidInput("Số này không còn trong sổ.")
    if row.state == RELEASED:
        raise InvalidInput("Số này đã huỷ.")
    if not why.strip():
        raise InvalidInput("Huỷ một số phải ghi lý do.", "why")
    row.state, row.decision, row.note = RELEASED, None, why.strip()


def release_of(work: Work, decision: Key, why: str) -> None:
    """Give back the number of a decision that is cancelled before it was issued."""
    for row in work.session.scalars(select(DocumentNumber).where(DocumentNumber.decision == decision)):
        release(work, row.key, why)


def _readable(text: str) -> Written:
    written = parse(text)
    if written is None or not written.symbol:
        raise InvalidInput(f"Số “{text}” không đọc được: ghi như 12/QĐ-UBND.", "number")
    return written


def _symbol(text: str) -> str:
    cut = re.sub(r"\s*-\s*", "-", text.strip()).strip("/")
    if len(cut) > _LONGEST_SYMBOL:
        raise InvalidInput(f"Ký hiệu dài quá: nhiều nhất {_LONGEST_SYMBOL} chữ.", "symbol")
    return cut.upper()


def _rows(work: Work, year: int, symbol: str) -> list[DocumentNumber]:
    query = select(DocumentNumber).where(DocumentNumber.year == year, DocumentNumber.symbol == _symbol(symbol))
    return list(work.session.scalars(query.order_by(DocumentNumber.number, DocumentNumber.suffix, DocumentNumber.key)))


def _same(work: Work, year: int, one: Written) -> list[DocumentNumber]:
    query = select(DocumentNumber).where(
        DocumentNumber.year == year, DocumentNumber.symbol == _symbol(one.symbol), DocumentNumber.number == one.number
    )
    return [row for row in work.session.scalars(query) if (row.suffix or "") == one.suffix]


def _refuse_taken(work: Work, year: int, one: Written) -> None:
    for row in _same(work, year, one):
        if row.state == USED:
            raise InvalidInput(double_told(one.text, year), "number")
        if row.state == RESERVED:
            raise InvalidInput(f"Số {one.text} của năm {year} đã giữ cho: {row.purpose}.", "number")


def _take(work: Work, one: Written, state: str, day: date, purpose: str, decision: Key | None) -> DocumentNumber:
    row = next((held for held in _same(work, day.year, one) if held.decision in {None, decision}), None)
    if row is None:
        row = DocumentNumber(
            year=day.year, symbol=_symbol(one.symbol), number=one.number, suffix=one.suffix or None, state=state
        )
        work.session.add(row)
    row.state, row.taken_on, row.decision = state, day, decision
    row.purpose = purpose or row.purpose
    work.session.flush()
    return row


def _row(one: DocumentNumber) -> NumberRow:
    return NumberRow(
        one.key, one.year, one.number, one.suffix or "", one.symbol, one.state, one.taken_on, one.purpose or "",
        one.decision, one.note or "",
    )  # fmt: skip
