"""What is wrong with a screen that can be measured: cut texts, missing letters, nameless controls, English words."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import ElidedLabel

_ENGLISH = """
ok cancel close open save search delete edit view next previous apply reset copy paste undo redo settings error warning loading
help file folder print preview select all none yes true false name type size date back new remove update refresh show hide choose
browse options tools window quit finish details retry ignore abort discard unknown null the with from for not and today tomorrow
"""
ENGLISH = frozenset(_ENGLISH.split())
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"</?[a-z]+>")
_SLACK = 2


def misfits(root: QWidget) -> list[str]:
    """What is wrong with the visible parts of a widget, a sentence each; empty when nothing is."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.width() and not _scrolled_away(widget, root):
            found += [f"{type(widget).__name__} {problem}" for problem in (*_of(widget), *_aside(widget, root))]
    return list(dict.fromkeys(found))


def _scrolled_away(widget: QWidget, root: QWidget) -> bool:
    return widget is not root and widget.visibleRegion().isEmpty()


def _aside(widget: QWidget, root: QWidget) -> Iterator[str]:
    """A text that reaches out of the part that scrolls up and down, where nobody can bring it into sight."""
    if not isinstance(widget, (QLabel, QAbstractButton)) or isinstance(widget, ElidedLabel) or not widget.text():
        return
    above: QWidget | None = widget.parentWidget()
    while above is not None and above is not root:
        right = widget.mapTo(above, widget.rect().topRight()).x()
        area = above.parentWidget()
        if (
            right > above.width() + _SLACK
            and isinstance(area, QScrollArea)
            and not area.horizontalScrollBar().isVisible()
        ):
            yield f"reaches {right - above.width()} px out of sight: “{widget.text()[:60]}”"
            return
        above = above.parentWidget()


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QComboBox):
        if widget.fontMetrics().horizontalAdvance(widget.currentText()) > widget.width() - 30:
            yield f"cuts “{widget.currentText()}”"
        yield from _texts(widget, widget.currentText())
    elif isinstance(widget, QLineEdit):
        yield from _texts(widget, widget.placeholderText())
    if _wants_name(widget) and not _name(widget):
        yield f"in {type(widget.parentWidget()).__name__} has no accessible name"


def _label(widget: QLabel) -> Iterator[str]:
    text = widget.text()
    if not text or isinstance(widget, ElidedLabel):
        return
    if widget.textFormat() != Qt.TextFormat.PlainText:
        text = _TAG.sub("", text)
    if widget.buddy() is not None:
        text = text.replace("&", "")
    rect = widget.contentsRect()
    if widget.wordWrap():
        if widget.heightForWidth(widget.width()) > widget.height() + _SLACK:
            yield f"cuts “{text[:60]}” below: {widget.height()} of {widget.heightForWidth(widget.width())}"
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in text.split()), default=0)
        if longest > rect.width() + _SLACK:
            yield f"cuts a word of “{text[:60]}”"
    else:
        lines = text.split("\n")
        wide = max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
        if wide > rect.width() + _SLACK:
            yield f"cuts “{text[:60]}”: {rect.width()} of {wide}"
        if widget.sizeHint().height() > widget.height() + _SLACK:
            yield f"cuts “{text[:60]}” below: {widget.height()} of {widget.sizeHint().height()}"
    yield from _texts(widget, text)


def _button(widget: QAbstractButton) -> Iterator[str]:
    if widget.text() and isinstance(widget, QPushButton) and widget.sizeHint().width() > widget.width() + _SLACK:
        yield f"cuts “{widget.text()}”: {widget.width()} of {widget.sizeHint().width()}"
    yield from _texts(widget, widget.text().replace("&", ""))


def _header(widget: QHeaderView) -> Iterator[str]:
    if widget.orientation() != Qt.Orientation.Horizontal:
        return
    model, metrics = widget.model(), QFontMetrics(font("sm", 600))  # the font of heads in the sheet
    for section in range(widget.count()):
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        if widget.isSectionHidden(section) or not text:
            continue
        size = max(metrics.horizontalAdvance(part) for part in text.split("\n")) + look().px(14)
        if size > widget.sectionSize(section) + _SLACK:
            yield f"cuts “{text}”: {widget.sectionSize(section)} of {size}"
        yield from _texts(widget, text)


def _tabs(widget: QTabBar) -> Iterator[str]:
    for place in range(widget.count()):
        text = widget.tabText(place)
        if widget.fontMetrics().horizontalAdvance(text) > widget.tabRect(place).width():
            yield f"cuts “{text}”"
        yield from _texts(widget, text)


def _texts(widget: QWidget, text: str) -> Iterator[str]:
    metrics = QFontMetrics(widget.font())
    missing = {sign for sign in text if sign.isprintable() and sign != " " and not metrics.inFontUcs4(ord(sign))}
    if missing:
        yield f"has no letter for {''.join(sorted(missing))} in “{text[:60]}”"
    english = {word for word in _WORD.findall(text) if word.lower() in ENGLISH}
    if english:
        yield f"speaks English: {', '.join(sorted(english))} in “{text[:60]}”"


def _wants_name(widget: QWidget) -> bool:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
        return False
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTabBar)
    if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox)):
        return False
    return isinstance(widget, kinds) or (isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView))


def _name(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton) and widget.text().strip():
        return widget.text()
    return widget.accessibleName()
