"""Where the list lies on the sheet: heading rows, sections, totals, signature block, and the rows of people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from db.text import fold, nfc
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.grid import Row, Sheet, Workbook
from desktop_app.services.intake.headings import ColumnHead, squeeze, target_like, target_of
from desktop_app.services.intake.legacy import decode, detect

DEEPEST_HEADING_ROW = 30
MOST_HEADING_ROWS = 4
FEWEST_COLUMNS = 2
_AS_OF = re.compile(r"tinh den(?: het)? (?:ngay )?(\d{1,2})(?: thang |[/.-])(\d{1,2})(?: nam |[/.-])(\d{4})")
_NUMBERED = re.compile(r"^(?:[IVXL]+|[A-ZĐ]|\d{1,3}|[a-zđ])\s*[.)/:-]\s*(?=\S)")
_ROMAN = re.compile(r"^[IVXL]+$")
_SIGNATURE = (
    "nguoi lap", "lap bang", "lap bieu", "thu truong", "ky, dong dau", "ky, ho ten", "ky ten", "ky va ghi", "ke toan",
    "t/m", "tm.", "kt.", "xac nhan cua", "chu tich", "truong phong", "giam doc", "hieu truong", "nguoi ky", "an dinh danh sach",
)  # fmt: skip
_TOTAL = re.compile(r"^(tong cong|tong so|tong|cong)\b")
_DATE_LINE = re.compile(r"ngay .{0,6}thang .{0,6}nam")


@dataclass(frozen=True)
class TableLayout:
    """One list found on a sheet; rows and columns are 1-based as Excel shows them."""

    sheet: Sheet
    header: tuple[int, int]
    columns: tuple[ColumnHead, ...]
    data_rows: tuple[int, ...]
    numbering_row: int | None = None
    section_rows: dict[int, str] = field(default_factory=dict)
    total_rows: tuple[int, ...] = ()
    blank_rows: tuple[int, ...] = ()
    footer_row: int | None = None
    as_of: date | None = None
    office_lines: tuple[str, ...] = ()
    score: int = 0


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
    return found[0]


def _is_example(table: TableLayout) -> bool:
    return fold(table.sheet.name) in {"vi du", "mau", "example"}


def tables(workbook: Workbook) -> list[TableLayout]:
    """Every sheet's list, for the clerk to choose from."""
    return [table for sheet in workbook.sheets if (table := find_on(sheet, workbook.fonts)) is not None]


def find_on(sheet: Sheet, fonts: frozenset[str] = frozenset()) -> TableLayout | None:
    """The list on a sheet, or ``None`` when no row has the heading of a name."""
    rows = sheet.rows
    if not rows:
        return None
    head = [list(row) for row in rows[: DEEPEST_HEADING_ROW + MOST_HEADING_ROWS]]
    width = max(len(row) for row in head)
    encoding = detect([cell for row in head for cell in row if isinstance(cell, str)], fonts).encoding
    texts = [[_heading_text(cell, encoding) for cell in [*row, *[None] * (width - len(row))]] for row in head]
    covered = _spread(sheet, texts)
    # misspelt headings are looked for only where none is spelt right: it costs a hundred times more
    best = _best_block(texts, covered, fuzzy=False) or _best_block(texts, covered, fuzzy=True)
    if best is None:
        return None
    score, top, height, paths = best
    columns = tuple(ColumnHead(place + 1, path) for place, path in enumerate(paths) if path)
    lines = [" ".join(str(cell) for cell in row if cell) for row in texts[:top]]
    office_lines = tuple(row[0] for row in texts[:top] if row[0])[:3]
    table = _classified(sheet, (top + 1, top + height), columns, encoding)
    return replace(table, as_of=_as_of(lines), office_lines=office_lines, score=score)


def _best_block(
    texts: list[list[str]], covered: set[tuple[int, int]], *, fuzzy: bool
) -> tuple[int, int, int, list[tuple[str, ...]]] | None:
    best: tuple[int, int, int, list[tuple[str, ...]]] | None = None
    for top in range(min(DEEPEST_HEADING_ROW, len(texts))):
        if not any(texts[top]):
            continue
        for height in range(1, min(MOST_HEADING_ROWS, len(texts) - top) + 1):
            paths = _paths(texts, covered, top, height)
            score = _score(paths, fuzzy=fuzzy)
            if score and (best is None or score > best[0]):
                best = (score, top, height, paths)
    return best


