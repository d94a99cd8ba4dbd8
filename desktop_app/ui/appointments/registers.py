"""The number register of a year, and the yearly figures: two small dialogs of the page."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop_app.errors import AppError
from desktop_app.services import numbers
from desktop_app.services.movement_form import DEFAULT_SYMBOL
from desktop_app.services.numbers import NumberBook, NumberRow, Reserve
from desktop_app.services.post_rows import FigureRow, figures
from desktop_app.services.staffing_lists import LISTS
from desktop_app.ui.appointments.columns import day_text
from desktop_app.ui.appointments.papers import write_figures
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, label, line
from desktop_app.ui.register import Register

_NUMBERS = (
    Column[NumberRow]("number", "Số", lambda row: row.text, 18, weight=500),
    Column[NumberRow](
        "state", "Tình trạng", lambda row: LISTS["number_state"].get(row.state, row.state), 12,
        chip=lambda row: {"da_dung": "ok", "giu_cho": "warn"}.get(row.state, ""),
    ),
    Column[NumberRow]("taken", "Ngày", lambda row: day_text(row.taken_on), 11, date=True),
    Column[NumberRow]("purpose", "Dùng cho", lambda row: row.purpose, 30),
    Column[NumberRow]("note", "Ghi chú", lambda row: row.note, 20),
)  # fmt: skip
_YEARS = 5


class NumbersDialog(DeedDialog):
    """The register of numbers: what is used, kept, free; keep the next one, give one back."""

    def __init__(self, parent: QWidget, register: Register, day: date) -> None:
        super().__init__(parent, "Sổ số văn bản", "Giữ số kế tiếp", subtitle=f"năm {day.year}", icon="file-text")
        self._register, self._day = register, day
        self.symbol, self.purpose, self.why = QLineEdit(DEFAULT_SYMBOL), QLineEdit(), QLineEdit()
        row = line(gap=10)
        asked = ((self.symbol, "Ký hiệu"), (self.purpose, "Giữ số cho việc"), (self.why, "Lý do huỷ số"))
        for field, name in asked:
            field.setAccessibleName(name)
            row.addWidget(label(name, "field"))
            row.addWidget(field, 1)
        self.body.addLayout(row)
        self.told = label("", "small", "warn", wrap=True)
        self.body.addWidget(self.told)
        self.table = RichTable(_NUMBERS, "Các số đã lấy", lines=1)
        self.table.setMinimumHeight(look().px(300))
        self.body.addWidget(self.table)
        self.extra.addWidget(button("Huỷ số đang chọn", self.give_back, tip="Số được trả lại, dòng còn trong sổ"))
        self.symbol.editingFinished.connect(self.reload)
        self.done_asked.connect(self._keep)
        self.reload()

    def reload(self) -> None:
        """Read the register of the symbol again."""
        ask = (numbers.book, self._day.year, self.symbol.text())
        self._register.ask(*ask, then=self._show, refused=self._on_refused, topic="numbers")

    def _show(self, book: NumberBook) -> None:
        self.table.set_rows(book.rows[::-1])
        self.told.setText(" ".join(book.told) or f"Không có số trống. Số kế tiếp: {book.next:02d}/{book.symbol}.")

    def _keep(self) -> None:
        order = Reserve(self.symbol.text(), self._day, self.purpose.text())
        self._do("Giữ số văn bản", numbers.reserve, order)

    def give_back(self) -> None:
        """Give back the number of the current line."""
        row = self.table.current_row()
        if row is not None:
            self._do(f"Huỷ số {row.text}", numbers.release, row.key, self.why.text())

    def _do(self, summary: str, change: Callable[..., object], *args: object) -> None:
        self._register.do(
            "decision", summary, change, *args, then=lambda _done: self.reload(), refused=self._on_refused
        )

    def _on_refused(self, trouble: AppError) -> None:
        self.refuse(str(trouble))


class FiguresDialog(DeedDialog):
    """The yearly figures, counted from the movements; they go out as Excel or PDF."""

    def __init__(self, parent: QWidget, register: Register, day: date, then: Callable[[str], None]) -> None:
        super().__init__(parent, "Số liệu hằng năm", "Xuất Excel, PDF", icon="chart-line-up")
        self._register, self._day, self._then = register, day, then
        self.years = tuple(range(day.year - _YEARS + 1, day.year + 1))
        columns = [Column[FigureRow]("title", "Nội dung", lambda row: row.title, 36, weight=500)]
        columns += [_year(year) for year in self.years]
        self.table = RichTable(columns, "Số liệu theo năm", lines=1)
        self.table.setMinimumHeight(look().px(320))
        self.body.addWidget(self.table)
        self.body.addWidget(label("Đếm theo ngày có hiệu lực; quyết định đã huỷ bỏ không tính.", "small"))
        self.done_asked.connect(self.export)
        register.ask(figures, self.years, then=self._show, topic="figures")

    def _show(self, rows: Sequence[FigureRow]) -> None:
        self.table.set_rows(rows)

    def export(self, out: Path | None = None) -> None:
        """Write them, asking where unless told."""
        if out is None:
            kinds = "Excel (*.xlsx);;PDF (*.pdf)"
            name, _ = QFileDialog.getSaveFileName(self, "Xuất số liệu", "so-lieu-bo-nhiem.xlsx", kinds)
            if not name:
                return
            out = Path(name)
        said = f"Đã ghi số liệu ra {out}"
        self._register.ask(
            write_figures, self.years, self._day, out, then=lambda _: self._done(said), topic="figures-out"
        )

    def _done(self, said: str) -> None:
        self.accept()
        self._then(said)


def _year(year: int) -> Column[FigureRow]:
    return Column(f"y{year}", str(year), lambda row: str(row.counts.get(year, 0)), 7, align="right")
