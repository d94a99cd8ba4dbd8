"""Where the list lies on the sheet: the sheet, its heading rows, and what each row under them is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from db.text import fold
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.grid import MOST_COLUMNS, Row, Sheet, Workbook
from desktop_app.services.intake.headings import ColumnHead, squeeze, target_like, target_of
from desktop_app.services.intake.legacy import detect
from desktop_app.services.intake.rows import Marks, heading_text, sorted_rows
from desktop_app.services.intake.view import view_of

DEEPEST_HEADING_ROW = 30
MOST_HEADING_ROWS = 4
FEWEST_COLUMNS = 2
_AS_OF = re.compile(r"tinh den(?: het)? (?:ngay )?(\d{1,2})(?: thang |[/.-])(\d{1,2})(?: nam |[/.-])(\d{4})")


@dataclass(frozen=True)
class TableLayout:
    """One list found on a sheet; rows and columns are 1-based as Excel shows them."""

    sheet: Sheet
    header: tuple[int, int]
    columns: tuple[ColumnHead, ...]
    data_rows: tuple[int, ...]
    numbering_row: int | None = None
    section_rows: dict[int, str] = field(default_factory=dict)
    section_parents: dict[int, str] = field(default_factory=dict)
    """The section above a section, by the inner one's row."""
    total_rows: tuple[int, ...] = ()
    blank_rows: tuple[int, ...] = ()
    footer_row: int | None = None
    as_of: date | None = None
    office_lines: tuple[str, ...] = ()
    score: int = 0
    folded: Mapping[int, str] = field(default_factory=dict)
    """Columns that were read together with another one, with the reason."""
    joined: int = 0
    """The column whose names were put together from two; 0 when none was."""
    other_list: int | None = None
    """The row where a list with its columns in other places begins; nothing from there on was read."""
    others: tuple[tuple[str, int], ...] = ()
    """Other visible sheets that hold a list too, with their numbers of people."""


def find_table(workbook: Workbook, sheet_name: str | None = None) -> TableLayout:
    """The list to import: on the named sheet, else the best one of the visible sheets, else of the hidden ones.

    Raises ``InvalidInput`` naming the sheets when there is none.
    """
    sheets = [sheet for sheet in workbook.sheets if sheet_name is None or sheet.name == sheet_name]
    if not sheets:
        names = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets)
        raise InvalidInput(f"Tệp không có trang tính “{sheet_name}”. Các trang: {names}.")
    found = [table for sheet in sheets if (table := find_on(sheet, workbook.fonts)) is not None]
    # visible before hidden, filled before empty, an example sheet last; then the best headings; else the workbook's order
    found.sort(
        key=lambda table: (table.sheet.visible, not _is_example(table), bool(table.data_rows), table.score),
        reverse=True,
    )
    if not found:
        if all(not sheet.rows for sheet in sheets):
            raise InvalidInput("Tệp không có ô nào có chữ, không có gì để nhập.")
        raise InvalidInput(
            "Không tìm thấy dòng tiêu đề có cột “Họ và tên”. Hãy kiểm tra trang tính, hoặc dùng Tệp mẫu."
        )
    if not found[0].data_rows:
        raise InvalidInput(f"Trang “{found[0].sheet.name}” có tiêu đề nhưng không có dòng nào dưới tiêu đề.")
    if found[0].sheet.cut:
        raise InvalidInput(
            f"Trang “{found[0].sheet.name}” có ô sau cột thứ {MOST_COLUMNS}. Hãy xoá các cột thừa bên phải danh sách rồi lưu lại."
        )
    others = [table for table in found[1:] if table.sheet.visible and table.data_rows and not _is_example(table)]
    return replace(found[0], others=tuple((table.sheet.name, len(table.data_rows)) for table in others))


def _is_example(table: TableLayout) -> bool:
    return fold(table.sheet.name) in {"vi du", "mau", "example"}


def find_on(sheet: Sheet, fonts: frozenset[str] = frozenset()) -> TableLayout | None:
    """The list on a sheet, or ``None`` when no row has the heading of a name."""
    rows = sheet.rows
    if not rows:
        return None
    head: list[list[object]] = [list(row) for row in rows[: DEEPEST_HEADING_ROW + MOST_HEADING_ROWS]]
    detected = detect([cell for row in head for cell in row if isinstance(cell, str)], fonts).encoding
    # one column of names in an old encoding says nothing about the headings: read as they are, they come first
    encodings = dict.fromkeys(("unicode", detected))
    found = [(encoding, *tried) for encoding in encodings if (tried := _best_in(sheet, head, encoding)) is not None]
    if not found:
        return None
    encoding, texts, best = max(found, key=lambda one: one[2][0])
    score, top, height, paths = best
    columns = tuple(ColumnHead(place + 1, path) for place, path in enumerate(paths) if path)
    lines = [" ".join(str(cell) for cell in row if cell) for row in texts[:top]]
    office_lines = tuple(row[0] for row in texts[:top] if row[0])[:3]
    leafs = frozenset(squeeze(column.path[-1]) for column in columns)
    heads = {column.col: squeeze(column.path[-1]) for column in columns}
    marks = Marks(_column_of(columns, "full_name"), _column_of(columns, "index"), leafs, encoding, heads)
    rows_of = sorted_rows(sheet, top + height, marks)
    view = view_of(sheet, columns, rows_of.data, marks.name_col)
    return TableLayout(
        view.sheet,
        (top + 1, top + height),
        view.columns,
        tuple(rows_of.data),
        numbering_row=rows_of.numbering,
        section_rows=rows_of.sections,
        section_parents=rows_of.parents,
        total_rows=tuple(rows_of.totals),
        blank_rows=tuple(rows_of.blanks),
        footer_row=rows_of.footer,
        as_of=_as_of(lines),
        office_lines=office_lines,
        score=score,
        folded=view.folded,
        joined=view.joined,
        other_list=rows_of.other_list,
    )


