"""Whatever is done to a tree of units: no cycles, one state a day, parents that are there, and undo is exact."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.values import Key, uuid7
from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.forest import DAY, Forest, State, differences, forest_of, refuse_new
from desktop_app.services.organisation.units import (
    CreateUnit,
    DissolveUnit,
    MergeUnits,
    MoveUnit,
    Part,
    RenameUnit,
    create_unit,
    dissolve_unit,
    merge_units,
    move_unit,
    read_forest,
    rename_unit,
)
from tests.services.organisation.conftest import START, Office

ROOT = b"r" * 16
UNITS = st.integers(0, 7)
DAYS = st.integers(0, 40).map(lambda number: START + timedelta(days=number))
CHANGES = st.lists(st.tuples(st.sampled_from(["born", "name", "move", "end"]), UNITS, UNITS, DAYS), max_size=14)


def one_change(forest: Forest, change: tuple[str, int, int, date]) -> Forest:
    kind, one, other, day = change
    unit, target = bytes([one]) * 16, bytes([other]) * 16
    if kind == "born":
        if unit in forest.by_unit:
            return forest
        return forest.born(State(uuid7(), unit, f"Đơn vị {one}", None, target if other < one else ROOT, day))
    if kind == "name":
        return forest.changed(unit, day, lambda state: replace(state, name=f"Tên {other}"))
    if kind == "move":
        return forest.changed(unit, day, lambda state: replace(state, parent=target))
    return forest.ended(unit, day)


@given(CHANGES)
def test_what_is_refused_never_gets_in(changes: list[tuple[str, int, int, date]]) -> None:
    forest = forest_of([State(uuid7(), ROOT, "Gốc")])
    for change in changes:
        try:
            after = one_change(forest, change)
            refuse_new(forest, after, START)
        except InvalidInput:
            continue
        forest = after
    assert forest.problems(START) == []
    for number in range(42):
        tree = forest.on(START + timedelta(days=number))
        walked = [state.unit for _, state in tree.walk()]
        assert sorted(walked) == sorted(tree.states)
        for unit in tree.states:
            assert tree.chain(unit)[-1] == ROOT or tree.states[tree.chain(unit)[-1]].parent is None
            assert not tree.loops(unit)
    for states in forest.by_unit.values():
        assert all(
            earlier.ends is not None and later.starts == earlier.ends + DAY for earlier, later in pairwise(states)
        )


@given(CHANGES)
def test_the_differences_of_two_trees_lead_from_one_to_the_other(changes: list[tuple[str, int, int, date]]) -> None:
    before = after = forest_of([State(uuid7(), ROOT, "Gốc"), State(uuid7(), bytes(16), "Đơn vị 0", None, ROOT, START)])
    for change in changes:
        try:
            after = one_change(after, change)
        except InvalidInput:
            continue
    added, changed, gone = differences(before, after)
    rest = {state.key: state for state in before.states if state not in gone} | {one.key: one for one in changed}
    assert {*rest.values(), *added} == set(after.states)


def test_random_deeds_keep_the_tree_sound_and_undo_leads_all_the_way_back(office: Office) -> None:
    import random

    dice = random.Random(7)
    states, operations = [office.dump()], list[bytes]()
    units: list[Key] = [office.units["X"], office.units["VP"]]
    done = 0
    for number in range(60):
        one, other = dice.choice(units), dice.choice(units)
        day = START + timedelta(days=dice.randint(1, 400))
        deeds: list[tuple[Any, Any]] = [
            (create_unit, CreateUnit(Part(f"Tổ {number}", "Tổ", one), day)),
            (rename_unit, RenameUnit(one, f"Tên {dice.randint(0, 9)}", day)),
            (move_unit, MoveUnit(one, other, day)),
            (dissolve_unit, DissolveUnit(one, day)),
            (merge_units, MergeUnits((one,), day, into=other)),
        ]
        deed, order = dice.choice([deeds[0], *deeds])
        try:
            made = office.do(deed, order)
        except InvalidInput:
            assert office.dump() == states[-1]
            continue
        done += 1
        if deed is create_unit:
            units.append(made)
        states.append(office.dump())
        operations.append(office.last)
        assert office.see(read_forest).problems(START) == []
    assert done > 15
    for operation, state in zip(reversed(operations), states[-2::-1], strict=True):
        office.database.undo(operation)
        assert office.dump() == state
