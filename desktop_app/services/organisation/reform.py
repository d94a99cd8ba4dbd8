"""A reorganisation as an order: what becomes of each unit and of each post; and what is proposed to begin with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from db.text import fold
from db.values import Coefficient, Key
from desktop_app.errors import InvalidInput
from desktop_app.law.reorganisation import Case
from desktop_app.services.organisation.communes import OFFICIAL, Found
from desktop_app.services.organisation.forest import DAY, Forest, OnDay, State
from desktop_app.services.organisation.units import NO_BASIS, Basis, Part, key_of, read_forest
from desktop_app.services.work import Work

How = Literal["ends", "moves", "renames"]
_DISTRICTS = ("huyen ", "quan ", "thi xa ", "thanh pho ")
_COMMUNES = ("xa ", "phuong ", "thi tran ")
_KEPT = ("truong ",)  # a school changes its parent, not itself


@dataclass(frozen=True)
class NewUnit:
    """A unit that comes into being with the reorganisation, under a key that the order's other parts name."""

    key: Key
    part: Part


@dataclass(frozen=True)
class Fate:
    """What becomes of one unit: it ends (``to``: who takes its place, the first its people), moves under another, or is renamed."""

    unit: Key
    how: How
    to: tuple[Key, ...] = ()
    parent: Key | None = None
    name: str = ""
    share: str = ""


@dataclass(frozen=True)
class PostRule:
    """Where the holders of a post go. Without ``to`` the post ends with its unit and they have none yet.

    ``case``: the new post is equal or lower (``MERGER``) or ``HIGHER``, which needs the whole procedure, or a ``reason``.
    ``until`` is the end of the term where the clerk knows it (a body's term of office), ``kept_until`` that of the kept
    allowance where the law's own figure does not answer.
    """

    unit: Key
    post: str
    to: Key | None
    new_post: str
    case: Case = "MERGER"
    leader: bool | None = None  # None: as the old post
    allowance: Coefficient | None = None
    months: int | None = None
    until: date | None = None
    kept_until: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Reform:
    """The whole order; ``own`` holds the rules of single persons, which go before those of their posts."""

    day: date
    basis: Basis = NO_BASIS
    new: tuple[NewUnit, ...] = ()
    fates: tuple[Fate, ...] = ()
    rules: tuple[PostRule, ...] = ()
    own: tuple[tuple[Key, PostRule], ...] = field(default=())

    @property
    def ended(self) -> tuple[Key, ...]:
        """The units that are no more."""
        return tuple(fate.unit for fate in self.fates if fate.how == "ends")

    def fate_of(self, unit: Key) -> Fate | None:
        """What becomes of a unit; ``None`` for one that stays as it is."""
        return next((fate for fate in self.fates if fate.unit == unit), None)

    def rule_of(self, person: Key, unit: Key, post: str) -> PostRule:
        """Where somebody goes: by a rule of their own, of their post, else with the unit's people in the same post."""
        for one, rule in self.own:
            if one == person:
                return rule
        for rule in self.rules:
            if rule.unit == unit and fold(rule.post) == fold(post):
                return rule
        fate = self.fate_of(unit)
        return PostRule(unit, post, fate.to[0] if fate and fate.to else None, post)


def with_rule(reform: Reform, rule: PostRule) -> Reform:
    """The order with another rule for a post."""
    others = tuple(one for one in reform.rules if (one.unit, fold(one.post)) != (rule.unit, fold(rule.post)))
    return replace(reform, rules=(*others, rule))


def with_fate(reform: Reform, fate: Fate) -> Reform:
    """The order with another fate of a unit; rules that lead to units nobody leads to any more go."""
    fates = (*(one for one in reform.fates if one.unit != fate.unit), fate)
    return replace(reform, fates=fates, rules=tuple(rule for rule in reform.rules if rule.unit != fate.unit))


def with_own(reform: Reform, person: Key, rule: PostRule | None) -> Reform:
    """The order with a rule of one person's own, or without."""
    others = tuple(pair for pair in reform.own if pair[0] != person)
    return replace(reform, own=others if rule is None else (*others, (person, rule)))


