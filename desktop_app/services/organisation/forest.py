"""The dated tree of units as plain data: every state of every unit, what holds on a day, what may not be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from db.text import fold, text_sort_key
from db.values import Key, uuid7
from desktop_app.errors import InvalidInput

DAY = timedelta(days=1)


@dataclass(frozen=True)
class State:
    """A unit's name, kind and parent from a day to a day, both included; ``None`` is open."""

    key: Key
    unit: Key
    name: str
    kind: str | None = None
    parent: Key | None = None
    starts: date | None = None
    ends: date | None = None
    decision: Key | None = None
    end_decision: Key | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Problem:
    """Something a tree may not hold, from a day on: ``name``, ``cycle``, ``parent`` or ``overlap``; of a unit, in words."""

    kind: str
    unit: Key
    text: str
    field: str = ""


class OnDay:
    """The tree as it stands on one day."""

    def __init__(self, states: Mapping[Key, State]) -> None:
        self.states = states
        self._below: dict[Key | None, list[Key]] = {}
        for state in sorted(states.values(), key=lambda one: text_sort_key(one.name)):
            above = state.parent if state.parent in states else None
            self._below.setdefault(above, []).append(state.unit)

    def under(self, unit: Key | None) -> list[Key]:
        """The units right under one, in the order of names; ``None`` gives those at the top."""
        return self._below.get(unit, [])

    def whole(self, unit: Key) -> list[Key]:
        """The unit and everything under it, each before those under it."""
        found: list[Key] = []
        seen: set[Key] = set()
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.append(one)
                waiting += reversed(self.under(one))
        return found

    def walk(self) -> Iterator[tuple[int, State]]:
        """Every unit with its depth, from the top; a cycle, which no deed makes, is walked once."""
        seen: set[Key] = set()

        def below(unit: Key | None, depth: int) -> Iterator[tuple[int, State]]:
            for one in self.under(unit):
                if one not in seen:
                    seen.add(one)
                    yield depth, self.states[one]
                    yield from below(one, depth + 1)

        yield from below(None, 0)

    def path(self, unit: Key | None) -> tuple[str, ...]:
        """The names from the unit up to the top."""
        return tuple(self.states[one].name for one in self.chain(unit))

    def chain(self, unit: Key | None) -> list[Key]:
        """The unit, its parent, and so on to the top."""
        found: list[Key] = []
        while unit is not None and unit in self.states and unit not in found:
            found.append(unit)
            unit = self.states[unit].parent
        return found

    def loops(self, unit: Key) -> bool:
        """Whether the unit lies under itself."""
        seen = {unit}
        above = self.states[unit].parent
        while above is not None and above in self.states:
            if above in seen:
                return above == unit
            seen.add(above)
            above = self.states[above].parent
        return False


