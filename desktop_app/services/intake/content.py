"""Where a column goes when its heading says one thing and its cells another."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from db.text import fold
from desktop_app.services.catalogs import ranks
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.layout import TableLayout, cell_at
from desktop_app.services.intake.values_text import TICKS

_MOST = 0.8
_RANK_CODE = re.compile(r"\d{1,2}[.,]\d{1,3}[a-z]?\Z|V[.,]?\d{2}[.,]\d{2}[.,]\d{2}\Z")


def settled_by_content(layout: TableLayout, mapping: tuple[MappedColumn, ...]) -> tuple[MappedColumn, ...]:
    """The mapping with columns of codes, names and ticks sent where their cells belong; folded ones marked as such."""
    taken = {column.target for column in mapping}
    made = []
    for column in mapping:
        if column.col in layout.folded:
            column = replace(column, target="", reason=layout.folded[column.col])  # noqa: PLW2901 - one more word about it
        for heading, target, fits, reason in _MOVES:
            if column.target == heading and target not in taken and _mostly(layout, column.col, fits):
                column = replace(column, target=target, reason=reason)  # noqa: PLW2901 - the same column, sent elsewhere
                taken.add(target)
                break
        made.append(column)
    return tuple(made)


def _mostly(layout: TableLayout, col: int, fits: Callable[[str], bool]) -> bool:
    cells: Sequence[Any] = [cell_at(layout.sheet.rows, row, col) for row in layout.data_rows]
    texts = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    return bool(texts) and sum(map(fits, texts)) >= len(texts) * _MOST


@lru_cache(maxsize=1)
def _rank_names() -> frozenset[str]:
    return frozenset(fold(rank.name) for rank in ranks().values())


def _is_code(text: str) -> bool:
    return bool(_RANK_CODE.match(text))


def _is_rank_name(text: str) -> bool:
    return fold(text) in _rank_names()


def _is_tick(text: str) -> bool:
    return fold(text) in TICKS or fold(text) in {"0", "khong", "false"}


_MOVES: tuple[tuple[str, str, Callable[[str], bool], str], ...] = (
    ("rank_name", "rank_code", _is_code, "các ô là mã ngạch"),
    ("rank_code", "rank_name", _is_rank_name, "các ô là tên ngạch"),
    ("party_joined", "party_member", _is_tick, "các ô chỉ đánh dấu đảng viên"),
)
