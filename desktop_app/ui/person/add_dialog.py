"""Thêm người: eight fields, a likely double told with its reasons, then the file opens."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.text import fold
from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.person.adding import NewCheck, add_person, check_new, new_fields
from desktop_app.services.person.file import unit_names
from desktop_app.services.work import Work
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.form import RecordForm
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line
from desktop_app.ui.person.fields import asked_of
from desktop_app.ui.person.saving import show_doubts
from desktop_app.ui.register import Done, Register

_LABELS = {"starts": "Làm việc từ ngày"}


def units_of(work: Work) -> tuple[str, ...]:
    """Every unit as a field names it."""
    return tuple(unit_names(work.session).values())


def show_add(parent: QWidget, register: Register, on_added: Callable[[bytes], None]) -> None:
    """Ask for a new person; ``on_added`` gets the key."""
    if register.why_not:
        register.runner.refused.emit(register.why_not)
        return

    def ask_for(units: tuple[str, ...]) -> None:
        AddDialog(parent, register, units, on_added)

    register.ask(units_of, then=ask_for)


class AddDialog(QObject):
    """The dialog; it stays until the person is added or given up."""

    def __init__(
        self, parent: QWidget, register: Register, units: tuple[str, ...], on_added: Callable[[bytes], None]
    ) -> None:
        made, layout = dialog(parent, "Thêm người", 620)
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
        self.act = foot(layout, made, "Thêm", self._add)
        made.open()
        self.form.focus_field("full_name")

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
        self.made.accept()
        self._on_added(key)