def after_reform(before: Forest, reform: Reform, decision: Key | None = None) -> Forest:
    """The tree with the order carried out; ``InvalidInput`` for a unit that is not there, days out of order, a wrong code."""
    from db.values import uuid7

    after = before
    for fate in reform.fates:
        if fate.how == "ends":
            after = after.ended(fate.unit, reform.day, decision)
    for fate in reform.fates:
        if fate.how == "moves":
            parent = fate.parent
            after = after.changed(fate.unit, reform.day, lambda state, to=parent: replace(state, parent=to), decision)  # type: ignore[misc]
        elif fate.how == "renames":
            name = fate.name
            after = after.changed(fate.unit, reform.day, lambda state, to=name: replace(state, name=to), decision)  # type: ignore[misc]
    for made in reform.new:
        part = made.part
        state = State(uuid7(), made.key, part.name.strip(), part.kind or None, part.parent, reform.day, None, decision)
        after = after.born(state)
    return after


# --- proposals ----------------------------------------------------------------------------------------------------------


def propose(work: Work, day: date, tops: Sequence[Key], into: Part, basis: Basis = NO_BASIS) -> Reform:
    """The chosen units become one new unit; what lies under them ends in new units of the same name, schools move."""
    tree = read_forest(work).on(day - DAY)
    made = NewUnit(key_of(into), into)
    return _proposed(tree, day, [(top, (made.key,), "toàn bộ") for top in _known(tree, tops)], [made], basis)


def propose_official(work: Work, day: date, found: Sequence[Found], basis: Basis = NO_BASIS) -> Reform:
    """The chosen communes become those of the official mapping of 2025; a commune that was split goes to the first of its list."""
    tree = read_forest(work).on(day - DAY)
    new: dict[str, NewUnit] = {}
    tops: list[tuple[Key, tuple[Key, ...], str]] = []
    chosen = {one.unit for one in found}
    for one in found:
        above = tree.states[one.unit].parent if one.unit in tree.states else None
        outer = above is None or above in chosen or fold(tree.states[above].name).startswith(_DISTRICTS)
        for commune, _ in one.becomes.new:
            part = Part(commune.name, "Cấp xã", None if outer else above, commune.code, OFFICIAL)
            new.setdefault(commune.code, NewUnit(key_of(part), part))
        to = tuple(new[commune.code].key for commune, _ in one.becomes.new)
        tops.append((one.unit, to, "toàn bộ" if len(to) == 1 else "một phần"))
    return _proposed(tree, day, tops, list(new.values()), basis)


def _known(tree: OnDay, units: Iterable[Key]) -> list[Key]:
    found = [unit for unit in dict.fromkeys(units) if unit in tree.states]
    if not found:
        raise InvalidInput("Hãy chọn ít nhất một đơn vị có vào ngày trước ngày sắp xếp.", "units")
    return found


def _proposed(
    tree: OnDay, day: date, tops: list[tuple[Key, tuple[Key, ...], str]], new: list[NewUnit], basis: Basis
) -> Reform:
    """Units under the chosen ones: of one name beside their parent's they become one."""
    names = {made.key: made.part.name for made in new}
    chosen = {top for top, _, _ in tops}
    fates = [Fate(top, "ends", to, share=share) for top, to, share in tops]
    joined: dict[tuple[Key, str], NewUnit] = {}

    def below(unit: Key, target: Key) -> None:
        for child in tree.under(unit):
            if child in chosen:
                continue
            state = tree.states[child]
            if fold(state.name).startswith(_KEPT):
                fates.append(Fate(child, "moves", parent=target))
                continue
            if fold(state.name).startswith(_COMMUNES):
                fates.append(Fate(child, "ends", (target,), share="toàn bộ"))
                below(child, target)
                continue
            short = _short(state.name, tree.states[unit].name)
            known = joined.get((target, fold(short)))
            if known is None:
                part = Part(f"{short} {_small(names[target])}", state.kind or "", target)
                known = joined[target, fold(short)] = NewUnit(key_of(part), part)
                names[known.key] = part.name
                new.append(known)
            fates.append(Fate(child, "ends", (known.key,), share="toàn bộ"))
            below(child, known.key)

    for top, to, _ in tops:
        below(top, to[0])
    return Reform(day, basis, tuple(new), tuple(fates))


def _short(name: str, above: str) -> str:
    """``Trạm Y tế xã Bản Hạ`` without ``xã Bản Hạ``."""
    words, tail = name.split(), above.split()
    for start in range(len(tail)):
        rest = tail[start:]
        if len(rest) < len(words) and [fold(word) for word in words[-len(rest) :]] == [fold(word) for word in rest]:
            return " ".join(words[: -len(rest)])
    return name


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
