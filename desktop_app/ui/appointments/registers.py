"""The number register of a year, and the yearly figures: two small dialogs of the page."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop_app.errors import AppError
from desktop_app.services import numbers
from desktop_app.services.movements.form import DEFAULT_SYMBOL
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
_YEARS, _MOST_YEARS = 5, 10
_EARLIEST, _LATEST = 1945, 2200
_WIDE = 980


class NumbersDialog(DeedDialog):
    """The register of numbers: what is used, kept, free; keep the next one, give one back."""

    def __init__(self, parent: QWidget, register: Register, day: date) -> None:
        super().__init__(parent, "Sổ số văn bản", "Giữ số kế tiếp", subtitle=f"năm {day.year}", icon="file-text")
        self.only_closes()
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
    """The yearly figures, counted from the movements, of up to ten years; they go out as Excel or PDF."""

    def __init__(self, parent: QWidget, register: Register, day: date, then: Callable[[str], None]) -> None:
        super().__init__(parent, "Số liệu hằng năm", "Xuất Excel, PDF", icon="chart-line-up", width=_WIDE)
        self.only_closes()
        self._register, self._day, self._then = register, day, then
        self.years: tuple[int, ...] = ()
        self.first, self.last = QLineEdit(str(day.year - _YEARS + 1)), QLineEdit(str(day.year))
        row = line(gap=10)
        for field, name in ((self.first, "Từ năm"), (self.last, "Đến năm")):
            field.setAccessibleName(name)
            field.setMaxLength(4)
            field.setFixedWidth(look().px(80))
            field.textEdited.connect(lambda _text: self.reload())
            row.addWidget(label(name, "field"))
            row.addWidget(field)
        self.wrong = label("", "error", wrap=True)
        row.addWidget(self.wrong, 1)
        self.body.addLayout(row)
        self.table = RichTable(_figure_columns(()), "Số liệu theo năm", lines=1)
        self.table.setMinimumHeight(look().px(320))
        self.body.addWidget(self.table)
        text = f"Đếm theo lượt người và ngày có hiệu lực, đến hết {day_text(day)}; quyết định đã huỷ bỏ không tính."
        self.body.addWidget(label(text, "small", wrap=True))
        self.done_asked.connect(self.export)
        self.reload()

    def reload(self) -> None:
        """Count the years that are written; at most ten, the first not after the last."""
        texts = (self.first.text().strip(), self.last.text().strip())
        years = tuple(range(int(texts[0]), int(texts[1]) + 1)) if all(_is_year(text) for text in texts) else ()
        fits = 0 < len(years) <= _MOST_YEARS
        self.wrong.setText("" if fits else f"Ghi năm đầu, năm cuối; nhiều nhất {_MOST_YEARS} năm.")
        self.show_problems(() if fits else ("năm",))
        if fits:
            self.years = years
            self._register.ask(figures, years, self._day, then=self._show, topic="figures")

    def _show(self, rows: Sequence[FigureRow]) -> None:
        self.table.rich_model.set_columns(_figure_columns(self.years))
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


def _is_year(text: str) -> bool:
    return text.isdigit() and _EARLIEST <= int(text) <= _LATEST


def _figure_columns(years: Sequence[int]) -> Sequence[Column[FigureRow]]:
    columns = [Column[FigureRow]("title", "Nội dung", lambda row: row.title, 34, weight=500)]
    columns += [_year(year) for year in years]
    columns.append(Column("sum", "Cộng", lambda row: str(sum(row.counts.values())), 7, align="right", weight=500))
    return columns


def _year(year: int) -> Column[FigureRow]:
    return Column(f"y{year}", str(year), lambda row: str(row.counts.get(year, 0)), 6, align="right")
