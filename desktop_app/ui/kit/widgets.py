"""The small parts every screen is put together from; each knows its kind in the sheet."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from desktop_app.ui.kit.icons import set_icon
from desktop_app.ui.kit.theme import look

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_Layout = TypeVar("_Layout", bound=QBoxLayout)


def restyle(widget: QWidget, **properties: str) -> None:
    """Change what a widget is (``kind``, ``tone``, ``state``) and let the sheet see it."""
    for name, value in properties.items():
        widget.setProperty(name, value or None)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # the sheet has not seen it yet, and will see it as it is now
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QWidget.update(widget)  # a view's own update() wants an index


def label(text: str = "", kind: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A text of a kind; plain text always, so that a name with ``<`` stays a name."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
    return made


class ElidedLabel(QLabel):
    """A line that is cut with an ellipsis when there is no room; the whole is in its tooltip."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if kind:
            self.setProperty("kind", kind)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Change the text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text before it was cut."""
        return self._whole

    def _fit(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(room, 24))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()


class Push(QPushButton):
    """A button that Enter presses as Space does, wherever the keyboard finds it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)  # no field of a dialog presses it from afar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    token: str = "",
    key: str = "",
    tip: str = "",
) -> QPushButton:
    """A button; ``key`` is its shortcut as people read it (``Ctrl+E``), shown in the tooltip."""
    # the style leaves four pixels between icon and text; a space makes them the eight of the drawings
    made = Push(f" {text}" if icon and text else text)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        set_icon(
            made, icon, token or {"primary": "on_accent", "quiet": "accent", "chip-add": "accent"}.get(kind, "text2")
        )
    told = " · ".join(part for part in (tip or (text if key else ""), key) if part)
    made.setToolTip(told)
    if not text and tip:
        made.setAccessibleName(tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def give_menu(made: QPushButton, menu: QMenu) -> None:
    """Let a button open a menu, with the small arrow that says so."""
    made.setMenu(menu)
    restyle(made, menu="yes")


class SearchField(QLineEdit):
    """A box to type into and find: a glass on the left; ``cap`` shows its key on the right until something is typed."""

    def __init__(self, name: str, hint: str, key: str, *, cap: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setToolTip(f"{name} · {key}")
        self.setClearButtonEnabled(True)
        glass = QAction(name, self)
        set_icon(glass, "magnifying-glass")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        glass.triggered.connect(self.setFocus)
        self._cap = label(key.replace("+", " "), "key")
        self._cap.setParent(self)
        self._has_cap = cap
        self._show_cap(self.text())
        self.textChanged.connect(self._show_cap)

    def _show_cap(self, text: str) -> None:
        shown = self._has_cap and not text
        self._cap.setVisible(shown)
        self.setTextMargins(0, 0, self._cap.sizeHint().width() + 4 if shown else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the right end."""
        super().resizeEvent(event)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - 7, (self.height() - size.height()) // 2, size.width(), size.height()
        )


def frame(kind: str, tone: str = "") -> QFrame:
    """A frame of a kind: card, bar, foot, band, rule, split."""
    made = QFrame()
    made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def rule() -> QFrame:
    """A hairline across."""
    return frame("rule")


def column(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """A layout from top to bottom."""
    return _laid(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, gap)


def line(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8
) -> QHBoxLayout:
    """A layout from left to right."""
    return _laid(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, gap)


def _laid(layout: _Layout, margins: tuple[int, int, int, int], gap: int) -> _Layout:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout for good."""
    while layout.count():
        item = layout.takeAt(0)
        # the stubs promise a widget where Qt gives none
        inner: QLayout | None = item.layout()
        widget: QWidget | None = item.widget()
        if inner is not None:
            empty_layout(inner)
        else:
            if widget is not None:
                widget.hide()
                widget.deleteLater()
            delete(item)  # what is taken out is nobody's any more, and nobody else lets it go


class ScrollArea(QScrollArea):
    """Fits its part into the room there is, and stops asking anew where that never ends.

    A part that lays itself out otherwise when it is narrower may need the bar in one width and not in the other. Qt then
    resizes it for ever, one call inside the other, until the program dies.
    """

    _MOST = 8

    def __init__(self) -> None:
        super().__init__()
        self._within = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on what happens to the part; sizes only so deep."""
        if event.type() != QEvent.Type.Resize:
            return bool(super().eventFilter(watched, event))
        if self._within >= self._MOST:
            return False
        self._within += 1
        try:
            return bool(super().eventFilter(watched, event))
        finally:
            self._within -= 1


def steady_width(widget: QWidget) -> int:
    """How wide a part is with the bar of what scrolls around it, shown or not: what depends on it never makes the bar flicker."""
    around: QWidget | None = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is None:
        return widget.width()
    bar = around.verticalScrollBar().sizeHint().width()
    return widget.width() - max(0, bar - max(0, around.width() - around.widget().width()))


def scrolling(inner: QWidget) -> QScrollArea:
    """A part that scrolls up and down when there is no room."""
    area = ScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


class Meter(QWidget):
    """A flat bar that shows a share, with its words beside it elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{round(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(80, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the share."""
        tokens = look().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken))
        painter.drawRoundedRect(0, 0, self.width(), 6, 3, 3)
        if self._share:
            painter.setBrush(QColor(tokens.accent_fill))
            painter.drawRoundedRect(0, 0, max(6, round(self.width() * self._share)), 6, 3, 3)
        painter.end()
