"""Kỷ luật: open cases with their days, running decisions, history, what imports left; a case opens over the list."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from db.text import fold
from desktop_app.services.discipline import proposals
from desktop_app.services.discipline.case import CaseView
from desktop_app.services.discipline.rows import OPEN, RUNNING, CaseRow, cases
from desktop_app.services.work import Work
from desktop_app.ui.discipline.case_pane import CasePane
from desktop_app.ui.discipline.columns import TABS, columns, search_text, why
from desktop_app.ui.discipline.dialogs import OpenCaseDialog, PastDialog
from desktop_app.ui.discipline.papers import list_pdf, write_list
from desktop_app.ui.discipline.year_dialog import YearDialog
from desktop_app.ui.kit.dialogs import ask_reason
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.metrics import side_width
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import WhyPanel
from desktop_app.ui.kit.widgets import SearchField, button, column, empty_layout, frame, label, line, rule
from desktop_app.ui.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = (("", "Mọi loại"), ("CB", "Cán bộ"), ("CC", "Công chức"), ("VC", "Viên chức"))
_EMPTY = {
    "open": "Không có vụ việc nào đang xử lý. Bấm Ctrl+N để mở vụ việc.",
    "running": "Không có quyết định kỷ luật nào đang có hiệu lực.",
    "history": "Chưa có vụ việc nào đã xong.",
    "proposals": "Không còn dòng nào về kỷ luật trong các tệp đã nhập cần xem.",
}


def _everything(work: Work, day: date) -> dict[str, tuple[Any, ...]]:
    """The rows of every tab."""
    found = cases(work, day)
    waiting = [row for row in found if row.state in OPEN]
    running = [row for row in found if row.state in RUNNING]
    over = [row for row in found if row.state not in OPEN | RUNNING]
    return {
        "open": tuple(sorted(waiting, key=lambda row: (row.deadline is None, row.deadline or date.max))),
        "running": tuple(sorted(running, key=lambda row: row.ends or date.max)),
        "history": tuple(sorted(over, key=lambda row: row.effective or row.detected or date.min, reverse=True)),
        "proposals": proposals.proposals(work),
    }


class DisciplinePage(Page):
    """Four lists with their reason beside them, and the page of one case."""

    title = "Kỷ luật"
    icon = "scales"
    reads = frozenset(
        {"discipline_case", "discipline_step", "discipline_interval", "council_member", "person", "employment",
         "assignment", "salary_step", "source_row", "due_mark", "paper", "figure_correction"}
    )  # fmt: skip
    opens = frozenset({"discipline"})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register, self._day = register, register.as_of
        self._rows: dict[str, tuple[Any, ...]] = {}
        self.tabs = Tabs(TABS, "Nội dung")
        self.tabs.chosen.connect(self._on_tab)
        self.search = SearchField("Lọc", "Lọc theo tên, hành vi, số quyết định", "Ctrl+F")
        self.search.textChanged.connect(lambda _text: self._fill())
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("Loại cán bộ, công chức, viên chức")
        for code, text in _KINDS:
            self.kinds.addItem(text, code)
        self.kinds.currentIndexChanged.connect(lambda _place: self._fill())
        self.list = RichTable(columns("open", self._day), "Danh sách kỷ luật")
        self.list.row_changed.connect(self._on_row)
        self.list.opened.connect(lambda _key: self._on_primary())
        self.why = WhyPanel()
        self.why.setFixedWidth(side_width())
        self.pages = QStackedWidget()
        whole = column(self)
        whole.addWidget(self.pages)
        listing = QWidget()
        layout = column(listing)
        layout.addWidget(self._bar())
        panes = line(margins=(14, 14, 14, 14), gap=12)
        panes.addWidget(self._card(), 1)
        panes.addWidget(self.why)
        layout.addLayout(panes, 1)
        self.pages.addWidget(listing)
        self.case = CasePane(register)
        self.case.closed.connect(self.show_list)
        self.case.told.connect(self.told)
        self.case.shown.connect(self._on_case_shown)
        self.pages.addWidget(self.case)
        self._keys(listing)
        self._on_tab("open")

    # --- parts ----------------------------------------------------------------------------------------------------

    def _bar(self) -> QWidget:
        bar = frame("bar")
        row = line(bar, margins=(14, 0, 14, 0), gap=8)
        row.addWidget(self.tabs, 1)
        row.addWidget(button("Số liệu năm…", self.show_year, icon="chart-line-up", tip="Số liệu kỷ luật theo năm"))
        row.addWidget(button("Quyết định đã có…", self.record_past, icon="file-text", key="Ctrl+Shift+N"))
        row.addWidget(button("Vụ việc mới  Ctrl+N", self.open_new, icon="plus", key="Ctrl+N"))
        return bar

    def _card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 8, 1, 1))
        head = line(margins=(13, 0, 10, 8), gap=8)
        self.search.setMaximumWidth(look().px(280))
        head.addWidget(self.search, 1)
        self.search.setMinimumWidth(look().px(90))
        self._tools = Flow(gap=6, right=True)
        self._tools.add(self.kinds)
        self._tools.add(button("In", self.print_list, kind="quiet", icon="printer", key="Ctrl+P"))
        self._tools.add(button("Excel", self.export, kind="quiet", icon="export", key="Ctrl+E"))
        head.addWidget(self._tools, 2)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.list, 1)
        self._empty = label("", "dim", wrap=True)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._empty, 1)
        foot = frame("foot")
        outer = line(foot, margins=(13, 8, 13, 8), gap=8)
        self._count = label("", "small")
        outer.addWidget(self._count, 1)
        self._deeds: QHBoxLayout = line(gap=8)
        outer.addLayout(self._deeds)
        layout.addWidget(foot)
        return card

    def _keys(self, listing: QWidget) -> None:
        deeds: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+P", self.print_list),
            ("Ctrl+E", self.export),
            ("Ctrl+Tab", partial(self.tabs.step, 1)),
            ("Ctrl+Shift+Tab", partial(self.tabs.step, -1)),
            ("Ctrl+Return", self._on_primary),
            ("Ctrl+Enter", self._on_primary),
            ("F6", partial(step_pane, (self.list, self.why), 1)),
            ("Shift+F6", partial(step_pane, (self.list, self.why), -1)),
        )
        for key, deed in deeds:
            shortcut = QShortcut(QKeySequence(key), listing)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        for key, deed in (("Ctrl+N", self.open_new), ("Ctrl+Shift+N", self.record_past)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read every tab again, behind the screen; the case shown too."""
        self._register.ask(_everything, self._day, then=self._show, topic="discipline")
        if self.pages.currentIndex() == 1:
            self.case.reload()

    def set_as_of(self, day: date) -> None:
        """The cases of another day."""
        if day != self._day:
            self._day = day
            self.list.rich_model.set_columns(columns(self.tabs.current, day))
            self._register.ask(_everything, day, then=self._show, topic="discipline")
            view = self.case.view
            if self.pages.currentIndex() == 1 and view is not None:
                self.case.show_case(view.row.key, day)

    def _show(self, found: dict[str, tuple[Any, ...]]) -> None:
        self._rows = found
        for code, _ in TABS:
            self.tabs.show_count(code, len(found[code]))
        self._fill()

    def _on_tab(self, tab: str) -> None:
        self.list.rich_model.set_columns(columns(tab, self._day))
        empty_layout(self._deeds)
        if tab == "proposals":
            self._deeds.addWidget(button("Bỏ qua…", self.dismiss, key="B"))
            self._deeds.addWidget(button("Xem và xác nhận…", self._on_primary, kind="primary", key="Ctrl+Enter"))
        else:
            self._deeds.addWidget(button("Mở vụ việc  Enter", self._on_primary, kind="primary"))
        self.kinds.setVisible(tab != "proposals")
        self._fill()

    def _fill(self) -> None:
        tab, words = self.tabs.current, fold(self.search.text()).split()
        kind = str(self.kinds.currentData()) if tab != "proposals" else ""
        rows = [
            row for row in self._rows.get(tab, ())
            if all(word in fold(search_text(row)) for word in words) and (not kind or row.category.startswith(kind))
        ]  # fmt: skip
        if kind == "CC":
            rows = [row for row in rows if row.category in {"CC", "CC_LDQL"}]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if tab in self._rows:
            self._empty.setText("Không có dòng nào khớp với bộ lọc." if words or kind else _EMPTY[tab])
        else:
            self._empty.setText("Đang đọc sổ…")
        self._count.setText(f"{len(rows)} dòng")
        if self.pages.currentIndex() == 0:
            self._say_status()

    def _say_status(self) -> None:
        waiting, running = len(self._rows.get("open", ())), len(self._rows.get("running", ()))
        late = sum(1 for row in self._rows.get("open", ()) if (row.days_left or 0) < 0)
        overdue = f", {late} vụ quá hạn" if late else ""
        self.status_changed.emit(f"{waiting} vụ đang mở{overdue} · {running} quyết định đang có hiệu lực")

    def _on_row(self, row: Any) -> None:
        tone = "danger" if isinstance(row, CaseRow) and (row.days_left or 0) < 0 else ""
        self.why.show_why(why(row, self._day) if row is not None else None, tone)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _on_primary(self) -> None:
        row = self.list.current_row()
        if row is None:
            return
        if isinstance(row, CaseRow):
            self.open_target("discipline", row.key)
        elif self._allowed():
            PastDialog(self, self._register, self.told.emit, row).open()

    def open_target(self, kind: str, target: Any) -> None:
        """Show a case by its key."""
        del kind
        self.pages.setCurrentIndex(1)
        self.case.show_case(target, self._day)

    def show_list(self) -> None:
        """Back to the lists."""
        self.pages.setCurrentIndex(0)
        self.detail_changed.emit("")
        self._say_status()
        self.list.setFocus()

    def _on_case_shown(self, view: CaseView) -> None:
        if self.pages.currentIndex() == 1:
            self.detail_changed.emit(f"› Vụ việc của {view.row.name}")
            self._say_status()

    def open_new(self) -> None:
        """Ask what a new case needs."""
        if self._allowed():
            OpenCaseDialog(self, self._register, self._on_opened).open()

    def _on_opened(self, key: bytes, told: str) -> None:
        self.told.emit(told)
        self.open_target("discipline", key)

    def record_past(self) -> None:
        """Ask for a decision of the past."""
        if self._allowed():
            PastDialog(self, self._register, self.told.emit).open()

    def dismiss(self) -> None:
        """Put a proposal aside, with the reason."""
        row = self.list.current_row()
        if not isinstance(row, proposals.DisciplineProposal) or not self._allowed():
            return

        def carry_out(reason: str) -> None:
            self._register.do(
                "discipline", f"Bỏ qua đề xuất kỷ luật: {row.name}", proposals.dismiss, row, reason,
                then=lambda _done: self.told.emit(f"Đã bỏ qua đề xuất của {row.name}."), reason=reason,
            )  # fmt: skip

        ask_reason(self, "Bỏ qua đề xuất", "Bỏ qua", carry_out, f"{row.name}: “{row.text}”")

    # --- papers ---------------------------------------------------------------------------------------------------

    def _decided(self) -> list[CaseRow]:
        """The decisions of the list shown; in the tab of open cases: of all tabs, as the list of the office has them."""
        rows = [row for row in self.list.rows() if isinstance(row, CaseRow)]
        if self.tabs.current not in {"running", "history"}:
            rows = [*self._rows.get("running", ()), *self._rows.get("history", ())]
        return [row for row in rows if row.form]

    def print_list(self) -> None:
        """Show the list of decisions as it will be printed."""
        self._register.ask(list_pdf, self._decided(), self._day, then=self._preview_list, topic="discipline-pdf")

    def _preview_list(self, pdf: bytes) -> None:
        show_preview(self, self._register.runner.ask, pdf, "Xem trước và in danh sách kỷ luật", "danh-sach-ky-luat")

    def export(self) -> None:
        """Write the list of decisions as a workbook, a PDF or CSV."""
        kinds = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self, "Xuất danh sách kỷ luật", "danh-sach-ky-luat.xlsx", kinds)
        if name:
            self.export_to(Path(name))

    def export_to(self, out: Path) -> None:
        """Write the list of decisions to a file."""
        said = f"Đã ghi danh sách kỷ luật ra {out}"
        self._register.ask(write_list, self._decided(), self._day, out, then=lambda _: self.told.emit(said))

    def show_year(self) -> None:
        """The counts of a year, to see, print and write."""
        YearDialog(self, self._register, self._day, self.told.emit).open()

    def _allowed(self) -> bool:
        why_not = self._register.why_not
        if why_not:
            self._register.runner.refused.emit(why_not)
        return not why_not
