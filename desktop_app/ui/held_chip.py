"""The quiet sign of a running restriction beside a person, for every page that shows one: a lock, a chip, the reason behind."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.ui.kit.widgets import button, line
from desktop_app.ui.register import Register

if TYPE_CHECKING:
    from desktop_app.services.restrictions import HeldMark


class HeldChip(QWidget):
    """Hidden where nothing is held back; its button opens the case."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._person: bytes | None = None
        self.mark: HeldMark | None = None
        self._day = register.as_of
        register.opened.connect(self._on_file_opened)
        layout = line(self, gap=0)
        self._button = button("", self._on_opened, kind="chip", icon="lock-simple", token="warn", tip="Hạn chế")
        layout.addWidget(self._button)
        self.hide()

    def show_person(self, person: bytes, day: date) -> None:
        """Ask about a person behind the screen."""
        if person != self._person:
            self.hide()
        self._person, self._day = person, day
        if self._register.database is None:
            return  # the first picture does not wait for what the writing side loads
        from desktop_app.services.restrictions import held_mark

        def show(found: "HeldMark | None") -> None:
            if isValid(self) and person == self._person:
                self._show(found)

        self._register.ask(held_mark, person, day, then=show, topic=f"held-{id(self)}")

    def _on_file_opened(self) -> None:
        if self._person is not None:
            self.show_person(self._person, self._day)

    def _show(self, found: "HeldMark | None") -> None:
        self.mark = found
        self.setVisible(found is not None)
        if found is not None:
            self._button.setText(f" {found.text}")
            self._button.setToolTip("\n".join(("Hạn chế xem", *found.lines)))
            self._button.setAccessibleName(f"Hạn chế xem: {found.text}")
            self._button.setAccessibleDescription(" ".join(found.lines))

    def _on_opened(self) -> None:
        if self.mark is not None and "discipline" in self._register.openable:
            self._register.wanted.emit("discipline", self.mark.case)
