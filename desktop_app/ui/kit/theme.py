"""The look that is on: tokens, text size, fonts, sheet; widgets that paint themselves read it here."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app.paths import RESOURCES, state_folder
from desktop_app.ui.kit.palette import LIGHT, SCALE, THEMES, Tokens, qpalette, style_sheet

SCREEN_FONT = "Be Vietnam Pro"
STYLED = ("so-noi-vu", "-style", "fusion")
BASE_PX = 13.0
ZOOMS = (0.9, 1.0, 1.15, 1.3, 1.45, 1.6)
_SHEET_ICONS = (("caret-down", "text2"), ("caret-up", "text2"), ("caret-right", "text2"), ("calendar-blank", "text2"))


class Look(NamedTuple):
    """A theme at a text size."""

    tokens: Tokens = LIGHT
    zoom: float = 1.0

    def px(self, size: float) -> int:
        """A length of the drawings at this text size."""
        return round(size * self.zoom)

    def font_px(self, step: str = "base") -> float:
        """The size of a step of the type scale in pixels."""
        return BASE_PX * self.zoom * SCALE[step]


class _Looks(QObject):
    changed = Signal()


looks = _Looks()
_on = [Look()]
_fonts: list[int] = []
_icons: list[Path] = []  # where the drawings of this user lie: looked up once for each look, not for each drawing


def look() -> Look:
    """The look that is on."""
    return _on[0]


def tokens_named(name: str) -> Tokens:
    """The tokens of a theme: ``light``, ``dark`` or ``contrast``."""
    return THEMES.get(name, LIGHT)


def zoom_named(text: str) -> float:
    """The text size somebody kept; 1 for one that is none of ours."""
    return next((zoom for zoom in ZOOMS if str(zoom) == text), 1.0)


def coloured_svg(name: str, token: str) -> Path:
    """The file of an icon in the colour of a token, written once for each theme."""
    colour = getattr(look().tokens, token)
    path = (_icons[0] if _icons else _drawings()) / f"{name}-{colour.removeprefix('#')}.svg"
    _written(path, name, colour)
    return path


def _drawings() -> Path:
    return state_folder() / "icons"


def _written(path: Path, name: str, colour: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        path.write_text(text.replace("currentColor", colour), encoding="utf-8")


def _sheet_icons(tokens: Tokens) -> Path:
    folder = _icons[0] / tokens.name
    for name, token in _SHEET_ICONS:
        _written(folder / f"{name}.svg", name, getattr(tokens, token))
    _written(folder / "check-on.svg", "check", tokens.on_accent)
    return folder


def font_files() -> Iterator[Path]:
    """The screen fonts we ship."""
    yield from sorted((RESOURCES / "fonts").glob("BeVietnamPro_*.ttf"))


def screen_font(zoom: float = 1.0) -> QFont:
    """The font of the screen: the system's own on Windows, ours elsewhere."""
    if sys.platform == "win32":
        font = QFont("Segoe UI")
    else:
        if not _fonts:
            _fonts.extend(QFontDatabase.addApplicationFont(str(path)) for path in font_files())
        font = QFont(SCREEN_FONT)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    font.setPixelSize(round(BASE_PX * zoom))
    return font


def application() -> QApplication:
    """The application in the style Fusion, made now where there is none.

    The style is named as on a command line: set with ``setStyle`` it is handed to Python, which takes a start 4 ms.
    """
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([*STYLED])


def apply_look(app: QApplication, name: str = "light", zoom: float = 1.0) -> None:
    """Dress an application in Fusion: palette, then sheet; again after a change of theme or text size."""
    tokens = tokens_named(name)
    _on[0] = Look(tokens, zoom)
    _icons[:] = [_drawings()]
    scheme = Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light
    app.styleHints().setColorScheme(scheme)  # the title bar follows
    app.setFont(screen_font(zoom))
    app.setPalette(qpalette(tokens))
    app.setStyleSheet(style_sheet(tokens, _sheet_icons(tokens), BASE_PX, zoom))
    looks.changed.emit()
