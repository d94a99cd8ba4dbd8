"""Thùng rác: files removed whole, who, when and why, and their way back."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.services.person.adding import Removed
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import label

_COLUMNS: tuple[Column[Removed], ...] = (
    Column("name", "Họ và tên", lambda row: row.name, 22, weight=500),
    Column("at", "Lúc", lambda row: row.at, 15, stretch=False),
    Column("actor", "Người xoá", lambda row: row.actor, 12),
    Column("reason", "Lý do", lambda row: row.reason, 34),
)


class BinDialog(DeedDialog):
    """``chosen`` is the file that is to come back."""

    def __init__(self, parent: QWidget, rows: Sequence[Removed]) -> None:
        super().__init__(parent, "Thùng rác", "Khôi phục", subtitle="hồ sơ đã xoá", icon="trash", width=780)
        self.only_closes()
        self.body.addWidget(label("Khôi phục là hoàn tác thao tác đã xoá; hồ sơ trở lại nguyên vẹn.", "dim", wrap=True))
        self.table = RichTable(_COLUMNS, "Các hồ sơ đã xoá", lines=1)
        self.table.setMinimumHeight(look().px(300))
        self.body.addWidget(self.table)
        self._with = label("", "small", wrap=True)
        self.body.addWidget(self._with)
        self._rows = rows
        self.table.row_changed.connect(lambda _row: self._tell())
        self.table.opened.connect(lambda _key: self.done_asked.emit())
        self.table.set_rows(rows)
        self._tell()

    @property
    def chosen(self) -> Removed | None:
        """The file the keyboard is on."""
        row: Removed | None = self.table.current_row()
        return row

    def _tell(self) -> None:
        row = self.chosen
        together = [one.name for one in self._rows if row is not None and one.operation == row.operation and one != row]
        text = f"Xoá cùng lúc, sẽ trở lại cùng lúc: {', '.join(together)}." if together else ""
        self._with.setText("" if self._rows else "Thùng rác trống: chưa hồ sơ nào bị xoá.")
        if text:
            self._with.setText(text)
        self.action.setEnabled(row is not None)


def show_bin(parent: QWidget, rows: Sequence[Removed], on_back: Callable[[Removed], Any]) -> BinDialog:
    """Show the bin; ``on_back`` gets the file that is to come back."""
    made = BinDialog(parent, rows)

    def carry_out() -> None:
        row = made.chosen
        if row is not None:
            made.accept()
            on_back(row)

    made.done_asked.connect(carry_out)
    made.open()
    made.table.setFocus()
    return made
