"""The conditions of a list as a clause over ``person AS p``: portable expressions, compiled for the raw connection."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Integer, String, and_, case, cast, exists, func, inspect, literal, not_, or_, select, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import aliased

from db.base import REQUIRED, REST, USEFUL, Record
from db.connection import Connection
from db.fields import form_fields
from db.models import BY_NAME, Assignment, Employment, PartyMembership, Person
from db.text import fold
from db.types import TextType
from db.values import PartialDate
from desktop_app.law.packs import Pack
from desktop_app.law.retirement_rule import month_index, reached
from desktop_app.services.figures import pack_read
from desktop_app.services.lists.fields import (
    AGE,
    BETWEEN,
    COMING,
    CURRENT,
    DAY,
    EMPTY,
    FILLED,
    HAS,
    INCOMPLETE,
    LACKS,
    NO,
    NOT_IN,
    PARTY,
    PAST,
    RETIRES,
    UNIT_CODE,
    YES,
    ListField,
    list_fields,
)
from desktop_app.services.lists.line import field_named, stored_number
from desktop_app.services.person.file import file_records
from desktop_app.services.roster_types import Line

P: Any = aliased(Person, name="p")
FAR = "9999-12-31"
_OLDEST, _YOUNGEST = 1930, 2015  # births among which somebody may reach the age of retirement
Descendants = Callable[[bytes], Sequence[bytes]]
Clause = Any
Compiled = tuple[str, dict[str, Any]]


def where(raw: Connection, lines: Sequence[Line], day: date, descendants: Descendants) -> Compiled:
    """The clause that every line holds for ``p`` on the day, with its parameters; ``descendants`` of a unit on the day."""
    asked = _Asked(raw, day, descendants)
    text, parameters = compiled(select(P.key).where(*(asked.clause(line) for line in lines)))
    return text.partition("\nWHERE ")[2], parameters


def compiled(statement: Any) -> Compiled:
    """The text of a statement for the raw connection, with its parameters."""
    made = statement.compile(dialect=sqlite.dialect(paramstyle="named"), compile_kwargs={"render_postcompile": True})
    return str(made), dict(made.params)


def value_on(field: ListField, day: date) -> Clause:
    """What a list shows of a field on the day: the person's own, or that of the row that holds."""
    record = BY_NAME[field.record]
    if record is Person:
        return getattr(P, field.field.name if field.field else "key")
    name = field.field.name if field.field else "unit"
    row: Any = aliased(record, name="r")
    shown = select(getattr(row, name)).where(row.person == P.key, *_holds(row, record, field, day))
    return shown.order_by(*_latest(row, record, day)).limit(1).correlate(P).scalar_subquery()


def age_on(day: date) -> Clause:
    """Full years on the day; a birth known to the year or month counts from its beginning, as the card says it."""
    born = type_coerce(P.born, String)
    return literal(day.year) - cast(func.substr(born, 1, 4), Integer) - case((_later(day, born), 1), else_=0)


def _later(day: date, born: Clause) -> Clause:
    return literal(day.isoformat()[5:]) < func.substr(born, 6)


def in_party(day: date) -> Clause:
    """Whether somebody was a member of the Party on the day."""
    m: Any = aliased(PartyMembership, name="m")
    on = literal(day.isoformat(), String)
    joined = func.coalesce(func.substr(type_coerce(m.joined_on, String), 1, 10), "") <= on
    left = or_(m.left_on.is_(None), type_coerce(m.left_on, String) > on)
    return exists(select(1).select_from(m).where(m.person == P.key, joined, left).correlate(P))


def _holds(row: Any, record: type[Record], field: ListField, day: date) -> list[Clause]:
    """Which rows of a record count on the day; of posts the main one, and an ended one only of people who left."""
    iso = literal(day.isoformat(), String)
    found = []
    if "starts" in inspect(record).columns:
        found.append(func.coalesce(type_coerce(row.starts, String), "") <= iso)
    if record is Assignment:
        job: Any = aliased(Employment, name="j")
        running = func.coalesce(type_coerce(job.ends, String), FAR) >= iso
        at_work = exists(
            select(1)
            .select_from(job)
            .where(job.person == P.key, func.coalesce(type_coerce(job.starts, String), "") <= iso, running)
            .correlate(P)
        )
        found += [row.main == 1, or_(func.coalesce(type_coerce(row.ends, String), FAR) >= iso, not_(at_work))]
    if field.of:
        found.append(row.kind == field.of)
    return found


