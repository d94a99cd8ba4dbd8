"""The window: a rail of pages, the top bar, messages, the page, the status line; nothing else is global."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from db.text import fold
from desktop_app.ui.kit.dates import DateField
from desktop_app.ui.kit.dialogs import show_crash
from desktop_app.ui.kit.finder import Finder, Found
from desktop_app.ui.kit.icons import IconLabel, brand_icon
from desktop_app.ui.kit.message_bar import MessageBar
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.progress import ThinBar
from desktop_app.ui.kit.rail import Rail
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import ElidedLabel, SearchField, button, column, frame, give_menu, label, line, restyle
from desktop_app.ui.menu import WindowMenu, deeds_found
from desktop_app.ui.runner import Runner

NARROW = 1320


class MainWindow(QMainWindow):
    """Knows pages, a stack, a message bar, a search and the day; the deeds of its menu are signals."""

    as_of_changed = Signal(object)
    menu_chosen = Signal(str)
    searched = Signal(str)  # typed into the search of the window
    closed = Signal()

    def __init__(
        self,
        runner: Runner,
        groups: Sequence[tuple[str, Sequence[Page]]],
        office: str,
        user: str,
        today: date,
        beside: Sequence[Page] = (),
    ) -> None:
        """The pages of the rail by group, and those ``beside`` it that are only reached from others."""
        super().__init__()
        self._runner, self._today = runner, today
        self._trail: list[Page] = []
        self._folded_by_hand = False
        self.pages = [*(page for _, pages in groups for page in pages), *beside]
        self.setWindowTitle(f"Sổ Nội Vụ - {office}")
        self.setWindowIcon(brand_icon())
        self.setMinimumSize(1280, 680)
        self.resize(1366, 768)
        whole = QWidget()
        self.setCentralWidget(whole)
        layout = line(whole, gap=0)
        self.rail = Rail(groups, office)
        self.rail.chosen.connect(self.show_page)
        layout.addWidget(self.rail)
        right = column()
        # before its parts: each that moves under another parent is dressed anew with all it holds
        layout.addLayout(right, 1)
        right.addWidget(self._top_bar(user))
        self._bar = ThinBar()
        self.messages = MessageBar()
        right.addWidget(self.messages)
        self.stack = QStackedWidget()
        over = QGridLayout()  # the bar lies over the upper edge of the page: nothing moves when work begins
        right.addLayout(over, 1)
        over.addWidget(self.stack, 0, 0)
        over.addWidget(self._bar, 0, 0, Qt.AlignmentFlag.AlignTop)
        for page in self.pages:
            self.stack.addWidget(page)
        right.addWidget(self._status_line())
        self._connect()
        self._keyboard()
        looks.changed.connect(self._on_look_changed)
        self._fit_search()
        self.show_page(next((page for page in self.pages if "search" in page.opens), self.pages[0]))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _top_bar(self, user: str) -> QWidget:
        bar = frame("bar")
        top = line(bar, margins=(16, 8, 14, 7), gap=10)
        self._title = label("", "page-title")
        self._detail = ElidedLabel(kind="dim")
        top.addWidget(self._title)
        top.addWidget(self._detail, 1)
        self.search = SearchField("Tìm trong toàn sổ", "Tìm người, đơn vị, việc cần làm", "Ctrl+K", cap=True)
        top.addWidget(self.search, 1)
        top.addSpacing(6)
        top.addWidget(label("Số liệu tính đến", "dim"))
        self.as_of = DateField(self._today, "Số liệu tính đến ngày", "asof")
        top.addWidget(self.as_of)
        self._back_to_today = button("Về hôm nay", self.return_to_today, kind="quiet", tip="Về số liệu hôm nay")
        self._back_to_today.hide()
        top.addWidget(self._back_to_today)
        split = frame("split")
        split.setFixedHeight(look().px(26))
        top.addWidget(split)
        menu_button = button(
            user, kind="quiet", icon="user-circle", token="text2", tip="Sao lưu, kiểm tra, lịch sử, trợ giúp"
        )
        self.menu = WindowMenu(menu_button)
        self.menu.chosen.connect(self._on_menu)
        give_menu(menu_button, self.menu)
        top.addWidget(menu_button)
        return bar

    def _status_line(self) -> QWidget:
        foot = frame("foot")
        status = line(foot, margins=(16, 3, 16, 3), gap=10)
        self.status = ElidedLabel(kind="small")
        status.addWidget(self.status, 1)
        self._busy = label("", "small")
        status.addWidget(self._busy)
        status.addWidget(IconLabel("shield-check"))
        self.saved = label("Đang mở để ghi…", "small")
        status.addWidget(self.saved)
        status.addWidget(label("F1", "key"))
        status.addWidget(label("bảng phím", "small"))
        return foot

    def _connect(self) -> None:
        for page in self.pages:
            page.told.connect(lambda text: self.messages.say(text, "ok"))
            page.status_changed.connect(lambda text, one=page: self._on_status(one, text))
            page.detail_changed.connect(lambda text, one=page: self._on_detail(one, text))
        self.as_of.day_changed.connect(self._on_day)
        self._no_day = ""
        self.as_of.refused.connect(self._on_day_refused)
        self.finder = Finder(self.search)
        self.search.textEdited.connect(self.searched)
        self.finder.chosen.connect(self._on_found)
        self.finder.left.connect(lambda: self._give_keyboard(self.page))
        self._runner.refused.connect(self._on_refused)
        self._runner.crashed.connect(self._on_crashed)
        self._runner.busy_changed.connect(self._on_busy)
        self._runner.progressed.connect(self._on_progress)
        self._runner.records_changed.connect(self._on_records_changed)

    def _keyboard(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Ctrl+{number % 10}", partial(self.show_page, page))
            for number, page in enumerate(list(self.rail.buttons)[:10], 1)
        ]
        keys += [
            ("Ctrl+K", self._focus_search),
            ("Ctrl+D", self._focus_day),
            ("Ctrl+B", self.fold),
            ("Alt+Left", self.go_back),
            ("F1", self._show_keys),
            ("F5", self._reload),
            ("Ctrl++", partial(self.menu_chosen.emit, "larger")),
            ("Ctrl+=", partial(self.menu_chosen.emit, "larger")),
            ("Ctrl+-", partial(self.menu_chosen.emit, "smaller")),
        ]
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(action)
        self._stepping = [QShortcut(QKeySequence(key), self) for key in ("Ctrl+Z", "Ctrl+Y")]
        for shortcut, code in zip(self._stepping, ("undo", "redo"), strict=True):
            shortcut.activated.connect(partial(self.menu_chosen.emit, code))
        stop = QShortcut(QKeySequence("Esc"), self)
        stop.setContext(Qt.ShortcutContext.WindowShortcut)
        stop.activated.connect(self._on_escape)
        self._stop = stop
        stop.setEnabled(False)

    # --- what happens ---------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.pages[self.stack.currentIndex()]

    def show_page(self, page: Page) -> None:
        """Show a page and put the keyboard into it."""
        if self._trail[-1:] != [page]:
            self._trail = [*self._trail[-20:], page]
        self.stack.setCurrentWidget(page)
        self._give_keyboard(page)
        for shortcut in self._stepping:
            shortcut.setEnabled(not page.own_undo)
        self.rail.mark(page)
        self._title.setText(page.title)
        self._detail.show_text(getattr(page, "detail_now", ""))
        self.status.show_text(getattr(page, "status_now", ""))

    def _give_keyboard(self, page: Page) -> None:
        """To where the page had it last, unless it is on the page already."""
        here: QWidget | None = self.focusWidget()
        if self.isVisible() and (here is None or not page.isAncestorOf(here)):
            last: QWidget | None = page.focusWidget()
            (page if last is None else last).setFocus()

    def go_back(self) -> None:
        """Show the page that was shown before."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.show_page(self._trail[-1])

    def go_to(self, kind: str, target: object) -> None:
        """Show one thing on the page that opens things of its kind."""
        for page in self.pages:
            if kind in page.opens:
                self.show_page(page)
                page.open_target(kind, target)
                return
        raise LookupError(f"no page opens {kind}")

    def name_office(self, name: str) -> None:
        """Show another name of the office."""
        self.rail.office.setText(name)
        self.setWindowTitle(f"Sổ Nội Vụ - {name}")

    def fold(self) -> None:
        """Fold the rail to its icons, or open it."""
        self.rail.fold(folded=not self.rail.folded)
        self._folded_by_hand = True

    def _on_look_changed(self) -> None:
        self._fit_search()
        self.rail.fold(folded=self.rail.folded)

    def _fit_search(self) -> None:
        self.search.setMinimumWidth(look().px(160))
        self.search.setMaximumWidth(look().px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where the page would have too little room, until the clerk decides herself."""
        super().resizeEvent(event)
        narrow = event.size().width() < look().px(NARROW)
        if narrow != self.rail.folded and not self._folded_by_hand:
            self.rail.fold(folded=narrow)

    def return_to_today(self) -> None:
        """One key back to today."""
        self.as_of.show_day(self._today)
        self._on_day(self._today)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _reload(self) -> None:
        self.page.reload()

    def _focus_day(self) -> None:
        self.as_of.setFocus()
        self.as_of.selectAll()

    def _on_day_refused(self, why: str) -> None:
        self._no_day = why
        self.messages.say(why, "danger")

    def _on_day(self, day: date) -> None:
        if self._no_day and self.messages.text == self._no_day:
            self.messages.hide()  # put right: nothing is wrong any more
        past = day != self._today
        restyle(self.as_of, state="warn" if past else "")
        self._back_to_today.setVisible(past)
        for page in self.pages:
            page.set_as_of(day)
        self.as_of_changed.emit(day)
        if self.as_of.hasFocus():  # a day that was typed and settled by Enter: what it changes is on the page
            self._give_keyboard(self.page)

    def show_found(self, typed: str, groups: Sequence[tuple[str, Sequence[Found]]]) -> None:
        """Show what was found for a text, and the commands that bear it in their names."""
        words = fold(typed).split()
        pages = [
            Found(page.title, "Mở trang", page.icon, "page", page)
            for page in self.rail.buttons
            if words and all(word in fold(page.title) for word in words)
        ]
        whole = (
            [Found(f"Lọc danh sách theo “{typed.strip()}”", "Trang Hồ sơ", "funnel", "search", typed)] if words else []
        )
        if self.search.hasFocus():
            from desktop_app.ui.page_deeds import page_deeds_found

            deeds = [*page_deeds_found(words, self.pages, self.page), *deeds_found(words)]
            self.finder.show_found((*groups, ("Trang và lệnh", [*pages, *deeds]), ("Danh sách", whole)))

    def _on_found(self, found: Found) -> None:
        self.search.clear()
        if found.kind == "page":
            self.show_page(found.target)
        elif found.kind == "menu":
            self._give_keyboard(self.page)  # the search gives it back before a dialog remembers where it was
            self._on_menu(found.target)
        elif found.kind == "deed":
            page, deed = found.target
            self.show_page(page)
            self._give_keyboard(page)
            from desktop_app.ui.page_deeds import carry_out

            carry_out(page, deed)
        elif found.kind == "search":
            page = next(page for page in self.pages if "search" in page.opens)
            self.show_page(page)
            page.focus_search(found.target)
        else:
            self.go_to(found.kind, found.target)

    def _on_menu(self, chosen: str) -> None:
        if chosen == "keys":
            self._show_keys()
        else:
            self.menu_chosen.emit(chosen)

    def _show_keys(self) -> None:
        from desktop_app.ui.kit.keys import show_keys
        from desktop_app.ui.page_deeds import EVERYWHERE, deeds_of

        here = [(deed.keys, deed.text) for deed in deeds_of(self.page) if deed.keys]
        show_keys(self, self.page.title, here, EVERYWHERE)

    def _on_status(self, page: Page, text: str) -> None:
        page.status_now = text  # type: ignore[attr-defined] # remembered for the next time the page is shown
        if page is self.page:
            self.status.show_text(text)

    def _on_detail(self, page: Page, text: str) -> None:
        page.detail_now = text  # type: ignore[attr-defined] # as above
        if page is self.page:
            self._detail.show_text(text)

    def _on_refused(self, text: str) -> None:
        self.messages.say(text, "danger")

    def _on_crashed(self, trace: str) -> None:
        show_crash(self, trace)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._stop.setEnabled(busy)
        if not busy:
            self._busy.setText("")
            self._bar.hide()

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._bar.show()
        self._busy.setText(f"đang làm {done}/{total}, Esc để dừng")

    def _on_records_changed(self, touched: frozenset[str] | None) -> None:
        for page in self.pages:
            page.changed(touched)

    def _on_escape(self) -> None:
        self._runner.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what is being written, then tell."""
        for page in self.pages:
            page.leave()
        self._runner.close()
        self.closed.emit()
        super().closeEvent(event)
