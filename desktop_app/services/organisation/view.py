"""What the page of units shows: the tree as of a day, one unit's card, two days side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Decision, Unit
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.forest import Forest, State
from desktop_app.services.organisation.people import CameFrom, Link, came_from, counts, head_of, holders, links
from desktop_app.services.organisation.staffing import PositionRow, QuotaRow, Vacancy, positions, quota_years, vacancies
from desktop_app.services.organisation.units import read_forest
from desktop_app.services.work import Work

NEW, ENDED, RENAMED, MOVED = "mới", "kết thúc", "đổi tên", "chuyển"


@dataclass(frozen=True)
class TreeRow:
    """One unit of a tree: people in it alone, and with all under it by category; its heads; ``mark`` on a comparison."""

    key: Key
    parent: Key | None
    depth: int
    name: str
    kind: str
    code: str
    own: int
    total: int
    by_category: Mapping[str, int]
    heads: tuple[str, ...]
    starts: date | None
    ends: date | None
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class NameRow:
    """What a unit was called, and under whom, from a day to a day, with the decisions."""

    name: str
    kind: str
    parent: str
    starts: date | None
    ends: date | None
    decision: str
    end_decision: str


@dataclass(frozen=True)
class UnitCard:
    """Everything the page says of one unit on a day; ``there`` is false before it began and after it ended."""

    key: Key
    code: str
    name: str
    kind: str
    path: tuple[str, ...]
    there: bool
    starts: date | None
    ends: date | None
    total: int
    own: int
    heads: tuple[str, ...]
    names: tuple[NameRow, ...]
    before: tuple[Link, ...]
    after: tuple[Link, ...]
    came_from: tuple[CameFrom, ...]
    years: tuple[tuple[int, tuple[QuotaRow, ...]], ...]
    positions: tuple[PositionRow, ...]
    vacancies: tuple[Vacancy, ...]


@dataclass(frozen=True)
class TwoDays:
    """The tree before and after."""

    first: date
    second: date
    before: tuple[TreeRow, ...]
    after: tuple[TreeRow, ...]


def unit_tree(work: Work, day: date, forest: Forest | None = None) -> tuple[TreeRow, ...]:
    """Every unit there is on the day, each before those under it."""
    forest = forest or read_forest(work)
    tree = forest.on(day)
    people = holders(work, day)
    own = counts(people)
    here: dict[Key, list[str]] = {}
    by_unit: dict[Key, list[object]] = {}
    for one in people:
        by_unit.setdefault(one.unit, []).append(one)
    for unit, held in by_unit.items():
        here[unit] = [one.name for one in head_of(held)]  # type: ignore[arg-type] # holders, as put in above
    codes = _codes(work)
    totals: dict[Key, Counter[str]] = {}
    walked = list(tree.walk())
    for _, state in reversed(walked):
        mine = Counter(own.get(state.unit, Counter()))
        for child in tree.under(state.unit):
            mine += totals.get(child, Counter())
        totals[state.unit] = mine
    return tuple(
        TreeRow(
            state.unit, state.parent if state.parent in tree.states else None, depth, state.name, state.kind or "",
            codes.get(state.unit, ""), sum(own.get(state.unit, Counter()).values()), sum(totals[state.unit].values()),
            dict(totals[state.unit]), tuple(here.get(state.unit, ())), state.starts, state.ends,
        )
        for depth, state in walked
    )  # fmt: skip


def closed_units(work: Work, day: date) -> tuple[TreeRow, ...]:
    """The units that ended before the day, the latest first."""
    forest, codes = read_forest(work), _codes(work)
    found = []
    for unit in forest.by_unit:
        last = forest.last(unit, day)
        if last is not None and last.ends is not None and last.ends < day and forest.at(unit, day) is None:
            row = TreeRow(
                unit, None, 0, last.name, last.kind or "", codes.get(unit, ""), 0, 0, {}, (), last.starts, last.ends
            )
            found.append(row)
    return tuple(sorted(found, key=lambda row: (-(row.ends or day).toordinal(), row.name)))


def unit_card(work: Work, unit: Key, day: date) -> UnitCard:
    """One unit; ``InvalidInput`` when the register does not hold it."""
    forest = read_forest(work)
    last = forest.last(unit, day)
    if last is None:
        raise InvalidInput("Đơn vị này không còn trong sổ.")
    now = forest.at(unit, day)
    tree = forest.on(day)
    whole = tree.whole(unit) if now else []
    people = holders(work, day, whole)
    here = [one for one in people if one.unit == unit]
    own = {one.person for one in here if one.main}
    total = {one.person for one in people if one.main}
    before, after = links(work, unit, forest)
    years = tuple((day.year - back, tuple(rows)) for back, rows in enumerate(quota_years(work, unit, day)))
    states = forest.by_unit[unit]
    return UnitCard(
        unit, _codes(work).get(unit, ""), last.name, last.kind or "",
        tree.path(last.parent) if now else forest.on(last.ends or day).path(last.parent), now is not None,
        states[0].starts, states[-1].ends, len(total), len(own), tuple(one.name for one in head_of(here)),
        _names(work, forest, states), before, after, came_from(work, unit, day) if now else (),
        tuple(one for one in years if one[1]), tuple(positions(work, day, [unit], here)) if now else (),
        tuple(vacancies(work, day, [unit])) if now else (),
    )  # fmt: skip


def two_days(work: Work, first: date, second: date) -> TwoDays:
    """The trees of two days; units that came, went, changed their name or parent are marked on both sides."""
    forest = read_forest(work)
    before, after = unit_tree(work, first, forest), unit_tree(work, second, forest)
    old, new = forest.on(first).states, forest.on(second).states
    left = tuple(_marked(work, forest, row, old, new, left=True) for row in before)
    return TwoDays(first, second, left, tuple(_marked(work, forest, row, new, old, left=False) for row in after))


def _marked(
    work: Work, forest: Forest, row: TreeRow, mine: Mapping[Key, State], other: Mapping[Key, State], *, left: bool
) -> TreeRow:
    state, there = mine[row.key], other.get(row.key)
    mark = note = ""
    if there is None:
        mark = ENDED if left else NEW
        found = links(work, row.key, forest)[1 if left else 0]
        names = ", ".join(link.name for link in found)
        note = (f"→ {names}" if left else f"← {names}") if names else ""
    elif there.name != state.name:
        mark, note = RENAMED, f"{'thành' if left else 'tên cũ:'} {there.name}"
    elif there.parent != state.parent:
        above = mine if not left else other
        parent = above.get(there.parent or b"") or other.get(there.parent or b"")
        mark, note = MOVED, f"{'về' if left else 'từ'} {parent.name if parent else 'cấp cao nhất'}"
    values = vars(row) | {"mark": mark, "note": note}
    return TreeRow(**values)


def _codes(work: Work) -> dict[Key, str]:
    rows = work.session.execute(select(Unit.key, Unit.code))
    return {row.key: row.code or "" for row in rows}


def _names(work: Work, forest: Forest, states: Sequence[State]) -> tuple[NameRow, ...]:
    keys = {key for state in states for key in (state.decision, state.end_decision) if key}
    rows = work.session.execute(select(Decision.key, Decision.number).where(Decision.key.in_(keys)))
    numbers = {row.key: row.number or "" for row in rows}

    def parent(state: State) -> str:
        above = forest.last(state.parent, state.starts or state.ends or date.max) if state.parent else None
        return above.name if above else ""

    return tuple(
        NameRow(
            state.name, state.kind or "", parent(state), state.starts, state.ends,
            numbers.get(state.decision or b"", ""), numbers.get(state.end_decision or b"", ""),
        )
        for state in states
    )  # fmt: skip
