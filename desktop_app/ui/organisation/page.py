"""Tổ chức: the tree as of a day, one unit's card, two days side by side, the picture; deeds on units from here."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QWidget

from desktop_app.errors import AppError
from desktop_app.services.organisation.staffing import PositionRow
from desktop_app.services.organisation.view import (
    TreeRow,
    TwoDays,
    UnitCard,
    closed_units,
    two_days,
    unit_card,
    unit_tree,
)
from desktop_app.services.work import Work
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.tabs import Segments
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import SearchField, button, column, frame, give_menu, label, line
from desktop_app.ui.organisation.papers import KINDS, chart_of, list_pages, write_chart_of, write_list
from desktop_app.ui.organisation.staffing_dialogs import EndPositionDialog, PositionDialog, QuotaDialog
from desktop_app.ui.organisation.unit_dialogs import show_unit_dialog
from desktop_app.ui.organisation.unit_pane import UnitPane
from desktop_app.ui.organisation.units_tree import UnitsTree
from desktop_app.ui.organisation.views import ChartView, SideBySide, counted
from desktop_app.ui.register import Register

_VIEWS = (("unit", "Đơn vị"), ("compare", "Trước và sau"), ("chart", "Sơ đồ"))
_DEEDS = (
    ("create", "Lập đơn vị mới…", "Ctrl+Shift+N"), ("rename", "Đổi tên…", ""), ("move", "Chuyển về cấp trên khác…", ""),
    ("split", "Chia, tách…", ""), ("merge", "Sáp nhập…", ""), ("dissolve", "Giải thể…", ""),
)  # fmt: skip
_OUT = (
    ("units.print", "Xem trước và in danh sách đơn vị…", "Ctrl+P"), ("units.xlsx", "Đơn vị, biên chế: Excel…", "Ctrl+E"),
    ("units.pdf", "Đơn vị, biên chế: PDF…", ""), ("positions.xlsx", "Vị trí việc làm: Excel…", ""),
    ("positions.pdf", "Vị trí việc làm: PDF…", ""), ("chart.pdf", "Sơ đồ: PDF…", ""), ("chart.svg", "Sơ đồ: SVG…", ""),
)  # fmt: skip
_NAMES = {"units": "don-vi-bien-che", "positions": "vi-tri-viec-lam", "chart": "so-do-to-chuc"}
_CHANGE_DAY = date(2025, 7, 1)


def _read(work: Work, day: date) -> tuple[tuple[TreeRow, ...], tuple[TreeRow, ...]]:
    return unit_tree(work, day), closed_units(work, day)


class OrganisationPage(Page):
    """Reads as of the day of the window; writes only as of today."""

    title = "Tổ chức"
    icon = "tree-structure"
    opens = frozenset({"organisation"})
    reads = frozenset(
        {
            "unit",
            "unit_state",
            "unit_succession",
            "quota",
            "job_position",
            "assignment",
            "employment",
            "person",
            "decision",
        }
    )

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._day = register.as_of
        self._rows: tuple[TreeRow, ...] = ()
        self._wanted: bytes | None = None
        self.tree = UnitsTree("Cây đơn vị")
        self.tree.chosen.connect(self._on_chosen)
        self.pane = UnitPane()
        first = max(_CHANGE_DAY - timedelta(days=1), date.min)
        self.both = SideBySide(first, _CHANGE_DAY)
        self.both.days_changed.connect(self._show_both)
        self.chart = ChartView(self.hand_out)
        layout = column(self, margins=(14, 10, 14, 14), gap=10)
        layout.addLayout(self._tools())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(12)
        self._tree_card = self._left()
        self._split.addWidget(self._tree_card)
        self._views = QStackedWidget()
        for view in (self.pane, self.both, self.chart, self._empty()):
            self._views.addWidget(view)
        self._split.addWidget(self._views)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([look().px(290), look().px(800)])
        layout.addWidget(self._split, 1)
        self._connect()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _tools(self) -> Any:
        top = line(gap=8)
        self.segments = Segments(_VIEWS, "Cách xem")
        self.segments.chosen.connect(self._show_view)
        top.addWidget(self.segments)
        top.addStretch(1)
        change = button("Đơn vị", icon="note-pencil", tip="Lập, đổi tên, chuyển, chia tách, sáp nhập, giải thể")
        menu = QMenu(change)
        for deed, text, key in _DEEDS:
            menu.addAction(f"{text}\t{key}").triggered.connect(lambda _=False, chosen=deed: self.ask(chosen))
        give_menu(change, menu)
        self.change_menu = menu
        out = button("Xuất", icon="export")
        papers = QMenu(out)
        for code, text, key in _OUT:
            papers.addAction(f"{text}\t{key}").triggered.connect(lambda _=False, chosen=code: self.hand_out(chosen))
        give_menu(out, papers)
        top.addWidget(change)
        top.addWidget(out)
        tip = "Trợ lý sắp xếp: chọn đơn vị, ngày; xem trước từng người; chạy một lần"
        top.addWidget(
            button("Sắp xếp tổ chức…", self._on_reform, kind="primary", icon="git-merge", tip=tip, key="Ctrl+Shift+S")
        )
        return top

    def _left(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 10, 1, 1), gap=8)
        self.search = SearchField("Tìm đơn vị", "Tên đơn vị (không cần dấu)", "Ctrl+F")
        holder = line(margins=(12, 0, 12, 0))
        holder.addWidget(self.search)
        layout.addLayout(holder)
        layout.addWidget(self.tree, 1)
        card.setMinimumWidth(220)
        return card

    def _empty(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(24, 60, 24, 24), gap=12)
        self._why_empty = label("", "dim", wrap=True)
        self._why_empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._why_empty)
        made = button("Lập đơn vị mới…", lambda: self.ask("create"), icon="plus")
        layout.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return card

    def _connect(self) -> None:
        self.pane.position_asked.connect(self._on_position)
        self.pane.position_ended.connect(self._on_position_ended)
        self.pane.quota_asked.connect(self._on_quota)
        self.pane.person_wanted.connect(lambda person: self._register.wanted.emit("person", person))
        self.pane.unit_wanted.connect(self._go)
        self.search.textEdited.connect(self._on_searched)
        self.search.returnPressed.connect(self.tree.setFocus)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+E", lambda: self.hand_out("units.xlsx")),
            ("Ctrl+P", lambda: self.hand_out("units.print")),
            ("Ctrl+N", lambda: self._on_position(None)),
            ("Ctrl+Shift+N", lambda: self.ask("create")),
            ("Ctrl+Shift+S", self._on_reform),
            ("F2", self._on_edit),
            ("Ctrl+Tab", lambda: self.pane.tabs.step(1)),
            ("Ctrl+Shift+Tab", lambda: self.pane.tabs.step(-1)),
            ("F6", lambda: self._pane(1)),
            ("Shift+F6", lambda: self._pane(-1)),
        )
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the tree, then whatever is shown of it."""
        self._register.ask(_read, self._day, then=self._on_read, topic="organisation")

    def _on_read(self, read: tuple[Sequence[TreeRow], Sequence[TreeRow]]) -> None:
        rows, closed = read
        self._rows = tuple(rows)
        self.tree.show_rows(rows, closed)
        if self._wanted is not None and self.tree.choose(self._wanted):
            self._wanted = None
        people = counted(rows)
        self.status_changed.emit(f"{people}   {len(closed)} đơn vị đã giải thể, sáp nhập")
        self.detail_changed.emit(f"{len(rows)} đơn vị")
        if not rows and not closed:
            self._why_empty.setText("Sổ chưa có đơn vị nào. Lập đơn vị đầu tiên, hoặc nhập danh sách từ Excel.")
            self._views.setCurrentIndex(len(_VIEWS))
            return
        self._show_view(self.segments.current)

    def _show_view(self, view: str) -> None:
        place = [code for code, _ in _VIEWS].index(view)
        self._views.setCurrentIndex(place)
        self._tree_card.setVisible(view != "compare")
        {"unit": self._ask_card, "compare": self._show_both, "chart": self._ask_chart}[view]()

    def _on_chosen(self, _unit: object) -> None:
        if self.segments.current == "chart":
            self._ask_chart()
        else:
            self._ask_card()

    def _ask_card(self) -> None:
        unit = self.tree.current()
        if unit is not None:
            self._register.ask(unit_card, unit, self._day, then=self._on_card, topic="unit card")

    def _on_card(self, card: UnitCard) -> None:
        self.pane.show_card(card, self._day)

    def _show_both(self) -> None:
        first, second = (field.day() for field in self.both.days)
        self._register.ask(two_days, first, second, then=self._on_both, topic="two days")

    def _on_both(self, both: TwoDays) -> None:
        self.both.show_both(both)

    def _ask_chart(self) -> None:
        self._register.ask(
            chart_of, self.tree.current(), self._day, then=lambda made: self.chart.show_svg(*made),
            refused=lambda why: self.chart.say_empty(str(why)), topic="chart",
        )  # fmt: skip

    def set_as_of(self, day: date) -> None:
        """The tree of another day."""
        self._day = day
        self.reload()

    def focus_search(self, text: str = "") -> None:
        """Look for a unit."""
        self.search.setFocus()
        self.search.setText(text) if text else self.search.selectAll()

    def _on_searched(self, typed: str) -> None:
        from db.text import fold

        words = fold(typed).split()
        found = next((row.key for row in self._rows if all(word in fold(row.name) for word in words)), None)
        if words and found is not None:
            self.tree.choose(found)

    def open_target(self, kind: str, target: Any) -> None:
        """Show one unit."""
        del kind
        if isinstance(target, bytes):
            self._go(target)

    def _go(self, unit: bytes) -> None:
        self.segments.choose("unit")
        self._show_view("unit")
        if not self.tree.choose(unit):
            self._wanted = unit

    def _pane(self, step: int) -> None:
        panes = (self.tree, self.pane.posts, *self.both.trees, self.chart.area)
        step_pane(panes, step)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _may(self) -> bool:
        why = self._register.why_not
        if why:
            self._register.runner.refused.emit(why)
        return not why

    def _row(self) -> TreeRow | None:
        unit = self.tree.current()
        return next((row for row in self._rows if row.key == unit), None)

    def ask(self, deed: str) -> None:
        """Open the dialog of a deed on the unit chosen."""
        row = self._row()
        if not self._may():
            return
        if row is None and deed != "create":
            self.told.emit("Hãy chọn một đơn vị đang hoạt động trong cây bên trái.")
            return
        show_unit_dialog(self.window(), self._register, deed, row, self._rows, then=self._on_done, reform=self._reform)

    def _on_done(self, said: str, unit: bytes | None) -> None:
        self.told.emit(said)
        self._wanted = unit

    def _on_edit(self) -> None:
        if self.pane.posts.hasFocus() and self.pane.posts.current_row() is not None:
            self._on_position(self.pane.posts.current_row())
        else:
            self.ask("rename")

    def _on_position(self, row: PositionRow | None) -> None:
        card = self.pane.card
        if self._may() and card is not None and card.there:
            made = PositionDialog(self.window(), self._register, card, row, self.told.emit)
            made.open()
            made.name.setFocus()

    def _on_position_ended(self, row: PositionRow | None) -> None:
        if self._may() and self.pane.card is not None and row is not None and row.listed:
            made = EndPositionDialog(self.window(), self._register, self.pane.card, row, self.told.emit)
            made.open()
            made.day.setFocus()

    def _on_quota(self) -> None:
        if self._may() and self.pane.card is not None:
            made = QuotaDialog(self.window(), self._register, self.pane.card, self.told.emit)
            made.open()
            made.counts["CC"].setFocus()

    def _on_reform(self) -> None:
        self._reform([])

    def _reform(self, units: list[bytes]) -> None:
        self._register.wanted.emit("reorganisation", units)

    # --- papers ---------------------------------------------------------------------------------------------------

    def hand_out(self, code: str, out: Path | None = None) -> None:
        """Write a list or the picture, asking where unless told; ``print`` shows the pages first."""
        what, kind = code.split(".")
        unit = self.tree.current() if what == "chart" or self.segments.current == "unit" else None
        if kind == "print":
            then = partial(self._on_pages, what)
            self._register.ask(list_pages, what, unit, self._day, then=then, topic="preview", progress=True)
            return
        if out is None:
            name, _ = QFileDialog.getSaveFileName(self, "Xuất", f"{_NAMES[what]}.{kind}", KINDS[kind])
            if not name:
                return
            out = Path(name)
        said = f"Đã ghi {out}"

        def told(_: object) -> None:
            self.told.emit(said)

        if what == "chart":
            self._register.ask(write_chart_of, unit, self._day, out, then=told, refused=self._on_refused)
        else:
            self._register.ask(write_list, what, unit, self._day, out, then=told, progress=True)

    def _on_refused(self, why: AppError) -> None:
        self._register.runner.refused.emit(str(why))

    def _on_pages(self, what: str, pdf: bytes) -> None:
        show_preview(self, self._register.runner.ask, pdf, "Xem trước và in", _NAMES[what])
