"""The conditions of a list asked in plain Python, row by row: what the statements are compared with."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BY_NAME, Person
from db.text import fold
from db.values import Coefficient, Dong, PartialDate
from desktop_app.law.retirement import Facts, retirement
from desktop_app.services.lists.fields import CURRENT, DAY, ListField, list_fields
from desktop_app.services.roster_types import Line

FAR = "9999-12-31"


class Register:
    """Every row of a register, by record and person."""

    def __init__(self, session: Session, parents: Mapping[bytes, bytes | None], day: date) -> None:
        self.day, self.iso, self._parents = day, day.isoformat(), parents
        self.people = list(session.scalars(select(Person)))
        self._rows: dict[str, dict[bytes, list[Any]]] = {}
        for name in {one.record for one in list_fields().values() if one.record and one.record != "person"}:
            held: dict[bytes, list[Any]] = {}
            for row in session.scalars(select(BY_NAME[name])):
                held.setdefault(row.person, []).append(row)  # type: ignore[attr-defined] # all of a file have it
            self._rows[name] = held

    def of(self, record: str, person: Person) -> list[Any]:
        return self._rows[record].get(person.key, [])

    def at_work(self, person: Person) -> bool:
        return any(_on(row, self.iso) for row in self.of("employment", person))

    def current(self, record: str, person: Person) -> Any:
        rows = [row for row in self.of(record, person) if str(row.starts or "") <= self.iso]
        if record == "assignment":
            rows = [row for row in rows if row.main and (_on(row, self.iso) or not self.at_work(person))]
        if record == "salary_step":
            rows.sort(key=lambda row: (str(row.starts or ""), row.key))
        else:
            rows.sort(key=self._place)
        return rows[-1] if rows else None

    def _place(self, row: Any) -> tuple[Any, ...]:
        runs, starts = str(row.ends or FAR) >= self.iso, str(row.starts or "")
        return (runs, starts if runs else str(row.ends), starts, row.key)

    def holds(self, person: Person, line: Line) -> bool:
        field = list_fields()[line.field]
        if field.code == "unit":
            row = self.current("assignment", person)
            unit = row.unit if row is not None else None
            if line.operation == "empty":
                return unit is None
            inside = unit is not None and any(self._under(unit, bytes.fromhex(one)) for one in line.values)
            return inside if line.operation == "in" else not inside
        if field.code == "age":
            return _test(field, line, _age(person.born, self.day), self.day)
        if field.code == "in_party":
            member = any(
                str(row.joined_on or "") <= self.iso and (row.left_on is None or str(row.left_on) > self.iso)
                for row in self.of("party_membership", person)
            )
            return member if line.operation == "yes" else not member
        if field.code == "retires_on":
            return self._retires(field, person, line)
        if field.code == "lacks":
            return any(self.holds(person, Line(code, "empty")) for code in line.values)
        return self._field(field, person, line)

    def _field(self, field: ListField, person: Person, line: Line) -> bool:
        name = field.field.name if field.field else ""
        if field.record == "person":
            return _test(field, line, getattr(person, name), self.day)
        if field.record in CURRENT:
            row = self.current(field.record, person)
            return _test(field, line, getattr(row, name) if row is not None else None, self.day)
        rows = [row for row in self.of(field.record, person) if not field.of or row.kind == field.of]
        rows = [row for row in rows if str(getattr(row, "starts", None) or "") <= self.iso]
        values = [getattr(row, name) for row in rows]
        turned = {"not_in": "in", "empty": "filled", "no": "yes"}.get(line.operation)
        some = any(
            _test(field, Line(line.field, turned or line.operation, line.values), one, self.day) for one in values
        )
        return not some if turned else some

    def _retires(self, field: ListField, person: Person, line: Line) -> bool:
        if line.operation in {"empty", "filled"} or person.born is None or person.sex is None:
            known = person.born is not None and person.sex is not None
            return line.operation == ("filled" if known else "empty")
        born = PartialDate(person.born.year, person.born.month or 1)
        found = retirement(Facts(person.sex, born, self.day)).value
        return (
            found is not None
            and found.moment is not None
            and _test(field, line, found.moment.last_working_day, self.day)
        )

    def _under(self, unit: bytes, above: bytes) -> bool:
        place: bytes | None = unit
        while place is not None:
            if place == above:
                return True
            place = self._parents.get(place)
        return False


def _on(row: Any, iso: str) -> bool:
    return str(row.starts or "") <= iso <= str(row.ends or FAR)


def _age(born: PartialDate | None, day: date) -> int | None:
    if born is None:
        return None
    passed = (born.month or 0, born.day or 0) <= (day.month, day.day)
    return day.year - born.year - (not passed)


def _test(field: ListField, line: Line, value: Any, day: date) -> bool:
    operation, values = line.operation, line.values
    if operation in {"empty", "filled"}:
        return (value is None) == (operation == "empty")
    if operation in {"yes", "no"}:
        return bool(value) == (operation == "yes")
    if operation == "not_in":
        return value is None or value not in values
    if value is None:
        return False
    if operation == "in":
        return value in values
    if operation == "has":
        return any(fold(word) in fold(str(value)) for word in values)
    return _between(field, operation, values, value, day)


def _between(field: ListField, operation: str, values: Sequence[str], value: Any, day: date) -> bool:
    if field.kind == DAY:
        first = value.earliest if isinstance(value, PartialDate) else value
        if operation == "coming":
            return day <= first <= _months(day, int(values[0]))
        if operation == "past":
            return _months(day, -int(values[0])) <= first <= day
        low, high = (PartialDate.parse(one) if one else None for one in values)
        return (low is None or low.earliest <= first) and (high is None or first <= high.latest)
    number = Decimal(value.hundredths) / 100 if isinstance(value, Coefficient) else value
    number = Decimal(value.amount) if isinstance(value, Dong) else Decimal(number)
    least, most = (Decimal(one) if one else None for one in values)
    return (least is None or least <= number) and (most is None or number <= most)


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
