"""What happened to a file, and where its data came from: two tables."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.services.person.trail import SourceCell, TrailRow
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.table import Column, TableModel
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.widgets import button, column, frame, label, line


def _what(row: TrailRow) -> str:
    return row.label if row.record == "person" else f"{row.title}: {row.label}"


_TRAIL = (
    Column[TrailRow]("at", "Lúc", lambda row: row.at, width=17, stretch=False),
    Column[TrailRow]("actor", "Ai", lambda row: row.actor, width=10),
    Column[TrailRow]("verb", "Việc", lambda row: row.verb, width=9),
    Column[TrailRow]("label", "Mục", _what, width=23),
    Column[TrailRow]("before", "Trước", lambda row: row.before.replace("\n", " "), width=21),
    Column[TrailRow]("after", "Sau", lambda row: row.after.replace("\n", " "), width=23, weight=500),
    Column[TrailRow]("cell", "Lý do, ô Excel", lambda row: row.reason or row.cell, width=20),
)
_SOURCES = (
    Column[SourceCell]("file", "Tệp", lambda cell: cell.file, width=24),
    Column[SourceCell]("sheet", "Trang", lambda cell: cell.sheet, width=12),
    Column[SourceCell]("place", "Ô", lambda cell: f"{cell.letters}{cell.row}", width=8),
    Column[SourceCell]("heading", "Tiêu đề cột", lambda cell: cell.heading, width=22),
    Column[SourceCell]("value", "Nguyên văn", lambda cell: cell.value, width=28, weight=500),
    Column[SourceCell]("label", "Ghi vào mục", lambda cell: cell.label or "chỉ giữ ở nguồn", width=20),
)


class _Listing(QFrame):
    """A card with a table, or one sentence why there is nothing."""

    def __init__(self, columns: Any, name: str, nothing: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = column(self, margins=(1, 8, 1, 1), gap=6)
        self.model = TableModel(columns, lambda _keys: ())
        self.table = TableView(self.model, name)
        self.table.horizontalHeader().setSectionsClickable(False)
        self._nothing = label(nothing, "dim", wrap=True)
        self._nothing.setContentsMargins(14, 14, 14, 14)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        self.model.set_rows(rows)
        self._nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))


class SourcesView(_Listing):
    """Every cell the file was imported from, word for word."""

    def __init__(self) -> None:
        super().__init__(_SOURCES, "Nguồn của hồ sơ", "Hồ sơ này không nhập từ tệp nào; mọi mục do người gõ vào.")


class TrailView(_Listing):
    """Field by field; ``undo_asked`` tells the operation of the current row, ``known_asked`` asks for an earlier day."""

    undo_asked = Signal(object)
    known_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_TRAIL, "Lịch sử sửa", "Nhật ký chưa ghi gì về hồ sơ này.")
        foot: QWidget = frame("foot")
        deeds = Flow(gap=8)
        line(foot, margins=(14, 8, 14, 8)).addWidget(deeds)
        deeds.add(
            button("Hồ sơ như đã biết ngày…", self.known_asked.emit, icon="clock-counter-clockwise", key="Ctrl+H")
        )
        self._undo = button("Hoàn tác thao tác này", self._on_undo, icon="arrow-u-up-left")
        self._undo.setToolTip("Mỗi dòng là một mục; hoàn tác lấy lại cả thao tác")
        deeds.add(self._undo)
        self.body.addWidget(foot)
        self.table.current_changed.connect(lambda _key: self._undo.setEnabled(self.current() is not None))
        self._undo.setEnabled(False)

    def current(self) -> TrailRow | None:
        """The current row."""
        place = self.table.currentIndex().row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _on_undo(self) -> None:
        row = self.current()
        if row is not None:
            self.undo_asked.emit(row.operation)