def _latest(row: Any, record: type[Record], day: date) -> list[Clause]:
    """The order in which the list of people takes them, the row that is shown first."""
    starts = func.coalesce(type_coerce(row.starts, String), "")
    order: list[Clause] = [starts.desc(), row.key.desc()]
    if record in {Assignment, Employment}:
        ends = func.coalesce(type_coerce(row.ends, String), FAR)
        runs = case((ends >= literal(day.isoformat(), String), 1), else_=0)
        order = [runs.desc(), case((runs == 1, starts), else_=ends).desc(), *order]
    return order


class _Asked:
    """Makes the clause of each line, for one day."""

    def __init__(self, raw: Connection, day: date, descendants: Descendants) -> None:
        self._raw, self._day, self._descendants = raw, day, descendants

    def clause(self, line: Line) -> Clause:
        field = field_named(line.field)
        if field.code == UNIT_CODE:
            return self._in_units(line)
        if field.code == AGE:
            return self._test(field, line, age_on(self._day))
        if field.code == PARTY:
            return in_party(self._day) if line.operation == YES else not_(in_party(self._day))
        if field.code == RETIRES:
            return self._retires(line)
        if field.code == LACKS:
            return or_(*(self._lacks(field_named(code)) for code in line.values))
        if field.code == INCOMPLETE:
            return self._incomplete(line)
        if field.record == "person" or field.record in CURRENT:
            return self._test(field, line, type_coerce(value_on(field, self._day), _raw_type(field)))
        return self._among_rows(field, line)

    def _among_rows(self, field: ListField, line: Line) -> Clause:
        """Some row of the file says so; asked the other way round, none does."""
        record = BY_NAME[field.record]
        row: Any = aliased(record, name="r")
        value = type_coerce(getattr(row, field.field.name if field.field else "key"), _raw_type(field))
        turned = {NOT_IN: "in", EMPTY: FILLED, NO: YES}.get(line.operation)
        test = self._test(field, Line(line.field, turned or line.operation, line.values), value)
        some = exists(
            select(1)
            .select_from(row)
            .where(row.person == P.key, *_holds(row, record, field, self._day), test)
            .correlate(P)
        )
        return not_(some) if turned else some

    def _test(self, field: ListField, line: Line, value: Clause) -> Clause:
        operation, values = line.operation, line.values
        if operation in {EMPTY, FILLED}:
            blank = value.is_(None)
            return blank if operation == EMPTY else not_(blank)
        if operation in {YES, NO}:
            return value == 1 if operation == YES else func.coalesce(value, 0) == 0
        if operation == HAS:
            return value.in_(self._spelled(field, values))
        if operation in {BETWEEN, COMING, PAST}:
            return self._between(field, line, value)
        found = value.in_([literal(one, String) for one in values])
        return found if operation != NOT_IN else or_(value.is_(None), not_(found))

    def _spelled(self, field: ListField, words: Sequence[str]) -> list[Clause]:
        """Every text of the register that holds one of the words, accents and capitals ignored."""
        table, column = field.record, field.field.name if field.field else ""
        query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'  # names of our own records
        wanted = [fold(word) for word in words]
        texts = [text for (text,) in self._raw.execute(query)]
        return [literal(text, String) for text in texts if any(word in fold(str(text)) for word in wanted)]

    def _between(self, field: ListField, line: Line, value: Clause) -> Clause:
        least: Any
        most: Any
        if field.kind == DAY:
            low, high = days_asked(line, self._day)
            value = func.substr(value.op("||")("-01-01"), 1, 10)
            least, most = (one.isoformat() if one else None for one in (low, high))
        else:
            least, most = (stored_number(field, one) if one else None for one in line.values)
        if least is not None and most is not None:
            return value.between(least, most)
        return value >= least if least is not None else value <= most

    def _in_units(self, line: Line) -> Clause:
        field = list_fields()[UNIT_CODE]
        value = value_on(field, self._day)
        if line.operation == EMPTY:
            return value.is_(None)
        keys = {key for one in line.values for key in self._descendants(bytes.fromhex(one))}
        found = value.in_([literal(key, inspect(Assignment).columns["unit"].type) for key in sorted(keys)])
        return found if line.operation != NOT_IN else or_(value.is_(None), not_(found))

    def _retires(self, line: Line) -> Clause:
        if line.operation in {EMPTY, FILLED}:
            unknown = or_(P.born.is_(None), P.sex.is_(None))
            return unknown if line.operation == EMPTY else not_(unknown)
        low, high = days_asked(line, self._day)
        figures = pack_read(self._raw, "retirement")
        month = func.substr(type_coerce(P.born, String).op("||")("-01"), 1, 7)
        found = []
        for sex in ("nam", "nu"):
            births = births_retiring(sex, low or date.min, high or date.max, figures)
            if births:
                found.append(and_(P.sex == sex, month >= births[0], month <= births[1]))
        return or_(*found) if found else literal(0) == 1

    def _lacks(self, field: ListField) -> Clause:
        return self.clause(Line(field.code, EMPTY))

    def _incomplete(self, line: Line) -> Clause:
        levels = {REQUIRED} if line.values == (REQUIRED,) else {REQUIRED, USEFUL}
        return or_(*(self._wanting(record, kind, levels, level) for record, kind, level in _wanted_rows()))

    def _wanting(self, record: type[Record], kind: str, levels: set[str], level: str) -> Clause:
        names = [
            one.name
            for one in form_fields(record)
            if one.level in levels and one.name != "kind" and (record is Person or level in levels)
        ]
        if not names:
            return literal(0) == 1
        if record is Person:
            return or_(*(not_(_filled(getattr(P, name))) for name in names))
        row: Any = aliased(record, name="w")
        filled = and_(*(_filled(getattr(row, name)) for name in names))
        columns = inspect(record).columns
        order: list[Clause] = []
        if "starts" in columns and "ends" in columns:
            iso = self._day.isoformat()
            ended = func.substr(type_coerce(row.ends, String).op("||")("-12-31"), 1, 10) < iso
            order.append(case((and_(row.ends.is_not(None), ended), 1), else_=0))
        if "main" in columns:
            order.append(row.main.desc())
        days = [type_coerce(getattr(row, one.name), String) for one in form_fields(record) if one.holds in _DAYS]
        dated = [type_coerce(getattr(row, name), String) for name in ("starts", "ends") if name in columns]
        if days:
            order.append(func.coalesce(*dated, *days, "").desc())
        order.append(row.key.desc())
        held = [row.person == P.key, *([row.kind == kind] if kind else [])]
        if "starts" in columns:
            held.append(func.substr(func.coalesce(type_coerce(row.starts, String), ""), 1, 10) <= self._day.isoformat())
        newest = select(case((filled, 1), else_=0)).where(*held).order_by(*order).limit(1).correlate(P)
        return func.coalesce(newest.scalar_subquery(), 0) == 0


