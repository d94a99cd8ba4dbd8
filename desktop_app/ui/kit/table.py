"""Tables described as data: keys first, rows fetched when they are painted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Any]], Sequence[Any]]
BLOCK = 48  # rows fetched at once: a little more than a screen
_KEPT = 1536  # rows kept in memory


class Column(NamedTuple, Generic[R]):
    """One column: what is shown of a row, and how; ``width`` in characters, ``tone`` a tone of the palette or nothing."""

    name: str
    title: str
    text: Callable[[R], str]
    width: float = 16
    align: Literal["left", "right"] = "left"
    weight: int = 400
    date: bool = False
    stretch: bool = True
    tone: Callable[[R], str] | None = None
    # what a list of rich rows draws besides (kit/rich_table.py)
    second: Callable[[R], str] | None = None  # a second line; one that begins with § is the law's
    second_ink: Callable[[R], str] | None = None  # the tone of the second line
    ink: Callable[[R], str] | None = None  # the tone of the first line alone, the ground stays
    chip: Callable[[R], str] | None = None  # the text is a chip of this tone; "" is the grey one
    icon: Callable[[R], tuple[str, str]] | None = None  # an icon and its token, in place of a text
    bar: Callable[[R], tuple[float, float, str] | None] | None = None  # under the text: share gone, its mark, its tone
    key: str = ""  # the key that does it, under the text of the row the keyboard is on


class Heading(NamedTuple):
    """A line across a list of rich rows: the name of the group that follows, what is to be said of it, its tone."""

    text: str
    note: str = ""
    tone: str = ""


class TableModel(QAbstractTableModel):
    """Keys in, cells out; ``fetch(keys)`` gives the rows of a block in the order of its keys.

    ``set_keys(keys, places)`` shows only the keys at these places, so that narrowing copies nothing.
    """

    def __init__(self, columns: Sequence[Column[Any]], fetch: Fetch) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._keys: Sequence[Any] = ()
        self._places: Sequence[int] | None = None
        self._headings: Sequence[Heading] = ()
        self._rows: dict[Any, Any] = {}
        self._cells: dict[Any, tuple[str, ...]] = {}

    # --- what is shown --------------------------------------------------------------------------------------------

    def set_keys(
        self, keys: Sequence[Any], places: Sequence[int] | None = None, headings: Sequence[Heading] = ()
    ) -> None:
        """Show these keys, or those of them at ``places``; rows already fetched stay.

        The n-th of ``headings`` stands where a place is ``-1 - n``.
        """
        self.beginResetModel()
        self._keys, self._places, self._headings = keys, places, headings
        self.endResetModel()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are all at hand; their places are their keys."""
        self.beginResetModel()
        self._keys, self._places, self._headings = range(len(rows)), None, ()
        self._rows = dict(enumerate(rows))
        self._cells.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._cells.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Fetch every row anew at the next painting, after a change."""
        self._rows.clear()
        self._cells.clear()

    @property
    def has_headings(self) -> bool:
        """Whether headings stand among the lines."""
        return bool(self._headings)

    def heading(self, row: int) -> Heading | None:
        """The heading on a line, if it is one."""
        place = self._places[row] if self._headings and self._places is not None else 0
        return self._headings[-1 - place] if place < 0 else None

    def key(self, row: int) -> Any:
        """The key of a line; ``None`` for a heading."""
        place = row if self._places is None else self._places[row]
        return self._keys[place] if place >= 0 else None

    def keys(self) -> Iterator[Any]:
        """All keys shown, in order."""
        if self._places is None:
            return iter(self._keys)
        return (self._keys[place] for place in self._places if place >= 0)

    def count(self) -> int:
        """How many keys are shown."""
        return self.rowCount() - len(self._headings)

    def row_of(self, key: Any) -> int:
        """Where a key is shown; -1 when it is not."""
        if self._headings and self._places is not None:
            return next((row for row, n in enumerate(self._places) if n >= 0 and self._keys[n] == key), -1)
        return next((row for row, shown in enumerate(self.keys()) if shown == key), -1)

    def row(self, row: int) -> Any:
        """The row on a line; ``None`` for a heading, and when the register no longer holds it."""
        key = self.key(row)
        if key is None:
            return None
        if key not in self._rows:
            self._fetch_around(row)
        return self._rows[key]

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a line, one for each column; a heading's own in the first."""
        heading = self.heading(row)
        if heading is not None:
            return (f"{heading.text}: {heading.note}", *("" for _ in self.columns[1:]))
        key = self.key(row)
        found = self._cells.get(key)
        if found is None:
            data = self.row(row)
            found = tuple("" if data is None else column.text(data) for column in self.columns)
            self._cells[key] = found
        return found

    def _fetch_around(self, row: int) -> None:
        if len(self._rows) > _KEPT:
            self.forget()
        start = row - row % BLOCK
        wanted = [self.key(place) for place in range(start, min(start + BLOCK, self.rowCount()))]
        wanted = [key for key in wanted if key is not None and key not in self._rows]
        fetched = self._fetch(wanted)
        if len(fetched) == len(wanted):
            self._rows.update(zip(wanted, fetched, strict=True))
            return
        self._rows.update(dict.fromkeys(wanted))  # somebody was taken out meanwhile: ask one by one
        for key in wanted:
            alone = self._fetch([key])
            self._rows[key] = alone[0] if alone else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if self._headings and index.isValid() and self.heading(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    # --- what Qt asks ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of lines."""
        return 0 if parent.isValid() else len(self._keys if self._places is None else self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; what the eye needs beyond it the delegate takes from the column."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} and index.isValid():
            return self.cells(index.row())[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{column.title}: bấm để xếp theo cột này, kéo để đổi chỗ"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
