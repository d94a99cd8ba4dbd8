"""Fields and what is typed into them: a label, the field, a line for a hint, a warning or an error; a person found by name."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from desktop_app.ui.kit.dates import read_date, shown_date
from desktop_app.ui.kit.widgets import ElidedLabel, label, restyle

_PAUSE_MS = 200
_MOST_DIGITS = 15


class Typed(QWidget):
    """One field with its label above and one line under it; ``changed`` whenever what it says changes.

    Nothing in it holds itself: a field that was made and never laid goes with whoever made it.
    """

    changed = Signal()

    def __init__(self, title: str, inner: QWidget) -> None:
        super().__init__()
        self.title, self.inner = title, inner
        self._beside = False
        inner.setAccessibleName(title)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(3)
        self._head = label(title, "field")
        self._grid.addWidget(self._head, 0, 0)
        self._grid.addWidget(inner, 1, 0)
        self._told = ElidedLabel("", "small")
        self._grid.addWidget(self._told, 2, 0)
        self._grid.setRowStretch(3, 1)

    def stand_beside(self, width: int) -> None:
        """Put the label at the left, so wide; the line under the field takes room only when it says something."""
        self._beside = True
        self._grid.setHorizontalSpacing(8)
        self._head.setWordWrap(True)
        self._head.setFixedWidth(width)
        self._grid.addWidget(self._head, 0, 0)
        self._grid.addWidget(self.inner, 0, 1)
        self._grid.addWidget(self._told, 1, 1)
        self._grid.setColumnStretch(1, 1)
        self._told.setVisible(bool(self._told.whole()))

    def rename(self, title: str) -> None:
        """Ask under another name."""
        self.title = title
        self._head.setText(title)
        self.inner.setAccessibleName(title)

    def say(self, text: str, state: str = "") -> None:
        """One line under the field: a hint, a warning (``warn``) or an error (``error``)."""
        self._told.show_text(text)
        if self._beside:
            self._told.setVisible(bool(text))
        restyle(self._told, kind="error" if state == "error" else "small", tone="warn" if state == "warn" else "")
        restyle(self.inner, state=state)

    def told(self) -> str:
        """What stands under the field."""
        return self._told.whole()


class LineTyped(Typed):
    """A line of text."""

    def __init__(self, title: str, text: str = "") -> None:
        self.line = QLineEdit(text)
        self.line.setCursorPosition(0)  # a long text shows its beginning
        super().__init__(title, self.line)
        self.line.textChanged.connect(self.changed)

    @property
    def text(self) -> str:
        """What is written."""
        return self.line.text().strip()


class WholeTyped(LineTyped):
    """A whole number, possibly empty."""

    @property
    def number(self) -> int | None:
        """The number written; ``None`` where there is none, or one of more digits than any file holds."""
        return int(self.text) if self.text.isdecimal() and len(self.text) <= _MOST_DIGITS else None

    @property
    def wrong(self) -> bool:
        """Whether something is written that is no number."""
        return bool(self.text) and self.number is None


class DayTyped(LineTyped):
    """A day, possibly empty; what is no day is said under it."""

    def __init__(self, title: str, day: date | None = None) -> None:
        super().__init__(title, shown_date(day) if day else "")
        self.line.setMaxLength(12)
        self.line.setPlaceholderText("ngày/tháng/năm")

    @property
    def day(self) -> date | None:
        """The day written; ``None`` where there is none."""
        return read_date(self.text)

    @property
    def wrong(self) -> bool:
        """Whether something is written that is no day."""
        return bool(self.text) and self.day is None


class PickTyped(Typed):
    """A choice of a list; ``editable`` takes other texts too."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]] = (), *, editable: bool = False) -> None:
        self.box = QComboBox()
        self.box.setEditable(editable)
        if editable:
            self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.box.model(), self.box)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.box.setCompleter(completer)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        super().__init__(title, self.box)
        line_edit = self.box.lineEdit()
        if line_edit is not None:
            line_edit.setAccessibleName(title)
        self.offer(choices)
        self.box.currentTextChanged.connect(self.changed)
        self.box.currentIndexChanged.connect(self._on_chosen)

    def _on_chosen(self, _place: int) -> None:
        """A long choice shows its beginning, and the whole of it under the mouse."""
        self.box.setToolTip(self.box.currentText())
        line = self.box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Set what can be chosen: code and text; the text shown stays."""
        shown = self.box.currentText()
        self.box.blockSignals(True)
        self.box.clear()
        for code, text in choices:
            self.box.addItem(text, code)
        place = self.box.findText(shown)
        if place >= 0:
            self.box.setCurrentIndex(place)
        elif self.box.isEditable():
            self.box.setCurrentIndex(-1)
            self.box.setEditText(shown)
        self.box.blockSignals(False)

    @property
    def line(self) -> QLineEdit:
        """The line of an editable choice."""
        found = self.box.lineEdit()
        assert found is not None  # noqa: S101 - asked of an editable one only
        return found

    @property
    def code(self) -> str:
        """The code of what is chosen; empty for a text of no entry."""
        place = self.box.currentIndex()
        if place < 0 or self.box.itemText(place) != self.box.currentText():  # typed, not chosen
            place = self.box.findText(self.box.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.box.itemData(place)) if place >= 0 else ""

    @property
    def text(self) -> str:
        """What is shown."""
        return self.box.currentText().strip()

    def show_code(self, code: str) -> None:
        """Choose an entry by its code."""
        self.box.setCurrentIndex(self.box.findData(code))


class TickTyped(Typed):
    """A box to tick."""

    def __init__(self, title: str, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(title, self.box)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.changed)


class PersonTyped(Typed):
    """A person found by a part of the name or a number; ``found`` tells whom.

    ``look_up(text, then)`` gives ``then`` what was found: things with ``key``, ``title`` and ``note``.
    """

    found = Signal(object)

    def __init__(self, title: str, look_up: Callable[[str, Callable[[Any], None]], None]) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("Gõ tên hoặc số, không cần dấu")
        super().__init__(title, self.line)
        self._look_up = look_up
        self.hit: Any = None
        self._hits: dict[str, Any] = {}
        self._model = QStringListModel()
        completer = QCompleter(self._model, self.line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setAccessibleName(title)
        self.line.setCompleter(completer)
        completer.activated.connect(self._on_chosen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_rested)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)

    def _on_edited(self, _text: str) -> None:
        self._timer.start()

    def _on_rested(self) -> None:
        self._look_up(self.line.text(), self._offer)

    def _offer(self, hits: Any) -> None:
        self._hits = {}
        for hit in hits:
            words = said = f"{hit.title}, {hit.note}" if hit.note else hit.title
            while said in self._hits:  # nothing tells the two apart, yet each can be chosen
                said = f"{words} ({len(self._hits) + 1})"
            self._hits[said] = hit
        self._model.setStringList(list(self._hits))
        self.say("" if hits else "Không có ai tên hoặc số như vậy.")
        if hits and self.line.hasFocus():
            completer = self.line.completer()
            completer.complete()
            completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))  # Enter takes the first

    def _on_return(self) -> None:
        """Enter takes what is marked, else the first; whom it took already it leaves."""
        text = self.line.text()
        if self._hits and (self.hit is None or text != self.hit.title):
            self._on_chosen(text if text in self._hits else next(iter(self._hits)))

    def _on_chosen(self, words: str) -> None:
        hit = self._hits.get(words)
        if hit is None:
            return
        self.hit = hit
        self.line.setText(hit.title)
        self.say(hit.note)
        self.line.completer().popup().hide()
        self.found.emit(hit)
        self.changed.emit()