_DAYS = (date, PartialDate)


def _filled(column: Clause) -> Clause:
    """Whether a field holds something; of rows with none, never unknown."""
    given = column.is_not(None)
    return and_(given, column != "") if isinstance(column.type, TextType) else given


def _wanted_rows() -> list[tuple[type[Record], str, str]]:
    """The kinds of rows a file is asked for, as ``completeness`` weighs them."""
    return [
        (record, kind, level)
        for record in file_records()
        for kind, level in record.__kinds__ or (("", record.__level__),)
        if record is Person or level != REST
    ]


def days_asked(line: Line, day: date) -> tuple[date | None, date | None]:
    """The first and last day of a range; months to come and past count from the day of the list."""
    if line.operation == COMING:
        return day, _months(day, int(line.values[0]))
    if line.operation == PAST:
        return _months(day, -int(line.values[0])), day
    low, high = line.values
    return (PartialDate.parse(low).earliest if low else None, PartialDate.parse(high).latest if high else None)


def births_retiring(sex: str, low: date, high: date, figures: Pack) -> tuple[str, str] | None:
    """The first and last month of birth (ISO) whose last working day by the age in force lies between two days."""
    found = []
    for born in range(month_index(_OLDEST, 1), month_index(_YOUNGEST, 1)):
        reading = reached(sex, born, figures)
        if reading is not None and low <= reading.moment.last_working_day <= high:
            found.append(f"{born // 12:04d}-{born % 12 + 1:02d}")
    return (found[0], found[-1]) if found else None


def _months(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _raw_type(field: ListField) -> Any:
    return Integer() if field.kind in {"number", "yes_no"} else String()
