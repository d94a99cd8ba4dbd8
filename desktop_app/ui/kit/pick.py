"""A box to choose one of many names in: typed without accents, completed, any part of the name will do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

_FOLDED, _CODE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class _Completer(QCompleter):
    """Matches what is typed, folded, against the folded names."""

    def __init__(self, model: QStandardItemModel, parent: QLineEdit, fold: Callable[[str], str]) -> None:
        super().__init__(model, parent)
        self._fold = fold

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [self._fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is written into the box."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class PickField(QLineEdit):
    """A line that knows which entry its text names; ``picked`` tells the code, empty for a text that names none."""

    picked = Signal(str)

    def __init__(self, name: str, fold: Callable[[str], str], hint: str = "") -> None:
        """``fold`` takes accents and capitals away."""
        super().__init__()
        self._fold = fold
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._exact: dict[str, str] = {}
        self._codes: dict[str, list[str]] = {}
        self._code = ""
        self._model = QStandardItemModel(self)
        self._completer = _Completer(self._model, self, fold)
        self._completer.setCompletionRole(_FOLDED)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(9)
        popup = QListView()
        self._completer.setPopup(popup)
        popup.setAccessibleName(name)
        self.setCompleter(self._completer)
        self._completer.activated.connect(lambda *_: self._settle())
        self.textEdited.connect(self._settle)
        self.editingFinished.connect(self._write_out)

    def offer(self, entries: Sequence[tuple[str, str]]) -> None:
        """Set what can be chosen: code and name; a text that no longer names one of them is emptied."""
        self._model.clear()
        self._codes = {}
        for code, name in entries:
            item = QStandardItem(name)
            item.setData(self._fold(name), _FOLDED)
            item.setData(code, _CODE)
            self._model.appendRow(item)
            self._codes.setdefault(self._fold(name), []).append(code)
        self._exact = {name: code for code, name in entries}
        if self._code not in self._exact.values():
            self.clear()
        self._settle()

    def code(self) -> str:
        """The code of the entry named."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show an entry by its code."""
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(_CODE) == code:
                self.setText(item.text())
        self._settle()

    def _write_out(self) -> None:
        """Show the whole name of what was meant."""
        if self._code:
            self.show_code(self._code)

    def _settle(self) -> None:
        code = self._exact.get(self.text(), "")
        if not code and self.text():
            # "tỉnh" and "xã" may be left out: the name alone is enough where only one entry ends in it
            bare = self._fold(self.text())
            found = self._codes.get(bare) or [
                one for name, known in self._codes.items() if name.endswith(f" {bare}") for one in known
            ]
            code = found[0] if len(found) == 1 else ""  # two names that differ in accents alone are chosen, not guessed
        if code != self._code:
            self._code = code
            self.picked.emit(code)
