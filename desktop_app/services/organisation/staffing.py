"""What a unit may have against what it has: quotas by category and year, job positions and posts, vacancies."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import select

from db.models import JobPosition, Quota
from db.text import fold
from db.values import Coefficient, Key
from desktop_app.errors import InvalidInput
from desktop_app.services.catalogs import ranks
from desktop_app.services.organisation.forest import Forest, OnDay
from desktop_app.services.organisation.people import Holder, counts, head_of, holders, running
from desktop_app.services.organisation.units import NO_BASIS, Basis, decision_of, named, read_forest
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.services.work import Work

FIRST_YEAR, MOST = 1990, 100_000


@dataclass(frozen=True)
class SetQuota:
    """Giao biên chế cho một đơn vị, một loại, một năm; ``count`` trống thì bỏ."""

    unit: Key
    category: str
    year: int
    count: int | None
    note: str = ""
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class QuotaRow:
    """The quota of a unit (or the sum of those under it) against the people present with all under it."""

    unit: Key
    category: str
    year: int
    given: int | None  # by a quota of its own
    below: int | None  # the quotas of the units right under it that have one, summed
    present: int
    note: str = ""

    @property
    def holds(self) -> int | None:
        """The number that counts: the unit's own, else the sum of those below."""
        return self.given if self.given is not None else self.below

    @property
    def over(self) -> int:
        """How many people there are too many; offices do exceed it, so it only warns."""
        return max(self.present - self.holds, 0) if self.holds is not None else 0

    @property
    def free(self) -> int:
        """How many more there may be."""
        return max(self.holds - self.present, 0) if self.holds is not None else 0


@dataclass(frozen=True)
class Position:
    """One job position or post of a unit as it is kept."""

    unit: Key
    name: str
    kind: str = ""
    category: str = ""
    ranks: str = ""
    leader: bool = False
    head: bool = False
    allowance: Coefficient | None = None
    term_months: int | None = None
    rotation_months: int | None = None
    places: int | None = None
    code: str = ""
    starts: date | None = None
    ends: date | None = None
    key: Key | None = None


@dataclass(frozen=True)
class PositionRow:
    """A position with those who hold it on the day; ``listed`` is false for posts held that the unit's list does not have."""

    position: Position
    unit_name: str
    holders: tuple[Holder, ...]
    listed: bool = True

    @property
    def vacant(self) -> int:
        """Places nobody holds."""
        return max((self.position.places or 0) - len(self.holders), 0) if self.listed else 0

    @property
    def over(self) -> int:
        """Holders beyond the places."""
        return max(len(self.holders) - self.position.places, 0) if self.position.places is not None else 0


# --- quotas -------------------------------------------------------------------------------------------------------------


def set_quota(work: Work, order: SetQuota) -> None:
    """Keep a quota; ``InvalidInput`` for a unit there is not, a category or year that cannot be, a number below 0."""
    if order.category not in CATEGORY_NAMES:
        raise InvalidInput("Hãy chọn loại cán bộ, công chức, viên chức.", "category")
    if not FIRST_YEAR <= order.year <= work.today.year + 5:
        raise InvalidInput(f"Năm phải từ {FIRST_YEAR} đến {work.today.year + 5}.", "year")
    if order.count is not None and not 0 <= order.count <= MOST:
        raise InvalidInput("Số được giao phải từ 0 trở lên.", "count")
    if order.unit not in read_forest(work).by_unit:
        raise InvalidInput("Đơn vị này không có trong sổ.", "unit")
    known = work.session.scalars(
        select(Quota).where(Quota.unit == order.unit, Quota.category == order.category, Quota.year == order.year)
    ).first()
    if order.count is None:
        if known is not None:
            work.session.delete(known)
        return
    decision = decision_of(work, order.basis, date(order.year, 12, 31))
    if known is None:
        made = Quota(unit=order.unit, category=order.category, year=order.year, count=order.count)
        made.note, made.decision = order.note or None, decision
        work.session.add(made)
        return
    known.count, known.note = order.count, order.note or None
    if decision is not None:
        known.decision = decision


