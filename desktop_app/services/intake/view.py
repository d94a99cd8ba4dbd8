"""The rows of a list as people see them: names of two columns joined, merged cells filled down, ticks read as their heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.text import fold, nfc
from desktop_app.services.catalogs import catalog
from desktop_app.services.intake.grid import Row, Sheet
from desktop_app.services.intake.headings import ColumnHead, squeeze, target_of
from desktop_app.services.intake.values_text import TICKS

FAMILY_NAMES = frozenset(
    {"ho", "ho dem", "ho va ten dem", "ho va dem", "ho lot", "ho va ten lot", "ho va chu lot", "ho va chu dem"}
)
"""Headings of a column that holds the first words of a name and not the last."""
_TICKED = {
    "qualification": "qualification",
    "political_theory": "political_theory",
    "state_management": "state_management",
    "general_education": "general_education",
    "category": "category",
    "sex": "sex",
    "religion": "religion",
}
"""Targets whose groups of columns may be ticked, and the code list that knows the headings of the columns."""
_MOST_GIVEN = 2
_MOST = 0.8
_VARIED, _ENOUGH = 0.25, 20
_MOST_FILLED = 2_000_000


@dataclass(frozen=True)
class View:
    """The sheet and the columns as they are meant; columns that went into another, with the reason; what was joined."""

    sheet: Sheet
    columns: tuple[ColumnHead, ...]
    folded: Mapping[int, str]
    joined: int = 0
    """The column whose names were put together from two; 0 when none was."""


def view_of(sheet: Sheet, columns: tuple[ColumnHead, ...], data_rows: Sequence[int], name_col: int) -> View:
    """The list as people see it; rows and columns keep their places, and the file's own cells stay in the workbook."""
    lines = _Lines(sheet)
    folded: dict[int, str] = {}
    _fill_merged(lines, sheet, frozenset(data_rows), name_col)
    given = _given_column(lines, columns, data_rows, name_col)
    if given:
        for row in data_rows:
            name, last = lines.at(row, name_col), lines.at(row, given)
            parts = [" ".join(part.split()) for part in (name, last) if isinstance(part, str) and part.strip()]
            if parts:
                lines.put(row, name_col, " ".join(parts))
        folded[given] = "phần tên, đã ghép vào cột bên trái"
    columns = _ticked_columns(lines, columns, data_rows, folded)
    return View(lines.sheet(), columns, folded, name_col if given else 0)


class _Lines:
    """The rows of a sheet, copied only where they change."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._made: dict[int, list[Any]] = {}

    def at(self, row: int, col: int) -> Any:
        line: Sequence[Any] = self._made.get(row) or self._sheet.rows[row - 1]
        return line[col - 1] if col <= len(line) else None

    def put(self, row: int, col: int, value: Any) -> None:
        line = self._made.setdefault(row, list(self._sheet.rows[row - 1]))
        line += [None] * (col - len(line))
        line[col - 1] = value

    def sheet(self) -> Sheet:
        """The sheet with what was put."""
        if not self._made:
            return self._sheet
        rows: list[Row] = list(self._sheet.rows)
        for row, line in self._made.items():
            rows[row - 1] = tuple(line)
        return replace(self._sheet, rows=rows)


def _fill_merged(lines: _Lines, sheet: Sheet, data: frozenset[int], name_col: int) -> None:
    """A value merged over several people is everybody's; a person merged over several rows is one person still."""
    down = [
        merge for merge in sheet.merges if merge.bottom > merge.top and merge.left == merge.right and merge.top in data
    ]
    covered = {row for merge in down if merge.left == name_col for row in range(merge.top + 1, merge.bottom + 1)}
    filled = 0
    for merge in down:
        value = lines.at(merge.top, merge.left)
        if value is None or merge.left == name_col:
            continue
        for row in range(merge.top + 1, min(merge.bottom, len(sheet.rows)) + 1):
            if row in data and row not in covered and lines.at(row, merge.left) is None:
                lines.put(row, merge.left, value)
                filled += 1
        if filled > _MOST_FILLED:
            return


def _given_column(lines: _Lines, columns: Sequence[ColumnHead], data: Sequence[int], name_col: int) -> int:
    """The column at right of the names that holds their last words; 0 when the names are whole."""
    heads = {column.col: column for column in columns}
    name, beside = heads.get(name_col), heads.get(name_col + 1)
    if name is None or not data:
        return 0
    leaf = squeeze(name.path[-1])
    right = squeeze(beside.path[-1]) if beside is not None else ""
    family = leaf in FAMILY_NAMES
    if not (right == "ten" or (beside is None and not family) or right == leaf):
        return 0
    given = [cell for row in data if isinstance(cell := lines.at(row, name_col + 1), str) and _is_given(cell)]
    if not given or len(given) < len(data) * _MOST or {fold(cell) for cell in given} <= {"nam", "nu"}:
        return 0
    if right == "ten":
        return name_col + 1
    # without a heading of its own: what stands there must look like given names, and what stands before like no whole name
    whole = [
        name for row in data if isinstance(name := lines.at(row, name_col), str) and len(name.split()) > _MOST_GIVEN
    ]
    varied = len({fold(cell) for cell in given}) >= min(len(data) * _VARIED, _ENOUGH)
    return name_col + 1 if varied and len(whole) < len(data) / 2 else 0


def _is_given(cell: str) -> bool:
    words = nfc(cell).split()
    return 0 < len(words) <= _MOST_GIVEN and all(letter.isalpha() or ord(letter) > 0x7F for letter in "".join(words))  # noqa: PLR2004 - old encodings use signs


def _ticked_columns(
    lines: _Lines, columns: tuple[ColumnHead, ...], data: Sequence[int], folded: dict[int, str]
) -> tuple[ColumnHead, ...]:
    """Groups like “Trình độ chuyên môn: Thạc sĩ | Đại học” whose cells are only ticks become one column of words."""
    groups: dict[tuple[str, ...], list[ColumnHead]] = {}
    for column in columns:
        if len(column.path) > 1:
            groups.setdefault(column.path[:-1], []).append(column)
    made = {column.col: column for column in columns}
    for group, members in groups.items():
        target, _ = target_of(group)
        if target not in _TICKED or len(members) < 2:  # noqa: PLR2004 - one column alone is no choice
            continue
        entries = catalog(_TICKED[target])
        words = {column.col: entry.name for column in members if (entry := entries.match(column.path[-1]).entry)}
        if len(words) < 2 or not _only_ticks(lines, words, data):  # noqa: PLR2004 - one column alone is no choice
            continue
        first, *others = words
        for row in data:
            said = [word for col, word in words.items() if lines.at(row, col) is not None]
            if said:
                lines.put(row, first, "; ".join(said))
        made[first] = ColumnHead(first, group)
        for col in others:
            folded[col] = f"cột đánh dấu của “{' / '.join(group)}”"
    return tuple(made[column.col] for column in columns)


def _only_ticks(lines: _Lines, words: Mapping[int, str], data: Sequence[int]) -> bool:
    cells = {lines.at(row, col) for row in data for col in words} - {None}
    return bool(cells) and all(fold(str(cell)).strip() in TICKS for cell in cells)
