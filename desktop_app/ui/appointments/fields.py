"""How the fields of the dialog of movements are laid: three columns, the hidden ones leaving no hole."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.kit.typed import Typed


class Rows:
    """Fields laid in three columns, the hidden ones leaving no hole."""

    def __init__(self, grid: QGridLayout, width: Callable[[str], int]) -> None:
        self._grid, self._width = grid, width
        for place in range(3):
            grid.setColumnStretch(place, 1)

    def lay(self, shown: Sequence[tuple[str, Typed]], hidden: Sequence[Typed]) -> None:
        """Put these fields in order; a wide one takes the columns it wants."""
        for one in hidden:
            one.hide()
            self._grid.removeWidget(one)
        row = place = 0
        for name, one in shown:
            span = self._width(name)
            if place + span > 3:  # noqa: PLR2004 - three columns
                row, place = row + 1, 0
            self._grid.addWidget(one, row, place, 1, span)
            one.show()
            place += span
        before: QWidget | None = None
        for _, one in shown:
            focus = one.inner
            if before is not None:
                QWidget.setTabOrder(before, focus)
            before = focus
