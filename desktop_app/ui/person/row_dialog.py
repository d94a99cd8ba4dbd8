"""One row of a file in a dialog: added or edited, checked beside its fields, a draft kept while it is typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.services.person.checks import Edit
from desktop_app.services.person.decided import Decided
from desktop_app.services.person.drafts import keep_draft
from desktop_app.services.person.edit import Saved
from desktop_app.services.person.file import FileRow, Part
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, frame, label, line, rule, scrolling
from desktop_app.ui.person.fields import asked_fields, check_field, form_of
from desktop_app.ui.person.saving import save
from desktop_app.ui.register import Register

DRAFT_AFTER_MS = 600
_TALL = 7  # fields in one column before the dialog takes two


@dataclass(frozen=True)
class Whose:
    """Whose file it is: the key, the name; and the units that may be named in it."""

    key: bytes
    name: str
    units: tuple[str, ...] = ()


class RowDialog(QObject):
    """The dialog of one row, of a new one without ``row``; what is typed stays a draft until it is saved.

    What a movement decided is only read; a button leads to where the next decision is made.
    """

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        whose: Whose,
        part: Part,
        row: FileRow | None,
        *,
        on_saved: Callable[[Saved], None],
    ) -> None:
        title = part.title if row is None else f"{part.title}: {row.words}"
        fields = asked_fields(part.fields)
        two = len(fields) > _TALL
        self.made, layout = dialog(parent, f"Thêm: {title}" if row is None else title, 800 if two else 560)
        super().__init__(self.made)
        self._register, self._whose, self._part, self._row = register, whose, part, row
        self._on_saved = on_saved
        decided = row.decided if row is not None else None
        fixed = decided.fields if decided is not None else frozenset()
        self.form = form_of(part.fields, whose.units, columns=2 if two else 1, reserve=True, fixed=fixed)
        inner = frame("tools")
        body = column(inner, margins=(0, 0, 10, 0))
        body.addWidget(self.form)
        area = scrolling(inner)
        area.setMinimumHeight(min(look().px(470), self.form.sizeHint().height() + look().px(12)))
        layout.addWidget(area, 1)
        self.form.show_texts(row.texts if row is not None else {})
        self.form.edited.connect(lambda _name: self._on_edited())
        self.form.left.connect(self._on_left)
        self._timer = QTimer(self.made)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        why = register.why_not
        if why:
            layout.addWidget(label(why, "dim", wrap=True))
        elif decided is not None:
            layout.addWidget(rule())
            layout.addLayout(self._told(decided))
        whole = decided is not None and all(one.name in fixed for one in fields)
        self.act = foot(self.made, "Quyết định mới", self._on_decide) if whole else foot(self.made, "Lưu", self._save)
        self.act.setEnabled(not why)
        self.form.set_editable(on=not why)
        self.made.rejected.connect(self._on_given_up)
        self.made.open()
        self.form.focus_field(next((one.name for one in fields if one.name not in fixed), fields[0].name))

    def _told(self, decided: Decided) -> QHBoxLayout:
        """Why the row is only read, and beside it the way to the next decision."""
        made = line(gap=10)
        made.addWidget(label(decided.why, "dim", wrap=True), 1)
        self.decide = button("Bổ nhiệm, điều động…", self._on_decide, kind="quiet", icon="arrows-left-right")
        made.addWidget(self.decide)
        return made

    def _on_decide(self) -> None:
        self.made.reject()
        self._register.wanted.emit("movement", self._whose.key)

    def put(self, typed: Mapping[str, str]) -> None:
        """Fill in what was typed before."""
        self.form.put(typed)

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        if self.form.has(name):
            self.form.focus_field(name)

    def keep(self) -> None:
        """Keep what is typed as a draft now."""
        self._timer.stop()
        key = self._row.key if self._row is not None else None
        now = self._register.clock()
        self._register.note(keep_draft, self._whose.key, self._part.record, key, self.form.typed(), now)

    def _on_edited(self) -> None:
        self._timer.start()

    def _on_left(self, name: str) -> None:
        check_field(self.form, self._part.field(name), self._register.today)

    def _save(self) -> None:
        self._timer.stop()
        key = self._row.key if self._row is not None else None
        order = Edit(self._whose.key, self._part.record, key, self.form.typed())
        verb = "Sửa" if key is not None else "Thêm"
        summary = f"{verb} {self._part.title.lower()} của {self._whose.name}"
        if key is not None and not order.typed:
            self._finish(None)
            return
        save(self.made, self._register, self.form, order, summary, partial(self._finish))

    def _finish(self, saved: Saved | None) -> None:
        self.made.accept()
        if saved is not None:
            self._on_saved(saved)

    def _on_given_up(self) -> None:
        if self.form.typed() or self._timer.isActive():
            self.keep()
