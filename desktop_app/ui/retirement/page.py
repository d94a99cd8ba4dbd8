"""Nghỉ hưu: the wave that comes, the year's list with its papers, posts falling vacant, who cannot be computed, who left."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.law.calendar import add_months
from desktop_app.reports.letters.kinds import DECISION
from desktop_app.services.due.leaving import GONE
from desktop_app.services.retirement.answers import Explained, explain
from desktop_app.services.retirement.forecast import MOST_YEARS, forecast
from desktop_app.services.retirement.rows import Forecast, RetireRow, UnknownRow
from desktop_app.services.work import Work
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import Followed, step_pane
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import WhyPanel
from desktop_app.ui.kit.widgets import SearchField, button, column, frame, label, line, rule, scrolling
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.batch_bar import BatchBar
from desktop_app.ui.retirement.chart_card import ChartCard
from desktop_app.ui.retirement.columns import TABS, columns, why_person, why_unknown
from desktop_app.ui.retirement.filters import Filters, YearBox
from desktop_app.ui.retirement.narrowing import EMPTY, Narrowing
from desktop_app.ui.retirement.papers import Shown, show_pages, write_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.ui.retirement.case_dialog import CaseDialog
    from desktop_app.ui.retirement.letters_dialog import LettersDialog
    from desktop_app.ui.retirement.what_if_dialog import WhatIfDialog

YEARS_BACK = 4
_LIST_HEIGHT = 330  # head, four people, deeds; where there is less room the page scrolls


def _read(work: Work, day: date) -> Forecast:
    found = forecast(work, day, add_months(day, 12 * MOST_YEARS), date(day.year - YEARS_BACK, 1, 1))
    found.ready()
    return found


class RetirementPage(Page):
    """Chart above, list below, one set of filters; ticked rows get their notices or decisions in one go."""

    title = "Nghỉ hưu"
    icon = "hourglass-medium"
    reads = frozenset(
        {"person", "employment", "assignment", "retirement_case", "retirement_step", "movement", "decision",
         "unit_state", "figure_correction"}
    )  # fmt: skip
    opens = frozenset({"retirement", "retirement_quarter"})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register, self._day = register, register.as_of
        self.found: Forecast | None = None
        self._wanted: tuple[str, Any] | None = None
        self.tabs = Tabs(TABS, "Nội dung")
        self.tabs.chosen.connect(lambda _tab: self._on_tab())
        self.chart = ChartCard()
        self.chart.narrowed.connect(lambda _period: self._fill())
        self.search = SearchField("Lọc", "Lọc theo tên", "Ctrl+F")
        self.search.textChanged.connect(lambda _text: self._fill())
        self.year = YearBox()
        self.filters = Filters(self.search, self.year)
        self.filters.changed.connect(self._on_filters)
        self.year.activated.connect(lambda _place: self._fill())
        self.list = RichTable(columns("forecast", self._day), "Danh sách", ticks=True)
        self.setFocusProxy(self.list)
        self.list.row_changed.connect(self._on_row)
        self.list.ticked_changed.connect(lambda _count: self._on_ticked())
        self.list.opened.connect(lambda _key: self._on_opened())
        self.list.acted.connect(self._on_letter)
        self.why = WhyPanel()
        self.why.setFixedWidth(look().px(372))
        self.why.hide()
        layout = column(self)
        layout.addWidget(self._bar())
        inner = QWidget()
        body = column(inner, margins=(14, 14, 14, 14), gap=12)
        body.addWidget(self.chart, 2)
        lower = line(gap=12)
        lower.addWidget(self._card(), 1)
        lower.addWidget(self.why)
        body.addLayout(lower, 3)
        area = scrolling(inner)
        Followed(area, self.chart.bars, self.list)
        layout.addWidget(area, 1)
        self._keys()
        self._on_tab()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _bar(self) -> QWidget:
        bar = frame("bar")
        row = line(bar, margins=(14, 0, 14, 0), gap=8)
        row.addWidget(self.tabs, 1)
        row.addWidget(button("Thử tính…", self.what_if, icon="calculator", key="T", tip="Tính thử, không ghi hồ sơ"))
        return bar

    def _card(self) -> QWidget:
        card = frame("card")
        card.setMinimumHeight(look().px(_LIST_HEIGHT))
        layout = column(card, margins=(1, 7, 1, 1))
        head = line(margins=(13, 0, 10, 7), gap=8)
        self._period = button("", self.chart.clear_choice, kind="filter", icon="x", tip="Bỏ lọc theo cột của biểu đồ")
        self.filters.add(self._period)
        head.addWidget(self.filters, 5)
        self._why_button = button("Vì sao?", self.toggle_why, kind="quiet", icon="scales", token="law", key="V")
        self._why_button.setCheckable(True)
        tools = Flow(gap=4, right=True)
        tools.add(self._why_button)
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
        self.bar = BatchBar(self.open_case, partial(self.letters, DECISION), self._on_primary)
        layout.addWidget(self.bar)
        return card

    def _keys(self) -> None:
        deeds: Sequence[tuple[str, Callable[[], object]]] = (
            ("Ctrl+P", self.print_list),
            ("Ctrl+E", self.export),
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+Tab", partial(self.tabs.step, 1)),
            ("Ctrl+Shift+Tab", partial(self.tabs.step, -1)),
            ("Ctrl+Return", self._on_primary),
            ("Ctrl+Enter", self._on_primary),
            ("F6", partial(step_pane, (self.chart.bars, self.list, self.why), 1)),
            ("Shift+F6", partial(step_pane, (self.chart.bars, self.list, self.why), -1)),
        )
        for key, deed in deeds:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Work the forecast out anew, behind the screen."""
        self._register.ask(_read, self._day, then=self._show, topic="retirement")

    def set_as_of(self, day: date) -> None:
        """The forecast of another day."""
        if day != self._day:
            self._day = day
            self._lay_columns()
            self.reload()

    def _show(self, found: Forecast) -> None:
        first = self.found is None or self.found.day != found.day
        self.found = found
        self.filters.show_forecast(found)
        if first:
            self.year.offer(self._day.year - YEARS_BACK, self._day.year + MOST_YEARS, self._day.year)
        self._count_chart()
        self._fill()
        year = self._day.year
        self.tabs.show_count("year", len(found.between(date(year, 1, 1), date(year, 12, 31))))
        for tab, count in (
            ("vacant", len(found.vacancies)),
            ("unknown", len(found.unknown)),
            ("gone", len(found.left)),
        ):
            self.tabs.show_count(tab, count)
        if self._wanted is not None:
            kind, target = self._wanted
            self._wanted = None
            self.open_target(kind, target)

    def _on_tab(self) -> None:
        tab = self.tabs.current
        self.chart.setVisible(tab == "forecast")
        self.year.setVisible(tab == "year")
        self.filters.show_choices(on=tab != "unknown")
        self._lay_columns()
        self._fill()

    def _lay_columns(self) -> None:
        narrow = not self.why.isHidden()
        self.list.rich_model.set_columns(columns(self.tabs.current, self._day, narrow=narrow))

    def _on_filters(self) -> None:
        self._count_chart()
        self._fill()

    def _count_chart(self) -> None:
        if self.found is not None:
            shown = [row for row in self.filters.narrowed(self.found.rows) if row.retires]
            self.chart.show_rows(shown, self._day)

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def narrowing(self) -> Narrowing:
        """What narrows the list now."""
        last = self.chart.columns[-1].last if self.chart.columns else self._day
        chosen = self.chart.chosen if self.tabs.current == "forecast" else None
        year = self.year.currentData() or self._day.year
        return Narrowing(self.tabs.current, year, chosen, last, self.search.text(), self.filters.narrowed)

    def rows(self) -> list[Any]:
        """The rows of the tab, as the filters let them through."""
        return self.narrowing.rows(self.found) if self.found is not None else []

    def _fill(self, keep: Any = None) -> None:
        current = keep or self.list.current_row()
        rows = self.rows()
        self.list.set_rows(rows)
        if current is not None:
            place = next((n for n, row in enumerate(rows) if row.person == current.person), -1)
            if place >= 0:
                self.list.go_to_row(place)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        narrowed = self.search.text() or self.filters.narrowing or self.chart.chosen is not None
        if self.found is None:
            self._empty.setText("Đang tính…")
        else:
            self._empty.setText("Không có ai khớp với bộ lọc." if narrowed else EMPTY[self.tabs.current])
        chosen = self.narrowing.chosen
        self._period.setVisible(chosen is not None)
        self._period.setText(f" {chosen.words}" if chosen is not None else "")
        if self.found is not None:
            self.status_changed.emit(self.narrowing.status(self.found, rows))
        self._on_ticked()

    def _on_row(self, row: Any) -> None:
        self._on_ticked()
        if self.why.isHidden():
            return
        if isinstance(row, UnknownRow):
            self.why.show_why(why_unknown(row))
        elif row is None:
            self.why.show_why(None)
        else:
            ask = (explain, row.person, self._day)
            self._register.ask(*ask, then=partial(self._on_explained, row), topic="retirement-why")

    def _on_explained(self, row: RetireRow, found: Explained) -> None:
        if self.list.current_row() == row:
            self.why.show_why(why_person(found, row, self._day))

    def toggle_why(self) -> None:
        """Show or hide the explanation."""
        self.why.setVisible(self.why.isHidden())
        self._why_button.setChecked(not self.why.isHidden())
        row = self.list.current_row()
        self._lay_columns()
        self._fill(row)  # other columns forget the current row
        if row is not None:
            self._on_row(self.list.current_row())

    def _on_ticked(self) -> None:
        self.bar.show_picked(
            self.tabs.current, self.list.ticked(), self._picked(), self._day, narrow=not self.why.isHidden()
        )

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _picked(self) -> list[Any]:
        """The ticked rows, else the current one."""
        current = self.list.current_row()
        return self.list.ticked() or ([current] if current is not None else [])

    def _on_primary(self) -> None:
        if self.bar.primary.isVisibleTo(self) and self.bar.primary.isEnabled():
            self.letters(self.bar.kind)

    def letters(self, kind: str) -> "LettersDialog | None":
        """The dialog of papers for the picked people to whom this paper can be given."""
        from desktop_app.ui.retirement.fronts import open_letters  # not for the first picture

        return open_letters(self, self._register, self._picked(), kind, self._on_written)

    def _on_written(self, told: str) -> None:
        if isValid(self):
            self.told.emit(told)

    def open_case(self) -> "CaseDialog | None":
        """The case of the current row."""
        row = self.list.current_row()
        if isinstance(row, UnknownRow) or (row is not None and row.state == GONE):
            self._register.wanted.emit("person", row.person)
            return None
        if row is None:
            return None
        from desktop_app.ui.retirement.fronts import open_case  # as above

        return open_case(self, self._register, row, self._day, self._on_written)

    def _on_opened(self) -> None:
        self.open_case()

    def what_if(self) -> "WhatIfDialog":
        """Try other facts on the current person."""
        from desktop_app.ui.retirement.fronts import open_what_if  # as above

        return open_what_if(self, self._register, self.list.current_row())

    def _on_letter(self, letter: str, row: Any) -> None:
        if letter == "V":
            self.toggle_why()
        elif letter == "T":
            self.what_if()
        elif letter == "M":
            self._register.wanted.emit("person", row.person)

    def show_year_ahead(self) -> None:
        """Who leaves in the twelve months to come."""
        self.tabs.show_tab("forecast")
        self.chart.show_year_ahead()
        self.list.setFocus()

    # --- papers ---------------------------------------------------------------------------------------------------

    def _shown(self) -> Shown | None:
        if self.found is None:
            return None
        first, last = self.narrowing.span(self.found)
        ticked = self.list.ticked() if self.tabs.current != "unknown" else []
        return Shown(self.tabs.current, tuple(ticked or self.rows()), first, last, self.found)

    def print_list(self) -> None:
        """The list as it will be printed."""
        shown = self._shown()
        if shown is not None:
            show_pages(self, self._register, shown)

    def export(self, out: Path | None = None) -> None:
        """The list as Excel, PDF or CSV, asking where unless told."""
        shown = self._shown()
        if shown is not None:
            write_out(self, self._register, shown, out)

    # --- going somewhere ------------------------------------------------------------------------------------------

    def focus_search(self, text: str = "") -> None:
        """Filter this page's list."""
        self.search.setText(text)
        self.search.setFocus()

    def open_target(self, kind: str, target: Any) -> None:
        """Show a person's row and case, or the quarter the start page was asked about."""
        if self.found is None:
            self._wanted = (kind, target)
            return
        self.search.clear()
        self.filters.clear_choices()
        self.tabs.show_tab("forecast")
        if kind == "retirement_quarter":
            self.chart.choose(*target)
            self.list.setFocus()
            return
        self.chart.clear_choice()
        self._go_to(bytes(target))

    def _go_to(self, person: bytes) -> None:
        found = self.found
        row = next((one for one in found.rows if one.person == person), None) if found is not None else None
        if row is not None and row not in self.rows():
            self.chart.years.choose("15")
            self._count_chart()
            self._fill()
        if row is None and found is not None and any(one.person == person for one in found.unknown):
            self.tabs.show_tab("unknown")
            row = next((one for one in self.rows() if one.person == person), None)
        if row is not None:
            self.list.select_row(row)
        self.list.setFocus()
