"""How a table is brought onto paper: which paper, which size of letters, how wide each column, in how many parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.document import Column, Document, Table
from desktop_app.reports.pdf_faces import Face, Faces
from desktop_app.reports.shown import shown

MM = 72 / 25.4
PAGES = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}
LEFT, RIGHT, TOP, BOTTOM = 15 * MM, 10 * MM, 15 * MM, 15 * MM
PADDING = 2.5  # points left and right of a cell's text
SMALLEST = 7.5
_SPLIT_SIZE = 9.0  # letters of a table that goes over several sheets anyway
_CHARACTER = 0.47  # of the size, the mean width of a letter
_GIVES_WAY = 0.82  # a column of text may be this much narrower than wished, its cells wrap
_LONGEST_WORD = 1.6  # a word may widen its column up to this many times
Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Part:
    """The columns of a table that stand side by side on one sheet, and their widths in points."""

    places: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Fit:
    """The paper in points, the size of the letters and the parts of every table."""

    width: float
    height: float
    size: float
    parts: tuple[tuple[Part, ...], ...]


def texts_of(table: Table) -> Grid:
    """Every cell as it is shown."""
    kinds = [column.kind for column in table.columns]
    return [[shown(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]


def fit(document: Document, grids: Sequence[Grid], faces: Faces) -> Fit:
    """The most readable way on which all tables fit: A4, then A3, then smaller letters, then several parts."""
    for paper, size in _ways(document):
        width, height = _page(document, paper)
        room = width - LEFT - RIGHT
        wanted = [_widths(table, grid, faces, size) for table, grid in zip(document.tables, grids, strict=True)]
        if all(sum(least for least, _ in widths) <= room for widths in wanted):
            parts: tuple[tuple[Part, ...], ...] = tuple(
                (Part(tuple(range(len(table.columns))), _spread(table.columns, widths, room)),)
                for table, widths in zip(document.tables, wanted, strict=True)
            )
            return Fit(width, height, size, parts)
    width, height = _page(document, "A3")
    room = width - LEFT - RIGHT
    parts = tuple(
        _split(table, _widths(table, grid, faces, _SPLIT_SIZE), room)
        for table, grid in zip(document.tables, grids, strict=True)
    )
    return Fit(width, height, _SPLIT_SIZE, parts)


def _ways(document: Document) -> list[tuple[str, float]]:
    on_a4 = [("A4", 10.0), ("A4", 9.5), ("A4", 9.0)] if document.paper == "A4" else []
    return [*on_a4, ("A3", 10.0), ("A3", 9.0), ("A3", 8.0), ("A3", SMALLEST)]


def _page(document: Document, paper: str) -> tuple[float, float]:
    short, long = PAGES[paper]
    return (long, short) if document.landscape else (short, long)


def _split(table: Table, wanted: Sequence[tuple[float, float]], room: float) -> tuple[Part, ...]:
    """The parts of a table too wide for one sheet; the repeated columns open each of them."""
    kept = [place for place, column in enumerate(table.columns) if column.repeated]
    kept_width = sum(wanted[place][0] for place in kept)
    if kept_width > room / 2:
        kept, kept_width = [], 0.0
    parts: list[list[int]] = [[]]
    used = kept_width
    for place in range(len(table.columns)):
        if place in kept:
            continue
        width = wanted[place][0]
        if parts[-1] and used + width > room:
            parts.append([])
            used = kept_width
        parts[-1].append(place)
        used += width
    found = []
    for places in parts:
        together = sorted([*kept, *places])
        columns = [table.columns[place] for place in together]
        found.append(Part(tuple(together), _spread(columns, [wanted[place] for place in together], room)))
    return tuple(found)


def _widths(table: Table, grid: Grid, faces: Faces, size: float) -> list[tuple[float, float]]:
    """For every column the least width and the one wished for."""
    body, bold = faces.get(size), faces.get(size, "Bold")
    return [_width(column, {row[place] for row in grid}, body, bold) for place, column in enumerate(table.columns)]


def _width(column: Column, texts: set[str], body: Face, bold: Face) -> tuple[float, float]:
    around = 2 * PADDING + 0.5
    wished = column.width * body.size * _CHARACTER + around
    heading = bold.longest_word(column.title[-1:]) + around
    if column.kind != "text":
        least = max([body.width(text) for text in texts], default=0.0) + around
        return max(least, heading), max(least, heading, wished)
    word = min(body.longest_word(texts) + around, wished * _LONGEST_WORD)
    least = max(wished * _GIVES_WAY, word, heading)
    return least, max(least, wished)


def _spread(columns: Sequence[Column], widths: Sequence[tuple[float, float]], room: float) -> tuple[float, ...]:
    """Widths that fill the room: first up to what is wished, then columns of text grow."""
    least = [low for low, _ in widths]
    spare = max(0.0, room - sum(least))
    wishes = [high - low for low, high in widths]
    share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
    found: list[float] = [low + wish * share for low, wish in zip(least, wishes, strict=True)]
    over = room - sum(found)
    growing = [width if column.kind == "text" else 0.0 for column, width in zip(columns, found, strict=True)]
    if over > 0 and any(growing):
        # a small table is not pulled over the whole page
        over = min(over, 0.6 * sum(found))
        found = [width + over * grow / sum(growing) for width, grow in zip(found, growing, strict=True)]
    too_wide = sum(found) / room
    return tuple(width / too_wide for width in found) if too_wide > 1 else tuple(found)