def quotas(work: Work, day: date, units: Collection[Key] | None = None, forest: Forest | None = None) -> list[QuotaRow]:
    """Of each unit, each category with a quota for the year of the day or with people; the people of the day."""
    tree = (forest or read_forest(work)).on(day)
    here = counts(holders(work, day))
    given: dict[tuple[Key, str], tuple[int, str]] = {
        (row.unit, row.category): (row.count, row.note or "")
        for row in work.session.scalars(select(Quota).where(Quota.year == day.year))
    }
    found = []
    for unit in units if units is not None else [state.unit for _, state in tree.walk()]:
        whole = tree.whole(unit)
        present: Counter[str] = sum((here[one] for one in whole if one in here), Counter())
        for category in CATEGORY_NAMES:
            count, note = given.get((unit, category), (None, ""))
            below = _below(tree, unit, category, given)
            if count is not None or below is not None or present[category]:
                found.append(QuotaRow(unit, category, day.year, count, below, present[category], note))
    return found


def _below(tree: OnDay, unit: Key, category: str, given: dict[tuple[Key, str], tuple[int, str]]) -> int | None:
    """The quotas under a unit: each unit's own counts, else those under it."""
    sums = []
    for child in tree.under(unit):
        own = given.get((child, category))
        deeper = own[0] if own is not None else _below(tree, child, category, given)
        if deeper is not None:
            sums.append(deeper)
    return sum(sums) if sums else None


def quota_years(work: Work, unit: Key, day: date, years: int = 4) -> list[list[QuotaRow]]:
    """The quotas of a unit in the last years, newest first: of the day, then of each 31/12 before."""
    forest = read_forest(work)
    days = [day, *(date(day.year - back, 12, 31) for back in range(1, years))]
    return [quotas(work, one, [unit], forest) if forest.at(unit, one) else [] for one in days]


# --- positions ----------------------------------------------------------------------------------------------------------


def set_position(work: Work, order: Position, basis: Basis = NO_BASIS) -> Key:
    """Add a position, or change the one with its ``key``; ``InvalidInput`` names the field that cannot be kept."""
    order = _checked(work, order)
    record = work.session.get(JobPosition, order.key) if order.key is not None else None
    if order.key is not None and record is None:
        raise InvalidInput("Vị trí này không còn trong sổ.")
    values = {name: getattr(order, name) for name in (one.name for one in fields(Position)) if name != "key"}
    values |= {name: values[name] or None for name in ("kind", "category", "ranks", "code", "leader", "head")}
    decision = decision_of(work, basis, order.starts or work.today)
    if record is None:
        record = JobPosition(**values)
        work.session.add(record)
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    if decision is not None:
        record.decision = decision
    return record.key


def end_position(work: Work, key: Key, day: date) -> None:
    """A position is no more after a day; removed when it had not begun."""
    record = work.session.get(JobPosition, key)
    if record is None:
        raise InvalidInput("Vị trí này không còn trong sổ.")
    if record.starts is not None and record.starts > day:
        work.session.delete(record)
    else:
        record.ends = day


def _checked(work: Work, order: Position) -> Position:
    name = named(order.name) if order.name.strip() else ""
    if not name:
        raise InvalidInput("Phải có tên vị trí, chức vụ.", "name")
    forest = read_forest(work)
    if order.unit not in forest.by_unit:
        raise InvalidInput("Đơn vị này không có trong sổ.", "unit")
    if order.starts is not None and order.ends is not None and order.ends < order.starts:
        raise InvalidInput("Ngày kết thúc trước ngày bắt đầu.", "ends")
    if order.starts is not None and forest.at(order.unit, order.starts) is None:
        raise InvalidInput("Đơn vị không có vào ngày bắt đầu này.", "starts")
    if order.places is not None and not 0 <= order.places <= MOST:
        raise InvalidInput("Số người phải từ 0 trở lên.", "places")
    codes = [code.strip() for code in order.ranks.split(",") if code.strip()]
    strange = [code for code in codes if code not in ranks()]
    if strange:
        raise InvalidInput(f"Không có mã ngạch “{strange[0]}” trong danh mục.", "ranks")
    day = order.starts or work.today
    twins = work.session.scalars(select(JobPosition).where(JobPosition.unit == order.unit, running(JobPosition, day)))
    if any(fold(twin.name) == fold(name) and twin.key != order.key for twin in twins):
        raise InvalidInput(f"Đơn vị đã có vị trí “{name}” vào ngày này.", "name")
    return replace(order, name=name, ranks=", ".join(codes))


