"""Bổ nhiệm, điều động: who holds which post, whose term ends, decisions, temporary duties, and what imports left to record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db.text import fold
from desktop_app.reports.lists.appointments import ListTable
from desktop_app.services import decisions
from desktop_app.services.movements.proposals import accept, proposals
from desktop_app.services.post_rows import holders, temporaries
from desktop_app.services.staffing_checks import Remark, remarks
from desktop_app.services.work import Work
from desktop_app.ui.appointments.columns import TABS, columns, search_text, urgency, why
from desktop_app.ui.appointments.decision_deeds import DecisionDeeds
from desktop_app.ui.appointments.dialog import MovementDialog, Wish
from desktop_app.ui.appointments.notices import NoticesDialog
from desktop_app.ui.appointments.papers import list_pdf, write_list
from desktop_app.ui.appointments.registers import FiguresDialog
from desktop_app.ui.appointments.targets import TABS_OF, WHOLE_YEAR, Targets
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.preview import show_preview
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.tabs import Segments, Tabs
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import WhyPanel
from desktop_app.ui.kit.widgets import SearchField, button, column, frame, label, line, rule
from desktop_app.ui.register import Done, Register

_WITHIN = (("90", "90 ngày"), ("183", "6 tháng"), (WHOLE_YEAR, "12 tháng"))
_EMPTY: Mapping[str, str] = {
    "holding": "Chưa có ai giữ chức vụ lãnh đạo, quản lý vào ngày này.",
    "ending": "Không có ai hết thời hạn trong khoảng này.",
    "decisions": "Sổ chưa có quyết định nào. Bấm Ctrl+N để ghi quyết định mới.",
    "temporary": "Không có ai biệt phái, được giao quyền, phụ trách hoặc kiêm nhiệm.",
    "proposals": "Không còn gì để đề xuất: mọi chức vụ đều có biến động.",
    "remarks": "Chức vụ, đơn vị, biên chế và số quyết định đều khớp nhau.",
}


def _everything(work: Work, day: date) -> dict[str, tuple[Any, ...]]:
    """The rows of every tab."""
    held = holders(work, day)
    return {
        "holding": held,
        "ending": tuple(sorted((row for row in held if row.term_ends), key=lambda row: row.term_ends or day)),
        "decisions": decisions.decisions(work),
        "temporary": temporaries(work, day),
        "proposals": proposals(work),
    }


class AppointmentsPage(Page):
    """Five lists with their reason beside them; ``Ctrl+N`` opens the one dialog of decisions about people."""

    title = "Bổ nhiệm, điều động"
    icon = "arrows-left-right"
    reads = frozenset(
        {"assignment", "employment", "movement", "decision", "person", "unit_state", "document_number", "due_mark"}
    )
    opens = frozenset({"movement", *TABS_OF})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register, self._day = register, register.as_of
        self._rows: dict[str, tuple[Any, ...]] = {}
        self._targets = Targets(self)
        self.papers = DecisionDeeds(self, register, self._picked)
        self.tabs = Tabs(TABS, "Nội dung")
        self.tabs.chosen.connect(self._on_tab)
        self.search = SearchField("Lọc", "Lọc theo tên, chức vụ, đơn vị", "Ctrl+F")
        self.search.textChanged.connect(lambda _text: self.fill())
        self.within = Segments(_WITHIN, "Hết thời hạn trong", WHOLE_YEAR)
        self.within.chosen.connect(lambda _code: self.fill())
        self.list = RichTable(columns("holding", self._day), "Danh sách", ticks=True)
        self.list.row_changed.connect(self._on_row)
        self.list.ticked_changed.connect(lambda _count: self._on_ticked())
        self.list.opened.connect(lambda _key: self._on_opened())
        self.list.acted.connect(self._on_letter)
        self.why = WhyPanel()
        self.why.setFixedWidth(look().px(392))
        layout = column(self)
        layout.addWidget(self._bar())
        panes = line(margins=(14, 14, 14, 14), gap=12)
        panes.addWidget(self._card(), 1)
        panes.addWidget(self.why)
        layout.addLayout(panes, 1)
        self._keys()
        self._on_tab("holding")

    # --- parts ----------------------------------------------------------------------------------------------------

    def _bar(self) -> QWidget:
        bar = frame("bar")
        row = line(bar, margins=(14, 0, 14, 0), gap=8)
        row.addWidget(self.tabs, 1)
        row.addWidget(button("Số liệu", self.show_figures, icon="chart-line-up", tip="Số liệu hằng năm"))
        row.addWidget(button("Quyết định mới  Ctrl+N", self.new_decision, icon="plus", key="Ctrl+N"))
        return bar

    def _card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 8, 1, 1))
        head = line(margins=(13, 0, 10, 8), gap=8)
        self.search.setMaximumWidth(look().px(260))
        self.search.setMinimumWidth(look().px(90))
        head.addWidget(self.search, 1)
        tools = Flow(gap=8, right=True)
        tools.add(self.within)
        tools.add(button("In", self.print_list, kind="quiet", icon="printer", key="Ctrl+P"))
        tools.add(button("Excel", self.export, kind="quiet", icon="export", key="Ctrl+E"))
        head.addWidget(tools, 2)
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
        outer.addWidget(self._count)
        self._deeds = Flow(gap=8, right=True)
        outer.addWidget(self._deeds, 1)
        layout.addWidget(foot)
        return card

    def _keys(self) -> None:
        deeds: Sequence[tuple[str, Callable[[], object]]] = (
            ("Ctrl+N", self.new_decision),
            ("Ctrl+P", self.print_list),
            ("Ctrl+E", self.export),
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+Tab", partial(self.tabs.step, 1)),
            ("Ctrl+Shift+Tab", partial(self.tabs.step, -1)),
            ("Ctrl+Return", self._on_primary),
            ("Ctrl+Enter", self._on_primary),
            ("F6", partial(step_pane, (self.list, self.why), 1)),
            ("Shift+F6", partial(step_pane, (self.list, self.why), -1)),
        )
        for key, deed in deeds:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _deeds_of(self, tab: str) -> Sequence[tuple[str, Callable[[], object]]]:
        """The deeds of a tab on what is ticked, the main one last."""
        move, papers = partial(self.deed, "dieu_dong"), self.papers
        deeds: dict[str, Sequence[tuple[str, Callable[[], object]]]] = {
            "holding": (("Thôi giữ chức vụ…", partial(self.deed, "thoi_giu_chuc_vu")), ("Điều động…", move)),
            "ending": (
                ("Điều động…", move),
                ("Kéo dài…", partial(self.deed, "keo_dai")),
                ("Bổ nhiệm lại…", partial(self.deed, "bo_nhiem_lai")), ("Lập thông báo…", partial(self.give_notice, None)),
            ),
            "decisions": (
                ("Sổ số văn bản…", papers.show_numbers), ("Người ký…", papers.show_signers), ("Sửa…", papers.correct),
                ("Huỷ bỏ…", papers.cancel), ("Gắn bản quét…", papers.attach), ("Mở bản quét", papers.open_scan),
                ("In quyết định…", papers.print),
            ),
            "temporary": (("Kéo dài biệt phái…", partial(self.deed, "keo_dai_biet_phai")), ("Kết thúc…", self.finish)),
            "proposals": (("Ghi các đề xuất đã chọn", self.take_over),),
            "remarks": (("Mở chỗ cần xem", self._on_opened),),
        }  # fmt: skip
        return deeds[tab]

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read every tab again, behind the screen."""
        self._register.ask(_everything, self._day, then=self._show, topic="appointments")
        self._register.ask(remarks, self._day, then=self._show_remarks, topic="appointments-remarks")

    def set_as_of(self, day: date) -> None:
        """The posts of another day."""
        if day != self._day:
            self._day = day
            self._lay_columns()
            self.reload()

    def _show(self, found: dict[str, tuple[Any, ...]]) -> None:
        self._rows = {**self._rows, **found}
        self.fill()
        self._count_tabs()

    def _show_remarks(self, found: tuple[Remark, ...]) -> None:
        """What does not fit together; it looks at everybody, so it comes after the rest."""
        self._rows["remarks"] = found
        if self.tabs.current == "remarks":
            self.fill()
        self._count_tabs()

    def _count_tabs(self) -> None:
        for code, _ in TABS:
            if code in self._rows:
                self.tabs.show_count(code, len(self._of_tab(code)))

    def _of_tab(self, tab: str) -> tuple[Any, ...]:
        rows = self._rows.get(tab, ())
        if tab != "ending":
            return rows
        last = self._day + timedelta(days=int(self.within.current))
        return tuple(row for row in rows if row.term_ends is not None and row.term_ends <= last)

    def _on_tab(self, tab: str) -> None:
        self.within.setVisible(tab == "ending")
        self.why.setVisible(tab not in {"decisions", "remarks"})
        self._lay_columns()
        here = QApplication.focusWidget()
        if here is not None and self._deeds.isAncestorOf(here):
            self.list.setFocus()  # the button that has the keyboard goes
        self._deeds.clear()
        held = self._deeds_of(tab)
        for place, (text, deed) in enumerate(held):
            last = place == len(held) - 1
            self._deeds.add(button(text, deed, kind="primary" if last else "", key="Ctrl+Enter" if last else ""))
        self.fill()

    def _lay_columns(self) -> None:
        self.list.rich_model.set_columns(columns(self.tabs.current, self._day))

    def fill(self) -> None:
        """Show the rows of the tab that hold every word of the filter."""
        tab = self.tabs.current
        words = fold(self.search.text()).split()
        rows = [row for row in self._of_tab(tab) if all(word in fold(search_text(row)) for word in words)]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if tab in self._rows:
            self._empty.setText(_EMPTY[tab] if not words else "Không có dòng nào khớp với chữ đang lọc.")
        else:
            self._empty.setText("Đang đọc sổ…")
        self._targets.go()
        late = sum(
            1
            for row in rows
            if tab == "ending"
            and not row.settled
            and row.noticed is None
            and urgency(row.notice, self._day) == "danger"
        )
        told = f"{len(rows)} dòng" + (f" · {late} quá hạn thông báo" if late else "")
        self.status_changed.emit(told)
        self._on_ticked()

    def _on_row(self, row: Any) -> None:
        found = why(self.tabs.current, row, self._day) if row is not None else None
        self.why.show_why(found)

    def _on_ticked(self) -> None:
        count = len(self.list.ticked())
        self._count.setText(f"Đã chọn {count} dòng" if count else "Dấu cách để chọn nhiều dòng")

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _picked(self) -> list[Any]:
        """The ticked rows, else the current one."""
        current = self.list.current_row()
        return self.list.ticked() or ([current] if current is not None else [])

    def _kept_out(self) -> bool:
        told = self._register.why_not
        if told:
            self._register.runner.refused.emit(told)
        return bool(told)

    def open_dialog(self, wish: Wish) -> MovementDialog | None:
        """The dialog of decisions about people."""
        if self._kept_out():
            return None
        made = MovementDialog(self, self._register, wish, self._on_written)
        made.open()
        (made.person.line if not wish.people else made.pick("kind").box).setFocus()
        return made

    def new_decision(self) -> None:
        """A new decision, whom and what to be chosen."""
        self.open_dialog(Wish())

    def deed(self, kind: str) -> None:
        """A decision of a kind about the picked rows."""
        rows = self._picked()
        people = tuple(dict.fromkeys(row.person for row in rows))
        target = rows[0].assignment if len(rows) == 1 and kind != "dieu_dong" else None
        self.open_dialog(Wish(people, kind, target))

    def give_notice(self, row: Any = None) -> None:
        """Tell somebody, or those picked, in writing that their term ends."""
        rows = [row] if row is not None else self._picked()
        if rows and not self._kept_out():
            NoticesDialog(self, self._register, rows, self.told.emit).open()

    def finish(self) -> None:
        """End the temporary duty of the current row."""
        row = self.list.current_row()
        if row is not None:
            ends = {"biet_phai": "ket_thuc_biet_phai", "kiem_nhiem": "thoi_kiem_nhiem"}
            kind = ends.get(row.kind, "ket_thuc_giao_quyen")
            self.open_dialog(Wish((row.person,), kind, row.assignment))

    def take_over(self) -> None:
        """Record the ticked proposals, or the current one, in one operation."""
        rows = self._picked()
        if not rows or self._kept_out():
            return
        keys = [row.assignment for row in rows]
        self._register.do("movement", f"Ghi {len(keys)} biến động theo đề xuất", accept, keys, then=self._on_taken)

    def _on_taken(self, done: Done) -> None:
        self._on_written(f"Đã ghi {done.value} biến động.")

    def _on_written(self, told: str, movements: tuple[bytes, ...] = ()) -> None:
        self.told.emit(f"{told} Ctrl+Z để hoàn tác.")
        if movements:
            self.papers.show(movements)

    def show_figures(self) -> None:
        """The yearly figures."""
        FiguresDialog(self, self._register, self._day, self.told.emit).open()

    def _on_primary(self) -> None:
        self._deeds_of(self.tabs.current)[-1][1]()

    def _on_opened(self) -> None:
        row = self.list.current_row()
        if row is None:
            return
        if self.tabs.current == "decisions":
            self.papers.open_scan()
        elif self.tabs.current == "remarks" and row.person is None:
            kind, key = ("unit", row.unit) if row.unit is not None else ("decision", None)
            self._register.wanted.emit(kind, key)
        else:
            self._register.wanted.emit("person", row.person)

    def _on_letter(self, letter: str, _row: Any) -> None:
        if letter == "V":
            self.why.setFocus()

    # --- papers ---------------------------------------------------------------------------------------------------

    def _table(self) -> ListTable:
        shown = self.list.rich_model.columns
        headings = (*((one.title, float(one.width)) for one in shown), ("Ghi rõ", 30.0))
        rows = []
        for row in self.list.ticked() or self.list.rows():
            seconds = [one.second(row) for one in shown if one.second is not None]
            rows.append((*(one.text(row) for one in shown), "; ".join(filter(None, seconds))))
        return ListTable(f"Danh sách {dict(TABS)[self.tabs.current].lower()}", headings, tuple(rows))

    def print_list(self) -> None:
        """The list as it will be printed."""
        self._register.ask(list_pdf, self._table(), self._day, then=self._preview, topic="preview")

    def _preview(self, pdf: bytes) -> None:
        show_preview(self, self._register.runner.ask, pdf, "Xem trước và in danh sách", "bo-nhiem")

    def export(self, out: Path | None = None) -> None:
        """The list as Excel or PDF, asking where unless told."""
        if out is None:
            name, _ = QFileDialog.getSaveFileName(
                self, "Xuất danh sách", "bo-nhiem.xlsx", "Excel (*.xlsx);;PDF (*.pdf)"
            )
            if not name:
                return
            out = Path(name)
        said = f"Đã ghi danh sách ra {out}"
        self._register.ask(
            write_list, self._table(), self._day, out, then=lambda _: self.told.emit(said), topic="list-out"
        )

    # --- going somewhere ------------------------------------------------------------------------------------------

    def focus_search(self, text: str = "") -> None:
        """Filter this page's list."""
        self.search.setText(text)
        self.search.setFocus()

    def open_target(self, kind: str, target: Any) -> None:
        """Show a term, a temporary duty or a decision, or open the dialog that settles it."""
        self._targets.open(kind, target)