@dataclass(frozen=True)
class Forest:
    """Every state of every unit; changing it gives another one."""

    states: tuple[State, ...]

    @cached_property
    def by_unit(self) -> Mapping[Key, tuple[State, ...]]:
        """The states of each unit, oldest first."""
        found: dict[Key, list[State]] = {}
        for state in sorted(self.states, key=lambda one: one.starts or date.min):
            found.setdefault(state.unit, []).append(state)
        return {unit: tuple(states) for unit, states in found.items()}

    def at(self, unit: Key, day: date) -> State | None:
        """What a unit is on a day; ``None`` when it is not (yet, or any more)."""
        return next((state for state in self.by_unit.get(unit, ()) if state.on(day)), None)

    def last(self, unit: Key, day: date) -> State | None:
        """What a unit is on a day, or was when it ended before, or will be first."""
        states = self.by_unit.get(unit, ())
        before = [state for state in states if state.starts is None or state.starts <= day]
        return before[-1] if before else (states[0] if states else None)

    def on(self, day: date) -> OnDay:
        """The tree on a day."""
        return OnDay({state.unit: state for state in self.states if state.on(day)})

    # --- changes --------------------------------------------------------------------------------------------------

    def born(self, state: State) -> "Forest":
        """With one more state."""
        return Forest((*self.states, state))

    def changed(self, unit: Key, day: date, change: Callable[[State], State], decision: Key | None = None) -> "Forest":
        """What a unit is from a day to its next change becomes something else; ``InvalidInput`` when it is not there then."""
        now = self.at(unit, day)
        if now is None:
            raise InvalidInput(_absent(self, unit, day), "day")
        made = change(replace(now, starts=day, decision=decision))
        rest = [state for state in self.states if state.key != now.key]
        if now.starts == day:
            return Forest((*rest, replace(made, key=now.key)))
        return Forest((*rest, replace(now, ends=day - DAY, end_decision=None), replace(made, key=uuid7())))

    def ended(self, unit: Key, day: date, decision: Key | None = None) -> "Forest":
        """A unit is no more from a day on; ``InvalidInput`` when it is not there the day before, or changes later."""
        now = self.at(unit, day - DAY)
        if now is None:
            raise InvalidInput(_absent(self, unit, day - DAY), "day")
        later = [state for state in self.by_unit[unit] if state.starts is not None and state.starts >= day]
        if later and later[0].starts is not None:
            when = _shown(later[0].starts)
            told = (
                f"“{now.name}” còn thay đổi đã ghi từ ngày {when}, sau ngày kết thúc; hãy hoàn tác thay đổi đó trước."
            )
            raise InvalidInput(told, "day")
        rest = tuple(state for state in self.states if state.key != now.key)
        return Forest((*rest, replace(now, ends=day - DAY, end_decision=decision)))

    # --- what may not be ------------------------------------------------------------------------------------------

    def problems(self, since: date) -> list[Problem]:
        """Everything wrong from a day on: a unit under itself, one name twice under one parent, a parent that is no more."""
        found: dict[tuple[str, Key], Problem] = {}
        days = {since}
        for state in self.states:
            days |= {day for day in (state.starts, state.ends and state.ends + DAY) if day is not None and day > since}
        for day in sorted(days):
            for problem in self._problems_on(day):
                found.setdefault((problem.kind, problem.unit), problem)
        for unit, states in self.by_unit.items():
            for earlier, later in pairwise(states):
                if earlier.ends is None or later.starts is None or later.starts <= earlier.ends:
                    text = f"“{later.name}” có hai tên hoặc hai cấp trên trong cùng một ngày."
                    found["overlap", unit] = Problem("overlap", unit, text, "day")
        return list(found.values())

    def _problems_on(self, day: date) -> Iterator[Problem]:
        tree = self.on(day)
        names: dict[tuple[Key | None, str], State] = {}
        for state in tree.states.values():
            if state.parent is not None and state.parent not in tree.states:
                above = self.last(state.parent, day)
                what = above.name if above else "cấp trên"
                text = f"“{state.name}” còn thuộc “{what}”, mà đơn vị đó không có vào ngày {_shown(day)}."
                yield Problem("parent", state.unit, text, "parent")
            if tree.loops(state.unit):
                yield Problem("cycle", state.unit, f"“{state.name}” sẽ nằm dưới chính nó.", "parent")
            name = (state.parent, fold(state.name))
            if name in names:
                above = tree.states.get(state.parent or b"")
                where = f"dưới “{above.name}”" if above else "ở cấp cao nhất"
                text = f"Vào ngày {_shown(day)} đã có một đơn vị tên “{state.name}” {where}."
                yield Problem("name", state.unit, text, "name")
                yield Problem("name", names[name].unit, text, "name")
            names.setdefault(name, state)


def refuse_new(before: Forest, after: Forest, since: date) -> None:
    """``InvalidInput`` naming the first thing wrong that a change brought in; what was wrong before stays the clerk's to settle."""
    known = {(one.kind, one.unit) for one in before.problems(since)}
    for problem in after.problems(since):
        if (problem.kind, problem.unit) not in known:
            raise InvalidInput(problem.text, problem.field)


def differences(before: Forest, after: Forest) -> tuple[list[State], list[State], list[State]]:
    """The states that are new, that changed, and that are gone."""
    old = {state.key: state for state in before.states}
    new = {state.key: state for state in after.states}
    added = [state for key, state in new.items() if key not in old]
    changed = [state for key, state in new.items() if key in old and old[key] != state]
    return added, changed, [state for key, state in old.items() if key not in new]


def forest_of(states: Iterable[State]) -> Forest:
    """A forest of these states."""
    return Forest(tuple(states))


def _absent(forest: Forest, unit: Key, day: date) -> str:
    last = forest.last(unit, day)
    if last is None:
        return "Đơn vị này không có trong sổ."
    if last.starts is not None and last.starts > day:
        return f"“{last.name}” chỉ có từ ngày {_shown(last.starts)}; hãy chọn ngày muộn hơn."
    ended = f" (kết thúc ngày {_shown(last.ends)})" if last.ends else ""
    return f"“{last.name}” không còn vào ngày {_shown(day)}{ended}."


def _shown(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
