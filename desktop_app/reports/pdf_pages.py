"""Which lines of a table stand on which page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.document import Align, Table
from desktop_app.reports.heading import HeadingCell, groups_by_row, heading_cells, level_heights, levels_of
from desktop_app.reports.pdf_faces import Face, Faces
from desktop_app.reports.pdf_fit import PADDING, Grid, Part
from desktop_app.reports.shown import align_of, shown

ABOVE = 1.6  # points above and below the text of a cell
_MOST_LINES = 30  # of one entry: fits under the heading on any paper
_KEPT_WITH_FOOT = 2  # lines that go with the signatures when these need a new page
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: cells already broken into lines, or one text across all columns."""

    kind: Literal["row", "total", "span"]
    cells: Sequence[Lines]
    height: float


@dataclass(frozen=True)
class Heading:
    """The heading of a part: cells with their lines, the tops of the levels, the numbers under it."""

    cells: tuple[tuple[HeadingCell, Lines], ...]
    tops: tuple[float, ...]  # one more than there are levels
    numbers: tuple[str, ...]
    height: float


@dataclass(frozen=True)
class Block:
    """A part of a table ready to be paged."""

    table: Table
    part: Part
    aligns: tuple[Align, ...]
    edges: tuple[float, ...]  # from the left end of the table, one more than there are columns
    heading: Heading
    entries: Sequence[Entry]
    label: str  # which part it is, or ""


def make_block(table: Table, grid: Grid, place: int, parts: tuple[Part, ...], size: float, faces: Faces) -> Block:
    """Break every cell of a part into lines; lines too high for any page are cut into several."""
    part = parts[place]
    edges = [0.0]
    for width in part.widths:
        edges.append(edges[-1] + width)
    heading = _heading(table, part, edges, faces, size)
    entries = list(_entries(table, grid, part, faces, size))
    label = f"Phần {place + 1}/{len(parts)}" if len(parts) > 1 else ""
    aligns = tuple(align_of(table.columns[column]) for column in part.places)
    return Block(table, part, aligns, tuple(edges), heading, entries, label)


def _heading(table: Table, part: Part, edges: Sequence[float], faces: Faces, size: float) -> Heading:
    columns = [table.columns[place] for place in part.places]
    bold = faces.get(size, "Bold")
    cells = heading_cells(columns)
    levels = levels_of(columns)
    lines = {cell: bold.wrapped(edges[cell.last + 1] - edges[cell.first] - 2 * PADDING)[cell.text] for cell in cells}
    heights = level_heights(
        cells, levels, lambda cell: len(lines[cell]) * bold.leading + 2 * ABOVE + 2, bold.leading + 2 * ABOVE + 2
    )
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    numbers = tuple(str(place + 1) for place in part.places) if table.numbered else ()
    height = tops[-1] + (_number_height(faces, size) if numbers else 0)
    return Heading(tuple(lines.items()), tuple(tops), numbers, height)


def _number_height(faces: Faces, size: float) -> float:
    return faces.get(size - 1.5, "Italic").leading + 2 * ABOVE


def _entries(table: Table, grid: Grid, part: Part, faces: Faces, size: float) -> Iterator[Entry]:
    body, bold = faces.get(size), faces.get(size, "Bold")
    whole = sum(part.widths) - 2 * PADDING
    groups = groups_by_row(table)
    wrapped = [body.wrapped(width - 2 * PADDING) for width in part.widths]
    picked = list(zip(part.places, wrapped, strict=True))
    for number, texts in enumerate(grid):
        for group in groups.get(number, ()):
            yield from _cut("span", [bold.wrapped(whole)[group.text]], bold)
        yield from _cut("row", [lines[texts[place]] for place, lines in picked], body)
    if not grid:
        yield from _cut("span", [bold.wrapped(whole)[table.empty]], bold)
    if table.totals is not None:
        texts = [shown(value, column.kind) for value, column in zip(table.totals, table.columns, strict=True)]
        cells = [
            bold.wrapped(width - 2 * PADDING)[texts[place]]
            for place, width in zip(part.places, part.widths, strict=True)
        ]
        yield from _cut("total", cells, bold)


def _cut(kind: Literal["row", "total", "span"], cells: list[Lines], face: Face) -> Iterator[Entry]:
    """One entry, or several when the cells are too high for a page."""
    lines = max(map(len, cells))
    if lines <= _MOST_LINES:
        yield Entry(kind, cells, lines * face.leading + 2 * ABOVE)
        return
    for start in range(0, lines, _MOST_LINES):
        taken = [cell[start : start + _MOST_LINES] for cell in cells]
        yield Entry(kind, taken, max(map(len, taken)) * face.leading + 2 * ABOVE)


def paged(block: Block, first_room: float, room: float, foot: float) -> list[tuple[int, int]]:
    """The entries of each page as (first, end); ``foot`` is the height kept free after the last one."""
    pages: list[tuple[int, int]] = []
    start, used, free = 0, 0.0, first_room - block.heading.height
    for place, entry in enumerate(block.entries):
        if used + entry.height > free and (place > start or not pages):
            end = place
            if end - 1 > start and block.entries[end - 1].kind == "span":
                end -= 1  # a group's line stays with its first row
            pages.append((start, end))
            start = end
            used = sum(each.height for each in block.entries[start:place])
            free = room - block.heading.height
        used += entry.height
    last = len(block.entries)
    if foot and used + foot > free:
        end = _last_before_foot(block, start, room - block.heading.height - foot)
        pages.append((start, end))
        start = end
    pages.append((start, last))
    return pages


def _last_before_foot(block: Block, start: int, free: float) -> int:
    """Where to break so that a line or two go with the foot, if they fit beside it."""
    last = len(block.entries)
    kept = max(0, min(_KEPT_WITH_FOOT, last - start - 1))
    while kept and sum(entry.height for entry in block.entries[last - kept :]) > free:
        kept -= 1
    return last - kept
