"""The page of one person: head, what is most urgent, tabs, the form, the line of time; everything by keyboard."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut

from db.base import REQUIRED
from db.fields import form_fields
from db.models import Person
from desktop_app.errors import AppError
from desktop_app.reports.person.kinds import PERSON_PAPERS
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.completeness import Missing
from desktop_app.services.person.desk import Opened, open_file, open_known
from desktop_app.services.person.drafts import Draft, forget_draft, keep_draft
from desktop_app.services.person.edit import Saved
from desktop_app.ui.held_chip import HeldChip
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.widgets import column, label, line
from desktop_app.ui.people_papers import papers_menu, show_papers
from desktop_app.ui.person.body import FORM, Body
from desktop_app.ui.person.deeds import Deeds
from desktop_app.ui.person.fields import check_field
from desktop_app.ui.person.head import Head
from desktop_app.ui.person.row_dialog import DRAFT_AFTER_MS, RowDialog, Whose
from desktop_app.ui.person.rows import RowsPart
from desktop_app.ui.person.saving import save
from desktop_app.ui.person.side import Side
from desktop_app.ui.person.strips import SaveBar, Strip, most_urgent
from desktop_app.ui.register import Register

_FIELDS = {field.name: field for field in form_fields(Person)}


class PersonPage(Page):
    """One file; it remembers what is typed as a draft until it is saved."""

    title = "Hồ sơ"
    icon = "identification-card"
    under = "Hồ sơ"
    opens = frozenset({"person"})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._key: bytes | None = None
        self._known_on: date | None = None
        self.opened: Opened | None = None
        self._body: Body | None = None
        self._given_up: dict[str, str] = {}
        self._next_missing = -1
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_AFTER_MS)
        self._draft_timer.timeout.connect(self.keep_draft)
        layout = column(self)
        self.head, self.strip, self.side = Head(), Strip(), Side()
        self.held = HeldChip(register)
        self.head.beside.addWidget(self.held)
        self.save_bar, self.deeds = SaveBar(), Deeds(self, register)
        layout.addWidget(self.head)
        layout.addWidget(self.strip)
        self._tabs_place = line(margins=(12, 0, 12, 0))
        layout.addLayout(self._tabs_place)
        self._main = line(margins=(14, 12, 14, 12), gap=12)
        layout.addLayout(self._main, 1)
        self._empty = label("Chọn một người trong danh sách Hồ sơ rồi bấm Enter.", "dim")
        self._empty.setContentsMargins(14, 14, 14, 14)
        self._main.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        self._connect()
        for part in (self.head, self.side):
            part.hide()

    def _connect(self) -> None:
        self.head.deed.connect(self.deeds.do)
        self.head.step.connect(self.step)
        self.head.give_papers(papers_menu(self, self._register, self._who))
        self.head.photo.asked.connect(partial(self.deeds.do, "photo"))
        self.head.photo.dropped.connect(self.deeds.set_photo)
        self.side.event_chosen.connect(lambda event: self.go_to_row(event.record, event.key))
        self.side.missing_asked.connect(self.next_missing)
        self.save_bar.saved.connect(self.save)
        self.save_bar.given_up.connect(self.give_up)
        self.strip.deed.connect(self._on_strip)
        for key, act in (
            ("Ctrl+S", self.save), ("Ctrl+P", self.print), ("Ctrl+H", partial(self.deeds.do, "known")),
            ("F8", self.next_missing), ("Shift+F8", partial(self.next_missing, -1)),
            ("Ctrl+PgUp", partial(self.step, -1)), ("Ctrl+PgDown", partial(self.step, 1)),
            ("Ctrl+Tab", partial(self._tab, 1)), ("Ctrl+Shift+Tab", partial(self._tab, -1)),
            ("F6", partial(self._pane, 1)), ("Shift+F6", partial(self._pane, -1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- reading --------------------------------------------------------------------------------------------------

    def open_target(self, kind: str, target: Any) -> None:
        """Show a person's file."""
        del kind
        self.leave()
        self._key, self._known_on, self._next_missing = bytes(target), None, -1
        self._given_up = {}
        self.reload()

    def reload(self) -> None:
        """Read the file again."""
        if self._key is None:
            return
        day = self._known_on or self._register.as_of
        read = open_file if self._known_on is None else open_known
        self._register.ask(read, self._key, day, then=self._on_opened, refused=self._on_gone, topic="person")

    def set_as_of(self, day: date) -> None:
        """Show the file as of another day."""
        del day
        self.leave()
        self._known_on = None
        if self._key is not None and self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_gone(self, why: AppError) -> None:
        self.strip.say(str(why), "warn", ())
        if self._body is None:
            return
        self.opened = None
        self._show_parts(on=False)

    def _show_parts(self, *, on: bool) -> None:
        for part in (self.head, self.side, *((self._body.tabs, self._body.stack) if self._body else ())):
            part.setVisible(on)

    def _on_opened(self, opened: Opened) -> None:
        same = self.opened is not None and self.opened.file.key == opened.file.key
        if not same:
            self.leave()  # letters typed while the other file was being read
        typed = self._body.form.typed() if same and self._body is not None else {}
        self.opened = opened
        self._key = opened.file.key
        if self._body is None:
            self._build(opened)
        body = self._body
        if body is None:
            return
        self._show_parts(on=True)
        self._empty.hide()
        self.head.show_file(opened.file)
        self.held.show_person(opened.file.key, opened.file.as_of)
        self.head.photo.show_photo(opened.photo)
        body.form.show_texts(opened.file.person.texts)
        body.show_opened(opened)
        self.side.show_events(opened.events)
        self.side.show_completeness(opened.complete)
        editable = not self._register.why_not and opened.known_on is None
        body.set_editable(on=editable)
        draft = next((one for one in opened.drafts if one.record == "person"), None)
        if editable and (typed or draft is not None):
            body.form.put(typed or (draft.typed if draft is not None else {}))
        self._show_editing()
        self._tell(opened, draft if not typed else None)
        if not same:
            body.go_to(FORM)
            body.tabs.setFocus()

    def _build(self, opened: Opened) -> None:
        body = self._body = Body(opened)
        self._main.addWidget(self.side)  # before the tabs on the way of Tab: from them it goes on into the form
        self._tabs_place.addWidget(body.tabs, 1)
        self._main.insertWidget(self._main.indexOf(self.side), body.stack, 1)
        body.save_place.addWidget(self.save_bar)
        body.form.edited.connect(lambda _name: self._on_edited())
        body.form.left.connect(self._on_left)
        body.part_made.connect(self._on_part_made)
        body.trail.undo_asked.connect(self._on_undo)
        body.trail.known_asked.connect(partial(self.deeds.do, "known"))
        body.papers.deed.connect(self.deeds.paper)
        body.papers.dropped.connect(self.deeds.add_papers)

    def _on_part_made(self, part: RowsPart) -> None:
        part.add_asked.connect(lambda record: self.open_row(record, None))
        part.edit_asked.connect(self.open_row)
        part.remove_asked.connect(self.deeds.remove_row)
        part.decide_asked.connect(self.deeds.decide)

    def _tell(self, opened: Opened, draft: Draft | None) -> None:
        self.detail_changed.emit(f"› {opened.file.name}")
        last = opened.trail[0] if opened.trail else None
        self.status_changed.emit(f"Sửa lần cuối {last.at}, {last.actor}" if last is not None else "")
        urgent = most_urgent(opened, draft)
        if urgent is None:
            self.strip.hide()
        else:
            self.strip.say(*urgent)

    # --- typing ---------------------------------------------------------------------------------------------------

    def _typed(self) -> dict[str, str]:
        return self._body.form.typed() if self._body is not None and self.opened is not None else {}

    def _on_edited(self) -> None:
        self._draft_timer.start()
        self._show_editing()

    def _on_left(self, name: str) -> None:
        if self._body is not None:
            check_field(self._body.form, _FIELDS[name], self._register.today)

    def _show_editing(self) -> None:
        self.save_bar.setVisible(bool(self._typed()))

    def keep_draft(self) -> None:
        """Keep what is typed beside the register, now."""
        self._draft_timer.stop()
        if self.opened is not None:
            now = self._register.clock()
            self._register.note(keep_draft, self.opened.file.key, "person", None, self._typed(), now)
            self.save_bar.kept(now)

    def leave(self) -> None:
        """Nothing typed is lost when the page is left or the window closed."""
        if self._draft_timer.isActive():
            self.keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left for another page."""
        super().hideEvent(event)
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up what is typed."""
        if event.key() == Qt.Key.Key_Escape and self._typed():
            self.give_up()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Check and save what is typed into the form."""
        typed = self._typed()
        if not typed or self.opened is None or self._body is None:
            return
        self._draft_timer.stop()
        file = self.opened.file
        save(
            self,
            self._register,
            self._body.form,
            Edit(file.key, "person", None, typed),
            f"Sửa hồ sơ {file.name}",
            self._on_saved,
        )

    def _on_saved(self, saved: Saved) -> None:
        if self._body is not None and self.opened is not None:
            self._body.form.show_texts({})  # what was typed is in the register now; the file is read anew
        self.opened = None
        told = " ".join(doubt.message for doubt in saved.told)
        rows = f" {saved.rows} dòng cùng được sửa." if saved.rows > 1 else ""
        self.told.emit(f"Đã lưu.{rows} {told}".strip())
        self.reload()

    def give_up(self) -> None:
        """Put back what is kept; the text typed can be taken back until the file is left."""
        if self.opened is None or self._body is None:
            return
        self._given_up = self._typed()
        self._draft_timer.stop()
        self._register.note(forget_draft, self.opened.file.key, "person", None)
        self._body.form.show_texts(self.opened.file.person.texts)
        self._show_editing()
        self.strip.say("Đã bỏ phần đang gõ.", "info", (("take_back", "Lấy lại phần đã gõ"),))

    def _on_strip(self, deed: str) -> None:
        if self._body is None or self.opened is None:
            return
        if deed == "missing":
            self.next_missing()
        elif deed == "give_up":
            self.give_up()
        elif deed == "take_back":
            self._body.form.put(self._given_up)
            self._tell(self.opened, None)
        elif deed == "now":
            self._known_on = None
            self.reload()
        elif deed in {"row_draft", "drop_row_draft"}:
            draft = next(one for one in self.opened.drafts if one.record != "person")
            if deed == "row_draft":
                self.open_row(draft.record, draft.key)
            else:
                self._register.note(forget_draft, self.opened.file.key, draft.record, draft.key)
                self.reload()

    # --- rows -----------------------------------------------------------------------------------------------------

    def open_row(
        self, record: str, key: object, focus: str = "", preset: dict[str, str] | None = None
    ) -> RowDialog | None:
        """Open a row of the file in a dialog, a new one without a key."""
        if self.opened is None:
            return None
        file = self.opened.file
        row = file.row(record, bytes(key)) if isinstance(key, bytes) else None
        whose = Whose(file.key, file.name, self.opened.units)
        made = RowDialog(self, self._register, whose, file.part(record), row, on_saved=self._on_row_saved)
        draft = next(
            (d for d in self.opened.drafts if d.record == record and d.key == (row.key if row else None)), None
        )
        made.put(draft.typed if draft is not None else preset or {})
        if focus:
            made.focus(focus)
        made.made.rejected.connect(self.reload)
        return made

    def refuse_paper(self, why: AppError) -> None:
        """Say above the papers why a file was not taken."""
        if self._body is not None:
            self._body.papers.refuse(str(why))

    def _on_row_saved(self, saved: Saved) -> None:
        told = " ".join(doubt.message for doubt in saved.told)
        self.told.emit(f"Đã lưu. {told}".strip())
        self.reload()

    def _on_undo(self, operation: object) -> None:
        if isinstance(operation, bytes):
            self.deeds.take_back(operation)

    def go_to_row(self, record: str, key: bytes) -> None:
        """Show the row an event comes from."""
        if record == "decision":
            self._register.wanted.emit(record, key)
        if self._body is None or self.opened is None or record == "decision":
            return
        self._body.go_to(FORM if record == "person" else self.opened.file.part(record).tab)
        part = self._body.part(record)
        if part is None:
            return
        part.go_to(key)
        self._body.reveal(part)
        part.table.setFocus()

    def next_missing(self, step: int = 1) -> None:
        """Go to the next field that is missing, required ones first."""
        if self.opened is None or self._body is None or not self.opened.complete.missing:
            return
        order = self.opened.complete
        wanted = (*order.of(REQUIRED), *(one for one in order.missing if one.level != REQUIRED))
        self._next_missing = (self._next_missing + step) % len(wanted)
        self._show_missing(wanted[self._next_missing])

    def _show_missing(self, missing: Missing) -> None:
        if self._body is None:
            return
        self._body.go_to(missing.tab)
        if missing.record == "person" and self._body.form.has(missing.field):
            self._body.form.focus_field(missing.field)
            self._body.reveal(self._body.form.editor(missing.field))
        elif missing.record == "person":
            self.head.photo.setFocus()
        elif not self._register.why_not:
            self.open_row(missing.record, missing.key, missing.field, missing.preset)

    def show_known(self, day: date) -> None:
        """Show the file as the register told it at the end of a day."""
        self.leave()
        self._known_on, self.opened = day, None  # another file: shown from its first tab, the keyboard at the tabs
        self.reload()

    # --- the deeds of the head ------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The next or previous person of the list."""
        keys = list(self._register.listed())
        if self._key in keys and len(keys) > 1:
            self.open_target("person", keys[(keys.index(self._key) + by) % len(keys)])

    def _who(self) -> list[bytes]:
        return [self.opened.file.key] if self.opened is not None else []

    def print(self) -> None:
        """Show the sơ yếu lý lịch as it will be printed."""
        show_papers(self, self._register, PERSON_PAPERS[0], self._who())

    def _tab(self, by: int) -> None:
        if self._body is not None:
            self._body.tabs.step(by)

    def _pane(self, by: int) -> None:
        if self._body is not None:
            step_pane((*self._body.panes(), self.side.events, self.head.photo), by)
