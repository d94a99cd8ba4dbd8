"""The conditions of the list: what is asked, shown as chips that can be taken off, offered in one menu."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.services.roster_types import CATEGORY_NAMES, GROUP_NAMES, Line
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.widgets import button, column, give_menu

_CHIP_LETTERS = 44
STATUS_NAMES = {"working": "Đang công tác", "left": "Đã rời", "all": "Cả người đã rời"}


class Conditions(NamedTuple):
    """Which people: categories (none: all), status, and whether units under the chosen one count."""

    categories: frozenset[str] = frozenset()
    status: str = "working"
    descendants: bool = True
    lines: tuple[Line, ...] = ()
    group: str = ""

    def said(self, units: Mapping[str, str]) -> str:
        """In words, for the foot of a paper; ``units`` names units by their keys in hex."""
        words = [CATEGORY_NAMES[code] for code in CATEGORY_NAMES if code in self.categories]
        words.append(STATUS_NAMES[self.status].lower())
        words += [_said(one, units) for one in self.lines]
        if not self.descendants:
            words.append("không gồm đơn vị con")
        return "; ".join(words) if self.lines else ", ".join(words)


def _said(line: Line, units: Mapping[str, str]) -> str:
    from desktop_app.services.lists.line import say_line  # reads the records: not for the first picture

    return say_line(line, units)


class FilterBar(QWidget):
    """The chips and the menu "Điều kiện"; ``builder_asked`` wants conditions over any field."""

    changed = Signal(object)
    builder_asked = Signal()

    def __init__(self, units: Callable[[], Mapping[str, str]]) -> None:
        """``units`` gives the names of the units of the day by their keys in hex."""
        super().__init__()
        self.conditions = Conditions()
        self._units = units
        self._line = Flow(steady=True)
        column(self).addWidget(self._line)
        self._draw()

    def change(self, conditions: Conditions) -> None:
        """Take other conditions and tell."""
        self.conditions = conditions
        self._draw()
        self.changed.emit(conditions)

    def _draw(self) -> None:
        self._line.clear()
        now = self.conditions
        for code in sorted(now.categories):
            self._chip(CATEGORY_NAMES[code], partial(self.change, now._replace(categories=now.categories - {code})))
        if now.status == "working":
            self._chip(STATUS_NAMES["working"], lambda: self.change(now._replace(status="all")))
        else:
            self._chip(STATUS_NAMES[now.status], lambda: self.change(now._replace(status="working")))
        if now.descendants:
            self._chip("Gồm đơn vị con", lambda: self.change(now._replace(descendants=False)))
        units = self._units() if now.lines else {}
        for one in now.lines:
            others = tuple(other for other in now.lines if other != one)
            self._chip(_said(one, units), partial(self.change, now._replace(lines=others)))
        if now.group:
            self._chip(f"Nhóm theo {GROUP_NAMES[now.group].lower()}", partial(self.change, now._replace(group="")))
        more = button("Điều kiện", kind="chip-add", icon="plus")
        give_menu(more, self._menu(more))
        self._line.add(more)

    def _chip(self, text: str, on_removed: Callable[[], None]) -> None:
        short = text if len(text) <= _CHIP_LETTERS else f"{text[: _CHIP_LETTERS - 1].rstrip()}…"
        chip = button(f"{short}  ×", on_removed, kind="chip", tip=f"Bỏ điều kiện: {text}")
        chip.setAccessibleName(f"Bỏ điều kiện {text}")
        self._line.add(chip)

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.aboutToShow.connect(partial(self._fill, menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        now = self.conditions
        menu.addAction("Lọc theo mục của hồ sơ…\tCtrl+L").triggered.connect(lambda _=False: self.builder_asked.emit())
        menu.addSeparator()
        for code, name in CATEGORY_NAMES.items():
            other = now.categories ^ {code}
            self._choice(menu, name, now._replace(categories=frozenset(other)), on=code in now.categories)
        menu.addSeparator()
        for status, name in STATUS_NAMES.items():
            self._choice(menu, name, now._replace(status=status), on=status == now.status)
        menu.addSeparator()
        self._choice(menu, "Gồm đơn vị con", now._replace(descendants=not now.descendants), on=now.descendants)

    def _choice(self, menu: QMenu, text: str, then: Conditions, *, on: bool) -> None:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _checked=False: self.change(then))
        menu.addAction(action)
