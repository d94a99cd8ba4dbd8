"""Beside the preview: which column went where, and the way back to change it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.targets import TARGETS
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.widgets import button, column, label, line

_COLUMNS = (
    Column[MappedColumn]("col", "Cột", lambda one: column_letters(one.col), 4, stretch=False),
    Column[MappedColumn]("heading", "Tiêu đề Excel", lambda one: one.heading, 12),
    Column[MappedColumn](
        "target", "Trường hồ sơ", lambda one: TARGETS[one.target].label if one.target else "Không nhập", 14,
        ink=lambda one: "" if one.target else "warn",
    ),
)  # fmt: skip


class MappingCard(QFrame):
    """The columns of the file in its order; ``change_asked`` when the clerk wants to map anew."""

    change_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = column(self, margins=(1, 8, 1, 1), gap=6)
        head = line(margins=(14, 0, 8, 0), gap=8)
        head.addWidget(label("Ghép cột", "title"))
        self._count = label("", "small")
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(
            button("Sửa", self.change_asked.emit, kind="quiet", icon="pencil-simple", tip="Ghép cột khác đi")
        )
        layout.addLayout(head)
        self.list = RichTable(_COLUMNS, "Cột nào vào trường nào", lines=1)
        layout.addWidget(self.list, 1)

    def show_mapping(self, mapping: tuple[MappedColumn, ...]) -> None:
        """Show where the columns go; the current line stays."""
        if self.list.rows() != list(mapping):
            self.list.set_rows(mapping)
        self._count.setText(f"{sum(bool(one.target) for one in mapping)}/{len(mapping)} cột")
