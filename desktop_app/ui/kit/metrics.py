"""Sizes from the font that is on, never fixed numbers."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop_app.ui.kit.theme import look


def font(step: str = "base", weight: int = 400) -> QFont:
    """The program's font at a step of the type scale."""
    made = QFont(QApplication.font())
    made.setPixelSize(round(look().font_px(step)))
    made.setWeight(QFont.Weight(weight))
    return made


def row_height() -> int:
    """The height of a table row with one line."""
    return round(look().font_px() * 1.45) + look().px(8)


def date_width() -> int:
    """The width of a column that holds a date."""
    return QFontMetrics(font()).horizontalAdvance("00/00/0000") + look().px(18)


def chars_width(count: float) -> int:
    """The width of a column of so many characters."""
    return round(QFontMetrics(font()).horizontalAdvance("Nguyễn Thị Ngọc Hà") / 18 * count) + look().px(16)


def number_width(title: str, count: float) -> int:
    """The width of a column of numbers of so many digits, its title and the arrow of sorting beside it."""
    head = QFontMetrics(font("sm", 600)).horizontalAdvance(title) + look().px(24)
    return max(head, QFontMetrics(font()).horizontalAdvance("0") * max(round(count) - 2, 0) + look().px(16))


def side_width() -> int:
    """A panel at the right with reasons: it grows less than the text, or the list would have no room."""
    return round(352 * min(look().zoom, 1.25))
