"""A form drawn from a list of what is asked: label and number at the left, the editor, its problem under it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import button, column, empty_layout, label, line, restyle, steady_width

Fold = Callable[[str], str]
_TEXT, _KEY = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole
_LINES = 3
_NARROW = 300  # what one column needs


@dataclass(frozen=True)
class Asked:
    """One field of a form: name, label, its number on paper, what may be chosen (text, note), the heading it opens.

    In a ``closed`` one nothing stands but what may be chosen.
    """

    name: str
    label: str
    number: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    group: str = ""
    long: bool = False
    read_only: bool = False
    closed: bool = False


class _Completer(QCompleter):
    """Completes without accents: it compares folded texts and gives back the entry as it is written."""

    def __init__(self, choices: Sequence[tuple[str, str]], fold: Fold, parent: QWidget) -> None:
        super().__init__(parent)
        self._fold = fold
        model = QStandardItemModel(self)
        for text, note in choices:
            item = QStandardItem(f"{text}   {note}" if note else text)
            item.setData(fold(f"{text} {note}"), _KEY)
            item.setData(text, _TEXT)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_KEY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(9)
        self.popup().setAccessibleName("Các mục chọn được")

    def splitPath(self, path: str) -> list[str]:
        """What is looked for when this is typed."""
        return [self._fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is written when an entry is taken."""
        return str(index.data(_TEXT))


def leaves_undo(editor: QLineEdit | QPlainTextEdit, event: QEvent) -> bool:
    """Whether Ctrl+Z or Ctrl+Y is the window's: an editor keeps it only while it has letters of its own to take back."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    steps = editor if isinstance(editor, QLineEdit) else editor.document()
    back, on = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (back and not steps.isUndoAvailable()) or (on and not steps.isRedoAvailable())


class LineEdit(QLineEdit):
    """A line; Ctrl+Z in it takes back its letters, and when there are none, what was saved last."""

    def event(self, event: QEvent) -> bool:
        """Leave to the window what is the window's."""
        if leaves_undo(self, event):
            event.ignore()
            return False
        return bool(super().event(event))


class ChoiceEdit(LineEdit):
    """A line with a list behind it: typing narrows it without accents, ↓ opens it whole.

    What was typed is written as the list writes it when the line is left; of a ``closed`` list a part is enough that only
    one entry holds.
    """

    def __init__(self, choices: Sequence[tuple[str, str]], fold: Fold, *, closed: bool = False) -> None:
        super().__init__()
        self._choices, self._fold, self._closed = choices, fold, closed
        self.editingFinished.connect(self._write_out)
        self._list: _Completer | None = None
        self.setToolTip("Gõ không dấu để tìm trong danh mục; ↓ mở cả danh mục")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the list ready; it is made when it is first needed."""
        if self._list is None:
            self._list = _Completer(self._choices, self._fold, self)
            self._list.activated.connect(lambda _text: self.textEdited.emit(self.text()))
            self.setCompleter(self._list)
        super().focusInEvent(event)

    def _offers_only(self) -> bool:
        """Whether the list hangs open with nothing marked in it; it is put away then."""
        popup = self._list.popup() if self._list is not None else None
        if popup is None or not popup.isVisible() or popup.currentIndex().isValid():
            return False
        popup.hide()
        return True

    def _write_out(self) -> None:
        """Write the entry that is meant, if one is."""
        typed = self._fold(self.text()).strip()
        if not typed or not self.isModified():
            return
        meant = [text for text, _ in self._choices if self._fold(text) == typed]
        if not meant and self._closed:
            meant = [text for text, note in self._choices if f" {typed}" in f" {self._fold(f'{text} {note}')}"]
        if len(meant) == 1 and meant[0] != self.text():
            self.setText(meant[0])
            self.textEdited.emit(meant[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the whole list; Enter, where nothing is marked in it, takes what is meant and goes on."""
        if event.key() == Qt.Key.Key_Down and self._list is not None and not self.isReadOnly():
            self._list.setCompletionPrefix("")
            self._list.complete()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offers_only():
            self._write_out()
            QApplication.postEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers()))
        else:
            super().keyPressEvent(event)