_Block = tuple[int, int, int, list[tuple[str, ...]]]


def _best_in(sheet: Sheet, head: list[list[object]], encoding: str) -> tuple[list[list[str]], _Block] | None:
    width = max(len(row) for row in head)
    texts = [[heading_text(cell, encoding) for cell in [*row, *[None] * (width - len(row))]] for row in head]
    covered = _spread(sheet, texts)
    inner = {
        row
        for merge in sheet.merges
        if merge.bottom - merge.top < MOST_HEADING_ROWS
        for row in range(merge.top, merge.bottom)
    }
    # misspelt headings are looked for only where none is spelt right: it costs a hundred times more
    best = _best_block(texts, covered, inner, fuzzy=False) or _best_block(texts, covered, inner, fuzzy=True)
    return (texts, best) if best is not None else None


def _best_block(
    texts: list[list[str]], covered: set[tuple[int, int]], inner: set[int], *, fuzzy: bool
) -> _Block | None:
    """The heading rows; they never break before an ``inner`` row, one that a merge reaches into from above."""
    best: _Block | None = None
    for top in range(min(DEEPEST_HEADING_ROW, len(texts))):
        if top in inner or not any(texts[top]):
            continue
        for height in range(1, min(MOST_HEADING_ROWS, len(texts) - top) + 1):
            if top + height in inner:
                continue
            paths = _paths(texts, covered, top, height)
            score = _score(paths, fuzzy=fuzzy)
            if score and len(set(texts[top]) - {""}) == 1:
                score -= 1  # the list's title, unless a group heading that explains what is under it
            if score and (best is None or score > best[0]):
                best = (score, top, height, paths)
    return best


def _spread(sheet: Sheet, texts: list[list[str]]) -> set[tuple[int, int]]:
    """Fill merged heading cells to the right and down; the cells that merges cover."""
    covered = set()
    for merge in sheet.merges:
        if merge.top > len(texts) or merge.bottom - merge.top > MOST_HEADING_ROWS:
            continue
        text = texts[merge.top - 1][merge.left - 1] if merge.left <= len(texts[0]) else ""
        for row in range(merge.top - 1, min(merge.bottom, len(texts))):
            for col in range(merge.left - 1, min(merge.right, len(texts[0]))):
                texts[row][col] = text
                covered.add((row, col))
    return covered


def _paths(texts: list[list[str]], covered: set[tuple[int, int]], top: int, height: int) -> list[tuple[str, ...]]:
    paths = []
    for col in range(len(texts[0])):
        path: list[str] = []
        for row in range(top, top + height):
            text = texts[row][col]
            last = row == top + height - 1
            if (
                not text
                and not last
                and (row, col) not in covered
                and any(texts[lower][col] for lower in range(row + 1, top + height))
            ):
                # a group heading written in its first cell only, without merging
                text = next((texts[row][left] for left in range(col - 1, -1, -1) if texts[row][left]), "")
                if left_is_leaf(texts, row, top + height, col):
                    text = ""
            if text and (not path or path[-1] != text):
                path.append(text)
        paths.append(tuple(path))
    return paths


def left_is_leaf(texts: list[list[str]], row: int, end: int, col: int) -> bool:
    """Whether the nearest heading at left on this row is a column of its own (nothing below it)."""
    for left in range(col - 1, -1, -1):
        if texts[row][left]:
            return not any(
                texts[lower][left] and texts[lower][left] != texts[row][left] for lower in range(row + 1, end)
            )
    return True


@lru_cache(maxsize=8192)
def _weight(path: tuple[str, ...], *, fuzzy: bool = True) -> tuple[int, str]:
    target, _ = target_of(path)
    if not target and len(path) > 1:
        # under “Lương cũ” it is nobody's today, and a heading all the same
        target, _ = target_of(path[-1:])
        if target:
            return 1, target
    if not target and path and fuzzy:
        target = target_like(squeeze(path[-1]))[0]
        return (1, target) if target else (0, "")
    return (3, target) if target else (0, "")


def _score(paths: Sequence[tuple[str, ...]], *, fuzzy: bool) -> int:
    """How much a block of rows looks like headings: known columns, a name among them."""
    seen: set[str] = set()
    total = 0
    for path in paths:
        points, target = _weight(path, fuzzy=fuzzy)
        if points and target not in seen:
            seen.add(target)
            total += points
    return total if "full_name" in seen and len(seen) >= FEWEST_COLUMNS else 0


def _column_of(columns: Sequence[ColumnHead], target: str) -> int:
    """The column of a target, the surest one; 0 when there is none."""
    found = [(-points, column.col) for column in columns for points, name in [_weight(column.path)] if name == target]
    return min(found)[1] if found else 0


def _as_of(lines: Sequence[str]) -> date | None:
    for line in lines:
        found = _AS_OF.search(" ".join(fold(line).split()))
        if found:
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                return None
    return None


def cell_at(rows: Sequence[Row], row: int, col: int) -> object:
    """The value of a cell, ``None`` beyond the row's end."""
    line = rows[row - 1]
    return line[col - 1] if col <= len(line) else None