def positions(
    work: Work, day: date, units: Sequence[Key] | None = None, here: list[Holder] | None = None
) -> list[PositionRow]:
    """The positions of these units on the day with their holders; posts that are held but not listed follow."""
    forest = read_forest(work)
    tree = forest.on(day)
    wanted = list(units) if units is not None else [state.unit for _, state in tree.walk()]
    people = here if here is not None else holders(work, day, wanted)
    by_unit: dict[Key, list[Holder]] = {}
    for one in people:
        by_unit.setdefault(one.unit, []).append(one)
    listed: dict[Key, list[Position]] = {}
    for record in work.session.scalars(select(JobPosition).where(running(JobPosition, day)).order_by(JobPosition.key)):
        listed.setdefault(record.unit, []).append(_position(record))
    found: list[PositionRow] = []
    for unit in wanted:
        last = forest.last(unit, day)
        name = last.name if last else ""
        rest = list(by_unit.get(unit, ()))
        own = sorted(listed.get(unit, ()), key=lambda one: (not one.head, not one.leader, fold(one.name)))
        for position in own:
            held = [one for one in rest if one.place == position.key]
            held += [one for one in rest if one.place is None and fold(one.post) == fold(position.name)]
            rest = [one for one in rest if one not in held]
            found.append(PositionRow(position, name, tuple(held)))
        found += _unlisted(unit, name, rest)
    return found


def _unlisted(unit: Key, name: str, rest: list[Holder]) -> list[PositionRow]:
    posts: dict[str, list[Holder]] = {}
    for one in rest:
        posts.setdefault(fold(one.post), []).append(one)
    top = {one.assignment for one in head_of(rest)}

    def order(item: tuple[str, list[Holder]]) -> tuple[bool, bool, str]:
        return (not any(one.assignment in top for one in item[1]), not any(one.leader for one in item[1]), item[0])

    rows = []
    for _, held in sorted(posts.items(), key=order):
        first = held[0]
        position = Position(unit, first.post or "(chưa ghi chức vụ)", category=first.category, leader=first.leader)
        rows.append(PositionRow(position, name, tuple(held), listed=False))
    return rows


def _position(record: JobPosition) -> Position:
    values = {name: getattr(record, name) for name in (one.name for one in fields(Position))}
    texts = ("kind", "category", "ranks", "code")
    return Position(
        **values
        | {name: values[name] or "" for name in texts}
        | {name: bool(values[name]) for name in ("leader", "head")}
    )


@dataclass(frozen=True)
class Vacancy:
    """A place nobody holds, or a unit without a head (or with two)."""

    unit: Key
    unit_name: str
    what: str
    count: int
    head: bool = False


def vacancies(work: Work, day: date, units: Sequence[Key] | None = None) -> list[Vacancy]:
    """Places minus holders on the day, and units whose head is missing or double."""
    found = []
    by_unit: dict[Key, list[PositionRow]] = {}
    for row in positions(work, day, units):
        by_unit.setdefault(row.position.unit, []).append(row)
        if row.vacant:
            found.append(Vacancy(row.position.unit, row.unit_name, row.position.name, row.vacant, row.position.head))
    for unit, rows in by_unit.items():
        listed = [row for row in rows if row.position.head]
        top = [one for row in listed for one in row.holders] or list(
            head_of(one for row in rows for one in row.holders)
        )
        name = rows[0].unit_name
        if not top and not any(row.vacant for row in listed):
            found.append(Vacancy(unit, name, "Chưa có người đứng đầu", 1, head=True))
        elif len({one.person for one in top}) > 1:
            told = ", ".join(dict.fromkeys(one.name for one in top))
            found.append(Vacancy(unit, name, f"Có {len(top)} người đứng đầu: {told}", 0, head=True))
    return found