class LongEdit(QPlainTextEdit):
    """A text of several lines; Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(look().font_px() * 1.5 * _LINES) + look().px(12))

    def event(self, event: QEvent) -> bool:
        """Leave to the window what is the window's."""
        if leaves_undo(self, event):
            event.ignore()
            return False
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it was left."""
        super().focusOutEvent(event)
        self.left.emit()


class _Field(QWidget):
    """An editor and, under it, what is wrong with it."""

    def __init__(self, asked: Asked, editor: QLineEdit | LongEdit, *, reserve: bool) -> None:
        super().__init__()
        self.asked, self.editor = asked, editor
        layout = column(self, gap=1)
        layout.addWidget(editor)
        self._under = line(gap=4)
        layout.addLayout(self._under)
        self._reserve, self._said = reserve, False
        self.say("", "", "", lambda: None)

    def text(self) -> str:
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    def put(self, text: str) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        else:
            self.editor.setPlainText(text)

    def say(self, message: str, tone: str, proposal: str, take: Callable[[], None]) -> None:
        if not message and not self._said and self._under.count():
            return
        self._said = bool(message)
        empty_layout(self._under)
        state = {"danger": "error", "warn": "warn"}.get(tone, "") if message else ""
        if (self.editor.property("state") or "") != state:
            restyle(self.editor, state=state)
        self.editor.setAccessibleDescription(message)
        if message:
            self._under.addWidget(label(message, "error", tone if tone != "danger" else "", wrap=True), 1)
            if proposal:
                self._under.addWidget(button(f"Nhận “{proposal}”", take, kind="quiet"), 0, Qt.AlignmentFlag.AlignTop)
        elif self._reserve:
            self._under.addWidget(label(" ", "error"), 1)


class RecordForm(QWidget):
    """Everything asked of one record. ``edited`` tells each letter typed, ``left`` a field that was left."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, asked: Sequence[Asked], fold: Fold, *, columns: int = 2, reserve: bool = False) -> None:
        super().__init__()
        self._fields: dict[str, _Field] = {}
        self._shown: dict[str, str] = {}
        self._asked, self._most = tuple(asked), columns
        self._numbered = any(one.number for one in asked)
        self._columns = 0
        self._beside: dict[str, tuple[QLabel, QLabel]] = {}
        self._heads: dict[str, QLabel] = {}
        for one in asked:
            self._made(one, fold, reserve=reserve)
            self._beside[one.name] = (label(one.number.split(",")[0], "field"), label(one.label, "field", wrap=True))
            if one.group:
                self._heads[one.name] = label(one.group, "title")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2 if reserve else 6)
        self._lay(columns)
        looks.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self._columns = 0
        self._lay(self._fitting())

    def _fitting(self) -> int:
        return self._most if steady_width(self) >= look().px(_NARROW) * self._most else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is too little room for two."""
        super().resizeEvent(event)
        self._lay(self._fitting())

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        grid = self._grid
        row, place = 0, 0
        for one in self._asked:
            if one.group or one.long or place == columns:
                row, place = row + (1 if place or one.group else 0), 0
            if one.group:
                head = self._heads[one.name]
                head.setContentsMargins(0, 10 if row > 1 else 0, 0, 4)
                grid.addWidget(head, row, 0, 1, 3 * columns)
                row += 1
            self._place(one, row, place, columns)
            place = columns if one.long else place + 1
        for column_ in range(self._most):
            grid.setColumnStretch(3 * column_ + 2, 1 if column_ < columns else 0)
        for spare in range(row + 1, grid.rowCount() + 1):
            grid.setRowStretch(spare, 0)
        grid.setRowStretch(row + 1, 1)

    def _place(self, asked: Asked, row: int, place: int, columns: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        made = self._fields[asked.name]
        number, name = self._beside[asked.name]
        number.setFixedWidth(look().px(26))
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not self._numbered:  # no empty column where nothing has one
            number.hide()
        name.setFixedWidth(look().px(126))
        for widget in (number, name):
            widget.setContentsMargins(0, look().px(4), 0, 0)
        name.setBuddy(made.editor)
        self._grid.addWidget(number, row, 3 * place, top)
        self._grid.addWidget(name, row, 3 * place + 1, top)
        self._grid.addWidget(made, row, 3 * place + 2, 1, 3 * (columns - 1) + 1 if asked.long else 1, top)

    def _made(self, asked: Asked, fold: Fold, *, reserve: bool) -> None:
        editor: QLineEdit | LongEdit
        if asked.long:
            editor = LongEdit()
            editor.textChanged.connect(lambda: self._on_edited(asked.name))
            editor.left.connect(lambda: self.left.emit(asked.name))
        else:
            editor = ChoiceEdit(asked.choices, fold, closed=asked.closed) if asked.choices else LineEdit()
            editor.textEdited.connect(lambda _text: self._on_edited(asked.name))
            editor.editingFinished.connect(lambda: self.left.emit(asked.name))
        editor.setPlaceholderText(asked.hint)
        editor.setReadOnly(asked.read_only)
        editor.setAccessibleName(f"{asked.number} {asked.label}".strip())
        self._fields[asked.name] = _Field(asked, editor, reserve=reserve)

    def _on_edited(self, name: str) -> None:
        self.say(name, "")
        if self._fields[name].text() != self._shown.get(name, ""):
            self.edited.emit(name)
        elif not self.typed():
            self.edited.emit("")

    # --- what it holds --------------------------------------------------------------------------------------------

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show what is kept; nothing is typed then."""
        self._shown = {name: texts.get(name, "") for name in self._fields}
        for name, made in self._fields.items():
            if made.text() != self._shown[name]:
                made.put(self._shown[name])
        self.clear_problems()

    def typed(self) -> dict[str, str]:
        """What differs from what is kept, by field."""
        texts = {name: made.text() for name, made in self._fields.items()}
        return {name: text for name, text in texts.items() if text != self._shown.get(name, "")}

    def put(self, typed: Mapping[str, str]) -> None:
        """Put texts in as if they were typed."""
        for name, text in typed.items():
            if name in self._fields:
                self._fields[name].put(text)
                self.edited.emit(name)

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self._fields[name].text()

    def editor(self, name: str) -> QLineEdit | LongEdit:
        """The editor of a field."""
        return self._fields[name].editor

    def has(self, name: str) -> bool:
        """Whether the form asks for a field."""
        return name in self._fields

    # --- problems -------------------------------------------------------------------------------------------------

    def say(self, name: str, message: str, tone: str = "danger", proposal: str = "") -> None:
        """Say what is wrong with a field, or nothing any more; a proposal can be taken with one press."""

        def take() -> None:
            self._fields[name].put(proposal)
            self._on_edited(name)
            self.editor(name).setFocus()

        self._fields[name].say(message, tone, proposal, take)

    def clear_problems(self) -> None:
        """Everything is well."""
        for name in self._fields:
            self.say(name, "")

    def set_editable(self, *, on: bool) -> None:
        """Let the fields be typed into, or only read and copied."""
        for made in self._fields.values():
            made.editor.setReadOnly(made.asked.read_only or not on)

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field, with its text selected."""
        editor = self.editor(name)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()
