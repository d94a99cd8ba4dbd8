"""What is typed into the dialog of movements, kept beside the register until it is recorded or given up."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.services.decisions import NewDecision
from desktop_app.services.movements.deeds import carry_out
from desktop_app.services.movements.orders import Carried, Order
from desktop_app.services.person.drafts import MOVEMENT, Draft, add_to_draft, draft_of, forget_draft
from desktop_app.services.work import Work
from desktop_app.ui.kit.widgets import button, frame, label, line
from desktop_app.ui.register import Register

KEPT_AFTER_MS = 800
_ABOUT = ("kind", "target")  # without them the other texts say nothing
Place = tuple[bytes, bytes | None]


def place_of(people: Sequence[bytes]) -> Place:
    """Where the draft about these people stands: with the first; of several under a key of them all."""
    several = sha256(b"".join(sorted(people))).digest()[:16] if len(people) > 1 else None
    return people[0], several


def record_kept(work: Work, orders: Sequence[Order], decision: NewDecision, place: Place) -> Carried:
    """Carry out the orders and let their draft go: one operation."""
    done = carry_out(work, orders, decision)
    forget_draft(work, place[0], MOVEMENT, place[1])
    return done


class DraftBand(QWidget):
    """Keeps what hands typed a moment after the last letter; offers what was kept before in a band of its own.

    Neither takes anything from the other: what is typed is kept over what was kept before, and what was kept before fills only
    the fields that no hand was at.
    """

    wanted = Signal(object)  # the texts to be filled in again

    def __init__(self, register: Register, texts: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self._register, self._texts = register, texts
        self._place: Place | None = None
        self._touched: set[str] = set()
        self._offered: Draft | None = None
        band = frame("band", tone="info")
        row = line(band, margins=(14, 6, 10, 6), gap=8)
        self._words = label("", "", wrap=True)
        row.addWidget(self._words, 1)
        self.again = button("Điền lại", self.fill_in, icon="arrow-clockwise", tip="Điền lại phần đã gõ")
        row.addWidget(self.again)
        row.addWidget(button("Bỏ bản nháp", self.forget, kind="quiet", icon="x", tip="Bỏ phần đã gõ"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(band)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def watch(self, name: str, inner: QWidget) -> None:
        """Keep what hands do to a field; what the dialog fills in itself is no draft."""
        if isinstance(inner, QComboBox):
            inner.activated.connect(self.toucher(name))
            inner = inner.lineEdit() or inner
        if isinstance(inner, QLineEdit):
            inner.textEdited.connect(self.toucher(name))
        elif isinstance(inner, QCheckBox):
            inner.clicked.connect(self.toucher(name))

    def toucher(self, name: str) -> Callable[..., None]:
        """What says that hands were at a part of the dialog."""

        def touch(*_value: object) -> None:
            self._touched.add(name)
            self._timer.start()

        return touch

    def about(self, people: Sequence[bytes]) -> None:
        """Whom the dialog is about: look for what was typed about them before."""
        self._place = place = place_of(people) if people else None
        self._offer(None)
        if place is not None:
            answered = partial(self._on_found, place)
            self._register.ask(draft_of, place[0], MOVEMENT, place[1], then=answered, topic="movement-draft")

    def _on_found(self, place: Place, found: Draft | None) -> None:
        if place == self._place:
            self._offer(found)
            self._keep_soon()

    def _keep_soon(self) -> None:
        if self._touched:
            self._timer.start()

    def _offer(self, found: Draft | None) -> None:
        self._offered = found
        if found is not None:
            self._words.setText(f"Có phần gõ dở lúc {found.saved_at}, chưa ghi vào sổ.")
        self.setVisible(found is not None)

    @property
    def place(self) -> Place | None:
        """Where the draft stands."""
        return self._place

    def keep(self) -> None:
        """Keep what was typed now."""
        self._timer.stop()
        if self._place is None or not self._touched:
            return
        texts = self._texts()
        typed = {name: texts[name] for name in self._hands_at() if name in texts}
        about = {name: texts[name] for name in _ABOUT}
        person, key = self._place
        add = partial(add_to_draft, otherwise=about)
        self._register.note(add, person, MOVEMENT, key, typed, self._register.clock())

    def _hands_at(self) -> frozenset[str]:
        """The fields that hands were at; a kind brings what it is about along."""
        return frozenset({*self._touched, *(_ABOUT if "kind" in self._touched else ())})

    def fill_in(self) -> None:
        """Fill in again what was typed before, where no hand was at since."""
        if self._offered is not None:
            now = self._hands_at()
            typed = {name: text for name, text in self._offered.typed.items() if name not in now}
            self._offer(None)
            self._touched |= set(typed)
            self.wanted.emit(typed)

    def forget(self) -> None:
        """Give up what was typed before; what is typed now is kept anew."""
        self._offer(None)
        if self._place is not None:
            person, key = self._place
            self._register.note(forget_draft, person, MOVEMENT, key)
            self._keep_soon()

    def stop(self) -> None:
        """Keep nothing any more: it was recorded."""
        self._timer.stop()
        self._touched = set()
