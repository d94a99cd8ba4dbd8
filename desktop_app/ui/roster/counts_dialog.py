"""Nhóm và đếm: the counts of each group of the list shown; copied, written as a file, or the list itself put in groups."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from db.text import dotted
from desktop_app.services.roster_types import GROUP_NAMES, GroupRow
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, label, line

_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column("title", "Nhóm", lambda row: row.title, 40, weight=500),
    Column("people", "Số người", lambda row: str(row.people), 8, align="right"),
    Column("women", "Nữ", lambda row: str(row.women), 8, align="right"),
    Column("party", "Đảng viên", lambda row: str(row.party), 8, align="right"),
    Column("share", "Tỉ lệ (%)", lambda row: row.share, 8, align="right"),
)


class CountsDialog(DeedDialog):
    """``by_changed`` asks for the counts by something else; ``export_asked`` for a file of a kind."""

    by_changed = Signal(str)
    export_asked = Signal(str)

    def __init__(self, parent: QWidget, by: str) -> None:
        super().__init__(parent, "Nhóm và đếm", "Xếp danh sách theo nhóm", icon="users-three", width=780)
        self.only_closes()
        head = line()
        head.addWidget(label("Nhóm theo", "field"))
        self.by = QComboBox()
        self.by.setAccessibleName("Nhóm theo")
        for code, name in GROUP_NAMES.items():
            self.by.addItem(name, code)
        self.by.setCurrentIndex(max(self.by.findData(by), 0))
        self.by.currentIndexChanged.connect(lambda _place: self.by_changed.emit(self.chosen))
        head.addWidget(self.by, 1)
        head.addWidget(button("Chép", self.copy, icon="copy", tip="Chép cả bảng đếm"))
        head.addWidget(button("Excel…", lambda: self.export_asked.emit("xlsx"), icon="file-xls"))
        head.addWidget(button("PDF…", lambda: self.export_asked.emit("pdf"), icon="file-pdf"))
        self.body.addLayout(head)
        self.table = RichTable(_COLUMNS, "Số người của từng nhóm", lines=1)
        self.table.setMinimumHeight(look().px(340))
        self.body.addWidget(self.table)
        self.total = label("", "strong")
        self.body.addWidget(self.total, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: tuple[GroupRow, ...] = ()

    @property
    def chosen(self) -> str:
        """By what it is counted."""
        return str(self.by.currentData())

    def show_rows(self, rows: Sequence[GroupRow]) -> None:
        """Show the counts."""
        self.rows = tuple(rows)
        self.table.set_rows(rows)
        people = dotted(sum(row.people for row in rows))
        self.total.setText(f"{len(rows)} nhóm, {people} người")

    def copy(self) -> None:
        """The whole table, as a spreadsheet understands it."""
        lines = ["\t".join(column.title for column in _COLUMNS)]
        lines += ["\t".join(column.text(row) for column in _COLUMNS) for row in self.rows]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
