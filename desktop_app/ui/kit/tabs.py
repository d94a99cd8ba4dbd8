"""Tabs with counts under the top bar, and a choice of a few in one line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QTabBar, QWidget

from desktop_app.ui.kit.widgets import Push, line


class Tabs(QTabBar):
    """Named tabs; ``chosen`` tells the name. Ctrl+Tab is the page's to give."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._names = [code for code, _ in tabs]
        self._titles = dict(tabs)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        for _, title in tabs:
            self.addTab(title)
        self.currentChanged.connect(lambda place: self.chosen.emit(self._names[place]))

    @property
    def current(self) -> str:
        """The name of the tab shown."""
        return self._names[self.currentIndex()]

    def show_tab(self, code: str) -> None:
        """Show a tab."""
        self.setCurrentIndex(self._names.index(code))

    def step(self, by: int) -> None:
        """The next or the previous tab, round and round."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def show_count(self, code: str, count: int | None) -> None:
        """Say how many there are behind a tab."""
        title = self._titles[code] if count is None else f"{self._titles[code]}  {count}"
        self.setTabText(self._names.index(code), title)


class Segments(QWidget):
    """One of a few, in one line; ``chosen`` tells which."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, current: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = line(self, gap=0)
        for place, (code, text) in enumerate(choices):
            made = Push(text)
            made.setCheckable(True)
            made.setProperty("kind", "segment")
            made.setProperty("place", "first" if place == 0 else "last" if place == len(choices) - 1 else None)
            made.setAccessibleName(f"{name}: {text}")
            made.clicked.connect(self._teller(code))
            self._group.addButton(made)
            self._buttons[code] = made
            layout.addWidget(made)
        self.choose(current or choices[0][0])

    def _teller(self, code: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(code)

    @property
    def current(self) -> str:
        """The code of the one chosen."""
        return next(code for code, made in self._buttons.items() if made.isChecked())

    def choose(self, code: str) -> None:
        """Choose one without telling."""
        self._buttons[code].setChecked(True)