def _heading_text(cell: object, encoding: str) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    text = " ".join(nfc(str(cell)).split())
    return decode(text, encoding) if encoding != "unicode" else text


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


def _classified(sheet: Sheet, header: tuple[int, int], columns: tuple[ColumnHead, ...], encoding: str) -> TableLayout:
    name_col = next(col.col for col in columns if _weight(col.path)[1] == "full_name")
    index_col = next((col.col for col in columns if _weight(col.path)[1] == "index"), 0)
    leafs = {squeeze(col.path[-1]) for col in columns}
    wide = {merge.top for merge in sheet.merges if merge.right - merge.left >= 2}  # noqa: PLR2004 - spans three columns
    data: list[int] = []
    blanks: list[int] = []
    sections: dict[int, str] = {}
    totals: list[int] = []
    numbering: int | None = None
    footer: int | None = None
    waiting: list[int] = []
    for number in range(header[1] + 1, len(sheet.rows) + 1):
        row = sheet.rows[number - 1]
        if _is_plainly_a_person(row, name_col, index_col):
            blanks += waiting
            waiting = []
            data.append(number)
            continue
        filled = [(place + 1, cell) for place, cell in enumerate(row) if cell is not None and str(cell).strip()]
        if not filled:
            waiting.append(number)
            continue
        if number <= header[1] + 2 and not data and _is_numbering(filled):
            numbering = number
            continue
        kind, text = _row_kind(filled, name_col, index_col, wide=number in wide, leafs=leafs, encoding=encoding)
        if kind == "footer" and data:
            footer = number
            break
        blanks += waiting
        waiting = []
        if kind == "section":
            sections[number] = text
        elif kind == "total":
            totals.append(number)
        elif kind == "data":
            data.append(number)
    return TableLayout(
        sheet,
        header,
        columns,
        tuple(data),
        numbering_row=numbering,
        section_rows=sections,
        total_rows=tuple(totals),
        blank_rows=tuple(blanks),
        footer_row=footer,
    )


def _is_plainly_a_person(row: Row, name_col: int, index_col: int) -> bool:
    """A row with a number, a name and much else; told at once, because nearly every row is one."""
    if not index_col or len(row) < max(name_col, index_col) or type(row[index_col - 1]) is not int:
        return False
    return isinstance(row[name_col - 1], str) and len(row) - row.count(None) > 6  # noqa: PLR2004 - more than a signature block


def _is_numbering(filled: list[tuple[int, object]]) -> bool:
    texts = [str(cell).strip("() ") for _, cell in filled]
    counters = [text for text in texts if re.fullmatch(r"\d{1,3}(?:\s*[=+].*)?|[A-Za-z]", text)]
    return len(texts) > 2 and len(counters) == len(texts) and len(set(texts)) == len(texts)  # noqa: PLR2004 - two may be data


def _row_kind(
    filled: list[tuple[int, object]], name_col: int, index_col: int, *, wide: bool, leafs: set[str], encoding: str
) -> tuple[str, str]:
    """``data``, ``section``, ``total``, ``footer`` or ``header`` (repeated), with the section's text."""
    texts = [(col, _heading_text(cell, encoding)) for col, cell in filled]
    distinct = list(dict.fromkeys(text for _, text in texts))
    folded = [fold(text) for text in distinct]
    if len(distinct) <= 6:  # noqa: PLR2004 - a signature block has few cells
        if any(_DATE_LINE.search(text) for text in folded) or any(text.startswith(_SIGNATURE) for text in folded):
            return "footer", ""
        first = next((text for text in folded if not text.isdigit()), "")
        if _TOTAL.match(first):
            return "total", ""
    if len(distinct) > 2 and sum(squeeze(text) in leafs for text in distinct) >= max(2, len(distinct) * 0.6):  # noqa: PLR2004 - most of them
        return "header", ""
    if len(distinct) == 1:
        col, text = texts[0]
        bare = _NUMBERED.sub("", text).strip()
        if wide or col < name_col or (col == name_col and (bare != text or index_col)):
            return "section", bare or text
    if len(distinct) == 2 and _ROMAN.match(distinct[0]) and texts[0][0] < name_col + 1:  # noqa: PLR2004 - mark and text
        return "section", _NUMBERED.sub("", distinct[1]).strip()
    return "data", ""


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
