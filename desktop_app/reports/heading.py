"""The shape of a table, worked out once for the workbook and the page: its merged heading, its group lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.document import Column, Group, Table


@dataclass(frozen=True)
class HeadingCell:
    """One cell: its text, its levels and its columns, both ends included, counted from 0."""

    text: str
    top: int
    bottom: int
    first: int
    last: int


def levels_of(columns: Sequence[Column]) -> int:
    """How many lines of cells the heading has."""
    return max((len(column.title) for column in columns), default=1)


def heading_cells(columns: Sequence[Column]) -> list[HeadingCell]:
    """The cells of the heading: equal ancestors side by side are one cell, a short path reaches down to the last level."""
    deepest = levels_of(columns) - 1
    cells: list[HeadingCell] = []
    for place, column in enumerate(columns):
        own = len(column.title) - 1
        for level in range(own):
            if place and _same(columns[place - 1].title, column.title, level):
                continue
            last = place
            while last + 1 < len(columns) and _same(columns[last + 1].title, column.title, level):
                last += 1
            cells.append(HeadingCell(column.title[level], level, level, place, last))
        cells.append(HeadingCell(column.title[own], own, deepest, place, place))
    return cells


def _same(one: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    return len(one) > level + 1 and len(other) > level + 1 and one[: level + 1] == other[: level + 1]


def level_heights(
    cells: Sequence[HeadingCell], levels: int, needed: Callable[[HeadingCell], float], least: float
) -> list[float]:
    """The height of each level so that every cell has what it needs."""
    heights = [least] * levels
    for cell in sorted(cells, key=lambda each: each.bottom - each.top):
        missing = needed(cell) - sum(heights[cell.top : cell.bottom + 1])
        if missing > 0:
            heights[cell.bottom] += missing
    return heights


def groups_by_row(table: Table) -> dict[int, list[Group]]:
    """The group lines by the row they come before."""
    found: dict[int, list[Group]] = {}
    for group in table.groups:
        found.setdefault(group.before, []).append(group)
    return found
