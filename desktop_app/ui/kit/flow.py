"""Parts side by side that go on in the next line where there is no more room.

A widget that places its parts itself, not a layout of Qt's: items of a layout written in Python are owned from two sides, and
deleting them twice damages memory somewhere else, later.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.kit.theme import looks


class Flow(QWidget):
    """Shows its parts from left to right, line after line; as high as that takes."""

    def __init__(self, gap: int = 6, *, right: bool = False, steady: bool = False) -> None:
        """``right`` pushes every line to the right edge; ``steady`` where no part changes its size but with the look.

        Others listen to their parts. The first event of any kind that Python is shown loads all the kinds there are, 5 ms:
        what stands in the first picture is steady.
        """
        super().__init__()
        self._gap, self._right = gap, right
        self._parts: list[QWidget] = []
        if steady:
            looks.changed.connect(self._changed)
        else:
            self.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Take one more part."""
        part.setParent(self)
        self._parts.append(part)
        part.show()
        self._changed()

    def clear(self) -> None:
        """Give every part up."""
        parts, self._parts = self._parts, []
        for part in parts:
            part.hide()
            part.deleteLater()
        self._changed()

    def _changed(self) -> None:
        self.updateGeometry()
        self._lay(self.width(), place=True)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return self._lay(width, place=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [part.sizeHint() for part in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest part alone; as high as it stands now."""
        widest = max((part.sizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self._lay(max(self.width(), widest), place=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part that wants another size is laid out anew."""
        if watched is self and event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return False

    def _lay(self, width: int, *, place: bool) -> int:
        lines: list[list[tuple[QWidget, QSize]]] = [[]]
        x = 0
        for part in self._shown():
            size = part.sizeHint()
            if x and x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((part, size))
            x += size.width() + self._gap
        y = 0
        for held in lines:
            used = sum(size.width() + self._gap for _, size in held) - self._gap
            x = max(width - used, 0) if self._right else 0
            high = max((size.height() for _, size in held), default=0)
            for part, size in held if place else ():
                part.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high + self._gap
        return y - self._gap
