"""Who works in which unit on a day: holders of posts, heads, counts by category, and by the units there were before."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from db.models import Assignment, Employment, Person, UnitSuccession
from db.text import fold
from db.values import Coefficient, Key
from desktop_app.services.organisation.forest import DAY, Forest
from desktop_app.services.organisation.units import read_forest
from desktop_app.services.work import Work

_HEADS = (
    "bi thu",
    "chu tich",
    "truong",
    "hieu truong",
    "giam doc",
    "chanh",
    "chi huy truong",
    "tram truong",
    "doi truong",
)
_NO_HEADS = (
    "truong ban",
    "pho",
    "to truong",
    "thuong truc",
    "bi thu doan",
    "chu tich hoi",
    "chu tich uy ban mttq",
    "chu tich mttq",
)


def running(record: Any, day: date) -> ColumnElement[bool]:
    """Whether a dated record holds on a day."""
    return and_(or_(record.starts.is_(None), record.starts <= day), or_(record.ends.is_(None), record.ends >= day))


def heads(post: str) -> int:
    """How much a post sounds like that of the head of a unit: 0 not at all, the smaller the more."""
    words = fold(post)
    if not words or words.startswith(_NO_HEADS):
        return 0
    return next((place for place, start in enumerate(_HEADS, 1) if words.startswith(start)), 0)


@dataclass(frozen=True)
class Holder:
    """One person in one post of a unit on the day."""

    person: Key
    name: str
    unit: Key
    post: str
    category: str
    leader: bool
    main: bool
    acting: str
    since: date | None
    term_ends: date | None
    allowance: Coefficient | None
    place: Key | None
    assignment: Key


def holders(work: Work, day: date, units: Collection[Key] | None = None) -> list[Holder]:
    """Everybody employed on the day with a post in these units (``None``: in any), in the order of names."""
    asked = (
        select(
            Assignment.person, Person.full_name, Assignment.unit, Assignment.post, Employment.category, Assignment.leader,
            Assignment.main, Assignment.acting, Assignment.post_since, Assignment.starts, Assignment.term_ends,
            Assignment.allowance, Assignment.place, Assignment.key,
        )
        .join(Person, Person.key == Assignment.person)
        .join(Employment, and_(Employment.person == Assignment.person, running(Employment, day)))
        .where(Assignment.unit.is_not(None), running(Assignment, day))
        .order_by(Person.sort_key, Assignment.key)
    )  # fmt: skip
    if units is not None:
        asked = asked.where(Assignment.unit.in_(units))
    found: dict[Key, Holder] = {}
    for row in work.session.execute(asked):
        person, name, unit, post, category, leader, main, acting, since, starts, term, allowance, place, key = row
        found[key] = Holder(
            person, name, unit or b"", post or "", category or "", bool(leader), bool(main), acting or "", since or starts, term,
            allowance, place, key,
        )  # fmt: skip
    return list(found.values())


def head_of(here: Iterable[Holder]) -> tuple[Holder, ...]:
    """Who heads a unit among those who hold posts in it; several when the register says so."""
    leading = [(heads(one.post), one) for one in here if heads(one.post) and (one.leader or one.acting)]
    if not leading:
        return ()
    best = min(place for place, _ in leading)
    return tuple(one for place, one in leading if place == best)


def counts(here: Iterable[Holder]) -> dict[Key, Counter[str]]:
    """People by the unit of their main post and by category; each person once."""
    found: dict[Key, Counter[str]] = {}
    seen: set[Key] = set()
    for one in here:
        if one.main and one.person not in seen:
            seen.add(one.person)
            found.setdefault(one.unit, Counter())[one.category] += 1
    return found


def summed(tree: Mapping[Key, Iterable[Key]], own: Mapping[Key, Counter[str]]) -> dict[Key, Counter[str]]:
    """The counts of each unit with everything under it."""
    return {unit: sum((own[one] for one in whole if one in own), Counter()) for unit, whole in tree.items()}


# --- the units there were before ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """One unit that came before or after another."""

    unit: Key
    name: str
    day: date
    number: str
    share: str


@dataclass(frozen=True)
class CameFrom:
    """How many people of a unit worked in a unit before the change; without ``unit`` those who came from elsewhere or later."""

    unit: Key | None
    name: str
    before: int  # people of the old unit on its last day
    now: int  # of them, how many work here


def links(work: Work, unit: Key, forest: Forest | None = None) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The predecessors and the successors of a unit, oldest first."""
    forest = forest or read_forest(work)
    rows = work.session.scalars(
        select(UnitSuccession)
        .where(or_(UnitSuccession.predecessor == unit, UnitSuccession.successor == unit))
        .order_by(UnitSuccession.happened_on, UnitSuccession.key)
    ).all()

    def link(row: UnitSuccession, other: Key) -> Link:
        state = forest.last(other, row.happened_on)
        name = state.name if state else ""
        return Link(other, name, row.happened_on, row.decision_number or "", row.share or "")

    before = tuple(link(row, row.predecessor) for row in rows if row.successor == unit)
    return before, tuple(link(row, row.successor) for row in rows if row.predecessor == unit)


def came_from(work: Work, unit: Key, day: date) -> tuple[CameFrom, ...]:
    """The people of a unit and of all under it, counted by the units there were before its last merger."""
    forest = read_forest(work)
    before = [link for link in links(work, unit, forest)[0] if link.day <= day]
    if not before:
        return ()
    merged = before[-1].day
    now = {one.person for one in holders(work, day, forest.on(day).whole(unit)) if one.main}
    old_tree = forest.on(merged - DAY)
    olds = [link for link in before if link.day == merged and link.unit in old_tree.states]
    # a predecessor that lay under another one is counted by itself
    wholes = {link.unit: set(old_tree.whole(link.unit)) for link in olds}
    for link in olds:
        for other in olds:
            if other.unit != link.unit and other.unit in wholes[link.unit]:
                wholes[link.unit] -= set(old_tree.whole(other.unit))
    was = {one.person: one.unit for one in holders(work, merged - DAY) if one.main}
    found, told = [], set[Key]()
    for link in olds:
        people = {person for person, where in was.items() if where in wholes[link.unit]}
        told |= people & now
        found.append(CameFrom(link.unit, link.name, len(people), len(people & now)))
    rest = len(now - told)
    return (*found, *((CameFrom(None, "Đến từ nơi khác hoặc sau ngày sáp nhập", 0, rest),) if rest else ()))
