"""The rows of a table as the text of a worksheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil
from xml.sax.saxutils import escape

from desktop_app.document import Row, Table, Value
from desktop_app.reports.heading import groups_by_row
from desktop_app.reports.shown import printable, short_date

_AWKWARD = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x|^\\s|\\s$|\n")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_TEXT = 32_767
_LINE = 14.0  # points; not every program works out the height of wrapped text by itself
_LEAD = 2.5
_LETTER = 0.84  # a letter's width to that of a figure
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_TRUE_DATE = date(1900, 3, 1)  # Excel believes in 29/02/1900


@dataclass(frozen=True)
class ColumnStyles:
    """The style numbers of one column's cells, by what they hold."""

    text: int
    whole: int
    number: int
    day: int


@dataclass(frozen=True)
class RowWriter:
    """Makes the rows of one table; the first of them has the number ``first_row``."""

    first_row: int
    letters: Sequence[str]
    widths: Sequence[float]  # in characters
    styles: Sequence[ColumnStyles]
    group_style: int

    def texts(self, table: Table) -> Iterator[str]:
        """Every row and group line, in order."""
        groups = groups_by_row(table)
        number = self.first_row
        for place, row in enumerate(table.rows):
            for group in groups.get(place, ()):
                yield self._group(number, group.text)
                number += 1
            yield self._row(number, row)
            number += 1

    def _row(self, number: int, row: Row) -> str:
        cells = [
            f'<c r="{letter}{number}" {_content(value, style)}'
            for letter, value, style in zip(self.letters, row, self.styles, strict=True)
        ]
        lines = 1
        for value, width in zip(row, self.widths, strict=True):
            if isinstance(value, str) and (len(value) > width or "\n" in value):
                lines = max(lines, lines_of(value, width, _LETTER))
        return f'<row r="{number}" ht="{lines * _LINE + _LEAD:g}" customHeight="1">{"".join(cells)}</row>'

    def _group(self, number: int, text: str) -> str:
        style = self.group_style
        head = f'<c r="{self.letters[0]}{number}" s="{style}" t="inlineStr"><is>{_text(text)}</is></c>'
        rest = "".join(f'<c r="{letter}{number}" s="{style}"/>' for letter in self.letters[1:])
        lines = lines_of(text, sum(self.widths), 1.0)
        return f'<row r="{number}" ht="{lines * _LINE + _LEAD:g}" customHeight="1">{head}{rest}</row>'


@dataclass(frozen=True)
class Sheet:
    """A laid out worksheet that waits for its rows; ``foot_row`` is the first row after them."""

    rows: RowWriter
    foot_row: int


@lru_cache(maxsize=20_000)
def lines_of(text: str, room: float, wide: float) -> int:
    """About how many lines a text takes in a room of so many characters; ``wide`` is its letters' width to plain ones."""
    lines = 0
    for part in text.split("\n"):
        used = 0.0
        lines += 1
        for word in part.split():
            length = len(word) * wide
            if used and used + length > room:
                lines += 1
                used = 0.0
            lines += max(0, ceil(length / room) - 1)
            used += length + wide
    return lines


def _content(value: Value, style: ColumnStyles) -> str:
    # the kind of cell is ours to say: a text that begins with =, +, - or @ stays a text
    if value is None or value == "":
        return f's="{style.text}"/>'
    if isinstance(value, str):
        return f's="{style.text}" t="inlineStr"><is>{_text(value)}</is></c>'
    if isinstance(value, date):
        if value < _FIRST_TRUE_DATE:
            return f's="{style.text}" t="inlineStr"><is>{_text(short_date(value))}</is></c>'
        return f's="{style.day}"><v>{value.toordinal() - _EPOCH}</v></c>'
    return f's="{style.number if isinstance(value, Decimal) else style.whole}"><v>{value}</v></c>'


def _text(text: str) -> str:
    if not _AWKWARD.search(text):
        return f"<t>{text}</t>"
    kept = _LOOKS_ESCAPED.sub("_x005F_", printable(text)).replace("\r\n", "\n").replace("\r", "\n")
    return f'<t xml:space="preserve">{escape(kept[:_LONGEST_TEXT])}</t>'
