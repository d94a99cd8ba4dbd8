"""Bỏ qua, nhắc lại sau, bàn giao, đã làm: what is said of a line of the due list."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.errors import AppError
from desktop_app.services.due import marks
from desktop_app.services.due.rows import DueRow
from desktop_app.ui.kit.dates import DateField
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.widgets import label
from desktop_app.ui.register import Register

_DEEDS = {
    "bo_qua": ("Bỏ qua việc này", "Bỏ qua", "prohibit"),
    "nhac_lai": ("Nhắc lại sau", "Nhắc lại", "clock"),
    "ban_giao": ("Bàn giao cho người khác", "Bàn giao", "user"),
    "da_lam": ("Ghi việc đã làm", "Ghi đã làm", "check-circle"),
}
_LATER = timedelta(days=14)


def show_mark(parent: QWidget, register: Register, row: DueRow, kind: str, then: Callable[[str], None]) -> DeedDialog:
    """Ask what the mark needs, then record it; ``then`` gets a sentence for the message bar."""
    title, deed, icon = _DEEDS[kind]
    made = DeedDialog(parent, title, deed, subtitle=row.about.name, icon=icon, width=560)
    made.body.addWidget(label(row.task.title, "strong", wrap=True))
    day = DateField(register.today + (_LATER if kind == "nhac_lai" else timedelta()), "Ngày", "")
    whom, note = QLineEdit(), QLineEdit()
    if kind in {"nhac_lai", "da_lam"}:
        text = "Nhắc lại từ ngày" if kind == "nhac_lai" else "Đã làm ngày"
        day.setAccessibleName(text)
        made.body.addWidget(label(text, "field"))
        made.body.addWidget(day)
    if kind == "ban_giao":
        whom.setAccessibleName("Bàn giao cho")
        made.body.addWidget(label("Bàn giao cho", "field"))
        made.body.addWidget(whom)
    words = "Lý do (bắt buộc)" if kind == "bo_qua" else "Lời nhắn"
    note.setAccessibleName(words)
    made.body.addWidget(label(words, "field"))
    made.body.addWidget(note)

    def carry_out() -> None:
        change, order = _order(row, kind, day.day(), whom.text(), note.text())
        told = f"Đã ghi: {title[0].lower()}{title[1:]} ({row.about.name or row.task.title})."

        def done(_done: object) -> None:
            made.accept()
            then(told)

        def refused(trouble: AppError) -> None:
            made.refuse(str(trouble))

        said = f"{title}: {row.task.title}"
        register.do("edit", said, change, *order, then=done, refused=refused, reason=note.text().strip())

    made.done_asked.connect(carry_out)
    made.open()
    (whom if kind == "ban_giao" else note if kind == "bo_qua" else day).setFocus()
    return made


def _order(row: DueRow, kind: str, day: date, whom: str, note: str) -> tuple[Callable[..., None], tuple[object, ...]]:
    orders: dict[str, tuple[Callable[..., None], tuple[object, ...]]] = {
        "bo_qua": (marks.dismiss, (row, note)),
        "nhac_lai": (marks.put_off, (row, day, note)),
        "ban_giao": (marks.hand_over, (row, whom, note)),
        "da_lam": (marks.say_done, (row, day, note)),
    }
    return orders[kind]
