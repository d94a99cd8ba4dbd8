"""Icons of the one set, in the colour of a token; they follow the theme by themselves."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop_app.paths import RESOURCES
from desktop_app.ui.kit.theme import coloured_svg, look, looks

_WORN = "worn_icon"  # what a button or an action wears: name, token, size


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon, sharp at every size and scale; on a button that cannot be pressed it is as grey as the word beside it."""
    return _read(str(coloured_svg(name, token)), str(coloured_svg(name, "text3")))


@cache
def _read(path: str, disabled: str = "") -> QIcon:
    """One for each drawing and colour: Qt keeps the pictures of every icon it is given, also of one it was given before."""
    made = QIcon(path)
    if disabled:
        made.addFile(disabled, QSize(), QIcon.Mode.Disabled)
    return made


def brand_icon() -> QIcon:
    """The mark of the program, in its own colours."""
    return _read(str(RESOURCES / "icons" / "so-noi-vu.svg"))


def set_icon(target: QAbstractButton | QAction, name: str, token: str = "text2", size: int = 16) -> None:
    """Give a button or an action an icon that changes with the theme."""
    target.setProperty(_WORN, [name, token, str(size)])
    _dress(target)


def _dress(target: QAbstractButton | QAction) -> None:
    name, token, size = target.property(_WORN)
    target.setIcon(icon(name, token))
    if isinstance(target, QAbstractButton):
        side = look().px(int(size))
        target.setIconSize(QSize(side, side))


class IconLabel(QLabel):
    """A picture beside a text: decoration, so it has no name of its own."""

    def __init__(self, name: str, token: str = "text2", size: int = 16) -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        self._name, self._token, self._size = name, token, size
        self.dress()

    def dress(self) -> None:
        """Draw it in the colours that are on."""
        side = look().px(self._size)
        drawing = brand_icon() if self._name == "so-noi-vu" else icon(self._name, self._token)
        self.setPixmap(drawing.pixmap(QSize(side, side), self.devicePixelRatio()))
        self.setFixedSize(side, side)


def _on_look_changed() -> None:
    for widget in QApplication.allWidgets():
        if isinstance(widget, IconLabel):
            widget.dress()
        elif isinstance(widget, QAbstractButton) and widget.property(_WORN):
            _dress(widget)
        for action in widget.actions():
            if action.property(_WORN):
                _dress(action)


looks.changed.connect(_on_look_changed)
