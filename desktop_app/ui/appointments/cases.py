"""The cases that the law asks about and the register does not hold: looked into or not, and which of them are there."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.ui.kit.widgets import column, empty_layout

_GROUNDS = frozenset({"tu_chuc", "mien_nhiem"})
_LOOKED = "Đã rà soát thanh tra, tố cáo, hoàn cảnh; đánh dấu nếu có"
_CHOSEN = "Chọn căn cứ theo quy định"


class CasesField(QWidget):
    """A tick that the cases were looked into, then one for each; ``changed`` whenever what it says changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=4)
        self.looked = QCheckBox(_LOOKED)
        self.looked.toggled.connect(self._on_looked)
        layout.addWidget(self.looked)
        self._place = QWidget()
        self._list = column(self._place, margins=(22, 0, 0, 0), gap=2)
        layout.addWidget(self._place)
        self._place.hide()
        self.boxes: dict[str, QCheckBox] = {}
        self._before: frozenset[str] = frozenset()
        self.hide()

    def offer(self, kind: str, cases: Sequence[tuple[str, str]]) -> None:
        """Ask about these cases; what was ticked stays where it is still asked."""
        words = _CHOSEN if kind in _GROUNDS else _LOOKED
        kept = {code for code, box in self.boxes.items() if box.isChecked()} or self._before
        empty_layout(self._list)
        self.boxes = {}
        self.looked.setText(words)
        self.looked.setAccessibleName(words)
        before: QWidget = self.looked
        for code, text in cases:
            box = QCheckBox(text[0].upper() + text[1:])
            box.setChecked(code in kept)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[code] = box
            self._list.addWidget(box)
            QWidget.setTabOrder(before, box)
            before = box
        self.setVisible(bool(cases))

    def put(self, codes: Iterable[str]) -> None:
        """Looked into, and these are there: as it was said before, also where the cases are still to be offered."""
        self._before = frozenset(codes)
        self.looked.setChecked(True)
        for code, box in self.boxes.items():
            box.setChecked(code in self._before)

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The codes of the cases that are there; ``None`` where nobody looked into them."""
        if self.isHidden() or not self.looked.isChecked():
            return None
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _on_looked(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self._place.setVisible(on)
        self.changed.emit()
