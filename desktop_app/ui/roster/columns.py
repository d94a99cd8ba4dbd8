"""Which columns the list shows, in which order, and by which it is sorted."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from desktop_app.reports.lists.roster_columns import BY_NAME, DEFAULT_COLUMNS, RosterColumn
from desktop_app.services.roster_types import RosterRow
from desktop_app.ui.kit.table import Column


def shown_column(made: RosterColumn) -> Column[RosterRow]:
    """A column of the papers as the screen's table draws it."""
    right = made.kind in {"number", "whole", "index"}
    return Column(
        made.name,
        made.title,
        made.text,
        width=made.width,
        align="right" if right else "left",
        weight=500 if made.name == "full_name" else 400,
        date=made.kind == "date",
    )


class ColumnsMenu(QMenu):
    """The menu of the button "Cột"; it reads what is shown each time it opens."""

    def __init__(
        self,
        parent: QWidget,
        state: Callable[[], tuple[Sequence[str], str, bool]],
        on_chosen: Callable[[Sequence[str]], None],
        on_sorted: Callable[[str, bool], None],
    ) -> None:
        """``state`` gives the names shown, the name sorted by, and whether descending."""
        super().__init__(parent)
        self._state, self._on_chosen, self._on_sorted = state, on_chosen, on_sorted
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Put the entries in, as things stand."""
        self.clear()
        names, sort, descending = self._state()
        self.addAction("Chọn và sắp cột…").triggered.connect(lambda _=False: self.open_chooser())
        self.addAction("Về các cột ban đầu").triggered.connect(lambda _=False: self._on_chosen(DEFAULT_COLUMNS))
        self.addSeparator()
        heading = self.addAction("Xếp theo")
        heading.setEnabled(False)
        group = QActionGroup(self)
        for name in names:
            action = self._tick(BY_NAME[name].title, on=name == sort)
            group.addAction(action)
            action.triggered.connect(lambda _=False, chosen=name: self._on_sorted(chosen, False))
        self.addSeparator()
        self._tick("Xếp ngược (Y → A)", on=descending).triggered.connect(
            lambda _=False: self._on_sorted(sort, not descending)
        )

    def _tick(self, text: str, *, on: bool) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def open_chooser(self) -> QDialog:
        """Choose and order columns."""
        from desktop_app.ui.roster.column_chooser import ColumnsDialog

        names, _, _ = self._state()
        window = self.parentWidget()
        return ColumnsDialog(window, names, self._on_chosen).made
