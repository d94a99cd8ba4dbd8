"""Lịch sử: the last operations, newest first, and one of them taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.services.history import OperationRow, local_time
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import label

_COLUMNS: tuple[Column[OperationRow], ...] = (
    Column("seq", "Số", lambda row: str(row.seq), 6, align="right", stretch=False),
    Column("at", "Lúc", lambda row: local_time(row.at), 17, stretch=False),
    Column("actor", "Người làm", lambda row: row.actor, 12),
    Column("summary", "Thao tác", lambda row: row.summary, 56, weight=500),
)


def show_history(parent: QWidget, operations: Sequence[OperationRow], on_undo: Callable[[str], None]) -> QDialog:
    """Show the operations; ``on_undo`` gets the id of the one to take back."""
    made, layout = dialog(parent, "Lịch sử và hoàn tác", 860, icon="clock-counter-clockwise")
    told = "Mỗi dòng là một thao tác trọn vẹn. Hoàn tác là thao tác mới; không có gì bị xoá khỏi nhật ký."
    layout.addWidget(label(told, "dim", wrap=True))
    table = RichTable(_COLUMNS, "Các thao tác đã ghi", lines=1)
    table.setMinimumHeight(look().px(340))
    layout.addWidget(table, 1)

    def carry_out() -> None:
        row = table.current_row()
        if row is not None:
            made.accept()
            on_undo(row.id)

    act = foot(made, "Hoàn tác thao tác này", carry_out, "Đóng")
    act.setEnabled(False)
    table.row_changed.connect(lambda row: act.setEnabled(row is not None))
    table.set_rows(list(reversed(operations)))
    made.open()
    table.setFocus()
    return made
