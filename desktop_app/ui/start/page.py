"""Bàn làm việc: what is due is the page; the register's health, the retirements to come and the headcount beside it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from desktop_app.services.due.rows import GROUPS, DueList, DueRow, Group
from desktop_app.services.overview import Overview, Quarter, overview
from desktop_app.ui.kit.dialogs import dialog, foot_to_close
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Heading
from desktop_app.ui.kit.why import WhyPanel
from desktop_app.ui.kit.widgets import button, column, frame, give_menu, label, line, rule
from desktop_app.ui.register import Register
from desktop_app.ui.start.columns import ACTIONS, FAMILIES, columns, family, why_of_task
from desktop_app.ui.start.dialogs import show_mark
from desktop_app.ui.start.papers import due_pdf, write_due
from desktop_app.ui.start.side import SideColumn

_TONES: dict[Group, str] = {"overdue": "danger", "passed": "warn", "week": "", "month": "", "later": ""}
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_KEYS = (("Enter", "thực hiện"), ("V", "vì sao"), ("H", "nhắc lại sau"), ("B", "bỏ qua, ghi lý do"), ("G", "bàn giao"))


class StartPage(Page):
    """The due list in its groups; every line is one key from its reason and from what settles it."""

    title = "Bàn làm việc"
    icon = "house"
    overdue_changed = Signal(int)

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._day = register.as_of
        self._hidden: frozenset[str] = frozenset()
        self._due: DueList | None = None
        self.list = RichTable(columns(self._day), "Việc đến hạn")
        self.setFocusProxy(self.list)
        self.list.horizontalHeader().hide()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.opened.connect(lambda _key: self._on_opened())
        self.list.acted.connect(self._on_letter)
        self.side = SideColumn()
        self.side.quarter_chosen.connect(self._on_quarter)
        self.side.gaps_wanted.connect(lambda: register.wanted.emit("search", ""))
        layout = line(self, margins=(14, 14, 14, 14), gap=12)
        layout.addWidget(self._list_card(), 1)
        layout.addWidget(self.side)
        for key, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(step_pane, (self.list, self.side.chart), step))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _list_card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 8, 1, 1))
        head = line(margins=(13, 0, 10, 6), gap=8)
        head.addWidget(label("Việc đến hạn", "title"))
        self._count = label("", "chip")
        head.addWidget(self._count)
        head.addStretch(1)
        kinds = button("Loại việc", kind="quiet", icon="funnel", tip="Chọn loại việc cần hiện")
        menu = QMenu(kinds)
        for code, name in FAMILIES:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(partial(self._on_kind, code))
        give_menu(kinds, menu)
        head.addWidget(kinds)
        head.addWidget(button("In", self.print_list, kind="quiet", icon="printer", key="Ctrl+P"))
        head.addWidget(button("Excel", self.export, kind="quiet", icon="export", key="Ctrl+E"))
        for key, deed in (("Ctrl+P", self.print_list), ("Ctrl+E", self.export)):
            shortcut = QShortcut(QKeySequence(key), card)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        layout.addLayout(head)
        layout.addWidget(rule())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        empty = QWidget()
        inner = column(empty, margins=(24, 24, 24, 24))
        self._empty = label("Đang tính việc đến hạn…", "dim", wrap=True)
        inner.addWidget(self._empty)
        inner.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.setCurrentIndex(1)
        layout.addWidget(self._stack, 1)
        foot = frame("foot")
        row = line(foot, margins=(13, 8, 13, 8), gap=6)
        caps = Flow(gap=8)
        for key, words in _KEYS:
            pair = QWidget()
            inside = line(pair, gap=6)
            inside.addWidget(label(key, "key"))
            inside.addWidget(label(words, "small"))
            caps.add(pair)
        row.addWidget(caps, 1)
        self._rest = label("", "small")
        row.addWidget(self._rest)
        layout.addWidget(foot)
        return card

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Work everything out anew, behind the screen."""
        day = self._day
        self.detail_changed.emit(f"{_WEEKDAYS[day.weekday()]}, {day.day:02d}/{day.month:02d}/{day.year}")
        self._register.ask(overview, day, self._register.path, then=self._show, topic="overview")

    def set_as_of(self, day: date) -> None:
        """What was or will be due on another day."""
        if day != self._day:
            self._day = day
            self.list.rich_model.set_columns(columns(day))
            self.reload()

    def _show(self, found: Overview) -> None:
        self._due = found.due
        self.side.show_overview(found)
        self._fill()
        overdue = sum(1 for row in found.due.rows if row.group(found.due.day) == "overdue")
        self.overdue_changed.emit(overdue)

    def _fill(self) -> None:
        if self._due is None:
            return
        day = self._due.day
        rows: list[DueRow | Heading] = []
        counts = []
        shown = [row for row in self._due.rows if family(row.task.code) not in self._hidden]
        for group, name in GROUPS.items():
            held = [row for row in shown if row.group(day) == group]
            if held:
                rows += [Heading(name, f"{len(held)} việc", _TONES[group]), *held]
                counts.append(f"{len(held)} {name.lower()}")
        self.list.set_rows(rows)
        self._count.setText(str(len(shown)))
        self._empty.setText("Không có việc nào đến hạn. Việc mới hiện ra ở đây khi đến ngày phải chuẩn bị.")
        self._stack.setCurrentIndex(0 if rows else 1)
        put_off = [f"{self._due.put_off} việc nhắc lại sau"] if self._due.put_off else []
        dismissed = [f"{self._due.dismissed} việc đã bỏ qua"] if self._due.dismissed else []
        self._rest.setText(", ".join([*put_off, *dismissed]))
        unknown = f"; {self._due.unknown} người chưa tính được nghỉ hưu" if self._due.unknown else ""
        self.status_changed.emit(f"{len(shown)} việc: {', '.join(counts) or 'không có'}{unknown}")

    def _on_kind(self, code: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._hidden = self._hidden - {code} if on else self._hidden | {code}
        self._fill()

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        row = self.list.current_row()
        if row is None:
            return
        kind, _, movement = ACTIONS[row.task.action][1].partition(":")
        target: object = row.about.person if kind in {"person", "retirement"} else row.about.target
        if movement:
            target = (row.about.person, movement, None)
        if kind == "done":
            self._mark(row, "da_lam")
        elif kind not in self._register.openable and row.about.person is not None:
            self._register.wanted.emit("person", row.about.person)
        elif kind in self._register.openable:
            self._register.wanted.emit(kind, target)

    def _on_letter(self, letter: str, row: DueRow) -> None:
        kinds = {"H": "nhac_lai", "B": "bo_qua", "G": "ban_giao", "L": "da_lam"}
        if letter == "V":
            self.show_why(row)
        elif letter in kinds:
            self._mark(row, kinds[letter])

    def _mark(self, row: DueRow, kind: str) -> None:
        why = self._register.why_not
        if why:
            self._register.runner.refused.emit(why)
            return
        show_mark(self, self._register, row, kind, self.told.emit)

    def show_why(self, row: DueRow) -> None:
        """The provision and the arithmetic behind a line."""
        made, layout = dialog(self, "Vì sao?", 560, head=False)
        layout.setContentsMargins(0, 0, 0, 0)
        panel = WhyPanel()
        panel.setMinimumHeight(420)
        panel.show_why(why_of_task(row, self._day), "danger" if row.group(self._day) == "overdue" else "")
        layout.addWidget(panel)
        foot_to_close(made)
        made.open()

    def _on_quarter(self, quarter: Quarter) -> None:
        if "retirement" in self._register.openable:
            self._register.wanted.emit("retirement_quarter", (quarter.year, quarter.number))

    def print_list(self) -> None:
        """Show the list as it will be printed."""
        self._register.ask(due_pdf, self._day, then=self._preview, topic="due-pdf")

    def _preview(self, pdf: Any) -> None:
        show_preview(self, self._register.runner.ask, pdf, "Xem trước và in việc đến hạn", "viec-den-han")

    def export(self) -> None:
        """Write the list as a workbook, a PDF or CSV, by the name chosen."""
        kinds = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self, "Xuất việc đến hạn", "viec-den-han.xlsx", kinds)
        if name:
            said = f"Đã ghi danh sách việc đến hạn ra {name}"
            self._register.ask(write_due, self._day, Path(name), then=lambda _: self.told.emit(said))
