"""The fields of the dialog of movements: a label above, the field, a hint or an error under it; a person found by name."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from desktop_app.services.find import Hit, people_named
from desktop_app.ui.kit.dates import read_date, shown_date
from desktop_app.ui.kit.widgets import ElidedLabel, column, label, restyle
from desktop_app.ui.register import Register

_PAUSE_MS = 200


class Asked(QWidget):
    """One field with its label above and one line under it; ``changed`` whenever what it says changes."""

    changed = Signal()

    def __init__(self, title: str, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        inner.setAccessibleName(title)
        layout = column(self, gap=3)
        layout.addWidget(label(title, "field"))
        layout.addWidget(inner)
        self._told = ElidedLabel("", "small")
        layout.addWidget(self._told)
        layout.addStretch(1)

    def say(self, text: str, state: str = "") -> None:
        """One line under the field: a hint, a warning (``warn``) or an error (``error``)."""
        self._told.show_text(text)
        restyle(self._told, kind="error" if state == "error" else "small", tone="warn" if state == "warn" else "")
        restyle(self.inner, state=state)


class LineAsked(Asked):
    """A line of text."""

    def __init__(self, title: str, text: str = "") -> None:
        self.line = QLineEdit(text)
        super().__init__(title, self.line)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def text(self) -> str:
        """What is written."""
        return self.line.text().strip()


class DayAsked(LineAsked):
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


class PickAsked(Asked):
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
        self.box.currentTextChanged.connect(lambda _text: self.changed.emit())

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
        place = self.box.findText(self.box.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.box.itemData(place)) if place >= 0 else ""

    @property
    def text(self) -> str:
        """What is shown."""
        return self.box.currentText().strip()

    def show_code(self, code: str) -> None:
        """Choose an entry by its code."""
        self.box.setCurrentIndex(self.box.findData(code))


class TickAsked(Asked):
    """A box to tick."""

    def __init__(self, title: str, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(title, self.box)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(lambda _on: self.changed.emit())


class PersonAsked(Asked):
    """A person found by a part of the name or a number; ``found`` tells whom."""

    found = Signal(object)  # Hit

    def __init__(self, title: str, register: Register) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("Gõ tên hoặc số, không cần dấu")
        super().__init__(title, self.line)
        self._register = register
        self._hits: dict[str, Hit] = {}
        self._model = QStringListModel()
        completer = QCompleter(self._model, self.line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setAccessibleName(title)
        self.line.setCompleter(completer)
        completer.activated.connect(self._on_chosen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self.line.textEdited.connect(lambda _text: self._timer.start())
        self.line.returnPressed.connect(self._on_return)

    def _look(self) -> None:
        self._register.ask(
            people_named, self.line.text(), self._register.today, then=self._offer, topic="movement-person"
        )

    def _offer(self, hits: tuple[Hit, ...]) -> None:
        self._hits = {f"{hit.title}, {hit.note}" if hit.note else hit.title: hit for hit in hits}
        self._model.setStringList(list(self._hits))
        self.say("" if hits else "Không có ai tên hoặc số như vậy.")
        if hits and self.line.hasFocus():
            completer = self.line.completer()
            completer.complete()
            completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))  # Enter takes the first

    def _on_return(self) -> None:
        if len(self._hits) == 1:
            self._on_chosen(next(iter(self._hits)))

    def _on_chosen(self, text: str) -> None:
        hit = self._hits.get(text)
        if hit is not None:
            self.line.setText(hit.title)
            self.say(hit.note)
            self.found.emit(hit)


class Rows:
    """Fields laid in three columns, the hidden ones leaving no hole."""

    def __init__(self, grid: QGridLayout, width: Callable[[str], int]) -> None:
        self._grid, self._width = grid, width
        for place in range(3):
            grid.setColumnStretch(place, 1)

    def lay(self, shown: Sequence[tuple[str, Asked]], hidden: Sequence[Asked]) -> None:
        """Put these fields in order; a wide one takes the columns it wants."""
        for one in hidden:
            one.hide()
            self._grid.removeWidget(one)
        row = place = 0
        for name, one in shown:
            span = self._width(name)
            if place + span > 3:  # noqa: PLR2004 - three columns
                row, place = row + 1, 0
            self._grid.addWidget(one, row, place, 1, span)
            one.show()
            place += span
        before: QWidget | None = None
        for _, one in shown:
            focus = one.inner
            if before is not None:
                QWidget.setTabOrder(before, focus)
            before = focus
