"""The tree of units with head counts; merged and closed ones stand apart with their last day."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from db.text import dotted
from desktop_app.services.roster_types import UnitNode
from desktop_app.ui.kit.theme import look
from desktop_app.ui.roster.unit_names import short_name

_KEY = Qt.ItemDataRole.UserRole + 1
_CLOSED = Qt.ItemDataRole.UserRole + 2
CLOSED = "Đã giải thể, sáp nhập"


class UnitTree(QTreeView):
    """Shows units; ``unit_chosen`` carries the key of one, or ``None`` for the whole office."""

    unit_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Cây đơn vị")
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.selectionModel().currentChanged.connect(lambda index, _old: self._on_current(index))
        self._filling = False

    def show_units(self, units: Sequence[UnitNode], office: str, people: int) -> None:
        """Fill the tree; the unit that was chosen stays chosen where it still is."""
        chosen = self.chosen()
        self._filling = True
        self._model.clear()
        self._model.setColumnCount(2)
        open_units = {unit.key: unit for unit in units if not unit.closed}
        children: dict[bytes | None, list[UnitNode]] = {}
        for unit in open_units.values():
            children.setdefault(unit.parent if unit.parent in open_units else None, []).append(unit)
        top = self._row(office, people, None)
        font = top[0].font()
        font.setWeight(font.Weight.DemiBold)
        top[0].setFont(font)
        self._model.appendRow(top)
        for unit in children.get(None, []):
            self._add(self._model, unit, children, "")  # its invisible root would keep every row for ever
        closed = [unit for unit in units if unit.closed]
        if closed:
            group = self._row(CLOSED, len(closed), None, selectable=False)
            group[0].setData(QColor(look().tokens.text2), Qt.ItemDataRole.ForegroundRole)
            self._model.appendRow(group)
            for unit in closed:
                row = self._row(f"{unit.name} (đến {_day(unit.ends)})", unit.people, unit.key)
                row[0].setData(True, _CLOSED)
                group[0].appendRow(row)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._filling = False
        if len(children.get(None, [])) == 1:
            self.expand(self._model.index(1, 0))
        self.choose(chosen)

    def _add(
        self,
        above: QStandardItem | QStandardItemModel,
        unit: UnitNode,
        children: dict[bytes | None, list[UnitNode]],
        group: str,
    ) -> int:
        row = self._row(short_name(unit.name, group), unit.people, unit.key, whole=unit.name)
        above.appendRow(row)
        total = unit.people
        for child in children.get(unit.key, []):
            total += self._add(row[0], child, children, unit.name)
        row[1].setText(dotted(total))
        return total

    @staticmethod
    def _row(
        name: str, people: int, key: bytes | None, *, whole: str = "", selectable: bool = True
    ) -> list[QStandardItem]:
        item, count = QStandardItem(name), QStandardItem(dotted(people))
        # as text: bytes are kept as Python objects, which Qt only finds again when they are the very same
        item.setData(key.hex() if key is not None else None, _KEY)
        item.setToolTip(whole or name)
        item.setAccessibleText(f"{whole or name}: {dotted(people)}")
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setData(
            QColor(look().tokens.text2), Qt.ItemDataRole.ForegroundRole
        )  # QBrush would load pictures, gradients
        for one in (item, count):
            one.setSelectable(selectable)
        return [item, count]

    def chosen(self) -> bytes | None:
        """The key of the unit chosen."""
        index = self.currentIndex()
        key = index.siblingAtColumn(0).data(_KEY) if index.isValid() else None
        return bytes.fromhex(key) if key is not None else None

    def chosen_is_closed(self) -> bool:
        """Whether the unit chosen was merged or closed before the day shown."""
        index = self.currentIndex()
        return bool(index.isValid() and index.siblingAtColumn(0).data(_CLOSED))

    def choose_all(self) -> None:
        """The whole office again."""
        self.setCurrentIndex(self._model.index(0, 0))

    def choose(self, key: bytes | None) -> None:
        """Choose a unit; the whole office where the tree does not show it."""
        if key is not None:
            found = self._model.match(
                self._model.index(0, 0), _KEY, key.hex(), 1, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
            )
            if found:
                self.setCurrentIndex(found[0])
                return
        self._filling = key is None
        self.setCurrentIndex(self._model.index(0, 0))
        self._filling = False

    def _on_current(self, index: object) -> None:
        del index
        if not self._filling:
            self.unit_chosen.emit(self.chosen())


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
