"""How complete a person's file is, in the same words wherever it shows: counts, share, what is most wanted."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.ui.kit.widgets import Meter, column, label, line
from desktop_app.ui.register import Register

if TYPE_CHECKING:
    from desktop_app.services.person.completeness import Completeness

_NAMED = 3


class Fullness(QWidget):
    """Two lines and a bar."""

    def __init__(self) -> None:
        super().__init__()
        share = column(self, gap=6)
        words = line(gap=8)
        self._filled = label("", "strong", wrap=True)
        words.addWidget(self._filled, 1)
        self._percent = label("", "dim")
        words.addWidget(self._percent, 0, Qt.AlignmentFlag.AlignTop)
        share.addLayout(words)
        self._meter = Meter()
        self._meter.setAccessibleName("Hồ sơ đủ bao nhiêu phần")
        share.addWidget(self._meter)
        self._missing = label("", "small", wrap=True)
        share.addWidget(self._missing)

    @property
    def said(self) -> str:
        """Everything it says."""
        return "\n".join(one.text() for one in (self._filled, self._percent, self._missing))

    def show_completeness(self, found: "Completeness") -> None:
        """Show how complete the file is, and what is most wanted."""
        from db.base import REQUIRED, USEFUL

        required, wanted = found.filled[REQUIRED], found.wanted[REQUIRED]
        useful, of = found.filled[USEFUL], found.wanted[USEFUL]
        self._filled.setText(f"Bắt buộc {required}/{wanted}, nên có {useful}/{of}")
        self._percent.setText(f"{int(found.share * 100)} %")
        self._meter.show_share(found.share)
        missing = found.of(REQUIRED) or found.of(USEFUL)
        names = [one.label for one in missing[:_NAMED]]
        more = f" và {len(missing) - _NAMED} mục khác" if len(missing) > _NAMED else ""
        self._missing.setText(("Thiếu: " + ", ".join(names) + more) if names else "Không thiếu mục nào cần có.")


class PersonFullness(Fullness):
    """Of a person another page shows: asked behind the screen, nothing to be seen till it is known."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._asked: tuple[bytes, date] | None = None
        register.opened.connect(self._on_file_opened)
        self.hide()

    def show_person(self, person: bytes, day: date) -> None:
        """Ask about a person's file as of a day."""
        if self._asked is None or person != self._asked[0]:
            self.hide()
        self._asked = person, day
        if self._register.database is None:
            return  # the first picture does not wait for what the writing side loads

        from desktop_app.services.person.completeness import completeness_of

        def show(found: "Completeness") -> None:
            if isValid(self) and self._asked == (person, day):
                self.show_completeness(found)
                self.show()

        # a file that went meanwhile is told by the list, which is read anew
        self._register.ask(
            completeness_of, person, day, then=show, refused=lambda _gone: None, topic=f"fullness-{id(self)}"
        )

    def show_nobody(self) -> None:
        """Nobody is meant any more."""
        self._asked = None
        self.hide()

    def _on_file_opened(self) -> None:
        if self._asked is not None:
            self.show_person(*self._asked)
