"""Số liệu quy định: the figures of a topic with their provisions, and the office's own corrections with what they rest on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import AppError, InvalidInput
from desktop_app.law.packs import CATEGORIES
from desktop_app.services.figures import HOLIDAYS, MANY, TOPICS, Correct, FigureRow, correct_for, figures, withdraw
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, Typed
from desktop_app.ui.kit.widgets import button, label
from desktop_app.ui.register import Register

NAMES = {
    "CB": "cán bộ", "CC": "công chức", "CC_LDQL": "công chức lãnh đạo", "VC": "viên chức", "VC_QL": "viên chức quản lý",
    "HDLD": "hợp đồng", "KCT": "không chuyên trách",
}  # fmt: skip


def _who(row: FigureRow) -> str:
    return "mọi loại" if len(row.categories) == len(CATEGORIES) else ", ".join(NAMES[one] for one in row.categories)


def _span(row: FigureRow) -> str:
    begins = f"từ {shown_date(row.starts)}" if row.starts else ""
    ends = f"đến {shown_date(row.ends)}" if row.ends else ""
    return " ".join(part for part in (begins, ends) if part) or "mọi ngày"


COLUMNS = (
    Column[FigureRow]("label", "Số liệu", lambda row: row.label, 30, weight=500, second=_who),
    Column[FigureRow]("value", "Giá trị", lambda row: row.value, 18, second=_span),
    Column[FigureRow]("basis", "Căn cứ", lambda row: row.basis, 28),
    Column[FigureRow](
        "state", "Tình trạng",
        lambda row: "cơ quan sửa" if row.own else "đã xác nhận" if row.confirmed else "chưa xác nhận", 14,
        chip=lambda row: "info" if row.own else "ok" if row.confirmed else "warn",
    ),
)  # fmt: skip


class FiguresDialog(DeedDialog):
    """Shows a topic; corrects the figure chosen; takes a correction back."""

    def __init__(self, parent: QWidget, register: Register, told: Callable[[str], None], topic: str = HOLIDAYS) -> None:
        super().__init__(parent, "Số liệu quy định", "Ghi số liệu của cơ quan", icon="scales", width=1000)
        self.only_closes()
        self._register, self._told_page = register, told
        self.topic = PickTyped("Chủ đề", list(TOPICS.items()))
        self.topic.show_code(topic)
        self.table = RichTable(COLUMNS, "Số liệu")
        self.table.setMinimumHeight(look().px(300))
        self.table.row_changed.connect(self._on_row)
        self.fields: dict[str, Typed] = {
            "value": LineTyped("Giá trị của cơ quan"),
            "starts": DayTyped("Từ ngày"),
            "ends": DayTyped("Đến hết ngày"),
            "basis": LineTyped("Căn cứ"),
        }
        self.body.addWidget(self.topic)
        self.body.addWidget(self.table)
        note = (
            "Số liệu kèm chương trình không bị xoá: số liệu của cơ quan đặt lên trên, có ghi căn cứ và hoàn tác được."
        )
        self.body.addWidget(label(note, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place, (name, stretch) in enumerate((("value", 4), ("starts", 2), ("ends", 2), ("basis", 4))):
            grid.addWidget(self.fields[name], 0, place)
            grid.setColumnStretch(place, stretch)
            self.fields[name].changed.connect(lambda: self.refuse(""))
        self.body.addLayout(grid)
        self.extra.addWidget(button("Bỏ số liệu của cơ quan", self.take_back, tip="Dùng lại số liệu kèm chương trình"))
        self.topic.changed.connect(self._read)
        self.done_asked.connect(self._carry_out)
        self._read()

    def _read(self) -> None:
        if self.topic.code:
            self._register.ask(figures, self.topic.code, then=self._show, topic="figures")

    def _show(self, rows: tuple[FigureRow, ...]) -> None:
        self.table.set_rows(rows)

    def _line(self, name: str) -> LineTyped:
        found = self.fields[name]
        assert isinstance(found, LineTyped)  # noqa: S101 - every field of this dialog is a line
        return found

    def _on_row(self, row: Any) -> None:
        if isinstance(row, FigureRow):
            fixed = row.value == MANY
            self._line("value").line.setText("" if fixed else row.value)
            self._line("value").line.setReadOnly(fixed)
            self._line("starts").line.setText(shown_date(row.starts) if row.starts else "")
            self._line("ends").line.setText(shown_date(row.ends) if row.ends else "")
            self._line("basis").line.setText("")
            for one in self.fields.values():
                one.say("")
            if fixed:
                self.fields["value"].say("Số liệu nhiều phần: chỉ sửa bằng bản cập nhật của chương trình.")

    def _carry_out(self) -> None:
        row, starts, ends = self.table.current_row(), self.fields["starts"], self.fields["ends"]
        if not isinstance(row, FigureRow) or not isinstance(starts, DayTyped) or not isinstance(ends, DayTyped):
            return
        if starts.day is None or ends.wrong:
            (ends if ends.wrong else starts).say("Ghi ngày/tháng/năm.", "error")
            return
        value, basis = self._line("value").text, self._line("basis").text
        order = Correct(row.topic, row.name, row.categories[0], value, starts.day, basis, ends.day)

        def done(_made: Any) -> None:
            self._told_page(f"Đã ghi số liệu của cơ quan: {row.label}.")
            if isValid(self):
                self._read()

        self._register.do(
            "settings", f"Số liệu quy định: {row.label}", correct_for, order, row.categories, then=done,
            refused=self._on_refused, reason=basis,
        )  # fmt: skip

    def _on_refused(self, trouble: AppError) -> None:
        if isinstance(trouble, InvalidInput) and trouble.field in self.fields:
            self.fields[trouble.field].say(str(trouble), "error")
        self.refuse(str(trouble))

    def take_back(self) -> None:
        """Use the shipped figure again."""
        row = self.table.current_row()
        if not isinstance(row, FigureRow) or not row.own:
            self.refuse("Dòng này không phải số liệu của cơ quan.")
            return

        def done(_made: Any) -> None:
            self._told_page(f"Đã dùng lại số liệu kèm chương trình: {row.label}.")
            if isValid(self):
                self._read()

        def take(work: Any) -> None:
            for key in row.own:
                withdraw(work, key)

        self._register.do(
            "settings", f"Bỏ số liệu của cơ quan: {row.label}", take, then=done, refused=self._on_refused
        )  # fmt: skip
