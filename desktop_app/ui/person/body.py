"""The tabs of a file: the form of the person, the tables of the other records, papers, history, sources."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.fields import form_fields
from db.models import Person
from desktop_app.services.person.desk import Opened
from desktop_app.services.person.file import tab_of
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.widgets import column, frame, scrolling
from desktop_app.ui.person.fields import form_of
from desktop_app.ui.person.papers_view import PapersView
from desktop_app.ui.person.rows import RowsPart
from desktop_app.ui.person.trail_view import SourcesView, TrailView

TRAIL, SOURCES, PAPERS = "Lịch sử sửa", "Nguồn", "Giấy tờ"
FORM = tab_of(Person)


class Body(QObject):
    """Built from the parts of the first file it shows; they are the same for every person."""

    tab_changed = Signal(str)

    part_made = Signal(object)

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        titles = list(dict.fromkeys([FORM, *(part.tab for part in opened.file.parts)]))
        self.tabs = Tabs([(title, title) for title in (*titles, TRAIL, SOURCES)], "Các phần của hồ sơ")
        self.stack = QStackedWidget()
        self.form = form_of(form_fields(Person), opened.units)
        self.papers, self.trail, self.sources = PapersView(), TrailView(), SourcesView()
        self.parts: list[RowsPart] = []
        self.save_place = column()
        self._opened, self._editable = opened, True
        self._pages: dict[str, QWidget] = {TRAIL: self.trail, SOURCES: self.sources, PAPERS: self.papers}
        self._areas: dict[str, QScrollArea] = {}
        for title in (*titles, TRAIL, SOURCES):
            self._pages.setdefault(title, frame("card"))
            self.stack.addWidget(self._pages[title])
        self.tabs.chosen.connect(self._on_tab)

    def _fill(self, title: str) -> None:
        """Build a tab when it is first shown."""
        inner = frame("tools")
        outer = column(self._pages[title], margins=(1, 1, 1, 1))
        layout: QVBoxLayout = column(inner, margins=(16, 10, 14, 12), gap=6)
        if title == FORM:
            layout.addWidget(self.form)
        for part in self._opened.file.parts:
            if part.tab == title:
                made = RowsPart(part)
                made.set_editable(on=self._editable)
                self.parts.append(made)
                layout.addWidget(made)
                self.part_made.emit(made)
        layout.addStretch(1)
        area = self._areas[title] = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area, 1)
        if title == FORM:
            outer.addLayout(self.save_place)

    def _on_tab(self, title: str) -> None:
        if title not in self._areas and title not in {TRAIL, SOURCES, PAPERS}:
            self._fill(title)
        self.stack.setCurrentWidget(self._pages[title])
        self.tab_changed.emit(title)

    def show_opened(self, opened: Opened) -> None:
        """Show a file; what is typed into the form is the page's to keep."""
        self._opened = opened
        if FORM not in self._areas:
            self._fill(FORM)
        by_record = {part.record: part for part in opened.file.parts}
        for made in self.parts:
            made.show_part(by_record[made.part.record])
        self.papers.show_papers(opened.papers)
        self.trail.show_rows(opened.trail)
        self.sources.show_rows(opened.sources)

    def set_editable(self, *, on: bool) -> None:
        """Let everything be changed, or only looked at."""
        self._editable = on
        self.form.set_editable(on=on)
        self.papers.set_editable(on=on)
        for made in self.parts:
            made.set_editable(on=on)

    def part(self, record: str) -> RowsPart | None:
        """The table of a kind of record."""
        return next((made for made in self.parts if made.part.record == record), None)

    def go_to(self, tab: str) -> None:
        """Show a tab."""
        self.tabs.show_tab(tab)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a part can be seen."""
        for area in self._areas.values():
            if area.isAncestorOf(widget):
                area.ensureWidgetVisible(widget)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through."""
        return (self.tabs, self.stack.currentWidget())
