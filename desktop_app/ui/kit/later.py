"""A page that is built when it is first shown, so that a start pays only for what it shows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.widgets import column


class Later(Page):
    """Stands in the window for the page it makes on its first showing."""

    def __init__(
        self, title: str, icon: str, make: Callable[[], Page], *, opens: frozenset[str] = frozenset(), under: str = ""
    ) -> None:
        super().__init__()
        self.title, self.icon, self.opens, self.under = title, icon, opens, under
        self._make = make
        self._day: date | None = None
        self._inner: Page | None = None
        self._layout = column(self)

    @property
    def built(self) -> Page | None:
        """The page, once it was shown."""
        return self._inner

    def page(self) -> Page:
        """The page, built now at the latest."""
        if self._inner is None:
            self._inner = inner = self._make()
            inner.told.connect(self.told)
            inner.status_changed.connect(self.status_changed)
            inner.detail_changed.connect(self.detail_changed)
            had_keyboard = self.hasFocus()
            self._layout.addWidget(inner)
            self.setFocusProxy(inner)
            if had_keyboard:
                inner.setFocus()
            if self._day is not None:
                inner.set_as_of(self._day)
            inner.reload()
        return self._inner

    def inner(self) -> Page:
        """The page it stands for, built now at the latest."""
        return self.page()

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is shown, once the frame stands."""
        QTimer.singleShot(0, self, self.page)
        super().showEvent(event)

    def reload(self) -> None:
        """Read again what was built."""
        if self._inner is not None:
            self._inner.reload()

    def changed(self, touched: frozenset[str] | None) -> None:
        """Pass on that records changed."""
        if self._inner is not None:
            self._inner.changed(touched)

    def set_as_of(self, day: date) -> None:
        """Show another day, now or when it is built."""
        self._day = day
        if self._inner is not None:
            self._inner.set_as_of(day)

    def focus_search(self, text: str = "") -> None:
        """Put the keyboard into the page's search."""
        self.page().focus_search(text)

    def open_target(self, kind: str, target: Any) -> None:
        """Show one thing of the page."""
        self.page().open_target(kind, target)

    def leave(self) -> None:
        """Pass on that the window is closing."""
        if self._inner is not None:
            self._inner.leave()
