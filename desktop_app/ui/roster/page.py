"""Hồ sơ: the tree of units, the list, the card; everything by keyboard."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from db.text import dotted
from desktop_app.errors import InvalidInput
from desktop_app.services.roster import RosterDesk, search_words
from desktop_app.services.roster_types import Counted, GroupRow, RosterQuery, RosterRow, Whole
from desktop_app.ui.kit.find import Narrowing
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.table import TableModel
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.widgets import column, frame
from desktop_app.ui.people_papers import papers_menu
from desktop_app.ui.register import Register
from desktop_app.ui.roster.arrangement import Arrangement
from desktop_app.ui.roster.card import PersonPane
from desktop_app.ui.roster.deeds import Deeds
from desktop_app.ui.roster.filters import Conditions
from desktop_app.ui.roster.grouping import with_headings
from desktop_app.ui.roster.list_card import ListCard
from desktop_app.ui.roster.shaping import Shaping
from desktop_app.ui.roster.unit_tree import UnitTree

if TYPE_CHECKING:
    from desktop_app.document import Group

FIRST_SCREEN = 60
LONG_LIST, FIRST_HITS = 20_000, 100
FIRST_PICTURE_MS = 60
"""How long the first picture is left alone before the whole list is read behind it."""
_TWO = 2  # files that are joined


class RosterPage(Page):
    """The register as a list; what is shown can be exported exactly."""

    title = "Hồ sơ"
    icon = "identification-card"
    opens = frozenset({"search", "unit"})
    reads = frozenset(
        {
            "person",
            "employment",
            "assignment",
            "unit",
            "unit_state",
            "salary_step",
            "qualification",
            "party_membership",
            "contact",
        }
    )
    merge_requested = Signal(bytes, bytes)
    intake_requested = Signal()
    new_requested = Signal()
    office_name = "Toàn cơ quan"

    def __init__(self, register: Register, desk: RosterDesk) -> None:
        super().__init__()
        self._register, self.runner, self._desk = register, register.runner, desk
        self._day, self._today = register.as_of, register.today
        self.arrangement = Arrangement(register.preferences)
        self._shut = False
        self._painted = self._seen = self._known = False
        self._keys: Sequence[bytes] = ()
        self._whole, self._women_men = Whole((), ()), (0, 0)
        self._narrowing = Narrowing(())
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(30)
        self._card_timer.timeout.connect(self._show_card)
        self._narrow_timer = QTimer(self)
        self._narrow_timer.setSingleShot(True)
        self._narrow_timer.setInterval(0)
        self._narrow_timer.timeout.connect(self._narrow)

    def build(self) -> None:
        """Put everything in, once the page stands in its window: a part that moves under another parent is dressed anew."""
        register, desk = self._register, self._desk
        self.tree = UnitTree()
        self.tree.unit_chosen.connect(lambda _unit: self._reload_list())
        self.pane = PersonPane(register, lambda: papers_menu(self, register, self.list.selected_keys))
        self.pane.opened.connect(self._on_opened)
        self.pane.merge_asked.connect(self._on_merge)
        self.pane.copy_asked.connect(self._on_copy)
        self.model = TableModel(self.arrangement.columns(), self.rows_of)
        self.list = TableView(self.model, "Danh sách cán bộ, công chức, viên chức")
        self.list.freezes = True
        self.list.first_seen.connect(self._on_seen)
        self.arrangement.use(self.list)
        self.card = ListCard(
            self.list, self._unit_names, self.arrangement.state, self.arrangement.choose, self.arrangement.sort_by
        )
        self.search, self.filters = self.card.search, self.card.filters
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        column(self, margins=(14, 14, 14, 14)).addWidget(split)
        for widget in (self._tree_card(), self.card, self.pane):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([212, 640, 272])
        self.shaping = Shaping(self, register, desk, self._unit_names)
        self.deeds = Deeds(self, register)
        self._connect()
        self._keys_of_keyboard()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _tree_card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 6, 1, 1))
        layout.addWidget(self.tree)
        card.setMinimumWidth(180)
        return card

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._on_typed())
        self.filters.changed.connect(lambda _conditions: self._reload_list())
        self.list.opened.connect(lambda _key: self._on_opened())
        self.list.current_changed.connect(lambda _key: self._start_card())
        self.list.selection_changed.connect(self._on_selected)
        self.list.typed.connect(self.focus_search)
        self.arrangement.sorted_anew.connect(self._reload_list)
        self.card.intake_asked.connect(self.intake_requested)
        self.card.new_asked.connect(self.new_requested)
        self.card.export_asked.connect(self.export)
        self.card.everybody_asked.connect(self._show_everybody)

    def _keys_of_keyboard(self) -> None:
        for key, action in (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+N", self.new_requested.emit),
            ("Ctrl+E", lambda: self.export("xlsx")),
            ("Ctrl+P", lambda: self.export("print")),
            ("Ctrl+L", self.shaping.open_builder),
            ("Ctrl+G", self.shaping.open_counts),
            ("F6", lambda: self._pane(1)),
            ("Shift+F6", lambda: self._pane(-1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- reading --------------------------------------------------------------------------------------------------

    def rows_of(self, keys: Sequence[bytes]) -> list[RosterRow]:
        """The lines of people; whoever is not in the register any more is left out."""
        return self._desk.screen.rows(keys, self._day)

    @property
    def as_of(self) -> date:
        """The day the list shows."""
        return self._day

    def query(self) -> RosterQuery:
        """What the list asks now."""
        now = self.filters.conditions
        # nobody works in a unit that is no more; who is looked for there are those who once did
        status = "all" if self.tree.chosen_is_closed() else now.status
        return RosterQuery(
            self._day,
            self.tree.chosen(),
            now.descendants,
            now.categories,
            status,
            self.arrangement.asked,
            self.arrangement.descending,
            now.lines,
            now.group,
        )

    def _unit_names(self) -> dict[str, str]:
        screen = self._desk.screen
        return {unit.key.hex(): screen.unit_path(unit.key, self._day) for unit in screen.units(self._day)}

    def reload(self) -> None:
        """Read tree and list anew; the first screen is there at once, the whole list follows behind it."""
        self._desk.screen.forget()
        self.model.forget()
        units = self._desk.screen.units(self._day)
        people = sum(unit.people for unit in units if not unit.closed)
        self.tree.show_units(units, self.office_name, people)
        self._reload_list()

    def _reload_list(self) -> None:
        query = self.query()
        # a condition may hold for few: read behind the screen
        if not self.search.text() and not query.lines and not query.group:
            kept = self.list.current_key()
            self.model.set_keys(self._desk.screen.first(query, FIRST_SCREEN))
            self._select(kept)
        if self._painted:
            self._ask_whole()
        else:
            QTimer.singleShot(FIRST_PICTURE_MS, self._ask_whole)
            self._painted = True

    def _ask_whole(self) -> None:
        if not self._shut:
            self.runner.ask(self._desk.whole, self.query(), then=self._on_whole, topic="roster")

    def _on_whole(self, whole: Whole) -> None:
        self._keys, self._whole = whole.keys, whole
        self._known = True
        self._narrowing = Narrowing(whole.texts)
        self._narrow()

    def _on_typed(self) -> None:
        """Paint what is seen at once; where the list is long, the rest of the search follows the picture."""
        if not self._known:
            return  # the whole list is being read; it will be narrowed to what is typed by then
        words = search_words(self.search.text())
        if len(self._keys) < LONG_LIST or not words or self._whole.titles:
            self._narrow()
            return
        self.model.set_keys(self._keys, self._narrowing.first(words, FIRST_HITS))
        self._select(None)
        self._narrow_timer.start()

    def _narrow(self) -> None:
        self._narrow_timer.stop()
        kept = self.list.current_key()
        places = self._narrowing.find(search_words(self.search.text()))
        self._show_places(places)
        # while she types the first one found is shown; looking for the old one would cost more than the search
        self._select(None if places is not None else kept)
        if self.model.rowCount():
            self.card.show_list()
        else:
            nobody = not self.search.text() and self.filters.conditions == Conditions() and self.tree.chosen() is None
            self.card.show_empty(register_is_empty=nobody)
            self.pane.show_nobody("Không có ai để hiện.")
        self._women_men = self._whole.women_men(places)
        self._tell_status()

    def _show_places(self, places: Sequence[int] | None) -> None:
        if self._whole.titles:
            shown, headings = with_headings(places, self._whole.groups, self._whole.titles)
            self.model.set_keys(self._keys, shown, headings)
        else:
            self.model.set_keys(self._keys, places)

    def _select(self, key: Any) -> None:
        if self.model.rowCount() and (key is None or not self.list.go_to(key)):
            self.list.go_to_row(0)
        self._start_card()

    def _start_card(self) -> None:
        if self._seen:
            self._card_timer.start()

    def _on_seen(self) -> None:
        """The list is on the screen: now the card, which on a slow machine would have come before it."""
        self._seen = True
        self._start_card()

    def shut(self) -> None:
        """Ask nothing more: the file is being let go."""
        self._card_timer.stop()
        self._shut = True

    def _show_card(self) -> None:
        if self._shut:
            return
        key = self.list.current_key() if self.model.rowCount() else None
        if key is None:
            return
        try:
            card = self._desk.screen.card(key, self._day)
        except InvalidInput as gone:  # joined into another file or taken back, and the list not read anew yet
            self.pane.show_nobody(str(gone))
        else:
            self.pane.show_card(card, self._day)

    def _tell_status(self) -> None:
        if not self._known:
            return  # nobody knows yet of how many
        shown, all_ = self.model.count(), len(self._keys)
        women, men = map(dotted, self._women_men)
        told = f"Đang hiện {dotted(shown)} trong {dotted(all_)} người   Nữ {women} · Nam {men}   xếp theo "
        self.status_changed.emit(f"{told}{self.arrangement.said()}   đã chọn {dotted(self.list.selected_count())}")
        self.detail_changed.emit(f"{dotted(all_)} người")

    def _show_everybody(self) -> None:
        self.search.clear()
        self.tree.choose_all()
        self.filters.change(Conditions())
        self.list.setFocus()

    # --- the clerk's hand -----------------------------------------------------------------------------------------

    def changed(self, touched: frozenset[str] | None) -> None:
        """Read the list again behind whatever is shown: it is what the clerk comes back to."""
        asks = bool(self.filters.conditions.lines)  # they may ask for any record
        if not self._shut and (touched is None or asks or touched & self.reads):
            self.reload()

    def set_as_of(self, day: date) -> None:
        """Show the state of another day."""
        self._day = day
        self.reload()

    def focus_search(self, text: str = "") -> None:
        """Go to the search box; letters typed in the list go on there."""
        self.search.setFocus()
        if text:
            self.search.setText(text)
        else:
            self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search and goes back to the list; ↓ in the search goes to the list."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.list.setFocus()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _pane(self, step: int) -> None:
        step_pane((self.tree, self.search, self.list, self.pane), step)

    def open_target(self, kind: str, target: Any) -> None:
        """Show a unit's people, or those a text finds."""
        if kind == "unit":
            self.tree.choose(target)
            self.list.setFocus()
        else:
            self.focus_search(str(target))

    def _on_selected(self, count: int) -> None:
        self.pane.allow(copying=count > 0, merging=count == _TWO)
        self._tell_status()

    def _on_copy(self) -> None:
        self.list.copy()

    def _on_opened(self) -> None:
        key = self.list.current_key()
        if key is not None:
            self._register.wanted.emit("person", bytes(key))

    def _on_merge(self) -> None:
        chosen = self.list.selected_keys()
        if len(chosen) == _TWO:
            self.merge_requested.emit(bytes(chosen[0]), bytes(chosen[1]))
        else:
            self.told.emit("Hãy chọn đúng hai người (Ctrl+bấm, hoặc Shift+mũi tên) rồi gộp.")

    # --- export ---------------------------------------------------------------------------------------------------

    def filter_text(self) -> str:
        """The conditions in words, as an export names them."""
        words = [self.filters.conditions.said(self._unit_names())]
        unit = self.tree.chosen()
        if unit is not None:
            once = "từng thuộc " if self.tree.chosen_is_closed() else ""
            words.insert(0, once + self._desk.screen.unit_name(unit, self._day))
        if self.search.text().strip():
            words.append(f"tìm “{self.search.text().strip()}”")
        return "; ".join(words)

    def _groups(self) -> "tuple[Group, ...]":
        """The headings of the list by the people that stand before each, as a paper has them."""
        from desktop_app.document import Group

        found: list[Group] = []
        for row in range(self.model.rowCount()) if self.model.has_headings else ():
            heading = self.model.heading(row)
            if heading is not None:
                found.append(Group(row - len(found), f"{heading.text}: {heading.note}"))
        return tuple(found)

    def export(self, kind: str, out: Path | None = None) -> None:
        """Write exactly what is shown; asks where unless told; ``print`` shows the pages first."""
        from desktop_app.ui.roster.export import Shown, hand_out

        shown = Shown(list(self.model.keys()), self.arrangement.names(), self._day, self.filter_text(), self._groups())
        hand_out(self, kind, out, shown, self.runner, self._desk, day=self._today)

    def export_counts(self, kind: str, rows: Sequence[GroupRow], by: str, out: Path | None = None) -> None:
        """Write the counts of the list as a file of a kind, asking where unless told."""
        from desktop_app.ui.roster.export import hand_out_counts

        shown = Counted(tuple(rows), by, self._day, self.filter_text())
        hand_out_counts(self, kind, out, shown, self.runner, self._desk, day=self._today)
