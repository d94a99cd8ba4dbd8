"""Lịch sử: the last operations, newest first, and one of them taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QTableView, QWidget

from desktop_app.services.history import OperationRow, local_time
from desktop_app.ui.kit.dialogs import dialog, foot


def show_history(parent: QWidget, operations: Sequence[OperationRow], on_undo: Callable[[str], None]) -> QDialog:
    """Show the operations; ``on_undo`` gets the id of the one to take back."""
    made, layout = dialog(parent, "Lịch sử và hoàn tác", 860)
    words = QLabel("Mỗi dòng là một thao tác trọn vẹn. Hoàn tác là thao tác mới; không có gì bị xoá khỏi nhật ký.")
    words.setProperty("kind", "dim")
    words.setWordWrap(True)
    layout.addWidget(words)
    newest = list(reversed(operations))
    model = QStandardItemModel(0, 4, made)
    model.setHorizontalHeaderLabels(["Số", "Lúc", "Người làm", "Thao tác"])
    for operation in newest:
        texts = (str(operation.seq), local_time(operation.at), operation.actor, operation.summary)
        model.appendRow([QStandardItem(text) for text in texts])
    table = QTableView()
    table.setAccessibleName("Các thao tác đã ghi")
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setMinimumHeight(340)
    header = table.horizontalHeader()
    for place, width in enumerate((56, 150, 130)):
        header.resizeSection(place, width)
    header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    layout.addWidget(table, 1)

    def carry_out() -> None:
        row = table.currentIndex().row()
        if row >= 0:
            made.accept()
            on_undo(newest[row].id)

    act = foot(layout, made, "Hoàn tác thao tác này", carry_out)
    act.setEnabled(False)
    table.selectionModel().currentRowChanged.connect(lambda index, _old: act.setEnabled(index.isValid()))
    if newest:
        table.selectRow(0)
    made.open()
    table.setFocus()
    return made
