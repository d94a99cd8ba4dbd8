"""How the clerk arranged the list: columns, their order and widths, and what it is sorted by; remembered."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop_app.reports.lists.roster_columns import BY_NAME, DEFAULT_COLUMNS
from desktop_app.services.preferences import Preferences
from desktop_app.services.roster_types import ORDER_OF, RosterRow
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.roster.columns import shown_column


class Arrangement(QObject):
    """``sorted_anew`` tells that the list is to be read in another order."""

    sorted_anew = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        kept, _, down = preferences.get("roster.sort").partition(" ")
        self.sort, self.descending = (kept, bool(down)) if kept in BY_NAME else ("full_name", False)
        self._list: TableView | None = None

    def columns(self) -> list[Column[RosterRow]]:
        """The columns kept, or those of the beginning."""
        kept = [name for name in self._preferences.get("roster.columns").split(",") if name in BY_NAME]
        return [shown_column(BY_NAME[name]) for name in kept or DEFAULT_COLUMNS]

    def use(self, table: TableView) -> None:
        """Arrange this list from now on."""
        self._list = table
        table.set_manual_widths(json.loads(self._preferences.get("roster.widths", "{}")))
        table.show_sort(self.sort, descending=self.descending)
        table.sort_asked.connect(self.sort_by)
        table.columns_changed.connect(self._on_columns_changed)

    @property
    def asked(self) -> str:
        """The name of the order, as the service knows it."""
        return ORDER_OF.get(self.sort, self.sort)

    def said(self) -> str:
        """The order in words."""
        return f"{BY_NAME[self.sort].title.lower()} ({'Y → A' if self.descending else 'A → Y'})"

    def state(self) -> tuple[Sequence[str], str, bool]:
        """The names of the columns shown, the one sorted by, and whether descending."""
        return self.names(), self.sort, self.descending

    def names(self) -> list[str]:
        """The names of the columns shown, from left to right."""
        return [shown.name for shown in self._list.shown_columns()] if self._list is not None else []

    def sort_by(self, name: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Sort by a column, and remember it."""
        self.sort, self.descending = name, descending
        self._preferences.put("roster.sort", f"{name} desc" if descending else name)
        self._mark()
        self.sorted_anew.emit()

    def choose(self, names: Sequence[str]) -> None:
        """Show these columns, and remember it."""
        self._preferences.put("roster.columns", ",".join(names))
        if self._list is not None:
            self._list.show_columns([shown_column(BY_NAME[name]) for name in names])
        self._mark()

    def take(self, names: Sequence[str], sort: str, *, descending: bool) -> None:
        """Show these columns in this order, as a saved list wants it; what nobody knows is passed over."""
        known = [name for name in names if name in BY_NAME]
        if known:
            self.choose(known)
        if sort in BY_NAME:
            self.sort, self.descending = sort, descending
        self._mark()

    def toggle(self, name: str, *, on: bool) -> None:
        """Show one more column, or one less."""
        names = self.names()
        self.choose([*names, name] if on else [one for one in names if one != name])

    def _mark(self) -> None:
        if self._list is not None:
            self._list.show_sort(self.sort, descending=self.descending)

    def _on_columns_changed(self) -> None:
        self._preferences.put("roster.columns", ",".join(self.names()))
        if self._list is not None:
            self._preferences.put("roster.widths", json.dumps(self._list.manual_widths))
