"""The counts of a year beside the year before: on screen, as pages with a chart, as a workbook with a native chart."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop_app.services.discipline.counts import FAMILY_NAMES, Cell, CountRow, YearCounts, counts
from desktop_app.ui.discipline.papers import write_year, year_pdf
from desktop_app.ui.kit.bars import Bar, Columns, Swatch
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column, Heading
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.typed import WholeTyped
from desktop_app.ui.kit.widgets import button, column, label, line
from desktop_app.ui.register import Register

_FIRST, _LAST, _PAUSE_MS = 1990, 2100, 200


def _columns(year: int) -> tuple[Column[CountRow], ...]:
    return (
        Column("name", "Nội dung", lambda row: row.name, 34, weight=500),
        Column("before", f"Năm {year - 1}", lambda row: str(row.before), 10, align="right"),
        Column("total", f"Năm {year}", lambda row: str(row.total), 10, align="right", weight=600),
        Column("change", "Tăng, giảm", lambda row: f"{row.change:+d}" if row.change else "0", 10, align="right"),
    )


def _cell_columns(year: int) -> tuple[Column[Cell], ...]:
    return (
        Column("group", "Loại", lambda row: row.group, 18, weight=500),
        Column("level", "Cấp ra quyết định", lambda row: row.level, 13),
        Column("area", "Lĩnh vực vi phạm", lambda row: row.area, 18),
        Column("before", str(year - 1), lambda row: str(row.before), 5, align="right"),
        Column("total", str(year), lambda row: str(row.total), 5, align="right", weight=600),
        Column("change", "Tăng, giảm", lambda row: f"{row.change:+d}" if row.change else "0", 7, align="right"),
    )


_TABS = (("sums", "Tổng hợp"), ("cells", "Chi tiết bốn chiều"), ("chart", "Biểu đồ"))


class YearDialog(DeedDialog):
    """Asks which year; shows, prints and writes its counts: each way by itself, all four together, and the chart."""

    def __init__(self, parent: QWidget, register: Register, day: date, told: Callable[[str], None]) -> None:
        super().__init__(parent, "Số liệu kỷ luật theo năm", "Xem trước và in", icon="chart-line-up")
        self.only_closes()
        self._register, self._day, self._told_page = register, day, told
        self.year = WholeTyped("Năm", str(day.year))
        self.table = RichTable(_columns(day.year), "Số liệu kỷ luật", lines=1)
        self.cells = RichTable(_cell_columns(day.year), "Số liệu kỷ luật theo hình thức, loại, cấp, lĩnh vực", lines=1)
        self.bars = Columns("Kỷ luật theo hình thức và loại, hai năm")
        self.tabs = Tabs(_TABS, "Cách xem số liệu")
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(look().px(340))
        for part in (self.table, self.cells, self._chart()):
            self._stack.addWidget(part)
        self.tabs.chosen.connect(self._on_tab)
        self.body.addWidget(self.year)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack)
        for key, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.tabs.step, by))
        self.extra.addWidget(button("Ghi ra tệp…", self.write, icon="export", tip="Excel có biểu đồ, PDF, CSV"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.year.changed.connect(self._timer.start)
        self.done_asked.connect(self.show_pages)
        self._read()

    def _chart(self) -> QWidget:
        whole = QWidget()
        layout = column(whole, gap=6)
        layout.addWidget(self.bars, 1)
        legend = Flow(gap=12)
        for place, name in enumerate(FAMILY_NAMES):
            one = QWidget()
            row = line(one, gap=6)
            row.addWidget(Swatch(place))
            row.addWidget(label(name, "small"))
            legend.add(one)
        layout.addWidget(legend)
        return whole

    def _on_tab(self, tab: str) -> None:
        self._stack.setCurrentIndex([code for code, _ in _TABS].index(tab))

    def chosen(self) -> int | None:
        """The year, where it is one."""
        number = self.year.number
        return number if number is not None and _FIRST <= number <= _LAST else None

    def _read(self) -> None:
        year = self.chosen()
        self.year.say("" if year else "Năm viết bằng bốn chữ số.", "" if year else "error")
        self.show_problems(() if year else ("năm",))
        if year is not None:
            self._register.ask(counts, year, self._day, then=self._show, topic="discipline-year")

    def _show(self, found: YearCounts) -> None:
        self.table.rich_model.set_columns(_columns(found.year))
        rows: list[CountRow | Heading] = []
        for title, part in (
            ("Theo hình thức", found.by_form),
            ("Theo loại", found.by_group),
            ("Theo cấp ra quyết định", found.by_level),
            ("Theo lĩnh vực vi phạm", found.by_area),
        ):
            if part:
                rows += [Heading(title), *part]
        self.table.set_rows([*rows, Heading("Tổng số"), found.total])
        self.cells.rich_model.set_columns(_cell_columns(found.year))
        self.cells.set_rows(_by_form(found))
        self.bars.show_bars([Bar(one.label, str(one.year), one.counts) for one in found.columns])

    def show_pages(self) -> None:
        """The pages with their charts."""
        year = self.chosen()
        if year is None:
            return

        def show(pdf: bytes) -> None:
            name = f"ky-luat-{year}"
            show_preview(
                self.parentWidget(), self._register.runner.ask, pdf, f"Xem trước và in số liệu kỷ luật năm {year}", name
            )

        self._register.ask(year_pdf, year, self._day, then=show, topic="discipline-year-pdf")

    def write(self) -> None:
        """Ask where, then write."""
        kinds = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self, "Ghi ra tệp", f"ky-luat-{self.year.text}.xlsx", kinds)
        if name:
            self.write_to(Path(name))

    def write_to(self, out: Path) -> None:
        """Write the counts to a file."""
        year = self.chosen()
        if year is not None:
            said = f"Đã ghi số liệu kỷ luật năm {year} ra {out}"
            self._register.ask(write_year, year, self._day, out, then=lambda _: self._told_page(said))


def _by_form(found: YearCounts) -> list[Cell | Heading]:
    rows: list[Cell | Heading] = []
    form = ""
    for cell in found.cells:
        if cell.form != form:
            whole = next(row for row in found.by_form if row.name == cell.form)
            rows.append(Heading(cell.form, f"{whole.total}, năm trước {whole.before}"))
            form = cell.form
        rows.append(cell)
    return rows
