"""Hồ sơ như đã biết ngày…: which day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.ui.kit.dates import DateField
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.widgets import label, line


def ask_day(parent: QWidget, today: date, on_given: Callable[[date], None]) -> QDialog:
    """Ask for a day that has been."""
    made, layout = dialog(parent, "Hồ sơ như đã biết ngày…", 460, icon="clock-counter-clockwise")
    layout.addWidget(label("Xem lại sổ đã ghi gì về người này đến hết một ngày, trước mọi sửa đổi về sau.", wrap=True))
    row = line()
    row.addWidget(label("Ngày"))
    day = DateField(today, "Ngày muốn xem lại")
    row.addWidget(day)
    row.addStretch(1)
    layout.addLayout(row)
    problem = label(" ", "error", wrap=True)
    layout.addWidget(problem)
    day.refused.connect(problem.setText)

    def carry_out() -> None:
        if day.day() > today:
            problem.setText("Ngày này chưa đến.")
            day.setFocus()
            return
        made.accept()
        on_given(day.day())

    foot(made, "Xem", carry_out)
    made.open()
    day.setFocus()
    day.selectAll()
    return made
