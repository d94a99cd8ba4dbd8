"""Thêm người: eight fields kept while they are typed, a likely double told with its reasons, then the file opens."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.text import fold
from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.person.adding import NewCheck, add_person, check_new, new_fields
from desktop_app.services.person.drafts import NOBODY, Draft, draft_of, forget_draft, keep_draft
from desktop_app.services.person.file import unit_names
from desktop_app.services.work import Work
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.form import RecordForm
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line
from desktop_app.ui.person.fields import asked_of
from desktop_app.ui.person.row_dialog import DRAFT_AFTER_MS
from desktop_app.ui.person.saving import show_doubts
from desktop_app.ui.register import Done, Register

_LABELS = {"starts": "Làm việc từ ngày"}


def beginning(work: Work) -> tuple[tuple[str, ...], Draft | None]:
    """Every unit as a field names it, and what was typed before and neither added nor given up."""
    return tuple(unit_names(work.session).values()), draft_of(work, NOBODY, "person", None)


def show_add(parent: QWidget, register: Register, on_added: Callable[[bytes], None]) -> None:
    """Ask for a new person; ``on_added`` gets the key."""
    if register.why_not:
        register.runner.refused.emit(register.why_not)
        return

    def ask_for(begun: tuple[tuple[str, ...], Draft | None]) -> None:
        AddDialog(parent, register, *begun, on_added)

    register.ask(beginning, then=ask_for)


class AddDialog(QObject):
    """The dialog; it stays until the person is added or given up."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        units: tuple[str, ...],
        draft: Draft | None,
        on_added: Callable[[bytes], None],
    ) -> None:
        made, layout = dialog(parent, "Thêm người", 620, icon="plus")
        super().__init__(made)
        self._register, self._on_added = register, on_added
        self.made: QDialog = made
        asked = []
        for name, field, must in new_fields():
            title = _LABELS.get(name, field.label) + (" *" if must else "")
            asked.append(replace(asked_of(field, units), name=name, label=title, number="", group=""))
        self.form = RecordForm(asked, fold, columns=1, reserve=True)
        self.form.show_texts({})
        layout.addWidget(self.form)
        self._band = frame("band", "warn")
        self._warning = column(self._band, margins=(12, 8, 12, 8), gap=6)
        self._band.hide()
        layout.addWidget(self._band)
        self._offer(layout, draft)
        self._timer = QTimer(made)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self.form.edited.connect(self._on_edited)
        made.rejected.connect(self.keep)
        self.act = foot(made, "Thêm", self._add)
        made.open()
        self.form.focus_field("full_name")

    def _offer(self, layout: QVBoxLayout, draft: Draft | None) -> None:
        """Fill in what was typed before, and say so."""
        if draft is None:
            return
        self.form.put(draft.typed)
        self._begun = frame("band")
        told = line(self._begun, margins=(12, 4, 12, 4), gap=8)
        text = f"Đã điền lại phần gõ dở lúc {draft.saved_at}, chưa thêm vào sổ."
        told.addWidget(label(text, "small", wrap=True), 1)
        told.addWidget(button("Bỏ, gõ người khác", self._begin_anew, kind="quiet"))
        layout.addWidget(self._begun)

    def _begin_anew(self) -> None:
        self._begun.hide()
        self.form.put(dict.fromkeys(self.form.typed(), ""))
        self.form.clear_problems()
        self.form.focus_field("full_name")

    def _on_edited(self, _name: str) -> None:
        self._timer.start()

    def keep(self) -> None:
        """Keep what is typed as a draft now; nothing typed keeps none."""
        self._timer.stop()
        self._register.note(keep_draft, NOBODY, "person", None, self.form.typed(), self._register.clock())

    def _add(self) -> None:
        self._register.ask(check_new, self.form.typed(), then=self._on_checked)

    def _on_checked(self, seen: NewCheck) -> None:
        show_doubts(self.form, seen.doubts)
        wrong = next((doubt for doubt in seen.doubts if doubt.level == "refused"), None)
        if wrong is not None:
            self.form.focus_field(wrong.field)
        elif seen.likely is not None:
            self._warn(seen)
        else:
            self._write(sure=False)

    def _warn(self, seen: NewCheck) -> None:
        likely = seen.likely
        if likely is None:
            return
        empty_layout(self._warning)
        text = f"Trong sổ đã có {likely.name}, có thể là cùng một người: {'; '.join(likely.reasons)}."
        self._warning.addWidget(label(text, "strong", "warn", wrap=True))
        deeds = line()
        open_it = button("Mở hồ sơ đã có", partial(self._finish, likely.key))
        deeds.addWidget(open_it)
        deeds.addWidget(button("Vẫn thêm, là người khác", partial(self._write, sure=True)))
        deeds.addStretch(1)
        self._warning.addLayout(deeds)
        self._band.show()
        open_it.setFocus()

    def _write(self, *, sure: bool) -> None:
        typed = self.form.typed()

        def done(made: Done) -> None:
            self._finish(made.value)

        def refused(trouble: AppError) -> None:
            field = trouble.field if isinstance(trouble, InvalidInput) else ""
            if self.form.has(field):
                self.form.say(field, str(trouble))
            else:
                self._register.runner.refused.emit(str(trouble))

        summary = f"Thêm {typed.get('full_name', '').strip()[:100]}"
        self._register.do("add", summary, partial(add_person, sure=sure), typed, then=done, refused=refused)

    def _finish(self, key: bytes) -> None:
        self._timer.stop()
        self._register.note(forget_draft, NOBODY, "person", None)
        self.made.accept()
        self._on_added(key)
